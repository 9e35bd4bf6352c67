from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import and_, delete, inspect, or_, select
from sqlalchemy.exc import DBAPIError

from casefile.accounts.models import Notification
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db, get_visible
from casefile.core.errors import Refused
from casefile.incidents.models import Incident
from casefile.people import labels, service
from casefile.people.models import Identity, IdentityReveal, IncidentPerson, Person, PersonCode, today
from casefile.people.rules import Consent, Group, Part, Protection, code, is_code, may_follow
from casefile.people.service import people as service_people
from tests.factories.base import a_case, a_member, acting_as, on_team
from tests.factories.incidents import an_incident
from tests.factories.people import a_part, a_person, an_identity


def test_a_code_is_random_well_formed_and_given_once(context):
    codes = [service.give_code(["eyewitness"]) for _n in range(200)]
    assert len(set(codes)) == 200
    assert all(is_code(code) for code in codes)
    assert codes != sorted(codes)


def test_a_number_that_is_given_is_never_drawn_again(context, monkeypatch):
    monkeypatch.setattr(service_people.secrets, "randbelow", lambda n: 4821)
    first, second = service.give_code(["insider"]), service.give_code(["insider"])
    assert first == "W-48217"
    assert second != first
    assert service.give_code(["victim"]) == "V-48217"


def test_when_all_codes_are_given_nobody_is_added(context, monkeypatch):
    monkeypatch.setattr(service_people, "NUMBERS", 3)
    monkeypatch.setattr(service_people.secrets, "randbelow", lambda n: 0)
    assert {service.give_code(["victim"]) for _n in range(3)} == {code("V", n) for n in range(3)}
    with pytest.raises(Refused):
        service.give_code(["victim"])


def test_two_who_draw_the_same_free_code_do_not_get_it_both(context, monkeypatch):
    monkeypatch.setattr(service_people, "NUMBERS", 2)
    monkeypatch.setattr(service_people.secrets, "randbelow", lambda n: 0)
    service.give_code(["victim"])
    taken = iter([False, True])
    real = service_people._take
    monkeypatch.setattr(service_people, "_take", lambda drawn: real(drawn) and next(taken))
    with pytest.raises(Refused):
        service.give_code(["victim"])


def test_an_identity_opens_only_from_its_own_row(context):
    case = a_case()
    identity = an_identity(a_person(case), name_hangul="류검정")
    with acting_as(a_member(case)):
        found = db.session.get(Identity, identity.id)
        assert found.name_hangul == "류검정"
        assert found.birth is None


def test_a_link_is_seen_by_those_who_see_both_ends(context):
    shared, other = a_case(), a_case()
    person, incident = a_person(shared), an_incident(shared, other)
    link = a_part(person, incident)
    with acting_as(a_member(shared)):
        assert get_visible(IncidentPerson, link.id) is not None
        assert get_visible(IncidentPerson, link.id).scopes() == {shared.id}
    with acting_as(a_member(other)):
        assert get_visible(IncidentPerson, link.id) is None


def test_the_database_takes_no_code_back(context):
    service.give_code(["victim"])
    with pytest.raises(DBAPIError):
        db.session.execute(delete(PersonCode))
    db.session.rollback()


@pytest.mark.parametrize(("now", "new"), list(product(Consent, Consent)))
def test_consent_is_recorded_only_along_the_arrows(context, now, new):
    case = a_case()
    person = a_person(case, consent=now, consent_on=None if now is Consent.NOT_SOUGHT else today())
    with acting_as(a_member(case)):
        mine = get_visible(Person, person.id)
        if new not in may_follow(now):
            with pytest.raises(Refused):
                service.record_consent(mine, new, today(), "r")
            return
        service.record_consent(mine, new, today(), "said so by W-10008", today())
        db.session.flush()
        assert mine.consent is new
        assert mine.consent_until == (today() if new is Consent.ACTIVE else None)


def test_no_assignment_gets_round_the_arrows(context):
    person = a_person()
    with pytest.raises(Refused):
        person.consent = Consent.WITHDRAWN


def test_a_lapsed_consent_can_be_renewed_refused_or_withdrawn(context):
    case = a_case()
    lapsed = {"consent": Consent.ACTIVE, "consent_on": today() - timedelta(9), "consent_until": today() - timedelta(1)}
    people = [a_person(case, **lapsed) for _n in range(3)]
    with acting_as(a_member(case)):
        for person, new in zip(people, (Consent.ACTIVE, Consent.REFUSED, Consent.WITHDRAWN), strict=True):
            mine = get_visible(Person, person.id)
            assert mine.consent_now is Consent.EXPIRED
            service.record_consent(mine, new, today(), "r")
            db.session.flush()
            assert mine.consent_now is new


def test_a_withdrawal_is_told_to_those_responsible(context):
    case = a_case()
    responsible = {a_member(case, role).id for role in (Role.PROTECTION_OFFICER, Role.LEAD, Role.COORDINATOR)}
    expert = a_member(case, Role.LEGAL_EXPERT)
    person = a_person(case, consent=Consent.ACTIVE, consent_on=today())
    with acting_as(expert):
        service.record_consent(get_visible(Person, person.id), Consent.WITHDRAWN, today(), "r")
    with acting(SYSTEM):
        told = db.session.execute(select(Notification)).scalars().all()
    assert {one.user_id for one in told} == responsible
    assert {(one.kind, one.url) for one in told} == {("consent_withdrawn", f"/witnesses/{person.id}")}
    assert all(one.codes == {"reference": person.reference} for one in told)


def test_what_is_told_stands_in_the_history_under_whoever_did_it(context):
    case = a_case()
    officer = a_member(case, Role.PROTECTION_OFFICER)
    person = a_person(case, consent=Consent.ACTIVE, consent_on=today())
    an_identity(person)
    with acting_as(officer):
        mine = get_visible(Person, person.id)
        assert mine.scopes() == {case.id}, "read before, as the door does"
        service.record_consent(mine, Consent.WITHDRAWN, today(), "r")
        service.open_group(mine, Group.NAMES, "r")
    with acting(SYSTEM):
        db.session.flush()
        done = select(AuditEvent.actor_id).where(or_(
            and_(AuditEvent.table == "person", AuditEvent.reason == "r"), AuditEvent.table == "identity_reveal"))
        assert db.session.execute(done).scalars().all() == [officer.id, officer.id]


def test_a_reason_stands_in_the_history(context):
    case = a_case()
    person = a_person(case)
    with acting_as(a_member(case)):
        service.assess_protection(get_visible(Person, person.id), Protection.HIGH, "family at home")
        db.session.flush()
        entry = db.session.execute(select(AuditEvent).where(AuditEvent.record_id == person.id,
                                                            AuditEvent.action == "changed")).scalar_one()
    assert entry.reason == "family at home"
    assert entry.changes["protection"] == [None, "high"]


def test_history_of_people_is_hidden_from_observers_case_by_case(context):
    here, there = a_case(), a_case()
    people = {case.id: a_person(case) for case in (here, there)}
    both = a_person(here, there)
    user = on_team(a_member(here, Role.OBSERVER), there, Role.ANALYST)
    with acting_as(user):
        seen = set(db.session.execute(select(AuditEvent.record_id).where(AuditEvent.table == "person")).scalars())
        assert seen == {people[there.id].id, both.id}
        assert get_visible(Person, people[here.id].id) is None
        assert get_visible(Person, both.id) is not None


def test_a_link_needs_a_case_that_holds_both(context):
    case = a_case()
    person, incident = a_person(case), an_incident()
    with acting(SYSTEM), pytest.raises(Refused):
        service.give_part(get_visible(Person, person.id), get_visible(Incident, incident.id), Part.VICTIM)


def test_a_part_that_ended_can_be_given_again(context):
    case = a_case()
    link = a_part(a_person(case), an_incident(case))
    with acting_as(a_member(case)):
        mine = get_visible(IncidentPerson, link.id)
        service.end_part(mine, "wrong code")
        again = service.give_part(mine.person, mine.incident, mine.part)
        db.session.flush()
        assert service.parts_in(mine.incident) == [again]
        assert service.incidents_of(mine.person) == [again]
        assert service.people_of_incidents([mine.incident_id]) == {mine.incident_id: [again]}
        assert service.people_of_incidents([]) == {}
        assert again.reference == mine.person.reference


@pytest.mark.parametrize("values", [
    {"roles": []}, {"protection": Protection.LOW}, {"protection_until": today()}, {"consent": Consent.ACTIVE},
    {"consent": Consent.WITHDRAWN, "consent_on": today(), "consent_until": today()},
    {"consent": Consent.ACTIVE, "consent_on": today(), "consent_until": today() - timedelta(1)}])
def test_the_database_refuses_what_cannot_be_true(context, values):
    case = a_case()
    with pytest.raises(DBAPIError):
        a_person(case, **values)
    db.session.rollback()


@pytest.mark.parametrize("reference", ["W-1234", "X-12345", "Jin"])
def test_only_a_given_code_can_be_a_reference(context, reference):
    with acting(SYSTEM):
        db.session.add(Person(reference=reference, roles=["victim"]))
        with pytest.raises(DBAPIError):
            db.session.flush()
    db.session.rollback()


def test_no_name_column_stands_beside_the_code():
    assert not [column.name for column in Person.__table__.columns if "name" in column.name or "birth" in column.name]
    assert {relation.key for relation in inspect(Person).relationships} == {"filings"}


def test_consent_and_protection_read_in_words(context):
    yesterday = today() - timedelta(1)
    for values, said in [
        ({}, "No consent is recorded"), ({"consent": "active", "consent_on": today()}, "without a last day"),
        ({"consent": "active", "consent_on": today(), "consent_until": today()}, "valid until"),
        ({"consent": "active", "consent_on": yesterday, "consent_until": yesterday}, "Expired on"),
        ({"consent": "refused", "consent_on": today()}, "Refused on"),
        ({"consent": "withdrawn", "consent_on": today()}, "Withdrawn on")]:
        assert said in labels.consent_words(a_person(**values))
    for values, said in [
        ({}, "never assessed"), ({"protection": "low", "protection_until": yesterday}, "ran out"),
        ({"protection": "low", "protection_until": today()}, "to be reviewed by")]:
        assert said in labels.protection_words(a_person(**values))


def test_nothing_is_opened_where_nothing_is_recorded(context):
    case = a_case()
    bare, partly = a_person(case), a_person(case)
    an_identity(partly)
    with acting_as(a_member(case, Role.PROTECTION_OFFICER)):
        for person in (bare, partly):
            with pytest.raises(Refused):
                service.open_group(get_visible(Person, person.id), Group.BIRTH, "r")
        assert not db.session.execute(select(IdentityReveal)).first()
