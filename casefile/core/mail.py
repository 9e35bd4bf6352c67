"""E-mail by template, sent after commit, with codes only: no name, place, crime or free text ever leaves."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit
from uuid import UUID, uuid4

from flask import current_app, render_template
from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from sqlalchemy import func
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Mapped, mapped_column

from casefile.core.db import Base, db
from casefile.core.jobs import Job, enqueue_each
from casefile.core.languages import locale_of

TIMEOUT = 20


class NoAddress(Exception):
    """The text is not the address of one person; it is not repeated in the message, which may be logged."""


class Template(StrEnum):
    """The e-mails there are; each has templates/emails/<name>.txt."""

    DEADLINE_REMINDER = "deadline_reminder"
    DEADLINE_LATE = "deadline_late"
    DOSSIER_READY = "dossier_ready"
    FACTOR_REMOVED = "factor_removed"
    IDENTITY_WINDOW = "identity_window"
    INVITATION = "invitation"
    PROTECTION_ALERT = "protection_alert"


class OutgoingMail(Base):
    """One e-mail to be sent. codes: references and dates only."""

    __tablename__ = "outgoing_mail"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    template: Mapped[Template]
    to: Mapped[str] = mapped_column("to_address")
    locale: Mapped[str]
    codes: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    sent_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail to be written. A code whose name ends in `_on` is an ISO date, shown in the reader's language.

    case_id: the case whose coordinators see on the jobs page that it could not be sent.
    """

    template: Template
    to: str
    locale: str
    codes: Mapping[str, str | int] = field(default_factory=dict)
    case_id: UUID | None = None


def send(template: Template, to: str, locale: str, case_id: UUID | None = None, **codes: str | int) -> UUID:
    """Write an e-mail in this transaction; a worker sends it after commit."""
    return send_each([Letter(template, to, locale, codes, case_id)])[0]


def send_each(letters: Sequence[Letter]) -> list[UUID]:
    """Write many e-mails in this transaction with two statements."""
    rows: list[dict[str, Any]] = [
        {"id": uuid4(), "template": letter.template, "to_address": letter.to, "locale": letter.locale,
         "codes": dict(letter.codes)} for letter in letters]
    if rows:
        db.session.execute(insert(OutgoingMail.__table__), rows)
    enqueue_each(Job.SEND_MAIL, [((row["id"],), letter.case_id) for row, letter in zip(rows, letters, strict=True)])
    return [row["id"] for row in rows]


def compose(mail: OutgoingMail) -> EmailMessage:
    """The message; its Message-ID is the row's id, so that a second delivery is recognised as the same.

    Raises NoAddress when it could not be delivered to one person alone.
    """
    with force_locale(locale_of(mail.locale)):
        subject = {
            Template.DEADLINE_REMINDER: _("casefile: a date is near"),
            Template.DEADLINE_LATE: _("casefile: a date has passed"),
            Template.DOSSIER_READY: _("casefile: a dossier is ready"),
            Template.FACTOR_REMOVED: _("casefile: your second factor was taken off"),
            Template.IDENTITY_WINDOW: _("casefile: an identity is open without its protection officer"),
            Template.INVITATION: _("casefile: your account"),
            Template.PROTECTION_ALERT: _("casefile: urgent, look at once"),
        }[mail.template]
        codes = {name: _shown(name, value) for name, value in mail.codes.items()}
        text = render_template(f"emails/{mail.template}.txt", public_url=current_app.config["PUBLIC_URL"], **codes)
    message = EmailMessage()
    message["From"], message["Subject"] = current_app.config["MAIL_FROM"], subject
    message["To"] = _address(mail.to)
    message["Message-ID"] = f"<{mail.id}@casefile>"
    message["Date"] = format_datetime(mail.created_at)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def _address(text: str) -> Address:
    """One address and nothing else: no second recipient, no line break that would begin another header."""
    try:
        return Address(addr_spec=text)
    except (ValueError, IndexError, MessageError):  # the standard parser falls over an empty text
        raise NoAddress from None


def _shown(name: str, value: Any) -> Any:
    return format_date(date.fromisoformat(value)) if name.endswith("_on") else value


def deliver(message: EmailMessage) -> None:
    """Hand the message to the configured server (or folder). Raises OSError or SMTPException when it is not taken."""
    target = current_app.config["MAIL"]
    if target == "none":
        return
    if target.startswith("folder:"):
        _put(Path(target.removeprefix("folder:")), message)
        return
    _smtp(urlsplit(target), message)


def _put(folder: Path, message: EmailMessage) -> None:
    """Nobody who reads the folder meets half a message; a second delivery replaces the first."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = message["Message-ID"].strip("<>").split("@")[0]
    part = folder / f".{name}.part"
    part.write_bytes(message.as_bytes())
    part.replace(folder / f"{name}.eml")


def _smtp(url: SplitResult, message: EmailMessage) -> None:
    """Over TLS or not at all: a server without STARTTLS, or with a certificate nobody vouches for, gets nothing."""
    context = ssl.create_default_context()
    host = url.hostname or "localhost"
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, url.port or 465, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, url.port or 587, timeout=TIMEOUT)
    with server:
        if url.scheme == "smtp":
            server.starttls(context=context)
        if url.username:
            password = Path(current_app.config["MAIL_PASSWORD_FILE"]).read_text("utf-8").strip()
            server.login(url.username, password)
        server.send_message(message)
