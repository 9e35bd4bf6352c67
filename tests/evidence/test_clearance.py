"""Ten mixed items from upload to “Cleared for dossier”, by two people who follow what the pages say is missing."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import select

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.review import Review
from casefile.evidence.models import CustodyEvent, CustodyTransfer, Evidence, Grade
from casefile.evidence.rules import PREMIS, CustodyType, Headline, Kind
from tests.factories.base import a_case, a_member, a_situation
from tests.factories.evidence import an_item
from tests.factories.mixed import MIXED

FORM = {"title": "Papers of a clerk", "sensitivity": "none", "languages": ["ko"], "origin": "An archive",
        "acquisition": "handed_over", "lawful": "lawful", "payment": "none"}
KINDS = ("document", "photo", "testimony", "video", "audio")
EVALUATION = {"plan": "compare seals", "method_who": "hand", "method_what": "contents", "method_where": "letterhead",
              "method_when": "ink", "relevance": "the quota", "probative": "high", "prejudice": "none",
              "lawfulness_memo": "nothing against it", "privilege": "none"}
GRADE = {"source": "B", "source_reason": "known", "information": "2", "information_reason": "fits"}
SHEET = {"opportunity": "stood at the gate", "first_hand": "yes", "information": "2", "information_reason": "fits"}


@pytest.fixture
def case(make):
    return make(a_case, make(a_situation, code="PRK"))


@pytest.fixture
def ask(make):
    """Read columns as the system."""

    def run(*columns, **where):
        with acting(SYSTEM):
            rows = db.session.execute(select(*columns).filter_by(**where).order_by(columns[0])).all()
            db.session.rollback()
            return rows

    return lambda *columns, **where: make(run, *columns, **where)


@pytest.fixture
def first(make, client_for, case):
    """The case lead, who gathers evidence alone in a small team."""
    return client_for(make(a_member, case, Role.LEAD, Role.LEGAL_EXPERT))


@pytest.fixture
def second(make, client_for, case):
    """An analyst."""
    return client_for(make(a_member, case, Role.ANALYST))


def step(client, case, key: str, ids: list, **said: str):
    answer = client.post(f"/cases/{case.id}/evidence/step", data={"step": key, "item": ids, "reason": "as agreed",
                                                                 **said})
    assert answer.status_code == 200, answer.text
    return answer.text


def pairs(names):
    names = list(names)
    return [names[at : at + 2] for at in range(0, len(names), 2)]


def test_ten_mixed_items_are_cleared_by_two_people(first, second, case, ask):
    for kind, names in zip(KINDS, pairs(MIXED), strict=True):
        files = [(io.BytesIO(MIXED[name]), name) for name in names]
        sent = first.post(f"/cases/{case.id}/evidence/add", data={**FORM, "kind": kind, "files": files})
        assert sent.status_code == 303
    items = ask(Evidence.serial, Evidence.id, Evidence.kind)
    ids = [str(row.id) for row in items]
    assert len(ids) == 10
    page = first.get(f"/evidence/{ids[0]}").text
    assert "What is missing for “Cleared for dossier”" in page
    for words in ("Say where the second copy is kept.", "Record that it was checked for harmful code.",
                  "Write down the plan of verification.", "Answer whether it is privileged.",
                  "Who: Evidence officer, Case lead."):
        assert words in page, words
    assert "Done" in step(first, case, "preserve", ids, second_copy="second site", tool="scanner", outcome="clean")
    for row in items:  # what only a person who read the item can say
        assert first.post(f"/evidence/{row.id}/evaluation", data=EVALUATION).status_code == 303
        marks = SHEET if row.kind is Kind.TESTIMONY else GRADE
        assert first.post(f"/evidence/{row.id}/grade", data=marks).status_code == 303
    assert step(first, case, "verify", ids, plan="see each item").count("Done") == 10
    page = first.get(f"/evidence/{ids[0]}").text
    assert "Next: Verified." in page
    assert "Another person decides: Legal expert, Analyst, Reviewer, Case lead." in page
    assert step(first, case, "accept", ids).count("Another person decides.") == 10
    for (review_id,) in ask(Review.id):
        decided = {"decision": "approve", "reason": "compared it too"}
        assert first.post(f"/reviews/{review_id}", data=decided).status_code in (404, 409)
        assert second.post(f"/reviews/{review_id}", data=decided).status_code == 303
    assert step(first, case, "admit", ids, admissibility="likely").count("Done") == 10
    assert step(first, case, "classify", ids, disclosure="INCRIM").count("Done") == 10
    assert {row.headline for row in ask(Evidence.headline)} == {Headline.CLEARED}
    assert "What is missing for" not in first.get(f"/evidence/{ids[0]}").text
    assert len(ask(Evidence.id, headline=Headline.CLEARED)) == 10
    found = second.get(f"/cases/{case.id}/evidence?admissibility_state=likely&disclosure_class=INCRIM&due=").text
    assert "10 results" in found


def test_each_item_of_a_step_has_a_line_of_its_own(make, first, case, ask):
    ready, bare = make(an_item, case, ready=True), make(an_item, case, origin=None)
    ids = [str(ready.id), str(bare.id), "nonsense", str(make(an_item, make(a_case)).id)]
    url = f"/cases/{case.id}/evidence/step?step=preserve&item=" + "&item=".join(ids)
    asked = first.get(url)
    assert asked.status_code == 200
    assert asked.text.count('type="hidden" name="item"') == 2
    said = {"second_copy": "second site", "tool": "scanner", "outcome": "clean"}
    assert first.post(url, data={**said, "step": "preserve", "item": ids[:2], "tool": ""}).status_code == 422
    page = step(first, case, "preserve", ids, **said)
    assert page.count("Done") == 1
    assert "Record where the item comes from." in page
    assert ask(Evidence.custody_state, Evidence.second_copy, id=bare.id) == [("registered", None)]
    assert first.get(f"/cases/{case.id}/evidence/step?step=nonsense").status_code == 404
    assert "No item was chosen" in first.get(f"/cases/{case.id}/evidence/step?step=verify").text


@pytest.mark.parametrize(("page", "good", "bad"), [
    ("evaluation", EVALUATION, {**EVALUATION, "privilege": ""}),
    ("grade", GRADE, {**GRADE, "information_reason": ""}),
    ("pages", {"pages": "3"}, {"pages": "0"}),
    ("attach", None, {"reference": "EV-99999"}),
    ("hold", {"hold_reason": "a court", "retain_until": "2099-01-01", "reason": "letter"}, {"reason": ""}),
    ("custody/add", {"type": "examined", "reason": "x", "method": "microscope", "place": "lab"}, {"type": "hashed"}),
    ("derivatives/add", None, {"relation": "attachment", "made_by": "T-04", "method": "human"}),
])
def test_pages_of_the_work_on_an_item(make, client_for, first, case, page, good, bad):
    item = make(an_item, case, ready=True)
    url = f"/evidence/{item.id}/{page}"
    assert first.get(url).status_code == 200
    assert first.put(url).status_code == 405
    assert first.post(url, data=bad).status_code == 422
    assert client_for(make(a_member, case, Role.OBSERVER)).get(url).status_code == 404
    assert client_for(make(a_member, make(a_case), Role.LEAD)).get(url).status_code == 404
    sent = good or {"relation": "translation", "language": "en", "made_by": "T-04", "method": "machine_draft",
                    "file": (io.BytesIO(b"draft"), "t.txt")}
    if page == "attach":
        sent = {"reference": make(an_item, case).reference.lower()}
        assert first.post(url, data={"reference": item.reference}).status_code == 409
    if page == "grade":
        client = client_for(make(a_member, case, Role.ANALYST))
        assert client.post(url, data=sent).status_code == 303
    else:
        assert first.post(url, data=sent).status_code == 303
    assert first.get(f"/evidence/{item.id}").status_code == 200


def test_an_evaluation_that_is_stale_meets_the_conflict_page(make, first, case):
    item = make(an_item, case, ready=True)
    form = {**EVALUATION, "version": str(item.version)}
    assert first.post(f"/evidence/{item.id}/evaluation", data={**form, "plan": "mine"}).status_code == 303
    stale = first.post(f"/evidence/{item.id}/evaluation", data={**form, "plan": "theirs", "base": '{"plan": ["x"]}'})
    assert stale.status_code == 409
    assert first.post(f"/evidence/{item.id}/evaluation", data={**EVALUATION, "privilege": "cleared"}).status_code == 422


def test_the_first_grade_is_nowhere_to_be_read_by_the_second_grader(make, client_for, first, second, case, ask):
    item = make(an_item, case)
    secret = {"source": "E", "source_reason": "a reason only the first one knows", "information": "5",
              "information_reason": "a doubt only the first one has"}
    assert first.post(f"/evidence/{item.id}/grade", data=secret).status_code == 303
    pages = [f"/evidence/{item.id}", f"/evidence/{item.id}/grade", f"/evidence/{item.id}/custody",
             f"/history/evidence/{item.id}", f"/cases/{case.id}/history", "/search?q=only+the+first"]
    [(grade_id,)] = ask(Grade.id)
    pages.append(f"/history/evidence_grade/{grade_id}")
    for path in pages:
        text = second.get(path, follow_redirects=True).text
        assert "only the first one" not in text, path
        assert "E – unreliable" not in re.sub(r"<select.*?</select>", "", text, flags=re.DOTALL), path
    blind = {"source": "A", "source_reason": "known", "information": "5", "information_reason": "fits"}
    assert second.post(f"/evidence/{item.id}/grade", data=blind).status_code == 303
    assert "only the first one" in second.get(f"/evidence/{item.id}").text
    coordinator = client_for(make(a_member, case, Role.COORDINATOR))
    page = coordinator.get(f"/evidence/{item.id}").text
    assert "Source: more than one step apart." in page
    assert "Information: the same." in page


def test_a_transfer_is_given_on_one_page_and_confirmed_on_another(make, client_for, first, case, ask):
    item = make(an_item, case, states={"custody_state": "preserved", "fixity_ok": True, "fixity_at": db.func.now()})
    receiver = make(a_member, case, Role.ANALYST)
    url = f"/evidence/{item.id}/transfer"
    given = {"to_user_id": str(receiver.id), "purpose": "look", "place": "room", "condition": "dry",
             "due_on": "2099-01-01"}
    assert first.post(url, data={**given, "to_body": "Institute"}).status_code == 422
    assert first.post(url, data={**given, "due_on": "2001-01-01"}).status_code == 422
    assert first.post(url, data=given).status_code == 303
    [(transfer_id,)] = ask(CustodyTransfer.id)
    confirm = f"/transfers/{transfer_id}/confirm"
    assert "Confirm receipt" not in first.get(f"/evidence/{item.id}").text
    assert first.post(confirm, data={"condition": "dry"}).status_code == 409
    theirs = client_for(receiver)
    assert "Confirm receipt" in theirs.get(f"/evidence/{item.id}").text
    assert item.reference in theirs.get("/transfers/").text
    assert theirs.get(f"/transfers/{transfer_id}/refuse").status_code == 200
    assert theirs.post(confirm, data={"condition": ""}).status_code == 422
    assert client_for(make(a_member, make(a_case), Role.LEAD)).get(confirm).status_code == 404
    assert theirs.post(confirm, data={"condition": "dry"}).status_code == 303
    assert ask(Evidence.custody_state) == [("preserved",)]
    record = theirs.get(f"/evidence/{item.id}/custody").text
    assert receiver.name in record
    for type in {event_type for (event_type,) in ask(CustodyEvent.type, evidence_id=item.id)} & set(PREMIS):
        assert f"PREMIS {PREMIS[type]}" in record
    assert item.sha256 in record


def test_a_correction_is_a_new_entry(make, first, case, ask):
    item = make(an_item, case)
    [(pos,), *_more] = ask(CustodyEvent.pos, evidence_id=item.id)
    url = f"/evidence/{item.id}/custody/{pos}/correct"
    assert first.get(url).status_code == 200
    assert first.get(f"/evidence/{item.id}/custody/99999/correct").status_code == 404
    assert first.post(url, data={"reason": ""}).status_code == 422
    assert first.post(url, data={"reason": "it was in May"}).status_code == 303
    assert len(ask(CustodyEvent.pos, type=CustodyType.CORRECTION)) == 1


def test_a_derivative_stands_beside_its_original(make, first, case, ask):
    item = make(an_item, case, title="Order of March")
    sent = {"relation": "translation", "language": "en", "made_by": "T-04", "method": "machine_draft",
            "file": (io.BytesIO(b"draft"), "t.txt")}
    answer = first.post(f"/evidence/{item.id}/derivatives/add", data=sent)
    page = first.get(answer.location).text
    assert "Draft: not to be cited" in page
    assert f"made from {item.reference}" in page
    assert "_T01_en" in first.get(f"/evidence/{item.id}").text
    made = next(id for id, parent in ask(Evidence.id, Evidence.parent_id) if parent)
    revised = {"method": "machine_reviewed", "checked_by": "T-09"}
    assert first.get(f"/evidence/{made}/revise").status_code == 200
    assert first.post(f"/evidence/{made}/revise", data=revised).status_code == 303
    assert "Draft: not to be cited" not in first.get(answer.location).text
