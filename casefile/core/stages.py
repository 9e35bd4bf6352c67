"""A status that only follows declared arrows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar

from flask_babel import gettext as _
from sqlalchemy import event
from sqlalchemy.orm import Mapper

from casefile.core.errors import Refused

Arrows = Mapping[Any, frozenset[Any]]


class Staged:
    """A record with one or more status columns, each starting somewhere and following its arrows.

    axes: column name -> (state -> states that may follow). Checked on every assignment, `record.status = …` included.
    """

    axes: ClassVar[Mapping[str, Arrows]]
    reason_for_change: str | None

    def move(self, axis: str, new: StrEnum, reason: str) -> None:
        """Follow an arrow; the reason goes into the history. Raises Refused when there is no such arrow."""
        setattr(self, axis, new)
        self.reason_for_change = reason

    def next_states(self, axis: str) -> frozenset[Any]:
        """The states that may follow the present one."""
        return self.axes[axis].get(getattr(self, axis), frozenset())


@event.listens_for(Mapper, "mapper_configured")
def _watch(mapper: Mapper[Any], cls: type[Any]) -> None:
    if issubclass(cls, Staged):
        for axis in cls.axes:
            event.listen(getattr(cls, axis), "set", _follower(axis), retval=True)


def _follower(axis: str) -> Any:
    def follow(record: Staged, new: Any, old: Any, _initiator: Any) -> Any:
        known = isinstance(old, StrEnum)
        if known and new != old and new not in record.axes[axis].get(old, frozenset()):
            raise Refused(_("This cannot move from “%(old)s” to “%(new)s”.", old=old.value, new=new.value))
        return new

    return follow
