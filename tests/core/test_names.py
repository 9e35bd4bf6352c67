"""Names: southern spelling, northern Latin spelling, keys under which spellings meet, reasons of a match.

All people are invented.
"""

import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.core.names import SURNAMES, Surnames, hangul_south, likeness, name_keys, nfc, romanise_dprk, why
from casefile.core.names.hangul import hangul_sounds, syllables
from casefile.core.names.latin import latin_sounds

# spellings of one invented person a line
SAME = [
    (
        "김종언 / Kim Jong-on / Kim Jong On / Kim Chong-ŏn / Gim Jongeon / KIM JONG ON / Jong-on Kim / Kim Jeong-eon"
        " / Kim, Jong On"
        " / 김 종언 / 김 종 언 / Kim 종언 / 金 종언 / Kimjongon / Kim Jongun / Comrade Kim Jong On / 김종언 동지"
        " / Kim, Chong'on"
    ),
    (
        "리철호 / 이철호 / Ri Chol Ho / Lee Chul-ho / Yi Ch'ŏr-ho / Rhee Chol-ho / I Cheol-ho / Ri Ch’ŏrho"
        " / 리철호(李哲浩)"
        " / Chul-ho Lee / Li Chol-ho / RI CHOL HO / 이 철호 / Ri Ch`ŏr-ho / Ｒｉ Ｃｈｏｌ Ｈｏ"
    ),
    "강문식 / Kang Mun-sik / Gang Munsik / Kang Moon Shik / 강문식 (Kang Mun-sik) / 강문식 Kang Mun-sik",
    "리룡철 / 이용철 / Ri Ryong Chol / Lee Yong-chul / Yi Yong-ch'ŏl / Rhee Ryong Chul",
    "류경옥 / 유경옥 / Ryu Kyong Ok / Yoo Kyung-ok / Yu Gyeongok / Ryoo Kyoung Ok / Lyu Kyŏng-ok",
    "림영희 / 임영희 / Rim Yong Hui / Lim Young-hee / Im Yeonghui / Yim Yŏng-hŭi / Young Hee Lim",
    "최광섭 / Choe Kwang Sop / Choi Kwang-sup / Ch'oe Kwang-sŏp / Choe Gwangseop / Ch’oi Kwang Sop",
    "박석우 / Pak Sok U / Park Seok-woo / Pak Sŏg-u / Bak Seogu / Park Suk Woo",
    "백남섭 / Paek Nam Sop / Baek Nam-seop / Paek Nam-sŏp / Paik Nam-sup",
    "정국렬 / Jong Kuk Ryol / Jung Kuk-yol / Chŏng Kung-nyŏl / Jeong Guk-ryeol / Chung Kook-ryul",
    "오인 / O In / Oh In / Oh, In",
    "남궁철 / Namgung Chol / Namkoong Cheol / Nam Kung Chol",
    "황보영 / Hwangbo Yong / Hwangbo Young",
    "허담수 / Ho Tam Su / Hur Dam-soo / Heo Damsu",
    "노련심 / 로련심 / 노연심 / Ro Ryon Sim / No Yeonsim / Roh Yon-shim / Noh Yeon Sim",
    "라순녀 / 나순녀 / Ra Sun Nyo / Na Soon-nyeo / Na Sunyŏ",
    "우월미 / U Wol Mi / Woo Wol-mi / U Weolmi",
    "주의성 / Ju Ui Song / Joo Eui-sung / Chu Ŭi-sŏng / Ju Uiseong",
    "한신룡 / Han Sin Ryong / Han Sillyong / Hahn Shin-ryong",
    "차혁 / Cha Hyok / Cha Hyuk / Ch'a Hyŏk / Cha Hyeok",
    "곽태환 / Kwak Thae Hwan / Gwak Taehwan / Kwak T'ae-hwan",
]
PAIRS = [pair for line in SAME for pair in combinations(line.split(" / "), 2)]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_keys(one) & name_keys(other)
    reasons = why(one, other)
    assert reasons
    assert reasons == why(other, one)
    assert 0.6 <= likeness(one, other) <= 1


# every family name of the table in the brief, with a given name that is spelled one way only
FAMILIES = """
김 Kim Gim · 리 이 Ri Lee Yi Rhee Li I · 박 Pak Park Bak · 최 Choe Choi Ch'oe ·
정 Jong Jung Chong Jeong Chung · 조 Jo Cho · 강 Kang Gang · 윤 Yun Yoon ·
장 Jang Chang · 림 임 Rim Lim Im Yim · 한 Han · 오 O Oh · 서 So Suh Seo · 신 Sin Shin ·
권 Kwon Gwon · 황 Hwang · 안 An Ahn · 송 Song · 류 유 Ryu Yu Yoo Ryoo · 홍 Hong ·
전 Jon Chon Jeon Jun · 고 Ko Go Koh · 문 Mun Moon · 양 량 Ryang Yang · 손 Son Sohn ·
배 Pae Bae · 백 Paek Baek · 허 Ho Hur Heo · 남 Nam · 심 Sim Shim · 로 노 Ro No Roh Noh
· 하 Ha · 곽 Kwak · 성 Song Sung Seong · 차 Cha · 주 Ju Joo Chu · 우 U Woo ·
구 Ku Koo Gu · 민 Min · 라 나 Ra Na
"""
VARIANTS = [row.split() for row in FAMILIES.split("·")]


@pytest.mark.parametrize(("row", "given_name"), [(row, name) for row in VARIANTS for name in ("만", "Man", "Man-a")])
def test_every_variant_of_a_family_name(row: list[str], given_name: str) -> None:
    hangul = f"{row[0]}만" if given_name != "Man-a" else f"{row[0]}만아"
    for spelling in row[1:]:
        assert any(key.startswith("p:") for key in name_keys(hangul) & name_keys(f"{spelling} {given_name}"))
        assert any(key.startswith("p:") for key in name_keys(hangul) & name_keys(f"{given_name} {spelling.upper()}"))


DIFFERENT = [
    ("김종언", "박종언"),
    ("Kim Jong On", "Pak Jong On"),
    ("김철수", "김천수"),
    ("Kim Chol Su", "Kim Chon Su"),
    ("리철호", "리철수"),
    ("오만수", "유만수"),
    ("O Man Su", "U Man Su"),
    ("오만수", "우만수"),
    ("황만수", "한만수"),
    ("강문식", "강문석"),
    ("Kang Mun-sik", "Kang Man-sik"),
    ("정만수", "전만수"),
    ("Jong Man Su", "Jon Man Su"),
    ("金哲", "李哲"),
    ("Smith", "Jones"),
    ("湯 만수", "김만수"),
    ("", "Kim"),
    ("", ""),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_share_nothing(one: str, other: str) -> None:
    assert not name_keys(one) & name_keys(other)
    assert why(one, other) == []
    assert likeness(one, other) < 0.6


REASONS = [
    ("김종언", "김 종언", ["same_hangul", "same_hangul_south", "same_sound"]),
    ("리철호", "이철호", ["same_hangul_south", "same_sound", "same_family_name"]),
    ("리철호 李哲浩", "李哲浩", ["same_hanja"]),
    ("Kim Jong-on", "KIM JONGON", ["same_letters", "same_sound"]),
    ("Kim Jong On", "Jong On Kim", ["same_letters_reordered", "same_sound", "same_family_name"]),
    ("Kim Jong On", "Gim Jongeon", ["same_sound", "same_family_name"]),
    ("Smith", "SMITH!", ["same_letters", "same_text"]),
    ("Ким", "КИМ", ["same_text"]),
    ("Chol-su", "철수", ["same_sound"]),
]


@pytest.mark.parametrize(("one", "other", "reasons"), REASONS)
def test_reasons_of_a_match(one: str, other: str, reasons: list[str]) -> None:
    assert why(one, other) == reasons


def test_closer_spellings_come_first() -> None:
    sought = "Ri Chol Ho"
    people = ["허리철", "리출호", "리철호", "이초르호", "박철호"]
    assert max(people, key=lambda name: likeness(sought, name)) == "리철호"
    for spelled, meant in (("Kim Jeong-cheol", "김정철"), ("Kim Jong-cheol", "김종철"), ("Kim Chŏng-ch'ŏl", "김정철")):
        assert max(("김정철", "김종철", "김중철"), key=lambda name, sought=spelled: likeness(sought, name)) == meant
    assert likeness("Kim Jong On", "kim jong-on") > likeness("Kim Jong On", "Gim Jongeon")


@pytest.mark.parametrize(
    ("north", "south"),
    [
        ("리철호", "이철호"),
        ("류만수", "유만수"),
        ("림영희", "임영희"),
        ("로만수", "노만수"),
        ("라만수", "나만수"),
        ("량만수", "양만수"),
        ("려만수", "여만수"),
        ("김녀옥", "김여옥"),
        ("리룡철", "이용철"),
        ("남궁련", "남궁연"),
        ("김성룡", "김성룡"),
        ("리 철호", "이 철호"),
        ("리", "이"),
        ("녀자", "여자"),
        ("Ri 리철호 (자강도)", "Ri 이철호 (자강도)"),
        ("", ""),
        ("Kim", "Kim"),
    ],
)
def test_initial_sound_rule(north: str, south: str) -> None:
    assert hangul_south(north) == south
    assert hangul_south(unicodedata.normalize("NFD", north)) == south
    assert hangul_south(south) == south


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("리철호", "Ri Chol Ho"),
        ("김종언", "Kim Jong On"),
        ("강문식", "Kang Mun Sik"),
        ("박봉민", "Pak Pong Min"),
        ("리연길", "Ri Yon Gil"),
        ("최부길", "Choe Pu Gil"),
        ("곽범구", "Kwak Pom Gu"),
        ("장국대", "Jang Kuk Tae"),
        ("태복도", "Thae Pok To"),
        ("남궁철", "Namgung Chol"),
        ("류광빈", "Ryu Kwang Bin"),
        ("오인", "O In"),
        ("김", "Kim"),
        ("철", "Chol"),
        ("별이", "Pyol I"),
        ("리 철호 (장)", "Ri Chol Ho (Jang)"),
        ("", ""),
        ("Kim", "Kim"),
    ],
)
def test_northern_spelling(hangul: str, latin: str) -> None:
    assert romanise_dprk(hangul) == latin
    assert romanise_dprk(unicodedata.normalize("NFD", hangul)) == latin


ONE_SYLLABLE = (
    "각강건경곤광국규금길낙남녀닥단덕동두득락란련렬령룡률린막만명문미민박범별병복봉빈삭상석선설"
    "성송수숙순승식신실심아악애엽영예옥완용우욱운웅원월위유은을의이익인일임자작재정제조종주준중"
    "지진착찬창천철청춘충칵탁태택팍팔평표필하학한해향혁현형혜호홍화환회효훈휘흥희"
)


@pytest.mark.parametrize("syllable", list(ONE_SYLLABLE))
def test_northern_spelling_sounds_like_the_hangul(syllable: str) -> None:
    for name in (f"김{syllable}", f"김{syllable}{syllable}", f"리만{syllable}"):
        assert name_keys(name) & name_keys(romanise_dprk(name))
        assert name_keys(name) & name_keys(romanise_dprk(name).upper().replace(" ", "-"))
        assert name_keys(name) & name_keys(hangul_south(name))


def test_decomposed_input_is_the_same_name() -> None:
    for name in ("김종언", "Kim Chong-ŏn", "리철호 (Ri Ch'ŏr-ho)"):
        assert name_keys(unicodedata.normalize("NFD", name)) == name_keys(name)
        assert nfc(unicodedata.normalize("NFD", name)) == name


def test_long_input_is_cut_and_bounded() -> None:
    for name in ("김" * 500, "Kim " * 500, "kimjongon" * 100, "a-" * 400, "Jong-" * 60 + "un", "x" * 10_000):
        assert len(name_keys(name)) < 2000
    eighty = "Kim " + "Jong" * 20
    assert name_keys(eighty) == name_keys(eighty.upper())


def test_spelling_outside_the_table_is_heard() -> None:
    assert name_keys("Phakk Man Su") & name_keys("박만수")
    assert name_keys("Zzz Qqq") == {"t:zzzqqq"}


def test_a_name_without_family_name_is_kept_by_sound() -> None:
    assert name_keys("철") == {"w:JOR"}
    assert name_keys("Chol") & name_keys("철")
    assert "w:JORHO" in name_keys("Ch'ŏr-ho") & name_keys("철호")


def test_experts_extend_the_table() -> None:
    extended = Surnames.read("김 | | Kim |\n탕 | | Thang Tangh | 湯\n\n")
    assert name_keys("Tangh Man Su", extended) & name_keys("탕만수", extended)
    assert why("湯 만수", "탕만수", extended) == ["same_sound", "same_family_name"]
    assert extended.compounds == ()
    assert "남궁" in SURNAMES.compounds


def test_table_is_sound() -> None:
    assert SURNAMES.by_hangul["리"] == SURNAMES.by_hangul["이"] == SURNAMES.by_hanja["李"] == "이"
    assert SURNAMES.by_latin["choe"] == {"최"}
    assert SURNAMES.by_latin["song"] == {"송", "성"}
    assert all(nfc(name) == name for name in SURNAMES.by_hangul)


def test_sounds() -> None:
    assert syllables("각") == [(0, 0, 1)]
    assert hangul_sounds("국렬") == {"KOKOR", "KOQOR"}
    assert hangul_sounds("신룡") == {"SINOQ", "SIROQ"}
    assert hangul_sounds("abc") == frozenset()
    assert latin_sounds("") == latin_sounds("--") == frozenset()
    assert latin_sounds("smith") == frozenset()
    assert latin_sounds("a" * 61) == frozenset()
    assert "AN" in latin_sounds("ahn")


names = st.text(max_size=90) | st.text(
    alphabet="김리철호李哲ŏŭ'’- ()KimJongRiCholho,·가힣ㄱㅏ\u1100\u1161\u11a8", max_size=120
)


@given(names, names)
def test_any_text_is_taken(one: str, other: str) -> None:
    assert name_keys(one) == name_keys(one)
    assert isinstance(hangul_south(one), str)
    assert isinstance(romanise_dprk(one), str)
    assert why(one, other) == why(other, one)
    assert bool(why(one, other)) >= bool(name_keys(one) & name_keys(other))
    assert 0 <= likeness(one, other) <= 1


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=2, max_size=8))
def test_any_hangul_name_meets_its_southern_spelling(name: str) -> None:
    assert name_keys(name) & name_keys(hangul_south(name))
    assert hangul_south(hangul_south(name)) == hangul_south(name)
