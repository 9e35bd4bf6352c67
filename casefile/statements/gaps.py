"""What a case is missing about its statements."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import Select, select

from casefile.cases.gaps import GapRule, Severity
from casefile.cases.models import Case
from casefile.core.access import Permission, can
from casefile.core.actor import current
from casefile.core.panels import offer
from casefile.people.models import Person, today
from casefile.statements.models import Paragraph, PlannedInterview, Statement
from casefile.statements.rules import Signature, State


def _statements(case: Case, *conditions: Any) -> Select[Any]:
    filing = Person.Filing
    columns: Any = (Statement.id, Statement.reference)
    chosen = select(*columns).join(filing, filing.record_id == Statement.person_id)
    return chosen.where(filing.case_id == case.id, *conditions)


def _without_paragraphs(case: Case) -> Select[Any]:
    return _statements(case, ~select(Paragraph.id).where(Paragraph.statement_id == Statement.id).exists())


def _unsigned(case: Case) -> Select[Any]:
    return _statements(case, Statement.signature == Signature.NOT_YET)


def _untagged(case: Case) -> Select[Any]:
    loose = select(Paragraph.id).where(Paragraph.statement_id == Statement.id, Paragraph.struck_reason.is_(None),
                                       Paragraph.knowledge.is_(None))
    return _statements(case, loose.exists())


def _not_on_record(case: Case) -> Select[Any]:
    said = select(Paragraph.id).where(Paragraph.statement_id == Statement.id)
    return _statements(case, Statement.evidence_id.is_(None), said.exists())


def _interviews(case: Case) -> Select[Any]:
    columns: Any = (PlannedInterview.id, PlannedInterview.reference)
    return select(*columns).where(PlannedInterview.case_id == case.id, PlannedInterview.state == State.SCHEDULED,
                                  PlannedInterview.planned_on < today())


def _to(endpoint: str) -> Any:
    return lambda case, id: url_for(endpoint, id=id, case=case.id)


RULES = [
    GapRule(
        "GAP-STATEMENT-TEXT", Severity.BLOCKING, _without_paragraphs,
        lambda n, first: ngettext("%(first)s has no paragraph", "%(num)s statements have no paragraph, first %(first)s",
                                  n, first=first),
        _l("A statement is cited by paragraph: enter what was said."), _l("Enter it"), _to("statements.paste")),
    GapRule(
        "GAP-STATEMENT-SOURCE", Severity.ADVISORY, _untagged,
        lambda n, first: ngettext("%(first)s has paragraphs that do not say how the person knows",
                                  "%(num)s statements have paragraphs that do not say how the person knows, first "
                                  "%(first)s", n, first=first),
        _l("First-hand or hearsay decides what a paragraph is worth."), _l("Open"), _to("statements.show")),
    GapRule(
        "GAP-STATEMENT-SIGNED", Severity.ADVISORY, _unsigned,
        lambda n, first: ngettext("%(first)s is neither signed nor refused",
                                  "%(num)s statements are neither signed nor refused, first %(first)s", n, first=first),
        _l("Read the record back, and let the person sign it or refuse."), _l("Open"), _to("statements.show")),
    GapRule(
        "GAP-STATEMENT-RECORD", Severity.ADVISORY, _not_on_record,
        lambda n, first: ngettext("%(first)s is not on record as evidence",
                                  "%(num)s statements are not on record as evidence, first %(first)s", n, first=first),
        _l("Only an item of evidence can be cited: put the statement on record."), _l("Open"), _to("statements.show")),
    GapRule(
        "GAP-INTERVIEW-HELD", Severity.ADVISORY, _interviews,
        lambda n, first: ngettext("Nothing is recorded of the interview %(first)s",
                                  "Nothing is recorded of %(num)s interviews, first %(first)s", n, first=first),
        _l("The day has passed: record the statement, or call the interview off."), _l("Open"),
        _to("statements.interview")),
]


@offer(Case, "gaps")
def gaps(case: Case) -> list[GapRule]:
    """The rules of this slice; none for those who may not read about people."""
    return RULES if can(current(), Permission.STATEMENT_READ, case) else []
