"""The reader on whole files of every kind, and on hostile ones: what it says, how long it takes, what it may use."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import subprocess
import sys
import time

import pytest

from casefile.evidence.files import HEAD, label
from tests.factories import files as made
from tests.factories.files import KOREAN
from tests.factories.hostile import ENCRYPTED_ZIP, LINKS
from workers.reading import reader
from workers.reading.reader import Changed, Limits, ReaderFailed, plaintext, reading

SMALL = Limits(memory=700 * 1024 * 1024, cpu=4, wall=20, output=30 * 1024 * 1024)
MOST_SECONDS = 20


def look(raw: bytes, task: str = "examine", limits: Limits = SMALL, **order):
    """(frames as (kind, head, body)) of one run, or the reason why it was stopped."""
    found = label(raw[:HEAD])
    with plaintext(io.BytesIO(raw), hashlib.sha256(raw).hexdigest()) as copy:
        try:
            with reading(copy, limits, task=task, found=found, **order) as said:
                return [(frame.kind, frame.head, said.body(frame)) for frame in said]
        except ReaderFailed as failure:
            return failure.code


def text(said) -> str:
    return "\n".join(body.decode() for kind, _head, body in said if kind == "text")


def of(said, kind):
    return [head for found, head, _body in said if found == kind]


def told(said):
    return of(said, "facts")[0]["told"]


def problems(said):
    return [head["code"] for head in of(said, "problem")]


WHOLE = {
    "plain": (f"{KOREAN}\nline".encode(), "text/plain", KOREAN),
    "cp949": (KOREAN.encode("cp949"), "text/plain", KOREAN),
    "utf-16": (KOREAN.encode("utf-16"), "text/plain", KOREAN),
    "html": (f"<!doctype html><title>t</title><script>var x='hidden'</script><p>{KOREAN}".encode(), "text/html",
             KOREAN),
    "svg": (f'<svg xmlns="s" onload="x()"><text>{KOREAN}</text></svg>'.encode(), "image/svg+xml", KOREAN),
    "rtf": (b"{\\rtf1\\ansi\\ansicpg949{\\fonttbl{\\f0 Batang;}}\\f0 \\'b0\\'fc\\u47532?\\'bc\\'d2\\par two}",
            "application/rtf", "관리소"),
    "docx": (made.a_docx(KOREAN, "second"), "word", KOREAN),
    "xlsx": (made.an_xlsx(KOREAN), "sheet", f"B12: {KOREAN}"),
    "pptx": (made.a_pptx(KOREAN), "presentation", KOREAN),
    "odt": (made.an_odt(KOREAN), "opendocument.text", KOREAN),
    "hwpx": (made.an_hwpx(KOREAN), "hwp+zip", KOREAN),
    "hwp": (made.an_hwp(KOREAN), "application/x-hwp", KOREAN),
    "eml": (made.an_email({"list.txt": b"a"}), "message/rfc822", "The list is attached."),
    "msg": (made.a_msg("Transfer", KOREAN, "list.txt", b"one, two"), "application/vnd.ms-outlook", KOREAN),
}


@pytest.mark.parametrize("name", WHOLE)
def test_text_is_read_from_every_kind(name):
    raw, kind, words = WHOLE[name]
    said = look(raw)
    assert kind in of(said, "facts")[0]["kind"]
    assert words in text(said)
    assert "hidden" not in text(said)


def test_a_paged_file_gives_pictures_and_its_text_layer():
    raw = made.a_pdf(("First page of the register", "Second page of the register"))
    assert told(look(raw)) == {"pages": 2, "author": "Office 3", "created": "2013-03-05T09:30:00+09:00"}
    said = look(raw, "pages", kind="application/pdf", first=1, last=2, ocr=False)
    assert [(kind, head["page"]) for kind, head, _body in said] == [
        ("image", 1), ("thumbnail", 1), ("text", 1), ("image", 2), ("text", 2)]
    assert all(body.startswith(b"\xff\xd8\xff") for kind, _head, body in said if kind in ("image", "thumbnail"))
    assert "Second page" in text(said)


def test_scans_are_read_in_korean_and_english():
    raw = made.a_picture(("국가안전보위부는 수용자를 다른 구역으로 옮기라는",
                          "The duty officer signed the order of transfer"))
    said = look(raw, "pages", limits=Limits(), kind="image/png", first=1, last=1, ocr=True)
    assert "수용자를" in text(said)
    assert "duty officer signed" in text(said)
    assert of(said, "text")[0]["ocr"] > 60


def test_a_photograph_says_when_and_where():
    found = told(look(made.a_photo()))
    assert found["taken"] == "2013-03-05T09:30:00"
    assert (found["latitude"], found["longitude"]) == ("39.030000", "125.750000")


def test_a_copy_of_a_picture_keeps_nothing_of_the_original_but_what_is_seen():
    raw = made.a_photo() + b"<script>tail</script>"
    said = look(raw, "pages", kind="image/jpeg", first=1, last=1, ocr=False)
    copy = next(body for kind, _head, body in said if kind == "image")
    assert not [word for word in (b"script", b"Model X", b"Exif") if word in copy]


def test_a_film_says_when_and_how_long():
    found = told(look(made.an_mp4()))
    assert found == {"seconds": "90", "taken": "2013-03-01T16:26:40+00:00"}


def test_attachments_and_packed_files_are_listed_and_taken_out():
    mail = made.an_email({"list.txt": b"one, two", "명단.pdf": made.a_pdf()})
    assert [head["name"] for head in of(look(mail), "member")] == ["list.txt", "명단.pdf"]
    taken = look(mail, "unpack", kind="message/rfc822", wanted=[0])
    assert [(head["name"], body) for _k, head, body in taken] == [("list.txt", b"one, two")]
    message = made.a_msg("Transfer", "words", "list.txt", b"one, two")
    assert look(message, "unpack", kind="application/vnd.ms-outlook", wanted=[0])[0][2].startswith(b"one, two")
    packed = made.a_zip({"a/one.txt": b"1", "two.txt": b"22"})
    assert [body for _k, _h, body in look(packed, "unpack", kind="application/zip", wanted=[1])] == [b"22"]
    box = b"From a@b Tue\n" + mail + b"\n\nFrom c@d Wed\n" + made.an_email({}, "Second")
    assert len(of(look(box), "member")) == 2
    assert b"Second" in look(box, "unpack", kind="application/mbox", wanted=[1])[0][2]


@pytest.mark.parametrize(("raw", "kind", "place"), [
    (made.a_warc(), "application/warc", 0), (made.a_warc(pack=True), "application/gzip", 0),
    (made.a_wacz(), "application/x-wacz", 1)])
def test_a_capture_gives_address_time_and_a_checked_digest(raw, kind, place):
    head = next(head for head in of(look(raw), "member") if head.get("url"))
    assert (head["url"], head["captured"]) == ("https://example.org/news/1", "2014-06-01T02:03:04Z")
    assert head["matches"] is True
    taken = [one for one in look(raw, "unpack", kind=kind, wanted=[place]) if one[0] == "member"]
    assert taken[0][2] == b"<html><p>What the page said</p></html>"


def test_a_capture_whose_digest_does_not_fit_says_so():
    sha1 = base64.b32encode(hashlib.sha1(b"other").digest()).decode()
    assert of(look(made.a_warc(digest=f"sha1:{sha1}")), "member")[0]["matches"] is False


def test_what_the_auto_archiver_collected_brings_its_record_and_digests():
    record = {"status": "ok", "metadata": {"url": "https://example.org/post/1", "_processed_at": "2023-01-02T03:04:05"},
              "media": [{"filename": "tmp/film.mp4", "key": "a/film.mp4",
                         "properties": {"hash": f"SHA-256:{hashlib.sha256(b'film').hexdigest()}"}},
                        {"filename": "tmp/shot.png", "properties": {"hash": "SHA3-512:00"}}]}
    said = look(made.a_zip({"film.mp4": b"film", "shot.png": b"other", "record.json": json.dumps(record),
                            "bad.json": "[" * 5000}))
    film, shot, *rest = of(said, "member")
    assert (film["url"], film["captured"]) == ("https://example.org/post/1", "2023-01-02T03:04:05")
    assert film["matches"] is True
    assert shot["matches"] is False
    assert all("url" not in one for one in rest)


def test_an_endless_page_is_stopped_by_the_clock_of_the_processor():
    raw, began = made.a_pdf_bomb(), time.monotonic()
    limits = Limits(memory=SMALL.memory, cpu=1, wall=10, output=SMALL.output)
    assert look(raw, "pages", limits, kind="application/pdf", first=1, last=1, ocr=False) == "time"
    assert time.monotonic() - began < 10


def test_one_bad_page_does_not_take_the_others_with_it():
    raw = made.a_pdf(("One page here", "Two pages here"))
    said = look(raw, "pages", kind="application/pdf", first=2, last=3, ocr=False)
    assert [(kind, head.get("code")) for kind, head, _b in said] == [("image", None), ("text", None),
                                                                       ("problem", "damaged")]


def test_names_in_archives_are_words_and_never_paths():
    names = ["../../etc/passwd", "/etc/shadow", "a\x07b", "evil\u202etxt.exe", "n" * 300, "..\\..\\win.ini"]
    said = look(made.a_zip({name: b"x" for name in names}))
    assert [head["name"] for head in of(said, "member")] == names
    tar = LINKS
    listed = {head["name"]: head.get("problem") for head in of(look(tar), "member")}
    assert listed == {"../../x": None, "link": "not_a_file", "dev": "not_a_file", "hard": "not_a_file"}
    taken = look(tar, "unpack", kind="application/x-tar", wanted=[0, 1, 2, 3])
    assert [body for _k, _h, body in taken] == [b"x", b"", b"", b""]


def test_locked_packed_and_growing_parts_are_listed_with_their_problem():
    assert of(look(ENCRYPTED_ZIP), "member")[0]["problem"] == "encrypted"
    grown = made.a_zip({"big": bytes(40_000_000), "small": b"1"})
    assert [head.get("problem") for head in of(look(grown), "member")] == ["bomb", None]
    assert [body for _k, _h, body in look(grown, "unpack", kind="application/zip", wanted=[0, 1])] == [b"", b"1"]


def test_what_is_two_things_at_once_is_noted():
    both = made.a_pdf() + made.a_zip({"a": b"1"})
    assert of(look(both), "facts")[0]["notes"] == ["polyglot"]
    assert of(look(made.a_picture(kind="GIF") + b"<script>"), "facts")[0]["notes"] == ["polyglot"]
    assert of(look(WHOLE["html"][0]), "facts")[0]["notes"] == ["active"]


def test_too_much_output_and_too_much_memory_end_the_run():
    raw = made.a_zip({"a": os.urandom(2_000_000)})
    little = Limits(memory=SMALL.memory, cpu=4, wall=20, output=1_000_000)
    assert look(raw, "unpack", little, kind="application/zip", wanted=[0]) == "too_much"
    tight = Limits(memory=180 * 1024 * 1024, cpu=4, wall=20, output=30_000_000)
    raw = made.a_zip({"a": bytes(150_000_000)}, compress_type=0)
    assert problems(look(raw, "unpack", tight, kind="application/zip", wanted=[0])) == ["memory"]


ESCAPES = """
import os, sys, socket, json
sys.path.insert(0, {root!r})
from workers.reading import jail
jail.die_with(os.getppid()); jail.drop(os.getppid()); jail.lock()
tried = dict(
    open=lambda: open("/etc/hostname"), write=lambda: open("/tmp/x", "w"), socket=lambda: socket.socket(),
    unix=lambda: socket.socketpair(), fork=os.fork, run=lambda: os.execv("/bin/true", ["true"]),
    kill=lambda: os.kill(os.getppid(), 9), root=lambda: os.setuid(0), list=lambda: os.listdir("/"),
    memory=lambda: os.memfd_create("x"))
held = []
for name, act in tried.items():
    try:
        act()
    except PermissionError:
        held.append(name)
print(json.dumps(held), os.getuid())
"""


def test_the_lock_holds():
    done = subprocess.run([sys.executable, "-I", "-c", ESCAPES.format(root=str(reader.PROCESS.parents[2]))],
                          capture_output=True, text=True, check=True)
    held, uid = done.stdout.rsplit(" ", 1)
    assert held == ('["open", "write", "socket", "unix", "fork", "run", "kill", "root", "list", "memory"]')
    assert int(uid) != 0


def test_nothing_is_made_of_bytes_that_changed():
    with pytest.raises(Changed), plaintext(io.BytesIO(b"other"), hashlib.sha256(b"received").hexdigest()):
        pass
