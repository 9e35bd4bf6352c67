"""May an item be shared: everybody recognisable in it, whoever gave it, and its own restriction have a say (§6.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Date, func, literal, select, union_all
from sqlalchemy.orm import aliased

from casefile.cases.models import Case, Situation
from casefile.core.actor import SYSTEM, Actor, acting, current
from casefile.core.db import db, next_number
from casefile.core.errors import Refused
from casefile.evidence.models import Evidence, EvidenceSubject, ItemProvider, PeopleReview, ProviderAgreement
from casefile.evidence.providers import MOST, Bar, aimed_at, by_provider, by_use
from casefile.people.models import ConsentGrant, ConsentVersion, Person, readable_people, today
from casefile.people.rules import Consent
from casefile.people.rules.consent import Version
from casefile.people.rules.grants import Answer, Given, Grant, Level, Purpose, Wanted, combine, deny, evaluate

# How a person is called who is filed in none of the actor's cases.
HIDDEN = "hidden"


@dataclass(slots=True)
class Basis:
    """All that decides about some items, read in a fixed number of questions; kept no longer than the answer needs."""

    items: dict[UUID, Any] = field(default_factory=dict)
    people: dict[UUID, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    given: dict[UUID, Given] = field(default_factory=dict)
    protected_until: dict[UUID, date | None] = field(default_factory=dict)
    merged: dict[UUID, list[UUID]] = field(default_factory=lambda: defaultdict(list))

    def answer(self, id: UUID, wanted: Wanted) -> Answer:
        """The minimum over everything that has a say; what nobody knows of may not be shared."""
        row = self.items.get(id)
        if row is None:
            return deny(wanted, Bar.NOT_REVIEWED, str(id))
        answers = [by_use(row.use_restriction, row.embargoed_until, wanted, row.reference)]
        if row.reviewed is None:
            answers.append(deny(wanted, Bar.NOT_REVIEWED, row.reference))
        if row.agreement is not None:
            answers.append(by_provider(row.default, row.expires_on, wanted, row.agreement))
        return combine([*answers, *(self.of_person(person, wanted) for person in self.people.get(id, ()))], wanted)

    def of_person(self, id: UUID, wanted: Wanted) -> Answer:
        """What one person's consent, under every code of theirs, and the assessment of the risk to them allow."""
        codes = (id, *self.merged.get(id, ()))
        answer, until = combine((evaluate(self.given[one], wanted) for one in codes), wanted), self.protected_until[id]
        overdue = until is None or until < wanted.on
        return answer & deny(wanted, Bar.PROTECTION, self.given[id].who) if overdue else answer


def may_share(items: Collection[UUID], recipient: str, purpose: Purpose, level: Level, on: date) -> dict[UUID, Answer]:
    """Item -> whether it may go to the recipient for the purpose, with so much of the identities, on that day.

    Everybody counts, also people the actor may not know of. Three questions, however many items; nothing is kept.
    """
    basis, wanted = basis_of(items), Wanted(recipient, purpose, level, on)
    return {id: basis.answer(id, wanted) for id in items}


def basis_of(items: Collection[UUID]) -> Basis:
    """Read what decides about the items."""
    basis, ids, actor = Basis(), sorted(set(items)), current()
    if not ids:
        return basis
    with acting(SYSTEM):
        basis.items = {row.id: row for row in db.session.execute(_items(ids))}
        rows = db.session.execute(_people(ids, actor)).all()
        grants = _grants({row.consent_id for row in rows if row.consent_id})
    for row in rows:
        basis.people[row.evidence_id].append(row.person_id)
    _take(basis, rows, grants)
    return basis


def people_of(ids: Collection[UUID]) -> Basis:
    """The basis of people who are cited without an item: their consent and the risk to them."""
    basis, actor = Basis(), current()
    with acting(SYSTEM):
        rows = db.session.execute(_codes(sorted(ids), actor)).all() if ids else []
        grants = _grants({row.consent_id for row in rows if row.consent_id})
    _take(basis, rows, grants)
    return basis


def _codes(ids: list[UUID], actor: Actor) -> Any:
    """The people, and what was decided under other codes of theirs."""
    return union_all(_last(actor).where(Person.id.in_(ids)),
                     _merged(actor).where(Person.merged_into_id.in_(ids), Person.id.not_in(ids)))


def _take(basis: Basis, rows: Sequence[Any], grants: dict[UUID, list[Any]]) -> None:
    """Read the people of the rows; those the actor may not know of are called by no code."""
    for row in rows:
        who = row.reference if row.known else HIDDEN
        basis.given[row.person_id] = _given(row, grants, who)
        if row.person_id not in basis.protected_until or row.protection_until != date.max:
            basis.protected_until[row.person_id] = row.protection_until
        if row.merged_into_id and row.consent_id and row.person_id not in basis.merged[row.merged_into_id]:
            basis.merged[row.merged_into_id].append(row.person_id)


def _items(ids: list[UUID]) -> Any:
    review, given = PeopleReview, ItemProvider
    return (select(Evidence.id, Evidence.reference, Evidence.use_restriction, Evidence.embargoed_until,
                   review.id.label("reviewed"), ProviderAgreement.reference.label("agreement"),
                   ProviderAgreement.default.label("default"), ProviderAgreement.expires_on)
            .outerjoin(review, (review.evidence_id == Evidence.id) & review.ended_at.is_(None))
            .outerjoin(given, (given.evidence_id == Evidence.id) & given.ended_at.is_(None))
            .outerjoin(ProviderAgreement, ProviderAgreement.id == given.agreement_id).where(Evidence.id.in_(ids)))


def _last(actor: Actor, until: Any = Person.protection_until) -> Any:
    """People with the version of their consent that counts last, and whether the actor may know of them.

    until: the last day of the assessment of the risk.
    """
    known = literal(True) if actor.system else Person.id.in_(readable_people(actor))
    version, later = ConsentVersion, aliased(ConsentVersion)
    last = select(func.max(later.number)).where(later.person_id == Person.id).correlate(Person).scalar_subquery()
    return (select(Person.id.label("person_id"), Person.reference, Person.merged_into_id, known.label("known"),
                   until.label("protection_until"), version.id.label("consent_id"), version.status, version.until,
                   version.conditions, version.settled_on)
            .select_from(Person).outerjoin(version, (version.person_id == Person.id) & (version.number == last)))


def _people(ids: list[UUID], actor: Actor) -> Any:
    """Everybody who can be recognised in the items."""
    link = EvidenceSubject
    stands = (link.evidence_id.in_(ids), link.ended_at.is_(None))
    return union_all(_last(actor).add_columns(link.evidence_id).join(link, link.person_id == Person.id).where(*stands),
                     _merged(actor).add_columns(link.evidence_id).join(
                         link, link.person_id == Person.merged_into_id).where(*stands))


def _merged(actor: Actor) -> Any:
    """Other records of people, if something was decided under their codes: that limits the whole person.

    The risk to the person is judged on the record that stands for them.
    """
    return _last(actor, literal(date.max, Date)).where(ConsentVersion.id.is_not(None))


def _grants(consents: set[UUID]) -> dict[UUID, list[Any]]:
    row = ConsentGrant
    query = select(row.consent_id, row.limits, row.recipient, row.purpose, row.level, row.since, row.until, row.consult)
    found: dict[UUID, list[Any]] = defaultdict(list)
    if consents:
        for each in db.session.execute(query.where(row.consent_id.in_(sorted(consents)))):
            found[each.consent_id].append(each)
    return found


def _given(row: Any, grants: dict[UUID, list[Any]], who: str) -> Given:
    if row.consent_id is None:
        return Given(who)
    held = {limits: tuple(Grant(one.recipient, one.purpose, Level(one.level), one.since, one.until, one.consult)
                          for one in grants[row.consent_id] if one.limits is limits) for limits in (False, True)}
    state = Consent.NOT_SOUGHT if row.status is Version.SUPERSEDED else Consent(row.status.value)
    return Given(who, state, row.until, held[False], held[True], bool(row.conditions) and row.settled_on is None)


def usable(items: Collection[UUID], case: Case) -> dict[UUID, Answer]:
    """Item -> how far it can be used today before the forum the case aims at, for the main purpose there."""
    recipient, purposes = aimed_at(case.target_forum)
    return may_share(items, recipient, purposes[0], MOST, today())


def outlook(item: Evidence, case: Case) -> tuple[str, list[tuple[Purpose, Answer]]]:
    """(the recipient the case aims at, each purpose that matters there with the answer for today)."""
    recipient, purposes = aimed_at(case.target_forum)
    basis = basis_of([item.id])
    return recipient, [(purpose, basis.answer(item.id, Wanted(recipient, purpose, MOST, today())))
                       for purpose in purposes]


# --- looking through, and who gave it ---


def review_of(item: Evidence) -> PeopleReview | None:
    """The standing review of the people in the item."""
    query = select(PeopleReview).where(PeopleReview.evidence_id == item.id, PeopleReview.ended_at.is_(None))
    return db.session.execute(query).scalar_one_or_none()


def review_people(item: Evidence) -> None:
    """Say that everybody who can be recognised in the item is on its list. Pressing again changes nothing."""
    if review_of(item) is None:
        db.session.add(PeopleReview(evidence=item, evidence_id=item.id, reviewed_by=current().id))


def reopen_review(item: Evidence) -> None:
    """Somebody was taken off the list: the item must be looked through again."""
    review = review_of(item)
    if review is not None:
        review.ended_at = datetime.now(UTC)


def add_agreement(situation: Situation, **fields: Any) -> ProviderAgreement:
    """Enter the terms of a provider into the register of a situation."""
    agreement = ProviderAgreement(situation_id=situation.id, reference=f"PA-{next_number('PA'):04d}", **fields)
    db.session.add(agreement)
    return agreement


def agreements_of(situation_id: UUID) -> list[ProviderAgreement]:
    """The agreements of a situation, by reference."""
    query = select(ProviderAgreement).where(ProviderAgreement.situation_id == situation_id)
    return list(db.session.execute(query.order_by(ProviderAgreement.reference)).scalars())


def agreement_of(item: Evidence) -> ItemProvider | None:
    """Under which agreement the item was given."""
    query = select(ItemProvider).where(ItemProvider.evidence_id == item.id, ItemProvider.ended_at.is_(None))
    return db.session.execute(query).scalar_one_or_none()


def set_agreement(item: Evidence, agreement: ProviderAgreement, reason: str) -> None:
    """Say under which agreement an item was given; the one before is ended with the reason."""
    before = agreement_of(item)
    if before is not None and before.agreement_id == agreement.id:
        raise Refused(_("The item stands under this agreement already."))
    if before is not None:
        before.ended_at, before.end_reason, before.reason_for_change = datetime.now(UTC), reason, reason
        db.session.flush()
    made = ItemProvider(evidence=item, evidence_id=item.id, agreement=agreement, agreement_id=agreement.id)
    made.reason_for_change = reason
    db.session.add(made)
