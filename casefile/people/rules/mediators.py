"""Interpreters and intermediaries: vocabularies, and who may not sit with whom (brief §6.5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from casefile.people.rules.person import Spoken


class Region(StrEnum):
    """Where somebody comes from, as wide as a conflict of interest needs."""

    HAMGYONG = "hamgyong"
    YANGGANG = "yanggang"
    PYONGAN = "pyongan"
    PYONGYANG = "pyongyang"
    HWANGHAE = "hwanghae"
    KANGWON = "kangwon"
    CHINA = "china"
    SOUTH = "south"
    ELSEWHERE = "elsewhere"


# The dialect a person speaks tells roughly where they are from; the register holds nothing closer.
_SPOKEN_IN = {Spoken.HAMGYONG: {Region.HAMGYONG, Region.YANGGANG}, Spoken.PYONGAN: {Region.PYONGAN, Region.PYONGYANG},
              Spoken.CHINESE_KOREAN: {Region.CHINA}}


class Tie(StrEnum):
    """What stands between an interpreter and a person, or a case."""

    MAY_NOT_MEET = "may_not_meet"
    FAMILY = "family"
    SAME_COMMUNITY = "same_community"
    PARTY = "party"


class Between(StrEnum):
    """What an intermediary is."""

    BROKER = "broker"
    CLERGY = "clergy"
    ORGANISATION = "organisation"
    RELATIVE = "relative"
    FORMER_COLLEAGUE = "former_colleague"
    JOURNALIST = "journalist"
    OTHER = "other"


class Conflict(StrEnum):
    """Why an interpreter should not, or may not, sit with a person."""

    MAY_NOT_MEET = "may_not_meet"
    FAMILY = "family"
    PARTY = "party"
    NO_NDA = "no_nda"
    NDA_EXPIRED = "nda_expired"
    SAME_COMMUNITY = "same_community"
    SAME_REGION = "same_region"
    NOT_VETTED = "not_vetted"
    VETTED_LONG_AGO = "vetted_long_ago"
    LANGUAGE = "language"


BLOCKING = frozenset({Conflict.MAY_NOT_MEET, Conflict.FAMILY, Conflict.PARTY, Conflict.NO_NDA, Conflict.NDA_EXPIRED})
VETTING_HOLDS = timedelta(days=2 * 365)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the register says of an interpreter. ties: those to the person or the case in question."""

    languages: Collection[str]
    region: Region | None
    vetted_on: date | None
    nda_until: date | None
    ties: Collection[Tie] = ()


def conflicts(interpreter: Standing, languages: Collection[str], day: date) -> list[Conflict]:
    """What speaks against the interpreter sitting with a person of these languages on the day, blocks first."""
    found = [Conflict(tie.value) for tie in interpreter.ties]
    found += _papers(interpreter, day)
    if interpreter.region in {region for spoken in languages for region in _SPOKEN_IN.get(Spoken(spoken), ())}:
        found.append(Conflict.SAME_REGION)
    if languages and not set(languages) & set(interpreter.languages):
        found.append(Conflict.LANGUAGE)
    return [conflict for conflict in Conflict if conflict in found]


def _papers(interpreter: Standing, day: date) -> list[Conflict]:
    found = []
    if interpreter.nda_until is None:
        found.append(Conflict.NO_NDA)
    elif interpreter.nda_until < day:
        found.append(Conflict.NDA_EXPIRED)
    if interpreter.vetted_on is None:
        found.append(Conflict.NOT_VETTED)
    elif interpreter.vetted_on + VETTING_HOLDS < day:
        found.append(Conflict.VETTED_LONG_AGO)
    return found
