"""What people read about the data of a body of law."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, get_locale
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
    Family.ORDINARY: _l("Ordinary offences"),
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


def say(text: Text | None) -> str:
    """A wording of the law in the reader's language."""
    return text.to(str(get_locale())) if text else ""


def other(text: Text | None) -> str:
    """The same wording in the other language."""
    return text.to("en" if str(get_locale()).startswith("ko") else "ko") if text else ""


def other_language() -> str:
    """The code of the language the reader has not chosen."""
    return "en" if str(get_locale()).startswith("ko") else "ko"


def article(number: str) -> str:
    """An article in the one form of the reader's language."""
    return say(cite(number))


def state_of_mind(law: Framework, code: str) -> MentalElement:
    """The state of mind that goes with an element."""
    return law.get(MentalElement, code)
