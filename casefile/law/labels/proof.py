"""What people read about propositions, links and levels."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

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
