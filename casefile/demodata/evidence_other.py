"""Evidence of the other cases: 50, 20 and 6 items. Everything here is invented but for the names of public bodies."""

from __future__ import annotations

from casefile.demodata.batch import Batch, interview
from casefile.evidence.rules import Acquisition, Kind, Sensitivity

HANDED, OPEN, PARTNER = Acquisition.HANDED_OVER, Acquisition.OPEN_SOURCE, Acquisition.PARTNER
REQUEST = Acquisition.REQUEST
EN = ("en",)
DISTRESSING, PRIVATE = Sensitivity.DISTRESSING, Sensitivity.SEXUAL_VIOLENCE

F3 = (
    Batch("duty-book", "f3", "Duty book of Facility F-3, copy", Kind.DOCUMENT, "png", "Handed over by {p36}", HANDED,
          ("cleared", "partly", "partly", "kept"), "b05 f3-head", 8, ", page {n}", made="2012", obtained="2018-04-10",
          where="Office", author="Duty officers of the facility", description="Numbers, rooms and times; two "
          "numbers are struck out."),
    Batch("arrivals", "f3", "도착자 명부 사본", Kind.DOCUMENT, "pdf", "협력 단체", PARTNER,
        ("partly", "checking", "kept"), "b12", 6,
          " {n}쪽", made="2010", obtained="2017-11-02", author="F-5 시설"),
    interview("int-p27", "f3", "p27", "b01 b02", "2018-03-13", "cleared", 2, DISTRESSING),
    Batch("audio-p27", "f3", "Recording of the interview with {p27}", Kind.AUDIO, "wav", "{p27}", Acquisition.INTERVIEW,
          ("verified",), "p27 b02", made="2018-03-13", obtained="2018-03-13", sensitivity=DISTRESSING),
    interview("int-p28", "f3", "p28", "b01", "2018-03-20", "cleared", 1, DISTRESSING),
    interview("int-p29", "f3", "p29", "b01 b03", "2018-04-03", "verified"),
    interview("int-p31", "f3", "p31", "b04", "2018-06-12", "verified"),
    interview("int-p32", "f3", "p32", "b04", "2018-06-14", "partly"),
    interview("int-p33", "f3", "p33", "b05", "2018-07-03", "mixed"),
    interview("int-p34", "f3", "p34", "b07", "2018-09-11", "verified"),
    interview("int-p35", "f3", "p35", "b07", "2018-09-11", "partly"),
    interview("int-p37", "f3", "p37", "b09 b12", "2019-01-15", "partly"),
    interview("int-p38", "f3", "p38", "b09", "2019-01-16", "checking"),
    interview("int-p40", "f3", "p40", "b12", "2019-02-05", "checking"),
    interview("int-p45", "f3", "p45", "b01", "2019-03-12"),
    interview("int-p47", "f3", "p47", "b01", "2020-10-06", "checking"),
    interview("int-p48", "f3", "p48", "b09", "2020-10-13"),
    interview("int-p30", "f3", "p30", "b11", "2019-05-21", "embargoed", 1, PRIVATE),
    interview("int-p42", "f3", "p42", "b10", "2019-08-27", "withdrawn"),
    Batch("medical-p27", "f3", "Medical report on {p27}", Kind.MEDICAL, "pdf", "{p43}", REQUEST,
        ("cleared", "verified"),
          "p27 p43 b01", 2, ", part {n}", languages=EN, made="2018-05-08", obtained="2018-05-22",
          sensitivity=DISTRESSING,
          description="Findings are called highly consistent with the account, in the words of the Istanbul Protocol."),
    Batch("leave", "f3", "Leave papers for May 2012", Kind.DOCUMENT, "pdf", "Handed over by {p36}", HANDED,
        ("material",),
          "questioner b04", made="2012-05", obtained="2018-04-10", where="Office",
          description="By these papers the head of the questioning section was on leave for the whole month."),
    Batch("letters", "f3", "가족의 편지", Kind.PHOTO, "png", "{p34}", HANDED, ("partly",), "p34 b07", 2, " {n}",
        made="2013",
          obtained="2018-09-11", where="사무실"),
    Batch("imagery-f3", "f3", "Satellite imagery of Facility F-3", Kind.SATELLITE, "png", "Commercial imagery "
        "archive", OPEN,
          ("verified", "partly", "kept"), "b01", 3, ", frame {n}", languages=(), made="2009/2013", obtained="2018-10"),
    Batch("sketch-f3", "f3", "Sketch of the rooms", Kind.MAP, "png", "{p27} and {p28}, drawn apart",
        Acquisition.INTERVIEW,
          ("verified",), "p27 p28 b01", 2, ", drawing {n}", made="2018-03", obtained="2018-03"),
    Batch("pages-f3", "f3", "Capture of a public page on the county office", Kind.WEB, "warc", "Public website", OPEN,
          ("checking", "kept"), "onsong", 2, ", capture {n}", made="2014", obtained="2018-10-30"),
    Batch("broadcast", "f3", "Broadcast with the head of facility in the background", Kind.VIDEO, "mp4",
        "Public broadcast", OPEN,
          ("partly",), "f3-head", made="2013-09-09", obtained="2018-11-06"),
    Batch("structure-f3", "f3", "Structure note on the county office", Kind.STRUCTURE, "txt", "Analyst of the office",
        OPEN,
          ("partly",), "onsong f3-head", languages=EN, made="2019", obtained="2019"),
    Batch("county-order", "f3", "석방 금지 지시 사본", Kind.DOCUMENT, "pdf", "{p36}", HANDED, ("disputed",),
        "b06 onsong",
          made="2012?", obtained="2018-04-10", description="서식이 같은 시기의 다른 문서와 다르다."),
    Batch("law-opinion", "f3", "Opinion on the law of criminal procedure", Kind.EXPERT, "pdf", "University institute",
        REQUEST,
          ("cleared",), "", languages=EN, made="2019-10-04", obtained="2019-10-07"),
    Batch("partner-table", "f3", "Table of returns across the bridge", Kind.DATASET, "csv", "Partner organisation",
        PARTNER,
          ("material",), "b09", languages=EN, made="2009/2013", obtained="2017-11-02"),
    Batch("notice-f3", "f3", "Official notice of appointments", Kind.PUBLICATION, "txt", "Official gazette", OPEN,
        ("verified",),
          "f3-head", made="2008-10-09", obtained="2018-10-30"),
)

ORDER = (
    Batch("laws", "order", "형사법 발췌", Kind.LEGISLATION, "txt", "공개 법령집", OPEN, ("verified", "kept"), "", 5,
        " {n}",
          made="2004/2015", obtained="2021", description="조문의 요지를 우리 말로 적은 것."),
    Batch("gazette", "order", "Official gazette, extract", Kind.PUBLICATION, "pdf", "Official gazette", OPEN,
          ("cleared", "verified", "kept"), "prisons", 5, ", {n}", made="2003/2016", obtained="2021"),
    Batch("chart", "order", "기관 조직도 초안", Kind.STRUCTURE, "txt", "사무소 분석관", OPEN, ("partly", "kept"),
        "prisons onsong", 3,
          " {n}판", made="2022", obtained="2022"),
    Batch("imagery-f2", "order", "Satellite imagery of the zone around F-2", Kind.SATELLITE, "png",
        "Commercial imagery archive",
          OPEN, ("verified", "partly"), "c03", 3, ", frame {n}", languages=(), made="1997/1999", obtained="2021-07"),
    Batch("un-report", "order", "Report of an international commission, extract", Kind.REPORT, "txt",
        "Public website", OPEN,
          ("cleared", "verified"), "", 2, ", part {n}", languages=EN, made="2014-02", obtained="2021-03"),
    Batch("zones", "order", "Opinion on the extent of the zone", Kind.EXPERT, "pdf", "{p54}", REQUEST, ("partly",),
        "p54 c03",
          languages=EN, made="2022-03-18", obtained="2022-03-21"),
    interview("int-p51", "order", "p51", "c03", "2022-04-12", "checking"),
)

ABROAD = (
    interview("int-p55", "abroad", "p55", "d01 d05", "2024-02-06", "permitted"),
    Batch("contract", "abroad", "Contract with the employer, copy", Kind.DOCUMENT, "pdf", "{p58}", HANDED, ("kept",),
        "d02",
          languages=("ko", "ru"), made="2015", obtained="2024-02-20"),
    Batch("rooms", "abroad", "Photographs of the lodging", Kind.PHOTO, "png", "{p55}", HANDED, ("registered",), "d01",
        2,
          ", {n}", languages=(), made="2016~", obtained="2024-02-06"),
    Batch("wage-table", "abroad", "Table of wages as a worker noted them", Kind.DATASET, "csv", "{p55}", HANDED,
        ("registered",),
          "d02", made="2015/2017", obtained="2024-02-06"),
    Batch("site", "abroad", "Capture of the employer's public page", Kind.WEB, "warc", "Public website", OPEN,
        ("registered",), "d02",
          languages=("ru",), made="2018", obtained="2024-03-01"),
)
