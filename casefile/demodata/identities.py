"""Twelve identities for the vault. Nobody of these exists, and no name of theirs stands anywhere else."""

from __future__ import annotations

from collections.abc import Mapping


def _identity(hangul: str, latin: str, **others: str) -> Mapping[str, str]:
    return {"name_hangul": hangul, "name_latin": latin, **others}


IDENTITIES: Mapping[str, Mapping[str, str]] = {
    "p01": _identity("고별찬", "Ko Pyol Chan\nKo Byeolchan",
                     name_hanja="高瞥贊", name_other="별아재", birth="1984-04-02",
                     contacts="Telephone 000-0000-0101 (invented)",
                     whereabouts="A city in the south; address with the protection officer only"),
    "p02": _identity("주봄새", "Ju Pom Sae", birth="1982", contacts="Through the office only"),
    "p03": _identity("우솔빛", "U Sol Pit", birth="1993", family="A sister; see the other file"),
    "p04": _identity("우늘빛", "U Nul Pit", birth="1994", family="A brother; see the other file"),
    "p05": _identity("맹한솔", "Maeng Han Sol", birth="1969", documents="Service book, copy seen"),
    "p06": _identity("표달샘", "Phyo Tal Saem", birth="1957", note="No contact by telephone"),
    "p08": _identity("반도름", "Pan To Rum", birth="1972", contacts="Letter box of a partner (invented)"),
    "p15": _identity("제비솔", "Je Pi Sol", birth="1983", note="Consent withdrawn: nothing is to be used"),
    "p27": _identity("선가람", "Son Ka Ram", birth="1985", contacts="Telephone 000-0000-0127 (invented)"),
    "p30": _identity("명이슬", "Myong I Sul", birth="1988", note="Only the trained interviewer makes contact"),
    "p34": _identity("경노을", "Kyong No Ul", birth="1961", family="Mother of one of the two people of the duty book"),
    "p36": _identity("국샛별", "Kuk Saet Pyol", birth="1970", whereabouts="Not recorded at the person's wish"),
}
