"""Relations between sources: shown on items and people, entered and ended."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from casefile.core.access import Permission, can, permit, require
from casefile.core.actor import current
from casefile.core.panels import offer
from casefile.evidence import service
from casefile.evidence.forms import ReasonForm
from casefile.evidence.models import Evidence, SourceTie
from casefile.evidence.routes.blueprint import bp
from casefile.evidence.service import independence
from casefile.evidence.source_forms import ItemTieForm, PersonTieForm
from casefile.people.models import Person


def panel(record: Any, add: str, same: list[Evidence]) -> Markup:
    """How a source is related to others."""
    drawn = render_template("evidence/_sources.html", record=record, ties=independence.ties_of(record), same=same,
                            add=url_for(add, id=record.id))
    return Markup(drawn)  # noqa: S704 - drawn by a template, which escapes what was typed


@offer(Evidence, "panel")
def on_item(item: Evidence) -> Markup:
    """What else goes back to the source of the item."""
    return panel(item, "evidence.tie_item", independence.same_source_as(item))


@offer(Person, "panel")
def on_person(person: Person) -> Markup | None:
    """Who may know the same thing from whom."""
    if not can(current(), Permission.PERSON_READ, person):
        return None
    return panel(person, "evidence.tie_person", [])


def enter(record: Any, form: Any, known: list[tuple[str, str]], back: str) -> ResponseReturnValue:
    """Read the form and relate the source to those it names."""
    if not form.wants_more and form.validate_on_submit():
        for other in form.found:
            require(Permission.EVIDENCE_LINK, other)
        new = independence.tie(record, form.found, form.kind.data, form.basis.data, form.spread)
        flash(ngettext("%(num)s relation recorded.", "%(num)s relations recorded.", new) if new
              else _("These were recorded before."))
        return redirect(back, 303)
    case = service.case_about(record, request.args.get("case"))
    return render_template("evidence/tie.html", case=case, record=record, form=form, known=known, back=back)


@bp.route("/evidence/<uuid:id>/sources", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, Evidence)
def tie_item(item: Evidence) -> ResponseReturnValue:
    """Say which items go back to the same source."""
    case = service.case_of(item, request.args.get("case"))
    return enter(item, ItemTieForm(service.items_named), service.offered_items(case),
                 url_for(".show", id=item.id, case=case.id))


@bp.route("/witnesses/<uuid:id>/sources", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, Person)
def tie_person(person: Person) -> ResponseReturnValue:
    """Say who told whom, who lives together, who came through whom."""
    case = service.case_about(person, request.args.get("case"))
    return enter(person, PersonTieForm(independence.people_named), independence.offered_people(case, person),
                 url_for("people.show", id=person.id))


@bp.route("/source-ties/<uuid:id>/end", methods=["GET", "POST"])
@permit(Permission.EVIDENCE_LINK, SourceTie)
def end_tie(tie: SourceTie) -> ResponseReturnValue:
    """End a relation that was wrong."""
    form = ReasonForm()
    one, _other = tie.ends
    back = url_for("people.show" if tie.person_id else ".show", id=one.id)
    if form.validate_on_submit():
        independence.end_tie(tie, form.reason.data)
        flash(_("The relation is ended. It stays in the history."))
        return redirect(back, 303)
    return render_template("evidence/end_tie.html", case=service.case_about(one, request.args.get("case")), tie=tie,
                           form=form, back=back)
