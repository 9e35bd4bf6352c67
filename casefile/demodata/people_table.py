"""Sixty invented witnesses and victims, as everybody on a case knows them: no names, only what the work needs."""

from __future__ import annotations

from typing import NamedTuple

VICTIM, EYE, INSIDER = "victim", "eyewitness", "insider"
STRUCTURE, EXPERT, FAMILY = "structure_witness", "expert", "family_member"
BETWEEN, SOURCE = "intermediary", "source_only"
OPEN, VIA, NONE = "direct_ok", "via_us_only", "no_contact"
NORTH, WEST, CHINA = ("ko", "ko-hamgyong"), ("ko", "ko-pyongan"), ("ko-chinese-korean", "zh")


class Row(NamedTuple):
    """One person. risk: (level, days until the assessment runs out). consent: (state, days since, days until it ends).

    parts: (incident, part) pairs as one text, "a01 victim, a02 witness_of_fact".
    """

    key: str
    cases: tuple[str, ...]
    roles: tuple[str, ...]
    sex: str | None
    age: str | None
    languages: tuple[str, ...]
    risk: tuple[str, int] | None
    contact: str
    testify: str | None
    consent: tuple[str, int, int | None] | None
    parts: str = ""
    vulnerable: tuple[str, ...] = ()


A, B, C, D = ("f9",), ("f3",), ("order",), ("abroad",)

ROWS = (
    # Facility F-9
    Row("p01", A, (VICTIM, EYE), "male", "18-29", NORTH, ("medium", 41), OPEN, "willing_protected",
        ("active", 300, 430),
        "a01 victim, a03 victim, a11 victim"),
    Row("p02", A, (VICTIM, EYE), "female", "18-29", NORTH, ("medium", 55), OPEN, "willing_protected",
        ("active", 290, 440),
        "a01 victim, a02 witness_of_fact"),
    Row("p03", A, (VICTIM,), "male", "0-13", NORTH, ("high", 12), VIA, "maybe_ask", ("active", 210, 520),
        "a02 victim", ("child",)),
    Row("p04", A, (VICTIM,), "female", "0-13", NORTH, ("high", -9), VIA, None, ("active", 210, 150), "a02 victim",
        ("child",)),
    Row("p05", A, (INSIDER,), "male", "30-44", WEST, ("high", 20), VIA, "willing_protected", ("active", 160, 205),
        "a04 witness_of_fact, a12 structure"),
    Row("p06", A, (INSIDER, STRUCTURE), "male", "45-59", NORTH, ("extreme", 6), NONE, "no", ("active", 140, 26),
        "a12 structure"),
    Row("p07", A, (EYE,), "female", "30-44", NORTH, ("medium", 30), OPEN, "maybe_ask", ("active", 240, 400),
        "a05 witness_of_fact, a10 witness_of_fact"),
    Row("p08", A, (VICTIM, EYE), "male", "30-44", NORTH, ("medium", -22), OPEN, "willing_open", ("active", 330, 19),
        "a05 victim", ("disability",)),
    Row("p09", A, (EYE,), "male", "14-17", NORTH, ("medium", 70), OPEN, "maybe_ask", ("active", 100, None),
        "a02 witness_of_fact"),
    Row("p10", A, (VICTIM,), "female", "45-59", NORTH, ("low", 120), OPEN, "no", ("refused", 130, None), "a03 victim"),
    Row("p11", A, (VICTIM, EYE), "male", "18-29", WEST, ("low", 95), OPEN, "willing_protected", ("active", 80, 600),
        "a07 victim, a08 hearsay"),
    Row("p12", A, (VICTIM,), "male", "18-29", NORTH, ("low", 101), OPEN, "maybe_ask", ("active", 77, 600),
        "a07 victim"),
    Row("p13", A, (FAMILY,), "female", "60+", NORTH, ("medium", 14), VIA, "maybe_ask", ("active", 60, 300),
        "a09 relative_of_victim, a13 relative_of_victim", ("elderly_or_terminal",)),
    Row("p14", A, (EYE,), "male", "30-44", NORTH, None, OPEN, None, None, "a01 hearsay"),
    Row("p15", A, (VICTIM,), "female", "18-29", NORTH, ("medium", 33), OPEN, "no", ("withdrawn", 20, None),
        "a06 victim",
        ("torture_survivor",)),
    Row("p16", A, (VICTIM, EYE), "male", "18-29", NORTH, ("medium", 61), OPEN, "willing_protected",
        ("active", 150, 380),
        "a06 victim, a11 victim"),
    Row("p17", A, (EYE,), "male", "45-59", NORTH, ("low", 140), OPEN, "maybe_ask", ("active", 145, 370),
        "a06 witness_of_fact"),
    Row("p18", A, (VICTIM,), "male", "14-17", NORTH, ("medium", 25), OPEN, None, ("expired", 800, -70), "a02 victim"),
    Row("p19", A, (STRUCTURE,), "male", "60+", WEST, ("medium", 48), OPEN, "willing_protected", ("active", 90, 275),
        "a16 structure", ("elderly_or_terminal",)),
    Row("p20", A, (EXPERT,), "female", "45-59", ("ko", "en"), ("low", 170), OPEN, "willing_open",
        ("active", 50, None), "a05 expert"),
    Row("p21", A, (BETWEEN,), "male", "30-44", CHINA, ("high", 4), VIA, "no", None),
    Row("p22", A, (SOURCE,), None, None, ("ko",), ("extreme", -3), NONE, None, None, "a12 hearsay"),
    Row("p23", A, (VICTIM, EYE), "female", "30-44", NORTH, ("low", 88), OPEN, "willing_protected",
        ("active", 44, 690), "a10 victim"),
    Row("p24", A, (EYE,), "female", "18-29", NORTH, ("low", 90), OPEN, "maybe_ask", ("active", 43, 690),
        "a13 witness_of_fact"),
    Row("p25", A, (EYE,), "male", "18-29", WEST, ("low", 92), OPEN, "maybe_ask", ("active", 41, 690),
        "a07 witness_of_fact"),
    Row("p26", ("f9", "f3"), (VICTIM, EYE), "male", "18-29", NORTH, ("high", 17), VIA, "willing_protected",
        ("active", 170, 360),
        "a13 victim, b01 witness_of_fact"),
    # Facility F-3
    Row("p27", B, (VICTIM,), "female", "18-29", NORTH, ("high", 9), VIA, "willing_protected", ("active", 380, 350),
        "b01 victim, b02 victim",
        ("torture_survivor",)),
    Row("p28", B, (VICTIM, EYE), "female", "30-44", NORTH, ("medium", 37), OPEN, "willing_protected",
        ("active", 370, 360), "b01 victim"),
    Row("p29", B, (VICTIM,), "male", "30-44", NORTH, ("medium", 39), OPEN, "maybe_ask", ("active", 365, 365),
        "b01 victim, b03 victim"),
    Row("p30", B, (VICTIM,), "female", "18-29", NORTH, ("high", -14), VIA, "no", ("active", 300, 11), "b11 victim",
        ("sgbv_survivor", "acute_distress")),
    Row("p31", B, (VICTIM,), "male", "18-29", NORTH, ("medium", 50), OPEN, "willing_protected", ("active", 250, 480),
        "b04 victim"),
    Row("p32", B, (VICTIM,), "male", "18-29", NORTH, ("medium", 50), OPEN, "maybe_ask", ("active", 250, 480),
        "b04 victim"),
    Row("p33", B, (EYE,), "female", "45-59", NORTH, ("low", 110), OPEN, "maybe_ask", ("active", 240, 490),
        "b05 witness_of_fact"),
    Row("p34", B, (FAMILY,), "female", "45-59", NORTH, ("medium", 28), VIA, "willing_protected", ("active", 200, 530),
        "b07 relative_of_victim"),
    Row("p35", B, (FAMILY,), "male", "18-29", NORTH, ("medium", 28), VIA, "maybe_ask", ("active", 200, 530),
        "b07 relative_of_victim"),
    Row("p36", B, (INSIDER,), "male", "30-44", NORTH, ("extreme", 2), NONE, "no", ("active", 120, 245),
        "b06 hearsay, b08 witness_of_fact"),
    Row("p37", B, (VICTIM, EYE), "female", "18-29", NORTH, ("medium", 66), OPEN, "willing_protected",
        ("active", 180, 550),
        "b09 victim, b12 victim"),
    Row("p38", B, (VICTIM,), "male", "30-44", WEST, ("low", 130), OPEN, "maybe_ask", ("active", 178, 550),
        "b09 victim"),
    Row("p39", B, (VICTIM,), "female", "30-44", WEST, ("low", 131), OPEN, "no", ("refused", 90, None), "b12 victim"),
    Row("p40", B, (EYE,), "male", "45-59", WEST, ("low", 77), OPEN, "maybe_ask", ("active", 88, 640),
        "b12 witness_of_fact"),
    Row("p41", B, (VICTIM,), "female", "14-17", NORTH, ("medium", 19), VIA, None, ("active", 150, 215), "b03 victim",
        ("child",)),
    Row("p42", B, (VICTIM,), "male", "45-59", NORTH, ("low", 65), OPEN, "willing_open", ("withdrawn", 45, None),
        "b10 victim"),
    Row("p43", B, (EXPERT,), "male", "45-59", ("ko", "en"), ("low", 160), OPEN, "willing_open", ("active", 70, None),
        "b01 expert"),
    Row("p44", B, (BETWEEN,), "female", "30-44", CHINA, ("high", -31), VIA, "no", None),
    Row("p45", B, (EYE,), "female", "18-29", NORTH, ("low", 72), OPEN, "maybe_ask", ("expired", 760, -30),
        "b01 witness_of_fact"),
    Row("p46", B, (SOURCE,), None, None, ("ko",), ("extreme", 9), NONE, None, None, "b06 hearsay"),
    Row("p47", B, (VICTIM,), "female", "30-44", NORTH, ("medium", 44), OPEN, "willing_protected", ("active", 66, 660),
        "b01 victim"),
    Row("p48", B, (EYE,), "male", "18-29", NORTH, ("low", 80), OPEN, "maybe_ask", ("active", 64, 660),
        "b09 witness_of_fact"),
    # The structural case
    Row("p49", ("order", "f9"), (STRUCTURE, INSIDER), "male", "60+", WEST, ("high", 22), VIA, "maybe_ask",
        ("active", 55, 310),
        "c01 structure, a01 structure"),
    Row("p50", C, (STRUCTURE,), "female", "45-59", WEST, ("medium", 52), OPEN, "maybe_ask", ("active", 52, 310),
        "c06 structure"),
    Row("p51", C, (VICTIM, EYE), "male", "14-17", WEST, ("low", 150), OPEN, "willing_open", ("active", 50, 680),
        "c03 victim"),
    Row("p52", C, (VICTIM,), "female", "18-29", WEST, ("low", 152), OPEN, "willing_protected", ("active", 48, 680),
        "c04 victim"),
    Row("p53", C, (EYE,), "male", "30-44", NORTH, ("low", 155), OPEN, "maybe_ask", ("refused", 40, None),
        "c05 witness_of_fact"),
    Row("p54", C, (EXPERT,), "male", "45-59", ("en", "ko"), ("low", 175), OPEN, "willing_open", ("active", 35, None),
        "c03 expert"),
    # Worksites abroad
    Row("p55", D, (VICTIM,), "male", "30-44", WEST, ("medium", 76), OPEN, "maybe_ask", ("active", 6, 720),
        "d01 victim, d05 victim"),
    Row("p56", D, (VICTIM,), "male", "18-29", WEST, ("medium", 80), OPEN, None, None, "d03 witness_of_fact"),
    Row("p57", D, (EYE,), "male", "30-44", NORTH, None, OPEN, None, None, "d05 witness_of_fact"),
    Row("p58", D, (INSIDER,), "male", "45-59", WEST, ("high", 25), VIA, None, ("active", 5, 360), "d02 structure"),
    Row("p59", D, (BETWEEN,), None, None, ("ru", "ko"), None, VIA, None, None),
    Row("p60", D, (VICTIM,), "male", "18-29", NORTH, ("low", 174), OPEN, None, ("active", 4, 725), "d04 victim"),
)
