"""Dates as people know them: the EDTF profile, its bounds and its words.

`parse` holds a text or refuses it with a reason; `words` says a held date in a language. Plain Python: no web, no
database, no catalogue of messages, so that a worker and a page say the same thing.
"""

from casefile.core.edtf.model import BadDate, Edge, Edtf, Kind, Point, Precision, Qualifier, overlaps
from casefile.core.edtf.parsing import parse
from casefile.core.edtf.standing import Standing, standing, sure_days, weakest
from casefile.core.edtf.wording import words

__all__ = [
    "BadDate", "Edge", "Edtf", "Kind", "Point", "Precision", "Qualifier", "Standing", "overlaps", "parse", "standing",
    "sure_days", "weakest", "words",
]
