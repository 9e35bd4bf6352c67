"""What people read about propositions, links and levels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.evidence import labels as items
from casefile.law.pleading import Polarity, PropositionType
from casefile.law.rules import (
    Corroboration,
    Difference,
    Direction,
    Directness,
    Guard,
    Level,
    PropositionStatus,
    Since,
    Weight,
)
from casefile.people.labels.grants import OUTCOME

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
    Guard.SUPPORT: _l("At least one supporting item must be linked."),
    Guard.AGAINST: _l("At least one item that undermines the element must be linked."),
    Guard.TARGET: _l("The standard supported must be at least the target standard of the charge."),
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

PROPOSITION_STATUSES: Mapping[PropositionStatus, LazyString] = {
    PropositionStatus.PROPOSED: _l("Proposed"),
    PropositionStatus.SUPPORTED: _l("Supported"),
    PropositionStatus.CONTESTED: _l("Contested"),
    PropositionStatus.ESTABLISHED: _l("Established"),
    PropositionStatus.REFUTED: _l("Refuted"),
    PropositionStatus.AGREED: _l("Agreed between the parties"),
    PropositionStatus.WITHDRAWN: _l("Withdrawn"),
}
PROPOSITION_TONES = {PropositionStatus.ESTABLISHED: "good", PropositionStatus.AGREED: "good",
                     PropositionStatus.SUPPORTED: "info", PropositionStatus.CONTESTED: "warn",
                     PropositionStatus.REFUTED: "bad"}

CORROBORATIONS: Mapping[Corroboration, LazyString] = {
    Corroboration.SAME_FACT: _l("The same fact, by another witness"),
    Corroboration.PATTERN: _l("A consistent pattern: similar conduct elsewhere"),
    Corroboration.PHYSICAL: _l("Physical or documentary"),
    Corroboration.EXPERT: _l("Expert or medical"),
    Corroboration.CONTEXTUAL: _l("Context only"),
}

DIFFERENCES: Mapping[Difference, LazyString] = {
    Difference.PROPOSITION_ADDED: _l("A sentence was added"),
    Difference.PROPOSITION_GONE: _l("A sentence no longer serves this element"),
    Difference.PROPOSITION_CHANGED: _l("A sentence was changed"),
    Difference.LINK_ADDED: _l("An item was linked"),
    Difference.LINK_GONE: _l("An item is no longer relied on"),
    Difference.LINK_CHANGED: _l("What is said about an item was changed"),
    Difference.ITEM_CHANGED: _l("The item itself stands otherwise"),
}
CHANGED_PARTS: Mapping[str, LazyString] = {
    "sentence": _l("the sentence"), "polarity": _l("which way it speaks"), "type": _l("kind of fact"),
    "status": _l("status"), "proposition": _l("the sentence"), "direction": _l("direction"),
    "directness": _l("directness"), "weight": _l("weight"), "pinpoint": _l("pinpoint"), "quote": _l("quote"),
    "verification_state": _l("verification"), "admissibility_state": _l("admissibility"),
    "use_restriction": _l("use"), "custody_state": _l("custody"), "disclosure_class": _l("disclosure"),
    "integrity_alert": _l("fixity"),
    "sharing": _l("sharing with the target forum"), "draft": _l("revision"),
    "item": _l("item"), "reference": _l("reference"),
}
_SPOKEN: Mapping[str, Mapping[Any, Any]] = {
    "polarity": POLARITIES, "type": PROPOSITION_TYPES, "status": PROPOSITION_STATUSES, "direction": DIRECTIONS,
    "directness": DIRECTNESS, "weight": WEIGHTS,
    "verification_state": items.VERIFICATION, "admissibility_state": items.ADMISSIBILITY,
    "use_restriction": items.USE, "custody_state": items.CUSTODY, "disclosure_class": items.DISCLOSURE,
    "integrity_alert": {True: _l("a check failed"), False: _l("in order")},
    "draft": {True: _l("a machine draft"), False: _l("revised by a person")}, "sharing": OUTCOME,
}


def change_words(since: Since) -> str:
    """One difference in words: what happened, to which record, and from what to what where that can be said."""
    what = str(DIFFERENCES[since.kind])
    if not since.part:
        return _("%(what)s: %(reference)s", what=what, reference=since.reference)
    part, known = CHANGED_PARTS[since.part], _SPOKEN.get(since.part)
    if known is None:
        return _("%(what)s: %(reference)s (%(part)s)", what=what, reference=since.reference, part=part)
    before, after = (str(known.get(value, "–")) for value in (since.before, since.after))
    return _("%(what)s: %(reference)s (%(part)s: from “%(before)s” to “%(after)s”)", what=what,
             reference=since.reference, part=part, before=before, after=after)


USABLE: Mapping[str, LazyString] = {
    "yes": _l("Yes, all of them"), "part": _l("Some of them"), "no": _l("None of them"), "": _l("Nothing to ask yet"),
}
SINGLE_SOURCE = _l("One independent source: permissible in law (Rule 63(4)); explain why the source is sufficient.")

_SHAPES = {Level.NOT_ASSESSED: "unassessed", Level.NONE: "none", Level.LEAD: "indicative", Level.WEAK: "weak",
           Level.ARGUABLE: "corroborated", Level.SUFFICIENT: "sufficient", Level.STRONG: "strong",
           Level.NEGATED: "negated"}


def level_shape(level: Level) -> str:
    """The shape a level is drawn with."""
    return _SHAPES[level]
