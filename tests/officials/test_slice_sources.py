"""The command slice with its evidence, its gaps, and the way to it from an incident as a reader."""

from __future__ import annotations

import csv
import io
import re
from types import SimpleNamespace

import pytest

from casefile.core.access import Role
from casefile.core.db import db
from casefile.core.uncertain import DateEntry
from casefile.evidence import service as evidence
from casefile.evidence.bearing import Bearing
from casefile.evidence.models import Evidence
from casefile.evidence.pinpoints import read
from casefile.officials import service
from casefile.officials.models import OrganisationRelation
from casefile.officials.rules import Capacity, Degree, Direction, Formality, RelationKind
from tests.factories.base import a_case, a_member, acting_as, made
from tests.factories.evidence import an_item
from tests.factories.incidents import a_place, an_incident
from tests.factories.officials import a_holding, a_post, an_involvement, an_official, an_organisation


@pytest.fixture
def scene(make):
    """A named unit and another at the place of an incident; above it a bureau with two holders and an empty post."""
    case = make(a_case)
    situation, place = case.situation, make(a_place, case.situation)
    found = SimpleNamespace(case=case, place=place, expert=make(a_member, case, Role.LEGAL_EXPERT),
                            reader=make(a_member, case, Role.OBSERVER))
    found.unit = make(an_organisation, situation, name_latin="Unnamed guard unit at Unjin")
    found.at_place = make(an_organisation, situation, name_latin="Kitchen of Unjin", place_id=place.id)
    found.bureau = make(an_organisation, situation, name_latin="The bureau")
    found.line = make(made, OrganisationRelation(
        situation_id=situation.id, child_id=found.unit.id, parent_id=found.bureau.id, kind=RelationKind.SUPERVISION,
        formality=Formality.INFORMAL, during=DateEntry.of("1998/2007"), source="Structure note"))
    post = make(a_post, found.bureau, title_english="Head of bureau", title_korean=None)
    found.empty = make(a_post, found.bureau, title_english="Deputy head", title_korean=None)
    found.head, found.other = make(an_official, situation), make(an_official, situation, name_latin="Ma Un Gyom")
    found.held = make(a_holding, found.head, post, "2001/2006")
    make(a_holding, found.other, post, "2003/2005", capacity=Capacity.DE_FACTO)
    found.incident = make(an_incident, case, when="2004-05-01", place_id=place.id)
    item = make(an_item, case)
    found.item = item

    def tie():
        with acting_as(found.expert):
            for claim, bearing, where in (
                    (found.line, Bearing.SUPPORTS, "p. 3"), (found.held, Bearing.SUPPORTS, "p. 1"),
                    (found.held, Bearing.CONTRADICTS, "p. 9")):
                evidence.back(db.session.get_one(Evidence, item.id),
                              [db.session.get_one(type(claim), claim.id)], bearing, read(where))
            db.session.commit()

    make(tie)
    return found


def link_unit(make, scene, unit, direction=Direction.FOR):
    def go():
        with acting_as(scene.expert):
            incident = db.session.get_one(type(scene.incident), scene.incident.id)
            service.link_unit(incident, unit.id, Degree.CARRIED_OUT, "Two accounts", direction)
            db.session.commit()

    make(go)


def test_a_reader_goes_from_an_incident_to_every_post_above_it_with_sources_in_two_clicks(scene, make, client_for):
    link_unit(make, scene, scene.unit)
    reader = client_for(scene.reader)
    clicks, page = 0, reader.get(f"/cases/{scene.case.id}/incidents").text
    for wanted in (rf'href="(/incidents/{scene.incident.id}[^"]*)"', r'href="(/incidents/[^"]+/command[^"]*)"'):
        page = reader.get(re.search(wanted, page).group(1).replace("&amp;", "&")).text
        clicks += 1
    assert clicks == 2, "from the list of incidents; from the incident itself it is one"
    levels = page.split('id="level-1"')[1]
    for post in ("Head of bureau", "Deputy head"):
        assert post in levels
    for who in (scene.head, scene.other):
        assert who.reference in levels
    assert "As of: 1 May 2004" in page
    assert "Source: Order No. 5, copy" in levels
    assert re.search(rf'{scene.item.reference}</a> p\. 1<', levels.replace("\n", "")), "with the place in the evidence"
    assert "Contradicts" in levels
    assert "Add evidence" not in page
    assert "Link with a source" not in page


def test_the_slice_starts_from_the_unit_a_source_names_and_says_so(scene, make, client_for):
    client, url = client_for(scene.expert), f"/incidents/{scene.incident.id}/command"
    before = client.get(url).text
    assert "Kitchen of Unjin" in before
    assert "No source names a unit" in before
    link_unit(make, scene, scene.at_place, Direction.AGAINST)
    assert "Kitchen of Unjin" in client.get(url).text, "a source that speaks against it names no unit"
    link_unit(make, scene, scene.unit)
    after = client.get(url).text
    assert "Kitchen of Unjin" not in after
    assert "Drawn from the units that a source names" in after
    assert "The bureau" in after


def test_the_list_shows_capacities_beside_each_other_and_what_is_vacant(scene, client_for):
    page = client_for(scene.expert).get(f"/organisations/{scene.unit.id}/command?on=2004-05-01").text
    bureau = page.split('id="level-1"')[1].split("</section>")[0]
    assert bureau.index("De jure") < bureau.index("De facto")
    assert "1 post without a holder" in bureau
    assert bureau.count("Gap: nobody is known to have held it then") == 1
    assert "Supervision (Informal" in page
    assert "Unnamed guard unit at Unjin" in page


def test_the_picture_counts_the_evidence_marks_contradictions_and_shows_the_gap(scene, client_for):
    picture = client_for(scene.expert).get(f"/organisations/{scene.unit.id}/command.svg?on=2004-05-01").text
    assert f"{scene.head.reference} Kang Mun Sik  +1 −1" in picture
    assert f"{scene.other.reference} Ma Un Gyom: De facto" in picture
    assert "vacant, or not known" in picture
    assert ">+1</text>" in picture, "the line"
    assert "places that contradict it" in picture


def test_the_table_names_each_place_and_each_gap(scene, client_for):
    text = client_for(scene.expert).get(f"/organisations/{scene.unit.id}/command.csv?on=2004-05-01").text
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    (line,) = [row for row in rows if row["Line"]]
    assert (line["Formal or informal"], line["Evidence"]) == ("Informal", f"{scene.item.reference} p. 3")
    held = next(row for row in rows if row["Official"] == scene.head.reference)
    assert held["Evidence"] == f"{scene.item.reference} p. 1; {scene.item.reference} p. 9 (contradicts)"
    assert [row["Post"] for row in rows if row["Official"].startswith("Gap")] == ["Deputy head"]
    assert any(row["Stands under"].startswith("Gap") for row in rows), "nothing above the bureau"


def test_units_stand_on_the_page_of_the_incident_and_on_their_own_by_degree_for_and_against(scene, client_for, make):
    client = client_for(scene.expert)
    url = f"/incidents/{scene.incident.id}/units/link"
    assert client.post(url, data={"organisation_id": str(scene.unit.id)}).status_code == 422
    for direction in ("for", "against"):
        sent = {"organisation_id": str(scene.unit.id), "degree": "directly_carried_out", "direction": direction,
                "source": f"Account {direction}"}
        assert client.post(url, data=sent).status_code == 303
    incident = client.get(f"/incidents/{scene.incident.id}").text.split('id="units"')[1].split("</section>")[0]
    unit = client.get(f"/organisations/{scene.unit.id}").text.split('id="incidents"')[1].split("</section>")[0]
    for page, named in ((incident, scene.unit.reference), (unit, scene.incident.reference)):
        assert named in page
        assert "Account for" in page
        assert "Account against" in page
        assert page.count("Said to have carried it out") == 2
    end = re.search(r'href="(/involvements/[^"]+/unlink[^"]*)"', incident).group(1)
    assert client.post(end.replace("&amp;", "&"), data={"reason": "Mistake"}).status_code == 303
    assert client.get(f"/incidents/{scene.incident.id}").text.count("Account for") == 0
    assert client_for(scene.reader).get(url).status_code == 404
    make(an_involvement, scene.head, scene.incident)
    about = client.get(f"/cases/{scene.case.id}/chronology?about={scene.unit.reference}").text
    assert scene.incident.reference in about
    assert f"Units named: {scene.unit.reference} Unnamed guard unit at Unjin" in about


def test_the_questions_of_page_and_picture_do_not_grow_with_posts_lines_and_evidence(scene, make, client_for, queries):
    client, counts = client_for(scene.expert), []
    urls = [f"/organisations/{scene.unit.id}/command{kind}?on=2004-05-01" for kind in ("", ".svg", ".csv")]
    for n in (0, 6):
        above = scene.bureau
        for _ in range(n):
            higher = make(an_organisation, scene.case.situation)
            make(made, OrganisationRelation(situation_id=higher.situation_id, child_id=above.id, parent_id=higher.id,
                                            kind=RelationKind.COMMAND, source="Note"))
            held = make(a_holding, make(an_official, scene.case.situation), make(a_post, higher), "2000/..")

            def tie(held=held):
                with acting_as(scene.expert):
                    evidence.back(db.session.get_one(Evidence, scene.item.id),
                                  [db.session.get_one(type(held), held.id)], Bearing.SUPPORTS, read("p. 2"))
                    db.session.commit()

            make(tie)
            above = higher
        for url in urls:
            client.get(url)
            queries.clear()
            client.get(url)
            counts.append(len(queries))
    assert counts[:3] == counts[3:], counts
    assert max(counts) <= 11
