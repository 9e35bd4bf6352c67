"""Charges with their rows, what is put forward to prove or answer them, and what people think of it."""

from casefile.law.models.assessment import ElementAssessment
from casefile.law.models.balance import DefenceMemo, ExoneratingSearch
from casefile.law.models.charge import Charge, ChargeElement, ChargeIncident, ChargeMode, ChargeOfficial
from casefile.law.models.gap import AcceptedGap, GapTask
from casefile.law.models.proof import ElementProposition, EvidenceLink, Proposition

__all__ = ["AcceptedGap", "Charge", "ChargeElement", "ChargeIncident", "ChargeMode", "ChargeOfficial", "DefenceMemo",
           "ElementAssessment", "ElementProposition", "EvidenceLink", "ExoneratingSearch", "GapTask", "Proposition"]
