"""Accounts side by side: of one person, or of several on one incident."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from casefile.core.access import Permission, can, permit, require
from casefile.core.actor import current
from casefile.core.db import get_visible
from casefile.core.panels import offer
from casefile.incidents.models import Incident
from casefile.incidents.service import case_of as case_of_incident
from casefile.people.models import Person
from casefile.statements import service
from casefile.statements.forms import CompareForm, NoteForm
from casefile.statements.models import Statement
from casefile.statements.routes.blueprint import bp
from casefile.statements.routes.statements import case_for, page


@offer(Incident, "panel")
def panel(incident: Incident) -> Markup | None:
    """Which statements speak of the incident, and the way to read them side by side."""
    if not can(current(), Permission.STATEMENT_READ, incident):
        return None
    page = render_template("statements/_incident_panel.html", incident=incident, case=request.args.get("case"),
                           statements=service.statements_on(incident))
    return Markup(page)  # noqa: S704 - drawn by a template, which escapes what was typed


@bp.get("/witnesses/<uuid:id>/statements/compare")
@permit(Permission.STATEMENT_READ, Person)
def compare(person: Person) -> ResponseReturnValue:
    """Statements of one person side by side."""
    form = CompareForm(service.offered(service.statements_of(person)))
    return render_template("statements/compare.html", case=case_for(person), person=person, incident=None, form=form,
                           **_side_by_side(form, None))


@bp.get("/incidents/<uuid:id>/statements")
@permit(Permission.STATEMENT_READ, Incident)
def compare_on(incident: Incident) -> ResponseReturnValue:
    """Statements of several people on one incident side by side."""
    form = CompareForm(service.offered(service.statements_on(incident)))
    return render_template("statements/compare.html", case=case_of_incident(incident, request.args.get("case")),
                           person=None, incident=incident, form=form, **_side_by_side(form, incident))


def _side_by_side(form: CompareForm, incident: Incident | None) -> dict[str, Any]:
    comparison = service.compare(form.chosen, incident) if form.chosen else None
    return {"comparison": comparison, "notes": service.readable_notes(comparison.statements) if comparison else []}


@bp.route("/statements/<uuid:id>/notes/new", methods=["GET", "POST"])
@permit(Permission.STATEMENT_EDIT, Statement)
def new_note(statement: Statement) -> ResponseReturnValue:
    """Record what was found on this account and another."""
    form = NoteForm(offers={"other_id": service.offered(service.beside(statement))})
    if form.validate_on_submit():
        other = get_visible(Statement, form.other_id.data) or abort(404)
        require(Permission.STATEMENT_EDIT, other)
        service.note_consistency(statement, other, form.finding.data, form.reason.data, form.topic.data)
        return redirect(url_for(".show", id=statement.id, case=request.args.get("case"), _anchor="notes"), 303)
    return page(statement.person, form, _("What was found on %(reference)s and another account",
                                          reference=statement.reference), _("Save"))
