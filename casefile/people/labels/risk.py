"""Words for protection: threats, exposure, what happened, referrals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from casefile.people.rules.risk import Block, Decision, Degree, Exposure, Happening, ReferralState, Service, Threat

THREAT = {
    Threat.DPRK_AGENTS: _l("Agents of the DPRK"),
    Threat.CHINESE_AUTHORITIES: _l("Chinese authorities"),
    Threat.BROKERS: _l("Brokers"),
    Threat.COMMUNITY: _l("The community the person lives in"),
    Threat.FAMILY: _l("Their own family"),
    Threat.ONLINE: _l("Attackers online"),
    Threat.OTHER: _l("Somebody else"),
}
EXPOSURE = {
    Exposure.FAMILY_IN_DPRK: _l("Family still in the DPRK"),
    Exposure.FAMILY_IN_CHINA: _l("Family in China"),
    Exposure.FORMER_OFFICIAL: _l("Former official"),
    Exposure.PUBLIC_PROFILE: _l("Known to the public"),
    Exposure.UNDOCUMENTED: _l("Without papers"),
    Exposure.EARLY_RESETTLEMENT: _l("Early in resettlement"),
    Exposure.KNOWN_AS_WITNESS: _l("Known to have spoken to us or others"),
    Exposure.RARE_STORY: _l("A story that few people share"),
}
LIKELIHOOD = {
    Degree.LOW: _l("1: unlikely"),
    Degree.SOME: _l("2: possible"),
    Degree.CONSIDERABLE: _l("3: as likely as not"),
    Degree.HIGH: _l("4: likely"),
    Degree.EXTREME: _l("5: under way, or certain to come"),
}
IMPACT = {
    Degree.LOW: _l("1: a nuisance"),
    Degree.SOME: _l("2: distress"),
    Degree.CONSIDERABLE: _l("3: harm that heals"),
    Degree.HIGH: _l("4: grave harm, or harm to the family"),
    Degree.EXTREME: _l("5: loss of life or liberty"),
}
DECISION = {
    Decision.PROCEED: _l("Go on"),
    Decision.PROCEED_WITH_MEASURES: _l("Go on with the measures"),
    Decision.PAUSE: _l("Pause until the next review"),
    Decision.STOP: _l("Stop all contact"),
}
BLOCK = {
    Block.NEVER_ASSESSED: _l("The risk to this person was never assessed: no interview is scheduled and nothing is "
                             "shared until it is."),
    Block.OVERDUE: _l("The protection review is overdue: no interview is scheduled and nothing is shared until it is "
                      "renewed."),
}
HAPPENING = {
    Happening.UNKNOWN_CONTACT: _l("Contact by unknown people"),
    Happening.LEAK: _l("Leak"),
    Happening.THREAT: _l("Threat"),
    Happening.SURVEILLANCE: _l("Signs of being watched"),
    Happening.REPRISAL: _l("Reprisal against the person or the family"),
    Happening.OTHER: _l("Something else"),
}
SERVICE = {
    Service.MEDICAL: _l("Medical"),
    Service.PSYCHOLOGICAL: _l("Psychological"),
    Service.LEGAL: _l("Legal"),
    Service.SOCIAL: _l("Social"),
}
REFERRAL = {
    ReferralState.OFFERED: _l("Offered"),
    ReferralState.DECLINED: _l("Declined"),
    ReferralState.MADE: _l("Made"),
    ReferralState.UNDER_WAY: _l("Under way"),
    ReferralState.COMPLETED: _l("Completed"),
    ReferralState.FAILED: _l("Came to nothing"),
}


def several(codes: Iterable[str], words: Mapping[Any, Any]) -> str:
    """The codes in words, in the order of the vocabulary."""
    given = set(codes)
    return ", ".join(str(text) for code, text in words.items() if code in given)
