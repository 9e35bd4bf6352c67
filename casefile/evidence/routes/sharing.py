"""Who may have an item: shown on it, looked through, and the register of providers' terms."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from casefile.cases.links import record_page
from casefile.cases.models import Situation
from casefile.core.access import Permission, permit
from casefile.core.db import get_visible
from casefile.core.panels import offer
from casefile.evidence import service, sharing_labels
from casefile.evidence.models import Evidence, ProviderAgreement
from casefile.evidence.routes.blueprint import bp
from casefile.evidence.service import sharing
from casefile.evidence.sharing_forms import AgreementForm, ItemProviderForm, PeopleReviewForm

bp.record_once(lambda state: state.app.jinja_env.globals.update(sharing_words=sharing_labels))
record_page(ProviderAgreement, "evidence.agreement", _l("Provider agreement"), Permission.EVIDENCE_READ, prefix="PA-",
            form=AgreementForm)


@offer(Evidence, "panel")
def on_item(item: Evidence) -> Markup:
    """Whether the item can be used before the forum the case aims at, and why not."""
    case = service.case_of(item, request.args.get("case"))
    recipient, answers = sharing.outlook(item, case)
    drawn = render_template("evidence/_sharing.html", item=item, case=case, recipient=recipient, answers=answers,
                            reviewed=sharing.review_of(item), given=sharing.agreement_of(item))
    return Markup(drawn)  # noqa: S704 - drawn by a template, which escapes what was typed


@bp.route("/evidence/<uuid:id>/people", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, Evidence)
def review_people(item: Evidence) -> ResponseReturnValue:
    """Say that everybody who can be recognised in the item is on its list."""
    case, form = service.case_of(item, request.args.get("case")), PeopleReviewForm()
    if form.validate_on_submit():
        sharing.review_people(item)
        flash(_("The people in %(reference)s are reviewed.", reference=item.reference))
        return redirect(url_for(".show", id=item.id, case=case.id), 303)
    return render_template("evidence/people.html", case=case, item=item, form=form, subjects=service.subjects_of(item))


@bp.route("/evidence/<uuid:id>/provider", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_EDIT, Evidence)
def set_agreement(item: Evidence) -> ResponseReturnValue:
    """Say under which agreement the item was given."""
    case = service.case_of(item, request.args.get("case"))
    known = [(one.id, f"{one.reference} {one.provider}") for one in sharing.agreements_of(case.situation_id)]
    form = ItemProviderForm(offers={"agreement_id": known})
    if form.validate_on_submit():
        agreement = get_visible(ProviderAgreement, form.agreement_id.data) or abort(404)
        sharing.set_agreement(item, agreement, form.reason.data)
        return redirect(url_for(".show", id=item.id, case=case.id), 303)
    return render_template("evidence/form.html", case=case, item=item, form=form, submit=_("Save"),
                           title=_("Who gave %(reference)s", reference=item.reference))


@bp.route("/situations/<uuid:id>/agreements", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_EDIT, Situation)
def agreements(situation: Situation) -> ResponseReturnValue:
    """The terms on which organisations give us material, and a form for another one."""
    form = AgreementForm()
    if form.validate_on_submit():
        made = sharing.add_agreement(situation, **form.terms)
        flash(_("The agreement is %(reference)s.", reference=made.reference))
        return redirect(url_for(".agreements", id=situation.id), 303)
    return render_template("evidence/agreements.html", situation=situation, form=form,
                           agreements=sharing.agreements_of(situation.id))


@bp.route("/agreements/<uuid:id>", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_EDIT, ProviderAgreement)
def agreement(agreement: ProviderAgreement) -> ResponseReturnValue:
    """Read and change the terms of one provider."""
    form = AgreementForm(agreement)
    if form.validate_on_submit():
        form.fill(agreement)
        agreement.consultation_days = form.terms["consultation_days"]
        flash(_("Saved."))
        return redirect(url_for(".agreements", id=agreement.situation_id), 303)
    return render_template("evidence/agreement.html", agreement=agreement, form=form)
