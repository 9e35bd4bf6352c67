"""The shipped framework against the practitioners' brief, and the loader against broken files."""

from __future__ import annotations

import copy
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from casefile.law import labels
from casefile.law.framework import (
    ContextTest,
    Crime,
    ElementsStatus,
    Family,
    Framework,
    Ground,
    GroundKind,
    Kind,
    MentalElement,
    Mode,
    Need,
    Scope,
    Source,
    Standard,
    Text,
    UnknownCode,
)
from casefile.law.loading import FrameworkError, frameworks, load

SHARED = Path(os.environ.get("CASEFILE_SHARED") or Path(__file__).parents[3] / "shared")
STATUTE = SHARED / "data" / "real" / "rome-statute.json"

# Elements of Crimes, numbers of each crime (an alternative 1(a)/1(b) is one number).
NUMBERS_7 = {
    "RS7-1-a": 3, "RS7-1-b": 4, "RS7-1-c": 3, "RS7-1-d": 5, "RS7-1-e": 5, "RS7-1-f": 5, "RS7-1-g-1": 4, "RS7-1-g-2": 4,
    "RS7-1-g-3": 4, "RS7-1-g-4": 3, "RS7-1-g-5": 4, "RS7-1-g-6": 5, "RS7-1-h": 6, "RS7-1-i": 8, "RS7-1-j": 7,
    "RS7-1-k": 5,
}
NUMBERS_6 = {"RS6-a": 4, "RS6-b": 4, "RS6-c": 5, "RS6-d": 5, "RS6-e": 7}
MODE_ELEMENTS = {
    "MOL-25-3-a-1": 2, "MOL-25-3-a-2": 5, "MOL-25-3-a-3": 5, "MOL-25-3-a-4": 4, "MOL-25-3-b-1": 5, "MOL-25-3-b-2": 3,
    "MOL-25-3-b-3": 3, "MOL-25-3-c": 4, "MOL-25-3-d": 6, "MOL-25-3-e": 3, "MOL-25-3-f": 4, "MOL-28-a": 6, "MOL-28-b": 6,
}
# Sub-paragraphs of Art. 8(2) in order, and into how many crimes the Elements split some of them.
ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
    "xvii", "xviii", "xix", "xx", "xxi", "xxii", "xxiii", "xxiv", "xxv", "xxvi", "xxvii", "xxviii", "xxix",
)
TITLES_8 = {"a": (8, {"ii": 3, "vii": 2}), "b": (29, {"vii": 4, "x": 2, "xxii": 6}), "c": (4, {"i": 4}),
            "e": (19, {"vi": 6, "xi": 2})}
TITLES_8_COUNT = {"a": 11, "b": 38, "c": 7, "e": 25}
AMENDED = {"RS8-2-b-xxvii": 2017, "RS8-2-b-xxviii": 2017, "RS8-2-b-xxix": 2017, "RS8-2-e-xvi": 2017,
           "RS8-2-e-xvii": 2017, "RS8-2-e-xviii": 2017, "RS8-2-e-xix": 2019}
CONTEXTS = ("CTX7-1", "CTX7-2", "CTX7-3", "CTX7-4a", "CTX7-4b", "CTX7-5", "CTX7-6", "CTX6-G", "CTX6-I", "CTX6-P",
            "CTX8-N", "CTX8-K")
GROUNDS = ("DEF-31-1-a", "DEF-31-1-b", "DEF-31-1-c", "DEF-31-1-d", "DEF-31-3", "DEF-32-F", "DEF-32-L", "DEF-33",
           "DEF-ALIBI", "BAR-11", "BAR-20", "BAR-22", "BAR-26", "BAR-17", "IMM-27", "IMM-98", "LIM-29", "FIT")
STANDARDS = {"STD-LEAD": 5, "STD-RB15": 10, "STD-RGB-FF": 20, "STD-RG58": 30, "STD-SG61": 40, "STD-BRD66": 50,
             "STD-DOM": None}
MENTAL = ("MR-INT-COND", "MR-INT-CONS", "MR-KNOW-CIRC", "MR-KNOW-CONS", "MR-SPECIAL", "MR-NEGL", "MR-CONSC")
ARTICLES = {"6", "7", "8", "8 bis", "11", "15", "17", "20", "22", "24", "25", "26", "27", "28", "29", "31", "32", "33",
            "53", "58", "61", "66", "98"}

CRIME_CODE = re.compile(r"RS(6-[a-e]|7-1-[a-k](-[1-6])?|8-2-[abce]-[ivx]+(-[1-6])?|8bis)")
ELEMENT_CODE = re.compile(r"(RS(6-[a-e]|7-1-[a-k](-[1-6])?|8bis)|MOL-[a-z0-9-]+)\.(\d+([ab]|i|ii)?|M)")
MODE_CODE = re.compile(r"MOL-(25-3-[a-f](-[1-4])?|28-[ab])")


@pytest.fixture(scope="module")
def statute() -> Framework:
    return frameworks()["RS-ICC@2010"]


def titles_8(paragraph: str) -> list[str]:
    count, split = TITLES_8[paragraph]
    codes = []
    for roman in ROMAN[:count]:
        code = f"RS8-2-{paragraph}-{roman}"
        codes += [f"{code}-{part}" for part in range(1, split[roman] + 1)] if roman in split else [code]
    return codes


def texts(value: Any, where: str = "") -> Iterator[tuple[str, Text]]:
    """Walk everything that people read."""
    if isinstance(value, Text):
        yield where, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name), getattr(value, "code", where))
    elif isinstance(value, tuple):
        for entry in value:
            yield from texts(entry, where)


def owners(framework: Framework) -> tuple[Crime | Mode, ...]:
    return (*framework.crimes, *framework.modes)


def of_family(framework: Framework, family: Family) -> list[Crime]:
    return [crime for crime in framework.crimes if crime.family is family]


# --- what ships


def test_identity(statute: Framework) -> None:
    assert statute.id == "RS-ICC@2010"
    assert statute.entry_into_force == date(2002, 7, 1)
    assert list(frameworks()) == ["ADHOC-JCE@1", "DOM-EX@1", "RS-ICC@2010"]


def test_the_registry_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        frameworks()["X"] = None  # type: ignore[index]


@pytest.mark.parametrize(("family", "expected"), [(Family.HUMANITY, NUMBERS_7), (Family.GENOCIDE, NUMBERS_6),
                                                  (Family.AGGRESSION, {"RS8bis": 6})])
def test_numbers_of_elements(statute: Framework, family: Family, expected: dict[str, int]) -> None:
    crimes = of_family(statute, family)
    assert [crime.code for crime in crimes] == list(expected)
    for crime in crimes:
        numbers = list(dict.fromkeys(re.sub(r"\(.\)", "", element.number) for element in crime.elements))
        written = [number for number in numbers if number != "M"]
        assert written == [str(place) for place in range(1, expected[crime.code] + 1)], crime.code


def test_codes_carry_their_numbers(statute: Framework) -> None:
    for owner in owners(statute):
        for element in owner.elements:
            assert element.code == f"{owner.code}.{element.number.replace('(', '').replace(')', '')}"


def test_modes(statute: Framework) -> None:
    assert {mode.code: len(mode.elements) for mode in statute.modes} == MODE_ELEMENTS
    assert [mode.code for mode in statute.modes] == list(MODE_ELEMENTS)
    assert {mode.source for mode in statute.modes} == {Source.CASE_LAW}


@pytest.mark.parametrize("paragraph", TITLES_8)
def test_article_8_has_titles_only(statute: Framework, paragraph: str) -> None:
    found = [crime for crime in of_family(statute, Family.WAR) if crime.article.startswith(f"8(2)({paragraph})")]
    assert {crime.code for crime in found} == set(titles_8(paragraph))
    assert len(found) == TITLES_8_COUNT[paragraph]
    for crime in found:
        assert (crime.elements, crime.elements_status, crime.chargeable) == ((), ElementsStatus.TITLES, False)
        assert crime.conflict == ("IAC" if paragraph in "ab" else "NIAC")
        assert crime.shared_ref == ("CTX8-N", "CTX8-K")


def test_later_amendments_are_marked(statute: Framework) -> None:
    assert {crime.code: crime.amendment for crime in statute.crimes if crime.amendment} == AMENDED


def test_other_lists(statute: Framework) -> None:
    assert tuple(test.code for test in statute.contexts) == CONTEXTS
    assert tuple(ground.code for ground in statute.grounds) == GROUNDS
    assert {standard.code: standard.rank for standard in statute.standards} == STANDARDS
    assert tuple(state.code for state in statute.mental) == MENTAL
    assert len(statute.general_rules) == 7
    assert [ground.code for ground in statute.persecution_grounds] == [
        "political", "racial", "national", "ethnic", "cultural", "religious", "gender", "other"]
    assert len(statute.get(ContextTest, "CTX7-3").indicators) == 11


def test_every_code_follows_the_scheme(statute: Framework) -> None:
    assert all(CRIME_CODE.fullmatch(crime.code) for crime in statute.crimes)
    assert all(MODE_CODE.fullmatch(mode.code) for mode in statute.modes)
    assert all(ELEMENT_CODE.fullmatch(element.code) for owner in owners(statute) for element in owner.elements)


def test_every_crime_against_humanity_ends_with_the_context(statute: Framework) -> None:
    for crime in of_family(statute, Family.HUMANITY):
        nexus, knowledge = crime.elements[-2:]
        assert nexus.shared_ref == ("CTX7-1", "CTX7-2", "CTX7-3", "CTX7-4a", "CTX7-4b", "CTX7-5")
        assert knowledge.shared_ref == ("CTX7-6",)
        assert (nexus.kinds, knowledge.kinds) == ((Kind.CONTEXTUAL,), (Kind.CONTEXTUAL_MENTAL,))


def test_every_genocide_shares_group_intent_and_pattern(statute: Framework) -> None:
    for crime in of_family(statute, Family.GENOCIDE):
        assert [element.shared_ref for element in crime.elements if element.shared_ref] == [
            ("CTX6-G",), ("CTX6-I",), ("CTX6-P",)]


def test_the_derived_row_of_persecution_rests_on_case_law(statute: Framework) -> None:
    derived = [element for crime in statute.crimes for element in crime.elements
               if element.source is not Source.TEXT]
    assert [(element.code, element.source) for element in derived] == [("RS7-1-h.M", Source.CASE_LAW)]


def test_tracks_and_alternatives(statute: Framework) -> None:
    tracks = {(element.code, element.track) for crime in statute.crimes for element in crime.elements if element.track}
    assert tracks == {(f"RS7-1-i.{number}{letter}", letter) for number in (1, 2, 3) for letter in "ab"}
    alternatives = {element.alt_group: element.code for mode in statute.modes for element in mode.elements
                    if element.alt_group}
    assert alternatives == {"MOL-25-3-d.5": "MOL-25-3-d.5ii"}
    assert [test.code for test in statute.contexts if test.alt_group == "CTX7-4"] == ["CTX7-4a", "CTX7-4b"]


def test_what_a_charge_must_record(statute: Framework) -> None:
    needs = {element.code: element.needs for owner in owners(statute) for element in owner.elements
             if element.needs}
    assert needs == {
        "RS7-1-h.3": (Need.PERSECUTION_GROUND,), "RS7-1-h.4": (Need.CONNECTED_CHARGE,),
        "MOL-28-a.1": (Need.CRIME_FIRST,), "MOL-28-a.2": (Need.SUPERIOR_BASIS,), "MOL-28-a.5": (Need.MEASURES,),
        "MOL-28-b.1": (Need.CRIME_FIRST,), "MOL-28-b.2": (Need.SUPERIOR_BASIS,), "MOL-28-b.5": (Need.MEASURES,),
    }


def test_written_states_of_mind(statute: Framework) -> None:
    found = {element.code for owner in owners(statute) for element in owner.elements
             if "MR-NEGL" in element.mens_rea or "MR-CONSC" in element.mens_rea}
    assert found == {"RS6-e.6", "MOL-28-a.4", "MOL-28-b.3"}
    assert [ground.code for ground in statute.grounds if ground.never_for] == ["DEF-33"]
    assert [crime.code for crime in statute.crimes if crime.leaders_only] == ["RS8bis"]


@pytest.mark.parametrize(("law", "least"), [("RS-ICC@2010", 440), ("ADHOC-JCE@1", 60), ("DOM-EX@1", 25)])
def test_every_text_stands_in_both_languages(law: str, least: int) -> None:
    seen = list(texts(frameworks()[law]))
    assert len(seen) > least
    for where, text in seen:
        assert re.search("[A-Za-z]", text.en), where
        assert not re.search("[가-힣]", text.en), where
        assert re.search("[가-힣]", text.ko), where
        assert "**" not in text.en + text.ko, where
        assert text.en == text.en.strip(), where
        assert text.ko == text.ko.strip(), where


def articles(framework: Framework) -> set[str]:
    """Give the articles the framework refers to, without paragraphs; rules of procedure are left out."""
    listed = [*(crime.article for crime in framework.crimes), *(mode.article for mode in framework.modes),
              *(crime.definition for crime in framework.crimes if crime.definition)]
    for references in (*(test.articles for test in framework.contexts),
                       *(ground.articles for ground in framework.grounds),
                       *(standard.articles for standard in framework.standards)):
        listed += references
    return {article.partition("(")[0] for article in listed if not article.startswith("Rule")}


def test_articles(statute: Framework) -> None:
    assert articles(statute) == ARTICLES


def test_articles_and_wording_against_the_statute(statute: Framework) -> None:
    """Where the text of the Statute is at hand: every article exists, and no long run of its words is ours."""
    official: dict[str, str] = {}
    if STATUTE.is_file():
        entries = [entry["article"] for entry in json.loads(STATUTE.read_text(encoding="utf-8")) if "article" in entry]
        official = {entry["number"]: entry["text"] for entry in entries}
    known = set(official) or ARTICLES
    assert articles(statute) <= known
    body = " ".join(re.findall(r"\w+", " ".join(official.values()).lower()))
    for where, text in texts(statute):
        run = re.findall(r"\w+", text.en.lower())
        copied = [" ".join(run[place:place + 10]) for place in range(len(run) - 9)]
        assert not [piece for piece in copied if piece in body], where


def test_the_library_cites_only_what_the_statute_has(statute: Framework) -> None:
    """The articles of the traps too; and the Elements of Crimes only where the law has such a document."""
    cited = {article.partition("(")[0] for rule in statute.traps for article in rule.articles
             if not article.startswith("Rule")}
    assert cited <= ARTICLES
    assert statute.elements_in == Text("EoC", "범죄구성요건")
    assert frameworks()["DOM-EX@1"].elements_in is None


def test_lookup(statute: Framework) -> None:
    assert statute.crime("RS7-1-f").title.to("en_GB") == "Torture"
    assert statute.crime("RS7-1-f").title.to("ko") == "고문"
    assert statute.mode("MOL-28-b").article == "28(b)"
    assert statute.get(Ground, "DEF-33").kind is GroundKind.GROUND
    assert statute.get(MentalElement, "MR-CONSC").applies_to.en == "Art. 28(b) only"
    assert statute.get(Standard, "STD-DOM").rank is None
    assert statute.get(ContextTest, "CTX7-1").scope is Scope.SITUATION
    with pytest.raises(UnknownCode, match="RS-ICC@2010 has no Crime 'MOL-28-b'"):
        statute.crime("MOL-28-b")


# --- labels


def _words() -> list[str]:
    """The maps that give every value of a vocabulary its words."""
    return [name for name, value in vars(labels).items() if name.isupper() and not name.endswith("TONES")
            and isinstance(value, dict) and isinstance(next(iter(value)), StrEnum) and name != "GUARDS_OF"]


def test_the_search_for_words_finds_them() -> None:
    assert {"LEVELS", "GUARDS", "FAULTS", "CHARGE_STATUSES"} <= set(_words())


@pytest.mark.parametrize("name", _words())
def test_every_value_has_a_label(name: str) -> None:
    mapping = getattr(labels, name)
    kind: type[StrEnum] = type(next(iter(mapping)))
    assert list(mapping) == list(kind)
    assert all(str(label).strip() for label in mapping.values())
    assert len({str(label) for label in mapping.values()}) == len(mapping)


# --- the loader


def both(word: str) -> dict[str, str]:
    return {"en": word, "ko": "말"}


SMALL: dict[str, Any] = {
    "id": "T@1", "title": both("Test"), "edition": both("First"),
    "contexts": [
        {"code": "C-1", "scope": "situation", "articles": ["1"], "title": both("One"), "text": both("One")},
        {"code": "C-2a", "scope": "charge", "articles": [], "title": both("A"), "text": both("A"), "alt_group": "C-2"},
        {"code": "C-2b", "scope": "charge", "articles": [], "title": both("B"), "text": both("B"), "alt_group": "C-2"},
    ],
    "mental": [{"code": "M-1", "title": both("M"), "applies_to": both("All"), "text": both("Means it")}],
    "crimes": [{
        "code": "X-1", "family": "war", "article": "1(1)", "title": both("Crime"), "elements_status": "complete",
        "elements": [
            {"code": "X-1.1a", "number": "1(a)", "kinds": ["conduct"], "text": both("a"), "alt_group": "X-1.1",
             "track": "a"},
            {"code": "X-1.1b", "number": "1(b)", "kinds": ["conduct"], "text": both("b"), "alt_group": "X-1.1",
             "track": "b"},
            {"code": "X-1.2", "number": "2", "kinds": ["contextual"], "shared_ref": ["C-1", "C-2a", "C-2b"]},
        ],
    }],
    "modes": [{"code": "Y-1", "article": "2", "title": both("Mode"), "elements": [
        {"code": "Y-1.1", "number": "1", "kinds": ["mental"], "text": both("m"), "mens_rea": ["M-1"]}]}],
    "grounds": [], "standards": [{"code": "S-1", "rank": None, "stage": both("S"), "text": both("S"), "articles": []}],
}


def written(folder: Path, change: Callable[[dict[str, Any]], Any] = lambda data: None) -> Path:
    data = copy.deepcopy(SMALL)
    change(data)
    file = folder / "small.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def test_a_small_framework_loads(tmp_path: Path) -> None:
    framework = load(written(tmp_path))
    assert (framework.id, framework.entry_into_force, len(framework.crimes)) == ("T@1", None, 1)


def test_lists_may_be_split_over_files(tmp_path: Path) -> None:
    written(tmp_path)
    more = copy.deepcopy(SMALL["modes"])
    more[0]["code"], more[0]["elements"][0]["code"] = "Y-2", "Y-2.1"
    (tmp_path / "z.json").write_text(json.dumps({"modes": more}), encoding="utf-8")
    assert [mode.code for mode in load(tmp_path).modes] == ["Y-1", "Y-2"]
    (tmp_path / "zz.json").write_text('{"id": "T@2"}', encoding="utf-8")
    with pytest.raises(FrameworkError, match=r"^zz\.json: stands in two files: id$"):
        load(tmp_path)


@pytest.mark.parametrize(("content", "message"), [
    (b"{", "small.json: is not JSON in UTF-8"), (b'{"id": "\xff"}', "small.json: is not JSON in UTF-8"),
    (b"[]", "small.json: must be an object"), (b"{}", "small.json: lacks the key 'id'"),
    (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "small.json: is not JSON in UTF-8"),
    (b"a: &a [b]\nc: [*a, *a]", "small.json: is not JSON in UTF-8"),
    (b'{"id": NaN}', "small.json: is not JSON in UTF-8: NaN is no value"),
    (b'{"id": "a", "id": "b"}', "small.json: has a key twice: id"),
    (b"[" * 100_000, "small.json: is nested too deeply"),
    (b'{"id": ' + b"9" * 10_000 + b"}", "small.json: is not JSON in UTF-8"),
    (b" " * (2 * 1024 * 1024 + 1), "small.json: is larger than a body of law can be")])
def test_files_that_are_no_framework(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "small.json"
    file.write_bytes(content)
    with pytest.raises(FrameworkError, match=f"^{re.escape(message)}"):
        load(file)


def element(data: dict[str, Any], place: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = data["crimes"][0]["elements"][place]
    return found


def mode_element(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = data["modes"][0]["elements"][0]
    return found


BROKEN: dict[str, Callable[[dict[str, Any]], Any]] = {
    "X-1.1a: kinds: has a word that is not known: 'deed'": lambda data: element(data).update(kinds=["deed"]),
    "X-1: family: has a word that is not known: 'theft'": lambda data: data["crimes"][0].update(family="theft"),
    "C-1: scope: has a word that is not known: 'world'": lambda data: data["contexts"][0].update(scope="world"),
    "T@1: entry_into_force: has a word that is not known: '2002-13-01'":
        lambda data: data.update(entry_into_force="2002-13-01"),
    "T@1: entry_into_force: has a word that is not known: 7": lambda data: data.update(entry_into_force=7),
    "X-1.1a: kinds: must be a list": lambda data: element(data).update(kinds="conduct"),
    "X-1.1a: number: must be another kind of value, not 1": lambda data: element(data).update(number=1),
    "X-1: leaders_only: must be another kind of value, not 1": lambda data: data["crimes"][0].update(leaders_only=1),
    "X-1: title: must be an object": lambda data: data["crimes"][0].update(title="Crime"),
    "X-1.1a: has a key that is not known: 'colour'": lambda data: element(data).update(colour="red"),
    "X-1.1a: lacks the key 'kinds'": lambda data: element(data).pop("kinds"),
    "X-1.1a: text: lacks the wording in 'ko'": lambda data: element(data)["text"].pop("ko"),
    "X-1.1a: text: lacks the wording in 'en'": lambda data: element(data)["text"].pop("en"),
    "X-1.1a: text: is empty or not written in the language 'ko'":
        lambda data: element(data)["text"].update(ko="only English"),
    "X-1: title: is empty or not written in the language 'en'":
        lambda data: data["crimes"][0]["title"].update(en="  "),
    "X-1.1a: stands more than once": lambda data: data["crimes"][0]["elements"].insert(0, element(data)),
    "M-1: stands more than once": lambda data: data["modes"][0].update(code="M-1"),
    "X-1.2: is alone in its group of alternatives: 'X-1.9'": lambda data: element(data, 2).update(alt_group="X-1.9"),
    "C-2b: is alone in its group of alternatives: 'C-2'": lambda data: data["contexts"].pop(1),
    "Y-1.1: is alone in its group of alternatives: 'Z'": lambda data: mode_element(data).update(alt_group="Z"),
    "X-1.2: points at something that does not exist: shared_ref 'C-9'":
        lambda data: element(data, 2).update(shared_ref=["C-9"]),
    "X-1: points at something that does not exist: shared_ref 'C-9'":
        lambda data: data["crimes"][0].update(shared_ref=["C-9"]),
    "X-1.1a: points at something that does not exist: mens_rea 'M-9'":
        lambda data: element(data).update(mens_rea=["M-9"]),
    "C-1: points at something that does not exist: mens_rea 'M-9'":
        lambda data: data["contexts"][0].update(mens_rea=["M-9"]),
    "X-2.1: must begin with the code of what it belongs to: X-1.": lambda data: element(data).update(code="X-2.1"),
    "X-1.1a: needs either a text of its own or shared tests": lambda data: element(data).update(shared_ref=["C-1"]),
    "X-1.2: needs either a text of its own or shared tests": lambda data: element(data, 2).pop("shared_ref"),
    "Y-1.1: needs a text of its own": lambda data: (mode_element(data).pop("text"),
                                                    mode_element(data).update(shared_ref=["C-1"])),
    "X-1.1a: has no kind": lambda data: element(data).update(kinds=[]),
    "X-1: has only one track": lambda data: element(data, 1).pop("track"),
    "X-1: has tracks that do not answer each other": lambda data: data["crimes"][0]["elements"].insert(
        2, {"code": "X-1.3", "number": "3", "kinds": ["conduct"], "text": both("c"), "track": "a"}),
    "Y-1.1: belongs to a mode of liability, which has no tracks": lambda data: mode_element(data).update(track="a"),
    "X-1: has elements that do not fit its elements_status: 'titles'":
        lambda data: data["crimes"][0].update(elements_status="titles"),
    "X-1: has elements that do not fit its elements_status: 'complete'":
        lambda data: data["crimes"][0].update(elements=[]),
    "t1: must be a body and a version such as RS-ICC@2010, not 't1'": lambda data: data.update(id="t1"),
    "T@1: has no entries": lambda data: data.update(crimes=[]),
    "X 1: is no code: letters, figures, dots and hyphens, at most 40; not 'X 1'":
        lambda data: data["grounds"].append({"code": "X 1", "kind": "bar", "title": both("B"), "text": both("B"),
                                             "articles": []}),
    "X-1: is no article such as 7(1)(f) or Rule 70: '<b>'": lambda data: data["crimes"][0].update(article="<b>"),
    "X-1.1a: asks for a ground of persecution, and the file lists none":
        lambda data: element(data).update(needs=["persecution_ground"]),
    "X-1.1a: text: is longer than 2,000 characters": lambda data: element(data)["text"].update(en="x" * 2001),
    "X-1.1a: text: has a character that cannot be shown: U+202E":
        lambda data: element(data)["text"].update(en="a\u202eb"),
    "X-1.1a: text: is empty or not written in the language 'en'": lambda data: element(data)["text"].update(en="말"),
    "X-1: title: is empty or not written in the language 'ko'": lambda data: data["crimes"][0]["title"].update(ko=" "),
}


@pytest.mark.parametrize("message", BROKEN)
def test_a_broken_file_is_refused_by_name(tmp_path: Path, message: str) -> None:
    with pytest.raises(FrameworkError) as refused:
        load(written(tmp_path, BROKEN[message]))
    assert message in str(refused.value).splitlines()
