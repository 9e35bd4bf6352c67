"""Trusted time: manifests of the digests of new files, and what the time authority answered to them.

A manifest holds files of one case, so that nobody learns from it what another case holds. It waits for its stamp as
long as it takes: being offline loses nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, insert, select
from sqlalchemy.orm import aliased

from casefile.accounts.models import User
from casefile.accounts.service import notify
from casefile.cases.models import Case
from casefile.core.access import Role
from casefile.core.actor import SYSTEM, acting, current
from casefile.core.db import db, next_number
from casefile.core.jobs import Job, enqueue
from casefile.core.trusted_time import Answer, Stamp, authority_url
from casefile.evidence.models import Evidence, ManifestEntry, TimeAnswer, TimeManifest
from casefile.evidence.rules.manifests import FIRST_PAUSE, LARGEST, LONGEST_PAUSE, StampState, manifest_of, state_of

_Last = aliased(TimeAnswer)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a manifest stands, or a file (then `manifest` is empty while no manifest lists it)."""

    state: StampState
    manifest: TimeManifest | None = None
    answer: TimeAnswer | None = None


def ask_manifest(case: Case) -> UUID | None:
    """Ask a worker to list the new files of the case now, and to have what waits stamped; the id of the job."""
    return enqueue(Job.MAKE_MANIFEST, case.id, case_id=case.id)


def ask_daily_manifests() -> int:
    """Ask for a manifest of each case that has files no manifest lists; returns how many."""
    with_new = select(Evidence.home_case_id).where(_not_listed()).distinct()
    cases = list(db.session.execute(with_new).scalars())
    for case_id in cases:
        enqueue(Job.MAKE_MANIFEST, case_id, case_id=case_id)
    return len(cases)


def _not_listed() -> ColumnElement[bool]:
    return ~exists(select(ManifestEntry.evidence_id).where(ManifestEntry.evidence_id == Evidence.id))


def make_manifest(case: Case) -> TimeManifest | None:
    """List the files of the case that no manifest lists; None when there is none. Its stamp is asked for."""
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"manifest:{case.id}", 0))))
    query = (select(Evidence.id, Evidence.sha256, Evidence.size, Evidence.reference)
             .where(Evidence.home_case_id == case.id, _not_listed()).order_by(Evidence.serial).limit(LARGEST))
    files = db.session.execute(query).all()
    if not files:
        return None
    content = manifest_of((row.sha256, row.size, row.reference) for row in files)
    made = TimeManifest(case_id=case.id, case=case, reference=f"TM-{next_number('TM'):04d}", files=len(files),
                        content=content, sha256=hashlib.sha256(content).hexdigest(), asked_by=current().id)
    db.session.add(made)
    db.session.flush()
    db.session.execute(insert(ManifestEntry), [{"evidence_id": row.id, "manifest_id": made.id} for row in files])
    if len(files) == LARGEST:
        ask_manifest(case)
    return made


def _granted() -> ColumnElement[bool]:
    return exists(select(TimeAnswer.id).where(TimeAnswer.manifest_id == TimeManifest.id,
                                              TimeAnswer.answer == Answer.GRANTED))


def ask_stamps_of(case: Case) -> int:
    """Ask for the stamps that manifests of the case wait for; returns how many."""
    if not authority_url():
        return 0
    query = select(TimeManifest.id).where(TimeManifest.case_id == case.id, ~_granted()).limit(LARGEST)
    waiting = list(db.session.execute(query).scalars())
    for id in waiting:
        enqueue(Job.STAMP_MANIFEST, id, case_id=case.id)
    return len(waiting)


def ask_stamps_due(limit: int) -> int:
    """Ask again for stamps that nobody gave, after a pause that grows to an hour; returns how many."""
    if not authority_url():
        return 0
    now = func.clock_timestamp()
    tries = (select(func.count().label("n"), func.max(TimeAnswer.at).label("last"))
             .where(TimeAnswer.manifest_id == TimeManifest.id).lateral())
    pause = func.least(FIRST_PAUSE * func.power(2, func.least(tries.c.n, 10) - 1), LONGEST_PAUSE)
    query = (select(TimeManifest.id, TimeManifest.case_id, func.floor(func.extract("epoch", now) / 300).label("slot"))
             .join(tries, ~_granted()).where((tries.c.n == 0) | (tries.c.last < now - pause))
             .order_by(TimeManifest.created_at).limit(limit))
    rows = db.session.execute(query).all()
    for row in rows:
        enqueue(Job.STAMP_MANIFEST, row.id, case_id=row.case_id, key=f"stamp:{row.id}:{int(row.slot)}")
    return len(rows)


# --- the worker's side ---


def manifest_to_stamp(id: UUID) -> tuple[TimeManifest, datetime] | None:
    """The manifest, if it still waits, and the database's time; whoever else would stamp it waits for us."""
    query = select(TimeManifest).where(TimeManifest.id == id).with_for_update()
    manifest = db.session.execute(query).scalar_one_or_none()
    if manifest is None:
        return None
    query = select(func.clock_timestamp()).where(~exists(select(TimeAnswer.id).where(
        TimeAnswer.manifest_id == id, TimeAnswer.answer == Answer.GRANTED)))
    now = db.session.execute(query).scalar_one_or_none()
    return (manifest, now) if now is not None else None


def keep_stamp(manifest: TimeManifest, stamp: Stamp) -> None:
    """Keep an answer that holds."""
    db.session.add(TimeAnswer(manifest_id=manifest.id, answer=Answer.GRANTED, token=stamp.token,
                              token_sha256=hashlib.sha256(stamp.token).hexdigest(), stamped_at=stamp.at,
                              serial=stamp.serial, authority=stamp.authority, policy=stamp.policy))
    db.session.flush()


def keep_failure(manifest: TimeManifest, answer: Answer) -> None:
    """Write down that there is no stamp yet and why, and tell whoever asked and the administrators, once a day."""
    made = TimeAnswer(manifest_id=manifest.id, answer=answer)
    db.session.add(made)
    db.session.flush()
    day = f"{answer}:{db.session.execute(select(func.current_date())).scalar_one()}"
    with acting(SYSTEM):
        administrators = select(User.id).where(User.office_roles.contains([Role.ADMINISTRATOR.value]),
                                               User.disabled_at.is_(None))
        told = [(id, "/trusted-time") for id in db.session.execute(administrators).scalars()]
    if (asked_by := current().id or manifest.asked_by) is not None:
        told.append((asked_by, f"/cases/{manifest.case_id}/integrity"))
    for user_id, url in told:
        key = f"time:{day}:{user_id}"
        if answer is Answer.SILENT:
            notify(user_id, "time_authority_silent", url, key=key, reference=manifest.reference)
        else:
            notify(user_id, "time_not_believed", url, key=key, reference=manifest.reference)


# --- reading ---


def manifests_of(case: Case) -> Select[*tuple[Any, ...]]:
    """(manifest, its last answer) of each manifest of the case."""
    return select(TimeManifest, _Last).outerjoin(*_with_last_answer()).where(TimeManifest.case_id == case.id)


def _with_last_answer() -> tuple[Any, ColumnElement[bool]]:
    last = (select(TimeAnswer.id).where(TimeAnswer.manifest_id == TimeManifest.id)
            .order_by(TimeAnswer.at.desc()).limit(1).correlate(TimeManifest).scalar_subquery())
    return _Last, _Last.id == last


def standing_of(manifest: TimeManifest, last: TimeAnswer | None) -> Standing:
    """How a manifest stands, from what came of asking the last time: nobody asks again after a stamp."""
    granted = last is not None and last.answer is Answer.GRANTED
    return Standing(state_of(granted, last.answer if last else None, bool(authority_url())), manifest, last)


def stamp_of(item: Evidence) -> Standing:
    """How the item's file stands; also when its manifest belongs to a case the actor is not on."""
    query = (select(TimeManifest, _Last).join(ManifestEntry, ManifestEntry.manifest_id == TimeManifest.id)
             .outerjoin(*_with_last_answer()).where(ManifestEntry.evidence_id == item.id))
    with acting(SYSTEM):
        row = db.session.execute(query).one_or_none()
    if row is None:
        return Standing(StampState.NOT_LISTED if authority_url() else StampState.OFF)
    return standing_of(row[0], row[1])


def not_listed_in(case: Case) -> int:
    """How many files of the case no manifest lists yet."""
    query = select(func.count()).select_from(Evidence).where(Evidence.home_case_id == case.id, _not_listed())
    n: int = db.session.execute(query).scalar_one()
    return n


def token_of(manifest: TimeManifest) -> bytes | None:
    """The stored answer of the authority, if there is one."""
    query = select(TimeAnswer.token).where(TimeAnswer.manifest_id == manifest.id, TimeAnswer.answer == Answer.GRANTED)
    return db.session.execute(query).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class Office:
    """What an administrator may know: numbers and times, nothing of a case."""

    stamped: int
    waiting: int
    oldest: datetime | None
    last_stamp: datetime | None
    last_failure: datetime | None
    why: Answer | None


def authority_standing() -> Office:
    """How asking for time stamps goes, over the whole office."""
    with acting(SYSTEM):
        waiting = db.session.execute(select(func.count(), func.min(TimeManifest.created_at))
                                     .select_from(TimeManifest).where(~_granted())).one()
        stamped = db.session.execute(select(func.count(), func.max(TimeAnswer.stamped_at))
                                     .where(TimeAnswer.answer == Answer.GRANTED)).one()
        failed = db.session.execute(select(TimeAnswer.at, TimeAnswer.answer).where(TimeAnswer.answer != Answer.GRANTED)
                                    .order_by(TimeAnswer.at.desc()).limit(1)).one_or_none()
    return Office(stamped[0], waiting[0], waiting[1], stamped[1], *(failed or (None, None)))
