"""Risk to people: threats, exposure, what an overdue review blocks, what is logged and referred (brief §6.5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from casefile.people.rules.person import Vulnerability
from casefile.people.rules.protection import Protection


class Threat(StrEnum):
    """From whom the danger comes."""

    DPRK_AGENTS = "dprk_agents"
    CHINESE_AUTHORITIES = "chinese_authorities"
    BROKERS = "brokers"
    COMMUNITY = "community"
    FAMILY = "family"
    ONLINE = "online"
    OTHER = "other"


class Exposure(StrEnum):
    """What lets the danger reach the person."""

    FAMILY_IN_DPRK = "family_in_dprk"
    FAMILY_IN_CHINA = "family_in_china"
    FORMER_OFFICIAL = "former_official"
    PUBLIC_PROFILE = "public_profile"
    UNDOCUMENTED = "undocumented"
    EARLY_RESETTLEMENT = "early_resettlement"
    KNOWN_AS_WITNESS = "known_as_witness"
    RARE_STORY = "rare_story"


class Degree(StrEnum):
    """How likely, and how bad."""

    LOW = "1"
    SOME = "2"
    CONSIDERABLE = "3"
    HIGH = "4"
    EXTREME = "5"


class Decision(StrEnum):
    """What may be done with the person for now."""

    PROCEED = "proceed"
    PROCEED_WITH_MEASURES = "proceed_with_measures"
    PAUSE = "pause"
    STOP = "stop"


def raw_level(likelihood: Degree, impact: Degree) -> Protection:
    """What likelihood × impact comes to before anything is done against it."""
    product = int(likelihood) * int(impact)
    if product >= 20:
        return Protection.EXTREME
    if product >= 12:
        return Protection.HIGH
    return Protection.MEDIUM if product >= 5 else Protection.LOW


_ORDER = tuple(Protection)


def needs_measures(likelihood: Degree, impact: Degree, residual: Protection) -> bool:
    """A level below what likelihood × impact comes to rests on measures, which must be named."""
    return _ORDER.index(residual) < _ORDER.index(raw_level(likelihood, impact))


def higher(one: Protection | None, other: Protection | None) -> Protection | None:
    """The higher of two levels; what was never assessed is no level."""
    known = [level for level in (one, other) if level is not None]
    return max(known, key=_ORDER.index) if known else None


class Block(StrEnum):
    """Why nobody may schedule an interview with a person, or share what is theirs."""

    NEVER_ASSESSED = "never_assessed"
    OVERDUE = "overdue"


def protection_blocks(level: Protection | None, until: date | None, day: date) -> Block | None:
    """What the state of the protection review forbids on the day; None when it is in force (§9.4, G9-PROTECT)."""
    if level is None or until is None:
        return Block.NEVER_ASSESSED
    return Block.OVERDUE if until < day else None


# With these, or from this level on, an interview needs the protection officer (§6.4).
HIGH_RISK_LEVELS = frozenset({Protection.HIGH, Protection.EXTREME})
HIGH_RISK_FLAGS = frozenset({
    Vulnerability.CHILD, Vulnerability.SGBV_SURVIVOR, Vulnerability.ACUTE_DISTRESS, Vulnerability.SELF_HARM_RISK,
    Vulnerability.DETAINED,
})


def high_risk(level: Protection | None, vulnerabilities: Iterable[str]) -> bool:
    """Whether the person carries a high-risk flag."""
    return level in HIGH_RISK_LEVELS or not HIGH_RISK_FLAGS.isdisjoint(vulnerabilities)


class Happening(StrEnum):
    """What happened to a person's safety."""

    UNKNOWN_CONTACT = "unknown_contact"
    LEAK = "leak"
    THREAT = "threat"
    SURVEILLANCE = "surveillance"
    REPRISAL = "reprisal"
    OTHER = "other"


class Service(StrEnum):
    """What a person is referred to."""

    MEDICAL = "medical"
    PSYCHOLOGICAL = "psychological"
    LEGAL = "legal"
    SOCIAL = "social"


class ReferralState(StrEnum):
    """How far a referral has come."""

    OFFERED = "offered"
    DECLINED = "declined"
    MADE = "made"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    FAILED = "failed"


REFERRAL_ARROWS: dict[ReferralState, frozenset[ReferralState]] = {
    ReferralState.OFFERED: frozenset({ReferralState.DECLINED, ReferralState.MADE}),
    ReferralState.DECLINED: frozenset({ReferralState.OFFERED, ReferralState.MADE}),
    ReferralState.MADE: frozenset({ReferralState.UNDER_WAY, ReferralState.COMPLETED, ReferralState.FAILED,
                                   ReferralState.DECLINED}),
    ReferralState.UNDER_WAY: frozenset({ReferralState.COMPLETED, ReferralState.FAILED, ReferralState.DECLINED}),
    ReferralState.COMPLETED: frozenset({ReferralState.UNDER_WAY}),
    ReferralState.FAILED: frozenset({ReferralState.OFFERED, ReferralState.MADE}),
}
REFERRAL_OPEN = (ReferralState.OFFERED, ReferralState.MADE, ReferralState.UNDER_WAY)
