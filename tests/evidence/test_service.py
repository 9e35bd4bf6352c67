"""What people and machines do with evidence, on a real database and a real store."""

from __future__ import annotations

import io
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from flask import current_app
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from werkzeug.datastructures import FileStorage

from casefile.accounts.models import Notification
from casefile.cases.decisions import decide
from casefile.cases.models import Case
from casefile.core import storage
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.errors import Refused, StorageFull
from casefile.core.jobs import Job, JobRun
from casefile.core.review import Review
from casefile.evidence import service
from casefile.evidence.models import CustodyEvent, Evidence, EvidenceSubject
from casefile.evidence.rules import (
    Acquisition,
    Admissibility,
    Code,
    Custody,
    CustodyType,
    Exculpatory,
    Headline,
    Kind,
    Sensitivity,
    Use,
    Verification,
)
from casefile.evidence.service import Sent, Tally
from tests.factories.base import a_case, a_member, a_situation, acting_as
from tests.factories.evidence import COMMON, a_batch, an_item
from tests.factories.incidents import an_incident
from tests.factories.officials import an_official
from tests.factories.people import a_person

VERIFIED = ("verification_state", Verification.VERIFIED)
EMBARGOED = ("use_restriction", Use.EMBARGOED)
EXCLUDED = ("admissibility_state", Admissibility.EXCLUDED)
END = date(2030, 1, 1)

pytestmark = pytest.mark.usefixtures("context")


def load(item: Evidence) -> Evidence:
    return db.session.execute(select(Evidence).where(Evidence.id == item.id)).scalar_one()


def at(case: Case) -> Case:
    return db.session.execute(select(Case).where(Case.id == case.id)).scalar_one()


def stored(item: Evidence) -> Path:
    return Path(current_app.config["STORE"]) / "objects" / item.sha256[:2] / item.sha256


def spoil(item: Evidence) -> None:
    path = stored(item)
    path.chmod(0o600)
    path.write_bytes(b"something else")


@pytest.fixture
def case():
    return a_case(a_situation(code="PRK"))


@pytest.fixture
def expert(case):
    return a_member(case, Role.LEGAL_EXPERT)


@pytest.fixture
def lawyer(case):
    return a_member(case, Role.LEGAL_OFFICER)


@pytest.fixture
def reviewer(case):
    return a_member(case, Role.REVIEWER)


# --- intake ---


def test_an_item_is_stored_numbered_and_described(case, expert):
    item = an_item(case, expert, b"%PDF-1.7 page one", name="진술\u202e.pdf", title="Register")
    with acting_as(expert):
        item = load(item)
        assert storage.digest(item.sha256) == sha256(b"%PDF-1.7 page one").hexdigest() == item.sha256
        assert item.reference == f"EV-{item.serial:04d}"
        assert item.ern_start == item.ern_end == f"PRK-CF-{item.batch.number:04d}-0001"
        assert (item.title, item.size, item.mime_found, item.mime_declared) == ("Register", 17, "application/pdf",
                                                                                "text/plain")
        assert item.file_name == "진술\\u{202E}.pdf"
        assert item.received_by == expert.id
        assert item.scopes() == {case.id}
        assert item.headline is Headline.REGISTERED
        kinds = [event.type for event in service.custody_of(item)]
        assert kinds == [CustodyType.COLLECTED, CustodyType.RECEIVED, CustodyType.INGESTED, CustodyType.HASHED]


def test_what_was_not_collected_by_us_has_no_such_entry(case, expert):
    item = an_item(case, expert, acquisition=None)
    with acting_as(expert):
        assert service.custody_of(load(item))[0].type is CustodyType.RECEIVED


def test_batches_and_pages_are_counted_within_the_situation(case, expert):
    other = a_case(db.session.merge(case.situation))
    first, second = a_batch(case, expert), a_batch(other)
    assert second.number == first.number + 1
    with acting_as(expert):
        batch = db.session.merge(first)
        items = []
        for body in (b"one", b"two"):
            items.append(service.receive_alone(batch, io.BytesIO(body), Sent("a.txt", None, 3)).item)
            db.session.commit()
        assert [item.ern_start[-4:] for item in items] == ["0001", "0002"]
        assert [item.title for item in items] == [batch.title, f"{batch.title} (2)"]
        found = service.batch_items(batch).order_by(Evidence.serial)
        assert list(db.session.execute(found).scalars()) == items


@pytest.mark.parametrize(("sent", "words"), [
    (Sent("a", None, 9), "cut off"), (Sent("a", None, 2), "cut off"),
    (Sent("a", None, 3, "0" * 64), "fingerprints differ")])
def test_what_did_not_arrive_whole_is_refused(case, expert, sent, words):
    batch = a_batch(case, expert)
    with acting_as(expert), pytest.raises(Refused, match=words):
        service.receive_alone(db.session.merge(batch), io.BytesIO(b"one"), sent)
    assert db.session.execute(select(func.count()).select_from(Evidence)).scalar_one() == 0


def test_an_empty_file_is_kept_like_any_other(case, expert):
    with acting_as(expert):
        batch = db.session.merge(a_batch(case))
        [receipt] = service.receive_many(batch, [FileStorage(io.BytesIO(b""), "empty.txt")])
        db.session.commit()
        assert (receipt.item.size, receipt.item.sha256) == (0, sha256(b"").hexdigest())
        assert service.receive_alone(batch, io.BytesIO(b""), Sent("b", None, 0)).duplicate_of == receipt.item
        with service.open_original(receipt.item, "to see that it is empty") as file:
            assert file.read() == b""


def test_a_full_disk_leaves_nothing(case, expert, monkeypatch):
    def full(*_args):
        raise StorageFull

    monkeypatch.setattr(storage, "receive", full)
    with acting_as(expert), pytest.raises(StorageFull):
        service.receive_alone(db.session.merge(a_batch(case)), io.BytesIO(b"one"), Sent("a", None, 3))


def test_a_file_that_is_held_already_is_not_registered_unasked(case, expert):
    item = an_item(case, expert, b"the same bytes")
    with acting_as(expert):
        batch = db.session.merge(a_batch(case, expert))
        receipt = service.receive_alone(batch, io.BytesIO(b"the same bytes"), Sent("b.txt", None, 14))
        assert receipt.item is None
        assert receipt.duplicate_of.reference == item.reference
        again = service.receive_alone(batch, io.BytesIO(b"the same bytes"), Sent("b.txt", None, 14), again=True)
        assert again.item.sha256 == item.sha256
        keeping = db.session.merge(a_batch(case, expert, keep_duplicates=True))
        assert service.receive_many(keeping, [FileStorage(io.BytesIO(b"the same bytes"), "b.txt")])[0].item is not None


def test_that_a_stranger_holds_the_same_file_is_not_given_away(case, expert):
    an_item(a_case(), content=b"held by others")
    with acting_as(expert):
        batch = db.session.merge(a_batch(case, expert))
        receipt = service.receive_alone(batch, io.BytesIO(b"held by others"), Sent("b.txt", None, 14))
        assert receipt.item is not None
        assert receipt.duplicate_of is None


def test_a_damaged_copy_in_the_store_is_not_taken_for_the_file(case, expert):
    item = an_item(case, expert)
    with storage.open_file(item.sha256) as file:
        content = file.read()
    spoil(item)
    with acting_as(expert), pytest.raises(Refused, match="damaged copy"):
        service.receive_alone(db.session.merge(a_batch(case)), io.BytesIO(content), Sent("b", None, len(content)))


# --- custody ---


def test_the_chain_of_a_case_is_whole_and_holds_who_when_and_why(case, expert):
    item = an_item(case, expert)
    an_item(case)
    with acting_as(expert):
        service.append(load(item), service.Happened(CustodyType.ACCESSED, reason="to read page 2", before=item.sha256))
        db.session.commit()
        event = service.custody_of(item)[-1]
        assert (event.actor_id, event.actor_role, event.reason) == (expert.id, "legal_expert", "to read page 2")
        assert service.verify_chain(at(case)) == []
    with acting(SYSTEM):
        events = db.session.execute(select(CustodyEvent).order_by(CustodyEvent.pos)).scalars().all()
        assert [event.pos for event in events] == list(range(1, 10))
        assert {event.actor_role for event in events} == {"legal_expert", "system"}


@pytest.mark.parametrize("statement", [
    "UPDATE custody_event SET reason = 'x'", "DELETE FROM custody_event", "TRUNCATE custody_event CASCADE"])
def test_the_database_refuses_to_change_the_log(case, statement):
    an_item(case)
    with pytest.raises(IntegrityError, match="entries are only added"):
        db.session.execute(text(statement))


def test_a_change_behind_the_triggers_back_is_found_and_named(case):
    an_item(case)
    with acting(SYSTEM):
        db.session.execute(text("ALTER TABLE custody_event DISABLE TRIGGER USER"))
        db.session.execute(text("UPDATE custody_event SET reason = 'never said' WHERE pos = 2"))
        db.session.execute(text("ALTER TABLE custody_event ENABLE TRIGGER USER"))
        assert service.verify_chain(at(case)) == [(2, "change")]
        assert service.first_fault(at(case)) == (2, "content")
        assert [(f.code, f.subject, f.where) for f in service.verify_store(Tally())] == [
            ("chain change", case.reference, "2")]


def test_an_item_filed_elsewhere_keeps_its_home_chain(case, expert):
    item = an_item(case, expert)
    an_item(case)
    other = a_case()
    member = a_member(other, Role.LEGAL_EXPERT)
    with acting(SYSTEM):
        service.file_into(load(item), at(other), "both concern the facility")
        db.session.commit()
    with acting_as(member):
        service.append(load(item), service.Happened(CustodyType.ACCESSED, reason="reading"))
        db.session.commit()
        assert service.case_of(load(item), None).id == other.id
        assert len(service.custody_of(item)) == 5
        assert service.verify_chain(at(other)) == []
    with acting(SYSTEM):
        assert service.verify_chain(at(case)) == []


def test_an_original_is_given_out_for_a_reason_that_stays(case, expert):
    item = an_item(case, expert, b"the original")
    with acting_as(expert), service.open_original(load(item), "to compare the seal") as file:
        assert file.read() == b"the original"
        last = service.custody_of(item)[-1]
        assert (last.type, last.reason, last.hash_before) == (CustodyType.ACCESSED, "to compare the seal", item.sha256)


@pytest.mark.parametrize("use", [Use.SEALED, Use.WITHDRAWN])
def test_what_is_sealed_or_withdrawn_is_not_given_out(case, expert, use):
    item = an_item(case, expert, states={"use_restriction": use})
    with acting_as(expert), pytest.raises(Refused, match="not given out"):
        service.open_original(load(item), "curiosity")


def test_an_original_that_is_gone_is_said_to_be_missing(case, expert):
    item = an_item(case, expert)
    stored(item).unlink()
    with acting_as(expert), pytest.raises(Refused, match="missing"):
        service.open_original(load(item), "to read it")


# --- status ---


def test_a_move_needs_a_reason_in_the_history_and_sets_the_headline(case, expert):
    item = an_item(case, expert, ready=True)
    with acting_as(expert):
        assert service.change_status(load(item), at(case), ("verification_state", Verification.IN_VERIFICATION),
                                     "plan of 3 steps") is None
        db.session.commit()
        assert load(item).headline is Headline.UNDER_VERIFICATION
        of_it = select(AuditEvent).where(AuditEvent.record_id == item.id).order_by(AuditEvent.id.desc())
        last = db.session.execute(of_it).scalars().first()
        assert last.reason == "plan of 3 steps"
        assert last.changes["verification_state"] == ["unverified", "in_verification"]


def test_only_open_moves_are_offered(case, expert):
    item = an_item(case, expert, ready=True)
    with acting_as(expert):
        offered = service.moves_open_to(load(item), "verification_state")
        assert [state for _axis, state, _second in offered] == [Verification.IN_VERIFICATION, Verification.DISPUTED,
                                                                Verification.REFUTED]
        assert {way.axis for way in service.ways_of(load(item), "nonsense")} == set(service.status.STATES)
        assert [way.new for way in service.ways_of(load(item), "custody_state") if way.open] == []


def test_verified_waits_for_a_second_person(case, expert, reviewer):
    item = an_item(case, expert, states={"verification_state": Verification.IN_VERIFICATION}, ready=True)
    with acting_as(expert):
        review = service.change_status(load(item), at(case), VERIFIED, "method: seal")
        db.session.commit()
        assert load(item).verification_state is Verification.IN_VERIFICATION
        assert service.waiting_on(load(item), []) == [review]
        with pytest.raises(Refused):
            decide(review, True, "my own")
        with pytest.raises(Refused, match="second person"):
            service.decide_status(load(item), "alone", axis="verification_state", new="verified")
    with acting_as(reviewer):
        decide(db.session.merge(review), True, "I compared the seals too")
        db.session.commit()
        assert load(item).verification_state is Verification.VERIFIED
        assert load(item).headline is Headline.VERIFIED


def test_a_proposal_that_no_longer_fits_is_refused_at_the_decision(case, expert, reviewer):
    item = an_item(case, expert, states={"verification_state": Verification.IN_VERIFICATION}, ready=True)
    with acting_as(expert):
        review = service.change_status(load(item), at(case), VERIFIED, "seal")
        service.change_status(load(item), at(case), ("verification_state", Verification.REFUTED), "forged seal",
                              support=load(an_item(case)))
        db.session.commit()
    with acting_as(reviewer), pytest.raises(Refused, match="cannot be moved"):
        decide(db.session.merge(review), True, "yes")


def test_excluded_waits_for_a_second_person_and_its_words_are_plain(case, lawyer, reviewer):
    item = an_item(case)
    with acting_as(lawyer):
        review = service.change_status(load(item), at(case), EXCLUDED, "taken by force", code=Code.VIOLATION)
        changes = service.status.proposal_in_words(load(item), review.args)
        assert [(c.label, c.before, c.after) for c in changes] == [
            ("Admissibility", "Not assessed", "Excluded"),
            ("Reason code", "", "Obtained by a violation, Art. 69(7)")]
        assert review.roles == ["reviewer"]


def test_an_embargo_has_an_end_and_loses_it(case, lawyer):
    item = an_item(case)
    with acting_as(lawyer):
        with pytest.raises(Refused, match="embargo"):
            service.change_status(load(item), at(case), ("use_restriction", Use.EMBARGOED), "agreed")
        service.change_status(load(item), at(case), EMBARGOED, "agreed", END)
        db.session.commit()
        assert load(item).embargoed_until == date(2030, 1, 1)
        service.change_status(load(item), at(case), ("use_restriction", Use.OPEN), "over")
        db.session.commit()
        assert load(item).embargoed_until is None


def test_an_embargo_that_a_second_person_decides_keeps_its_end(case, lawyer, reviewer):
    item, consent = an_item(case, states={"use_restriction": Use.LEAD_ONLY}), an_item(case)
    with acting_as(lawyer):
        review = service.change_status(load(item), at(case), EMBARGOED, "agreed", END, support=load(consent))
        words = service.status.proposal_in_words(load(item), review.args)
        assert [change.after for change in words] == ["Embargoed", "1 Jan 2030", consent.reference]
        db.session.commit()
    with acting_as(reviewer):
        decide(db.session.merge(review), True, "agreement seen")
        db.session.commit()
        assert load(item).embargoed_until == date(2030, 1, 1)


@pytest.mark.parametrize(("values", "states", "change", "words"), [
    ({"origin": None}, {}, ("custody_state", Custody.PRESERVED), "where the item comes from"),
    ({"acquisition": None}, {}, ("custody_state", Custody.PRESERVED), "how it was obtained"),
    ({}, {"integrity_alert": True}, ("custody_state", Custody.PRESERVED), "integrity alert"),
    ({}, {}, VERIFIED, "cannot be moved"),
])
def test_moves_have_their_guards(case, expert, values, states, change, words):
    item = an_item(case, expert, states=states, **values)
    with acting_as(expert), pytest.raises(Refused, match=words):
        service.change_status(load(item), at(case), change, "because")


# --- flags ---


def test_anybody_raises_a_flag_and_the_lead_is_told_in_codes(case):
    lead, observer = a_member(case, Role.LEAD), a_member(case, Role.OBSERVER)
    item = an_item(case)
    with acting_as(observer):
        service.raise_flag(load(item), Exculpatory.INNOCENCE, "page 3: he was elsewhere")
        db.session.commit()
    with acting(SYSTEM):
        told = db.session.execute(select(Notification)).scalars().all()
        assert [(row.user_id, row.codes) for row in told] == [(lead.id, {"reference": item.reference})]


def test_a_flag_is_lowered_by_two_legal_officers(case, lawyer, reviewer):
    item, second = an_item(case), a_member(case, Role.LEGAL_OFFICER)
    with acting_as(lawyer):
        flag = service.raise_flag(load(item), Exculpatory.MITIGATION, "page 3")
        db.session.commit()
        with pytest.raises(Refused, match="second person"):
            service.lower_flag(flag, "alone")
        review = service.propose_lowering(flag, at(case), "misread: page 3 speaks of another man")
        words = service.flags.proposal_in_words(flag, {})
        assert (words[0].before, words[0].after) == ("page 3", "lowered")
        db.session.commit()
    with acting_as(reviewer), pytest.raises(Refused, match="another role"):
        decide(db.session.merge(review), True, "agreed")
    with acting_as(second):
        decide(db.session.merge(review), True, "read again, agreed")
        db.session.commit()
        lowered = service.flags_of(load(item))[0]
        assert lowered.lowered_reason == "misread: page 3 speaks of another man"
        with pytest.raises(Refused, match="lowered before"):
            service.propose_lowering(lowered, at(case), "again")


def test_only_a_legal_officer_proposes_to_lower_a_flag(case, expert):
    item = an_item(case)
    with acting_as(expert):
        flag = service.raise_flag(load(item), Exculpatory.MITIGATION, "page 3")
        with pytest.raises(Refused, match="Legal officer"):
            service.propose_lowering(flag, at(case), "misread")


# --- links ---


def test_an_item_is_about_incidents_people_and_officials_of_the_case(case, expert):
    item = an_item(case, expert)
    incident, person = an_incident(case), a_person(case)
    official = an_official(case.situation)
    with acting_as(expert):
        found, unknown = service.subjects_named([incident.reference, person.reference, official.reference, "I-9999"])
        assert {record.reference for record in found} == {incident.reference, person.reference, official.reference}
        assert unknown == ["I-9999"]
        assert service.link(load(item), found) == 3
        assert service.link(load(item), found) == 0
        db.session.commit()
        assert {link.subject.reference for link in service.subjects_of(load(item))} == {
            incident.reference, person.reference, official.reference}
        for record in found:
            assert [link.evidence_id for link in service.evidence_about(record)] == [item.id]
            assert service.case_about(record, None).id == case.id
        assert [reference for reference, _words in service.offered_items(at(case))] == [item.reference]


def test_a_link_is_ended_not_deleted(case, expert):
    item = an_item(case, expert)
    with acting_as(expert):
        found, _unknown = service.subjects_named([an_incident(case).reference])
        service.link(load(item), found)
        db.session.commit()
        [link] = service.subjects_of(load(item))
        service.unlink(link, "another facility of the same name")
        db.session.commit()
        assert service.subjects_of(load(item)) == []
        with pytest.raises(Refused, match="ended before"):
            service.unlink(link, "again")
        assert service.link(load(item), found) == 1
        db.session.commit()
        assert db.session.execute(select(func.count()).select_from(EvidenceSubject)).scalar_one() == 2


def test_a_link_to_what_one_may_not_know_does_not_exist(case, expert):
    item, other = an_item(case, expert), a_case()
    secret = an_incident(other)
    with acting(SYSTEM):
        service.link(load(item), service.subjects_named([secret.reference])[0])
        db.session.commit()
    with acting_as(expert):
        assert service.subjects_named([secret.reference]) == ([], [secret.reference])
        assert service.subjects_of(load(item)) == []
        # Whether it is linked to anything is a fact about the item, not about the other end.
        assert db.session.execute(service.evidence_matching(at(case), unlinked=True)).scalars().all() == []


def test_an_item_of_others_cannot_be_named(case, expert):
    stranger = an_item(a_case())
    observed = a_case()
    mine = an_item(observed)
    with acting_as(expert):
        assert service.items_named([stranger.reference]) == ([], [stranger.reference])
    with acting_as(a_member(observed, Role.OBSERVER)):
        assert service.items_named([mine.reference]) == ([], [mine.reference])


def test_the_picker_names_what_the_case_holds(case, expert):
    incident, person = an_incident(case), a_person(case)
    with acting_as(expert):
        offered = [reference for reference, _words in service.offered_subjects(at(case))]
        assert offered == [incident.reference, person.reference]
    with acting_as(a_member(case, Role.OBSERVER)):
        assert [reference for reference, _words in service.offered_subjects(at(case))] == [incident.reference]


@pytest.mark.parametrize("columns", [{}, {"incident_id": True, "official_id": True}])
def test_a_link_has_exactly_one_subject(case, columns):
    item = an_item(case)
    ids = {"incident_id": an_incident(case).id, "official_id": an_official(case.situation).id}
    with acting(SYSTEM):
        link = EvidenceSubject(evidence=load(item), evidence_id=item.id, **{name: ids[name] for name in columns})
        db.session.add(link)
        with pytest.raises(IntegrityError, match="one_subject"):
            db.session.flush()


# --- lists ---


def test_filters(case, expert):
    plain = an_item(case, expert, title="Letter")
    photo = an_item(case, expert, kind=Kind.PHOTO, sensitivity=Sensitivity.DISTRESSING, name="gate.jpg",
                    states={"verification_state": Verification.DISPUTED})
    an_item(a_case(), title="Letter of others")
    with acting_as(expert):
        def found(**chosen):
            return [item.reference for item in db.session.execute(
                service.evidence_matching(at(case), **chosen).order_by(Evidence.serial)).scalars()]

        assert found() == found(kind=None) == [plain.reference, photo.reference]
        assert found(text="lett") == found(text=plain.reference.lower()) == [plain.reference]
        assert found(text="gate") == found(kind=Kind.PHOTO) == found(headline=Headline.CONTESTED) == [photo.reference]
        assert found(text=plain.sha256) == found(text=plain.ern_start) == [plain.reference]
        assert found(text="%") == []
        assert found(sensitivity=Sensitivity.DISTRESSING) == [photo.reference]
        assert found(verification_state=Verification.DISPUTED) == [photo.reference]
        assert found(unlinked=True) == [plain.reference, photo.reference]
        before, after = service.neighbours(load(photo), at(case))
        assert (before.reference, after) == (plain.reference, None)


def test_what_may_be_cited(case, expert):
    fine = an_item(case, expert)
    an_item(case, expert, states={"use_restriction": Use.LEAD_ONLY})
    an_item(case, expert, states={"integrity_alert": True})
    with acting_as(expert):
        assert [item.reference for item in service.usable_evidence(at(case))] == [fine.reference]


# --- fixity ---


def test_a_check_that_passes_is_one_entry(case, expert):
    item = an_item(case, expert)
    with acting_as(expert):
        assert service.record_check(item.id, storage.digest(item.sha256)) is True
        db.session.commit()
        item = load(item)
        assert (item.fixity_ok, item.fixity_checks, item.integrity_alert) == (True, 1, False)
        assert service.custody_of(item)[-1].detail == {"outcome": "pass"}


@pytest.mark.parametrize(("found", "outcome"), [("0" * 64, "fail"), (None, "missing")])
def test_a_check_that_fails_raises_an_alert_that_a_later_pass_does_not_lower(case, expert, found, outcome):
    lead, coordinator = a_member(case, Role.LEAD), a_member(case, Role.COORDINATOR)
    item = an_item(case, expert)
    with acting_as(expert):
        assert service.record_check(item.id, found) is False
        db.session.commit()
        assert load(item).headline is Headline.INTEGRITY_ALERT
        last = service.custody_of(item)[-1]
        assert (last.detail, last.hash_after) == ({"outcome": outcome}, found)
        with pytest.raises(Refused, match="last check failed"):
            service.resolve_alert(load(item), "fine again")
        service.record_check(item.id, item.sha256)
        db.session.commit()
        assert load(item).headline is Headline.INTEGRITY_ALERT
        service.resolve_alert(load(item), "restored from the second copy")
        db.session.commit()
        assert load(item).headline is Headline.REGISTERED
        assert service.custody_of(item)[-1].type is CustodyType.CORRECTION
        with pytest.raises(Refused, match="no integrity alert"):
            service.resolve_alert(load(item), "again")
        assert service.verify_chain(at(case)) == []
    with acting(SYSTEM):
        told = db.session.execute(select(Notification)).scalars().all()
        assert {row.user_id for row in told} == {lead.id, coordinator.id}
        assert all(row.codes == {"reference": item.reference} for row in told)


def test_what_was_not_checked_for_ninety_days_is_due_once(case):
    due, fresh = an_item(case), an_item(case)
    with acting(SYSTEM):
        old = func.clock_timestamp() - timedelta(days=91)
        db.session.execute(db.update(Evidence).where(Evidence.id == due.id).values(received_at=old)
                           .execution_options(synchronize_session=False))
        assert service.fixity_due(10) == 1
        assert service.fixity_due(10) == 0
        runs = db.session.execute(select(JobRun).where(JobRun.name == Job.CHECK_FIXITY)).scalars().all()
        assert [(run.name, run.args) for run in runs] == [(Job.CHECK_FIXITY, [str(due.id)])]
        assert service.ask_check(load(fresh)) is not None


# --- verify ---


def test_verify_finds_nothing_wrong_in_a_whole_store(case, expert):
    an_item(case, expert, b"one")
    an_item(case, expert, b"one")
    an_item(a_case())
    tally = Tally()
    assert list(service.verify_store(tally)) == []
    assert tally.whole
    assert (tally.items, tally.files, tally.chains, tally.entries_expected) == (3, 2, 2, 12)


def test_verify_names_every_fault(case, expert):
    changed, gone, rewritten, silent = (an_item(case, expert) for _n in range(4))
    spoil(changed)
    stored(gone).unlink()
    with acting(SYSTEM):
        stray = storage.receive(io.BytesIO(b"nobody speaks of this")).sha256
        db.session.execute(text("UPDATE evidence SET sha256 = :new WHERE id = :id"), {"new": stray, "id": rewritten.id})
        db.session.execute(text("ALTER TABLE custody_event DISABLE TRIGGER USER"))
        db.session.execute(text("DELETE FROM custody_event WHERE evidence_id = :id"), {"id": silent.id})
        db.session.execute(text("ALTER TABLE custody_event ENABLE TRIGGER USER"))
    tally = Tally()
    found = list(service.verify_store(tally))
    faults = {(fault.code, fault.subject) for fault in found if not fault.code.startswith("chain")}
    assert [fault.code for fault in found if fault.code.startswith("chain")] == []
    assert faults == {("bytes changed", changed.reference), ("file missing", gone.reference),
                      ("log differs", rewritten.reference), ("log missing", silent.reference),
                      ("file without row", rewritten.sha256)}
    assert tally.whole


def test_a_file_no_row_speaks_of_is_removed_after_a_day_only(case):
    item = an_item(case)
    stray = storage.receive(io.BytesIO(b"left by a crash")).sha256
    assert list(storage.unspoken()) == [stray]
    assert storage.remove_unspoken() == []
    assert storage.remove_unspoken(now=stored(item).stat().st_mtime + 25 * 3600) == [stray]
    assert storage.digest(item.sha256) == item.sha256


# --- filing ---


def test_filing_into_another_case_is_deliberate_and_written_down(case, expert):
    item, other = an_item(case, expert), a_case()
    with acting_as(expert):
        assert service.cases_to_file_into(load(item)) == []
    with acting(SYSTEM):
        a_member(other, Role.LEGAL_EXPERT)
        service.file_into(load(item), at(other), "the same facility")
        db.session.commit()
        noted = db.session.execute(select(AuditEvent).filter_by(action="filed")).scalar_one()
        assert noted.reason == "the same facility"
        assert load(item).scopes() == {case.id, other.id}
        assert db.session.execute(select(Review)).first() is None


def test_the_source_is_whole_only_with_origin_and_way(case):
    item = an_item(case)
    assert item.has_source
    item.acquisition = Acquisition.FOUND
    item.origin = None
    assert not item.has_source
    assert COMMON["origin"]
