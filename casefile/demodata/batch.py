"""One row of the tables of evidence: files that came together."""

from __future__ import annotations

from typing import NamedTuple

from casefile.evidence.rules import Acquisition, Kind, Sensitivity


class Batch(NamedTuple):
    """Files with a common origin. {p01} in a text stands for that person's code.

    form: the kind of file made for it. part: what follows the title of each of several files. path: how far each item
    has come, in turn (statuses.PATHS). of: the item that a machine translated. about: keys of incidents, people and
    officials.
    """

    key: str
    case: str
    title: str
    kind: Kind
    form: str
    origin: str
    acquisition: Acquisition
    path: tuple[str, ...]
    about: str = ""
    copies: int = 1
    part: str = ", sheet {n}"
    languages: tuple[str, ...] = ("ko",)
    made: str | None = None
    obtained: str | None = None
    where: str | None = None
    author: str | None = None
    description: str | None = None
    circumstances: str | None = None
    sensitivity: Sensitivity = Sensitivity.NONE
    also_in: tuple[str, ...] = ()
    of: str = ""


def interview(  # noqa: PLR0917 - a row of a table
        key: str, case: str, person: str, about: str, day: str, path: str = "kept", count: int = 1,
        sensitivity: Sensitivity = Sensitivity.NONE, description: str | None = None) -> Batch:
    """The record of an interview, in one file or several sessions."""
    return Batch(
        key, case, f"Interview with {{{person}}}", Kind.TESTIMONY, "txt", f"{{{person}}}", Acquisition.INTERVIEW,
        (path,),
        f"{person} {about}".strip(), count, ", session {n}", made=day, obtained=day, where="Office, interview room",
        description=description, sensitivity=sensitivity)
