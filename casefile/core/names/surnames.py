"""Family names and their spellings: a table that experts extend by a line.

Each line: the southern spelling | other Hangul spellings | Latin spellings in use | Hanja. Latin spellings are
compared without case, hyphens and diacritics; one spelling may stand at several names (Song, Chon, Yang).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

TABLE = """
김 | | Kim Gim Ghim Keem Kym | 金
이 | 리 | Ri Lee Yi Rhee Li I Rhie Lie Ree Yee Rii | 李 伊 異
박 | | Pak Park Bak Bark Pack | 朴
최 | | Choe Choi Ch'oe Choy Chwe Tsoi | 崔
정 | | Jong Jung Chong Jeong Chung Joung Cheong Joong | 鄭 丁 程
조 | | Jo Cho Joe Joh Choh | 趙 曺 曹
강 | | Kang Gang Khang | 姜 康 强 剛
윤 | | Yun Yoon Youn Yune | 尹
장 | | Jang Chang Jahng | 張 章 蔣 莊
임 | 림 | Rim Lim Im Yim Leem Rhim Eem | 林 任
한 | | Han Hahn | 韓 漢
오 | | O Oh | 吳
서 | | So Suh Seo Su Soh Sur | 徐
신 | | Sin Shin Synn | 申 辛 愼
권 | | Kwon Gwon Kweon Kwun | 權
황 | | Hwang Whang | 黃
안 | | An Ahn Ann | 安
송 | | Song Soung | 宋
유 | 류 | Ryu Yu Yoo Ryoo Lyu Liu Rhyu Yoou You Lew | 柳 劉 兪 庾
홍 | | Hong | 洪
전 | | Jon Chon Jeon Jun Chun Cheon Jhun | 全 田 錢
고 | | Ko Go Koh Goh | 高
문 | | Mun Moon | 文
양 | 량 | Ryang Yang Lyang Liang | 梁 楊
손 | | Son Sohn | 孫
배 | | Pae Bae Bai Pai Bay | 裵 裴
백 | | Paek Baek Paik Baik Back Beak | 白
허 | | Ho Hur Heo Huh Her Hoh | 許
남 | | Nam | 南
심 | | Sim Shim | 沈
노 | 로 | Ro No Roh Noh Rho | 盧 魯 路
하 | | Ha Hah | 河 夏
곽 | | Kwak Gwak Kwack | 郭
성 | | Song Sung Seong | 成
차 | | Cha Ch'a | 車
주 | | Ju Joo Chu Choo | 朱 周
우 | | U Woo Wu | 禹 于
구 | | Ku Koo Gu Goo | 具 丘
민 | | Min Minn | 閔
나 | 라 | Ra Na Rah Nah La | 羅
변 | | Pyon Byun Byon Byeon Pyun | 邊 卞
엄 | | Om Um Eom Ohm | 嚴
원 | | Won Weon | 元
천 | | Chon Cheon Chun | 千
방 | | Pang Bang | 方 房 龐
공 | | Kong Gong | 孔 公
현 | | Hyon Hyun Hyeon | 玄
함 | | Ham Hahm | 咸
여 | 려 | Ryo Yeo Yo Lyo Ryeo Yuh | 呂 余
추 | | Chu Choo | 秋
도 | | To Do Doh | 都 道
석 | | Sok Seok Suk | 石 昔
선 | | Son Sun Seon | 宣
설 | | Sol Seol Sul | 薛
마 | | Ma Mah | 馬 麻
길 | | Kil Gil | 吉
연 | 련 | Ryon Yon Yeon Youn | 延 連 燕
위 | | Wi Wee | 魏 韋
표 | | Phyo Pyo | 表
명 | | Myong Myung Myeong | 明
기 | | Ki Gi Kee | 奇
반 | | Pan Ban | 潘
왕 | | Wang | 王
금 | | Kum Geum Keum | 琴
옥 | | Ok Ock | 玉
육 | 륙 | Ryuk Yuk Yook | 陸
인 | | In | 印
맹 | | Maeng Meng | 孟
제 | | Je Che | 諸
모 | | Mo | 牟 毛
탁 | | Thak Tak | 卓
국 | | Kuk Guk Kook | 鞠 國
어 | | O Eo Uh | 魚
은 | | Un Eun | 殷
용 | 룡 | Ryong Yong | 龍
예 | | Ye | 芮
경 | | Kyong Kyung Gyeong | 慶 景
봉 | | Pong Bong | 奉
사 | | Sa | 史
부 | | Pu Bu Boo | 夫
가 | | Ka Ga | 賈
복 | | Pok Bok | 卜
태 | | Thae Tae | 太
목 | | Mok | 睦
형 | | Hyong Hyung | 邢
피 | | Phi Pi | 皮
두 | | Tu Du Doo | 杜
감 | | Kam Gam | 甘
호 | | Ho | 扈 胡
채 | | Chae Chai | 蔡
진 | | Jin Chin | 陳 秦 晉
지 | | Ji Chi Jee | 池 智
동 | | Tong Dong | 董
계 | | Kye Gye | 桂
편 | | Phyon Pyon | 片
음 | | Um Eum | 陰
견 | | Kyon Gyeon | 甄
남궁 | | Namgung Namkung Namgoong | 南宮
황보 | | Hwangbo | 皇甫
제갈 | | Jegal Chegal | 諸葛
사공 | | Sagong Sakong | 司空
선우 | | Sonu Sunwoo Seonu | 鮮于
서문 | | Somun Seomun | 西門
독고 | | Tokko Dokko Dokgo | 獨孤
"""

# Spellings that stand last only as a family name; Su, Ho or Song may as well end a given name.
STANDS_LAST = frozenset(
    [
        "kim",
        "gim",
        "ri",
        "lee",
        "yi",
        "rhee",
        "li",
        "pak",
        "park",
        "bak",
        "choe",
        "choi",
        "kang",
        "gang",
        "yoon",
        "jang",
        "chang",
        "lim",
        "yim",
        "hahn",
        "oh",
        "suh",
        "seo",
        "shin",
        "kwon",
        "gwon",
        "hwang",
        "ahn",
        "ryu",
        "yoo",
        "ryoo",
        "ko",
        "koh",
        "moon",
        "pae",
        "bae",
        "paek",
        "baek",
        "paik",
        "hur",
        "heo",
        "sim",
        "shim",
        "ro",
        "roh",
        "noh",
        "kwak",
        "gwak",
        "cha",
        "joo",
        "woo",
        "koo",
        "min",
        "ra",
    ]
)


def letters(text: str) -> str:
    """The Latin letters of a text, without case, diacritics and marks."""
    return "".join(re.findall("[a-z]", unicodedata.normalize("NFKD", text).casefold()))


@dataclass(frozen=True, eq=False)
class Surnames:
    """Family names by each way to write them; every spelling leads to the southern Hangul ones."""

    by_hangul: Mapping[str, str]
    by_latin: Mapping[str, frozenset[str]]
    by_hanja: Mapping[str, str]

    @classmethod
    def read(cls, table: str) -> Surnames:
        """Read a table of the form above."""
        hangul: dict[str, str] = {}
        latin: dict[str, frozenset[str]] = {}
        hanja: dict[str, str] = {}
        for line in filter(None, map(str.strip, table.splitlines())):
            south, others, spellings, characters = (cell.strip() for cell in line.split("|"))
            hangul |= dict.fromkeys((south, *others.split()), south)
            hanja |= dict.fromkeys(characters.split(), south)
            for spelling in map(letters, spellings.split()):
                latin[spelling] = latin.get(spelling, frozenset()) | {south}
        return cls(hangul, latin, hanja)

    @cached_property
    def compounds(self) -> tuple[str, ...]:
        """Family names of two syllables."""
        return tuple(name for name in self.by_hangul if len(name) > 1)


SURNAMES = Surnames.read(TABLE)
