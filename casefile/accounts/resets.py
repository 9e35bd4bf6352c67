"""A lost second factor: an administrator proposes to take it off, another person of the office decides."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from casefile.accounts import codes
from casefile.accounts.models import FactorReset, User
from casefile.accounts.service import notify
from casefile.core import mail, sessions
from casefile.core.access import GRANTS, Permission
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused


def propose(user: User, reason: str) -> FactorReset:
    """Ask a second person to let the owner of the account set up another second factor.

    Raises Refused for one's own account, when there is nothing to take off, when it waits already, and when nobody
    else could decide it.
    """
    if user.id == current().id:
        raise Refused(_("Take off your own second factor on your profile, or ask another administrator."))
    if user.factor_since is None:
        raise Refused(_("This account has no second factor."))
    if waiting_for(user):
        raise Refused(_("This already waits for a second person."))
    deciders = [id for id in _deciders() if id not in (user.id, current().id)]
    if not deciders:
        raise Refused(_("Nobody else could decide this. Name another administrator or coordinator first."))
    reset = FactorReset(user_id=user.id, reason=reason, proposed_by=current().id)
    db.session.add(reset)
    db.session.flush()
    for id in deciders:
        notify(id, "factor_reset_waiting", f"/factor-resets/{reset.id}", key=f"factor_reset:{reset.id}:{id}")
    return reset


def _deciders() -> list[UUID]:
    roles = sorted(GRANTS[Permission.FACTOR_RESET_DECIDE])
    return list(db.session.execute(select(User.id).where(
        User.office_roles.overlap(roles), User.disabled_at.is_(None))).scalars())


def waiting_for(user: User) -> FactorReset | None:
    """The proposal that nobody has decided yet."""
    return db.session.execute(select(FactorReset).filter_by(user_id=user.id, approved=None)).scalar_one_or_none()


def decide(reset: FactorReset, approve: bool) -> None:
    """Approve (the factor is gone, every session ends, the owner is written to) or return the proposal.

    Raises Refused when it is the proposer or the owner who tries, or when it was decided before.
    """
    if reset.approved is not None:
        raise Refused(_("This was decided before."))
    if current().id in (reset.proposed_by, reset.user_id):
        raise Refused(_("You proposed this, or it is your own account. Another person decides."))
    reset.approved, reset.decided_by, reset.decided_at = approve, current().id, func.clock_timestamp()
    notify(reset.proposed_by, "factor_reset_decided", f"/factor-resets/{reset.id}")
    if approve:
        codes.take_off(reset.user)
        sessions.end_sessions_of(reset.user_id)
        mail.send(mail.Template.FACTOR_REMOVED, reset.user.email, reset.user.locale)
