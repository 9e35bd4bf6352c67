"""The registers of interpreters and intermediaries, who was brought by whom, who may not sit with whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from casefile.cases.models import Case, Situation
from casefile.core import audit
from casefile.core.db import db, get_visible, next_number
from casefile.core.errors import Refused
from casefile.core.vault import VaultError
from casefile.people.models import Intermediary, Interpreter, InterpreterTie, Introduction, Person
from casefile.people.rules.mediators import Conflict, Tie, conflicts


def _fill(record: Any, fields: dict[str, Any]) -> None:
    with db.session.no_autoflush:  # fetching a key must not save half of the fields
        for name, value in fields.items():
            setattr(record, name, value)


def add_interpreter(situation_id: UUID, **fields: Any) -> Interpreter:
    """Add an interpreter to the situation's register, under a new code."""
    entry = Interpreter(situation_id=situation_id, reference=f"IN-{next_number('IN'):03d}")
    _fill(entry, fields)
    db.session.add(entry)
    return entry


def add_intermediary(situation_id: UUID, **fields: Any) -> Intermediary:
    """Add an intermediary to the situation's register, under a new code."""
    entry = Intermediary(situation_id=situation_id, reference=f"IM-{next_number('IM'):03d}")
    _fill(entry, fields)
    db.session.add(entry)
    return entry


def show_who(mediator: Interpreter | Intermediary, reason: str) -> str:
    """Who it is; the reason goes into the history first. Raises Refused when there is nothing, or it does not open."""
    if mediator.identity_sealed is None:
        raise Refused(_("Nothing is recorded there."))
    audit.note("mediator_shown", mediator, reason=reason)
    db.session.flush()
    try:
        found: str = mediator.identity
    except VaultError:
        raise Refused(_("This does not open: its key is missing or the stored text was changed. Tell an "
                        "administrator; nothing was shown.")) from None
    return found


def without_who(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers of a form as a record takes them: who it is is written, or left as it is when nothing was typed."""
    who = answers.pop("who", None)
    return {**answers, "identity": who} if who else answers


def change_mediator(entry: Interpreter | Intermediary, **fields: Any) -> None:
    """Change what is recorded of somebody in a register."""
    _fill(entry, fields)


def case_in(situation_id: UUID, wanted: str | None) -> Case:
    """The case from which a register is read: the one asked for, else the first of the actor's in the situation."""
    query = select(Case).where(Case.situation_id == situation_id).order_by(Case.reference)
    cases = db.session.execute(query.limit(500)).scalars().all()
    return next((case for case in cases if str(case.id) == wanted), cases[0])


def interpreters_in(situation: Situation) -> Select[Any]:
    """The register of interpreters."""
    return select(Interpreter).where(Interpreter.situation_id == situation.id)


def intermediaries_in(situation: Situation) -> Select[Any]:
    """The register of intermediaries."""
    return select(Intermediary).where(Intermediary.situation_id == situation.id)


def interpreters_for(case: Case) -> list[tuple[UUID, str]]:
    """(id, code) of the interpreters who work, for a picker."""
    query = select(Interpreter.id, Interpreter.reference).where(Interpreter.situation_id == case.situation_id,
                                                                Interpreter.retired.is_(False))
    return [(row.id, row.reference) for row in db.session.execute(query.order_by(Interpreter.reference).limit(500))]


def intermediaries_for(case: Case) -> list[tuple[UUID, str]]:
    """(id, code) of the intermediaries, for a picker."""
    query = select(Intermediary.id, Intermediary.reference).where(Intermediary.situation_id == case.situation_id)
    return [(row.id, row.reference) for row in db.session.execute(query.order_by(Intermediary.reference).limit(500))]


def ties_of(interpreter: Interpreter) -> Sequence[InterpreterTie]:
    """Whom the interpreter may not meet and why, as far as the actor may know of them."""
    query = (select(InterpreterTie).where(InterpreterTie.interpreter_id == interpreter.id,
                                          InterpreterTie.ended_reason.is_(None))
             .options(joinedload(InterpreterTie.person), joinedload(InterpreterTie.case)))
    return db.session.execute(query.order_by(InterpreterTie.created_at)).scalars().all()


def bind(interpreter: Interpreter, kind: Tie, reason: str, person: Person | None = None,
        case: Case | None = None) -> InterpreterTie:
    """Record that the interpreter may not sit with a person, or has a part in a case."""
    end = {"case": case, "case_id": case.id} if case else {"person": person, "person_id": person.id if person else None}
    same = select(InterpreterTie.id).where(
        InterpreterTie.interpreter_id == interpreter.id, InterpreterTie.tie == kind,
        InterpreterTie.ended_reason.is_(None),
        InterpreterTie.case_id == case.id if case else InterpreterTie.person_id == (person.id if person else None))
    if db.session.execute(same).first():
        raise Refused(_("This is recorded already."))
    entry = InterpreterTie(interpreter=interpreter, interpreter_id=interpreter.id, tie=kind, reason=reason, **end)
    db.session.add(entry)
    return entry


def tie_within(interpreter: Interpreter, case: Case, tie: Tie, reason: str, person_id: UUID | None) -> InterpreterTie:
    """The same as it comes from a page of the case: a part of their own is in that case."""
    if tie is Tie.PARTY:
        return bind(interpreter, tie, reason, case=case)
    return bind(interpreter, tie, reason, person=get_visible(Person, person_id) if person_id else None)


def untie(entry: InterpreterTie, reason: str) -> None:
    """It does not hold any more; the row stays, with the reason."""
    if entry.ended_reason is not None:
        raise Refused(_("This was ended before."))
    entry.ended_reason = entry.reason_for_change = reason


def conflicts_of(interpreter: Interpreter, person: Person, case: Case, day: date) -> list[Conflict]:
    """What speaks against the interpreter sitting with the person in this case on the day."""
    ties = {entry.tie for entry in ties_of(interpreter) if entry.concerns(person.id, case.id)}
    return conflicts(interpreter.standing(ties), person.languages, day)


def introduce(person: Person, intermediary: Intermediary, entry: Introduction | None = None,
              **fields: Any) -> Introduction:
    """Record that the intermediary brought the person to us, or correct the entry."""
    standing = select(Introduction.id).where(Introduction.person_id == person.id,
                                             Introduction.intermediary_id == intermediary.id,
                                             Introduction.ended_reason.is_(None))
    if entry is None and db.session.execute(standing).first():
        raise Refused(_("This is recorded already."))
    made = entry or Introduction(person=person, person_id=person.id, key_owner=person.id)
    made.intermediary, made.intermediary_id = intermediary, intermediary.id
    _fill(made, fields)
    db.session.add(made)
    return made


def end_introduction(entry: Introduction, reason: str) -> None:
    """It was not so; the row stays, with the reason."""
    if entry.ended_reason is not None:
        raise Refused(_("This was ended before."))
    entry.ended_reason = entry.reason_for_change = reason


def introductions_of(person: Person) -> Sequence[Introduction]:
    """Who brought the person to us."""
    query = select(Introduction).where(Introduction.person_id == person.id, Introduction.ended_reason.is_(None))
    return db.session.execute(query.options(joinedload(Introduction.intermediary))
                              .order_by(Introduction.created_at)).scalars().all()


def introduced_by(intermediary: Intermediary) -> Sequence[Introduction]:
    """Whom the intermediary brought, as far as the actor may know of them."""
    query = select(Introduction).where(Introduction.intermediary_id == intermediary.id,
                                       Introduction.ended_reason.is_(None))
    return db.session.execute(query.options(joinedload(Introduction.person))
                              .order_by(Introduction.created_at).limit(500)).scalars().all()
