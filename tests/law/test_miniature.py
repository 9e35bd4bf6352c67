"""The worked miniature of the domain brief (§4.6): the levels people give, and exactly the gaps that it names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casefile.cases import gaps as case_gaps
from casefile.cases.decisions import decide
from casefile.cases.gaps import gaps_of
from casefile.cases.rules import Standard
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.deadlines.rules import State
from casefile.evidence.pinpoints import read
from casefile.evidence.rules import Kind, Use, Verification
from casefile.evidence.service import sharing
from casefile.law import service
from casefile.law.labels import LEVELS
from casefile.law.models import AcceptedGap, EvidenceLink, GapTask, Proposition
from casefile.law.pleading import PropositionType
from casefile.law.rules import Direction, Directness, Level
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.evidence import an_item
from tests.factories.law import ENSLAVEMENT, SUPERIOR, a_charge, a_link, held, the_element
from tests.factories.officials import an_official

PROVED = {"verification_state": Verification.VERIFIED}
# Every other required element of the charge rests on a verified document, so that what is missing is on purpose.
OTHERS = ("CTX7-1", "CTX7-2", "CTX7-4b", "CTX7-5")
OTHERS_OF_HIS = ("CTX7-6", "MOL-28-b.1", "MOL-28-b.4", "MOL-28-b.5", "MOL-28-b.6", "MOL-25-3-d.1", "MOL-25-3-d.2",
                 "MOL-25-3-d.3", "MOL-25-3-d.4", "MOL-25-3-d.5ii")


def said(link: EvidenceLink) -> Proposition:
    """The sentence of a link."""
    with acting(SYSTEM):
        return held(link).proposition


def shared(item: Any) -> Any:
    """The item, looked through: it names nobody, so that it may go wherever its own restriction lets it."""
    with acting(SYSTEM):
        sharing.review_people(held(item))
        db.session.commit()
    return item


@pytest.fixture
def miniature(context: Flask) -> SimpleNamespace:
    """Charge C-01 of the brief."""
    case = a_case()
    director = an_official(case.situation, case)
    charge = a_charge(case, ENSLAVEMENT, director, modes=[SUPERIOR, "MOL-25-3-d"])
    first = the_element(charge, "RS7-1-c.1")

    def proof(element: Any, sentence: Any, directness: Directness, states: Any = None, **values: Any) -> Any:
        item = shared(an_item(case, states={"use_restriction": Use.OPEN, **(states or {})}))
        return a_link(element, item, sentence, directness=directness, pinpoint=read("p. 1"), **values)

    link = proof(first, "Inmates worked under daily quotas from age 12, unpaid, under armed guard", Directness.DIRECT,
                 PROVED, type=PropositionType.CRIME_BASE)
    for _n in range(2):
        proof(first, said(link), Directness.DIRECT, PROVED)
    policy = the_element(charge, "CTX7-3")
    proof(policy, "Directive N required self-financing by prisoner labour", Directness.DOCUMENTARY)
    authority = the_element(charge, "MOL-28-b.2", director)
    rotas = proof(authority, "O-0417 signed guard rotations 2005-2008", Directness.HEARSAY_FIRST, PROVED)
    against = proof(authority, said(rotas), Directness.DIRECT, PROVED, direction=Direction.UNDERMINES)
    for code in OTHERS:
        proof(the_element(charge, code), f"A document shows {code}", Directness.DOCUMENTARY, PROVED)
    for code in OTHERS_OF_HIS:
        proof(the_element(charge, code, director), f"A document shows {code}", Directness.DOCUMENTARY, PROVED)
    with acting(SYSTEM):
        held(against).created_at = datetime.now(UTC) - timedelta(days=40)
        service.record_search(held(charge), sought="Orders that lightened the work", places="Archive",
                              searched_on=date.today(), result="One account, linked")
        db.session.commit()
        reference = held(against).evidence.reference
    return SimpleNamespace(case=case, charge=charge, reference=reference, director=director, first=first, policy=policy,
                           authority=authority, knowledge=the_element(charge, "MOL-28-b.3", director),
                           against=against, lawyer=a_member(case, Role.LEGAL_EXPERT),
                           reviewer=a_member(case, Role.REVIEWER))


def found(miniature: SimpleNamespace) -> dict[str, set[str]]:
    """Code of each gap of the charge's proof -> the elements or items it names."""
    with acting(SYSTEM):
        listed = service.gap_list(held(miniature.case))
        return {rule.code: {record.reference.rpartition(" ")[2] for record in records}
                for rule, records in listed.open if rule.code in OF_PROOF}


OF_PROOF = {
    "GAP-EMPTY", "GAP-UNLINKED", "GAP-NOPIN", "GAP-SINGLE", "GAP-HEARSAY", "GAP-UNVERIFIED", "GAP-CONSENT-FORUM",
    "GAP-LEADONLY", "GAP-CONTRA", "GAP-EXCULP", "GAP-STALE", "GAP-TIME", "GAP-AUTH", "GAP-KNOW", "GAP-MEAS",
    "GAP-EXPERT"}


def test_it_has_exactly_the_gaps_that_the_brief_names(miniature: SimpleNamespace) -> None:
    assert found(miniature) == {
        "GAP-UNVERIFIED": {"CTX7-3"}, "GAP-AUTH": {"MOL-28-b.2"}, "GAP-SINGLE": {"MOL-28-b.2"},
        "GAP-EMPTY": {"MOL-28-b.3"}, "GAP-CONTRA": {miniature.reference}}


def test_its_levels_are_given_by_people_and_the_charge_is_as_strong_as_its_weakest(miniature: SimpleNamespace) -> None:
    texts = {"reasoning": "As the brief says", "exculpatory": "One account, linked", "contrary": "Another department"}
    with acting_as(miniature.lawyer):
        review = service.assess(held(miniature.first), 0, Level.SUFFICIENT, Standard.CONFIRMATION, **texts)
        for element in (miniature.policy, miniature.authority):
            service.assess(held(element), 0, Level.WEAK, **texts)
        service.assess(held(miniature.knowledge), 0, Level.NONE, **texts)
        db.session.commit()
    with acting_as(miniature.reviewer):
        decide(held(review), True, "Read")
        db.session.commit()
    with acting(SYSTEM):
        matrix = service.matrix_of(held(miniature.charge))
        levels = {cell.code: str(LEVELS[cell.level]) for cell in matrix.cells if cell.assessed}
        assert levels == {"RS7-1-c.1": "Sufficient", "CTX7-3": "Weak", "MOL-28-b.2": "Weak", "MOL-28-b.3": "None"}
        facts = service.facts_of(held(miniature.charge))[miniature.first.id]
        assert (facts.supporting, facts.independent, facts.direct) == (3, 3, 3)
        assert matrix.levels[miniature.director.id] is Level.NOT_ASSESSED
    assert "GAP-STALE" not in found(miniature)
    with acting(SYSTEM):
        item = held(miniature.against).evidence
        item.move("verification_state", Verification.DISPUTED, "Another hand")
        db.session.commit()
    assert found(miniature)["GAP-STALE"] == {"MOL-28-b.2"}


@pytest.mark.parametrize(("code", "what", "values"), [
    ("GAP-HEARSAY", {}, {"directness": Directness.HEARSAY_MULTI}), ("GAP-NOPIN", {}, {}),
    ("GAP-LEADONLY", {"use_restriction": "lead_only"}, {}),
    ("GAP-CONSENT-FORUM", {"use_restriction": "consent_withdrawn"}, {}),
    ("GAP-EXPERT", {"kind": Kind.SATELLITE}, {})])
def test_each_kind_of_gap_is_found_where_it_lies(context: Flask, code: str, what: dict[str, Any],
                                                 values: dict[str, Any]) -> None:
    case = a_case()
    charge = a_charge(case, ENSLAVEMENT, an_official(case.situation, case), modes=[SUPERIOR])
    fields = {key: value for key, value in what.items() if key in ("languages", "kind")}
    states = {key: value for key, value in what.items() if key == "use_restriction"} or None
    a_link(the_element(charge, "RS7-1-c.1"), an_item(case, states=states, **fields), "Work", **values)
    assert code in found(SimpleNamespace(case=case))


def test_a_mental_element_on_position_alone_and_measures_nobody_looked_for(context: Flask) -> None:
    case = a_case()
    official = an_official(case.situation, case)
    charge = a_charge(case, ENSLAVEMENT, official, modes=[SUPERIOR])
    a_link(the_element(charge, "CTX7-6", official), an_item(case, kind=Kind.STRUCTURE), "He headed the facility")
    here = found(SimpleNamespace(case=case))
    assert here["GAP-KNOW"] == {"CTX7-6"}
    assert here["GAP-MEAS"] == {"MOL-28-b.5"}


def test_two_rules_of_one_code_are_refused(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = case_gaps.rules_for(a_case())[0]
    monkeypatch.setattr(case_gaps, "offers", lambda _case, _slot: [[rule], [rule]])
    with pytest.raises(ValueError, match=rule.code):
        case_gaps.rules_for(a_case())


def test_a_task_closes_itself_when_the_gap_is_gone(miniature: SimpleNamespace) -> None:
    with acting(SYSTEM):
        case = held(miniature.case)
        gap = service.gap_of(case, "GAP-EMPTY", miniature.knowledge.id)
        assert gap is not None
        task = service.ask_to_fill(case, gap, miniature.knowledge.id, miniature.lawyer.id,
                                   date.today() + timedelta(days=7))
        db.session.commit()
        with pytest.raises(Refused):
            service.ask_to_fill(case, gap, miniature.knowledge.id, miniature.lawyer.id, date.today())
        assert service.close_filled_everywhere() == 0
    a_link(miniature.knowledge, an_item(miniature.case), "He received monthly reports")
    with acting(SYSTEM):
        assert held(task).state is State.DONE  # in the transaction of the link
        assert service.close_filled_everywhere() == 0
        assert db.session.execute(db.select(GapTask)).scalar_one().deadline_id == task.id


def test_an_accepted_gap_leaves_the_list_with_its_reason_until_it_is_reopened(miniature: SimpleNamespace) -> None:
    def listed() -> bool:
        return any(gap.code == "GAP-SINGLE" for gap in gaps_of(held(miniature.case)))

    with acting(SYSTEM):
        assert listed()
        accepted = service.accept_gap(held(miniature.case), "GAP-SINGLE", miniature.authority.id, "C-1 MOL-28-b.2",
                                      "The insider is of rank")
        db.session.commit()
        assert not listed()
        assert "GAP-SINGLE" not in found(miniature)
        with pytest.raises(Refused):
            service.accept_gap(held(miniature.case), "GAP-SINGLE", miniature.authority.id, "C-1", "Again")
        service.reopen_gap(held(accepted), "Another insider spoke")
        db.session.commit()
        assert listed()


def test_pages_of_gaps(client_for: Callable[..., FlaskClient], make: Callable[..., Any]) -> None:
    case = make(a_case)
    charge = make(a_charge, case, ENSLAVEMENT, make(an_official, case.situation, case), modes=[SUPERIOR])
    element = make(the_element, charge, "RS7-1-c.1")
    owner = make(a_member, case, Role.LEGAL_EXPERT)
    expert, reader = client_for(owner), client_for(make(a_member, case, Role.OBSERVER))
    stranger = client_for(make(a_member, make(a_case)))
    base = f"/cases/{case.id}/gap-list"
    one = f"{base}/GAP-EMPTY/{element.id}"
    assert "RS7-1-c.1" in expert.get(base).text
    assert [client.get(base).status_code for client in (reader, stranger)] == [200, 404]
    assert [client.post(f"{one}/accept").status_code for client in (reader, stranger)] == [404, 404]
    assert expert.get(f"{base}/GAP-EMPTY/{charge.id}/accept").status_code == 404
    assert expert.get(f"{base}/GAP-NOTHING/{element.id}/task").status_code == 404
    assert expert.post(f"{one}/accept", data={"reason": ""}).status_code == 422
    due = (date.today() + timedelta(days=3)).isoformat()
    assert expert.post(f"{one}/task", data={"due_on": "2001-01-01", "owner_id": str(owner.id)}).status_code == 422
    assert expert.post(f"{one}/task", data={"due_on": due, "owner_id": str(owner.id)}).status_code == 303
    assert owner.name in expert.get(base).text
    assert expert.post(f"{one}/accept", data={"reason": "Pleaded elsewhere"}).status_code == 303
    assert "Pleaded elsewhere" in expert.get(base).text

    def accepted() -> Any:
        with acting(SYSTEM):
            return db.session.execute(db.select(AcceptedGap.id)).scalar_one()

    reopen = f"/accepted-gaps/{make(accepted)}/reopen"
    assert reader.post(reopen, data={"reason": "x"}).status_code == 404
    assert expert.post(reopen, data={"reason": "New material"}).status_code == 303
    assert "Pleaded elsewhere" not in expert.get(base).text
