"""Waiting for what another process does."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def until(true: Callable[[], Any], seconds: float = 60, pause: float = 0.05) -> Any:
    """Ask again and again until there is an answer, and return it; fails when the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := true():
            return answer
        time.sleep(pause)
    raise AssertionError("it did not happen in time")
