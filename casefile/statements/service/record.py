"""The record of a statement as an item of evidence: what is cited, numbered as it is here."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from casefile.cases.models import Case
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.uncertain import DateEntry
from casefile.evidence import service as evidence
from casefile.evidence.models import Evidence
from casefile.evidence.rules import Acquisition, Kind, Sensitivity
from casefile.evidence.sources import Role
from casefile.statements import labels
from casefile.statements.models import Paragraph, ParagraphVersion, Statement
from casefile.statements.service.paragraphs import Read, paragraphs_of


@dataclass(frozen=True, slots=True)
class _File:
    filename: str
    mimetype: str
    stream: Any


def make_record(statement: Statement, case: Case) -> Evidence:
    """Write the statement down as an item of evidence of the case: testimony, one numbered paragraph after another.

    The item is fixed from then on; a corrected statement gets another item, and the earlier one stays.
    Raises Refused when there is nothing to write down, or when it cannot be read.
    """
    found = paragraphs_of(statement)
    if not found:
        raise Refused(_("Enter the paragraphs first: there is nothing to put on record."))
    if any(one.text is None for one in found):
        raise Refused(_("The text of this statement cannot be read any more."))
    sent = _File(f"{statement.reference}.txt", "text/plain", io.BytesIO(_written(statement, found).encode()))
    receipt = evidence.receive_many(_batch(statement, case), [sent])[0]
    item = receipt.item
    if item is None:
        raise Refused(_("Nothing has changed since it was put on record as %(reference)s.",
                        reference=receipt.duplicate_of.reference if receipt.duplicate_of else ""))
    statement.evidence, statement.evidence_id = item, item.id
    incidents = {one.paragraph.incident.id: one.paragraph.incident for one in found if one.paragraph.incident}
    others = {one.paragraph.about.id: one.paragraph.about for one in found if one.paragraph.about}
    evidence.link(item, [statement.person, *incidents.values()], Role.SPEAKER)
    evidence.link(item, others.values(), Role.THIRD_PARTY)
    return item


def _batch(statement: Statement, case: Case) -> Any:
    day = statement.taken_on.isoformat()
    language = statement.language_record.value.split("-")[0] if statement.language_record else None
    return evidence.open_batch(
        case, title=_("Statement %(reference)s of %(person)s", reference=statement.reference,
                      person=statement.person.reference),
        kind=Kind.TESTIMONY, languages=[language] if language else [], origin=statement.person.reference,
        acquisition=Acquisition.INTERVIEW, obtained_by=statement.interviewer, sensitivity=Sensitivity.NONE,
        made=DateEntry.of(day), obtained=DateEntry.of(day))


def _written(statement: Statement, found: list[Read]) -> str:
    head = [f"{statement.reference} · {statement.person.reference}",
            f"{labels.TYPE[statement.type]} · {statement.taken_on.isoformat()}"]
    body = [f"{one.paragraph.number}. {_words(one)}" for one in found]
    return "\n\n".join([*head, *body]) + "\n"


def _words(one: Read) -> str:
    return f"[{_('struck')}]" if one.paragraph.struck_reason else one.text or ""


def record_is_old(statement: Statement) -> bool:
    """Whether paragraphs came, or were corrected, after the statement was put on record."""
    if statement.evidence is None:
        return False
    entered = select(func.max(Paragraph.created_at)).where(Paragraph.statement_id == statement.id)
    corrected = select(func.max(ParagraphVersion.replaced_at)).where(ParagraphVersion.statement_id == statement.id)
    latest: list[datetime | None] = [db.session.execute(query).scalar() for query in (entered, corrected)]
    return any(moment is not None and moment > statement.evidence.received_at for moment in latest)
