"""Where search looks: one entry a kind of record: short titles, names and codes, and the words of working copies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, or_

from casefile.cases.models import Case
from casefile.evidence.models import Evidence
from casefile.evidence.service import says_words
from casefile.incidents.models import Incident, Place
from casefile.officials.models import Official
from casefile.officials.service.names import match_order, meant_ids
from casefile.people.models import Person


@dataclass(frozen=True, slots=True)
class Ranked:
    """A condition, and what stands first among the matches."""

    condition: ColumnElement[bool]
    order: ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of record. endpoint: its page; title: the column that is shown; matches: the condition for a text."""

    table: str
    label: Any
    model: Any
    endpoint: str
    title: Any
    matches: Callable[[str], ColumnElement[bool] | Ranked]


def _holds(*columns: Any) -> Callable[[str], ColumnElement[bool]]:
    return lambda text: or_(*(column.icontains(text, autoescape=True) for column in columns))


def _named_so(text: str) -> Ranked:
    """Part of a name as it is written, or a spelling that sounds the same in either script."""
    written = _holds(Official.reference, Official.name_latin, Official.name_hangul, Official.name_hanja)(text)
    meant = meant_ids(text)
    return Ranked(or_(written, Official.id.in_(meant)), match_order(meant))


def _both_names(model: Any) -> ColumnElement[Any]:
    return func.concat_ws(" ", model.name_latin, model.name_hangul)


SOURCES = (
    Source("case", _l("Cases"), Case, "cases.show", Case.title, _holds(Case.title, Case.reference)),
    Source("incident", _l("Incidents"), Incident, "incidents.show", Incident.title,
           _holds(Incident.title, Incident.reference)),
    Source("evidence", _l("Evidence"), Evidence, "evidence.show", Evidence.title,
           _holds(Evidence.title, Evidence.reference)),
    Source("evidence_text", _l("In the text of evidence"), Evidence, "evidence.view", Evidence.title, says_words),
    Source("official", _l("Officials"), Official, "officials.show", _both_names(Official), _named_so),
    Source("person", _l("Witnesses"), Person, "people.show", Person.reference, _holds(Person.reference)),
    Source("place", _l("Places"), Place, "incidents.place", _both_names(Place),
           _holds(Place.name_latin, Place.name_hangul, Place.reference)),
)
