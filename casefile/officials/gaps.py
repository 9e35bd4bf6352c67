"""What a case is missing about its officials."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import ColumnElement, Select, exists, or_, select

from casefile.cases.gaps import GapRule, Severity
from casefile.cases.models import Case
from casefile.cases.rules import CaseKind
from casefile.core.panels import offer
from casefile.incidents.models import Incident
from casefile.incidents.rules import SIDEWAYS
from casefile.officials.models import CaseOfficial, Holding, Involvement, Official
from casefile.officials.rules import IdentityConfidence


def _without_official(case: Case) -> Select[Any]:
    """A structural case holds the contextual elements alone and needs none."""
    there = exists().where(CaseOfficial.case_id == case.id)
    columns: Any = (Case.id, Case.reference)
    return select(*columns).where(Case.id == case.id, Case.kind == CaseKind.CASE, ~there)


def _officials(*conditions: ColumnElement[bool]) -> Callable[[Case], Select[Any]]:
    """The officials of a case that meet the conditions."""

    def query(case: Case) -> Select[Any]:
        columns: Any = (Official.id, Official.reference)
        chosen = select(*columns).join(CaseOfficial, CaseOfficial.official_id == Official.id)
        return chosen.where(CaseOfficial.case_id == case.id, *conditions)

    return query


def _incidents_without_official(case: Case) -> Select[Any]:
    """What was set aside has no gaps."""
    filing = Incident.Filing
    columns: Any = (Incident.id, Incident.reference)
    chosen = select(*columns).join(filing, filing.record_id == Incident.id)
    linked = exists().where(Involvement.incident_id == Incident.id, Involvement.official_id.is_not(None))
    return chosen.where(filing.case_id == case.id, Incident.status.not_in(SIDEWAYS), ~linked)


def _to(endpoint: str) -> Callable[[Case, UUID], str]:
    return lambda case, id: url_for(endpoint, id=id, case=case.id)


RULES = [
    GapRule(
        "GAP-NOBODY", Severity.BLOCKING, _without_official,
        lambda n, reference: _("No official is named"),
        _l("A dossier asks who answers for what happened: add at least one official."),
        _l("Add an official"), lambda case, id: url_for("officials.new_in_case", id=case.id)),
    GapRule(
        "GAP-POST", Severity.ADVISORY, _officials(~exists().where(Holding.official_id == Official.id)),
        lambda n, reference: ngettext("No post is recorded for official %(reference)s",
                                      "No post is recorded for %(num)s officials", n, reference=reference),
        _l("Without a post and its time nobody can be placed in the chain of command."),
        _l("Add a post"), _to("officials.add_holding")),
    GapRule(
        "GAP-SCRIPT", Severity.ADVISORY, _officials(or_(Official.name_hangul.is_(None), Official.name_latin.is_(None))),
        lambda n, reference: ngettext("The name of official %(reference)s is recorded in one script only",
                                      "The names of %(num)s officials are recorded in one script only", n,
                                      reference=reference),
        _l("Courts and partners search in both scripts."),
        _l("Complete the name"), _to("officials.edit")),
    GapRule(
        "GAP-IDENT", Severity.ADVISORY, _officials(Official.identity == IdentityConfidence.UNRESOLVED),
        lambda n, reference: ngettext("The identity of official %(reference)s is unresolved",
                                      "The identity of %(num)s officials is unresolved", n, reference=reference),
        _l("Many people share a name: say which person is meant, by birth, posts and time."),
        _l("Resolve the identity"), _to("officials.edit")),
    GapRule(
        "GAP-LINK", Severity.ADVISORY, _incidents_without_official,
        lambda n, reference: ngettext("Incident %(reference)s is linked to no official",
                                      "%(num)s incidents are linked to no official", n, reference=reference),
        _l("Say what the sources tell about officials in this incident, for and against."),
        _l("Link an official"), _to("officials.link_incident")),
]


@offer(Case, "gaps")
def gaps(case: Case) -> list[GapRule]:
    """The rules of this slice."""
    return RULES
