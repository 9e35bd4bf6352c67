"""Witnesses and victims: vocabularies, arrows of consent, pseudonym codes, how long an assessment holds (brief §6)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum


class PersonRole(StrEnum):
    """What a person is to the inquiry (§6.1)."""

    VICTIM = "victim"
    EYEWITNESS = "eyewitness"
    INSIDER = "insider"
    STRUCTURE_WITNESS = "structure_witness"
    EXPERT = "expert"
    FAMILY_MEMBER = "family_member"
    INTERMEDIARY = "intermediary"
    SOURCE_ONLY = "source_only"


class Sex(StrEnum):
    """Sex or gender as the person gives it."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class AgeBand(StrEnum):
    """Age at the time of the events, in bands wide enough to point at nobody."""

    UNDER_14 = "0-13"
    TO_17 = "14-17"
    TO_29 = "18-29"
    TO_44 = "30-44"
    TO_59 = "45-59"
    FROM_60 = "60+"


class Spoken(StrEnum):
    """Languages and dialects a person speaks (§6.5)."""

    KOREAN = "ko"
    HAMGYONG = "ko-hamgyong"
    PYONGAN = "ko-pyongan"
    CHINESE_KOREAN = "ko-chinese-korean"
    CHINESE = "zh"
    ENGLISH = "en"
    JAPANESE = "ja"
    RUSSIAN = "ru"
    SIGNED = "signed"
    OTHER = "other"


class Vulnerability(StrEnum):
    """What those who meet the person must know beforehand (§6.5)."""

    CHILD = "child"
    SGBV_SURVIVOR = "sgbv_survivor"
    TORTURE_SURVIVOR = "torture_survivor"
    ACUTE_DISTRESS = "acute_distress"
    SELF_HARM_RISK = "self_harm_risk"
    DISABILITY = "disability"
    ILLITERACY = "illiteracy"
    ELDERLY_OR_TERMINAL = "elderly_or_terminal"
    DETAINED = "detained"
    DEPENDENT_ON_INTERMEDIARY = "dependent_on_intermediary"


class Protection(StrEnum):
    """The risk that remains after mitigation (§6.5)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    EXTREME = "extreme"


# Days an assessment holds at most. The brief gives no figure for extreme: half of that for high.
HOLDS = {Protection.LOW: 180, Protection.MEDIUM: 90, Protection.HIGH: 30, Protection.EXTREME: 15}


def latest_review(level: Protection, today: date) -> date:
    """The last day on which an assessment made today may still be relied on."""
    return today + timedelta(days=HOLDS[level])


class Contact(StrEnum):
    """Who may get in touch (§6.2)."""

    NO_CONTACT = "no_contact"
    VIA_US_ONLY = "via_us_only"
    DIRECT_OK = "direct_ok"


class Testify(StrEnum):
    """Whether the person would testify (§6.2)."""

    NO = "no"
    MAYBE_ASK = "maybe_ask"
    WILLING_PROTECTED = "willing_protected"
    WILLING_OPEN = "willing_open"


class Consent(StrEnum):
    """Where consent stands as a whole (§6.2)."""

    NOT_SOUGHT = "not_sought"
    ACTIVE = "active"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


# Once asked, never again unasked; what was never given is neither expired nor withdrawn.
CONSENT_ARROWS: dict[Consent, frozenset[Consent]] = {
    Consent.NOT_SOUGHT: frozenset({Consent.ACTIVE, Consent.REFUSED}),
    Consent.ACTIVE: frozenset({Consent.EXPIRED, Consent.WITHDRAWN}),
    Consent.REFUSED: frozenset({Consent.ACTIVE}),
    Consent.EXPIRED: frozenset({Consent.ACTIVE, Consent.REFUSED, Consent.WITHDRAWN}),
    Consent.WITHDRAWN: frozenset({Consent.ACTIVE}),
}


def consent_on_day(consent: Consent, until: date | None, day: date) -> Consent:
    """The consent that counts on the day: an active one whose last day has passed is expired."""
    if consent is Consent.ACTIVE and until is not None and until < day:
        return Consent.EXPIRED
    return consent


def may_follow(now: Consent) -> frozenset[Consent]:
    """What may be recorded next, given the consent that counts today: given consent may also be renewed."""
    return CONSENT_ARROWS[now] | ({now} & {Consent.ACTIVE})


class Part(StrEnum):
    """What a person is to one incident."""

    VICTIM = "victim"
    WITNESS_OF_FACT = "witness_of_fact"
    HEARSAY = "hearsay"
    RELATIVE = "relative_of_victim"
    STRUCTURE = "structure"
    EXPERT = "expert"


class Group(StrEnum):
    """The parts of an identity; only one of them is opened at a time."""

    NAMES = "names"
    BIRTH = "birth"
    CONTACTS = "contacts"
    DOCUMENTS = "documents"
    WHEREABOUTS = "whereabouts"
    FAMILY = "family"
    NOTE = "note"


FIELDS: dict[Group, tuple[str, ...]] = {
    Group.NAMES: ("name_hangul", "name_latin", "name_other"),
    Group.BIRTH: ("birth",),
    Group.CONTACTS: ("contacts",),
    Group.DOCUMENTS: ("documents",),
    Group.WHEREABOUTS: ("whereabouts",),
    Group.FAMILY: ("family",),
    Group.NOTE: ("note",),
}

# --- pseudonym codes ---

# Damm's quasigroup: one digit wrong, or two neighbours swapped, never passes.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2), (7, 0, 9, 2, 1, 5, 4, 8, 6, 3), (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6), (6, 1, 2, 3, 0, 4, 5, 9, 7, 8), (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4), (8, 9, 4, 5, 3, 6, 2, 0, 1, 7), (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
NUMBERS = 10_000


def _damm(digits: str) -> int:
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return state


def code(prefix: str, number: int) -> str:
    """The pseudonym code of a number from 0 to 9999: prefix, four digits, one check digit."""
    digits = f"{number:04d}"
    return f"{prefix}-{digits}{_damm(digits)}"


def is_code(text: str) -> bool:
    """True for a well-formed code whose check digit is right."""
    prefix, _, digits = text.partition("-")
    return prefix in ("W", "V") and len(digits) == 5 and digits.isascii() and digits.isdecimal() and not _damm(digits)


def prefix_for(roles: Collection[str]) -> str:
    """V for somebody who is a victim and nothing else, W for everybody else."""
    return "V" if set(roles) == {PersonRole.VICTIM} else "W"
