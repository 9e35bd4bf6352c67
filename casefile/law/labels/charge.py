"""What people read about charges and the traps of the law."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from casefile.law.pleading import ChargeStatus, Exclusion, Pleading
from casefile.law.rules import Part
from casefile.law.traps import Trap

PARTS: Mapping[Part, LazyString] = {
    Part.CONTEXTUAL: _l("Contextual elements"),
    Part.SPECIFIC: _l("Specific elements"),
    Part.MENTAL: _l("Mental elements"),
    Part.MODE: _l("Mode of liability"),
}

TRAPS: Mapping[Trap, LazyString] = {
    Trap.ORDERS_NO_DEFENCE: _l(
        "Superior orders are never available for genocide or crimes against humanity: such orders are always "
        "manifestly unlawful (Art. 33(2)). Test duress instead (Art. 31(1)(d))."
    ),
    Trap.GENOCIDE_ONLY: _l(
        "Direct and public incitement exists for genocide only (Art. 25(3)(e)). Choose another mode of liability, "
        "such as soliciting or inducing."
    ),
    Trap.INCITEMENT_APART: _l(
        "The genocide need not follow an incitement. Plead incitement as a charge of its own, so that it does not "
        "depend on the elements of the crime."
    ),
    Trap.ATTEMPT_CONSEQUENCE: _l(
        "In an attempt the crime did not come about. Mark elements about its consequence as not applicable and show "
        "the substantial step (Art. 25(3)(f))."
    ),
    Trap.SUPERIOR_BASIS: _l(
        "Art. 28(a) and Art. 28(b) are both pleaded. Record on what basis the person counts as a military commander "
        "and on what basis as another superior."
    ),
    Trap.CRIMES_FIRST: _l(
        "Responsibility as a superior depends on crimes of others. Show first that forces or subordinates committed "
        "them."
    ),
    Trap.PRINCIPAL_MENTAL: _l(
        "Others commit the crime in this mode. Read the mental elements of the crime for those who carried it out, "
        "and those of the mode for the person charged."
    ),
    Trap.CONNECTED_CHARGE: _l(
        "Persecution must be connected with another act of Art. 7(1) or another crime within jurisdiction. Name the "
        "connected charge."
    ),
    Trap.PERSECUTION_GROUND: _l("Choose at least one ground of persecution (Art. 7(1)(h))."),
    Trap.BEFORE_ENTRY: _l(
        "All incidents lie before the day on which jurisdiction begins (Art. 11 and 24). Choose other incidents or "
        "another forum."
    ),
    Trap.ACROSS_ENTRY: _l(
        "Some incidents lie, or may lie, before the day on which jurisdiction begins (Art. 11 and 24). Split the "
        "period or date the incidents more closely."
    ),
    Trap.LEADERS_ONLY: _l(
        "Aggression can be charged only against a person who could control or direct the political or military "
        "action of a State (Art. 25(3 bis)). Record the evidence of that position."
    ),
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
    Exclusion.DECIDED: _l("Set aside by decision."),
}

def tone(status: ChargeStatus) -> str:
    """The tone in which a status is shown."""
    return {ChargeStatus.PROPOSED: "info", ChargeStatus.APPROVED: "good"}.get(status, "neutral")
