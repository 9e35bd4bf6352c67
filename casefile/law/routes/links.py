"""Correct a link between an item and a proposition, or end it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.core.access import Permission, permit
from casefile.law import service
from casefile.law.forms import LinkDetailsForm, ReasonForm
from casefile.law.models import EvidenceLink
from casefile.law.routes.blueprint import bp


@bp.route("/element-links/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, EvidenceLink)
def edit_link(link: EvidenceLink) -> ResponseReturnValue:
    """Correct what is said about a link, or add the pinpoint."""
    form, back = LinkDetailsForm(link), url_for(".proposition", id=link.proposition_id)
    if form.validate_on_submit():
        service.correct_link(link, **form.answers)
        flash(_("Saved."))
        return redirect(back, 303)
    return render_template("law/form.html", case=link.case, link=link, form=form, submit=_("Save"), back=back,
                           title=_("Link of %(item)s", item=link.evidence.reference))


@bp.route("/element-links/<uuid:id>/end", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, EvidenceLink)
def end_link(link: EvidenceLink) -> ResponseReturnValue:
    """Rely on a link no more."""
    form, back = ReasonForm(), url_for(".proposition", id=link.proposition_id)
    if form.validate_on_submit():
        service.end_link(link, form.reason.data)
        flash(_("The link is ended. It stays in the history."))
        return redirect(back, 303)
    return render_template("law/form.html", case=link.case, link=link, form=form, submit=_("End the link"), back=back,
                           title=_("End the link of %(item)s", item=link.evidence.reference))
