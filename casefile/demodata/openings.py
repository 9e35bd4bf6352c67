"""What was done with identities: two openings by the protection officer, and one break-glass by two people."""

from __future__ import annotations

from casefile.cases.decisions import decide
from casefile.core.db import db
from casefile.demodata.world import World
from casefile.people import service
from casefile.people.rules import Group

ASKED = "The person must be warned today; the protection officer is travelling and cannot be reached."


def enter(world: World) -> None:
    """Open what the story of the demonstration needs to have been opened."""
    person = world.people["p01"]
    with world.acting_as("haeun"):
        service.open_group(person, Group.CONTACTS, "Call to agree on the day of the second interview.")
        service.open_group(person, Group.WHEREABOUTS, "Check that the place of the interview is far from the home.")
    with world.acting_as("daniel"):
        review = service.ask_to_open(person, world.cases["f9"], ASKED)
    with world.acting_as("benoit"):
        decide(review, True, "Seen and agreed; the protection officer was left a message.")
    with world.acting_as("daniel"):
        db.session.flush()
        service.open_group(person, Group.CONTACTS, "Warning by telephone.", service.window_of(person))
