"""Incidents of the structural case and of the case on worksites abroad. Everything here is invented."""

from __future__ import annotations

from casefile.demodata.event import Event
from casefile.incidents.rules import Status

EVENTS = (
    Event("c01", "order", "자체 비용 조달 지시", "2002-09-09", ("forced_labour",), "KP-01",
          "구금 시설이 비용을 스스로 마련하라는 지시문이 내려간 것으로 보인다. 사본만 있고 진위는 확인되지 않았다.",
          Status.SINGLE_SOURCE, language="ko", basis="document"),
    Event("c02", "order", "가족 연좌 지침의 회람", "199X", ("collective_punishment", "persecution_measure"), "KP-01",
          "가족까지 수용하라는 지침이 1990년대에 회람되었다는 진술이 있다.", Status.ALLEGED, language="ko",
          wording="1990년대", basis="memory"),
    Event("c03", "order", "Closed zone around Facility F-2 extended", "1998-03-12", ("forced_transfer",), "F-2",
          "Villages inside the new line were cleared within a week.", Status.CORROBORATED, "Villagers",
          (300, 800, "Imagery and one account"), basis="document"),
    Event("c04", "order", "Families of prisoners moved to Facility F-2", "1998-03",
        ("detention", "collective_punishment"), "F-2",
          "Families arrived in the month after the men had been taken.", Status.SINGLE_SOURCE, "Families",
          (15, 30, "One account"),
          basis="memory"),
    Event("c05", "order", "Labour training at a former school", "1998/2003", ("forced_labour", "detention"), "F-7",
          "Short-term labour for people who had left their place of residence without a permit.", Status.CORROBORATED,
          "People without travel permits", (None, 120, "Two accounts"), basis="memory"),
    Event("c06", "order", "Quarterly meetings on detention", "1994/..", ("other",), "KP-01",
          "Representatives of the bodies concerned are said to have met each quarter.", Status.ALLEGED,
          basis="inferred"),
    Event("d01", "abroad", "여권 보관과 외출 제한", "2013/2019", ("forced_labour", "other"), "F-8",
          "노동자들의 여권은 관리인이 보관했고 외출은 조를 이루어야 했다.", Status.SINGLE_SOURCE, "파견 노동자",
          (80, 110, "한 진술"), language="ko", basis="memory"),
    Event("d02", "abroad", "Wages paid to the enterprise", "2015~", ("forced_labour",), "F-8",
          "The employer paid the enterprise; workers received a small part at the end of the year.",
          Status.SINGLE_SOURCE,
          "Workers sent abroad", (80, 110, "Contract, copy"), basis="document"),
    Event("d03", "abroad", "작업 중 부상과 치료 지연", "2016-06", ("denial_of_care",), "F-8",
          "부상당한 노동자가 열흘 뒤에야 병원에 갔다.", Status.ALLEGED, "노동자 한 명", (1, 1, "동료 진술"),
          language="ko",
          basis="memory"),
    Event("d04", "abroad", "Return home after a complaint", "[2017,2018]", ("forced_repatriation",), "F-8",
          "A worker who had complained was sent home within two days.", Status.ALLEGED, basis="memory"),
    Event("d05", "abroad", "Working days without rest", "2018-24", ("forced_labour",), "F-8",
          "Fourteen-hour days through the winter before a handover date.", Status.ALLEGED, "Night shift",
          (20, 30, "One account"),
          wording="the winter before the opening", basis="memory"),
)
