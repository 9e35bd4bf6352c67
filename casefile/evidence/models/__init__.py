"""Items, the batches they arrive in, their custody log, flags, what they are about, which sources are one."""

from casefile.evidence.models.custody import CustodyEvent
from casefile.evidence.models.flag import ExculpatoryFlag
from casefile.evidence.models.item import Evidence, EvidenceBatch, Provenance
from casefile.evidence.models.rendition import Extraction, Reading, Rendition
from casefile.evidence.models.source import SourceTie
from casefile.evidence.models.subject import EvidenceSubject

__all__ = ["CustodyEvent", "Evidence", "EvidenceBatch", "EvidenceSubject", "ExculpatoryFlag", "Extraction",
           "Provenance", "Reading", "Rendition", "SourceTie"]
