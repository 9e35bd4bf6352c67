"""Add a version of a body of law after a dry run; move a charge to a newer version by an explicit act."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.law.comparing import Difference, differences, touching
from casefile.law.framework import Framework
from casefile.law.loading import FrameworkError, Problem, frameworks, read
from casefile.law.models import Charge, LawEdition
from casefile.law.service.charges import must_be_open
from casefile.law.service.elements import lay_out


@dataclass(frozen=True, slots=True)
class Preview:
    """What adding a file would do; nothing is stored. law is None, or taken is set, when it cannot be added."""

    sha256: str
    law: Framework | None
    problems: list[Problem]
    previous: Framework | None
    changes: list[Difference]
    taken: bool

    @property
    def fits(self) -> bool:
        """Whether it can be added."""
        return self.law is not None and not self.taken


def preview(content: bytes) -> Preview:
    """Read and compare a file without storing anything."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        law = read(content)
    except FrameworkError as error:
        return Preview(sha256, None, error.problems, None, [], False)
    frameworks().refresh()
    versions = frameworks().versions(law.body)
    previous = next((one for one in versions if one.version < law.version), None)
    return Preview(sha256, law, [], previous, differences(previous, law), any(one.id == law.id for one in versions))


def add_edition(content: bytes, reason: str) -> LawEdition:
    """Store a version as its file is. Raises Refused for a file that does not fit or a version that is there."""
    found = preview(content)
    if found.law is None:
        raise Refused(_("The file is wrong in %(num)s places. Check it again.", num=len(found.problems)))
    if found.taken:
        raise Refused(_("%(id)s is there already and never changes. Give the file a new version.", id=found.law.id))
    edition = LawEdition(code=found.law.id, content=content, sha256=found.sha256, size=len(content), reason=reason,
                         added_by=current().id)
    edition.reason_for_change = reason
    db.session.add(edition)
    db.session.flush()
    return edition


def editions() -> Sequence[LawEdition]:
    """What was added, with who added it, the newest first."""
    query = select(LawEdition).options(joinedload(LawEdition.adder)).order_by(LawEdition.created_at.desc())
    return db.session.execute(query).scalars().all()


def edition_of(code: str) -> LawEdition | None:
    """The version that was added under this id."""
    return db.session.execute(select(LawEdition).where(LawEdition.code == code)).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class Step:
    """What moving a charge to a version would change."""

    law: Framework
    changes: list[Difference]


def newer_versions(charge: Charge) -> list[Step]:
    """The versions a charge could move to, the newest first, each with what it changes for this charge."""
    frameworks().refresh()
    law, modes = charge.law, {entry.mode for named in charge.officials for entry in named.modes}
    return [Step(one, _for(differences(law, one), law, one, charge.crime, modes))
            for one in frameworks().newer_than(law)]


def _for(found: list[Difference], old: Framework, new: Framework, crime: str, modes: set[str]) -> list[Difference]:
    both = [*touching(found, old, crime, modes), *touching(found, new, crime, modes)]
    return list(dict.fromkeys(both))


def move_to_version(charge: Charge, version: str, reason: str) -> None:
    """Plead a charge under a newer version of its law. What the new version lacks stays as a row that does not apply.

    Raises Refused where the version does not have the crime or a mode of the charge.
    """
    must_be_open(charge)
    step = next((one for one in newer_versions(charge) if one.law.id == version), None)
    if step is None:
        raise Refused(_("Choose a newer version of the same law."))
    known = {crime.code for crime in step.law.crimes} | {mode.code for mode in step.law.modes}
    needed = {charge.crime, *(entry.mode for named in charge.officials for entry in named.modes)}
    if needed - known or not step.law.crime(charge.crime).chargeable:
        raise Refused(_("That version does not have %(codes)s. Change the charge first, or draft a new one.",
                        codes=", ".join(sorted(needed - known)) or charge.crime))
    before = charge.framework
    charge.framework = version
    charge.reason_for_change = reason
    lay_out(charge, before)
