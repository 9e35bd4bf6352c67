"""Forms of double records and of the table of spellings."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Form, Line, Pick, Prose
from casefile.core.names.surnames import letters
from casefile.core.names.table import Part, is_han
from casefile.incidents.forms.filters import Among, Filters
from casefile.officials import labels


class _OtherForm(Form):
    """A second person, already chosen when the page is reached from a list of pairs."""

    draftable = True

    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000, description=_l(
        "What was compared: birth, posts, times, places. It stays in the history."))

    def __init__(self, chosen: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        field = self._fields["other_id"]
        if not self.is_submitted() and not self.draft_restored_at and chosen in {c.value for c in field.choices}:
            field.data = chosen


class OfficialMergeForm(_OtherForm):
    """Propose to merge another record into this one."""

    other_id = Pick(_l("The record that is merged into this one"), required=_l("Choose an official"), description=_l(
        "Both references and all names stay findable. Posts, facts and links move to this record; it can be undone."))


class OfficialApartForm(_OtherForm):
    """Say that two records are two people."""

    other_id = Pick(_l("The other person"), required=_l("Choose an official"))


class SpellingForm(Form):
    """Add a spelling to the table, or retire one."""

    draftable = True

    part = Choice(_l("What it spells"), Part, labels.NAME_PART, required=_l("Choose what it spells"))
    hangul = Line(_l("In Hangul"), required=_l("Enter the family name or syllable"), longest=2,
                  description=_l("A family name of one or two syllables, or one syllable of a given name."))
    spelling = Line(_l("Spelling"), required=_l("Enter the spelling"), longest=30,
                    description=_l("In Latin letters, or one Chinese character (two for a double family name)."))
    retire = Choice(_l("What to do"), labels.SpellingStands, labels.SPELLING_STANDING, required=True,
                    default=labels.SpellingStands.STANDS)
    note = Line(_l("Why, and who spells it so"))

    def validate_hangul(self, field: Any) -> None:
        """Hangul syllables."""
        if not re.fullmatch("[가-힣]{1,2}", field.data or ""):
            raise ValidationError(_("Write one or two Hangul syllables"))
        if self.part.data is Part.SYLLABLE and len(field.data) > 1:
            raise ValidationError(_("Write one syllable"))

    def validate_spelling(self, field: Any) -> None:
        """Latin letters or Chinese characters."""
        text = field.data or ""
        in_letters = letters(text) and re.fullmatch(r"[^\W\d_]+['’-]?[^\W\d_]*", text)
        if not in_letters and not (is_han(text) and len(text) < 3):
            raise ValidationError(_("Write one word in Latin letters, or a Chinese character"))
        if not is_han(text) and (len(letters(text)) > 12 or len(letters(text)) < len(text) - 2):
            raise ValidationError(_("Write at most twelve Latin letters"))


class TurnSpellingForm(Form):
    """Retire a spelling, or let it stand again."""

    draftable = True

    retire = Choice(_l("What to do"), labels.SpellingStands, labels.SPELLING_STANDING, required=_l("Choose what to do"))
    note = Line(_l("Why"), required=_l("Give the reason"))


class SpellingFilters(Filters):
    """What the table is filtered by."""

    text = Line(_l("Syllable or spelling"))
    part = Among(_l("What it spells"), Part, labels.NAME_PART)


class TryForm(Form):
    """Two names to compare under the table as it stands. Posted: names stay out of addresses."""

    asked = Line(_l("A spelling"), required=_l("Enter a name"))
    known = Line(_l("A name of the register"), required=_l("Enter a name"))
