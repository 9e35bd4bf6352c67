"""Step-up: the password once more, not long ago, before what an open screen must not be enough for.

A view asks for it with `@permit(..., step_up=True)`, anything else that a request does with `require()`. Whoever has
not confirmed lately is sent to the page of `accounts` that asks; what was typed travels with them and is sent again.
Signing in does not count: the password is asked for *again*, and the code of the second factor by whoever has one.
"""

from __future__ import annotations

import time

from flask import current_app, session

LASTS = 5 * 60
REQUIRED = "required"
_KEY, _FACTOR = "confirmed_at", "confirmed_factor"


class StepUpNeeded(Exception):
    """The person has not confirmed lately who they are; nothing was done."""


class FactorNeeded(Exception):
    """The person has no second factor, and this is not done without one; nothing was done."""


def is_fresh() -> bool:
    """True when the person of this session gave the password within the last five minutes."""
    at = session.get(_KEY)
    return isinstance(at, int | float) and 0 <= time.time() - at < LASTS


def require(*, when: bool = True, factor: bool = True) -> None:
    """Raise StepUpNeeded unless the person confirmed lately; `when` it is asked for at all.

    factor=False: the pages on which a second factor is set up ask for what there is. Anything else raises
    FactorNeeded where this office requires a second factor and the person confirmed without one.
    """
    if not when:
        return
    if not is_fresh():
        raise StepUpNeeded
    if factor and current_app.config["SECOND_FACTOR"] == REQUIRED and not session.get(_FACTOR):
        raise FactorNeeded


def confirmed(*, factor: bool) -> None:
    """Note that the person has just confirmed who they are, with a second factor or without; a new token follows."""
    session[_KEY], session[_FACTOR] = int(time.time()), factor
    session.renew()  # type: ignore[attr-defined]
