"""What no template and no script may hold."""

from __future__ import annotations

import re

import pytest

from casefile.core.assets import ROOT
from hatch_build import ROOT as PROJECT

TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "js").glob("*.js"))
BANNED = {
    "inline style": r"<style|\sstyle\s*=",
    "inline handler": r"<[^>{%]*\son\w+\s*=",
    "inline script": r"<script(?![^>]*(?:\bsrc=|type=\"application/json\"))",
    "unescaped output": r"\|\s*safe\b|autoescape\s+false|Markup\(",
    "third party": r"(?:src|href|action|hx-\w+)\s*=\s*[\"']?(?:https?:)?//",
    "htmx: code in an attribute": r"hx-on|hx-vals\s*=\s*[\"']js:|hx-trigger=\"[^\"]*\[",
    "htmx version 2 name": r"hx-(?:disabled-elt|ext|vars|params|prompt|history|request|disinherit|inherit|boost)\b",
    "the database's session": r"\|\s*attr\(",
}


@pytest.mark.parametrize("what", BANNED)
def test_no_template_holds(what: str) -> None:
    found = [
        f"{path.relative_to(PROJECT)}: {match.group()[:60]}"
        for path in TEMPLATES
        for match in re.finditer(BANNED[what], path.read_text("utf-8"))
    ]
    assert not found, f"{what} is not allowed: {found}"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("inline style", '<p style="x">'),
        ("inline handler", '<a href="#" onclick="x">'),
        ("inline script", "<script>x</script>"),
        ("unescaped output", "{{ x|safe }}"),
        ("third party", '<img src="//x.org/a.png">'),
        ("third party", "<a href='https://x'>"),
        ("htmx: code in an attribute", 'hx-on:click="x"'),
        ("htmx version 2 name", 'hx-ext="x"'),
    ],
)
def test_the_search_finds_what_it_looks_for(name: str, text: str) -> None:
    assert re.search(BANNED[name], text)


def test_scripts_run_no_text_and_keep_nothing_of_a_case() -> None:
    for path in SCRIPTS:
        text = path.read_text("utf-8")
        assert not re.search(
            r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|sessionStorage|indexedDB|https?://",
            text,
        ), path
        assert all("OFF" in line for line in text.splitlines() if "localStorage" in line), path


def test_templates_are_short() -> None:
    assert {path.name: n for path in TEMPLATES if (n := len(path.read_text("utf-8").splitlines())) > 300} == {}
