"""Incidents of the case on forced labour at Facility F-9. Everything here is invented."""

from __future__ import annotations

from casefile.demodata.event import Event
from casefile.incidents.rules import Status

EVENTS = (
    Event("a01", "f9", "Daily quotas in the mine", "2004/2009", ("forced_labour",), "F-9",
          "Inmates of the second section worked in the mine from five in the morning, six days a week, under a "
          "daily quota for each group. Nobody was paid. Armed guards stood at the entrance.", Status.CHARGE_READY,
          "Inmates of the second section", (180, 240, "Quota registers of 2005 and 2006"), basis="document"),
    Event("a02", "f9", "Children put to work on the terraces", "2005-03~", ("forced_labour",), "F-9",
          "Children from the age of twelve carried soil to the terraces after half a day of school. A tally was "
          "kept for each of them.", Status.ESTABLISHED, "Children of inmates", (25, 40, "Two former pupils"),
          wording="about the time of the spring work, the year after I came", basis="memory"),
    Event("a03", "f9", "Rations cut after a quota was missed", "2006-XX-XX",
        ("denial_of_food", "collective_punishment"), "F-9",
          "The ration of a whole group was cut by half for ten days after it had missed its quota.",
          Status.CORROBORATED,
          "One work group", (18, 22, "Ration slips"), wording="a day in 2006, before the harvest", basis="memory"),
    Event("a04", "f9", "Quota register falsified before an inspection", "2006-08-14", ("other",), "F-9",
          "Pages of the quota register were copied anew with lower numbers on the day before visitors came.",
          Status.SINGLE_SOURCE, basis="document"),
    Event("a05", "f9", "Deaths after a collapse in the lower gallery", "2006-21",
        ("death_in_custody", "denial_of_care"), "F-9",
          "Part of the lower gallery came down. The work went on in the upper gallery; the injured were taken to "
          "the medical section in the evening.", Status.CORROBORATED, "Inmates of the second section",
          (3, 9, "Medical section book; two accounts disagree"), wording="in spring", basis="memory"),
    Event("a06", "f9", "작업 거부자에 대한 독방 처분", "2007-03-XX", ("detention", "ill_treatment"), "F-9",
          "작업량을 채우지 못한 재소자 여러 명이 독방에 들어갔다. 기간은 사흘에서 두 주까지로 진술이 엇갈린다.",
          Status.CORROBORATED, "작업조 재소자", (4, 7, "경비 근무표와 두 진술"), language="ko",
          wording="3월 어느 날", basis="memory"),
    Event("a07", "f9", "Inmates lent to enterprise E-2", "2004/..", ("forced_labour",), "F-9",
          "Groups were sent to load ore for the enterprise. The enterprise is said to have paid the facility.",
          Status.CORROBORATED, "Loading groups", (30, 60, "Invoices of E-2"), basis="document"),
    Event("a08", "f9", "Wages entered and never paid", "/2008", ("forced_labour",), "F-9",
          "A wage book shows sums against names of inmates; nobody interviewed received anything.",
          Status.SINGLE_SOURCE,
          wording="until 2008; I do not know since when", basis="memory"),
    Event("a09", "f9", "Letters to relatives withheld", "../2007", ("other",), "F-9",
          "Letters were collected and not sent. Relatives who asked were told that there was no such person.",
          Status.ALLEGED, wording="before 2007", basis="memory"),
    Event("a10", "f9", "Night work at the workshop", "[2005,2006]", ("forced_labour", "denial_of_care"), "F-9",
          "Sick inmates were made to work at night in the workshop so that the monthly figure was reached.",
          Status.SINGLE_SOURCE, "Workshop group", (None, 15, "One account"), wording="2005 or the year after",
          basis="memory"),
    Event("a11", "f9", "겨울철 벌목 작업", "2004/2008", ("forced_labour",), "F-9",
          "겨울마다 재소자들이 산에서 나무를 베었다. 겨울옷은 일부에게만 지급되었다.", Status.CORROBORATED, "벌목조",
          (20, 50, "세 진술"), language="ko", wording="2004년부터 2008년까지 겨울마다", basis="memory"),
    Event("a12", "f9", "Another department takes over the guard", "2007?", ("other",), "F-9",
          "From some time in 2007 the guards wore other insignia and took orders from a provincial bureau, one "
          "source says. If so, orders of the director no longer reached them.", Status.INCONCLUSIVE,
          wording="maybe 2007", basis="memory"),
    Event("a13", "f9", "Transfer of a group to an unknown place", "2006-11~", ("forced_transfer", "disappearance"),
        "F-9",
          "About a dozen inmates were taken away at night by lorry. Two of them were seen later at another "
          "facility; of the others nothing is known.", Status.CORROBORATED, "Inmates of the third section",
          (10, 14, "Two accounts"),
          basis="memory", place_note="Destination not known; F-3 is named once."),
    Event("a14", "f9", "Collapse in the lower gallery", "2006-04", ("death_in_custody",), "F-9",
          "A part of the mine fell in. Several inmates did not come out.", Status.DUPLICATE, same_as="a05",
          basis="memory"),
    Event("a15", "f9", "사상 검토회 뒤의 배급 중단", "200X", ("denial_of_food", "persecution_measure"), "F-9",
          "검토회에서 이름이 불린 사람은 며칠 동안 배급을 받지 못했다.", Status.ALLEGED, language="ko",
          wording="2000년대 어느 때", basis="memory"),
    Event("a16", "f9", "Facility set up on former farm land", "1998%", ("forced_transfer",), "F-9",
          "Families were moved off the land before the facility was opened.", Status.SINGLE_SOURCE, "Farming families",
          (None, None, "No count known"), wording="about 1998, I am not sure", basis="memory"),
    Event("a17", "f9", "Public reprimand said to have been held at a hall", "2003-05-01", ("ill_treatment",), "F-9",
          "One source places a gathering in a hall beside the workshop.", Status.REFUTED, basis="memory",
          place_note="The hall was built in 2004 by the imagery."),
)
