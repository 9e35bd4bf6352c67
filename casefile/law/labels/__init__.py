"""What people read for the enums and advisories of the law."""

from casefile.evidence.pin_labels import pin_words
from casefile.law.labels.charge import CHARGE_STATUSES, EXCLUSIONS, FORCES, PARTS, PLEADINGS, tone
from casefile.law.labels.data import (
    FAMILIES,
    GROUND_KINDS,
    KINDS,
    NEEDS,
    SCOPES,
    SOURCES,
    article,
    say,
    state_of_mind,
)
from casefile.law.labels.faults import FAULTS, fault
from casefile.law.labels.proof import (
    DIRECTIONS,
    DIRECTNESS,
    GUARDS,
    LEVEL_MEANINGS,
    LEVELS,
    POLARITIES,
    PROPOSITION_TYPES,
    WEIGHTS,
)

__all__ = [
    "CHARGE_STATUSES", "DIRECTIONS", "DIRECTNESS", "EXCLUSIONS", "FAMILIES", "FAULTS", "FORCES", "GROUND_KINDS",
    "GUARDS", "KINDS", "LEVELS", "LEVEL_MEANINGS", "NEEDS", "PARTS", "PLEADINGS", "POLARITIES",
    "PROPOSITION_TYPES", "SCOPES", "SOURCES", "WEIGHTS", "article", "fault", "pin_words", "say", "state_of_mind",
    "tone",
]
