"""Merge two records of one person, by two people, and part them again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import or_, select

from casefile.cases.decisions import Change, ask_for_decision, shows
from casefile.cases.models import Case
from casefile.core.db import db, get_visible
from casefile.core.errors import Refused
from casefile.core.merging import Link, move, move_back
from casefile.core.review import Action, Review, second_person
from casefile.people.models import (
    IncidentPerson,
    InterpreterTie,
    Introduction,
    Person,
    PersonMerge,
    ProtectionEvent,
    Referral,
)
from casefile.people.rules.duplicates import consent_forbids
from casefile.people.rules.risk import higher
from casefile.people.service.people import cases_of
from casefile.people.service.protection import assess_protection

# What moves when two records are merged. Identities, assessments and consent stay under the code they were given
# under: what a person said under one code is never taken for something said under the other.
LINKS: list[Link] = [
    Link(IncidentPerson, same=("incident_id", "part"), ended="ended_at"),
    Link(Introduction, same=("intermediary_id",), ended="ended_reason"),
    Link(InterpreterTie, same=("interpreter_id", "tie"), ended="ended_reason"),
    Link(ProtectionEvent),
    Link(Referral),
]


def moves_along(*links: Link) -> None:
    """Let a higher slice say which of its rows move with a person."""
    LINKS.extend(links)


def merged_into(person: Person) -> Person | None:
    """The record that stands for this one since they were merged, if the actor may know of it."""
    return get_visible(Person, person.merged_into_id) if person.merged_into_id else None


def merges_of(person: Person) -> Sequence[PersonMerge]:
    """The merges of which the person is a part, undone ones too."""
    query = select(PersonMerge).where(or_(PersonMerge.one_id == person.id, PersonMerge.other_id == person.id))
    return db.session.execute(query.order_by(PersonMerge.merged_at)).scalars().all()


def propose_merge(keep: Person, other: Person, case: Case, reason: str) -> Review:
    """Ask a second person to merge the other record into the one that remains. Raises Refused where it cannot be."""
    _check(keep, other)
    return ask_for_decision(Action.PERSON_MERGE, keep, case, reason, other=str(other.id))


def _check(keep: Person, other: Person) -> None:
    if keep.id == other.id:
        raise Refused(_("Choose another person: a record cannot be merged into itself."))
    if keep.merged_into_id is not None or other.merged_into_id is not None:
        raise Refused(_("One of the two was merged before. Part them first."))
    if consent_forbids(keep.consent_now, other.consent_now):
        raise Refused(_("%(reference)s refused or withdrew consent. Record that decision on the record that remains "
                        "first: it must not get lost.", reference=other.reference))


@shows(Action.PERSON_MERGE)
def merge_in_words(keep: Person, args: dict[str, Any]) -> list[Change]:
    """How the proposal reads in the queue: by codes."""
    other = get_visible(Person, UUID(args["other"]))
    return [Change(_("Merged into %(reference)s", reference=keep.reference), other.reference if other else "",
                   keep.reference)]


@second_person(Action.PERSON_MERGE)
def merge(keep: Person, reason: str, other: str) -> None:
    """Move what hangs on the other record; both codes stay, and the history of both says what was done."""
    gone = get_visible(Person, UUID(other))
    if gone is None:
        raise Refused(_("The other record is no longer in your cases."))
    _check(keep, gone)
    for case in cases_of(gone):
        keep.file_into(case, reason)
    db.session.flush()
    moved = move(LINKS, gone, keep)
    entry = PersonMerge(one=keep, one_id=keep.id, other=gone, other_id=gone.id, reason=reason, moved=moved)
    entry.reason_for_change = gone.reason_for_change = reason
    db.session.add(entry)
    gone.merged_into_id = keep.id
    keep.vulnerabilities = sorted({*keep.vulnerabilities, *gone.vulnerabilities})
    _keep_the_higher_risk(keep, gone, reason)


def _keep_the_higher_risk(keep: Person, gone: Person, reason: str) -> None:
    """The record that remains carries the higher level and the earlier review of the two."""
    level = higher(keep.protection, gone.protection)
    days = [day for day in (keep.protection_until, gone.protection_until) if day is not None]
    if level is not None and days and (level, min(days)) != (keep.protection, keep.protection_until):
        assess_protection(keep, level, reason, min(days))


def part(merge: PersonMerge, reason: str) -> None:
    """Undo a merge: everything that was moved goes back. Raises Refused when it cannot go back whole."""
    if merge.undone_at is not None:
        raise Refused(_("These were parted before."))
    move_back(merge.moved, merge.other)
    merge.undone_at, merge.undone_reason, merge.reason_for_change = datetime.now(UTC), reason, reason
    merge.other.merged_into_id, merge.other.reason_for_change = None, reason
