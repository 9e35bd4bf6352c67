"""A dossier that went to a partner, and a person in it who withdrew afterwards: everybody sees what follows."""

from __future__ import annotations

from flask import current_app

from casefile.cases.decisions import decide
from casefile.core.db import db
from casefile.demodata.world import World, today
from casefile.dossiers import handover, service
from casefile.dossiers.build import build
from casefile.dossiers.rules import Kind, Language, Method
from casefile.evidence.service import sharing
from casefile.people import service as people
from casefile.people.rules import Consent
from casefile.people.rules.grants import Level, Purpose

CASE, WITHDRAWS = "abroad", "p58"
PLACES = "The places are known from open sources; ages and dialects were left out of every text."


def enter(world: World) -> None:
    """Build it, hand it over, and let one person withdraw."""
    case = world.cases[CASE]
    with world.acting_as("yujin"):
        for key, item in world.items.items():
            if key.startswith("int-p55"):
                sharing.review_people(item)
    with world.acting_as("suan"):
        found = people.stored(people.telling_in(case))
        dossier = service.generate(case, Kind.PARTNER, Language.EN, recipient="icc_otp", purpose=Purpose.INVESTIGATION,
                                   level=int(Level.PSEUDONYMOUS), rare=found, rare_reason=PLACES)
    # As the worker does it: what is told has addresses in it.
    with world.acting_as("suan"), current_app.test_request_context("/", base_url=current_app.config["PUBLIC_URL"]):
        build(dossier)
        db.session.flush()
    with world.acting_as("suan"):
        review = handover.propose(
            dossier, "Asked for by the office of the prosecutor.", method=Method.IN_PERSON.value,
            legal_basis="Request 12 of the office of the prosecutor", caveats="Not to be handed on.",
            answers="Nothing to be asked of a state; nothing that speaks for the officials was left out.",
            rare_reason=PLACES)
    with world.acting_as("dohyeon"):
        decide(review, True, "The gate passes; what could tell people apart was weighed.")
    with world.acting_as("yujin"):
        people.record_consent(world.people[WITHDRAWS], Consent.WITHDRAWN, today(),
                              "The person asked us to stop; that a copy is abroad already was said.")
