"""Two records of one official: suggested, merged by two people, parted again; or known to be two people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, or_, select, true
from sqlalchemy.orm import joinedload

from casefile.cases.decisions import Change, ask_for_decision, shows
from casefile.cases.models import Case, Situation
from casefile.core.db import db, get_visible
from casefile.core.errors import Refused
from casefile.core.merging import Link, move, move_back
from casefile.core.names import why
from casefile.core.panels import offers
from casefile.core.review import Action, Review, second_person
from casefile.officials.models import CaseOfficial, Holding, Involvement, Official, OfficialFact, OfficialName
from casefile.officials.pairs import NotSameOfficial, OfficialMerge
from casefile.officials.rules import LADDER, NameKind
from casefile.officials.service.names import known_apart, with_posts

MOST_SUGGESTED = 50
TELLING = 8  # more people than this under one key say nothing about any two of them

LINKS = [Link(Holding, "official"), Link(OfficialFact, "official"), Link(Involvement, "official"),
         Link(CaseOfficial, "official", same=("case_id",))]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be of one person, and why."""

    one: Official
    other: Official
    reasons: list[str]


def suggested_pairs(situation: Situation) -> list[Pair]:
    """Records of the register whose names meet, apart from those somebody decided about."""
    keys = func.unnest(Official.name_keys).table_valued("key").render_derived()
    key = keys.c.key
    ids = func.array_agg(Official.id)
    query = (select(ids).select_from(Official).join(keys, true())
             .where(Official.situation_id == situation.id, Official.merged_into_id.is_(None),
                    or_(*(key.startswith(mark) for mark in ("s:", "c:", "p:"))))
             .group_by(key).having(func.count(Official.id).between(2, TELLING)).order_by(key)
             .limit(20 * MOST_SUGGESTED))
    pairs = {(one, other) for (found,) in db.session.execute(query) for one in found for other in found if one < other}
    chosen = sorted(pairs - _told_apart(situation))[:MOST_SUGGESTED]
    wanted = select(Official).options(with_posts()).where(Official.id.in_({id for pair in chosen for id in pair}))
    people = {person.id: person for person in db.session.execute(wanted).unique().scalars()}
    return [Pair(people[one], people[other], _why(people[one], people[other])) for one, other in chosen]


def _why(one: Official, other: Official) -> list[str]:
    """The reasons of the pair of names that has most of them."""
    names = [(mine, theirs) for mine in _primary(one) for theirs in _primary(other)]
    return max((why(mine, theirs) for mine, theirs in names), key=len)


def _primary(official: Official) -> list[str]:
    return [name for name in (official.name_hangul, official.name_latin, official.name_hanja) if name]


def _told_apart(situation: Situation) -> set[tuple[UUID, UUID]]:
    query = select(NotSameOfficial.one_id, NotSameOfficial.other_id)
    found = db.session.execute(query.where(NotSameOfficial.situation_id == situation.id))
    return {(one, other) for one, other in found}


def apart_in(situation: Situation) -> Sequence[NotSameOfficial]:
    """The pairs of the register that are known to be two people."""
    query = select(NotSameOfficial).options(joinedload(NotSameOfficial.one), joinedload(NotSameOfficial.other))
    query = query.where(NotSameOfficial.situation_id == situation.id).order_by(NotSameOfficial.created_at).limit(100)
    return db.session.execute(query).scalars().all()


def not_the_same(one: Official, other: Official, reason: str) -> NotSameOfficial:
    """Two records, two people: the pair is never suggested again. Raises Refused when that was said before."""
    if one.id == other.id:
        raise Refused(_("Choose another person."))
    if other.id in known_apart(one.id):
        raise Refused(_("That was decided before: they are known as two people."))
    first, second = sorted((one, other), key=lambda official: official.id)
    entry = NotSameOfficial(situation_id=one.situation_id, one=first, one_id=first.id, other=second,
                            other_id=second.id, reason=reason)
    entry.reason_for_change = reason
    db.session.add(entry)
    return entry


def suggest_again(entry: NotSameOfficial, reason: str) -> None:
    """Take back that they are two people; the reason stays in the history."""
    entry.reason_for_change = reason
    db.session.delete(entry)


def merges_of(official: Official) -> Sequence[OfficialMerge]:
    """The merges of which the person is a part, undone ones too."""
    query = select(OfficialMerge).options(joinedload(OfficialMerge.one), joinedload(OfficialMerge.other))
    query = query.where(or_(OfficialMerge.one_id == official.id, OfficialMerge.other_id == official.id))
    return db.session.execute(query.order_by(OfficialMerge.merged_at)).scalars().all()


def propose_merge(keep: Official, other: Official, case: Case, reason: str) -> Review:
    """Ask a second person to merge the other record into the one that remains. Raises Refused where it cannot be."""
    _check(keep, other)
    return ask_for_decision(Action.OFFICIAL_MERGE, keep, case, reason, other=str(other.id))


def _check(keep: Official, other: Official) -> None:
    if keep.id == other.id or keep.situation_id != other.situation_id:
        raise Refused(_("Choose another person of this register."))
    if keep.merged_into_id or other.merged_into_id:
        raise Refused(_("One of the two was merged before. Part them first."))
    if other.id in known_apart(keep.id):
        raise Refused(_("They are known as two people. Take that decision back first."))
    if other.designation not in LADDER or LADDER.index(other.designation) > 1:
        raise Refused(_("%(reference)s carries a designation that must not get lost: merge the other way round, or "
                        "change it first.", reference=other.reference))
    for reason in offers(other, "keeps from merging"):
        raise Refused(reason)


@shows(Action.OFFICIAL_MERGE)
def merge_in_words(keep: Official, args: dict[str, Any]) -> list[Change]:
    """How the proposal reads in the queue: by references."""
    other = get_visible(Official, UUID(args["other"]))
    return [Change(_("Merged into %(reference)s", reference=keep.reference), other.reference if other else "",
                   keep.reference)]


@second_person(Action.OFFICIAL_MERGE)
def merge(keep: Official, reason: str, other: str) -> None:
    """Move what hangs on the other record; both references stay, and so do all names."""
    gone = get_visible(Official, UUID(other))
    if gone is None:
        raise Refused(_("The other record is no longer in your registers."))
    _check(keep, gone)
    entry = OfficialMerge(situation_id=keep.situation_id, one=keep, one_id=keep.id, other=gone, other_id=gone.id,
                          reason=reason, moved=move(LINKS, gone, keep))
    entry.added = [str(name.id) for name in _names_kept(keep, gone)]
    entry.reason_for_change = reason
    gone.merged_into_id, gone.reason_for_change = keep.id, reason
    db.session.add(entry)


def _names_kept(keep: Official, gone: Official) -> list[OfficialName]:
    """The names of the record that goes, as names of the one that remains: it is found under them too."""
    known = set(keep.spellings)
    source = _("Recorded as %(reference)s", reference=gone.reference)
    names = [OfficialName(situation_id=keep.situation_id, text=text, kind=NameKind.ALIAS, source=source)
             for text in dict.fromkeys(gone.spellings) if text not in known]
    keep.names.extend(names)
    return names


def part(merge: OfficialMerge, reason: str) -> None:
    """Undo a merge: everything that was moved goes back. Raises Refused when it cannot go back whole."""
    if merge.undone_at is not None:
        raise Refused(_("These were parted before."))
    move_back(merge.moved, merge.other)
    added = set(merge.added)
    for name in [name for name in merge.one.names if str(name.id) in added]:
        merge.one.names.remove(name)
        name.reason_for_change = reason
        db.session.delete(name)
    merge.other.merged_into_id = None
    merge.undone_at, merge.undone_reason, merge.reason_for_change = datetime.now(UTC), reason, reason
