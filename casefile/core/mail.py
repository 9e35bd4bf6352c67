"""E-mail by template, sent after commit, with codes only: no name, place, crime or free text ever leaves."""

from __future__ import annotations

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from flask import current_app, render_template
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from casefile.core.db import Base, db
from casefile.core.jobs import Job, enqueue


class Template(StrEnum):
    """The e-mails there are; each has templates/emails/<name>.txt."""

    DEADLINE_REMINDER = "deadline_reminder"
    DEADLINE_LATE = "deadline_late"
    DOSSIER_READY = "dossier_ready"
    INVITATION = "invitation"


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


def send(template: Template, to: str, locale: str, **codes: str | int) -> UUID:
    """Write an e-mail in this transaction; a worker sends it after commit."""
    mail = OutgoingMail(id=uuid4(), template=template, to=to, locale=locale, codes=codes)
    db.session.add(mail)
    db.session.flush()
    enqueue(Job.SEND_MAIL, mail.id)
    return mail.id


def compose(mail: OutgoingMail) -> EmailMessage:
    """The message; its Message-ID is the row's id, so that a second delivery is recognised as the same."""
    with force_locale(mail.locale):
        subject = {
            Template.DEADLINE_REMINDER: _("casefile: a date is near"),
            Template.DEADLINE_LATE: _("casefile: a date has passed"),
            Template.DOSSIER_READY: _("casefile: a dossier is ready"),
            Template.INVITATION: _("casefile: your account"),
        }[mail.template]
        text = render_template(f"emails/{mail.template}.txt", public_url=current_app.config["PUBLIC_URL"], **mail.codes)
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = current_app.config["MAIL_FROM"], mail.to, subject
    message["Message-ID"] = f"<{mail.id}@casefile>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def deliver(message: EmailMessage) -> None:
    """Hand the message to the configured server (or folder). Raises OSError or SMTPException when it is not taken."""
    target = current_app.config["MAIL"]
    if target == "none":
        return
    if target.startswith("folder:"):
        folder = Path(target.removeprefix("folder:"))
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / f"{message['Message-ID'].strip('<>').split('@')[0]}.eml").write_bytes(message.as_bytes())
        return
    _smtp(urlsplit(target), message)


def _smtp(url: Any, message: EmailMessage) -> None:
    context = ssl.create_default_context()
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(url.hostname, url.port or 465, timeout=20, context=context)
    else:
        server = smtplib.SMTP(url.hostname, url.port or 587, timeout=20)
    with server:
        if url.scheme == "smtp":
            server.starttls(context=context)
        if url.username:
            password = Path(current_app.config["MAIL_PASSWORD_FILE"]).read_text("utf-8").strip()
            server.login(url.username, password)
        server.send_message(message)
