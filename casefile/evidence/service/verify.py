"""`casefile verify`: every row has its file, every file its row, every digest and every chain is recomputed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from casefile.cases.models import Case
from casefile.core import storage
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.evidence.models import CustodyEvent, Evidence, TimeManifest
from casefile.evidence.rules import CustodyType
from casefile.evidence.service.custody import broken_entries
from casefile.evidence.service.verify_stamps import broken_manifests

PORTION = 1000
FILE_FAULTS = ("file missing", "bytes changed")


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. code: "file missing", "bytes changed", "log differs", "log missing", "chain gap | break | change",
    "file without row", and what `verify_stamps` says of manifests. subject: the reference of the item, case or
    manifest, or the name of the file. where: more exactly.
    """

    code: str
    subject: str
    where: str = ""


@dataclass(slots=True)
class Tally:
    """How much was to be checked, and how much was. Whole only when the two are equal."""

    items_expected: int = 0
    items: int = 0
    files_expected: int = 0
    files: int = 0
    chains_expected: int = 0
    chains: int = 0
    entries_expected: int = 0
    stamps_expected: int = 0
    stamps: int = 0

    @property
    def whole(self) -> bool:
        """True when nothing was skipped."""
        done = (self.items, self.files, self.chains, self.stamps)
        return done == (self.items_expected, self.files_expected, self.chains_expected, self.stamps_expected)


@storage.spoken_for
def evidence_digests() -> Iterable[str]:
    """The files that items speak of."""
    with acting(SYSTEM):
        return list(db.session.execute(select(Evidence.sha256).distinct()).scalars())


def verify_store(tally: Tally) -> Iterator[Finding]:
    """Check everything, and yield each fault as it is found; `tally` is counted up on the way."""
    with acting(SYSTEM):
        tally.items_expected = _count(select(func.count()).select_from(Evidence))
        tally.files_expected = _count(select(func.count(Evidence.sha256.distinct())))
        tally.stamps_expected = _count(select(func.count()).select_from(TimeManifest))
        tally.entries_expected = _count(select(func.count()).select_from(CustodyEvent))
    yield from _items(tally)
    yield from _chains(tally)
    yield from (Finding(*fault) for fault in broken_manifests(tally))
    for name in storage.unspoken():
        yield Finding("file without row", name)


def _count(query: Select[Any]) -> int:
    n: int = db.session.execute(query).scalar_one()
    return n


def _items(tally: Tally) -> Iterator[Finding]:
    """Each file once, and each row against its file and against the log."""
    known: dict[str, str | None] = {}
    last = 0
    while rows := _portion(last):
        for row in rows:
            if row.sha256 not in known:
                known[row.sha256] = storage.digest(row.sha256)
                tally.files += 1
            yield from _item(row, known[row.sha256])
            tally.items += 1
            last = row.serial


def _portion(after: int) -> list[Any]:
    """The next rows, each with the fingerprint its log gives."""
    logged = (select(CustodyEvent.hash_after).where(CustodyEvent.evidence_id == Evidence.id,
                                                    CustodyEvent.type == CustodyType.HASHED)
              .order_by(CustodyEvent.pos).limit(1).scalar_subquery())
    query = (select(Evidence.serial, Evidence.reference, Evidence.sha256, logged.label("logged"))
             .where(Evidence.serial > after).order_by(Evidence.serial).limit(PORTION))
    with acting(SYSTEM):
        return list(db.session.execute(query).all())


def _item(row: Any, found: str | None) -> Iterator[Finding]:
    if found is None:
        yield Finding("file missing", row.reference, row.sha256)
    elif found != row.sha256:
        yield Finding("bytes changed", row.reference, row.sha256)
    if row.logged is None:
        yield Finding("log missing", row.reference)
    elif row.logged != row.sha256:
        yield Finding("log differs", row.reference, row.logged)


def _chains(tally: Tally) -> Iterator[Finding]:
    with acting(SYSTEM):
        homes = select(Evidence.home_case_id)
        held = select(CustodyEvent.case_id)
        query = select(Case.id, Case.reference).where(Case.id.in_(homes.union(held))).order_by(Case.reference)
        cases: list[tuple[UUID, str]] = [(row.id, row.reference) for row in db.session.execute(query)]
    tally.chains_expected = len(cases)
    for case_id, reference in cases:
        for pos, fault in broken_entries(case_id):
            yield Finding(f"chain {fault}", reference, str(pos))
        tally.chains += 1
