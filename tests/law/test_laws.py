"""Charges under other bodies of law than the first, and versions of the law."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from casefile.core.actor import SYSTEM, acting
from casefile.dossiers.collect.charges import charges as dossier_charges
from casefile.law import service
from tests.factories.base import a_case
from tests.factories.law import a_charge, held
from tests.factories.officials import an_official

Make = Callable[..., Any]


@pytest.mark.parametrize(("framework", "crime", "mode", "rows"), [
    ("ADHOC-JCE@1", "AH4-b", "AHM-JCE-2", {"AHC-1", "AHC-2a", "AHC-2b", "AHC-3", "AH4-b.1"}),
    ("DOM-EX@1", "EXD-277", "EXM-26", {"EXD-277.1", "EXD-277.2a", "EXD-277.2b"})])
def test_nothing_is_wired_to_the_first_body_of_law(make: Make, framework: str, crime: str, mode: str,
                                                  rows: set[str]) -> None:
    """A charge under another law has its matrix, its traps and its place in the dossier."""
    case = make(a_case)
    official = make(an_official, case.situation, case)
    charge = make(a_charge, case, crime, official, modes=[mode], framework=framework, facts="Work under guard")

    def read() -> tuple[Any, Any, Any]:
        with acting(SYSTEM):
            record = held(charge)
            printed = dossier_charges(record.case, set(), str)
            return service.matrix_of(record), service.advice_on(record), printed

    matrix, advice, (printed,) = make(read)
    shown = [row.data for block in matrix.blocks for row in block.rows]
    assert {row.code for row in shown if not row.per_official} == rows
    assert {row.mode for row in shown} == {"", mode}
    assert advice
    assert all(one.rule.code.startswith(("AHT", "EXT")) for one in advice)
    assert {element.code for element in printed.elements} == {row.code for row in shown}
    assert printed.article.startswith("Art. ")
    assert framework in printed.law
    assert all("Cumulative" in words or "병합" in words for words in printed.modes)
    assert not any("EoC" in element.article for element in printed.elements)
