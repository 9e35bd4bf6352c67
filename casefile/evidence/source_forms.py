"""Forms of relations between sources."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from casefile.core.forms import Choice, Prose, Tick
from casefile.evidence import labels
from casefile.evidence.forms import ReferencesForm
from casefile.evidence.sources import ITEM_TIES, PERSON_TIES, Tie


class ItemTieForm(ReferencesForm):
    """Which items go back to the same source, and how that is known."""

    spread = True

    kind = Choice(_l("This item"), Tie, {kind: labels.TIE[kind] for kind in ITEM_TIES},
                  required=_l("Choose how they are related"))
    basis = Prose(_l("Basis"), required=_l("Say how this is known"), longest=2000,
                  description=_l("Codes only, no names. It stays in the history."))


class PersonTieForm(ReferencesForm):
    """Who may know the same thing from whom."""

    kind = Choice(_l("This person"), Tie, {kind: labels.TIE[kind] for kind in PERSON_TIES},
                  required=_l("Choose how they are related"))
    contaminated = Tick(_l("What one knew may have reached the other"), description=_l(
        "For a household or an intermediary only this makes one source of two. Being told always does."))
    basis = Prose(_l("Basis"), required=_l("Say how this is known"), longest=2000,
                  description=_l("Codes only, no names. It stays in the history."))

    @property
    def spread(self) -> bool:
        """Whether what one knew may have reached the other."""
        return bool(self.contaminated.data) or self.kind.data is Tie.TOLD
