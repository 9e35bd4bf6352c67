"""What people read in the forum planner, and about versions of the law."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from casefile.law.comparing import Change
from casefile.law.planning import Absentia, DeathPenalty, EventKind, FairTrial, Outcome, StepKind, Viability

OUTCOMES: Mapping[Outcome, LazyString] = {
    Outcome.CLEAR: _l("Passes"),
    Outcome.ASK: _l("To be answered"),
    Outcome.BLOCK: _l("Blocks"),
}

VIABILITIES: Mapping[Viability, LazyString] = {
    Viability.OPEN: _l("Open"),
    Viability.CONTINGENT: _l("Needs a further step"),
    Viability.CLOSED: _l("Closed"),
}

DEATH_PENALTIES: Mapping[DeathPenalty, LazyString] = {
    DeathPenalty.UNKNOWN: _l("Not known yet"),
    DeathPenalty.YES: _l("Could follow"),
    DeathPenalty.MORATORIUM: _l("Moratorium"),
    DeathPenalty.ASSURANCE: _l("Written assurance on file"),
    DeathPenalty.NO: _l("Cannot follow"),
}

ABSENTIAS: Mapping[Absentia, LazyString] = {
    Absentia.UNKNOWN: _l("Unknown"),
    Absentia.YES: _l("Possible"),
    Absentia.LIMITED: _l("Possible within limits"),
    Absentia.NO: _l("Not possible"),
}

FAIR_TRIALS: Mapping[FairTrial, LazyString] = {
    FairTrial.UNASSESSED: _l("Not assessed yet"),
    FairTrial.ACCEPTABLE: _l("Acceptable"),
    FairTrial.UNACCEPTABLE: _l("Not acceptable"),
}

EVENT_KINDS: Mapping[EventKind, LazyString] = {
    EventKind.SUSPENSION: _l("Suspension: the period stands still"),
    EventKind.INTERRUPTION: _l("Interruption: the period starts anew"),
}

STEP_KINDS: Mapping[StepKind, LazyString] = {
    StepKind.START: _l("Earliest day it may have happened"),
    StepKind.PERIOD: _l("Period of the rule"),
    StepKind.SUSPENDED: _l("Suspended"),
    StepKind.RESTARTED: _l("Interrupted: the period starts anew"),
    StepKind.TOO_LATE: _l("After the end: changes nothing"),
    StepKind.CAPPED: _l("Longest period of the rule"),
}

CHANGES: Mapping[Change, LazyString] = {
    Change.ADDED: _l("Added"),
    Change.REMOVED: _l("Removed"),
    Change.CHANGED: _l("Changed"),
}

TONES = {Outcome.CLEAR: "good", Outcome.ASK: "warn", Outcome.BLOCK: "bad"}
