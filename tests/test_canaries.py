"""Nobody is named: planted identities are looked for, in every form, wherever a name could get to.

The demonstration gets one person whose identity is made of canaries: recorded, refused, opened.
Then everything is searched, each canary in every encoding: pages, answers to searches, history, CSV, tables, sessions,
queue, log, letters, dossiers, files and the names of files.
"""

from __future__ import annotations

import base64
import json
import logging
import re
import subprocess
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import psycopg
import pypdfium2
import pytest
import redis
from sqlalchemy import make_url, select, text

from casefile.accounts.models import User
from casefile.cases.models import Case, Membership
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.mail import OutgoingMail, compose
from casefile.dossiers.collect import collect
from casefile.dossiers.models import Dossier
from casefile.dossiers.rules import Kind, Language
from casefile.dossiers.service import generate
from casefile.dossiers.typeset import typeset
from casefile.dossiers.view import to_json
from casefile.people.models import IdentityReveal, Person
from casefile.people.rules import Group
from casefile.people.rules.grants import Purpose
from casefile.servers.programs import postgres_bin
from tests.factories.base import a_user, on_team
from tests.test_isolation import demo, guarded, outsiders, records, sit

__all__ = ["demo", "outsiders", "sit"]  # fixtures

CANARIES = {
    "name_hangul": "뢰까나리", "name_hanja": "賴金絲雀", "name_latin": "Roe Kkanari\nRoi Canarie",
    "name_other": "꾀꼬리할멈",
    "birth": "1931-07-23", "contacts": "+82-10-5557-4821 kkanari@finch.example", "documents": "M55574821",
    "whereabouts": "Hwajinvale 17, Attic 9", "family": "sister Roe Saebyolchan", "note": "scar shaped like a goldfinch",
}
REASON = "call Ozprynowl today"
# What is looked for: whole values, and the parts that name somebody alone.
WORDS = ["뢰까나리", "까나리", "賴金絲雀", "Roe Kkanari", "Kkanari, Roe", "KKANARI", "Kkanari Roe", "Roi Canarie",
         "꾀꼬리할멈",
         "1931-07-23", "010-5557-4821", "01055574821", "82-10-5557-4821", "821055574821", "5557-4821", "5557 4821",
         "kkanari@finch.example", "M55574821", "Hwajinvale", "Saebyolchan", "goldfinch", "Ozprynowl"]


def encodings(word: str) -> dict[str, bytes]:
    """The word as it could stand somewhere: the twelve of the security brief (G3)."""
    plain, decomposed = word.encode(), unicodedata.normalize("NFD", word).encode()
    found = {
        "utf-8": plain, "nfd": decomposed, "utf-16-le": word.encode("utf-16-le"), "utf-16-be": word.encode("utf-16-be"),
        "hex": plain.hex().encode(), "url": quote(word).encode(), "json": json.dumps(word)[1:-1].encode(),
        "html": escape(word).encode("ascii", "xmlcharrefreplace"),
        "python": word.encode("unicode_escape"), "pg bytea": b"\\x" + plain.hex().encode(),
    }
    for shift in range(3):  # a word inside a longer text: what all alignments have in common
        coded = base64.b64encode(b"\0" * shift + plain)
        found[f"base64 {shift}"] = coded[(0, 2, 3)[shift]: len(coded) // 4 * 4 - 4 or None]
    return {name: blob for name, blob in found.items() if len(blob) >= 5}


NEEDLES = {(word, name): blob.lower() for word in WORDS for name, blob in encodings(word).items()}


def tree(blobs: set[bytes]) -> bytes:
    """One expression for all of them, by their first bytes: ten times as fast as one after the other."""
    if len(blobs) == 1 or b"" in blobs:
        return b"|".join(sorted((re.escape(blob) for blob in blobs), key=len, reverse=True))
    firsts = {blob[:1] for blob in blobs}
    return b"|".join(re.escape(first) + b"(?:" + tree({blob[1:] for blob in blobs if blob[:1] == first}) + b")"
                     for first in sorted(firsts))


PATTERN = re.compile(tree(set(NEEDLES.values())))


def found_in(content: str | bytes) -> list[tuple[str, str]]:
    """Which words stand there, in which encoding."""
    raw = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
    raw = raw.lower()
    if not PATTERN.search(raw):
        return []
    return [key for key, blob in NEEDLES.items() if blob in raw]


@pytest.mark.parametrize("word", WORDS)
def test_the_search_finds_every_form(word):
    for name, blob in encodings(word).items():
        assert found_in(b"before " + blob + b" after"), name
    assert found_in(base64.b64encode(b"the name is " + word.encode() + b", it says")), "inside a longer text"
    assert not found_in("Person W-48270 of Facility F-9")


class Planted:
    """The person with the canaries, and who works with it."""

    def __init__(self, person: UUID, case: UUID, officer: User, coordinator: User, log: str, shown: list[str],
                 since: tuple[str, int, float]) -> None:
        self.person, self.case, self.officer, self.coordinator = person, case, officer, coordinator
        self.log, self.shown, self.since = log, shown, since  # since: log of changes, byte, hour


@pytest.fixture(scope="module")
def planted(demo, sit) -> Iterator[Planted]:
    """Record, fail to record, open and ask for the identity, over the web, with everything logged."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    handler, root = Keep(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logging.getLogger("casefile").warning("the log is kept")
    with demo.app_context(), acting(SYSTEM):
        membership = db.session.execute(select(Membership).where(
            Membership.role == Role.PROTECTION_OFFICER).order_by(Membership.since)).scalars().first()
        case = membership.case_id
        person = db.session.execute(select(Person.id).join(Person.Filing, Person.Filing.record_id == Person.id)
                                    .where(Person.Filing.case_id == case)).scalars().first()
        officer = User(id=membership.user_id)
        coordinator = on_team(a_user(), Case(id=case), Role.COORDINATOR, Role.LEAD, Role.LEGAL_EXPERT,
                              Role.EVIDENCE_OFFICER)
        db.session.remove()
    folder, temporary = Path(demo.config["DATA"]).parent / "temporary", tempfile.tempdir
    folder.mkdir()
    tempfile.tempdir = str(folder)
    with superuser(demo) as connection:
        connection.execute("CHECKPOINT")
        since = (*connection.execute("SELECT * FROM pg_walfile_name_offset(pg_current_wal_lsn())").fetchone(),
                 time.time() - 2)
    client, path = confirmed(sit(officer)), f"/witnesses/{person}/identity"
    assert client.post(f"{path}/record", data=CANARIES).status_code == 303
    assert client.post(f"{path}/record", data={**CANARIES, "erase": ["birth"]}).status_code == 422
    assert client.post(f"{path}/record", data={**CANARIES, "name_hangul": "뢰까나리\x00"}).status_code == 422
    shown = [client.post(path, data={"group": group.value, "reason": REASON}, follow_redirects=True).text
             for group in Group]
    sit(officer).post(path, data={"group": "names", "reason": REASON})  # not confirmed: answered by the password page
    client.post("/drafts", json={"path": "/cases/", "fields": {"text": [CANARIES["name_latin"]]}})
    yield Planted(person, case, officer, coordinator, "\n".join(lines), shown, since)
    tempfile.tempdir = temporary
    root.removeHandler(handler)
    root.setLevel(before)


def superuser(demo, database: str = "postgres") -> psycopg.Connection:
    """The suite's server, as whoever holds the whole machine."""
    url = make_url(demo.config["SQLALCHEMY_DATABASE_URI"])
    return psycopg.connect(host=url.host, port=url.port, user="postgres", password=url.password, dbname=database,
                           autocommit=True)


def confirmed(client):
    """The client after the password was given again."""
    with client.session_transaction() as session:
        session["confirmed_at"] = time.time()
    return client


def test_the_canaries_were_there(planted):
    assert all(found_in(page) for page in planted.shown)
    assert "the log is kept" in planted.log


def addresses(demo, planted) -> list[str]:
    """Every page that can be asked for without more than a record."""
    plain = {rule.rule for rule in demo.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments}
    held = {**records(demo), Person: planted.person}
    held[Case] = planted.case
    of_records = {path.format(id=held[model]) for path, method, model in guarded(demo) if method == "GET"
                  and model in held and model is not IdentityReveal}
    return sorted(plain | of_records)


def test_no_page_names_anybody(demo, sit, planted):
    """Every page for a coordinator of the case; for the officer those of the person, where the reasons may stand."""
    wrong = []
    for who, user in (("officer", planted.officer), ("coordinator", planted.coordinator)):
        client = confirmed(sit(user))
        for path in addresses(demo, planted):
            if who == "officer" and str(planted.person) not in path:
                continue
            answer = client.get(path)
            own = who == "officer" and path.endswith(f"{planted.person}/identity")  # the reasons stand there
            wrong += [f"{who}: {path} shows {leak}" for leak in found_in(answer.text + str(answer.headers))
                      if not (own and leak[0] == "Ozprynowl")]
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("path", ["/search", "/witnesses/", "/incidents/", "/evidence/", "/officials/"])
def test_no_search_knows_the_names(demo, sit, planted, path):
    """The answer for a canary is the answer for a word that stands nowhere."""
    client = confirmed(sit(planted.coordinator))
    for word in ("뢰까나리", "Kkanari", "M55574821", "01055574821"):
        answers = []
        for asked in (word, "Zzyzxqwu"):
            answer = client.get(path, query_string={"q": asked, "text": asked})
            page = re.sub(r"[\w-]+\.[\w-]{6}\.[\w-]{27}|[0-9a-f]{12,}|[0-9a-f-]{36}", "", answer.text)
            answers.append((answer.status_code, page.replace(asked, "").replace(quote(asked), "")))
        assert answers[0] == answers[1], word


def test_no_table_session_job_or_history_names_anybody(demo, planted):
    with demo.app_context():
        tables = db.session.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
        assert len(tables) > 40
        wrong = []
        for table in tables:
            for line in db.session.execute(text(f'SELECT t::text FROM "{table}" t')).scalars():
                blobs = [bytes.fromhex(part) for part in re.findall(r"\\x([0-9a-f]+)", line)]
                wrong += [f"{table}: {leak}" for part in (line, *blobs) for leak in found_in(part)]
        plans = db.session.execute(text("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'")).scalars().all()
        wrong += [f"index on what is sealed: {plan}" for plan in plans if "_sealed" in plan]
    assert not wrong, "\n".join(wrong[:20])


def test_no_log_line_names_anybody(planted):
    assert not found_in(planted.log)


def test_the_files_of_the_database_and_its_log_of_changes_name_nobody(demo, planted):
    """What a stolen disk holds: the tables as they lie there, with what was rolled back and replaced, and the WAL."""
    with superuser(demo) as connection:
        connection.execute("CHECKPOINT")
        (folder,) = connection.execute("SHOW data_directory").fetchone()
        name = make_url(demo.config["SQLALCHEMY_DATABASE_URI"]).database
        (own,) = connection.execute("SELECT oid FROM pg_database WHERE datname = %s", [name]).fetchone()
        last, end = connection.execute("SELECT * FROM pg_walfile_name_offset(pg_current_wal_insert_lsn())").fetchone()
    first, begin, moment = planted.since
    files = [path.read_bytes() for path in Path(folder, "base", str(own)).iterdir()
             if path.is_file() and path.stat().st_mtime > moment]
    changes = [path.read_bytes()[begin if path.name == first else 0: end if path.name == last else None]
               for path in sorted(Path(folder, "pg_wal").iterdir()) if path.is_file() and first <= path.name <= last]
    code = str(planted.person).replace("-", "")
    assert any(bytes.fromhex(code) in raw for raw in files), "what was stored does lie there"
    assert any(bytes.fromhex(code) in raw for raw in changes)
    assert not [leak for raw in [*files, *changes] for leak in found_in(raw)]


def test_the_dump_names_nobody(demo, planted):
    url = make_url(demo.config["SQLALCHEMY_DATABASE_URI"])
    dump = subprocess.run([postgres_bin(None) / "pg_dump", "-h", url.host, "-p", str(url.port), "-U", url.username,
                           url.database], env={"PGPASSWORD": url.password}, check=True, capture_output=True).stdout
    assert str(planted.person).encode() in dump
    assert not found_in(dump)


def test_the_queue_names_nobody(demo, planted):
    """Every value, and the file that the server writes."""
    server = redis.Redis.from_url(demo.config["REDIS_URL"])
    server.config_set("rdbcompression", "no")  # else what is searched would be hidden from the search
    server.set("casefile-test:kept", "the queue is kept")
    server.save()
    keys = list(server.scan_iter(count=1000))
    assert not [leak for key in keys for leak in found_in(key + (server.dump(key) or b""))]
    written = Path(server.config_get("dir")["dir"], server.config_get("dbfilename")["dbfilename"]).read_bytes()
    assert b"the queue is kept" in written
    assert not found_in(written)
    server.delete("casefile-test:kept")


def test_no_letter_names_anybody(demo, planted):
    with demo.test_request_context(), acting(SYSTEM):
        letters = db.session.execute(select(OutgoingMail)).scalars().all()
        assert letters
        assert not [leak for letter in letters for leak in found_in(bytes(compose(letter)))]


def test_no_dossier_names_anybody(demo, planted):
    with demo.test_request_context(), acting(SYSTEM):
        made = db.session.execute(select(Dossier)).scalars().all()
        assert made
        for dossier in made:
            collected = collect(dossier, dossier.created_at, lambda *_step: None)
            assert not found_in(to_json(collected.view))


def test_a_printed_dossier_names_nobody(demo, planted, tmp_path):
    """The finished paper of each kind: its words, what it says of itself, and its bytes."""
    with demo.test_request_context(), acting(SYSTEM):
        case = db.session.get_one(Case, planted.case)
        for kind in Kind:
            outside = {} if kind is Kind.INTERNAL else {"recipient": "icc_otp", "purpose": Purpose.TRIAL, "level": 4}
            dossier = generate(case, kind, Language.EN, key=f"canaries:{kind}", **outside)
            paper = tmp_path / f"{kind}.pdf"
            typeset(collect(dossier, datetime.now(UTC), lambda *_step: None).view, paper)
            with pypdfium2.PdfDocument(paper) as pdf:
                words = "\n".join(page.get_textpage().get_text_range() for page in pdf) + str(pdf.get_metadata_dict())
            assert dossier.case.reference in words
            assert not found_in(words)
            assert not found_in(paper.read_bytes())
        db.session.rollback()


def test_no_file_and_no_name_of_a_file_names_anybody(demo, planted):
    wrong = []
    for path in Path(demo.config["DATA"]).parent.rglob("*"):
        wrong += [f"{path} is called {leak}" for leak in found_in(str(path))]
        if path.is_file():
            wrong += [f"{path} holds {leak}" for leak in found_in(path.read_bytes())]
    assert not wrong


def test_a_person_of_another_case_does_not_exist_for_its_coordinator(demo, sit, outsiders, planted):
    """Not by id, search, list, count or autocompletion: what is answered for the person is answered for nobody."""
    client = confirmed(sit(outsiders["coordinator of another case"]))
    nobody = UUID(int=planted.person.int ^ 1)
    with demo.app_context(), acting(SYSTEM):
        code = db.session.get(Person, planted.person).reference
    for part in ("", "/edit", "/identity", "/identity/record", "/identity/window", "/identity/shred", "/consent"):
        theirs, none = (client.get(f"/witnesses/{id}{part}") for id in (planted.person, nobody))
        assert (theirs.status_code, none.status_code) == (404, 404)
        assert len(theirs.text) == len(none.text)
    for path in ("/", "/witnesses/", f"/witnesses/?text={code}", f"/search?q={code}", "/incidents/", "/evidence/"):
        assert f">{code}<" not in client.get(path, follow_redirects=True).text, path
