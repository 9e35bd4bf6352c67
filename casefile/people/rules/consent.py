"""Where consent stands as a whole, its arrows, and what counts today (brief §6.2)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


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


class Version(StrEnum):
    """Where one version of a consent stands; a version that was given never changes otherwise."""

    ACTIVE = "active"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


VERSION_ARROWS: dict[Version, frozenset[Version]] = {
    Version.ACTIVE: frozenset({Version.EXPIRED, Version.WITHDRAWN, Version.SUPERSEDED}),
    Version.REFUSED: frozenset({Version.SUPERSEDED}),
    Version.EXPIRED: frozenset({Version.WITHDRAWN, Version.SUPERSEDED}),
    Version.WITHDRAWN: frozenset(),
    Version.SUPERSEDED: frozenset(),
}


class Shape(StrEnum):
    """How a consent was recorded (§6.2)."""

    WRITTEN = "written"
    THUMBPRINT = "thumbprint"
    AUDIO = "audio"
    VIDEO = "video"
    ORAL = "oral_witnessed"


class Explained(StrEnum):
    """What must be explained before anybody can consent (§6.2)."""

    WHO_WE_ARE = "who_we_are"
    VOLUNTARY = "voluntary"
    PURPOSES = "purposes"
    RECIPIENTS = "recipients"
    DEFENCE = "disclosure_to_defence"
    RISKS = "risks"
    NO_BENEFITS = "no_benefits"
    WITHDRAWAL = "withdrawal_and_its_limits"
    STORAGE = "storage"
    CONTACT = "contact"


class Channel(StrEnum):
    """A safe way to get in touch; the number or address itself stands with the identity, encrypted."""

    NONE = "none"
    TELEPHONE = "telephone"
    MESSENGER = "messenger"
    LETTER = "letter"
    IN_PERSON = "in_person"
    INTERMEDIARY = "intermediary"
    COUNSEL = "counsel"


def consent_on_day(consent: Consent, until: date | None, day: date) -> Consent:
    """The consent that counts on the day: an active one whose last day has passed is expired."""
    if consent is Consent.ACTIVE and until is not None and until < day:
        return Consent.EXPIRED
    return consent


def may_follow(now: Consent) -> frozenset[Consent]:
    """What may be recorded next, given the consent that counts today: given consent may also be renewed."""
    return CONSENT_ARROWS[now] | ({now} & {Consent.ACTIVE})
