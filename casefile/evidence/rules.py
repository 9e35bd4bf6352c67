"""Evidence: vocabularies, the five axes with their arrows, the headline, names, numbers (domain brief §5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an item is (§5.1)."""

    TESTIMONY = "testimony"
    DOCUMENT = "document"
    PHOTO = "photo"
    VIDEO = "video"
    AUDIO = "audio"
    SATELLITE = "satellite_imagery"
    MAP = "map_sketch"
    OBJECT = "physical_object"
    FORENSIC = "forensic_report"
    MEDICAL = "medical_report"
    DEVICE = "digital_device_image"
    WEB = "web_capture"
    SOCIAL = "social_media"
    MESSAGES = "message_export"
    DATASET = "dataset"
    REPORT = "open_source_report"
    PUBLICATION = "official_publication"
    LEGISLATION = "legislation"
    EXPERT = "expert_report"
    STRUCTURE = "structure_note"


class Language(StrEnum):
    """A language of an item."""

    KOREAN = "ko"
    ENGLISH = "en"
    CHINESE = "zh"
    JAPANESE = "ja"
    RUSSIAN = "ru"
    MONGOLIAN = "mn"
    THAI = "th"
    VIETNAMESE = "vi"
    OTHER = "other"


class Acquisition(StrEnum):
    """How an item was obtained. Buying evidence is not among the ways (§5.1)."""

    INTERVIEW = "interview"
    HANDED_OVER = "handed_over"
    OPEN_SOURCE = "open_source"
    REQUEST = "request"
    FOUND = "found"
    SEIZED = "seized_by_authority"
    PARTNER = "transfer_from_partner"


class Sensitivity(StrEnum):
    """Why an item is not shown until asked for."""

    NONE = "none"
    VICTIM_NAMES = "names_of_victims"
    DISTRESSING = "distressing"
    SEXUAL_VIOLENCE = "sexual_violence"
    SECURITY = "security"


class Custody(StrEnum):
    """Where the original is."""

    REGISTERED = "registered"
    PRESERVED = "preserved"
    OUT = "out_on_transfer"
    RETURNED = "returned"
    DISPOSED = "disposed"
    LOST = "lost"


class Verification(StrEnum):
    """Whether it is what it claims to be."""

    UNVERIFIED = "unverified"
    IN_VERIFICATION = "in_verification"
    VERIFIED = "verified"
    PARTLY = "partly_verified"
    DISPUTED = "disputed"
    REFUTED = "refuted"
    UNVERIFIABLE = "unverifiable"


class Admissibility(StrEnum):
    """Whether a court would take it."""

    NOT_ASSESSED = "not_assessed"
    LIKELY = "likely"
    CONDITIONAL = "conditional"
    AT_RISK = "at_risk"
    EXCLUDED = "excluded"


class Use(StrEnum):
    """For what it may be used."""

    INTERNAL = "internal"
    OPEN = "open_to_competent"
    CASE_BY_CASE = "case_by_case"
    LEAD_ONLY = "lead_only"
    SEALED = "privileged_sealed"
    WITHDRAWN = "consent_withdrawn"
    EMBARGOED = "embargoed"


class Disclosure(StrEnum):
    """What the defence must be told of it."""

    UNCLASSIFIED = "unclassified"
    INCRIM = "INCRIM"
    PEXO = "PEXO"
    R77 = "R77"
    MIXED = "MIXED"
    NOT_DISCLOSABLE = "NOT_DISCLOSABLE"


class Exculpatory(StrEnum):
    """In what way an item speaks for a suspect."""

    INNOCENCE = "innocence"
    MITIGATION = "mitigation"
    CREDIBILITY = "credibility"


class Headline(StrEnum):
    """The one word for the five axes (§5.4)."""

    WITHDRAWN = "withdrawn"
    SEALED = "sealed"
    EXCLUDED = "excluded"
    INTEGRITY_ALERT = "integrity_alert"
    REFUTED = "refuted"
    LEAD_ONLY = "lead_only"
    CONTESTED = "contested"
    CLEARED = "cleared_for_dossier"
    VERIFIED = "verified"
    CORROBORATED = "corroborated"
    UNDER_VERIFICATION = "under_verification"
    PRESERVED = "preserved"
    REGISTERED = "registered"


CUSTODY_ARROWS = {
    Custody.REGISTERED: frozenset({Custody.PRESERVED, Custody.LOST}),
    Custody.PRESERVED: frozenset({Custody.OUT, Custody.RETURNED, Custody.DISPOSED, Custody.LOST}),
    Custody.OUT: frozenset({Custody.PRESERVED, Custody.RETURNED, Custody.LOST}),
    Custody.LOST: frozenset({Custody.PRESERVED}),
    Custody.RETURNED: frozenset(),
    Custody.DISPOSED: frozenset(),
}
_DOUBT = frozenset({Verification.DISPUTED, Verification.REFUTED})
VERIFICATION_ARROWS = {
    Verification.UNVERIFIED: frozenset({Verification.IN_VERIFICATION}) | _DOUBT,
    Verification.IN_VERIFICATION: frozenset({Verification.VERIFIED, Verification.PARTLY, Verification.UNVERIFIABLE,
                                             Verification.UNVERIFIED}) | _DOUBT,
    Verification.VERIFIED: frozenset({Verification.IN_VERIFICATION}) | _DOUBT,
    Verification.PARTLY: frozenset({Verification.IN_VERIFICATION}) | _DOUBT,
    Verification.UNVERIFIABLE: frozenset({Verification.IN_VERIFICATION}) | _DOUBT,
    Verification.DISPUTED: frozenset({Verification.IN_VERIFICATION, Verification.REFUTED}),
    Verification.REFUTED: frozenset({Verification.IN_VERIFICATION, Verification.DISPUTED}),
}
# Once assessed an item is never unassessed again: a new assessment replaces the old one.
_ASSESSED = frozenset(Admissibility) - {Admissibility.NOT_ASSESSED}
ADMISSIBILITY_ARROWS = {state: _ASSESSED - {state} for state in Admissibility}
# Consent that was withdrawn does not come back; a new consent belongs to a new item.
USE_ARROWS = {state: frozenset(Use) - {state} if state is not Use.WITHDRAWN else frozenset() for state in Use}
DISCLOSURE_ARROWS = {state: frozenset(Disclosure) - {state, Disclosure.UNCLASSIFIED} for state in Disclosure}

ARROWS = {
    "custody_state": CUSTODY_ARROWS,
    "verification_state": VERIFICATION_ARROWS,
    "admissibility_state": ADMISSIBILITY_ARROWS,
    "use_restriction": USE_ARROWS,
    "disclosure_class": DISCLOSURE_ARROWS,
}
STATES = {"custody_state": Custody, "verification_state": Verification, "admissibility_state": Admissibility,
          "use_restriction": Use, "disclosure_class": Disclosure}


def needs_second(old: StrEnum, new: StrEnum) -> bool:
    """Say whether the table of §5.4 wants a second person for this move."""
    if new in (Verification.VERIFIED, Admissibility.EXCLUDED, Custody.DISPOSED, Custody.RETURNED):
        return True
    # What was shut out, kept as a lead or sealed is not opened by one person.
    return old in (Admissibility.EXCLUDED, Use.LEAD_ONLY, Use.SEALED) and new is not Use.WITHDRAWN


@dataclass(frozen=True, slots=True)
class Standing:
    """The axes of one item, and what else decides the headline."""

    custody: Custody
    verification: Verification
    admissibility: Admissibility
    use: Use
    disclosure: Disclosure
    integrity_alert: bool = False
    contradicted: bool = False
    corroborated: bool = False


_KNOWN = (Verification.VERIFIED, Verification.PARTLY)
_TAKEN = (Admissibility.LIKELY, Admissibility.CONDITIONAL)


def headline(at: Standing) -> Headline:
    """The first of §5.4 that fits."""
    cleared = (at.custody is Custody.PRESERVED and at.verification in _KNOWN and at.admissibility in _TAKEN
               and at.disclosure is not Disclosure.UNCLASSIFIED)
    rules = (
        (at.use is Use.WITHDRAWN, Headline.WITHDRAWN),
        (at.use is Use.SEALED, Headline.SEALED),
        (at.admissibility is Admissibility.EXCLUDED, Headline.EXCLUDED),
        (at.integrity_alert or at.custody is Custody.LOST, Headline.INTEGRITY_ALERT),
        (at.verification is Verification.REFUTED, Headline.REFUTED),
        (at.use is Use.LEAD_ONLY, Headline.LEAD_ONLY),
        (at.verification is Verification.DISPUTED or at.contradicted, Headline.CONTESTED),
        (cleared, Headline.CLEARED),
        (at.verification is Verification.VERIFIED, Headline.VERIFIED),
        (at.corroborated, Headline.CORROBORATED),
        (at.verification is Verification.IN_VERIFICATION, Headline.UNDER_VERIFICATION),
        (at.custody is Custody.PRESERVED, Headline.PRESERVED),
    )
    return next((name for fits, name in rules if fits), Headline.REGISTERED)


def exhibit_number(situation: str, batch: int, page: int, organisation: str = "CF") -> str:
    """The registration number `PRK-CF-0007-0213` (§5.2)."""
    return f"{situation}-{organisation}-{batch:04d}-{page:04d}"


class CustodyType(StrEnum):
    """What happened to an item (§5.3)."""

    COLLECTED = "collected"
    RECEIVED = "received"
    INGESTED = "ingested"
    HASHED = "hashed"
    FIXITY_CHECKED = "fixity_checked"
    ACCESSED = "accessed"
    TRANSFERRED = "transferred"
    RETURNED = "returned"
    DISPOSED = "disposed"
    LOST = "lost"
    FOUND = "found"
    CORRECTION = "correction"
    COPIED_WORKING = "copied_working"
    OCR = "ocr"
    EXTRACTED = "extracted"


# A move of the original that the custody log must show.
CUSTODY_OF_STATE = {Custody.OUT: CustodyType.TRANSFERRED, Custody.RETURNED: CustodyType.RETURNED,
                    Custody.DISPOSED: CustodyType.DISPOSED, Custody.LOST: CustodyType.LOST}
CUSTODY_BACK = {Custody.OUT: CustodyType.RECEIVED, Custody.LOST: CustodyType.FOUND}


def custody_type(old: Custody, new: Custody) -> CustodyType | None:
    """The custody entry that a move of the custody axis makes; None when the original did not move."""
    return CUSTODY_OF_STATE.get(new) or (CUSTODY_BACK.get(old) if new is Custody.PRESERVED else None)
