"""A real time authority for the tests: certificates of its own, and `openssl ts -reply` behind a loopback address."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CONFIG = """
[tsa]
default_tsa = it
[it]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


def openssl(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run the openssl command, which is what a court would check a token with."""
    found = shutil.which("openssl")
    if found is None:
        raise RuntimeError("these tests need the command openssl: apt-get install openssl")
    return subprocess.run([found, *map(str, arguments)], capture_output=True, check=False)


def _certificate(name: str, key: ec.EllipticCurvePrivateKey, root: tuple[x509.Name, ec.EllipticCurvePrivateKey],
                 *extensions: tuple[x509.ExtensionType, bool]) -> x509.Certificate:
    now = datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(root[0]).public_key(key.public_key())
               .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
               .not_valid_after(now + timedelta(days=30)))
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(root[1], hashes.SHA256())


class TimeAuthority:
    """One authority on a folder. ca: the root to trust. asked: how often. answers: what it says."""

    def __init__(self, folder: Path, purpose: x509.ObjectIdentifier = ExtendedKeyUsageOID.TIME_STAMPING) -> None:
        self.folder, self.ca = folder, folder / "ca.pem"
        self.asked, self.answers = 0, self.reply
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "serial").write_text("1000\n")
        (folder / "openssl.cnf").write_text(CONFIG.format(folder=folder))
        root, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Root of the tests")])
        above = _certificate("Root of the tests", root, (name, root), (x509.BasicConstraints(True, None), True))
        signer = _certificate("Time authority of the tests", key, (name, root),
                              (x509.BasicConstraints(False, None), True), (x509.ExtendedKeyUsage([purpose]), True))
        self.ca.write_bytes(above.public_bytes(Encoding.PEM))
        (folder / "signer.pem").write_bytes(signer.public_bytes(Encoding.PEM))
        (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    def reply(self, query: bytes) -> bytes:
        """What openssl answers to the query."""
        (self.folder / "query.tsq").write_bytes(query)
        done = openssl("ts", "-reply", "-config", self.folder / "openssl.cnf", "-queryfile", self.folder / "query.tsq",
                       "-signer", self.folder / "signer.pem", "-inkey", self.folder / "key.pem",
                       "-chain", self.ca, "-out", self.folder / "reply.tsr")
        if done.returncode:
            raise RuntimeError(done.stderr.decode())
        return (self.folder / "reply.tsr").read_bytes()


@contextlib.contextmanager
def listening(authority: TimeAuthority, status: Callable[[], int] = lambda: 200) -> Iterator[str]:
    """The authority on a free port of the loopback; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            authority.asked += 1
            answer = authority.answers(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status())
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/tsr"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
