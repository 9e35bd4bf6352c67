"""Names of officials, and who else may be meant by a name. Nothing here ever merges two people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, String, cast, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from casefile.core.db import db
from casefile.core.names import why
from casefile.core.names.closeness import CLOSE, Match, nearest, rank
from casefile.core.uncertain import DateEntry
from casefile.officials.models import Holding, Official, OfficialName, Post
from casefile.officials.naming import keys_sought
from casefile.officials.pairs import NotSameOfficial
from casefile.officials.rules import Confidence, NameKind
from casefile.officials.service.spellings import table_now

# Compared one by one, after the database has put those first that share most keys.
MOST_COMPARED = 150
MOST_SHOWN = 10
MOST_LISTED = 50
_A_LETTER = 0.85


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the register who may be meant by a name, and why. close: perhaps the same person."""

    official: Official
    spelling: str
    reasons: list[str]
    likeness: float

    @property
    def close(self) -> bool:
        """Whether it may be the same person, and not only somebody of a name not wholly unlike."""
        return self.likeness >= 1 / (1 + CLOSE)


def candidates(situation_id: UUID | None, *names: str | None, beside: UUID | None = None,
               among: Sequence[UUID] | None = None, most: int = MOST_SHOWN) -> list[Candidate]:
    """Who in the register may be meant by the names, the likest first. `beside` is left out.

    situation_id: None for every register the actor may see. among: only these people.
    """
    query = select(Official).options(
        selectinload(Official.names),
        selectinload(Official.holdings).joinedload(Holding.post).joinedload(Post.organisation))
    return _ranked(query, [name for name in names if name], _conditions(situation_id, beside, among))[:most]


def _ranked(query: Select[Any], asked: list[str], conditions: list[ColumnElement[bool]]) -> list[Candidate]:
    """Those who share a key, by how near their names are; the database puts those first that share most keys."""
    if not asked:
        return []
    table = table_now()
    keys = sorted(frozenset().union(*(keys_sought(name, table) for name in asked)))
    shared = func.unnest(Official.name_keys).column_valued("key")
    count = select(func.count(shared)).where(shared.in_(keys)).correlate(Official).scalar_subquery()
    query = query.where(shares_a_key(keys), *conditions).order_by(count.desc(), Official.reference)
    found = db.session.execute(query.limit(MOST_COMPARED)).unique().scalars()
    ranked = rank(asked, {official: official.spellings for official in found}, table)
    return [Candidate(official, match.known, _reasons(match), 1 / (1 + max(match.distance.cost, 0.0)))
            for official, match in ranked]


def shares_a_key(keys: list[str]) -> ColumnElement[bool]:
    """Officials one of whose names has one of the keys; answered by the index."""
    return Official.name_keys.op("&&")(cast(keys, ARRAY(String)))


def _conditions(situation_id: UUID | None, beside: UUID | None,
                among: Sequence[UUID] | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Official.merged_into_id.is_(None)]
    if situation_id is not None:
        conditions.append(Official.situation_id == situation_id)
    if beside is not None:
        conditions.append(Official.id != beside)
    if among is not None:
        conditions.append(Official.id.in_(among))
    return conditions


def close_candidates(situation_id: UUID, *names: str | None, beside: UUID | None = None) -> list[Candidate]:
    """Who may be the same person: of a like name, and not known to be somebody else."""
    found = [match for match in candidates(situation_id, *names, beside=beside) if match.close]
    if beside is None:
        return found
    apart = known_apart(beside)
    return [match for match in found if match.official.id not in apart]


def known_apart(official_id: UUID) -> set[UUID]:
    """The people somebody has told apart from this one."""
    query = select(NotSameOfficial.one_id, NotSameOfficial.other_id).where(
        or_(NotSameOfficial.one_id == official_id, NotSameOfficial.other_id == official_id))
    return {id for row in db.session.execute(query) for id in row} - {official_id}


def _reasons(match: Match) -> list[str]:
    """Why they matched: what is the same, by what reading, and how surely."""
    reasons, found = why(match.asked, match.known), match.distance
    if found.asked.kind in ("hanja", "chinese") and "same_hanja" not in reasons:
        reasons.append("read_so")
    if found.cost > CLOSE:
        return [*reasons, "part_alike"]
    if reasons:
        return reasons
    return ["spelled_so"] if found.cost < _A_LETTER else ["letter_amiss"]


def meant_by(text: str | None) -> list[Candidate]:
    """Whoever may be meant by a text, in any register the actor may see, the likest first; without their posts."""
    query = select(Official).options(joinedload(Official.names))
    return _ranked(query, [text] if text else [], _conditions(None, None, None))[:MOST_LISTED]


def meant_ids(text: str) -> list[UUID]:
    """Their ids."""
    return [match.official.id for match in meant_by(text)]


def match_order(ids: Sequence[UUID]) -> ColumnElement[Any]:
    """Order by how well the names match; whoever is not among them stands last."""
    return func.coalesce(func.array_position(cast([str(id) for id in ids], ARRAY(String)), cast(Official.id, String)),
                         len(ids) + 1)


def add_name(official: Official, text: str, kind: NameKind, source: str | None = None, *,
             borne: DateEntry | None = None, certainty: Confidence | None = None) -> OfficialName:
    """Give an official another name or spelling; the person is found under it from now on."""
    name = OfficialName(situation_id=official.situation_id, text=text, kind=kind, source=source, borne=borne,
                        certainty=certainty)
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


@dataclass(frozen=True, slots=True)
class Tried:
    """What the table makes of two names. finds: whether one would be shown for the other; close: as the same name."""

    asked: str
    known: str
    finds: bool
    close: bool
    reasons: list[str]


def tried(asked: str, known: str) -> Tried:
    """Compare two names under the table as it stands."""
    match = nearest([asked], [known], table_now())
    if match is None:
        return Tried(asked, known, False, False, [])
    return Tried(asked, known, True, match.distance.cost <= CLOSE, _reasons(match))
