"""Evidence of claims: every kind of claim, for and against, seen only where both ends may be seen."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.uncertain import DateEntry
from casefile.evidence import service
from casefile.evidence.bearing import Bearing
from casefile.evidence.models import CLAIMS, Backing, Evidence
from casefile.evidence.pinpoints import read
from casefile.incidents.models import IncidentAct, IncidentLink
from casefile.incidents.rules import LinkKind, Violation
from casefile.officials import service as officials
from casefile.officials.models import OfficialFact, OrganisationName, OrganisationRelation
from casefile.officials.rules import Indicator, RelationKind
from tests.factories.base import a_case, a_member, acting_as, made
from tests.factories.evidence import an_item
from tests.factories.incidents import an_incident
from tests.factories.officials import a_holding, a_post, an_involvement, an_official, an_organisation

SUPPORTS, CONTRADICTS = Bearing.SUPPORTS, Bearing.CONTRADICTS


def _claims(case):
    """One claim of each kind, by the name of its column."""
    situation = case.situation
    unit, above = an_organisation(situation, "1998"), an_organisation(situation)
    official, incident = an_official(situation, case), an_incident(case, when="2004-05")
    post = a_post(unit)
    common = {"situation_id": situation.id, "source": "Order No. 5"}
    return {
        "organisation": unit,
        "name": made(OrganisationName(organisation_id=unit.id, situation_id=situation.id, latin="Unit 12")),
        "post": post, "holding": a_holding(official, post, "2001/2006"),
        "relation": made(OrganisationRelation(child_id=unit.id, parent_id=above.id, kind=RelationKind.COMMAND,
                                              during=DateEntry.of("1998/2007"), **common)),
        "fact": made(OfficialFact(official_id=official.id, indicator=Indicator.EC1, statement="Signs.", **common)),
        "involvement": an_involvement(official, incident),
        "act": made(IncidentAct(incident_id=incident.id, act=Violation.KILLING, people="Two men", source="Book")),
        "link": made(IncidentLink(one_id=incident.id, other_id=an_incident(case).id, kind=LinkKind.SAME_ORDER,
                                  source="Order")),
    }, official, incident


@pytest.fixture
def desk(make):
    """A case with two items and a claim of each kind, and somebody who works on it."""
    case = make(a_case)
    claims, official, incident = make(_claims, case)
    return SimpleNamespace(case=case, claims=claims, official=official, incident=incident, item=make(an_item, case),
                           other=make(an_item, case), expert=make(a_member, case, Role.LEGAL_EXPERT))


def tie(make, desk, item, claims, bearing=SUPPORTS, place=None, quote=None):
    def go():
        with acting_as(desk.expert):
            held = [db.session.get_one(type(claim), claim.id) for claim in claims]
            new = service.back(db.session.get_one(Evidence, item.id), held, bearing, read(place) if place else None,
                               quote)
            db.session.commit()
            return new

    return make(go)


def test_a_claim_of_every_kind_is_tied_once_at_one_place_for_or_against(desk, make, queries):
    assert set(desk.claims) == set(CLAIMS.values())
    everything = list(desk.claims.values())
    assert tie(make, desk, desk.item, everything, place="p. 3", quote="By order of the head.") == 9
    assert tie(make, desk, desk.item, everything, place="p. 3") == 0, "tied before"
    assert tie(make, desk, desk.item, everything[:1], place="p. 4") == 1, "another place is another tie"
    assert tie(make, desk, desk.other, everything, CONTRADICTS) == 9

    def ask():
        with acting_as(desk.expert):
            queries.clear()
            found = service.backings_for(everything)
            n = len(queries)
            about = [backing.claim.id for backing in service.backings_of(db.session.get_one(Evidence, desk.other.id))]
            return {id: [each.bearing for each in ties] for id, ties in found.items()}, n, about

    found, n, about = make(ask)
    assert all(found[claim.id][-2:] == [SUPPORTS, CONTRADICTS] for claim in everything), "what supports comes first"
    assert n == 1
    assert set(about) == {claim.id for claim in everything}


def test_the_database_refuses_two_claims_two_homes_and_none(desk, make):
    def wrong(**values):
        with acting(SYSTEM):
            item = db.session.get_one(Evidence, desk.item.id)
            db.session.add(Backing(evidence=item, evidence_id=item.id, bearing=SUPPORTS, **values))
            with pytest.raises(IntegrityError, match=r"one_claim|one_home"):
                db.session.flush()
            db.session.rollback()

    home = {"situation_id": desk.case.situation_id}
    make(wrong, **home)
    make(wrong, post_id=desk.claims["post"].id, organisation_id=desk.claims["organisation"].id, **home)
    make(wrong, post_id=desk.claims["post"].id)
    make(wrong, post_id=desk.claims["post"].id, incident_id=desk.incident.id, **home)


def test_the_page_of_each_claim_shows_it_and_leads_to_the_form(desk, make, client_for):
    tie(make, desk, desk.item, desk.claims.values(), place="p. 3", quote="By order of the head.")
    tie(make, desk, desk.other, desk.claims.values(), CONTRADICTS)
    client = client_for(desk.expert)
    pages = {f"/officials/{desk.official.id}": 3, f"/organisations/{desk.claims['organisation'].id}": 5,
             f"/incidents/{desk.incident.id}": 3}
    for url, n in pages.items():
        page = client.get(url).text
        assert page.count('<ul class="cf-basis"') == n, url
        assert page.count("Contradicts</span>") == n, url
        assert page.count("p. 3") >= n, url
        assert page.count("Add evidence…") >= n, url
    for name, claim in desk.claims.items():
        path = {"organisation": "organisations", "name": "organisation-names", "relation": "organisation-relations",
                "post": "posts", "holding": "holdings", "fact": "official-facts", "involvement": "involvements",
                "act": "incident-acts", "link": "incident-links"}[name]
        assert client.get(f"/{path}/{claim.id}/evidence").status_code == 200, name
    about = client.get(f"/evidence/{desk.item.id}").text
    assert about.split('id="claims"')[1].split("</section>")[0].count("<li>") == 9


def test_evidence_is_added_by_reference_and_ended_with_a_reason(desk, make, client_for):
    client, holding = client_for(desk.expert), desk.claims["holding"]
    url = f"/holdings/{holding.id}/evidence"
    bad = client.post(url, data={"reference": "EV-9999-X", "bearing": "supports", "pinpoint": "somewhere"})
    assert bad.status_code == 422
    assert "Nothing in your cases has the reference EV-9999-X" in bad.text
    assert 'value="somewhere"' in bad.text
    sent = {"reference": desk.item.reference, "bearing": "contradicts", "pinpoint": "p. 14", "quote": "Not then."}
    assert client.post(url, data=sent).headers["Location"].endswith(f"/officials/{desk.official.id}")
    page = client.get(f"/officials/{desk.official.id}").text
    assert f'{desk.item.reference}</a> p. 14' in page
    assert "Not then." in page
    end = re.search(r'href="(/backings/[^"]+/end)"', page).group(1)
    assert client.post(end, data={}).status_code == 422
    assert client.post(end, data={"reason": "Another person"}).status_code == 303
    assert "cf-basis" not in client.get(f"/officials/{desk.official.id}").text

    def again():
        with acting_as(desk.expert), pytest.raises(Refused):
            service.end_backing(db.session.execute(select(Backing)).scalars().one(), "Twice")

    make(again)


def test_from_a_place_in_the_viewer_to_what_is_said_of_an_official(desk, make, client_for):
    client = client_for(desk.expert)
    url = f"/evidence/{desk.item.id}/claims"
    cite = client.post(f"/evidence/{desk.item.id}/cite-place", data={"selected": "1", "pinpoint": "p. 5"}).text
    assert f'formaction="{url}' in cite
    opened = client.post(url, data={"selected": "1", "pinpoint": "p. 5", "quote": "The head signed.",
                                    "references-0": desk.official.reference})
    assert opened.status_code == 200
    assert 'value="p. 5"' in opened.text
    assert f'value="{desk.official.reference}"' in opened.text
    offered = re.findall(r'name="claims"[^>]*value="([^"]+)"', opened.text)
    assert set(offered) == {str(desk.claims[name].id) for name in ("holding", "fact", "involvement")}
    sent = {"pinpoint": "p. 5", "quote": "The head signed.", "about": desk.official.reference, "bearing": "supports"}
    assert client.post(url, data=sent).status_code == 422, "nothing was ticked"
    assert client.post(url, data={**sent, "claims": str(desk.claims["post"].id)}).status_code == 422, "not said of them"
    assert client.post(url, data={**sent, "claims": offered}).status_code == 303
    assert client.get(f"/officials/{desk.official.id}").text.count("The head signed.") == 3
    for owner, names in ((desk.claims["organisation"], {"organisation", "name", "relation", "post", "holding"}),
                         (desk.incident, {"involvement", "act", "link"})):
        page = client.post(url, data={"selected": "1", "about": owner.reference}).text
        offered = set(re.findall(r'name="claims"[^>]*value="([^"]+)"', page))
        assert offered & {str(claim.id) for claim in desk.claims.values()} == {
            str(desk.claims[name].id) for name in names}
    assert "claims" in client.post(url, data={"selected": "1", "about": "O-9999"}).text


def test_an_item_of_a_case_that_is_not_yours_tells_nothing(desk, make, client_for):
    elsewhere = make(a_case, desk.case.situation)
    tie(make, desk, desk.item, desk.claims.values(), place="p. 3")
    stranger = make(a_member, elsewhere, Role.LEGAL_EXPERT)
    page = client_for(stranger).get(f"/officials/{desk.official.id}").text
    assert "Order No. 5" in page, "the register is theirs too"
    assert desk.item.reference not in page
    make(an_item, elsewhere)

    def seen():
        with acting_as(stranger):
            return db.session.execute(select(Backing)).scalars().all()

    assert make(seen) == []


def test_a_claim_that_is_taken_back_takes_its_evidence_with_it_even_that_of_other_cases(desk, make):
    tie(make, desk, desk.item, [desk.claims["holding"], desk.claims["post"]])
    colleague = make(a_member, make(a_case, desk.case.situation), Role.LEGAL_EXPERT)

    def remove():
        with acting_as(colleague):
            officials.remove_holding(db.session.get_one(type(desk.claims["holding"]), desk.claims["holding"].id),
                                     "Another person")
            db.session.commit()
        with acting(SYSTEM):
            gone = db.session.execute(select(AuditEvent).filter_by(table="backing", action="removed")).scalar_one()
            return gone.reason, gone.actor_id, [one.post_id for one in db.session.execute(select(Backing)).scalars()]

    assert make(remove) == ("Another person", colleague.id, [desk.claims["post"].id])
