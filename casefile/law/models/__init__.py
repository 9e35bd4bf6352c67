"""Charges with their rows, and what is put forward to prove them or to answer them."""

from casefile.law.models.charge import Charge, ChargeElement, ChargeIncident, ChargeMode, ChargeOfficial
from casefile.law.models.proof import ElementProposition, EvidenceLink, Proposition

__all__ = ["Charge", "ChargeElement", "ChargeIncident", "ChargeMode", "ChargeOfficial", "ElementProposition",
           "EvidenceLink", "Proposition"]
