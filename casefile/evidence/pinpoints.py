"""Pinpoints: the place in an item that shows something, read from the way people write it."""

# Annotations stay real types here: the mapper reads them when a record keeps a pinpoint in its columns.
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class PinKind(StrEnum):
    """What a pinpoint counts in."""

    PAGE = "page"
    PARAGRAPH = "paragraph"
    TIME = "time"
    FRAME = "frame"
    REGION = "region"
    CELL = "cell"
    ANCHOR = "anchor"


class Problem(StrEnum):
    """Why a text names no place in an item."""

    UNCLEAR = "unclear"
    BACKWARDS = "backwards"
    CLOCK = "clock"
    TOO_LONG = "too_long"


class BadPinpoint(ValueError):
    """The text names no place in an item."""

    def __init__(self, reason: Problem) -> None:
        super().__init__(reason)
        self.reason = reason


LONGEST = 200


@dataclass(frozen=True)
class Pinpoint:
    """A place in an item: "14-17" of kind page, "4/2" (page 4, paragraph 2) of kind paragraph, and so on."""

    kind: PinKind
    value: str

    def __str__(self) -> str:
        """The form in which people write it and `read` takes it."""
        page, _, rest = self.value.partition("/")
        if rest and self.kind in (PinKind.PARAGRAPH, PinKind.REGION):
            return f"p. {page} {_WRITTEN[self.kind].format(rest)}"
        return _WRITTEN[self.kind].format(self.value)


_WRITTEN = {
    PinKind.PAGE: "p. {}", PinKind.PARAGRAPH: "para. {}", PinKind.TIME: "{}", PinKind.FRAME: "frame {}",
    PinKind.REGION: "region {}", PinKind.CELL: "cell {}", PinKind.ANCHOR: "#{}",
}
_NUMBERS = r"\d{1,6}(?:-\d{1,6})?(?:, ?\d{1,6}(?:-\d{1,6})?)*"
_PAGE_WORD = r"(?:pages?|pp?\.?)"
_PARAGRAPH_WORD = r"(?:paragraphs?|paras?\.?|¶+|§+)"
_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:\.\d{1,3})?"
# Left, top, width and height, in thousandths of the page.
_BOX = r"\d{1,6}, ?\d{1,6}, ?\d{1,6}, ?\d{1,6}"
_CELL = r"[A-Za-z]{1,3}\d{1,7}"

# The first that fits decides; a bare number is a page.
_FORMS = (
    (PinKind.PARAGRAPH, rf"{_PAGE_WORD} ?(?P<page>\d{{1,6}}),? ?{_PARAGRAPH_WORD} ?(?P<value>{_NUMBERS})"),
    (PinKind.PARAGRAPH, rf"(?P<page>\d{{1,6}})쪽 ?(?P<value>{_NUMBERS})(?:문단|항)"),
    (PinKind.PARAGRAPH, rf"{_PARAGRAPH_WORD} ?(?P<value>{_NUMBERS})"),
    (PinKind.PARAGRAPH, rf"(?P<value>{_NUMBERS})(?:문단|항)"),
    (PinKind.PAGE, rf"(?:{_PAGE_WORD} ?)?(?P<value>{_NUMBERS})"),
    (PinKind.PAGE, rf"(?P<value>{_NUMBERS})(?:쪽|면)"),
    (PinKind.TIME, rf"(?:at )?(?P<value>{_CLOCK}(?: ?- ?{_CLOCK})?)"),
    (PinKind.FRAME, rf"(?:frames?|프레임) ?(?P<value>{_NUMBERS})"),
    (PinKind.REGION, rf"{_PAGE_WORD} ?(?P<page>\d{{1,6}}),? ?region ?(?P<value>{_BOX})"),
    (PinKind.REGION, rf"(?P<page>\d{{1,6}})쪽 ?영역 ?(?P<value>{_BOX})"),
    (PinKind.REGION, rf"(?:region|영역) ?(?P<value>{_BOX})"),
    (PinKind.CELL, rf"(?:(?:cells?|셀) ?)?(?P<value>(?:[^!/\s][^!/]{{0,60}}!)?{_CELL}(?:[:-]{_CELL})?)"),
    (PinKind.ANCHOR, r"#(?P<value>\S+)"),
)


def read(text: str) -> Pinpoint:
    """Read a pinpoint; raises BadPinpoint when the text names no place."""
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().replace("–", "-").replace("—", "-")
    if len(text) > LONGEST:
        raise BadPinpoint(Problem.TOO_LONG)
    for kind, form in _FORMS:
        if found := re.fullmatch(form, text, re.IGNORECASE):
            parts = found.groupdict()
            return Pinpoint(kind, _value(kind, parts["value"], parts.get("page")))
    raise BadPinpoint(Problem.UNCLEAR)


def _value(kind: PinKind, value: str, page: str | None) -> str:
    if kind is PinKind.ANCHOR:
        return value
    if kind is PinKind.CELL:
        sheet, mark, cells = value.rpartition("!")
        return f"{sheet}{mark}{cells.upper().replace('-', ':')}"
    value = value.replace(" ", "")
    if kind is PinKind.TIME:
        return _span([_clock(part) for part in value.split("-")])
    if kind is PinKind.REGION:
        value = value.replace(",", ", ")
        return f"{page}/{value}" if page else value
    for span in value.split(","):
        _span([int(number) for number in span.split("-")])
    return f"{page}/{value}" if page else value.replace(",", ", ")


def _clock(text: str) -> str:
    """Hours, minutes and seconds with two digits each; what cannot be on a clock is refused."""
    whole, _, rest = text.partition(".")
    parts = ["0", *whole.split(":")][-3:]
    if int(parts[1]) > 59 or int(parts[2]) > 59:
        raise BadPinpoint(Problem.CLOCK)
    return ":".join(f"{int(part):02d}" for part in parts) + (f".{rest}" if rest else "")


def _span(ends: list[str] | list[int]) -> str:
    if ends[0] > ends[-1]:  # type: ignore[operator]
        raise BadPinpoint(Problem.BACKWARDS)
    return "-".join(str(end) for end in ends)
