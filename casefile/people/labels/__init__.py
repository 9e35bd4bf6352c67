"""Words for witnesses and victims."""

from casefile.people.labels.consent import CONSENT, CONSENT_TONE, consent_words
from casefile.people.labels.identity import FIELD, GROUP
from casefile.people.labels.person import AGE_BAND, CONTACT, PART, ROLE, SEX, SPOKEN, TESTIFY, VULNERABILITY, roles
from casefile.people.labels.protection import PROTECTION, PROTECTION_TONE, protection_words

__all__ = [
    "AGE_BAND", "CONSENT", "CONSENT_TONE", "CONTACT", "FIELD", "GROUP", "PART", "PROTECTION", "PROTECTION_TONE",
    "ROLE", "SEX", "SPOKEN", "TESTIFY", "VULNERABILITY", "consent_words", "protection_words", "roles",
]
