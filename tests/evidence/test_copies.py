"""Working copies by the worker, with commits that are real: made once, shown whole, found by words, tried again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from casefile.core import storage
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.jobs import Job, JobRun, JobState
from casefile.core.uncertain import DateEntry
from casefile.evidence import service
from casefile.evidence.copies import CopyKind, ReadingState
from casefile.evidence.models import CustodyEvent, Evidence, Extraction, Reading, Rendition
from casefile.evidence.rules import CustodyType, Use
from tests.factories import files as made
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.evidence import an_item
from tests.factories.incidents import a_place, an_incident
from workers import copies
from workers.celery import make_celery, perform


@pytest.fixture(autouse=True)
def workers(live, sent):
    make_celery(live)


def work(live) -> int:
    """Do every job of copies that waits, and those that they ask for; returns how many were done."""
    done = 0
    with live.app_context():
        while True:
            with acting(SYSTEM):
                query = select(JobRun.id).where(JobRun.state == JobState.WAITING, JobRun.name.in_(
                    [Job.READ_ITEM, Job.COPY_PAGES, Job.TAKE_OUT])).order_by(JobRun.created_at)
                waiting = list(db.session.execute(query).scalars())
            if not waiting:
                return done
            done += sum(perform(run) for run in waiting)


def read(live, *contents, **values):
    """Items with these contents, read by the worker: as (case, items)."""
    with live.app_context():
        case = a_case()
        items = [an_item(case, content=content, name=name, **values) for content, name in contents]
    work(live)
    return case, items


def rows(live, item):
    with live.app_context(), acting(SYSTEM):
        query = select(Rendition).where(Rendition.evidence_id == item.id).order_by(Rendition.page, Rendition.kind)
        return [(one.kind.value, one.page, one.problem) for one in db.session.execute(query).scalars()]


def state(live, item):
    with live.app_context(), acting(SYSTEM):
        return db.session.get_one(Reading, item.id)


def events(live, item, *types):
    with live.app_context(), acting(SYSTEM):
        query = select(CustodyEvent).where(CustodyEvent.evidence_id == item.id).order_by(CustodyEvent.pos)
        return [event for event in db.session.execute(query).scalars() if event.type in types]


def test_copies_are_made_after_intake_and_stand_in_the_custody_log(live):
    ten = made.a_pdf(tuple(f"Page number {n} of the register" for n in range(1, 11)))
    case, [pdf, words] = read(live, (ten, "a.pdf"),
                              ("관리소 명부\nsecond line".encode("cp949"), "b.txt"))
    assert rows(live, pdf) == [("facts", 0, None), ("page", 1, None), ("text", 1, None), ("thumbnail", 1, None),
                               *[(kind, n, None) for n in range(2, 11) for kind in ("page", "text")]]
    assert rows(live, words) == [("facts", 0, None), ("text", 1, None)]
    assert (state(live, pdf).state, state(live, pdf).pages, state(live, words).state) == (ReadingState.DONE, 10, "done")
    [entry] = events(live, pdf, CustodyType.COPIED_WORKING, CustodyType.OCR)
    assert entry.detail == {"tool": "casefile reader", "version": "0.1.0", "kind": "application/pdf", "pages": 10,
                            "texts": 10}
    with live.app_context():
        assert service.verify_chain(case) == []
        with acting(SYSTEM):
            page = service.shown(pdf, service.reading_of(pdf), 3)
    assert (page.number, page.total, page.lines, page.first) == (3, 10, ["Page number 3 of the register"], None)


def test_a_job_may_run_twice_and_an_older_try_changes_nothing(live):
    _case, [item] = read(live, (b"some words", "a.txt"))
    before = rows(live, item)
    with live.app_context(), acting(SYSTEM):
        copies.read_item(str(item.id), "1")
        db.session.commit()
        service.ask_again(db.session.get_one(Evidence, item.id))
        db.session.commit()
        copies.read_item(str(item.id), "1")  # delivered late
        db.session.commit()
    assert state(live, item).state is ReadingState.WAITING
    work(live)
    assert rows(live, item) == before
    assert len(events(live, item, CustodyType.COPIED_WORKING)) == 2  # one for each time it was asked for


def test_a_worker_killed_in_mid_work_leaves_nothing_half_made_and_the_work_goes_on(live, monkeypatch):
    with live.app_context():
        item = an_item(a_case(), content=made.a_pdf(("One page here", "Two pages here")), name="a.pdf")

    class Killed(BaseException):
        """What SIGKILL is to the transaction: nothing after it happens."""

    kept = storage.receive

    def dies(stream, expected=None):
        kept(stream, expected)
        raise Killed

    monkeypatch.setattr(storage, "receive", dies)
    with live.app_context(), acting(SYSTEM):
        run = db.session.execute(select(JobRun.id).where(JobRun.name == Job.READ_ITEM)).scalar_one()
        db.session.rollback()
        with pytest.raises(Killed):
            perform(run)
        db.session.rollback()
    assert rows(live, item) == []
    assert state(live, item).state is ReadingState.WAITING
    monkeypatch.undo()
    with live.app_context(), acting(SYSTEM), db.engine.begin() as connection:  # what the sweep does for a silent worker
        connection.execute(db.update(JobRun.__table__).where(JobRun.id == run).values(state="waiting", claim=None))
    make_celery(live)
    work(live)
    assert state(live, item).state is ReadingState.DONE
    assert len(rows(live, item)) == 6


FAILS = {
    "bomb": (made.a_zip({"word/document.xml": b" " * 60_000_000}), "a.docx"),
    "encrypted": (made.a_pdf(password="x"), "a.pdf"),
    "unknown_kind": (b"MZ" + bytes(200), "photo.jpg"),
    "too_many_pixels": (made.a_png_bomb(), "a.png"),
}


def test_every_failure_stands_on_the_item_and_the_original_is_kept(live):
    _case, items = read(live, *FAILS.values())
    for item, problem in zip(items, FAILS, strict=True):
        assert (state(live, item).state, state(live, item).problem) == (ReadingState.FAILED, problem)
        with live.app_context():
            assert storage.digest(item.sha256) == item.sha256
    assert state(live, items[2]).notes == ["ending"]
    with live.app_context(), acting(SYSTEM):
        assert set(db.session.execute(select(JobRun.state)).scalars()) == {JobState.DONE}


def test_nothing_is_made_of_a_file_that_changed_or_is_gone(live):
    with live.app_context():
        case = a_case()
        changed, gone = an_item(case, content=b"received"), an_item(case, content=b"received too")
        root = storage.place().path(changed.sha256)
        root.chmod(0o600)
        root.write_bytes(b"tampered")
        storage.place().path(gone.sha256).unlink()
    work(live)
    assert state(live, changed).problem in ("changed", "missing")
    assert state(live, gone).problem == "missing"
    assert rows(live, changed) == [("facts", 0, None)]


def test_a_page_that_stops_the_reader_does_not_take_the_others_with_it(live, monkeypatch):
    tight = copies.Limits(cpu=1, wall=15.0)
    monkeypatch.setattr(copies, "PAGES", tight)
    monkeypatch.setattr(copies, "ONE_PAGE", tight)
    _case, [item] = read(live, (made.a_pdf_bomb(after="A page with words on it"), "a.pdf"))
    assert ("page", 1, "time") in rows(live, item)
    assert ("page", 2, None) in rows(live, item)
    assert state(live, item).state is ReadingState.DONE


def test_an_email_and_its_attachments_become_a_family(live):
    mail = made.an_email({"list.txt": b"one, two", "명단.pdf": made.a_pdf()})
    case, [item] = read(live, (mail, "mail.eml"))
    with live.app_context(), acting(SYSTEM):
        children = service.children(item)
        assert [children[n].file_name for n in (0, 1)] == ["list.txt", "명단.pdf"]
        assert service.original_of(children[1]).id == item.id
        assert [one.id for one in service.family_of(item)] == [item.id, children[0].id, children[1].id]
        assert len({child.sha256 for child in children.values()} | {item.sha256}) == 3
        assert service.verify_chain(case) == []
    [entry] = events(live, children[0], CustodyType.EXTRACTED)
    assert (entry.hash_before, entry.detail["from"], entry.detail["place"]) == (item.sha256, str(item.id), 1)
    assert state(live, children[1]).pages == 1  # read like any other item
    with live.app_context(), acting(SYSTEM):  # delivered again: nothing comes out twice
        copies.take_out(str(item.id), "0", "1")
        db.session.commit()
        assert len(list(db.session.execute(select(Extraction)))) == 2


def test_packed_files_come_out_on_request_and_a_capture_brings_address_and_time(live):
    packed = made.a_zip({"a/one.txt": b"first", "../two.txt": b"second", "empty": b""})
    _case, [archive, capture] = read(live, (packed, "a.zip"), (made.a_wacz(), "a.wacz"))
    with live.app_context():
        assert service.children(archive) == {}
        with acting_as(a_member(_case, Role.EVIDENCE_OFFICER)):
            listed = service.contents(archive)
            assert [one.told["name"] for one in listed] == ["a/one.txt", "../two.txt", "empty"]
            assert [one.can_come_out for one in listed] == [True, True, True]
            assert service.ask_to_take_out(archive, {0, 1, 2}) == 3
            assert service.ask_to_take_out(capture, {1}) == 1
            with pytest.raises(Refused):
                service.ask_to_take_out(archive, {3})
            db.session.commit()
    work(live)
    with live.app_context(), acting(SYSTEM):
        assert [child.file_name for child in service.children(archive).values()] == ["a/one.txt", "../two.txt", "empty"]
        page = service.children(capture)[1]
        assert (page.origin, page.kind) == ("https://example.org/news/1", "web_capture")
        assert page.obtained.code == "2014-06-01"
    assert events(live, page, CustodyType.EXTRACTED)[0].detail["digest_in_file"] is True


def test_what_a_file_says_of_its_date_and_place_is_held_against_what_was_claimed(live):
    _case, [item] = read(live, (made.a_photo(), "a.jpg"), made=DateEntry.of("2009"))
    with live.app_context(), acting(SYSTEM):
        held = db.session.get_one(Evidence, item.id)
        [found] = service.disagreements(held)
        assert (found.kind, found.says) == ("date", "2013-03-05")
        query = select(Evidence.id).where(service.date_disagrees())
        assert list(db.session.execute(query).scalars()) == [item.id]
        held.made = DateEntry.of("2013-03")
        db.session.commit()
        assert service.disagreements(held) == []
        assert list(db.session.execute(query).scalars()) == []


def test_a_photograph_taken_far_from_the_incident_it_is_said_to_show_stands_out(live):
    _case, [item] = read(live, (made.a_photo(place=(39.03, 125.75)), "a.jpg"))
    with live.app_context(), acting(SYSTEM):
        held = db.session.get_one(Evidence, item.id)
        places = [a_place(held.home_case.situation, latitude=north, longitude=125.75,
                          coordinate_source="satellite") for north in (39.1, 41.5)]
        near, far = [an_incident(held.home_case, place_id=place.id) for place in places]
        service.link(db.session.get_one(Evidence, item.id), [db.session.merge(near), db.session.merge(far)])
        db.session.commit()
        [found] = service.disagreements(db.session.get_one(Evidence, item.id))
    assert (found.kind, found.says) == ("place", "39.0300, 125.7500")
    assert found.claimed == f"{far.reference}, 275 km away"


def test_words_are_found_by_those_who_see_the_item_and_nowhere_in_the_database(live):
    secret = "김은옥 증언 canaryname"
    case, [item] = read(live, (f"머리말\n{secret}\n".encode(), "a.txt"))
    with live.app_context():
        mine, stranger = a_member(case, Role.ANALYST), a_member(a_case(), Role.ANALYST)

        def found(user, text):
            with acting_as(user):
                return list(db.session.execute(select(Evidence.id).where(service.says_words(text))).scalars())

        assert [found(mine, text) for text in ("김은옥", "CanaryName", "은옥 증언", "옥")] == [[item.id]] * 4
        assert [found(mine, text) for text in ("canary", "김정은", "", "!!")] == [[]] * 4
        assert found(stranger, "김은옥") == []
        with acting_as(mine):
            assert service.find(item, "canaryname")[0][0] == 1
        dumped = str(db.session.execute(select(Rendition.__table__)).all())
        assert "canaryname" not in dumped
        assert "김은옥" not in dumped
        with acting(SYSTEM):
            db.session.get_one(Evidence, item.id).use_restriction = Use.SEALED
            db.session.commit()
        assert found(mine, "김은옥") == []
        with acting_as(mine), pytest.raises(Refused):
            service.find(db.session.get_one(Evidence, item.id), "canaryname")


def test_scans_are_read_and_the_log_says_that_a_machine_did_it(live):
    scan = made.a_picture(("The duty officer signed the order of transfer", "국가안전보위부는 수용자를 다른 구역으로"))
    _case, [item] = read(live, (scan, "scan.png"))
    assert ("ocr", 1, None) in rows(live, item)
    assert events(live, item, CustodyType.OCR)[0].detail == {"pages": 1, "tool": "tesseract"}


def test_every_file_of_a_copy_is_spoken_for(live):
    _case, [item] = read(live, (made.a_pdf(), "a.pdf"))
    with live.app_context():
        assert list(storage.unspoken()) == []
    assert rows(live, item)[0][0] == CopyKind.FACTS
