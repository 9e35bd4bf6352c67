"""The viewer: reading without scripts, hiding what distresses, playing originals, citing places."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.evidence import service
from casefile.evidence.copies import CopyKind, Examined
from casefile.evidence.models import CustodyEvent, Evidence, EvidenceSubject
from casefile.evidence.rules import CustodyType, Kind, Sensitivity, Use
from casefile.evidence.service.copies import Made, Tool
from tests.factories.base import a_case, a_member
from tests.factories.evidence import an_item
from tests.factories.incidents import an_incident

TOOL = Tool("casefile reader", "1")
PICTURE = b"\xff\xd8\xff a picture"


def copied(case, pages=2, **values):
    """An item with its copies, as a worker would keep them."""
    item = an_item(case, content=b"%PDF-1.7 " + bytes(3000), name="a.pdf", **values)
    with acting(SYSTEM):
        held = db.session.get_one(Evidence, item.id)
        reading = service.reading_of(held)
        told = {"pages": pages, "author": "<b>Clerk</b>", "created": "2013-03-05"}
        service.keep_examined(held, reading, Examined("application/pdf", told, ("active",)), TOOL)
        made = [Made(kind, n, content) for n in range(1, pages + 1)
                for kind, content in ((CopyKind.PAGE, PICTURE), (CopyKind.TEXT, f"Words <i>{n}</i> here".encode()))]
        service.keep_pages(held, reading, pages, [*made, Made(CopyKind.THUMBNAIL, 1, PICTURE)], TOOL)
        db.session.commit()
    return item


def texts(case, *parts):
    item = an_item(case, content=b"words", name="a.txt")
    with acting(SYSTEM):
        held = db.session.get_one(Evidence, item.id)
        service.keep_examined(held, service.reading_of(held), Examined("text/plain", texts=parts), TOOL)
        db.session.commit()
    return item


@pytest.fixture
def case(make):
    return make(a_case)


@pytest.fixture
def client(make, client_for, case):
    return client_for(make(a_member, case, Role.ANALYST))


def test_pages_are_read_and_turned_without_scripts(make, client, case):
    item = make(copied, case)
    page = client.get(f"/evidence/{item.id}/view?page=2").text
    assert "Words &lt;i&gt;2&lt;/i&gt; here" in page
    assert re.search(r'rel="prev"[^>]*page=1', page)
    assert 'rel="next"' not in page
    for wanted in ("0", "-3", "99999999999999999999999", "x"):
        assert client.get(f"/evidence/{item.id}/view?page={wanted}").status_code == 200
    second = client.get(f"/evidence/{make(texts, case, 'first', 'second').id}/view?page=2").text
    assert '<ol start="101"' in second


def test_the_item_page_tells_what_was_made_and_what_disagrees(make, client, case):
    from casefile.core.uncertain import DateEntry
    item = make(copied, case, made=DateEntry.of("2009"))
    page = client.get(f"/evidence/{item.id}").text
    assert "Working copies made" in page
    assert "&lt;b&gt;Clerk&lt;/b&gt;" in page
    assert "The date inside the file is not the one that was given" in page
    assert "holds scripts" in page
    assert "carries another date inside" in client.get(f"/cases/{case.id}/gaps.csv").text


def test_pictures_are_inert(make, client, case):
    item = make(copied, case)
    for url in (f"/evidence/{item.id}/page-image?page=2", f"/evidence/{item.id}/thumbnail"):
        answer = client.get(url)
        assert (answer.data, answer.mimetype) == (PICTURE, "image/jpeg")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/evidence/{item.id}/page-image?page=9").status_code == 404


def test_what_distresses_is_hidden_until_asked_and_asking_is_recorded(make, client, case, app):
    item = make(copied, case, sensitivity=Sensitivity.DISTRESSING)
    page = client.get(f"/evidence/{item.id}/view").text
    assert "page-image" not in page
    assert "Words &lt;i&gt;" not in page
    assert 'class="is-veiled"' in client.get(f"/evidence/{item.id}/view?show=veiled").text
    assert 'class="is-grey"' in client.get(f"/evidence/{item.id}/view?show=grey").text
    with app.app_context(), acting(SYSTEM):
        seen = select(AuditEvent.action).where(AuditEvent.record_id == item.id, AuditEvent.action == "viewed")
        assert len(db.session.execute(seen).all()) == 2


def test_sealed_copies_are_shown_to_nobody(make, client, case):
    item = make(copied, case, states={"use_restriction": Use.SEALED})
    for url in ("view", "page-image", "thumbnail", "contents"):
        assert client.get(f"/evidence/{item.id}/{url}").status_code == 409


def test_words_are_found_without_an_address_that_holds_them(make, client, case):
    item = make(copied, case)
    page = client.post(f"/evidence/{item.id}/view", data={"find": "words here"}).text
    assert "page=1" in page
    assert "page=2" in page
    assert "These words do not stand" in client.post(f"/evidence/{item.id}/view", data={"find": "absent"}).text
    assert client.post(f"/evidence/{item.id}/view", data={"find": "\0" * 300}).status_code == 200
    found = client.get("/search?q=words here").text
    assert item.title in found
    assert f"/evidence/{item.id}/view" in found


def test_an_original_is_played_in_ranges_after_a_reason(make, client_for, case, app):
    item = make(copied, case)
    officer, observer = (client_for(make(a_member, case, role)) for role in (Role.EVIDENCE_OFFICER, Role.OBSERVER))
    media = f"/evidence/{item.id}/media"
    assert officer.get(media).status_code == 404
    assert officer.post(f"/evidence/{item.id}/play", data={"reason": ""}).status_code == 422
    assert officer.post(f"/evidence/{item.id}/play", data={"reason": "Compare the stamp"}).status_code == 303
    answer = officer.get(media, headers={"Range": "bytes=0-7"})
    assert (answer.status_code, answer.data, answer.headers["Content-Range"]) == (206, b"%PDF-1.7", "bytes 0-7/3009")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert officer.get(media, headers={"Range": "bytes=3001-"}).data == bytes(8)
    assert officer.get(media, headers={"Range": "bytes=9000-"}).status_code == 416
    assert observer.get(media).status_code == 404
    with app.app_context(), acting(SYSTEM):
        opened = select(CustodyEvent.reason).where(CustodyEvent.evidence_id == item.id,
                                                   CustodyEvent.type == CustodyType.ACCESSED)
        assert list(db.session.execute(opened).scalars()) == ["Compare the stamp"]


def test_a_file_that_no_browser_should_run_is_never_played(make, client_for, case):
    item = make(texts, case, "words")
    officer = client_for(make(a_member, case, Role.EVIDENCE_OFFICER))
    officer.post(f"/evidence/{item.id}/play", data={"reason": "Look"})
    assert officer.get(f"/evidence/{item.id}/media").status_code == 404


def test_a_place_is_cited_for_an_incident_with_its_words(make, client, case, app):
    item, incident = make(copied, case), make(an_incident, case)
    chosen = {"pinpoint": "p. 2", "quote": "Words 2", "selected": "1"}
    page = client.post(f"/evidence/{item.id}/cite-place", data=chosen)
    assert page.status_code == 200
    assert 'value="p. 2"' in page.text
    assert f'formaction="/evidence/{item.id}/cite"' in page.text
    for_elements = client.post(f"/evidence/{item.id}/cite", data=chosen)
    assert for_elements.status_code == 200
    sent = {"pinpoint": "p. 2", "quote": "Words 2", "references-0": incident.reference}
    assert client.post(f"/evidence/{item.id}/cite-place", data=sent).status_code == 303
    assert client.post(f"/evidence/{item.id}/cite-place", data={**sent, "pinpoint": "p. 3"}).status_code == 303
    assert client.post(f"/evidence/{item.id}/cite-place", data=sent).status_code == 303  # held already
    assert client.post(f"/evidence/{item.id}/cite-place", data={**sent, "pinpoint": "somewhere"}).status_code == 422
    with app.app_context(), acting(SYSTEM):
        links = db.session.execute(select(EvidenceSubject).order_by(EvidenceSubject.created_at)).scalars().all()
        assert [(str(link.pinpoint), link.quote) for link in links] == [("p. 2", "Words 2"), ("p. 3", "Words 2")]
    assert "p. 2" in client.get(f"/evidence/{item.id}").text


def test_an_item_is_read_again_by_whoever_may_change_it(make, client_for, case):
    item = make(copied, case)
    observer, analyst = (client_for(make(a_member, case, role)) for role in (Role.OBSERVER, Role.ANALYST))
    assert observer.post(f"/evidence/{item.id}/read-again").status_code == 404
    assert analyst.post(f"/evidence/{item.id}/read-again").status_code == 303
    assert analyst.post(f"/evidence/{item.id}/read-again").status_code == 409  # it is being read


def test_strangers_see_none_of_it(make, client_for, case):
    item = make(copied, case)
    stranger = client_for(make(a_member, make(a_case), Role.LEAD))
    for url in ("view", "page-image", "thumbnail", "contents", "media", "cite", "cite-place"):
        assert stranger.get(f"/evidence/{item.id}/{url}").status_code == 404
    assert item.title not in stranger.get("/search?q=words here").text


def test_contents_are_listed_with_hostile_names_written_out(make, client, case, app):
    def packed():
        item = an_item(case, content=b"PK\3\4", name="a.zip", kind=Kind.DOCUMENT)
        with acting(SYSTEM):
            held = db.session.get_one(Evidence, item.id)
            members = ({"place": 0, "name": "../evil\u202e.txt", "length": 3}, {"place": 1, "name": "x" * 3000,
                       "length": 0, "problem": "empty"})
            service.keep_examined(held, service.reading_of(held), Examined("application/zip", members=members), TOOL)
            db.session.commit()
        return item

    item = make(packed)
    page = client.get(f"/evidence/{item.id}/contents").text
    assert "../evil\\u{202E}.txt" in page
    assert "\u202e" not in page
    assert client.post(f"/evidence/{item.id}/contents", data={"place": ["1", "x", "77"]}).status_code == 409
    assert client.post(f"/evidence/{item.id}/contents", data={"place": ["0"]}).status_code == 303


def test_the_viewer_asks_the_database_the_same_few_questions_however_long_the_item(make, client, case, queries):
    short, long = make(copied, case, 2), make(copied, case, 30)
    client.get(f"/evidence/{short.id}/view")
    counts = []
    for item in (short, long):
        queries.clear()
        client.get(f"/evidence/{item.id}/view")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 11
