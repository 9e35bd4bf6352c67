"""What a higher slice shows on a lower slice's page: the only inversion in the house."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from flask import render_template
from markupsafe import Markup

Offer = Callable[[Any], Any]
_offers: dict[tuple[type, str], list[Offer]] = defaultdict(list)


def offer(model: type, slot: str) -> Callable[[Offer], Offer]:
    """Offer something for a slot of the model's page.

    Slots in use: "panel" (markup for the page), "file" (beside the file of an item), "tabs" (Tab for the identity
    bar), "gaps" (SELECTs of the gap list), "accepted gaps" (SELECT of those a case goes on with), "cite" (where a
    viewer sends a place in an item), "moved" (told of every move of an item: `evidence.service.Moved`).
    """

    def register(function: Offer) -> Offer:
        _offers[model, slot].append(function)
        return function

    return register


def draw(template: str, **context: Any) -> Markup:
    """A panel drawn by a template, which escapes what people typed."""
    return Markup(render_template(template, **context))  # noqa: S704 - the template escapes


def offers(record: Any, slot: str) -> list[Any]:
    """Everything the higher slices offer for this record, in slice order; None answers are left out."""
    answers = (function(record) for function in _offers[type(record), slot])
    return [answer for answer in answers if answer is not None]
