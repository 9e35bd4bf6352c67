"""Words for the vocabularies of evidence."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from casefile.accounts.labels import JOB, JOB_ERROR, JOB_STEP
from casefile.core.jobs import Job
from casefile.evidence.bearing import Bearing
from casefile.evidence.labels.work import (
    AGREEMENT,
    CODE,
    FIELD,
    INFORMATION,
    LAWFULNESS,
    MEDIUM,
    METHOD,
    NEED,
    PAYMENT,
    PRIVILEGE,
    PRIVILEGE_ANSWER,
    RELATION,
    SCAN,
    SHEET,
    SOURCE,
    STEP,
    TRANSFER,
    role_words,
)
from casefile.evidence.rules import (
    Acquisition,
    Admissibility,
    Custody,
    CustodyType,
    Disclosure,
    Exculpatory,
    Headline,
    Kind,
    Language,
    Sensitivity,
    Use,
    Verification,
)
from casefile.evidence.sources import Role, Tie

__all__ = [
    "ACQUISITION",
    "ADMISSIBILITY",
    "AGREEMENT",
    "AXES",
    "CODE",
    "CUSTODY",
    "DISCLOSURE",
    "EVENT",
    "EXCULPATORY",
    "FIELD",
    "HEADLINE",
    "INFORMATION",
    "KIND",
    "LANGUAGE",
    "LAWFULNESS",
    "MEDIUM",
    "METHOD",
    "NEED",
    "OUTCOME",
    "PAYMENT",
    "PRIVILEGE",
    "PRIVILEGE_ANSWER",
    "RELATION",
    "SCAN",
    "SENSITIVITY",
    "SHEET",
    "SOURCE",
    "STEP",
    "TONE",
    "TRANSFER",
    "USE",
    "VERIFICATION",
    "role_words",
]

KIND = {
    Kind.TESTIMONY: _l("Testimony"),
    Kind.DOCUMENT: _l("Document"),
    Kind.PHOTO: _l("Photograph"),
    Kind.VIDEO: _l("Video"),
    Kind.AUDIO: _l("Audio recording"),
    Kind.SATELLITE: _l("Satellite imagery"),
    Kind.MAP: _l("Map or sketch"),
    Kind.OBJECT: _l("Physical object"),
    Kind.FORENSIC: _l("Forensic report"),
    Kind.MEDICAL: _l("Medical report"),
    Kind.DEVICE: _l("Image of a digital device"),
    Kind.WEB: _l("Web capture"),
    Kind.SOCIAL: _l("Social media post"),
    Kind.MESSAGES: _l("Exported messages"),
    Kind.DATASET: _l("Dataset"),
    Kind.REPORT: _l("Open-source report"),
    Kind.PUBLICATION: _l("Official publication"),
    Kind.LEGISLATION: _l("Legislation"),
    Kind.EXPERT: _l("Expert report"),
    Kind.STRUCTURE: _l("Note on structures"),
}
LANGUAGE = {
    Language.KOREAN: _l("Korean"),
    Language.ENGLISH: _l("English"),
    Language.CHINESE: _l("Chinese"),
    Language.JAPANESE: _l("Japanese"),
    Language.RUSSIAN: _l("Russian"),
    Language.MONGOLIAN: _l("Mongolian"),
    Language.THAI: _l("Thai"),
    Language.VIETNAMESE: _l("Vietnamese"),
    Language.OTHER: _l("Another language"),
}
ACQUISITION = {
    Acquisition.INTERVIEW: _l("Interview"),
    Acquisition.HANDED_OVER: _l("Handed over"),
    Acquisition.OPEN_SOURCE: _l("Open source"),
    Acquisition.REQUEST: _l("On request"),
    Acquisition.FOUND: _l("Found"),
    Acquisition.SEIZED: _l("Seized by an authority"),
    Acquisition.PARTNER: _l("Transfer from a partner"),
}
SENSITIVITY = {
    Sensitivity.NONE: _l("None"),
    Sensitivity.VICTIM_NAMES: _l("Contains names of victims"),
    Sensitivity.DISTRESSING: _l("Distressing"),
    Sensitivity.SEXUAL_VIOLENCE: _l("Sexual violence"),
    Sensitivity.SECURITY: _l("Endangers somebody if it leaks"),
}
CUSTODY = {
    Custody.REGISTERED: _l("Registered"),
    Custody.PRESERVED: _l("Preserved"),
    Custody.OUT: _l("Out on transfer"),
    Custody.RETURNED: _l("Returned"),
    Custody.DISPOSED: _l("Disposed of"),
    Custody.LOST: _l("Lost"),
}
VERIFICATION = {
    Verification.UNVERIFIED: _l("Not verified"),
    Verification.IN_VERIFICATION: _l("In verification"),
    Verification.VERIFIED: _l("Verified"),
    Verification.PARTLY: _l("Partly verified"),
    Verification.DISPUTED: _l("Disputed"),
    Verification.REFUTED: _l("Refuted"),
    Verification.UNVERIFIABLE: _l("Cannot be verified"),
}
ADMISSIBILITY = {
    Admissibility.NOT_ASSESSED: _l("Not assessed"),
    Admissibility.LIKELY: _l("Likely admissible"),
    Admissibility.CONDITIONAL: _l("Admissible on conditions"),
    Admissibility.AT_RISK: _l("Admissibility at risk"),
    Admissibility.EXCLUDED: _l("Excluded"),
}
USE = {
    Use.INTERNAL: _l("Internal"),
    Use.OPEN: _l("Open to competent bodies"),
    Use.CASE_BY_CASE: _l("Case by case"),
    Use.LEAD_ONLY: _l("Lead only"),
    Use.SEALED: _l("Privileged, sealed"),
    Use.WITHDRAWN: _l("Consent withdrawn"),
    Use.EMBARGOED: _l("Embargoed"),
}
DISCLOSURE = {
    Disclosure.UNCLASSIFIED: _l("Not classified"),
    Disclosure.INCRIM: _l("Incriminating"),
    Disclosure.PEXO: _l("Potentially exonerating"),
    Disclosure.R77: _l("Material to the preparation of the defence"),
    Disclosure.MIXED: _l("Incriminating and exonerating"),
    Disclosure.NOT_DISCLOSABLE: _l("Not disclosable"),
}
AXES: dict[str, tuple[Any, dict[Any, Any]]] = {
    "custody_state": (_l("Custody"), CUSTODY),
    "verification_state": (_l("Verification"), VERIFICATION),
    "admissibility_state": (_l("Admissibility"), ADMISSIBILITY),
    "use_restriction": (_l("Use"), USE),
    "disclosure_class": (_l("Disclosure"), DISCLOSURE),
}
HEADLINE = {
    Headline.WITHDRAWN: _l("Withdrawn"),
    Headline.SEALED: _l("Sealed"),
    Headline.EXCLUDED: _l("Excluded"),
    Headline.INTEGRITY_ALERT: _l("Integrity alert"),
    Headline.REFUTED: _l("Refuted"),
    Headline.LEAD_ONLY: _l("Lead only"),
    Headline.CONTESTED: _l("Contested"),
    Headline.CLEARED: _l("Cleared for dossier"),
    Headline.VERIFIED: _l("Verified"),
    Headline.CORROBORATED: _l("Corroborated"),
    Headline.UNDER_VERIFICATION: _l("Under verification"),
    Headline.PRESERVED: _l("Preserved"),
    Headline.REGISTERED: _l("Registered"),
}
TONE = {
    Headline.WITHDRAWN: "lock", Headline.SEALED: "lock", Headline.EXCLUDED: "bad", Headline.INTEGRITY_ALERT: "bad",
    Headline.REFUTED: "bad", Headline.LEAD_ONLY: "lock", Headline.CONTESTED: "warn", Headline.CLEARED: "good",
    Headline.VERIFIED: "good", Headline.CORROBORATED: "info", Headline.UNDER_VERIFICATION: "info",
    Headline.PRESERVED: "neutral", Headline.REGISTERED: "neutral",
}
BEARING = {Bearing.SUPPORTS: _l("Supports it"), Bearing.CONTRADICTS: _l("Contradicts it")}
EXCULPATORY = {
    Exculpatory.INNOCENCE: _l("Points to innocence"),
    Exculpatory.MITIGATION: _l("Mitigates guilt"),
    Exculpatory.CREDIBILITY: _l("Affects the credibility of other evidence"),
}
EVENT = {
    CustodyType.COLLECTED: _l("Collected"),
    CustodyType.RECEIVED: _l("Received"),
    CustodyType.INGESTED: _l("Taken into the store"),
    CustodyType.HASHED: _l("Fingerprint computed"),
    CustodyType.FIXITY_CHECKED: _l("Fingerprint checked"),
    CustodyType.VIRUS_CHECKED: _l("Checked for harmful code"),
    CustodyType.SEALED: _l("Sealed"),
    CustodyType.UNSEALED: _l("Seal opened"),
    CustodyType.ACCESSED: _l("Original opened"),
    CustodyType.CONVERTED: _l("Converted to another format"),
    CustodyType.TRANSCRIBED: _l("Transcribed"),
    CustodyType.TRANSLATED: _l("Translated"),
    CustodyType.REDACTED: _l("Redacted version made"),
    CustodyType.DERIVED: _l("Extract, enhancement or summary made"),
    CustodyType.EXAMINED: _l("Examined"),
    CustodyType.QUARANTINED: _l("Put in quarantine"),
    CustodyType.RELEASED: _l("Released from quarantine"),
    CustodyType.DISCLOSED: _l("Disclosed"),
    CustodyType.NUMBERED: _l("Pages numbered"),
    CustodyType.REVIEWED: _l("Looked after: custody review"),
    CustodyType.TRANSFER_REFUSED: _l("Handing over refused"),
    CustodyType.TRANSFERRED: _l("Handed over"),
    CustodyType.RETURNED: _l("Returned"),
    CustodyType.DISPOSED: _l("Disposed of"),
    CustodyType.LOST: _l("Lost"),
    CustodyType.FOUND: _l("Found again"),
    CustodyType.CORRECTION: _l("Correction"),
    CustodyType.COPIED_WORKING: _l("Working copy made"),
    CustodyType.OCR: _l("Text read from the pictures"),
    CustodyType.EXTRACTED: _l("Taken out of another item"),
}
OUTCOME = {"pass": _l("The fingerprint matches."), "fail": _l("The fingerprint does not match."),
           "missing": _l("The stored file is missing."), "clean": _l("Nothing harmful was found."),
           "harmful": _l("Something harmful was found; it is kept as evidence."),
           "not_possible": _l("It could not be checked."),
           "cleared": _l("Not privileged: the seal was lifted."), "privileged": _l("Privileged: it stays sealed.")}

JOB[Job.OPEN_EMBARGOES] = _l("Opening of embargoes that have ended")
JOB[Job.CHECK_FIXITY_SAMPLE] = _l("Weekly check of the fingerprints of a random hundredth")
JOB[Job.FINISH_UPLOAD] = _l("Registering of a file that waited for the file store")
JOB[Job.FINISH_UPLOADS] = _l("Uploads that wait or were given up")
JOB[Job.CHECK_FIXITY_DUE] = _l("Regular check of the fingerprints of evidence")
JOB[Job.MAKE_MANIFEST] = _l("List of the digests of new files")
JOB[Job.MAKE_MANIFESTS] = _l("Daily lists of the digests of new files")
JOB[Job.STAMP_MANIFEST] = _l("Time stamp on a list of digests")
JOB[Job.STAMP_MANIFESTS] = _l("Time stamps that are waited for")
JOB_STEP["asking_time"] = _l("Asking the time authority")
JOB_STEP["hashing"] = _l("Computing the fingerprint")
JOB_ERROR["not_found"] = _l("The record is no longer in the cases of whoever asked. Nothing was done.")
ROLE = {
    Role.SPEAKER: _l("Speaks in it: it is their account"),
    Role.SUBJECT: _l("Is the subject of it"),
    Role.FAMILY: _l("Is family of somebody in it"),
    Role.THIRD_PARTY: _l("Is mentioned or seen in it"),
    Role.CONSENT_FORM: _l("Signed it: it is their consent form"),
}
TIE = {
    Tie.TOLD: _l("Was told of it by"),
    Tie.HOUSEHOLD: _l("Lives in the same household as"),
    Tie.INTERMEDIARY: _l("Came through the same intermediary as"),
    Tie.SESSION: _l("Comes from the same interview session as"),
    Tie.COPIED: _l("Is copied from, or relies on"),
    Tie.PUBLISHER: _l("Goes back to the same publisher as"),
    Tie.DERIVED: _l("Is derived from"),
}
