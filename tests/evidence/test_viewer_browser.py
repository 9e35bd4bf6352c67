"""The viewer in a browser: turning, zooming, selecting, citing; sound; the original PDF; what axe says."""

from __future__ import annotations

import io
import os
import re
import wave
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.jobs import Job, JobRun, JobState
from casefile.evidence.models import EvidenceSubject
from casefile.evidence.rules import Sensitivity
from casefile.law.models import EvidenceLink
from tests import browser as browsers
from tests.evidence.test_browser import address, case, chromium, page  # noqa: F401 - fixtures
from tests.factories import files as made
from tests.factories.base import a_member
from tests.factories.evidence import an_item
from tests.factories.incidents import an_incident
from tests.factories.law import ENSLAVEMENT, SUPERIOR, a_charge
from tests.factories.officials import an_official
from workers.celery import make_celery, perform

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("PICTURES")


def read(live, where, content, name, **values):
    """An item whose copies are made."""
    make_celery(live)
    with live.app_context():
        item = an_item(where, content=content, name=name, **values)
        while True:
            with acting(SYSTEM):
                waiting = list(db.session.execute(select(JobRun.id).where(
                    JobRun.state == JobState.WAITING, JobRun.name.in_([Job.READ_ITEM, Job.COPY_PAGES]))).scalars())
            if not waiting:
                return item
            for run in waiting:
                perform(run)


def take(shown, name):
    if PICTURES:
        shown.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=False)


def a_sound(seconds=3) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(bytes([128]) * 8000 * seconds)
    return out.getvalue()


def test_a_passage_is_found_cited_and_linked_to_elements_and_incidents(live, page, case):  # noqa: F811
    item = read(live, case, made.a_pdf(("The register of the first page", "The order of transfer of 1998")), "a.pdf")
    with live.app_context():
        incident = an_incident(case)
        a_charge(case, ENSLAVEMENT, an_official(case.situation, case), modes=[SUPERIOR])
    page.goto(f"/evidence/{item.id}")
    take(page, "item")
    page.goto(f"/evidence/{item.id}/view")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", level=1)).to_contain_text("page 2 of 2")
    picture = page.locator("[data-picture]")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 500
    before = picture.bounding_box()["width"]
    page.keyboard.press("+")
    assert picture.bounding_box()["width"] > before * 1.2
    page.get_by_role("button", name="Rotate").click()
    assert "rotate(90deg)" in page.locator("[data-sheet]").get_attribute("style")
    page.keyboard.press("0")
    page.locator("[data-text] p").first.click(click_count=3)
    expect(page.locator("[data-quote]")).to_have_value("The order of transfer of 1998")
    take(page, "viewer")
    assert browsers.violations(page) == []
    page.get_by_role("button", name="Cite…").click()
    expect(page.locator("#pinpoint")).to_have_value("p. 2")
    take(page, "cite")
    assert browsers.violations(page) == []
    page.get_by_role("button", name="Link to elements…").click()
    expect(page.locator("#pinpoint")).to_have_value("p. 2")
    take(page, "cite-elements")
    assert browsers.violations(page) == []
    ticks = page.locator("input[name=elements]")
    ticks.nth(0).check()
    ticks.nth(1).check()
    page.locator("#sentence").fill("Inmates were moved by order")
    page.locator("[data-save]").click()
    expect(page.get_by_text("is linked to")).to_be_visible()
    page.goto(f"/evidence/{item.id}/view?page=1")
    page.get_by_role("button", name="Mark a region").click()
    box = picture.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 120)
    page.mouse.up()
    expect(page.locator("[data-pinpoint]")).to_have_value(re.compile(r"p\. 1 region \d+,\d+,\d+,\d+"))
    page.get_by_role("button", name="Cite…").click()
    page.locator("input[name=references-0]").fill(incident.reference)
    page.locator("[data-save]").click()
    with live.app_context(), acting(SYSTEM):
        link = db.session.execute(select(EvidenceLink)).scalar_one()
        assert (str(link.pinpoint), link.quote) == ("p. 2", "The order of transfer of 1998")
        assert str(db.session.execute(select(EvidenceSubject)).scalar_one().pinpoint).startswith("p. 1 region")


def test_the_original_pdf_and_sound_open_here_after_a_reason(live, page, case):  # noqa: F811
    paper, sound = read(live, case, made.a_pdf(), "a.pdf"), read(live, case, a_sound(), "a.wav")
    for item in (paper, sound):
        page.goto(f"/evidence/{item.id}/view")
        page.locator("summary").filter(has_text="original").click()
        page.locator("#reason").fill("Compare the stamp")
        page.get_by_role("button", name="Open the original here").click()
        expect(page).to_have_url(re.compile("/view"))
        if item is paper:
            page.get_by_role("button", name="Show the original PDF here").click()
            expect(page.locator("canvas[data-drawn=true]")).to_be_visible()
            assert page.locator("canvas").evaluate(
                "one => one.getContext('2d').getImageData(0, 0, one.width, one.height).data.some(byte => byte < 100)")
            take(page, "pdf")
    page.locator("[data-jump]").fill("00:00:01")
    page.locator("[data-jump]").press("Tab")
    page.get_by_role("button", name="Mark the beginning").click()
    expect(page.locator("[data-pinpoint]")).to_have_value("00:00:01")
    page.locator("[data-jump]").fill("00:00:02")
    page.locator("[data-jump]").press("Tab")
    page.get_by_role("button", name="Mark the end").click()
    expect(page.locator("[data-pinpoint]")).to_have_value("00:00:01-00:00:02")
    take(page, "sound")
    assert browsers.violations(page) == []


def test_what_distresses_is_shown_step_by_step(live, page, case):  # noqa: F811
    item = read(live, case, made.a_photo(), "a.jpg", sensitivity=Sensitivity.DISTRESSING)
    page.goto(f"/evidence/{item.id}/view")
    expect(page.locator("[data-picture]")).to_have_count(0)
    take(page, "hidden")
    page.get_by_role("link", name="Show blurred and in grey").click()
    assert "blur" in page.locator("[data-picture]").evaluate("one => getComputedStyle(one).filter")
    page.get_by_role("link", name="Show clearly in grey").click()
    assert page.locator("[data-picture]").evaluate("one => getComputedStyle(one).filter") == "grayscale(1)"
    assert browsers.violations(page) == []


def test_what_lies_inside_is_listed(live, page, case):  # noqa: F811
    item = read(live, case, made.a_wacz(), "a.wacz")
    with live.app_context():
        a_member(case, Role.ANALYST)
    page.goto(f"/evidence/{item.id}/contents")
    take(page, "contents")
    expect(page.get_by_text("Digest of the capture matches").first).to_be_visible()
    assert browsers.violations(page) == []
