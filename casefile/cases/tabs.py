"""The tabs of a case: its own, and those the higher slices offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from casefile.cases.models import Case
from casefile.core.panels import offers


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab. place: its position in the bar. kind: the kind of record it counts; n: a number known already."""

    key: str
    label: Any
    url: str
    place: int
    kind: str | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True)
class ShownTab:
    """A tab as the macro draws it."""

    label: str
    url: str
    count: int | None
    current: bool


def case_tabs(case: Case, current: str) -> list[ShownTab]:
    """Every tab of the case in order, with its count."""
    own = [
        Tab("overview", _("Overview"), url_for("cases.show", id=case.id), 0),
        Tab("team", _("Access & history"), url_for("cases.team", id=case.id), 100),
    ]
    counts = case.counts or {}
    tabs = sorted([*own, *offers(case, "tabs")], key=lambda tab: tab.place)
    return [ShownTab(str(tab.label), tab.url, counts.get(tab.kind, 0) if tab.kind else None, tab.key == current)
            for tab in tabs]
