"""Moving an item along its five axes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select

from casefile.accounts.service import notify
from casefile.cases.decisions import Change, ask_for_decision, shows
from casefile.cases.models import Case, Membership
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting, current
from casefile.core.db import db, get_visible
from casefile.core.errors import Refused
from casefile.core.panels import offers
from casefile.core.review import Action, Review, deciding, second_person
from casefile.evidence.labels import AXES, CODE, NEED, role_words
from casefile.evidence.models import AxisMove, Evidence
from casefile.evidence.rules import (
    BY_APPOINTMENT,
    BY_TRANSFER,
    STATES,
    Admissibility,
    Code,
    Custody,
    Guard,
    Privilege,
    Use,
    Verification,
    custody_type,
    guard_of,
)
from casefile.evidence.service.custody import Happened, append
from casefile.evidence.service.guards import NOTHING, Said, Way, code_fits, is_for, today, unmet, ways_from
from casefile.evidence.service.tasks import follow_up

# Moves after which others must look again at what they built on the item.
SHAKEN = (Verification.DISPUTED, Verification.REFUTED, Admissibility.EXCLUDED, Use.LEAD_ONLY, Use.SEALED, Use.WITHDRAWN,
          Custody.LOST)


@dataclass(frozen=True, slots=True)
class Moved:
    """Told in the transaction of every move to the slices above, which `@offer(Moved, "moved")` what they do about it.

    The mover is the actor: a listener that must reach other cases (assessments that become stale, sufficiency counts
    without what is excluded) acts as the system. Return None. axis, old, new: as in `rules.ARROWS`.
    """

    item: Evidence
    axis: str
    old: StrEnum
    new: StrEnum
    reason: str


def moves_open_to(item: Evidence, axis: str | None = None) -> list[tuple[str, StrEnum, bool]]:
    """(axis, state, whether a second person decides) for every arrow this person can take now."""
    return [(way.axis, way.new, bool(way.guard.second)) for way in ways_of(item, axis) if way.open]


def ways_of(item: Evidence, axis: str | None = None) -> list[Way]:
    """Every arrow that leaves where the item stands, with what is missing and who takes it."""
    return ways_from(item, [axis] if axis in STATES else list(STATES))


def change_status(item: Evidence, case: Case, change: tuple[str, StrEnum], reason: str, until: date | None = None,
                  **said: Any) -> Review | None:
    """Move the item, or propose the move (and return the proposal) where a second person decides.

    change: axis and state. until: the end of an embargo. said: code, support and paper of `Said`.
    """
    axis, new = change
    with_it = Said(until, **said)
    guard = _check(item, axis, new, with_it)
    if not is_for(guard, item):
        raise Refused(_("This move is for: %(roles)s.", roles=role_words(guard.who)))
    if guard.second:
        return ask_for_decision(Action.EVIDENCE_STATUS, item, case, reason, guard.second, axis=axis, new=new.value,
                                **_plain(with_it))
    _move(item, axis, new, reason, with_it)
    return None


def _plain(said: Said) -> dict[str, str | None]:
    return {"until": said.until.isoformat() if said.until else None, "code": said.code,
            "support": str(said.support.id) if said.support else None, "paper": said.paper}


def _read(until: str | None = None, code: str | None = None, support: str | None = None,
          paper: str | None = None) -> Said:
    return Said(date.fromisoformat(until) if until else None, Code(code) if code else None,
                get_visible(Evidence, UUID(support)) if support else None, paper)


@second_person(Action.EVIDENCE_STATUS)
def decide_status(item: Evidence, reason: str, axis: str, new: str, **said: Any) -> None:
    """Carry out an approved proposal; what it rested on is checked again."""
    state, with_it = STATES[axis](new), _read(**said)
    _check(item, axis, state, with_it)
    _move(item, axis, state, reason, with_it)


@shows(Action.EVIDENCE_STATUS)
def proposal_in_words(item: Evidence, args: dict[str, Any]) -> list[Change]:
    """How a proposed move reads in the queue."""
    title, states = AXES[args["axis"]]
    moved = Change(str(title), str(states[getattr(item, args["axis"])]), str(states[STATES[args["axis"]](args["new"])]))
    said = _read(**{name: args.get(name) for name in ("until", "code", "support", "paper")})
    more = [Change(_("Embargo ends on"), "", format_date(said.until))] if said.until else []
    more += [Change(_("Reason code"), "", str(CODE[said.code]))] if said.code else []
    more += [Change(_("Rests on"), "", said.support.reference)] if said.support else []
    more += [Change(_("Document"), "", said.paper)] if said.paper else []
    return [moved, *more]


def _check(item: Evidence, axis: str, new: StrEnum, said: Said) -> Guard:
    old = getattr(item, axis)
    if new not in item.next_states(axis):
        raise Refused(_("%(reference)s cannot be moved there from where it stands now. Open its page again.",
                        reference=item.reference))
    if (old, new) in BY_TRANSFER:
        raise Refused(_("An original goes out and comes back by a transfer: one person gives it, another confirms."))
    if (old, new) in BY_APPOINTMENT:
        raise Refused(_("What is sealed as privileged is examined by somebody who is not on the case. Ask for that on "
                        "the page of the item."))
    guard = guard_of(old, new)
    missing = unmet(item, guard, said)
    if missing:
        raise Refused(_("%(reference)s cannot be moved there yet.", reference=item.reference) + " "
                      + " ".join(str(NEED[need]) for need in missing))
    if (new is Use.EMBARGOED) != (said.until is not None):
        raise Refused(_("An embargo needs the day on which it ends, and nothing else does."))
    if not code_fits(new, said.code):
        raise Refused(_("This reason code does not fit this move."))
    return guard


def _move(item: Evidence, axis: str, new: StrEnum, reason: str, said: Said) -> None:
    old = getattr(item, axis)
    follow(item, axis, new, reason, said)
    if isinstance(old, Custody) and isinstance(new, Custody):
        happened = custody_type(old, new)
        if happened:
            append(item, Happened(happened, reason=reason, before=item.sha256,
                                  detail={"document": said.paper} if said.paper else {}))


def follow(item: Evidence, axis: str, new: StrEnum, reason: str, said: Said = NOTHING, *,
           asked_by: UUID | None = None) -> None:
    """Follow an arrow whose guard was asked, and write down the move; transfers and privilege reviews come this way.

    asked_by: who asked for what another person decides; known by itself while a proposal is carried out.
    """
    old, review = getattr(item, axis), deciding()
    item.move(axis, new, reason)
    if axis == "use_restriction":
        item.embargoed_until = said.until
        item.privilege = (Privilege.CLAIMED if new is Use.SEALED
                          else Privilege.CLEARED if old is Use.SEALED and new is not Use.WITHDRAWN else item.privilege)
    db.session.add(AxisMove(evidence=item, evidence_id=item.id, axis=axis, old=old, new=new, reason=reason,
                            code=said.code, support_id=said.support.id if said.support else None, paper=said.paper,
                            moved_by=current().id, asked_by=review.proposed_by if review else asked_by))
    _tell(item, new)
    follow_up(item, old, new)
    offers(Moved(item, axis, old, new, reason), "moved")


def _tell(item: Evidence, new: StrEnum) -> None:
    """Tell those who have to do something about the move."""
    if new in SHAKEN:
        _notify(item, "evidence_shaken", new, (Role.LEAD, Role.ANALYST, Role.LEGAL_OFFICER))
    elif new is Verification.IN_VERIFICATION:
        _notify(item, "verification_wanted", new, (Role.ANALYST,))


def _notify(item: Evidence, kind: str, new: StrEnum, roles: tuple[Role, ...]) -> None:
    db.session.flush()
    with acting(SYSTEM):
        query = select(Membership.user_id).where(Membership.case_id.in_(item.scopes()), Membership.ended_at.is_(None),
                                                 Membership.role.in_(roles)).distinct()
        people = list(db.session.execute(query).scalars())
    for user_id in people:
        if user_id != current().id:
            notify(user_id, kind, f"/evidence/{item.id}", key=f"{kind}:{item.id}:{new}:{item.version}:{user_id}",
                   reference=item.reference)


def moves_of(item: Evidence) -> list[AxisMove]:
    """Every move of the item, the newest first."""
    query = select(AxisMove).where(AxisMove.evidence_id == item.id).order_by(AxisMove.created_at.desc())
    return list(db.session.execute(query).scalars())


def open_embargoes() -> int:
    """Open what is under an embargo that has ended; returns how many items."""
    query = select(Evidence).where(Evidence.embargoed_until <= today()).order_by(Evidence.serial).limit(500)
    ended = list(db.session.execute(query).scalars())
    for item in ended:
        follow(item, "use_restriction", Use.INTERNAL, _("The embargo has ended."))
    return len(ended)


def note_standing(item: Evidence, *, corroborated: bool | None = None, contradicted: bool | None = None) -> None:
    """What the law slice knows: it stands with another independent source, or against something unanswered.

    None leaves it as it is. The headline follows at the next flush.
    """
    if corroborated is not None:
        item.corroborated = corroborated
    if contradicted is not None:
        item.contradicted = contradicted

