"""The other side of a case: what speaks for the officials, searches for it, and the defence-view memo."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.models import Case
from casefile.core.access import Permission, permit
from casefile.law import service
from casefile.law.forms import MemoForm, SearchForm
from casefile.law.models import Charge
from casefile.law.routes.blueprint import bp


@bp.get("/cases/<uuid:id>/balance")
@permit(Permission.CHARGE_READ, Case)
def balance(case: Case) -> ResponseReturnValue:
    """What speaks for the officials, by kind, as prominent as what speaks against them."""
    return render_template("law/balance.html", case=case, balance=service.balance_of(case))


@bp.route("/charges/<uuid:id>/searches", methods=["GET", "POST"])
@permit(Permission.CHARGE_EDIT, Charge)
def search(charge: Charge) -> ResponseReturnValue:
    """Record a search for what exonerates."""
    form, back = SearchForm(), url_for(".balance", id=charge.case_id)
    if form.validate_on_submit():
        service.record_search(charge, **form.answers)
        flash(_("The search is recorded."))
        return redirect(back, 303)
    return render_template("law/form.html", case=charge.case, charge=charge, form=form, submit=_("Record the search"),
                           title=_("Search for what exonerates"), back=back)


@bp.route("/cases/<uuid:id>/defence-memo", methods=["GET", "POST"])
@permit(Permission.MEMO_WRITE, Case)
def memo(case: Case) -> ResponseReturnValue:
    """Write the case as the defence would read it; only somebody new to it may."""
    service.must_be_new_to(case)
    form, back = MemoForm(), url_for(".balance", id=case.id)
    if form.validate_on_submit():
        service.write_memo(case, **form.answers)
        flash(_("The memo is kept as a new version."))
        return redirect(back, 303)
    return render_template("law/form.html", case=case, form=form, submit=_("Keep the memo"),
                           title=_("Defence-view memo"), back=back)
