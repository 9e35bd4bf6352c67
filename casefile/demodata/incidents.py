"""Logging the incidents of the tables, filing some of them twice, and moving them up and sideways."""

from __future__ import annotations

from typing import NamedTuple

from casefile.cases.decisions import decide
from casefile.core.review import Review
from casefile.demodata import incidents_f3, incidents_f9, incidents_other
from casefile.demodata.event import Event
from casefile.demodata.world import World, when
from casefile.incidents import service
from casefile.incidents.models import Incident
from casefile.incidents.rules import LADDER, Language, Status

EVENTS = (*incidents_f9.EVENTS, *incidents_f3.EVENTS, *incidents_other.EVENTS)

# (incident, also filed in, by, why)
CROSS_FILED = (
    ("a01", "order", "jiwon", "할당량이 중앙에서 정해졌는지는 구조 사건의 물음이다."),
    ("a16", "order", "jiwon", "시설 설치는 정책의 일부로 본다."),
    ("b06", "order", "minjae", "The order to stop releases concerns the chain of command."),
    ("a13", "f3", "minjae", "The people transferred from F-9 were held at F-3 afterwards."),
)
# English by turns, Korean by the last named.
LOGGED_BY = {"f9": ("daniel", "seoa"), "f3": ("daniel", "seoa"), "order": ("seoa",), "abroad": ("yujin",)}


class Reasons(NamedTuple):
    """Why an incident moves to a status, in the language of whoever moves it."""

    en: str
    ko: str


REASONS = {
    Status.SINGLE_SOURCE: Reasons("One first-hand account, recorded and read back.", "직접 경험한 진술이 하나 있다."),
    Status.CORROBORATED: Reasons("A second source that does not know of the first agrees in time, place and conduct.",
                                 "서로 모르는 두 번째 출처가 시기와 장소에서 일치한다."),
    Status.ESTABLISHED: Reasons("Reasonable grounds by the fact-finding standard; contrary material was weighed.",
                                "사실조사 기준의 합리적 근거가 있고 반대 자료를 검토했다."),
    Status.CHARGE_READY: Reasons("Dates, place and people are settled as far as the charge needs them.",
                                 "공소사실에 필요한 만큼 시기·장소·사람이 정해졌다."),
    Status.INCONCLUSIVE: Reasons("Two accounts cannot both be right; neither can be followed further for now.",
                                 "두 진술이 서로 맞지 않아 더 확인할 수 없다."),
    Status.REFUTED: Reasons("Imagery of the day shows that the building did not stand yet.", "당시 건물이 없었다."),
    Status.DUPLICATE: Reasons("The same event, logged twice from two interviews.", "같은 일이 두 번 기록되었다."),
}


def enter(world: World) -> None:
    """Log every incident as one of the legal experts of its case."""
    for event in world.by_person(EVENTS, _writer):
        world.incidents[event.key] = _log(world, event)
    for key, case, by, reason in CROSS_FILED:
        with world.acting_as(by):
            service.file_into(world.incidents[key], world.cases[case], reason)


def _writer(event: Event) -> str:
    writers = LOGGED_BY[event.case]
    return writers[EVENTS.index(event) % len(writers)] if event.language == "en" else writers[-1]


def _log(world: World, event: Event) -> Incident:
    lowest, highest, source = event.victims or (None, None, None)
    place = world.places.get(event.place)
    return service.log_incident(
        world.cases[event.case], title=event.title, violations=list(event.violations), description=event.description,
        language=Language(event.language), when=when(event.when, event.wording, event.basis),
        place_id=place.id if place else None, place_note=event.place_note, victims=event.group,
        victims_lowest=lowest, victims_highest=highest, victims_source=source)


def move(world: World) -> None:
    """Move each incident to the status of its table row, step by step; a second person decides where one is wanted."""
    for step in range(len(LADDER)):
        due = [(event, path[step]) for event in EVENTS if len(path := _path(event.status)) > step]
        asked = [review for event, status in world.by_person(due, lambda row: LOGGED_BY[row[0].case][0])
                 if (review := _step(world, event, status))]
        with world.acting_as("benoit"):
            for review in asked:
                decide(review, True, "I have read the accounts side by side; the step is right.")


def _path(status: Status) -> tuple[Status, ...]:
    return LADDER[1:LADDER.index(status) + 1] if status in LADDER else (status,)


def _step(world: World, event: Event, status: Status) -> Review | None:
    reason = getattr(REASONS[status], world.users[LOGGED_BY[event.case][0]].locale)
    same = world.incidents.get(event.same_as)
    return service.change_status(world.incidents[event.key], world.cases[event.case], status, reason,
                                 same.id if same else None)


def propose_one(world: World) -> None:
    """Leave one step waiting for a second person."""
    with world.acting_as("seoa"):
        service.change_status(world.incidents["a06"], world.cases["f9"], Status.ESTABLISHED,
                              REASONS[Status.ESTABLISHED].ko)
