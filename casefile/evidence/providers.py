"""What a provider's agreement and an item's own restriction allow; which recipient a forum means (§2.3, §5.4)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from casefile.cases.rules import Forum
from casefile.evidence.rules import Use
from casefile.people.rules.grants import COMPETENT, Answer, Level, Purpose, Reason, Wanted, allow, deny, kind_of


class Default(StrEnum):
    """What a provider allows unless something else was agreed for an item."""

    OPEN = "open_to_competent"
    CASE_BY_CASE = "case_by_case"
    LEAD_ONLY = "lead_only"
    INTERNAL = "internal_only"


class Attribution(StrEnum):
    """Whether a provider is named."""

    NAMED = "named"
    ANONYMOUS = "anonymous"


class Onward(StrEnum):
    """Whether a recipient may hand on what it received."""

    NEVER = "never"
    ASK = "with_consent"
    FREE = "free"


class Bar(StrEnum):
    """Why an item may not be shared, beside the consent of people."""

    NOT_REVIEWED = "people_not_reviewed"
    PROTECTION = "protection_overdue"
    INTERNAL = "use_internal"
    CASE_BY_CASE = "use_case_by_case"
    LEAD_ONLY = "use_lead_only"
    SEALED = "use_sealed"
    WITHDRAWN = "use_withdrawn"
    EMBARGO = "use_embargo"
    PROVIDER_INTERNAL = "provider_internal"
    PROVIDER_LEAD_ONLY = "provider_lead_only"
    PROVIDER_ASK = "provider_ask"
    PROVIDER_ENDED = "provider_ended"
    NOT_COMPETENT = "not_competent"


_SHUT = {Use.INTERNAL: Bar.INTERNAL, Use.SEALED: Bar.SEALED, Use.WITHDRAWN: Bar.WITHDRAWN}


def ask(wanted: Wanted, why: str, who: str) -> Answer:
    """Somebody must be asked first."""
    return Answer(wanted.level, wanted.level, True, frozenset({Reason(why, who)}))


def by_use(use: Use, embargoed_until: date | None, wanted: Wanted, item: str) -> Answer:
    """What the item's own restriction allows."""
    if use in _SHUT:
        return deny(wanted, _SHUT[use], item)
    if use is Use.LEAD_ONLY and wanted.purpose is not Purpose.LEAD_ONLY:
        return deny(wanted, Bar.LEAD_ONLY, item)
    if use is Use.EMBARGOED and (embargoed_until is None or wanted.on <= embargoed_until):
        return deny(wanted, Bar.EMBARGO, item)
    if use is Use.CASE_BY_CASE:
        return ask(wanted, Bar.CASE_BY_CASE, item)
    if use is Use.OPEN and kind_of(wanted.recipient) not in COMPETENT:
        return deny(wanted, Bar.NOT_COMPETENT, item)
    return allow(wanted)


def by_provider(default: Default, expires_on: date | None, wanted: Wanted, agreement: str) -> Answer:
    """What the agreement with whoever gave the item allows."""
    if expires_on is not None and expires_on < wanted.on:
        return deny(wanted, Bar.PROVIDER_ENDED, agreement)
    if default is Default.INTERNAL:
        return deny(wanted, Bar.PROVIDER_INTERNAL, agreement)
    if default is Default.LEAD_ONLY and wanted.purpose is not Purpose.LEAD_ONLY:
        return deny(wanted, Bar.PROVIDER_LEAD_ONLY, agreement)
    if default is Default.CASE_BY_CASE:
        return ask(wanted, Bar.PROVIDER_ASK, agreement)
    if default is Default.OPEN and kind_of(wanted.recipient) not in COMPETENT:
        return deny(wanted, Bar.NOT_COMPETENT, agreement)
    return allow(wanted)


_CRIMINAL = (Purpose.TRIAL, Purpose.INVESTIGATION, Purpose.LEAD_ONLY)
# A forum that names no country means whichever authority is competent there.
FORUM: dict[Forum, tuple[str, tuple[Purpose, ...]]] = {
    Forum.ADHOC: ("intl_tribunal_future", _CRIMINAL),
    Forum.ROK: ("national_prosecutor:KOR", _CRIMINAL),
    Forum.UJ: ("any_competent_authority", _CRIMINAL),
    Forum.DOM_VIC: ("any_competent_authority", _CRIMINAL),
    Forum.CIV: ("civil_counsel", (Purpose.CIVIL,)),
    Forum.SANC: ("sanctions_body", (Purpose.SANCTIONS,)),
    Forum.TRUTH: ("un_mechanism", (Purpose.TRUTH, Purpose.REPORTING)),
}


def aimed_at(forum: Forum) -> tuple[str, tuple[Purpose, ...]]:
    """(recipient, purposes that matter there, the main one first) of a case's target forum."""
    return FORUM.get(forum, ("icc_otp", _CRIMINAL))


MOST = Level.PUBLIC
