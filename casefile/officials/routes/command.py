"""Who stood above a unit, or above what happened, on a date: page, chart, table."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

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

SHOWN_POSTS = 4


def _slice_above(organisation: Organisation) -> tuple[AsOf, service.CommandSlice]:
    form, today = AsOf(), datetime.now(UTC).date()
    return form, service.command_slice([organisation], form.days((today, today)), form.kinds)


def _slice_of(incident: Incident) -> tuple[AsOf, service.CommandSlice]:
    form = AsOf()
    days = form.days(service.days_of(incident))
    return form, service.command_slice(service.units_of(incident), days, form.kinds)


def _drawing(chart: service.CommandSlice) -> Drawing:
    levels: Any = [[(unit.organisation.id, _lines(unit), unit.standing is Standing.CERTAIN) for unit in level]
                   for level in chart.levels]
    return draw(levels, [(line.relation.child_id, line.relation.parent_id, line.standing is Standing.CERTAIN)
                         for unit in chart.units for line in unit.above])


def _lines(unit: service.Unit) -> list[tuple[str, bool]]:
    """What a box says: the names then, and the posts with their holders; (text, whether it is a name)."""
    text = [(name, True) for name in labels.unit_names(unit.names)]
    for post, held in unit.posts[:SHOWN_POSTS]:
        who = ", ".join(each.holding.official.reference for each in held) or _("not known")
        text += [(labels.post_title(post), False), (who, False)]
    if len(unit.posts) > SHOWN_POSTS:
        text.append((_("and %(n)s more posts", n=len(unit.posts) - SHOWN_POSTS), False))
    return text


def _picture(chart: service.CommandSlice, title: str) -> Response:
    svg = render_template("officials/command.svg", drawing=_drawing(chart), title=title)
    return Response(svg, mimetype="image/svg+xml")


def _table(chart: service.CommandSlice, name: str) -> Response:
    """A row for each line and each holder, in words."""
    heads = [_("Level"), _("Organisation"), _("Name then"), _("Stands under"), _("Line"), _("Post"), _("Official"),
             _("When"), _("On these days"), _("Source")]
    rows: list[list[Any]] = []
    for number, level in enumerate(chart.levels):
        for unit in level:
            own = [number, unit.organisation.reference, "; ".join(labels.unit_names(unit.names))]
            rows += [[*own, "; ".join(labels.unit_names(line.names)), labels.RELATION_KIND[line.relation.kind],
                      "", "", labels.during_words(line.relation), labels.STANDING[line.standing],
                      line.relation.source] for line in unit.above]
            rows += [[*own, "", "", labels.post_title(post), each.holding.official.reference,
                      labels.during_words(each.holding), labels.STANDING[each.standing], each.holding.source]
                     for post, held in unit.posts for each in held]
    return csv_answer(name, heads, rows)


@bp.get("/organisations/<uuid:id>/command")
@permit(Permission.OFFICIAL_READ, Organisation)
def command(organisation: Organisation) -> ResponseReturnValue:
    """Who stood above the unit, level by level."""
    form, chart = _slice_above(organisation)
    return render_template("officials/command.html", organisation=organisation, form=form, chart=chart,
                           situation=service.situation_of(organisation),
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
                           superiors=service.superiors(chart, incident),
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
