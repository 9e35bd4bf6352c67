"""Forms of double records."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from casefile.core.forms import Form, Pick, Prose


class ReasonForm(Form):
    """A reason, and nothing else."""

    draftable = True

    reason = Prose(_l("Reason"), required=_l("Give the reason"), longest=2000, description=_l(
        "No names. It stays in the history."))


class _OtherForm(ReasonForm):
    """A second person, already chosen when the page is reached from a list of pairs."""

    def __init__(self, chosen: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        field = self._fields["other_id"]
        if not self.is_submitted() and not self.draft_restored_at and chosen in {c.value for c in field.choices}:
            field.data = chosen


class MergeForm(_OtherForm):
    """Propose to merge another record into this one."""

    other_id = Pick(_l("The record that is merged into this one"), required=_l("Choose a code"), description=_l(
        "Both codes stay findable. What hangs on that record moves to this one; its identity, assessments and consent "
        "stay where they are."))


class ApartForm(_OtherForm):
    """Say that two records are two people."""

    other_id = Pick(_l("The other person"), required=_l("Choose a code"))
