"""Every kind of news has words of its own: nobody is told only that there is something new."""

from __future__ import annotations

import ast

import pytest
from flask_babel import gettext

from casefile.accounts.labels import notification
from tests.architecture import ROOT

TELLERS = {"notify": 1, "tell": 1, "_tell": 1}


def kinds() -> set[str]:
    """The kinds that the code gives, read from its calls."""
    found = set()
    for path in (*(ROOT / "casefile").rglob("*.py"), *(ROOT / "workers").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                place = TELLERS.get(name)
                if place is not None and len(node.args) > place and isinstance(node.args[place], ast.Constant):
                    found.add(node.args[place].value)
    return found


def test_the_code_tells_of_something():
    assert {"job_failed", "integrity_alert"} <= kinds()


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_has_words(kind, context):
    codes = {"reference": "W-4827-R"}
    assert notification(kind, codes) != gettext("There is something new about %(reference)s.", **codes)
