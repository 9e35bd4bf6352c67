"""The rules about proof in words, with their severity and action."""

from __future__ import annotations

from uuid import UUID

from flask import url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from casefile.cases.gaps import GapRule, Severity
from casefile.cases.models import Case
from casefile.law import proof_gaps as gaps


def _element(_case: Case, id: UUID) -> str:
    return url_for("law.element", id=id)


def _assess(_case: Case, id: UUID) -> str:
    return url_for("law.assess", id=id)


def _item(case: Case, id: UUID) -> str:
    return url_for("evidence.show", id=id, case=case.id)


PROOF_RULES = [
    GapRule(
        "GAP-UNVERIFIED", Severity.BLOCKING, gaps.unverified,
        lambda n, reference: ngettext("%(reference)s rests on unverified items alone",
                                      "%(num)s elements rest on unverified items alone", n, reference=reference),
        _l("What the case rests on must be what it claims to be."), _l("Verify an item"), _element),
    GapRule(
        "GAP-SINGLE", Severity.ADVISORY, gaps.single,
        lambda n, reference: ngettext("%(reference)s rests on the account of one source",
                                      "%(num)s elements rest on the account of one source", n, reference=reference),
        _l("One independent source is permissible in law (Rule 63(4)); explain why the source is sufficient."),
        _l("Look for corroboration"), _element),
    GapRule(
        "GAP-HEARSAY", Severity.ADVISORY, gaps.hearsay,
        lambda n, reference: ngettext("%(reference)s rests on hearsay alone",
                                      "%(num)s elements rest on hearsay alone", n, reference=reference),
        _l("Somebody who saw it, or a document, would carry further than what others were told."),
        _l("Find a direct witness"), _element),
    GapRule(
        "GAP-CONSENT-FORUM", Severity.BLOCKING, gaps.not_usable,
        lambda n, reference: ngettext("%(reference)s: nothing linked may be used now",
                                      "%(num)s elements: nothing linked may be used now", n, reference=reference),
        _l("Evidence exists, but consent, seal, embargo or a provider's condition keeps all of it back."),
        _l("Ask again or find another source"), _element),
    GapRule(
        "GAP-LEADONLY", Severity.BLOCKING, gaps.lead_only,
        lambda n, reference: ngettext("%(reference)s rests on lead-only material",
                                      "%(num)s elements rest on lead-only material", n, reference=reference),
        _l("What was given solely to find new evidence is never cited (Art. 54(3)(e))."),
        _l("Find an open equivalent"), _element),
    GapRule(
        "GAP-STALE", Severity.ADVISORY, gaps.stale,
        lambda n, reference: ngettext("The assessment of %(reference)s is stale",
                                      "%(num)s assessments are stale", n, reference=reference),
        _l("Something beneath an assessment changed since it was made: the element is assessed again."),
        _l("Assess again"), _assess),
    GapRule(
        "GAP-AUTH", Severity.ADVISORY, gaps.authority,
        lambda n, reference: ngettext("%(reference)s: the authority over those who acted is not evidenced",
                                      "%(num)s elements: the authority over those who acted is not evidenced", n,
                                      reference=reference),
        _l("Authority over the unit at that date is shown by more than hearsay: by orders, structure, reports."),
        _l("Research the structure"), _element),
    GapRule(
        "GAP-KNOW", Severity.ADVISORY, gaps.knowledge,
        lambda n, reference: ngettext("%(reference)s rests on position alone",
                                      "%(num)s mental elements rest on position alone", n, reference=reference),
        _l("What a person knew does not follow from the post alone: seek reports, visits, orders."),
        _l("Seek reports, visits, orders"), _element),
    GapRule(
        "GAP-MEAS", Severity.ADVISORY, gaps.measures,
        lambda n, reference: ngettext("%(reference)s: nothing is known of measures available or taken",
                                      "%(num)s elements: nothing is known of measures available or taken", n,
                                      reference=reference),
        _l("For a superior it is shown which measures were available and which were taken (Art. 28)."),
        _l("Research the measures"), _element),
    GapRule(
        "GAP-EXPERT", Severity.ADVISORY, gaps.without_expert,
        lambda n, reference: ngettext("%(reference)s is technical and no expert speaks to it",
                                      "%(num)s items are technical and no expert speaks to them", n,
                                      reference=reference),
        _l("Images from above, injuries and traces are explained by somebody who can be asked about them."),
        _l("Commission an expert"), _item),
]
