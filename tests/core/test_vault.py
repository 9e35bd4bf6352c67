"""The vault opens what it sealed, where it was sealed, with the key that sealed it, and nothing else."""

from __future__ import annotations

import base64
import json
import re
import secrets
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import LargeBinary, delete, select
from sqlalchemy.exc import DBAPIError

from casefile.core import vault
from casefile.core.db import Base, db
from casefile.core.vault import DataKey, Keyring, Sealed, VaultError

KEY = bytes(range(32))
ROW = UUID("00000000-0000-4000-8000-000000000001")
PLACE = ("identity", "name_hangul_sealed", ROW)
KEY_ID = UUID("00000000-0000-4000-8000-00000000000b")
# Sealed with KEY for PLACE. Each must open for ever: whoever changes the envelope adds a version.
FIRST = bytes.fromhex(
    "01000102030405060708090a0b4702d6122f5557f021f97b002ce9786d83d68734f07b5f7c3867e5851d6900b20110aefcafc1129874a4"
    "7fed88872838ee59608d5ad6a3da3f972a1918e3f5ee4b1191cdb79dc7292ce6ad9023e77b27")
KNOWN = bytes.fromhex(
    "02000102030405060708090a0b4702d6122f5557f021f97b002ce9786d83d68734f07b5f7c3867e5851d6900b20110aefcafc1129874a4"
    "7fed88872838ee59608d5ad6a3da3f972a1918e3f5eea3dc7f6cb54d1d55a1cb6824e42960ee")


@pytest.fixture
def ring(context, monkeypatch):
    """A keyring of the test's own, with one master key."""
    ring = Keyring("k1", {"k1": secrets.token_bytes(32)})
    monkeypatch.setitem(context.extensions, "vault", ring)
    return ring


@pytest.fixture
def known_key(monkeypatch):
    monkeypatch.setattr(vault, "open_key", lambda owner, create=False: vault.OpenKey(KEY_ID, KEY))


# --- one envelope ---


@pytest.mark.parametrize("blob", [FIRST, KNOWN])
def test_what_was_sealed_long_ago_still_opens(known_key, blob):
    assert vault.unseal(uuid4(), *PLACE, blob) == "강문식"


def test_one_version_does_not_pass_for_the_other(known_key):
    for blob in (b"\2" + FIRST[1:], b"\1" + KNOWN[1:], b"\3" + KNOWN[1:]):
        with pytest.raises(VaultError):
            vault.unseal(uuid4(), *PLACE, blob)


def test_the_envelope_is_what_is_documented(known_key, monkeypatch):
    monkeypatch.setattr(vault.secrets, "token_bytes", lambda n: bytes(range(n)))
    assert vault.seal(uuid4(), *PLACE, "강문식") == KNOWN


@pytest.mark.parametrize("place", [
    ("person", "name_hangul_sealed", ROW), ("identity", "name_latin_sealed", ROW),
    ("identity", "name_hangul_sealed", UUID("00000000-0000-4000-8000-000000000002")),
])
def test_a_value_moved_to_another_place_does_not_open(known_key, place):
    with pytest.raises(VaultError):
        vault.unseal(uuid4(), *place, KNOWN)


@pytest.mark.parametrize("blob", [b"", KNOWN[:1], KNOWN[:12], KNOWN[:28], KNOWN[:-1], KNOWN + b"\0", b"\0" + KNOWN[1:],
                                  b"\3" + KNOWN[1:], "강문식".encode(), b"gAAAAA" + bytes(80)])
def test_cut_unknown_and_plain_values_are_refused(known_key, blob):
    with pytest.raises(VaultError):
        vault.unseal(uuid4(), *PLACE, blob)


def test_another_key_does_not_open(monkeypatch):
    for key in (vault.OpenKey(KEY_ID, bytes(32)), vault.OpenKey(uuid4(), KEY)):
        monkeypatch.setattr(vault, "open_key", lambda owner, create=False, key=key: key)
        with pytest.raises(VaultError):
            vault.unseal(uuid4(), *PLACE, KNOWN)


@given(position=st.integers(0, len(KNOWN) - 1), mask=st.integers(1, 255))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_changed_byte_passes(known_key, position, mask):
    changed = bytearray(KNOWN)
    changed[position] ^= mask
    with pytest.raises(VaultError):
        vault.unseal(uuid4(), *PLACE, bytes(changed))


def test_every_byte_counts(known_key):
    for position in range(len(KNOWN)):
        changed = bytearray(KNOWN)
        changed[position] ^= 1
        with pytest.raises(VaultError):
            vault.unseal(uuid4(), *PLACE, bytes(changed))


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
@example("")
@example("오")
@example("é" * 64)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_text_comes_back(known_key, text):
    assert vault.unseal(uuid4(), *PLACE, vault.seal(uuid4(), *PLACE, text)) == text


@given(one=st.text("가나다abc", max_size=20), other=st.text("가나다abc", max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_length_of_a_name_does_not_show(known_key, one, other):
    assert len(vault.seal(uuid4(), *PLACE, one)) == len(vault.seal(uuid4(), *PLACE, other))


@given(text=st.text(max_size=3000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
def test_every_length_is_one_of_few(known_key, text):
    inside = len(vault.seal(uuid4(), *PLACE, text)) - 1 - 12 - 16
    assert inside >= 64
    assert inside & (inside - 1) == 0


# What may be exchanged by somebody who can write to the database, and is refused: all but what it was sealed for.
PARTS = st.fixed_dictionaries({}, optional={
    "table": st.just("identity_reveal"), "column": st.just("name_latin_sealed"), "row": st.uuids(), "key": st.uuids()})


@given(swapped=PARTS, text=st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
def test_no_swap_of_table_column_row_or_key_opens(swapped, text):
    place = dict(zip(("table", "column", "row"), PLACE, strict=True))
    key = vault.OpenKey(KEY_ID, KEY)
    blob = vault.seal_with(key, **place, text=text)
    other = vault.OpenKey(swapped.get("key", KEY_ID), KEY)
    moved = {name: swapped.get(name, value) for name, value in place.items()}
    if swapped:
        with pytest.raises(VaultError):
            vault.unseal_with(other, **moved, blob=blob)
    else:
        assert vault.unseal_with(other, **moved, blob=blob) == text


def test_the_same_text_never_looks_the_same(known_key):
    assert len({vault.seal(uuid4(), *PLACE, "Pak") for _n in range(100)}) == 100


@pytest.mark.parametrize("framed", [b"", b"\0\0\0", (61).to_bytes(4, "big") + bytes(60)])
def test_a_frame_that_lies_about_its_length_is_refused(known_key, framed):
    blob = vault.encrypt(KEY, framed, vault._aad("casefile/field/v1", PLACE[0], PLACE[1], str(ROW)))
    with pytest.raises(VaultError):
        vault.unseal(uuid4(), *PLACE, blob)


# --- keys ---


def test_each_owner_has_a_key_of_their_own(ring):
    one, other = uuid4(), uuid4()
    assert vault.data_key(one, create=True) == vault.data_key(one)
    assert vault.data_key(one) != vault.data_key(other, create=True)


def test_two_fields_of_a_new_owner_share_one_key(ring):
    owner = uuid4()
    blobs = [vault.seal(owner, "identity", column, ROW, column) for column in ("a", "b")]
    assert [vault.unseal(owner, "identity", column, ROW, blob)
            for column, blob in zip(("a", "b"), blobs, strict=True)] == ["a", "b"]


def test_whoever_comes_second_uses_the_key_that_is_there(ring):
    owner = uuid4()
    first = vault.data_key(owner, create=True)
    assert vault.unwrap(ring, vault._make_key(owner)) == first


def test_without_a_key_nothing_opens_and_none_is_made_up(ring):
    owner = uuid4()
    blob = vault.seal(owner, *PLACE, "Kang")
    db.session.execute(delete(DataKey).where(DataKey.owner_id == owner))
    db.session.expire_all()
    with pytest.raises(VaultError):
        vault.unseal(owner, *PLACE, blob)
    assert db.session.get(DataKey, owner) is None
    vault.data_key(owner, create=True)
    with pytest.raises(VaultError):
        vault.unseal(owner, *PLACE, blob)


def test_a_missing_master_key_refuses(ring, context, monkeypatch):
    owner = uuid4()
    blob = vault.seal(owner, *PLACE, "Kang")
    monkeypatch.setitem(context.extensions, "vault", Keyring("k2", {"k2": secrets.token_bytes(32)}))
    with pytest.raises(VaultError):
        vault.unseal(owner, *PLACE, blob)
    with pytest.raises(VaultError):
        vault.rewrap()


def test_a_wrapped_key_put_under_another_owner_does_not_open(ring):
    owner, thief = uuid4(), uuid4()
    vault.data_key(owner, create=True)
    row = db.session.get(DataKey, owner)
    db.session.add(DataKey(owner_id=thief, kek_id=row.kek_id, wrapped=row.wrapped))
    db.session.flush()
    with pytest.raises(VaultError):
        vault.data_key(thief)


def test_a_wrapped_key_is_bound_to_its_name_and_to_the_master_key(ring):
    owner = uuid4()
    vault.data_key(owner, create=True)
    row = db.session.get(DataKey, owner)
    name = row.key_id
    row.key_id = uuid4()
    with pytest.raises(VaultError):
        vault.data_key(owner)
    row.key_id, row.kek_id = name, "k2"
    ring.keys["k2"] = ring.keys["k1"]
    with pytest.raises(VaultError):
        vault.data_key(owner)


def test_a_key_wrapped_by_the_first_version_opens_and_is_renewed(ring, context, monkeypatch):
    owner = uuid4()
    old = vault.encrypt(ring.keys["k1"], KEY, vault._aad("casefile/dek/v1", str(owner)))
    db.session.add(DataKey(owner_id=owner, kek_id="k1", wrapped=old))
    db.session.flush()
    assert vault.data_key(owner) == KEY
    monkeypatch.setitem(context.extensions, "vault", Keyring("k2", {**ring.keys, "k2": secrets.token_bytes(32)}))
    vault.rewrap()
    assert vault.data_key(owner) == KEY
    assert db.session.get(DataKey, owner).wrapped[0] == vault.VERSION


def test_a_pass_whose_counts_do_not_agree_changes_nothing(ring, context, monkeypatch):
    owner = uuid4()
    vault.data_key(owner, create=True)
    monkeypatch.setitem(context.extensions, "vault", Keyring("k2", {**ring.keys, "k2": secrets.token_bytes(32)}))
    counts = iter([1, 1, 0, 2])
    monkeypatch.setattr(vault, "_count", lambda *_conditions: next(counts))
    with pytest.raises(VaultError, match="counts"):
        vault.rewrap()


def test_rewrapping_many_keys_touches_no_field(ring, context, monkeypatch):
    owners = [uuid4() for _n in range(300)]
    blobs = {owner: vault.seal(owner, "identity", "note_sealed", owner, f"note of {owner}") for owner in owners}
    old = {row.owner_id: row.wrapped for row in db.session.execute(select(DataKey)).scalars()}
    both = Keyring("k2", {**ring.keys, "k2": secrets.token_bytes(32)})
    monkeypatch.setitem(context.extensions, "vault", both)
    assert vault.rewrap() >= len(owners)
    assert vault.rewrap() == 0
    db.session.flush()
    monkeypatch.setitem(context.extensions, "vault", Keyring("k2", {"k2": both.keys["k2"]}))
    for owner, blob in blobs.items():
        assert vault.unseal(owner, "identity", "note_sealed", owner, blob) == f"note of {owner}"
        assert db.session.get(DataKey, owner).wrapped != old[owner]


def test_a_key_that_does_not_open_stops_the_rewrapping_whole(ring, context, monkeypatch):
    good, bad = uuid4(), uuid4()
    vault.data_key(good, create=True)
    db.session.add(DataKey(owner_id=bad, kek_id="k1", wrapped=bytes(61)))
    db.session.flush()
    monkeypatch.setitem(context.extensions, "vault", Keyring("k2", {**ring.keys, "k2": secrets.token_bytes(32)}))
    with pytest.raises(VaultError):
        vault.rewrap()
    assert db.session.get(DataKey, good).kek_id == "k1"


@pytest.mark.parametrize("content", [
    "", "[]", "{}", '"text"', '{"current": "k1"}', '{"current": "k1", "keys": []}', '{"current": "k1", "keys": {}}',
    '{"current": "k1", "keys": {"k1": 5}}', '{"current": "k1", "keys": {"k1": "short"}}',
    json.dumps({"current": "k1", "keys": {"k1": base64.b64encode(bytes(16)).decode()}}),
    json.dumps({"current": "k2", "keys": {"k1": base64.b64encode(bytes(32)).decode()}}),
])
def test_a_key_file_that_is_none_is_refused(tmp_path, content):
    path = tmp_path / "vault.json"
    path.write_text(content)
    with pytest.raises(ValueError):
        Keyring.read(path)


def test_errors_tell_nothing_of_what_was_sealed(ring):
    owner = uuid4()
    blob = vault.seal(owner, *PLACE, "CANARY-NAME")
    with pytest.raises(VaultError) as caught:
        vault.unseal(owner, "identity", "note_sealed", ROW, blob)
    assert "CANARY" not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"


# --- the inventory: what is encrypted, and what is not and why ---

SEALED = {
    "second_factor.secret_sealed": "what a person's authenticator app knows",
    "draft.fields_sealed": "what a person typed and did not save",
    "identity.name_hangul_sealed": "a witness's name in Hangul",
    "identity.name_hanja_sealed": "a witness's name in Hanja",
    "identity.name_latin_sealed": "a witness's names in Latin letters",
    "identity.name_other_sealed": "other spellings, scripts and names of a witness",
    "identity.birth_sealed": "a witness's date of birth",
    "identity.contacts_sealed": "how to reach a witness",
    "identity.documents_sealed": "identity documents of a witness",
    "identity.whereabouts_sealed": "where a witness is",
    "identity.family_sealed": "the family of a witness",
    "identity_reveal.reason_sealed": "why an identity was opened: reasons speak of people",
    "identity.note_sealed": "what else tells who a witness is",
    "risk_assessment.likelihood_text_sealed": "why a danger to a person is so likely",
    "risk_assessment.impact_text_sealed": "why it would be so bad",
    "risk_assessment.mitigation_sealed": "what is done against it",
    "protection_event.description_sealed": "what touched a person's safety",
    "protection_event.measures_sealed": "what was done at once",
    "protection_event.outcome_sealed": "how it ended",
    "referral.provider_sealed": "with whom a person was put in touch",
    "referral.note_sealed": "what else is known of a referral",
    "interpreter.identity_sealed": "who an interpreter is",
    "interpreter.quality_sealed": "notes on an interpreter's work",
    "intermediary.identity_sealed": "who an intermediary is",
    "intermediary.interests_sealed": "what an intermediary stands to gain",
    "introduction.relation_sealed": "how an intermediary knows a person",
    "introduction.interests_sealed": "interests in bringing a person to us",
    "introduction.payments_sealed": "payments and favours",
    "statement.support_person_sealed": "who stood by a person",
    "statement.corrections_sealed": "corrections a person made",
    "statement.payments_sealed": "payments and expenses",
    "statement.welfare_before_sealed": "how a person was before an interview",
    "statement.welfare_after_sealed": "how a person was after it",
    "statement.note_sealed": "a note on a statement",
    "statement_attendance.who_sealed": "who was present",
    "statement_paragraph.text_sealed": "what a person said: it names people",
    "statement_paragraph.heard_from_sealed": "from whom a person heard it",
    "statement_paragraph_version.text_sealed": "what a paragraph said before it was corrected",
    "prior_account.note_sealed": "a note on an account given elsewhere",
    "open_question.question_sealed": "a question for a person",
    "consistency_note.reason_sealed": "what was found on comparing two accounts",
}
PERSONAL = re.compile(r"(^|_)(names?|surname|alias|aliases|phones?|telephone|mobile|mail|emails?|birth|birthday|born|"
                      r"dob|address|addresses|contacts?|passport|documents|whereabouts|residence|family|relatives|spouse|"
                      r"nickname|kakao|wechat|telegram|signal|ip|photo|voice)(_|$)")
# Columns whose name sounds personal and which hold no witness's or victim's data in clear: each with the reason.
IN_CLEAR = {
    "audit_event.table_name": "a table's name",
    "review.table_name": "a table's name",
    "job_run.name": "a kind of job",
    "outgoing_mail.to_address": "staff, for sending",
    "backing.name_id": "which recorded name of an official an item speaks for: officials are no witnesses",
    "user.name": "staff",
    "user.email": "staff",
    "evidence.file_name": "the name a file came with; people are told to keep witnesses' names out of it",
    "upload.file_name": "as evidence.file_name, until the upload is registered or swept",
    "place.name_latin": "a place", "place.name_hangul": "a place", "place.other_names": "a place",
    "organisation.name_latin": "an organisation", "organisation.name_hangul": "an organisation",
    "official.name_latin": "an official acting in public office", "official.name_hangul": "an official, as above",
    "official.name_hanja": "an official, as above", "official.name_keys": "an official, as above",
    "official.birth_code": "an official, as above", "official.birth_earliest": "an official, as above",
    "official.birth_latest": "an official, as above", "official.birth_wording": "an official, as above",
    "official.birth_basis": "an official, as above",
    "person_alias.alias": "a number drawn at random: the name under which one recipient knows a code",
    "person.contact": "who may get in touch: one of three codes",
    "statement.next_contact_on": "a day",
    "consent.contact": "who may get in touch: one of three codes",
    "evidence.family_id": "the items that came together: an id, no kin",
    "provider_agreement.contact": "a function or office of an institution; people are told to keep names out of it",
}


def columns() -> dict[str, object]:
    tables = {mapper.local_table for mapper in Base.registry.mappers
              if mapper.class_.__module__.startswith("casefile.")}
    return {f"{table.name}.{column.name}": column for table in tables for column in table.columns}


def unlisted(found: dict[str, object]) -> list[str]:
    faults = [f"{name}: list it in SEALED and say what it holds" for name, column in found.items()
              if isinstance(column.type, LargeBinary) and name.endswith("_sealed") and name not in SEALED]
    faults += [f"{name}: encrypt it with Sealed, or list it in IN_CLEAR and say why it may be read"
               for name, column in found.items()
               if PERSONAL.search(name.partition(".")[2]) and not name.endswith("_sealed") and name not in IN_CLEAR]
    return faults


def test_every_encrypted_and_every_personal_column_is_listed(app):
    assert not unlisted(columns()), "\n".join(unlisted(columns()))


def test_the_inventory_lists_nothing_that_is_gone(app):
    assert set(SEALED) <= set(columns())


@pytest.mark.parametrize("name", ["person.full_name", "person.phone", "statement.interpreter_name", "person.birth_year",
                                  "interview.address", "visit.emergency_contact", "person.dob"])
def test_a_new_personal_column_in_clear_is_found(name):
    column = select(DataKey.kek_id).selected_columns[0]
    assert unlisted({name: column})


def test_a_new_encrypted_column_must_be_listed(app):
    assert unlisted({"interview.place_sealed": DataKey.__table__.c.wrapped})


def test_each_sealed_attribute_has_its_column(app):
    for mapper in Base.registry.mappers:
        for name, attribute in vars(mapper.class_).items():
            if isinstance(attribute, Sealed):
                assert f"{mapper.local_table.name}.{name}_sealed" in SEALED
                assert isinstance(mapper.local_table.c[f"{name}_sealed"].type, LargeBinary)


def test_the_class_itself_gives_the_descriptor():
    class Holder:
        name = Sealed()

    assert isinstance(Holder.name, Sealed)


def test_parameters_never_reach_an_error_message(context):
    with pytest.raises(DBAPIError) as caught:
        db.session.execute(select(DataKey).where(DataKey.kek_id == "CANARY", DataKey.wrapped == b"x",
                                                 db.text("1/0 = 1")))
    assert "CANARY" not in str(caught.value)
