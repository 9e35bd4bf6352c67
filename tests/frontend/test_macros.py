"""What the macros promise: label, hint, error, input; the same words above and at the field; one source for reading."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest


class Document(HTMLParser):
    """The elements of a page by id, and the text of each link."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.links: dict[str, str] = {}
        self._href: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        self.tags.append((tag, dict(attrs)))
        if tag == "a":
            self._href = dict(attrs).get("href")

    def handle_data(self, data: str) -> None:
        """Note the text of a link."""
        if self._href:
            self.links[self._href] = self.links.get(self._href, "") + data

    def handle_endtag(self, tag: str) -> None:
        """The end of a link."""
        if tag == "a":
            self._href = None

    def ids(self) -> list[str]:
        """All ids in order."""
        return [str(attrs["id"]) for _tag, attrs in self.tags if "id" in attrs]

    def by_id(self, id: str) -> dict[str, str | None]:
        """The attributes of one element."""
        return next(attrs for _tag, attrs in self.tags if attrs.get("id") == id)


@pytest.fixture
def invalid(client: Any) -> str:
    client.application.config["WTF_CSRF_ENABLED"] = False
    answer = client.post(
        "/incident",
        data={
            "version": "7",
            "kind": "transfer",
            "weight": "s",
            "posts-0-rank": "",
            "aliases-0": "Gang",
            "night": "y",
            "when-kind": "exact",
            "when-day": "31",
            "when-month": "2",
            "when-year": "2013",
        },
    )
    client.application.config["WTF_CSRF_ENABLED"] = True
    assert answer.status_code == 422
    text: str = answer.text
    return text


def test_every_error_is_linked_to_an_input_in_the_same_words(invalid: str) -> None:
    page = Document(invalid)
    expected = {
        "#title": "Enter a short title",
        "#summary": "Enter what happened in one or two sentences",
        "#crimes-0": "Choose at least one crime",
        "#posts-0-rank": "Enter the rank",
    }
    assert {href: page.links.get(href) for href in expected} == expected
    for href, words in expected.items():
        assert page.by_id(href[1:]).get("aria-invalid") == "true"
        assert f"<span>{words}</span>" in invalid


def test_hint_stays_when_there_is_an_error(invalid: str) -> None:
    page = Document(invalid)
    assert page.by_id("title")["aria-describedby"] == "title-hint title-error"
    assert "Neutral, no names of victims." in invalid
    order = [page.ids().index(id) for id in ("title-hint", "title-error", "title")]
    assert order == sorted(order)


def test_every_described_id_exists_and_ids_are_unique(invalid: str) -> None:
    page = Document(invalid)
    ids = page.ids()
    assert len(ids) == len(set(ids))
    wanted = {id for _tag, attrs in page.tags for id in (attrs.get("aria-describedby") or "").split()}
    assert wanted
    assert wanted <= set(ids)
    labelled = {attrs["for"] for tag, attrs in page.tags if tag == "label" and "for" in attrs}
    assert labelled <= set(ids)


def test_title_says_error_and_summary_takes_focus(invalid: str) -> None:
    assert re.search(r"<title>Error: New incident", invalid)
    summary = next(attrs for _tag, attrs in Document(invalid).tags if attrs.get("role") == "alert")
    assert summary["tabindex"] == "-1"
    assert "autofocus" in summary


def test_typed_values_are_kept(invalid: str) -> None:
    page = Document(invalid)
    assert page.by_id("aliases-0")["value"] == "Gang"
    assert "checked" in page.by_id("night")
    assert "checked" in page.by_id("weight-1")
    assert any(attrs.get("name") == "version" and attrs.get("value") == "7" for _tag, attrs in page.tags)


def test_required_is_said_in_words_and_groups_have_legends(client: Any) -> None:
    text = client.get("/incident").text
    assert re.search(r'<label for="title">Short title <span class="cf-required">\(required\)</span></label>', text)
    assert re.search(r"<legend>Crimes", text)
    assert re.search(r"<legend>Weight", text)
    assert "<legend>Other spellings" in text
    assert '<label for="aliases-1">Other spellings 2</label>' in text
    assert 'name="aliases-more"' in text
    assert 'name="posts-more"' in text
    assert 'enctype="multipart/form-data"' in text
    assert "There is a problem" not in text


def test_section_list_counts_errors(invalid: str) -> None:
    assert [int(n) for n in re.findall(r">(\d+) errors?<", invalid)] == [2, 1, 1, 1]


def test_enter_presses_save_not_add_another(client: Any) -> None:
    buttons = re.findall(r"<button[^>]*type=\"submit\"[^>]*>", client.get("/incident").text.split("data-main-form")[1])
    assert "name=" not in buttons[0]


def test_details_are_drawn_from_the_form(client: Any) -> None:
    client.application.config["WTF_CSRF_ENABLED"] = False
    text = client.post(
        "/details",
        data={
            "title": "A <b>transfer</b>",
            "kind": "transfer",
            "crimes": ["f"],
            "night": "y",
            "posts-0-rank": "Captain",
            "summary": "x\ny",
        },
    ).text
    client.application.config["WTF_CSRF_ENABLED"] = True
    facts = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", text, re.S))
    assert facts["Short title"] == "A &lt;b&gt;transfer&lt;/b&gt;"
    assert (facts["Type"], facts["Crimes"], facts["It happened at night"]) == (
        "Transfer of detainees",
        "Torture",
        "Yes",
    )
    assert "Rank: Captain" in facts["Posts"]
    assert "Not recorded" in facts["Other spellings"]


def test_list_has_sort_pages_and_removable_filters(client: Any) -> None:
    text = client.get("/page/list?q=detention&stage=legal").text
    assert text.count("aria-sort") == 1
    assert 'aria-sort="descending"' in text
    assert 'href="?sort=due"' in text
    assert 'href="?sort=title"' in text
    assert "26 to 50 of 212" in text
    assert "212 results" in text
    assert "Stage: Legal analysis" in text
    assert "Words: detention" in text
    assert "Clear filters" in text
    assert [f"?size={n}" in text for n in (25, 50, 100)] == [True] * 3


def test_frame_has_one_heading_and_named_landmarks(client: Any) -> None:
    for name in ("overview", "form", "list"):
        text = client.get(f"/page/{name}").text
        assert len(re.findall(r"<h1[ >]", text)) == 1
        assert text.count("<main ") == 1
        assert 'href="#main"' in text
        navs = re.findall(r"<nav [^>]*>", text)
        assert navs
        assert all("aria-label" in nav for nav in navs)
    assert '<html lang="en"' in text
    assert 'name="next" value="/page/list"' in text


@pytest.mark.parametrize(
    "name",
    ["400", "401", "404", "405", "409_refused", "409_conflict", "413", "422", "429", "500", "503", "507", "resend"],
)
@pytest.mark.parametrize("signed", ["", "?out=1"])
def test_error_pages_draw_signed_in_and_out(client: Any, name: str, signed: str) -> None:
    answer = client.get(f"/error/{name}{signed}")
    assert answer.status_code == 200
    assert len(re.findall(r"<h1[ >]", answer.text)) == 1


def test_ended_session_keeps_what_was_typed(client: Any) -> None:
    text = client.get("/error/401?out=1").text
    names = re.findall(r'name="typed-name" value="(\w+)"', text)
    assert names == ["title", "summary"]
    assert text.count('name="typed-value"') == 2
    assert "&lt;b&gt;x&lt;/b&gt;</textarea>" in text
    assert "<b>x</b>" not in text
    assert 'name="resume_path" value="/incident"' in text
    again = client.get("/error/resend").text
    assert 'action="/incident"' in again
    assert 'name="title" value="A transfer"' in again
    assert 'value="old"' not in again


def test_conflict_page_carries_mine_and_asks_for_each_field(client: Any) -> None:
    client.application.config["WTF_CSRF_ENABLED"] = False
    text = client.post("/error/409_conflict", data={"title": "c", "version": "6", "keep-title": "mine"}).text
    client.application.config["WTF_CSRF_ENABLED"] = True
    assert 'type="hidden" name="title" value="c"' in text
    assert text.count('name="version"') == 1
    assert text.count('name="keep-title"') == 3
    assert text.count('name="keep-kind"') == 2
