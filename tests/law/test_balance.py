"""What speaks for the officials, searches for it, and the memo of somebody new to the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.evidence import service as evidence
from casefile.evidence.rules import Exculpatory
from casefile.law import service
from casefile.law.pleading import Polarity
from casefile.law.rules import Direction
from tests.factories.base import a_case, a_member
from tests.factories.evidence import an_item
from tests.factories.law import ENSLAVEMENT, SUPERIOR, a_charge, a_link, a_proposition, held, the_element
from tests.factories.officials import an_official

Make = Callable[..., Any]


@pytest.fixture
def scene(make: Make, client_for: Callable[..., FlaskClient]) -> SimpleNamespace:
    """A case with something for and against, a lawyer who worked on it, and a reviewer who did not."""
    case = make(a_case)
    charge = make(a_charge, case, ENSLAVEMENT, make(an_official, case.situation, case), modes=[SUPERIOR])
    item, other = make(an_item, case), make(an_item, case, title="Order to lighten the work")
    make(a_link, make(the_element, charge, "RS7-1-c.1"), item)
    make(a_link, make(the_element, charge, "RS7-1-c.1"), other, "Another department ran it", Direction.UNDERMINES)
    make(a_proposition, case, "He lightened the work", Polarity.AGAINST)

    def flag() -> None:
        with acting(SYSTEM):
            evidence.raise_flag(held(other), Exculpatory.MITIGATION, "The quota was halved")
            db.session.commit()

    make(flag)
    return SimpleNamespace(case=case, charge=charge, url=f"/cases/{case.id}/balance",
                           memo=f"/cases/{case.id}/defence-memo", searches=f"/charges/{charge.id}/searches",
                           expert=client_for(make(a_member, case, Role.LEGAL_EXPERT)),
                           reviewer=client_for(make(a_member, case, Role.REVIEWER)),
                           stranger=client_for(make(a_member, make(a_case))))


def test_flags_links_and_sentences_stand_side_by_side(scene: SimpleNamespace) -> None:
    page = scene.expert.get(scene.url).text
    for words in ("The quota was halved", "Another department ran it", "He lightened the work", "1 : 0 items"):
        assert words in page
    assert scene.stranger.get(scene.url).status_code == 404


def test_a_search_is_recorded_with_what_where_when_and_result(scene: SimpleNamespace) -> None:
    data = {"sought": "Orders that lightened the work", "places": "Archive of the ministry",
            "searched_on": date.today().isoformat(), "result": "Nothing found"}
    late = {**data, "searched_on": (date.today() + timedelta(days=2)).isoformat()}
    assert scene.expert.post(scene.searches, data={**data, "result": ""}).status_code == 422
    assert scene.expert.post(scene.searches, data=late).status_code == 422
    assert scene.reviewer.post(scene.searches, data=data).status_code == 404
    assert scene.expert.post(scene.searches, data=data).status_code == 303
    assert "Archive of the ministry" in scene.expert.get(scene.url).text


def test_the_memo_is_written_by_somebody_new_and_never_changed(scene: SimpleNamespace, make: Make) -> None:
    data = {"strongest": "No order is signed", "alternatives": "Another department"}
    element = make(the_element, scene.charge, "CTX7-1")
    item = make(an_item, scene.case)
    linked = scene.expert.post(f"/charge-elements/{element.id}", data={
        "evidence": item.reference, "sentence": "An attack", "direction": "supports"})
    assert linked.status_code == 303
    assert scene.expert.post(scene.memo, data=data).status_code == 409
    assert scene.reviewer.post(scene.memo, data={"strongest": "x"}).status_code == 422
    for number in (1, 2):
        assert scene.reviewer.post(scene.memo, data=data).status_code == 303
        assert f"version {number}" in scene.expert.get(scene.url).text

    def refused() -> None:
        with pytest.raises(DBAPIError, match="not allowed"), db.session.begin_nested():
            db.session.execute(text("DELETE FROM defence_memo"))

    make(refused)


def test_the_register_asks_the_same_number_of_questions_whatever_it_holds(scene: SimpleNamespace, make: Make,
                                                                         queries: list[str]) -> None:
    def asked() -> int:
        with acting(SYSTEM):
            case = held(scene.case)
            queries.clear()
            service.balance_of(case)
            return len(queries)

    before = make(asked)
    for n in range(3):
        make(a_link, make(the_element, scene.charge, "RS7-1-c.1"), make(an_item, scene.case), f"Against {n}",
             Direction.UNDERMINES)
    assert make(asked) == before <= 6
