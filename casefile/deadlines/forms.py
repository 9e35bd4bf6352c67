"""Forms of tasks and dates."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from casefile.core.fields import Clock
from casefile.core.forms import Choice, Day, Form, Line, Pick
from casefile.deadlines import labels, rules, timing
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import Kind, Priority, State, View, Whose


class DeadlineForm(Form):
    """Something to be done by a date."""

    draftable = True
    sections = [
        (_l("What"), ["title", "kind", "linked_reference"]),
        (_l("By when"), ["due_on", "due_time", "priority"]),
        (_l("Who"), ["owner_id", "backup_id"]),
    ]

    title = Line(_l("Title"), required=_l("Enter a title"),
                 description=_l("Neutral, no names: codes and references only."))
    kind = Choice(_l("Kind"), Kind, labels.KIND, required=_l("Choose a kind"),
                  description=_l("The kind decides when reminders come and who is called when the date is missed."))
    linked_reference = Line(_l("About"), longest=40,
                            description=_l("The reference of one record, for example EV-0143."))
    due_on = Day(_l("Due date"), required=_l("Enter the date"), description=_l("In the time zone of the case."))
    due_time = Clock(_l("Time of day"), description=_l("Leave empty when the whole day counts."))
    priority = Choice(_l("Priority"), Priority, labels.PRIORITY, required=True, default=Priority.NORMAL)
    owner_id = Pick(_l("Owner"), required=_l("Choose who does it"))
    backup_id = Pick(_l("Backup"), description=_l("Who is called when the owner does not answer."))

    def __init__(self, record: Deadline | None = None, *, timezone: str = "UTC", **kwargs: Any) -> None:
        self.timezone = record.timezone if record is not None else timezone
        super().__init__(record, **kwargs)

    def validate_linked_reference(self, field: Any) -> None:
        """What references look like, nothing else: this is no place for words."""
        field.data = field.data.upper() if field.data else None
        if field.data and not rules.is_reference(field.data):
            raise ValidationError(_("Enter one reference, for example EV-0143"))

    def validate_due_on(self, field: Any) -> None:
        """A date still to come, unless it is the one the record has had before."""
        if field.data is None:  # what is wrong with it was said while it was read
            return
        if not timing.is_plausible(field.data):
            raise ValidationError(_("Enter a date between 1900 and 2199"))
        if isinstance(self.record, Deadline) and self._moment() == self.record.due_at:
            return
        if timing.is_late(self._moment(), datetime.now(UTC)):
            raise ValidationError(_("This has passed already. Enter a date that is still to come."))

    def _moment(self) -> datetime:
        return timing.moment(self.due_on.data, self.due_time.data, self.timezone)

    def validate_due_time(self, field: Any) -> None:
        """Not an hour that the clocks skip."""
        day = self.due_on.data
        if field.data and day and timing.is_plausible(day) and not timing.exists(day, field.data, self.timezone):
            raise ValidationError(_("On that day the clocks skip this hour. Choose another one."))

    def validate_backup_id(self, field: Any) -> None:
        """Somebody else than the owner."""
        if field.data and field.data == self.owner_id.data:
            raise ValidationError(_("Choose another person than the owner"))


def state_form(deadline: Deadline) -> Form:
    """A form that offers only the states that may follow, and asks why."""
    offered = {state: labels.STATE[state] for state in State if state in deadline.next_states("state")}

    class StateForm(Form):
        state = Choice(_l("New state"), State, offered, required=_l("Choose the new state"))
        reason = Line(_l("Reason"), required=_l("Say why, in codes: no names"), longest=500)

    return StateForm()


class SnoozeForm(Form):
    """Say nothing until a day."""

    until = Day(_l("Quiet until"), required=_l("Enter the day"),
                description=_l("After today, and not beyond the date itself. It is possible twice."))
    reason = Line(_l("Reason"), required=_l("Say why, in codes: no names"), longest=500)


class Among(Choice):
    """A filter: choosing nothing has words of its own."""

    def __init__(self, label: Any, kind: Any, words: Any, nothing: Any, **kwargs: Any) -> None:
        super().__init__(label, kind, words, **kwargs)
        self.choices[0] = SelectChoice("", nothing)


class DeadlineFilter(PlainForm):
    """Which dates to list."""

    show = Among(_l("Show"), View, labels.VIEW, _l("Not finished"))
    kind = Among(_l("Kind"), Kind, labels.KIND, _l("Any"))
    whose = Among(_l("Whose"), Whose, labels.WHOSE, _l("Anybody’s"))
