"""How an item bears on a claim of the registers."""

from __future__ import annotations

from enum import StrEnum


class Bearing(StrEnum):
    """Whether it supports the claim or contradicts it."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
