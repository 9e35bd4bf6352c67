"""Rules about witnesses and victims, plain functions on plain values."""

from casefile.people.rules.codes import NUMBERS, code, is_code, prefix_for
from casefile.people.rules.consent import CONSENT_ARROWS, Consent, consent_on_day, may_follow
from casefile.people.rules.identity import FIELDS, Group
from casefile.people.rules.person import AgeBand, Contact, Part, PersonRole, Sex, Spoken, Testify, Vulnerability
from casefile.people.rules.protection import HOLDS, Protection, latest_review

__all__ = [
    "CONSENT_ARROWS", "FIELDS", "HOLDS", "NUMBERS", "AgeBand", "Consent", "Contact", "Group", "Part", "PersonRole",
    "Protection", "Sex", "Spoken", "Testify", "Vulnerability", "code", "consent_on_day", "is_code", "latest_review",
    "may_follow", "prefix_for",
]
