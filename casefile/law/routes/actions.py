"""What to do about a legal trap, in one press."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from casefile.law.models import Charge
from casefile.law.service import Advice
from casefile.law.vocabulary import Trap

IN_THE_CHARGE = frozenset({
    Trap.BEFORE_ENTRY, Trap.ACROSS_ENTRY, Trap.ATTACK_BEFORE_ENTRY, Trap.CONNECTED_CHARGE, Trap.PERSECUTION_GROUND,
    Trap.JOINT_ALONE})
IN_THE_MODES = frozenset({
    Trap.LEADERS_ONLY, Trap.GENOCIDE_ONLY, Trap.INCITEMENT_APART, Trap.ATTEMPT_BESIDE, Trap.SUPERIOR_BASIS,
    Trap.SUPERIOR_BOTH, Trap.ORDERS_NO_DEFENCE, Trap.GROUND_UNTESTED})
ON_THE_PERSON = frozenset({Trap.UNDER_AGE, Trap.MAYBE_UNDER_AGE, Trap.OUT_OF_POST, Trap.POST_UNKNOWN})


@dataclass(frozen=True, slots=True)
class Step:
    """Where something can be done about a trap. changes: only for those who may change the charge."""

    url: str
    words: str
    changes: bool


def step_for(charge: Charge, advice: Advice) -> Step:
    """The one action for a trap that a charge has met."""
    trap = advice.advisory.trap
    named = next(iter([*advice.officials, *charge.officials]), None)
    if trap in IN_THE_CHARGE:
        return Step(url_for("law.edit", id=charge.id), _("Change the charge"), True)
    if named and trap in IN_THE_MODES:
        return Step(url_for("law.plead", id=named.id), _("Change modes and grounds"), True)
    if named and trap in ON_THE_PERSON:
        return Step(url_for("officials.show", id=named.official_id), _("Open the official"), False)
    return Step(url_for("law.matrix", id=charge.case_id, charge=charge.id), _("Open the matrix"), False)
