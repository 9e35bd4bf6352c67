"""What a case is missing about its evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import ColumnElement, Select, func, or_, select

from casefile.cases.gaps import GapRule, Severity
from casefile.cases.models import Case
from casefile.core.panels import offer
from casefile.evidence.models import CustodyTransfer, Evidence, ExculpatoryFlag
from casefile.evidence.rules import Custody, Disclosure, Headline, Kind, TransferState, Verification
from casefile.evidence.service.keeping import custody_due
from casefile.evidence.service.queries import is_linked
from casefile.evidence.service.viewing import date_disagrees

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


def _late() -> ColumnElement[bool]:
    """The condition that the original was handed over and the day by which to confirm it is over."""
    open_ones = select(CustodyTransfer.evidence_id).where(CustodyTransfer.state == TransferState.OFFERED,
                                                          CustodyTransfer.due_on < func.current_date())
    return Evidence.id.in_(open_ones)


def _flagged_and_hidden() -> ColumnElement[bool]:
    """The condition that a flag is raised and the disclosure class is none of those that tell the defence."""
    raised = select(ExculpatoryFlag.evidence_id).where(ExculpatoryFlag.lowered_at.is_(None))
    told = (Disclosure.PEXO, Disclosure.R77, Disclosure.MIXED)
    return Evidence.id.in_(raised) & Evidence.disclosure_class.not_in(told)


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
        "GAP-TRANSFER", Severity.BLOCKING, _items(_late()),
        lambda n, reference: ngettext("The original of %(reference)s was handed over and nobody confirmed it in time",
                                      "The originals of %(num)s items were handed over and nobody confirmed it in time",
                                      n, reference=reference),
        _l("While nobody confirms it, nobody can say who has the original."),
        _l("Look at the item"), _to("evidence.show")),
    GapRule(
        "GAP-LOSS", Severity.BLOCKING,
        _items(Evidence.kind.in_([Kind.WEB, Kind.SOCIAL, Kind.MESSAGES]), Evidence.custody_state == Custody.REGISTERED),
        lambda n, reference: ngettext("%(reference)s can be deleted where it comes from, and is not preserved",
                                      "%(num)s items can be deleted where they come from, and are not preserved", n,
                                      reference=reference),
        _l("Pages, posts and messages disappear. Preserve them first."),
        _l("Preserve it"), lambda case, id: url_for("evidence.step", id=case.id, step="preserve", item=id)),
    GapRule(
        "GAP-DISCLOSURE", Severity.BLOCKING, _items(_flagged_and_hidden()),
        lambda n, reference: ngettext("%(reference)s is said to speak for a suspect, and its class does not say so",
                                      "%(num)s items are said to speak for a suspect, and their class does not say so",
                                      n, reference=reference),
        _l("What may exonerate goes to the defence (Art. 67(2))."),
        _l("Change its class"), lambda case, id: url_for("evidence.status", id=id, case=case.id,
                                                          axis="disclosure_class")),
    GapRule(
        "GAP-TRANS", Severity.ADVISORY, _items(Evidence.draft.is_(True)),
        lambda n, reference: ngettext("%(reference)s is a machine draft that nobody has revised",
                                      "%(num)s items are machine drafts that nobody has revised", n,
                                      reference=reference),
        _l("A draft cannot be cited."), _l("Revise it"), _to("evidence.revise")),
    GapRule(
        "GAP-CUSTODY-REVIEW", Severity.ADVISORY, _items(custody_due()),
        lambda n, reference: _("More than %(n)s originals were not looked after for 180 days", n=MANY) if n > MANY else
        ngettext("Nobody has looked after the original of %(reference)s for 180 days",
                 "Nobody has looked after the originals of %(num)s items for 180 days", n, reference=reference),
        _l("An original is looked after every 180 days, and what was found is written down."),
        _l("Write the entry"), _to("evidence.write")),
    GapRule(
        "GAP-INSIDE", Severity.ADVISORY, _items(date_disagrees()),
        lambda n, reference: _("More than %(n)s items carry another date inside than the one that was given", n=MANY)
        if n > MANY else
        ngettext("%(reference)s carries another date inside than the one that was given",
                 "%(num)s items carry another date inside than the one that was given", n, reference=reference),
        _l("A date inside the file that disagrees with the claim is the first thing the other side asks about."),
        _l("Compare the dates"), _to("evidence.show")),
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
