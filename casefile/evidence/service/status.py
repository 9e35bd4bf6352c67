"""Moving an item along its five axes."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from casefile.cases.decisions import Change, ask_for_decision, shows
from casefile.cases.models import Case
from casefile.core.errors import Refused
from casefile.core.review import Action, Review, second_person
from casefile.evidence.labels import AXES
from casefile.evidence.models import Evidence
from casefile.evidence.rules import STATES, Custody, Use, Verification, custody_type, needs_second
from casefile.evidence.service.custody import Happened, append


def moves_open_to(item: Evidence, axis: str | None = None) -> list[tuple[str, StrEnum, bool]]:
    """(axis, state, whether a second person decides) for every arrow that leaves where the item stands."""
    axes = [axis] if axis in STATES else list(STATES)
    return [(name, state, needs_second(getattr(item, name), state)) for name in axes
            for state in STATES[name] if state in item.next_states(name)]


def change_status(item: Evidence, case: Case, change: tuple[str, StrEnum], reason: str,
                  until: date | None = None) -> Review | None:
    """Move the item, or propose the move (and return the proposal) where a second person decides.

    change: axis and state. until: the end of an embargo.
    """
    axis, new = change
    _check(item, axis, new, until)
    if needs_second(getattr(item, axis), new):
        ends = until.isoformat() if until else None
        return ask_for_decision(Action.EVIDENCE_STATUS, item, case, reason, axis=axis, new=new.value, until=ends)
    _move(item, axis, new, reason, until)
    return None


@second_person(Action.EVIDENCE_STATUS)
def decide_status(item: Evidence, reason: str, axis: str, new: str, until: str | None = None) -> None:
    """Carry out an approved proposal; what it rested on is checked again."""
    ends = date.fromisoformat(until) if until else None
    state = STATES[axis](new)
    _check(item, axis, state, ends)
    _move(item, axis, state, reason, ends)


@shows(Action.EVIDENCE_STATUS)
def proposal_in_words(item: Evidence, args: dict[str, Any]) -> list[Change]:
    """How a proposed move reads in the queue."""
    title, states = AXES[args["axis"]]
    moved = Change(str(title), str(states[getattr(item, args["axis"])]), str(states[STATES[args["axis"]](args["new"])]))
    ends = args.get("until")
    return [moved, Change(_("Embargo ends on"), "", format_date(date.fromisoformat(ends)))] if ends else [moved]


def _check(item: Evidence, axis: str, new: StrEnum, until: date | None) -> None:
    if new not in item.next_states(axis):
        raise Refused(_("%(reference)s cannot be moved there from where it stands now. Open its page again.",
                        reference=item.reference))
    if new is Custody.PRESERVED and not item.has_source:
        raise Refused(_("Record where the item comes from and how it was obtained first."))
    if new in (Custody.PRESERVED, Verification.VERIFIED, Verification.PARTLY) and item.integrity_alert:
        raise Refused(_("There is an integrity alert on this item. Resolve it first."))
    if (new is Use.EMBARGOED) != (until is not None):
        raise Refused(_("An embargo needs the day on which it ends, and nothing else does."))


def _move(item: Evidence, axis: str, new: StrEnum, reason: str, until: date | None) -> None:
    old = getattr(item, axis)
    item.move(axis, new, reason)
    if axis == "use_restriction":
        item.embargoed_until = until
    if isinstance(old, Custody) and isinstance(new, Custody):
        happened = custody_type(old, new)
        if happened:
            append(item, Happened(happened, reason=reason, before=item.sha256))
