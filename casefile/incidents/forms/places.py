"""Forms of places and of the gazetteer."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from uuid import uuid4

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FileField, HiddenField, StringField
from wtforms.validators import Optional, ValidationError

from casefile.core.fields import Worded
from casefile.core.forms import Choice, Form, Line, Pick, Prose, UncertainDate, WholeNumber
from casefile.incidents import labels
from casefile.incidents.gazetteer import MOST, BadGazetteer, Entry, read
from casefile.incidents.rules import CoordinateSource, PlaceKind, Precision, Sensitivity

LARGEST = 2_000_000
_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{0,12})?")


class Degrees(Worded, StringField):
    """Degrees of latitude or longitude, as a decimal number; the value is a float or None."""

    def __init__(self, label: Any, limit: int, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(label, [Optional()], **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else format(self.data, ".10g")

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a decimal number; anything else is refused in words and shown again as it was typed."""
        self.data = None
        text = unicodedata.normalize("NFKC", valuelist[0]).strip().replace("\u2212", "-") if valuelist else ""
        if not text:
            return
        if not _DEGREES.fullmatch(text) or abs(float(text)) > self.limit:
            raise ValueError(_("Enter degrees as a number from −%(limit)s to %(limit)s, for example 39.5716",
                               limit=self.limit))
        self.data = float(text)

    @property
    def words(self) -> str:
        """The number with its degree sign."""
        return "" if self.data is None else _("%(n)s°", n=format(self.data, ".10g"))


class Lines(Prose):
    """A list of short texts, one a line."""

    def process_data(self, value: Any) -> None:
        """The texts, one a line."""
        self.data = "\n".join(value or []) or None

    @property
    def texts(self) -> list[str]:
        """The texts, once each."""
        return list(dict.fromkeys(text for line in (self.data or "").split("\n") if (text := line.strip())))


class PlaceForm(Form):
    """A place of a situation's register."""

    draftable = True
    sections = [
        (_l("Names"), ["name_latin", "name_hangul", "other_names"]),
        (_l("What and where"), ["kind", "parent_id", "operated", "precision", "radius_m"]),
        (_l("Coordinates"), ["latitude", "longitude", "coordinate_source"]),
        (_l("Who may know"), ["sensitivity", "note"]),
    ]

    name_latin = Line(_l("Name in Latin letters"))
    name_hangul = Line(_l("Name in Hangul"))
    other_names = Lines(_l("Other names"), longest=4000,
                        description=_l("Former names and other spellings, one a line."))
    kind = Choice(_l("Kind"), PlaceKind, labels.PLACE_KIND, required=_l("Choose a kind"))
    parent_id = Pick(_l("Lies in"))
    operated = UncertainDate(_l("In operation"))
    precision = Choice(_l("Precision"), Precision, labels.PRECISION,
                       required=_l("Choose how exactly the place is known"))
    radius_m = WholeNumber(_l("Radius in metres"), lowest=1, highest=2_000_000,
                           description=_l("How far from the coordinates the place may lie."))
    latitude = Degrees(_l("Latitude"), 90, description=_l("Decimal degrees, north positive."))
    longitude = Degrees(_l("Longitude"), 180, description=_l("Decimal degrees, east positive."))
    coordinate_source = Choice(_l("Source of the coordinates"), CoordinateSource, labels.COORDINATE_SOURCE)
    sensitivity = Choice(_l("Sensitivity"), Sensitivity, labels.SENSITIVITY, required=True, default=Sensitivity.PUBLIC)
    note = Prose(_l("Note"), longest=4000)

    @property
    def answers(self) -> dict[str, Any]:
        """Other names as a list."""
        return {**super().answers, "other_names": self.other_names.texts}

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field, then what fields say together."""
        valid = super().validate(extra_validators)
        for name, message in self._contradictions():
            self[name].errors = [*self[name].errors, message]
            valid = False
        return valid

    def _contradictions(self) -> list[tuple[str, str]]:
        found = []
        if not self.name_latin.data and not self.name_hangul.data and not self.name_latin.errors:
            found.append(("name_latin", _("Enter a name, in Latin letters or in Hangul")))
        points = (self.latitude.data, self.longitude.data)
        if not self.latitude.errors and not self.longitude.errors and (points[0] is None) != (points[1] is None):
            missing = "latitude" if points[0] is None else "longitude"
            found.append((missing, _("Enter both latitude and longitude, or neither")))
        if points[0] is not None and not self.coordinate_source.data:
            found.append(("coordinate_source", _("Say where the coordinates come from")))
        return found


def _read(text: str) -> tuple[Entry, ...]:
    """The entries of a gazetteer; raises ValidationError in words."""
    try:
        return tuple(read(text))
    except BadGazetteer as bad:
        reasons = {
            "not_json": _("This is not a JSON file"),
            "shape": _("This is not a gazetteer: a list of places is expected"),
            "too_many": _("A gazetteer may have at most %(n)s places; cut it into several files", n=MOST),
            "entry": _("Place number %(n)s of the file cannot be read: a name, code, level or coordinate is wrong",
                       n=bad.entry),
        }
        raise ValidationError(reasons[bad.reason]) from None


class GazetteerFile(FlaskForm):
    """A gazetteer to look at before anything is entered; without a file it is the bundled one."""

    file = FileField(_l("Gazetteer file (JSON)"), description=_l(
        "Leave this empty to use the gazetteer that comes with the application. "
        "Nothing is entered yet: you see first what would be."))

    entries: tuple[Entry, ...] | None = None

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """A file that cannot be read is answered with 422."""
        valid: bool = super().validate_on_submit(extra_validators)
        g.invalid_form = self.is_submitted() and not valid
        return valid

    def validate_file(self, field: Any) -> None:
        """UTF-8 text of a gazetteer, of a size to be read at once."""
        if not field.data or not field.data.filename:
            return
        content: bytes = field.data.read(LARGEST + 1)
        field.data.close()  # a large file lies on the disk meanwhile
        if len(content) > LARGEST:
            raise ValidationError(_("The file is larger than 2 MB; cut it into several files"))
        try:
            self.entries = _read(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError(_("This is not a JSON file")) from None


class GazetteerImport(Form):
    """Enter the places that were shown."""

    places = HiddenField()

    entries: tuple[Entry, ...] = ()

    def offer_once(self, text: str) -> None:
        """Show the form with the places to enter; pressing twice enters them once."""
        self.places.data, self.once.data = text, str(uuid4())

    def validate_places(self, field: Any) -> None:
        """What the preview page sends back is read like any file."""
        self.entries = _read(field.data or "")
