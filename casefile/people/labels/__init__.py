"""Words for witnesses and victims."""

from casefile.people.labels.consent import CONSENT, CONSENT_TONE, consent_words
from casefile.people.labels.grants import (
    CHANNEL,
    EXPLAINED,
    LEVEL,
    OUTCOME,
    OUTCOME_TONE,
    PURPOSE,
    RECIPIENT,
    ROW_FAULT,
    SHAPE,
    VERSION,
    WHY,
    answer_words,
    recipient_words,
)
from casefile.people.labels.identity import FIELD, GROUP, SHRED_GROUND
from casefile.people.labels.person import AGE_BAND, CONTACT, PART, ROLE, SEX, SPOKEN, TESTIFY, VULNERABILITY, roles
from casefile.people.labels.protection import PROTECTION, PROTECTION_TONE, protection_words
from casefile.people.labels.rarity import rare_words

__all__ = [
    "AGE_BAND", "CHANNEL", "CONSENT", "CONSENT_TONE", "CONTACT", "EXPLAINED", "FIELD", "GROUP", "LEVEL", "OUTCOME",
    "OUTCOME_TONE", "PART", "PROTECTION", "PROTECTION_TONE", "PURPOSE", "RECIPIENT", "ROLE", "ROW_FAULT", "SEX",
    "SHAPE", "SHRED_GROUND", "SPOKEN", "TESTIFY", "VERSION", "VULNERABILITY", "WHY", "answer_words",
    "consent_words", "protection_words", "rare_words", "recipient_words", "roles",
]
