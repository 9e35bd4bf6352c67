"""Items, the batches they arrive in, their custody log, exculpatory flags, and what they are about."""

from casefile.evidence.models.custody import CustodyEvent
from casefile.evidence.models.flag import ExculpatoryFlag
from casefile.evidence.models.item import Evidence, EvidenceBatch, Provenance
from casefile.evidence.models.rendition import Extraction, Reading, Rendition
from casefile.evidence.models.subject import EvidenceSubject

__all__ = ["CustodyEvent", "Evidence", "EvidenceBatch", "EvidenceSubject", "ExculpatoryFlag", "Extraction",
           "Provenance", "Reading", "Rendition"]
