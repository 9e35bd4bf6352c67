"""What people think of the proof of the worked miniature: levels, a search, a memo of the other side, accepted gaps."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from casefile.cases.decisions import decide
from casefile.cases.rules import Standard
from casefile.core.db import db
from casefile.core.review import Review
from casefile.demodata.world import World, in_days
from casefile.law import service
from casefile.law.models import ChargeElement
from casefile.law.rules import Level


class View(NamedTuple):
    """A level of one element ("code" or "code@official"), with what is given with it."""

    element: str
    level: Level
    reasoning: str
    weaknesses: str
    exculpatory: str
    contrary: str
    next_step: str = ""
    standard: Standard | None = None


VIEWS = (
    View("RS7-1-c.1", Level.SUFFICIENT, "Two accounts that do not know of each other and a register of the year agree.",
         "The register covers one section for one year.", "Both were asked about rest days and pay; neither knew any.",
         "The work was ordinary employment.", "Look for registers of other sections.", Standard.CONFIRMATION),
    View("CTX7-3", Level.WEAK, "The directive says so, but only a copy of a copy is held.",
         "One document, not verified.", "Nothing was found that lightened the policy; the archive was asked.",
         "The directive was never carried out.", "Find the register in which the directive was entered."),
    View("MOL-28-b.2@director", Level.WEAK, "One insider heard that he signed the rotations.",
         "Hearsay of one source.", "Another insider says that another department ran the facility from 2007.",
         "The guard answered to another body.", "Research who commanded the guard, year by year."),
    View("MOL-28-b.3@director", Level.NONE, "", "", "Nothing is linked, for or against.", ""),
)


def enter(world: World) -> None:
    """Assess the miniature as the brief does; then read it as the defence would."""
    charge = world.charges["enslavement"]
    with world.acting_as("daniel"):
        asked = [_assess(world, view) for view in VIEWS]
        service.record_search(
            charge, sought="Orders that lightened the work; signs that another body decided.",
            places="Every source of the case; registers of 2007 and later.", searched_on=in_days(-35),
            result="One account says that another department ran the facility from 2007; it is linked. No register of "
                   "these years was found.")
    with world.acting_as("rahel"):
        for review in asked:
            if isinstance(review, Review):
                decide(review, True, "I have read both accounts and the register.")
    with world.acting_as("benoit"):
        service.write_memo(
            charge.case, strongest="Nobody saw the director give an order; one insider names another department.",
            alternatives="Quotas were set above him, and the guard answered to another body.",
            evidence_attacked="The directive is a copy of a copy. The rotations are hearsay.",
            not_explored="Who signed for the guard after 2007.")
    _accept(world)


def _assess(world: World, view: View) -> object:
    code, _at, official = view.element.partition("@")
    query = select(ChargeElement).filter_by(
        charge_id=world.charges["enslavement"].id, code=code,
        official_id=world.officials[official].id if official else None)
    element = db.session.execute(query).scalar_one()
    return service.assess(element, 0, view.level, view.standard, reasoning=view.reasoning, weaknesses=view.weaknesses,
                          exculpatory=view.exculpatory, contrary=view.contrary, next_step=view.next_step)


def _accept(world: World) -> None:
    """The charge of the other facility goes on with one gap."""
    with world.acting_as("seoa"):
        case = world.charges["torture"].case
        listed = service.gap_list(case)
        rule, records = next(entry for entry in listed.open if entry[0].code.startswith("GAP-"))
        service.accept_gap(case, rule.code, records[0].id, records[0].reference,
                           "Known since the plan was made; the source is asked in spring.")
