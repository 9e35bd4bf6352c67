"""Places and incidents for tests."""

from __future__ import annotations

from typing import Any

from casefile.cases.models import Case, Situation
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db, next_number
from casefile.core.uncertain import DateEntry
from casefile.incidents.models import Incident, Place
from casefile.incidents.rules import Language, PlaceKind, Precision
from tests.factories.base import a_case, a_situation, made


def a_place(situation: Situation | None = None, **values: Any) -> Place:
    """A county in a situation's register."""
    situation = situation or a_situation()
    with acting(SYSTEM):
        n = next_number("P")
    defaults = {"name_latin": f"Unjin {n}", "kind": PlaceKind.GUN, "precision": Precision.CITY_OR_COUNTY}
    return made(Place(reference=f"P-{n:04d}", situation_id=situation.id, **{**defaults, **values}))


def an_incident(*cases: Case, when: str | None = None, **values: Any) -> Incident:
    """An incident filed in the cases (a new one when none is given); `when` is a date code."""
    filed_in = cases or (a_case(),)
    with acting(SYSTEM):
        n = next_number("I")
        defaults = {"title": f"Transfer of detainees {n}", "violations": ["detention"], "language": Language.ENGLISH}
        incident = Incident(reference=f"I-{n:04d}", when=DateEntry.of(when), **{**defaults, **values})
        db.session.add(incident)
        for case in filed_in:
            incident.file_into(case)
    return made(incident)
