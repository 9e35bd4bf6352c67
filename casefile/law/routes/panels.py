"""What pages of lower slices show of charges."""

from __future__ import annotations

from flask import request, url_for
from markupsafe import Markup

from casefile.core.panels import draw, offer
from casefile.evidence import service as evidence
from casefile.evidence.models import Evidence
from casefile.incidents.models import Incident
from casefile.law import service
from casefile.officials.models import Official


@offer(Evidence, "panel")
def on_evidence(item: Evidence) -> Markup:
    """The elements an item supports or undermines."""
    case = evidence.case_of(item, request.args.get("case"))
    add = url_for("law.matrix", id=case.id, evidence=item.reference)
    return draw("law/_uses.html", case=case, uses=service.uses_of_evidence(item), add=add)


@offer(Official, "panel")
def on_official(official: Official) -> Markup:
    """The charges that name an official."""
    return draw("law/_charges.html", charges=service.charges_naming(official))


@offer(Incident, "panel")
def on_incident(incident: Incident) -> Markup:
    """The charges that rest on an incident."""
    return draw("law/_charges.html", charges=service.charges_on(incident))
