"""Plan an interview only after looking at what was told before, and only with the approvals it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from casefile.cases.decisions import Change, ask_for_decision, shows
from casefile.cases.models import Case
from casefile.core.access import Role
from casefile.core.actor import current
from casefile.core.db import db, get_visible, next_number
from casefile.core.errors import Refused
from casefile.core.review import Action, second_person
from casefile.deadlines import service as deadlines
from casefile.deadlines.rules import Kind, Priority
from casefile.deadlines.rules import State as Work
from casefile.people import service as people
from casefile.people.labels import mediators as mediator_labels
from casefile.people.models import Interpreter, Person, today
from casefile.people.rules import Consent, Contact
from casefile.people.rules.mediators import BLOCKING
from casefile.people.rules.risk import high_risk, protection_blocks
from casefile.people.service.telling import tell
from casefile.statements import labels
from casefile.statements.models import PlannedInterview
from casefile.statements.rules import FORBIDS, Facts, Need, State, StatementType, needs
from casefile.statements.service.accounts import ledger_of, questions_of

_GONE = (Consent.WITHDRAWN, Consent.REFUSED)


def facts_for(person: Person, case: Case, type: StatementType, day: date, *, interpreter: Interpreter | None = None,
              distress_on: date | None = None) -> Facts:
    """What is known before an interview of this type with the person on this day."""
    against = people.conflicts_of(interpreter, person, case, day) if interpreter else []
    shaken = [happened.happened_on for happened in people.events_of(person)]
    return Facts(
        type=type, day=day, protection=protection_blocks(person.protection, person.protection_until, today()),
        no_contact=person.contact is Contact.NO_CONTACT, consent_gone=person.consent_now in _GONE,
        consent_given=person.consent_now is Consent.ACTIVE, merged=person.merged_into_id is not None,
        earlier=ledger_of(person).types, high_risk=high_risk(person.protection, person.vulnerabilities),
        distress=[*shaken, *([distress_on] if distress_on else [])], questions=len(questions_of(person)),
        interpreter_blocked=not BLOCKING.isdisjoint(against), interpreter_warned=bool(set(against) - BLOCKING))


def look_before(person: Person, case: Case) -> Callable[[dict[str, Any]], tuple[list[Need], list[Any]]]:
    """What a form asks of its answers: what the plan meets, and what speaks against the interpreter, in words."""

    def look(answers: dict[str, Any]) -> tuple[list[Need], list[Any]]:
        wanted = answers["interpreter_id"]
        interpreter = get_visible(Interpreter, wanted) if wanted else None
        day = answers["planned_on"]
        against = people.conflicts_of(interpreter, person, case, day) if interpreter else []
        found = needs(facts_for(person, case, answers["type"], day, interpreter=interpreter,
                                distress_on=answers["distress_on"]))
        return found, [mediator_labels.CONFLICT[conflict] for conflict in against]

    return look


def standing_block(person: Person) -> Need | None:
    """What forbids every interview with the person today."""
    blocked = protection_blocks(person.protection, person.protection_until, today())
    return Need(blocked.value) if blocked else None


def plan_interview(person: Person, case: Case, found: Sequence[Need], **fields: Any) -> PlannedInterview:
    """Plan an interview with what was found before it; ask for the approvals it needs, or schedule it at once.

    Raises Refused when something forbids it.
    """
    _must_be_free(found)
    plan = PlannedInterview(person=person, person_id=person.id, case_id=case.id, case=case,
                            reference=f"IV-{next_number('IV'):04d}", needs=[need.value for need in found],
                            planned_by=current().id, **fields)
    db.session.add(plan)
    db.session.flush()
    if plan.waits_for_second:
        ask_for_decision(Action.INTERVIEW_AGAIN, plan, case, plan.justification or "", type=plan.type.value)
    if plan.waits_for_officer:
        tell(person, "interview_waiting", Role.PROTECTION_OFFICER)
    _settle(plan)
    return plan


def _must_be_free(found: Sequence[Need]) -> None:
    forbidden = [need for need in found if need in FORBIDS]
    if forbidden:
        raise Refused(str(labels.NEED[forbidden[0]]))


@shows(Action.INTERVIEW_AGAIN)
def interview_in_words(plan: PlannedInterview, _args: dict[str, Any]) -> list[Change]:
    """How the question reads in the queue."""
    earlier = ", ".join(str(labels.TYPE[type]) for type in ledger_of(plan.person).types)
    return [Change(_("Interview of %(reference)s", reference=plan.person.reference), earlier,
                   str(labels.TYPE[plan.type]))]


@second_person(Action.INTERVIEW_AGAIN)
def agree_to_repeat(plan: PlannedInterview, reason: str, type: str) -> None:
    """A second person agrees that somebody who gave a full interview is asked again."""
    if plan.state is not State.WAITING:
        raise Refused(_("This interview no longer waits for a decision."))
    plan.second_id, plan.reason_for_change = current().id, reason
    _settle(plan)


def agree_as_officer(plan: PlannedInterview, approve: bool, reason: str) -> None:
    """The protection officer agrees, or calls the interview off. Raises Refused for one's own plan."""
    if plan.state is not State.WAITING or not plan.waits_for_officer:
        raise Refused(_("This interview no longer waits for a decision."))
    if plan.planned_by == current().id:
        raise Refused(_("You planned this. Another protection officer decides."))
    plan.officer_id, plan.officer_reason, plan.reason_for_change = current().id, reason, reason
    if approve:
        _settle(plan)
    else:
        cancel(plan, reason)


def _settle(plan: PlannedInterview) -> None:
    """Schedule the interview once nobody's word is missing; the review of protection must hold at that moment too."""
    if plan.waits_for_second or plan.waits_for_officer:
        return
    blocked = standing_block(plan.person)
    if blocked:
        raise Refused(str(labels.NEED[blocked]))
    plan.state, plan.decided_at = State.SCHEDULED, datetime.now(UTC)
    if plan.case is not None and plan.planned_by in deadlines.people_of(plan.case_id):
        plan.deadline = deadlines.add_deadline(
            plan.case, plan.planned_on, title=_("Interview %(reference)s", reference=plan.reference),
            kind=Kind.INTERVIEW, priority=Priority.NORMAL, owner_id=plan.planned_by, backup_id=None,
            linked_reference=plan.person.reference)


def cancel(plan: PlannedInterview, reason: str) -> None:
    """Call an interview off; its date goes with it."""
    plan.move("state", State.CANCELLED, reason)
    plan.end_reason = reason
    if plan.deadline is not None and plan.deadline.is_open:
        deadlines.move(plan.deadline, Work.CANCELLED, reason)


def interviews_of(person: Person) -> Sequence[PlannedInterview]:
    """The planned interviews of a person, newest first."""
    query = select(PlannedInterview).where(PlannedInterview.person_id == person.id)
    return db.session.execute(query.order_by(PlannedInterview.planned_on.desc()).limit(50)).scalars().all()


def planned_in(case: Case) -> Select[Any]:
    """The planned interviews of a case."""
    return (select(PlannedInterview).where(PlannedInterview.case_id == case.id)
            .options(joinedload(PlannedInterview.interpreter)))


def scheduled_for(person: Person) -> list[tuple[UUID, str]]:
    """(id, words) of the interviews with the person that are scheduled and not held, for a picker."""
    query = select(PlannedInterview).where(PlannedInterview.person_id == person.id,
                                           PlannedInterview.state == State.SCHEDULED)
    found = db.session.execute(query.order_by(PlannedInterview.planned_on)).scalars()
    return [(plan.id, f"{plan.reference} · {labels.TYPE[plan.type]}") for plan in found]
