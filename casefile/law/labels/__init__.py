"""What people read for the enums and advisories of the law."""

from casefile.cases.labels import STANDARD
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
    CORROBORATIONS,
    DIRECTIONS,
    DIRECTNESS,
    GUARDS,
    LEVEL_MEANINGS,
    LEVELS,
    POLARITIES,
    PROPOSITION_STATUSES,
    PROPOSITION_TONES,
    PROPOSITION_TYPES,
    SINGLE_SOURCE,
    USABLE,
    WEIGHTS,
    change_words,
    level_shape,
)
from casefile.law.rules.proof import GUARDS as GUARDS_OF

__all__ = [
    "CHARGE_STATUSES", "CORROBORATIONS", "DIRECTIONS", "DIRECTNESS", "EXCLUSIONS", "FAMILIES", "FAULTS", "FORCES",
    "GROUND_KINDS", "GUARDS", "GUARDS_OF", "KINDS", "LEVELS", "LEVEL_MEANINGS", "NEEDS", "PARTS", "PLEADINGS",
    "POLARITIES", "PROPOSITION_STATUSES", "PROPOSITION_TONES", "PROPOSITION_TYPES", "SCOPES", "SINGLE_SOURCE",
    "SOURCES", "STANDARD", "USABLE", "WEIGHTS", "article", "change_words", "fault", "level_shape", "pin_words", "say",
    "state_of_mind", "tone",
]
