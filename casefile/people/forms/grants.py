"""Rows of the consent matrix, and of the limits to it, as they are typed."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, SelectField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Day, Form, Line, Prose, Tick
from casefile.people import labels
from casefile.people.models import today
from casefile.people.rules.grants import NAMED, Grant, Level, Purpose, Recipient, faults, recipient_code


class Row(PlainForm):
    """One row: who, for what, how much of the identity, from when to when, and whether to ask first."""

    recipient = Choice(_l("Recipient"), Recipient, labels.RECIPIENT, empty=_l("— choose —"))
    detail = Line(_l("Which one"), description=_l("A country as three letters (KOR), or the code of the organisation."))
    purpose = Choice(_l("Purpose"), Purpose, labels.PURPOSE, empty=_l("— choose —"))
    level = SelectField(_l("Most that may be told of who it is"), choices=[
        SelectChoice("", _l("— choose —")), *(SelectChoice(str(int(one)), text) for one, text in labels.LEVEL.items())],
        validate_choice=False)
    since = Day(_l("From"), description=_l("Empty: from the day of the decision."))
    until = Day(_l("To"), description=_l("Empty: as long as the consent lasts."))
    consult = Tick(_l("Ask the person first, each time"))

    @property
    def is_empty(self) -> bool:
        """Nothing was filled in."""
        return not any(field.data for field in self)

    @property
    def code(self) -> str | None:
        """The recipient as it is kept."""
        return recipient_code(self.recipient.data, self.detail.data) if self.recipient.data else None

    def grant(self, since: date) -> Grant:
        """The row as the rules take it."""
        return Grant(self.code, self.purpose.data, Level(int(self.level.data)), self.since.data or since,
                     self.until.data, bool(self.consult.data))

    def complain(self, name: str, message: Any) -> None:
        """Put a message beside a field of the row."""
        self[name].errors = [*self[name].errors, message]

    def check(self, *, limit: bool) -> None:
        """What is missing in the row; in a limit an empty recipient or purpose means all."""
        if not self.recipient.data and not limit:
            self.complain("recipient", _l("Choose who may receive it"))
        elif self.recipient.data and self.code is None:
            self.complain("detail", _l("Enter which one: KOR, or a code of 2 to 12 letters and digits")
                          if self.recipient.data in NAMED else _l("Leave this empty for this recipient"))
        if not self.purpose.data and not limit:
            self.complain("purpose", _l("Choose what it may be used for"))
        if self.level.data not in {str(int(one)) for one in Level}:
            self.complain("level", _l("Choose how much may be told"))


class RowsForm(Form):
    """A form with a matrix of rows; a sub-class names the list `grants`."""

    limit = False
    grants: Any

    @property
    def wants_more(self) -> bool:
        """The button “Add another” was pressed: nothing is saved, one more row comes."""
        if f"{self.grants.name}-more" not in request.form:
            return False
        self.grants.append_entry()
        return True

    @property
    def filled(self) -> list[Row]:
        """The rows in which something was typed."""
        return [entry.form for entry in self.grants if not entry.form.is_empty]

    def rows(self, since: date | None) -> list[Grant]:
        """The rows as the rules take them."""
        return [row.grant(since or today()) for row in self.filled]

    def check_rows(self, since: date | None, until: date | None, *, reachable: bool) -> None:
        """Put every message beside its row. Raises ValidationError when there is one."""
        for row in self.filled:
            row.check(limit=self.limit)
        if any(row.errors for row in self.filled):
            raise ValidationError(_l("Complete the rows that are marked"))
        found = faults(self.rows(since), today=today(), until=until, reachable=reachable)
        for number, fault in found.items():
            field, message = labels.ROW_FAULT[fault]
            self.filled[number].complain(field, message)
        if found:
            raise ValidationError(_l("Rows contradict each other or the consent. Correct those that are marked"))


class SettleForm(RowsForm):
    """Turn special conditions into limits."""

    draftable = True
    limit = True

    grants = FieldList(FormField(Row), _l("Limits"), min_entries=2, max_entries=60, description=_l(
        "Each limit holds whatever the matrix permits. An empty recipient or purpose means all of them."))
    how = Prose(_l("How the conditions are met"), required=_l("Say how the limits meet the conditions"), longest=2000,
                description=_l("Codes only, no names. If no limit is needed, say why."))

    def validate_grants(self, _field: Any) -> None:
        """Each row is whole."""
        self.check_rows(None, None, reachable=True)
