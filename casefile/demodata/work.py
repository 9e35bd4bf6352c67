"""Tasks and dates around the day of loading, and the dossiers of the main case."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from casefile.cases.models import Case
from casefile.deadlines import service as deadlines
from casefile.deadlines.rules import Kind, Priority
from casefile.demodata.world import World
from casefile.dossiers import service as dossiers
from casefile.dossiers.rules import Day, Language
from casefile.dossiers.rules import Kind as DossierKind


class Date(NamedTuple):
    """Something to do. days: from today on. about: key of a record. done: it was finished."""

    case: str
    by: str
    title: str
    kind: Kind
    days: int
    owner: str
    backup: str
    priority: Priority = Priority.NORMAL
    about: str = ""
    done: bool = False
    at: time | None = None


DATES = (
    Date("f9", "jiwon", "Ask for registers of 2007 and later", Kind.COLLECTION, -6, "daniel", "seoa", Priority.HIGH,
        "quota-2006.1"),
    Date("f9", "marta", "Review the protection of a child witness", Kind.PROTECTION_REVIEW, -2, "haeun", "jiwon",
        Priority.URGENT, "p04"),
    Date("f9", "jiwon", "누가 경비를 지휘했는지 2007년 이후 확인", Kind.STRUCTURE_RESEARCH, 0, "taeyun", "daniel",
        Priority.HIGH, "hwi-older"),
    Date("f9", "jiwon", "Answer the account that another department ran the facility", Kind.GAP_FILL, 2, "daniel",
        "seoa",
         Priority.HIGH, "int-p06.1"),
    Date("f9", "freya", "Revise the machine translation of the quota order", Kind.TRANSLATION, 4, "seoa", "daniel",
        about="machine.1"),
    Date("f9", "haeun", "Ask about renewal of consent", Kind.CONSENT_RENEWAL, 5, "haeun", "jiwon", about="p08"),
    Date("f9", "taeyun", "Verify the copy of Directive N", Kind.VERIFICATION, 9, "taeyun", "freya",
        about="directive.1"),
    Date("f9", "rahel", "상급자 책임 요건에 대한 검토 의견", Kind.LEGAL_ASSESSMENT, 24, "rahel", "seoa",
        at=time(15, 0)),
    Date("f9", "jiwon", "Second interview with an insider", Kind.INTERVIEW, -12, "daniel", "seoa", about="int-p05.1",
        done=True),
    Date("f3", "minjae", "Answer the request of the prosecutor's office", Kind.RFA_RESPONSE, 13, "rahel", "aino",
        Priority.HIGH,
         at=time(12, 0)),
    Date("f3", "aino", "Exonerating search for the charge of disappearance", Kind.EXONERATING_SEARCH, 31, "seoa",
        "daniel"),
    Date("order", "jiwon", "조직도 초안 검토", Kind.SECOND_REVIEW, -3, "seoa", "taeyun", about="chart.1", done=True),
)


def set_dates(world: World) -> None:
    """Set every date, and finish those that are done."""
    for row in DATES:
        with world.acting_as(row.by):
            made = deadlines.add_deadline(
                world.cases[row.case], _day(world.cases[row.case], row.days), row.at, title=row.title,
                kind=row.kind, priority=row.priority,
                owner_id=world.users[row.owner].id, backup_id=world.users[row.backup].id,
                linked_reference=_reference(world, row.about))
        if row.done:
            with world.acting_as(row.owner):
                deadlines.finish(made)


def _day(case: Case, days: int) -> date:
    """Counted from the day it is where the case is kept: "today" must not be over there already."""
    return datetime.now(ZoneInfo(case.timezone)).date() + timedelta(days=days)


def _reference(world: World, key: str) -> str | None:
    record = world.items.get(key) or world.people.get(key) or world.officials.get(key)
    return record.reference if record else None


def ask_for_dossiers(world: World) -> None:
    """Every Monday morning, and one at once: a worker builds it as soon as it runs."""
    case = world.cases["f9"]
    with world.acting_as("marta"):
        dossiers.set_schedule(case, Day.MONDAY, time(6, 0), Language.EN, enabled=True)
        dossiers.generate(case, DossierKind.INTERNAL, Language.EN)
