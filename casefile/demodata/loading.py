"""Loading the demonstration once, all of it or nothing."""

from __future__ import annotations

from pathlib import Path

from casefile.accounts.service import mark_all_read
from casefile.cases.service import actor_for, code_taken
from casefile.core.actor import acting
from casefile.core.db import db
from casefile.demodata import (
    accounts,
    acts,
    backings,
    cases,
    charges,
    evidence,
    facts,
    handover,
    incidents,
    names,
    officials,
    openings,
    organisations,
    originals,
    people,
    places,
    sharing,
    sources,
    statements,
    work,
)
from casefile.demodata.world import World


def load_once(data: Path) -> None:
    """Load the demonstration into an empty application and write its accounts to `data`; do nothing the second time.

    Where the demonstration is there and the file is not, every account is given a new password.
    """
    if not code_taken(cases.SITUATION):
        _load()
    elif accounts.has_file(data):
        return
    entries = accounts.give_passwords()
    db.session.commit()
    accounts.write(data, entries)


def _load() -> None:
    """One transaction for everything that is entered, and one for the damage done to a file of it."""
    world = _opened()
    for enter in (cases.open_cases, places.enter, organisations.enter, officials.enter, facts.enter, incidents.enter,
                  acts.enter, people.enter, openings.enter, people.link_to_incidents, officials.link_to_incidents,
                  evidence.take_in, evidence.link, sources.tie, backings.enter, sharing.enter, evidence.assess,
                  evidence.forget_old_tasks,
                  originals.enter, statements.enter, incidents.move, officials.designate, names.enter, charges.enter,
                  work.set_dates, _read_the_news, incidents.propose_one, evidence.propose_one, work.ask_for_dossiers,
                  handover.enter):
        enter(world)
    broken = world.items[evidence.BROKEN].id
    db.session.commit()
    evidence.damage_one(broken)
    db.session.commit()


def _opened() -> World:
    users = accounts.add_accounts()
    with acting(actor_for(users["marta"])):
        situation = cases.open_situation()
        db.session.flush()
    return World(situation, users)


def _read_the_news(world: World) -> None:
    """What was decided long ago is no news: only what comes after this is unread."""
    for key in world.users:
        with world.acting_as(key):
            mark_all_read()
