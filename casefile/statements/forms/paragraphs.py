"""Forms of paragraphs: paste a text, correct one; look for words."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from casefile.core.forms import Choice, Form, Line, Pick, Prose
from casefile.statements import labels
from casefile.statements.models import Paragraph
from casefile.statements.rules import (
    CLOSED,
    LONGEST_PARAGRAPH,
    LONGEST_TEXT,
    Confidence,
    Knowledge,
    Topic,
    split_paragraphs,
)


class PasteForm(Form):
    """Append paragraphs: a text that is cut where its own numbers run on, else at blank lines."""

    draftable = True

    text = Prose(_l("Text"), required=_l("Paste or type the text"), longest=LONGEST_TEXT, render_kw={"rows": 24},
                 description=_l("Separate paragraphs by a blank line, or number them 1. 2. 3. from the first. "
                                "The numbers given here never change. Kept encrypted, also while you type."))
    knowledge = Choice(_l("How the person knows all of this"), Knowledge, labels.KNOWLEDGE)
    topic = Choice(_l("What all of this is about"), Topic, labels.TOPIC)
    incident_id = Pick(_l("Incident all of this speaks of"))

    def validate_text(self, field: Any) -> None:
        """There is a paragraph in it, and none is too long."""
        texts = split_paragraphs(field.data or "")
        if not texts:
            raise ValidationError(_("Paste or type the text"))
        longest = max(range(len(texts)), key=lambda at: len(texts[at]))
        if len(texts[longest]) > LONGEST_PARAGRAPH:
            raise ValidationError(_("Paragraph %(number)s is longer than %(most)s characters: separate it by a blank "
                                    "line", number=longest + 1, most=LONGEST_PARAGRAPH))


class ParagraphForm(Form):
    """One paragraph: its text, and what it is about."""

    draftable = True

    text = Prose(_l("Text"), required=_l("A paragraph says something; to take it back, strike it"),
                 longest=LONGEST_PARAGRAPH, render_kw={"rows": 10},
                 description=_l("Kept encrypted with the person’s own key, and so is what is kept while you type."))
    reason = Line(_l("Why the text is corrected"), description=_l(
        "Needed once the statement was signed or refused. The text before stays."))
    knowledge = Choice(_l("How the person knows it"), Knowledge, labels.KNOWLEDGE)
    heard_from = Line(_l("Heard from"), description=_l("For hearsay: from whom, by code or description. Encrypted."))
    topic = Choice(_l("What it is about"), Topic, labels.TOPIC)
    incident_id = Pick(_l("Incident"))
    about_id = Pick(_l("Person it speaks of"))
    place_id = Pick(_l("Place"))
    confidence = Choice(_l("Confidentiality"), Confidence, labels.CONFIDENCE, required=True,
                        default=Confidence.NORMAL)

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field, then: a signed text is corrected with a reason."""
        valid = super().validate(extra_validators)
        paragraph = self.record
        closed = isinstance(paragraph, Paragraph) and paragraph.statement.signature in CLOSED
        if closed and self.text.data not in (None, getattr(paragraph, "text", None)) and not self.reason.data:
            self.reason.errors = [_("The statement was signed or refused: say why it is corrected")]
            return False
        return valid

    def validate_heard_from(self, field: Any) -> None:
        """What was seen was not heard from somebody."""
        if self.knowledge.data is Knowledge.FIRST_HAND and field.data:
            raise ValidationError(_("What the person saw or lived through was not heard from somebody"))

    def validate_knowledge(self, field: Any) -> None:
        """Hearsay has a source, even an unknown one."""
        if field.data is Knowledge.HEARSAY and not self.heard_from.data:
            raise ValidationError(_("Say from whom it was heard; “not known” is an answer"))

    @property
    def tags(self) -> dict[str, Any]:
        """The answers but for the text."""
        return {name: value for name, value in self.answers.items() if name not in ("text", "reason")}


class SearchForm(Form):
    """Words to look for in the statements of a case; sent in the body, never in the address."""

    words = Line(_l("Words"), required=_l("Enter at least two characters"), longest=100,
                 render_kw={"autocomplete": "off"}, description=_l(
        "Every paragraph is opened and compared; there is no index. That you searched is noted, the words are not."))

    def validate_words(self, field: Any) -> None:
        """One character finds everything."""
        if field.data and len(field.data) < 2:
            raise ValidationError(_("Enter at least two characters"))
