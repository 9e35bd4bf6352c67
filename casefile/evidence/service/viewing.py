"""Showing working copies, finding words in them, and playing originals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import BufferedReader
from math import asin, cos, radians, sin, sqrt
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, false, func, select

from casefile.core import storage, vault
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.evidence.copies import FAR_KM, CopyKind, blind, dates_conflict, says_made, says_where, words_of
from casefile.evidence.models import CustodyEvent, Evidence, EvidenceSubject, Reading, Rendition
from casefile.evidence.rules import CustodyType, Use
from casefile.evidence.service.copies import INDEX, facts_of, reading_of
from casefile.evidence.service.originals import open_original
from casefile.incidents.models import Incident, Place

HIDDEN = (Use.SEALED, Use.WITHDRAWN)
PLAYS_FOR = timedelta(hours=8)
LONGEST_FIND = 100
FOUND_AT_MOST = 50
# What a browser may be given to play or draw, as exactly this type.
PLAYED = {"video/mp4": "video/mp4", "video/quicktime": "video/mp4", "video/x-matroska": "video/webm",
          "audio/mpeg": "audio/mpeg", "audio/mp4": "audio/mp4", "audio/wav": "audio/wav", "audio/ogg": "audio/ogg",
          "audio/flac": "audio/flac", "application/pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One page or part of an item as it is shown. first: the number of its first paragraph, for what has no pages."""

    number: int
    total: int
    picture: Rendition | None
    text: Rendition | None
    lines: Sequence[str]
    first: int | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What the file says of itself, against what was claimed. kind: "date" or "place"."""

    kind: str
    says: str
    claimed: str


def must_be_shown(item: Evidence) -> None:
    """Refuse to show copies of what is sealed or withdrawn."""
    if item.use_restriction in HIDDEN:
        raise Refused(_("This item is sealed or its consent was withdrawn. Its working copies are not shown."))


def shown(item: Evidence, reading: Reading | None, wanted: int, sealed_too: bool = False) -> Shown:
    """The page or part asked for, or the nearest there is. sealed_too: for who examines whether it is privileged."""
    if not sealed_too:
        must_be_shown(item)
    total = (reading.pages or reading.parts) if reading else 0
    number = min(max(wanted, 1), max(total, 1))
    query = select(Rendition).where(Rendition.evidence_id == item.id, Rendition.page == number)
    held = {one.kind: one for one in db.session.execute(query).scalars()}
    text = held.get(CopyKind.TEXT) or held.get(CopyKind.OCR)
    words = _text(text).splitlines() if text else []
    first = None if reading is None or reading.pages else (number - 1) * 100 + 1
    return Shown(number, total, held.get(CopyKind.PAGE), text, [line for line in words if line.strip()], first)


def _text(copy: Rendition) -> str:
    if copy.sha256 is None:
        return ""
    try:
        with storage.open_file(copy.sha256) as file:
            return file.read().decode("utf-8", "replace")
    except (FileNotFoundError, storage.Damaged):
        return ""


def open_copy(item: Evidence, kind: CopyKind, page: int, sealed_too: bool = False) -> BufferedReader | None:
    """The bytes of a picture that the worker made; None when there is none."""
    if not sealed_too:
        must_be_shown(item)
    query = select(Rendition.sha256).where(Rendition.evidence_id == item.id, Rendition.kind == kind,
                                           Rendition.page == page)
    sha256 = db.session.execute(query).scalar_one_or_none()
    try:
        return storage.open_file(sha256) if sha256 else None
    except (FileNotFoundError, storage.Damaged):
        return None


# --- what the file says of itself ---

def disagreements(item: Evidence) -> list[Disagreement]:
    """Where the date or place inside the file is not the one that was claimed."""
    told = facts_of(item)["told"]
    return [*_date(item, told), *_place(item, told)]


def _date(item: Evidence, told: Mapping[str, Any]) -> list[Disagreement]:
    says, made = says_made(told), item.made
    if says is None or not made or not dates_conflict(says, made.earliest, made.latest):
        return []
    return [Disagreement("date", says.isoformat(), made.words())]


def _place(item: Evidence, told: Mapping[str, Any]) -> list[Disagreement]:
    says = says_where(told)
    if says is None:
        return []
    query = (select(Incident.reference, Place.latitude, Place.longitude)
             .join(EvidenceSubject, EvidenceSubject.incident_id == Incident.id)
             .join(Place, Place.id == Incident.place_id)
             .where(EvidenceSubject.evidence_id == item.id, EvidenceSubject.ended_at.is_(None),
                    Place.latitude.is_not(None)).order_by(Incident.reference))
    far = [(row.reference, away) for row in db.session.execute(query)
           if (away := kilometres(says, (row.latitude, row.longitude))) > FAR_KM]
    where = f"{says[0]:.4f}, {says[1]:.4f}"
    return [Disagreement("place", where, _("%(reference)s, %(km)s km away", reference=name, km=round(away)))
            for name, away in far]


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance between two places on the globe."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, place)) for place in (one, other))
    across = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 12_742 * asin(sqrt(across))


def date_disagrees() -> ColumnElement[bool]:
    """The condition that the day inside the file lies outside what was claimed, for the gap list."""
    read, item = Reading.__table__.c, Evidence.__table__.c
    outside = (read.says_made < item.made_earliest - 1) | (read.says_made > item.made_latest + 1)
    found: Any = select(read.evidence_id).where(read.evidence_id == item.id, outside)
    return found.correlate(Evidence.__table__).exists()


# --- words ---

def says_words(text: str) -> ColumnElement[bool]:
    """The condition that every word of the text stands on one page of the item.

    What is sealed or withdrawn is not found; whose items are searched is decided by the row filter.
    """
    sought = list(words_of(text[:LONGEST_FIND], sought=True))
    if not sought:
        return false()
    try:
        key = vault.data_key(INDEX)
    except vault.VaultError:  # nothing was ever read
        return false()
    found = select(Rendition.evidence_id).where(Rendition.words.contains(blind(key, iter(sought))))
    return Evidence.id.in_(found) & Evidence.use_restriction.not_in(HIDDEN)


def find(item: Evidence, text: str) -> list[tuple[int, str]]:
    """(page or part, the words around) for each place in the item where the text stands, read from the copies."""
    must_be_shown(item)
    sought = list(words_of(text[:LONGEST_FIND], sought=True))
    if not sought:
        return []
    numbers = blind(vault.data_key(INDEX, create=True), iter(sought))
    query = (select(Rendition).where(Rendition.evidence_id == item.id, Rendition.words.contains(numbers))
             .order_by(Rendition.page).limit(FOUND_AT_MOST))
    return [(copy.page, _around(_text(copy), text)) for copy in db.session.execute(query).scalars()]


def _around(text: str, sought: str) -> str:
    at = re.search(re.escape(sought.strip()), text, re.IGNORECASE)
    start = max((at.start() if at else 0) - 60, 0)
    piece = " ".join(text[start : start + 160].split())
    return f"…{piece}…" if start else f"{piece}…"


# --- originals that are played ---

def may_play(item: Evidence) -> bool:
    """True when the actor gave a reason for this original a short while ago; it stands in the custody log."""
    query: Select[Any] = select(func.count()).select_from(CustodyEvent).where(
        CustodyEvent.evidence_id == item.id, CustodyEvent.type == CustodyType.ACCESSED,
        CustodyEvent.actor_id == current().id, CustodyEvent.at > func.clock_timestamp() - PLAYS_FOR)
    return bool(current().id and db.session.execute(query).scalar_one())


def ask_to_play(item: Evidence, reason: str) -> None:
    """Write down why the original is opened; it may then be played for some hours."""
    open_original(item, reason).close()


def play(item: Evidence) -> BufferedReader | None:
    """The bytes of an original that may be played; None when no reason was given, or a browser cannot play it."""
    must_be_shown(item)
    if played_as(item, reading_of(item)) is None or not may_play(item):
        return None
    try:
        return storage.open_file(item.sha256)
    except (FileNotFoundError, storage.Damaged):
        return None


def played_as(item: Evidence, reading: Reading | None) -> str | None:
    """The type under which a browser may be given the original; None for everything it must not be given."""
    return PLAYED.get(reading.kind if reading and reading.kind else item.mime_found)
