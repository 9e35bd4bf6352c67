"""Charges with their rows, what is put forward to prove or answer them, what people think of it; laws and forums."""

from casefile.law.models.assessment import ElementAssessment
from casefile.law.models.balance import DefenceMemo, ExoneratingSearch
from casefile.law.models.charge import (
    Charge,
    ChargeElement,
    ChargeIncident,
    ChargeMode,
    ChargeOfficial,
    ChargePlace,
)
from casefile.law.models.context import ContextAdoption, ContextFinding
from casefile.law.models.edition import LawEdition
from casefile.law.models.gap import AcceptedGap, GapTask
from casefile.law.models.planning import ForumAssessment, LimitationEvent
from casefile.law.models.proof import ElementProposition, EvidenceLink, Proposition

__all__ = ["AcceptedGap", "Charge", "ChargeElement", "ChargeIncident", "ChargeMode", "ChargeOfficial", "ChargePlace",
           "ContextAdoption", "ContextFinding", "DefenceMemo", "ElementAssessment", "ElementProposition",
           "EvidenceLink", "ExoneratingSearch", "ForumAssessment", "GapTask", "LawEdition", "LimitationEvent",
           "Proposition"]
