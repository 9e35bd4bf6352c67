"""Background jobs as their owners see them: which there are, in words, and what can be done about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select

from casefile.accounts import labels
from casefile.core import jobs
from casefile.core.access import GRANTS, Permission
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.jobs import JobRun, JobState


@dataclass(frozen=True, slots=True)
class Card:
    """A job as the macro draws it."""

    id: UUID
    url: str
    title: str
    state: str
    step: str
    done: int
    total: int
    reason: str
    reference: str
    result_url: str | None
    retry_url: str | None
    cancel_url: str | None


def runs() -> Select[Any]:
    """The jobs the actor asked for, and those of the actor's cases."""
    return select(JobRun)


def run(id: UUID) -> JobRun | None:
    """One of them."""
    return db.session.execute(select(JobRun).filter_by(id=id)).scalar_one_or_none()


def may_steer(run: JobRun) -> bool:
    """Whoever asked may stop and repeat a job; for one of a schedule, whoever coordinates the case."""
    if run.asked_by is not None:
        return run.asked_by == current().id
    held = current().roles.get(run.case_id, frozenset()) if run.case_id else frozenset()
    return bool(held & GRANTS[Permission.CASE_EDIT])


def stop(run: JobRun) -> None:
    """Cancel a job. Raises Refused when it has ended in the meantime."""
    if run.state not in (JobState.WAITING, JobState.RUNNING):
        raise Refused(_("This job has ended already; there is nothing to cancel."))
    jobs.cancel(run)


def start_again(run: JobRun) -> None:
    """Retry a job. Raises Refused when it is still at work or done."""
    if run.state not in (JobState.FAILED, JobState.CANCELLED):
        raise Refused(_("Only a job that failed or was cancelled can be started again."))
    jobs.retry(run)


def card(run: JobRun) -> Card:
    """The job in words. A worker's result may name the page of what it made: {"url": "/dossiers/…"}."""
    steered = may_steer(run)
    failed = run.state is JobState.FAILED
    return Card(
        id=run.id,
        url=url_for("accounts.job_card", id=run.id),
        title=str(labels.JOB[run.name]),
        state=run.state.value,
        step=str(labels.JOB_STEP.get(run.step, "")) if run.step else "",
        done=run.done,
        total=run.total,
        reason=_why(run.error) if failed else "",
        reference=str(run.id)[:8] if failed else "",
        result_url=_result(run.result),
        retry_url=url_for("accounts.retry_job", id=run.id) if steered and failed else None,
        cancel_url=url_for("accounts.cancel_job", id=run.id) if steered else None,
    )


def _why(code: str | None) -> str:
    return str(labels.JOB_ERROR.get(code or "", labels.JOB_ERROR["unexpected"]))


def _result(result: dict[str, Any] | None) -> str | None:
    url = result.get("url") if result else None
    return url if isinstance(url, str) and url.startswith("/") and not url.startswith("//") else None
