"""The places of a charge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from tests.factories.base import a_case, a_member
from tests.factories.incidents import a_place
from tests.factories.law import a_charge, held

Make = Callable[..., Any]


def test_a_place_named_stays_when_the_charge_is_saved_again(make: Make,
                                                           client_for: Callable[..., FlaskClient]) -> None:
    """It is offered although no incident of the case lies there; a place of nowhere is refused."""
    case = make(a_case)
    place = make(a_place, case.situation)
    charge = make(a_charge, case, place_ids=[place.id])
    expert = client_for(make(a_member, case, Role.LEGAL_EXPERT))
    url = f"/charges/{charge.id}/edit"
    assert str(place.id) in expert.get(url).text
    assert expert.post(url, data={"place_ids": [str(uuid4())]}).status_code == 422
    assert expert.post(url, data={"place_ids": [str(place.id)], "facts": "At one place"}).status_code == 303

    def places() -> list[Any]:
        with acting(SYSTEM):
            return list(held(charge).place_ids)

    assert make(places) == [place.id]
