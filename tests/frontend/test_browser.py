"""The frame in Chromium under the strict policy: no violation, no barrier, and the scripts do what they say."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from casefile.core.assets import ROOT

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("CASEFILE_PICTURES")
WATCH = """window.__broken = []; document.addEventListener('securitypolicyviolation',
  (event) => window.__broken.push(event.violatedDirective + ' ' + event.blockedURI));"""
AXE = (ROOT / "dist/axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _page(chromium: Browser, **options: Any) -> Page:
    context = chromium.new_context(**options)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.set_default_timeout(10_000)
    return page


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page as most people see it."""
    page = _page(chromium, viewport={"width": 1366, "height": 768})
    yield page
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize(
    "name", ["page/overview", "incident", "page/list", "error/409_conflict", "error/401?out=1", "wrong"]
)
def test_no_barrier_and_no_violation(chromium: Browser, address: str, name: str, width: int, scheme: str) -> None:
    page = _page(chromium, viewport={"width": width, "height": 768}, color_scheme=scheme, reduced_motion="reduce")
    failed: list[str] = []
    page.on(
        "response",
        lambda answer: failed.append(answer.url) if answer.status >= 400 and "/static/" in answer.url else None,
    )
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(f"{address}/{'incident' if name == 'wrong' else name}")
    if name == "wrong":
        page.locator("[data-save]").click()
        expect(page.get_by_role("alert")).to_be_focused()
    _picture(page, f"{name.split('?', maxsplit=1)[0].replace('/', '-')}-{width}-{scheme}")
    # Tall enough for the whole page: what lies under the sticky bar at one moment is not a small target.
    page.set_viewport_size({"width": width, "height": 4000})
    page.evaluate(AXE + "\n;0")
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    faults = [
        (rule["id"], node["html"][:150], node.get("failureSummary", "")[:300])
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    assert faults == []
    assert page.evaluate("window.__broken") == []
    assert failed == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def _picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def test_axe_finds_a_planted_barrier(page: Page, address: str) -> None:
    page.goto(f"{address}/page/list")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    page.evaluate(AXE + "\n;0")
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    assert "image-alt" in {rule["id"] for rule in found["violations"]}


def test_draft_says_saved_only_after_the_server_did(page: Page, address: str, sample: Flask) -> None:
    sample.config["kept"].clear()
    page.goto(f"{address}/incident")
    status = page.locator("cf-draft")
    page.route("**/drafts", lambda route: route.abort())
    page.locator("#title").fill("강문식 transfer")
    page.locator("#summary").focus()
    expect(status).to_have_text("Not saved: no connection. Your text is still here.")
    assert sample.config["kept"] == []
    page.unroute("**/drafts")
    page.locator("#summary").fill("Moved on foot")
    with page.expect_response("**/drafts"):
        page.locator("#kind").focus()
    expect(status).to_contain_text("Draft saved ")
    kept = sample.config["kept"][-1]
    assert kept["path"] == "/incident"
    assert kept["fields"]["title"] == ["강문식 transfer"]
    assert kept["fields"]["version"] == ["7"]
    assert "csrf_token" not in kept["fields"]


def test_leaving_with_unsaved_text_asks(page: Page, address: str) -> None:
    page.goto(f"{address}/incident")
    page.route("**/drafts", lambda route: route.abort())
    page.locator("#title").click()
    page.keyboard.type("abc")
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_event("dialog"):
        page.evaluate("setTimeout(() => { location.href = '/page/list' }, 0)")
    assert asked == ["beforeunload"]
    assert page.url.endswith("/incident")


def test_double_press_sends_once(page: Page, address: str) -> None:
    page.goto(f"{address}/incident")
    sent: list[str] = []
    page.on(
        "request",
        lambda request: (
            sent.append(request.url) if request.method == "POST" and request.url.endswith("/incident") else None
        ),
    )
    page.evaluate("""() => { const form = document.querySelector('[data-main-form]');
      const button = form.querySelector('[data-save]');
      button.click(); button.click(); }""")
    expect(page.get_by_role("alert")).to_be_visible()
    assert len(sent) == 1


def test_shortcuts(page: Page, address: str) -> None:
    page.goto(f"{address}/page/list")
    page.keyboard.press("/")
    expect(page.locator("#cf-q")).to_be_focused()
    page.keyboard.type("?gc")
    expect(page.locator("#cf-q")).to_have_value("?gc")
    page.locator("#main").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.get_by_label("Switch single-key shortcuts off").check()
    page.keyboard.press("Escape")
    page.locator("#main").focus()
    page.keyboard.press("/")
    expect(page.locator("#cf-q")).not_to_be_focused()
    assert page.evaluate("JSON.stringify(localStorage)") == json.dumps({"cf-shortcuts-off": "1"}, separators=(",", ":"))


def test_go_to_a_list_by_two_keys(page: Page, address: str) -> None:
    page.goto(f"{address}/page/list")
    page.keyboard.press("g")
    page.keyboard.press("e")
    page.wait_for_url("**/evidence")


def test_keys_of_a_syllable_being_composed_are_ignored(page: Page, address: str) -> None:
    page.goto(f"{address}/page/list")
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '/', isComposing: true, bubbles: true}))"
    )
    expect(page.locator("#cf-q")).not_to_be_focused()
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '/', bubbles: true}))")
    expect(page.locator("#cf-q")).to_be_focused()


def test_uncertain_date_shows_only_boxes_that_fit(page: Page, address: str) -> None:
    page.goto(f"{address}/incident")
    page.locator("input[name=when-kind][value=month]").check()
    expect(page.locator("#when-month")).to_be_visible()
    expect(page.locator("#when-day")).not_to_be_visible()
    expect(page.locator("#when-day")).to_be_disabled()
    page.locator("#when-month").fill("3")
    page.locator("#when-year").fill("2013")
    expect(page.locator("[data-preview]")).to_contain_text("March 2013")
    page.locator("input[name=when-kind][value=unknown]").check()
    expect(page.locator("#when-year")).not_to_be_visible()


def test_all_date_boxes_are_shown_without_script(chromium: Browser, address: str) -> None:
    page = _page(chromium, java_script_enabled=False)
    page.goto(f"{address}/incident")
    for box in ("day", "month", "year", "year2"):
        expect(page.locator(f"#when-{box}")).to_be_visible()
    page.context.close()


def test_session_warns_and_is_extended(page: Page, address: str) -> None:
    page.goto(f"{address}/page/list?seconds=60")
    dialog = page.get_by_role("dialog", name="You will be signed out soon")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Time left:")
    page.get_by_role("button", name="Stay signed in").click()
    expect(dialog).not_to_be_visible()


def test_menu_opens_on_a_narrow_screen_without_script(chromium: Browser, address: str) -> None:
    page = _page(chromium, viewport={"width": 390, "height": 768}, java_script_enabled=False)
    page.goto(f"{address}/page/list")
    rail = page.get_by_role("navigation", name="Main")
    expect(rail).not_to_be_visible()
    page.get_by_role("button", name="Navigation").click()
    expect(rail.get_by_role("link", name="Evidence")).to_be_visible()
    page.context.close()


def test_focus_is_never_under_the_bars(page: Page, address: str) -> None:
    page.goto(f"{address}/incident")
    hidden = page.evaluate("""async () => { const bad = [];
      const form = document.querySelector('[data-main-form]');
      for (const el of form.querySelectorAll('input:not([type=hidden]), select, textarea')) {
        if (el.disabled || !el.checkVisibility()) continue;
        el.focus(); await new Promise(requestAnimationFrame);
        const box = el.getBoundingClientRect();
        const top = document.elementFromPoint(box.x + 5, box.y + 5);
        if (top !== el && !el.contains(top)) bad.push(el.id);
      } return bad; }""")
    assert hidden == []
