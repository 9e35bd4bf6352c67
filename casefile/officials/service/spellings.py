"""The table of spellings as the experts have changed it, and everybody's keys made anew when they do."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.jobs import Job, enqueue, progress
from casefile.core.names.table import Part, Table
from casefile.officials.models import Official
from casefile.officials.naming import NameVariant, every_key, table_of, variants

_AT_ONCE = 200


def table_now() -> Table:
    """The table as it stands; read in one short question."""
    return table_of(db.session.execute(variants()))


def variants_matching(text: str | None = None, part: Part | None = None) -> Select[Any]:
    """What the experts have added or retired, filtered."""
    query = select(NameVariant)
    if text:
        query = query.where(NameVariant.hangul.icontains(text, autoescape=True)
                            | NameVariant.spelling.icontains(text, autoescape=True))
    return query.where(NameVariant.part == part) if part else query


def spellings_known(hangul: str, part: Part) -> list[str]:
    """Every spelling that stands for a family name or syllable, for reading."""
    table = table_now()
    if part is Part.SURNAME:
        south = table.surnames.by_hangul.get(hangul, hangul)
        known = [spelled for spelled, names in table.surnames.by_latin.items() if south in names]
        return sorted(known) + sorted(char for char, name in table.surnames.by_hanja.items() if name == south)
    usual = (text for text, costs in table.spellings(hangul).items() if min(costs) < 0.1)
    return sorted(usual) + sorted(char for char, reading in table.characters.items() if reading == hangul)


def spelled_words(text: str | None) -> list[tuple[Part, list[str]]]:
    """What stands for a syllable or family name, when that is what was looked for."""
    if not text or not re.fullmatch("[가-힣]{1,2}", text):
        return []
    parts = (Part.SURNAME, Part.SYLLABLE) if len(text) == 1 else (Part.SURNAME,)
    return [(part, known) for part in parts if (known := spellings_known(text, part))]


def record_variant(part: Part, hangul: str, spelling: str, stands: bool = True, note: str | None = None) -> NameVariant:
    """Add a spelling to the table, or retire one. Raises Refused when that was decided before."""
    there = select(NameVariant).filter_by(part=part, hangul=hangul, spelling=spelling)
    if db.session.execute(there).scalar_one_or_none() is not None:
        raise Refused(_("This spelling is in the list already: change it there."))
    variant = NameVariant(part=part, hangul=hangul, spelling=spelling, stands=stands, note=note)
    db.session.add(variant)
    _ask_anew()
    return variant


def turn_variant(variant: NameVariant, stands: bool, note: str | None) -> None:
    """Retire a spelling, or let it stand again."""
    variant.stands, variant.note = stands, note
    _ask_anew()


def variant_with(id: UUID) -> NameVariant | None:
    """One entry of the list."""
    return db.session.execute(select(NameVariant).where(NameVariant.id == id)).scalar_one_or_none()


def _ask_anew() -> None:
    db.session.flush()
    enqueue(Job.REBUILD_NAME_KEYS)


def rebuild_keys() -> int:
    """Make the keys of everybody anew, some at a time; answers how many changed."""
    table, last, turned, seen = table_now(), UUID(int=0), 0, 0
    while True:
        query = select(Official).options(selectinload(Official.names)).where(Official.id > last)
        found = db.session.execute(query.order_by(Official.id).limit(_AT_ONCE)).scalars().all()
        if not found:
            return turned
        for official in found:
            keys = every_key(official.spellings, table)
            turned += keys != official.name_keys
            official.name_keys = keys
        last, seen = found[-1].id, seen + len(found)
        db.session.flush()
        progress(seen, seen, "name_keys")
