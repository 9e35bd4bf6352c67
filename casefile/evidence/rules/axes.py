"""The five axes of an item, their arrows, and the headline that follows from them (domain brief §5.4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Custody(StrEnum):
    """Where the original is."""

    REGISTERED = "registered"
    PRESERVED = "preserved"
    OUT = "out_on_transfer"
    RETURNED = "returned"
    DISPOSED = "disposed"
    LOST = "lost"


class Verification(StrEnum):
    """Whether it is what it claims to be."""

    UNVERIFIED = "unverified"
    IN_VERIFICATION = "in_verification"
    VERIFIED = "verified"
    PARTLY = "partly_verified"
    DISPUTED = "disputed"
    REFUTED = "refuted"
    UNVERIFIABLE = "unverifiable"


class Admissibility(StrEnum):
    """Whether a court would take it."""

    NOT_ASSESSED = "not_assessed"
    LIKELY = "likely"
    CONDITIONAL = "conditional"
    AT_RISK = "at_risk"
    EXCLUDED = "excluded"


class Use(StrEnum):
    """For what it may be used."""

    INTERNAL = "internal"
    OPEN = "open_to_competent"
    CASE_BY_CASE = "case_by_case"
    LEAD_ONLY = "lead_only"
    SEALED = "privileged_sealed"
    WITHDRAWN = "consent_withdrawn"
    EMBARGOED = "embargoed"


class Disclosure(StrEnum):
    """What the defence must be told of it."""

    UNCLASSIFIED = "unclassified"
    INCRIM = "INCRIM"
    PEXO = "PEXO"
    R77 = "R77"
    MIXED = "MIXED"
    NOT_DISCLOSABLE = "NOT_DISCLOSABLE"


class Privilege(StrEnum):
    """Whether what it says is protected from being used at all."""

    NOT_EXAMINED = "not_examined"
    NONE = "none"
    CLAIMED = "claimed"
    CLEARED = "cleared"


class PrivilegeAnswer(StrEnum):
    """What somebody outside the case says of a sealed item."""

    CLEARED = "cleared"
    PRIVILEGED = "privileged"


class Headline(StrEnum):
    """The one word for the five axes (§5.4)."""

    WITHDRAWN = "withdrawn"
    SEALED = "sealed"
    EXCLUDED = "excluded"
    INTEGRITY_ALERT = "integrity_alert"
    REFUTED = "refuted"
    LEAD_ONLY = "lead_only"
    CONTESTED = "contested"
    CLEARED = "cleared_for_dossier"
    VERIFIED = "verified"
    CORROBORATED = "corroborated"
    UNDER_VERIFICATION = "under_verification"
    PRESERVED = "preserved"
    REGISTERED = "registered"


CUSTODY_ARROWS = {
    Custody.REGISTERED: frozenset({Custody.PRESERVED, Custody.LOST}),
    Custody.PRESERVED: frozenset({Custody.OUT, Custody.RETURNED, Custody.DISPOSED, Custody.LOST}),
    Custody.OUT: frozenset({Custody.PRESERVED, Custody.RETURNED, Custody.LOST}),
    Custody.LOST: frozenset({Custody.PRESERVED}),
    Custody.RETURNED: frozenset(),
    Custody.DISPOSED: frozenset(),
}
_DOUBT = frozenset({Verification.DISPUTED, Verification.REFUTED})
VERIFICATION_ARROWS = {
    Verification.UNVERIFIED: frozenset({Verification.IN_VERIFICATION}) | _DOUBT,
    Verification.IN_VERIFICATION: frozenset({Verification.VERIFIED, Verification.PARTLY, Verification.UNVERIFIABLE,
                                             Verification.UNVERIFIED}) | _DOUBT,
    Verification.VERIFIED: frozenset({Verification.IN_VERIFICATION}) | _DOUBT,
    Verification.PARTLY: frozenset({Verification.IN_VERIFICATION}) | _DOUBT,
    Verification.UNVERIFIABLE: frozenset({Verification.IN_VERIFICATION}) | _DOUBT,
    Verification.DISPUTED: frozenset({Verification.IN_VERIFICATION, Verification.REFUTED}),
    Verification.REFUTED: frozenset({Verification.IN_VERIFICATION, Verification.DISPUTED}),
}
# Once assessed an item is never unassessed again: a new assessment replaces the old one.
_ASSESSED = frozenset(Admissibility) - {Admissibility.NOT_ASSESSED}
ADMISSIBILITY_ARROWS = {state: _ASSESSED - {state} for state in Admissibility}
# Consent that was withdrawn does not come back; a new consent belongs to a new item. What is sealed is opened for
# internal use first, by somebody outside the case.
USE_ARROWS = {state: frozenset(Use) - {state} for state in Use} | {
    Use.WITHDRAWN: frozenset(), Use.SEALED: frozenset({Use.INTERNAL, Use.WITHDRAWN})}
DISCLOSURE_ARROWS = {state: frozenset(Disclosure) - {state, Disclosure.UNCLASSIFIED} for state in Disclosure}

ARROWS = {
    "custody_state": CUSTODY_ARROWS,
    "verification_state": VERIFICATION_ARROWS,
    "admissibility_state": ADMISSIBILITY_ARROWS,
    "use_restriction": USE_ARROWS,
    "disclosure_class": DISCLOSURE_ARROWS,
}
STATES = {"custody_state": Custody, "verification_state": Verification, "admissibility_state": Admissibility,
          "use_restriction": Use, "disclosure_class": Disclosure}


@dataclass(frozen=True, slots=True)
class Standing:
    """The axes of one item, and what else decides the headline.

    contradicted: something linked against it has no answer yet. corroborated: it stands with another independent
    source. draft: a machine's output that nobody has revised.
    """

    custody: Custody
    verification: Verification
    admissibility: Admissibility
    use: Use
    disclosure: Disclosure
    privilege: Privilege = Privilege.NOT_EXAMINED
    integrity_alert: bool = False
    contradicted: bool = False
    corroborated: bool = False
    draft: bool = False


_KNOWN = (Verification.VERIFIED, Verification.PARTLY)
_TAKEN = (Admissibility.LIKELY, Admissibility.CONDITIONAL)


class Step(StrEnum):
    """What an item needs before it may stand in a dossier."""

    PRESERVED = "preserved"
    VERIFIED = "verified"
    ADMISSIBLE = "admissible"
    CLASSIFIED = "classified"
    PRIVILEGE = "privilege"
    REVISED = "revised"
    USABLE = "usable"
    UNDISPUTED = "undisputed"
    INTACT = "intact"


def missing_for_clearance(at: Standing) -> list[Step]:
    """The steps that are still to be taken, in the order of the work."""
    shut = at.use in (Use.WITHDRAWN, Use.SEALED, Use.LEAD_ONLY)
    doubted = at.verification in (Verification.DISPUTED, Verification.REFUTED) or at.contradicted
    needs = (
        (at.custody is Custody.PRESERVED, Step.PRESERVED),
        (at.verification in _KNOWN, Step.VERIFIED),
        (at.admissibility in _TAKEN, Step.ADMISSIBLE),
        (at.privilege in (Privilege.NONE, Privilege.CLEARED), Step.PRIVILEGE),
        (at.disclosure is not Disclosure.UNCLASSIFIED, Step.CLASSIFIED),
        (not at.draft, Step.REVISED),
        (not shut, Step.USABLE),
        (not doubted, Step.UNDISPUTED),
        (not at.integrity_alert and at.custody is not Custody.LOST, Step.INTACT),
    )
    return [step for met, step in needs if not met]


def headline(at: Standing) -> Headline:
    """The first of §5.4 that fits."""
    cleared = not missing_for_clearance(at)
    rules = (
        (at.use is Use.WITHDRAWN, Headline.WITHDRAWN),
        (at.use is Use.SEALED, Headline.SEALED),
        (at.admissibility is Admissibility.EXCLUDED, Headline.EXCLUDED),
        (at.integrity_alert or at.custody is Custody.LOST, Headline.INTEGRITY_ALERT),
        (at.verification is Verification.REFUTED, Headline.REFUTED),
        (at.use is Use.LEAD_ONLY, Headline.LEAD_ONLY),
        (at.verification is Verification.DISPUTED or at.contradicted, Headline.CONTESTED),
        (cleared, Headline.CLEARED),
        (at.verification is Verification.VERIFIED, Headline.VERIFIED),
        (at.corroborated, Headline.CORROBORATED),
        (at.verification is Verification.IN_VERIFICATION, Headline.UNDER_VERIFICATION),
        (at.custody is Custody.PRESERVED, Headline.PRESERVED),
    )
    return next((name for fits, name in rules if fits), Headline.REGISTERED)
