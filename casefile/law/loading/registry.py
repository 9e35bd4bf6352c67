"""Every framework by id: those that ship, read once, and those that were added, read when they are asked for.

A version never changes once it is there, so a process may keep what it has read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock

from casefile.law.framework import Framework

Ask = Callable[[frozenset[str], str | None], Iterable[Framework]]


class Registry(Mapping[str, Framework]):
    """Looking an id up asks the source for it; iterating gives what is known, `refresh` learns what was added."""

    def __init__(self) -> None:
        self._known: dict[str, Framework] = {}
        self._shipped: Callable[[], list[Framework]] | None = None
        self._source: Ask | None = None
        self._lock = Lock()

    def ships(self, shipped: Callable[[], list[Framework]]) -> None:
        """Say how the frameworks that ship are read; done at the first look."""
        self._shipped = shipped

    def source(self, ask: Ask) -> Ask:
        """Say where added frameworks come from: ask(known ids, the one wanted or None for all others)."""
        self._source = ask
        return ask

    def refresh(self, wanted: str | None = None) -> None:
        """Learn of what was added since."""
        known = self._all()
        if self._source is not None:
            known.update({law.id: law for law in self._source(frozenset(known), wanted)})

    def forget_added(self) -> None:
        """Know only what ships (again): for a database that was emptied."""
        with self._lock:
            self._known = {law.id: law for law in self._shipped()} if self._shipped else {}

    def _all(self) -> dict[str, Framework]:
        with self._lock:
            if not self._known and self._shipped is not None:
                self._known = {law.id: law for law in self._shipped()}
            return self._known

    def __getitem__(self, id: str) -> Framework:
        known = self._all()
        if id not in known:
            self.refresh(id)
        return known[id]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._all()))

    def __len__(self) -> int:
        return len(self._all())

    def newest(self) -> list[Framework]:
        """The newest version of each body of law."""
        newest: dict[str, Framework] = {}
        for law in self._all().values():
            if law.body not in newest or newest[law.body].version < law.version:
                newest[law.body] = law
        return sorted(newest.values(), key=lambda law: law.id)

    def versions(self, body: str) -> list[Framework]:
        """The versions of a body of law, the newest first."""
        found = [law for law in self._all().values() if law.body == body]
        return sorted(found, key=lambda law: law.version, reverse=True)

    def newer_than(self, law: Framework) -> list[Framework]:
        """The known versions of the same body of law that come after this one."""
        return [one for one in self.versions(law.body) if one.version > law.version]


REGISTRY = Registry()
