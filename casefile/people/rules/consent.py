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


def consent_on_day(consent: Consent, until: date | None, day: date) -> Consent:
    """The consent that counts on the day: an active one whose last day has passed is expired."""
    if consent is Consent.ACTIVE and until is not None and until < day:
        return Consent.EXPIRED
    return consent


def may_follow(now: Consent) -> frozenset[Consent]:
    """What may be recorded next, given the consent that counts today: given consent may also be renewed."""
    return CONSENT_ARROWS[now] | ({now} & {Consent.ACTIVE})
