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
    other,
    other_language,
    say,
    state_of_mind,
)
from casefile.law.labels.faults import FAULTS, fault
from casefile.law.labels.planning import (
    ABSENTIAS,
    CHANGES,
    DEATH_PENALTIES,
    EVENT_KINDS,
    FAIR_TRIALS,
    OUTCOMES,
    STEP_KINDS,
    TONES,
    VIABILITIES,
)
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
    "ABSENTIAS", "CHANGES", "CHARGE_STATUSES", "CORROBORATIONS", "DEATH_PENALTIES", "DIRECTIONS", "DIRECTNESS",
    "EVENT_KINDS", "EXCLUSIONS", "FAIR_TRIALS", "FAMILIES", "FAULTS", "FORCES", "GROUND_KINDS", "GUARDS", "GUARDS_OF",
    "KINDS", "LEVELS", "LEVEL_MEANINGS", "NEEDS", "OUTCOMES", "PARTS", "PLEADINGS", "POLARITIES",
    "PROPOSITION_STATUSES", "PROPOSITION_TONES", "PROPOSITION_TYPES", "SCOPES", "SINGLE_SOURCE", "SOURCES",
    "STANDARD", "STEP_KINDS", "TONES", "USABLE", "VIABILITIES", "WEIGHTS", "article", "change_words", "fault",
    "level_shape", "other", "other_language", "pin_words", "say", "state_of_mind", "tone",
]
