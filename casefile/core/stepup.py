"""Step-up: the password once more, not long ago, before what an open screen must not be enough for.

A view asks for it with `@permit(..., step_up=True)`, anything else that a request does with `require()`. Whoever has
not confirmed lately is sent to the page of `accounts` that asks; what was typed travels with them and is sent again.
Signing in does not count: the password is asked for *again*.
"""

from __future__ import annotations

import time

from flask import session

LASTS = 5 * 60
_KEY = "confirmed_at"


class StepUpNeeded(Exception):
    """The person has not confirmed lately who they are; nothing was done."""


def is_fresh() -> bool:
    """True when the person of this session gave the password within the last five minutes."""
    at = session.get(_KEY)
    return isinstance(at, int | float) and 0 <= time.time() - at < LASTS


def require(*, when: bool = True) -> None:
    """Raise StepUpNeeded unless the person confirmed lately; `when` it is asked for at all."""
    if when and not is_fresh():
        raise StepUpNeeded


def confirmed() -> None:
    """Note that the person has just confirmed who they are; the session takes a new token."""
    session[_KEY] = int(time.time())
    session.renew()  # type: ignore[attr-defined]
