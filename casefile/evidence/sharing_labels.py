"""Words about sharing items."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.evidence.providers import Attribution, Bar, Default, Onward
from casefile.evidence.service.sharing import HIDDEN
from casefile.people.labels import WHY
from casefile.people.rules.grants import Reason

DEFAULT = {
    Default.OPEN: _l("Open to competent authorities"),
    Default.CASE_BY_CASE: _l("Ask the provider each time"),
    Default.LEAD_ONLY: _l("As a lead only"),
    Default.INTERNAL: _l("For us alone"),
}
ATTRIBUTION = {Attribution.NAMED: _l("The provider is named"), Attribution.ANONYMOUS: _l("The provider is not named")}
ONWARD = {Onward.NEVER: _l("Never"), Onward.ASK: _l("Only with the provider's consent"), Onward.FREE: _l("Allowed")}
BAR: dict[str, object] = {
    Bar.NOT_REVIEWED: _l("the people in it are not yet reviewed"),
    Bar.PROTECTION: _l("the protection assessment is missing or overdue"),
    Bar.INTERNAL: _l("its use is restricted to us"),
    Bar.CASE_BY_CASE: _l("its use is decided case by case"),
    Bar.LEAD_ONLY: _l("it may be used as a lead only"),
    Bar.SEALED: _l("it is sealed"),
    Bar.WITHDRAWN: _l("consent to it was withdrawn"),
    Bar.EMBARGO: _l("it is under an embargo"),
    Bar.PROVIDER_INTERNAL: _l("the provider gave it to us alone"),
    Bar.PROVIDER_LEAD_ONLY: _l("the provider gave it as a lead only"),
    Bar.PROVIDER_ASK: _l("the provider must be asked first"),
    Bar.PROVIDER_ENDED: _l("the agreement with the provider has ended"),
    Bar.NOT_COMPETENT: _l("only a competent authority may have it"),
}


def reason_words(reason: Reason) -> str:
    """One reason in words: the code, and why."""
    why = WHY.get(reason.why) or BAR.get(reason.why) or reason.why
    who = _("a person who is not in your cases") if reason.who == HIDDEN else reason.who
    return _("%(who)s: %(why)s", who=who, why=why)


def reasons_words(reasons: Iterable[Reason]) -> list[str]:
    """Every reason, in a fixed order."""
    return [reason_words(reason) for reason in sorted(reasons)]


def why_words(codes: Iterable[str]) -> str:
    """Codes of reasons in words."""
    return "; ".join(str(WHY.get(code) or BAR.get(code) or code) for code in codes)
