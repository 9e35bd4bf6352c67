"""Record the risk to people."""

from __future__ import annotations

from datetime import date

from casefile.people.models import Person, today
from casefile.people.rules import Protection, latest_review


def assess_protection(person: Person, protection: Protection, reason: str,
                      protection_until: date | None = None) -> None:
    """Record the risk that remains, and until when the assessment holds: by default as long as the level allows."""
    person.protection = protection
    person.protection_until = protection_until or latest_review(protection, today())
    person.reason_for_change = reason
