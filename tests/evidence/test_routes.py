"""The pages of evidence: works, wrong method, reader, stranger, bad input, stale."""

from __future__ import annotations

import io
import json
import re
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select, text
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from casefile.cases.decisions import decide
from casefile.cases.gaps import gaps_of
from casefile.cases.models import Case
from casefile.core import storage
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import StorageFull
from casefile.core.jobs import Job, JobRun
from casefile.core.review import Review
from casefile.evidence import service
from casefile.evidence.models import CustodyEvent, Evidence, EvidenceBatch, EvidenceSubject, ExculpatoryFlag
from casefile.evidence.rules import CustodyType, Sensitivity, Verification
from tests.factories.base import a_case, a_member, a_situation, a_user, acting_as, on_team
from tests.factories.evidence import a_batch, an_item
from tests.factories.incidents import an_incident
from tests.factories.officials import an_official
from tests.factories.people import a_person

RAW = "application/octet-stream"
JSON = {"Accept": "application/json"}
FORM = {"title": "Register of a facility", "kind": "document", "sensitivity": "none", "languages": ["ko"],
        "origin": "An archive", "acquisition": "open_source", "made-kind": "month", "made-year": "2013",
        "made-month": "3"}


@pytest.fixture
def case(make):
    return make(a_case, make(a_situation, code="PRK"))


@pytest.fixture
def expert(make, case):
    return make(a_member, case, Role.LEGAL_EXPERT)


@pytest.fixture
def client(client_for, expert):
    return client_for(expert)


@pytest.fixture
def item(make, case, expert):
    return make(an_item, case, expert, b"%PDF-1.7 a page", name="register.pdf")


@pytest.fixture
def ask(make):
    """Read a column as the system: `ask(Evidence.title)`."""

    def run(*columns, **where):
        with acting(SYSTEM):
            rows = db.session.execute(select(*columns).filter_by(**where)).all()
            db.session.rollback()
            return rows

    return lambda *columns, **where: make(run, *columns, **where)


def files(*named: tuple[str, bytes]) -> list:
    return [(io.BytesIO(content), name) for name, content in named]


def in_one_piece(data: dict) -> dict:
    """The form encoded in memory: the test client itself would leave a file open."""
    sent = [FileStorage(stream, name) for stream, name in data["files"]]
    boundary, body = encode_multipart({**data, "files": sent})
    return {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}


# --- who may open what ---

PAGES = ["/evidence/{item}", "/evidence/{item}/edit", "/evidence/{item}/status", "/evidence/{item}/flag",
         "/evidence/{item}/link", "/evidence/{item}/file", "/evidence/{item}/resolve-alert", "/batches/{batch}",
         "/cases/{case}/evidence", "/cases/{case}/evidence/add"]
OPEN_TO_READERS = {"/evidence/{item}", "/evidence/{item}/flag", "/batches/{batch}", "/cases/{case}/evidence"}
POSTS = ["/evidence/{item}/original", "/evidence/{item}/check"]


def at(page: str, item: Evidence) -> str:
    return page.format(item=item.id, batch=item.batch_id, case=item.home_case_id)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_for_an_expert_and_not_for_a_stranger(client, client_for, make, item, page):
    assert client.get(at(page, item)).status_code == 200
    assert client_for(make(a_user)).get(at(page, item)).status_code == 404
    other = make(a_member, make(a_case), Role.LEGAL_EXPERT)
    assert client_for(other).get(at(page, item)).status_code == 404
    assert client_for(None).get(at(page, item)).status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_a_reader_opens_what_is_for_reading(client_for, make, case, item, page):
    reader = make(a_member, case, Role.OBSERVER)
    assert client_for(reader).get(at(page, item)).status_code == (200 if page in OPEN_TO_READERS else 404)


@pytest.mark.parametrize("page", POSTS)
def test_what_changes_something_is_not_done_by_a_link(client, client_for, make, item, page):
    assert client.get(at(page, item)).status_code == 405
    stranger = client_for(make(a_member, make(a_case), Role.LEAD))
    assert stranger.post(at(page, item), data={"reason": "curiosity"}).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_does_not_exist_reads_like_what_is_not_yours(client, method):
    for page in PAGES:
        path = page.format(item=uuid4(), batch=uuid4(), case=uuid4())
        answer = getattr(client, method)(path)
        assert answer.status_code in (404, 405)


def test_the_same_answer_for_not_there_and_not_yours(client, client_for, make):
    secret = make(an_item, make(a_case))
    theirs, nobodys = (client.get(f"/evidence/{id}") for id in (secret.id, uuid4()))
    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    bodies = [re.sub(r"<code>[0-9a-f]{12}</code>", "", answer.text.split("<main")[1]) for answer in (theirs, nobodys)]
    assert bodies[0] == bodies[1]


# --- lists ---


@pytest.mark.parametrize("page", [
    "/cases/{case}/evidence", "/evidence/",
    "/cases/{case}/evidence?kind=document&text=reg&unlinked=y&headline=registered&sensitivity=none"
    "&verification_state=unverified"])
def test_the_number_of_queries_does_not_grow_with_the_rows(make, client, case, expert, queries, page):
    seen = []
    for rows in (3, 60):
        have = 0 if rows == 3 else 3
        for _n in range(rows - have):
            make(an_item, case, expert)
        queries.clear()
        answer = client.get(page.format(case=case.id) + ("&" if "?" in page else "?") + "size=100")
        assert answer.status_code == 200
        assert answer.text.count('<span class="cf-ref">EV-') == rows
        seen.append(len(queries))
    assert seen[1] <= seen[0] <= 8


def test_lists_sort_filter_and_say_when_there_is_nothing(make, client, case, expert):
    assert "No evidence yet" in client.get(f"/cases/{case.id}/evidence").text
    assert "Add evidence" in client.get(f"/cases/{case.id}/evidence").text
    for title in ("Beta", "Alpha"):
        make(an_item, case, expert, title=title, sensitivity=Sensitivity.DISTRESSING)
    page = client.get(f"/cases/{case.id}/evidence?sort=title").text
    assert page.index("Alpha") < page.index("Beta")
    assert "Distressing" in page
    assert "No item matches" in client.get(f"/cases/{case.id}/evidence?text=gamma").text
    assert client.get("/evidence/?kind=nonsense&unlinked=%00&text=%00&page=99999999999").status_code == 200
    assert "Alpha" not in client.get("/evidence/?kind=photo").text


def test_a_list_shows_nothing_of_other_cases(make, client, item):
    secret = make(an_item, make(a_case), title="Secret of others")
    for path in ("/evidence/", "/evidence/?text=secret", f"/evidence/?text={secret.sha256}"):
        answer = client.get(path).text
        assert "Secret of others" not in answer
        assert secret.reference not in answer.replace(item.reference, "")


# --- intake by form ---


def test_several_files_by_a_plain_form(client, case, ask):
    data = {**FORM, "files": files(("진술 1.pdf", b"%PDF-1"), ("b.txt", b"two"))}
    answer = client.post(f"/cases/{case.id}/evidence/add", data=data)
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "2 files are registered" in page
    assert "진술 1.pdf" in page
    rows = ask(Evidence.title, Evidence.size, Evidence.__table__.c.made_code)
    assert rows == [("Register of a facility", 6, "2013-03"), ("Register of a facility (2)", 3, "2013-03")]
    assert "1 to 2 of 2" in client.get(f"/cases/{case.id}/evidence").text


@pytest.mark.parametrize(("change", "words"), [
    ({"title": ""}, "Enter a title"), ({"kind": ""}, "Choose a kind"), ({"kind": "purchase"}, "one of the options"),
    ({"sensitivity": ""}, "Choose what the item contains"), ({"acquisition": "purchase"}, "one of the options"),
    ({"title": "a\u202eb"}, "U+202E"), ({"origin": "a\0b"}, "U+0000"), ({"title": "x" * 201}, "Shorten this"),
    ({"files": []}, "Choose one or more files"), ({"made-month": "13"}, "month"),
    ({"languages": ["klingon"]}, "among the options")])
def test_bad_answers_come_back_with_what_was_typed(client, case, ask, change, words):
    data = {**FORM, "description": "typed with care", "files": files(("a.txt", b"one")), **change}
    answer = client.post(f"/cases/{case.id}/evidence/add", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert words in answer.text
    assert "typed with care" in answer.text
    assert ask(Evidence.id) == []
    assert ask(EvidenceBatch.id) == []


def test_an_empty_file_in_a_form_is_kept_too(client, case, ask):
    data = {**FORM, "files": files(("a.txt", b"one"), ("empty.txt", b""))}
    answer = client.post(f"/cases/{case.id}/evidence/add", data=data)
    assert answer.status_code == 303
    assert ask(Evidence.file_name, Evidence.size) == [("a.txt", 3), ("empty.txt", 0)]


def test_pressing_twice_registers_once(client, case, ask):
    token = str(uuid4())
    first = client.post(f"/cases/{case.id}/evidence/add", data={**FORM, "once": token, "files": files(("a", b"one"))})
    second = client.post(f"/cases/{case.id}/evidence/add", data={**FORM, "once": token, "files": files(("a", b"one"))})
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(ask(Evidence.id)) == 1


def test_a_file_held_already_is_told_and_registered_only_if_wanted(client, case, item, ask):
    again = files(("b.pdf", b"%PDF-1.7 a page"))
    answer = client.post(f"/cases/{case.id}/evidence/add", data={**FORM, "files": again})
    assert f"held already as {item.reference}" in client.get(answer.location).text
    assert len(ask(Evidence.id)) == 1
    again = files(("b.pdf", b"%PDF-1.7 a page"))
    client.post(f"/cases/{case.id}/evidence/add", data={**FORM, "files": again, "keep_duplicates": "y"})
    assert len(ask(Evidence.id)) == 2


def test_a_full_disk_in_a_form(client, case, ask, monkeypatch):
    def full(*_args):
        raise StorageFull

    monkeypatch.setattr(storage, "receive", full)
    answer = client.post(f"/cases/{case.id}/evidence/add", data={**FORM, "files": files(("a", b"one"))})
    assert answer.status_code == 507
    assert ask(Evidence.id) == ask(EvidenceBatch.id) == []


# --- intake file by file ---


@pytest.fixture
def put(client, make, case, expert):
    """Send one file into a batch."""
    batch = make(a_batch, case, expert)

    def send(body: bytes, name: str = "a.txt", announced: int | None = None, **headers):
        length = {"CONTENT_LENGTH": str(len(body) if announced is None else announced)}
        return client.put(f"/batches/{batch.id}/files", data=body, environ_overrides=length,
                          headers={**JSON, "X-Filename": name, "Content-Type": "application/octet-stream", **headers})

    return send


def test_a_script_opens_a_batch_and_sends_files(client, case, ask):
    answer = client.post(f"/cases/{case.id}/evidence/add", data=FORM, headers=JSON)
    assert answer.status_code == 303
    batch = client.get(answer.location, headers=JSON).json
    headers = {**JSON, "X-Filename": "%EA%B8%B0.txt", "X-Type": "text%2Fplain", "Content-Type": RAW}
    sent = client.put(batch["put"], data=b"one", headers=headers)
    assert sent.status_code == 201
    assert sent.json["sha256"] == sha256(b"one").hexdigest()
    assert (sent.json["size"], sent.json["duplicate_of"]) == (3, None)
    assert client.get(sent.json["url"]).status_code == 200
    assert ask(Evidence.reference, Evidence.file_name, Evidence.mime_declared) == [
        (sent.json["reference"], "기.txt", "text/plain")]
    assert sent.json["reference"] in client.get(answer.location).text


def test_a_script_is_told_what_is_missing(client, case):
    answer = client.post(f"/cases/{case.id}/evidence/add", data={**FORM, "kind": ""}, headers=JSON)
    assert answer.status_code == 422
    assert answer.json == {"error": "Kind: Choose a kind.", "fields": ["kind"]}


def test_a_duplicate_is_told_and_taken_on_request(put, item):
    told = put(b"%PDF-1.7 a page")
    assert (told.status_code, told.json["reference"], told.json["duplicate_of"]) == (200, None, item.reference)
    kept = put(b"%PDF-1.7 a page", **{"X-Duplicate": "keep"})
    assert (kept.status_code, kept.json["duplicate_of"]) == (201, None)


def test_a_duplicate_in_a_case_of_others_is_never_mentioned(put, make):
    secret = make(an_item, make(a_case), content=b"the bytes of others")
    answer = put(b"the bytes of others")
    assert answer.status_code == 201
    assert answer.json["duplicate_of"] is None
    assert secret.reference not in answer.text.replace(answer.json["reference"], "")


@pytest.mark.parametrize(("body", "headers", "words"), [
    (b"one", {"X-SHA256": "0" * 64}, "fingerprints differ"), (b"", {"X-SHA256": "0" * 64}, "fingerprints differ")])
def test_what_arrives_wrong_is_not_registered(put, ask, body, headers, words):
    answer = put(body, **headers)
    assert answer.status_code == 409
    assert words in answer.json["error"]
    assert ask(Evidence.id) == []


def test_a_file_cut_off_on_its_way_leaves_nothing(app: Flask, put, ask):
    answer = put(b"only half", announced=1000)
    assert answer.status_code == 409
    assert "cut off" in answer.json["error"]
    assert ask(Evidence.id) == []
    assert [path for path in Path(app.config["STORE"]).rglob("*") if path.is_file()] == []


def test_too_large_is_said_before_anything_is_read(app: Flask, put, client, case, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_UPLOAD", 10)
    assert put(b"eleven bytes").status_code == 413
    data = {**FORM, "files": files(("a.txt", b"x" * 100))}
    assert client.post(f"/cases/{case.id}/evidence/add", data=data).status_code == 413
    assert not (Path(app.config["STORE"]) / "staging").exists()


def test_a_file_larger_than_any_form_is_taken(put, client, case):
    large = bytes(9 * 1024 * 1024)
    assert put(large).status_code == 201
    body = in_one_piece({**FORM, "keep_duplicates": "y", "files": files(("a.bin", large))})
    assert client.post(f"/cases/{case.id}/evidence/add", **body).status_code == 303


def test_nobody_signed_in_may_not_send_what_is_larger_than_a_form(client_for, case):
    body = in_one_piece({**FORM, "files": files(("a.bin", bytes(9 * 1024 * 1024)))})
    assert client_for(None).post(f"/cases/{case.id}/evidence/add", **body).status_code == 413


def test_a_length_must_be_announced(client, make, case, expert):
    batch = make(a_batch, case, expert)
    answer = client.put(f"/batches/{batch.id}/files", data=b"abc",
                        headers={**JSON, "Content-Type": RAW, "Transfer-Encoding": "chunked"})
    assert answer.status_code == 411


def test_a_full_disk_is_said_to_the_script(put, monkeypatch):
    def full(*_args):
        raise StorageFull

    monkeypatch.setattr(storage, "receive", full)
    assert put(b"one").status_code == 507


@pytest.mark.parametrize("name", [
    "a%00b.txt", "%ED%A0%80.txt", "photo%E2%80%AEgnp.exe", "x" * 300, "..%2F..%2Fetc%2Fpasswd", "%FF%FE", "",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E"])
def test_any_name_is_kept_and_shown_safely(client, put, name):
    answer = put(b"one", name)
    page = client.get(answer.json["url"])
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert not set("\0\u202e") & set(page.text)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.REVIEWER, None])
def test_only_who_may_add_sends_files(client_for, make, case, expert, role, ask):
    batch = make(a_batch, case, expert)
    user = make(a_member, case, role) if role else make(a_member, make(a_case), Role.LEAD)
    answer = client_for(user).put(f"/batches/{batch.id}/files", data=b"one",
                                  headers={**JSON, "Content-Type": "application/octet-stream"})
    assert answer.status_code == 404
    assert ask(Evidence.id) == []


# --- the item ---


def test_the_page_says_where_the_item_stands(client, item):
    page = client.get(f"/evidence/{item.id}").text
    for words in (item.reference, item.ern_start, item.sha256, "Not verified", "Not assessed", "Computed on receipt",
                  "Fingerprint computed", "register.pdf", "application/pdf", "Request original"):
        assert words in page
    assert "<img" not in page
    assert "<iframe" not in page


def test_corrections_are_saved_and_a_stale_edit_meets_the_conflict_page(client, item, ask):
    form = {**FORM, "title": "Better title", "version": "1"}
    assert client.post(f"/evidence/{item.id}/edit", data=form).status_code == 303
    assert ask(Evidence.title, Evidence.sha256) == [("Better title", item.sha256)]
    base = json.dumps({"title": ["Register of a facility"]})
    stale = client.post(f"/evidence/{item.id}/edit", data={**FORM, "title": "Mine", "version": "1", "base": base})
    assert stale.status_code == 409
    assert "Better title" in stale.text
    assert "Mine" in stale.text
    assert client.post(f"/evidence/{item.id}/edit", data={**form, "title": "", "version": "2"}).status_code == 422


def test_what_the_form_does_not_offer_cannot_be_set(client, item, ask):
    form = {**FORM, "version": "1", "sha256": "0" * 64, "verification_state": "verified", "reference": "EV-9999",
            "home_case_id": str(uuid4())}
    assert client.post(f"/evidence/{item.id}/edit", data=form).status_code == 303
    assert ask(Evidence.sha256, Evidence.verification_state, Evidence.reference) == [
        (item.sha256, Verification.UNVERIFIED, item.reference)]


def test_the_original_comes_as_an_inert_file_and_leaves_two_traces(client, item, ask):
    answer = client.post(f"/evidence/{item.id}/original", data={"reason": "to read page 2"})
    assert answer.status_code == 200
    assert answer.data == b"%PDF-1.7 a page"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={item.reference}.pdf"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_length == 15
    answer.close()
    assert ask(CustodyEvent.reason, type=CustodyType.ACCESSED) == [("to read page 2",)]
    with client.post(f"/evidence/{item.id}/original", data={"reason": "and page 3"}) as again:
        assert again.status_code == 200
    assert len(ask(CustodyEvent.pos, type=CustodyType.ACCESSED)) == 2


def test_no_reason_no_original(client, item, ask):
    answer = client.post(f"/evidence/{item.id}/original", data={"reason": " "})
    assert answer.status_code == 422
    assert "Say what you need the original for" in answer.text
    assert ask(CustodyEvent.pos, type=CustodyType.ACCESSED) == []


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.COORDINATOR])
def test_not_everybody_on_the_team_may_open_originals(client_for, make, case, item, role):
    member = client_for(make(a_member, case, role))
    assert member.post(f"/evidence/{item.id}/original", data={"reason": "curiosity"}).status_code == 404
    assert "Request original" not in member.get(f"/evidence/{item.id}").text


def test_check_now_asks_a_worker(client, item, ask, sent):
    assert client.post(f"/evidence/{item.id}/check").status_code == 303
    assert [row for row in ask(JobRun.name, JobRun.args) if row[0] is not Job.READ_ITEM] == [
        (Job.CHECK_FIXITY, [str(item.id)])]
    assert len(sent) == 2  # the reading after intake, and the check


def test_an_alert_is_shown_and_lowered_with_a_reason(client, make, item, case, expert, ask):
    def fail_and_pass():
        with acting_as(expert):
            service.record_check(item.id, None)
            service.record_check(item.id, item.sha256)
            db.session.commit()

    make(fail_and_pass)
    assert "Integrity alert" in client.get(f"/evidence/{item.id}").text
    assert client.post(f"/evidence/{item.id}/resolve-alert", data={"reason": ""}).status_code == 422
    answer = client.post(f"/evidence/{item.id}/resolve-alert", data={"reason": "restored from the second copy"})
    assert answer.status_code == 303
    assert ask(Evidence.integrity_alert) == [(False,)]
    assert client.post(f"/evidence/{item.id}/resolve-alert", data={"reason": "again"}).status_code == 409


# --- status and flags ---


def test_a_status_is_changed_with_a_reason(client, client_for, make, case, expert, ask):
    item = make(an_item, case, expert, ready=True)
    url = f"/evidence/{item.id}/status"
    assert "In verification" in client.get(url + "?axis=verification_state").text
    good = {"change": "verification_state:in_verification", "reason": "plan of 3 steps", "version": str(item.version)}
    assert client.post(url, data={**good, "reason": ""}).status_code == 422
    assert client.post(url, data={**good, "change": "verification_state:verified"}).status_code == 422
    assert client.post(url, data={**good, "change": "nonsense"}).status_code == 422
    assert client.post(url, data={**good, "until": "2030-01-01"}).status_code == 422
    assert client.post(url, data={**good, "code": "ADM-REL"}).status_code == 422
    assert client.post(url, data={**good, "support": "EV-99999"}).status_code == 422
    doubt = {**good, "change": "verification_state:disputed"}
    assert "Name the item that speaks against it" in client.post(url, data=doubt).text
    lawyer = client_for(make(a_member, case, Role.LEGAL_OFFICER))
    embargo = {**good, "change": "use_restriction:embargoed"}
    assert lawyer.post(url, data=embargo).status_code == 422
    assert lawyer.post(url, data={**embargo, "until": "2001-01-01"}).status_code == 422
    assert lawyer.post(url, data={**embargo, "until": "31 February"}).status_code == 422
    assert client.post(url, data=good).status_code == 303
    assert ask(Evidence.verification_state) == [(Verification.IN_VERIFICATION,)]


def test_verified_is_proposed_and_decided_by_another(client, make, case, expert, ask):
    item = make(an_item, case, expert, states={"verification_state": Verification.IN_VERIFICATION}, ready=True)
    reviewer = make(a_member, case, Role.REVIEWER)
    data = {"change": "verification_state:verified", "reason": "seal compared"}
    assert client.post(f"/evidence/{item.id}/status", data=data).status_code == 303
    assert ask(Evidence.verification_state) == [(Verification.IN_VERIFICATION,)]
    assert "waits for a second person" in client.get(f"/evidence/{item.id}").text

    def approve():
        with acting_as(reviewer):
            decide(db.session.execute(select(Review)).scalar_one(), True, "compared it too")
            db.session.commit()

    make(approve)
    assert ask(Evidence.verification_state) == [(Verification.VERIFIED,)]


def test_an_observer_raises_a_flag_that_two_lower(client_for, make, case, item, ask):
    client = client_for(make(a_member, case, Role.LEGAL_OFFICER))
    make(a_member, case, Role.LEGAL_OFFICER)
    observer = client_for(make(a_member, case, Role.OBSERVER))
    assert observer.post(f"/evidence/{item.id}/flag", data={"kind": "innocence", "passage": ""}).status_code == 422
    answer = observer.post(f"/evidence/{item.id}/flag", data={"kind": "innocence", "passage": "page 3"})
    assert answer.status_code == 303
    assert "Points to innocence" in client.get(f"/evidence/{item.id}").text
    [(flag_id,)] = ask(ExculpatoryFlag.id)
    assert observer.get(f"/exculpatory-flags/{flag_id}/lower").status_code == 404
    assert client.get(f"/exculpatory-flags/{flag_id}/lower").status_code == 200
    assert client.post(f"/exculpatory-flags/{flag_id}/lower", data={"reason": ""}).status_code == 422
    assert client.post(f"/exculpatory-flags/{flag_id}/lower", data={"reason": "misread"}).status_code == 303
    assert ask(ExculpatoryFlag.lowered_at) == [(None,)]
    assert len(ask(Review.id)) == 1


def test_a_flag_of_others_does_not_exist(client, client_for, make, item, ask):
    client.post(f"/evidence/{item.id}/flag", data={"kind": "innocence", "passage": "page 3"})
    [(flag_id,)] = ask(ExculpatoryFlag.id)
    stranger = client_for(make(a_member, make(a_case), Role.LEAD))
    assert stranger.get(f"/exculpatory-flags/{flag_id}/lower").status_code == 404


# --- links ---


def test_several_links_at_once_and_their_panels(client, make, case, item, ask):
    incident, person = make(an_incident, case), make(a_person, case)
    official = make(an_official, case.situation, case)
    url = f"/evidence/{item.id}/link"
    assert incident.reference in client.get(url).text
    data = {"references-0": incident.reference.lower(), "references-1": f"{person.reference}, {official.reference}"}
    assert client.post(url, data={"references-0": ""}).status_code == 422
    assert client.post(url, data={"references-0": "I-99999"}).status_code == 422
    assert client.post(url, data={**data, "references-more": "1"}).status_code == 200
    assert ask(EvidenceSubject.id) == []
    assert client.post(url, data=data).status_code == 303
    page = client.get(f"/evidence/{item.id}").text
    for reference in (incident.reference, person.reference, official.reference):
        assert reference in page
    for path in (f"/incidents/{incident.id}", f"/witnesses/{person.id}", f"/officials/{official.id}"):
        about = client.get(path).text
        assert item.reference in about
        assert '<section class="cf-card" id="evidence"' in about


@pytest.mark.parametrize("kind", ["incidents", "witnesses", "officials"])
def test_items_are_linked_from_the_other_side(client, client_for, make, case, item, ask, kind):
    record = {"incidents": lambda: make(an_incident, case), "witnesses": lambda: make(a_person, case),
              "officials": lambda: make(an_official, case.situation, case)}[kind]()
    url = f"/{kind}/{record.id}/evidence"
    assert item.reference in client.get(url).text
    assert client.post(url, data={"references-0": "EV-99999"}).status_code == 422
    assert client.post(url, data={"references-0": item.reference}).status_code == 303
    assert ask(EvidenceSubject.evidence_id) == [(item.id,)]
    stranger = client_for(make(a_member, make(a_case), Role.LEGAL_EXPERT))
    assert stranger.get(url).status_code == 404
    observer = client_for(make(a_member, case, Role.OBSERVER))
    assert observer.get(url).status_code == 404


def test_a_link_is_ended_with_a_reason(client, client_for, make, case, item, ask):
    incident = make(an_incident, case)
    client.post(f"/evidence/{item.id}/link", data={"references-0": incident.reference})
    [(link_id,)] = ask(EvidenceSubject.id)
    assert client_for(make(a_user)).get(f"/evidence-links/{link_id}/end").status_code == 404
    assert client.get(f"/evidence-links/{link_id}/end").status_code == 200
    assert client.post(f"/evidence-links/{link_id}/end", data={"reason": ""}).status_code == 422
    assert client.post(f"/evidence-links/{link_id}/end", data={"reason": "another facility"}).status_code == 303
    assert ask(EvidenceSubject.end_reason) == [("another facility",)]
    assert incident.reference not in client.get(f"/evidence/{item.id}").text


def test_an_observer_does_not_see_witnesses_among_the_links(client, client_for, make, case, item):
    person = make(a_person, case)
    client.post(f"/evidence/{item.id}/link", data={"references-0": person.reference})
    assert person.reference in client.get(f"/evidence/{item.id}").text
    observer = client_for(make(a_member, case, Role.OBSERVER))
    assert person.reference not in observer.get(f"/evidence/{item.id}").text


def test_filing_into_another_case(client, client_for, make, case, item, expert, ask):
    other = make(a_case)
    assert client.post(f"/evidence/{item.id}/file", data={"case_id": str(other.id), "reason": "x"}).status_code == 422
    make(on_team, expert, other, Role.LEGAL_EXPERT)
    answer = client.post(f"/evidence/{item.id}/file", data={"case_id": str(other.id), "reason": "same facility"})
    assert answer.status_code == 303
    member = client_for(make(a_member, other, Role.ANALYST))
    page = member.get(f"/evidence/{item.id}")
    assert page.status_code == 200
    assert case.reference not in page.text


# --- gaps ---


def test_gaps_of_a_case(make, app, client, case, expert, item):
    def codes():
        with app.test_request_context(), acting_as(expert):
            found = {gap.code: gap for gap in gaps_of(db.session.execute(select(Case)).scalar_one())}
            db.session.rollback()
            return found

    def change(statement):
        db.session.execute(text(statement))
        db.session.commit()

    found = codes()
    assert {"GAP-VERIFY", "GAP-ABOUT"} <= set(found)
    assert not {"GAP-EVIDENCE", "GAP-SOURCE", "GAP-CUSTODY"} & set(found)
    assert found["GAP-VERIFY"].url.startswith(f"/evidence/{item.id}/status")
    make(change, "UPDATE evidence SET origin = NULL, integrity_alert = true, verification_state = 'verified'")
    found = codes()
    assert {"GAP-SOURCE", "GAP-CUSTODY"} <= set(found)
    assert "GAP-VERIFY" not in found
    make(change, "UPDATE evidence SET kind = 'social_media', draft = true, integrity_alert = false, "
                 "received_at = now() - interval '181 days', disclosure_class = 'INCRIM'")
    make(change, "INSERT INTO exculpatory_flag (id, version, evidence_id, kind, passage) "
                 "SELECT gen_random_uuid(), 1, id, 'innocence', 'page 3' FROM evidence")
    make(change, "INSERT INTO custody_transfer (id, version, evidence_id, to_body, purpose, place, condition, due_on, "
                 "state) SELECT gen_random_uuid(), 1, id, 'Institute', 'x', 'x', 'x', '2020-01-01', 'offered' "
                 "FROM evidence")
    more = {"GAP-LOSS", "GAP-TRANS", "GAP-CUSTODY-REVIEW", "GAP-DISCLOSURE", "GAP-TRANSFER"}
    found = codes()
    assert more <= set(found)
    assert all(client.get(found[code].url).status_code == 200 for code in more - {"GAP-CUSTODY-REVIEW"})
    make(change, "UPDATE evidence SET kind = 'document', draft = false, custody_seen_at = now(), "
                 "disclosure_class = 'PEXO'")
    make(change, "UPDATE custody_transfer SET due_on = current_date")
    assert not more & set(codes())
    make(change, "UPDATE evidence SET headline = 'excluded'")
    assert not {"GAP-SOURCE", "GAP-CUSTODY", "GAP-ABOUT"} & set(codes())
    make(change, "DELETE FROM evidence_filing")
    assert "GAP-EVIDENCE" in codes()
