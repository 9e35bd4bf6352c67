"""Rules of the law, plain functions on plain values: charges on paper, proof on paper, traps."""

from casefile.law.framework import (
    ContextTest,
    Crime,
    Element,
    Family,
    Framework,
    Ground,
    Kind,
    MentalElement,
    Mode,
    Need,
    Scope,
    Source,
    Standard,
    Text,
    UnknownCode,
    cite,
)
from casefile.law.loading import FrameworkError, frameworks, load
from casefile.law.rules.assessing import (
    HEARSAY,
    NEEDS_AGAINST,
    NEEDS_SUPPORT,
    PROPOSITION_ARROWS,
    Corroboration,
    Difference,
    Judgement,
    Leg,
    PropositionStatus,
    Since,
    best_directness,
    changes_since,
    guards_unmet,
    second_needed,
    strongest,
)
from casefile.law.rules.charge import Missing, NotChargeable, Part, RequiredElement, missing, required_elements
from casefile.law.rules.proof import GUARDS, Direction, Directness, Guard, Level, Weight, charge_level
from casefile.law.traps import Advisory, Plea, Trap, traps

__all__ = [
    "GUARDS", "HEARSAY", "NEEDS_AGAINST", "NEEDS_SUPPORT", "PROPOSITION_ARROWS", "Advisory", "ContextTest",
    "Corroboration", "Crime", "Difference", "Direction", "Directness", "Element", "Family", "Framework",
    "FrameworkError", "Ground", "Guard", "Judgement", "Kind", "Leg", "Level", "MentalElement", "Missing", "Mode",
    "Need", "NotChargeable", "Part", "Plea", "PropositionStatus", "RequiredElement", "Scope", "Since", "Source",
    "Standard", "Text", "Trap", "UnknownCode", "Weight", "best_directness", "changes_since", "charge_level", "cite",
    "frameworks", "guards_unmet", "load", "missing", "required_elements", "second_needed", "strongest", "traps",
]
