"""What is not yours is not there: in lists, counts, subqueries, joins, and by id."""

from __future__ import annotations

import pytest
from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased, undefer
from sqlalchemy.sql.visitors import iterate

from casefile.cases.models import Case, CaseCount, Membership, Situation
from casefile.core.access import Role
from casefile.core.actor import NOBODY, SYSTEM, acting, current
from casefile.core.db import Base, _conditions, classes_of, db, get_visible, next_number, record_class
from casefile.core.lists import count_up_to
from casefile.dossiers.models import Dossier
from casefile.evidence.models import Evidence
from casefile.incidents.models import Incident
from casefile.statements.models import Paragraph
from tests.factories.base import a_case, a_member, a_user, acting_as


@pytest.fixture
def two_cases(context):
    mine, theirs = a_case(), a_case()
    return mine, theirs, a_member(mine, Role.LEGAL_EXPERT)


def test_a_member_sees_the_own_case_alone(two_cases):
    mine, theirs, member = two_cases
    with acting_as(member):
        assert [case.id for case in db.session.execute(select(Case)).scalars()] == [mine.id]
        assert get_visible(Case, mine.id) is not None
        assert get_visible(Case, theirs.id) is None


def test_counts_and_subqueries_leave_out_what_is_hidden(two_cases):
    _mine, _theirs, member = two_cases
    with acting_as(member):
        assert db.session.execute(select(func.count()).select_from(Case)).scalar_one() == 1
        assert count_up_to(select(Case)) == 1
        assert db.session.execute(select(func.count(Case.id))).scalar_one() == 1
        inner = select(Case.id).subquery()
        assert db.session.execute(select(func.count()).select_from(inner)).scalar_one() == 1
        assert db.session.execute(select(select(func.count(Case.id)).scalar_subquery())).scalar_one() == 1


def test_columns_joins_and_relationships_are_filtered_too(two_cases):
    mine, theirs, member = two_cases
    a_member(theirs, Role.LEAD)
    with acting_as(member):
        assert db.session.execute(select(Case.title, Case.id)).all() == [(mine.title, mine.id)]
        joined = select(Membership.id, Case.id).join(Case, Case.id == Membership.case_id)
        assert {row[1] for row in db.session.execute(joined)} == {mine.id}
        case = get_visible(Case, mine.id)
        assert [row.user_id for row in case.members] == [member.id]


def test_nobody_sees_nothing_and_the_system_everything(two_cases):
    mine, theirs, _member = two_cases
    with acting(NOBODY):
        assert db.session.execute(select(Case)).all() == []
    with acting(SYSTEM):
        assert {case.id for case in db.session.execute(select(Case)).scalars()} >= {mine.id, theirs.id}


def test_whoever_leaves_the_team_sees_nothing_at_the_next_look(two_cases):
    mine, _theirs, member = two_cases
    with acting(SYSTEM):
        row = db.session.execute(select(Membership).filter_by(user_id=member.id)).scalar_one()
        row.ended_at = func.now()
        db.session.commit()
    with acting_as(member):
        assert get_visible(Case, mine.id) is None


def test_an_office_coordinator_sees_situations_but_no_case(context):
    case = a_case()
    coordinator = a_user(office_roles=[Role.COORDINATOR])
    with acting_as(coordinator):
        assert get_visible(Situation, case.situation_id) is not None
        assert get_visible(Case, case.id) is None


def test_numbers_are_given_once_and_in_blocks(context):
    first = next_number("test-numbers")
    assert next_number("test-numbers", step=3) == first + 1
    assert next_number("test-numbers") == first + 4


def test_a_record_class_is_found_by_its_table(context):
    assert record_class("case") is Case
    with pytest.raises(KeyError):
        record_class("no_such_table")


def test_counts_of_other_cases_are_hidden(two_cases):
    _mine, theirs, member = two_cases
    with acting(SYSTEM):
        db.session.add(CaseCount(case_id=theirs.id, kind="evidence", n=7))
        db.session.commit()
    with acting_as(member):
        assert db.session.execute(select(CaseCount)).all() == []


def test_an_aggregate_with_a_filter_must_name_its_table(two_cases):
    """Inside FILTER the row filter does not find the table by itself: whoever counts so must say select_from."""
    _mine, _theirs, member = two_cases
    with acting_as(member):
        counted = func.count(Case.id).filter(Case.title != "")
        assert db.session.execute(select(counted).select_from(Case)).scalar_one() == 1


def forms_of_asking():
    """Statements in every form the application uses, by what they are called."""
    inner = select(Membership.case_id).where(Membership.role == Role.LEAD)
    return {
        "an entity": select(Case), "columns": select(Case.title, Case.id),
        "a count": select(func.count()).select_from(Case), "a subquery": select(select(Case.id).subquery().c.id),
        "a scalar subquery": select(select(func.count(Case.id)).scalar_subquery()),
        "a join": select(Membership.id).join(Case, Case.id == Membership.case_id),
        "a join along a relationship": select(Dossier.id).join(Dossier.job),
        "a condition": select(Case.id).where(Case.id.in_(inner)),
        "an exists": select(Case.id).where(exists().where(Evidence.id == Evidence.Filing.record_id)),
        "a union": select(Case.id).union_all(select(Situation.id)),
        "a table expression": select(select(Incident.id).cte().c.id),
        "what asks others to know": select(Paragraph), "a loader option": select(Case).options(undefer(Case.lead)),
    }


@pytest.mark.parametrize("form", forms_of_asking())
def test_only_the_conditions_that_matter_are_added_and_none_is_left_out(two_cases, form):
    """The statement with the chosen conditions is word for word the one with all of them."""
    statement, session = forms_of_asking()[form], db.session()
    with acting_as(two_cases[2]):
        everything = {mapper.class_ for mapper in Base.registry.mappers}
        chosen = statement.options(*_conditions(session, current(), classes_of(statement, iterate(statement))))
        complete = statement.options(*_conditions(session, current(), everything))
    assert str(chosen) == str(complete) != str(statement)
    assert form == "a loader option" or len(classes_of(statement, iterate(statement))) < 12


def test_aliases_are_filtered_alone_and_joined(two_cases):
    mine, theirs, member = two_cases
    with acting(SYSTEM):
        theirs.situation_id = mine.situation_id
        db.session.commit()
    other = aliased(Case)
    with acting_as(member):
        assert db.session.execute(select(other.id)).scalars().all() == [mine.id]
        beside = select(Case.id, other.id).join(other, other.situation_id == Case.situation_id)
        assert db.session.execute(beside).all() == [(mine.id, mine.id)]
        inside = select(Case.id).where(Case.situation_id.in_(select(other.situation_id).where(other.id == theirs.id)))
        assert db.session.execute(inside).all() == []
