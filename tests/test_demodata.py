"""The demonstration holds what it must, loads once, names nobody outside the vault, and has exactly one fault."""

from __future__ import annotations

import json
import stat
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from casefile.accounts.models import User
from casefile.cases.gaps import gaps_of
from casefile.cases.models import Case, Situation
from casefile.cases.rules import CaseKind
from casefile.cases.service import actor_for
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import Base, db
from casefile.core.edtf import parse
from casefile.core.edtf.model import Kind as Shape
from casefile.core.edtf.model import Precision, Qualifier
from casefile.core.jobs import Job, JobRun, JobState
from casefile.core.review import Review
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import Kind as DateKind
from casefile.deadlines.rules import State
from casefile.demodata import accounts, load_once
from casefile.demodata.files import OWN_TEXT, press_text
from casefile.demodata.identities import IDENTITIES
from casefile.dossiers.handover import stale_because
from casefile.dossiers.models import Dossier, DossierSchedule
from casefile.evidence.models import CustodyEvent, CustodyTransfer, Evidence, ExculpatoryFlag, Grade
from casefile.evidence.rules import STATES, Exculpatory, Headline, Kind, Use
from casefile.evidence.service.verify import Tally, verify_store
from casefile.incidents.models import Incident, Place
from casefile.incidents.rules import Status
from casefile.law.models import Charge, ChargeElement
from casefile.officials.models import Holding, Official, Organisation, OrganisationName
from casefile.officials.rules import Capacity, Life
from casefile.people.models import Identity, Person, today
from casefile.people.rules import Consent, Protection
from workers import dossiers  # noqa: F401 - its jobs are known from then on
from workers.celery import perform


@pytest.fixture(scope="module")
def demo(demonstrations: Any) -> Iterator[tuple[Flask, Any]]:
    """An application with the demonstration in a database of its own, and its data folder."""
    with demonstrations() as running:
        yield running


@pytest.fixture
def loaded(demo: tuple[Flask, Any]) -> Iterator[Flask]:
    """Inside the application, as the system."""
    with demo[0].test_request_context(), acting(SYSTEM):
        yield demo[0]


def all_of(model: Any, *conditions: Any) -> list[Any]:
    return list(db.session.execute(select(model).where(*conditions)).scalars())


def entries(data: Any) -> list[dict[str, str]]:
    return json.loads((data / accounts.FILE).read_text("utf-8"))


def case_titled(words: str) -> Case:
    return db.session.execute(select(Case).where(Case.title.contains(words))).scalar_one()


def test_one_situation_with_four_cases_at_different_stages(loaded):
    cases = all_of(Case)
    assert [situation.code for situation in all_of(Situation)] == ["PRK"]
    assert len(cases) == len({case.stage for case in cases}) == 4
    assert len({case.theme for case in cases}) == 3
    assert [case.kind for case in cases].count(CaseKind.STRUCTURAL) == 1


def test_the_register_has_facilities_organisations_and_officials(loaded):
    facilities = all_of(Place, Place.gazetteer_code.is_(None))
    assert len(facilities) == 6
    assert len(all_of(Organisation)) == 13
    assert len(all_of(OrganisationName)) == 15, "two renamings"
    officials = all_of(Official)
    assert len(officials) == 16, "one of them entered twice and merged"
    assert sorted(Counter(one.name_hangul for one in officials if one.name_hangul).values())[-2:] == [1, 2], "homonyms"
    assert [one.life for one in officials].count(Life.DEAD) == 1
    assert {holding.capacity for holding in all_of(Holding)} == set(Capacity)


def test_forty_incidents_use_every_form_of_date_and_status(loaded):
    incidents = all_of(Incident)
    dates = [parse(one.when.code) for one in incidents if one.when]
    assert len(incidents) == 40
    assert {date.kind for date in dates} == set(Shape) - {Shape.UNKNOWN}
    points = {Precision.DAY, Precision.MONTH, Precision.SEASON, Precision.YEAR, Precision.DECADE}
    assert points <= {date.precision for date in dates}
    assert {date.qualifier for date in dates} == set(Qualifier)
    codes = " ".join(date.code for date in dates)
    assert all(form in codes for form in ("/..", "../", " /", "-XX", "X ", "-21", "["))
    assert {one.status for one in incidents} == set(Status)
    assert len([one for one in incidents if len(one.scopes()) == 2]) == 4
    assert {"en", "ko"} == {one.language for one in incidents}
    assert all(one.description and one.place_id for one in incidents)
    assert len([one for one in incidents if one.victims_source]) >= 20


def test_sixty_people_with_every_consent_and_protection(loaded):
    people, soon = all_of(Person), today() + timedelta(days=30)
    assert len(people) == 60
    assert {one.consent_now for one in people} == set(Consent)
    assert [one.consent for one in people].count(Consent.WITHDRAWN) == 3
    active = [one for one in people if one.consent_now is Consent.ACTIVE]
    assert len([one for one in active if one.consent_until and one.consent_until <= soon]) == 3
    assert {one.protection for one in people} == {*Protection, None}
    assert len([one for one in people if one.protection and one.protection_overdue]) >= 3
    assert len(all_of(Identity)) == 12


def test_evidence_of_all_kinds(loaded):
    items = all_of(Evidence)
    assert len(items) == 184
    assert len({item.sha256 for item in items}) == 184
    assert {item.kind for item in items} == set(Kind)
    assert [item.use_restriction for item in items].count(Use.LEAD_ONLY) == 2
    assert [item.use_restriction for item in items].count(Use.SEALED) == 1
    assert Counter(flag.kind for flag in all_of(ExculpatoryFlag)) == dict.fromkeys(Exculpatory, 1)
    assert len([item for item in items if item.title.startswith("Machine translation, draft")]) == 1
    assert len([item for item in items if item.integrity_alert]) == 1
    assert {Headline.CLEARED, Headline.VERIFIED, Headline.CONTESTED, Headline.WITHDRAWN} <= {i.headline for i in items}
    assert any(item.title.startswith("Press text") for item in items)


def test_every_state_of_every_axis_is_shown(loaded):
    items = all_of(Evidence)
    for axis, states in STATES.items():
        assert {getattr(item, axis) for item in items} == set(states), axis
    assert {made.state for made in all_of(CustodyTransfer)} >= {"offered", "confirmed", "refused"}
    assert {item.relation for item in items} >= {None, "attachment", "translation"}
    assert len({given.graded_by for given in all_of(Grade)}) >= 2


def test_the_miniature_has_exactly_its_gaps(loaded):
    case = case_titled("Forced labour at Facility F-9")
    charge = db.session.execute(select(Charge).where(Charge.case_id == case.id)).scalar_one()
    assert (charge.crime, len(all_of(Charge))) == ("RS7-1-c", 7)
    gaps = {gap.code: gap for gap in gaps_of(case)}
    assert not {"GAP-NOPIN", "GAP-UNLINKED", "GAP-EXCULP", "GAP-MODE", "GAP-CHARGE"} & set(gaps)
    assert gaps["GAP-EMPTY"].n == 1
    knowledge = db.session.execute(select(ChargeElement).filter_by(charge_id=charge.id, code="MOL-28-b.3")).scalar_one()
    assert str(knowledge.id) in gaps["GAP-EMPTY"].url
    of_proof = {"GAP-EMPTY", "GAP-UNVERIFIED", "GAP-SINGLE", "GAP-AUTH", "GAP-HEARSAY", "GAP-CONTRA", "GAP-LEADONLY",
                "GAP-STALE", "GAP-KNOW", "GAP-MEAS", "GAP-EXPERT"}
    assert gaps["GAP-CONSENT-FORUM"].n  # few items of the demonstration were looked through for people yet
    assert {code: gaps[code].n for code in of_proof & set(gaps)} == {
        "GAP-EMPTY": 1, "GAP-UNVERIFIED": 1, "GAP-SINGLE": 1, "GAP-AUTH": 1, "GAP-CONTRA": 1}


def test_dates_schedule_dossier_and_what_waits(loaded):
    every = all_of(Deadline)
    follow = {DateKind.CONSENT_EXPIRY, DateKind.CONSENT_REVIEW, DateKind.RETENTION_DECISION, DateKind.RECALL_NOTICE}
    dates = [date for date in every if date.kind not in follow and (date.linked_reference or "-") not in date.title]
    assert len(every) > len(dates), "the others follow from consents and from moves of evidence"
    assert len(dates) == 15
    assert [date.state for date in dates].count(State.DONE) == 2
    assert len([date for date in dates if date.is_late]) == 2
    assert any(date.due_on == datetime.now(ZoneInfo(date.timezone)).date() for date in dates)
    assert len({date.owner_id for date in dates}) >= 5
    schedule = all_of(DossierSchedule)[0]
    assert (schedule.day, schedule.at.isoformat(), schedule.case.timezone) == ("mon", "06:00:00", "Asia/Seoul")
    assert len(all_of(Dossier)) == 2
    assert len(all_of(Review, Review.approved.is_(None))) == 3
    assert all(review.decided_by != review.proposed_by for review in all_of(Review))


def test_everything_was_done_by_somebody_of_the_team(loaded):
    nobody = all_of(AuditEvent, AuditEvent.actor_id.is_(None), AuditEvent.table != "user")
    # The lists of the day, and headlines that follow from another item's link.
    derived = [entry for entry in nobody if entry.table == "time_manifest" or entry.changes.keys() <= {
        "corroborated", "headline"}]
    by_schedule = [entry.table for entry in nobody if entry not in derived]
    assert by_schedule == ["evidence"], "the check that found the damage"


def test_no_identity_stands_outside_the_vault(loaded):
    def tables_with(words: str) -> list[str]:
        return [name for name in Base.metadata.tables
                if db.session.execute(text(f'SELECT 1 FROM "{name}" t WHERE t::text LIKE :words LIMIT 1'),
                                      {"words": f"%{words}%"}).first()]

    assert "official" in tables_with("채운벽"), "the search finds what is there"
    for person in IDENTITIES.values():
        assert not tables_with(person["name_hangul"])
        assert not tables_with(person["name_latin"])


def test_verification_finds_the_planted_fault_and_no_other(loaded):
    tally = Tally()
    findings = list(verify_store(tally))
    broken = all_of(Evidence, Evidence.integrity_alert)
    assert [(finding.code, finding.subject) for finding in findings] == [("bytes changed", broken[0].reference)]
    assert tally.whole
    assert (tally.items, tally.chains) == (184, 4)


def test_accounts_are_in_a_private_file_and_open_the_door(demo):
    app, data = demo
    listed = entries(data)
    assert stat.S_IMODE((data / accounts.FILE).stat().st_mode) == 0o600
    assert len({entry["password"] for entry in listed}) == len(listed)
    assert all(len(entry["password"]) >= 20 for entry in listed)
    roles = Counter(entry["role"] for entry in listed)
    assert roles["coordinator"] >= 3
    assert roles["legal_expert"] >= 2
    assert set(roles) == {"administrator", "coordinator", "lead", "legal_expert", "analyst", "evidence_officer",
                          "legal_officer", "reviewer", "protection_officer", "observer"}
    first = next(entry for entry in listed if entry["role"] == "coordinator")
    browser = app.test_client()
    answer = browser.post("/sign-in", data={"email": first["email"], "password": first["password"]})
    assert answer.status_code == 303
    assert "Forced labour at Facility F-9" in browser.get("/cases/").text


def test_the_first_of_each_role_is_on_the_main_case_and_half_read_korean(demo):
    app, data = demo
    firsts: dict[str, str] = {}
    for entry in entries(data):
        firsts.setdefault(entry["role"], entry["email"])
    with app.app_context(), acting(SYSTEM):
        case = case_titled("Forced labour at Facility F-9")
        users = {user.email: user for user in all_of(User)}
        for role, email in firsts.items():
            held = actor_for(users[email]).roles.get(case.id, frozenset())
            assert (Role(role) in held) is (role != "administrator"), role
        stranger = actor_for(users["bae.dohyeon@example.org"])
        assert case.id not in stranger.cases
        assert len(stranger.cases) == 1
        assert Counter(user.locale for user in users.values()) == {"en": 8, "ko": 8}


def test_the_second_time_changes_nothing(demo):
    app, data = demo
    with app.app_context(), acting(SYSTEM):
        before = db.session.execute(select(func.max(AuditEvent.id))).scalar()
        file = (data / accounts.FILE).read_bytes()
        load_once(data)
        assert db.session.execute(select(func.max(AuditEvent.id))).scalar() == before
    assert (data / accounts.FILE).read_bytes() == file


def test_a_lost_file_is_written_again_with_new_passwords(demo):
    app, data = demo
    before = entries(data)
    (data / accounts.FILE).unlink()
    with app.app_context(), acting(SYSTEM):
        load_once(data)
        assert db.session.execute(select(func.count()).select_from(Incident)).scalar() == 40
    after = entries(data)
    assert [entry["email"] for entry in after] == [entry["email"] for entry in before]
    assert not {entry["password"] for entry in before} & {entry["password"] for entry in after}
    reviewer = next(entry for entry in after if entry["role"] == "reviewer")
    answer = app.test_client().post("/sign-in", data={"email": reviewer["email"], "password": reviewer["password"]})
    assert answer.status_code == 303


def test_without_the_shared_folder_our_own_text_takes_the_place_of_the_press_text(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEFILE_SHARED", str(tmp_path))
    assert press_text() == OWN_TEXT.encode()
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "press-release-2018.txt").write_bytes(b"A public text.")
    assert press_text() == b"A public text."


# --- somebody withdraws ---


def browser_of(demo: Any, email: str) -> Any:
    """Signed in, reading English."""
    app, data = demo
    entry = next(one for one in entries(data) if one["email"] == email)
    with app.app_context(), acting(SYSTEM):
        db.session.execute(select(User).where(User.email == email)).scalar_one().locale = "en"
        db.session.commit()
    browser = app.test_client()
    assert browser.post("/sign-in", data={"email": entry["email"], "password": entry["password"]}).status_code == 303
    return browser


def test_the_demonstration_shows_a_dossier_that_a_withdrawal_made_stale(demo):
    app, _data = demo
    with app.app_context(), acting(SYSTEM):
        dossier = db.session.execute(select(Dossier).where(Dossier.kind == "partner")).scalar_one()
        page, code, withheld = f"/dossiers/{dossier.id}", code_of_withdrawn(dossier), set(dossier.withheld)
        assert dossier.rare
        assert dossier.item_ids
        assert {event.detail["package"] for event in all_of(CustodyEvent, CustodyEvent.type == "disclosed")} == {
            dossier.reference}
        assert [one.title for one in all_of(Deadline, Deadline.kind == DateKind.RECALL_NOTICE)]
    shown = browser_of(demo, "nam.suan@example.org")
    text = shown.get(page).text
    assert code in text
    for words in ("rests on consents that no longer count", "Withdrawn", "No further copy is given out",
                  "Where it went", "Left out, and why", "What could tell who people are"):
        assert words in text, words
    assert all(one in text for one in withheld)
    assert "Download PDF" not in text
    assert "Hand over" not in text
    assert shown.get(f"{page}/download").status_code == 409


def code_of_withdrawn(dossier: Dossier) -> str:
    """The code of the one person in the dossier who withdrew."""
    (found,) = stale_because([dossier])[dossier.id]
    return found[0]


def test_withdrawing_in_the_demonstration_makes_a_dossier_stale_with_the_reason_and_shuts_it(demo):
    """Over the web: built, read, withdrawn, stale with code and reason, no further copy."""
    app, _data = demo
    lead, expert = browser_of(demo, "nam.suan@example.org"), browser_of(demo, "jo.yujin@example.org")
    with app.app_context(), acting(SYSTEM):
        case = case_titled("Withheld wages").id
        perform(job_of(case))  # the dossier was built while the demonstration was loaded: nothing is left to do
        filed = select(Person.Filing.record_id).where(Person.Filing.case_id == case)
        person = all_of(Person, Person.consent == Consent.ACTIVE, Person.id.in_(filed))[0]
        id, code, url = person.id, person.reference, f"/cases/{case}/dossiers/new"
    page = lead.post(url, data={"kind": "internal", "language": "en"}).location
    with app.app_context(), acting(SYSTEM):
        assert perform(job_of(case))
    assert lead.get(f"{page}/download").status_code == 200
    assert "rests on consents" not in lead.get(page).text
    withdrawn = {"consent": "withdrawn", "consent_on": today().isoformat(), "reason": "Asked us to stop.",
                 "version": version_of(app, id)}
    assert expert.post(f"/witnesses/{id}/consent", data=withdrawn).status_code == 303
    text = lead.get(page).text
    assert "rests on consents that no longer count" in text
    assert f">{code}</a> Withdrawn" in text
    assert lead.get(f"{page}/download").status_code == 409


def job_of(case: Any) -> Any:
    """The dossier of the case that waits for a worker."""
    waiting = JobRun.name == Job.BUILD_DOSSIER, JobRun.state == JobState.WAITING, JobRun.case_id == case
    (run,) = all_of(JobRun, *waiting)
    return run.id


def version_of(app: Flask, id: Any) -> str:
    """The version that the form of consent carries."""
    with app.app_context(), acting(SYSTEM):
        return str(db.session.execute(select(Person.version).where(Person.id == id)).scalar_one())
