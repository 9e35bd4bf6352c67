"""Maps: of the register of places, and of the places of a case."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from casefile.cases.models import Case, Situation
from casefile.core.access import Permission, permit
from casefile.incidents import service
from casefile.incidents.forms import PlaceFilters
from casefile.incidents.map import FAR, NEAR, bar_of, marks, view_of
from casefile.incidents.outline import outline
from casefile.incidents.routes.blueprint import bp
from casefile.incidents.service.map import Shown, at_reference, places_of_case, places_to_draw


def _map_of(shown: list[Shown]) -> dict[str, Any]:
    """What the template draws: the view, marks by reference, outlines, the scale bar."""
    spots, near = at_reference(shown, request.args.get("at"))
    view = view_of(spots, NEAR if near else FAR)
    if view is None:
        return {"shown": shown, "view": None}
    drawn = marks([each.spot for each in shown if each.spot], view)
    return {"shown": shown, "view": view, "marks": drawn, "outline": outline(view), "bar": bar_of(view),
            "places": {each.place.reference: each for each in shown}}


@bp.get("/situations/<uuid:id>/places/map")
@permit(Permission.PLACE_READ, Situation)
def places_map(situation: Situation) -> ResponseReturnValue:
    """The register of places on a map, with the list beside it."""
    form = PlaceFilters()
    shown = places_to_draw(service.places_matching(situation.id, **form.chosen))
    return render_template("incidents/places_map.html", situation=situation, form=form, **_map_of(shown))


@bp.get("/cases/<uuid:id>/map")
@permit(Permission.INCIDENT_READ, Case)
def case_map(case: Case) -> ResponseReturnValue:
    """The places of a case's incidents on a map, with the list beside it."""
    return render_template("incidents/case_map.html", case=case, **_map_of(places_of_case(case)))
