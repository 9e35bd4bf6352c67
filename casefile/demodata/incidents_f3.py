"""Incidents of the case on returned persons at Facility F-3. Everything here is invented."""

from __future__ import annotations

from casefile.demodata.event import Event
from casefile.incidents.rules import Status

EVENTS = (
    Event("b01", "f3", "Ill-treatment during questioning", "2010/2012", ("ill_treatment", "detention"), "F-3",
          "Returned people were questioned for days, made to stand or sit without moving, and beaten when they moved.",
          Status.ESTABLISHED, "People returned across the border", (40, 90, "Three accounts and a duty book"), basis="memory"),
    Event("b02", "f3", "강요된 자세로 장시간 조사", "2011-03-12", ("ill_treatment",), "F-3",
          "진술인은 이틀 동안 같은 자세로 앉아 있어야 했다고 말한다. 그날의 근무표가 남아 있다.", Status.CORROBORATED,
          "송환된 여성", (1, 1, "본인 진술"), language="ko", basis="document"),
    Event("b03", "f3", "Threats against relatives", "2011-23~", ("ill_treatment", "collective_punishment"), "F-3",
          "People were told that their relatives would be moved if they did not sign.", Status.SINGLE_SOURCE,
          wording="about autumn", basis="memory"),
    Event("b04", "f3", "Questioning of a group of three", "2012-05", ("ill_treatment", "detention"), "F-3",
          "Three people who had crossed together were questioned apart and then confronted with each other.",
          Status.CORROBORATED, "Three people", (3, 3, "Two of the three"), basis="memory"),
    Event("b05", "f3", "Transfer by night to a place that is not known", "2012-11-03", ("disappearance", "forced_transfer"), "F-3",
          "Two people were taken out at night. The duty book has a line through their numbers.", Status.CORROBORATED,
          "Two people held in room 4", (2, 2, "Duty book, copy"), basis="document"),
    Event("b06", "f3", "Order that nobody is released to families", "2012?", ("disappearance",), "F-3",
          "A county office is said to have ordered that families be told nothing.", Status.SINGLE_SOURCE, basis="memory",
          wording="I think it was 2012"),
    Event("b07", "f3", "가족의 문의에 대한 거부", "2013-02~", ("disappearance",), "KP-09-05",
          "가족이 두 차례 행방을 물었으나 그런 사람이 없다는 대답을 들었다.", Status.CORROBORATED, "한 가족",
          (4, 4, "가족 두 사람"), language="ko", basis="anchor", wording="설 쇠고 며칠 뒤"),
    Event("b08", "f3", "Visit of a prosecutor without result", "2011-XX", ("other",), "F-3",
          "A prosecutor walked through the rooms. Nobody was asked anything.", Status.SINGLE_SOURCE,
          wording="a month in 2011, it was not winter", basis="memory"),
    Event("b09", "f3", "Return of a group across the river", "2009-12-XX", ("forced_repatriation",), "KP-09-05",
          "A group was handed over at the bridge and taken to the facility by lorry.", Status.CORROBORATED,
          "People returned across the border", (12, 16, "Two accounts"), basis="anchor",
          wording="some days after the currency was changed"),
    Event("b10", "f3", "Withheld medicine", "[2010..2013]", ("denial_of_care",), "F-3",
          "Medicine that relatives had sent was not handed out.", Status.ALLEGED, wording="between 2010 and 2013",
          basis="inferred"),
    Event("b11", "f3", "임신한 수용자에 대한 부당한 처우", "2011-22", ("ill_treatment",), "F-3",
          "임신한 수용자가 의료를 받지 못하고 작업에 나갔다. 진술인의 요청으로 자세한 내용은 적지 않는다.", Status.SINGLE_SOURCE,
          language="ko", wording="여름", basis="memory"),
    Event("b12", "f3", "Holding at F-5 on the way", "2010-01/2010-03", ("detention",), "F-5",
          "Before the transfer to their home province people were held at F-5; arrivals were written into a book.",
          Status.CORROBORATED, "Returned people", (60, None, "Book of arrivals, copy"), basis="document"),
)
