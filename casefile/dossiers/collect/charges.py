"""The charges with their elements and what is linked to each, for and against with equal weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from casefile.cases.models import Case
from casefile.core.db import db
from casefile.dossiers import view
from casefile.evidence.models import Evidence
from casefile.evidence.service.independence import count_each
from casefile.law import labels as words
from casefile.law import service
from casefile.law.models import (
    Charge,
    ChargeElement,
    ChargeIncident,
    ChargeMode,
    ChargeOfficial,
    ChargePlace,
    ElementProposition,
    EvidenceLink,
    Proposition,
)
from casefile.law.pleading import LIVE, Polarity
from casefile.law.rules import Direction, RequiredElement, cite, required_elements
from casefile.law.service.counting import UNUSED

Proofs = dict[UUID, dict[Direction, list[view.Proof]]]
Support = dict[UUID, tuple[int, int]]
Code = Callable[[UUID | None], str]


@dataclass(frozen=True, slots=True)
class Known:
    """What the case holds about its elements. code: of a colleague, who is never named."""

    proofs: Proofs
    support: Support
    standing: Mapping[UUID, service.Standing]
    code: Code


def charges(case: Case, exhibits: set[str], code: Code) -> tuple[view.Charge, ...]:
    """The open charges of the case. exhibits: numbers that may be cited. code: of a colleague, who is never named."""
    options = (selectinload(Charge.officials).joinedload(ChargeOfficial.official),
               selectinload(Charge.officials).selectinload(ChargeOfficial.modes),
               selectinload(Charge.incidents).joinedload(ChargeIncident.incident),
               selectinload(Charge.places).joinedload(ChargePlace.place))
    query = select(Charge).where(Charge.case_id == case.id).options(*options).order_by(Charge.reference)
    found = [charge for charge in db.session.execute(query).scalars().unique() if charge.status in LIVE]
    elements = _elements(case)
    known = Known(*_proofs(case, exhibits), service.standing_in(case), code)
    return tuple(_charge(charge, elements[charge.id], known) for charge in found)


def _elements(case: Case) -> dict[UUID, list[ChargeElement]]:
    query = (select(ChargeElement).where(ChargeElement.case_id == case.id, ChargeElement.applicable)
             .options(selectinload(ChargeElement.official)))
    found: dict[UUID, list[ChargeElement]] = defaultdict(list)
    for element in db.session.execute(query.order_by(ChargeElement.position, ChargeElement.code)).scalars().unique():
        found[element.charge_id].append(element)
    return found


def _proofs(case: Case, exhibits: set[str]) -> tuple[Proofs, Support]:
    """Charge element id -> direction -> what is linked; two people cannot lose a link, so nobody loses a proof.

    And charge element id -> how many items support it that may be used, and how many independent sources those are.
    """
    query = (select(ElementProposition.charge_element_id, Proposition, EvidenceLink, Evidence)
             .join(Proposition, Proposition.id == ElementProposition.proposition_id)
             .join(EvidenceLink, EvidenceLink.proposition_id == Proposition.id)
             .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
             .where(ElementProposition.case_id == case.id, EvidenceLink.ended_at.is_(None),
                    Proposition.withdrawn_at.is_(None))
             .order_by(Evidence.serial, EvidenceLink.created_at, EvidenceLink.id))
    found: Proofs = defaultdict(lambda: defaultdict(list))
    items: dict[UUID, set[UUID]] = defaultdict(set)
    for element_id, proposition, link, item in db.session.execute(query):
        if item.reference not in exhibits:
            continue
        side = towards(link.direction, proposition.polarity)
        found[element_id][side].append(_proof(proposition.sentence, link, item.reference))
        if side is Direction.SUPPORTS and item.headline not in UNUSED:
            items[element_id].add(item.id)
    independent = count_each(items)
    return found, {id: (len(held), independent[id]) for id, held in items.items()}


def towards(direction: Direction, polarity: Polarity) -> Direction:
    """What a link does to the charge, as the matrix counts it.

    What supports a statement against the charge undermines the charge; what weakens such a statement does not by
    itself support it.
    """
    if polarity is Polarity.FOR:
        return direction
    return Direction.UNDERMINES if direction is Direction.SUPPORTS else Direction.NEUTRAL


def _proof(sentence: str, link: EvidenceLink, number: str) -> view.Proof:
    at = str(link.pinpoint) if link.pinpoint else _("no pinpoint yet")
    return view.Proof(
        source=view.Pinpoint(number, at),
        text=f"{sentence} “{link.quote}”" if link.quote else sentence,
        directness=str(words.DIRECTNESS[link.directness]) if link.directness else "",
        weight=str(words.WEIGHTS[link.weight]) if link.weight else "",
    )


def _charge(charge: Charge, rows: list[ChargeElement], known: Known) -> view.Charge:
    locale = str(get_locale())
    modes = sorted({mode.mode for named in charge.officials for mode in named.modes})
    law = {element.code: element for element in required_elements(charge.law, charge.crime, modes)}
    crime = charge.crime_data
    return view.Charge(
        reference=charge.reference,
        crime=crime.title.to(locale),
        article=cite(crime.article).to(locale),
        modes=tuple(_modes(charge, named.modes, named.official.reference) for named in charge.officials),
        officials=tuple(named.official.reference for named in charge.officials),
        incidents=tuple(each.incident.reference for each in charge.incidents if each.incident is not None),
        period=charge.period.words() if charge.period else _("not recorded"),
        text=charge.facts or "",
        status=str(words.CHARGE_STATUSES[charge.status]),
        law=f"{charge.law.title.to(locale)} ({charge.framework})",
        places=tuple(entry.place.name_latin or entry.place.name_hangul or "" for entry in charge.places),
        elements=tuple(_element(row, law[row.code], known)
                       for row in rows if row.code in law),
    )


def _modes(charge: Charge, modes: list[ChargeMode], reference: str) -> str:
    return f"{reference}: {'; '.join(_mode(charge, mode) for mode in modes)}"


def _mode(charge: Charge, entry: ChargeMode) -> str:
    """A mode with its article and how it stands beside the others."""
    mode, locale = charge.law.mode(entry.mode), str(get_locale())
    return f"{cite(mode.article).to(locale)} {mode.title.to(locale)} ({words.PLEADINGS[entry.pleading]})"


def _assessment(standing: service.Standing, code: Code) -> str:
    """Who assessed it and when, the reasons and the other side; what was decided on other grounds than now says so."""
    one = standing.assessment
    assert one is not None  # only elements that were assessed have a standing here
    parts = [_("Stale: what it rested on has changed.") if standing.is_stale else "",
             _("%(name)s, %(date)s", name=code(one.assessed_by), date=format_date(one.created_at)), one.reasoning,
             _("Weaknesses: %(text)s", text=one.weaknesses) if one.weaknesses else "",
             _("For the official: %(text)s", text=one.exculpatory)]
    return "\n".join(part for part in parts if part)


def _element(row: ChargeElement, law: RequiredElement, known: Known) -> view.Element:
    linked, locale = known.proofs[row.id], str(get_locale())
    items, independent = known.support.get(row.id, (0, 0))
    standing = known.standing.get(row.id)
    return view.Element(
        code=row.code,
        text=law.text.to(locale),
        article=law.reference.to(locale),
        group=str(words.PARTS[row.part]),
        official=row.official.reference if row.official else "",
        supporting=tuple(linked[Direction.SUPPORTS]),
        undermining=tuple(linked[Direction.UNDERMINES]),
        support=_("%(n)s items, %(m)s independent", n=items, m=independent) if items > 1 else "",
        level=str(words.LEVELS[standing.level]) if standing else "",
        assessment=_assessment(standing, known.code) if standing else "",
    )
