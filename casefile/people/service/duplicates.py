"""Find records that may be of one person, say that they are two, and what hangs on the answer."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.postgresql import insert

from casefile.cases.models import Case
from casefile.core import audit
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.panels import offers
from casefile.core.vault import DataKey, VaultError, data_key
from casefile.people.models import (
    ContactPrint,
    Identity,
    IncidentPerson,
    NotSamePerson,
    Person,
    PersonMerge,
)
from casefile.people.rules.duplicates import (
    Known,
    Reason,
    birth_year,
    compare_identities,
    pairs_in,
    telephones,
    weight,
    worth_showing,
)

MOST_SHOWN = 100
MOST_COMPARED = 5_000
Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two records of a case that may be of one person, and why."""

    one: Person
    other: Person
    reasons: list[Reason]


def _pair(one: UUID, other: UUID) -> Pair:
    return (one, other) if one < other else (other, one)


def candidates_in(case: Case, *, identities: bool = False) -> list[Candidate]:
    """Records of the case that may be of one person, the strongest reasons first.

    identities: also compare what is sealed; that is noted at each person whose identity was opened for it.
    """
    found: dict[Pair, set[Reason]] = defaultdict(set)
    for one, other in _same_part(case):
        found[_pair(one, other)].add(Reason.SAME_PART)
    for one, other in _same_telephone(case):
        found[_pair(one, other)].add(Reason.SHARED_TELEPHONE)
    for pairs in offers(case, "same_person"):
        for one, other, reason in pairs:
            found[_pair(one, other)].add(reason)
    if identities:
        for (one, other), reasons in _identities_compared(case).items():
            found[_pair(one, other)] |= reasons
    return _shown(case, {pair: reasons for pair, reasons in found.items() if worth_showing(reasons)})


def _shown(case: Case, found: dict[Pair, set[Reason]]) -> list[Candidate]:
    settled = _settled({id for pair in found for id in pair})
    order = list(Reason)
    ranked = sorted((pair for pair in found if pair not in settled), key=lambda pair: (weight(found[pair]), pair))
    chosen = ranked[:MOST_SHOWN]
    filed = select(Person.Filing.record_id).where(Person.Filing.case_id == case.id)
    query = select(Person).where(Person.id.in_({id for pair in chosen for id in pair}), Person.id.in_(filed),
                                 Person.merged_into_id.is_(None))
    people = {person.id: person for person in db.session.execute(query).scalars()}
    return [Candidate(people[one], people[other], sorted(found[one, other], key=order.index))
            for one, other in chosen if one in people and other in people]


def _settled(ids: Collection[UUID]) -> set[Pair]:
    """Pairs about which somebody has decided: they are not offered again."""
    apart = select(NotSamePerson.one_id, NotSamePerson.other_id).where(NotSamePerson.one_id.in_(ids))
    merged = select(PersonMerge.one_id, PersonMerge.other_id).where(PersonMerge.undone_at.is_(None), or_(
        PersonMerge.one_id.in_(ids), PersonMerge.other_id.in_(ids)))
    rows = [*db.session.execute(apart), *db.session.execute(merged)]
    return {_pair(row[0], row[1]) for row in rows}


def _same_part(case: Case) -> Iterable[Pair]:
    """People of the same sex, age and languages with the same part in the same incident."""
    filing = Person.Filing
    query = (select(IncidentPerson.incident_id, IncidentPerson.part, Person.sex, Person.age_band, Person.languages,
                    Person.id)
             .join(Person, Person.id == IncidentPerson.person_id).join(filing, filing.record_id == Person.id)
             .where(filing.case_id == case.id, IncidentPerson.ended_at.is_(None), Person.sex.is_not(None),
                    Person.age_band.is_not(None)).limit(MOST_COMPARED * 4))
    buckets: dict[Any, set[UUID]] = defaultdict(set)
    for *same, languages, id in db.session.execute(query):
        buckets[(*same, *sorted(languages))].add(id)
    return pairs_in(buckets.values())


def _same_telephone(case: Case) -> Iterable[Pair]:
    query = select(ContactPrint.print, ContactPrint.person_id).where(ContactPrint.case_id == case.id)
    buckets: dict[bytes, set[UUID]] = defaultdict(set)
    for hashed, person_id in db.session.execute(query):
        buckets[hashed].add(person_id)
    return pairs_in(buckets.values())


def _identities_compared(case: Case) -> dict[Pair, set[Reason]]:
    """Open names and birth dates of the case, compare them and forget them; only the reasons are told."""
    filed = select(Person.Filing.record_id).where(Person.Filing.case_id == case.id)
    query = select(Identity).where(Identity.person_id.in_(filed)).limit(MOST_COMPARED)
    sealed = db.session.execute(query).scalars().all()
    held = db.session.execute(select(DataKey).where(DataKey.owner_id.in_([one.person_id for one in sealed]))).all()
    people = db.session.execute(select(Person).where(Person.id.in_([one.person_id for one in sealed]))).scalars()
    audit.note("identities_compared", *people.all())
    db.session.flush()
    known = {}
    for identity in sealed:
        try:
            known[identity.person_id] = _known(identity)
            print_contacts(case.id, identity.person_id, identity.contacts)
        except VaultError:  # shredded: there is nothing left to compare
            continue
    del held
    return compare_identities(known)


def _known(identity: Identity) -> Known:
    written = [identity.name_hangul, identity.name_latin, *(identity.name_other or "").splitlines()]
    return Known([name for name in written if name and name.strip()], birth_year(identity.birth))


def print_contacts(case_id: UUID, person_id: UUID, contacts: str | None) -> None:
    """Keep the person's numbers as keyed hashes of the case, in place of those kept before."""
    mine = delete(ContactPrint).where(ContactPrint.case_id == case_id, ContactPrint.person_id == person_id)
    db.session.execute(mine)
    hashed = [_print(case_id, number) for number in sorted(telephones(contacts or ""))]
    if hashed:
        rows = [{"case_id": case_id, "print": one, "person_id": person_id} for one in hashed]
        db.session.execute(insert(ContactPrint.__table__).on_conflict_do_nothing(), rows)


def _print(case_id: UUID, number: str) -> bytes:
    return hmac.digest(data_key(case_id, create=True), b"contact-print/v1|" + number.encode(), "sha256")[:16]


def forget_prints(person_id: UUID) -> None:
    """Nothing of the person's numbers stays, for when the identity is destroyed."""
    db.session.execute(delete(ContactPrint).where(ContactPrint.person_id == person_id))


def not_the_same(one: Person, other: Person, reason: str) -> NotSamePerson:
    """Two records, two people: the pair is never offered again. Raises Refused when that was said before."""
    first, second = sorted((one, other), key=lambda person: person.id)
    if _pair(first.id, second.id) in _settled({first.id, second.id}):
        raise Refused(_("This was decided before."))
    entry = NotSamePerson(one=first, one_id=first.id, other=second, other_id=second.id, reason=reason,
                          said_by=current().id)
    db.session.add(entry)
    return entry


def take_back_apart(entry: NotSamePerson, reason: str) -> None:
    """It is not sure after all that these are two people: the pair is offered again."""
    entry.reason_for_change = reason
    db.session.delete(entry)


def apart_in(case: Case) -> Sequence[NotSamePerson]:
    """The pairs of the case known to be two people."""
    filed = select(Person.Filing.record_id).where(Person.Filing.case_id == case.id)
    query = select(NotSamePerson).where(NotSamePerson.one_id.in_(filed), NotSamePerson.other_id.in_(filed))
    return db.session.execute(query.order_by(NotSamePerson.created_at.desc()).limit(200)).scalars().all()
