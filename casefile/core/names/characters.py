"""How Hanja that stand in names are read in Korean: a table that experts extend; and letters of other scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from anyascii import anyascii

READINGS = """
가 佳嘉可加家 각 珏覺 간 幹簡 갑 甲 강 康剛江岡强姜 개 介凱 건 健建乾鍵 걸 傑杰 겸 謙兼 경 敬慶京景炅卿庚瓊
계 桂啓季 고 高 곤 坤昆 공 公孔功 관 寬觀冠官 광 光廣匡 교 敎 구 九求久具龜 국 國菊 군 君軍 권 權 규 圭奎揆閨
균 均鈞 극 克極 근 根勤槿瑾近 금 金錦琴今 기 基起琦琪箕紀奇 길 吉 나 娜 난 蘭 남 南男 년 年 녀 女 노 魯
대 大臺 덕 德悳 도 道度圖 동 東棟童 두 斗 락 樂 란 蘭 람 藍 량 良亮 려 麗 련 蓮連 렬 烈列 렴 廉 령 玲領鈴
례 禮 로 路 록 祿 룡 龍 루 樓 류 柳 률 律 릉 陵 리 里理利 린 麟 림 林 만 萬滿 말 末 매 梅 맹 孟 면 勉
명 明命鳴 모 模 목 木 무 武茂 묵 默 문 文汶 미 美米 민 民敏旻珉 박 博 반 班 방 芳邦 배 培 백 白百伯 번 繁
범 範凡 법 法 벽 碧 별 別 병 炳秉丙兵 보 寶甫輔 복 福復 본 本 봉 奉鳳峰 부 富 분 粉 비 飛 빈 彬斌賓 사 思
산 山 삼 三森 상 相尙祥常 서 瑞西書 석 錫石碩奭 선 善宣仙先 설 雪 섭 燮 성 成聖星誠性城 세 世 소 素昭 솔 率
송 松 수 洙秀守壽水 숙 淑叔肅 순 順淳純舜 술 述 숭 崇 승 勝承昇丞 시 時始 식 植式軾 신 信新臣 실 實 심 心
아 雅兒 악 岳 안 安 애 愛 양 洋陽 억 億 언 彦 업 業 여 汝 연 延淵蓮姸 열 悅烈 엽 葉燁 영 英永榮泳映瑛 예 藝禮
오 五 옥 玉沃 온 溫 완 完 왕 旺 요 堯 용 勇容用龍鎔 우 雨宇佑友禹又 욱 旭昱郁 운 雲運 웅 雄 원 元源遠原媛
월 月 위 偉 유 有裕柔 윤 允潤倫 은 恩銀殷垠 을 乙 음 音 의 義儀 이 二伊 익 益翼 인 仁寅 일 一日逸 임 任
자 子慈 장 章長將 재 在載宰才 전 全 절 節 정 正貞廷靜政晶 제 濟帝 조 祖朝 종 鐘鍾宗 좌 佐 주 柱周珠宙
준 俊濬準 중 中重 지 智志芝枝 진 鎭眞進珍震 집 集 찬 燦贊 창 昌昶暢 채 彩采 천 天千 철 哲鐵喆澈 청 淸靑 초 草
춘 春 충 忠 치 治致 칠 七 탁 卓鐸 태 泰太兌 택 澤宅 팔 八 평 平 표 杓 필 弼必 하 夏河 학 學鶴 한 翰漢 해 海
향 香 헌 憲 혁 赫革爀 현 賢鉉玄顯 협 協 형 亨衡炯 혜 惠慧 호 浩虎鎬昊豪 홍 弘洪紅 화 花華和 환 煥桓 황 皇
회 會 효 孝 훈 勳薰 휘 輝 휴 休 흠 欽 흥 興 희 熙姬喜希
"""

_SIMPLIFIED = str.maketrans(
    "张刘陈杨赵吴孙罗郑韩冯许邓萧严龙贤铁顺胜爱银锡铉镇钟兰莲万国东荣凤华权义应寿庆庄卢郭纪辉晖"
    "远运进宪会学乐丽齐继绍伦伟乔尚贞静哲灿赞泽显凯刚军宝恒实圣诚节兴书",
    "張劉陳楊趙吳孫羅鄭韓馮許鄧蕭嚴龍賢鐵順勝愛銀錫鉉鎭鐘蘭蓮萬國東榮鳳華權義應壽慶莊盧郭紀輝暉"
    "遠運進憲會學樂麗齊繼紹倫偉喬尙貞靜哲燦贊澤顯凱剛軍寶恒實聖誠節興書")

_PAIRS = re.findall(r"(\S) (\S+)", READINGS)
BY_CHARACTER: Mapping[str, str] = {char: reading for reading, chars in _PAIRS for char in chars}

# The usual Russian spelling (Kontsevich), letters that stand together first.
_CYRILLIC = (
    ("нъ", "ng"), ("дж", "j"), ("тч", "jj"), ("чх", "ch"), ("кх", "kh"), ("тх", "th"), ("пх", "ph"), ("ый", "ui"),
    ("ль", "l"),
    *zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
         ["a", "b", "w", "g", "d", "e", "yo", "j", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "p",
          "h", "ts", "j", "s", "s", "", "eu", "", "e", "yu", "ya"], strict=True))
_SMALL_KANA = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "wa", "ィ": "wi", "ェ": "e", "ォ": "wo"}
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_KANA = re.compile("[ァ-ヺー]+")
_CYRILLIC_RUN = re.compile("[а-яё]+", re.IGNORECASE)


def traditional(text: str) -> str:
    """Simplified characters of names as the full ones that Korean records use."""
    return unicodedata.normalize("NFKC", text).translate(_SIMPLIFIED)


def _from_cyrillic(run: str) -> str:
    spelled = run.casefold()
    for letter, latin in _CYRILLIC:
        spelled = spelled.replace(letter, latin)
    return spelled


def _from_kana(run: str) -> str:
    """Katakana as Latin letters: ジョンウン -> jonun."""
    spelled = ""
    for char in run:
        small = _SMALL_KANA.get(char)
        if small is None:
            spelled += {"ー": "", "ッ": "", "ン": "n"}.get(char) or ("" if char in "ーッ" else anyascii(char))
        elif spelled.endswith(("ch", "j", "sh")) or spelled[-3:] in ("chi", "shi") or spelled[-2:] == "ji":
            spelled = spelled[:-1] + small.lstrip("yw")
        else:
            spelled = spelled[:-1] + small
    return spelled


def in_latin(text: str) -> str:
    """Cyrillic and kana as Latin letters; all else stays."""
    plain = text.translate(_HIRAGANA)
    return _CYRILLIC_RUN.sub(lambda run: _from_cyrillic(run[0]), _KANA.sub(lambda run: _from_kana(run[0]), plain))


@lru_cache(maxsize=4096)
def pinyin(char: str) -> str:
    """A character in the Latin letters of Chinese."""
    return anyascii(char).casefold().strip()
