"""The dossier on paper: everything is there, nothing is interpreted, nothing overflows."""

import itertools
import json
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from casefile.dossiers.glyphs import FONTS, Printer, printable
from casefile.dossiers.typeset import TEMPLATE, Typeset, typeset
from casefile.dossiers.view import DossierView, Pinpoint, Proof, to_json
from casefile.dossiers.words import MSGIDS
from casefile.dossiers.words import words as words_of
from tests.dossiers import sample
from tests.dossiers.korean import KOREAN
from tests.dossiers.paper import Run, runs, squeezed, text_of

TWENTY = 20


class Printed:
    """A typeset sample: the view, the file and what was said about it."""

    def __init__(self, view: DossierView, folder: Path) -> None:
        """Typeset the view into the folder."""
        self.view, self.path, self.steps = view, folder / "dossier.pdf", list[str]()
        self.result: Typeset = typeset(view, self.path, on_step=self.steps.append)
        self.text = text_of(self.path)


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return Printed(sample.view(TWENTY), tmp_path_factory.mktemp("en"))


@pytest.fixture(scope="module")
def korean(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return Printed(sample.korean_view(TWENTY), tmp_path_factory.mktemp("ko"))


@pytest.mark.parametrize("name", ["english", "korean"])
def test_every_part_is_on_paper(name: str, request: pytest.FixtureRequest) -> None:
    printed: Printed = request.getfixturevalue(name)
    view, text = printed.view, printed.text
    chapters = [view.words[key] for key in MSGIDS if key.startswith("ch_")]
    cover = view.cover
    facts = [
        cover.title,
        cover.theme,
        cover.forum,
        cover.standard,
        cover.presumption,
        cover.consent,
        cover.purpose,
    ]
    parties = [o.name_hangul + " / " + o.name_latin for o in view.officials] + [
        w.code for w in view.witnesses
    ]
    charge = view.charges[0]
    elements = [part for e in charge.elements for part in (e.code, e.text, e.article)]
    evidence = [
        part for e in view.exhibits for part in (e.number, e.title, e.sha256, e.sha256[:12], e.registration)
    ]
    custody = [f"{c.at:%Y-%m-%d %H:%M:%SZ}" for e in view.exhibits for c in e.custody]
    events = [
        part for e in view.chronology for part in (e.incident, e.title, e.description, e.victims, e.place)
    ]
    printable_events = [Printer(printable(FONTS)).text(part).replace("\u200b", "") for part in events]
    for wanted in (
        *chapters,
        *facts,
        *parties,
        charge.text,
        *elements,
        *evidence,
        *custody,
        *printable_events,
    ):
        assert squeezed(wanted) in text
    assert squeezed(view.words["no_evidence"]) in text
    assert squeezed(view.gaps[0].suggestion) in text
    assert squeezed(view.method[0]) in text


def test_both_directions_have_columns_of_the_same_width(english: Printed) -> None:
    words = english.view.words
    pieces = runs(english.path)
    head = next(run for run in pieces if run.text == words["supporting"])
    other = next(run for run in pieces if run.text == words["undermining"] and run.page == head.page)
    inner_margin_to_edge = 595.276 - 20 / 25.4 * 72 + 1.6 / 25.4 * 72
    assert other.x - head.x == pytest.approx(inner_margin_to_edge - other.x, abs=1)


def assert_in_place(path: Path) -> None:
    """Check that every piece of text is on its page and that none runs into another."""
    lines: dict[tuple[int, int], list[Run]] = defaultdict(list)
    for run in runs(path):
        lines[run.page, round(run.y)].append(run)
        assert 30 < run.y < 842 - 30, f"{run} leaves the page"
        assert run.x >= 56
        assert run.end <= 539 + 3, f"{run} leaves the margins"  # a space may hang
    for line in lines.values():
        for left, right in itertools.pairwise(sorted(line, key=lambda run: run.x)):
            assert left.end <= right.x + 0.6, f"{left} runs into {right}"


@pytest.mark.parametrize("name", ["english", "korean"])
def test_nothing_overflows_or_overlaps(name: str, request: pytest.FixtureRequest) -> None:
    assert_in_place(request.getfixturevalue(name).path)


def test_a_row_taller_than_a_page_goes_on_over_the_next(tmp_path: Path) -> None:
    base = sample.view(5, hostile=False)
    pin = Pinpoint("EX-0001", "p. 1")
    tall = [
        replace(base.chronology[0], description="short\n" * 120),
        replace(base.chronology[1], description="one two three " * 600, sources=(pin,) * 90),
    ]
    element = replace(base.charges[0].elements[0], supporting=(Proof(pin),) * 130, undermining=())
    exhibit = replace(base.exhibits[0], source="a\n" * 90, number="EX-0009")
    view = replace(
        base,
        chronology=tuple(tall),
        charges=(replace(base.charges[0], elements=(element,)),),
        exhibits=(*base.exhibits, exhibit),
    )
    typeset(view, tmp_path / "dossier.pdf")
    assert_in_place(tmp_path / "dossier.pdf")
    assert text_of(tmp_path / "dossier.pdf").count("short") == 120


@pytest.mark.parametrize("name", ["english", "korean"])
def test_the_file_says_what_it_is(name: str, request: pytest.FixtureRequest) -> None:
    printed: Printed = request.getfixturevalue(name)
    with pikepdf.open(printed.path) as document, document.open_metadata() as metadata:
        root = document.Root
        assert metadata.pdfa_status == "3A"
        assert metadata["pdfuaid:part"] == "1"
        assert bool(root.MarkInfo.Marked)
        assert "/StructTreeRoot" in root
        assert str(root.Lang).startswith(printed.view.cover.language)
        assert str(document.docinfo["/CreationDate"]).startswith("D:20260302060000")
        assert len(list(root.PageLabels.Nums)) == 2 * len(document.pages)
        assert document.pages[-1].label == str(printed.result.pages)
        names = set(pikepdf.NameTree(root.Names.Dests))
        assert {f"ex-{exhibit.number}" for exhibit in printed.view.exhibits} <= names
        with document.open_outline() as outline:
            custody = next(item for item in outline.root if printed.view.words["ch_custody"] in item.title)
            assert len(custody.children) == TWENTY
    total = printed.view.words["page_of"] % {"n": printed.result.pages, "total": printed.result.pages}
    assert squeezed(total) in printed.text
    assert printed.steps == ["typesetting", "packing"]


def test_the_list_of_hashes_is_attached(english: Printed) -> None:
    with pikepdf.open(english.path) as document:
        attached = document.attachments["SHA256SUMS.txt"].get_file().read_bytes().decode()
    assert attached.splitlines() == [f"{e.sha256}  {e.number}" for e in english.view.exhibits]


def test_citations_lead_to_exhibits_and_exhibits_back(english: Printed) -> None:
    with pikepdf.open(english.path) as document:
        links = [a for page in document.pages for a in page.get("/Annots", []) if a.Subtype == "/Link"]
        assert all("/A" not in link or link.A.S != "/URI" for link in links)
    assert len(links) > len(english.view.exhibits) * 4
    exhibit_page = next(
        r.page for r in runs(english.path) if r.text == english.view.words["ch_exhibits"] and r.page > 2
    )
    cited = [r.text for r in runs(english.path) if r.page == exhibit_page and re.fullmatch(r"\d+", r.text)]
    assert cited
    assert all(int(page) < exhibit_page for page in cited)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_empty_case_says_so_in_every_chapter(language: str, tmp_path: Path) -> None:
    words = words_of(str) if language == "en" else KOREAN
    view = DossierView(cover=sample.cover(language), words=words, software="Casefile")
    typeset(view, tmp_path / "dossier.pdf")
    text = text_of(tmp_path / "dossier.pdf")
    for key in ("officials", "witnesses", "team", "chronology", "charges", "gaps", "exhibits", "replaced"):
        assert squeezed(words[f"none_{key}"]) in text


def test_unprintable_characters_are_shown_by_number(english: Printed) -> None:
    assert english.result.replaced == ["[U+0007]", "[U+200D]", "[U+202E]", "[U+1F600]"]
    for shown in (*english.result.replaced, "RIGHT-TO-LEFTOVERRIDE", "GRINNINGFACE"):
        assert shown in english.text
    assert "\u200b" not in english.text


def test_hostile_characters_of_every_kind_do_not_stop_the_dossier(tmp_path: Path) -> None:
    text = "nul \x00 lone \ud800 end \udfff private \ue000 mark e\u0306 arabic \u0639 tab\t\r\nnext\u2028line"
    view = sample.view(2, hostile=False)
    view = replace(view, chronology=(*view.chronology, sample.hostile_event(1, text)))
    result = typeset(view, tmp_path / "dossier.pdf")
    assert {"[U+0000]", "[U+D800]", "[U+DFFF]", "[U+E000]", "[U+0639]"} <= set(result.replaced)
    assert json.loads(to_json(view))["chronology"][-1]["description"] == text


def test_korean_words_are_not_broken(tmp_path: Path) -> None:
    base = sample.korean_view(2)
    event = replace(base.chronology[0], description="구속영장을 2006년 " * 150, place="할당량은 " * 50)
    typeset(replace(base, chronology=(event, base.chronology[1])), tmp_path / "dossier.pdf")
    pieces = [run.text for run in runs(tmp_path / "dossier.pdf")]
    for word, times in (("구속영장을", 150), ("2006년", 150), ("할당량은", 50)):
        assert sum(piece.count(word) for piece in pieces) >= times


def test_the_template_prints_no_word_of_its_own_and_every_word_is_printed() -> None:
    source = "\n".join(path.read_text() for path in sorted(TEMPLATE.glob("*.typ")))
    quoted = set(re.findall(r'"(\w+)"', source)) | set(re.findall(r"words\.(\w+)", source))
    assert set(re.findall(r'word\("(\w+)"', source)) - {"kind_"} <= set(MSGIDS)
    assert {key for key in MSGIDS if not key.startswith("kind_")} <= quoted


def test_the_korean_sample_fills_the_same_placeholders() -> None:
    assert set(KOREAN) == set(MSGIDS)
    for key, msgid in MSGIDS.items():
        assert sorted(re.findall(r"%\(\w+\)s", KOREAN[key])) == sorted(re.findall(r"%\(\w+\)s", msgid))
