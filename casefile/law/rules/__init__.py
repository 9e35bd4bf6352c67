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
from casefile.law.rules.charge import Missing, NotChargeable, Part, RequiredElement, missing, required_elements
from casefile.law.rules.proof import GUARDS, Direction, Directness, Guard, Level, Weight, charge_level
from casefile.law.traps import Advisory, Plea, Trap, traps

__all__ = [
    "GUARDS", "Advisory", "ContextTest", "Crime", "Direction", "Directness", "Element", "Family",
    "Framework", "FrameworkError", "Ground", "Guard", "Kind", "Level", "MentalElement", "Missing", "Mode",
    "Need", "NotChargeable", "Part", "Plea", "RequiredElement", "Scope", "Source", "Standard", "Text",
    "Trap", "UnknownCode", "Weight", "charge_level", "cite", "frameworks", "load", "missing",
    "required_elements", "traps",
]
