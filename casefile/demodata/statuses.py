"""How far each item has come: steps along the five axes, with reasons, by the person whose part they are."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from casefile.cases.decisions import decide
from casefile.demodata.world import World, today
from casefile.evidence import service
from casefile.evidence.models import Evidence
from casefile.evidence.rules import (
    Admissibility,
    Custody,
    Disclosure,
    Information,
    Kind,
    Lawfulness,
    Privilege,
    Source,
    Use,
    Verification,
)


class Step(NamedTuple):
    """A move along one axis and its reason, in English and Korean. support: the item it rests on; paper: a document."""

    axis: str
    to: StrEnum
    en: str
    ko: str
    support: str = ""
    paper: str | None = None


KEPT = Step("custody_state", Custody.PRESERVED, "Stored twice, fingerprint checked, origin recorded.",
            "사본 두 부를 보관하고 지문값을 확인했다.")
CHECKING = Step("verification_state", Verification.IN_VERIFICATION, "Plan of verification agreed: who, what, "
    "where, when.",
                "누가·무엇을·어디서·언제에 대한 확인 계획을 세웠다.")
VERIFIED = Step("verification_state", Verification.VERIFIED, "Each claim was checked by a method that is on record.",
                "각 주장을 기록된 방법으로 확인했다.")
PARTLY = Step("verification_state", Verification.PARTLY, "Time and place are confirmed; authorship is not.",
              "시기와 장소는 확인했고 작성자는 확인하지 못했다.")
LIKELY = Step("admissibility_state", Admissibility.LIKELY, "Relevant and probative; lawfully obtained; no privilege.",
              "관련성과 증명력이 있고 적법하게 입수되었다.")
CONDITIONAL = Step("admissibility_state", Admissibility.CONDITIONAL, "Likely to be taken with the statement of the "
    "collector.",
                   "수집자의 진술서가 있으면 채택될 것으로 본다.")
INCRIM = Step("disclosure_class", Disclosure.INCRIM, "Supports the charge; to be disclosed as such.",
              "공소사실을 뒷받침하므로 그렇게 분류한다.")
COMPETENT = Step("use_restriction", Use.OPEN, "Consent and provider allow use by a competent authority.",
                 "동의와 제공 조건이 권한 있는 기관의 사용을 허용한다.")

_verified = (KEPT, CHECKING, VERIFIED)
_partly = (KEPT, CHECKING, PARTLY)
PATHS: dict[str, tuple[Step, ...]] = {
    "registered": (),
    "kept": (KEPT,),
    "permitted": (KEPT, COMPETENT),
    "checking": (KEPT, CHECKING),
    "verified": _verified,
    "partly": _partly,
    "cleared": (*_verified, LIKELY, INCRIM, COMPETENT),
    "favourable": (*_verified, LIKELY, Step(
        "disclosure_class", Disclosure.PEXO, "May exonerate: it goes to the defence in any case.",
        "무죄를 뒷받침할 수 있다.")),
    "mixed": (*_verified, LIKELY, Step(
        "disclosure_class", Disclosure.MIXED, "Supports the charge in one part and mitigates in another.",
        "양쪽 모두에 해당한다.")),
    "material": (*_partly, CONDITIONAL, Step(
        "disclosure_class", Disclosure.R77, "Material to the preparation of the defence.", "방어 준비에 중요하다.")),
    "unverifiable": (KEPT, CHECKING, Step(
        "verification_state", Verification.UNVERIFIABLE, "The account is gone; nothing can be checked any more.",
        "확인할 방법이 없다.")),
    "disputed": (KEPT, CHECKING, Step(
        "verification_state", Verification.DISPUTED, "Form and wording differ from other papers of the time.",
        "같은 시기의 다른 문서와 서식이 다르다.", support="ink.1")),
    "lead": (KEPT, Step("use_restriction", Use.LEAD_ONLY, "Condition of the provider.", "제공자의 조건이다.",
                       support="press.1")),
    "sealed": (KEPT, Step("use_restriction", Use.SEALED, "Legal advice is privileged.",
        "법률 자문은 공개하지 않는다.")),
    "case-by-case": (KEPT, Step(
        "use_restriction", Use.CASE_BY_CASE, "The person decides about every single use.",
        "사용할 때마다 본인에게 묻는다.")),
    "embargoed": (KEPT, Step(
        "use_restriction", Use.EMBARGOED, "Not before the person has settled; agreed with her.",
        "본인이 정착할 때까지 쓰지 않는다.")),
    "withdrawn": (KEPT, Step("use_restriction", Use.WITHDRAWN, "The person withdrew consent.",
        "본인이 동의를 철회했다.", paper="Record of withdrawal, kept with the person’s consent")),
}

# Who takes which step; a small team has fewer people for them.
KEEPER = {"abroad": "suan"}
ANALYST = {"abroad": "yujin"}
LAWYER = {"f9": "rahel", "f3": "rahel", "order": "jiwon", "abroad": "suan"}
SECOND = {"f9": "benoit", "f3": "benoit", "order": "benoit", "abroad": "dohyeon"}
AGREED = {"en": "Read beside the original; the method holds.", "ko": "원본과 대조했고 방법이 타당하다."}


def move(world: World, case: str, items: list[tuple[Evidence, str]]) -> None:
    """Move the items of a case along their paths, step by step: all that are at one step together."""
    prepare(world, case, items)
    waiting = [(item, list(PATHS[path])) for item, path in items]
    while waiting := [(item, steps) for item, steps in waiting if steps]:
        for person in sorted({_takes(case, steps[0]) for _item, steps in waiting}):
            mine = [(item, steps.pop(0)) for item, steps in waiting if steps and _takes(case, steps[0]) == person]
            _take(world, case, person, mine)


def _takes(case: str, step: Step) -> str:
    if step.axis == "custody_state":
        return KEEPER.get(case, "freya")
    return ANALYST.get(case, "taeyun") if step.axis == "verification_state" else LAWYER[case]


def prepare(world: World, case: str, items: list[tuple[Evidence, str]]) -> None:
    """Record on each item what the guards of its path look for, by the person whose part that is."""
    paths = [(item, PATHS[path]) for item, path in items]
    with world.acting_as(KEEPER.get(case, "freya")):
        for item in [item for item, steps in paths if KEPT in steps]:
            item.second_copy = "Nightly copy on the second site"
            service.check_for_harm(item, "Scanner of the office", "clean")
    with world.acting_as(ANALYST.get(case, "taeyun")):
        for item in [item for item, steps in paths if CHECKING in steps]:
            _examined(item)
    with world.acting_as(LAWYER[case]):
        for item in [item for item, steps in paths if any(step.axis == "admissibility_state" for step in steps)]:
            _assessed(item)


def _examined(item: Evidence) -> None:
    item.plan = "Who, what, where and when are each compared with sources that do not depend on this one."
    item.method_who = item.method_what = "Compared with the other papers of the same section."
    item.method_where = item.method_when = "Compared with imagery and with two accounts taken apart."
    if item.kind is Kind.TESTIMONY:
        sheet = {"opportunity": "Was at the place for the whole time.",
                 "first_hand": "First-hand, but for two passages.",
                 "detail": "Rich in detail that nobody could read elsewhere.",
                 "trauma": "Order of two events is unsure."}
        service.grade(item, Information.PROBABLE, "Fits two other accounts in the main points.", sheet=sheet)
    else:
        service.grade(item, Information.POSSIBLE, "Nothing contradicts it; one other source says the same.",
                      source=Source.B, source_reason="Earlier papers from there proved right.")


def _assessed(item: Evidence) -> None:
    item.relevance = "Shows how the facility was run in the period of the charge."
    item.probative = "Made at the time, by those whose task it was."
    item.prejudice = "None beyond its value."
    item.lawful, item.lawfulness_memo = Lawfulness.LAWFUL, "Obtained as recorded; no violation is known."
    item.privilege = Privilege.NONE


def _take(world: World, case: str, person: str, steps: list[tuple[Evidence, Step]]) -> None:
    with world.acting_as(person) as user:
        reviews = [service.change_status(item, world.cases[case], (step.axis, step.to), getattr(step, user.locale),
                                         _ends(step), support=world.items.get(step.support), paper=step.paper)
                   for item, step in steps]
    asked = [review for review in reviews if review is not None]
    if asked:
        with world.acting_as(SECOND[case]) as user:
            for review in asked:
                decide(review, True, AGREED[user.locale])


def _ends(step: Step) -> date | None:
    return today() + timedelta(days=200) if step.to is Use.EMBARGOED else None
