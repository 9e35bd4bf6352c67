"""Background jobs: what runs, what is done, what failed and what to do."""

from __future__ import annotations

from uuid import UUID

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from casefile.accounts import jobs as work
from casefile.accounts.routes.blueprint import bp
from casefile.core.access import Permission, permit
from casefile.core.jobs import JobRun
from casefile.core.lists import page_of


@bp.get("/jobs")
@permit(Permission.SIGNED_IN)
def jobs() -> ResponseReturnValue:
    """One's jobs and those of one's cases, newest first."""
    page = page_of(work.runs(), {"time": JobRun.created_at}, "-time")
    return render_template("accounts/jobs.html", page=page, cards=[work.card(run) for run in page.items])


@bp.get("/jobs/<uuid:id>")
@permit(Permission.SIGNED_IN)
def job(id: UUID) -> ResponseReturnValue:
    """One job."""
    run = _run(id)
    return render_template("accounts/job.html", run=run, card=work.card(run))


@bp.get("/jobs/<uuid:id>/card")
@permit(Permission.SIGNED_IN)
def job_card(id: UUID) -> ResponseReturnValue:
    """The card alone, for the page that polls it."""
    return render_template("accounts/job_card.html", card=work.card(_run(id)))


@bp.post("/jobs/<uuid:id>/cancel")
@permit(Permission.SIGNED_IN)
def cancel_job(id: UUID) -> ResponseReturnValue:
    """Stop a job; nothing of it is kept."""
    work.stop(_steered(id))
    return redirect(url_for("accounts.job", id=id), 303)


@bp.post("/jobs/<uuid:id>/retry")
@permit(Permission.SIGNED_IN)
def retry_job(id: UUID) -> ResponseReturnValue:
    """Start a failed job again."""
    work.start_again(_steered(id))
    return redirect(url_for("accounts.job", id=id), 303)


def _run(id: UUID) -> JobRun:
    run = work.run(id)
    if run is None:
        abort(404)
    return run


def _steered(id: UUID) -> JobRun:
    run = _run(id)
    if not work.may_steer(run):
        abort(404)
    return run
