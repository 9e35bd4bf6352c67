"""The form behind every page that changes something: validation, version check, drafts, double press."""

from __future__ import annotations

import json
from typing import Any, ClassVar, Self
from uuid import UUID, uuid4

from flask import g, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import select
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, FieldList, FormField, HiddenField, SelectMultipleField

from casefile.core import drafts, once
from casefile.core.audit import AuditEvent
from casefile.core.db import Record, db
from casefile.core.errors import Conflict, Difference
from casefile.core.fields import Choice, Choices, Day, Line, Prose, Tick, WholeNumber
from casefile.core.pickers import Pick, Picks
from casefile.core.uncertain import UncertainDate

__all__ = ["Choice", "Choices", "Day", "Form", "Line", "Pick", "Picks", "Prose", "Tick", "UncertainDate", "WholeNumber"]

_HIDDEN = ("csrf_token", "version", "once", "base")


def raw_values(field: Field) -> dict[str, list[str]]:
    """The names and texts a browser would send for the field's present value."""
    if hasattr(field, "raw_values"):
        values: dict[str, list[str]] = field.raw_values()
        return values
    if isinstance(field, FormField):
        return {name: texts for inner in field.form for name, texts in raw_values(inner).items()}
    if isinstance(field, FieldList):
        return {name: texts for inner in field for name, texts in raw_values(inner).items()}
    if isinstance(field, SelectMultipleField):
        return {field.name: list(field.data or [])}
    if isinstance(field, Tick):
        return {field.name: ["y"] if field.data else []}
    if isinstance(field, Choice | Pick):
        return {field.name: [str(field.data)] if field.data else [""]}
    shown = field._value() if hasattr(field, "_value") else field.data
    return {field.name: ["" if shown is None else str(shown)]}


class Form(FlaskForm):
    """A form of the application.

    sections: (title, field names) in the order of the page; details pages are drawn from the same list.
    draftable: typing is kept on the server while the page is open.
    carried: what the conflict page sends along: mine, and theirs where I changed nothing.
    """

    sections: ClassVar[list[tuple[Any, list[str]]]] = []
    draftable: ClassVar[bool] = False

    version = HiddenField()
    once = HiddenField()
    base = HiddenField()

    def __init__(self, record: Record | None = None, **kwargs: Any) -> None:
        self.record = record
        self.draft_restored_at: Any = None
        self.older_draft: dict[str, list[str]] | None = None
        self.carried: dict[str, list[str]] = {}
        self._offers: dict[str, Any] = kwargs.pop("offers", {})
        reading = kwargs.pop("reading", False)
        posted = None if reading else self._posted()
        super().__init__(formdata=posted, obj=record, **kwargs)
        if posted is None and not reading:
            self._open(kwargs)

    @staticmethod
    def _posted() -> Any:
        if request.method not in ("POST", "PUT", "PATCH"):
            return None
        if request.files:
            return CombinedMultiDict((request.files, request.form))
        return request.form

    def process(self, formdata: Any = None, obj: Any = None, data: Any = None, extra_filters: Any = None,
                **kwargs: Any) -> None:
        """Offer the pickable records first: what was picked is checked against them."""
        for name, offered in self._offers.items():
            self._fields[name].offer(offered)
        super().process(formdata, obj, data=data, extra_filters=extra_filters, **kwargs)

    def _open(self, kwargs: dict[str, Any]) -> None:
        """The form is opened, not sent: give it its version, its token, and the draft if there is one."""
        base = self._raw()
        found = drafts.find(request.path) if self.draftable and request.method == "GET" else None
        if found:
            fields, saved_at = found
            if self.record is not None and fields.get("version") != [str(self.record.version)]:
                self.older_draft = fields
            else:
                self.draft_restored_at = saved_at
                typed = {name: texts for name, texts in fields.items() if name not in _HIDDEN}
                self.process(_sent(typed), self.record, **kwargs)
        self.version.data = str(self.record.version) if self.record is not None else ""
        self.once.data = str(uuid4())
        self.base.data = json.dumps(base, ensure_ascii=False, separators=(",", ":")) if self.record is not None else ""

    @property
    def visible(self) -> list[Field]:
        """The fields a person fills in."""
        return [field for field in self if field.name not in _HIDDEN]

    def _raw(self) -> dict[str, list[str]]:
        return {name: texts for field in self.visible for name, texts in raw_values(field).items()}

    @property
    def answers(self) -> dict[str, Any]:
        """Field name -> value, ready for a service or a record."""
        return {field.name: field.data for field in self.visible if field.type not in ("SubmitField", "FileField",
                                                                                        "MultipleFileField")}

    def fill(self, record: Record) -> None:
        """Write the answers to the record's attributes of the same names."""
        for name, value in self.answers.items():
            setattr(record, name, value)

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """True when the form was sent, is valid, is not stale and is acted on for the first time."""
        if not self.is_submitted():
            return False
        self._settle_conflict()
        if not self.validate(extra_validators):
            g.invalid_form = True  # the door answers 422
            return False
        token = read_token(self.once.data)
        if token:
            once.claim(token)
        if self.draftable:
            drafts.drop(request.path)
        return True

    # --- two people, one record ---

    def _settle_conflict(self) -> None:
        """Merge what only one side touched; raise Conflict where both changed the same field."""
        seen = request.form.get("version", "")
        if self.record is None or not seen:
            return
        theirs = self._raw_of_record()
        mine = {name: request.form.getlist(name) for name in {**theirs, **self._raw()}}
        mine = self._chosen(mine, theirs)
        if seen == str(self.record.version):
            self._take(mine)
            return
        base = _json(request.form.get("base"))
        merged, differences = dict(mine), []
        for field in self.visible:
            names = [name for name in {**mine, **theirs} if name == field.name or name.startswith(field.name + "-")]
            was, yours, other = (_part(values, names) for values in (base, mine, theirs))
            if yours == was and other != was:
                merged.update(other)
            elif yours not in (other, was) and other != was:
                differences.append(self._difference(field, was, other, yours))
        self.version.data = str(self.record.version)
        self.base.data = json.dumps(theirs, ensure_ascii=False, separators=(",", ":"))
        if differences:
            self.carried = merged
            self._take(merged)
            self.version.data, self.base.data = str(self.record.version), json.dumps(theirs, ensure_ascii=False)
            raise Conflict(self, differences, *_last_change(self.record))
        self._take(merged)

    def _raw_of_record(self) -> dict[str, list[str]]:
        """What the form would hold had it been opened on the record as it is now."""
        return type(self).of(self.record, self._offers)._raw()

    @classmethod
    def of(cls, record: Record | None, offers: dict[str, Any] | None = None) -> Self:
        """The form on a record for reading: no draft, nothing posted."""
        return cls(record, offers=offers or {}, reading=True)

    def _chosen(self, mine: dict[str, list[str]], theirs: dict[str, list[str]]) -> dict[str, list[str]]:
        """Apply the choices made on the conflict page: keep-<field> = mine | theirs | both."""
        for field in self.visible:
            choice = request.form.get(f"keep-{field.name}")
            names = [name for name in theirs if name == field.name or name.startswith(field.name + "-")]
            if choice == "theirs":
                mine.update({name: theirs[name] for name in names})
            elif choice == "both" and len(names) == 1:
                both = [text for text in (*theirs[names[0]], *mine.get(names[0], [])) if text]
                mine[names[0]] = ["\n\n".join(both)]
        return mine

    def _take(self, values: dict[str, list[str]]) -> None:
        """Read the fields again from merged values."""
        hidden = {name: self._fields[name].data for name in ("version", "once", "base")}
        sent = _sent(values)
        sent.update({"csrf_token": request.form.get("csrf_token", ""), **hidden})
        posted: Any = CombinedMultiDict([request.files, sent]) if request.files else sent
        self.process(posted, self.record)

    def _difference(self, field: Field, was: Any, theirs: Any, mine: Any) -> Difference:
        texts = [self._in_words(field.name, values) for values in (was, theirs, mine)]
        return Difference(field.name, str(field.label.text), texts[0], texts[1], texts[2],
                          is_text=isinstance(field, Line | Prose))

    def _in_words(self, name: str, values: dict[str, list[str]]) -> str:
        form = type(self).of(None, self._offers)
        form.process(_sent(values))
        field = form._fields[name]
        return str(getattr(field, "words", field.data) or _("empty"))


def _sent(values: dict[str, list[str]]) -> MultiDict[str, str]:
    """The values as a browser would have sent them."""
    return MultiDict((name, text) for name, texts in values.items() for text in texts)


def _part(values: dict[str, list[str]], names: list[str]) -> dict[str, list[str]]:
    return {name: [text.replace("\r\n", "\n").strip() for text in values.get(name, [])] or [""] for name in names}


def read_token(text: Any) -> UUID | None:
    """The token a form was sent with; None for anything else."""
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _json(text: str | None) -> dict[str, list[str]]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(name): [str(item) for item in texts] for name, texts in found.items()
            if isinstance(texts, list)} if isinstance(found, dict) else {}


def _last_change(record: Record) -> tuple[Any, Any]:
    """Who changed the record last (a user id), and when."""
    query = select(AuditEvent.actor_id, AuditEvent.at).where(AuditEvent.record_id == record.id)
    row = db.session.execute(query.order_by(AuditEvent.id.desc()).limit(1)).first()
    return (row.actor_id, row.at) if row else (None, None)
