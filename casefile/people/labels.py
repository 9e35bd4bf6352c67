"""Words for witnesses and victims."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.people.models import Person
from casefile.people.rules import (
    AgeBand,
    Consent,
    Contact,
    Group,
    Part,
    PersonRole,
    Protection,
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
PROTECTION = {
    Protection.LOW: _l("Low"),
    Protection.MEDIUM: _l("Medium"),
    Protection.HIGH: _l("High"),
    Protection.EXTREME: _l("Extreme"),
}
PROTECTION_TONE = {Protection.LOW: "neutral", Protection.MEDIUM: "info", Protection.HIGH: "warn",
                   Protection.EXTREME: "bad"}
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
CONSENT = {
    Consent.NOT_SOUGHT: _l("Not recorded"),
    Consent.ACTIVE: _l("Given"),
    Consent.REFUSED: _l("Refused"),
    Consent.EXPIRED: _l("Expired"),
    Consent.WITHDRAWN: _l("Withdrawn"),
}
CONSENT_TONE = {Consent.NOT_SOUGHT: "warn", Consent.ACTIVE: "good", Consent.REFUSED: "bad", Consent.EXPIRED: "warn",
                Consent.WITHDRAWN: "bad"}
PART = {
    Part.VICTIM: _l("Victim"),
    Part.WITNESS_OF_FACT: _l("Saw or lived through it"),
    Part.HEARSAY: _l("Heard of it from others"),
    Part.RELATIVE: _l("Relative of a victim"),
    Part.STRUCTURE: _l("Knows the structure behind it"),
    Part.EXPERT: _l("Expert on it"),
}
GROUP = {
    Group.NAMES: _l("Names"),
    Group.BIRTH: _l("Birth date"),
    Group.CONTACTS: _l("Contacts"),
    Group.DOCUMENTS: _l("Documents"),
    Group.WHEREABOUTS: _l("Whereabouts"),
    Group.FAMILY: _l("Family"),
    Group.NOTE: _l("Note"),
}
FIELD = {
    "name_hangul": _l("Name in Hangul"),
    "name_latin": _l("Name in Latin letters"),
    "name_other": _l("Other spellings, scripts and names"),
    "birth": _l("Birth date"),
    "contacts": _l("Contacts and safe ways to get in touch"),
    "documents": _l("Identity documents"),
    "whereabouts": _l("Whereabouts"),
    "family": _l("Family"),
    "note": _l("Note on the identity"),
}


def roles(codes: Iterable[str]) -> str:
    """The roles in words, in the order of the vocabulary."""
    given = set(codes)
    return ", ".join(str(words) for role, words in ROLE.items() if role in given)


def consent_words(person: Person) -> str:
    """Where consent stands today, with its dates."""
    now, on, until = person.consent_now, person.consent_on, person.consent_until
    if on is None:
        return _("No consent is recorded: nothing of this person may be shared.")
    if now is Consent.ACTIVE:
        if until is None:
            return _("Given on %(day)s, without a last day.", day=format_date(on))
        return _("Given on %(day)s, valid until %(until)s.", day=format_date(on), until=format_date(until))
    if now is Consent.EXPIRED:
        return _("Expired on %(day)s: nothing of this person may be shared.", day=format_date(until or on))
    if now is Consent.REFUSED:
        return _("Refused on %(day)s: nothing of this person may be shared.", day=format_date(on))
    return _("Withdrawn on %(day)s: nothing of this person may be shared or used anew.", day=format_date(on))


def protection_words(person: Person) -> str:
    """The risk that was found and how long that holds."""
    if person.protection is None or person.protection_until is None:
        return _("The risk to this person was never assessed.")
    if person.protection_overdue:
        return _("The assessment ran out on %(day)s. Until it is renewed nobody may rely on it.",
                 day=format_date(person.protection_until))
    return _("Assessed; to be reviewed by %(day)s.", day=format_date(person.protection_until))
