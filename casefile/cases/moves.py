"""Moving a case from stage to stage: what must be true first, who decides, what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from casefile.cases import labels
from casefile.cases.decisions import Change, ask_for_decision, shows
from casefile.cases.gaps import Gap, Severity
from casefile.cases.models import Case, Membership, StageMove
from casefile.cases.rules import (
    EXIT_CHECKS,
    HARD,
    LINE,
    MAX_STAY,
    CaseFacts,
    Forum,
    Stage,
    days_in,
    is_forward,
    needs_second,
    unmet_checks,
)
from casefile.core.access import DECIDERS
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.panels import offers
from casefile.core.review import Action, Review, second_person


@dataclass(frozen=True, slots=True)
class ExitCheck:
    """One exit criterion of a stage. hard: no reason overrides it. code: what is kept when it was overridden."""

    stage: Stage
    code: str
    label: str
    ok: bool
    hard: bool = False


def exit_checks(case: Case, team: list[Membership], gaps: list[Gap]) -> list[ExitCheck]:
    """The exit criteria of the case's stage: its own and those of `@offer(Case, "exit_checks")`."""
    unmet = unmet_checks(case.stage, _facts(case, team, gaps))
    own = [ExitCheck(case.stage, check, str(labels.CHECK[check]), check not in unmet, check in HARD)
           for check in EXIT_CHECKS.get(case.stage, ())]
    offered = [check for checks in offers(case, "exit_checks") for check in checks if check.stage is case.stage]
    return own + offered


def _facts(case: Case, team: list[Membership], gaps: list[Gap]) -> CaseFacts:
    return CaseFacts(
        has_summary=bool(case.summary), has_forum=case.target_forum is not Forum.UNDECIDED,
        roles={member.role for member in team},
        deciders=len({m.user_id for m in team if m.role in DECIDERS and m.user.is_active}),
        undeclared=sum(member.no_conflict_at is None for member in team),
        blocking_gaps=sum(gap.severity is Severity.BLOCKING for gap in gaps))


def request_move(case: Case, to: Stage, reason: str, override: str | None, checks: list[ExitCheck]) -> Review | None:
    """Move the case, or propose the move where a second person decides; returns the proposal, if it came to that.

    Raises Refused when an exit check is not met and not (or must not be) overridden.
    """
    unmet = [check for check in checks if not check.ok] if is_forward(case.stage, to) else []
    hard = next((check for check in unmet if check.hard), None)
    if hard:
        raise Refused(_("This must be met before the case can move: %(check)s. No reason replaces it.",
                        check=hard.label))
    if unmet and not override:
        raise Refused(_("Not all exit checks are met. Say why the case should move all the same."))
    codes, override = [check.code for check in unmet], override if unmet else None
    if needs_second(case.stage, to):
        return ask_for_decision(Action.CASE_STAGE, case, case, reason, to=to.value, unmet=codes, override=override)
    _move(case, to, reason, codes, override)
    return None


@second_person(Action.CASE_STAGE)
def carry_out_move(case: Case, reason: str, to: str, unmet: list[str], override: str | None) -> None:
    """Make the move that a second person approved."""
    _move(case, Stage(to), reason, unmet, override)


def _move(case: Case, to: Stage, reason: str, unmet: list[str], override: str | None) -> None:
    before = case.stage
    case.move("stage", to, reason)
    case.stage_since = datetime.now(UTC)
    db.session.add(StageMove(case_id=case.id, from_stage=before, to_stage=to, reason=reason, unmet=unmet,
                             override=override, moved_by=current().id, at=case.stage_since))


@shows(Action.CASE_STAGE)
def move_in_words(case: Case, args: dict[str, Any]) -> list[Change]:
    """The proposed move, with the checks that are not met."""
    changes = [Change(_("Stage"), str(labels.STAGE[case.stage]), str(labels.STAGE[Stage(args["to"])]))]
    if args.get("unmet"):
        unmet = ", ".join(str(labels.CHECK.get(code, code)) for code in args["unmet"])
        changes += [Change(_("Exit checks that are not met"), "", unmet),
                    Change(_("Why it should move all the same"), "", args.get("override") or "")]
    return changes


@dataclass(frozen=True, slots=True)
class ShownStage:
    """A stage as the tracker draws it."""

    label: str
    state: str
    note: str


def tracker(case: Case, now: datetime) -> list[ShownStage]:
    """The line of stages: when each was left, and how long the case has been in the present one."""
    left = case.left or {}
    here = LINE.index(case.stage) if case.stage in LINE else None
    shown = []
    for place, stage in enumerate(LINE):
        done = place < here if here is not None else stage in left
        state = "current" if place == here else "done" if done else "todo"
        at = left.get(stage) if done else None
        note = _time_in_stage(case, now) if state == "current" else ""
        if at:
            note = _("done %(date)s", date=format_date(datetime.fromisoformat(at)))
        shown.append(ShownStage(str(labels.STAGE[stage]), state, note))
    return shown


def _time_in_stage(case: Case, now: datetime) -> str:
    limit = MAX_STAY.get(case.stage)
    text = time_in_stage(case, now)
    return _("%(time)s, limit %(limit)s", time=text, limit=limit) if limit else text


def time_in_stage(case: Case, now: datetime) -> str:
    """How long the case has been in its stage, in words."""
    return ngettext("%(num)s day", "%(num)s days", days_in(case.stage_since, now))
