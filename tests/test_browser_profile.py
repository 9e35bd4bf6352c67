"""A stolen laptop: after an identity was recorded and opened in a real browser, its profile names nobody.

Chromium runs with a profile on the disk. The protection officer signs in, records the canaries, opens them, goes
back and forth, and closes the browser. Then every file that the browser left is searched, in every encoding.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from casefile.accounts import service as accounts
from casefile.accounts.models import User
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.people.models import IdentityReveal
from tests import browser as browsers
from tests.factories.base import a_case, a_member
from tests.factories.people import a_person
from tests.profile_files import contents, packed, unsnap
from tests.test_canaries import CANARIES, REASON, found_in

PASSWORD = "seven grey herons over the weir"  # pragma: allowlist secret
CONTROL = "Saebyolchan"  # what the browser is made to keep, so that the search is seen to find


@pytest.fixture
def address(live, sent) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, live, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def scene(live):
    """The officer, with a password, and a person whose identity nobody has recorded yet."""
    with live.app_context():
        case = a_case()
        person, officer = a_person(case), a_member(case, Role.PROTECTION_OFFICER)
        with acting(SYSTEM):
            db.session.get_one(User, officer.id).password_hash = accounts.HASHER.hash(PASSWORD)
            db.session.commit()
        return person, officer


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where the browser keeps everything; a short path, for Chromium puts a socket into it."""
    with tempfile.TemporaryDirectory(prefix="cf-", ignore_cleanup_errors=True) as path:
        yield Path(path)


def open_profile(player, folder: Path) -> BrowserContext:
    """Chromium on a profile of its own; whatever it writes elsewhere lies in the folder too."""
    at_home = {name: str(folder / "home") for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "TMPDIR")}
    (folder / "home").mkdir(parents=True, exist_ok=True)
    return player.chromium.launch_persistent_context(
        str(folder / "profile"), executable_path=browsers.program(), chromium_sandbox=os.geteuid() != 0,
        args=browsers.ARGUMENTS,
        ignore_default_args=["--disable-back-forward-cache"], env={**os.environ, **at_home}, locale="en-GB")


def sign_in(page: Page, address: str, email: str) -> None:
    page.goto(f"{address}/sign-in")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def record(page: Page, address: str, person) -> None:
    """Type the canaries, leave the page and come back before saving them."""
    path = f"{address}/witnesses/{person.id}/identity/record"
    page.goto(path)
    page.locator("[name=name_hangul]").fill(CANARIES["name_hangul"])
    page.goto(f"{address}/")
    page.go_back(wait_until="commit")
    for name, text in CANARIES.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(f"{address}/witnesses/{person.id}?*")


def open_names(page: Page, address: str, person) -> None:
    page.goto(f"{address}/witnesses/{person.id}/identity")
    if "/confirm" in page.url:
        page.locator("main input[name=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").last.click()
    page.locator("[name=group]").select_option("names")
    page.locator("[name=reason]").fill(REASON)
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("cf-secret")).to_contain_text(CANARIES["name_hangul"])


def test_the_profile_of_a_stolen_laptop_names_nobody(live, address, scene, folder):
    person, officer = scene
    with sync_playwright() as player:
        context = open_profile(player, folder)
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        sign_in(page, address, officer.email)
        record(page, address, person)
        open_names(page, address, person)
        assert browsers.violations(page) == []
        leaves_when_left(page, address)
        closes_by_its_clock(live, page, address, person)
        page.goto(f"{address}/help")
        page.evaluate("word => localStorage.setItem('control', word)", CONTROL)
        context.close()
        assert faults == []
    kept = list(contents(folder))
    leaks = [(str(path), leak) for path, raw in kept for leak in found_in(raw) + found_in(path.name)]
    assert [leak for leak in leaks if leak[1][0] == CONTROL], "the search finds what a browser keeps"
    assert [leak for leak in leaks if leak[1][0] != CONTROL] == []
    assert not any(PASSWORD.encode() in raw for _path, raw in kept)
    assert kept_cookies(folder) == []


def leaves_when_left(page: Page, address: str) -> None:
    """Going on empties the page; going back shows nothing that the server does not give again."""
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    expect(page.locator("cf-secret")).to_be_empty()
    page.goto(f"{address}/")
    page.go_back(wait_until="commit")
    expect(page.locator("cf-secret")).to_contain_text(CANARIES["name_hangul"])  # asked for again: still open


def closes_by_its_clock(live, page: Page, address: str, person) -> None:
    """When the time is over the browser shows nothing, and the server says that it is closed."""
    page.clock.install()
    page.reload()
    expect(page.locator("cf-secret")).to_contain_text(CANARIES["name_hangul"])
    page.clock.fast_forward(live.config["REVEAL_MINUTES"] * 60_000)
    expect(page.locator("cf-secret")).to_be_empty()
    with live.app_context(), acting(SYSTEM):
        assert db.session.execute(select(IdentityReveal.person_id)).scalars().all() == [person.id]


def kept_cookies(folder: Path) -> list[str]:
    """Cookies of the application that the next start of the browser would find: the session is not one of them."""
    found = []
    for path in folder.rglob("Cookies"):
        with sqlite3.connect(path) as jar:
            found += [name for (name,) in jar.execute("SELECT name FROM cookies WHERE is_persistent = 1")]
    return [name for name in found if name.endswith("casefile")]


def test_the_search_reads_what_is_compressed(tmp_path):
    (tmp_path / "cached").write_bytes(packed(CANARIES["name_latin"].encode()))
    assert not found_in((tmp_path / "cached").read_bytes())
    assert any(found_in(raw) for _path, raw in contents(tmp_path))
    # "Kkanari" as Snappy writes it after "Kkan": a literal, a copy, a literal.
    assert unsnap(bytes([11, 3 << 2]) + b"Kkan" + bytes([(4 - 4) << 2 | 1, 4, 2 << 2]) + b"ari") == b"KkanKkanari"
