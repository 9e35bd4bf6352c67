"""The database's history: one line, the models at its head, every step up and down with data in the tables."""

from __future__ import annotations

import secrets

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text

from casefile import create_app, migrations
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db, get_visible
from casefile.people.models import Identity, IdentityReveal, Person
from casefile.people.rules import Group
from casefile.people.service import open_group
from tests.conftest import new_database, settings
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.evidence import an_item
from tests.factories.incidents import an_incident
from tests.factories.people import a_person, an_identity


@pytest.fixture
def filled(servers, migrated, tmp_path):
    """An application on a database at head with data in it."""
    name = f"steps_{secrets.token_hex(4)}"
    new_database(servers, name, migrated)
    app = create_app(settings(servers, tmp_path, name))
    with app.app_context():
        case = a_case()
        a_member(case, Role.LEGAL_EXPERT)
        an_incident(case)
        an_item(case)
        an_opened_identity(case)
        yield app
        db.session.remove()
        db.engine.dispose()


def an_opened_identity(case):
    """Somebody whose identity was opened for a reason, which moves between clear and sealed with the steps."""
    person = a_person(case)
    an_identity(person)
    officer = a_member(case, Role.PROTECTION_OFFICER)
    with acting_as(officer):
        open_group(get_visible(Person, person.id), Group.NAMES, "age at the time")
        db.session.commit()


def revisions() -> list[str]:
    """All revisions, oldest first."""
    script = ScriptDirectory.from_config(migrations.settings())
    return [step.revision for step in script.walk_revisions()][::-1]


def differences() -> list[object]:
    """Where models and database disagree; indexes on expressions are compared by name."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, db.metadata)
    return [each for each in found if not _expression_index(each)]


def _expression_index(difference: object) -> bool:
    if not isinstance(difference, tuple) or difference[0] not in ("add_index", "remove_index"):
        return False
    return any(not hasattr(part, "name") for part in difference[1].expressions)


def test_models_and_head_agree(filled):
    assert differences() == []


def test_there_is_one_line(filled):
    script = ScriptDirectory.from_config(migrations.settings())
    assert len(script.get_heads()) == 1
    assert revisions() == [f"{n:04d}" for n in range(1, len(revisions()) + 1)]


def test_every_step_goes_down_and_up_with_data_in_the_tables(filled):
    db.session.remove()
    for revision in revisions()[:-1][::-1]:
        migrations.downgrade(revision)
        with db.engine.connect() as connection:
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == revision
            if revision >= "0002":
                assert connection.execute(text('SELECT count(*) FROM "case"')).scalar_one() == 1
    for revision in revisions()[1:]:
        migrations.upgrade(revision)
    assert differences() == []


def test_reasons_for_openings_are_sealed_and_opened_by_their_step(filled):
    db.session.remove()
    migrations.downgrade("0012")
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT reason FROM identity_reveal")).scalars().all() == ["age at the time"]
    migrations.upgrade()
    with acting(SYSTEM):
        opening = db.session.execute(select(IdentityReveal)).scalar_one()
        identity = db.session.execute(select(Identity)).scalar_one()
        assert opening.reason == "age at the time"
        assert identity.name_latin == "Ryu Test-ok"
    with db.engine.connect() as connection, pytest.raises(Exception, match="only added"):
        connection.execute(text("UPDATE identity_reveal SET revealed_by = NULL"))


@pytest.mark.parametrize("table", ["audit_event", "custody_event"])
@pytest.mark.parametrize("act", ["UPDATE {} SET action = 'x'", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_what_is_only_added_to_cannot_be_changed(filled, table, act):
    column = "action" if table == "audit_event" else "reason"
    statement = act.format(table).replace("action", column)
    with db.engine.connect() as connection, pytest.raises(Exception, match="only added"):
        connection.execute(text(statement))
