"""Families, and what is made from an item: each a new item with a fingerprint of its own and a parent."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select

from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.evidence.labels import RELATION
from casefile.evidence.models import AxisMove, Evidence
from casefile.evidence.models.provenance import COMMON
from casefile.evidence.rules import OF_RELATION, Kind, Method, Relation
from casefile.evidence.service.custody import Happened, append
from casefile.evidence.service.guards import is_derivative
from casefile.evidence.service.intake import FormFile, enter, take_in
from casefile.evidence.service.numbering import batch_of, number_derivative

_KINDS = {Relation.TRANSLATION: Kind.DOCUMENT, Relation.TRANSCRIPT: Kind.DOCUMENT, Relation.SUMMARY: Kind.DOCUMENT,
          Relation.TEXT_LAYER: Kind.DOCUMENT}
_SHOWN = 500


def add_derivative(original: Evidence, file: FormFile, relation: Relation, method: Method,
                   language: str | None = None, **said: Any) -> Evidence:
    """Register what was made from an item, from a file of a form. said: who made it, with what (see `derivation`).

    It belongs to the cases of its original, from the first moment on.
    """
    if is_derivative(original):
        raise Refused(_("%(reference)s was itself made from another item. Add to the original, and say from which "
                        "version it was made.", reference=original.reference))
    sent, stored = take_in(file)
    batch = batch_of(original)
    common = {name: getattr(original, name) for name in COMMON}
    common |= {"title": f"{RELATION[relation]}: {original.title}"[:200], "kind": _KINDS.get(relation, original.kind),
               "languages": [language] if language else list(original.languages), "sub_kind": None, "medium": None}
    number = number_derivative(original, relation, language)
    item = enter(batch, stored, sent, common, (number, number), original, relation)
    item.draft = method is Method.MACHINE_DRAFT
    item.derivation = _plain(method=method.value, language=language, made_from=original.sha256, **said)
    append(original, Happened(OF_RELATION[relation], before=original.sha256, after=item.sha256,
                              detail={"item": item.reference, "number": number, "method": method.value}))
    return item


def _plain(**said: Any) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value not in (None, "")}


def revise(item: Evidence, method: Method, **said: Any) -> None:
    """Say who revised or certified a derivative; a machine's draft is no draft any more."""
    if not is_derivative(item):
        raise Refused(_("This item was not made from another one."))
    kept = dict(item.derivation or {})
    item.derivation = {**kept, **_plain(method=method.value, **said)}
    item.draft = method is Method.MACHINE_DRAFT


def family_of(item: Evidence) -> list[Evidence]:
    """The items that came together with this one, the first of them at the head; without what was made from them."""
    head = item.family_id or item.id
    query = (select(Evidence).where(or_(Evidence.id == head, Evidence.family_id == head),
                                    or_(Evidence.relation.is_(None), Evidence.relation == Relation.ATTACHMENT))
             .order_by(Evidence.serial).limit(_SHOWN))
    found = list(db.session.execute(query).scalars())
    return found if len(found) > 1 else []


def derivatives_of(item: Evidence) -> list[Evidence]:
    """What was made from the item, in the order it came."""
    query = select(Evidence).where(Evidence.parent_id == item.id, Evidence.relation != Relation.ATTACHMENT)
    return list(db.session.execute(query.order_by(Evidence.serial).limit(_SHOWN)).scalars())


def shaken_since(item: Evidence) -> list[AxisMove]:
    """How the original of a derivative has moved since the derivative was made, the newest first."""
    if not is_derivative(item):
        return []
    query = (select(AxisMove).where(AxisMove.evidence_id == item.parent_id, AxisMove.created_at > item.created_at)
             .order_by(AxisMove.created_at.desc()).limit(20))
    return list(db.session.execute(query).scalars())


def original_of(item: Evidence) -> Evidence | None:
    """What the item was made from or came with, if the actor may know of it."""
    if item.parent_id is None:
        return None
    return db.session.execute(select(Evidence).where(Evidence.id == item.parent_id)).scalar_one_or_none()
