"""The jobs page."""

import pytest

from casefile.accounts import labels
from casefile.core.access import Role
from casefile.core.db import db
from casefile.core.jobs import Job, JobRun, JobState
from tests.factories.base import a_case, a_member, a_user
from tests.factories.cases import found


def a_job(asked_by=None, case=None, **values):
    run = JobRun(**{"name": Job.BUILD_DOSSIER, "args": [], "asked_by": asked_by.id if asked_by else None,
                    "case_id": case.id if case else None, **values})
    db.session.add(run)
    db.session.commit()
    db.session.refresh(run)
    db.session.expunge(run)
    return run


def test_mine_and_those_of_my_cases(make, client_for):
    case, other = make(a_case), make(a_case)
    member, stranger = make(a_member, case, Role.OBSERVER), make(a_user)
    mine, ours = make(a_job, member), make(a_job, None, case)
    theirs = make(a_job, stranger, other)
    browser = client_for(member)
    page = browser.get("/jobs").text
    assert str(mine.id) in page
    assert str(ours.id) in page
    assert str(theirs.id) not in page
    for path in ("", "/card"):
        assert browser.get(f"/jobs/{mine.id}{path}").status_code == 200
        assert browser.get(f"/jobs/{theirs.id}{path}").status_code == 404
    for path in ("/cancel", "/retry"):
        assert browser.post(f"/jobs/{theirs.id}{path}").status_code == 404
        assert browser.post(f"/jobs/{ours.id}{path}").status_code == 404


def test_the_card_polls_while_it_runs_and_stops_when_done(make, client_for, monkeypatch):
    user = make(a_user)
    monkeypatch.setitem(labels.JOB_STEP, "cover", "Writing the cover")
    run = make(a_job, user, state=JobState.RUNNING, done=3, total=9, step="cover")
    card = client_for(user).get(f"/jobs/{run.id}/card").text
    assert "<html" not in card
    assert f'hx-get="/jobs/{run.id}/card"' in card
    assert "Writing the cover" in card
    assert "3 of 9" in card
    done = make(a_job, user, state=JobState.DONE, result={"url": "/dossiers/1"})
    card = client_for(user).get(f"/jobs/{done.id}/card").text
    assert "hx-get" not in card
    assert 'href="/dossiers/1"' in card


@pytest.mark.parametrize("url", ["//evil", "https://evil", None, 7])
def test_a_result_never_leads_elsewhere(make, client_for, url):
    user = make(a_user)
    run = make(a_job, user, state=JobState.DONE, result={"url": url})
    assert "Open the result" not in client_for(user).get(f"/jobs/{run.id}").text


@pytest.mark.parametrize("code", ["worker_died", "unexpected", "mail_not_taken", "never_heard_of"])
def test_a_failure_is_told_in_words_with_a_way_out(make, client_for, code):
    user = make(a_user)
    run = make(a_job, user, state=JobState.FAILED, error=code)
    page = client_for(user).get(f"/jobs/{run.id}").text
    assert code not in page
    assert "Retry" in page
    assert str(run.id)[:8] in page


def test_cancel_and_retry(make, client_for, sent):
    user = make(a_user)
    run = make(a_job, user)
    browser = client_for(user)
    assert browser.post(f"/jobs/{run.id}/retry").status_code == 409
    assert browser.post(f"/jobs/{run.id}/cancel").status_code == 303
    assert found(JobRun, id=run.id).state is JobState.CANCELLED
    assert browser.post(f"/jobs/{run.id}/cancel").status_code == 409
    assert browser.post(f"/jobs/{run.id}/retry").status_code == 303
    assert found(JobRun, id=run.id).state is JobState.WAITING
    assert run.id in sent


def test_whoever_coordinates_steers_the_jobs_of_the_schedule(make, client_for):
    case = make(a_case)
    run = make(a_job, None, case, state=JobState.FAILED, error="unexpected")
    assert client_for(make(a_member, case, Role.OBSERVER)).post(f"/jobs/{run.id}/retry").status_code == 404
    assert client_for(make(a_member, case, Role.LEAD)).post(f"/jobs/{run.id}/retry").status_code == 303


@pytest.mark.parametrize("job", Job)
def test_every_job_has_a_name(make, client_for, job):
    user = make(a_user)
    make(a_job, user, name=job)
    assert str(labels.JOB[job]) in client_for(user).get("/jobs").text


def test_no_jobs(make, client_for):
    assert "No jobs" in client_for(make(a_user)).get("/jobs").text
