"""Words for pinpoints, and for what is wrong with a text that names no place."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.evidence.pinpoints import PinKind, Pinpoint, Problem

PIN_PROBLEMS: Mapping[Problem, LazyString] = {
    Problem.UNCLEAR: _l("Write the place like this: p. 14, p. 4 para. 2, 00:14:22, frame 120, cell B12, "
                        "p. 2 region 100,250,400,80, #anchor"),
    Problem.BACKWARDS: _l("The end must be after the beginning"),
    Problem.CLOCK: _l("Minutes and seconds go from 00 to 59"),
    Problem.TOO_LONG: _l("Shorten the pinpoint to 200 characters"),
}


def pin_words(pinpoint: Pinpoint | None) -> str:
    """A pinpoint in the reader's language; empty when there is none."""
    if pinpoint is None:
        return ""
    value = pinpoint.value.replace("-", "–")
    page, _slash, paragraph = value.partition("/")
    if pinpoint.kind is PinKind.PARAGRAPH and paragraph:
        return _("p. %(page)s, para. %(n)s", page=page, n=paragraph)
    if pinpoint.kind is PinKind.REGION and paragraph:
        return _("p. %(page)s, region %(n)s", page=page, n=paragraph)
    words = {
        PinKind.PAGE: _("p. %(n)s", n=value),
        PinKind.PARAGRAPH: _("para. %(n)s", n=value),
        PinKind.FRAME: _("frame %(n)s", n=value),
        PinKind.REGION: _("region %(n)s", n=value),
        PinKind.CELL: _("cell %(n)s", n=value),
        PinKind.ANCHOR: f"#{pinpoint.value}",
    }
    return words.get(pinpoint.kind, value)
