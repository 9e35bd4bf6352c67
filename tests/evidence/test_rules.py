"""The rules of evidence, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.evidence import files, labels, rules
from casefile.evidence.custody import ZERO, Entry, Link, broken_links, chain_hash
from casefile.evidence.rules import (
    ARROWS,
    STATES,
    Admissibility,
    Custody,
    CustodyType,
    Disclosure,
    Headline,
    Privilege,
    Standing,
    Use,
    Verification,
    custody_type,
    exhibit_number,
    headline,
    needs_second,
)

START = Standing(Custody.REGISTERED, Verification.UNVERIFIED, Admissibility.NOT_ASSESSED, Use.INTERNAL,
                 Disclosure.UNCLASSIFIED)
CLEARED = Standing(Custody.PRESERVED, Verification.VERIFIED, Admissibility.LIKELY, Use.INTERNAL, Disclosure.INCRIM,
                   Privilege.NONE)
CASE = UUID("11111111-2222-3333-4444-555555555555")
ITEM = UUID("66666666-7777-8888-9999-aaaaaaaaaaaa")
PERSON = UUID("bbbbbbbb-cccc-dddd-eeee-ffffffffffff")
AT = datetime(2026, 11, 24, 8, 28, 1, 234567, UTC)
ENTRY = Entry(CustodyType.HASHED, ITEM, AT, PERSON, "evidence_officer", None, None, "ab" * 32, {"tool": "sha256"})


@pytest.mark.parametrize("axis", ARROWS)
def test_every_state_of_an_axis_has_its_arrows_and_its_words(axis):
    assert set(ARROWS[axis]) == set(STATES[axis])
    assert all(ends <= set(STATES[axis]) and start not in ends for start, ends in ARROWS[axis].items())
    assert set(labels.AXES[axis][1]) == set(STATES[axis])


@pytest.mark.parametrize(("words", "kind"), [
    (labels.KIND, rules.Kind), (labels.ACQUISITION, rules.Acquisition), (labels.SENSITIVITY, rules.Sensitivity),
    (labels.LANGUAGE, rules.Language), (labels.HEADLINE, Headline), (labels.TONE, Headline),
    (labels.EXCULPATORY, rules.Exculpatory), (labels.EVENT, CustodyType), (labels.NEED, rules.Need),
    (labels.CODE, rules.Code), (labels.PRIVILEGE, Privilege), (labels.LAWFULNESS, rules.Lawfulness),
    (labels.PAYMENT, rules.Payment), (labels.MEDIUM, rules.Medium), (labels.RELATION, rules.Relation),
    (labels.METHOD, rules.Method), (labels.SOURCE, rules.Source), (labels.INFORMATION, rules.Information),
    (labels.AGREEMENT, rules.Agreement), (labels.STEP, rules.Step), (labels.TRANSFER, rules.TransferState),
    (labels.SCAN, rules.Scan)])
def test_every_value_has_words(words, kind):
    assert set(words) == set(kind)


def test_evidence_is_never_bought():
    assert not any("purchase" in way for way in rules.Acquisition)


def test_custody_entries_carry_the_codes_of_the_chapter():
    said = {"collected": "cap", "received": "acc", "ingested": "ing", "hashed": "mes", "fixity_checked": "fix",
            "virus_checked": "vir", "transferred": "tra", "copied_working": "rep", "converted": "mig", "ocr": "cre",
            "transcribed": "cre", "translated": "cre", "redacted": "red", "examined": "ffa", "quarantined": "qua",
            "released": "unq", "disclosed": "dis", "returned": "dea", "disposed": "dea", "correction": "mem"}
    assert said.items() <= {type.value: code for type, code in rules.PREMIS.items()}.items()


def test_consent_once_withdrawn_stays_withdrawn():
    assert ARROWS["use_restriction"][Use.WITHDRAWN] == frozenset()
    assert all(Use.WITHDRAWN in ends for state, ends in ARROWS["use_restriction"].items() if state is not Use.WITHDRAWN)


@pytest.mark.parametrize(("old", "new", "second"), [
    (Verification.IN_VERIFICATION, Verification.VERIFIED, True),
    (Verification.IN_VERIFICATION, Verification.PARTLY, False),
    (Admissibility.LIKELY, Admissibility.EXCLUDED, True),
    (Admissibility.EXCLUDED, Admissibility.LIKELY, True),
    (Use.LEAD_ONLY, Use.OPEN, True),
    (Use.SEALED, Use.INTERNAL, True),
    (Use.SEALED, Use.WITHDRAWN, False),
    (Use.INTERNAL, Use.LEAD_ONLY, False),
    (Custody.PRESERVED, Custody.DISPOSED, True),
    (Custody.REGISTERED, Custody.PRESERVED, False),
    (Verification.VERIFIED, Verification.REFUTED, False),
])
def test_which_moves_need_a_second_person(old, new, second):
    assert needs_second(old, new) is second


@pytest.mark.parametrize(("standing", "expected"), [
    (START, Headline.REGISTERED),
    (replace(START, custody=Custody.PRESERVED), Headline.PRESERVED),
    (replace(START, custody=Custody.PRESERVED, verification=Verification.IN_VERIFICATION), Headline.UNDER_VERIFICATION),
    (replace(START, corroborated=True, verification=Verification.IN_VERIFICATION), Headline.CORROBORATED),
    (replace(START, verification=Verification.VERIFIED, corroborated=True), Headline.VERIFIED),
    (CLEARED, Headline.CLEARED),
    (replace(CLEARED, verification=Verification.PARTLY, admissibility=Admissibility.CONDITIONAL), Headline.CLEARED),
    (replace(CLEARED, disclosure=Disclosure.UNCLASSIFIED), Headline.VERIFIED),
    (replace(CLEARED, privilege=Privilege.NOT_EXAMINED), Headline.VERIFIED),
    (replace(CLEARED, privilege=Privilege.CLEARED), Headline.CLEARED),
    (replace(CLEARED, draft=True), Headline.VERIFIED),
    (replace(CLEARED, custody=Custody.OUT), Headline.VERIFIED),
    (replace(CLEARED, admissibility=Admissibility.AT_RISK), Headline.VERIFIED),
    (replace(CLEARED, contradicted=True), Headline.CONTESTED),
    (replace(CLEARED, verification=Verification.DISPUTED), Headline.CONTESTED),
    (replace(CLEARED, use=Use.LEAD_ONLY, contradicted=True), Headline.LEAD_ONLY),
    (replace(CLEARED, use=Use.LEAD_ONLY, verification=Verification.REFUTED), Headline.REFUTED),
    (replace(CLEARED, verification=Verification.REFUTED, integrity_alert=True), Headline.INTEGRITY_ALERT),
    (replace(CLEARED, custody=Custody.LOST), Headline.INTEGRITY_ALERT),
    (replace(CLEARED, integrity_alert=True, admissibility=Admissibility.EXCLUDED), Headline.EXCLUDED),
    (replace(CLEARED, admissibility=Admissibility.EXCLUDED, use=Use.SEALED), Headline.SEALED),
    (replace(CLEARED, integrity_alert=True, use=Use.WITHDRAWN), Headline.WITHDRAWN),
])
def test_the_headline_is_the_first_that_fits(standing, expected):
    assert headline(standing) is expected


@pytest.mark.parametrize(("old", "new", "entry"), [
    (Custody.PRESERVED, Custody.OUT, CustodyType.TRANSFERRED), (Custody.OUT, Custody.PRESERVED, CustodyType.RECEIVED),
    (Custody.LOST, Custody.PRESERVED, CustodyType.FOUND), (Custody.REGISTERED, Custody.PRESERVED, None),
    (Custody.REGISTERED, Custody.LOST, CustodyType.LOST), (Custody.PRESERVED, Custody.DISPOSED, CustodyType.DISPOSED)])
def test_what_a_move_of_the_original_writes_in_the_custody_log(old, new, entry):
    assert custody_type(old, new) is entry


def test_exhibit_numbers():
    assert exhibit_number("PRK", 7, 213) == "PRK-CF-0007-0213"
    assert exhibit_number("PRK", 7, 12345, "AC") == "PRK-AC-0007-12345"


# --- the chain ---


def test_the_hash_is_what_the_format_says():
    body = ('{"actor":"bbbbbbbb-cccc-dddd-eeee-ffffffffffff","at":"2026-11-24T08:28:01.234567Z",'
            '"detail":{"tool":"sha256"},"evidence":"66666666-7777-8888-9999-aaaaaaaaaaaa","hash_after":"' + "ab" * 32 +
            '","hash_before":null,"reason":null,"role":"evidence_officer","type":"hashed"}').encode()
    assert ENTRY.canonical() == body
    by_hand = sha256(b"\0" + bytes(32) + CASE.bytes + b"\0\0\0\0\0\0\0\x01" + body).digest()
    assert chain_hash(ZERO, CASE, 1, ENTRY) == by_hand
    assert by_hand.hex() == "ee57e901b56a0b954acf6f36ba25305587b798f94cf57952f03b9bc60dff66cd"


def test_the_time_zone_of_the_connection_does_not_matter():
    seoul = ENTRY.at.astimezone(ZoneInfo("Asia/Seoul"))
    assert replace(ENTRY, at=seoul).canonical() == ENTRY.canonical()


def a_chain(reasons: list[str]) -> list[Link]:
    links, prev = [], ZERO
    for pos, reason in enumerate(reasons, 1):
        entry = replace(ENTRY, reason=reason, at=AT + timedelta(seconds=pos))
        links.append(Link(pos, prev, chain_hash(prev, CASE, pos, entry), entry))
        prev = links[-1].hash
    return links


REASONS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=8)
CHANGES = st.sampled_from(["type", "evidence_id", "at", "actor_id", "actor_role", "reason", "hash_before", "hash_after",
                           "detail"])
OTHER = {"type": CustodyType.LOST, "evidence_id": CASE, "at": AT + timedelta(days=400), "actor_id": None,
         "actor_role": "lead", "reason": "something that was never said here", "hash_before": "cd" * 32,
         "hash_after": "ef" * 32, "detail": {"tool": "md5"}}


@given(REASONS)
def test_an_untouched_chain_is_whole(reasons):
    assert list(broken_links(CASE, a_chain(reasons))) == []


@given(REASONS, CHANGES, st.data())
def test_any_change_of_content_is_found_at_its_place(reasons, name, data):
    chain = a_chain(reasons)
    at = data.draw(st.integers(0, len(chain) - 1))
    chain[at] = replace(chain[at], entry=replace(chain[at].entry, **{name: OTHER[name]}))
    assert list(broken_links(CASE, chain)) == [(at + 1, "change")]


@given(REASONS, st.data())
def test_a_change_with_its_hash_made_new_breaks_the_next_link(reasons, data):
    chain = a_chain([*reasons, "last"])
    at = data.draw(st.integers(0, len(chain) - 2))
    entry = replace(chain[at].entry, detail={"tool": "none"})
    chain[at] = replace(chain[at], entry=entry, hash=chain_hash(chain[at].prev, CASE, at + 1, entry))
    assert (at + 2, "break") in list(broken_links(CASE, chain))


@given(REASONS, st.data())
def test_a_removed_entry_is_found(reasons, data):
    chain = a_chain([*reasons, "last"])
    del chain[data.draw(st.integers(0, len(chain) - 2))]
    assert [fault for _pos, fault in broken_links(CASE, chain)][:2] == ["gap", "break"]


@given(REASONS)
def test_a_chain_of_another_case_is_found(reasons):
    assert {fault for _pos, fault in broken_links(ITEM, a_chain(reasons))} == {"change"}


# --- names and first bytes ---


@pytest.mark.parametrize(("head", "label"), [
    (b"%PDF-1.7\n", "application/pdf"), (b"\x89PNG\r\n\x1a\n\0", "image/png"), (b"\xff\xd8\xff\xe0", "image/jpeg"),
    (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"), (b"\0\0\0\x18ftypmp42", "video/mp4"),
    (b"PK\x03\x04rest", "application/zip"),
    (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text",
     "application/vnd.oasis.opendocument.text"),
    (b"MZ\x90", "application/vnd.microsoft.portable-executable"), ("기록".encode(), "text/plain"),
    ("가나다".encode()[:-1], "text/plain"), (b"a\0b", files.UNKNOWN), (b"\xff\xff\xff\xfe\xfe\xfe", files.UNKNOWN),
    (b"a\x01b", files.UNKNOWN), (b"<svg onload=alert(1)>", "text/plain")])
def test_labels_by_the_first_bytes(head, label):
    assert files.label(head) == label


@pytest.mark.parametrize(("mime", "received", "given_out"), [
    ("application/pdf", "statement of W.pdf", "EV-0001.pdf"), ("application/pdf", "x.exe", "EV-0001.pdf"),
    ("application/zip", "letter.docx", "EV-0001.docx"), ("application/zip", "letter.exe", "EV-0001.zip"),
    (files.UNKNOWN, "x.html", "EV-0001.bin"), ("text/plain", "a.html", "EV-0001.txt"),
    ("text/plain", "a.eml", "EV-0001.eml"),
    ("application/x-ole-storage", "진술.hwp", "EV-0001.hwp"), ("application/x-ole-storage", "a", "EV-0001.bin")])
def test_a_download_has_a_name_nobody_typed(mime, received, given_out):
    assert files.download_name("EV-0001", mime, received) == given_out


@pytest.mark.parametrize(("received", "shown"), [
    ("기록 1.pdf", "기록 1.pdf"), ("a\0b", "a\\u{0000}b"), ("photo\u202egnp.exe", "photo\\u{202E}gnp.exe"),
    ("x\ud800y", "x\\u{D800}y"), ("..\\..\\etc", "..\\\\..\\\\etc"), ("a\u200bb\n", "a\\u{200B}b\\u{000A}"), ("", "")])
def test_names_are_shown_with_what_is_invisible_written_out(received, shown):
    assert files.shown_name(received) == shown


@given(st.text(max_size=600))
def test_any_name_can_be_kept(name):
    shown = files.shown_name(name)
    assert len(shown) <= files.LONGEST_NAME
    assert shown.encode().decode() == shown
    assert "\0" not in shown


@pytest.mark.parametrize(("header", "name"), [
    ("%EA%B8%B0%EB%A1%9D.pdf", "기록.pdf"), ("a%00b", "a\0b"), ("%ED%A0%80", "\ud800"), ("%FF%FE", "\\xff\\xfe"),
    ("", "")])
def test_names_come_out_of_the_header(header, name):
    assert files.name_from_header(header) == name
