"""Fifteen invented officials, their posts, where they matter, and how they are designated."""

from __future__ import annotations

from typing import NamedTuple

from casefile.cases.decisions import decide
from casefile.demodata.world import World, when
from casefile.officials import service
from casefile.officials.rules import (
    Capacity,
    Confidence,
    Degree,
    Designation,
    Direction,
    IdentityConfidence,
    Life,
    NameKind,
)

RESOLVED, PROBABLE, UNRESOLVED = (IdentityConfidence.RESOLVED, IdentityConfidence.PROBABLE,
                                  IdentityConfidence.UNRESOLVED)


class Person(NamedTuple):
    """An official; cases: (case, why the person matters there)."""

    key: str
    hangul: str | None
    latin: str | None
    birth: str | None
    identity: IdentityConfidence
    cases: tuple[tuple[str, str], ...]
    life: Life = Life.UNKNOWN
    caveats: str | None = None


OFFICIALS = (
    Person("director", "채운벽", "Chae Un Byok", "1948~", RESOLVED, (
        ("f9", "Director of Facility F-9 for most of the period"), ("order", "하위 시설의 책임자로 지시를 받음"))),
    Person("deputy", "석도겸", "Sok To Gyom", "1955?", PROBABLE, (("f9", "Deputy; signatures on quota sheets"),)),
    Person("guard", "마운겸", "Ma Un Gyom", "195X", RESOLVED, (("f9", "Head of the guard section"),)),
    Person("party", "방초섭", "Pang Cho Sop", None, UNRESOLVED, (("f9", "Secretary of the Party committee, as one "
        "source says"),),
           caveats="Known by title from two accounts; the name comes from one of them."),
    Person("clerk", "도영벽", "To Yong Byok", "1961", PROBABLE, (("f9", "Records section; hand in the registers"),)),
    Person("prisons", "탁문겸", "Thak Mun Gyom", "1943", RESOLVED,
        (("order", "교화국 국장, 2003년 이후"), ("f9", "Superior of the director"))),
    # Two people of one name: birth and posts tell them apart.
    Person("hwi-older", "류담휘", "Ryu Tam Hwi", "1946", RESOLVED, (("f9", "Provincial bureau; said to have taken "
        "over in 2007"),),
           caveats="Not the person of the same name at Facility F-3: born about twenty years apart."),
    Person("hwi-younger", "류담휘", "Ryu Tam Hwi", "1967~", PROBABLE, (("f3", "Duty officer; shares a name with "
        "another official"),),
           caveats="Not the person of the same name at the provincial bureau."),
    Person("former", "옥세겸", "Ok Se Gyom", "1931", RESOLVED, (("f9", "First director, until 2001"),)),
    Person("f3-head", "편무섭", "Phyon Mu Sop", "1959", RESOLVED, (("f3", "Head of Facility F-3"),)),
    Person("questioner", "현계술", "Hyon Kye Sul", "1964%", RESOLVED, (("f3", "Head of the questioning section"),)),
    Person("onsong", "음도벽", "Um To Byok", "1952", RESOLVED,
        (("f3", "Superior of the head of facility"), ("order", "군 단위 기관의 책임자"))),
    Person("section", "길초담", "Kil Cho Dam", None, UNRESOLVED, (("order", "문서에 한 번 나오는 이름"),)),
    Person("manager", None, "Ro Ul Sop", "1958?", UNRESOLVED, (("f9", "Named on invoices of enterprise E-2"),)),
    Person("prosecutor", "엄계담", "Om Kye Dam", "1966", PROBABLE, (("f3", "Said to have visited the facility"),),
        Life.ALIVE),
)

# (official, post, during, capacity, source, confidence)
HOLDINGS = (
    ("director", "f9-director", "2002/2009", Capacity.DE_JURE, "Copy of an appointment notice", Confidence.HIGH),
    ("director", "f9-party", "2004~/2006", Capacity.ACTING, "Two accounts", Confidence.MODERATE),
    ("former", "f9-director", "1998/2001", Capacity.DE_JURE, "Published obituary notice", Confidence.HIGH),
    ("deputy", "f9-deputy", "2003/2008", Capacity.DE_JURE, "Signatures on quota sheets", Confidence.HIGH),
    ("deputy", "f9-director", "2007-21/2007-22", Capacity.ACTING, "One account", Confidence.LOW),
    ("guard", "f9-guard", "2005/2008", Capacity.DE_JURE, "Guard rota", Confidence.MODERATE),
    ("party", "f9-party", "2006/..", Capacity.NOMINAL, "One account", Confidence.LOW),
    ("clerk", "f9-clerk", "2001/2009", Capacity.DE_JURE, "Hand in the registers", Confidence.MODERATE),
    ("prisons", "prisons-head", "2003/2011", Capacity.DE_JURE, "Official notice", Confidence.HIGH),
    ("hwi-older", "hamnam-head", "2006/2012", Capacity.DE_JURE, "Structure note", Confidence.MODERATE),
    ("hwi-older", "f9-director", "2007/2009", Capacity.DE_FACTO, "One account, disputed", Confidence.LOW),
    ("hwi-younger", "f3-guard", "2010/2013", Capacity.DE_JURE, "Two accounts", Confidence.MODERATE),
    ("f3-head", "f3-head", "2008/2014", Capacity.DE_JURE, "Official notice", Confidence.HIGH),
    ("questioner", "f3-questioning", "2009/2013", Capacity.DE_JURE, "Three accounts", Confidence.HIGH),
    ("onsong", "onsong-head", "2005/2015", Capacity.DE_JURE, "Structure note", Confidence.HIGH),
    ("section", "guidance-section", "200X", Capacity.NOMINAL, "One document", Confidence.LOW),
    ("manager", "e2-manager", "2004/2010", Capacity.DE_JURE, "Invoices", Confidence.MODERATE),
    ("prosecutor", "f3-prosecutor", "2011/2012", Capacity.DE_JURE, "One account", Confidence.LOW),
)

# (official, spelling, kind, source)
OTHER_NAMES = (
    ("director", "Chae Un-byeok", NameKind.ROMANISATION, "Revised romanisation"),
    ("director", "채 소장", NameKind.TITLE_ONLY, "Accounts of former inmates"),
    ("prisons", "Tak Mun-gyeom", NameKind.ROMANISATION, "Revised romanisation"),
    ("hwi-older", "Yu Dam-hwi", NameKind.ROMANISATION, "Press spelling"),
    ("manager", "로을섭", NameKind.TRANSCRIPTION_ERROR, "Reading of a stamp; not certain"),
    ("onsong", "Eum Do-byeok", NameKind.ROMANISATION, "Revised romanisation"),
)


class Step(NamedTuple):
    """A step on the ladder; decided_by: the second person where one is needed."""

    official: str
    case: str
    by: str
    to: Designation
    reason: str
    decided_by: str = ""


INTEREST, SUSPECT = Designation.PERSON_OF_INTEREST, Designation.SUSPECT
LADDER = (
    Step("director", "f9", "daniel", INTEREST, "Named as director by documents and accounts that do not know of "
        "each other."),
    Step("director", "f9", "daniel", SUSPECT,
         "Reasonable grounds memo of the team; identity resolved; what speaks for the person was reviewed.", "jiwon"),
    Step("deputy", "f9", "daniel", INTEREST, "Signatures on quota sheets; identity still to be resolved."),
    Step("guard", "f9", "seoa", INTEREST, "경비 근무표에 이름이 나온다."),
    Step("prisons", "order", "seoa", INTEREST, "교화국 지시문의 서명자로 보인다."),
    Step("hwi-older", "f9", "taeyun", INTEREST, "May have run the facility from 2007: this would speak for the "
        "director."),
    Step("former", "f9", "taeyun", Designation.DECEASED, "Published obituary notice of 2003."),
    Step("f3-head", "f3", "seoa", INTEREST, "시설 책임자로 여러 진술에 나온다."),
    Step("f3-head", "f3", "seoa", SUSPECT, "합리적 근거 메모가 있고 신원이 확인되었으며 유리한 자료를 검토했다.",
        "aino"),
    Step("questioner", "f3", "seoa", INTEREST, "세 진술이 서로 독립적으로 지목한다."),
    Step("questioner", "f3", "seoa", SUSPECT, "합리적 근거 메모가 있고 신원이 확인되었다.", "rahel"),
    Step("onsong", "f3", "daniel", INTEREST, "Superior of the head of facility by the structure note."),
)

FOR, AGAINST = Direction.FOR, Direction.AGAINST
# (official, incident, degree, source, direction)
LINKS = (
    ("director", "a01", Degree.ORDERED, "Quota order with signature", FOR),
    ("director", "a02", Degree.AUTHORITY_NOT_EXERCISED, "Inspection book", FOR),
    ("director", "a05", Degree.KNEW_AND_DID_NOT_ACT, "Report of the medical section", FOR),
    ("director", "a12", Degree.AUTHORITY_NOT_EXERCISED, "Account of an insider: another department ran the facility",
        AGAINST),
    ("deputy", "a01", Degree.IMPLEMENTED, "Signatures on quota sheets", FOR),
    ("deputy", "a03", Degree.ORDERED, "Two accounts", FOR),
    ("guard", "a02", Degree.PRESENT, "Guard rota", FOR),
    ("guard", "a07", Degree.PRESENT, "One account", FOR),
    ("clerk", "a04", Degree.PASSIVE, "Hand in the register", FOR),
    ("hwi-older", "a12", Degree.IMPLEMENTED, "One account", FOR),
    ("former", "a16", Degree.ORDERED, "Account of a former clerk", FOR),
    ("f3-head", "b01", Degree.KNEW_AND_DID_NOT_ACT, "Three accounts", FOR),
    ("f3-head", "b05", Degree.ORDERED, "Copy of a duty book", FOR),
    ("questioner", "b01", Degree.CARRIED_OUT, "Two accounts", FOR),
    ("questioner", "b02", Degree.PRESENT, "One account", FOR),
    ("questioner", "b03", Degree.SUSPECTED, "Hearsay", FOR),
    ("questioner", "b04", Degree.PRESENT, "Leave papers for the month in question", AGAINST),
    ("hwi-younger", "b01", Degree.PRESENT, "Two accounts", FOR),
    ("onsong", "b06", Degree.DID_NOT_PREVENT, "Structure note", FOR),
    ("prosecutor", "b08", Degree.KNEW_AND_DID_NOT_ACT, "One account", FOR),
    ("prisons", "c01", Degree.POLICY, "Directive, copy", FOR),
    ("section", "c02", Degree.POLITICAL, "One document", FOR),
)


def enter(world: World) -> None:
    """Enter the officials, their names, posts and cases."""
    with world.acting_as("taeyun"):
        for one in OFFICIALS:
            official = service.record_official(
                world.situation.id, name_hangul=one.hangul, name_latin=one.latin, birth=when(one.birth),
                identity=one.identity, life=one.life, caveats=one.caveats)
            world.officials[one.key] = official
            for case, role in one.cases:
                service.add_to_case(world.cases[case], official, role)
        for key, text, kind, source in OTHER_NAMES:
            service.add_name(world.officials[key], text, kind, source)
        for key, post, during, capacity, source, confidence in HOLDINGS:
            service.hold_post(world.officials[key], world.posts[post].id, source=source, during=when(during),
                              capacity=capacity, confidence=confidence)


def designate(world: World) -> None:
    """Move the officials on the ladder, with a second person where one decides."""
    for step in LADDER:
        official = world.officials[step.official]
        with world.acting_as(step.by):
            review = service.change_designation(official, world.cases[step.case], step.to, step.reason)
        if review is not None:
            with world.acting_as(step.decided_by):
                decide(review, True, "The memo carries the step; what speaks for the person is in it.")


def link_to_incidents(world: World) -> None:
    """Record what sources say about officials in incidents."""
    with world.acting_as("seoa"):
        for key, incident, degree, source, direction in LINKS:
            service.link_incident(world.incidents[incident], world.officials[key].id, degree, source, direction)
