"""Handing a dossier over: who is in it, whether it may go, what went where, and calling it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import or_, select

from casefile.cases.decisions import Change, ask_for_decision, shows
from casefile.core.actor import SYSTEM, acting, current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.panels import offer
from casefile.core.review import Action, Review, second_person
from casefile.deadlines.rules import Kind as DateKind
from casefile.deadlines.rules import Priority
from casefile.dossiers.gate import Facts, Finding, blocked, gate
from casefile.dossiers.models import Dossier
from casefile.dossiers.rules import Method
from casefile.dossiers.transfers import DossierPerson, Transfer
from casefile.evidence.models import Evidence
from casefile.evidence.providers import Bar
from casefile.evidence.rules import CustodyType
from casefile.evidence.service import sharing
from casefile.evidence.service.custody import Happened, append
from casefile.law.models import Charge
from casefile.people import labels as people_words
from casefile.people.models import ConsentVersion, Person, today
from casefile.people.rules import Consent
from casefile.people.rules.consent import Version
from casefile.people.rules.grants import Answer, Level, Outcome, Purpose, Recipient, Wanted
from casefile.people.service import Telling, consent_dates, lock, stored, telling_in
from casefile.people.service.consent import ENDED

LEAD = {Bar.LEAD_ONLY, Bar.PROVIDER_LEAD_ONLY}
RECALL_IN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Plan:
    """To whom, for what, with how much of the identities, and what the gate and everybody's consent say of it."""

    wanted: Wanted
    findings: list[Finding]
    against: dict[str, list[str]]

    @property
    def stored(self) -> dict[str, Any]:
        """As it is kept with the transfer."""
        return {"gate": [asdict(one) for one in self.findings], "against": self.against}


def cite_people(dossier: Dossier, items: Collection[UUID], goes: Collection[UUID] | None = None) -> None:
    """Write down who is cited: everybody recognisable in the items, and the people of the case.

    goes: the people of the case who stand in a dossier for somebody outside; None for all of them.
    """
    filing, basis = Person.Filing, sharing.basis_of(items)
    with acting(SYSTEM):
        filed = set(goes) if goes is not None else set(db.session.execute(
            select(filing.record_id).join(Person, Person.id == filing.record_id)
            .where(filing.case_id == dossier.case_id, Person.merged_into_id.is_(None))).scalars())
        people = sorted(filed | set(basis.given))
        stands = select(ConsentVersion.person_id, ConsentVersion.number).where(
            ConsentVersion.person_id.in_(people), ConsentVersion.status == Version.ACTIVE)
        numbers: dict[UUID, int] = {row.person_id: row.number for row in db.session.execute(stands)}
    db.session.add_all(DossierPerson(dossier_id=dossier.id, person_id=id, case_id=dossier.case_id,
                                     consent_number=numbers.get(id)) for id in people)
    dossier.item_ids = sorted(items)


def cited(dossier: Dossier) -> list[UUID]:
    """The ids of everybody who is cited, also of those the actor may not know of."""
    with acting(SYSTEM):
        query = select(DossierPerson.person_id).where(DossierPerson.dossier_id == dossier.id)
        return sorted(db.session.execute(query).scalars())


def stale_because(dossiers: Sequence[Dossier]) -> dict[UUID, list[tuple[str, Version]]]:
    """Dossier -> the people whose consent it rests on no longer counts, and what became of that consent."""
    version, cited = ConsentVersion, DossierPerson
    query = (select(cited.dossier_id, Person.reference, version.status, version.until)
             .join(Person, Person.id == cited.person_id)
             .join(version, (version.person_id == Person.id) & (version.number == cited.consent_number))
             .where(cited.dossier_id.in_([dossier.id for dossier in dossiers])).order_by(Person.reference))
    found: dict[UUID, list[tuple[str, Version]]] = {}
    for row in db.session.execute(query):
        lapsed = row.status is Version.ACTIVE and row.until is not None and row.until < today()
        if row.status is not Version.ACTIVE or lapsed:
            found.setdefault(row.dossier_id, []).append((row.reference, Version.EXPIRED if lapsed else row.status))
    return found


def plan(dossier: Dossier, wanted: Wanted, second: bool = True) -> Plan:
    """What the gate, everybody's consent, and what could tell who people are, say of handing it over now."""
    basis, people = sharing.basis_of(dossier.item_ids), sharing.people_of(cited(dossier))
    answers = {basis.items[id].reference: basis.answer(id, wanted) for id in dossier.item_ids if id in basis.items}
    answers |= {people.given[id].who: people.of_person(id, wanted) for id in people.given}
    against = {who: answer for who, answer in answers.items() if answer.outcome is not Outcome.ALLOW}
    facts = Facts(
        recipient=wanted.recipient, has_charges=_has_charges(dossier), not_consented=len(against),
        lead_only=_count(against, LEAD), unprotected=_count(against, {Bar.PROTECTION}),
        privileged=_count(against, {Bar.SEALED}), not_intact=_not_intact(dossier), second_person=second)
    return Plan(wanted, gate(facts), {who: sorted({reason.why for reason in answer.reasons})
                                      for who, answer in against.items()})


def telling(dossier: Dossier) -> list[Telling]:
    """What could tell who is who among the people in the package."""
    return telling_in(dossier.case, cited(dossier))


def _count(against: dict[str, Answer], why: Iterable[str]) -> int:
    wanted = set(why)
    return sum(1 for answer in against.values() if wanted & {reason.why for reason in answer.reasons})


def _has_charges(dossier: Dossier) -> bool:
    return db.session.execute(select(Charge.id).where(Charge.case_id == dossier.case_id).limit(1)).first() is not None


def _not_intact(dossier: Dossier) -> int:
    query = select(Evidence.id).where(Evidence.id.in_(dossier.item_ids), Evidence.integrity_alert)
    return len(db.session.execute(query).all())


def propose(dossier: Dossier, reason: str, **terms: Any) -> Review:
    """Ask a second person to hand the dossier over to whom it was made for. terms: what `hand_over` takes.

    Raises Refused when it is not built, when the gate blocks it already, or when nobody said why it may go in spite of
    what could tell who people are.
    """
    if dossier.sha256 is None or dossier.recipient is None:
        raise Refused(_("The dossier is not built yet, or was made to stay in the office."))
    _check(plan(dossier, wanted_of(dossier)))
    if telling(dossier) and not terms.get("rare_reason"):
        raise Refused(_("Say why it may go in spite of what could tell who people are."))
    return ask_for_decision(Action.DOSSIER_HANDOVER, dossier, dossier.case, reason, **terms)


@second_person(Action.DOSSIER_HANDOVER)
def hand_over(dossier: Dossier, reason: str, **terms: Any) -> None:
    """Record that the dossier goes out, if it still may. Whoever withdraws at this moment comes first.

    terms: method, legal_basis, caveats, answers to the gate, rare_reason (why what could tell people apart may go).
    """
    lock(cited(dossier), share=True)
    decided, found = plan(dossier, wanted_of(dossier)), telling(dossier)
    _check(decided)
    if found and not terms.get("rare_reason"):
        raise Refused(_("What could tell who people are has changed since this was proposed. Propose it again."))
    kept = {**decided.stored, "answers": terms.get("answers"), "rare": stored(found),
            "rare_reason": terms.get("rare_reason")}
    record(dossier, {**to_whom(dossier), **terms}, reason, kept)
    _disclose(dossier, reason)


def _disclose(dossier: Dossier, reason: str) -> None:
    """An entry in the custody log of every item that goes, with the package; last, for it locks the chain."""
    said = {"to": people_words.recipient_words(dossier.recipient), "package": dossier.reference,
            "digest_in_file": dossier.sha256}
    query = select(Evidence).where(Evidence.id.in_(dossier.item_ids)).order_by(Evidence.serial)
    for item in db.session.execute(query).scalars().unique().all():
        append(item, Happened(CustodyType.DISCLOSED, reason=reason, before=item.sha256, detail=said))


def to_whom(dossier: Dossier) -> dict[str, Any]:
    """For whom the dossier was made: it goes to nobody else, for its names of people are that recipient's own."""
    assert dossier.purpose is not None  # one made for nobody is never handed over
    return {"recipient": dossier.recipient, "purpose": dossier.purpose.value, "level": dossier.level}


def record(dossier: Dossier, terms: dict[str, Any], reason: str | None, evaluation: dict[str, Any]) -> Transfer:
    """Write down that a copy went somewhere."""
    purpose = Purpose(terms["purpose"]) if terms.get("purpose") else None
    transfer = Transfer(
        case_id=dossier.case_id, dossier=dossier, dossier_id=dossier.id, recipient=terms["recipient"], purpose=purpose,
        level=terms["level"], method=Method(terms["method"]), legal_basis=terms.get("legal_basis"),
        caveats=terms.get("caveats"), sha256=dossier.sha256, sent_by=current().id, evaluation=evaluation)
    transfer.reason_for_change = reason
    db.session.add(transfer)
    return transfer


# A consent that was replaced shuts nothing: the newer one is asked when the dossier is handed over.
_SHUT = (Version.WITHDRAWN, Version.EXPIRED)


def is_shut(dossier: Dossier) -> bool:
    """Whether somebody in the dossier withdrew, or consented until a day that has passed, whoever may know of them.

    No further copy of it leaves the store then.
    """
    with acting(SYSTEM):
        return any(status in _SHUT for _code, status in stale_because([dossier]).get(dossier.id, []))


def record_download(dossier: Dossier) -> None:
    """A copy left with one of us: it stays inside, so nobody's consent is asked, but it is found again.

    Raises Refused once somebody it cites withdrew, also for whoever may not know who.
    """
    if is_shut(dossier):
        raise Refused(_("This dossier rests on a consent that was withdrawn or has ended. No further copy is given "
                        "out; build a new one."))
    record(dossier, {"recipient": Recipient.OWN_ORG.value, "level": int(Level.PSEUDONYMOUS),
                     "method": Method.DOWNLOAD.value}, None, {})


def wanted_of(dossier: Dossier) -> Wanted:
    """What everybody is asked for when it goes out today."""
    assert dossier.recipient is not None
    assert dossier.purpose is not None
    assert dossier.level is not None  # the CHECK of the table: all three or none
    return Wanted(dossier.recipient, dossier.purpose, Level(dossier.level), today())


def _check(found: Plan) -> None:
    stops = blocked(found.findings)
    if stops:
        raise Refused(_("The sharing gate blocks this: %(rules)s. %(n)s items or people stand against it.",
                        rules=", ".join(one.rule.value for one in stops), n=len(found.against)))


@shows(Action.DOSSIER_HANDOVER)
def proposal_in_words(dossier: Dossier, args: dict[str, Any]) -> list[Change]:
    """How a proposed hand-over reads in the queue, with what could tell who people are."""
    wanted = wanted_of(dossier)
    found = [Change(one.who, "", "; ".join(f"{n}: {', '.join(facts)}" for n, facts in one.combinations))
             for one in telling(dossier)]
    return [Change(_("Recipient"), "", people_words.recipient_words(wanted.recipient)),
            Change(_("Purpose"), "", str(people_words.PURPOSE[wanted.purpose])),
            Change(_("Most that may be told"), "", str(people_words.LEVEL[wanted.level])),
            Change(_("Answers to the gate"), "", args.get("answers") or ""), *found,
            Change(_("Why it may go in spite of what could tell who people are"), "", args.get("rare_reason") or "")]


def transfers_of(dossier: Dossier) -> Sequence[Transfer]:
    """Every copy of the dossier that went somewhere, the latest first."""
    query = select(Transfer).where(Transfer.dossier_id == dossier.id).order_by(Transfer.sent_at.desc())
    return db.session.execute(query.limit(200)).scalars().unique().all()


def transfers_citing(person: Person) -> Sequence[Transfer]:
    """Every copy that cites the person and went somewhere, the latest first, as far as the actor may know of it."""
    codes = select(Person.__table__.c.id).where(or_(Person.__table__.c.id == person.id,
                                                    Person.__table__.c.merged_into_id == person.id))
    citing = select(DossierPerson.dossier_id).where(DossierPerson.person_id.in_(codes))
    query = select(Transfer).where(Transfer.dossier_id.in_(citing)).order_by(Transfer.sent_at.desc())
    return db.session.execute(query.limit(200)).scalars().unique().all()


@offer(Person, ENDED)
def recall(person: Person) -> None:
    """Somebody withdrew: one task for every copy that left the house and cites them, in the case it left from."""
    if person.consent is not Consent.WITHDRAWN:
        return
    with acting(SYSTEM):
        sent = [one for one in transfers_citing(person) if one.method is not Method.DOWNLOAD]
    for one in sent:
        title = _("Call %(reference)s back from: %(recipient)s", reference=one.reference,
                  recipient=people_words.recipient_words(one.recipient))
        consent_dates.set_date(person, DateKind.RECALL_NOTICE, today() + RECALL_IN, title, priority=Priority.URGENT,
                               case_ids=[one.case_id])
        one.recalled_at = datetime.now(UTC)
