"""Which items go back to one source, and how many independent sources there are (domain brief §4.4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, Subquery, Uuid, cast, func, or_, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import joinedload

from casefile.cases.models import Case
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import Record, db
from casefile.core.errors import Refused
from casefile.core.merging import Link
from casefile.evidence.models import Evidence, EvidenceSubject, SourceTie
from casefile.evidence.service.links import OFFERED
from casefile.evidence.sources import PERSON_TIES, Role, Tie, groups
from casefile.people.models import Introduction, Person
from casefile.people.service import moves_along

moves_along(Link(SourceTie, "person", ("kind", "other_person_id"), "ended_at", other="other_person"),
            Link(SourceTie, "other_person", ("kind", "person_id"), "ended_at", other="person"))


def groups_of(item_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Item -> its group: items of one group go back to one source. One question to the database.

    Relations the actor may not know of count as well: two items are not independent because one of us cannot see why.
    """
    ids = sorted(set(item_ids))
    return groups(ids, _pairs(ids)) if ids else {}


def tied_among(items: Select[Any]) -> dict[UUID, UUID]:
    """Item -> its group, for those of the items (selected by their ids) that are joined to anything; one question.

    Whatever is left out is a source of its own.
    """
    pairs = _joined(items)
    return groups({node for pair in pairs for node in pair}, pairs)


def count(item_ids: Collection[UUID]) -> tuple[int, int]:
    """(how many items, how many independent sources)."""
    found = groups_of(item_ids)
    return len(found), len(set(found.values()))


def count_each(items: Mapping[Any, Collection[UUID]]) -> dict[Any, int]:
    """How many independent sources each collection of items has; one question to the database for all of them."""
    found = groups_of(id for ids in items.values() for id in ids)
    return {key: len({found[id] for id in ids}) for key, ids in items.items()}


def _pairs(ids: list[UUID]) -> list[tuple[UUID, UUID]]:
    """Every joining relation that can be reached from the items, through people and items whoever may see them."""
    return _joined(select(func.unnest(cast(ids, ARRAY(Uuid()))).label("node")))


def _joined(start: Select[Any]) -> list[tuple[UUID, UUID]]:
    seed = start.subquery()
    reached = select(seed.c[0].label("node")).cte("reached", recursive=True)
    step = _edges().alias("step")
    reached = reached.union(select(step.c.other).join(reached, step.c.one == reached.c.node))
    edges = _edges().alias("edges")
    query = select(edges.c.one, edges.c.other).join(reached, edges.c.one == reached.c.node)
    with acting(SYSTEM):
        return [(row.one, row.other) for row in db.session.execute(query)]


def _edges() -> Subquery:
    """(one, other): all that joins, in both directions. Plain branches, so that each is reached by its own index."""
    tie = SourceTie
    ends = ((tie.person_id, tie.other_person_id), (tie.evidence_id, tie.other_evidence_id))
    both = [pair for one, other in ends for pair in ((one, other), (other, one))]
    ties = [select(one.label("one"), other.label("other")).where(tie.joining(), one.is_not(None))
            for one, other in both]
    spoken = (EvidenceSubject.role == Role.SPEAKER, EvidenceSubject.ended_at.is_(None))
    item, speaker = EvidenceSubject.evidence_id, EvidenceSubject.person_id
    said = [select(one.label("one"), other.label("other")).where(*spoken)
            for one, other in ((item, speaker), (speaker, item))]
    # What was made from an item inherits its source.
    made = [select(one.label("one"), other.label("other")).where(Evidence.parent_id.is_not(None))
            for one, other in ((Evidence.id, Evidence.parent_id), (Evidence.parent_id, Evidence.id))]
    brought = (Introduction.spread, Introduction.ended_reason.is_(None))
    guest, hand = Introduction.person_id, Introduction.intermediary_id
    led = [select(one.label("one"), other.label("other")).where(*brought)
           for one, other in ((guest, hand), (hand, guest))]
    return union_all(*ties, *said, *made, *led).subquery()


def same_source_as(item: Evidence) -> list[Evidence]:
    """The items the actor may see that go back to the same source as the item, by reference."""
    pairs = _pairs([item.id])
    nodes = {node for pair in pairs for node in pair}
    query = select(Evidence).where(Evidence.id.in_(nodes - {item.id})).order_by(Evidence.serial)
    return list(db.session.execute(query).scalars()) if nodes else []


def _ties_of(record: Evidence | Person) -> Select[Any]:
    name = "person" if isinstance(record, Person) else "evidence"
    ends = [getattr(SourceTie, f"{name}_id"), getattr(SourceTie, f"other_{name}_id")]
    loaded = [joinedload(getattr(SourceTie, name)), joinedload(getattr(SourceTie, f"other_{name}"))]
    return select(SourceTie).where(or_(*(end == record.id for end in ends)), SourceTie.ended_at.is_(None)).options(
        *loaded).order_by(SourceTie.created_at)


def ties_of(record: Evidence | Person) -> Sequence[SourceTie]:
    """The standing relations of a person or item to others, as far as the actor may know of them."""
    return db.session.execute(_ties_of(record)).scalars().all()


def tie(record: Evidence | Person, others: Iterable[Record], kind: Tie, basis: str,
        contaminated: bool = False) -> int:
    """Say how a source is related to others; what stands already stays as it is. Returns how many are new.

    Raises Refused for a relation of a record to itself, or of a kind that is not for such records.
    """
    name = "person" if isinstance(record, Person) else "evidence"
    if (kind in PERSON_TIES) != isinstance(record, Person):
        raise Refused(_("This relation is not for such records."))
    held = {(known.kind, known.other_end(record.id).id) for known in ties_of(record)}
    new = [other for other in others if (kind, other.id) not in held]
    if any(other.id == record.id for other in new):
        raise Refused(_("A source is not related to itself."))
    for other in new:
        ends = {name: record, f"{name}_id": record.id, f"other_{name}": other, f"other_{name}_id": other.id}
        made = SourceTie(kind=kind, contaminated=contaminated, basis=basis, **ends)
        made.reason_for_change = basis
        db.session.add(made)
    return len(new)


def end_tie(tie: SourceTie, reason: str) -> None:
    """End a relation that was wrong; it stays in the history."""
    if tie.ended_at:
        raise Refused(_("This was ended before."))
    tie.ended_at, tie.end_reason, tie.reason_for_change = datetime.now(UTC), reason, reason


def people_named(references: Collection[str]) -> tuple[list[Person], list[str]]:
    """(the people of these codes, the references nothing answers to)."""
    found = list(db.session.execute(select(Person).where(Person.reference.in_(references))).scalars())
    known = {person.reference for person in found}
    return found, [reference for reference in references if reference not in known]


def offered_people(case: Case, person: Person) -> list[tuple[str, str]]:
    """(code, nothing more) of the other people of a case, for a picker."""
    filing = Person.Filing
    query = (select(Person.reference).join(filing, filing.record_id == Person.id)
             .where(filing.case_id == case.id, Person.id != person.id, Person.merged_into_id.is_(None))
             .order_by(Person.reference))
    return [(reference, "") for reference in db.session.execute(query.limit(OFFERED)).scalars()]
