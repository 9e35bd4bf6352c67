"""Thirteen organisations with two renamings, how they stand to each other, and their posts.

Ministries, courts and Party bodies are named as public law names them, without any statement about people; whatever
belongs to a facility is invented.
"""

from __future__ import annotations

from typing import NamedTuple

from casefile.demodata.world import World, when
from casefile.officials import service
from casefile.officials.models import Organisation
from casefile.officials.rules import Confidence, Formality, Level, OrganisationKind, RelationKind


class Body(NamedTuple):
    """An organisation and the names it has borne, the oldest first: (Latin, Hangul, since)."""

    key: str
    kind: OrganisationKind
    level: Level
    names: tuple[tuple[str, str, str | None], ...]
    source: str
    functions: str = ""
    place: str = ""


LAW = "Public law and official notices"
CHART = "Structure note of the team"

BODIES = (
    Body("state-security", OrganisationKind.SECURITY_MINISTRY, Level.CENTRE, (
        ("State Security Department", "국가안전보위부", "1993"), ("Ministry of State Security", "국가보위성", "2016")),
        LAW, "State security; holding and questioning."),
    Body("social-security", OrganisationKind.SECURITY_MINISTRY, Level.CENTRE, (
        ("Ministry of People's Security", "인민보안성", "2000"), ("Ministry of Social Security", "사회안전성", "2020")),
        LAW, "Police, registration of residents, prisons."),
    Body("guidance", OrganisationKind.PARTY_BODY, Level.CENTRE,
         (("Organization and Guidance Department", "조직지도부", None),), LAW, "Guidance of Party committees."),
    Body("affairs", OrganisationKind.STATE_BODY, Level.CENTRE,
         (("State Affairs Commission", "국무위원회", "2016"),), LAW),
    Body("prosecution", OrganisationKind.PROSECUTOR, Level.CENTRE,
         (("Central Prosecutors' Office", "중앙검찰소", None),), LAW, "Supervision of lawfulness, places of "
         "detention included."),
    Body("court", OrganisationKind.COURT, Level.CENTRE, (("Central Court", "중앙재판소", None),), LAW),
    Body("prisons", OrganisationKind.STATE_BODY, Level.CENTRE, (("Corrections Bureau", "교화국", None),), LAW,
         "Runs re-education facilities."),
    Body("hamnam-bureau", OrganisationKind.SECURITY_MINISTRY, Level.PROVINCE,
         (("Provincial security bureau, South Hamgyong", "함경남도 보안국", None),), CHART, place="KP-08"),
    Body("onsong-office", OrganisationKind.SECURITY_MINISTRY, Level.COUNTY,
         (("County security office, Onsong", "온성군 보위부", None),), CHART, place="KP-09-05"),
    Body("f9-office", OrganisationKind.PRISON_FACILITY, Level.FACILITY,
         (("Administration of Facility F-9", "F-9 시설 관리소", "1998"),), CHART, "Quotas, rations, guard.", "F-9"),
    Body("f9-guards", OrganisationKind.MILITARY_UNIT, Level.FACILITY,
         (("Unnamed guard unit at Facility F-9", "F-9 시설 경비대 (명칭 미상)", None),), "Two accounts", place="F-9"),
    Body("f3-office", OrganisationKind.PRISON_FACILITY, Level.FACILITY,
         (("Administration of Facility F-3", "F-3 시설 관리소", None),), CHART, "Questioning and onward transfer.",
         "F-3"),
    Body("e2", OrganisationKind.ENTERPRISE, Level.PROVINCE,
         (("Mineral trading enterprise E-2", "E-2 광물무역회사", "2001"),), CHART, "Took over what the mine of F-9 "
         "produced."),
)

# (child, parent, kind, formality, during, confidence)
RELATIONS = (
    ("f9-office", "prisons", RelationKind.COMMAND, Formality.FORMAL, "1998/2007", Confidence.HIGH),
    ("f9-office", "hamnam-bureau", RelationKind.SUPERVISION, Formality.INFORMAL, "2007/2009", Confidence.LOW),
    ("f9-guards", "f9-office", RelationKind.COMMAND, Formality.INFORMAL, "2002/2007", Confidence.MODERATE),
    ("f9-guards", "hamnam-bureau", RelationKind.ADMINISTRATIVE, Formality.FORMAL, "2000/2009", Confidence.LOW),
    ("f9-office", "e2", RelationKind.BUDGET, Formality.INFORMAL, "2002/2009", Confidence.MODERATE),
    ("prisons", "social-security", RelationKind.ADMINISTRATIVE, Formality.FORMAL, "2000/..", Confidence.HIGH),
    ("hamnam-bureau", "social-security", RelationKind.COMMAND, Formality.FORMAL, "2000/..", Confidence.HIGH),
    ("social-security", "guidance", RelationKind.PARTY_GUIDANCE, Formality.INFORMAL, "1994/..", Confidence.MODERATE),
    ("social-security", "affairs", RelationKind.SUPERVISION, Formality.FORMAL, "2016/..", Confidence.MODERATE),
    ("state-security", "guidance", RelationKind.PARTY_GUIDANCE, Formality.INFORMAL, "1994/..", Confidence.MODERATE),
    ("f3-office", "onsong-office", RelationKind.COMMAND, Formality.FORMAL, "2005/2014", Confidence.HIGH),
    ("onsong-office", "state-security", RelationKind.COMMAND, Formality.FORMAL, "1993/..", Confidence.HIGH),
    ("f3-office", "prosecution", RelationKind.SUPERVISION, Formality.FORMAL, "2005/2014", Confidence.LOW),
    ("state-security", "social-security", RelationKind.RIVALRY, Formality.INFORMAL, "2000/2020", Confidence.LOW),
)

# (key, organisation, English title, Korean title, rank)
POSTS = (
    ("f9-director", "f9-office", "Director", "소장", "Senior colonel"),
    ("f9-deputy", "f9-office", "Deputy director for production", "생산부소장", "Lieutenant colonel"),
    ("f9-guard", "f9-office", "Head of guard section", "경비대장", "Major"),
    ("f9-party", "f9-office", "Secretary of the Party committee", "당비서", None),
    ("f9-clerk", "f9-office", "Head of the records section", "문서과장", None),
    ("f9-guards-commander", "f9-guards", "Commander", "지휘관", None),
    ("prisons-head", "prisons", "Head of bureau", "국장", "Major general"),
    ("hamnam-head", "hamnam-bureau", "Head of bureau", "국장", "Senior colonel"),
    ("f3-head", "f3-office", "Head of facility", "소장", "Colonel"),
    ("f3-questioning", "f3-office", "Head of the questioning section", "예심과장", "Major"),
    ("f3-guard", "f3-office", "Duty officer", "당직관", "Captain"),
    ("onsong-head", "onsong-office", "Head of county office", "군 보위부장", "Colonel"),
    ("guidance-section", "guidance", "Head of section", "과장", None),
    ("e2-manager", "e2", "General manager", "지배인", None),
    ("f3-prosecutor", "prosecution", "Prosecutor for places of detention", "구금시설 담당 검사", None),
)


def enter(world: World) -> None:
    """Enter the register of structures."""
    with world.acting_as("taeyun"):
        for body in BODIES:
            world.organisations[body.key] = _body(world, body)
        for child, parent, kind, formality, during, confidence in RELATIONS:
            service.add_relation(world.organisations[child], world.organisations[parent].id, kind=kind,
                                 formality=formality, during=when(during), source=CHART, confidence=confidence)
        for key, body_key, english, korean, rank in POSTS:
            world.posts[key] = service.add_post(world.situation.id, world.organisations[body_key].id,
                                                title_english=english, title_korean=korean, rank=rank)


def _body(world: World, body: Body) -> Organisation:
    (latin, hangul, since), *later = body.names
    place = world.places.get(body.place)
    entered = service.register_organisation(
        world.situation.id, body.kind, hangul, latin, when(since), level=body.level, source=body.source,
        functions=body.functions or None, place_id=place.id if place else None)
    for new_latin, new_hangul, from_when in later:
        renamed_on = when(from_when)
        if renamed_on:
            service.rename_organisation(entered, renamed_on, new_hangul, new_latin, body.source)
    return entered
