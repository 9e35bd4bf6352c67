"""What a case is missing about its charges and their proof (domain brief §4.5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy import case as choose
from sqlalchemy.dialects.postgresql import aggregate_order_by

from casefile.cases.gaps import GapRule, Severity
from casefile.cases.models import Case
from casefile.core.db import among
from casefile.core.panels import offer
from casefile.evidence.models import Evidence
from casefile.incidents.models import Incident
from casefile.law.gap_rules import PROOF_RULES
from casefile.law.models import (
    Charge,
    ChargeElement,
    ChargeIncident,
    ChargeMode,
    ChargeOfficial,
    EvidenceLink,
    ExoneratingSearch,
    Proposition,
)
from casefile.law.pleading import LIVE
from casefile.law.proof_gaps import has_charges, unanswered_too_long
from casefile.law.rules import Direction, frameworks
from casefile.law.service.counting import UNDERMINES, tally
from casefile.law.service.gaps import accepted_in
from casefile.law.service.matrix import SHOWN, adopted_of
from casefile.law.service.reading import out_of_post
from casefile.officials.models import Official

_live = Charge.status.in_(LIVE)


def _pair(id: Any, reference: Any) -> Select[Any]:
    return select(id, reference)


def _without_charge(case: Case) -> Select[Any]:
    charges = select(Charge.id).where(Charge.case_id == case.id, _live)
    return _pair(Case.id, Case.reference).where(Case.id == case.id, ~charges.exists())


def _charges(*conditions: ColumnElement[bool]) -> Callable[[Case], Select[Any]]:
    return lambda case: _pair(Charge.id, Charge.reference).where(Charge.case_id == case.id, _live, *conditions)


def _without_mode(case: Case) -> Select[Any]:
    modes = select(ChargeMode.id).where(ChargeMode.charge_id == ChargeOfficial.charge_id,
                                        ChargeMode.official_id == ChargeOfficial.official_id)
    query = _pair(ChargeOfficial.id, (Charge.reference + " – " + Official.reference).label("reference"))
    query = query.join(Charge, Charge.id == ChargeOfficial.charge_id)
    query = query.join(Official, Official.id == ChargeOfficial.official_id)
    return query.where(Charge.case_id == case.id, _live, ~modes.exists())


def unmet(case: Case) -> Select[Any]:
    """(id, reference) of the first row of every requirement of the live charges that nothing supports.

    The same question as `rules.missing`, in the database: a plain element is a requirement with one way to meet it, an
    alternative group has one way for each alternative, parallel tracks one for each track. A requirement with a row
    for one person is asked for each official, any other once.
    """
    rows = _rows(case).subquery()
    each = ChargeOfficial.__table__.alias("each")  # the charges are filtered; this only repeats their rows
    joined = rows.outerjoin(each, and_(
        rows.c.personal, each.c.charge_id == rows.c.charge_id,
        or_(rows.c.official_id.is_(None), rows.c.official_id == each.c.official_id)))
    person = each.c.official_id
    first = func.array_agg(aggregate_order_by(rows.c.id, rows.c.position))[1]
    ways = select(rows.c.charge_id, person.label("person"), rows.c.choice, rows.c.way,
                  func.bool_and(rows.c.supported).label("met"), first.label("id"),
                  func.min(rows.c.reference).label("reference"), func.min(rows.c.position).label("position"))
    grouped = ways.select_from(joined).group_by(rows.c.charge_id, person, rows.c.choice, rows.c.way).subquery()
    first = func.array_agg(aggregate_order_by(grouped.c.id, grouped.c.position))[1]
    query = _pair(first.label("id"), func.min(grouped.c.reference).label("reference"))
    return (query.group_by(grouped.c.charge_id, grouped.c.person, grouped.c.choice)
            .having(~func.bool_or(grouped.c.met)))


def _rows(case: Case) -> Select[Any]:
    """The rows that must be shown: requirement (choice), way to meet it, and whether anything supports the row."""
    element = ChargeElement
    tracked, grouped = element.track != "", element.alt_group != ""
    choice = choose((tracked, "track"), (grouped, "alternative " + element.alt_group), else_=element.code)
    way = choose((tracked, element.track), (grouped, element.code), else_="")
    personal = func.bool_or(element.official_id.is_not(None)).over(partition_by=(element.charge_id, choice))
    mine = (element.case_id == case.id, element.applicable)
    counted, held = tally(*mine), adopted_of(*mine)
    query = select(element.id, element.charge_id, element.official_id, element.position, choice.label("choice"),
                   way.label("way"), (Charge.reference + " " + element.code).label("reference"),
                   personal.label("personal"),
                   or_(func.coalesce(counted.c.supporting, 0) > 0, func.coalesce(held.c.adopted.in_(SHOWN), False)
                       ).label("supported"))
    query = query.select_from(element).join(Charge, Charge.id == element.charge_id)
    query = query.outerjoin(counted, counted.c.element_id == element.id)
    query = query.outerjoin(held, held.c.element_id == element.id)
    return query.where(element.case_id == case.id, element.applicable, _live)


def _unlinked(case: Case) -> Select[Any]:
    links = select(EvidenceLink.id).where(EvidenceLink.proposition_id == Proposition.id,
                                          EvidenceLink.ended_at.is_(None))
    return _pair(Proposition.id, Proposition.reference).where(
        Proposition.case_id == case.id, Proposition.withdrawn_at.is_(None), ~links.exists())


def _links(*conditions: ColumnElement[bool]) -> Callable[[Case], Select[Any]]:
    """The links relied on in a case that meet the conditions, under the reference of the item."""

    def query(case: Case) -> Select[Any]:
        chosen = _pair(EvidenceLink.id, Evidence.reference).join(Evidence, Evidence.id == EvidenceLink.evidence_id)
        chosen = chosen.join(Proposition, Proposition.id == EvidenceLink.proposition_id)
        return chosen.where(EvidenceLink.case_id == case.id, EvidenceLink.ended_at.is_(None),
                            Proposition.withdrawn_at.is_(None), *conditions)

    return query


def _out_of_time(case: Case) -> Select[Any]:
    """Charges with an incident before the law was in force, or when an official was in none of the posts recorded."""
    before = [and_(Charge.framework == law.id, Incident.__table__.c.when_latest < law.entry_into_force)
              for law in frameworks().values() if law.entry_into_force]
    query = _pair(Charge.id, Charge.reference).join(ChargeIncident, ChargeIncident.charge_id == Charge.id)
    query = query.join(Incident, Incident.id == ChargeIncident.incident_id)
    early = query.where(Charge.case_id == case.id, _live, or_(false(), *before)).with_only_columns(Charge.id)
    return _pair(Charge.id, Charge.reference).where(
        or_(Charge.id.in_(early), among(Charge.id, out_of_post(case) if has_charges(case) else ())))


def _to(endpoint: str) -> Callable[[Case, UUID], str]:
    return lambda case, id: url_for(endpoint, id=id)


RULES = [
    GapRule(
        "GAP-CHARGE", Severity.BLOCKING, _without_charge,
        lambda n, reference: _("No charge is drafted"),
        _l("A case is a set of charges: a crime, who is charged in which mode, and for which incidents."),
        _l("Draft a charge"), lambda case, id: url_for("law.new", id=case.id)),
    GapRule(
        "GAP-OFFICIAL", Severity.BLOCKING,
        _charges(~select(ChargeOfficial.id).where(ChargeOfficial.charge_id == Charge.id).exists()),
        lambda n, reference: ngettext("Charge %(reference)s names no official", "%(num)s charges name no official", n,
                                      reference=reference),
        _l("What is proved for each person, and every mode of liability, has nobody to be proved for."),
        _l("Name officials"), _to("law.edit")),
    GapRule(
        "GAP-MODE", Severity.BLOCKING, _without_mode,
        lambda n, reference: ngettext("%(reference)s: no mode of liability is pleaded",
                                      "%(num)s officials are charged without a mode of liability", n,
                                      reference=reference),
        _l("A charge says in which way the person is responsible."),
        _l("Plead a mode"), _to("law.plead")),
    GapRule(
        "GAP-EMPTY", Severity.BLOCKING, unmet,
        lambda n, reference: ngettext("%(reference)s has no supporting evidence",
                                      "%(num)s required elements have no supporting evidence", n, reference=reference),
        _l("Every required element is shown by at least one item; of alternatives one is enough, of tracks one whole."),
        _l("Link evidence"), _to("law.element")),
    GapRule(
        "GAP-NOPIN", Severity.BLOCKING,
        _links(EvidenceLink.__table__.c.pin_kind.is_(None), EvidenceLink.direction != Direction.NEUTRAL),
        lambda n, reference: ngettext("%(reference)s is linked without a pinpoint",
                                      "%(num)s links have no pinpoint", n, reference=reference),
        _l("Nobody can check an item without the page, time or cell that shows it."),
        _l("Add the pinpoint"), _to("law.edit_link")),
    GapRule(
        "GAP-TIME", Severity.ADVISORY, _out_of_time,
        lambda n, reference: ngettext("Charge %(reference)s rests on an incident outside jurisdiction or time in post",
                                      "%(num)s charges rest on incidents outside jurisdiction or time in post", n,
                                      reference=reference),
        _l("The law applies to what happened after it came into force (Art. 11 and 24), and an official answers for "
           "the time in which a post was held."),
        _l("Open the charge"), _to("law.show")),
    GapRule(
        "GAP-UNLINKED", Severity.ADVISORY, _unlinked,
        lambda n, reference: ngettext("Proposition %(reference)s has no evidence",
                                      "%(num)s propositions have no evidence", n, reference=reference),
        _l("A sentence of fact rests on evidence, or it is withdrawn."),
        _l("Link or withdraw"), _to("law.proposition")),
    GapRule(
        "GAP-CONTRA", Severity.ADVISORY, _links(UNDERMINES, EvidenceLink.note.is_(None), unanswered_too_long()),
        lambda n, reference: ngettext("%(reference)s speaks against a charge and is not answered",
                                      "%(num)s links speak against a charge and are not answered", n,
                                      reference=reference),
        _l("Within 30 days a note on the link says what it means for the charge: the defence will ask."),
        _l("Write the note"), _to("law.edit_link")),
    GapRule(
        "GAP-EXCULP", Severity.ADVISORY,
        _charges(Charge.id.not_in(select(ExoneratingSearch.charge_id))),
        lambda n, reference: ngettext("Charge %(reference)s has no exonerating search on record",
                                      "%(num)s charges have no exonerating search on record", n, reference=reference),
        _l("Incriminating and exonerating circumstances are investigated equally (Art. 54(1)(a))."),
        _l("Record the search"), _to("law.search")),
    *PROOF_RULES,
]


@offer(Case, "accepted gaps")
def accepted(case: Case) -> Select[Any]:
    """The gaps the case goes on with."""
    return accepted_in(case)


@offer(Case, "gaps")
def gaps(case: Case) -> list[GapRule]:
    """The rules of this slice."""
    return RULES
