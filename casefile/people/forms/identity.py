"""Forms of identities: never draftable, never filled from what is stored."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Form, Line, Prose, Tick
from casefile.people import labels
from casefile.people.rules import FIELDS, Group, ShredGround

_SECRET = {"autocomplete": "off", "spellcheck": "false"}


class Erase(SelectMultipleField):
    """Fields whose stored value is to be removed."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        choices = [SelectChoice(name, text) for name, text in labels.FIELD.items()]
        super().__init__(label, coerce=str, choices=choices, **kwargs)


class IdentityForm(Form):
    """Record who a person is. It only writes: what is stored is never put into it."""

    sections = [
        (_l("Names"), ["name_hangul", "name_hanja", "name_latin", "name_other"]),
        (_l("Person"), ["birth", "documents", "family"]),
        (_l("Where and how to reach the person"), ["contacts", "whereabouts"]),
        (_l("Note"), ["note", "erase"]),
    ]

    name_hangul = Line(labels.FIELD["name_hangul"], render_kw=_SECRET)
    name_hanja = Line(labels.FIELD["name_hanja"], render_kw=_SECRET)
    name_latin = Prose(labels.FIELD["name_latin"], longest=2000, render_kw=_SECRET, description=_l(
        "Every romanisation that was met, one per line; first the one used most."))
    name_other = Prose(labels.FIELD["name_other"], longest=2000, render_kw=_SECRET, description=_l(
        "Nicknames, names at birth, names in other scripts: one per line."))
    birth = Line(labels.FIELD["birth"], render_kw=_SECRET, description=_l(
        "As exactly as it is known, for example 1974 or 1974-03."))
    documents = Prose(labels.FIELD["documents"], longest=4000, render_kw=_SECRET)
    family = Prose(labels.FIELD["family"], longest=4000, render_kw=_SECRET)
    contacts = Prose(labels.FIELD["contacts"], longest=4000, render_kw=_SECRET)
    whereabouts = Prose(labels.FIELD["whereabouts"], longest=4000, render_kw=_SECRET)
    note = Prose(labels.FIELD["note"], longest=4000, render_kw=_SECRET)
    erase = Erase(_l("Remove what is stored in"), description=_l(
        "A field left empty above keeps what is stored. Tick a field here to remove its stored text for good."))

    def validate_erase(self, field: Any) -> None:
        """A field is written or removed, not both."""
        both = [name for name in field.data or [] if name in labels.FIELD and self[name].data]
        if both:
            raise ValidationError(_("A field cannot be written and removed at once: %(field)s",
                                    field=labels.FIELD[both[0]]))

    @property
    def changes(self) -> dict[str, str | None]:
        """Field -> new text, or None where the stored text is to be removed."""
        written = {name: self[name].data for names in FIELDS.values() for name in names if self[name].data}
        return {**written, **dict.fromkeys(self.erase.data or [])}


class RevealForm(Form):
    """Open one group of an identity, with a reason."""

    group = Choice(_l("What to open"), Group, labels.GROUP, required=_l("Choose what to open"))
    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=500, render_kw=_SECRET, description=_l(
        "Why you must know it now. It is kept encrypted; the protection officers of the person read it."))

    def __init__(self, held: Collection[Group], **kwargs: Any) -> None:
        self._held = held
        super().__init__(**kwargs)
        self.group.choices = [choice for choice in self.group.choices if not choice.value or choice.value in held]

    def validate_group(self, field: Any) -> None:
        """Only what is recorded can be opened."""
        if field.data not in self._held:
            raise ValidationError(_("Choose one of the options listed"))


class WindowForm(Form):
    """Ask a second person to let one open an identity."""

    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=500, render_kw=_SECRET, description=_l(
        "What cannot wait, and why the protection officer cannot do it. No names: whoever decides reads this, and it "
        "stays in the case’s history."))


class ShredForm(Form):
    """Propose that an identity is destroyed for good."""

    ground = Choice(_l("Ground"), ShredGround, labels.SHRED_GROUND, required=_l("Choose the ground"))
    reason = Prose(_l("Basis"), required=_l("Say what it rests on"), longest=500, render_kw=_SECRET, description=_l(
        "The request, decision or rule, by its date and code. No names: it stays in the case’s history."))
    understood = Tick(_l("I understand that nobody can bring the identity back, from no backup either"))

    def validate_understood(self, field: Any) -> None:
        """Nobody destroys by a slip."""
        if not field.data:
            raise ValidationError(_("Tick this to go on"))
