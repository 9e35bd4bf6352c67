"""The work on one item: evaluation, grades, what is made from it, its pages, legal holds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.core.access import Permission, permit
from casefile.core.forms import read_token
from casefile.evidence import service
from casefile.evidence.item_forms import (
    AttachForm,
    DerivativeForm,
    EvaluationForm,
    GradeForm,
    HoldForm,
    PagesForm,
    ReviseForm,
    SheetForm,
)
from casefile.evidence.models import CustodyEvent, Evidence
from casefile.evidence.routes.blueprint import bp
from casefile.evidence.rules import Kind
from casefile.evidence.rules.grading import SHEET


def back(item: Evidence, message: str, anchor: str | None = None) -> ResponseReturnValue:
    """To the item's page, in the case the work was done in."""
    flash(message)
    case = service.case_of(item, request.args.get("case"))
    return redirect(url_for(".show", id=item.id, case=case.id, _anchor=anchor), 303)


def people_in(events: list[CustodyEvent]) -> set[UUID]:
    """The people a custody log speaks of: who wrote, who gave, who received."""
    said = (read_token(event.detail.get(side)) for event in events for side in ("from", "to"))
    return {id for id in (*said, *(event.actor_id for event in events)) if id}


def by_text(names: dict[UUID, str]) -> dict[str, str]:
    """Names by the text of the id, as the log holds it."""
    return {str(id): name for id, name in names.items()}


def form_page(item: Evidence, form: Any, title: str, submit: str, note: str | None = None) -> ResponseReturnValue:
    """One form about an item."""
    case = service.case_of(item, request.args.get("case"))
    return render_template("evidence/form.html", case=case, item=item, form=form, submit=submit, title=title, note=note)


@bp.route("/evidence/<uuid:id>/evaluation", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_ASSESS, Evidence)
def evaluation(item: Evidence) -> ResponseReturnValue:
    """What verification found and what a court would ask."""
    form = EvaluationForm(item)
    if form.validate_on_submit():
        form.fill(item)
        return back(item, _("Saved."), "evaluation")
    return form_page(item, form, _("Evaluation of %(reference)s", reference=item.reference), _("Save"))


@bp.route("/evidence/<uuid:id>/grade", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_GRADE, Evidence)
def grade(item: Evidence) -> ResponseReturnValue:
    """Give one's marks; those of others are not shown here."""
    form = SheetForm() if item.kind is Kind.TESTIMONY else GradeForm()
    if form.validate_on_submit():
        service.grade(item, **marks(form))
        return back(item, _("Your grade is kept. It is never changed; a new one stands beside it."), "grades")
    return form_page(item, form, _("Grade %(reference)s", reference=item.reference), _("Give this grade"))


def marks(form: GradeForm | SheetForm) -> dict[str, Any]:
    """The answers as the service takes them."""
    said = form.answers
    sheet = service.sheet_of({name: said.pop(name) for name in SHEET if name in said})
    return {**said, "sheet": sheet} if sheet else said


@bp.route("/evidence/<uuid:id>/derivatives/add", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_ADD, Evidence)
def derive(item: Evidence) -> ResponseReturnValue:
    """Add a translation, a transcript, a redacted version …, made from this item."""
    form = DerivativeForm(data={"relation": request.args.get("relation")} if request.method == "GET" else None)
    if form.validate_on_submit():
        made = service.add_derivative(item, form.file.data, **form.answers)
        return back(made, _("Registered as %(reference)s, with a fingerprint of its own.", reference=made.reference))
    return form_page(item, form, _("Add what was made from %(reference)s", reference=item.reference), _("Register it"),
                     _("Made from the version with the fingerprint %(sha256)s.", sha256=item.sha256[:16]))


@bp.route("/evidence/<uuid:id>/revise", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_EDIT, Evidence)
def revise(item: Evidence) -> ResponseReturnValue:
    """Say who revised or certified a derivative."""
    form = ReviseForm()
    if form.validate_on_submit():
        service.revise(item, **form.answers)
        return back(item, _("Saved."))
    return form_page(item, form, _("Revision of %(reference)s", reference=item.reference), _("Save"))


@bp.route("/evidence/<uuid:id>/attach", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_EDIT, Evidence)
def attach(item: Evidence) -> ResponseReturnValue:
    """Say with which item this one came."""
    form = AttachForm()
    if form.validate_on_submit():
        service.join_family(item, form.found)
        return back(item, _("Saved."), "family")
    return form_page(item, form, _("What %(reference)s came with", reference=item.reference), _("Save"))


@bp.route("/evidence/<uuid:id>/pages", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_EDIT, Evidence)
def pages(item: Evidence) -> ResponseReturnValue:
    """Number the pages of an item."""
    form = PagesForm(item)
    if form.validate_on_submit():
        service.assign_pages(item, form.pages.data)
        return back(item, _("The pages are numbered."))
    return form_page(item, form, _("Pages of %(reference)s", reference=item.reference), _("Number the pages"))


@bp.route("/evidence/<uuid:id>/hold", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_HOLD, Evidence)
def hold(item: Evidence) -> ResponseReturnValue:
    """Put a legal hold on an item, or lift it; say until when it is kept."""
    form = HoldForm(item)
    if form.validate_on_submit():
        service.set_hold(item, **form.answers)
        return back(item, _("Saved."), "control")
    return form_page(item, form, _("Legal hold on %(reference)s", reference=item.reference), _("Save"))
