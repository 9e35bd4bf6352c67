"""Statements that differ, interviews, interpreters with a conflict, protection that blocks. Nobody of these exists."""

from __future__ import annotations

from typing import Any

from casefile.cases.decisions import decide
from casefile.core.db import db
from casefile.demodata.world import World, in_days
from casefile.people import service as people
from casefile.people.rules import Sex, Spoken
from casefile.people.rules.mediators import Between, Region, Tie
from casefile.people.rules.risk import Happening, ReferralState, Service
from casefile.statements import service
from casefile.statements.models import Statement
from casefile.statements.rules import (
    Finding,
    Knowledge,
    Mode,
    Need,
    Obtained,
    PlaceType,
    Present,
    ReadBack,
    Recorded,
    Recording,
    Signature,
    StatementType,
    Teller,
    Topic,
)

FIRST = """1. I was brought to the facility in the spring, with about thirty others, in a covered lorry.

2. We were counted at the gate. A man with two stars read the numbers out.

3. In the quarry two people fell on the second day. I saw both of them carried away.

4. Another prisoner told me that one of them died in the night."""
SECOND = """1. I was brought there in early summer. There were about fifty of us, in two lorries.

2. In the quarry one man fell on the third day. I was near him; he was carried away alive.

3. 한 경비원이 그에게 물을 주었습니다. 그 일은 잊지 않습니다."""


def enter(world: World) -> None:
    """Enter what the demonstration shows of statements, registers and protection."""
    with world.acting_as("haeun"):
        _registers(world)
        _protection(world)
    with world.acting_as("daniel"):
        _statements(world)
        _interviews(world)
    _merge_and_part(world)


def _merge_and_part(world: World) -> None:
    """Two records that two people took for one person, and that were parted again."""
    keep, other = world.people["p60"], world.people["p56"]
    with world.acting_as("yujin"):
        review = people.propose_merge(keep, other, world.cases["abroad"], "The same camp, the same year, the same age.")
    with world.acting_as("suan"):
        decide(review, True, "The two accounts agree in every point.")
        people.part(people.merges_of(keep)[0], "The second person was met again: there are two of them.")


def _registers(world: World) -> None:
    """Three interpreters, of whom one has a conflict and one no papers, and two who brought people to us."""
    situation, person = world.situation.id, world.people
    good = people.add_interpreter(situation, languages=[Spoken.KOREAN, Spoken.HAMGYONG, Spoken.ENGLISH],
                                  region=Region.SOUTH, gender=Sex.FEMALE, vetted_on=in_days(-120),
                                  nda_until=in_days(240), quality="Exact with numbers; asks back.",
                                  identity="An invented person, reached through the office")
    conflicted = people.add_interpreter(situation, languages=[Spoken.KOREAN, Spoken.HAMGYONG], region=Region.HAMGYONG,
                                        vetted_on=in_days(-200), nda_until=in_days(160))
    people.add_interpreter(situation, languages=[Spoken.KOREAN, Spoken.CHINESE], region=Region.CHINA)
    db.session.flush()
    people.bind(conflicted, Tie.MAY_NOT_MEET, "Lived in the same street as the person’s family.", person=person["p01"])
    broker = people.add_intermediary(situation, kind=Between.BROKER, interests="Is paid for each person brought.",
                                     vetted_on=in_days(-60))
    people.add_intermediary(situation, kind=Between.CLERGY)
    db.session.flush()
    for key in ("p11", "p12"):
        people.introduce(person[key], broker, introduced_on=in_days(-400), relation="Brought over the river by them",
                         payments="None by us")
    world.interpreters = {"good": good, "conflicted": conflicted}


def _protection(world: World) -> None:
    """A log with something open, a referral to follow up, and two records that are of two people."""
    people.log_event(world.people["p05"], world.cases["f9"], Happening.UNKNOWN_CONTACT, in_days(-3),
                     description="Two calls by somebody who asked for the person by an old title.",
                     measures="Number changed; the person told nobody where they are.")
    people.refer(world.people["p01"], service=Service.PSYCHOLOGICAL, state=ReferralState.MADE,
                 referred_on=in_days(-40), follow_up_on=in_days(-2), provider="A clinic (invented)")
    people.not_the_same(world.people["p11"], world.people["p12"], "Both were met together in the same week.")


def _statements(world: World) -> None:
    """Two statements of one person that differ, an account given elsewhere, and what is to be asked."""
    person = world.people["p01"]
    good = world.interpreters["good"]
    first = _conversation(world, StatementType.FULL_INTERVIEW, -420, FIRST, Topic.TRANSFER)
    second = _conversation(world, StatementType.FOLLOW_UP, -60, SECOND, Topic.TRANSFER, interpreter_id=good.id,
                           interpreted_from=Spoken.HAMGYONG, interpreted_into=Spoken.ENGLISH, interpreter_sworn=True)
    service.add_attendance(second, Present.SUPPORT_PERSON, "A friend, met twice before", "At the person’s wish")
    service.add_annex(first, world.items["int-p02.1"], 3)
    quarry = world.incidents["a01"]
    for statement, number, topic, knowledge in ((first, 3, Topic.DEATH, Knowledge.FIRST_HAND),
                                                (first, 4, Topic.DEATH, Knowledge.HEARSAY),
                                                (second, 2, Topic.DEATH, Knowledge.FIRST_HAND),
                                                (second, 3, Topic.FAVOURABLE, Knowledge.FIRST_HAND)):
        read = next(one for one in service.paragraphs_of(statement) if one.paragraph.number == number)
        service.mark_paragraph(read.paragraph, topic=topic, knowledge=knowledge, incident_id=quarry.id)
        if knowledge is Knowledge.HEARSAY:
            read.paragraph.heard_from = "Another prisoner, not known to us"
    service.note_consistency(first, second, Finding.DIFFER_IN_DETAIL, "Paragraph 3 against paragraph 2: two people or "
                             "one. The first account was given a week after arrival.", Topic.DEATH)
    service.note_account(person, teller=Teller.PARTNER, organisation="A partner organisation (invented)",
                         type=StatementType.FIRST_ACCOUNT, recorded=Recorded.WRITTEN, obtained=Obtained.REQUESTED)
    service.ask_later(person, "How many people fell in the quarry, and on which day?", quarry.id)
    first.evidence_id = world.items["int-p01.1"].id
    second.evidence_id = world.items["int-p01.2"].id
    db.session.flush()


def _conversation(world: World, kind: StatementType, days: int, text: str, topic: Topic, **fields: Any) -> Statement:
    conditions: dict[str, Any] = {
        "type": kind, "taken_on": in_days(days), "place_type": PlaceType.OWN_OFFICE, "mode": Mode.IN_PERSON,
        "interviewer": "IV-03", "ground_rules": True, "consent_version": 1, "recording": Recording.AUDIO,
        "read_back": ReadBack.YES,
        "signature": Signature.SIGNED, "language_person": Spoken.HAMGYONG, "language_record": Spoken.ENGLISH,
        "welfare_before": "Calm; had slept.", "welfare_after": "Tired; called back on the next day.", **fields}
    statement = service.take_statement(world.cases["f9"], world.people["p01"], **conditions)
    service.paste(statement, text, knowledge=Knowledge.FIRST_HAND, topic=topic)
    db.session.flush()
    return statement


def _interviews(world: World) -> None:
    """One that is scheduled, and one that waits because the person gave a full interview before."""
    service.plan_interview(world.people["p11"], world.cases["f9"], [], type=StatementType.CLARIFICATION,
                           planned_on=in_days(9), interviewer="IV-03", purpose="Only the date of the transfer.")
    service.plan_interview(
        world.people["p01"], world.cases["f9"], [Need.FULL_EXISTS, Need.OPEN_QUESTIONS],
        type=StatementType.FOLLOW_UP, planned_on=in_days(20), interviewer="IV-03",
        purpose="How many people fell in the quarry.", interpreter_id=world.interpreters["good"].id,
        justification="The two accounts differ on a death, and nothing else can settle it.")
