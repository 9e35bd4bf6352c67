"""Record what people decided."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from casefile.core.access import Role
from casefile.core.errors import Refused
from casefile.people.models import Person
from casefile.people.rules import Consent, may_follow
from casefile.people.service.telling import tell


def record_consent(person: Person, consent: Consent, consent_on: date, reason: str,
                   consent_until: date | None = None) -> None:
    """Record what the person decided. A withdrawal is told to those responsible at once.

    Raises Refused for what cannot follow the consent that counts today.
    """
    if consent not in may_follow(person.consent_now):
        raise Refused(_("This cannot follow the consent that is recorded. Open the page again to see it."))
    if person.consent is not person.consent_now:
        person.consent = person.consent_now
    person.move("consent", consent, reason)
    person.consent_on = consent_on
    person.consent_until = consent_until if consent is Consent.ACTIVE else None
    if consent is Consent.WITHDRAWN:
        tell(person, "consent_withdrawn", Role.PROTECTION_OFFICER, Role.LEAD, Role.COORDINATOR)
