"""The invented team, and the file with which it signs in."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from casefile.accounts import service
from casefile.accounts.models import User
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db

FILE = "demo-accounts.json"


class Colleague(NamedTuple):
    """One account. role: what the person is for, in the plain word under which the file lists the account."""

    key: str
    role: str
    name: str
    email: str
    language: str = "en"
    office: tuple[str, ...] = ()


# The first of each role works on the main case. Nobody of these exists.
TEAM = (
    Colleague("ines", "administrator", "Ines Valderrama", "ines.valderrama@example.org", office=("administrator",)),
    Colleague("marta", "coordinator", "Marta Lindholm", "marta.lindholm@example.org", office=("coordinator",)),
    Colleague("minjae", "coordinator", "서민재", "seo.minjae@example.org", "ko", ("coordinator",)),
    Colleague("jiwon", "lead", "한지원", "han.jiwon@example.org", "ko"),
    Colleague("daniel", "legal_expert", "Daniel Okoro", "daniel.okoro@example.org"),
    Colleague("seoa", "legal_expert", "윤서아", "yun.seoa@example.org", "ko"),
    Colleague("taeyun", "analyst", "오태윤", "oh.taeyun@example.org", "ko"),
    Colleague("freya", "evidence_officer", "Freya Haugen", "freya.haugen@example.org"),
    Colleague("rahel", "legal_officer", "Rahel Tesfaye", "rahel.tesfaye@example.org"),
    Colleague("benoit", "reviewer", "Benoît Carlier", "benoit.carlier@example.org"),
    Colleague("haeun", "protection_officer", "문하은", "moon.haeun@example.org", "ko"),
    Colleague("priya", "observer", "Priya Nambiar", "priya.nambiar@example.org"),
    Colleague("aino", "lead", "Aino Saarela", "aino.saarela@example.org"),
    # Not on any team of the first three cases: sees nothing of them.
    Colleague("dohyeon", "coordinator", "배도현", "bae.dohyeon@example.org", "ko", ("coordinator",)),
    Colleague("yujin", "legal_expert", "조유진", "jo.yujin@example.org", "ko"),
    Colleague("suan", "lead", "남수안", "nam.suan@example.org", "ko"),
)


def add_accounts() -> dict[str, User]:
    """Add the accounts, without passwords: key -> user."""
    with acting(SYSTEM):
        return {one.key: service.add_user(one.name, one.email, list(one.office), one.language) for one in TEAM}


def give_passwords() -> list[dict[str, str]]:
    """Set a new password for each account of the demonstration; returns what the file holds."""
    entries = []
    with acting(SYSTEM):
        emails = [one.email for one in TEAM]
        users = {user.email: user for user in db.session.execute(select(User).where(User.email.in_(emails))).scalars()}
        for one in TEAM:
            if one.email in users:
                password = secrets.token_urlsafe(18)
                service.set_password(users[one.email], password)
                entries.append({"role": one.role, "name": one.name, "email": one.email, "password": password})
    return entries


def write(data: Path, entries: list[dict[str, str]]) -> None:
    """Write the file whole or not at all, for nobody else to read."""
    data.mkdir(parents=True, exist_ok=True)
    part = data / f".{FILE}.{secrets.token_hex(4)}"
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(entries, out, ensure_ascii=False, indent=2)
        out.write("\n")
    part.replace(data / FILE)


def has_file(data: Path) -> bool:
    """True when the file is there."""
    return (data / FILE).is_file()
