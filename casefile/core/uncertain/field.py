"""The form field of an uncertain date: many boxes under one name, one value."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from flask import get_template_attribute
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.utils import unset_value
from wtforms.validators import InputRequired, Optional

from casefile.core.edtf.wording import ENGLISH, TABLES
from casefile.core.fields import unfit
from casefile.core.uncertain.boxes import BOXES, SHOWN, TICKS, BadBox, build, split
from casefile.core.uncertain.entry import Basis, DateEntry
from casefile.core.uncertain.messages import BASES, KIND_LABELS, explain

WORDING = 200


def _draw(field: UncertainDate, **_kwargs: object) -> Any:
    return get_template_attribute("macros/uncertain_date.html", "uncertain_date")(field)


class UncertainDate(Field):
    """A date as the source knows it.

    The boxes are posted as `<name>-<box>` (see `boxes.BOXES`); a code alone may be posted as `<name>`. `data` is a
    `DateEntry`, false when nothing was entered. What was typed is kept in `typed` and shown again on an error.
    """

    macro: ClassVar[str] = "uncertain_date"
    widget = staticmethod(_draw)
    data: DateEntry

    def __init__(self, label: Any, *, required: Any = False, **kwargs: Any) -> None:
        sentence = required if required and required is not True else _l("Enter the date, or choose Unknown")
        checks = [InputRequired(sentence) if required else Optional(), *kwargs.pop("validators", [])]
        self.typed: dict[str, str] = {}
        self.bad_box: str | None = None
        super().__init__(label, checks, **kwargs)

    # --- reading ---

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the value of the record, then what was sent under the names of the boxes."""
        self.process_errors: list[str] = []
        self.bad_box = None
        if data is unset_value:
            data = self.default() if callable(self.default) else self.default
        self.object_data = data
        self.process_data(data)
        if formdata is not None:
            self._read(formdata)
        for change in (*self.filters, *(extra_filters or ())):
            self.data = change(self.data)

    def process_data(self, value: DateEntry | str | None) -> None:
        """An entry, a code, or nothing."""
        self.data = value if isinstance(value, DateEntry) else DateEntry.of(value or None)
        self.typed = split(self.data.code)
        if self.data.wording:
            self.typed["wording"] = self.data.wording
        if self.data.basis:
            self.typed["basis"] = self.data.basis.value

    def _read(self, formdata: Any) -> None:
        self.typed = {box: text for box in BOXES if (text := _first(formdata, self.box_name(box)))}
        alone = _first(formdata, self.name)
        if alone and "kind" not in self.typed:
            self.typed |= {"kind": "code", "code": alone}
        self.raw_data = [text for box, text in self.typed.items() if box != "basis" and text.strip()]
        self.data = DateEntry.of(self._code(), self._wording(), self._basis())

    def _refuse(self, box: str, message: str) -> None:
        self.process_errors = [*self.process_errors, message]
        self.bad_box = self.bad_box or box

    def _code(self) -> str | None:
        try:
            return build(self.typed)
        except BadBox as bad:
            self._refuse(bad.box, explain(bad))
            return None

    def _wording(self) -> str | None:
        wording = unicodedata.normalize("NFC", self.typed.get("wording", "")).strip()
        found = unfit(wording, lines=False)
        if found:
            self._refuse("wording", _("Remove the character %(code)s: it is invisible and cannot be kept.", code=found))
            return None
        if len(wording) > WORDING:
            message = _("Shorten this to %(limit)s characters; it has %(n)s.", limit=WORDING, n=len(wording))
            self._refuse("wording", message)
            return None
        return wording or None

    def _basis(self) -> Basis | None:
        basis = self.typed.get("basis")
        if basis and basis not in list(Basis):
            self._refuse("basis", _("Choose on what the date rests"))
            return None
        return Basis(basis) if basis else None

    def raw_values(self) -> dict[str, list[str]]:
        """The names and texts a browser would send for what is typed now."""
        return {self.box_name(box): [self.typed.get(box, "")] for box in BOXES}

    # --- drawing ---

    @property
    def words(self) -> str:
        """The date in the reader's language, the words of the source, and what the date rests on."""
        wording = _("“%(wording)s”", wording=self.data.wording) if self.data.wording else ""
        basis = str(BASES[self.data.basis]) if self.data.basis else ""
        return " · ".join(part for part in (self.data.words(), wording, basis) if part)

    @property
    def first_id(self) -> str:
        """Where the error summary leads: the box at fault, else the first choice."""
        bad = self.bad_box or "kind"
        return f"{self.id}-kind-{next(iter(SHOWN))}" if bad == "kind" else self.box_id(bad)

    def box_name(self, box: str) -> str:
        """The name under which a box is sent."""
        return f"{self.name}-{box}"

    def box_id(self, box: str) -> str:
        """The HTML id of a box."""
        return f"{self.id}-{box}"

    def ticked(self, box: str) -> bool:
        """Whether a tick box is ticked."""
        return box in TICKS and bool(self.typed.get(box))

    def shown_for(self, *boxes: str) -> str:
        """The choices for which any of the boxes is shown, separated by blanks."""
        return " ".join(kind for kind, shown in SHOWN.items() if not set(boxes).isdisjoint(shown))

    def kinds(self) -> Iterator[tuple[str, Any, bool]]:
        """Each choice: value, label, whether it is chosen."""
        for kind in SHOWN:
            yield kind, KIND_LABELS[kind], self.typed.get("kind") == kind

    def seasons(self) -> Mapping[int, str]:
        """Season number -> name in the reader's language."""
        return TABLES.get(str(get_locale())[:2], ENGLISH).seasons

    def bases(self) -> Iterator[tuple[str, Any, bool]]:
        """Each basis: value, label, whether it is chosen."""
        for basis, label in BASES.items():
            yield basis.value, label, self.typed.get("basis") == basis.value


def _first(formdata: Any, name: str) -> str:
    found = formdata.getlist(name)
    return found[0] if found and isinstance(found[0], str) else ""
