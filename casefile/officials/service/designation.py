"""What we call a person: the ladder of designation, with a second person where the brief wants one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _

from casefile.cases.decisions import Change, ask_for_decision, shows
from casefile.cases.models import Case
from casefile.core.errors import Refused
from casefile.core.review import Action, Review, second_person
from casefile.officials.labels import DESIGNATION
from casefile.officials.models import Official
from casefile.officials.rules import (
    Designation,
    IdentityConfidence,
    Life,
    needs_resolved_identity,
    needs_second_person,
)
from casefile.officials.service.cases import cases_of


def case_for(official: Official, wanted: str | None) -> Case:
    """The case the actor acts from: the one asked for if the official matters there, else the first.

    Raises Refused when the official matters in none of the actor's cases.
    """
    cases = [entry.case for entry in cases_of(official)]
    if not cases:
        raise Refused(_("Add the official to one of your cases first: a designation is decided in a case."))
    return next((case for case in cases if str(case.id) == wanted), cases[0])


def change_designation(official: Official, case: Case, designation: Designation, reason: str) -> Review | None:
    """Move the person on the ladder, or propose the move (and return the proposal) where a second person decides it."""
    _check(official, designation)
    if needs_second_person(official.designation, designation):
        return ask_for_decision(Action.OFFICIAL_DESIGNATION, official, case, reason, designation=designation.value)
    _move(official, designation, reason)
    return None


@shows(Action.OFFICIAL_DESIGNATION)
def designation_in_words(official: Official, args: dict[str, Any]) -> list[Change]:
    """How a proposed move reads in the queue."""
    after = DESIGNATION[Designation(args["designation"])]
    return [Change(_("Designation"), str(DESIGNATION[official.designation]), str(after))]


@second_person(Action.OFFICIAL_DESIGNATION)
def settle_designation(official: Official, reason: str, designation: str) -> None:
    """Carry out a move that a second person has approved."""
    _check(official, Designation(designation))
    _move(official, Designation(designation), reason)


def _check(official: Official, designation: Designation) -> None:
    if designation not in official.next_states("designation"):
        raise Refused(_("The official cannot move there from the present designation."))
    if needs_resolved_identity(designation) and official.identity is not IdentityConfidence.RESOLVED:
        raise Refused(_("Resolve the identity first: nobody is called a suspect under a name that may be another’s."))


def _move(official: Official, designation: Designation, reason: str) -> None:
    official.move("designation", designation, reason)
    official.designation_reason, official.designated_at = reason, datetime.now(UTC)
    if designation is Designation.DECEASED:
        official.life = Life.DEAD
