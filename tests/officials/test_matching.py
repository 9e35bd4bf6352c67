"""Name matching: the right person among the first three, whatever the spelling. All people are invented.

The spellings are made by rules of this module's own, apart from the tables of the product.
"""

from __future__ import annotations

import random
import unicodedata
from collections import Counter, defaultdict

import pytest

from casefile.core.names import hangul_south
from casefile.core.names.closeness import HOPELESS, distance, rank
from casefile.core.names.table import BUILT_IN, Part, Variant, changed
from casefile.officials.naming import every_key, keys_sought

FAMILIES = {"김": "Kim Gim", "리": "Ri Lee Yi Rhee Li", "박": "Pak Park Bak", "최": "Choe Choi",
    "정": "Jong Jung Chong Jeong Chung",
            "조": "Jo Cho", "강": "Kang Gang", "윤": "Yun Yoon", "장": "Jang Chang", "림": "Rim Lim Im Yim",
            "오": "O Oh",
            "서": "So Suh Seo", "신": "Sin Shin", "류": "Ryu Yu Yoo", "전": "Jon Chon Jeon Jun", "백": "Paek Baek",
            "허": "Ho Hur Heo", "로": "Ro No Roh Noh", "우": "U Woo", "라": "Ra Na"}
# syllable: north, southern official, press, Russian
GIVEN = {"철": "chol cheol chul чхоль", "호": "ho ho ho хо", "수": "su su soo су", "영": "yong yeong young ён",
    "남": "nam nam nam нам",
         "일": "il il il иль", "성": "song seong sung сон", "광": "kwang gwang kwang кван",
         "명": "myong myeong myung мён",
         "국": "kuk guk kook кук", "정": "jong jeong jung чон", "학": "hak hak hak хак", "순": "sun sun soon сун",
         "희": "hui hui hee хый", "옥": "ok ok ok ок", "룡": "ryong yong yong рён", "진": "jin jin jin чин",
         "석": "sok seok suk сок", "혁": "hyok hyeok hyuk хёк", "현": "hyon hyeon hyun хён", "훈": "hun hun hoon хун",
         "준": "jun jun joon чун", "경": "kyong gyeong kyung кён", "춘": "chun chun choon чхун",
         "길": "kil gil kil киль",
         "덕": "tok deok duk ток", "창": "chang chang chang чхан", "섭": "sop seop sup соп", "식": "sik sik shik сик",
         "은": "un eun eun ын", "웅": "ung ung woong ун", "우": "u u woo у", "범": "pom beom bum пом",
         "문": "mun mun moon мун", "태": "thae tae tae тхэ"}
RUSSIAN = {"김": "Ким", "리": "Ли", "박": "Пак", "최": "Чхве", "정": "Чон", "조": "Чо", "강": "Кан", "윤": "Юн",
    "장": "Чан", "림": "Рим",
           "오": "О", "서": "Со", "신": "Син", "류": "Рю", "전": "Чон", "백": "Пэк", "허": "Хо", "로": "Ро",
           "우": "У", "라": "Ра"}
CLEAN = ("north", "north joined", "upper", "south", "nfd", "official", "press", "reversed", "comma", "title",
    "russian")


def _spellings(name: str, pick: random.Random) -> dict[str, str]:
    family, given = name[0], [GIVEN[char].split() for char in name[1:]]
    spelled = pick.choice(FAMILIES[family].split())
    north, press = [parts[0] for parts in given], [parts[2] for parts in given]
    plain = f"{FAMILIES[family].split()[0]} {' '.join(north).title()}"
    of_press = "-".join(press).capitalize()
    clean = {"north": plain, "north joined": plain.replace(" ", "").lower(), "upper": plain.upper(),
    "south": hangul_south(name),
             "nfd": unicodedata.normalize("NFD", name),
             "official": f"{spelled} {''.join(p[1] for p in given).capitalize()}",
             "press": f"{spelled} {of_press}", "reversed": f"{of_press} {spelled}", "comma": f"{spelled}, {of_press}",
             "title": f"General {spelled} {of_press}",
             "russian": f"{RUSSIAN[family]} {' '.join(p[3] for p in given).title()}"}
    return {**clean, "letter amiss": _amiss(clean["press"], pick), "letter amiss north": _amiss(plain, pick)}


def _amiss(text: str, pick: random.Random) -> str:
    at = pick.choice([at for at, char in enumerate(text) if char.isalpha() and at])
    change = pick.randrange(3)
    if change == 0:
        return text[:at] + text[at + 1:]
    return text[:at] + pick.choice("abeghiklmnoprstuwy") + text[at + change - 1:]


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    """The share of names found among the first three of two hundred people, by class of spelling."""
    pick = random.Random(20261124)
    people = sorted({pick.choice([*FAMILIES, *"김김김리리박"]) + "".join(pick.sample(sorted(GIVEN),
    2)) for _ in range(200)})
    kept = defaultdict(set)
    for name in people:
        for key in every_key([name], BUILT_IN):
            kept[key].add(name)
    found, asked = Counter(), Counter()
    for name in pick.sample(people, 6):
        for kind, spelling in _spellings(name, pick).items():
            met = Counter(other for key in keys_sought(spelling, BUILT_IN) for other in kept.get(key, ()))
            ranked = rank([spelling], {other: [other] for other, _ in met.most_common(150)}, BUILT_IN)
            asked[kind] += 1
            found[kind] += name in [other for other, _ in ranked[:3]]
    return {kind: found[kind] / asked[kind] for kind in asked}


@pytest.mark.parametrize("kind", CLEAN)
def test_a_clean_spelling_finds_the_person_among_the_first_three(measured, kind):
    assert measured[kind] == 1


@pytest.mark.parametrize("kind", ["letter amiss", "letter amiss north"])
def test_a_letter_amiss_finds_the_person_nearly_always(measured, kind):
    assert measured[kind] >= 0.8


FOUND = [
    ("李哲浩", "리철호"), ("Li Zhehao", "리철호"), ("리철호", "李哲浩"), ("Li Zhehao", "李哲浩"),
    ("リ・チョルホ", "리철호"),
    ("Ли Чхоль Хо", "Ri Chol Ho"), ("Ким Чен Он", "김종온"), ("Kim Jong On", "金鍾溫"), ("리철호 부상", "리철호"),
    ("Vice Minister Rhee Chul-ho", "이철호"), ("Kim Chŏng-ch'ŏl", "김정철"), ("Ri Cholho", "Lee Chul Ho"),
    ("Ri Chol", "리철호"),
    ("Chol-ho", "리철호"), ("김정", "Kim Jong Hyang"),
]


@pytest.mark.parametrize(("asked", "known"), FOUND)
def test_other_scripts_and_parts_of_names(asked, known):
    assert keys_sought(asked, BUILT_IN) & set(every_key([known], BUILT_IN))
    found = distance(asked, known, BUILT_IN)
    assert found is not None
    assert found.cost < HOPELESS


@pytest.mark.parametrize(("one", "other"), [("Pak Kwang Il", "강문식"), ("Smith", "Jones"), ("박광일",
    "김철수"), ("?", "김")])
def test_unlike_names_are_far(one, other):
    found = distance(one, other, BUILT_IN)
    assert found is None or found.cost > HOPELESS


def test_the_experts_change_what_is_found():
    before = distance("Kim Xql Ho", "김철호", BUILT_IN)
    table = changed([Variant(Part.SYLLABLE, "철", "Xql"), Variant(Part.SURNAME, "탕", "Thang"),
    Variant(Part.SYLLABLE, "호", "Ho", False),
                     Variant(Part.SYLLABLE, "철", "鉃"), Variant(Part.SURNAME, "탕", "湯"),
                     Variant(Part.SURNAME, "김", "Gim", False)])
    assert before is None or before.cost > 0.6
    assert distance("Kim Xql Hoh", "김철호", table).cost < 0.6
    assert distance("Thang Chol", "탕철", table).cost < 0.1
    assert "ho" not in table.spellings("호")
    assert table.characters["鉃"] == "철"
    assert table.surnames.by_hanja["湯"] == "탕"
    assert "김" not in table.surnames.by_latin["gim"]
