"""A dossier for somebody outside, from the form to the hand-over: set for real, and read as the recipient reads it."""

from __future__ import annotations

import io
import unicodedata
from datetime import timedelta

import pytest
from sqlalchemy import select

from casefile.cases.decisions import decide
from casefile.cases.models import Case
from casefile.core import storage
from casefile.core.access import Role as TeamRole
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.jobs import JobFailed
from casefile.dossiers import handover, service
from casefile.dossiers.build import build
from casefile.dossiers.models import Dossier
from casefile.dossiers.rules import Kind, Language
from casefile.dossiers.sieve import MASK
from casefile.dossiers.transfers import Transfer
from casefile.evidence.models import CustodyEvent
from casefile.evidence.rules import CustodyType
from casefile.people import service as people
from casefile.people.models import Person, today
from casefile.people.rules import Consent, Sex
from casefile.people.rules.grants import Grant, Level, Purpose
from tests.dossiers.paper import text_of
from tests.evidence.test_sharing import SAFE, TERMS, TRIAL, consents, open_item
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.incidents import an_incident
from tests.factories.law import held
from tests.factories.people import a_part, a_person, an_identity

NAMES = {"name_hangul": "뢰까나리", "name_latin": "Roe Kkanari", "birth": "1931-07-23", "contacts": "+82-10-5557-4821"}
FORMS = ("뢰까나리", "RoeKkanari", "KkanariRoe", "1931-07-23", "5557-4821", "55574821")
LITTLE = Grant("icc_otp", Purpose.TRIAL, Level.SUMMARY, today() - timedelta(1))
PARTNER = {"recipient": "icc_otp", "purpose": "criminal_trial_evidence", "level": "4", "language": "en"}


def asked(case: Case, recipient: str = "icc_otp") -> Dossier:
    """A dossier that was asked for, for a recipient."""
    found = people.stored(people.telling_in(case))
    dossier = service.generate(case, Kind.PARTNER, Language.EN, recipient=recipient, purpose=Purpose.TRIAL, level=4,
                               rare=found, rare_reason="weighed", key=f"test-{recipient}")
    db.session.flush()
    return dossier


def read(dossier: Dossier) -> tuple[bytes, str]:
    """The finished bytes, and their text without white space."""
    with storage.open_file(dossier.sha256) as stored:
        raw = stored.read()
    return raw, text_of(io.BytesIO(raw))


@pytest.fixture
def scene(context):
    """A case with somebody who goes, somebody who permitted less, and somebody who never consented."""
    case = a_case()
    team = a_member(case, TeamRole.LEAD), a_member(case, TeamRole.COORDINATOR)
    with acting(SYSTEM):
        goes, less, never = (held(a_person(case, **SAFE)) for _n in range(3))
        consents(goes, TRIAL)
        consents(less, LITTLE)
        told = f"{goes.reference} heard it from {never.reference}; see {{hidden}}."
        items = {"goes": open_item(case, goes, title="Interview"), "less": open_item(case, less, title="Statement B")}
        incident = an_incident(case, when="2006-05", description=told.format(hidden=items["less"].reference))
        for person in (goes, less, never):
            an_identity(person, **NAMES)
            a_part(person, incident)
        yield held(case), (goes, less, never), items, team


def test_a_partner_reads_names_of_their_own_and_nothing_of_whoever_does_not_go(scene):
    case, (goes, less, never), items, _team = scene
    dossier = asked(case)
    build(dossier)
    raw, text = read(dossier)
    alias = people.alias_of(goes, "icc_otp")
    assert alias in text
    assert f"{alias}hearditfrom{MASK};see[L]." in text
    for code in (goes.reference, less.reference, never.reference, items["less"].reference):
        assert code not in text
        assert code.encode() not in raw
    for form in FORMS:
        assert unicodedata.normalize("NFC", form).casefold() not in unicodedata.normalize("NFC", text).casefold(), form
        assert form.encode() not in raw
        assert form.encode("utf-16-be") not in raw
    assert items["goes"].reference in text
    assert dossier.withheld[less.reference] == ["lower_level"], "the level that was asked for is obeyed"
    assert dossier.withheld[never.reference] == ["no_consent"]
    assert handover.cited(dossier) == [goes.id], "who does not go is not cited, and blocks nothing"
    other = people.alias_of(goes, "un_mechanism")
    assert other != alias
    assert other not in text


def test_a_file_in_which_somebody_is_named_is_not_stored(scene):
    case, (goes, _less, _never), items, _team = scene
    items["goes"].title = "Account of Kkanari, Roe"
    dossier = asked(case)
    with pytest.raises(JobFailed, match="dossier_named"):
        build(dossier)
    assert dossier.sha256 is None
    noted = select(AuditEvent).where(AuditEvent.action == "identities_compared", AuditEvent.record_id == goes.id)
    assert db.session.execute(noted).scalars().all(), "that the vault was read is in the history"


def test_it_is_handed_over_to_whom_it_was_made_for_by_two_people_and_stands_in_custody(scene):
    case, (goes, _less, _never), items, (lead, coordinator) = scene
    dossier = asked(case)
    build(dossier)
    with acting_as(lead), pytest.raises(Refused, match="what could tell who people are"):
        handover.propose(dossier, "asked for", **{**TERMS, "rare_reason": None})
    with acting_as(lead):
        review = handover.propose(dossier, "asked for", **TERMS)
        db.session.flush()
    with acting_as(coordinator):
        decide(review, True, "in order")
        db.session.flush()
    (sent,) = db.session.execute(select(Transfer)).scalars().all()
    assert (sent.recipient, sent.purpose, sent.level, sent.sha256) == ("icc_otp", Purpose.TRIAL, 4, dossier.sha256)
    assert sent.evaluation["rare_reason"] == TERMS["rare_reason"]
    assert sent.evaluation["rare"][0]["who"] == goes.reference
    (entry,) = db.session.execute(select(CustodyEvent).where(CustodyEvent.type == CustodyType.DISCLOSED)).scalars()
    assert (entry.evidence_id, entry.actor_id) == (items["goes"].id, coordinator.id)
    assert entry.detail["package"] == dossier.reference
    people.record_consent(goes, Consent.WITHDRAWN, today(), "said so")
    db.session.flush()
    with acting_as(lead):
        for act in (lambda: handover.record_download(dossier), lambda: handover.propose(dossier, "again", **TERMS)):
            with pytest.raises(Refused):
                act()
    inside = service.generate(case, Kind.INTERNAL, Language.EN, "inside")
    with acting_as(lead), pytest.raises(Refused, match="stay in the office"):
        handover.propose(inside, "asked for", **TERMS)


# --- the pages ---


def test_what_could_tell_people_apart_is_shown_and_answered_for_before_anything_goes(make, client_for):
    case = make(a_case)
    person = make(a_person, case, sex=Sex.OTHER)
    lead = client_for(make(a_member, case, TeamRole.LEAD))
    url = f"/cases/{case.id}/dossiers/for-a-partner"
    page = lead.get(url).text
    assert person.reference in page
    assert "Another gender" in page
    seen = page.split('name="rare_seen" type="hidden" value="')[1].split('"')[0]
    refused = lead.post(url, data={**PARTNER, "rare_seen": seen})
    assert refused.status_code == 422
    assert "Say why it may go in spite of the list on this page" in refused.text
    answered = {**PARTNER, "rare_reason": "ages are left out", "rare_seen": seen}
    make(a_person, case, sex=Sex.FEMALE)
    again = lead.post(url, data=answered)
    assert again.status_code == 422
    assert "has changed since you opened it" in again.text
    assert "ages are left out" in again.text, "what was typed is kept"
    answered["rare_seen"] = again.text.split('name="rare_seen" type="hidden" value="')[1].split('"')[0]
    made = lead.post(url, data=answered)
    assert made.status_code == 303
    assert "ages are left out" in lead.get(made.location).text
    assert lead.get(f"{made.location}/hand-over").status_code == 404, "not built yet"
    assert "What could tell who people are" in lead.get(f"/cases/{case.id}/dossiers/new").text


def test_the_hand_over_is_proposed_on_its_page_with_the_gate_and_the_list(make, client_for, scene_on_pages):
    dossier, lead, reviewer = scene_on_pages
    url = f"/dossiers/{dossier}/hand-over"
    page = lead.get(url).text
    for words in ("what the sharing gate says", "Passes", "What could tell who people are"):
        assert words in page
    terms = {"method": "courier", "legal_basis": "request 7", "answers": "none", "reason": "asked for",
             "rare_seen": page.split('name="rare_seen" type="hidden" value="')[1].split('"')[0]}
    assert lead.post(url, data=terms).status_code == 422
    proposed = lead.post(url, data={**terms, "rare_reason": "known to the court"})
    assert proposed.status_code == 303
    assert "known to the court" in reviewer.get(proposed.location).text
    assert client_for(make(a_member, make(a_case), TeamRole.LEAD)).get(url).status_code == 404
    assert reviewer.get(url).status_code == 404


@pytest.fixture
def scene_on_pages(make, client_for):
    """(id of a dossier that cites one person and is built, browsers of the lead and of a reviewer)."""
    case = make(a_case)
    lead, reviewer = (client_for(make(a_member, case, role)) for role in (TeamRole.LEAD, TeamRole.REVIEWER))
    person = make(a_person, case, sex=Sex.OTHER, **SAFE)

    def built():
        with acting(SYSTEM):
            consents(db.session.get_one(Person, person.id), TRIAL)
            dossier = Dossier(case_id=case.id, reference="D-7777", edition=1, kind=Kind.PARTNER, language=Language.EN,
                              recipient="icc_otp", purpose=Purpose.TRIAL, level=4, sha256="a" * 64,
                              view_sha256="b" * 64, size=1, pages=1, built_at=db.func.now(), as_of=db.func.now())
            db.session.add(dossier)
            db.session.flush()
            handover.cite_people(dossier, [], [person.id])
            db.session.commit()
            return dossier.id

    return make(built), lead, reviewer
