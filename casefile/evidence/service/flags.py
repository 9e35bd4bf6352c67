"""Exculpatory flags: anybody raises one, two people lower it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from casefile.accounts.service import notify
from casefile.cases.decisions import Change, ask_for_decision, shows
from casefile.cases.models import Case, Membership
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting, current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.review import Action, Review, second_person
from casefile.evidence.labels import EXCULPATORY, role_words
from casefile.evidence.models import Evidence, ExculpatoryFlag
from casefile.evidence.rules import TWO_LAWYERS, Exculpatory
from casefile.evidence.service.guards import held_roles


def raise_flag(item: Evidence, kind: Exculpatory, passage: str) -> ExculpatoryFlag:
    """Say that the item speaks for a suspect, and where in it; the leads of its cases are told."""
    flag = ExculpatoryFlag(evidence=item, evidence_id=item.id, kind=kind, passage=passage, raised_by=current().id)
    db.session.add(flag)
    db.session.flush()
    with acting(SYSTEM):
        query = select(Membership.user_id).where(Membership.case_id.in_(item.scopes()), Membership.role == Role.LEAD,
                                                 Membership.ended_at.is_(None)).distinct()
        leads = list(db.session.execute(query).scalars())
    for user_id in leads:
        notify(user_id, "exculpatory_flag", f"/evidence/{item.id}", key=f"flag:{flag.id}:{user_id}",
               reference=item.reference)
    return flag


def flags_of(item: Evidence) -> list[ExculpatoryFlag]:
    """All flags of the item, raised ones first; lowered ones stay to be read."""
    query = select(ExculpatoryFlag).where(ExculpatoryFlag.evidence_id == item.id)
    query = query.order_by(ExculpatoryFlag.lowered_at.is_not(None), ExculpatoryFlag.created_at)
    return list(db.session.execute(query).scalars())


def propose_lowering(flag: ExculpatoryFlag, case: Case, reason: str) -> Review:
    """Ask a second legal officer to lower the flag."""
    if flag.lowered_at:
        raise Refused(_("This flag was lowered before."))
    if not current().system and not held_roles(flag.evidence) & TWO_LAWYERS:
        raise Refused(_("This move is for: %(roles)s.", roles=role_words(TWO_LAWYERS)))
    return ask_for_decision(Action.EXCULPATORY_LOWER, flag, case, reason, TWO_LAWYERS)


@second_person(Action.EXCULPATORY_LOWER)
def lower_flag(flag: ExculpatoryFlag, reason: str) -> None:
    """Lower the flag; it stays in the history of the item."""
    flag.lowered_at, flag.lowered_reason = datetime.now(UTC), reason
    flag.reason_for_change = reason


@shows(Action.EXCULPATORY_LOWER)
def proposal_in_words(flag: ExculpatoryFlag, _args: dict[str, Any]) -> list[Change]:
    """How a proposal to lower a flag reads in the queue."""
    return [Change(str(EXCULPATORY[flag.kind]), flag.passage, _("lowered"))]
