"""Names of officials, and who else may be meant by a name. Nothing here ever merges two people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, String, cast, func, select
from sqlalchemy.orm import joinedload, selectinload

from casefile.core.db import db
from casefile.core.names import likeness, name_keys, why
from casefile.officials.models import Holding, Official, OfficialName, Post
from casefile.officials.rules import NameKind

# Compared one by one, after the database has put those first that share most keys.
MOST_COMPARED = 200
MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the register who may be meant by a name, and why."""

    official: Official
    spelling: str
    reasons: list[str]
    likeness: float


def shares_a_key(*names: str | None) -> ColumnElement[bool]:
    """Officials one of whose names meets one of these, in any script and spelling; answered by the index of keys."""
    return Official.name_keys.op("&&")(cast(_keys(*names), ARRAY(String)))


def _keys(*names: str | None) -> list[str]:
    return sorted(frozenset().union(*(name_keys(name) for name in names if name)))


def _keys_shared(*names: str | None) -> ColumnElement[int]:
    """How many keys an official shares with the names."""
    key = func.unnest(Official.name_keys).column_valued("key")
    return select(func.count(key)).where(key.in_(_keys(*names))).correlate(Official).scalar_subquery()


def candidates(situation_id: UUID, *names: str | None, beside: UUID | None = None) -> list[Candidate]:
    """Who in the register may be meant by the names, the likest first. `beside` is left out."""
    asked = [name for name in names if name]
    if not asked:
        return []
    query = select(Official).options(
        selectinload(Official.names),
        selectinload(Official.holdings).joinedload(Holding.post).joinedload(Post.organisation))
    query = query.where(Official.situation_id == situation_id, shares_a_key(*asked))
    if beside is not None:
        query = query.where(Official.id != beside)
    query = query.order_by(_keys_shared(*asked).desc(), Official.reference).limit(MOST_COMPARED)
    found = db.session.execute(query).scalars()
    ranked = sorted((_compare(asked, official) for official in found), key=lambda match: -match.likeness)
    return ranked[:MOST_SHOWN]


def _compare(asked: list[str], official: Official) -> Candidate:
    """The best pair of a name that was asked for and a name the official has."""
    best = max((_likeness(name, spelling), name, spelling) for name in asked for spelling in official.spellings)
    return Candidate(official, best[2], why(best[1], best[2]), best[0])


@lru_cache(maxsize=4096)
def _likeness(one: str, other: str) -> float:
    """Kept for a while: people who share a name also share its spellings."""
    return likeness(one, other)


def add_name(official: Official, text: str, kind: NameKind, source: str | None = None) -> OfficialName:
    """Give an official another name or spelling; the person is found under it from now on."""
    name = OfficialName(situation_id=official.situation_id, text=text, kind=kind, source=source)
    official.names.append(name)
    return name


def remove_name(name: OfficialName, reason: str) -> None:
    """Take a wrong name away again; the reason stays in the history."""
    name.reason_for_change = reason
    name.official.names.remove(name)
    db.session.delete(name)


def with_posts() -> Any:
    """Loader of the posts an official has held, for lists: many people share a name."""
    return joinedload(Official.holdings).joinedload(Holding.post).joinedload(Post.organisation)
