"""Lists page in the database: nothing twice, nothing left out."""

from __future__ import annotations

from sqlalchemy import literal, select

from casefile.cases.models import Situation
from casefile.core.access import Role
from casefile.core.lists import page_of
from tests.factories.base import a_situation, a_user, acting_as


def test_rows_that_sort_alike_stand_on_one_page_each(app, make):
    made = {make(a_situation).id for _ in range(30)}
    coordinator = make(a_user, office_roles=[Role.COORDINATOR])
    seen = []
    for number in (1, 2):
        with app.test_request_context(f"/?size=25&page={number}"), acting_as(coordinator):
            seen += [row.id for row in page_of(select(Situation), {"same": literal(1)}, "same").items]
    assert len(seen) == 30
    assert set(seen) == made
