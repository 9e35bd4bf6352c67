"""Who stood above a unit, or above what happened, on a date: page, chart, table."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.cases.basis import Bases, Basis, basis_of
from casefile.core.access import Permission, can, permit
from casefile.core.actor import current
from casefile.core.csv_export import csv_answer
from casefile.core.edtf import Standing
from casefile.core.panels import draw as draw_panel
from casefile.core.panels import offer
from casefile.incidents import service as incidents
from casefile.incidents.models import Incident
from casefile.officials import labels, service
from casefile.officials.chart import Drawing, draw
from casefile.officials.forms import AsOf
from casefile.officials.models import Organisation
from casefile.officials.routes.blueprint import bp

SHOWN_POSTS, SHOWN_HOLDERS = 4, 4


def _slice_above(organisation: Organisation) -> tuple[AsOf, service.CommandSlice]:
    form, today = AsOf(), datetime.now(UTC).date()
    return form, service.command_slice([organisation], form.days((today, today)), form.kinds)


def _slice_of(incident: Incident) -> tuple[AsOf, service.CommandSlice]:
    form = AsOf()
    days = form.days(service.days_of(incident))
    return form, service.command_slice(service.units_of(incident), days, form.kinds)


def _drawing(chart: service.CommandSlice) -> Drawing:
    basis = basis_of(chart.claims)
    levels: Any = [[(unit.organisation.id, _lines(unit, basis), unit.standing is Standing.CERTAIN) for unit in level]
                   for level in chart.levels]
    return draw(levels, [
        (line.relation.child_id, line.relation.parent_id, line.standing is Standing.CERTAIN,
         basis[line.relation.id].mark) for unit in chart.units for line in unit.above])


def _lines(unit: service.Unit, basis: Bases) -> list[tuple[str, bool]]:
    """What a box says: the names then, and the posts with their holders; (text, whether it is a name)."""
    text = [(name, True) for name in labels.unit_names(unit.names)]
    text += [(basis[unit.organisation.id].mark, False)] if basis[unit.organisation.id].mark else []
    for post, held in unit.posts[:SHOWN_POSTS]:
        text.append((_marked(labels.post_title(post), basis[post.id]), False))
        text += [(_marked(labels.holder_words(each.holding), basis[each.holding.id]), False)
                 for each in held[:SHOWN_HOLDERS]] or [(_("vacant, or not known"), False)]
        if len(held) > SHOWN_HOLDERS:
            text.append((_("and %(n)s more", n=len(held) - SHOWN_HOLDERS), False))
    if len(unit.posts) > SHOWN_POSTS:
        text.append((_("and %(n)s more posts", n=len(unit.posts) - SHOWN_POSTS), False))
    return text


def _marked(text: str, basis: Basis) -> str:
    return f"{text}  {basis.mark}" if basis.mark else text


def _picture(chart: service.CommandSlice, title: str) -> Response:
    svg = render_template("officials/command.svg", drawing=_drawing(chart), title=title)
    return Response(svg, mimetype="image/svg+xml")


def _table(chart: service.CommandSlice, name: str) -> Response:
    """A row for each line, each holder and each gap, in words."""
    heads = [_("Level"), _("Organisation"), _("Name then"), _("Stands under"), _("Line"), _("Formal or informal"),
             _("Post"), _("Official"), _("Capacity"), _("When"), _("On these days"), _("Source"), _("Confidence"),
             _("Evidence")]
    basis = basis_of(chart.claims)
    rows = [[number, unit.organisation.reference, "; ".join(labels.unit_names(unit.names)), *cells]
            for number, level in enumerate(chart.levels) for unit in level
            for cells in [*_line_cells(unit, basis), *_post_cells(unit, basis)]]
    return csv_answer(name, heads, rows)


def _line_cells(unit: service.Unit, basis: Bases) -> list[list[Any]]:
    cells = [["; ".join(labels.unit_names(line.names)), labels.RELATION_KIND[line.relation.kind],
              labels.FORMALITY[line.relation.formality], "", "", "", labels.during_words(line.relation),
              labels.STANDING[line.standing], line.relation.source, _confidence(line.relation),
              basis[line.relation.id].words] for line in unit.above]
    if not unit.is_gap:
        return cells
    return [[_("Gap: nothing is recorded above it on these days"), *[""] * 9, basis[unit.organisation.id].words]]


def _post_cells(unit: service.Unit, basis: Bases) -> list[list[Any]]:
    held = [["", "", "", labels.post_title(post), each.holding.official.reference,
             labels.CAPACITY[each.holding.capacity], labels.during_words(each.holding), labels.STANDING[each.standing],
             each.holding.source, _confidence(each.holding), basis[each.holding.id].words]
            for post, holders in unit.posts for each in holders]
    return held + [["", "", "", labels.post_title(post), _("Gap: nobody is known to have held it then"), *[""] * 5,
                    basis[post.id].words] for post in unit.vacant]


def _confidence(claim: Any) -> Any:
    return labels.CONFIDENCE[claim.confidence] if claim.confidence else ""


@bp.get("/organisations/<uuid:id>/command")
@permit(Permission.OFFICIAL_READ, Organisation)
def command(organisation: Organisation) -> ResponseReturnValue:
    """Who stood above the unit, level by level."""
    form, chart = _slice_above(organisation)
    return render_template("officials/command.html", organisation=organisation, form=form, chart=chart,
                           basis=basis_of(chart.claims), situation=service.situation_of(organisation),
                           picture=url_for(".command_picture", id=organisation.id, **form.asked),
                           table=url_for(".command_table", id=organisation.id, **form.asked))


@bp.get("/organisations/<uuid:id>/command.svg")
@permit(Permission.OFFICIAL_READ, Organisation)
def command_picture(organisation: Organisation) -> ResponseReturnValue:
    """The same as a picture."""
    _form, chart = _slice_above(organisation)
    return _picture(chart, _("%(reference)s and what stood above it: %(days)s", reference=organisation.reference,
                             days=labels.days_words(chart.days)))


@bp.get("/organisations/<uuid:id>/command.csv")
@permit(Permission.OFFICIAL_READ, Organisation)
def command_table(organisation: Organisation) -> ResponseReturnValue:
    """The same as a table."""
    return _table(_slice_above(organisation)[1], f"{organisation.reference}-command")


@bp.get("/incidents/<uuid:id>/command")
@permit(Permission.OFFICIAL_READ, Incident)
def superiors(incident: Incident) -> ResponseReturnValue:
    """Who can have stood above what happened: suggestions, kept apart from what sources say."""
    form, chart = _slice_of(incident)
    case = incidents.case_of(incident, request.args.get("case"))
    return render_template("officials/superiors.html", incident=incident, case=case, form=form, chart=chart,
                           superiors=service.superiors(chart, incident), basis=basis_of(chart.claims),
                           named=service.units_in(incident),
                           picture=url_for(".superiors_picture", id=incident.id, **form.asked),
                           table=url_for(".superiors_table", id=incident.id, **form.asked))


@bp.get("/incidents/<uuid:id>/command.svg")
@permit(Permission.OFFICIAL_READ, Incident)
def superiors_picture(incident: Incident) -> ResponseReturnValue:
    """The structure above an incident as a picture."""
    _form, chart = _slice_of(incident)
    return _picture(chart, _("Units above %(reference)s: %(days)s", reference=incident.reference,
                             days=labels.days_words(chart.days)))


@bp.get("/incidents/<uuid:id>/command.csv")
@permit(Permission.OFFICIAL_READ, Incident)
def superiors_table(incident: Incident) -> ResponseReturnValue:
    """The structure above an incident as a table."""
    return _table(_slice_of(incident)[1], f"{incident.reference}-command")


@offer(Incident, "panel")
def who_stood_above(incident: Incident) -> Any:
    """The way from an incident to everybody above it."""
    if not can(current(), Permission.OFFICIAL_READ, incident):
        return None
    return draw_panel("officials/_command_panel.html", incident=incident)
