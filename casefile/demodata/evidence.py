"""Taking the files in, saying what they are about, and what speaks for a suspect."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from flask import current_app
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from casefile.core import storage
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.deadlines.models import Deadline
from casefile.deadlines.rules import Kind as TaskKind
from casefile.deadlines.rules import State
from casefile.demodata import evidence_f9, evidence_other, statuses
from casefile.demodata.batch import Batch
from casefile.demodata.files import content
from casefile.demodata.world import World, when
from casefile.evidence import service
from casefile.evidence.models import Evidence
from casefile.evidence.rules import Exculpatory, Kind, Method, Relation, Verification
from casefile.evidence.sources import Role
from casefile.people.models import Person

BATCHES = (*evidence_f9.BATCHES, *evidence_other.F3, *evidence_other.ORDER, *evidence_other.ABROAD)
TAKES_IN = {"f9": "freya", "f3": "freya", "order": "freya", "abroad": "yujin"}
LINKS = {"f9": "daniel", "f3": "daniel", "order": "seoa", "abroad": "yujin"}

# (item, kind, passage, by)
FLAGS = (
    ("int-p06.1", Exculpatory.INNOCENCE, "Para. 7: from 2007 the guards took their orders from another department.",
        "taeyun"),
    ("int-p08.1", Exculpatory.CREDIBILITY, "Para. 3: the number of the injured differs from the first account.",
        "priya"),
    ("int-p33.1", Exculpatory.MITIGATION, "Para. 5: the head of facility had a stove put into room 4.", "seoa"),
)
BROKEN = "slips.9"


def take_in(world: World) -> None:
    """Register every file through intake, batch by batch, so that its custody log begins as it should."""
    for batch in world.by_person(BATCHES, lambda batch: TAKES_IN[batch.case]):
        _receive(world, batch)


def _receive(world: World, batch: Batch) -> None:
    if batch.of:
        _translate(world, batch)
        return
    codes = {key: person.reference for key, person in world.people.items()}
    opened = service.open_batch(
        world.cases[batch.case], title=batch.title.format(**codes), kind=batch.kind, languages=list(batch.languages),
        description=batch.description, origin=batch.origin.format(**codes), author=batch.author,
        acquisition=batch.acquisition, obtained_by="Staff of the office", obtained_where=batch.where,
        circumstances=batch.circumstances,
        sensitivity=batch.sensitivity, made=when(batch.made), obtained=when(batch.obtained))
    sent = [_file(batch, opened.title, number) for number in range(1, batch.copies + 1)]
    for number, receipt in enumerate(service.receive_many(opened, sent), 1):
        item = receipt.item
        if item is None:
            raise RuntimeError(f"{batch.key} {number} is held already: each file needs bytes of its own")
        if batch.copies > 1:
            item.title = opened.title + batch.part.format(n=number)
        world.items[f"{batch.key}.{number}"] = item
        for case in batch.also_in:
            service.file_into(item, world.cases[case], "It concerns the context of both cases.")


def _translate(world: World, batch: Batch) -> None:
    """A machine's draft of an item that is there already, as an item made from it."""
    made = service.add_derivative(world.items[batch.of], _file(batch, batch.title, 1), Relation.TRANSLATION,
                                  Method.MACHINE_DRAFT, batch.languages[0], made_by="Machine translation of the office")
    made.title, made.description = batch.title, batch.description
    world.items[f"{batch.key}.1"] = made


def _file(batch: Batch, title: str, number: int) -> FileStorage:
    made, ending = content(batch.form, title, number)
    name = f"{batch.kind.value.replace('_', '-')}-{number:02d}.{ending}"
    return FileStorage(io.BytesIO(made), name, content_type="application/octet-stream")


def link(world: World) -> None:
    """Say what each item is about."""
    subjects: Mapping[str, object] = {**world.incidents, **world.people, **world.officials}
    for batch in world.by_person(BATCHES, lambda batch: LINKS[batch.case]):
        about = [subjects[key] for key in batch.about.split()]
        speakers = [one for one in about if batch.kind is Kind.TESTIMONY and isinstance(one, Person)]
        for number in range(1, batch.copies + 1 if about else 1):
            service.link(world.items[f"{batch.key}.{number}"], speakers, Role.SPEAKER)
            service.link(world.items[f"{batch.key}.{number}"], about)


def assess(world: World) -> None:
    """Move the items along their axes, and flag what speaks for a suspect."""
    for case in world.cases:
        paths = [(world.items[f"{batch.key}.{number}"], batch.path[(number - 1) % len(batch.path)])
                 for batch in BATCHES if batch.case == case for number in range(1, batch.copies + 1)]
        statuses.move(world, case, paths)
    for key, kind, passage, by in FLAGS:
        with world.acting_as(by):
            service.raise_flag(world.items[key], kind, passage)


def forget_old_tasks(world: World) -> None:
    """Verifications that were over long ago left no tasks: nobody has to read through them."""
    for case in world.cases:
        with world.acting_as(statuses.ANALYST.get(case, "taeyun")):
            query = select(Deadline).where(
                Deadline.case_id == world.cases[case].id, Deadline.kind == TaskKind.VERIFICATION,
                Deadline.state == State.DONE, Deadline.title.contains(Deadline.linked_reference))
            for task in db.session.execute(query).scalars():
                db.session.delete(task)
            db.session.flush()


def propose_one(world: World) -> None:
    """Leave one verification waiting for a second person."""
    with world.acting_as("taeyun"):
        service.change_status(world.items["int-p11.1"], world.cases["f9"],
            ("verification_state", Verification.VERIFIED),
                              statuses.VERIFIED.ko)


def damage_one(id: UUID) -> None:
    """Change one stored file behind the application's back and let a check find it, so that the alert can be seen."""
    with acting(SYSTEM):
        item = db.session.execute(select(Evidence).where(Evidence.id == id)).scalar_one()
        path = Path(current_app.config["STORE"]) / "objects" / item.sha256[:2] / item.sha256
        changed = bytearray(path.read_bytes())
        changed[-1] ^= 1
        path.chmod(0o600)
        path.write_bytes(changed)
        os.chmod(path, 0o400)
        service.record_check(item.id, storage.digest(item.sha256))
