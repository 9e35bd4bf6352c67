"""The permission table, row by row: whoever holds a role gets through, whoever does not finds nothing."""

from __future__ import annotations

from types import MappingProxyType
from uuid import uuid4

import pytest

from casefile.core.access import CASE_ROLES, GRANTS, LOGGED, OFFICE, Permission, Role, can
from casefile.core.actor import NOBODY, SYSTEM, Actor
from casefile.core.db import Record


class Paper(Record):
    """A record of one case, for these tests."""

    __abstract__ = True

    def __init__(self, *cases):
        self.cases = set(cases)

    def scopes(self):
        return self.cases


CASE, OTHER = uuid4(), uuid4()


def holding(role: Role, case=CASE, office=()) -> Actor:
    return Actor(id=uuid4(), name="x", roles=MappingProxyType({case: frozenset({role})}), cases=frozenset({case}),
                 office_roles=frozenset(office))


GUARDED = [permission for permission in Permission if permission is not Permission.PUBLIC and permission not in OFFICE]
EVERY_PAIR = [(permission, role) for permission in GUARDED for role in CASE_ROLES]


@pytest.mark.parametrize(("permission", "role"), EVERY_PAIR)
def test_a_role_in_the_case_gives_what_the_table_says(permission, role):
    assert can(holding(role), permission, Paper(CASE)) is (role in GRANTS[permission])


@pytest.mark.parametrize(("permission", "role"), EVERY_PAIR)
def test_a_role_in_another_case_gives_nothing(permission, role):
    assert not can(holding(role, OTHER), permission, Paper(CASE))


@pytest.mark.parametrize("permission", GUARDED)
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.STAFF, Role.COORDINATOR])
def test_an_office_role_opens_no_record(permission, role):
    actor = Actor(id=uuid4(), name="x", office_roles=frozenset({role}))
    assert not can(actor, permission, Paper(CASE))


@pytest.mark.parametrize("permission", sorted(OFFICE))
def test_what_the_office_decides_is_not_given_by_a_role_in_a_case(permission):
    assert not any(can(holding(role), permission) or can(holding(role), permission, Paper(CASE)) for role in CASE_ROLES)
    assert any(can(Actor(id=uuid4(), name="x", office_roles=frozenset({role})), permission)
               for role in GRANTS[permission])


@pytest.mark.parametrize("permission", GUARDED)
def test_nobody_may_do_nothing_and_the_system_everything(permission):
    assert not can(NOBODY, permission, Paper(CASE))
    assert can(SYSTEM, permission, Paper(CASE))


def test_every_record_must_be_permitted():
    actor = holding(Role.LEGAL_EXPERT)
    assert can(actor, Permission.INCIDENT_EDIT, Paper(CASE), Paper(CASE, OTHER))
    assert not can(actor, Permission.INCIDENT_EDIT, Paper(CASE), Paper(OTHER))


def test_the_dangerous_readings_leave_a_trace():
    assert {Permission.IDENTITY_REVEAL, Permission.EVIDENCE_ORIGINAL, Permission.DOSSIER_DOWNLOAD} <= LOGGED


def test_identities_are_for_protection_officers_alone():
    assert GRANTS[Permission.IDENTITY_REVEAL] == {Role.PROTECTION_OFFICER}
    assert GRANTS[Permission.IDENTITY_RECORD] == {Role.PROTECTION_OFFICER}
    assert not GRANTS[Permission.IDENTITY_OPENED] & {Role.COORDINATOR, Role.REVIEWER, Role.OBSERVER}
    assert {Permission.IDENTITY_REVEAL, Permission.IDENTITY_OPENED} <= LOGGED


def test_what_an_open_screen_must_not_be_enough_for_asks_for_the_password_again(app):
    doors = {vars(view)["permission"]: vars(view)["step_up"] for view in app.view_functions.values()
             if "permission" in vars(view)}
    for permission in (Permission.IDENTITY_REVEAL, Permission.IDENTITY_WINDOW, Permission.IDENTITY_SHRED):
        assert doors[permission], permission


def test_the_public_door_is_open_to_everybody():
    assert can(NOBODY, Permission.PUBLIC)
