"""Paragraphs: enter them by pasting, correct, tag, strike; read them; look for words within a case."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from casefile.cases.models import Case
from casefile.core import audit
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.vault import DataKey, VaultError
from casefile.people.models import Person
from casefile.statements.models import Paragraph, ParagraphVersion, Statement
from casefile.statements.rules import CLOSED, LONGEST_PARAGRAPH, MOST_PARAGRAPHS, split_paragraphs

log = logging.getLogger(__name__)
BATCH = 500
MOST_FOUND = 100


@dataclass(frozen=True, slots=True)
class Read:
    """A paragraph opened for reading; text is None when its key was destroyed or it was changed behind our back."""

    paragraph: Paragraph
    text: str | None
    heard_from: str | None = None


def paste(statement: Statement, text: str, **tags: Any) -> list[Paragraph]:
    """Append the paragraphs of a text; their numbers go on from the last one ever given. Raises Refused for too many.

    tags: what holds for all of them (knowledge, topic, incident_id, place_id, confidence).
    """
    texts = split_paragraphs(text)
    last = _last_number(statement)
    if last + len(texts) > MOST_PARAGRAPHS:
        raise Refused(ngettext("A statement has at most %(most)s paragraphs; this would be one of %(num)s.",
                               "A statement has at most %(most)s paragraphs; these would be %(num)s.",
                               last + len(texts), most=MOST_PARAGRAPHS))
    if any(len(one) > LONGEST_PARAGRAPH for one in texts):
        raise Refused(_("One paragraph is longer than %(most)s characters. Separate paragraphs by a blank line.",
                        most=LONGEST_PARAGRAPH))
    return [_append(statement, number, one, tags) for number, one in enumerate(texts, last + 1)]


def _last_number(statement: Statement) -> int:
    """The last number given; whoever comes at the same moment waits here."""
    db.session.execute(select(Statement.id).where(Statement.id == statement.id).with_for_update())
    query = select(func.coalesce(func.max(Paragraph.number), 0)).where(Paragraph.statement_id == statement.id)
    found: int = db.session.execute(query).scalar_one()
    return found


def _append(statement: Statement, number: int, text: str, tags: dict[str, Any]) -> Paragraph:
    paragraph = Paragraph(statement=statement, statement_id=statement.id, key_owner=statement.key_owner,
                          number=number, **tags)
    paragraph.text = text
    db.session.add(paragraph)
    return paragraph


def correct_paragraph(paragraph: Paragraph, text: str, reason: str | None) -> None:
    """Change what a paragraph says; what it said before stays. Raises Refused without a reason once it was signed."""
    if paragraph.text == text:
        return
    if paragraph.statement.signature in CLOSED and not reason:
        raise Refused(_("The statement was signed or refused: say why it is corrected."))
    words = reason or _("Corrected before signing")
    before = ParagraphVersion(paragraph=paragraph, paragraph_id=paragraph.id, statement=paragraph.statement,
                              statement_id=paragraph.statement_id, key_owner=paragraph.key_owner, reason=words,
                              replaced_by=current().id)
    before.text = paragraph.text
    db.session.add(before)
    paragraph.text, paragraph.reason_for_change = text, words


def mark_paragraph(paragraph: Paragraph, **tags: Any) -> None:
    """Say what a paragraph is about and how the person knows it."""
    for name, value in tags.items():
        setattr(paragraph, name, value)


def strike_paragraph(paragraph: Paragraph, reason: str) -> None:
    """Take a paragraph back; its number is never given again and its text stays. Raises Refused the second time."""
    if paragraph.struck_reason is not None:
        raise Refused(_("This paragraph was struck before."))
    paragraph.struck_reason = paragraph.reason_for_change = reason


def paragraphs_of(statement: Statement) -> list[Read]:
    """The paragraphs, opened, by number."""
    query = (select(Paragraph).where(Paragraph.statement_id == statement.id).order_by(Paragraph.number)
             .options(joinedload(Paragraph.incident), joinedload(Paragraph.place), joinedload(Paragraph.about)))
    return read(db.session.execute(query).scalars().all())


def read(paragraphs: Sequence[Paragraph]) -> list[Read]:
    """The paragraphs, opened; their keys are fetched together."""
    held = load_keys({paragraph.key_owner for paragraph in paragraphs})
    found = [_open(paragraph) for paragraph in paragraphs]
    del held  # until here the session knows the keys and asks for none of them one by one
    return found


def load_keys(owners: Collection[UUID]) -> Sequence[DataKey]:
    """The wrapped keys of these owners; as long as they are held, opening a field asks the database nothing."""
    return db.session.execute(select(DataKey).where(DataKey.owner_id.in_(sorted(owners)))).scalars().all()


def _open(paragraph: Paragraph) -> Read:
    try:
        return Read(paragraph, paragraph.text, paragraph.heard_from)
    except VaultError:
        log.warning("paragraph %s does not open", paragraph.id)
        return Read(paragraph, None)


def versions_of(paragraph: Paragraph) -> Sequence[ParagraphVersion]:
    """What it said before, newest first."""
    query = select(ParagraphVersion).where(ParagraphVersion.paragraph_id == paragraph.id)
    return db.session.execute(query.order_by(ParagraphVersion.replaced_at.desc())).scalars().all()


def search_in(case: Case, words: str) -> list[Read]:
    """The paragraphs of people of the case that hold the words. Decrypted and compared here: there is no index.

    That the statements were searched is noted at the case, without the words.
    """
    audit.note("statements_searched", case)
    wanted = _folded(words)
    found: list[Read] = []
    for batch in _batches(case):
        found += [one for one in read(batch) if one.text is not None and wanted in _folded(one.text)]
        if len(found) >= MOST_FOUND:
            break
    return found[:MOST_FOUND]


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _batches(case: Case) -> Iterator[Sequence[Paragraph]]:
    filed = select(Person.Filing.record_id).where(Person.Filing.case_id == case.id)
    query = (select(Paragraph).join(Statement, Statement.id == Paragraph.statement_id)
             .where(Statement.person_id.in_(filed)).options(joinedload(Paragraph.statement))
             .order_by(Statement.reference, Paragraph.number))
    for start in range(0, 1_000_000, BATCH):
        rows = db.session.execute(query.limit(BATCH).offset(start)).scalars().all()
        yield rows
        if len(rows) < BATCH:
            return
