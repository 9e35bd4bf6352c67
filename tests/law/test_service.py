"""Charges, their rows, and evidence under them, in the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from threading import Barrier, Thread

import pytest
from flask import Flask

from casefile.accounts.models import User
from casefile.cases.gaps import gaps_of
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.audit import AuditEvent
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.review import decide
from casefile.evidence.models import Evidence
from casefile.evidence.pinpoints import read
from casefile.evidence.rules import Use, Verification
from casefile.evidence.service import record_check
from casefile.law import service
from casefile.law.gaps import unmet
from casefile.law.models import Charge, ChargeElement
from casefile.law.pleading import ChargeStatus, Exclusion, Pleading, Polarity, every_row
from casefile.law.rules import Direction, Level, Weight, frameworks, missing, required_elements
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.evidence import an_item
from tests.factories.incidents import an_incident
from tests.factories.law import ENSLAVEMENT, SUPERIOR, a_charge, a_link, a_proposition, held, the_element
from tests.factories.officials import an_official

LAW = frameworks()["RS-ICC@2010"]
CRIMES = [crime.code for crime in LAW.crimes if crime.chargeable]
MODES = [mode.code for mode in LAW.modes]
DISAPPEARANCE = "RS7-1-i"


def rows_of(charge: Charge) -> list[ChargeElement]:
    with acting(SYSTEM):
        query = db.select(ChargeElement).filter_by(charge_id=charge.id).order_by(ChargeElement.position)
        return list(db.session.execute(query).unique().scalars())


def cells_of(charge: Charge) -> list[service.Cell]:
    matrix = service.matrix_of(held(charge))
    return [cell for block in matrix.blocks for row in block.rows for cell in row.all_cells]


def applicable(charge: Charge) -> set[tuple[str, bool]]:
    return {(row.code, row.official_id is not None) for row in rows_of(charge) if row.applicable}


# --- rows ---


@pytest.mark.parametrize("crime", CRIMES)
def test_the_rows_are_those_of_the_law_for_every_mode(context: Flask, crime: str) -> None:
    case = a_case()
    official = an_official(case.situation, case)
    charge = a_charge(case, crime, official)
    with acting(SYSTEM):
        charge = held(charge)
        for mode in MODES:
            service.plead(charge.officials[0], {mode: Pleading.CUMULATIVE})
            db.session.flush()
            law = {(row.code, row.per_official) for row in required_elements(LAW, crime, [mode])}
            assert applicable(charge) == law
        rows = rows_of(charge)
    assert len(rows) == len({(row.code, row.official_id) for row in rows})
    assert [row.code for row in rows] == [code for code in every_row(LAW.id, crime) if code in {r.code for r in rows}]


def test_a_charge_without_officials_has_the_shared_rows_only(context: Flask) -> None:
    charge = a_charge(a_case())
    law = required_elements(LAW, ENSLAVEMENT, ())
    assert applicable(charge) == {(row.code, False) for row in law if not row.per_official}


def test_rows_of_a_mode_taken_out_stay_with_their_evidence_and_come_back(context: Flask) -> None:
    case = a_case()
    official = an_official(case.situation, case)
    charge = a_charge(case, ENSLAVEMENT, official, modes=[SUPERIOR])
    link = a_link(the_element(charge, "MOL-28-b.2", official), an_item(case))
    with acting(SYSTEM):
        named = held(charge).officials[0]
        service.plead(named, {"MOL-25-3-d": Pleading.ALTERNATIVE})
        db.session.commit()
        row = the_element(charge, "MOL-28-b.2", official)
        assert (row.applicable, row.exclusion) == (False, Exclusion.NOT_PLEADED)
        assert held(link).is_active
        service.plead(held(charge).officials[0], {SUPERIOR: Pleading.ALTERNATIVE})
        db.session.commit()
    row = the_element(charge, "MOL-28-b.2", official)
    assert (row.applicable, row.exclusion) == (True, None)


def test_rows_of_an_official_taken_out_stay(context: Flask) -> None:
    case = a_case()
    first, second = an_official(case.situation, case), an_official(case.situation, case)
    charge = a_charge(case, ENSLAVEMENT, first, second, modes=[SUPERIOR])
    with acting(SYSTEM):
        service.change_charge(held(charge), official_ids=[first.id], incident_ids=[])
        db.session.commit()
    assert {row.exclusion for row in rows_of(charge) if row.official_id == second.id} == {Exclusion.NOT_CHARGED}
    assert all(row.applicable for row in rows_of(charge) if row.official_id != second.id)


def test_a_decision_that_a_row_does_not_apply_outlives_every_layout(context: Flask) -> None:
    case = a_case()
    official = an_official(case.situation, case)
    charge = a_charge(case, ENSLAVEMENT, official, modes=[SUPERIOR])
    with acting(SYSTEM):
        row = held(the_element(charge, "CTX7-4b"))
        service.exclude(row, "Pleaded as widespread only")
        service.plead(held(charge).officials[0], {"MOL-28-a": Pleading.CUMULATIVE})
        db.session.commit()
        assert held(row).exclusion is Exclusion.DECIDED
        cell = next(cell for cell in cells_of(charge) if cell.id == row.id)
        assert not cell.applicable
        service.include(held(row), "Pleaded again")
        db.session.commit()
        assert held(row).applicable
        with pytest.raises(Refused):
            service.include(held(the_element(charge, "MOL-28-b.1", official)), "no")


# --- charges ---


def test_nobody_and_nothing_of_another_case_can_be_named(context: Flask) -> None:
    case, other = a_case(), a_case()
    stranger, elsewhere = an_official(other.situation, other), an_incident(other)
    for wrong in ({"official_ids": [stranger.id]}, {"incident_ids": [elsewhere.id]}):
        with acting(SYSTEM), pytest.raises(Refused):
            service.draft_charge(held(case), ENSLAVEMENT, **wrong)


@pytest.mark.parametrize(("crime", "modes", "framework"), [
    ("RS8-2-a-i", (), "RS-ICC@2010"), ("RS9", (), "RS-ICC@2010"), (ENSLAVEMENT, ("MOL-99",), "RS-ICC@2010"),
    (ENSLAVEMENT, (), "RS-ICC@1998")])
def test_what_the_law_does_not_have_cannot_be_charged(context: Flask, crime: str, modes: tuple[str, ...],
                                                      framework: str) -> None:
    case = a_case()
    with acting(SYSTEM), pytest.raises(Refused):
        service.draft_charge(held(case), crime, modes=modes, framework=framework)


def test_one_mode_is_cumulative_and_several_are_alternative(context: Flask) -> None:
    case = a_case()
    official = an_official(case.situation, case)
    one = a_charge(case, ENSLAVEMENT, official, modes=[SUPERIOR])
    two = a_charge(case, ENSLAVEMENT, official, modes=[SUPERIOR, "MOL-25-3-d"])
    with acting(SYSTEM):
        assert [mode.pleading for mode in held(one).officials[0].modes] == [Pleading.CUMULATIVE]
        assert {mode.pleading for mode in held(two).officials[0].modes} == {Pleading.ALTERNATIVE}
        assert held(one).target_standard is held(case).target_standard


def test_a_second_person_approves_and_only_what_was_proposed(context: Flask) -> None:
    case = a_case()
    drafter, reviewer = a_member(case, Role.LEGAL_EXPERT), a_member(case, Role.REVIEWER)
    charge = a_charge(case)
    with acting_as(drafter):
        service.move_charge(held(charge), ChargeStatus.PROPOSED, "Complete")
        db.session.commit()
        with pytest.raises(Refused):
            service.settle_charge(held(charge), "alone", version=held(charge).version)
        review = service.move_charge(held(charge), ChargeStatus.APPROVED, "Ready")
        assert review is not None
        db.session.commit()
        with pytest.raises(Refused):
            decide(review, True, "mine")
        held(charge).facts = "Changed in the meantime"
        db.session.commit()
    with acting_as(reviewer), pytest.raises(Refused, match="changed"):
        decide(review, True, "agreed")
    db.session.rollback()
    with acting_as(reviewer):
        decide(held(review), False, "It was changed")
        db.session.commit()
    with acting_as(drafter):
        again = service.move_charge(held(charge), ChargeStatus.APPROVED, "Ready")
        assert again is not None
        db.session.commit()
    with acting_as(reviewer):
        decide(held(again), True, "agreed")
        db.session.commit()
        assert held(charge).status is ChargeStatus.APPROVED
        with pytest.raises(Refused):
            service.change_charge(held(charge), official_ids=[], incident_ids=[], facts="after approval")


def test_a_superseded_charge_names_the_one_that_took_its_place(context: Flask) -> None:
    case = a_case()
    old, new = a_charge(case), a_charge(case)
    with acting(SYSTEM):
        service.move_charge(held(old), ChargeStatus.PROPOSED, "Complete")
        service.move_charge(held(old), ChargeStatus.SUPERSEDED, "Period split", superseded_by_id=new.id)
        db.session.commit()
        assert held(old).superseded_by is held(new)
        with pytest.raises(Refused):
            service.move_charge(held(old), ChargeStatus.DRAFT, "back")


# --- linking ---


def test_one_proposition_serves_many_elements(context: Flask) -> None:
    case = a_case()
    official = an_official(case.situation, case)
    charge = a_charge(case, ENSLAVEMENT, official, modes=[SUPERIOR])
    said = a_proposition(case)
    first, second = the_element(charge, "RS7-1-c.1"), the_element(charge, "CTX7-3")
    a_link(first, an_item(case), said)
    with acting(SYSTEM):
        service.attach(held(second), held(said))
        service.attach(held(second), held(said))
        db.session.commit()
        counted = {cell.code: cell.supporting for cell in cells_of(charge)}
        assert (counted["RS7-1-c.1"], counted["CTX7-3"], counted["CTX7-1"]) == (1, 1, 0)
        assert [entry.element.code for entry in service.uses_of_proposition(held(said))] == ["CTX7-3", "RS7-1-c.1"]
        service.detach(service.uses_of_proposition(held(said))[0], "Does not show a policy")
        db.session.commit()
        assert len(service.uses_of_proposition(held(said))) == 1
        removed = db.session.execute(db.select(AuditEvent).filter_by(table="element_proposition", action="removed"))
        assert removed.scalar_one().reason == "Does not show a policy"


def test_the_same_item_counts_once_and_what_may_not_be_used_not_at_all(context: Flask) -> None:
    case = a_case()
    charge = a_charge(case)
    element, item = the_element(charge, "RS7-1-c.1"), an_item(case)
    withdrawn = an_item(case, states={"use_restriction": Use.WITHDRAWN})
    for sentence in ("One", "Two"):
        a_link(element, item, sentence)
    a_link(element, withdrawn, "Three")
    ended = a_link(element, an_item(case), "Four")
    with acting(SYSTEM):
        service.end_link(held(ended), "Another page was meant")
        db.session.commit()
        with pytest.raises(Refused):
            service.end_link(held(ended), "again")
        with pytest.raises(Refused):
            service.correct_link(held(ended), quote="x")
        row = next(row for block in service.matrix_of(held(charge)).blocks for row in block.rows
                   if row.data.code == "RS7-1-c.1")
        assert row.shared is not None
        assert (row.shared.supporting, row.shared.undermining, row.shared.level) == (1, 0, Level.NOT_ASSESSED)


@pytest.mark.parametrize(("polarity", "direction", "expected"), [
    (Polarity.FOR, Direction.SUPPORTS, (1, 0)), (Polarity.FOR, Direction.UNDERMINES, (0, 1)),
    (Polarity.FOR, Direction.NEUTRAL, (0, 0)), (Polarity.AGAINST, Direction.SUPPORTS, (0, 1)),
    (Polarity.AGAINST, Direction.UNDERMINES, (0, 0))])
def test_what_speaks_against_the_charge_counts_against_it(context: Flask, polarity: Polarity, direction: Direction,
                                                          expected: tuple[int, int]) -> None:
    case = a_case()
    charge = a_charge(case)
    element = the_element(charge, "RS7-1-c.1")
    link = a_link(element, an_item(case), "The camp was run by another department", direction, polarity=polarity)
    with acting(SYSTEM):
        cell = next(cell for cell in cells_of(charge) if cell.id == element.id)
        assert (cell.supporting, cell.undermining) == expected
        side = held(link).side
        assert (side is Direction.SUPPORTS, side is Direction.UNDERMINES) == (bool(expected[0]), bool(expected[1]))
        proof = service.propositions_of(held(element))
        assert [len(proof.links(side)) for side in (Direction.SUPPORTS, Direction.UNDERMINES)] == list(expected)


def test_an_item_of_another_case_cannot_be_linked(context: Flask) -> None:
    case, other = a_case(), a_case()
    item = an_item(other)
    element = the_element(a_charge(case), "RS7-1-c.1")
    with acting(SYSTEM):
        assert service.item_named(held(case), item.reference) is None
        with pytest.raises(Refused):
            service.link_evidence(held(element), held(item), "x", Direction.SUPPORTS)
        with pytest.raises(Refused):
            service.attach(held(element), held(a_proposition(other)))


def test_an_item_that_failed_its_last_check_cannot_be_cited(context: Flask) -> None:
    case = a_case()
    item, element = an_item(case), the_element(a_charge(case), "RS7-1-c.1")
    with acting(SYSTEM):
        record_check(item.id, None)
        with pytest.raises(Refused, match="cannot be cited"):
            service.link_evidence(held(element), held(item), "x", Direction.SUPPORTS)


def test_items_and_sentences_are_found_as_people_name_them(context: Flask) -> None:
    case = a_case()
    item, said = an_item(case, title="Order No. 5 on guard posts"), a_proposition(case)
    an_item(case, title="Register one")
    an_item(case, title="Register two")
    with acting(SYSTEM):
        case = held(case)
        for text in (item.reference, item.reference.lower(), f"{item.reference} Order No. 5", item.ern_start,
                     "guard posts"):
            assert service.item_named(case, text) == held(item)
        assert service.item_named(case, "register") is None
        for text in (said.reference, f"{said.reference} anything", said.sentence.upper()):
            assert service.proposition_named(case, text) == held(said)
        assert service.proposition_named(case, "Something new") is None
        service.withdraw(held(said), "Not borne out")
        db.session.commit()
        assert service.proposition_named(case, said.reference) is None
        for wrong in (lambda: service.withdraw(held(said), "again"),
                      lambda: service.change_proposition(held(said), "x", said.type, said.polarity)):
            with pytest.raises(Refused):
                wrong()


def test_a_link_keeps_what_was_said_about_it(context: Flask) -> None:
    case = a_case()
    charge = a_charge(case)
    element = the_element(charge, "RS7-1-c.1")
    link = a_link(element, an_item(case), pinpoint=read("p. 4 para 2"), quote="quota 120 %", weight=Weight.HIGH,
                  weight_reason="Written at the time")
    with acting(SYSTEM):
        service.correct_link(held(link), pinpoint=read("00:14:22"), note="Answered by the register")
        db.session.commit()
        db.session.expire_all()
        assert str(held(link).pinpoint) == "00:14:22"
        proofs = service.proof_of(held(charge))
        assert [proof.element.code for proof in proofs] == [row.code for row in rows_of(charge)]
        found = {proof.element.code: [link.quote for link in proof.links(Direction.SUPPORTS)] for proof in proofs}
        assert found["RS7-1-c.1"] == ["quota 120 %"]
        assert [(use.link.id, use.element.code if use.element else "") for use in
                service.uses_of_evidence(held(link).evidence)] == [(link.id, "RS7-1-c.1")]


# --- gaps ---


def codes(case: object) -> dict[str, int]:
    with acting(SYSTEM):
        return {gap.code: gap.n for gap in gaps_of(held(case))}  # type: ignore[type-var]


def expected_gaps(charge: Charge, supported: set[object]) -> int:
    """What the pure function finds: for each official, requirements all of whose rows are shared counted once."""
    found: set[tuple[object, ...]] = set()
    rows = [row for row in rows_of(charge) if row.applicable]
    law = every_row(LAW.id, charge.crime)
    with acting(SYSTEM):
        people = held(charge).official_ids or [None]
    for person in people:
        mine = [row for row in rows if row.official_id in (None, person)]
        ids = {row.code: row.id for row in mine}
        for gap in missing([law[row.code] for row in mine], {row.code for row in mine if row.id in supported}):
            tracked = bool(law[gap.codes[0]].track)
            whole = {row.code for row in mine if row.code in gap.codes or (tracked and law[row.code].track)}
            found.add(tuple(sorted(str(ids[code]) for code in whole)))
    return len(found)


@pytest.mark.parametrize("seed", range(12))
def test_the_database_finds_the_gaps_the_rules_find(context: Flask, seed: int) -> None:
    chance = Random(seed)
    case = a_case()
    officials = [an_official(case.situation, case) for _ in range(chance.randint(0, 3))]
    charge = a_charge(case, chance.choice([DISAPPEARANCE, DISAPPEARANCE, ENSLAVEMENT, "RS6-c"]), *officials)
    with acting(SYSTEM):
        for named in held(charge).officials:
            service.plead(named, dict.fromkeys(chance.sample(MODES, chance.randint(0, 2)), Pleading.ALTERNATIVE))
        db.session.commit()
        for row in rows_of(charge):
            if chance.random() < 0.1:
                service.exclude(held(row), "By decision")
        db.session.commit()
    said = a_proposition(case)
    item = an_item(case)
    supported: set[object] = set()
    a_link(the_element(charge, "CTX7-1" if charge.crime != "RS6-c" else "RS6-c.1"), item, said)
    supported.add(the_element(charge, "CTX7-1" if charge.crime != "RS6-c" else "RS6-c.1").id)
    with acting(SYSTEM):
        for row in rows_of(charge):
            if chance.random() < 0.6:
                service.attach(held(row), held(said))
                supported.add(row.id)
        db.session.commit()
        assert len(db.session.execute(unmet(held(case))).all()) == expected_gaps(charge, supported)


def test_the_miniature_of_the_brief_has_its_gaps(context: Flask) -> None:
    case = a_case()
    assert codes(case)["GAP-CHARGE"] == 1
    charge = a_charge(case)
    assert {"GAP-OFFICIAL", "GAP-EXCULP", "GAP-EMPTY"} <= codes(case).keys()
    official = an_official(case.situation, case)
    with acting(SYSTEM):
        service.change_charge(held(charge), official_ids=[official.id], incident_ids=[])
        db.session.commit()
    assert "GAP-MODE" in codes(case)
    with acting(SYSTEM):
        service.plead(held(charge).officials[0], {SUPERIOR: Pleading.CUMULATIVE})
        db.session.commit()
    before = codes(case)
    assert not {"GAP-CHARGE", "GAP-OFFICIAL", "GAP-MODE", "GAP-NOPIN"} & before.keys()
    verified = {"verification_state": Verification.VERIFIED}
    a_link(the_element(charge, "RS7-1-c.1"), an_item(case, states=verified), pinpoint=read("14"))
    after = codes(case)
    assert after["GAP-EMPTY"] == before["GAP-EMPTY"] - 1
    assert not {"GAP-NOPIN", "GAP-UNVERIFIED", "GAP-CONTRA", "GAP-UNLINKED"} & after.keys()
    a_link(the_element(charge, "CTX7-3"), an_item(case))
    against = a_link(the_element(charge, "CTX7-3"), an_item(case, states=verified), "Run by another department",
                     Direction.UNDERMINES, pinpoint=read("3"))
    assert "GAP-CONTRA" not in codes(case)
    with acting(SYSTEM):
        held(against).created_at = datetime.now(UTC) - timedelta(days=31)
        db.session.commit()
    a_proposition(case, "Nothing yet")
    found = codes(case)
    assert {code: found[code] for code in ("GAP-NOPIN", "GAP-UNVERIFIED", "GAP-CONTRA", "GAP-UNLINKED")} == {
        "GAP-NOPIN": 1, "GAP-UNVERIFIED": 1, "GAP-CONTRA": 1, "GAP-UNLINKED": 1}
    with acting(SYSTEM):
        charge_ = held(charge)
        charge_.status = ChargeStatus.DROPPED
        charge_.status_reason = "No jurisdiction"
        db.session.commit()
    assert codes(case)["GAP-CHARGE"] == 1
    assert "GAP-EMPTY" not in codes(case)


def test_an_incident_before_jurisdiction_is_a_gap_and_a_trap(context: Flask) -> None:
    case = a_case()
    early = an_incident(case, when="1999")
    charge = a_charge(case, incident_ids=[early.id])
    assert codes(case)["GAP-TIME"] == 1
    with acting(SYSTEM):
        assert [advice.advisory.trap.value for advice in service.advice_on(held(charge))] == [
            "before_entry", "policy_inaction"]


def test_advice_names_those_it_concerns(context: Flask) -> None:
    case = a_case()
    guard, head = an_official(case.situation, case), an_official(case.situation, case)
    charge = a_charge(case, "RS7-1-h", guard, head)
    with acting(SYSTEM):
        for named in held(charge).officials:
            service.plead(named, {} if named.official_id == guard.id else {SUPERIOR: Pleading.CUMULATIVE},
                          grounds=["DEF-33"] if named.official_id == guard.id else [])
        db.session.commit()
        advice = {one.advisory.trap.value: one for one in service.advice_on(held(charge))}
        assert [named.official_id for named in advice["crimes_first"].officials] == [head.id]
        assert [named.official_id for named in advice["orders_no_defence"].officials] == [guard.id]
        assert advice["connected_charge"].officials == []
        assert advice["connected_charge"].advisory.blocking
        assert "28" in advice["crimes_first"].title.en or advice["crimes_first"].title.en


def test_the_matrix_shows_only_what_is_asked(context: Flask) -> None:
    case = a_case()
    official = an_official(case.situation, case)
    charge = a_charge(case, DISAPPEARANCE, official, modes=[SUPERIOR])
    verified = an_item(case)
    for code in ("RS7-1-i.1a", "RS7-1-i.2a", "CTX7-4a"):
        a_link(the_element(charge, code), verified, f"For {code}")
    a_link(the_element(charge, "RS7-1-i.3a", official), verified, "For 3a")
    a_link(the_element(charge, "CTX7-1"), verified, "Against", Direction.UNDERMINES)
    with acting(SYSTEM):
        whole = service.matrix_of(held(charge))
        gaps = service.matrix_of(held(charge), "gaps")
        undermined = service.matrix_of(held(charge), "contested")

    def shown(matrix: service.Matrix) -> set[str]:
        return {row.data.code for block in matrix.blocks for row in block.rows}

    assert shown(gaps) < shown(whole)
    assert not {"RS7-1-i.1b", "RS7-1-i.3b", "CTX7-4b"} & shown(gaps), "the other track and alternative are met"
    assert shown(undermined) == {"CTX7-1"}
    requirements = missing(required_elements(LAW, DISAPPEARANCE, [SUPERIOR]),
                           {"RS7-1-i.1a", "RS7-1-i.2a", "RS7-1-i.3a", "CTX7-4a"})
    assert whole.unmet == {official.id: len(requirements)}


def test_two_people_linking_in_the_same_moment_lose_nothing(live: Flask) -> None:
    with live.app_context():
        case = a_case()
        people = [a_member(case, Role.LEGAL_EXPERT) for _ in range(2)]
        element, said = the_element(a_charge(case), "RS7-1-c.1"), a_proposition(case)
        items = [an_item(case) for _ in range(2)]
    together = Barrier(2)
    failures: list[BaseException] = []

    def link(person: User, item: Evidence, direction: Direction) -> None:
        try:
            with live.app_context(), acting_as(person):
                row, proposition, thing = held(element), held(said), held(item)
                together.wait(timeout=20)
                service.link_evidence(row, thing, proposition, direction)
                service.link_evidence(row, thing, f"Said by {person.name}", direction)
                db.session.commit()
        except BaseException as error:  # a thread's failure must reach the test
            failures.append(error)

    directions = (Direction.SUPPORTS, Direction.UNDERMINES)
    threads = [Thread(target=link, args=args) for args in zip(people, items, directions, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not failures
    with live.app_context(), acting(SYSTEM):
        proof = service.propositions_of(held(element))
        assert len(proof.entries) == 3
        assert [len(proof.links(side)) for side in directions] == [2, 2]
