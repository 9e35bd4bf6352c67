"""Organisations, posts and officials for tests."""

from __future__ import annotations

from typing import Any

from casefile.cases.models import Case, Situation
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import next_number
from casefile.core.uncertain import DateEntry
from casefile.incidents.models import Incident
from casefile.officials.models import CaseOfficial, Holding, Involvement, Official, Organisation, OrganisationName, Post
from casefile.officials.rules import Degree, OrganisationKind
from tests.factories.base import a_situation, made


def an_organisation(situation: Situation | None = None, since: str | None = None, **values: Any) -> Organisation:
    """A prison facility in a situation's register, with the name it bears `since` (a date code)."""
    situation = situation or a_situation()
    with acting(SYSTEM):
        n = next_number("ORG")
    names = {"name_latin": f"Unjin Facility {n}", "name_hangul": None}
    values = {"kind": OrganisationKind.PRISON_FACILITY, **names, **values}
    organisation = made(Organisation(reference=f"ORG-{n:04d}", situation_id=situation.id, **values))
    made(OrganisationName(organisation_id=organisation.id, situation_id=situation.id, since=DateEntry.of(since),
                          latin=organisation.name_latin, hangul=organisation.name_hangul))
    return organisation


def a_post(organisation: Organisation | None = None, **values: Any) -> Post:
    """A post in an organisation."""
    organisation = organisation or an_organisation()
    return made(Post(organisation_id=organisation.id, situation_id=organisation.situation_id,
                     **{"title_english": "Head of guard section", "title_korean": "경비대장", **values}))


def an_official(situation: Situation | None = None, *cases: Case, birth: str | None = None, **values: Any) -> Official:
    """A person of a situation's register, who matters in the cases given; `birth` is a date code."""
    situation = situation or a_situation()
    with acting(SYSTEM):
        n = next_number("O")
    names = {"name_hangul": "강문식", "name_latin": "Kang Mun Sik"}
    official = made(Official(reference=f"O-{n:04d}", situation_id=situation.id, birth=DateEntry.of(birth),
                             **{**names, **values}))
    for case in cases:
        in_case(official, case)
    return official


def in_case(official: Official, case: Case, role: str | None = None) -> CaseOfficial:
    """Let the official matter in the case."""
    return made(CaseOfficial(case_id=case.id, official_id=official.id, role=role))


def a_holding(official: Official, post: Post | None = None, during: str | None = None, **values: Any) -> Holding:
    """The official holds the post; `during` is a date code."""
    post = post or a_post(an_organisation_of(official))
    return made(Holding(official_id=official.id, post_id=post.id, situation_id=official.situation_id,
                        during=DateEntry.of(during), **{"source": "Order No. 5, copy", **values}))


def an_organisation_of(official: Official, **values: Any) -> Organisation:
    """An organisation in the register the official stands in."""
    with acting(SYSTEM):
        n = next_number("ORG")
    values = {"name_latin": f"Unjin Facility {n}", "kind": OrganisationKind.PRISON_FACILITY, **values}
    return made(Organisation(reference=f"ORG-{n:04d}", situation_id=official.situation_id, **values))


def an_involvement(official: Official, incident: Incident, **values: Any) -> Involvement:
    """A source links the official to the incident."""
    return made(Involvement(official_id=official.id, incident_id=incident.id,
                            **{"degree": Degree.PRESENT, "source": "Interview W-ABCD, p. 3", **values}))
