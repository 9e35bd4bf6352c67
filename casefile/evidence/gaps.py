"""What a case is missing about its evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import ColumnElement, Select, or_, select

from casefile.cases.gaps import GapRule, Severity
from casefile.cases.models import Case
from casefile.core.panels import offer
from casefile.evidence.models import Evidence
from casefile.evidence.rules import Custody, Headline, Verification
from casefile.evidence.service.queries import is_linked

MANY = 1000
# What is no longer here, or may not be used, is not missing anything.
_SET_ASIDE = (Headline.WITHDRAWN, Headline.EXCLUDED, Headline.REFUTED)


def _without_evidence(case: Case) -> Select[Any]:
    filed = select(Evidence.Filing.record_id).where(Evidence.Filing.case_id == case.id)
    found: Any = select(Case).with_only_columns(Case.id, Case.reference).where(Case.id == case.id, ~filed.exists())
    return cast("Select[Any]", found)


def _items(*conditions: ColumnElement[bool]) -> Callable[[Case], Select[Any]]:
    """The items of a case that meet the conditions."""

    def query(case: Case) -> Select[Any]:
        filing = Evidence.Filing
        chosen: Any = select(Evidence.id, Evidence.reference).join(filing, filing.record_id == Evidence.id)
        found = chosen.where(filing.case_id == case.id, Evidence.headline.not_in(_SET_ASIDE), *conditions)
        # Nobody needs to know how many more; a case may hold a hundred thousand.
        return cast("Select[Any]", found.limit(MANY + 1))

    return query


def _to(endpoint: str) -> Callable[[Case, UUID], str]:
    return lambda case, id: url_for(endpoint, id=id, case=case.id)


RULES = [
    GapRule(
        "GAP-EVIDENCE", Severity.BLOCKING, _without_evidence,
        lambda n, reference: _("No evidence is registered"),
        _l("Nothing can be shown to a court without evidence."),
        _l("Add evidence"), lambda case, id: url_for("evidence.add", id=case.id)),
    GapRule(
        "GAP-CUSTODY", Severity.BLOCKING, _items(or_(Evidence.integrity_alert, Evidence.custody_state == Custody.LOST)),
        lambda n, reference: ngettext("The file of %(reference)s failed its check or is lost",
                                      "The files of %(num)s items failed their check or are lost", n,
                                      reference=reference),
        _l("A file that is not what was received cannot be cited."),
        _l("Look at the item"), _to("evidence.show")),
    GapRule(
        "GAP-SOURCE", Severity.BLOCKING, _items(or_(Evidence.origin.is_(None), Evidence.acquisition.is_(None))),
        lambda n, reference: _("More than %(n)s items do not say where they are from, or how they were obtained",
                               n=MANY) if n > MANY else
        ngettext("%(reference)s does not say where it is from, or how it was obtained",
                 "%(num)s items do not say where they are from, or how they were obtained", n, reference=reference),
        _l("A court asks first where an item is from and whether it was lawfully obtained."),
        _l("Record the source"), _to("evidence.edit")),
    GapRule(
        "GAP-VERIFY", Severity.ADVISORY,
        _items(Evidence.verification_state.in_([Verification.UNVERIFIED, Verification.IN_VERIFICATION])),
        lambda n, reference: _("More than %(n)s items are not verified", n=MANY) if n > MANY else
        ngettext("%(reference)s is not verified", "%(num)s items are not verified", n, reference=reference),
        _l("Nobody has shown yet that it is what it claims to be."),
        _l("Change its status"), lambda case, id: url_for("evidence.status", id=id, case=case.id,
                                                           axis="verification_state")),
    GapRule(
        "GAP-ABOUT", Severity.ADVISORY, _items(~is_linked()),
        lambda n, reference: _("More than %(n)s items are linked to nothing", n=MANY) if n > MANY else
        ngettext("%(reference)s is linked to nothing", "%(num)s items are linked to nothing", n, reference=reference),
        _l("Say which incident, witness or official an item is about, so that it is found again."),
        _l("Link it"), _to("evidence.link")),
]


@offer(Case, "gaps")
def gaps(case: Case) -> list[GapRule]:
    """The rules of this slice."""
    return RULES
