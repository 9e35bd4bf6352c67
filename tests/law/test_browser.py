"""The matrix worked by keyboard alone: four actions for the first link, three for each next, no page left."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.sessions import WebSession, _hash
from casefile.law.models import EvidenceLink
from tests import browser as browsers
from tests.factories.base import a_case, a_member
from tests.factories.evidence import an_item
from tests.factories.law import ENSLAVEMENT, SUPERIOR, a_charge
from tests.factories.officials import an_official

pytestmark = pytest.mark.browser
WORDS = ("labour", "rations", "guards")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsers.chromium() as browser:
        yield browser


@pytest.fixture
def page(live, sent, chromium) -> Iterator[Page]:
    """The matrix of a charge against two officials, open in a browser."""
    server = make_server("127.0.0.1", 0, live, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address, token = f"http://127.0.0.1:{server.server_port}", secrets.token_urlsafe(32)
    with live.app_context():
        case = a_case()
        officials = [an_official(case.situation, case) for _n in range(2)]
        a_charge(case, ENSLAVEMENT, *officials, modes=[SUPERIOR])
        for n in range(len(WORDS)):
            an_item(case, title=f"Register of {WORDS[n]}")
        user = a_member(case, Role.LEGAL_EXPERT)
        row = {"token_hash": _hash(token), "user_id": user.id, "data": {"_user_id": str(user.id), "_fresh": True}}
        with db.engine.begin() as connection:
            connection.execute(WebSession.__table__.insert().values(**row))
    context = chromium.new_context(base_url=address, locale="en-GB", viewport={"width": 1366, "height": 768})
    context.add_cookies([{"name": "casefile", "value": token, "url": address}])
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    page.goto(f"/cases/{case.id}/matrix")
    yield page
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()
    assert faults == []


def links(live) -> int:
    with live.app_context(), acting(SYSTEM):
        return db.session.query(EvidenceLink).count()


def test_four_actions_for_the_first_link_and_three_for_each_next(live, page):
    address, cells = page.url, page.locator("[data-cell]")
    assert [cells.nth(n).get_attribute("tabindex") for n in range(2)] == ["0", "-1"]
    cells.first.focus()
    actions = 0

    def act(key: str = "", typed: str = "") -> None:
        nonlocal actions
        actions += 1
        page.keyboard.type(typed) if typed else page.keyboard.press(key)

    act("Enter")
    box = page.locator("#panel input[name=evidence]")
    expect(box).to_be_focused()
    for n, budget in ((0, 4), (1, 3), (2, 3)):
        before = actions if n else 0
        act(typed=f"register {WORDS[n]}")
        expect(page.locator("#pick-list li")).to_have_count(1)
        act("ArrowDown")
        act("Enter")
        expect(page.locator("#panel div[role=status]")).to_contain_text("is linked to")
        expect(box).to_be_focused()
        expect(box).to_have_value("")
        assert actions - before == budget
        expect(cells.first).to_contain_text(f"{n + 1} item")
    assert page.url == address
    assert links(live) == 3
    page.keyboard.press("Escape")
    expect(cells.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(cells.nth(1)).to_be_focused()


def test_the_matrix_and_its_panel_are_clean(page):
    page.locator("[data-cell]").first.click()
    expect(page.locator("#panel input[name=evidence]")).to_be_focused()
    assert browsers.violations(page) == []
