"""Who gave what on which terms, and which items were looked through for people."""

from __future__ import annotations

from casefile.demodata.world import World, in_days
from casefile.evidence.providers import Attribution, Default, Onward
from casefile.evidence.rules import Kind
from casefile.evidence.service import sharing

BY_PARTNER = ("partner-note.1", "partner-note.2")


def enter(world: World) -> None:
    """One agreement, and every interview of the main case looked through."""
    with world.acting_as("daniel"):
        agreement = sharing.add_agreement(
            world.situation, provider="Partner organisation", protocol_on=in_days(-700), expires_on=in_days(400),
            default=Default.LEAD_ONLY, consultation_days=14, attribution=Attribution.ANONYMOUS, onward=Onward.NEVER,
            return_on_end=True, consents_obtained=True, consent_form="In writing, on the partner's form")
        for key in BY_PARTNER:
            sharing.set_agreement(world.items[key], agreement, "It came with the protocol of the partner.")
        for key, item in world.items.items():
            if key.startswith("int-p0") and item.kind is Kind.TESTIMONY:
                sharing.review_people(item)
