"""Words for consent."""

from __future__ import annotations

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.people.models import Person
from casefile.people.rules import (
    Consent,
)

CONSENT = {
    Consent.NOT_SOUGHT: _l("Not recorded"),
    Consent.ACTIVE: _l("Given"),
    Consent.REFUSED: _l("Refused"),
    Consent.EXPIRED: _l("Expired"),
    Consent.WITHDRAWN: _l("Withdrawn"),
}
CONSENT_TONE = {Consent.NOT_SOUGHT: "warn", Consent.ACTIVE: "good", Consent.REFUSED: "bad", Consent.EXPIRED: "warn",
                Consent.WITHDRAWN: "bad"}


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
