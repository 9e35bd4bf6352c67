"""Names in the demonstration: homonyms who are two, one person recorded twice, a spelling the experts added."""

from __future__ import annotations

from casefile.core.names.table import Part
from casefile.core.review import decide
from casefile.demodata.world import World
from casefile.officials import service
from casefile.officials.rules import Confidence, NameKind


def enter(world: World) -> None:
    """Tell two people of one name apart, merge two records of one, and change the table of spellings."""
    with world.acting_as("taeyun"):
        service.not_the_same(world.officials["hwi-older"], world.officials["hwi-younger"],
                             "Born thirteen years apart; one served at the facility, the other at the department.")
        twice = service.record_official(world.situation.id, name_hangul=None, name_latin="Mah Woon Gyeom",
                                        caveats="Entered from a list of a foreign office.")
        kept = world.officials["guard"]
        service.add_name(kept, "Гвардейский список № 7", NameKind.TITLE_ONLY, "A list in Russian",
                         certainty=Confidence.LOW)
        service.record_variant(Part.SYLLABLE, "겸", "Giom", note="So spelled in two lists of the facility.")
        review = service.propose_merge(kept, twice, world.cases["f9"], "The list gives the same post and month.")
    with world.acting_as("aino"):
        decide(review, True, "Post and month agree; nobody else of the section is missing in the list.")
