"""What can be wrong with the data of a body of law, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """One kind of fault; the value reads after the place concerned and before what was found."""

    NOT_JSON = "is not JSON in UTF-8:"
    TOO_LARGE = "is larger than a body of law can be:"
    TOO_DEEP = "is nested too deeply"
    TWICE_KEY = "has a key twice:"
    NOT_OBJECT = "must be an object"
    NOT_LIST = "must be a list"
    WRONG_TYPE = "must be another kind of value, not"
    UNKNOWN_WORD = "has a word that is not known:"
    UNKNOWN_KEY = "has a key that is not known:"
    MISSING_KEY = "lacks the key"
    MISSING_LANGUAGE = "lacks the wording in"
    WRONG_LANGUAGE = "is empty or not written in the language"
    TOO_LONG = "is longer than 2,000 characters"
    BAD_CHARACTER = "has a character that cannot be shown:"
    BAD_ID = "must be a body and a version such as RS-ICC@2010, not"
    BAD_CODE = "is no code: letters, figures, dots and hyphens, at most 40; not"
    BAD_ARTICLE = "is no article such as 7(1)(f) or Rule 70:"
    TWICE = "stands more than once"
    DANGLING = "points at something that does not exist:"
    LONELY = "is alone in its group of alternatives:"
    PREFIX = "must begin with the code of what it belongs to:"
    TEXT_OR_TEST = "needs either a text of its own or shared tests"
    NO_TEXT = "needs a text of its own"
    NO_KIND = "has no kind"
    ONE_TRACK = "has only one track"
    TRACKS_DIFFER = "has tracks that do not answer each other"
    MODE_TRACK = "belongs to a mode of liability, which has no tracks"
    STATUS = "has elements that do not fit its elements_status:"
    EMPTY = "has no entries"
    NO_GROUNDS = "asks for a ground of persecution, and the file lists none"
    STANDS_IN_TWO_FILES = "stands in two files:"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault. path: where in the file; line: counted from 1, 0 when not known. subject: the code concerned."""

    path: str
    subject: str
    fault: Fault
    value: str = ""
    line: int = 0

    def __str__(self) -> str:
        return " ".join(part for part in (f"{self.subject}:", self.fault.value, self.value) if part)


class FrameworkError(ValueError):
    """The data of a framework is wrong; the message begins with the code concerned."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))
