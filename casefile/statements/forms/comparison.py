"""Forms for putting accounts side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm

from casefile.core.forms import Choice, Form, Pick, Picks, Prose
from casefile.statements import labels
from casefile.statements.rules import Finding, Topic

MOST = 6


class CompareForm(PlainForm):
    """Which statements to put side by side; read from the address, which holds ids only."""

    statements = Picks(_l("Statements"), description=_l("Two to six of them."))

    def __init__(self, offered: Iterable[tuple[UUID, Any]]) -> None:
        self._offered = list(offered)
        super().__init__(request.args)

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Offer them first: what was chosen is checked against them."""
        self.statements.offer(self._offered)
        super().process(*args, **kwargs)

    @property
    def chosen(self) -> list[UUID]:
        """The statements, when enough of them were chosen and all of them may be read."""
        return self.statements.ids[:MOST] if len(self.statements.data or []) > 1 and self.validate() else []


class NoteForm(Form):
    """What was found on two accounts, and why."""

    draftable = True

    other_id = Pick(_l("The other statement"), required=_l("Choose a statement"))
    topic = Choice(_l("On what"), Topic, labels.TOPIC, empty=_l("On the whole"))
    finding = Choice(_l("Finding"), Finding, labels.FINDING, required=_l("Choose one"))
    reason = Prose(_l("Reason"), required=_l("Say why"), longest=4000, description=_l(
        "Name the paragraphs. Differences are usual in true accounts too: time, fear, translation, what was asked. "
        "Kept encrypted."))
