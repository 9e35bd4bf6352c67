"""Everything a dossier prints, as plain values; the typesetter reads nothing else.

Nobody is named but officials: witnesses, staff and custodians are codes, and codes are checked.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal

from casefile.dossiers.canonical import canonical
from casefile.dossiers.checks import (
    distinct,
    require,
    require_code,
    require_reference,
    require_sha256,
    require_utc,
)
from casefile.dossiers.words import MSGIDS

INTERNAL = "internal"
LANGUAGES = ("en", "ko")


@dataclass(frozen=True)
class Pinpoint:
    """A place in an exhibit that can be opened and read."""

    exhibit: str  # the number of an exhibit in the exhibit list
    at: str  # in words: "p. 4, para. 2", "00:14:22 to 00:15:03"


@dataclass(frozen=True)
class Term:
    """A word used in the dossier and what it means."""

    word: str
    meaning: str


@dataclass(frozen=True)
class Cover:
    """The title page."""

    number: str  # D-0009
    edition: int  # the version of the dossier
    case: str  # the reference of the case
    title: str
    theme: str
    classification: str
    language: Literal["en", "ko"]
    as_of: datetime  # UTC; the moment the data was frozen, and the date inside the file
    forum: str
    standard: str
    authors: tuple[str, ...]  # codes
    presumption: str  # Art. 66(1) in one sentence
    consent: str  # counts by level and the restrictions applied, no names
    purpose: str
    legal_basis: str = ""
    recipient: str = ""

    def __post_init__(self) -> None:
        """Refuse names for authors, local times and unknown languages."""
        require_reference(self.number)
        require(self.language in LANGUAGES, "A dossier is written in English or Korean.")
        require_utc(self.as_of)
        for code in self.authors:
            require_code(code)


@dataclass(frozen=True)
class Post:
    """A post an official held."""

    title: str
    organisation: str
    period: str  # in words
    sources: tuple[Pinpoint, ...] = ()


@dataclass(frozen=True)
class Official:
    """A person whose responsibility is examined; presumed innocent."""

    reference: str  # O-02
    name_hangul: str
    name_latin: str
    designation: str  # a word: person of interest, suspect, …
    posts: tuple[Post, ...] = ()
    name_hanja: str = ""
    other_names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a reference that cannot be a link target."""
        require_reference(self.reference)


@dataclass(frozen=True)
class Witness:
    """A witness by code; no field of this class can hold a name."""

    code: str
    roles: tuple[str, ...]  # words from a fixed list
    protection: str  # a word or note from a fixed list

    def __post_init__(self) -> None:
        """Refuse anything but a code."""
        require_code(self.code)


@dataclass(frozen=True)
class Member:
    """Somebody on the team, by role."""

    code: str
    role: str  # the role in words

    def __post_init__(self) -> None:
        """Refuse anything but a code."""
        require_code(self.code)


@dataclass(frozen=True)
class Event:
    """One incident in the chronology."""

    incident: str  # I-0012
    when: str  # the uncertain date in words
    earliest: date | None
    latest: date | None
    title: str
    description: str
    place: str  # in words, with precision
    victims: str  # a range in words, "" when not recorded
    victims_source: str
    status: str
    persons: tuple[str, ...] = ()  # references and codes
    sources: tuple[Pinpoint, ...] = ()

    def __post_init__(self) -> None:
        """Refuse names among the persons."""
        require_reference(self.incident)
        for code in self.persons:
            require_code(code)


@dataclass(frozen=True)
class Proof:
    """One item that supports or undermines an element."""

    source: Pinpoint
    text: str = ""  # what it shows, in one sentence
    directness: str = ""  # words
    weight: str = ""


@dataclass(frozen=True)
class Element:
    """One requirement of a charge, with what speaks for it and against it."""

    code: str  # RS7-1-c.1
    text: str
    article: str
    group: str = ""  # contextual, specific, mental, mode: in words
    official: str = ""  # reference, when it is judged per official
    supporting: tuple[Proof, ...] = ()
    undermining: tuple[Proof, ...] = ()
    support: str = ""  # how many items support it and how many independent sources those are, in words
    level: str = ""  # the assessed level in words; "" when not assessed
    assessment: str = ""  # who assessed it, the reasons, what speaks for the official; a stale one says so


@dataclass(frozen=True)
class Charge:
    """A crime, how it is imputed, to whom, and for what."""

    reference: str
    crime: str
    article: str
    modes: tuple[str, ...]
    officials: tuple[str, ...]
    incidents: tuple[str, ...]
    period: str
    text: str
    status: str = ""
    elements: tuple[Element, ...] = ()
    law: str = ""
    places: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a reference that cannot be a link target."""
        require_reference(self.reference)


@dataclass(frozen=True)
class Gap:
    """Something that is missing; work product, never printed outside the office."""

    kind: str
    about: str  # the reference of what it concerns
    text: str
    suggestion: str = ""
    owner: str = ""  # code
    due: date | None = None

    def __post_init__(self) -> None:
        """Refuse a name for the owner."""
        if self.owner:
            require_code(self.owner)


@dataclass(frozen=True)
class CustodyEntry:
    """One line of an exhibit's custody record."""

    seq: int
    at: datetime  # UTC
    kind: str  # what was done, in words
    actor: str  # code
    reason: str = ""
    hash_result: str = ""  # in words

    def __post_init__(self) -> None:
        """Refuse names and local times."""
        require_code(self.actor)
        require_utc(self.at)


@dataclass(frozen=True)
class Exhibit:
    """One item of evidence as it is listed."""

    number: str  # EX-0001
    title: str
    kind: str
    date: str  # in words
    source: str
    statuses: tuple[str, ...]
    extent: str  # pages, duration or size in words
    size: int  # bytes
    sha256: str
    registration: str = ""  # evidence registration number
    custody: tuple[CustodyEntry, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a number that cannot be a link target and a hash that is none."""
        require_reference(self.number)
        require_sha256(self.sha256)


@dataclass(frozen=True)
class DossierView:
    """The complete input of one dossier."""

    cover: Cover
    words: Mapping[str, str]  # words.words(gettext), in the language of the cover
    software: str  # name and version
    kind: str = INTERNAL
    method: tuple[str, ...] = ()  # paragraphs about this case's method, after the fixed ones
    terms: tuple[Term, ...] = ()  # levels and statuses used here
    officials: tuple[Official, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    team: tuple[Member, ...] = ()
    chronology: tuple[Event, ...] = ()
    charges: tuple[Charge, ...] = ()
    gaps: tuple[Gap, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    changes: tuple[str, ...] = ()  # since the last version, one sentence each

    def __post_init__(self) -> None:
        """Refuse gaps outside the office, double numbers and citations that lead nowhere."""
        require(self.kind == INTERNAL or not self.gaps, "The gap list is for the internal dossier only.")
        require(set(self.words) == set(MSGIDS), "The words of the template are not all there.")
        exhibits = distinct(exhibit.number for exhibit in self.exhibits)
        officials = distinct(official.reference for official in self.officials)
        incidents = distinct(event.incident for event in self.chronology)
        distinct(charge.reference for charge in self.charges)
        require(
            cited_exhibits(self) <= exhibits, "A pinpoint cites an exhibit that is not in the exhibit list."
        )
        for charge in self.charges:
            require(set(charge.officials) <= officials, "A charge names an official who is not in the dossier.")
            require(set(charge.incidents) <= incidents, "A charge rests on an incident not in the chronology.")
            named = {element.official for element in charge.elements if element.official}
            require(named <= officials, "An element names an official who is not in the dossier.")


def cited_exhibits(view: DossierView) -> set[str]:
    """Return the numbers of all exhibits that some statement cites."""
    posts = (pin for official in view.officials for post in official.posts for pin in post.sources)
    events = (pin for event in view.chronology for pin in event.sources)
    elements = [element for charge in view.charges for element in charge.elements]
    proofs = (proof.source for element in elements for proof in (*element.supporting, *element.undermining))
    return {pin.exhibit for pins in (posts, events, proofs) for pin in pins}


def to_json(view: DossierView) -> bytes:
    """Write the view so that the same view gives the same bytes."""
    return canonical(asdict(view))
