"""The forums, gates and rules of limitation that ship, read from a data file of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from casefile.law.framework import ARTICLE, RULE, Text
from casefile.law.loading.decoding import BAD, Decoder
from casefile.law.loading.faults import Fault, FrameworkError, Problem
from casefile.law.loading.reading import read_json

FILE = Path(__file__).parents[1] / "frameworks" / "forums.json"


class GateKind(StrEnum):
    """What a gate looks at."""

    TEMPORAL = "temporal"
    TERRITORIAL = "territorial"
    PERSONAL = "personal"
    REFERRAL = "referral"
    LAW = "law"
    COMPLEMENTARITY = "complementarity"
    IMMUNITY = "immunity"
    DEATH_PENALTY = "death_penalty"
    FAIR_TRIAL = "fair_trial"
    ABSENTIA = "in_absentia"
    LIMITATION = "limitation"


@dataclass(frozen=True)
class Gate:
    """One question a forum is asked, where it comes from, and what to say for each answer."""

    code: str
    kind: GateKind
    source: str
    title: Text
    when_pass: Text
    when_ask: Text
    when_block: Text


@dataclass(frozen=True)
class ForumData:
    """A forum: how it would have jurisdiction, from when, which bodies of law it applies, which gates it has."""

    code: str
    title: Text
    hook: Text
    gates: tuple[str, ...]
    laws: tuple[str, ...] = ()
    temporal_from: date | None = None
    temporal_source: str = ""
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class LimitationRule:
    """How long an offence can be prosecuted before a forum; years: None means without end.

    forums: where it applies. law: the body of law; crimes: codes it is about (empty: every crime of the law).
    longest: the period may never exceed so many years, whatever interrupts it.
    """

    code: str
    forums: tuple[str, ...]
    law: str
    article: str
    text: Text
    crimes: tuple[str, ...] = ()
    years: int | None = None
    longest: int | None = None


@dataclass(frozen=True)
class Plan:
    """Everything the planner knows, in one version."""

    id: str
    note: Text
    gates: tuple[Gate, ...]
    forums: tuple[ForumData, ...]
    limitation: tuple[LimitationRule, ...]

    def gate(self, code: str) -> Gate:
        """A gate by its code."""
        return next(gate for gate in self.gates if gate.code == code)

    def forum(self, code: str) -> ForumData:
        """A forum by its code; LookupError when there is none."""
        for forum in self.forums:
            if forum.code == code:
                return forum
        raise LookupError(code)


@cache
def plan() -> Plan:
    """The plan that ships."""
    return read_plan(FILE.read_bytes(), FILE.name)


def read_plan(content: bytes, name: str) -> Plan:
    """Read and check a plan. Raises FrameworkError naming every place that is wrong."""
    decoder = Decoder()
    found = decoder.decode(Plan, read_json(content, name), "", name)
    problems = decoder.problems if found is BAD or decoder.problems else _problems(found)
    if problems:
        raise FrameworkError(problems)
    checked: Plan = found
    return checked


def _problems(plan: Plan) -> list[Problem]:
    gates, forums = {gate.code for gate in plan.gates}, {forum.code for forum in plan.forums}
    found = [Problem("forums", forum.code, Fault.DANGLING, f"gate {gate!r}")
             for forum in plan.forums for gate in forum.gates if gate not in gates]
    found += [Problem("limitation", rule.code, Fault.DANGLING, f"forum {forum!r}")
              for rule in plan.limitation for forum in rule.forums if forum not in forums]
    found += [Problem("limitation", rule.code, Fault.BAD_ARTICLE, repr(rule.article)) for rule in plan.limitation
              if not (ARTICLE.fullmatch(rule.article) or RULE.fullmatch(rule.article))]
    return found
