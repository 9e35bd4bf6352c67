"""Words for incidents and places."""

from __future__ import annotations

from collections.abc import Iterable

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.incidents.models import Incident, Place
from casefile.incidents.rules import (
    CoordinateSource,
    Language,
    Likeness,
    LinkKind,
    PlaceKind,
    Precision,
    Sensitivity,
    Status,
    Violation,
    in_order,
)

VIOLATION = {
    Violation.KILLING: _l("Killing"),
    Violation.DEATH_IN_CUSTODY: _l("Death in custody"),
    Violation.DETENTION: _l("Detention"),
    Violation.ILL_TREATMENT: _l("Ill-treatment"),
    Violation.FORCED_LABOUR: _l("Forced labour"),
    Violation.SEXUAL_VIOLENCE: _l("Sexual violence"),
    Violation.DISAPPEARANCE: _l("Disappearance"),
    Violation.FORCED_REPATRIATION: _l("Forced repatriation"),
    Violation.FORCED_TRANSFER: _l("Forced transfer"),
    Violation.DENIAL_OF_FOOD: _l("Denial of food"),
    Violation.DENIAL_OF_CARE: _l("Denial of medical care"),
    Violation.PERSECUTION: _l("Measure against a group"),
    Violation.COLLECTIVE_PUNISHMENT: _l("Punishment of relatives"),
    Violation.OTHER: _l("Other treatment"),
}
STATUS = {
    Status.ALLEGED: _l("Alleged"),
    Status.SINGLE_SOURCE: _l("Single source"),
    Status.CORROBORATED: _l("Corroborated"),
    Status.ESTABLISHED: _l("Established (reasonable grounds)"),
    Status.CHARGE_READY: _l("Ready for a charge"),
    Status.INCONCLUSIVE: _l("Inconclusive"),
    Status.REFUTED: _l("Refuted"),
    Status.DUPLICATE: _l("Duplicate"),
}
STATUS_TONE = {
    Status.ALLEGED: "neutral", Status.SINGLE_SOURCE: "neutral", Status.CORROBORATED: "info", Status.ESTABLISHED: "good",
    Status.CHARGE_READY: "good", Status.INCONCLUSIVE: "warn", Status.REFUTED: "bad", Status.DUPLICATE: "neutral",
}
LANGUAGE = {
    Language.ENGLISH: _l("English"),
    Language.KOREAN: _l("Korean"),
    Language.CHINESE: _l("Chinese"),
    Language.JAPANESE: _l("Japanese"),
    Language.RUSSIAN: _l("Russian"),
    Language.OTHER: _l("Another language"),
}
PLACE_KIND = {
    PlaceKind.COUNTRY: _l("Country"),
    PlaceKind.DO: _l("Province (do)"),
    PlaceKind.SPECIAL_CITY: _l("City of province rank"),
    PlaceKind.SI: _l("City (si)"),
    PlaceKind.GUN: _l("County (gun)"),
    PlaceKind.KUYOK: _l("District (kuyok)"),
    PlaceKind.RI: _l("Village (ri)"),
    PlaceKind.DONG: _l("Neighbourhood (dong)"),
    PlaceKind.RODONGJAGU: _l("Workers’ district (rodongjagu)"),
    PlaceKind.KWANLISO: _l("Political prison camp (kwanliso)"),
    PlaceKind.KYOHWASO: _l("Re-education prison (kyohwaso)"),
    PlaceKind.RODONG_DANRYONDAE: _l("Labour-training facility (rodong danryondae)"),
    PlaceKind.JIPKYULSO: _l("Holding centre (jipkyulso)"),
    PlaceKind.KURYUJANG: _l("Police or security detention (kuryujang)"),
    PlaceKind.INTERROGATION: _l("State security interrogation facility"),
    PlaceKind.BORDER_POST: _l("Border guard post"),
    PlaceKind.EXECUTION_SITE: _l("Execution site"),
    PlaceKind.BURIAL_SITE: _l("Burial site"),
    PlaceKind.SPECIAL_ZONE: _l("Special zone"),
    PlaceKind.OVERSEAS_WORKSITE: _l("Overseas worksite"),
    PlaceKind.FOREIGN_DETENTION: _l("Detention abroad"),
    PlaceKind.OTHER: _l("Other place"),
}
PRECISION = {
    Precision.COUNTRY: _l("P0 country"),
    Precision.PROVINCE: _l("P1 province"),
    Precision.CITY_OR_COUNTY: _l("P2 city or county"),
    Precision.RI_OR_DONG: _l("P3 village or neighbourhood"),
    Precision.SITE: _l("P4 facility or site"),
    Precision.BUILDING: _l("P5 building"),
    Precision.SPOT: _l("P6 exact spot"),
    Precision.UNKNOWN: _l("PX unknown or withheld"),
}
COORDINATE_SOURCE = {
    CoordinateSource.SATELLITE: _l("Satellite image"),
    CoordinateSource.WITNESS_SKETCH: _l("Witness sketch"),
    CoordinateSource.GAZETTEER: _l("Gazetteer"),
    CoordinateSource.PUBLISHED: _l("Publication"),
    CoordinateSource.DERIVED: _l("Derived from other facts"),
}
SENSITIVITY = {
    Sensitivity.PUBLIC: _l("May be named publicly"),
    Sensitivity.RESTRICTED: _l("Restricted: not to be named outside the office"),
}

LIKENESS = {
    Likeness.DATE: _l("dates that can coincide"),
    Likeness.PLACE: _l("the same place"),
    Likeness.KIND: _l("the same kind of act"),
    Likeness.VICTIMS: _l("as many victims"),
    Likeness.TEXT: _l("like words"),
}
LINK_KIND = {
    LinkKind.SAME_OPERATION: _l("Part of the same operation"),
    LinkKind.SAME_ORDER: _l("On the same order"),
    LinkKind.SAME_MODUS: _l("Done in the same way"),
    LinkKind.FOLLOWED: _l("One followed from the other"),
    LinkKind.DISTINCT: _l("Not the same, though alike"),
}


def likeness(reasons: Iterable[Likeness]) -> str:
    """In what two incidents are alike, in words."""
    return format_list([str(LIKENESS[reason]) for reason in reasons], "unit", get_locale())


def people_words(lowest: int | None, highest: int | None) -> str:
    """How many people, as a range; empty when nobody has counted."""
    if lowest is None and highest is None:
        return ""
    if lowest is None:
        return _("at most %(n)s", n=highest)
    if highest is None:
        return _("at least %(n)s", n=lowest)
    return str(lowest) if lowest == highest else _("%(lowest)s to %(highest)s", lowest=lowest, highest=highest)


def violations(codes: Iterable[str]) -> str:
    """The violations of an incident in words, in the order of the vocabulary."""
    return ", ".join(str(VIOLATION[violation]) for violation in in_order(codes))


def place_name(place: Place) -> str:
    """The place in the reader's script first, the other script in brackets."""
    names = [name for name in (place.name_latin, place.name_hangul) if name]
    if str(get_locale()).startswith("ko"):
        names.reverse()
    return _("%(name)s (%(other)s)", name=names[0], other=names[1]) if len(names) == 2 else names[0]


def place_words(place: Place) -> str:
    """The place and what it lies in."""
    return f"{place_name(place)}, {place_name(place.parent)}" if place.parent else place_name(place)


def date_words(incident: Incident) -> str:
    """The date in words, else the words of the source; empty when neither is recorded."""
    return (incident.when.words() or incident.when.wording or "") if incident.when else ""


def victims_words(incident: Incident) -> str:
    """How many victims, as a range; empty when nobody has counted."""
    return people_words(incident.victims_lowest, incident.victims_highest)
