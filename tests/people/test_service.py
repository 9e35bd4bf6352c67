import pytest
from sqlalchemy import delete
from sqlalchemy.exc import DBAPIError

from casefile.core.db import db, get_visible
from casefile.people import service
from casefile.people.models import Identity, IncidentPerson, PersonCode
from casefile.people.rules import is_code
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.incidents import an_incident
from tests.factories.people import a_part, a_person, an_identity


def test_a_code_is_random_well_formed_and_given_once(context):
    codes = [service.give_code(["eyewitness"]) for _n in range(200)]
    assert len(set(codes)) == 200
    assert all(is_code(code) for code in codes)
    assert codes != sorted(codes)


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
