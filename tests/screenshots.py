"""The pictures of the README, made from the demonstration: `make screenshots`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from casefile import create_app, demodata, migrations
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.servers.testing import test_servers
from tests import browser
from tests.architecture import ROOT
from tests.conftest import new_database, settings
from tests.journeys.conftest import free_port, healthy
from tests.waiting import until

PICTURES = ROOT / "docs" / "pictures"


def sign_in(chromium: Browser, address: str, account: dict[str, str], language: str) -> Page:
    """A page of somebody with an account of the demonstration, in a language."""
    page = chromium.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.goto(f"{address}/sign-in")
    page.locator("input[name=email]").fill(account["email"])
    page.locator("input[name=password]").fill(account["password"])
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    if page.locator("html").get_attribute("lang") != language:
        page.locator(".cf-language button").click()
        page.wait_for_load_state()
    return page


def take(page: Page, address: str, path: str, name: str) -> None:
    """One picture."""
    page.goto(address + path)
    page.screenshot(path=str(PICTURES / f"{name}.png"))


def pictures(chromium: Browser, address: str, accounts: list[dict[str, str]]) -> None:
    """All of them, in both languages."""
    coordinator = next(account for account in accounts if account["role"] == "coordinator")
    for language in ("en", "ko"):
        page = sign_in(chromium, address, coordinator, language)
        take(page, address, "/", f"dashboard-{language}")
        page.goto(f"{address}/cases/?sort=reference")
        first = page.locator("main tbody a[href^='/cases/']").first.get_attribute("href") or ""
        case = "/cases/" + first.split("/")[2]
        take(page, address, case, f"case-{language}")
        take(page, address, f"{case}/matrix", f"matrix-{language}")
        take(page, address, f"{case}/chronology", f"chronology-{language}")
        page.goto(f"{address}{case}/evidence")
        item = page.locator("main tbody a[href^='/evidence/']").first.get_attribute("href") or ""
        take(page, address, item, f"evidence-{language}")


def main() -> None:
    """Load the demonstration, serve it, and take the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with test_servers() as servers, tempfile.TemporaryDirectory(prefix="casefile-pictures-") as folder:
        new_database(servers, "pictures")
        port = free_port()
        environment = settings(servers, Path(folder), "pictures") | {"CASEFILE_PUBLIC_URL": f"http://127.0.0.1:{port}"}
        app = create_app(environment)
        with app.app_context(), acting(SYSTEM):
            migrations.upgrade()
            demodata.load_once(Path(folder))
            db.session.remove()
            db.engine.dispose()
        accounts = json.loads((Path(folder) / "demo-accounts.json").read_text("utf-8"))
        command = [sys.executable, "-c", "from casefile.cli import main; main()", "serve", "--port", str(port)]
        web = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
        try:
            until(lambda: healthy(port))
            with browser.chromium() as chromium:
                pictures(chromium, f"http://127.0.0.1:{port}", accounts)
        finally:
            web.terminate()
            web.wait()


if __name__ == "__main__":
    main()
