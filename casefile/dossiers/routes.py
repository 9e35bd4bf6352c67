"""Dossiers of a case: ask, follow, download, schedule."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from casefile.accounts.jobs import card
from casefile.cases.links import record_page
from casefile.cases.models import Case
from casefile.cases.service import counts_of
from casefile.cases.tabs import Tab
from casefile.core.access import Permission, can, permit
from casefile.core.actor import current
from casefile.core.lists import page_of
from casefile.core.panels import offer
from casefile.dossiers import handover, labels, service
from casefile.dossiers.forms import GenerateForm, HandoverForm, PartnerForm, ScheduleForm
from casefile.dossiers.gaps import gaps as _gaps
from casefile.dossiers.models import Dossier
from casefile.dossiers.rules import Kind, size_in_words
from casefile.people.models import Person
from casefile.people.service import telling_in

bp = Blueprint("dossiers", __name__)
record_page(Dossier, "dossiers.show", _l("Dossier"), Permission.DOSSIER_READ, prefix="D-", form=GenerateForm)
SORTS = {"reference": Dossier.reference, "asked": Dossier.asked_at}


@offer(Case, "tabs")
def tab(case: Case) -> Tab:
    """The case's tab."""
    return Tab("dossiers", _("Dossiers"), url_for("dossiers.of_case", id=case.id), 80, "dossier")


offer(Case, "gaps")(_gaps)


@bp.app_context_processor
def words() -> dict[str, object]:
    """Labels for the templates."""
    return {"dossier_words": labels, "job_card_of": card, "size_in_words": size_in_words}


@bp.get("/dossiers/")
@permit(Permission.SIGNED_IN)
def index() -> ResponseReturnValue:
    """Every dossier of the actor's cases."""
    return render_template("dossiers/index.html", page=page_of(service.dossiers(), SORTS, "-asked"))


@bp.get("/cases/<uuid:id>/dossiers")
@permit(Permission.DOSSIER_READ, Case)
def of_case(case: Case) -> ResponseReturnValue:
    """The dossiers of a case, and what is being built."""
    page = page_of(service.dossiers(case), SORTS, "-asked", total=counts_of(case).get("dossier", 0))
    return render_template("dossiers/of_case.html", case=case, page=page, schedule=service.schedule_of(case))


@bp.route("/cases/<uuid:id>/dossiers/new", methods=["GET", "POST"])
@permit(Permission.DOSSIER_GENERATE, Case)
def new(case: Case) -> ResponseReturnValue:
    """Ask for a dossier."""
    form = GenerateForm()
    if form.validate_on_submit():
        dossier = service.generate(case, **form.answers)
        return redirect(url_for(".show", id=dossier.id), 303)
    return render_template("dossiers/new.html", form=form, case=case, found=telling_in(case))


@bp.get("/dossiers/<uuid:id>")
@permit(Permission.DOSSIER_READ, Dossier)
def show(dossier: Dossier) -> ResponseReturnValue:
    """One dossier: progress while it is built, then what it is and its fingerprint."""
    ended = handover.stale_because([dossier]).get(dossier.id, [])
    stale = dossier.as_of is not None and service.changed_since(dossier.case, dossier.as_of)
    return render_template("dossiers/show.html", dossier=dossier, case=dossier.case, stale=stale, ended=ended,
                           shut=handover.is_shut(dossier), transfers=handover.transfers_of(dossier))


@bp.get("/dossiers/<uuid:id>/download")
@permit(Permission.DOSSIER_DOWNLOAD, Dossier)
def download(dossier: Dossier) -> ResponseReturnValue:
    """Hand out the file; the act is in the history."""
    if dossier.sha256 is None:
        abort(404)
    handover.record_download(dossier)
    response = Response(service.pieces(dossier), mimetype="application/pdf")
    response.headers["Content-Length"] = str(dossier.size)
    response.headers["Content-Disposition"] = f'attachment; filename="{dossier.file_name}"'
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


@bp.route("/cases/<uuid:id>/dossiers/for-a-partner", methods=["GET", "POST"])
@permit(Permission.DOSSIER_GENERATE, Case)
def for_partner(case: Case) -> ResponseReturnValue:
    """Ask for a dossier for somebody outside; what may not go is left out."""
    form = PartnerForm(telling_in(case))
    if form.validate_on_submit():
        dossier = service.generate(case, Kind.PARTNER, form.language.data, **form.to)
        return redirect(url_for(".show", id=dossier.id), 303)
    return render_template("dossiers/for_partner.html", form=form, case=case)


@bp.route("/dossiers/<uuid:id>/hand-over", methods=["GET", "POST"])
@permit(Permission.DOSSIER_GENERATE, Dossier)
def hand_over(dossier: Dossier) -> ResponseReturnValue:
    """Propose to hand the dossier over; a second person decides."""
    if dossier.sha256 is None or dossier.recipient is None:
        abort(404)
    form = HandoverForm(handover.telling(dossier))
    if form.validate_on_submit():
        review = handover.propose(dossier, form.reason.data, **form.terms)
        return redirect(url_for("cases.review", id=review.id), 303)
    return render_template("dossiers/hand_over.html", form=form, dossier=dossier, case=dossier.case,
                           plan=handover.plan(dossier, handover.wanted_of(dossier)))


@offer(Person, "panel")
def on_person(person: Person) -> Markup | None:
    """Every copy that cites the person and went somewhere."""
    sent = handover.transfers_citing(person) if can(current(), Permission.DOSSIER_READ, person) else []
    drawn = render_template("dossiers/_transfers.html", transfers=sent) if sent else ""
    return Markup(drawn) if drawn else None  # noqa: S704 - drawn by a template, which escapes what was typed


@bp.route("/cases/<uuid:id>/dossiers/schedule", methods=["GET", "POST"])
@permit(Permission.DOSSIER_GENERATE, Case)
def schedule(case: Case) -> ResponseReturnValue:
    """Let a dossier be built by itself."""
    form = ScheduleForm(service.schedule_of(case))
    if form.validate_on_submit():
        due = service.set_schedule(case, **form.answers)
        flash(_("Saved. The next dossier is due %(when)s.", when=service.due_in_words(due)))
        return redirect(url_for(".of_case", id=case.id), 303)
    return render_template("dossiers/schedule.html", form=form, case=case)

