"""The gates of a forum for a charge: each passes, blocks or asks, with its reason and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from casefile.law.framework import Text
from casefile.law.planning.data import ForumData, Gate, GateKind, Plan

FAIR_TRIAL_AGE = timedelta(days=365)


class Outcome(StrEnum):
    """What a gate says."""

    CLEAR = "pass"
    ASK = "ask"
    BLOCK = "block"


class Viability(StrEnum):
    """Whether a forum is open at all."""

    OPEN = "open"
    CONTINGENT = "contingent"
    CLOSED = "closed"


class DeathPenalty(StrEnum):
    """Whether the death penalty could follow."""

    UNKNOWN = "unknown"
    YES = "yes"
    MORATORIUM = "moratorium"
    ASSURANCE = "assurance_obtained"
    NO = "no"


class Absentia(StrEnum):
    """Whether a trial without the accused could follow."""

    UNKNOWN = "unknown"
    YES = "yes"
    LIMITED = "limited"
    NO = "no"


class FairTrial(StrEnum):
    """What the fair-trial assessment of the jurisdiction says."""

    UNASSESSED = "unassessed"
    ACCEPTABLE = "acceptable"
    UNACCEPTABLE = "unacceptable"


@dataclass(frozen=True)
class Facts:
    """What the gates look at: what is recorded of forum and case, and what is computed of the charge.

    law: the body of law of the charge ("": no charge). ends, endless, ruled: of the limitation before this forum.
    """

    today: date
    viability: Viability = Viability.OPEN
    temporal_from: date | None = None
    temporal_to: date | None = None
    territorial_basis: str | None = None
    personal_basis: str | None = None
    admissibility_note: str | None = None
    immunity_note: str | None = None
    death_penalty: DeathPenalty = DeathPenalty.UNKNOWN
    in_absentia: Absentia = Absentia.UNKNOWN
    fair_trial: FairTrial = FairTrial.UNASSESSED
    fair_trial_on: date | None = None
    law: str = ""
    earliest: date | None = None
    latest: date | None = None
    ruled: bool = False
    endless: bool = False
    ends: date | None = None


@dataclass(frozen=True)
class Answer:
    """A gate and what it says."""

    gate: Gate
    outcome: Outcome

    @property
    def reason(self) -> Text:
        """The words of the gate for this outcome."""
        return {Outcome.CLEAR: self.gate.when_pass, Outcome.ASK: self.gate.when_ask,
                Outcome.BLOCK: self.gate.when_block}[self.outcome]


def evaluate(plan: Plan, forum: ForumData, facts: Facts) -> tuple[Answer, ...]:
    """Every gate of the forum, in its order."""
    gates = [plan.gate(code) for code in forum.gates]
    return tuple(Answer(gate, CHECKS[gate.kind](forum, facts)) for gate in gates)


def temporal(forum: ForumData, facts: Facts) -> Outcome:
    """What happened lies within the time the forum has jurisdiction for."""
    begins = max((day for day in (forum.temporal_from, facts.temporal_from) if day), default=date.min)
    ends = facts.temporal_to or date.max
    if facts.earliest is None and facts.latest is None:
        return Outcome.ASK
    if (facts.latest or date.max) < begins or (facts.earliest or date.min) > ends:
        return Outcome.BLOCK
    within = (facts.earliest or date.min) >= begins and (facts.latest or date.max) <= ends
    return Outcome.CLEAR if within else Outcome.ASK


def law(forum: ForumData, facts: Facts) -> Outcome:
    """The charge is pleaded under a law that the forum applies."""
    return Outcome.CLEAR if facts.law in forum.laws else Outcome.ASK


def referral(_forum: ForumData, facts: Facts) -> Outcome:
    """The step that opens the forum."""
    return {Viability.OPEN: Outcome.CLEAR, Viability.CONTINGENT: Outcome.ASK, Viability.CLOSED: Outcome.BLOCK}[
        facts.viability]


def death_penalty(_forum: ForumData, facts: Facts) -> Outcome:
    """No death penalty could follow, or an assurance is on file (G4)."""
    if facts.death_penalty is DeathPenalty.YES:
        return Outcome.BLOCK
    return Outcome.CLEAR if facts.death_penalty in (DeathPenalty.NO, DeathPenalty.ASSURANCE) else Outcome.ASK


def absentia(_forum: ForumData, facts: Facts) -> Outcome:
    """No trial in absence (G5)."""
    if facts.in_absentia is Absentia.YES:
        return Outcome.BLOCK
    return Outcome.CLEAR if facts.in_absentia is Absentia.NO else Outcome.ASK


def fair_trial(_forum: ForumData, facts: Facts) -> Outcome:
    """An assessment that is there, not older than 12 months, and not negative (G3)."""
    fresh = facts.fair_trial_on is not None and facts.today - facts.fair_trial_on <= FAIR_TRIAL_AGE
    return Outcome.CLEAR if facts.fair_trial is FairTrial.ACCEPTABLE and fresh else Outcome.BLOCK


def limits(_forum: ForumData, facts: Facts) -> Outcome:
    """The period, counted from the earliest day, has not ended; where no rule is recorded, somebody looks it up."""
    if facts.endless:
        return Outcome.CLEAR
    if not facts.ruled or facts.ends is None:
        return Outcome.ASK
    return Outcome.CLEAR if facts.ends >= facts.today else Outcome.BLOCK


def recorded(name: str) -> Callable[[ForumData, Facts], Outcome]:
    """Passes once somebody wrote down why."""
    return lambda _forum, facts: Outcome.CLEAR if getattr(facts, name) else Outcome.ASK


CHECKS: Mapping[GateKind, Callable[[ForumData, Facts], Outcome]] = {
    GateKind.TEMPORAL: temporal, GateKind.TERRITORIAL: recorded("territorial_basis"),
    GateKind.PERSONAL: recorded("personal_basis"), GateKind.REFERRAL: referral, GateKind.LAW: law,
    GateKind.COMPLEMENTARITY: recorded("admissibility_note"), GateKind.IMMUNITY: recorded("immunity_note"),
    GateKind.DEATH_PENALTY: death_penalty, GateKind.FAIR_TRIAL: fair_trial, GateKind.ABSENTIA: absentia,
    GateKind.LIMITATION: limits,
}
