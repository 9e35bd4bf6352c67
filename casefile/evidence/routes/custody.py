"""Custody: entries by hand, corrections, handing over, the printable record."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.accounts.service import names_of
from casefile.core.access import Permission, permit
from casefile.core.lists import page_of
from casefile.evidence import service
from casefile.evidence.forms import ReasonForm
from casefile.evidence.item_forms import EntryForm, ReceiptForm, TransferForm
from casefile.evidence.models import CustodyTransfer, Evidence
from casefile.evidence.routes.blueprint import bp
from casefile.evidence.routes.work import back, by_text, form_page, people_in
from casefile.evidence.rules import PREMIS, TransferState


@bp.get("/evidence/<uuid:id>/custody")
@permit(Permission.EVIDENCE_READ, Evidence)
def record(item: Evidence) -> ResponseReturnValue:
    """The custody record, for print: every entry with its place in the chain."""
    case = service.case_of(item, request.args.get("case"))
    events, moves = service.custody_of(item), service.moves_of(item)
    names = names_of(people_in(events) | {id for move in moves for id in (move.moved_by, move.asked_by) if id})
    return render_template("evidence/record.html", case=case, item=item, events=events, moves=moves, names=names,
                           texts=by_text(names), numbers=service.numbers_of(item), premis=PREMIS)


@bp.route("/evidence/<uuid:id>/custody/add", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_KEEP, Evidence)
def write(item: Evidence) -> ResponseReturnValue:
    """Write an entry that no other act writes."""
    form = EntryForm()
    if form.validate_on_submit():
        service.write_entry(item, **form.answers)
        return back(item, _("The entry stands in the custody log."), "custody")
    return form_page(item, form, _("Custody of %(reference)s", reference=item.reference), _("Write the entry"))


@bp.route("/evidence/<uuid:id>/custody/<int:pos>/correct", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_KEEP, Evidence)
def correct(item: Evidence, pos: int) -> ResponseReturnValue:
    """Correct an entry by a new one that points at it."""
    if pos not in {event.pos for event in service.custody_of(item)}:
        abort(404)
    form = ReasonForm()
    if form.validate_on_submit():
        service.correct(item, pos, form.reason.data)
        return back(item, _("The correction stands in the custody log, beside the entry."), "custody")
    return form_page(item, form, _("Correct entry %(n)s of %(reference)s", n=pos, reference=item.reference),
                     _("Write the correction"))


@bp.route("/evidence/<uuid:id>/transfer", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_KEEP, Evidence)
def transfer(item: Evidence) -> ResponseReturnValue:
    """Hand the original over."""
    case = service.case_of(item, request.args.get("case"))
    form = TransferForm(offers={"to_user_id": service.receivers(case)})
    if form.validate_on_submit():
        service.give(item, **form.answers)
        return back(item, _("It is out on transfer until the other side confirms."), "transfers")
    return form_page(item, form, _("Hand over the original of %(reference)s", reference=item.reference),
                     _("Hand it over"))


@bp.route("/transfers/<uuid:id>/confirm", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_RECEIVE, CustodyTransfer)
def confirm(made: CustodyTransfer) -> ResponseReturnValue:
    """Confirm the receipt, or that it came back from an outside body."""
    form, item = ReceiptForm(), made.evidence
    if form.validate_on_submit():
        if made.state is TransferState.CONFIRMED:
            service.come_back(made, form.condition.data, form.seal.data)
        else:
            service.confirm(made, **form.answers)
        return back(item, _("Confirmed. It stands in the custody log."), "transfers")
    return form_page(item, form, _("Receipt of the original of %(reference)s", reference=item.reference),
                     _("Confirm"))


@bp.route("/transfers/<uuid:id>/refuse", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_RECEIVE, CustodyTransfer)
def refuse(made: CustodyTransfer) -> ResponseReturnValue:
    """Refuse to take it, or (the giver) take it back."""
    form, item = ReasonForm(), made.evidence
    if form.validate_on_submit():
        service.send_back(made, form.reason.data)
        return back(item, _("It is back with who gave it. Both entries stay in the custody log."), "transfers")
    return form_page(item, form, _("Send back the original of %(reference)s", reference=item.reference),
                     _("Send it back"))


@bp.get("/transfers/")
@permit(Permission.SIGNED_IN)
def transfers() -> ResponseReturnValue:
    """Every handing over that nobody has answered yet, the longest waiting first."""
    page = page_of(service.waiting_transfers(), {"due": CustodyTransfer.due_on}, "due")
    people = {id for made in page.items for id in (made.given_by, made.to_user_id) if id}
    return render_template("evidence/transfers.html", page=page, names=names_of(people))
