"""Rules about witnesses and victims, plain functions on plain values."""

from casefile.people.rules.codes import ALIASES, NUMBERS, alias, code, is_alias, is_code, is_mistyped, prefix_for
from casefile.people.rules.consent import CONSENT_ARROWS, Consent, consent_on_day, may_follow
from casefile.people.rules.identity import FIELDS, WINDOW_MINUTES, Group, ShredGround
from casefile.people.rules.person import AgeBand, Contact, Part, PersonRole, Sex, Spoken, Testify, Vulnerability
from casefile.people.rules.protection import HOLDS, Protection, latest_review

__all__ = [
    "ALIASES", "CONSENT_ARROWS", "FIELDS", "HOLDS", "NUMBERS", "WINDOW_MINUTES", "AgeBand", "Consent", "Contact",
    "Group", "Part", "PersonRole", "Protection", "Sex", "ShredGround", "Spoken", "Testify", "Vulnerability",
    "alias", "code", "consent_on_day", "is_alias", "is_code", "is_mistyped", "latest_review", "may_follow",
    "prefix_for",
]
