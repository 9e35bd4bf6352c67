"""Two marks that stay apart, the sheet for testimony, and how far two graders agree (domain brief §5.6)."""

from __future__ import annotations

from enum import StrEnum


class Source(StrEnum):
    """How reliable the source is. F is no bad mark: nobody can judge yet."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Information(StrEnum):
    """How credible what it says is, whoever says it."""

    CONFIRMED = "1"
    PROBABLE = "2"
    POSSIBLE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    UNKNOWN = "6"


# The structured sheet that stands in place of a letter for what a witness says.
SHEET = ("opportunity", "circumstances", "first_hand", "memory", "internal_consistency", "prior_accounts",
         "other_evidence", "detail", "plausibility", "motive", "contamination", "language_effect", "trauma")


class Agreement(StrEnum):
    """How two graders of one item relate: in words, never as a number."""

    SAME = "same"
    NEAR = "near"
    APART = "apart"
    ONE_CANNOT_JUDGE = "one_cannot_judge"


def agreement(first: Source | Information, second: Source | Information) -> Agreement:
    """How two marks of one kind relate; “cannot be judged” is near to nothing."""
    if first == second:
        return Agreement.SAME
    order = list(type(first))
    if order[-1] in (first, second):
        return Agreement.ONE_CANNOT_JUDGE
    return Agreement.NEAR if abs(order.index(first) - order.index(second)) == 1 else Agreement.APART
