"""Who answers for a change: the person, also while the system looks further on the person's behalf."""

from __future__ import annotations

from sqlalchemy import select

from casefile.cases.models import Case
from casefile.core.access import Role
from casefile.core.actor import NOBODY, SYSTEM, acting, current, responsible
from casefile.core.audit import AuditEvent
from casefile.core.db import db, get_visible
from tests.factories.base import a_case, a_member, acting_as


def changed_by(case: Case) -> list[object]:
    query = select(AuditEvent.actor_id).filter_by(record_id=case.id, action="changed").order_by(AuditEvent.id)
    with acting(SYSTEM):
        return list(db.session.execute(query).scalars())


def test_a_question_of_the_system_does_not_take_over_what_a_person_did(context):
    case = a_case()
    member = a_member(case, Role.COORDINATOR)
    with acting_as(member):
        get_visible(Case, case.id).title = "Changed by a person"
        with acting(SYSTEM):
            db.session.execute(select(Case.id)).all()  # writes down what is pending
        db.session.commit()
    assert changed_by(case) == [member.id]


def test_what_the_system_does_by_itself_is_nobodys(context):
    case = a_case()
    with acting(SYSTEM):
        get_visible(Case, case.id).title = "Changed on a schedule"
        db.session.commit()
    assert changed_by(case) == [None]


def test_whose_eyes_see_and_who_answers(context):
    member = a_member(a_case(), Role.LEAD)
    assert (current(), responsible()) == (NOBODY, NOBODY)
    with acting(SYSTEM):
        assert responsible() is SYSTEM
        with acting_as(member):
            with acting(SYSTEM):
                assert (current(), responsible().id) == (SYSTEM, member.id)
            assert current().id == responsible().id == member.id
        assert responsible() is SYSTEM
