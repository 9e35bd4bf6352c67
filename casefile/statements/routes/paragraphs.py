"""Paragraphs: paste, correct and tag, strike, see what was said before, look for words."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from casefile.accounts.service import names_of
from casefile.cases.models import Case
from casefile.core.access import Permission, permit
from casefile.people import service as people
from casefile.statements import service
from casefile.statements.forms import ParagraphForm, PasteForm, ReasonForm, SearchForm
from casefile.statements.models import Paragraph, Statement
from casefile.statements.routes.blueprint import bp
from casefile.statements.routes.statements import address_of, case_for, page, to_statement


@bp.route("/statements/<uuid:id>/paragraphs/new", methods=["GET", "POST"])
@permit(Permission.STATEMENT_EDIT, Statement)
def paste(statement: Statement) -> ResponseReturnValue:
    """Append the paragraphs of a text."""
    form = PasteForm(offers={"incident_id": people.incidents_for(statement.person)})
    if form.validate_on_submit():
        made = service.paste(statement, **form.answers)
        flash(ngettext("%(num)s paragraph added.", "%(num)s paragraphs added.", len(made)))
        return to_statement(statement)
    return page(statement.person, form, _("What was said: %(reference)s", reference=statement.reference),
                _("Number and save"), address_of(statement))


def offered(paragraph: Paragraph) -> dict[str, Any]:
    """What a paragraph can be tagged with."""
    person = paragraph.statement.person
    case = case_for(person)
    return {"incident_id": people.incidents_for(person), "about_id": people.people_beside(person, case),
            "place_id": service.places_for(case)}


@bp.route("/paragraphs/<uuid:id>/edit", methods=["GET", "POST"])
@permit(Permission.STATEMENT_EDIT, Paragraph)
def edit_paragraph(paragraph: Paragraph) -> ResponseReturnValue:
    """Correct a paragraph, or say what it is about."""
    service.must_open(paragraph)
    form = ParagraphForm(paragraph, offers=offered(paragraph))
    if form.validate_on_submit():
        service.correct_paragraph(paragraph, form.text.data, form.reason.data)
        service.mark_paragraph(paragraph, **form.tags)
        return to_statement(paragraph.statement, f"para-{paragraph.number}")
    return page(paragraph.statement.person, form, paragraph.reference, _("Save"), address_of(paragraph.statement))


@bp.route("/paragraphs/<uuid:id>/strike", methods=["GET", "POST"])
@permit(Permission.STATEMENT_EDIT, Paragraph)
def strike(paragraph: Paragraph) -> ResponseReturnValue:
    """Take a paragraph back; its number is never given again and its text stays."""
    form = ReasonForm()
    if form.validate_on_submit():
        service.strike_paragraph(paragraph, form.reason.data)
        return to_statement(paragraph.statement, f"para-{paragraph.number}")
    return page(paragraph.statement.person, form, _("Strike %(reference)s", reference=paragraph.reference),
                _("Strike it"), address_of(paragraph.statement))


@bp.get("/paragraphs/<uuid:id>/versions")
@permit(Permission.STATEMENT_READ, Paragraph)
def versions(paragraph: Paragraph) -> ResponseReturnValue:
    """What the paragraph said before."""
    service.must_open(paragraph)
    found = service.versions_of(paragraph)
    names = names_of({one.replaced_by for one in found if one.replaced_by})
    return render_template("statements/versions.html", case=case_for(paragraph.statement.person), paragraph=paragraph,
                           person=paragraph.statement.person, versions=found, names=names,
                           statement=paragraph.statement)


@bp.route("/cases/<uuid:id>/statements/search", methods=["GET", "POST"])
@permit(Permission.STATEMENT_READ, Case)
def search(case: Case) -> ResponseReturnValue:
    """Look for words in the statements of the case."""
    form = SearchForm()
    found = service.search_in(case, form.words.data) if form.validate_on_submit() else None
    return render_template("statements/search.html", case=case, form=form, found=found,
                           back=url_for(".of_case", id=case.id))
