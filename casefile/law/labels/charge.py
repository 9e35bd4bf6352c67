"""What people read about charges and the traps of the law."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from casefile.law.pleading import ChargeStatus, Exclusion, Pleading
from casefile.law.rules import Part
from casefile.law.vocabulary import Force

PARTS: Mapping[Part, LazyString] = {
    Part.CONTEXTUAL: _l("Contextual elements"),
    Part.SPECIFIC: _l("Specific elements"),
    Part.MENTAL: _l("Mental elements"),
    Part.MODE: _l("Mode of liability"),
}

FORCES: Mapping[Force, LazyString] = {
    Force.BLOCKING: _l("Blocking"),
    Force.ADVISORY: _l("To settle"),
    Force.REMINDER: _l("To keep in mind"),
}

CHARGE_STATUSES: Mapping[ChargeStatus, LazyString] = {
    ChargeStatus.DRAFT: _l("Draft"),
    ChargeStatus.PROPOSED: _l("Proposed"),
    ChargeStatus.APPROVED: _l("Approved by two people"),
    ChargeStatus.DROPPED: _l("Dropped"),
    ChargeStatus.SUPERSEDED: _l("Superseded"),
}

PLEADINGS: Mapping[Pleading, LazyString] = {
    Pleading.CUMULATIVE: _l("Cumulative"),
    Pleading.ALTERNATIVE: _l("In the alternative"),
}

EXCLUSIONS: Mapping[Exclusion, LazyString] = {
    Exclusion.NOT_PLEADED: _l("The mode of liability is not pleaded any more."),
    Exclusion.NOT_CHARGED: _l("The official is not named in the charge any more."),
    Exclusion.NOT_IN_LAW: _l("The version of the law now used does not have it any more."),
    Exclusion.DECIDED: _l("Set aside by decision."),
}

def tone(status: ChargeStatus) -> str:
    """The tone in which a status is shown."""
    return {ChargeStatus.PROPOSED: "info", ChargeStatus.APPROVED: "good"}.get(status, "neutral")
