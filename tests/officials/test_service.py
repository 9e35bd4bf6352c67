"""What people do with officials and organisations, and who may know of them."""

from __future__ import annotations

from sqlalchemy import select

from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.officials.models import Holding, Involvement, Official
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.incidents import an_incident
from tests.factories.officials import a_holding, an_involvement, an_official


def test_the_register_is_seen_by_the_teams_of_its_situation_alone(context):
    case, other = a_case(), a_case()
    official = an_official(case.situation, case)
    a_holding(official, during="2005/2008")
    an_involvement(official, an_incident(case))
    with acting_as(a_member(case)):
        found = db.session.execute(select(Official)).scalar_one()
        assert found.id == official.id
        assert found.holdings[0].during.code == "2005/2008"
        assert db.session.execute(select(Involvement)).scalar_one().scopes() == {case.id}
    with acting_as(a_member(other)):
        assert not any(db.session.execute(select(kind)).all() for kind in (Official, Holding, Involvement))


def test_the_keys_follow_every_change_of_a_name(context):
    official = an_official(name_hangul="리철호", name_latin="Ri Chol Ho")
    with acting(SYSTEM):
        official = db.session.get(Official, official.id)
        assert "h:리철호" in official.name_keys
        official.name_hangul = "박철호"
        db.session.flush()
        assert "h:박철호" in official.name_keys
        assert "h:리철호" not in official.name_keys
