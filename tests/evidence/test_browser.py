"""Evidence in a browser: many files sent one by one, duplicates, answers that are missing, and what axe says."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from hashlib import sha256

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select
from werkzeug.serving import make_server

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.sessions import WebSession, _hash
from casefile.evidence.models import Evidence
from tests import browser as browsers
from tests.factories.base import a_case, a_member
from tests.factories.evidence import an_item
from tests.factories.incidents import an_incident
from tests.factories.mixed import MIXED

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsers.chromium() as browser:
        yield browser


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
def case(live):
    with live.app_context():
        return a_case()


@pytest.fixture
def item(live, case):
    with live.app_context():
        return an_item(case, content=b"held already", name="held.txt")


@pytest.fixture
def page(live, chromium, address, case) -> Iterator[Page]:
    token = secrets.token_urlsafe(32)
    with live.app_context():
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
    yield page
    context.close()
    assert faults == []


def a_file(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "text/plain", "buffer": content}


def answer(page: Page) -> None:
    page.locator("#title").fill("Register of work teams")
    page.locator("#kind").select_option("document")
    page.locator("#sensitivity").select_option("none")


def stored(live) -> list[tuple[str, str]]:
    with live.app_context(), acting(SYSTEM):
        rows = db.session.execute(select(Evidence.file_name, Evidence.title).order_by(Evidence.serial)).all()
        return [(row[0], row[1]) for row in rows]


def test_files_go_one_by_one_and_a_duplicate_is_asked_about(live, page, case, item):
    page.goto(f"/cases/{case.id}/evidence/add")
    answer(page)
    page.locator("#files").set_input_files([a_file("기록 1.txt", b"one"), a_file("copy.txt", b"held already")])
    rows = page.locator(".cf-files li")
    expect(rows).to_have_count(2)
    page.locator("[data-save]").click()
    expect(rows.first.get_by_role("link", name="Registered EV-")).to_be_visible()
    expect(rows.last.get_by_role("link", name=f"Already held as {item.reference}")).to_be_visible()
    assert stored(live) == [("held.txt", "Register of a facility"), ("기록 1.txt", "Register of work teams")]
    page.get_by_role("button", name="Register all the same: copy.txt").click()
    expect(rows.last.get_by_role("link", name="Registered EV-")).to_be_visible()
    assert stored(live)[-1] == ("copy.txt", "Register of work teams (2)")
    page.get_by_role("link", name="Show the registered items").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Batch")
    expect(page.locator("main tbody tr")).to_have_count(2)


def test_a_missing_answer_is_named_and_gets_the_focus_and_no_file_is_lost(live, page, case):
    page.goto(f"/cases/{case.id}/evidence/add")
    page.locator("#title").fill("Register")
    page.locator("#files").set_input_files([a_file("a.txt", b"one")])
    page.locator("[data-save]").click()
    expect(page.get_by_text("Kind: Choose a kind.")).to_be_visible()
    expect(page.locator("#kind")).to_be_focused()
    answer(page)
    page.locator("[data-save]").click()
    expect(page.locator(".cf-files li").get_by_role("link", name="Registered EV-")).to_be_visible()
    assert stored(live) == [("a.txt", "Register of work teams")]


def test_a_cut_connection_goes_on_by_itself_and_a_refusal_can_be_tried_again(live, page, case):
    page.goto(f"/cases/{case.id}/evidence/add")
    answer(page)
    page.locator("#files").set_input_files([a_file("a.txt", b"one")])
    tries: list[str] = []

    def fault(route: Route) -> None:
        tries.append(route.request.method)
        if len(tries) == 1:
            route.fulfill(status=413, json={"error": "too large"})
        elif route.request.method == "PATCH" and tries.count("PATCH") == 1:
            route.abort()
        else:
            route.continue_()

    page.route("**/batches/*/uploads**", fault)
    page.locator("[data-save]").click()
    expect(page.locator(".cf-files li")).to_contain_text("Not sent: too large")
    page.get_by_role("button", name="Retry: a.txt").click()
    expect(page.locator(".cf-files li").get_by_role("link", name="Registered EV-")).to_be_visible()
    assert tries.count("PATCH") == 2
    assert "HEAD" in tries
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('tus')).length") == 0


def test_a_folder_of_ten_mixed_files_is_taken_with_its_paths(live, page, case, tmp_path):
    for path, content in MIXED.items():
        (tmp_path / "box" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "box" / path).write_bytes(content)
    page.goto(f"/cases/{case.id}/evidence/add")
    answer(page)
    expect(page.get_by_role("button", name="Choose a folder")).to_be_visible()
    page.locator("input[webkitdirectory]").set_input_files(tmp_path / "box")
    page.locator("[data-save]").click()
    expect(page.locator(".cf-files li").get_by_role("link", name="Registered EV-")).to_have_count(10, timeout=30_000)
    with live.app_context(), acting(SYSTEM):
        rows = db.session.execute(select(Evidence.file_name, Evidence.sha256)).all()
    assert dict(map(tuple, rows)) == {f"box/{path}": sha256(content).hexdigest() for path, content in MIXED.items()}


def test_files_dropped_on_the_page_are_taken(live, page, case):
    page.goto(f"/cases/{case.id}/evidence/add")
    answer(page)
    page.evaluate("""() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(['dropped'], 'dropped.txt', { type: 'text/plain' }));
        const drop = new DragEvent('drop', { dataTransfer: transfer, bubbles: true });
        document.querySelector('[data-drop]').dispatchEvent(drop);
    }""")
    page.locator("[data-save]").click()
    expect(page.locator(".cf-files li").get_by_role("link", name="Registered EV-")).to_be_visible()
    assert stored(live) == [("dropped.txt", "Register of work teams")]


def test_what_was_cut_off_when_the_browser_closed_goes_on_from_the_page_of_the_batch(live, page, case):
    content = b"x" * (3 * 1024 * 1024)
    page.goto(f"/cases/{case.id}/evidence/add")
    answer(page)
    page.locator("#files").set_input_files([a_file("long.txt", content)])
    sent: list[str] = []

    def cable(route: Route) -> None:
        """A third of it comes through, then nothing any more."""
        sent.append(route.request.method)
        if sent == ["PATCH"]:
            route.continue_(post_data=content[: 1024 * 1024])
        else:
            route.abort()

    page.route("**/batches/*/uploads/*", cable)
    with page.expect_request_finished(lambda request: request.method == "PATCH"):
        page.locator("[data-save]").click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/cases/{case.id}/evidence/add")  # as after a crash
    page.unroute_all(behavior="ignoreErrors")
    expect(page.get_by_text("1.0 MB of 3.0 MB are here.")).to_be_visible()
    assert browsers.violations(page) == []
    page.get_by_role("link", name="Continue long.txt").click()
    assert browsers.violations(page) == []
    page.route("**/batches/*/uploads/*", lambda route: (sent.append(route.request.headers.get("upload-offset", "")),
                                                        route.continue_()))
    page.locator("#files").set_input_files([a_file("long.txt", content)])
    page.locator("#more").get_by_role("button", name="Register files").click()
    expect(page.locator("#more .cf-files li").get_by_role("link", name="Registered EV-")).to_be_visible()
    assert str(1024 * 1024) in sent  # from there on, not from the beginning
    page.unroute_all(behavior="ignoreErrors")
    page.reload()
    expect(page.get_by_text("On their way")).to_have_count(0)
    assert stored(live) == [("long.txt", "Register of work teams")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(live, page, case, item, theme):
    with live.app_context():
        incident = an_incident(case)
    page.emulate_media(color_scheme=theme)
    of_case, of_item = f"/cases/{case.id}/evidence", f"/evidence/{item.id}"
    for path in (of_case, "/evidence/", f"{of_case}/add", f"/batches/{item.batch_id}", of_item, f"{of_item}/edit",
                 f"{of_item}/status", f"{of_item}/link", f"{of_item}/flag", f"/incidents/{incident.id}"):
        page.goto(path)
        assert browsers.violations(page) == [], path


def test_the_original_is_a_download_named_by_its_reference(page, item):
    page.goto(f"/evidence/{item.id}")
    page.get_by_text("Request original…").click()
    page.get_by_label("Reason").fill("to compare the seal")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the original").click()
    assert download.value.suggested_filename == f"{item.reference}.txt"
    page.reload()
    expect(page.locator("#custody")).to_contain_text("to compare the seal")
