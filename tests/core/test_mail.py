"""E-mail reaches a real server over TLS or not at all, says codes only, and a failure is kept and told."""

from __future__ import annotations

import ssl
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from ipaddress import ip_address
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import select

from casefile.core import mail
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.jobs import JobRun, JobState
from casefile.core.mail import NoAddress, OutgoingMail, Template
from workers.celery import perform

CODES = {"case": "CF-2026-001", "reference": "T-0001", "due_on": "2026-11-24", "at": "", "id": str(uuid4())}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """(certificate, key) for localhost, signed by itself; vouched for only where SSL_CERT_FILE names it."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    built = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
             .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
             .not_valid_after(now + timedelta(days=1)).add_extension(names, critical=False)
             .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
             .sign(key, hashes.SHA256()))
    public, private = folder / "cert.pem", folder / "key.pem"
    public.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                          serialization.NoEncryption()))
    return public, private


class Inbox:
    """What the server was given."""

    def __init__(self, answer: str = "250 taken"):
        self.answer, self.messages = answer, []

    async def handle_DATA(self, server, session, envelope):
        self.messages.append((session.ssl is not None, envelope.rcpt_tos, envelope.content))
        return self.answer


class Tls(Controller):
    """A server on a port of the system's choice that speaks STARTTLS."""

    def __init__(self, inbox, context, **more):
        self.context, self.more = context, more
        super().__init__(inbox, hostname="127.0.0.1", port=0)

    def factory(self):
        return SMTP(self.handler, tls_context=self.context, require_starttls=self.context is not None, **self.more)

    def _trigger_server(self):
        """The port is known only now."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def server(certificate):
    """Start a mail server: `server(inbox)`; with tls=False it offers no STARTTLS."""
    running = []

    def start(inbox, tls=True, **more):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        controller = Tls(inbox, context if tls else None, **more)
        controller.start()
        running.append(controller)
        return controller.port

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture
def trusted(certificate, monkeypatch):
    """This process trusts the certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))


def written(to="officer@example.org", locale="en", template=Template.DEADLINE_REMINDER, **codes) -> JobRun:
    with acting(SYSTEM):
        mail.send(template, to, locale, **{**CODES, **codes})
        db.session.commit()
        return db.session.execute(select(JobRun)).scalars().all()[-1].id


def outcome(run_id):
    with acting(SYSTEM):
        db.session.rollback()
        run = db.session.execute(select(JobRun).filter_by(id=run_id)).scalar_one()
        return run.state, run.error


def test_a_message_is_delivered_over_tls(live, sent, server, trusted):
    inbox = Inbox()
    live.config["MAIL"] = f"smtp://localhost:{server(inbox)}"
    with live.app_context():
        run_id = written()
        perform(run_id)
        assert outcome(run_id) == (JobState.DONE, None)
        with acting(SYSTEM):
            row = db.session.execute(select(OutgoingMail)).scalar_one()
        assert row.sent_at is not None
    [(over_tls, recipients, content)] = inbox.messages
    message = message_from_bytes(content, policy=policy.default)
    assert over_tls
    assert recipients == ["officer@example.org"]
    assert message["Message-ID"] == f"<{row.id}@casefile>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == row.created_at.replace(microsecond=0)
    assert f"http://localhost/deadlines/{CODES['id']}" in message.get_content()


def test_the_password_comes_from_its_file_and_is_sent_inside_tls(live, sent, server, trusted, tmp_path):
    seen = []

    def check(server, session, envelope, mechanism, data):
        seen.append((session.ssl is not None, data.login, data.password))
        return AuthResult(success=True)

    inbox = Inbox()
    port = server(inbox, authenticator=check, auth_required=True)
    (tmp_path / "password").write_text("open sesame\n")
    live.config.update(MAIL=f"smtp://casefile@localhost:{port}", MAIL_PASSWORD_FILE=str(tmp_path / "password"))
    with live.app_context():
        perform(written())
    assert seen == [(True, b"casefile", b"open sesame")]
    assert len(inbox.messages) == 1


def test_a_second_delivery_is_the_same_message(live, sent, server, trusted):
    inbox = Inbox()
    live.config["MAIL"] = f"smtp://localhost:{server(inbox)}"
    with live.app_context(), acting(SYSTEM):
        written()
        row = db.session.execute(select(OutgoingMail)).scalar_one()
        for _ in range(2):  # as when a worker dies between the server's answer and the commit
            mail.deliver(mail.compose(row))
    first, second = (message_from_bytes(content)["Message-ID"] for _tls, _to, content in inbox.messages)
    assert first == second


@pytest.mark.parametrize("why", ["nobody listens", "no tls", "unknown certificate", "refused"])
def test_what_is_not_taken_fails_and_is_kept(live, sent, server, why, certificate, monkeypatch, caplog):
    inbox = Inbox("554 no" if why == "refused" else "250 taken")
    if why == "refused":
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    port = 1 if why == "nobody listens" else server(inbox, tls=why != "no tls")
    live.config["MAIL"] = f"smtp://localhost:{port}"
    with live.app_context():
        run_id = written()
        perform(run_id)
        assert outcome(run_id) == (JobState.FAILED, "mail_not_taken")
        with acting(SYSTEM):
            assert db.session.execute(select(OutgoingMail)).scalar_one().sent_at is None
    assert why == "refused" or inbox.messages == []
    assert "officer@example.org" not in caplog.text


def test_smtps_speaks_tls_from_the_first_byte(live, sent, certificate, trusted):
    inbox = Inbox()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    controller = Tls(inbox, None)
    controller.ssl_context = context
    controller.start()
    try:
        live.config["MAIL"] = f"smtps://localhost:{controller.port}"
        with live.app_context():
            run_id = written()
            perform(run_id)
            assert outcome(run_id) == (JobState.DONE, None)
    finally:
        controller.stop()
    assert len(inbox.messages) == 1


def test_a_folder_takes_whole_messages_and_the_second_replaces_the_first(live, sent, tmp_path):
    folder = tmp_path / "mail"
    with live.app_context(), acting(SYSTEM):
        perform(written())
        row = db.session.execute(select(OutgoingMail)).scalar_one()
        mail.deliver(mail.compose(row))
    [file] = folder.iterdir()
    assert file.name == f"{row.id}.eml"
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["To"] == "officer@example.org"


def test_without_a_mail_server_nothing_leaves(live, sent, tmp_path):
    live.config["MAIL"] = "none"
    with live.app_context():
        run_id = written()
        perform(run_id)
        assert outcome(run_id) == (JobState.DONE, None)
    assert not (tmp_path / "mail").exists()


@pytest.mark.parametrize("address", ["a@example.org\r\nBcc: b@example.org", "a@example.org\nX: y",
                                     "a@example.org, b@c.org", "<a@example.org>", "no address", "", "a@exam ple.org",
                                     "a@example.org\x00"])
def test_no_address_can_begin_another_header_or_name_a_second_recipient(live, sent, address, caplog):
    if "\x00" not in address:  # the database takes no NUL at all
        with live.app_context():
            run_id = written(to=address)
            perform(run_id)
            assert outcome(run_id) == (JobState.FAILED, "mail_no_address")
    with live.app_context(), pytest.raises(NoAddress):
        mail.compose(OutgoingMail(id=uuid4(), template=Template.DEADLINE_LATE, to=address, locale="en", codes=CODES,
                                  created_at=datetime.now(UTC)))
    assert not address or address not in caplog.text


def test_a_code_never_becomes_a_header(live):
    row = OutgoingMail(id=uuid4(), template=Template.DEADLINE_LATE, to="a@example.org", locale="en",
                       codes={**CODES, "reference": "T-1\r\nBcc: b@example.org"}, created_at=datetime.now(UTC))
    with live.app_context():
        message = mail.compose(row)
    assert message["Bcc"] is None
    assert sorted(message.keys()) == sorted(["From", "To", "Subject", "Message-ID", "Date", "Auto-Submitted",
                                             "Content-Type", "Content-Transfer-Encoding", "MIME-Version"])


@pytest.mark.parametrize("template", [Template.DEADLINE_REMINDER, Template.DEADLINE_LATE])
@pytest.mark.parametrize(("locale", "shown"), [("en", "24 Nov 2026"), ("ko", "2026. 11. 24.")])
def test_a_reminder_speaks_the_readers_language_and_says_codes_alone(live, template, locale, shown):
    row = OutgoingMail(id=uuid4(), template=template, to="a@example.org", locale=locale,
                       codes={**CODES, "at": "14:30 (Asia/Seoul)"}, created_at=datetime.now(UTC))
    with live.app_context():
        text = mail.compose(row).get_content()
    for expected in ("CF-2026-001", "T-0001", f"/deadlines/{CODES['id']}", "14:30 (Asia/Seoul)", shown):
        assert expected in text
    assert date(2026, 11, 24).isoformat() not in text


def test_many_letters_are_written_with_two_statements(context, sent, queries):
    letters = [mail.Letter(Template.DEADLINE_LATE, f"a{n}@example.org", "en", CODES) for n in range(50)]
    queries.clear()
    with acting(SYSTEM):
        ids = mail.send_each(letters)
        assert len(queries) == 2
        db.session.commit()
    assert len(set(ids)) == len(sent) == 50
    assert mail.send_each([]) == []
