"""The sharing gate: every rule says pass, block or ask, and why (domain brief §2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from casefile.people.rules.grants import COMPETENT, Recipient, kind_of


class Verdict(StrEnum):
    """What a rule says."""

    PASS = "pass"  # noqa: S105 - no password
    ASK = "ask"
    BLOCK = "block"


class Rule(StrEnum):
    """The rules of §2.3, in their order."""

    COMPETENT = "G1-COMPETENT"
    SUBJECT = "G2-SUBJECT"
    FAIR_TRIAL = "G3-FAIRTRIAL"
    DEATH = "G4-DEATH"
    ABSENTIA = "G5-ABSENTIA"
    RELEVANCE = "G6-RELEVANCE"
    CONSENT = "G7-CONSENT"
    LEAD_ONLY = "G8-LEADONLY"
    PROTECT = "G9-PROTECT"
    PRIVILEGE = "G10-PRIV"
    INTEGRITY = "G11-INTEGRITY"
    EXCULPATORY = "G12-EXCULP"
    TWO = "G13-TWO"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when something is to leave. Counts are of items or people that stand against it."""

    recipient: str
    has_charges: bool
    not_consented: int = 0
    lead_only: int = 0
    unprotected: int = 0
    privileged: int = 0
    not_intact: int = 0
    exculpatory_left_out: int = 0
    second_person: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says. n: how many stand against it."""

    rule: Rule
    verdict: Verdict
    n: int = 0


def _none(n: int) -> Verdict:
    return Verdict.BLOCK if n else Verdict.PASS


def gate(facts: Facts) -> list[Finding]:
    """All thirteen, in their order. What the application holds no facts about is asked, never passed."""
    kind = kind_of(facts.recipient)
    abroad = kind in (Recipient.NATIONAL_PROSECUTOR, Recipient.ANY_AUTHORITY)
    asked_of_states = Verdict.ASK if abroad else Verdict.PASS
    competent = kind in COMPETENT | {Recipient.OHCHR}
    return [
        Finding(Rule.COMPETENT, Verdict.PASS if competent else Verdict.BLOCK),
        Finding(Rule.SUBJECT, Verdict.PASS if facts.has_charges else Verdict.ASK),
        Finding(Rule.FAIR_TRIAL, asked_of_states),
        Finding(Rule.DEATH, asked_of_states),
        Finding(Rule.ABSENTIA, asked_of_states),
        Finding(Rule.RELEVANCE, Verdict.PASS),  # a dossier holds one case, and every item in it is filed there
        Finding(Rule.CONSENT, _none(facts.not_consented), facts.not_consented),
        Finding(Rule.LEAD_ONLY, _none(facts.lead_only), facts.lead_only),
        Finding(Rule.PROTECT, _none(facts.unprotected), facts.unprotected),
        Finding(Rule.PRIVILEGE, _none(facts.privileged), facts.privileged),
        Finding(Rule.INTEGRITY, _none(facts.not_intact), facts.not_intact),
        Finding(Rule.EXCULPATORY, Verdict.ASK if facts.exculpatory_left_out else Verdict.PASS,
                facts.exculpatory_left_out),
        Finding(Rule.TWO, Verdict.PASS if facts.second_person else Verdict.BLOCK),
    ]


def blocked(findings: list[Finding]) -> list[Finding]:
    """What stands in the way."""
    return [finding for finding in findings if finding.verdict is Verdict.BLOCK]
