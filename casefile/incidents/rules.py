"""Incidents and places: vocabularies, the ladder of statuses, spans of years (domain brief §5.4, §8.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum


class Violation(StrEnum):
    """What was done, in neutral words; the legal label comes later, from the charge."""

    KILLING = "killing"
    DEATH_IN_CUSTODY = "death_in_custody"
    DETENTION = "detention"
    ILL_TREATMENT = "ill_treatment"
    FORCED_LABOUR = "forced_labour"
    SEXUAL_VIOLENCE = "sexual_violence"
    DISAPPEARANCE = "disappearance"
    FORCED_REPATRIATION = "forced_repatriation"
    FORCED_TRANSFER = "forced_transfer"
    DENIAL_OF_FOOD = "denial_of_food"
    DENIAL_OF_CARE = "denial_of_care"
    PERSECUTION = "persecution_measure"
    COLLECTIVE_PUNISHMENT = "collective_punishment"
    OTHER = "other"


class Status(StrEnum):
    """How far an incident is borne out (§5.4)."""

    ALLEGED = "alleged"
    SINGLE_SOURCE = "single_source"
    CORROBORATED = "corroborated"
    ESTABLISHED = "established_rg"
    CHARGE_READY = "charge_ready"
    INCONCLUSIVE = "inconclusive"
    REFUTED = "refuted"
    DUPLICATE = "duplicate_of"


LADDER = (Status.ALLEGED, Status.SINGLE_SOURCE, Status.CORROBORATED, Status.ESTABLISHED, Status.CHARGE_READY)
SIDEWAYS = (Status.INCONCLUSIVE, Status.REFUTED, Status.DUPLICATE)

# Going up to one of these is decided by a second person.
SECOND_PERSON = frozenset({Status.ESTABLISHED, Status.CHARGE_READY})


def _arrows() -> dict[Status, frozenset[Status]]:
    """One step up, any step down, sideways from everywhere; from the side to the bottom or another side."""
    arrows = {status: frozenset({*LADDER[:place], *LADDER[place + 1:place + 2], *SIDEWAYS})
              for place, status in enumerate(LADDER)}
    arrows |= {side: frozenset({Status.ALLEGED, *SIDEWAYS} - {side}) for side in SIDEWAYS}
    return arrows


ARROWS = _arrows()


def needs_second_person(old: Status, new: Status) -> bool:
    """Whether a second person decides the move: only going up does, so that a doubt takes effect at once."""
    return new in SECOND_PERSON and not (old in LADDER and LADDER.index(old) > LADDER.index(new))


class LinkKind(StrEnum):
    """How two incidents belong together, or that they do not although they look alike."""

    SAME_OPERATION = "same_operation"
    SAME_ORDER = "same_order"
    SAME_MODUS = "same_modus"
    FOLLOWED = "followed"
    DISTINCT = "distinct"


class Likeness(StrEnum):
    """In what two incidents are alike."""

    DATE = "date"
    PLACE = "place"
    KIND = "kind"
    VICTIMS = "victims"
    TEXT = "text"


class Language(StrEnum):
    """The language a description is written in."""

    ENGLISH = "en"
    KOREAN = "ko"
    CHINESE = "zh"
    JAPANESE = "ja"
    RUSSIAN = "ru"
    OTHER = "other"


class PlaceKind(StrEnum):
    """Administrative levels, then facility types (§8.2)."""

    COUNTRY = "country"
    DO = "do"
    SPECIAL_CITY = "special_city"
    SI = "si"
    GUN = "gun"
    KUYOK = "kuyok"
    RI = "ri"
    DONG = "dong"
    RODONGJAGU = "rodongjagu"
    KWANLISO = "kwanliso"
    KYOHWASO = "kyohwaso"
    RODONG_DANRYONDAE = "rodong_danryondae"
    JIPKYULSO = "jipkyulso"
    KURYUJANG = "kuryujang"
    INTERROGATION = "bowibu_interrogation"
    BORDER_POST = "border_guard_post"
    EXECUTION_SITE = "execution_site"
    BURIAL_SITE = "burial_site"
    SPECIAL_ZONE = "special_zone"
    OVERSEAS_WORKSITE = "overseas_worksite"
    FOREIGN_DETENTION = "foreign_detention"
    OTHER = "other"


class Precision(StrEnum):
    """How exactly a place is known (§8.2)."""

    COUNTRY = "P0"
    PROVINCE = "P1"
    CITY_OR_COUNTY = "P2"
    RI_OR_DONG = "P3"
    SITE = "P4"
    BUILDING = "P5"
    SPOT = "P6"
    UNKNOWN = "PX"


# Too vague to say where.
VAGUE = (Precision.COUNTRY, Precision.UNKNOWN)

# The radius in metres that goes with each precision when nobody has given one.
RADIUS = {Precision.PROVINCE: 100_000, Precision.CITY_OR_COUNTY: 20_000, Precision.RI_OR_DONG: 5_000,
          Precision.SITE: 1_000, Precision.BUILDING: 100, Precision.SPOT: 10}


class CoordinateSource(StrEnum):
    """Where coordinates come from (§8.2)."""

    SATELLITE = "satellite"
    WITNESS_SKETCH = "witness_sketch"
    GAZETTEER = "gazetteer"
    PUBLISHED = "published"
    DERIVED = "derived"


class Sensitivity(StrEnum):
    """Whether a place may be named outside the office."""

    PUBLIC = "public"
    RESTRICTED = "restricted"


def years_between(first: int | None, last: int | None) -> tuple[date, date]:
    """The span of days of a filter by years; an open end reaches as far as dates go."""
    return date(first or 1, 1, 1), date(last or 9999, 12, 31)


def in_order(violations: Iterable[str]) -> list[Violation]:
    """The violations once each, in the order of the vocabulary."""
    given = set(violations)
    return [violation for violation in Violation if violation.value in given]
