"""The main job, from a new situation to a dossier, in the browser and in both languages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from casefile.cases.models import Case
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.dossiers.models import Dossier, DossierSchedule
from tests.dossiers.paper import text_of
from tests.journeys.conftest import Desk, Site
from tests.waiting import until

pytestmark = pytest.mark.browser


def fill(page: Page, **values: str | bool | list[str]) -> None:
    """Fill in fields by name: text, choice, tick, or several ticks."""
    for name, value in values.items():
        field = page.locator(f"main [name='{name}']")
        if isinstance(value, list):
            for each in value:
                page.locator(f"main input[name='{name}'][value='{each}']").check()
        elif isinstance(value, bool):
            field.set_checked(value)
        elif field.first.evaluate("node => node.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def pick(page: Page, name: str, words: str) -> None:
    """Choose the option whose label has the words."""
    option = page.locator(f"main select[name='{name}'] option", has_text=words).first
    page.locator(f"main select[name='{name}']").select_option(option.get_attribute("value"))


def save(page: Page) -> None:
    """Press the form's main button and wait for the next page."""
    before = page.url
    page.locator("[data-save]").last.click()
    page.wait_for_url(lambda url: url != before)


def open_case(desk: Desk, code: str) -> str:
    """A situation and a case in it; the path of the case."""
    page = desk.page
    desk.go("/situations/new")
    desk.check()
    fill(page, code=code, title="Invented situation")
    save(page)
    if "/cases/new" not in page.url:
        page.locator("main a[href$='/cases/new']").first.click()
    fill(page, title="Forced labour at Facility F-9", theme="T1", summary="What is known so far.",
         target_forum="ICC-UNSC", target_standard="STD-SG61", classification="restricted", timezone="Asia/Seoul")
    desk.check()
    save(page)
    return "/cases/" + page.url.split("/cases/")[1].split("/")[0]


def put_on_team(desk: Desk, case: str, name: str, role: str) -> None:
    """One person more on the team."""
    desk.go(f"{case}/team/add")
    pick(desk.page, "user_id", name)
    fill(desk.page, role=role, no_conflict=True)
    desk.check()
    save(desk.page)


def log_incident(desk: Desk, case: str) -> None:
    """What, when as an uncertain date, where, victims as a range with its source."""
    page = desk.page
    desk.go(f"{case}/incidents/new")
    desk.check()
    fill(page, title="Transfer of detainees", violations=["forced_labour"], description="Neutral words.",
         victims_lowest="20", victims_highest="30", victims_source="W-00000")
    page.locator("main input[name='when-kind'][value='month']").check()
    page.locator("main [name='when-month']").fill("3")
    page.locator("main [name='when-year']").fill("2009")
    page.locator("main [name='when-about']").check()
    fill(page, new_place="Facility F-9", new_place_precision="P4")
    save(page)
    expect(page.locator("main")).to_contain_text("F-9")
    desk.check()


def add_witness(desk: Desk, case: str) -> str:
    """A witness by code; the code."""
    desk.go(f"{case}/witnesses/new")
    desk.check()
    fill(desk.page, roles=["eyewitness"])
    save(desk.page)
    desk.check()
    code: str = desk.page.locator("main").inner_text().split("W-")[1][:5]
    return f"W-{code}"


def add_official(desk: Desk, case: str) -> None:
    """Two scripts, a post with a period in an organisation."""
    page = desk.page
    desk.go(f"{case}/officials/new")
    desk.check()
    fill(page, name_hangul="가상철", name_latin="Ka Sang Chol", new_post="Director", source="W-00000",
         new_organisation="Facility F-9 administration", new_organisation_kind="prison_facility")
    page.locator("main input[name='during-kind'][value='period']").check()
    page.locator("main [name='during-year']").fill("2004")
    page.locator("main [name='during-year2']").fill("2009")
    save(page)
    expect(page.locator("main")).to_contain_text("가상철")
    desk.check()


def add_evidence(desk: Desk, case: str, files: list[Path]) -> None:
    """Several files at once, with what is common to them."""
    page = desk.page
    desk.go(f"{case}/evidence/add")
    desk.check()
    fill(page, title="Register of work teams", kind="document", sensitivity="none", origin="Handed over by W-00000",
         acquisition="handed_over")
    page.locator("#files").set_input_files([str(path) for path in files])
    page.locator("[data-save]").last.click()
    for path in files:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        until(lambda digest=digest: registered(desk.site, digest), 30)
    desk.go(f"{case}/evidence")
    expect(page.locator("main tbody tr")).to_have_count(len(files))
    desk.check()


def registered(site: Site, digest: str) -> bool:
    """True when an item with these bytes is there."""
    from casefile.evidence.models import Evidence

    with site.app.app_context(), acting(SYSTEM):
        return db.session.execute(select(Evidence.id).where(Evidence.sha256 == digest)).first() is not None


def set_deadline(desk: Desk, case: str, owner: str) -> None:
    """A date for a colleague."""
    desk.go(f"{case}/deadlines/new")
    desk.check()
    day = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    fill(desk.page, title="Second interview", kind="interview", due_on=day)
    pick(desk.page, "owner_id", owner)
    save(desk.page)
    desk.check()


def generate(desk: Desk, case: str, language: str) -> Path:
    """The dossier, followed on the page until it can be downloaded; the file."""
    page = desk.page
    desk.go(f"{case}/dossiers/new")
    desk.check()
    fill(page, language=language)
    save(page)
    until(lambda: page.reload() and page.locator("a[href$='/download']").count(), 90)
    desk.check()
    with page.expect_download() as waiting:
        page.locator("a[href$='/download']").first.click()
    path = Path(waiting.value.path())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    expect(page.locator("main")).to_contain_text(digest)
    return path


@pytest.mark.parametrize("language", ["en", "ko"])
def test_from_first_note_to_dossier(site: Site, desk: Callable[..., Desk], tmp_path: Path, language: str) -> None:
    coordinator = site.person("Coordinator Han", Role.COORDINATOR, locale=language)
    expert = site.person("Expert Min", locale=language)
    officer = site.person("Officer Noh", locale=language)
    desk_of_coordinator, desk_of_expert = desk(coordinator), desk(expert)
    expect(desk_of_expert.page.locator("html")).to_have_attribute("lang", language)

    case = open_case(desk_of_coordinator, f"J{language.upper()}")
    for person, role in ((expert, "legal_expert"), (officer, "protection_officer")):
        put_on_team(desk_of_coordinator, case, person.name, role)

    log_incident(desk_of_expert, case)
    code = add_witness(desk_of_expert, case)
    add_official(desk_of_expert, case)
    files = []
    for n in (1, 2):
        files.append(tmp_path / f"register-{language}-{n}.txt")
        files[-1].write_text(f"Page {n} of the register, {language}\n" * 50)
    add_evidence(desk_of_expert, case, files)
    draft_charge(desk_of_expert, case)
    link_evidence(desk_of_expert, case, files)

    desk_of_expert.go(case)
    expect(desk_of_expert.page.locator(".cf-gaps li").first).to_be_visible()
    desk_of_expert.check()

    set_deadline(desk_of_coordinator, case, expert.name)
    until(lambda: reminded(site, expert.email), 120)
    schedule(desk_of_coordinator, case)
    path = generate(desk_of_coordinator, case, language)
    text = text_of(path)
    assert code.replace(" ", "") in text
    assert "가상철" in text
    with site.app.app_context(), acting(SYSTEM):
        assert db.session.execute(select(Dossier.sha256)).scalars().all()


def draft_charge(desk: Desk, case: str) -> None:
    """Crime × mode × official × incident."""
    page = desk.page
    desk.go(f"{case}/charges/new")
    desk.check()
    crime = page.locator("main select[name='crime'] option[value$='RS7-1-c']")
    fill(page, crime=crime.get_attribute("value") or "")
    for name in ("official_ids", "incident_ids"):
        page.locator(f"main input[name='{name}']").first.check()
    page.locator("main input[name='modes'][value$='MOL-28-b']").check()
    save(page)
    desk.check()


def link_evidence(desk: Desk, case: str, files: list[Path]) -> None:
    """One item supports an element, another undermines it, each with a pinpoint."""
    page = desk.page
    desk.go(f"{case}/matrix")
    desk.check()
    page.locator("main table.cf-matrix a[href*='/charge-elements/']").first.click()
    desk.check()
    for number, direction in enumerate(("supports", "undermines")):
        reference = page.locator("datalist option").nth(number).get_attribute("value")
        fill(page, evidence=reference or "", sentence=f"Statement {number}.", pinpoint="p. 1")
        page.locator(f"main button[name='direction'][value='{direction}']").click()
        expect(page.locator("main h2", has_text=f"Statement {number}.")).to_be_visible()
        expect(page.locator("main [name='evidence']")).to_have_value("")
    desk.check()


def schedule(desk: Desk, case: str) -> None:
    """Every Monday at six, in the case's time zone."""
    desk.go(f"{case}/dossiers/schedule")
    desk.check()
    fill(desk.page, enabled=True, day="mon", at="06:00")
    save(desk.page)
    with desk.site.app.app_context(), acting(SYSTEM):
        query = select(DossierSchedule.next_run_at, Case.timezone).join(Case, Case.id == DossierSchedule.case_id)
        due, _zone = db.session.execute(query.order_by(DossierSchedule.created_at.desc())).first()
        assert (due.astimezone(UTC).weekday(), due.astimezone(UTC).hour) == (6, 21)


def reminded(site: Site, address: str) -> bool:
    """The worker has sent a reminder with codes only."""
    folder = Path(site.environment["CASEFILE_MAIL"].removeprefix("folder:"))
    letters = [path.read_text() for path in folder.glob("*.eml")] if folder.exists() else []
    mine = [letter for letter in letters if f"To: {address}" in letter]
    assert not any("interview" in letter.lower() for letter in mine)
    return bool(mine)
