"""Handing an original over: one side gives it with its condition and seal, the other confirms or refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from casefile.accounts.models import User
from casefile.accounts.service import notify
from casefile.cases.models import Case, Membership
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.evidence.models import CustodyTransfer, Evidence
from casefile.evidence.rules import Custody, CustodyType, TransferState
from casefile.evidence.service.custody import Happened, append
from casefile.evidence.service.status import follow

FRESH = timedelta(hours=24)


def give(item: Evidence, due_on: date, to_user_id: UUID | None = None, to_body: str | None = None,
         **said: Any) -> CustodyTransfer:
    """Hand an original over. said: purpose, place, condition, seal, witness, document.

    The file is checked shortly before. From now on the item is out, until the other side answers.
    """
    if item.custody_state is not Custody.PRESERVED:
        raise Refused(_("Only what is preserved, and here, can be handed over."))
    if item.integrity_alert or not item.fixity_ok or item.fixity_at is None or _old(item.fixity_at):
        raise Refused(_("Check its fingerprint first: before a transfer a check must have passed within 24 hours."))
    if (to_user_id is None) == (to_body is None):
        raise Refused(_("Choose a colleague or name an outside body, one of the two."))
    if to_user_id == current().id:
        raise Refused(_("You cannot hand it over to yourself."))
    made = CustodyTransfer(evidence=item, evidence_id=item.id, given_by=current().id, to_user_id=to_user_id,
                           to_body=to_body, due_on=due_on, **said)
    db.session.add(made)
    follow(item, "custody_state", Custody.OUT, made.purpose)
    append(item, _entry(made, CustodyType.TRANSFERRED, made.purpose))
    if to_user_id:
        notify(to_user_id, "transfer_waiting", f"/evidence/{item.id}", key=f"transfer:{made.id}",
               reference=item.reference)
    return made


def _old(at: datetime) -> bool:
    return at < datetime.now(UTC) - FRESH


def _entry(made: CustodyTransfer, type: CustodyType, reason: str, **more: Any) -> Happened:
    said = {"transfer": str(made.id), "from": str(made.given_by) if made.given_by else None,
            "to": str(made.to_user_id) if made.to_user_id else made.to_body, "place": made.place,
            "condition": made.condition, "seal": made.seal, "witness": made.witness, "document": made.document, **more}
    return Happened(type, reason=reason, before=made.evidence.sha256,
                    detail={name: value for name, value in said.items() if value})


def _answer(made: CustodyTransfer, state: TransferState, answer: str) -> None:
    made.move("state", state, answer)
    made.answered_by, made.answered_at, made.answer = current().id, datetime.now(UTC), answer
    if made.given_by and made.given_by != current().id:
        notify(made.given_by, "transfer_answered", f"/evidence/{made.evidence_id}", key=f"answered:{made.id}:{state}",
               reference=made.evidence.reference)


def _other_side(made: CustodyTransfer) -> None:
    """Only the receiver answers; for an outside body a second colleague does, with the signed receipt."""
    if made.given_by == current().id:
        raise Refused(_("You handed it over. The other side confirms, never the giver."))
    if made.to_user_id and made.to_user_id != current().id:
        raise Refused(_("Only the person it was handed to can answer."))


def confirm(made: CustodyTransfer, condition: str, seal: str | None = None, receipt: str | None = None) -> None:
    """Confirm the receipt, with the condition and the seal as found. Raises Refused for the giver."""
    _other_side(made)
    if made.to_body and not receipt:
        raise Refused(_("Name the signed receipt of the outside body."))
    _answer(made, TransferState.CONFIRMED, condition)
    made.receipt = receipt
    item = made.evidence
    item.custodian = made.to_body or _name(made.to_user_id)
    found = {"condition": condition, "seal": seal, "document": receipt}
    if made.to_user_id:  # still with us, in other hands
        follow(item, "custody_state", Custody.PRESERVED, condition)
        item.custody_seen_at = made.answered_at
    append(item, _entry(made, CustodyType.RECEIVED, condition, **{k: v for k, v in found.items() if v}))


def refuse(made: CustodyTransfer, reason: str) -> None:
    """Refuse to take it; it is back with the giver."""
    _other_side(made)
    _back(made, TransferState.REFUSED, CustodyType.TRANSFER_REFUSED, reason)


def take_back(made: CustodyTransfer, reason: str) -> None:
    """Take it back before it was received; only the giver can."""
    if made.given_by != current().id:
        raise Refused(_("Only who handed it over can take it back."))
    _back(made, TransferState.WITHDRAWN, CustodyType.TRANSFER_REFUSED, reason)


def send_back(made: CustodyTransfer, reason: str) -> None:
    """Refuse it, or take it back, by which side one is on."""
    if made.given_by == current().id:
        take_back(made, reason)
    else:
        refuse(made, reason)


def come_back(made: CustodyTransfer, condition: str, seal: str | None = None) -> None:
    """Receive it back from an outside body."""
    if not made.to_body:
        raise Refused(_("It was handed to a colleague: hand it over again to bring it back."))
    made.move("state", TransferState.BACK, condition)
    made.evidence.custodian = None
    follow(made.evidence, "custody_state", Custody.PRESERVED, condition)
    made.evidence.custody_seen_at = datetime.now(UTC)
    append(made.evidence, _entry(made, CustodyType.RECEIVED, condition, condition=condition, seal=seal,
                                 **{"from": made.to_body, "to": str(current().id)}))


def _back(made: CustodyTransfer, state: TransferState, type: CustodyType, reason: str) -> None:
    _answer(made, state, reason)
    follow(made.evidence, "custody_state", Custody.PRESERVED, reason)
    append(made.evidence, _entry(made, type, reason))


def _name(user_id: UUID | None) -> str | None:
    return db.session.execute(select(User.name).where(User.id == user_id)).scalar_one_or_none()


def transfers_of(item: Evidence) -> list[CustodyTransfer]:
    """Every handing over of the item, the newest first: refused and late ones stay to be seen."""
    query = select(CustodyTransfer).where(CustodyTransfer.evidence_id == item.id)
    return list(db.session.execute(query.order_by(CustodyTransfer.created_at.desc()).limit(100)).scalars())


def waiting_transfers(*conditions: ColumnElement[bool]) -> Select[Any]:
    """The handings over that nobody has answered, with their items."""
    return (select(CustodyTransfer).where(CustodyTransfer.state == TransferState.OFFERED, *conditions)
            .options(joinedload(CustodyTransfer.evidence)))


def receivers(case: Case) -> list[tuple[UUID, str]]:
    """The colleagues on the team to whom an original may be handed: (id, name)."""
    query = (select(User.id, User.name).join(Membership, Membership.user_id == User.id)
             .where(Membership.case_id == case.id, Membership.ended_at.is_(None), User.disabled_at.is_(None),
                    User.id != current().id).distinct().order_by(User.name))
    return [(row.id, row.name) for row in db.session.execute(query)]

