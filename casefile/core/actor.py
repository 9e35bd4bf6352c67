"""Who is acting: a plain value, set once per request or task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from casefile.core.access import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or the system, with the roles held when the request or task began.

    It never touches the database: roles read lazily would send the row filter into endless recursion.

    id: the user's id, or None for the system and for someone not signed in.
    office_roles: roles that hold everywhere (they never open a case's records).
    roles: role set by case id, and by situation id (the union over that situation's cases).
    system: True only for the application itself acting on a schedule; it sees every row.
    """

    id: UUID | None
    name: str
    office_roles: frozenset[Role] = frozenset()
    roles: Mapping[UUID, frozenset[Role]] = field(default_factory=lambda: MappingProxyType({}))
    cases: frozenset[UUID] = frozenset()
    situations: frozenset[UUID] = frozenset()
    system: bool = False


NOBODY = Actor(id=None, name="nobody")
SYSTEM = Actor(id=None, name="casefile", system=True)

Acting = tuple[Actor, Actor]  # whose eyes see, and who answers for what is done

_current: ContextVar[Acting] = ContextVar("actor", default=(NOBODY, NOBODY))


def current() -> Actor:
    """The actor of this request or task; NOBODY when none was set."""
    return _current.get()[0]


def responsible() -> Actor:
    """Who answers for what is done now: the person, also while the system looks further for that person."""
    return _current.get()[1]


def enter(actor: Actor) -> Token[Acting]:
    """Act as `actor` until `leave`; for the request, which begins and ends in two functions.

    The system inside what a person does sees everything, and the person answers for it: what the person has not yet
    stored may be written by the first question the system asks.
    """
    person = _current.get()[1]
    return _current.set((actor, person if actor.system and person.id is not None else actor))


def leave(token: Token[Acting]) -> None:
    """End what `enter` began."""
    _current.reset(token)


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """Act as `actor` inside the block."""
    token = enter(actor)
    try:
        yield actor
    finally:
        leave(token)
