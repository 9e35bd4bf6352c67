"""Hostile and broken files on the way of any other: sent, kept, read by the worker, the reason shown in words."""

from __future__ import annotations

import base64
from hashlib import sha256

import pytest
from sqlalchemy import select

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.evidence import service
from casefile.evidence.copies import ReadingState
from casefile.evidence.copy_labels import NOTE, PROBLEM
from casefile.evidence.models import Evidence, Reading
from tests.factories.base import a_case, a_member
from tests.factories.evidence import a_batch
from tests.factories.files import an_email
from tests.factories.hostile import HOSTILE, NAMES, SCRIPT
from workers import copies

BODY = "application/offset+octet-stream"
TIGHT = copies.Limits(cpu=1, wall=15.0)


@pytest.fixture
def case(make):
    return make(a_case)


@pytest.fixture
def batch(make, case):
    return make(a_batch, case)


@pytest.fixture
def client(make, client_for, case):
    return client_for(make(a_member, case, Role.LEGAL_EXPERT))


def send(client, batch, name: str, content: bytes) -> str:
    """Send a file as the browser does; its id."""
    said = {"filename": name, "sha256": sha256(content).hexdigest(), "filetype": "text/plain"}
    words = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items())
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(len(content)), "Upload-Metadata": words}
    begun = client.post(f"/batches/{batch.id}/uploads", headers=headers)
    assert begun.status_code == 201
    if content:
        headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": BODY}
        assert client.patch(begun.location, data=content, headers=headers).status_code == 204
    became = client.get(begun.location, headers={"Accept": "application/json"}).json
    assert became["state"] == "done"
    return became["url"].rpartition("/")[2]


def read(id: str) -> tuple[ReadingState, str, str | None, list[str]]:
    """Let the worker read it, with all its pages: (state, kind, problem, notes)."""
    with acting(SYSTEM):
        copies.read_item(id, "1")
        db.session.commit()
        state = db.session.execute(select(Reading).where(Reading.evidence_id == id)).scalar_one()
        if state.state is ReadingState.READING:
            copies.copy_pages(id, "1", "1")
            db.session.commit()
        return state.state, state.kind or "", state.problem, state.notes


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_kept_and_the_reason_stands_on_its_page(client, batch, make, monkeypatch, name):
    monkeypatch.setattr(copies, "PAGES", TIGHT)
    monkeypatch.setattr(copies, "ONE_PAGE", TIGHT)
    one = HOSTILE[name]
    id = send(client, batch, one.name, one.content)
    state, kind, problem, notes = make(read, id)
    assert one.kind in kind
    assert (problem, notes) == (one.problem, list(one.notes))
    assert state is (ReadingState.FAILED if one.problem else ReadingState.DONE)
    page, viewer = client.get(f"/evidence/{id}"), client.get(f"/evidence/{id}/view?show=colour")
    assert (page.status_code, viewer.status_code) == (200, 200)
    for words in [PROBLEM[problem] for problem in [one.problem] if problem] + [NOTE[note] for note in one.notes]:
        assert str(words) in page.text
    for text in (page.text, viewer.text):  # nothing of it stands in a page of ours
        assert not [word for word in (SCRIPT, "pwned()", "root:x") if word in text]
    if name == "pdf bomb":  # a page that never ends is named, and does not take the others with it
        assert str(PROBLEM["time"]) in viewer.text
        assert "A page with words on it" in client.get(f"/evidence/{id}/view?page=2").text
    original = client.post(f"/evidence/{id}/original", data={"reason": "to compare"})
    assert original.data == one.content
    assert original.mimetype == "application/octet-stream"
    assert original.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in original.headers["Content-Security-Policy"]
    assert original.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", [name for name in HOSTILE if HOSTILE[name].inside])
def test_what_lies_inside_is_listed_and_the_hostile_part_is_named(client, batch, make, name):
    one = HOSTILE[name]
    id = send(client, batch, one.name, one.content)
    make(read, id)

    def listed():
        with acting(SYSTEM):
            item = db.session.execute(select(Evidence).where(Evidence.id == id)).scalar_one()
            return [(inside.told["name"], inside.told.get("problem")) for inside in service.contents(item)]

    assert make(listed) == list(one.inside)
    page = client.get(f"/evidence/{id}/contents").text
    assert all(str(PROBLEM[problem]) in page for _name, problem in one.inside if problem)


def test_a_name_is_shown_and_never_used(client, batch, make):
    for name, shown in NAMES.items():
        id = send(client, batch, name, name.encode())
        page = client.get(f"/evidence/{id}").text
        assert shown in page
        assert "\u202e" not in page
        given = client.post(f"/evidence/{id}/original", data={"reason": "to compare"})
        assert given.headers["Content-Disposition"].startswith("attachment; filename=EV-")
        assert given.data == name.encode()


def test_an_empty_file_among_others_of_a_message_is_taken_out_too(client, batch, make):
    id = send(client, batch, "mail.eml", an_email({"empty.txt": b"", "list.txt": b"one"}))

    def taken():
        read(id)
        with acting(SYSTEM):
            assert copies.take_out(id, "0", "1") == {"items": 2}
            db.session.commit()
            query = select(Evidence.file_name, Evidence.size).where(Evidence.parent_id == id).order_by(Evidence.serial)
            return db.session.execute(query).all()

    assert make(taken) == [("empty.txt", 0), ("list.txt", 3)]
