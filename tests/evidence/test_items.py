"""Numbers, families, grades, transfers and the custody log of items, on a real database."""

from __future__ import annotations

import io
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from werkzeug.datastructures import FileStorage

from casefile.accounts.models import Notification
from casefile.cases.models import Case
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.evidence import service
from casefile.evidence.models import CustodyTransfer, Evidence, EvidenceBatch, ExculpatoryFlag, Grade
from casefile.evidence.rules import (
    Agreement,
    Custody,
    CustodyType,
    Information,
    Kind,
    Method,
    Relation,
    Source,
    TransferState,
    Verification,
)
from casefile.evidence.service import Sent
from tests.factories.base import a_case, a_member, a_situation, acting_as
from tests.factories.evidence import COMMON, an_item

SOON = datetime.now(UTC).date() + timedelta(days=3)
GIVEN = {"purpose": "examination", "place": "evidence room", "condition": "dry", "seal": "S-1"}


def load(item: Evidence) -> Evidence:
    return db.session.execute(select(Evidence).where(Evidence.id == item.id)).scalar_one()


def put(item: Evidence, **values: object) -> None:
    db.session.execute(db.update(Evidence).where(Evidence.id == item.id).values(**values)
                       .execution_options(synchronize_session=False))
    db.session.expire_all()


@pytest.fixture
def case(context):
    return a_case(a_situation(code="PRK"))


@pytest.fixture
def people(case):
    roles = (Role.ANALYST, Role.LEGAL_EXPERT, Role.COORDINATOR, Role.EVIDENCE_OFFICER, Role.OBSERVER, Role.LEAD)
    return {role: a_member(case, role) for role in roles}


def three_in_a_batch(case: Case) -> list[Evidence]:
    with acting(SYSTEM):
        batch = service.open_batch(db.session.get_one(Case, case.id), **COMMON)
        sent = [FileStorage(io.BytesIO(f"page {n} of {case.id}".encode()), f"{n}.txt") for n in range(3)]
        made = [receipt.item for receipt in service.receive_many(batch, sent)]
        db.session.commit()
        return made


# --- numbers ---


def test_each_page_has_its_number_and_no_number_is_given_twice(case):
    first, second, third = three_in_a_batch(case)
    with acting(SYSTEM):
        service.assign_pages(load(third), 4)  # the last one grows where it stands
        assert (third.ern_start[-4:], third.ern_end[-4:]) == ("0003", "0006")
        service.assign_pages(load(first), 3)  # its neighbour is in the way: new numbers
        assert (first.ern_start[-4:], first.ern_end[-4:]) >= ("0007", "0009")
        before = first.ern_start, first.ern_end
        service.assign_pages(load(first), 3)
        assert (first.ern_start, first.ern_end) == before
        db.session.commit()
        spans = [set(range(row.first, row.last + 1)) for item in (first, second, third)
                 for row in service.numbers_of(item)]
        assert sum(map(len, spans)) == len(set().union(*spans))
        assert service.custody_of(first)[-1].type is CustodyType.NUMBERED
        with pytest.raises(Refused, match="pages"):
            service.assign_pages(load(first), 0)


def test_an_item_is_found_by_any_page_and_by_the_number_it_once_had(case):
    first, second, third = three_in_a_batch(case)
    old = first.ern_start
    with acting(SYSTEM):
        service.assign_pages(load(third), 4)
        service.assign_pages(load(first), 3)
        db.session.commit()

        def found(number: str) -> list[str]:
            query = service.evidence_matching(None, text=number)
            return [item.reference for item in db.session.execute(query).scalars()]

        assert found(third.ern_start[:-4] + "0005") == [third.reference]
        assert found(old) == found(first.ern_end.lower()) == [first.reference]
        assert found(second.ern_start) == [second.reference]


def test_the_database_refuses_a_number_that_was_given(case):
    item = an_item(case)
    with acting(SYSTEM):
        service.assign_pages(load(item), 3)
        db.session.commit()
        with pytest.raises(IntegrityError, match="ex_evidence_number_once"):
            db.session.execute(text(
                "INSERT INTO evidence_number (situation_id, batch_number, first, last, evidence_id) "
                "SELECT situation_id, batch_number, 3, 9, evidence_id FROM evidence_number "
                "WHERE evidence_id = :id AND first = 2"), {"id": item.id})


def test_the_database_keeps_numbers_moves_and_grades(case):
    an_item(case, ready=True)
    for table in ("evidence_number", "evidence_grade"):
        with pytest.raises(IntegrityError, match="only added"), db.session.begin_nested():
            db.session.execute(text(f"DELETE FROM {table}"))


def test_sound_keeps_one_number(case):
    item = an_item(case, kind=Kind.AUDIO)
    with acting(SYSTEM):
        service.assign_pages(load(item), 7)
        assert item.ern_start == item.ern_end


def test_two_sessions_never_give_the_same_number(live, sent):
    with live.app_context(), acting(SYSTEM):
        case = a_case()
        ids = [item.id for item in three_in_a_batch(case)]
        db.session.remove()
    barrier, faults = threading.Barrier(3), []

    def number(id, pages):
        try:
            with live.app_context(), acting(SYSTEM):
                item = db.session.get_one(Evidence, id)
                barrier.wait(10)
                service.assign_pages(item, pages)
                db.session.commit()
                db.session.remove()
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=number, args=(id, pages)) for id, pages in zip(ids, (5, 6, 7), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert faults == []
    with live.app_context(), acting(SYSTEM):
        spans = [set(range(int(item.ern_start[-4:]), int(item.ern_end[-4:]) + 1))
                 for item in db.session.execute(select(Evidence)).scalars()]
        assert sorted(map(len, spans)) == [5, 6, 7]
        assert len(set().union(*spans)) == 18
        db.session.remove()


# --- families and derivatives ---


def made_from(original: Evidence, relation: Relation, method: Method = Method.HUMAN, **said: object) -> Evidence:
    file = FileStorage(io.BytesIO(f"{relation} {said}".encode()), "made.txt")
    return service.add_derivative(load(original), file, relation, method, made_by="T-04", **said)


@pytest.mark.parametrize(("relation", "language", "suffix", "entry"), [
    (Relation.TRANSLATION, "en", "_T01_en", CustodyType.TRANSLATED),
    (Relation.TRANSCRIPT, None, "_X01", CustodyType.TRANSCRIBED), (Relation.REDACTION, None, "_R01",
                                                                    CustodyType.REDACTED),
    (Relation.ENHANCEMENT, None, "_E01", CustodyType.DERIVED), (Relation.SUMMARY, None, "_S01", CustodyType.DERIVED),
    (Relation.EXTRACT, None, "_C01", CustodyType.DERIVED), (Relation.TEXT_LAYER, None, "_O01", CustodyType.OCR)])
def test_what_is_made_from_an_item_is_an_item_of_its_own(case, people, relation, language, suffix, entry):
    original = an_item(case, people[Role.ANALYST])
    with acting_as(people[Role.ANALYST]):
        made = made_from(original, relation, language=language)
        db.session.commit()
        made = load(made)
        assert made.ern_start == original.ern_start + suffix
        assert (made.parent_id, made.relation) == (original.id, relation)
        assert made.sha256 != original.sha256
        assert made.derivation["made_from"] == original.sha256
        assert [event.type for event in service.custody_of(made)] == [CustodyType.INGESTED, CustodyType.HASHED]
        last = service.custody_of(original)[-1]
        assert (last.type, last.hash_after, last.detail["item"]) == (entry, made.sha256, made.reference)
        assert service.derivatives_of(load(original)) == [made]
        assert service.original_of(made).id == original.id
        second = made_from(original, relation, language=language, notes="another")
        assert second.ern_start == original.ern_start + suffix.replace("01", "02")
        with pytest.raises(Refused, match="made from another"):
            made_from(made, relation, language=language)


def test_a_machine_draft_is_not_cleared_until_somebody_revised_it(case, people):
    original = an_item(case)
    with acting_as(people[Role.ANALYST]):
        made = made_from(original, Relation.TRANSLATION, Method.MACHINE_DRAFT, language="en")
        db.session.commit()
        assert made.draft
        assert "revised" in [todo.step for todo in service.clearance(load(made))]
        service.revise(load(made), Method.MACHINE_REVIEWED, checked_by="T-09")
        db.session.commit()
        assert not load(made).draft
        assert load(made).derivation["checked_by"] == "T-09"
        with pytest.raises(Refused, match="not made from"):
            service.revise(load(original), Method.HUMAN)


def test_a_derivative_belongs_to_every_case_of_its_original_and_says_when_that_was_shaken(case, people):
    original, contrary, other = an_item(case), an_item(case), a_case()
    with acting(SYSTEM):
        service.file_into(load(original), db.session.get_one(Case, other.id), "both")
        db.session.commit()
    with acting_as(a_member(other, Role.ANALYST)):
        made = made_from(original, Relation.SUMMARY)
        db.session.commit()
        assert made.received_by is not None
    with acting_as(people[Role.ANALYST]):
        assert load(made).scopes() == {case.id, other.id}
        assert service.shaken_since(load(made)) == []
        service.change_status(load(original), db.session.get_one(Case, case.id),
                              ("verification_state", Verification.DISPUTED), "two dates", support=load(contrary))
        db.session.commit()
        assert [move.new for move in service.shaken_since(load(made))] == ["disputed"]
        assert service.shaken_since(load(original)) == []


def test_attachments_make_a_family(case):
    head, one, two = three_in_a_batch(case)
    with acting(SYSTEM):
        service.join_family(load(one), load(head))
        service.join_family(load(two), load(one))
        db.session.commit()
        assert [item.id for item in service.family_of(load(two))] == [head.id, one.id, two.id]
        with pytest.raises(Refused, match="own attachment"):
            service.join_family(load(head), load(head))
        assert service.family_of(load(an_item(case))) == []


# --- grades ---


def graded(item: Evidence, letter: Source = Source.B, number: Information = Information.PROBABLE) -> Grade:
    made = service.grade(load(item), number, "fits", source=letter, source_reason="known")
    db.session.commit()
    return made


def test_the_second_grader_does_not_see_the_first_grade_before_giving_theirs(case, people):
    item = an_item(case)
    analyst, expert, coordinator = (people[role] for role in (Role.ANALYST, Role.LEGAL_EXPERT, Role.COORDINATOR))
    with acting_as(analyst):
        graded(item)
    with acting_as(expert):
        assert service.grades_of(load(item)) == []
        assert service.comparison(service.grades_of(load(item))) is None
        history = db.session.execute(select(AuditEvent.changes).where(AuditEvent.table == "evidence_grade")).scalars()
        assert all("B" not in str(changes) and "fits" not in str(changes) for changes in history)
    with acting_as(coordinator):
        assert len(service.grades_of(load(item))) == 1
    with acting_as(people[Role.LEAD]), pytest.raises(Refused, match="blind"):
        graded(item)
    with acting_as(expert):
        graded(item, Source.D, Information.PROBABLE)
        assert len(service.grades_of(load(item))) == 2
    with acting_as(coordinator):
        agreed = service.comparison(service.grades_of(load(item)))
        assert (agreed.source, agreed.information) == (Agreement.APART, Agreement.SAME)
    with acting_as(people[Role.OBSERVER]):
        assert len(service.grades_of(load(item))) == 2
    with acting_as(a_member(a_case(), Role.COORDINATOR)):
        assert db.session.execute(select(Grade)).scalars().all() == []


def test_testimony_has_a_sheet_in_place_of_a_letter_and_its_facts_are_kept_apart(case, people):
    item = an_item(case, kind=Kind.TESTIMONY)
    with acting_as(people[Role.ANALYST]):
        with pytest.raises(Refused, match="sheet"):
            graded(item)
        service.grade(load(item), Information.POSSIBLE, "fits", sheet={"opportunity": "stood at the gate"},
                      facts="Was paid for an interview in 2012.")
        db.session.commit()
        [given] = service.grades_of(load(item))
        assert (given.source, given.sheet) == (None, {"opportunity": "stood at the gate"})
        [flag] = db.session.execute(select(ExculpatoryFlag)).scalars()
        assert (flag.kind, flag.passage) == ("credibility", "Was paid for an interview in 2012.")
    with acting_as(people[Role.LEGAL_EXPERT]), pytest.raises(Refused, match="letter"):
        service.grade(load(an_item(case)), Information.POSSIBLE, "fits", sheet={"detail": "much"})


# --- transfers ---


@pytest.fixture
def here(case):
    """A preserved original that was checked a moment ago."""
    item = an_item(case, states={"custody_state": Custody.PRESERVED})
    with acting(SYSTEM):
        service.record_check(item.id, item.sha256)
        db.session.commit()
    return item


def give(item: Evidence, **to: object) -> CustodyTransfer:
    made = service.give(load(item), SOON, **{**GIVEN, **to})
    db.session.commit()
    return made


def test_a_transfer_needs_both_sides(case, people, here):
    officer, analyst = people[Role.EVIDENCE_OFFICER], people[Role.ANALYST]
    with acting_as(officer):
        made = give(here, to_user_id=analyst.id)
        assert load(here).custody_state is Custody.OUT
        with pytest.raises(Refused, match="never the giver"):
            service.confirm(made, "dry")
    with acting_as(people[Role.LEAD]), pytest.raises(Refused, match="Only the person"):
        service.confirm(db.session.merge(made), "dry")
    with acting_as(analyst):
        assert {row.kind for row in db.session.execute(select(Notification)).scalars()} >= {"transfer_waiting"}
        service.confirm(db.session.merge(made), "dry, seal whole", "S-1")
        db.session.commit()
        assert load(here).custody_state is Custody.PRESERVED
        assert load(here).custodian == analyst.name
        given, received = service.custody_of(here)[-2:]
        assert (given.type, received.type) == (CustodyType.TRANSFERRED, CustodyType.RECEIVED)
        assert given.detail["from"] == received.detail["from"] == str(officer.id)
        assert (given.detail["condition"], received.detail["condition"]) == ("dry", "dry, seal whole")
        assert service.verify_chain(db.session.get_one(Case, case.id)) == []


def test_what_is_refused_or_late_stays_to_be_seen(people, here):
    officer, analyst = people[Role.EVIDENCE_OFFICER], people[Role.ANALYST]
    with acting_as(officer):
        made = give(here, to_user_id=analyst.id)
        made.due_on = date(2020, 1, 1)
        db.session.commit()
        assert db.session.execute(service.waiting_transfers()).scalar_one().late
    with acting_as(analyst):
        service.send_back(db.session.merge(made), "the seal is another")
        db.session.commit()
        assert load(here).custody_state is Custody.PRESERVED
        assert service.custody_of(here)[-1].type is CustodyType.TRANSFER_REFUSED
        assert [one.state for one in service.transfers_of(load(here))] == [TransferState.REFUSED]
    with acting_as(officer):
        again = give(here, to_user_id=analyst.id)
        service.send_back(again, "sent too early")
        db.session.commit()
        assert service.transfers_of(load(here))[0].state is TransferState.WITHDRAWN


def test_an_outside_body_signs_and_a_second_colleague_records_it(people, here):
    with acting_as(people[Role.EVIDENCE_OFFICER]):
        made = give(here, to_body="Institute")
        with pytest.raises(Refused, match="never the giver"):
            service.confirm(made, "dry", receipt="no. 8")
    with acting_as(people[Role.ANALYST]):
        with pytest.raises(Refused, match="signed receipt"):
            service.confirm(db.session.merge(made), "dry")
        service.confirm(db.session.merge(made), "dry", receipt="no. 8")
        db.session.commit()
        assert load(here).custody_state is Custody.OUT
        service.come_back(db.session.merge(made), "one more crack")
        db.session.commit()
        assert (load(here).custody_state, load(here).custodian) == (Custody.PRESERVED, None)


def test_only_what_was_checked_a_moment_ago_is_handed_over(case, people):
    item = an_item(case, states={"custody_state": Custody.PRESERVED})
    with acting_as(people[Role.EVIDENCE_OFFICER]):
        with pytest.raises(Refused, match="within 24 hours"):
            give(item, to_body="Institute")
        with pytest.raises(Refused, match="preserved"):
            give(an_item(case), to_body="Institute")
        service.record_check(item.id, item.sha256)
        with pytest.raises(Refused, match="one of the two"):
            give(item)
        with pytest.raises(Refused, match="yourself"):
            give(item, to_user_id=people[Role.EVIDENCE_OFFICER].id)


# --- the log ---


def test_entries_by_hand_say_what_their_kind_needs_and_a_correction_points_at_its_entry(case, people):
    item = an_item(case)
    with acting_as(people[Role.EVIDENCE_OFFICER]):
        with pytest.raises(Refused, match="Seal number, Place"):
            service.write_entry(load(item), CustodyType.SEALED, "closed")
        with pytest.raises(Refused, match="never by hand"):
            service.write_entry(load(item), CustodyType.HASHED, "made up")
        service.write_entry(load(item), CustodyType.SEALED, "closed", seal="S-9", place="safe 2", witness=None)
        entry = service.custody_of(item)[-1]
        assert entry.detail == {"seal": "S-9", "place": "safe 2"}
        service.correct(load(item), entry.pos, "it was seal S-6")
        last = service.custody_of(item)[-1]
        assert (last.type, last.detail) == (CustodyType.CORRECTION, {"corrects": entry.pos})
        assert entry.detail["seal"] == "S-9"
        with pytest.raises(Refused, match="no such entry"):
            service.correct(load(item), 999, "of another item")


def test_an_original_is_looked_after_every_180_days(case, people):
    due, fresh = an_item(case), an_item(case)
    put(due, received_at=datetime.now(UTC) - timedelta(days=181))
    with acting_as(people[Role.EVIDENCE_OFFICER]):
        def found() -> list[str]:
            query = service.evidence_matching(None, due=True)
            return [item.reference for item in db.session.execute(query).scalars()]

        assert found() == [due.reference]
        service.write_entry(load(due), CustodyType.REVIEWED, "as listed", place="safe 2", condition="unchanged")
        db.session.commit()
        assert found() == []
        assert fresh.custody_seen_at is None


def test_a_hold_and_its_end_are_kept(case, people):
    item = an_item(case)
    with acting_as(people[Role.LEAD]):
        service.set_hold(load(item), "a court wants it", SOON, "letter")
        db.session.commit()
        assert (load(item).hold_reason, load(item).retain_until) == ("a court wants it", SOON)
        service.set_hold(load(item), None, SOON, "case closed")
        db.session.commit()
        reasons = db.session.execute(select(AuditEvent.reason).where(
            AuditEvent.record_id == item.id, AuditEvent.reason.is_not(None))).scalars().all()
        assert reasons[-2:] == ["letter", "case closed"]


def test_batches_know_their_numbers(case):
    batch_id = an_item(case).batch_id
    with acting(SYSTEM):
        batch = db.session.get_one(EvidenceBatch, batch_id)
        receipt = service.receive_alone(batch, io.BytesIO(b"two"), Sent("two.txt"), again=True)
        assert receipt.item.ern_start.endswith("0002")
        assert receipt.item.title.endswith("(2)")
