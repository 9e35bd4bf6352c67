"""Every visible text is translatable, and translated into Korean."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.architecture import ROOT

PO = ROOT / "casefile" / "translations" / "ko" / "LC_MESSAGES" / "messages.po"
HANGUL = re.compile("[가-힣]")
WORD = re.compile("[A-Za-z]{4,}")
# Names that stay as they are in Korean.
SAME = re.compile(r"English|casefile|SHA256SUMS.txt|Typst|CTRL|[A-Z]{2,}[-A-Z0-9]*|#[a-z]+|sha256sum -c")


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What is in the source now."""
    out = tmp_path_factory.mktemp("extract") / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "babel.cfg", "-k", "_l",
               "-k", "N_", "-k", "lazy_gettext", "-o", str(out), "."]
    subprocess.run(command, cwd=ROOT, check=True)
    with out.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def korean() -> Catalog:
    """The Korean catalogue."""
    with PO.open("rb") as file:
        return read_po(file, locale="ko")


def texts(message: Message) -> tuple[str, ...]:
    """The translations of a message."""
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)


def test_nothing_is_missing_or_doubtful_in_korean(wanted, korean):
    missing = [message.id for message in wanted if message.id and not (
        (found := korean.get(message.id)) and all(texts(found)) and not found.fuzzy)]
    assert not missing, f"{len(missing)} texts lack Korean; run make translations and fill them in: {missing[:10]}"


def test_nothing_is_kept_that_nobody_says_any_more(wanted, korean):
    gone = [message.id for message in korean if message.id and wanted.get(message.id) is None]
    assert not gone, f"run make translations: {gone[:10]}"


def test_placeholders_agree(korean):
    def names(text: str) -> set[str]:
        return set(re.findall(r"%\((\w+)\)", text))

    wrong = []
    for message in korean:
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
        wrong += [message.id for text in texts(message) if names(text) not in [names(source) for source in sources]]
    assert not wrong, wrong[:10]


def test_korean_is_korean(korean):
    def says_nothing_in_korean(text: str) -> bool:
        bare = re.sub(r"%\(\w+\)[sd]", "", text)
        return not HANGUL.search(bare) and bool(WORD.search(SAME.sub("", bare)))

    foreign = [message.id for message in korean if message.id and any(map(says_nothing_in_korean, texts(message)))]
    assert not foreign, foreign[:20]


def test_no_particle_follows_a_variable(korean):
    particle = re.compile(r"%\(\w+\)[sd](을|를|이|가|은|는|와|과|으로|로)(?=[\s.,)”]|$)")
    wrong = [text for message in korean if message.id for text in texts(message) if particle.search(text)]
    assert not wrong, wrong[:10]
