"""The table of guards, arrow by arrow: each is refused without what it needs, and goes through with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from casefile.accounts.models import Notification
from casefile.cases.decisions import decide
from casefile.cases.models import Case
from casefile.core.access import CASE_ROLES, Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.panels import offer
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import Kind, State
from casefile.evidence import service
from casefile.evidence.labels import NEED
from casefile.evidence.models import AxisMove, Evidence
from casefile.evidence.rules import (
    ARROWS,
    BY_APPOINTMENT,
    BY_TRANSFER,
    CODES,
    STATES,
    WITH_THE_MOVE,
    Custody,
    Exculpatory,
    Need,
    Privilege,
    Use,
    Verification,
    guard_of,
    needs_second,
)
from casefile.evidence.service import Moved
from casefile.evidence.service.guards import today
from tests.factories.base import a_case, a_member, acting_as
from tests.factories.evidence import an_item

EVERY = [(axis, old, new) for axis, arrows in ARROWS.items() for old, ends in arrows.items() for new in STATES[axis]
         if new in ends and (old, new) not in BY_TRANSFER | BY_APPOINTMENT]
# Column -> the value with which the need is not met.
ON_THE_ITEM = {
    Need.ORIGIN: {"origin": None}, Need.ACQUISITION: {"acquisition": None}, Need.SECOND_COPY: {"second_copy": None},
    Need.INTACT: {"integrity_alert": True}, Need.PLAN: {"plan": None}, Need.ALL_METHODS: {"method_when": None},
    Need.A_METHOD: {"method_who": None, "method_what": None, "method_where": None, "method_when": None},
    Need.RELEVANCE: {"relevance": None}, Need.PROBATIVE: {"probative": None}, Need.PREJUDICE: {"prejudice": None},
    Need.LAWFULNESS: {"lawfulness_memo": None}, Need.PRIVILEGE: {"privilege": Privilege.NOT_EXAMINED},
    Need.REVISED: {"draft": True}, Need.NO_HOLD: {"hold_reason": "a court wants it"},
    Need.RETENTION: {"retain_until": None},
}
# What rests on rows of other tables has tests of its own below.
ELSEWHERE = {Need.HASH, Need.RECEIVED, Need.VIRUS_CHECK, Need.GRADE, Need.NO_FLAG}


@pytest.fixture
def case(context):
    return a_case()


@pytest.fixture
def team(case):
    """One person of each role, and a second of those that decide with each other."""
    return {role: [a_member(case, role), a_member(case, role)] for role in CASE_ROLES}


def load(item: Evidence) -> Evidence:
    return db.session.execute(select(Evidence).where(Evidence.id == item.id)).scalar_one()


def at(case: Case) -> Case:
    return db.session.execute(select(Case).where(Case.id == case.id)).scalar_one()


def put(item: Evidence, **values: object) -> None:
    """Set columns past the arrows: a test begins where it needs to."""
    db.session.execute(db.update(Evidence).where(Evidence.id == item.id).values(**values)
                       .execution_options(synchronize_session=False))
    db.session.expire_all()


def standing(axis: str, old: object) -> dict[str, object]:
    start = {name: next(iter(states)) for name, states in STATES.items()}
    return {**start, axis: old, "embargoed_until": today() if old is Use.EMBARGOED else None,
            "integrity_alert": False, "retain_until": today()}


def said(new: object, other: Evidence) -> dict[str, object]:
    """Everything that can come with a move to the state."""
    return {"code": CODES[new][0] if new in CODES else None, "support": other, "paper": "memo 7",
            "until": today() + timedelta(days=9) if new is Use.EMBARGOED else None}


@pytest.mark.parametrize("axis", ARROWS)
def test_every_arrow_is_for_its_roles_and_goes_through_with_what_it_needs(case, team, axis):
    item, other = an_item(case, ready=True), an_item(case)

    def attempt(role, old, new):
        with db.session.begin_nested() as tried:
            put(item, **standing(axis, old))
            with acting_as(team[role][0]):
                review = service.change_status(load(item), at(case), (axis, new), "because", **said(new, load(other)))
                went = getattr(load(item), axis) is new
            tried.rollback()
        db.session.expire_all()
        return review is not None, went

    for _axis, old, new in [arrow for arrow in EVERY if arrow[0] == axis]:
        who = guard_of(old, new).who
        for role in [role for role in CASE_ROLES if role in who][:1]:
            second = needs_second(old, new)
            assert attempt(role, old, new) == (second, not second), (role, old, new)
        wrong = Role.COORDINATOR  # moves nothing alone
        with pytest.raises(Refused, match="This move is for"):
            attempt(wrong, old, new)
        db.session.rollback()


def test_each_role_moves_what_the_table_says():
    """The whole table by roles, so that a role slipped in or out is seen."""
    moves = {role: {new.value for _axis, old, new in EVERY if role in guard_of(old, new).who} for role in CASE_ROLES}
    assert moves[Role.OBSERVER] == moves[Role.COORDINATOR] == set()
    assert moves[Role.EVIDENCE_OFFICER] == {"preserved", "returned", "disposed", "lost", "disputed", "refuted",
                                            "privileged_sealed"}
    assert moves[Role.ANALYST] == {"unverified", "in_verification", "verified", "partly_verified", "unverifiable",
                                   "disputed", "refuted", "privileged_sealed"}
    assert moves[Role.PROTECTION_OFFICER] == {"consent_withdrawn", "embargoed"}
    assert moves[Role.REVIEWER] == {"disputed", "refuted", "privileged_sealed"}
    assert {"likely", "excluded", "lead_only", "INCRIM"} <= moves[Role.LEGAL_OFFICER]
    assert not moves[Role.LEGAL_OFFICER] & {"preserved", "verified"}


@pytest.mark.parametrize("axis", ARROWS)
def test_every_need_refuses_with_the_sentence_that_says_what_is_missing(case, team, axis):
    item, other = an_item(case, ready=True), an_item(case)
    for _axis, old, new in [arrow for arrow in EVERY if arrow[0] == axis]:
        guard = guard_of(old, new)
        person = team[Role(sorted(guard.who)[0])][0]
        for need in set(guard.needs) - ELSEWHERE:
            words = said(new, other)
            with db.session.begin_nested() as attempt:
                put(item, **{**standing(axis, old), **ON_THE_ITEM.get(need, {})})
                if need in WITH_THE_MOVE:
                    words |= {"code": None, "support": None, "paper": None, "until": None}
                with acting_as(person), pytest.raises(Refused) as refused:
                    service.change_status(load(item), at(case), (axis, new), "because", **words)
                assert str(NEED[need]) in str(refused.value), (old, new, need)
                attempt.rollback()
            db.session.expire_all()


def test_the_table_leaves_out_no_need():
    named = {need for _axis, old, new in EVERY for need in guard_of(old, new).needs}
    assert named == set(Need) - {Need.BACK, Need.MEMO}  # a transfer brings it back; an outsider writes the memo
    assert (set(ON_THE_ITEM) | ELSEWHERE | WITH_THE_MOVE) - {Need.MEMO} == named


def test_preserved_rests_on_the_custody_log(case, team):
    item = an_item(case)
    put(item, second_copy="second site")
    with acting_as(team[Role.EVIDENCE_OFFICER][0]):
        with pytest.raises(Refused, match="harmful code"):
            service.change_status(load(item), at(case), ("custody_state", Custody.PRESERVED), "kept")
        service.check_for_harm(load(item), "scanner", "harmful")
        service.change_status(load(item), at(case), ("custody_state", Custody.PRESERVED), "kept")
        assert load(item).custody_state is Custody.PRESERVED


def test_incriminating_is_refused_while_somebody_says_that_it_speaks_for_a_suspect(case, team):
    item = an_item(case)
    with acting_as(team[Role.OBSERVER][0]):
        service.raise_flag(load(item), Exculpatory.INNOCENCE, "page 3")
    with acting_as(team[Role.LEGAL_OFFICER][0]):
        disclosure = STATES["disclosure_class"]
        with pytest.raises(Refused, match="speaks for a suspect"):
            service.change_status(load(item), at(case), ("disclosure_class", disclosure.INCRIM), "because")
        service.change_status(load(item), at(case), ("disclosure_class", disclosure.PEXO), "because")


def test_a_second_person_of_the_right_role_decides_and_both_stand_in_the_record(case, team):
    item = an_item(case, ready=True)
    put(item, custody_state=Custody.PRESERVED, retain_until=today())
    with acting_as(team[Role.LEAD][0]):
        review = service.change_status(load(item), at(case), ("custody_state", Custody.DISPOSED), "over",
                                       paper="certificate 12")
        db.session.commit()
    assert review.roles == ["coordinator"]
    with acting_as(team[Role.REVIEWER][0]), pytest.raises(Refused, match="another role"):
        decide(db.session.merge(review), True, "agreed")
    with acting_as(team[Role.COORDINATOR][0]):
        decide(db.session.merge(review), True, "agreed")
        db.session.commit()
        moved = service.moves_of(load(item))[0]
        assert (moved.asked_by, moved.moved_by) == (team[Role.LEAD][0].id, team[Role.COORDINATOR][0].id)
        assert (moved.old, moved.new, moved.paper) == ("preserved", "disposed", "certificate 12")
        assert service.custody_of(item)[-1].detail == {"document": "certificate 12"}


def test_what_was_shaken_is_told_and_offered_to_the_slices_above(case, team):
    item, contrary, heard = an_item(case), an_item(case), []
    offer(Moved, "moved")(heard.append)
    with acting_as(team[Role.ANALYST][0]):
        change = ("verification_state", STATES["verification_state"].REFUTED)
        service.change_status(load(item), at(case), change, "the seal is forged", support=load(contrary))
        db.session.commit()
    assert [(moved.item.id, moved.new) for moved in heard] == [(item.id, change[1])]
    with acting(SYSTEM):
        told = {row.user_id for row in db.session.execute(select(Notification)).scalars()
                if row.kind == "evidence_shaken"}
        lead, officer = team[Role.LEAD], team[Role.LEGAL_OFFICER]
        assert told == {user.id for user in (*lead, *officer, team[Role.ANALYST][1])}
        assert db.session.execute(select(AxisMove.support_id)).scalar_one() == contrary.id


def test_an_embargo_opens_itself_when_its_day_has_come(case):
    ended, running = an_item(case), an_item(case)
    put(ended, use_restriction=Use.EMBARGOED, embargoed_until=today())
    put(running, use_restriction=Use.EMBARGOED, embargoed_until=today() + timedelta(days=1))
    with acting(SYSTEM):
        assert service.open_embargoes() == 1
        db.session.commit()
        assert (load(ended).use_restriction, load(ended).embargoed_until) == (Use.INTERNAL, None)
        assert load(running).use_restriction is Use.EMBARGOED
        assert service.open_embargoes() == 0


def test_nobody_on_the_case_lifts_a_seal_or_looks_under_it(case, team):
    item = an_item(case, ready=True)
    with acting_as(team[Role.LEGAL_OFFICER][0]):
        service.change_status(load(item), at(case), ("use_restriction", Use.SEALED), "advice of counsel")
        db.session.commit()
        assert load(item).privilege is Privilege.CLAIMED
        assert [way.new for way in service.ways_of(load(item), "use_restriction")] == [Use.WITHDRAWN]
        for use in (Use.INTERNAL, Use.OPEN):
            with pytest.raises(Refused):
                service.change_status(load(item), at(case), ("use_restriction", use), "a memo", paper="memo 3")
    for role in (Role.REVIEWER, Role.LEAD):
        with acting_as(team[role][0]), pytest.raises(Refused, match="not given out"):
            service.open_original(load(item), "to judge the privilege")


def test_the_law_slice_says_what_stands_together_and_what_is_contradicted(case):
    item = an_item(case)
    with acting(SYSTEM):
        service.note_standing(load(item), corroborated=True)
        db.session.commit()
        assert load(item).headline == "corroborated"
        service.note_standing(load(item), contradicted=True)
        db.session.commit()
        assert load(item).headline == "contested"
        service.note_standing(load(item), corroborated=False, contradicted=False)
        db.session.commit()
        assert load(item).headline == "registered"


def test_a_verification_is_a_task_until_it_is_over_and_a_dispute_is_one_for_every_case(case, team):
    item, contrary, other = an_item(case, ready=True), an_item(case), a_case()
    lead_there = a_member(other, Role.LEAD)
    with acting(SYSTEM):
        service.file_into(load(item), db.session.merge(other), "same facts")
        db.session.commit()

    def tasks():
        with acting(SYSTEM):
            query = select(Deadline).where(Deadline.linked_reference == item.reference).order_by(Deadline.created_at)
            found = db.session.execute(query).scalars()
            return [(task.kind, task.case_id, task.owner_id, task.state) for task in found]

    mover, colleague = team[Role.ANALYST]
    with acting_as(mover):
        for _again in range(2):  # back and forth sets no second task while one is open
            service.change_status(load(item), at(case), ("verification_state", Verification.IN_VERIFICATION), "go")
            db.session.commit()
            assert tasks()[-1] == (Kind.VERIFICATION, case.id, colleague.id, State.OPEN)
            service.change_status(load(item), at(case), ("verification_state", Verification.UNVERIFIED), "not yet")
            db.session.commit()
            assert tasks()[-1][3] is State.DONE
        service.change_status(load(item), at(case), ("verification_state", Verification.DISPUTED), "a forgery?",
                              support=load(contrary))
        db.session.commit()
    disputed = {(kind, where, owner) for kind, where, owner, state in tasks() if state is State.OPEN}
    assert {(kind, where) for kind, where, _owner in disputed} == {(Kind.SECOND_REVIEW, case.id),
                                                                   (Kind.SECOND_REVIEW, other.id)}
    assert (Kind.SECOND_REVIEW, other.id, lead_there.id) in disputed
