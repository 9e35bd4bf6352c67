"""Whether an item may leave the house now, read from the item as it stands."""

from __future__ import annotations

from casefile.evidence.rules import Headline, Use

_NOT_SHARED = (Headline.WITHDRAWN, Headline.SEALED, Headline.EXCLUDED, Headline.INTEGRITY_ALERT, Headline.REFUTED,
               Headline.LEAD_ONLY)


def may_leave(use: Use, headline: Headline) -> bool:
    """Whether the item may be given to the target forum as things stand."""
    return use is Use.OPEN and headline not in _NOT_SHARED
