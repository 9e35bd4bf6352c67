"""Invented dossiers of any size. No person, place or event in them exists."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from casefile.dossiers.view import (
    Charge,
    Cover,
    CustodyEntry,
    DossierView,
    Element,
    Event,
    Exhibit,
    Gap,
    Member,
    Official,
    Pinpoint,
    Post,
    Proof,
    Term,
    Witness,
)
from casefile.dossiers.words import words
from tests.dossiers.korean import KOREAN, KOREAN_RECORDS

AS_OF = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)

HOSTILE = (
    '#eval("panic(1)") #read("/etc/passwd")',
    "*bold* _emphasis_ $x^2$ @ex-EX-0001 <label> // comment",
    "%(n)s %(source)s {{ 7*7 }} <script>alert(1)</script>",
    "A" * 180,
    "https://example.org/" + "path-" * 30,
    "emoji \U0001f600, joiner a\u200db, override \u202eabc",
    "old Hangul ᄒᆞᆫ글, Hanja 李裵, McCune-Reischauer Ch'ŏngjin, bell \x07",
    "\" ' \\ ~ -- --- ... = + - / [] () `raw`",
)

KINDS = ("Testimony", "Document", "Photograph", "Satellite imagery", "Official publication")
ACTS = ("Received", "Hash computed", "Sealed", "Fixity checked")


def digest(number: int) -> str:
    """Return an invented hash."""
    return hashlib.sha256(f"exhibit {number}".encode()).hexdigest()


def exhibit(number: int) -> Exhibit:
    """Return an invented exhibit with its custody record."""
    received = datetime(2025, 1, 6, 7, 8, 9, tzinfo=UTC) + timedelta(hours=number)
    entries = tuple(
        CustodyEntry(seq, received + timedelta(minutes=seq), act, "EC-1", "On receipt", "Hash matches")
        for seq, act in enumerate(ACTS[: 3 + number % 2], start=1)
    )
    return Exhibit(
        number=f"EX-{number:04}",
        title=f"Record of guard rotations, part {number}",
        kind=KINDS[number % len(KINDS)],
        date="about spring 2005",
        source=f"Source S-{number % 17:02}, handed over in person",
        statuses=("Preserved", "Verified" if number % 3 else "Unverified"),
        extent=f"{number % 40 + 1} pages",
        size=48_213 + number,
        sha256=digest(number),
        registration=f"ZZZ-CF-0007-{number:04}",
        custody=entries,
    )


def pins(start: int, count: int, total: int) -> tuple[Pinpoint, ...]:
    """Return pinpoints into the exhibits there are."""
    return tuple(
        Pinpoint(f"EX-{(start + i) % total + 1:04}", f"p. {i + 2}, para. {i + 1}") for i in range(count)
    )


def official(number: int, total: int) -> Official:
    """Return an invented official with a career."""
    return Official(
        reference=f"O-{number:02}",
        name_hangul="가나달" if number % 2 else "마바살",
        name_latin=f"Ka Na-dal {number}" if number % 2 else f"Ma Pa-sal {number}",
        designation="Person of interest",
        posts=(
            Post("Director", "Facility F-9", "from about 2004 to 2009", pins(number, 2, total)),
            Post("Deputy director", "Third Directorate, Northern Section", "before 2004"),
        ),
        name_hanja="",
        other_names=("Ga Na Dal",),
    )


def event(number: int, total: int) -> Event:
    """Return an invented incident."""
    return Event(
        incident=f"I-{number:04}",
        when="between spring and autumn 2006",
        earliest=date(2006, 3, 1),
        latest=date(2006, 11, 30),
        title=f"Work quota raised at facility F-9 ({number})",
        description=(
            "Inmates worked under daily quotas, unpaid and under armed guard. The quota was raised twice. "
            "Those who missed it received less food."
        ),
        place="Facility F-9, Example County (within 5 km)",
        victims="between 120 and 150",
        victims_source="W-0001, estimate",
        status="Corroborated" if number % 2 else "Recorded",
        persons=("W-0001", "O-01"),
        sources=pins(number, 2, total),
    )


def element(number: int, total: int) -> Element:
    """Return an invented requirement; every fourth has nothing linked to it."""
    proofs = tuple(
        Proof(pin, "Inmates from age 12 worked daily quotas.", "Direct", "High weight")
        for pin in pins(number, 3, total)
    )
    return Element(
        code=f"RS7-1-c.{number}",
        text="The person exercised powers attaching to the right of ownership over one or more persons.",
        article="Art. 7(1)(c); EoC 7(1)(c) element 1",
        group="Contextual" if number <= 2 else "Specific",
        official="O-01" if number == 3 else "",
        supporting=() if number % 4 == 0 else proofs,
        undermining=proofs[:2] if number % 4 == 1 else (),
        level="Arguable" if number % 2 else "",
    )


def charge(number: int, total: int) -> Charge:
    """Return an invented charge with twelve elements."""
    return Charge(
        reference=f"C-{number:02}",
        crime="Enslavement",
        article="Art. 7(1)(c)",
        modes=("Art. 28(b) superior responsibility", "Art. 25(3)(d) contribution to a group"),
        officials=("O-01", "O-02"),
        incidents=("I-0001", "I-0002"),
        period="from about 2004 to 2009",
        text="It is alleged that work was exacted at facility F-9.\n\nThe allegation is to be tested.",
        status="Draft",
        elements=tuple(element(index, total) for index in range(1, 13)),
    )


def hostile_event(number: int, text: str) -> Event:
    """Return an incident whose every free text is hostile."""
    return Event(f"I-9{number:03}", text, None, date(2009, 1, 1), text, text, text, text, text, text)


def cover(language: str = "en") -> Cover:
    """Return an invented title page."""
    return Cover(
        number="D-0009",
        edition=3,
        case="CF-2026-004",
        title="Forced labour at facility F-9",
        theme="Prison camps",
        classification="CONFIDENTIAL",
        language="ko" if language == "ko" else "en",
        as_of=AS_OF,
        forum="International Criminal Court",
        standard="Reasonable grounds to believe (Art. 58)",
        authors=("LE-1", "LE-2", "CO-1"),
        presumption="Everyone shall be presumed innocent until proved guilty before the Court (Art. 66(1)).",
        consent="12 witnesses consented to internal use; 3 of them also to use before a court.",
        purpose="Internal review",
    )


def view(exhibits: int = 20, *, hostile: bool = True) -> DossierView:
    """Return an invented dossier in English, as large as its number of exhibits asks for."""
    return DossierView(
        cover=cover(),
        words=words(str),
        software="Casefile 0.1.0, Typst 0.15.0",
        method=(
            "Interviews followed the same outline. Copies were compared with originals where these exist.",
        ),
        terms=(Term("Arguable", "a reasonable inference; other explanations remain"),),
        officials=tuple(official(n, exhibits) for n in range(1, 3 + exhibits // 10)),
        witnesses=tuple(Witness(f"W-{n:04}", ("Eyewitness",), "High protection") for n in range(1, 13)),
        team=(Member("LE-1", "Legal expert"), Member("CO-1", "Case coordinator")),
        chronology=(
            *(event(n, exhibits) for n in range(1, 3 + exhibits * 8 // 5)),
            *((hostile_event(n, text) for n, text in enumerate(HOSTILE)) if hostile else ()),
        ),
        charges=tuple(charge(n, exhibits) for n in range(1, 2 + exhibits // 60)),
        gaps=(
            Gap(
                "Single source",
                "C-01 · RS7-1-c.2",
                "One independent source.",
                "Look for more.",
                "LE-1",
                date(2026, 4, 1),
            ),
        ),
        exhibits=tuple(exhibit(n) for n in range(1, exhibits + 1)),
    )


def korean_view(exhibits: int = 20) -> DossierView:
    """Return the same dossier with Korean words and Korean records in it."""
    base = view(exhibits)
    title, incident, statement = KOREAN_RECORDS
    events = tuple(replace(one, title=incident, description=statement) for one in base.chronology[:6])
    first = replace(base.charges[0], crime="노예화", text=statement)
    return replace(
        base,
        cover=replace(cover("ko"), title=title, theme="정치범 수용 시설", classification="대외비"),
        words=dict(KOREAN),
        chronology=events + base.chronology[6:],
        charges=(first, *base.charges[1:]),
    )
