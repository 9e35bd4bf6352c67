"""On the page of a person: what could tell who it is."""

from __future__ import annotations

from flask import request
from markupsafe import Markup

from casefile.core.access import Permission, can
from casefile.core.actor import current
from casefile.core.panels import draw, offer
from casefile.people import service
from casefile.people.models import Person


@offer(Person, "panel")
def panel(person: Person) -> Markup | None:
    """Rare combinations of what the case holds about the person."""
    if person.merged_into_id is not None or not can(current(), Permission.PERSON_READ, person):
        return None
    case, _cases = service.case_of(person, request.args.get("case"))
    return draw("people/_telling.html", person=person, found=service.telling_in(case, about=person))
