"""Where a case could go: forums and their gates as data, and limitation with its sum. Plain values, no database."""

from casefile.law.planning.data import ForumData, Gate, GateKind, LimitationRule, Plan, plan
from casefile.law.planning.gates import (
    Absentia,
    Answer,
    DeathPenalty,
    Facts,
    FairTrial,
    Outcome,
    Viability,
    evaluate,
)
from casefile.law.planning.limitation import Event, EventKind, Step, StepKind, Sum, limitation, rule_for

__all__ = ["Absentia", "Answer", "DeathPenalty", "Event", "EventKind", "Facts", "FairTrial", "ForumData", "Gate",
           "GateKind", "LimitationRule", "Outcome", "Plan", "Step", "StepKind", "Sum", "Viability", "evaluate",
           "limitation", "plan", "rule_for"]
