"""Pages of statements, earlier accounts, interviews and comparisons: works, reader, stranger, bad input, stale."""

from __future__ import annotations

import logging
import re
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import IntegrityError

from casefile.accounts.models import Notification
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.review import Action, Review
from casefile.core.vault import DataKey
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import Kind
from casefile.evidence.models import Evidence, EvidenceSubject
from casefile.people.models import Interpreter, Person, today
from casefile.people.rules import Consent
from casefile.people.rules.mediators import Tie
from casefile.people.service import bind, record_consent
from casefile.statements.models import (
    ConsistencyNote,
    OpenQuestion,
    Paragraph,
    ParagraphVersion,
    PlannedInterview,
    PriorAccount,
    Statement,
)
from casefile.statements.rules import Knowledge, State, StatementType, Topic
from tests.factories.base import a_case, a_member
from tests.factories.incidents import an_incident
from tests.factories.people import a_part, a_person
from tests.factories.statements import a_statement, an_interpreter, paragraphs, read, texts
from tests.people.reading import row

NEW = {"type": "full_interview", "taken_on": "2026-01-05", "place_type": "own_office", "mode": "in_person",
       "interviewer": "IV-03", "recording": "audio", "read_back": "yes", "signature": "not_yet"}
SECRET = "The canary Ryu Kkanari of Hwajin-dong said it"
SAFE = {"protection": "low", "protection_until": today() + timedelta(days=60), "contact": "via_us_only",
        "consent": "active", "consent_on": today() - timedelta(days=10)}


@pytest.fixture
def case(make):
    return make(a_case)


@pytest.fixture
def person(make, case):
    return make(a_person, case, **SAFE)


@pytest.fixture
def expert_user(make, case):
    return make(a_member, case, Role.LEGAL_EXPERT)


@pytest.fixture
def expert(expert_user, client_for):
    return client_for(expert_user)


@pytest.fixture
def reviewer(make, case, client_for):
    return client_for(make(a_member, case, Role.REVIEWER))


@pytest.fixture
def officer(make, case, client_for):
    return client_for(make(a_member, case, Role.PROTECTION_OFFICER))


def everyone(model, **by):
    with acting(SYSTEM):
        query = select(model).filter_by(**by)
        found = list(db.session.execute(query, execution_options={"populate_existing": True}).scalars())
        for one in found:
            db.session.expunge(one)
        return found


def one(model, **by):
    (found,) = everyone(model, **by)
    return found


def test_a_statement_is_recorded_cut_into_paragraphs_tagged_and_cited(make, expert, case, person):
    incident = make(an_incident, case)
    answer = expert.post(f"/witnesses/{person.id}/statements/new", data={**NEW, "welfare_before": "calm"})
    assert answer.status_code == 303
    statement = one(Statement)
    assert make(read, Statement, "welfare_before") == ["calm"]
    assert expert.get(answer.location).status_code == 200
    pasted = {"text": "1. One\n2. Two\n3. Three", "knowledge": "first_hand"}
    assert expert.post(answer.location, data=pasted).status_code == 303
    expert.post(f"/statements/{statement.id}/paragraphs/new", data={"text": "Four\n\nFive"})
    assert make(texts, statement) == [(1, "One"), (2, "Two"), (3, "Three"), (4, "Four"), (5, "Five")]
    third = paragraphs(statement)[2]
    tags = {"text": "Three", "knowledge": "hearsay", "heard_from": "W-00000", "incident_id": str(incident.id),
            "topic": "death", "confidence": "identifying", "version": "1"}
    assert expert.post(f"/paragraphs/{third.id}/edit", data=tags).status_code == 303
    page = expert.get(f"/statements/{statement.id}").text
    for words in ("Hearsay", "Heard from W-00000", incident.reference, "Would tell who somebody is", 'id="para-5"'):
        assert words in page
    assert expert.post(f"/statements/{statement.id}/put-on-record").status_code == 303
    item = one(Evidence)
    assert (item.kind, item.origin) == ("testimony", person.reference)
    assert one(Statement).evidence_id == item.id
    shown = expert.get(f"/statements/{statement.id}").text
    assert item.reference in shown
    assert "Cite para. 3…" in shown
    cite = f"/evidence/{item.id}/cite-place"
    assert f'action="{cite}?case={case.id}"' in shown
    opened = expert.post(cite, data={"selected": "1", "pinpoint": "para. 3"})
    assert 'value="para. 3"' in opened.text, "the paragraph is a place in the item, as the viewer hands it over"
    assert "Three" not in opened.text, "what is sealed is not copied"
    assert f'formaction="/evidence/{item.id}/cite' in opened.text, "and goes on to the elements"
    linked = {"pinpoint": "para. 3", "references-0": incident.reference, "references-1": "", "role": "subject"}
    assert expert.post(cite, data=linked).status_code == 303
    assert [str(link.pinpoint) for link in everyone(EvidenceSubject) if link.pinpoint] == ["para. 3"]
    assert "Signatures" in expert.get(f"/statements/{statement.id}/record").text
    again = expert.post(f"/statements/{statement.id}/put-on-record")
    assert again.status_code == 409, "nothing changed"


def test_a_correction_keeps_number_and_earlier_text_and_needs_a_reason_once_signed(make, expert, case, person):
    statement = make(a_statement, case, person, "One\n\nTwo", signature="signed")
    second = paragraphs(statement)[1]
    data = {"text": "Two, corrected", "confidence": "normal", "version": "1"}
    assert expert.post(f"/paragraphs/{second.id}/edit", data=data).status_code == 422
    assert expert.post(f"/paragraphs/{second.id}/edit", data={**data, "reason": "misheard"}).status_code == 303
    assert make(read, ParagraphVersion, "text") == ["Two"]
    page = expert.get(f"/paragraphs/{second.id}/versions").text
    assert "misheard" in page
    assert expert.post(f"/paragraphs/{second.id}/strike", data={"reason": "taken back"}).status_code == 303
    expert.post(f"/statements/{statement.id}/paragraphs/new", data={"text": "Three"})
    assert [(p.number, p.struck_reason) for p in paragraphs(statement)] == [(1, None), (2, "taken back"), (3, None)]
    stale = expert.post(f"/paragraphs/{second.id}/edit", data={**data, "text": "Two, otherwise", "reason": "r",
                                                               "base": '{"text": ["Two"]}'})
    assert stale.status_code == 409
    edit = {**NEW, "signature": "signed", "version": "1"}
    assert expert.post(f"/statements/{statement.id}/edit", data=edit).status_code == 422
    assert expert.post(f"/statements/{statement.id}/edit", data={**edit, "reason": "r"}).status_code == 303


@pytest.mark.parametrize(("field", "value", "more"), [
    ("taken_on", "2999-01-01", {}), ("platform", "", {"mode": "video"}), ("no_recording_reason", "",
                                                                          {"recording": "none"}),
    ("unsigned_reason", "", {"signature": "refused"}), ("ended_at", "09:00", {"started_at": "10:00"}),
    ("interviewer", "x" * 41, {}), ("type", "chat", {})])
def test_a_statement_that_cannot_be_so_is_refused_beside_the_field(expert, person, field, value, more):
    answer = expert.post(f"/witnesses/{person.id}/statements/new", data={**NEW, **more, field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert not everyone(Statement)


@pytest.mark.parametrize("data", [{"text": ""}, {"text": "\u0000"}, {"text": " \n \n"}, {"text": "x" * 20_001},
                                  {"text": "ok", "incident_id": "11111111-1111-1111-1111-111111111111"}])
def test_a_text_that_cannot_be_kept_is_refused_whole(make, expert, case, person, data):
    statement = make(a_statement, case, person)
    assert expert.post(f"/statements/{statement.id}/paragraphs/new", data=data).status_code == 422
    assert not paragraphs(statement)


def test_the_consent_held_on_that_day_is_linked_and_must_exist(make, expert, case, person):
    refused = expert.post(f"/witnesses/{person.id}/statements/new", data={**NEW, "consent_version": "2"})
    assert refused.status_code == 422
    assert "The person has no consent of this version" in refused.text

    def consented():
        with acting(SYSTEM):
            record_consent(db.session.get_one(Person, person.id), Consent.ACTIVE, today(), "read out")
            db.session.commit()

    make(consented)
    taken = expert.post(f"/witnesses/{person.id}/statements/new", data={**NEW, "consent_version": "1"})
    assert taken.status_code == 303
    page = expert.get(f"/statements/{one(Statement).id}").text
    assert 'id="consent-title"' in page
    assert "Version 1" in page
    assert f"/witnesses/{person.id}?case={case.id}#permitted" in page


def test_hearsay_has_a_source(make, expert, case, person):
    statement = make(a_statement, case, person, "One")
    data = {"text": "One", "knowledge": "hearsay", "confidence": "normal", "version": "1"}
    path = f"/paragraphs/{paragraphs(statement)[0].id}/edit"
    assert expert.post(path, data=data).status_code == 422
    assert expert.post(path, data={**data, "knowledge": "first_hand", "heard_from": "W-1"}).status_code == 422


def test_too_many_paragraphs_are_refused(make, expert, case, person):
    statement = make(a_statement, case, person)
    text = "\n\n".join(f"p{n}" for n in range(401))
    assert expert.post(f"/statements/{statement.id}/paragraphs/new", data={"text": text}).status_code == 409
    assert not paragraphs(statement)


def forms_of(statement, person, paragraph):
    return [f"/witnesses/{person.id}/statements/new", f"/statements/{statement.id}/edit",
            f"/statements/{statement.id}/paragraphs/new", f"/statements/{statement.id}/present",
            f"/statements/{statement.id}/annexes/new", f"/paragraphs/{paragraph.id}/edit",
            f"/paragraphs/{paragraph.id}/strike", f"/witnesses/{person.id}/accounts/new",
            f"/witnesses/{person.id}/questions/new", f"/witnesses/{person.id}/interviews/plan",
            f"/statements/{statement.id}/notes/new"]


def test_who_reads_what(make, client_for, expert, reviewer, case, person):
    statement = make(a_statement, case, person, SECRET)
    paragraph = paragraphs(statement)[0]
    coordinator, observer = (client_for(make(a_member, case, role)) for role in (Role.COORDINATOR, Role.OBSERVER))
    stranger = client_for(make(a_member, make(a_case), Role.LEGAL_EXPERT))
    pages = [f"/statements/{statement.id}", f"/statements/{statement.id}/record",
             f"/paragraphs/{paragraph.id}/versions", f"/witnesses/{person.id}/statements/compare"]
    for path in pages:
        assert reviewer.get(path).status_code == expert.get(path).status_code == 200, path
        assert {client.get(path).status_code for client in (coordinator, observer, stranger)} == {404}, path
    for path in forms_of(statement, person, paragraph):
        assert expert.get(path).status_code == 200, path
        assert expert.post(path, data={}).status_code == 422, path
        for client in (coordinator, observer, stranger, reviewer):
            assert client.get(path).status_code == client.post(path, data={}).status_code == 404, path
    assert SECRET not in coordinator.get(f"/witnesses/{person.id}").text
    assert statement.reference in coordinator.get(f"/cases/{case.id}/statements").text
    assert expert.post(f"/cases/{case.id}/statements").status_code == 405
    read = everyone(AuditEvent, action="statement_read", record_id=statement.id)
    assert len(read) == 4, "each reading stands in the history"


def test_text_of_a_statement_stands_nowhere_in_clear(make, expert, case, person, caplog, sent):
    caplog.set_level(logging.DEBUG)
    statement = make(a_statement, case, person, SECRET, corrections=SECRET)
    paragraph = paragraphs(statement)[0]
    expert.post(f"/paragraphs/{paragraph.id}/edit", data={"text": f"{SECRET}!", "confidence": "normal", "version": "1"})
    expert.post(f"/witnesses/{person.id}/questions/new", data={"question": SECRET})
    expert.post("/drafts", json={"path": f"/statements/{statement.id}/paragraphs/new", "fields": {"text": [SECRET]}})
    expert.post(f"/cases/{case.id}/statements/search", data={"words": "Ryu Kkanari"})
    tables = [table.name for table in db.metadata.sorted_tables]
    stored = make(lambda: [str(db.session.execute(text(f'SELECT * FROM "{name}"')).all()) for name in tables])
    assert person.reference in str(stored)
    assert not [name for name, content in zip(tables, stored, strict=True) if "Kkanari" in content]
    assert "Kkanari" not in caplog.text + str(sent)


def test_words_are_found_within_a_case_only_and_never_in_the_address(make, expert, case, person):
    elsewhere = make(a_case)
    make(a_statement, case, person, "The lorry was GREEN\n\nNothing")
    make(a_statement, elsewhere, make(a_person, elsewhere), "A green lorry too")
    path = f"/cases/{case.id}/statements/search"
    page = expert.post(path, data={"words": "green"}).text
    assert "The lorry was GREEN" in page
    assert "A green lorry too" not in page
    assert "No paragraph of this case" in expert.post(path, data={"words": "red"}).text
    assert expert.post(path, data={"words": "g"}).status_code == 422
    assert len(everyone(AuditEvent, action="statements_searched")) == 2


def test_once_the_key_is_destroyed_nothing_can_be_read_and_every_page_says_so(make, expert, case, person):
    statement = make(a_statement, case, person, SECRET, note=SECRET)
    with acting(SYSTEM):
        db.session.execute(delete(DataKey).where(DataKey.owner_id == person.id))
        db.session.commit()
        db.session.expunge_all()
    page = expert.get(f"/statements/{statement.id}")
    assert page.status_code == 200
    assert "key of this text was destroyed" in page.text
    assert SECRET not in page.text
    assert expert.get(f"/statements/{statement.id}/edit").status_code == 409
    assert expert.get(f"/statements/{statement.id}/record").status_code == 200
    assert expert.post(f"/cases/{case.id}/statements/search", data={"words": "canary"}).status_code == 200


def test_earlier_accounts_and_open_questions_are_shown_before_an_interview(make, expert, case, person):
    seen, unseen = make(an_incident, case, title="Told"), make(an_incident, case, title="Untold")
    for incident in (seen, unseen):
        make(a_part, person, incident)
    make(a_statement, case, person, "It was so", tags={"knowledge": Knowledge.FIRST_HAND, "incident_id": seen.id})
    account = {"teller": "partner", "organisation": "Partner A", "type": "first_account", "recorded": "audio",
               "obtained": "requested"}
    assert expert.post(f"/witnesses/{person.id}/accounts/new", data=account).status_code == 303
    assert expert.post(f"/witnesses/{person.id}/questions/new", data={"question": "Which gate?"}).status_code == 303
    entry = one(PriorAccount)
    changed = expert.post(f"/accounts-elsewhere/{entry.id}/edit", data={**account, "obtained": "refused",
                                                                        "version": "1"})
    assert changed.status_code == 303
    page = expert.get(f"/witnesses/{person.id}/interviews/plan").text
    for words in ("Partner A", "Refused to us", "Which gate?", "Untold", "A full interview exists already"):
        assert words in page, words
    assert "Told</li>" not in page
    question = one(OpenQuestion)
    settled = {"answered_on": "2026-01-06", "outcome": "answered"}
    assert expert.post(f"/questions/{question.id}/settle", data=settled).status_code == 303
    assert expert.post(f"/questions/{question.id}/settle", data=settled).status_code == 409
    assert "Which gate?" in expert.get(f"/witnesses/{person.id}/questions").text


PLAN = {"type": "full_interview", "planned_on": str(today() + timedelta(days=20)), "purpose": "The gate",
        "interviewer": "IV-03"}


def test_an_interview_without_anything_against_it_is_scheduled_with_its_date_and_held(make, expert, case, person):
    answer = expert.post(f"/witnesses/{person.id}/interviews/plan", data=PLAN)
    assert answer.status_code == 303
    plan = one(PlannedInterview)
    assert plan.state is State.SCHEDULED
    deadline = one(Deadline, kind=Kind.INTERVIEW)
    assert deadline.linked_reference == person.reference
    assert plan.reference in expert.get(f"/cases/{case.id}/interviews").text
    held = expert.post(f"/witnesses/{person.id}/statements/new", data={**NEW, "interview_id": str(plan.id)})
    assert held.status_code == 303
    assert one(PlannedInterview).state is State.HELD
    assert one(Deadline, kind=Kind.INTERVIEW).done_at is not None


@pytest.mark.parametrize(("state", "words"), [
    ({"protection_until": today() - timedelta(days=1)}, "protection review is overdue"),
    ({"protection": None, "protection_until": None}, "never assessed"),
    ({"contact": "no_contact"}, "wants no contact"),
    ({"consent": "withdrawn"}, "refused or withdrew consent")])
def test_what_forbids_an_interview_stores_nothing(make, expert, case, state, words):
    person = make(a_person, case, **{**SAFE, **state})
    answer = expert.post(f"/witnesses/{person.id}/interviews/plan", data=PLAN)
    assert answer.status_code == 422
    assert words in answer.text
    assert not everyone(PlannedInterview)


def test_a_full_interview_anywhere_asks_for_a_reason_and_a_second_person(make, expert, client_for, case, person):
    make(a_statement, case, person, type=StatementType.FULL_INTERVIEW)
    path = f"/witnesses/{person.id}/interviews/plan"
    decider = make(a_member, case, Role.REVIEWER)
    assert 'id="justification-error"' in expert.post(path, data=PLAN).text
    assert expert.post(path, data={**PLAN, "justification": "A new death"}).status_code == 303
    assert one(PlannedInterview).state is State.WAITING
    review = one(Review, action=Action.INTERVIEW_AGAIN)
    mine = expert.post(f"/reviews/{review.id}", data={"decision": "approve", "reason": "r"})
    assert mine.status_code in (404, 409), "the one who asks does not decide"
    page = client_for(decider).get(f"/reviews/{review.id}").text
    assert "Full interview" in page
    client_for(decider).post(f"/reviews/{review.id}", data={"decision": "approve", "reason": "needed"})
    plan = one(PlannedInterview)
    assert (plan.state, plan.second_id) == (State.SCHEDULED, decider.id)


def test_high_risk_waits_for_another_protection_officer(make, client_for, case, officer, expert):
    person = make(a_person, case, **{**SAFE, "protection": "high"})
    planner = client_for(make(a_member, case, Role.LEGAL_EXPERT, Role.PROTECTION_OFFICER))
    assert planner.post(f"/witnesses/{person.id}/interviews/plan", data=PLAN).status_code == 303
    plan = one(PlannedInterview)
    path = f"/interviews/{plan.id}/protect"
    assert plan.state is State.WAITING
    assert everyone(Notification, kind="interview_waiting")
    assert expert.post(path, data={"decision": "agree", "reason": "r"}).status_code == 404
    assert planner.post(path, data={"decision": "agree", "reason": "r"}).status_code == 409
    assert officer.post(path, data={}).status_code == 422
    assert officer.post(path, data={"decision": "agree", "reason": "a support person comes"}).status_code == 303
    assert one(PlannedInterview).state is State.SCHEDULED
    assert expert.post(f"/interviews/{plan.id}/cancel", data={"reason": "ill"}).status_code == 303
    assert one(PlannedInterview).state is State.CANCELLED
    assert one(Deadline, kind=Kind.INTERVIEW).state == "cancelled"


def test_something_distressing_in_the_same_week_is_for_the_officer_who_may_call_it_off(make, expert, officer, person):
    data = {**PLAN, "distress_on": str(today() + timedelta(days=18))}
    assert expert.post(f"/witnesses/{person.id}/interviews/plan", data=data).status_code == 303
    plan = one(PlannedInterview)
    assert plan.needs == ["recent_distress"]
    officer.post(f"/interviews/{plan.id}/protect", data={"decision": "call_off", "reason": "too soon"})
    assert (one(PlannedInterview).state, one(PlannedInterview).end_reason) == (State.CANCELLED, "too soon")


@pytest.mark.parametrize(("needed", "constraint"), [("high_risk", "officer_agreed"), ("full_exists", "second_agreed")])
def test_the_database_schedules_nothing_without_the_approvals(context, needed, constraint):
    case = a_case()
    held = a_person(case)
    with acting(SYSTEM):
        db.session.add(PlannedInterview(
            person=db.session.get_one(Person, held.id), person_id=held.id, case_id=case.id, reference="IV-9999",
            type=StatementType.FULL_INTERVIEW, planned_on=today(), interviewer="x", purpose="x", needs=[needed],
            state=State.SCHEDULED))
        with pytest.raises(IntegrityError, match=constraint):
            db.session.flush()
    db.session.rollback()


def test_an_interpreter_with_a_conflict_is_refused_in_words(make, expert, case, person):
    interpreter = make(an_interpreter, case)

    def barred():
        with acting(SYSTEM):
            held = db.session.get_one(Interpreter, interpreter.id)
            bind(held, Tie.MAY_NOT_MEET, "neighbours", person=db.session.get_one(Person, person.id))
            db.session.commit()

    make(barred)
    path = f"/witnesses/{person.id}/interviews/plan"
    answer = expert.post(path, data={**PLAN, "interpreter_id": str(interpreter.id)})
    assert answer.status_code == 422
    assert "may not meet this person" in answer.text
    unsigned = make(an_interpreter, case, nda_until=None)
    assert "no duty of secrecy" in expert.post(path, data={**PLAN, "interpreter_id": str(unsigned.id)}).text
    warned = make(an_interpreter, case, vetted_on=None)
    assert expert.post(path, data={**PLAN, "interpreter_id": str(warned.id)}).status_code == 303
    assert one(PlannedInterview).needs == ["interpreter_warning"]


def test_accounts_stand_side_by_side_and_a_finding_is_kept_with_its_reason(make, expert, case, person):
    incident, other = make(an_incident, case), make(a_person, case)
    tags = {"topic": Topic.DEATH, "incident_id": incident.id}
    first = make(a_statement, case, person, "Two died", tags=tags)
    second = make(a_statement, case, person, "One died\n\nAside", tags=tags)
    third = make(a_statement, case, other, "Nobody died", tags=tags)
    query = f"?statements={first.id}&statements={second.id}"
    page = expert.get(f"/witnesses/{person.id}/statements/compare{query}").text
    table = re.search(r'<table class="cf-table cf-side-by-side">.*?</table>', page, re.S)[0]
    assert table.count("<tr>") == 2, "one head and one row: the paragraphs are aligned by their tag"
    assert "Two died" in table
    assert "One died" in table
    on_incident = expert.get(f"/incidents/{incident.id}/statements?statements={first.id}&statements={third.id}").text
    assert "Nobody died" in on_incident
    note = {"other_id": str(second.id), "topic": "death", "finding": "differ_in_detail", "reason": "Para 1 and 1"}
    assert expert.post(f"/statements/{first.id}/notes/new", data=note).status_code == 303
    assert make(read, ConsistencyNote, "reason") == ["Para 1 and 1"]
    assert "Para 1 and 1" in expert.get(f"/witnesses/{person.id}/statements/compare{query}").text
    foreign = make(a_statement, make(a_case), make(a_person), "Elsewhere it was told")
    page = expert.get(f"/witnesses/{person.id}/statements/compare?statements={first.id}&statements={foreign.id}").text
    assert "Elsewhere it was told" not in page


def test_what_belongs_to_a_statement(make, expert, case, person):
    statement = make(a_statement, case, person, "One")
    who = {"role": "support_person", "who": "a friend", "reason": "wish"}
    assert expert.post(f"/statements/{statement.id}/present", data=who).status_code == 303
    expert.post(f"/statements/{statement.id}/put-on-record")
    item = one(Evidence)
    annex = {"evidence_id": str(item.id), "paragraph": "1"}
    assert expert.post(f"/statements/{statement.id}/annexes/new", data=annex).status_code == 303
    assert expert.post(f"/statements/{statement.id}/annexes/new", data=annex).status_code == 409
    page = expert.get(f"/statements/{statement.id}").text
    assert "a friend" in page
    assert "(at paragraph 1)" in page
    removal = re.search(r"/annexes/[0-9a-f-]{36}/remove", page)[0]
    assert expert.post(removal, data={"reason": "wrong item"}).status_code == 303
    assert "(at paragraph 1)" not in expert.get(f"/statements/{statement.id}").text


def test_gaps_of_statements(make, expert, case, person):
    make(a_statement, case, person)
    make(a_statement, case, person, "One")
    page = expert.get(f"/cases/{case.id}").text
    for words in ("has no paragraph", "do not say how the person knows", "neither signed nor refused",
                  "is not on record as evidence"):
        assert words in page, words


def test_pages_ask_no_more_when_there_is_more(make, expert, case, person, queries):
    statement = make(a_statement, case, person, "One\n\nTwo")
    paths = [f"/statements/{statement.id}", f"/cases/{case.id}/statements", f"/cases/{case.id}/interviews",
             f"/witnesses/{person.id}/interviews/plan"]
    counts = []
    for _round in range(2):
        for path in paths:
            expert.get(path)
        counts.append([])
        for path in paths:
            queries.clear()
            expert.get(path)
            counts[-1].append(len(queries))
        incident = make(an_incident, case)
        make(a_part, person, incident)
        for _n in range(3):
            make(a_statement, case, make(a_person, case), "a\n\nb", tags={"incident_id": incident.id})
        expert.post(f"/statements/{statement.id}/paragraphs/new", data={"text": "x\n\ny\n\nz"})
    assert counts[0] == counts[1]


def test_a_person_of_another_case_is_not_there(make, expert):
    foreign = make(a_case)
    person = make(a_person, foreign)
    statement = make(a_statement, foreign, person, SECRET)
    assert expert.get(f"/statements/{statement.id}").status_code == 404
    assert row(Person, person.id).version == 1
    assert not everyone(Paragraph, struck_reason="x")
