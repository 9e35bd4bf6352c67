"""The situation, its four cases, their teams and how far they have come."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from casefile.cases import moves, service
from casefile.cases.decisions import decide
from casefile.cases.models import Case, Situation, StageMove
from casefile.cases.rules import CaseKind, Classification, Forum, Stage, Standard, Theme
from casefile.core.access import Role
from casefile.core.db import db
from casefile.demodata.world import World, ago

SITUATION = "PRK"
SITUATION_TITLE = "Democratic People's Republic of Korea"
SITUATION_TEXT = ("Crimes against humanity in places of detention, on the way across the border and at worksites "
    "abroad. Demonstration: every person, facility and event is invented.")


class NewCase(NamedTuple):
    """A case, who opens it, and how many days ago."""

    key: str
    by: str
    title: str
    theme: Theme
    forum: Forum
    standard: Standard
    classification: Classification
    summary: str
    days: int
    kind: CaseKind = CaseKind.CASE


CASES = (
    NewCase(
        "f9", "marta", "Forced labour at Facility F-9, 2004–2009", Theme.FORCED_LABOUR, Forum.ICC_UNSC,
        Standard.CONFIRMATION, Classification.RESTRICTED,
        "Inmates of Facility F-9 are said to have worked in a mine and on state farms under daily quotas, without "
        "pay and under guard, some of them from the age of twelve. The case asks who set the quotas, who could "
        "have changed them and who knew. It also tests whether another department ran the facility from 2007.", 220),
    NewCase(
        "f3", "marta", "Torture and disappearance of returned persons at Facility F-3, 2009–2014", Theme.FLIGHT,
        Forum.UJ, Standard.ARREST, Classification.STRICT,
        "People returned across the border are said to have been held and questioned at Facility F-3; the "
        "whereabouts of some of them are unknown. A victim lives in a State whose courts may hear the case.", 407),
    NewCase(
        "order", "marta", "구금 시설의 지휘 계통과 정책, 1994–2020 (구조 사건)", Theme.POLITICAL_CAMPS, Forum.ICC_UNSC,
        Standard.CONFIRMATION, Classification.RESTRICTED,
        "여러 사건에 공통되는 사항, 곧 구금 정책과 기관들의 지휘·감독 관계를 다룬다. 다른 사건은 여기서 확인된 "
        "맥락 요건을 이어받는다. 반대 가설: 시설별 관행은 중앙의 지시 없이 생겨났다.", 72, CaseKind.STRUCTURAL),
    NewCase(
        "abroad", "dohyeon", "Withheld wages at worksites abroad, 2013–2019", Theme.FORCED_LABOUR, Forum.SANC,
        Standard.LEAD, Classification.INTERNAL,
        "First reports on workers sent abroad whose papers were held and whose wages were paid to an enterprise. "
        "Whether the labour was forced has to be looked at report by report.", 6),
)

TEAMS: dict[str, tuple[tuple[str, Role], ...]] = {
    "f9": (
        ("minjae", Role.COORDINATOR), ("jiwon", Role.LEAD), ("daniel", Role.LEGAL_EXPERT), ("seoa", Role.LEGAL_EXPERT),
        ("taeyun", Role.ANALYST), ("freya", Role.EVIDENCE_OFFICER), ("rahel", Role.LEGAL_OFFICER),
        ("benoit", Role.REVIEWER), ("haeun", Role.PROTECTION_OFFICER), ("priya", Role.OBSERVER)),
    "f3": (
        ("minjae", Role.COORDINATOR), ("aino", Role.LEAD), ("seoa", Role.LEGAL_EXPERT), ("daniel", Role.LEGAL_EXPERT),
        ("taeyun", Role.ANALYST), ("freya", Role.EVIDENCE_OFFICER), ("rahel", Role.LEGAL_OFFICER),
        ("benoit", Role.REVIEWER), ("haeun", Role.PROTECTION_OFFICER)),
    "order": (
        ("minjae", Role.COORDINATOR), ("jiwon", Role.LEAD), ("seoa", Role.LEGAL_EXPERT), ("taeyun", Role.ANALYST),
        ("freya", Role.EVIDENCE_OFFICER), ("benoit", Role.REVIEWER), ("haeun", Role.PROTECTION_OFFICER)),
    "abroad": (("suan", Role.LEAD), ("yujin", Role.LEGAL_EXPERT)),
}


class Move(NamedTuple):
    """A move to the next stage: days ago, who asked, who decided where a second person does."""

    case: str
    to: Stage
    days: int
    by: str
    reason: str
    decided_by: str = ""
    decision: str = ""


MOVES = (
    Move("f9", Stage.PRELIMINARY, 212, "jiwon", "Two independent first accounts; sources checked for safety."),
    Move("f9", Stage.PLAN, 176, "jiwon", "Subject matter, time and place are within the mandate; candidate: "
        "enslavement.",
         "marta", "The triage note is complete and the team has declared its interests."),
    Move("f9", Stage.BUILDING, 141, "jiwon", "Plan with three hypotheses, one of them exonerating, and owners for "
        "each step.",
         "minjae", "수집 계획에 담당자와 기한이 모두 정해져 있다."),
    Move("f3", Stage.PRELIMINARY, 395, "aino", "Transfer from a partner with its provider agreement."),
    Move("f3", Stage.PLAN, 360, "aino", "A court with jurisdiction over the victim's residence is possible.",
         "marta", "Risk assessment seen; the plan may begin."),
    Move("f3", Stage.BUILDING, 331, "aino", "Charges drafted, matrix laid out, collection plan agreed.",
         "minjae", "배제 가설도 계획에 포함되었다."),
    Move("f3", Stage.LEGAL, 74, "aino", "Every element has been looked at; what is missing is accepted with reasons."),
    Move("order", Stage.PRELIMINARY, 64, "jiwon", "두 사건이 같은 맥락 요건을 필요로 한다."),
    Move("order", Stage.PLAN, 21, "jiwon", "조직도 초안과 공개 법령 목록이 준비되었다.", "marta",
         "The structural case will serve both cases; the plan may begin."),
)


def open_cases(world: World) -> None:
    """Open the cases, put the teams together and move the cases to where they stand."""
    for new in CASES:
        with world.acting_as(new.by):
            world.cases[new.key] = _open(world.situation, new)
        world.teams_changed()
    for key, team in TEAMS.items():
        _staff(world, key, team)
    world.teams_changed()
    for move in MOVES:
        _carry_out(world, move)


def open_situation() -> Situation:
    """Open the situation; the acting coordinator does."""
    return service.open_situation(SITUATION, SITUATION_TITLE, SITUATION_TEXT)


def _open(situation: Situation, new: NewCase) -> Case:
    case = service.open_case(situation, title=new.title, kind=new.kind, theme=new.theme, target_forum=new.forum,
                             target_standard=new.standard, classification=new.classification, summary=new.summary)
    db.session.flush()
    case.created_at = case.stage_since = ago(new.days)
    return case


def _staff(world: World, key: str, team: tuple[tuple[str, Role], ...]) -> None:
    opener = next(new.by for new in CASES if new.key == key)
    with world.acting_as(opener):
        service.declare_no_conflict(world.cases[key])
        for member, role in team:
            service.add_member(world.cases[key], world.users[member].id, role, no_conflict=True)


def _carry_out(world: World, move: Move) -> None:
    case = world.cases[move.case]
    with world.acting_as(move.by):
        checks = moves.exit_checks(case, service.team_of(case), [])
        review = moves.request_move(case, move.to, move.reason, None, checks)
    if review is not None:
        with world.acting_as(move.decided_by):
            decide(review, True, move.decision)
    with world.acting_as(move.by):
        _date_back(case, move)


def _date_back(case: Case, move: Move) -> None:
    """No service takes the day of a move: only the demonstration moves cases in the past."""
    case.stage_since = ago(move.days)
    made = select(StageMove).where(StageMove.case_id == case.id, StageMove.to_stage == move.to)
    for row in db.session.execute(made).scalars():
        row.at = case.stage_since
