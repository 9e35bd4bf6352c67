"""What people read about propositions, links and levels."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.law.pinpoints import PinKind, Pinpoint, Problem
from casefile.law.pleading import Polarity, PropositionType
from casefile.law.rules import Direction, Directness, Guard, Level, Weight

LEVELS: Mapping[Level, LazyString] = {
    Level.NOT_ASSESSED: _l("Not assessed"),
    Level.NONE: _l("None"),
    Level.LEAD: _l("Indicative"),
    Level.WEAK: _l("Weak"),
    Level.ARGUABLE: _l("Arguable"),
    Level.SUFFICIENT: _l("Sufficient"),
    Level.STRONG: _l("Strong"),
    Level.NEGATED: _l("Negated"),
}

LEVEL_MEANINGS: Mapping[Level, LazyString] = {
    Level.NOT_ASSESSED: _l("Nobody has assessed this element yet."),
    Level.NONE: _l("There is no information on this element."),
    Level.LEAD: _l("There is information only: rumour, single hearsay or unverified material."),
    Level.WEAK: _l("There is some evidence, with a serious weakness or contradiction."),
    Level.ARGUABLE: _l("A reasonable inference is available; other reasonable explanations remain."),
    Level.SUFFICIENT: _l("The evidence supports the target standard of the case as things stand."),
    Level.STRONG: _l("The evidence would still support the standard if its strongest item fell away."),
    Level.NEGATED: _l("Evidence shows that the element is not met."),
}

GUARDS: Mapping[Guard, LazyString] = {
    Guard.NO_SUPPORT: _l("No supporting evidence may be linked."),
    Guard.REASON: _l("Give a reason."),
    Guard.CONTRARY: _l("Describe the contrary view."),
    Guard.SECOND: _l("A second reviewer must agree."),
    Guard.REMOVE_ONE: _l("Check what remains if the strongest item falls away."),
    Guard.CHARGE_REVIEW: _l("The charge must be reviewed."),
}

DIRECTIONS: Mapping[Direction, LazyString] = {
    Direction.SUPPORTS: _l("Supports"),
    Direction.UNDERMINES: _l("Undermines"),
    Direction.NEUTRAL: _l("Neutral context"),
}

DIRECTNESS: Mapping[Directness, LazyString] = {
    Directness.DIRECT: _l("Direct"),
    Directness.CIRCUMSTANTIAL: _l("Circumstantial"),
    Directness.HEARSAY_FIRST: _l("First-hand hearsay"),
    Directness.HEARSAY_MULTI: _l("Hearsay through several people"),
    Directness.EXPERT: _l("Expert"),
    Directness.DOCUMENTARY: _l("Documentary"),
}

WEIGHTS: Mapping[Weight, LazyString] = {
    Weight.HIGH: _l("High weight"),
    Weight.MEDIUM: _l("Medium weight"),
    Weight.LOW: _l("Low weight"),
}

PROPOSITION_TYPES: Mapping[PropositionType, LazyString] = {
    PropositionType.CRIME_BASE: _l("Crime base: what happened"),
    PropositionType.LINKAGE: _l("Linkage: what ties the person to it"),
    PropositionType.CONTEXTUAL: _l("Context"),
    PropositionType.MENTAL: _l("State of mind"),
    PropositionType.JURISDICTIONAL: _l("Jurisdiction"),
    PropositionType.BACKGROUND: _l("Background"),
    PropositionType.JUDICIAL_NOTICE: _l("Generally known"),
}

POLARITIES: Mapping[Polarity, LazyString] = {
    Polarity.FOR: _l("For the charge"),
    Polarity.AGAINST: _l("Against the charge"),
}

PIN_PROBLEMS: Mapping[Problem, LazyString] = {
    Problem.UNCLEAR: _l("Write the place like this: p. 14, p. 4 para. 2, 00:14:22, frame 120, cell B12, #anchor"),
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
    words = {
        PinKind.PAGE: _("p. %(n)s", n=value),
        PinKind.PARAGRAPH: _("para. %(n)s", n=value),
        PinKind.FRAME: _("frame %(n)s", n=value),
        PinKind.REGION: _("region %(n)s", n=value),
        PinKind.CELL: _("cell %(n)s", n=value),
        PinKind.ANCHOR: f"#{pinpoint.value}",
    }
    return words.get(pinpoint.kind, value)
