"""From a place in an item to the elements it speaks for or against."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.law.models import ElementProposition, EvidenceLink
from tests.factories.base import a_case, a_member, a_user
from tests.factories.evidence import an_item
from tests.factories.law import ENSLAVEMENT, SUPERIOR, a_charge, the_element
from tests.factories.officials import an_official


@pytest.fixture
def case(make):
    return make(a_case)


def sent(element, **more):
    return {"elements": [str(element.id)], "sentence": "Inmates were moved by order", "polarity": "for",
            "direction": "supports", "pinpoint": "p. 2", "quote": "The order of transfer", **more}


def test_a_place_is_linked_to_several_elements_by_one_sentence(make, client_for, case, app):
    official = make(an_official, case.situation, case)
    charge, item = make(a_charge, case, ENSLAVEMENT, official, modes=[SUPERIOR]), make(an_item, case)
    first, second = (make(the_element, charge, code) for code in ("RS7-1-c.1", "RS7-1-c.2"))
    expert, url = client_for(make(a_member, case, Role.LEGAL_EXPERT)), f"/evidence/{item.id}/cite-elements"
    opened = expert.post(url, data={"selected": "1", "pinpoint": "p. 2", "quote": "<b>words</b>"})
    assert opened.status_code == 200
    assert 'value="p. 2"' in opened.text
    assert "&lt;b&gt;words" in opened.text
    both = sent(first, elements=[str(first.id), str(second.id)])
    assert expert.post(url, data=both).status_code == 303
    with app.app_context(), acting(SYSTEM):
        link = db.session.execute(select(EvidenceLink)).scalar_one()
        assert (str(link.pinpoint), link.quote, link.evidence_id) == ("p. 2", "The order of transfer", item.id)
        served = select(ElementProposition.charge_element_id)
        assert set(db.session.execute(served).scalars()) == {first.id, second.id}
    for wrong in ({"elements": []}, {"elements": ["x"]}, {"pinpoint": "nowhere"}, {"sentence": ""}):
        assert expert.post(url, data=sent(first, **wrong)).status_code == 422
    for who in (make(a_member, case, Role.OBSERVER), make(a_user)):
        assert client_for(who).post(url, data=both).status_code == 404


def test_without_a_charge_the_page_says_so(make, client_for, case):
    item = make(an_item, case)
    expert = client_for(make(a_member, case, Role.LEGAL_EXPERT))
    assert "No charges yet" in expert.get(f"/evidence/{item.id}/cite-elements").text
