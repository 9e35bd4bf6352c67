"""What an item is, where it comes from, how it belongs to others (domain brief §5.1, §5.10)."""

from __future__ import annotations

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


class Exculpatory(StrEnum):
    """In what way an item speaks for a suspect."""

    INNOCENCE = "innocence"
    MITIGATION = "mitigation"
    CREDIBILITY = "credibility"


class Lawfulness(StrEnum):
    """Whether it was lawfully obtained (Art. 69(7))."""

    LAWFUL = "lawful"
    IN_DOUBT = "in_doubt"
    VIOLATION = "violation"


class Payment(StrEnum):
    """What was paid for it: nothing but expenses may be, and whatever was is written down."""

    NONE = "none"
    EXPENSES = "expenses"
    PURCHASE = "purchase_prohibited"


class Medium(StrEnum):
    """In what form the original exists."""

    DIGITAL = "born_digital"
    PAPER = "paper"
    FILM = "film_or_tape"
    OBJECT = "object"
    UNKNOWN = "unknown"


class Relation(StrEnum):
    """How an item belongs to its parent: it came with it, or was made from it."""

    ATTACHMENT = "attachment"
    TRANSLATION = "translation"
    TRANSCRIPT = "transcript"
    REDACTION = "redaction"
    EXTRACT = "extract"
    ENHANCEMENT = "enhancement"
    TEXT_LAYER = "text_layer"
    SUMMARY = "summary"


DERIVATIVES = tuple(relation for relation in Relation if relation is not Relation.ATTACHMENT)


class Method(StrEnum):
    """Who or what made a derivative."""

    HUMAN = "human"
    MACHINE_DRAFT = "machine_draft"
    MACHINE_REVIEWED = "machine_reviewed"
    CERTIFIED = "certified"
