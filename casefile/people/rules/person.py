"""What is known of a witness or victim without knowing who it is: vocabularies (brief §6)."""

from __future__ import annotations

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


class Part(StrEnum):
    """What a person is to one incident."""

    VICTIM = "victim"
    WITNESS_OF_FACT = "witness_of_fact"
    HEARSAY = "hearsay"
    RELATIVE = "relative_of_victim"
    STRUCTURE = "structure"
    EXPERT = "expert"
