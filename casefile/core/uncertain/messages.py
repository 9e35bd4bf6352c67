"""What the form says: the choices, the names of boxes, and why a date was refused."""

from collections.abc import Mapping
from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from casefile.core.edtf import BadDate
from casefile.core.edtf.wording import ENGLISH, TABLES
from casefile.core.uncertain.boxes import BadBox
from casefile.core.uncertain.entry import Basis

KIND_LABELS: Mapping[str, Any] = {
    "exact": _l("Exact day"),
    "month": _l("Month"),
    "season": _l("Season"),
    "year": _l("Year"),
    "decade": _l("Decade"),
    "period": _l("Period"),
    "between": _l("Some time between"),
    "before": _l("Before"),
    "after": _l("After"),
    "either": _l("One of two dates"),
    "unknown": _l("Unknown"),
    "code": _l("Date code (EDTF)"),
}

BASES: Mapping[Basis, Any] = {
    Basis.DOCUMENT: _l("A document"),
    Basis.MEMORY: _l("Memory"),
    Basis.INFERRED: _l("Inferred from other facts"),
    Basis.ANCHOR: _l("A known event"),
}

_WRITE_WITH_HYPHENS = _l("Write the date with hyphens, the year first: 1998-03-12")

REASONS: Mapping[str, Any] = {
    "kind_missing": _l("Choose what is known about the date"),
    "kind": _l("Choose what is known about the date"),
    "not_shown": _l("Clear the boxes that do not belong to your choice, or choose what fits them"),
    "day_missing": _l("Enter the day, or choose Month"),
    "month_missing": _l("Enter the month"),
    "season_missing": _l("Choose the season"),
    "year_missing": _l("Enter the year"),
    "year_digits": _l("Enter the year as four digits"),
    "month_digits": _l("Enter the month as a number from 1 to 12"),
    "day_digits": _l("Enter the day as a number from 1 to 31"),
    "decade": _l("Enter the first year of the decade, for example 1990"),
    "decade_alone": _l("A decade has no month, day or season. Enter the year as four digits"),
    "season_and_month": _l("Enter either the season or the month, not both"),
    "season": _l("Choose spring, summer, autumn or winter"),
    "ongoing_and_end": _l("Enter the end of the period or tick “still going on”, not both"),
    "no_ends": _l("Enter the start or the end of the period"),
    "end_before_start": _l("The end of the period must be after the start"),
    "same_twice": _l("Enter two different dates"),
    "month": _l("Enter the month as a number from 1 to 12"),
    "day": _l("There is no %(day)s %(month)s %(year)s"),
    "year_zero": _l("There is no year 0. Enter a year from 0001 to 9999"),
    "year_negative": _l("Enter a year from 0001 to 9999"),
    "year_range": _l("Enter a year from 0001 to 9999"),
    "empty": _l("Enter the date code"),
    "empty_part": _l("A part of the date code is missing"),
    "too_long": _l("This is too long for a date"),
    "two_digits": _l("Write the month and the day as two digits: 1998-03-12"),
    "separators": _WRITE_WITH_HYPHENS,
    "day_of_year": _WRITE_WITH_HYPHENS,
    "week": _l("Week numbers cannot be kept. Enter the days of the week as a period"),
    "time": _l("Times of day are not kept in a date. Enter the date alone"),
    "season_day": _l("A season has no day. Enter a month, or leave the day out"),
    "unspecified": _l("An X can stand only for the last digits of the year, for the month, or for the day"),
    "unknown_part": _l("A part cannot be wholly unknown. Leave that end empty, or choose Unknown"),
    "qualifier_place": _l("Put one mark (~, ? or %%) at the end of each date, nowhere else"),
    "set_of_all": _l("Several dates that all apply cannot be one date. Record each separately"),
    "brackets": _l("Write dates to choose from in one pair of brackets: [1998,1999]"),
    "span_in_choice": _l("Write either dates to choose from, [1998,1999], or one span, [1998..2000]"),
    "one_choice": _l("Enter at least two dates to choose from"),
    "too_many_parts": _l("A period has one start and one end: 1998/2003"),
    "character": _l("Use only digits, X, hyphens and the marks ~ ? %% / [ ] , in a date code"),
    "form": _l("This is not a date code. Examples: 1998-03-12, 1998-03~, 1998/2003"),
}


def explain(bad: BadDate | BadBox) -> str:
    """Why a date was refused, in the reader's language."""
    details: dict[str, object] = dict(bad.details)
    if bad.reason == "day":
        if not 1 <= bad.details["day"] <= 31:
            return str(REASONS["day_digits"])
        months = TABLES.get(str(get_locale())[:2], ENGLISH).months
        details["month"] = months[bad.details["month"] - 1]
    # Always interpolated, so that a literal percent sign is written %% in every message.
    return str(REASONS[bad.reason]) % details
