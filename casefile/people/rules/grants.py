"""What a consent permits to whom: recipient × purpose × identity level, and the answer for all people (brief §6.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from functools import reduce

from casefile.people.rules.consent import Consent, consent_on_day


class Recipient(StrEnum):
    """Who may receive something; the two that need one say which after a colon: national_prosecutor:KOR."""

    OWN_ORG = "own_org"
    OHCHR = "ohchr"
    UN_MECHANISM = "un_mechanism"
    ICC_OTP = "icc_otp"
    FUTURE_TRIBUNAL = "intl_tribunal_future"
    NATIONAL_PROSECUTOR = "national_prosecutor"
    ANY_AUTHORITY = "any_competent_authority"
    DEFENCE = "defence_via_court"
    CIVIL_COUNSEL = "civil_counsel"
    SANCTIONS_BODY = "sanctions_body"
    MISSING_PERSONS = "missing_persons_body"
    OTHER_NGO = "other_ngo"
    RESEARCHER = "researcher"
    MEDIA = "media_public"


NAMED = frozenset({Recipient.NATIONAL_PROSECUTOR, Recipient.OTHER_NGO})
# Authorities that "any competent authority" covers: those that investigate, prosecute or judge.
COMPETENT = frozenset({Recipient.UN_MECHANISM, Recipient.ICC_OTP, Recipient.FUTURE_TRIBUNAL,
                       Recipient.NATIONAL_PROSECUTOR, Recipient.ANY_AUTHORITY})


class Purpose(StrEnum):
    """What for."""

    LEAD_ONLY = "lead_only"
    INVESTIGATION = "criminal_investigation"
    TRIAL = "criminal_trial_evidence"
    CIVIL = "civil_claim"
    SANCTIONS = "sanctions"
    TRUTH = "truth_reparation"
    REPORTING = "human_rights_reporting"
    STATISTICS = "statistics"
    MEMORIAL = "memorial_archive"
    TRAINING = "training"


class Level(IntEnum):
    """How much of who somebody is may be told, least first."""

    NONE = 0
    AGGREGATE = 1
    SUMMARY = 2
    ANONYMISED = 3
    PSEUDONYMOUS = 4
    TO_RECIPIENT = 5
    PUBLIC = 6


_DETAIL = {Recipient.NATIONAL_PROSECUTOR: re.compile(r"[A-Z]{3}"), Recipient.OTHER_NGO: re.compile(r"[A-Z0-9-]{2,12}")}


def recipient_code(kind: Recipient, detail: str | None) -> str | None:
    """The recipient as it is kept; None when the detail is missing, not of its form, or not wanted."""
    if kind not in NAMED:
        return None if detail else kind.value
    text = (detail or "").strip().upper()
    return f"{kind.value}:{text}" if _DETAIL[kind].fullmatch(text) else None


def kind_of(recipient: str) -> Recipient:
    """The kind of a recipient."""
    return Recipient(recipient.partition(":")[0])


def covers(granted: str, asked: str) -> bool:
    """Whether a row for the first recipient speaks of the second."""
    return granted == asked or (granted == Recipient.ANY_AUTHORITY and kind_of(asked) in COMPETENT)


class Why(StrEnum):
    """Why an answer is what it is; the sentences are in the labels."""

    NO_CONSENT = "no_consent"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    CONDITIONS_OPEN = "conditions_open"
    NO_GRANT = "no_grant"
    LOWER = "lower_level"
    CONSULT = "consult"
    LIMIT = "limit"


class Outcome(StrEnum):
    """What may be done, from nothing to everything that was asked for."""

    DENY = "deny"
    CONSULT = "consult_first"
    REDACT = "allow_with_redaction"
    ALLOW = "allow"


RANK = {outcome: place for place, outcome in enumerate(Outcome)}


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Why, and whose: a code or an id, never a name."""

    why: str
    who: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to do with it, on which day."""

    recipient: str
    purpose: Purpose
    level: Level
    on: date


@dataclass(frozen=True, slots=True)
class Answer:
    """How far one may go. Two answers are met by `&`: never further than either allows."""

    wanted: Level
    level: Level
    consult: bool = False
    reasons: frozenset[Reason] = frozenset()

    def __and__(self, other: Answer) -> Answer:
        """The smaller of the two, with the reasons of both."""
        return Answer(self.wanted, min(self.level, other.level), self.consult or other.consult,
                      self.reasons | other.reasons)

    @property
    def outcome(self) -> Outcome:
        """In one word."""
        if self.level is Level.NONE:
            return Outcome.DENY
        if self.consult:
            return Outcome.CONSULT
        return Outcome.ALLOW if self.level >= self.wanted else Outcome.REDACT


@dataclass(frozen=True, slots=True)
class Grant:
    """One row: until is its last day. In a limit, recipient or purpose None means all."""

    recipient: str | None
    purpose: Purpose | None
    level: Level
    since: date
    until: date | None = None
    consult: bool = False

    def speaks_of(self, wanted: Wanted) -> bool:
        """Whether the row is about what is wanted, on that day."""
        return ((self.recipient is None or covers(self.recipient, wanted.recipient))
                and self.purpose in (None, wanted.purpose)
                and self.since <= wanted.on and (self.until is None or wanted.on <= self.until))


@dataclass(frozen=True, slots=True)
class Given:
    """The consent of one person as it stands. open: special conditions that nobody has turned into limits yet."""

    who: str
    state: Consent = Consent.NOT_SOUGHT
    until: date | None = None
    grants: tuple[Grant, ...] = ()
    limits: tuple[Grant, ...] = ()
    open: bool = False


_NOT = {Consent.NOT_SOUGHT: Why.NO_CONSENT, Consent.REFUSED: Why.REFUSED, Consent.EXPIRED: Why.EXPIRED,
        Consent.WITHDRAWN: Why.WITHDRAWN}


def deny(wanted: Wanted, why: str, who: str) -> Answer:
    """Nothing may be shared, for one reason."""
    return Answer(wanted.level, Level.NONE, reasons=frozenset({Reason(why, who)}))


def allow(wanted: Wanted) -> Answer:
    """Nothing stands against it."""
    return Answer(wanted.level, wanted.level)


def evaluate(given: Given, wanted: Wanted) -> Answer:
    """What one person's consent allows: the best row that speaks of it, within every limit; nothing without one."""
    state = consent_on_day(given.state, given.until, wanted.on)
    if state is not Consent.ACTIVE:
        return deny(wanted, _NOT[state], given.who)
    if given.open:
        return deny(wanted, Why.CONDITIONS_OPEN, given.who)
    rows = [_answer(row, wanted, given.who, Why.LOWER) for row in given.grants if row.speaks_of(wanted)]
    if not rows:
        return deny(wanted, Why.NO_GRANT, given.who)
    best = max(rows, key=lambda answer: (RANK[answer.outcome], answer.level))
    limits = [_answer(row, wanted, given.who, Why.LIMIT) for row in given.limits if row.speaks_of(wanted)]
    return combine([best, *limits], wanted)


def _answer(row: Grant, wanted: Wanted, who: str, lower: Why) -> Answer:
    reasons = {Reason(lower, who)} if row.level < wanted.level else set()
    if row.consult and row.level is not Level.NONE:
        reasons.add(Reason(Why.CONSULT, who))
    return Answer(wanted.level, min(row.level, wanted.level), row.consult, frozenset(reasons))


def combine(answers: Iterable[Answer], wanted: Wanted) -> Answer:
    """The minimum over everybody and everything that has a say."""
    return reduce(Answer.__and__, answers, allow(wanted))


# --- entering rows ---


class Fault(StrEnum):
    """What is wrong with a row."""

    TWICE = "twice"
    ORDER = "order"
    PAST = "past"
    OUTLIVES = "outlives"
    NOTHING_TO_ASK = "nothing_to_ask"
    NO_CONTACT = "no_contact"


def faults(rows: Sequence[Grant], *, today: date, until: date | None, reachable: bool) -> dict[int, Fault]:
    """Row number -> the first thing that is wrong with it. reachable: the person may be contacted at all."""
    found: dict[int, Fault] = {}
    for number, row in enumerate(rows):
        checks = (
            (row.until is not None and row.until < row.since, Fault.ORDER),
            (row.until is not None and row.until < today, Fault.PAST),
            (until is not None and (row.since > until or (row.until is not None and row.until > until)),
             Fault.OUTLIVES),
            (row.consult and row.level is Level.NONE, Fault.NOTHING_TO_ASK),
            (row.consult and not reachable, Fault.NO_CONTACT),
            (any(_clash(row, earlier) for earlier in rows[:number]), Fault.TWICE),
        )
        fault = next((fault for wrong, fault in checks if wrong), None)
        if fault:
            found[number] = fault
    return found


def _clash(row: Grant, other: Grant) -> bool:
    """Two rows speak of the same on the same day: one of them must be wrong."""
    apart = ((row.until is not None and row.until < other.since)
             or (other.until is not None and other.until < row.since))
    return (row.recipient, row.purpose) == (other.recipient, other.purpose) and not apart
