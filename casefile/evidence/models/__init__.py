"""Items, the batches they arrive in, their custody log, flags, what they are about, which sources are one."""

from casefile.evidence.models.backing import CLAIMS, Backing
from casefile.evidence.models.custody import CustodyEvent
from casefile.evidence.models.flag import ExculpatoryFlag
from casefile.evidence.models.grade import Grade
from casefile.evidence.models.item import Evidence, EvidenceBatch
from casefile.evidence.models.manifest import ManifestEntry, TimeAnswer, TimeManifest
from casefile.evidence.models.move import AxisMove
from casefile.evidence.models.number import PageNumbers
from casefile.evidence.models.privilege import PrivilegeReview
from casefile.evidence.models.provenance import Provenance
from casefile.evidence.models.rendition import Extraction, Reading, Rendition
from casefile.evidence.models.sharing import ItemProvider, PeopleReview, ProviderAgreement
from casefile.evidence.models.source import SourceTie
from casefile.evidence.models.subject import EvidenceSubject
from casefile.evidence.models.transfer import CustodyTransfer
from casefile.evidence.models.upload import Upload

__all__ = ["CLAIMS", "AxisMove", "Backing", "CustodyEvent", "CustodyTransfer", "Evidence", "EvidenceBatch",
           "EvidenceSubject", "ExculpatoryFlag", "Extraction", "Grade", "ItemProvider", "ManifestEntry",
           "PageNumbers", "PeopleReview", "PrivilegeReview", "Provenance", "ProviderAgreement", "Reading", "Rendition",
           "SourceTie", "TimeAnswer", "TimeManifest", "Upload"]
