"""The queue of what waits for a second person."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.accounts.service import names_of
from casefile.cases import decisions, labels, links
from casefile.cases.forms import DecisionForm
from casefile.cases.routes.blueprint import bp
from casefile.cases.rules import Decision
from casefile.core import stepup
from casefile.core.access import Permission, permit
from casefile.core.actor import current
from casefile.core.lists import page_of
from casefile.core.review import STEPPED_UP, Review


@bp.get("/reviews/")
@permit(Permission.SIGNED_IN)
def reviews() -> ResponseReturnValue:
    """Every proposal that waits in the actor's cases, oldest first."""
    page = page_of(decisions.waiting(), {"time": Review.proposed_at}, "time", rows=True)
    return render_template("cases/reviews.html", page=page, now=datetime.now(UTC), actions=labels.ACTION,
                           mine=lambda review: decisions.may_decide(review, current()), me=current().id)


@bp.get("/reviews/<uuid:id>")
@permit(Permission.CASE_READ, Review)
def review(review: Review) -> ResponseReturnValue:
    """One proposal: what would change, why, and the decision."""
    return _page(review, DecisionForm())


@bp.post("/reviews/<uuid:id>")
@permit(Permission.REVIEW_DECIDE, Review)
def decide(review: Review) -> ResponseReturnValue:
    """Approve or return the proposal, then go on to the next one."""
    if review.proposed_by != current().id and not decisions.may_decide(review, current()):
        abort(404)
    stepup.require(when=review.action in STEPPED_UP)
    form = DecisionForm()
    if not form.validate_on_submit():
        return _page(review, form)
    following = decisions.place_of(review).next
    approve = form.decision.data is Decision.APPROVE
    decisions.decide(review, approve, form.reason.data)
    flash(_("Approved: %(reference)s.", reference=review.reference) if approve
          else _("Returned: %(reference)s.", reference=review.reference))
    return redirect(_next(following), 303)


def _next(following: UUID | None) -> str:
    return url_for("cases.review", id=following) if following else url_for("cases.reviews")


def _page(review: Review, form: DecisionForm) -> ResponseReturnValue:
    record = decisions.subject_of(review)
    names = names_of({id for id in (review.proposed_by, review.decided_by) if id})
    return render_template(
        "cases/review.html", review=review, form=form, record=record, names=names, me=current().id,
        mine=decisions.may_decide(review, current()),
        changes=decisions.proposed_changes(review, record), place=decisions.place_of(review),
        url=links.url_of(review.table, review.record_id), action=labels.ACTION.get(review.action, review.action))
