"""Every setting once: its name, its default and why; read from the environment alone.

The application refuses to start when a setting is missing or unsafe, and says which and what to do.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.x509 import Certificate, load_pem_x509_certificates

from casefile.core.vault import Keyring

LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Unsafe(Exception):
    """The application must not start; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable. default None: it must be set."""

    name: str
    default: str | None
    why: str


SETTINGS = (
    Setting("CASEFILE_DATABASE_URL", None, "PostgreSQL, as postgresql://user@host/name"),
    Setting("CASEFILE_DATABASE_PASSWORD_FILE", "", "file with the database password, when it is not in the URL"),
    Setting("CASEFILE_REDIS_URL", None, "Redis or Valkey: broker, rate limits"),
    Setting("CASEFILE_REDIS_PASSWORD_FILE", "", "file with the Redis password, when it is not in the URL"),
    Setting("CASEFILE_SECRET_KEY_FILE", None, "file with 32 or more random characters; signs form tokens"),
    Setting("CASEFILE_VAULT_KEYS_FILE", None, "file with the master keys of the identity vault (JSON)"),
    Setting("CASEFILE_DATA", "var", "folder for originals, dossiers and staging"),
    Setting("CASEFILE_STORE", "", "where files lie: file:///folder, or s3://bucket/prefix?endpoint=https://…&region=…; "
                                  "default: the folder `store` in CASEFILE_DATA"),
    Setting("CASEFILE_STORE_USER", "", "access key id of the S3 store"),
    Setting("CASEFILE_STORE_SECRET_FILE", "", "file with the secret key of the S3 store"),
    Setting("CASEFILE_TIME_AUTHORITY_URL", "", "time authority (RFC 3161) that stamps lists of new files: "
                                               "http(s)://host/path, the one address asked outside; off when empty"),
    Setting("CASEFILE_TIME_AUTHORITY_CA", "", "file with the root certificates (PEM) that its answers must go back to; "
                                              "keep those of former authorities in it"),
    Setting("CASEFILE_PUBLIC_URL", None, "address people type; links and cookies depend on it; https outside a laptop"),
    Setting("CASEFILE_TRUSTED_PROXIES", "0", "how many reverse proxies set X-Forwarded-*"),
    Setting("CASEFILE_MAIL", "none", "smtp://user@host:587, smtps://…, folder:PATH for a laptop, or none"),
    Setting("CASEFILE_MAIL_PASSWORD_FILE", "", "file with the SMTP password"),
    Setting("CASEFILE_MAIL_FROM", "casefile@localhost", "sender of reminders"),
    Setting("CASEFILE_MAX_UPLOAD", str(20 * 1024**3), "largest single upload in bytes"),
    Setting("CASEFILE_SESSION_IDLE", "900", "seconds without a request until a session ends"),
    Setting("CASEFILE_SESSION_LONGEST", "43200", "seconds until a session ends whatever happens"),
    Setting("CASEFILE_REVEAL_MINUTES", "10", "minutes for which an opened part of an identity is shown, at most 60"),
    Setting("CASEFILE_RARE_BELOW", "5", "how many people must share a combination of details so that it tells nobody's "
                                        "identity; 2 to 50"),
    Setting("CASEFILE_SECOND_FACTOR", "", "required: whoever opens identities or holds an office or protection role "
                                          "signs in with a code too; optional: whoever wants to. Default: required, "
                                          "in the demonstration optional"),
    Setting("CASEFILE_DEMO", "", "1 for the demonstration on this machine: longer sessions, no e-mail leaves"),
    Setting("CASEFILE_LOGIN_LIMIT", "10 per 15 minutes", "sign-in attempts for one account"),
    Setting("CASEFILE_ADDRESS_LIMIT", "30 per 15 minutes", "sign-in attempts from one address"),
)


def read(environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Read and check all settings; returns Flask configuration. Raises Unsafe with every fault found, one a line."""
    env = os.environ if environment is None else environment
    values = {setting.name: env.get(setting.name, setting.default or "") for setting in SETTINGS}
    faults = [f"{s.name} is not set: {s.why}" for s in SETTINGS if s.default is None and not values[s.name]]
    faults += [f"{name} is not a setting of this version" for name in env
               if name.startswith("CASEFILE_") and name not in values and not name.startswith(("CASEFILE_TEST_",
                                                                                            "CASEFILE_PG_BIN",
                                                                                            "CASEFILE_SHARED"))]
    if not faults:
        faults = _unsafe(values)
    if faults:
        raise Unsafe("\n".join(faults))
    return _flask(values)


def _unsafe(values: Mapping[str, str]) -> list[str]:
    faults = []
    for name in ("CASEFILE_SECRET_KEY_FILE", "CASEFILE_VAULT_KEYS_FILE"):
        faults += _unsafe_file(name, Path(values[name]))
    if not faults and len(Path(values["CASEFILE_SECRET_KEY_FILE"]).read_text("utf-8").strip()) < 32:
        faults.append("CASEFILE_SECRET_KEY_FILE holds fewer than 32 characters")
    address = urlsplit(values["CASEFILE_PUBLIC_URL"])
    if address.scheme not in ("http", "https") or not address.hostname:
        faults.append("CASEFILE_PUBLIC_URL must begin with https:// (or http:// on this machine alone)")
    elif address.scheme == "http" and address.hostname not in LOOPBACK:
        faults.append("CASEFILE_PUBLIC_URL uses http for another machine: sessions and names would travel in the clear")
    if not values["CASEFILE_DATABASE_URL"].startswith(("postgresql://", "postgresql+psycopg://")):
        faults.append("CASEFILE_DATABASE_URL must be a PostgreSQL address")
    return faults + _malformed(values)


def _malformed(values: Mapping[str, str]) -> list[str]:
    faults = []
    if values["CASEFILE_MAIL"].split(":")[0] not in ("none", "smtp", "smtps", "folder"):
        faults.append("CASEFILE_MAIL must be none, folder:PATH, smtp://… or smtps://…")
    numbers = ("CASEFILE_MAX_UPLOAD", "CASEFILE_SESSION_IDLE", "CASEFILE_SESSION_LONGEST", "CASEFILE_TRUSTED_PROXIES")
    faults += _store_faults(values) + _time_faults(values)
    if values["CASEFILE_SECOND_FACTOR"] not in ("", "required", "optional"):
        faults.append("CASEFILE_SECOND_FACTOR must be required or optional")
    if values["CASEFILE_REVEAL_MINUTES"] not in map(str, range(1, 61)):
        faults.append("CASEFILE_REVEAL_MINUTES must be a whole number from 1 to 60")
    if values["CASEFILE_RARE_BELOW"] not in map(str, range(2, 51)):
        faults.append("CASEFILE_RARE_BELOW must be a whole number from 2 to 50")
    return faults + [f"{name} must be a whole number" for name in numbers if not values[name].isdigit()]


def _unsafe_file(name: str, path: Path) -> list[str]:
    try:
        mode = path.stat().st_mode
    except OSError:
        return [f"{name}: the file cannot be read"]
    if not stat.S_ISREG(mode) and not stat.S_ISLNK(mode):
        return [f"{name}: not a file"]
    if mode & (stat.S_IRWXO | stat.S_IWGRP):
        return [f"{name}: other people on this machine can read or change the file; use mode 0400 or 0440"]
    if name == "CASEFILE_VAULT_KEYS_FILE":
        try:
            Keyring.read(path)
        except (ValueError, KeyError, TypeError):
            return [f"{name}: needs JSON with a current key and keys of 32 bytes in base64"]
    return []


def _secret(file: str) -> str:
    return Path(file).read_text("utf-8").strip() if file else ""


def _store_faults(values: Mapping[str, str]) -> list[str]:
    store = values["CASEFILE_STORE"]
    if store.startswith("s3://"):
        file = values["CASEFILE_STORE_SECRET_FILE"]
        if not urlsplit(store).netloc or not values["CASEFILE_STORE_USER"] or not file:
            return ["CASEFILE_STORE names an S3 store: it needs a bucket, CASEFILE_STORE_USER and "
                    "CASEFILE_STORE_SECRET_FILE"]
        return _unsafe_file("CASEFILE_STORE_SECRET_FILE", Path(file))
    if store and not store.startswith("file:///"):
        return ["CASEFILE_STORE must be file:///folder or s3://bucket?endpoint=…"]
    return []


def _time_faults(values: Mapping[str, str]) -> list[str]:
    url, file = urlsplit(values["CASEFILE_TIME_AUTHORITY_URL"]), values["CASEFILE_TIME_AUTHORITY_CA"]
    if url.geturl() and (url.scheme not in ("http", "https") or not url.hostname or url.username):
        return ["CASEFILE_TIME_AUTHORITY_URL must be http(s)://host/path, without a name or password"]
    if url.geturl() and not file:
        return ["CASEFILE_TIME_AUTHORITY_URL needs CASEFILE_TIME_AUTHORITY_CA: an answer is kept only if it is proved"]
    try:
        _certificates(file)
    except (OSError, ValueError):
        return ["CASEFILE_TIME_AUTHORITY_CA must be a readable file with certificates in PEM"]
    return []


def _certificates(file: str) -> list[Certificate]:
    return load_pem_x509_certificates(Path(file).read_bytes()) if file else []


def _with_password(url: str, password_file: str) -> str:
    if not password_file:
        return url
    password = Path(password_file).read_text("utf-8").strip()
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{parts.username or ''}:{password}@{host}").geturl()


def _flask(values: Mapping[str, str]) -> dict[str, Any]:
    database = _with_password(values["CASEFILE_DATABASE_URL"], values["CASEFILE_DATABASE_PASSWORD_FILE"])
    redis = _with_password(values["CASEFILE_REDIS_URL"], values["CASEFILE_REDIS_PASSWORD_FILE"])
    data = Path(values["CASEFILE_DATA"]).resolve()
    demo = values["CASEFILE_DEMO"] == "1"
    return {
        "SECRET_KEY": Path(values["CASEFILE_SECRET_KEY_FILE"]).read_text("utf-8").strip(),
        "VAULT": Keyring.read(Path(values["CASEFILE_VAULT_KEYS_FILE"])),
        "SQLALCHEMY_DATABASE_URI": database.replace("postgresql://", "postgresql+psycopg://", 1),
        "REDIS_URL": redis,
        "DATA": str(data),
        "STORE": values["CASEFILE_STORE"].removeprefix("file://") or str(data / "store"),
        "STORE_KEY": values["CASEFILE_STORE_USER"],
        "STORE_SECRET": _secret(values["CASEFILE_STORE_SECRET_FILE"]),
        "TIME_AUTHORITY": values["CASEFILE_TIME_AUTHORITY_URL"],
        "TIME_ROOTS": _certificates(values["CASEFILE_TIME_AUTHORITY_CA"]),
        "PUBLIC_URL": values["CASEFILE_PUBLIC_URL"].rstrip("/"),
        "SECURE": values["CASEFILE_PUBLIC_URL"].startswith("https://"),
        "TRUSTED_PROXIES": int(values["CASEFILE_TRUSTED_PROXIES"]),
        "MAIL": values["CASEFILE_MAIL"],
        "MAIL_PASSWORD_FILE": values["CASEFILE_MAIL_PASSWORD_FILE"],
        "MAIL_FROM": values["CASEFILE_MAIL_FROM"],
        "MAX_UPLOAD": int(values["CASEFILE_MAX_UPLOAD"]),
        # Ordinary forms are small; the upload view raises its own limit.
        "MAX_CONTENT_LENGTH": 8 * 1024**2,
        "MAX_FORM_MEMORY_SIZE": 8 * 1024**2,
        "MAX_FORM_PARTS": 5_000,
        "SESSION_IDLE": int(values["CASEFILE_SESSION_IDLE"]) * (8 if demo else 1),
        "SESSION_LONGEST": int(values["CASEFILE_SESSION_LONGEST"]),
        "REVEAL_MINUTES": int(values["CASEFILE_REVEAL_MINUTES"]),
        "RARE_BELOW": int(values["CASEFILE_RARE_BELOW"]),
        "SECOND_FACTOR": values["CASEFILE_SECOND_FACTOR"] or ("optional" if demo else "required"),
        "DEMO": demo,
        "LOGIN_LIMIT": values["CASEFILE_LOGIN_LIMIT"],
        "ADDRESS_LIMIT": values["CASEFILE_ADDRESS_LIMIT"],
        "WTF_CSRF_TIME_LIMIT": None,  # the token lives as long as the session
        "WTF_CSRF_SSL_STRICT": False,  # Referer is not sent (Referrer-Policy); Sec-Fetch-Site is checked instead
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_DEFAULT_TIMEZONE": "UTC",
        "LOCALES": ("en", "ko"),
    }
