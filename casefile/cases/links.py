"""Where a record of any slice is read: by table and id, and by reference. The slices register what they own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from flask import url_for
from sqlalchemy import select

from casefile.core.access import GRANTS, Permission
from casefile.core.actor import Actor
from casefile.core.db import db

Url = Callable[[UUID], str | None]
Columns = Mapping[str, tuple[Any, Mapping[Any, Any]]]
Finder = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record, for pages that speak of records of every slice (history, reviews, search).

    name: what people call it. reads: the permission with which it is read. form: its fields in words.
    hides: columns of no interest to a reader of the history. columns: those that no form has: (label, value -> words).
    """

    table: str
    name: Any
    reads: Permission
    url: Url
    form: Any
    hides: frozenset[str]
    columns: Columns


_kinds: dict[str, Kind] = {}
_finders: dict[str, list[Finder]] = defaultdict(list)


def link_to(table: str, name: Any, reads: Permission, form: Any = None, *,
            hides: Iterable[str] = (), columns: Columns = MappingProxyType({})) -> Callable[[Url], Url]:
    """Register the function that gives the address of a record of the table from its id (None: it has no page)."""

    def register(url: Url) -> Url:
        _kinds[table] = Kind(table, name, reads, url, form, frozenset(hides), columns)
        return url

    return register


def kind_of(table: str) -> Kind | None:
    """What is known of the records of a table."""
    return _kinds.get(table)


def url_of(table: str, id: UUID) -> str | None:
    """Where the record is read; None when its slice has no page for it."""
    kind = _kinds.get(table)
    return kind.url(id) if kind else None


def readable(actor: Actor, case_id: UUID) -> list[str]:
    """Tables of known records that the actor's roles in the case let them read."""
    hidden = unreadable(actor, case_id)
    return [table for table in _kinds if table not in hidden]


def unreadable(actor: Actor, case_id: UUID) -> list[str]:
    """Tables whose records the actor's roles in the case do not let them read."""
    held = actor.roles.get(case_id, frozenset())
    return [kind.table for kind in _kinds.values() if not held & GRANTS[kind.reads]]


def found_by(prefix: str) -> Callable[[Finder], Finder]:
    """Register the function that gives the address of the record with a reference of this prefix ("EV-")."""

    def register(finder: Finder) -> Finder:
        _finders[prefix].append(finder)
        return finder

    return register


def record_page(model: Any, endpoint: str, name: Any, reads: Permission, *, prefix: str = "", form: Any = None,
                hides: Iterable[str] = (), columns: Columns = MappingProxyType({})) -> None:
    """Register a record class whose page is `endpoint` with the record's id, and, with prefixes, its references."""

    def url(id: UUID) -> str:
        return url_for(endpoint, id=id)

    def finder(reference: str) -> str | None:
        id = db.session.execute(select(model.id).filter_by(reference=reference)).scalar_one_or_none()
        return url(id) if id else None

    link_to(model.__tablename__, name, reads, form, hides=hides, columns=columns)(url)
    for one in prefix.split():
        found_by(one)(finder)


def find(text: str) -> str | None:
    """The address of the record whose reference this is; None when there is none, or not for this person."""
    reference = text.strip().upper()
    if not re.fullmatch(r"[A-Z]{1,6}-[A-Z0-9-]{1,30}", reference):
        return None
    prefixes = sorted((prefix for prefix in _finders if reference.startswith(prefix)), key=len, reverse=True)
    answers = (finder(reference) for prefix in prefixes for finder in _finders[prefix])
    return next((url for url in answers if url), None)
