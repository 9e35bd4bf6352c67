"""What people read for the enums and advisories of the law."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.law.framework import (
    Family,
    Framework,
    GroundKind,
    Kind,
    MentalElement,
    Need,
    Scope,
    Source,
    Text,
    cite,
)
from casefile.law.pinpoints import PinKind, Pinpoint, Problem
from casefile.law.pleading import ChargeStatus, Exclusion, Pleading, Polarity, PropositionType
from casefile.law.rules import Direction, Directness, Guard, Level, Part, Weight
from casefile.law.traps import Trap

LEVELS: Mapping[Level, LazyString] = {
    Level.NOT_ASSESSED: _l("Not assessed"),
    Level.NONE: _l("None"),
    Level.LEAD: _l("Indicative"),
    Level.WEAK: _l("Weak"),
    Level.ARGUABLE: _l("Arguable"),
    Level.SUFFICIENT: _l("Sufficient"),
    Level.STRONG: _l("Strong"),
    Level.NEGATED: _l("Negated"),
}

LEVEL_MEANINGS: Mapping[Level, LazyString] = {
    Level.NOT_ASSESSED: _l("Nobody has assessed this element yet."),
    Level.NONE: _l("There is no information on this element."),
    Level.LEAD: _l("There is information only: rumour, single hearsay or unverified material."),
    Level.WEAK: _l("There is some evidence, with a serious weakness or contradiction."),
    Level.ARGUABLE: _l("A reasonable inference is available; other reasonable explanations remain."),
    Level.SUFFICIENT: _l("The evidence supports the target standard of the case as things stand."),
    Level.STRONG: _l("The evidence would still support the standard if its strongest item fell away."),
    Level.NEGATED: _l("Evidence shows that the element is not met."),
}

GUARDS: Mapping[Guard, LazyString] = {
    Guard.NO_SUPPORT: _l("No supporting evidence may be linked."),
    Guard.REASON: _l("Give a reason."),
    Guard.CONTRARY: _l("Describe the contrary view."),
    Guard.SECOND: _l("A second reviewer must agree."),
    Guard.REMOVE_ONE: _l("Check what remains if the strongest item falls away."),
    Guard.CHARGE_REVIEW: _l("The charge must be reviewed."),
}

DIRECTIONS: Mapping[Direction, LazyString] = {
    Direction.SUPPORTS: _l("Supports"),
    Direction.UNDERMINES: _l("Undermines"),
    Direction.NEUTRAL: _l("Neutral context"),
}

DIRECTNESS: Mapping[Directness, LazyString] = {
    Directness.DIRECT: _l("Direct"),
    Directness.CIRCUMSTANTIAL: _l("Circumstantial"),
    Directness.HEARSAY_FIRST: _l("First-hand hearsay"),
    Directness.HEARSAY_MULTI: _l("Hearsay through several people"),
    Directness.EXPERT: _l("Expert"),
    Directness.DOCUMENTARY: _l("Documentary"),
}

WEIGHTS: Mapping[Weight, LazyString] = {
    Weight.HIGH: _l("High weight"),
    Weight.MEDIUM: _l("Medium weight"),
    Weight.LOW: _l("Low weight"),
}

PARTS: Mapping[Part, LazyString] = {
    Part.CONTEXTUAL: _l("Contextual elements"),
    Part.SPECIFIC: _l("Specific elements"),
    Part.MENTAL: _l("Mental elements"),
    Part.MODE: _l("Mode of liability"),
}

KINDS: Mapping[Kind, LazyString] = {
    Kind.CONDUCT: _l("Conduct"),
    Kind.CONSEQUENCE: _l("Consequence"),
    Kind.CIRCUMSTANCE: _l("Circumstance"),
    Kind.MENTAL: _l("Mental element"),
    Kind.CONTEXTUAL: _l("Contextual element"),
    Kind.CONTEXTUAL_MENTAL: _l("Knowledge of the context"),
    Kind.NEGATIVE: _l("Must be absent"),
}

FAMILIES: Mapping[Family, LazyString] = {
    Family.GENOCIDE: _l("Genocide"),
    Family.HUMANITY: _l("Crimes against humanity"),
    Family.WAR: _l("War crimes"),
    Family.AGGRESSION: _l("Aggression"),
}

SCOPES: Mapping[Scope, LazyString] = {
    Scope.SITUATION: _l("Shown once for the situation"),
    Scope.CHARGE: _l("Shown for each charge"),
    Scope.SUSPECT: _l("Shown for each suspect"),
}

SOURCES: Mapping[Source, LazyString] = {
    Source.TEXT: _l("Text of the law"),
    Source.CASE_LAW: _l("From case law"),
    Source.PRACTICE: _l("From practice; have it checked"),
}

NEEDS: Mapping[Need, LazyString] = {
    Need.CONNECTED_CHARGE: _l("Name the connected charge."),
    Need.PERSECUTION_GROUND: _l("Choose the ground of persecution."),
    Need.MEASURES: _l("List the measures: available, taken, effect and evidence."),
    Need.CRIME_FIRST: _l("The crimes of others are shown first."),
    Need.SUPERIOR_BASIS: _l("Say on what basis the person counts as this kind of superior."),
}

GROUND_KINDS: Mapping[GroundKind, LazyString] = {
    GroundKind.GROUND: _l("Ground excluding responsibility"),
    GroundKind.BAR: _l("Bar to proceedings"),
    GroundKind.IMMUNITY: _l("Immunity"),
    GroundKind.LIMITATION: _l("Limitation"),
    GroundKind.FITNESS: _l("Fitness and interests of justice"),
}

TRAPS: Mapping[Trap, LazyString] = {
    Trap.ORDERS_NO_DEFENCE: _l(
        "Superior orders are never available for genocide or crimes against humanity: such orders are always "
        "manifestly unlawful (Art. 33(2)). Test duress instead (Art. 31(1)(d))."
    ),
    Trap.GENOCIDE_ONLY: _l(
        "Direct and public incitement exists for genocide only (Art. 25(3)(e)). Choose another mode of liability, "
        "such as soliciting or inducing."
    ),
    Trap.INCITEMENT_APART: _l(
        "The genocide need not follow an incitement. Plead incitement as a charge of its own, so that it does not "
        "depend on the elements of the crime."
    ),
    Trap.ATTEMPT_CONSEQUENCE: _l(
        "In an attempt the crime did not come about. Mark elements about its consequence as not applicable and show "
        "the substantial step (Art. 25(3)(f))."
    ),
    Trap.SUPERIOR_BASIS: _l(
        "Art. 28(a) and Art. 28(b) are both pleaded. Record on what basis the person counts as a military commander "
        "and on what basis as another superior."
    ),
    Trap.CRIMES_FIRST: _l(
        "Responsibility as a superior depends on crimes of others. Show first that forces or subordinates committed "
        "them."
    ),
    Trap.PRINCIPAL_MENTAL: _l(
        "Others commit the crime in this mode. Read the mental elements of the crime for those who carried it out, "
        "and those of the mode for the person charged."
    ),
    Trap.CONNECTED_CHARGE: _l(
        "Persecution must be connected with another act of Art. 7(1) or another crime within jurisdiction. Name the "
        "connected charge."
    ),
    Trap.PERSECUTION_GROUND: _l("Choose at least one ground of persecution (Art. 7(1)(h))."),
    Trap.BEFORE_ENTRY: _l(
        "All incidents lie before the day on which jurisdiction begins (Art. 11 and 24). Choose other incidents or "
        "another forum."
    ),
    Trap.ACROSS_ENTRY: _l(
        "Some incidents lie, or may lie, before the day on which jurisdiction begins (Art. 11 and 24). Split the "
        "period or date the incidents more closely."
    ),
    Trap.LEADERS_ONLY: _l(
        "Aggression can be charged only against a person who could control or direct the political or military "
        "action of a State (Art. 25(3 bis)). Record the evidence of that position."
    ),
}

CHARGE_STATUSES: Mapping[ChargeStatus, LazyString] = {
    ChargeStatus.DRAFT: _l("Draft"),
    ChargeStatus.PROPOSED: _l("Proposed"),
    ChargeStatus.APPROVED: _l("Approved by two people"),
    ChargeStatus.DROPPED: _l("Dropped"),
    ChargeStatus.SUPERSEDED: _l("Superseded"),
}

PLEADINGS: Mapping[Pleading, LazyString] = {
    Pleading.CUMULATIVE: _l("Cumulative"),
    Pleading.ALTERNATIVE: _l("In the alternative"),
}

EXCLUSIONS: Mapping[Exclusion, LazyString] = {
    Exclusion.NOT_PLEADED: _l("The mode of liability is not pleaded any more."),
    Exclusion.NOT_CHARGED: _l("The official is not named in the charge any more."),
    Exclusion.DECIDED: _l("Set aside by decision."),
}

PROPOSITION_TYPES: Mapping[PropositionType, LazyString] = {
    PropositionType.CRIME_BASE: _l("Crime base: what happened"),
    PropositionType.LINKAGE: _l("Linkage: what ties the person to it"),
    PropositionType.CONTEXTUAL: _l("Context"),
    PropositionType.MENTAL: _l("State of mind"),
    PropositionType.JURISDICTIONAL: _l("Jurisdiction"),
    PropositionType.BACKGROUND: _l("Background"),
    PropositionType.JUDICIAL_NOTICE: _l("Generally known"),
}

POLARITIES: Mapping[Polarity, LazyString] = {
    Polarity.FOR: _l("For the charge"),
    Polarity.AGAINST: _l("Against the charge"),
}

PIN_PROBLEMS: Mapping[Problem, LazyString] = {
    Problem.UNCLEAR: _l("Write the place like this: p. 14, p. 4 para. 2, 00:14:22, frame 120, cell B12, #anchor"),
    Problem.BACKWARDS: _l("The end must be after the beginning"),
    Problem.CLOCK: _l("Minutes and seconds go from 00 to 59"),
    Problem.TOO_LONG: _l("Shorten the pinpoint to 200 characters"),
}


def tone(status: ChargeStatus) -> str:
    """The tone in which a status is shown."""
    return {ChargeStatus.PROPOSED: "info", ChargeStatus.APPROVED: "good"}.get(status, "neutral")


def pin_words(pinpoint: Pinpoint | None) -> str:
    """A pinpoint in the reader's language; empty when there is none."""
    if pinpoint is None:
        return ""
    value = pinpoint.value.replace("-", "–")
    page, _slash, paragraph = value.partition("/")
    if pinpoint.kind is PinKind.PARAGRAPH and paragraph:
        return _("p. %(page)s, para. %(n)s", page=page, n=paragraph)
    words = {
        PinKind.PAGE: _("p. %(n)s", n=value),
        PinKind.PARAGRAPH: _("para. %(n)s", n=value),
        PinKind.FRAME: _("frame %(n)s", n=value),
        PinKind.REGION: _("region %(n)s", n=value),
        PinKind.CELL: _("cell %(n)s", n=value),
        PinKind.ANCHOR: f"#{pinpoint.value}",
    }
    return words.get(pinpoint.kind, value)


def say(text: Text | None) -> str:
    """A wording of the law in the reader's language."""
    return text.to(str(get_locale())) if text else ""


def article(number: str) -> str:
    """An article in the one form of the reader's language."""
    return say(cite(number))


def state_of_mind(law: Framework, code: str) -> MentalElement:
    """The state of mind that goes with an element."""
    return law.get(MentalElement, code)
