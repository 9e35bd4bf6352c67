"""The register of officials and the posts they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import joinedload

from casefile.cases.models import Situation
from casefile.core.access import Permission, can
from casefile.core.actor import current
from casefile.core.db import db, next_number
from casefile.core.edtf import overlaps, parse
from casefile.core.uncertain import DateEntry
from casefile.officials.labels import official_words
from casefile.officials.models import Holding, Official, Post
from casefile.officials.rules import Capacity, Confidence, Designation
from casefile.officials.service.names import close_candidates, meant_ids, with_posts
from casefile.officials.service.organisations import add_post, register_organisation

OFFERED = 500
SORTS = {"reference": Official.reference, "name": func.coalesce(Official.name_latin, Official.name_hangul),
         "hangul": Official.name_hangul, "designation": Official.designation}


@dataclass(frozen=True, slots=True)
class Matching:
    """What a list of officials is filtered by. text: part of a name, or a reference; meant: who is meant by it."""

    text: str | None = None
    meant: tuple[UUID, ...] = ()
    organisation_id: UUID | None = None
    designation: Designation | None = None


def officials_matching(matching: Matching, situation_id: UUID | None = None) -> Select[Any]:
    """The officials the actor may see, with the posts they have held."""
    query = select(Official).options(with_posts()).where(*_conditions(matching))
    return query if situation_id is None else query.where(Official.situation_id == situation_id)


def _conditions(wanted: Matching) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if not wanted.text:
        conditions.append(Official.merged_into_id.is_(None))
    if wanted.text:
        names = (Official.name_latin, Official.name_hangul, Official.name_hanja)
        meant = wanted.meant or meant_ids(wanted.text)
        conditions.append(or_(Official.id.in_(meant), Official.reference == wanted.text.upper(),
                              *(name.icontains(wanted.text, autoescape=True) for name in names)))
    if wanted.organisation_id:
        held = exists().where(Holding.official_id == Official.id, Post.id == Holding.post_id,
                              Post.organisation_id == wanted.organisation_id)
        conditions.append(held)
    if wanted.designation:
        conditions.append(Official.designation == wanted.designation)
    return conditions


def record_official(situation_id: UUID, **fields: Any) -> Official:
    """Enter a person in the register; somebody of the same name stays another person."""
    official = Official(situation_id=situation_id, reference=f"O-{next_number('O'):04d}", **fields)
    db.session.add(official)
    return official


def official_offers(situation_id: UUID) -> list[tuple[UUID, str]]:
    """The register as a picker offers it: (id, words with birth and last post), by name."""
    query = select(Official).options(with_posts()).where(Official.situation_id == situation_id,
                                                            Official.merged_into_id.is_(None))
    found = db.session.execute(query.order_by(SORTS["name"], Official.reference).limit(OFFERED)).unique().scalars()
    return [(official.id, official_words(official)) for official in found]


def officials_beside(official: Official) -> list[tuple[UUID, str]]:
    """The others of the register, those of a like name first."""
    alike = [match.official for match in close_candidates(official.situation_id, *official.spellings,
                                                          beside=official.id)]
    first = {other.id: official_words(other) for other in alike}
    rest = {id: words for id, words in official_offers(official.situation_id) if id != official.id}
    return list({**first, **rest}.items())


def situations_to_record_in() -> list[Situation]:
    """The situations in whose registers the actor may enter officials, by code."""
    found = db.session.execute(select(Situation).order_by(Situation.code)).scalars()
    return [situation for situation in found if can(current(), Permission.OFFICIAL_EDIT, situation)]


def hold_post(official: Official, post_id: UUID | None = None, *, source: str, during: DateEntry | None = None,
              capacity: Capacity = Capacity.DE_JURE, confidence: Confidence | None = None,
              **new_post: Any) -> Holding:
    """Record that the official held a post; overlapping and contradicting holdings are all kept.

    new_post: new_post (a title), organisation_id or new_organisation and its kind, when the post is not in the
    register yet.
    """
    if post_id is None:
        post_id = _post_named(official.situation_id, **new_post).id
    holding = Holding(situation_id=official.situation_id, official_id=official.id, post_id=post_id, during=during,
                      capacity=capacity, source=source, confidence=confidence)
    official.holdings.append(holding)
    return holding


def _post_named(situation_id: UUID, new_post: str, organisation_id: UUID | None = None,
                new_organisation: str | None = None, new_organisation_kind: Any = None) -> Post:
    """A new post, in an organisation of the register or in a new one."""
    if organisation_id is None:
        named: dict[str, Any] = {_script(new_organisation or "", "name_hangul", "name_latin"): new_organisation}
        organisation_id = register_organisation(situation_id, kind=new_organisation_kind, **named).id
    return add_post(situation_id, organisation_id, **{_script(new_post, "title_korean", "title_english"): new_post})


def _script(text: str, hangul: str, other: str) -> str:
    return hangul if any("가" <= char <= "힣" for char in text) else other


def change_holding(holding: Holding, **fields: Any) -> None:
    """Change what is recorded of a holding."""
    for name, value in fields.items():
        setattr(holding, name, value)


def remove_holding(holding: Holding, reason: str) -> None:
    """Take back a holding entered by mistake; the reason stays in the history."""
    holding.reason_for_change = reason
    db.session.delete(holding)


def overlaps_of(holding: Holding) -> Sequence[Holding]:
    """Holdings to look at beside this one: of the same person or the same post, in a time that can be the same."""
    if not holding.during or not holding.during.code:
        return []
    query = select(Holding).options(joinedload(Holding.post).joinedload(Post.organisation),
                                    joinedload(Holding.official))
    query = query.where(Holding.id != holding.id, Holding.__table__.c.during_code.is_not(None),
                        or_(Holding.official_id == holding.official_id, Holding.post_id == holding.post_id))
    mine = parse(holding.during.code)
    found = db.session.execute(query.order_by(Holding.created_at).limit(OFFERED)).scalars()
    return [other for other in found if other.during and other.during.code and overlaps(mine, parse(other.during.code))]
