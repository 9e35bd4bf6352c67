"""Words of the chronology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.chronology.rules import Contradiction, Kind
from casefile.chronology.service import Entry
from casefile.incidents import labels as incident_words
from casefile.incidents.rules import Status
from casefile.officials import labels as official_words
from casefile.officials.fact_labels import INDICATOR
from casefile.officials.rules import Capacity, Indicator

KIND = {
    Kind.INCIDENT: _l("Incident"),
    Kind.POST: _l("Post held"),
    Kind.FACT: _l("Order, conduct, knowledge or measure"),
    Kind.OPERATION: _l("Place in operation"),
}
CONTRADICTION = {
    Contradiction.PLACE_CLOSED: _l("The place was not in operation then"),
    Contradiction.POST_ELSEWHERE: _l("Said to have been there, and in post elsewhere on the same days"),
    Contradiction.POST_TWICE: _l("Two people held the same post on the same days"),
    Contradiction.BEFORE_BIRTH: _l("In post before the date of birth"),
}


def by_year(entries: Iterable[Entry]) -> Iterator[tuple[int | None, list[Entry]]]:
    """Entries in the order given under the year of their first possible day; None for those without a date."""
    for year, group in groupby(entries, lambda entry: entry.first_day.year if entry.first_day else None):
        yield year, list(group)


def status(entry: Entry) -> tuple[str, str]:
    """(words, tone) of an incident's status."""
    return str(incident_words.STATUS[Status(entry.code)]), incident_words.STATUS_TONE[Status(entry.code)]


def note(entry: Entry) -> str:
    """What is said of an entry beside its name: the capacity of a post, the indicator of a fact."""
    if entry.kind is Kind.POST:
        return str(official_words.CAPACITY[Capacity(entry.code)])
    if entry.kind is Kind.FACT:
        return str(INDICATOR[Indicator(entry.code)])
    return ""


def title(entry: Entry) -> str:
    """What the entry is called: an incident's title, a person and a post, a place."""
    name = official_words.both(entry.name_latin, entry.name_hangul)
    if not (entry.what_latin or entry.what_hangul):
        return name
    what = official_words.both(entry.what_latin, entry.what_hangul)
    return _("%(name)s: %(what)s", name=name, what=what)


def where(entry: Entry) -> str:
    """The place or the unit."""
    if not (entry.where_latin or entry.where_hangul):
        return ""
    return official_words.both(entry.where_latin, entry.where_hangul)
