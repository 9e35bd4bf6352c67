"""What a case is missing, computed from its state, each gap with its rule in words and one action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, String, cast, func, literal, select, union_all
from sqlalchemy.dialects.postgresql import aggregate_order_by

from casefile.cases.models import Case
from casefile.core.db import db
from casefile.core.panels import offers


class Severity(StrEnum):
    """Blocking: the dossier cannot go out with it. Advisory: a person should look."""

    BLOCKING = "blocking"
    ADVISORY = "advisory"


@dataclass(frozen=True, slots=True)
class GapRule:
    """One kind of gap.

    query: the records of a case that have the gap, as SELECT (id, reference).
    title: words for n records of which `reference` is the first; why: the rule in words.
    url: where the action leads, given the case and the id of the first record.
    """

    code: str
    severity: Severity
    query: Callable[[Case], Select[Any]]
    title: Callable[[int, str], str]
    why: Any
    action: Any
    url: Callable[[Case, UUID], str]


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of one case, ready to be shown."""

    code: str
    severity: Severity
    title: str
    detail: str
    url: str
    action: str
    n: int


def rules_for(case: Case) -> list[GapRule]:
    """The rules of every slice, in slice order. Raises ValueError when two of them have one code."""
    rules = [rule for rules in offers(case, "gaps") for rule in rules]
    twice = {code for code, n in Counter(rule.code for rule in rules).items() if n > 1}
    if twice:
        raise ValueError(f"two gap rules have the code {', '.join(sorted(twice))}")
    return rules


def case_without(case: Case, found: Select[Any]) -> Select[Any]:
    """The case itself as a gap, when it has none of what `found` selects."""
    columns: Any = (Case.id, Case.reference)
    return select(*columns).where(Case.id == case.id, ~found.exists())


def gaps_of(case: Case) -> list[Gap]:
    """All gaps of the case, blocking ones first; one question to the database whatever the number of rules."""
    rules = {rule.code: rule for rule in rules_for(case)}
    if not rules:
        return []
    rows = union_all(*(records_with(rule, case) for rule in rules.values())).subquery()
    accepted = [one.subquery() for one in offers(case, "accepted gaps")]
    open_ = [~select(one.c[1]).where(one.c[0] == rows.c.code, one.c[1] == rows.c.id).exists() for one in accepted]
    # The first record by reference; the array is cut to one element so that nothing long travels.
    first = func.array_agg(aggregate_order_by(rows.c.id, rows.c.reference.asc()))[1]
    found = db.session.execute(select(
        rows.c.code, func.count().label("n"), first.label("id"), func.min(rows.c.reference).label("reference"))
        .where(*open_).group_by(rows.c.code)).all()
    gaps = [_gap(rules[row.code], case, row) for row in found]
    order = list(rules)
    return sorted(gaps, key=lambda gap: (gap.severity is not Severity.BLOCKING, order.index(gap.code)))


def records_with(rule: GapRule, case: Case) -> Select[Any]:
    """(code, id, reference) of the records of the case that have the gap of the rule."""
    rows = rule.query(case).subquery()
    return select(literal(rule.code).label("code"), rows.c[0].label("id"),
                  cast(func.coalesce(rows.c[1], ""), String).label("reference"))


def _gap(rule: GapRule, case: Case, row: Any) -> Gap:
    return Gap(rule.code, rule.severity, rule.title(row.n, row.reference), str(rule.why),
               rule.url(case, row.id), str(rule.action), row.n)
