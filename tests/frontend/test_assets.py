"""Static files: one address per build, kept for a year, packed, and nothing outside the folder."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from casefile.core.assets import ROOT, Assets
from hatch_build import ROOT as PROJECT
from hatch_build import icons, is_fresh


def test_built_files_are_fresh() -> None:
    assert is_fresh(), "run `make assets` (python hatch_build.py)"


def test_file_is_kept_for_a_year_and_packed(client: Any, sample: Flask) -> None:
    url = sample.extensions["assets"].url("css/casefile.css")
    plain = client.get(url)
    packed = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert plain.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert plain.headers["Vary"] == "Accept-Encoding"
    assert plain.mimetype == "text/css"
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert plain.data == (ROOT / "css/casefile.css").read_bytes()


def test_conditional_and_head_requests(client: Any, sample: Flask) -> None:
    url = sample.extensions["assets"].url("js/app.js")
    first = client.get(url)
    assert client.get(url, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    head = client.head(url)
    assert head.status_code == 200
    assert head.data == b""
    assert int(head.headers["Content-Length"]) == len(first.data)
    assert client.get(url, headers={"Accept-Encoding": "gzip"}).headers["ETag"] != first.headers["ETag"]
    assert client.post(url).status_code in (400, 405)


@pytest.mark.parametrize(
    "name",
    [
        "../core/assets.py",
        "css/../../core/assets.py",
        "%2e%2e/core/assets.py",
        "..%2fcore%2fassets.py",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "dist/.stamp",
        "css",
        "",
        "no.css",
    ],
)
def test_nothing_else_is_served(client: Any, sample: Flask, name: str) -> None:
    answer = client.get(f"/static/{sample.extensions['assets'].build}/{name}")
    assert answer.status_code in (404, 308)
    assert b"mimetypes" not in answer.data


def test_address_changes_with_any_file(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    first = Assets(tmp_path)
    assert Assets(tmp_path).url("a.js") == first.url("a.js")
    (tmp_path / "b.js").write_text("2")
    assert Assets(tmp_path).url("a.js") != first.url("a.js")


def test_old_address_answers_but_is_not_kept(client: Any) -> None:
    answer = client.get("/static/000000000000/css/casefile.css")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


def _packed(names: list[str]) -> int:
    files = Assets().files
    return sum(len(files[name].packed or files[name].plain) for name in names)


def _imported(name: str) -> set[str]:
    """A script and all that it cannot start without; what a page fetches when it needs it is left out."""
    text = (ROOT / "js" / name).read_text()
    return {name}.union(*(_imported(other) for other in re.findall(r"^import [^;]*'\./([\w.]+)';", text, re.M)))


def test_first_view_fits_the_budget(client: Any) -> None:
    page = client.get("/page/overview").text
    linked = {name for name in re.findall(r"/static/[0-9a-f]+/([\w./-]+)", page) if not name.endswith("LICENSE.txt")}
    scripts = {f"js/{name}" for name in _imported("app.js")}
    assert _packed(sorted(linked | scripts)) + len(gzip.compress(page.encode())) <= 120_000
    assert _packed(sorted(scripts)) <= 12_000


def test_every_icon_of_a_template_is_in_the_sprite() -> None:
    sprite = (ROOT / "dist/icons.svg").read_text()
    assert set(icons()) == set(re.findall(r'id="([a-z0-9-]+)"', sprite))


def test_lock_file_names_no_registry() -> None:
    text = (PROJECT / "package-lock.json").read_text()
    assert "resolved" not in text
    assert "registry" not in text
    assert text.count('"integrity"') == text.count('"node_modules/')
