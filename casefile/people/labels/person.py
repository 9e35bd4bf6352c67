"""Words for what is known of a witness or victim by code."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from casefile.people.rules import (
    AgeBand,
    Contact,
    Part,
    PersonRole,
    Sex,
    Spoken,
    Testify,
    Vulnerability,
)

ROLE = {
    PersonRole.VICTIM: _l("Victim"),
    PersonRole.EYEWITNESS: _l("Eyewitness"),
    PersonRole.INSIDER: _l("Insider"),
    PersonRole.STRUCTURE_WITNESS: _l("Witness on structures"),
    PersonRole.EXPERT: _l("Expert"),
    PersonRole.FAMILY_MEMBER: _l("Family member of a victim"),
    PersonRole.INTERMEDIARY: _l("Intermediary"),
    PersonRole.SOURCE_ONLY: _l("Source only, not a witness"),
}
SEX = {Sex.FEMALE: _l("Female"), Sex.MALE: _l("Male"), Sex.OTHER: _l("Another gender")}
AGE_BAND = {
    AgeBand.UNDER_14: _l("Under 14"),
    AgeBand.TO_17: _l("14 to 17"),
    AgeBand.TO_29: _l("18 to 29"),
    AgeBand.TO_44: _l("30 to 44"),
    AgeBand.TO_59: _l("45 to 59"),
    AgeBand.FROM_60: _l("60 or older"),
}
SPOKEN = {
    Spoken.KOREAN: _l("Korean"),
    Spoken.HAMGYONG: _l("Korean, Hamgyong dialect"),
    Spoken.PYONGAN: _l("Korean, Pyongan dialect"),
    Spoken.CHINESE_KOREAN: _l("Korean as spoken in China"),
    Spoken.CHINESE: _l("Chinese"),
    Spoken.ENGLISH: _l("English"),
    Spoken.JAPANESE: _l("Japanese"),
    Spoken.RUSSIAN: _l("Russian"),
    Spoken.SIGNED: _l("A sign language"),
    Spoken.OTHER: _l("Another language"),
}
VULNERABILITY = {
    Vulnerability.CHILD: _l("Child"),
    Vulnerability.SGBV_SURVIVOR: _l("Survivor of sexual or gender-based violence"),
    Vulnerability.TORTURE_SURVIVOR: _l("Survivor of torture"),
    Vulnerability.ACUTE_DISTRESS: _l("Acute distress"),
    Vulnerability.SELF_HARM_RISK: _l("Risk of self-harm"),
    Vulnerability.DISABILITY: _l("Disability"),
    Vulnerability.ILLITERACY: _l("Does not read"),
    Vulnerability.ELDERLY_OR_TERMINAL: _l("Elderly or terminally ill: preserve the account first"),
    Vulnerability.DETAINED: _l("Detained"),
    Vulnerability.DEPENDENT_ON_INTERMEDIARY: _l("Dependent on an intermediary"),
}

CONTACT = {
    Contact.NO_CONTACT: _l("No contact"),
    Contact.VIA_US_ONLY: _l("Through us only"),
    Contact.DIRECT_OK: _l("May be contacted directly"),
}
TESTIFY = {
    Testify.NO: _l("No"),
    Testify.MAYBE_ASK: _l("Perhaps: ask first"),
    Testify.WILLING_PROTECTED: _l("Yes, with protective measures"),
    Testify.WILLING_OPEN: _l("Yes, openly"),
}

PART = {
    Part.VICTIM: _l("Victim"),
    Part.WITNESS_OF_FACT: _l("Saw or lived through it"),
    Part.HEARSAY: _l("Heard of it from others"),
    Part.RELATIVE: _l("Relative of a victim"),
    Part.STRUCTURE: _l("Knows the structure behind it"),
    Part.EXPERT: _l("Expert on it"),
}


def roles(codes: Iterable[str]) -> str:
    """The roles in words, in the order of the vocabulary."""
    given = set(codes)
    return ", ".join(str(words) for role, words in ROLE.items() if role in given)
