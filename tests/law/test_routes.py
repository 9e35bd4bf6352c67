"""Pages of charges, the matrix, elements, propositions and the law library."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.review import Review
from casefile.evidence.pinpoints import read
from casefile.law import service
from casefile.law.models import Charge, ChargeElement, ElementProposition, EvidenceLink, Proposition
from casefile.law.pleading import ChargeStatus
from casefile.law.rules import Direction, frameworks
from tests.factories.base import a_case, a_member, a_user, on_team
from tests.factories.evidence import an_item
from tests.factories.incidents import an_incident
from tests.factories.law import ENSLAVEMENT, SUPERIOR, a_charge, a_link, a_proposition, held, the_element
from tests.factories.officials import an_official

Make = Callable[..., Any]
Open = Callable[..., FlaskClient]
LAW = frameworks()["RS-ICC@2010"]
CRIME = f"RS-ICC@2010 {ENSLAVEMENT}"


@pytest.fixture
def scene(make: Make, client_for: Open) -> SimpleNamespace:
    """A case with a charge against one official, an item, and people of three kinds."""
    case = make(a_case)
    official = make(an_official, case.situation, case)
    expert = make(a_member, case, Role.LEGAL_EXPERT)
    charge = make(a_charge, case, ENSLAVEMENT, official, modes=[SUPERIOR])
    return SimpleNamespace(
        case=case, official=official, charge=charge, item=make(an_item, case), incident=make(an_incident, case),
        element=make(the_element, charge, "RS7-1-c.1"), expert=client_for(expert), who=expert,
        reader=client_for(make(a_member, case, Role.OBSERVER)), stranger=client_for(make(a_user)))


def all_of(make: Make, model: Any, **values: Any) -> list[Any]:
    def ask() -> list[Any]:
        with acting(SYSTEM):
            return list(db.session.execute(db.select(model).filter_by(**values)).unique().scalars())

    return make(ask)


def attributes(make: Make, model: Any, id: Any, *names: str) -> tuple[Any, ...]:
    def ask() -> tuple[Any, ...]:
        with acting(SYSTEM):
            record = db.session.get_one(model, id)
            return tuple(getattr(record, name) for name in names)

    return make(ask)


def pages(scene: SimpleNamespace, make: Make) -> dict[str, str]:
    """Every page that reads, and every page that changes something, by name."""
    link = make(a_link, scene.element, scene.item)
    (entry,) = all_of(make, ElementProposition)
    (named,) = make(lambda: [(row.id) for row in all_of(make, Charge.officials.property.mapper.class_)])
    reading = {
        "matrix": f"/cases/{scene.case.id}/matrix", "charge": f"/charges/{scene.charge.id}",
        "element": f"/charge-elements/{scene.element.id}", "proposition": f"/propositions/{link.proposition_id}",
    }
    writing = {
        "new": f"/cases/{scene.case.id}/charges/new", "edit": f"/charges/{scene.charge.id}/edit",
        "status": f"/charges/{scene.charge.id}/status", "plead": f"/charge-officials/{named}",
        "attach": f"/charge-elements/{scene.element.id}/attach",
        "applicable": f"/charge-elements/{scene.element.id}/applicable",
        "detach": f"/element-propositions/{entry.id}/remove", "edit_link": f"/element-links/{link.id}/edit",
        "end_link": f"/element-links/{link.id}/end", "edit_proposition": f"/propositions/{link.proposition_id}/edit",
        "withdraw": f"/propositions/{link.proposition_id}/withdraw",
    }
    return {**{f"read {name}": url for name, url in reading.items()},
            **{f"write {name}": url for name, url in writing.items()}}


def test_every_page_opens_for_those_it_is_for_and_for_nobody_else(scene: SimpleNamespace, make: Make,
                                                                 client_for: Open) -> None:
    nobody = client_for()
    for name, url in pages(scene, make).items():
        assert scene.expert.get(url).status_code == 200, name
        assert scene.reader.get(url).status_code == (200 if name.startswith("read") else 404), name
        assert scene.stranger.get(url).status_code == 404, name
        assert nobody.get(url).location.startswith("/sign-in"), name
        if name.startswith("write"):
            assert scene.reader.post(url).status_code == 404, name
            assert scene.stranger.post(url).status_code == 404, name
    for url in ("matrix", "charges/new"):
        assert scene.expert.get(f"/cases/{uuid4()}/{url}").status_code == 404


def test_pages_that_only_read_refuse_post(scene: SimpleNamespace, make: Make) -> None:
    for url in (f"/cases/{scene.case.id}/matrix", f"/charges/{scene.charge.id}", "/law/"):
        assert scene.expert.post(url).status_code == 405


def test_drafting_a_charge(scene: SimpleNamespace, make: Make) -> None:
    url = f"/cases/{scene.case.id}/charges/new"
    page = scene.expert.get(url).text
    assert page.index("Crimes against humanity") < page.index("Genocide") < page.index("not chargeable yet")
    answer = scene.expert.post(url, data={
        "crime": CRIME, "official_ids": [str(scene.official.id)], "modes": [SUPERIOR, "MOL-25-3-d"],
        "incident_ids": [str(scene.incident.id)], "facts": "Work under guard", "period-kind": "period",
        "period-year": "2004", "period-year2": "2009"})
    assert answer.status_code == 303
    charge = all_of(make, Charge, facts="Work under guard")[0]
    assert str(charge.id) in answer.location
    assert (charge.crime, charge.framework, charge.target_standard) == (
        ENSLAVEMENT, "RS-ICC@2010", scene.case.target_standard)
    assert charge.period.code == "2004/2009"
    rows = all_of(make, ChargeElement, charge_id=charge.id)
    assert {row.mode for row in rows} == {"", SUPERIOR, "MOL-25-3-d"}
    assert scene.expert.get(answer.location).status_code == 200


@pytest.mark.parametrize(("wrong", "words"), [
    ({"crime": ""}, "Choose the crime"), ({"crime": "RS-ICC@2010 RS8-2-a-i"}, "Choose one of the crimes listed"),
    ({"crime": "nonsense"}, "Choose one of the crimes listed"), ({"modes": ["MOL-99"]}, "Choose among the options"),
    ({"facts": "a\x00b"}, "U+0000"), ({"facts": "a\u202eb"}, "U+202E"), ({"victim_group": "x" * 201}, "Shorten"),
    ({"period-kind": "exact", "period-day": "31", "period-month": "2", "period-year": "2004"}, "no 31 February"),
    ({"official_ids": [str(uuid4())]}, "Choose among the options"), ({"incident_ids": ["x"]}, "Choose among"),
    ({"connected_charge_id": str(uuid4())}, "Choose one of the options")])
def test_what_cannot_be_charged_is_refused_in_words(scene: SimpleNamespace, make: Make, wrong: dict[str, Any],
                                                    words: str) -> None:
    url = f"/cases/{scene.case.id}/charges/new"
    answer = scene.expert.post(url, data={"crime": CRIME, "facts": "kept text", **wrong})
    assert answer.status_code == 422
    assert words in answer.text
    assert len(all_of(make, Charge)) == 1


def test_officials_and_incidents_of_another_case_are_not_offered_and_not_taken(scene: SimpleNamespace,
                                                                              make: Make) -> None:
    other = make(a_case, scene.case.situation)
    stranger = make(an_official, scene.case.situation, other, name_latin="Ryu Other")
    elsewhere = make(an_incident, other)
    url = f"/cases/{scene.case.id}/charges/new"
    assert "Ryu Other" not in scene.expert.get(url).text
    for wrong in ({"official_ids": [str(stranger.id)]}, {"incident_ids": [str(elsewhere.id)]}):
        answer = scene.expert.post(url, data={"crime": CRIME, **wrong})
        assert answer.status_code == 422
        assert "Ryu Other" not in answer.text


def test_a_charge_tells_its_traps_with_the_law(scene: SimpleNamespace, make: Make) -> None:
    page = scene.expert.get(f"/charges/{scene.charge.id}").text
    assert "Responsibility as a superior depends on crimes of others" in page
    assert scene.official.reference in page
    assert "presumed innocent" in page


def form_of(client: FlaskClient, url: str) -> dict[str, str]:
    page = client.get(url).text
    return {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1]  # type: ignore[index]
            for name in ("version", "base", "once")}


def test_changing_a_charge_and_the_second_of_two_people(scene: SimpleNamespace, make: Make, client_for: Open) -> None:
    url = f"/charges/{scene.charge.id}/edit"
    other = client_for(make(a_member, scene.case, Role.LEGAL_EXPERT))
    mine = form_of(scene.expert, url)
    mine["base"] = mine["base"].replace("&#34;", '"').replace("&quot;", '"')
    second = make(an_official, scene.case.situation, scene.case)
    both = [str(scene.official.id), str(second.id)]
    assert other.post(url, data={"official_ids": both, "facts": "Theirs"}).status_code == 303
    answer = scene.expert.post(url, data={**mine, "official_ids": [str(scene.official.id)], "facts": "Mine"})
    assert answer.status_code == 409
    assert attributes(make, Charge, scene.charge.id, "facts") == ("Theirs",)
    assert {row.official_id for row in all_of(make, ChargeElement, charge_id=scene.charge.id, code="CTX7-6",
                                              applicable=True)} == {scene.official.id, second.id}


def test_two_people_changing_the_officials_alone_meet_each_other(scene: SimpleNamespace, make: Make,
                                                                 client_for: Open) -> None:
    url = f"/charges/{scene.charge.id}/edit"
    second, third = (make(an_official, scene.case.situation, scene.case) for _ in range(2))
    mine = form_of(scene.expert, url)
    mine["base"] = mine["base"].replace("&#34;", '"').replace("&quot;", '"')
    first = str(scene.official.id)
    other = client_for(make(a_member, scene.case, Role.LEAD))
    assert other.post(url, data={"official_ids": [first, str(second.id)]}).status_code == 303
    assert scene.expert.post(url, data={**mine, "official_ids": [first, str(third.id)]}).status_code == 409


def test_modes_are_pleaded_for_each_official(scene: SimpleNamespace, make: Make) -> None:
    named = attributes(make, Charge, scene.charge.id, "officials")[0][0].id
    url = f"/charge-officials/{named}"
    twice = scene.expert.post(url, data={"cumulative": [SUPERIOR], "alternative": [SUPERIOR]})
    assert (twice.status_code, "Tick each mode once" in twice.text) == (422, True)
    saved = scene.expert.post(url, data={"alternative": ["MOL-28-a", SUPERIOR], "superior_basis": "Both roles",
                                         "grounds": ["DEF-33"]})
    assert saved.status_code == 303
    page = scene.expert.get(saved.location).text
    assert "Superior orders are never available" in page
    assert "In the alternative" in page


def test_a_proposal_to_approve_is_read_and_decided_by_another_person(scene: SimpleNamespace, make: Make,
                                                                     client_for: Open) -> None:
    reviewer = client_for(make(a_member, scene.case, Role.REVIEWER))
    for status in ("proposed", "approved"):
        moved = scene.expert.post(f"/charges/{scene.charge.id}/status", data={"status": status, "reason": "Ready"})
        assert moved.status_code == 303
    (review,) = all_of(make, Review)
    page = reviewer.get(f"/reviews/{review.id}").text
    assert scene.charge.reference in page
    assert "Approved by two people" in page
    decided = reviewer.post(f"/reviews/{review.id}", data={"decision": "approve", "reason": "Agreed"})
    assert decided.status_code == 303
    assert attributes(make, Charge, scene.charge.id, "status") == (ChargeStatus.APPROVED,)
    refused = scene.expert.get(f"/charges/{scene.charge.id}/edit")
    assert (refused.status_code, "Move it back to draft" in refused.text) == (409, True)
    assert scene.expert.post(f"/charges/{scene.charge.id}/edit", data={"facts": "late"}).status_code == 409


def test_moving_a_charge(scene: SimpleNamespace, make: Make) -> None:
    url = f"/charges/{scene.charge.id}/status"
    assert 'value="approved"' not in scene.expert.get(url).text
    assert scene.expert.post(url, data={"status": "approved", "reason": "x"}).status_code == 422
    assert scene.expert.post(url, data={"status": "proposed", "reason": ""}).status_code == 422
    assert scene.expert.post(url, data={"status": "proposed", "reason": "Complete"}).status_code == 303
    assert scene.expert.post(url, data={"status": "superseded", "reason": "Split"}).status_code == 422
    make(a_member, scene.case, Role.REVIEWER)
    assert scene.expert.post(url, data={"status": "approved", "reason": "Ready"}).status_code == 303
    assert attributes(make, Charge, scene.charge.id, "status") == (ChargeStatus.PROPOSED,)
    assert "waits for a second person" in scene.expert.get(f"/charges/{scene.charge.id}").text
    assert scene.expert.post(url, data={"status": "dropped", "reason": "No jurisdiction"}).status_code == 303
    refused = scene.expert.post(f"/charges/{scene.charge.id}/edit", data={"facts": "late"})
    assert refused.status_code == 409


# --- linking ---


def test_linking_leaves_the_box_empty_and_keeps_the_sentence(scene: SimpleNamespace, make: Make) -> None:
    url = f"/charge-elements/{scene.element.id}"
    answer = scene.expert.post(url, data={"evidence": scene.item.reference, "sentence": "Quotas were set daily",
                                          "pinpoint": "p. 14", "quote": "quota 120", "direction": "supports"})
    assert answer.status_code == 303
    assert answer.location.endswith("#link")
    (link,) = all_of(make, EvidenceLink)
    assert (str(link.pinpoint), link.quote, link.linked_by) == ("p. 14", "quota 120", scene.who.id)
    page = scene.expert.get(answer.location).text
    box = re.search(r'<input[^>]*id="link"[^>]*>', page)[0]  # type: ignore[index]
    assert 'value=""' in box
    reference = all_of(make, Proposition)[0].reference
    assert f'value="{reference}"' in re.search(r'<input[^>]*id="sentence"[^>]*>', page)[0]  # type: ignore[index]
    again = scene.expert.post(url, data={"evidence": make(an_item, scene.case).reference, "sentence": reference,
                                         "direction": "supports"})
    assert again.status_code == 303
    assert len(all_of(make, Proposition)) == 1
    assert len(all_of(make, EvidenceLink)) == 2


def test_a_script_gets_the_part_that_changes(scene: SimpleNamespace, make: Make) -> None:
    url = f"/charge-elements/{scene.element.id}"
    asked = {"HX-Request": "true"}
    data = {"evidence": scene.item.reference, "sentence": "Quotas", "direction": "supports"}
    done = scene.expert.post(url, data=data, headers=asked, follow_redirects=True).text
    assert "<html" not in done
    assert done.strip().startswith('<div id="cell">')
    assert "is linked to" in done
    wrong = scene.expert.post(url, data={**data, "evidence": "EV-9999999"}, headers=asked)
    assert wrong.status_code == 422
    assert "<html" not in wrong.text


def test_both_directions_are_one_press_of_the_same_form(scene: SimpleNamespace) -> None:
    page = scene.expert.get(f"/charge-elements/{scene.element.id}").text
    form = re.search(r"<form[^>]*hx-post.*?</form>", page, re.DOTALL)
    assert form is not None
    supports, undermines = (re.search(rf'<button class="([^"]*)"[^>]*value="{way}"', form[0])
                            for way in ("supports", "undermines"))
    assert supports is not None
    assert undermines is not None
    assert supports[1] == undermines[1]


@pytest.mark.parametrize("direction", ["supports", "undermines", "neutral_context"])
@pytest.mark.parametrize("polarity", ["for", "against"])
def test_every_direction_and_polarity_is_kept_and_shown(scene: SimpleNamespace, make: Make, direction: str,
                                                        polarity: str) -> None:
    url = f"/charge-elements/{scene.element.id}"
    answer = scene.expert.post(url, data={"evidence": scene.item.reference, "sentence": "Run by others",
                                          "direction": direction, "polarity": polarity})
    assert answer.status_code == 303
    (link,) = all_of(make, EvidenceLink)
    assert link.direction == direction
    assert attributes(make, Proposition, link.proposition_id, "polarity") == (polarity,)
    assert "Run by others" in scene.expert.get(url).text


@pytest.mark.parametrize(("wrong", "words"), [
    ({"evidence": ""}, "Enter the reference of an item"), ({"evidence": "EV-9999999"}, "no such item in this case"),
    ({"sentence": ""}, "Write one sentence"), ({"sentence": "P-9999"}, "no such sentence in this case"),
    ({"sentence": "x" * 501}, "Shorten"), ({"sentence": "a\x00b"}, "U+0000"), ({"evidence": "\x00"}, "U+0000"),
    ({"pinpoint": "somewhere"}, "Write the place like this"),
    ({"pinpoint": "p. 9-4"}, "The end must be after"), ({"pinpoint": "#a\u202eb"}, "U+202E"),
    ({"pinpoint": "12:75"}, "00 to 59"), ({"pinpoint": "#" + "x" * 300}, "Shorten the pinpoint"),
    ({"direction": ""}, "Say what the item does"), ({"direction": "x"}, "Choose one of the options"),
    ({"polarity": "x"}, "Choose one of the options"), ({"weight": "high"}, "Give the reason for the weight")])
def test_a_link_that_cannot_be_made_says_why_and_keeps_what_was_typed(scene: SimpleNamespace, make: Make,
                                                                      wrong: dict[str, str], words: str) -> None:
    data = {"evidence": scene.item.reference, "sentence": "Quotas", "quote": "kept quote", "direction": "supports"}
    encoded = {name: value.encode("utf-8", "surrogatepass") for name, value in {**data, **wrong}.items()}
    answer = scene.expert.post(f"/charge-elements/{scene.element.id}", data=encoded)
    assert answer.status_code == 422
    assert words in answer.text
    assert "kept quote" in answer.text
    assert not all_of(make, EvidenceLink)
    assert not all_of(make, Proposition)


def test_items_and_sentences_of_another_case_read_like_none_at_all(scene: SimpleNamespace, make: Make) -> None:
    other = make(a_case)
    make(a_member, other, Role.LEGAL_EXPERT)
    item, said = make(an_item, other, title="Order of the ministry"), make(a_proposition, other)
    url = f"/charge-elements/{scene.element.id}"
    answers = [scene.expert.post(url, data={"evidence": text, "sentence": "x", "direction": "supports"}).text
               for text in (item.reference, "EV-9999999")]
    assert answers[0].replace(item.reference, "") .count("no such item") == answers[1].count("no such item")
    assert "Order of the ministry" not in answers[0]
    gone = scene.expert.post(f"{url}/attach", data={"named": said.reference})
    assert gone.status_code == 422
    assert said.sentence not in gone.text


def test_a_person_on_two_cases_cannot_mix_them(make: Make, client_for: Open, scene: SimpleNamespace) -> None:
    other = make(a_case)
    make(on_team, scene.who, other, Role.LEGAL_EXPERT)
    item = make(an_item, other)
    answer = scene.expert.post(f"/charge-elements/{scene.element.id}",
                               data={"evidence": item.reference, "sentence": "x", "direction": "supports"})
    assert answer.status_code == 422


def test_a_double_press_links_once(scene: SimpleNamespace, make: Make) -> None:
    url = f"/charge-elements/{scene.element.id}"
    once = str(uuid4())
    data = {"evidence": scene.item.reference, "sentence": "Quotas", "direction": "supports", "once": once}
    first, second = scene.expert.post(url, data=data), scene.expert.post(url, data=data)
    assert (first.status_code, second.status_code) == (303, 303)
    assert len(all_of(make, EvidenceLink)) == 1


def test_two_people_filling_the_same_cell_lose_nothing(scene: SimpleNamespace, make: Make, client_for: Open) -> None:
    url = f"/charge-elements/{scene.element.id}"
    other = client_for(make(a_member, scene.case, Role.ANALYST))
    forms = [form_of(client, url) for client in (scene.expert, other)]
    said = make(a_proposition, scene.case)
    for client, form, direction in zip((scene.expert, other), forms, ("supports", "undermines"), strict=True):
        answer = client.post(url, data={**form, "evidence": scene.item.reference, "sentence": said.reference,
                                        "direction": direction})
        assert answer.status_code == 303
    assert {link.direction for link in all_of(make, EvidenceLink)} == {Direction.SUPPORTS, Direction.UNDERMINES}
    assert len(all_of(make, ElementProposition)) == 1


def test_a_link_is_corrected_and_ended_never_deleted(scene: SimpleNamespace, make: Make) -> None:
    link = make(a_link, scene.element, scene.item)
    url = f"/element-links/{link.id}"
    assert scene.expert.post(f"{url}/edit", data={"direction": "undermines", "pinpoint": "00:14:22",
                                                  "weight": "low", "weight_reason": "Copy"}).status_code == 303
    assert str(attributes(make, EvidenceLink, link.id, "pinpoint")[0]) == "00:14:22"
    assert scene.expert.post(f"{url}/end", data={"reason": ""}).status_code == 422
    answer = scene.expert.post(f"{url}/end", data={"reason": "Wrong page"})
    assert answer.status_code == 303
    page = scene.expert.get(answer.location).text
    assert "Wrong page" in page
    other = make(a_link, scene.element, scene.item, pinpoint=read("p. 4 para. 2-3"))
    assert "p. 4, para. 2–3" in scene.expert.get(f"/propositions/{other.proposition_id}").text
    edit = f"/element-links/{other.id}/edit"
    assert 'value="p. 4 para. 2-3"' in scene.expert.get(edit).text
    assert scene.expert.post(edit, data={"direction": "supports", "pinpoint": " "}).status_code == 303
    assert attributes(make, EvidenceLink, other.id, "pinpoint") == (None,)
    assert scene.expert.post(f"{url}/edit", data={"direction": "supports"}).status_code == 409
    assert {row.id for row in all_of(make, EvidenceLink)} == {link.id, other.id}


def test_a_sentence_is_changed_used_again_taken_away_and_withdrawn(scene: SimpleNamespace, make: Make) -> None:
    link = make(a_link, scene.element, scene.item)
    url = f"/propositions/{link.proposition_id}"
    changed = {"sentence": "A guard wrote the quota book", "type": "linkage", "polarity": "for"}
    assert scene.expert.post(f"{url}/edit", data=changed).status_code == 303
    context = make(the_element, scene.charge, "CTX7-3")
    used = scene.expert.post(f"/charge-elements/{context.id}/attach", data={"named": changed["sentence"]})
    assert used.status_code == 303
    page = scene.expert.get(url).text
    assert "CTX7-3" in page
    assert "RS7-1-c.1" in page
    entry = all_of(make, ElementProposition, charge_element_id=context.id)[0]
    taken = scene.expert.post(f"/element-propositions/{entry.id}/remove", data={"reason": "No policy"})
    assert taken.status_code == 303
    assert len(all_of(make, ElementProposition)) == 1
    assert scene.expert.post(f"{url}/withdraw", data={"reason": "Retracted"}).status_code == 303
    assert "Retracted" in scene.expert.get(url).text
    assert "withdrawn" in scene.expert.get(f"/charge-elements/{scene.element.id}").text


def test_an_element_is_set_aside_and_applied_again(scene: SimpleNamespace, make: Make) -> None:
    url = f"/charge-elements/{scene.element.id}/applicable"
    assert scene.expert.post(url, data={"reason": ""}).status_code == 422
    assert scene.expert.post(url, data={"reason": "Attempt only"}).status_code == 303
    assert attributes(make, ChargeElement, scene.element.id, "applicable") == (False,)
    assert "Attempt only" in scene.expert.get(f"/charge-elements/{scene.element.id}").text
    assert "not applicable" in scene.expert.get(f"/cases/{scene.case.id}/matrix").text
    assert scene.expert.post(url, data={"reason": "Completed after all"}).status_code == 303
    assert attributes(make, ChargeElement, scene.element.id, "applicable") == (True,)


# --- matrix ---


def test_the_matrix_says_counts_in_words_and_never_a_percentage(scene: SimpleNamespace, make: Make) -> None:
    for n in range(2):
        make(a_link, scene.element, make(an_item, scene.case), f"Sentence {n}")
    make(a_link, make(the_element, scene.charge, "CTX7-1"), scene.item)
    contested = make(the_element, scene.charge, "CTX7-2")
    make(a_link, contested, scene.item, "One")
    make(a_link, contested, make(an_item, scene.case), "Two", Direction.UNDERMINES)
    page = scene.expert.get(f"/cases/{scene.case.id}/matrix").text
    body = page[page.index("<main"):page.index("</main>")]
    for words in ("2 items", "1 item<", "Contested: 1 for, 1 against", "Not assessed", "No evidence"):
        assert words in body
    assert "%" not in re.sub(r"<[^>]*>", "", body)
    assert f"/charge-elements/{scene.element.id}" in body


def test_the_matrix_filters_and_carries_an_item_along(scene: SimpleNamespace, make: Make) -> None:
    make(a_link, scene.element, scene.item)
    base = f"/cases/{scene.case.id}/matrix"
    assert str(scene.element.id) not in scene.expert.get(f"{base}?only=gaps").text
    assert "No element is like that" in scene.expert.get(f"{base}?only=contested").text
    assert scene.expert.get(f"{base}?charge=nonsense&only=nonsense").status_code == 200
    page = scene.expert.get(f"{base}?evidence={scene.item.reference}").text
    assert f"evidence={scene.item.reference}" in page
    element = scene.expert.get(f"/charge-elements/{scene.element.id}?evidence={scene.item.reference}").text
    assert f'value="{scene.item.reference}"' in element


def test_a_case_without_charges_says_what_to_press(make: Make, client_for: Open) -> None:
    case = make(a_case)
    expert, reader = (client_for(make(a_member, case, role)) for role in (Role.LEGAL_EXPERT, Role.OBSERVER))
    assert "charges/new" in expert.get(f"/cases/{case.id}/matrix").text
    page = reader.get(f"/cases/{case.id}/matrix").text
    assert "No charges yet" in page
    assert "charges/new" not in page


def test_an_official_taken_out_is_shown_where_evidence_hangs(scene: SimpleNamespace, make: Make) -> None:
    second = make(an_official, scene.case.situation, scene.case)
    url = f"/charges/{scene.charge.id}/edit"
    scene.expert.post(url, data={"official_ids": [str(scene.official.id), str(second.id)]})
    row = make(the_element, scene.charge, "CTX7-6", second)
    make(a_link, row, scene.item)
    scene.expert.post(url, data={"official_ids": [str(scene.official.id)]})
    assert scene.expert.get(f"/cases/{scene.case.id}/matrix").status_code == 200
    page = scene.expert.get(f"/charge-elements/{row.id}").text
    assert "not named in the charge any more" in page


@pytest.mark.parametrize("url", ["/cases/{case}/matrix", "/charge-elements/{element}", "/charges/{charge}"])
def test_the_number_of_questions_does_not_grow(scene: SimpleNamespace, make: Make, queries: list[str],
                                               url: str) -> None:
    url = url.format(case=scene.case.id, element=scene.element.id, charge=scene.charge.id)
    item, said = scene.item, make(a_proposition, scene.case)

    def links(n: int) -> None:
        with acting(SYSTEM):
            element, proposition = held(scene.element), held(said)
            for one in range(n):
                sentence = proposition if one % 2 else f"Sentence {one} of {n}"
                service.link_evidence(element, held(item), sentence, Direction.SUPPORTS)
            db.session.commit()
            db.session.execute(db.text("ANALYZE"))  # as the server does by itself once rows are committed

    def count() -> int:
        queries.clear()
        assert scene.expert.get(url).status_code == 200
        return len(queries)

    make(links, 10)
    count()  # the first look of a session writes down that it is alive
    few = count()
    make(links, 290)
    assert count() == few, "\n".join(queries)
    assert few <= (16 if "/charges/" in url else 12 if "/charge-elements/" in url else 8), "\n".join(queries)


# --- panels and gaps on other pages ---


def test_pages_of_items_officials_and_incidents_show_the_charges(scene: SimpleNamespace, make: Make) -> None:
    make(a_link, scene.element, scene.item, "A guard kept the quota book", Direction.UNDERMINES)
    scene.expert.post(f"/charges/{scene.charge.id}/edit", data={
        "official_ids": [str(scene.official.id)], "incident_ids": [str(scene.incident.id)]})
    item = scene.expert.get(f"/evidence/{scene.item.id}").text
    assert "RS7-1-c.1" in item
    assert "Undermines" in item
    assert f"/cases/{scene.case.id}/matrix?evidence={scene.item.reference}" in item
    for url in (f"/officials/{scene.official.id}", f"/incidents/{scene.incident.id}"):
        page = scene.expert.get(url).text
        assert f'href="/charges/{scene.charge.id}"' in page, "drawn as a panel, not printed as its source"
    scene.expert.post(f"/charges/{scene.charge.id}/edit", data={"official_ids": [str(scene.official.id)]})
    assert scene.charge.reference not in scene.expert.get(f"/incidents/{scene.incident.id}").text


def test_the_case_page_lists_the_gaps_with_their_actions(scene: SimpleNamespace, make: Make) -> None:
    make(a_link, scene.element, scene.item)
    page = scene.expert.get(f"/cases/{scene.case.id}").text
    for words in ("have no supporting evidence", "is linked without a pinpoint", "on unverified items alone",
                  "no exonerating search"):
        assert words in page


# --- library ---


@pytest.mark.parametrize("locale", ["en", "ko"])
def test_the_law_is_read_in_both_languages(make: Make, client_for: Open, locale: str) -> None:
    client = client_for(make(a_user, locale=locale))
    page = client.get("/law/").text
    entries = [*LAW.crimes, *LAW.modes, *LAW.contexts, *LAW.mental, *LAW.grounds]
    for entry in entries:
        assert f"/law/RS-ICC@2010/{entry.code}" in page.replace("%40", "@")
        shown = client.get(f"/law/RS-ICC@2010/{entry.code}")
        assert shown.status_code == 200, entry.code
    assert client.get("/law/RS-ICC@2010/STD-BRD66").status_code == 200
    element = client.get("/law/RS-ICC@2010/RS7-1-i.3a").text
    assert ("EoC 7(1)(i) element 3(a)" if locale == "en" else "범죄구성요건 제7조 제1항 (i)") in element


def test_the_library_is_for_people_who_signed_in_and_knows_no_other_codes(make: Make, client_for: Open) -> None:
    assert client_for().get("/law/").location.startswith("/sign-in")
    client = client_for(make(a_user))
    for url in ("/law/RS-ICC@2010/nonsense", "/law/RS-ICC@1998/RS7-1-c", "/law/x/y"):
        assert client.get(url).status_code == 404
