"""Forms of charges."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.cases.labels import STANDARD
from casefile.cases.rules import Standard
from casefile.core.forms import Choice, Form, Line, Pick, Picks, Prose, UncertainDate
from casefile.law import labels
from casefile.law.forms.fields import Codes, CrimeField
from casefile.law.models import Charge
from casefile.law.pleading import ChargeStatus, Pleading


class Pleaded(Form):
    """What a charge says, when it is new and later."""

    draftable = True

    official_ids = Picks(_l("Officials"), description=_l(
        "The officials of this case. What is proved for each person gets a column of its own."))
    incident_ids = Picks(_l("Incidents"), description=_l("The incidents of this case that the charge rests on."))
    period = UncertainDate(_l("Period"))
    place_ids = Picks(_l("Places"), description=_l("Where it was committed: places of this case's incidents."))
    facts = Prose(_l("Facts"), description=_l("What is said to have happened, in neutral words."))
    victim_group = Line(_l("Victim group"), description=_l("A description, no names: “inmates of Facility F-9”."))
    target_standard = Choice(_l("Target standard of proof"), Standard, STANDARD,
                             description=_l("Left empty, the standard of the case applies."))
    persecution_grounds = Codes(_l("Grounds of persecution"), description=_l("For a charge of persecution only."))
    connected_charge_id = Pick(_l("Connected charge"), description=_l(
        "For a charge of persecution only: the other act with which it is connected."))

    @property
    def fields(self) -> dict[str, Any]:
        """The answers as the service takes them."""
        return {**self.answers, "official_ids": self.official_ids.ids, "incident_ids": self.incident_ids.ids,
                "place_ids": self.place_ids.ids}


class ChargeForm(Pleaded):
    """A charge, as its page reads."""

    sections = [
        (_l("Who is charged"), ["official_ids"]),
        (_l("What happened"), ["incident_ids", "period", "place_ids", "facts", "victim_group"]),
        (_l("Law"), ["target_standard", "persecution_grounds", "connected_charge_id"]),
    ]


class NewChargeForm(Pleaded):
    """A charge being drafted: the crime, and modes of liability that begin the same for everybody named."""

    sections = [
        (_l("Crime"), ["crime"]),
        (_l("Who is charged, and how"), ["official_ids", "modes"]),
        (_l("What happened"), ["incident_ids", "period", "place_ids", "facts", "victim_group"]),
        (_l("Law"), ["target_standard", "persecution_grounds", "connected_charge_id"]),
    ]

    crime = CrimeField(_l("Crime"), required=_l("Choose the crime"))
    modes = Codes(_l("Modes of liability"), description=_l(
        "Pleaded against every official ticked above; change them for each person later. "
        "Several are pleaded in the alternative."))

    @property
    def fields(self) -> dict[str, Any]:
        """The answers, with the crime taken apart."""
        framework, crime = self.crime.data
        return {**super().fields, "framework": framework, "crime": crime}


class PleadForm(Form):
    """How the charge is imputed to one official."""

    draftable = True
    sections = [
        (_l("Modes of liability"), ["cumulative", "alternative"]),
        (_l("Position of the person"), ["superior_basis", "leader_basis"]),
        (_l("Grounds and bars to be tested"), ["grounds"]),
    ]

    cumulative = Codes(_l("Pleaded cumulatively"), description=_l("Each of them must be shown."))
    alternative = Codes(_l("Pleaded in the alternative"), description=_l("The better supported one counts."))
    superior_basis = Prose(_l("Why the person counts as this kind of superior"), longest=4000,
                           description=_l("For Art. 28: as a military commander (a), or as another superior (b)."))
    leader_basis = Prose(_l("What shows control over the action of a State"), longest=4000,
                         description=_l("For aggression only (Art. 25(3 bis))."))
    grounds = Codes(_l("Grounds and bars"), description=_l("What the defence may raise: looked into now."))

    def validate_alternative(self, field: Any) -> None:
        """A mode is pleaded in one way."""
        if set(field.data or []) & set(self.cumulative.data or []):
            raise ValidationError(_("Tick each mode once: cumulatively or in the alternative"))

    @property
    def modes(self) -> dict[str, Pleading]:
        """Mode -> how it is pleaded."""
        return {**dict.fromkeys(self.cumulative.data or [], Pleading.CUMULATIVE),
                **dict.fromkeys(self.alternative.data or [], Pleading.ALTERNATIVE)}

    @property
    def position(self) -> dict[str, Any]:
        """What is said about the person."""
        return {"superior_basis": self.superior_basis.data, "leader_basis": self.leader_basis.data,
                "grounds": self.grounds.data or []}


class MoveForm(Form):
    """Move a charge to another status; only what may follow is offered."""

    draftable = True

    status = Choice(_l("New status"), ChargeStatus, labels.CHARGE_STATUSES, required=_l("Choose the new status"))
    superseded_by_id = Pick(_l("Superseded by"), description=_l(
        "Only for the status Superseded: the charge in its place."))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000, description=_l(
        "It stays in the history. “Approved” waits for a second person."))

    def __init__(self, charge: Charge, **kwargs: Any) -> None:
        self._next = charge.next_states("status")
        super().__init__(**kwargs)
        start, *rest = self.status.choices
        self.status.choices = [start, *(option for option in rest if ChargeStatus(option.value) in self._next)]

    def validate_status(self, field: Any) -> None:
        """Only what may follow the present status."""
        if field.data not in self._next:
            raise ValidationError(_("Choose one of the options listed"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A superseded charge names the other one."""
        valid = super().validate(extra_validators)
        if self.status.data is ChargeStatus.SUPERSEDED and not self.superseded_by_id.data:
            self.superseded_by_id.errors = [*self.superseded_by_id.errors, _("Choose the charge that takes its place")]
            return False
        return valid


