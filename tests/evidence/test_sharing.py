"""May an item be shared; what a withdrawal does to items and dossiers; two people at the same instant."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from casefile.cases.decisions import decide
from casefile.cases.rules import Forum
from casefile.core.access import Role as TeamRole
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.review import Review
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import Kind as DateKind
from casefile.dossiers import handover
from casefile.dossiers.gate import Facts, Rule, Verdict, gate
from casefile.dossiers.models import Dossier
from casefile.dossiers.rules import Kind, Language, Method
from casefile.dossiers.sieve import MASK, MASK_ITEM, sieve_of
from casefile.dossiers.transfers import Transfer
from casefile.evidence import service
from casefile.evidence.models import Evidence
from casefile.evidence.providers import Attribution, Bar, Default, Onward, by_provider, by_use
from casefile.evidence.rules import Use
from casefile.evidence.service import sharing
from casefile.evidence.sources import Role
from casefile.people import service as people
from casefile.people.models import Person, today
from casefile.people.rules import Consent, Protection
from casefile.people.rules.consent import Version
from casefile.people.rules.grants import Grant, Level, Outcome, Purpose, Reason, Wanted, Why, allow
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.evidence import an_item
from tests.factories.law import held
from tests.factories.people import a_person

SAFE = {"protection": Protection.LOW, "protection_until": today() + timedelta(60)}
TRIAL = Grant("icc_otp", Purpose.TRIAL, Level.PSEUDONYMOUS, today() - timedelta(1))
WANTED = Wanted("icc_otp", Purpose.TRIAL, Level.PSEUDONYMOUS, today())
TERMS = {"method": "courier", "legal_basis": "request 7", "caveats": None, "answers": "none asked",
         "rare_reason": "one witness; named to the court anyway"}


def consents(person: Person, *grants: Grant) -> Person:
    people.record_consent(person, Consent.ACTIVE, today(), "read out", grants=grants or [TRIAL])
    db.session.flush()
    return person


def open_item(case, *persons: Person, role: Role = Role.SPEAKER, reviewed: bool = True, **values) -> Evidence:
    """An item that is open to competent authorities, about these people."""
    item = held(an_item(case, states={"use_restriction": Use.OPEN}, **values))
    service.link(item, persons, role)
    if reviewed:
        sharing.review_people(item)
    db.session.flush()
    return item


def answer(item: Evidence):
    return sharing.may_share([item.id], WANTED.recipient, WANTED.purpose, WANTED.level, WANTED.on)[item.id]


@pytest.fixture
def case(context):
    return a_case()


def test_an_item_is_shared_only_if_everybody_in_it_consented_and_somebody_looked(case):
    with acting(SYSTEM):
        one, other = (held(a_person(case, **SAFE)) for _ in range(2))
        item = open_item(case, consents(one), reviewed=False)
        assert answer(item).reasons == {Reason(Bar.NOT_REVIEWED, item.reference)}
        sharing.review_people(item)
        db.session.flush()
        assert answer(item).outcome is Outcome.ALLOW
        service.link(item, [other], Role.THIRD_PARTY)
        db.session.flush()
        assert answer(item).reasons == {Reason(Why.NO_CONSENT, other.reference)}
        consents(other, Grant("icc_otp", Purpose.TRIAL, Level.SUMMARY, today()))
        assert (answer(item).outcome, answer(item).level) == (Outcome.REDACT, Level.SUMMARY)
        link = next(link for link in service.subjects_of(item) if link.person_id == other.id)
        service.unlink(link, "mistaken")
        db.session.flush()
        assert answer(item).reasons == {Reason(Bar.NOT_REVIEWED, item.reference)}, "taken off the list: look again"


def test_an_overdue_protection_review_blocks_sharing(case):
    with acting(SYSTEM):
        item = open_item(case, consents(held(a_person(case))))
        assert answer(item).outcome is Outcome.DENY
        assert {reason.why for reason in answer(item).reasons} == {Bar.PROTECTION}


def test_somebody_the_reader_may_not_know_of_counts_and_is_called_by_no_code(case):
    with acting(SYSTEM):
        hidden = held(a_person(a_case(), **SAFE))
        item = open_item(case, hidden)
        db.session.commit()
    with acting_as(a_member(case)):
        assert answer(item).reasons == {Reason(Why.NO_CONSENT, sharing.HIDDEN)}


@pytest.mark.parametrize(("default", "outcome"), [
    (Default.OPEN, Outcome.ALLOW), (Default.CASE_BY_CASE, Outcome.CONSULT), (Default.LEAD_ONLY, Outcome.DENY),
    (Default.INTERNAL, Outcome.DENY)])
def test_the_provider_has_a_say(case, default, outcome):
    with acting(SYSTEM):
        item = open_item(case)
        situation = held(case).situation
        terms = {"provider": "Archive", "protocol_on": today(), "attribution": Attribution.NAMED,
                 "onward": Onward.ASK, "default": default}
        agreement = sharing.add_agreement(situation, **terms)
        sharing.set_agreement(item, agreement, "said so")
        db.session.flush()
        assert answer(item).outcome is outcome
        with pytest.raises(Refused, match="already"):
            sharing.set_agreement(item, agreement, "again")
        agreement.expires_on = today() - timedelta(1)
    assert by_provider(default, today() - timedelta(1), WANTED, "PA-1").outcome is Outcome.DENY


@pytest.mark.parametrize(("use", "outcome"), [
    (Use.OPEN, Outcome.ALLOW), (Use.INTERNAL, Outcome.DENY), (Use.CASE_BY_CASE, Outcome.CONSULT),
    (Use.LEAD_ONLY, Outcome.DENY), (Use.SEALED, Outcome.DENY), (Use.WITHDRAWN, Outcome.DENY)])
def test_the_items_own_restriction_has_a_say(use, outcome):
    assert by_use(use, None, WANTED, "EV-1").outcome is outcome
    media = Wanted("media_public", Purpose.MEMORIAL, Level.SUMMARY, today())
    assert use is not Use.OPEN or by_use(use, None, media, "EV-1").outcome is Outcome.DENY
    assert by_use(Use.EMBARGOED, today(), WANTED, "EV-1").outcome is Outcome.DENY
    assert by_use(Use.EMBARGOED, today() - timedelta(1), WANTED, "EV-1") == allow(WANTED)


def test_the_number_of_questions_does_not_grow(case, queries):
    with acting(SYSTEM):
        persons = [consents(held(a_person(case, **SAFE))) for _ in range(3)]
        items = [open_item(case, *persons[:n]) for n in range(1, 4)]

        ids = [item.id for item in items]

        def asked(n: int) -> int:
            queries.clear()
            found = sharing.may_share(ids[:n], *_wanted())
            assert {one.outcome for one in found.values()} == {Outcome.ALLOW}
            return len(queries)

        assert asked(1) == asked(3) == 3


def _wanted():
    return WANTED.recipient, WANTED.purpose, WANTED.level, WANTED.on


# --- withdrawal and dossiers ---


def a_dossier(case, *items: Evidence) -> Dossier:
    """A dossier that was built with these items."""
    dossier = Dossier(case_id=case.id, reference=f"D-{case.reference[-3:]}", edition=1, kind=Kind.PARTNER,
                      language=Language.EN, recipient="icc_otp", purpose=Purpose.TRIAL, level=4, sha256="a" * 64,
                      view_sha256="b" * 64, size=1, pages=1, built_at=db.func.now(), as_of=db.func.now())
    db.session.add(dossier)
    db.session.flush()
    handover.cite_people(dossier, [item.id for item in items])
    db.session.flush()
    return dossier


def test_a_withdrawal_shuts_items_makes_dossiers_stale_and_calls_copies_back(case):
    lead, other = a_member(case, TeamRole.LEAD), a_member(case, TeamRole.COORDINATOR)
    with acting(SYSTEM):
        person = consents(held(a_person(case, **SAFE)))
        own, mentioned = open_item(case, person), open_item(case, person, role=Role.THIRD_PARTY)
        dossier = a_dossier(case, own, mentioned)
        assert handover.stale_because([dossier]) == {}
        db.session.commit()
    with acting_as(lead):
        handover.propose(held(dossier), "asked for", **TERMS)
        db.session.commit()
    with acting_as(other):
        decide(db.session.execute(select(Review)).scalar_one(), True, "in order")
        db.session.flush()
        (sent,) = handover.transfers_citing(held(person))
        assert (sent.recipient, sent.method, sent.sha256, sent.sent_by) == ("icc_otp", Method.COURIER, "a" * 64,
                                                                           other.id)
        people.record_consent(held(person), Consent.WITHDRAWN, today(), "said so")
        db.session.flush()
        assert held(own).use_restriction is Use.WITHDRAWN
        assert held(mentioned).use_restriction is Use.OPEN, "merely mentioned: not shut, and not shared"
        assert answer(mentioned).outcome is Outcome.DENY
        assert handover.stale_because([dossier]) == {dossier.id: [(person.reference, Version.WITHDRAWN)]}
        assert sent.recalled_at is not None
    with acting(SYSTEM):
        recalls = db.session.execute(select(Deadline).where(Deadline.kind == DateKind.RECALL_NOTICE)).scalars().all()
        assert [(one.case_id, dossier.reference in one.title) for one in recalls] == [(case.id, True)]
    with acting_as(lead), pytest.raises(Refused, match="G7-CONSENT"):
        handover.propose(held(dossier), "asked for again", **TERMS)


def test_a_partner_gets_only_what_may_go_and_the_rest_is_listed_for_us(case):
    with acting(SYSTEM):
        yes, no = consents(held(a_person(case, **SAFE))), held(a_person(case, **SAFE))
        goes, stays = open_item(case, yes), open_item(case, no)
        dossier = a_dossier(case, goes)
        sieve = sieve_of(dossier, [goes, stays])
        assert sieve.passes(goes)
        assert not sieve.passes(stays)
        assert sieve.codes == {yes.reference}
        assert sieve.withheld == {stays.reference: [Why.NO_CONSENT], no.reference: [Why.NO_CONSENT]}
        said = sieve.masked((f"{yes.reference} heard it from {no.reference}, see {stays.reference}, {goes.reference}",))
        alias = people.alias_of(yes, "icc_otp")
        assert said == (f"{alias} heard it from {MASK}, see {MASK_ITEM}, {goes.reference}",)
        dossier.recipient = "un_mechanism"
        assert sieve_of(dossier, [goes, stays]).names == {}, "nobody permitted that recipient anything"
        dossier.kind, dossier.recipient, dossier.purpose, dossier.level = Kind.INTERNAL, None, None, None
        assert sieve_of(dossier, [goes]) is None


def test_every_rule_of_the_gate():
    clean = {finding.rule: finding.verdict for finding in gate(Facts("icc_otp", True))}
    assert set(clean) == set(Rule)
    assert set(clean.values()) == {Verdict.PASS}
    state = {finding.rule for finding in gate(Facts("national_prosecutor:KOR", True)) if finding.verdict is Verdict.ASK}
    assert state == {Rule.FAIR_TRIAL, Rule.DEATH, Rule.ABSENTIA}
    for recipient in ("researcher", "media_public", "other_ngo:NGO-1"):
        assert gate(Facts(recipient, True))[0].verdict is Verdict.BLOCK
    wrong = {"not_consented": Rule.CONSENT, "lead_only": Rule.LEAD_ONLY, "unprotected": Rule.PROTECT,
             "privileged": Rule.PRIVILEGE, "not_intact": Rule.INTEGRITY}
    for name, rule in wrong.items():
        found = [each.rule for each in gate(Facts("icc_otp", True, **{name: 1})) if each.verdict is Verdict.BLOCK]
        assert found == [rule]
    assert gate(Facts("icc_otp", True, second_person=False))[-1].verdict is Verdict.BLOCK
    assert gate(Facts("icc_otp", False))[1].verdict is Verdict.ASK
    assert gate(Facts("icc_otp", True, exculpatory_left_out=1))[11].verdict is Verdict.ASK


class Meeting:
    """Two people on two connections: the second begins when the first has done its part, and before it commits."""

    def __init__(self, app) -> None:
        self.app, self.outcome = app, {}
        self.acted, self.begun = threading.Event(), threading.Event()

    def run(self, one, other, *, swapped: bool) -> None:
        first, second = (other, one) if swapped else (one, other)
        threads = [threading.Thread(target=self._do, args=first, kwargs={"first": True}),
                   threading.Thread(target=self._do, args=second, kwargs={"first": False})]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(40)

    def _do(self, name, act, user, *, first: bool) -> None:
        with self.app.app_context(), self.app.test_request_context(), acting_as(user):
            try:
                self._act(act, first)
                db.session.commit()
                self.outcome[name] = "done"
            except Refused:
                db.session.rollback()
                self.outcome[name] = "refused"
            finally:
                self.acted.set()
                db.session.remove()

    def _act(self, act, first: bool) -> None:
        if not first:
            assert self.acted.wait(20)
            self.begun.set()
        act()
        db.session.flush()
        if first:
            self.acted.set()
            assert self.begun.wait(20)


@pytest.mark.parametrize("withdrawal_first", [True, False])
def test_when_withdrawal_and_sharing_meet_the_share_loses_or_is_called_back(live, withdrawal_first):
    """Two connections: whoever holds the person's row goes first; a share that comes second is refused, and one that
    came first is seen by the withdrawal and called back."""
    with live.app_context():
        case = a_case()
        lead, other = a_member(case, TeamRole.LEAD), a_member(case, TeamRole.COORDINATOR)
        with live.test_request_context(), acting(SYSTEM):
            person = consents(held(a_person(case, **SAFE)))
            dossier = a_dossier(case, open_item(case, person))
            db.session.commit()
            ids = person.id, dossier.id
        with live.test_request_context(), acting_as(lead):
            handover.propose(held(dossier), "asked for", **TERMS)
            db.session.commit()
        db.session.remove()
    meeting = Meeting(live)

    def withdraw() -> None:
        people.record_consent(db.session.get_one(Person, ids[0]), Consent.WITHDRAWN, today(), "said so")

    def share() -> None:
        decide(db.session.execute(select(Review)).scalar_one(), True, "in order")

    meeting.run(("withdraw", withdraw, lead), ("share", share, other), swapped=not withdrawal_first)
    with live.app_context(), acting(SYSTEM):
        sent = db.session.execute(select(Transfer)).scalars().all()
        recalls = db.session.execute(select(Deadline).where(Deadline.kind == DateKind.RECALL_NOTICE)).scalars().all()
    said = "refused" if withdrawal_first else "done"
    n = 0 if withdrawal_first else 1
    assert (meeting.outcome, len(sent), len(recalls)) == ({"withdraw": "done", "share": said}, n, n)


# --- pages ---


def test_pages_about_sharing(make, client_for):
    case = make(a_case, target_forum=Forum.ICC_UNSC)
    expert, reader = (client_for(make(a_member, case, role)) for role in (TeamRole.LEGAL_EXPERT, TeamRole.REVIEWER))
    stranger = client_for(make(a_member, make(a_case)))
    item = make(an_item, case, states={"use_restriction": Use.OPEN})
    url = f"/evidence/{item.id}/people"
    assert "not yet reviewed" in expert.get(f"/evidence/{item.id}").text
    assert expert.get(url).status_code == 200
    assert expert.post(url, data={}).status_code == 422
    assert reader.post(url, data={"whole": "y"}).status_code == stranger.get(url).status_code == 404
    assert expert.post(url, data={"whole": "y"}).status_code == 303
    assert "Yes: identity public" in expert.get(f"/evidence/{item.id}").text
    register = f"/situations/{case.situation_id}/agreements"
    terms = {"provider": "Archive", "protocol_on": "2026-01-01", "default": "lead_only", "attribution": "named",
             "onward": "never"}
    assert expert.get(register).status_code == 200
    assert expert.post(register, data={**terms, "expires_on": "2025-01-01"}).status_code == 422
    assert stranger.get(register).status_code == 404
    assert expert.post(register, data=terms).status_code == 303
    page = expert.get(register).text
    agreement = page.split('/agreements/')[1].split('"')[0]
    assert expert.get(f"/agreements/{agreement}").status_code == 200
    assert expert.post(f"/agreements/{agreement}", data={**terms, "provider": "Old archive"}).status_code == 303
    given = f"/evidence/{item.id}/provider"
    assert expert.get(given).status_code == 200
    assert expert.post(given, data={"agreement_id": agreement}).status_code == 422
    assert expert.post(given, data={"agreement_id": agreement, "reason": "protocol"}).status_code == 303
    assert "as a lead only" in expert.get(f"/evidence/{item.id}").text
