"""What people read when the data of a body of law is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from casefile.law.loading import Fault, Problem

FAULTS: Mapping[Fault, LazyString] = {
    Fault.NOT_JSON: _l("This is not a JSON file in UTF-8."),
    Fault.TOO_LARGE: _l("The file is larger than a body of law can be (2 MiB)."),
    Fault.TOO_DEEP: _l("The file is nested too deeply."),
    Fault.TWICE_KEY: _l("The same key stands twice in one object; one of the two would be lost."),
    Fault.NOT_OBJECT: _l("An object in braces belongs here."),
    Fault.NOT_LIST: _l("A list in brackets belongs here."),
    Fault.WRONG_TYPE: _l("Another kind of value belongs here."),
    Fault.UNKNOWN_WORD: _l("This word is not one of those the schema knows."),
    Fault.UNKNOWN_KEY: _l("The schema has no such key."),
    Fault.MISSING_KEY: _l("This key is missing."),
    Fault.MISSING_LANGUAGE: _l("The wording in this language is missing."),
    Fault.WRONG_LANGUAGE: _l("The wording is empty or not written in its language."),
    Fault.TOO_LONG: _l("The wording is longer than 2,000 characters."),
    Fault.BAD_CHARACTER: _l("The wording has a character that cannot be shown."),
    Fault.BAD_ID: _l("The id is a body and a version, such as RS-ICC@2010."),
    Fault.BAD_CODE: _l("A code has letters, figures, dots and hyphens, at most 40."),
    Fault.BAD_ARTICLE: _l("This is no article such as 7(1)(f) or Rule 70."),
    Fault.TWICE: _l("This code or trap stands more than once."),
    Fault.DANGLING: _l("This points at something that is not in the file."),
    Fault.LONELY: _l("An alternative needs another one in the same alt_group."),
    Fault.PREFIX: _l("The code of an element begins with the code of its crime or mode."),
    Fault.TEXT_OR_TEST: _l("An element has either a text of its own or points at shared tests."),
    Fault.NO_TEXT: _l("An element of a mode of liability needs a text of its own."),
    Fault.NO_KIND: _l("An element has at least one kind."),
    Fault.ONE_TRACK: _l("One track alone is no choice: a crime has two tracks or none."),
    Fault.TRACKS_DIFFER: _l("Each track must answer every alternative of the others."),
    Fault.MODE_TRACK: _l("A mode of liability has no tracks."),
    Fault.STATUS: _l("The elements do not fit elements_status: complete has elements, titles has none."),
    Fault.EMPTY: _l("A body of law has at least one crime and one mode of liability."),
    Fault.NO_GROUNDS: _l("An element asks for a ground of persecution, and the file lists none."),
    Fault.STANDS_IN_TWO_FILES: _l("This key stands in two files."),
}


def fault(problem: Problem) -> str:
    """A problem in one sentence, with what was found."""
    if not problem.value:
        return str(FAULTS[problem.fault])
    return _("%(rule)s Found: %(value)s", rule=FAULTS[problem.fault], value=problem.value)
