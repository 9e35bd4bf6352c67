"""The register of organisations: names over time, relations, posts and who held them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import joinedload

from casefile.cases.models import Situation
from casefile.core.db import Record, db, next_number
from casefile.core.errors import Refused
from casefile.core.uncertain import DateEntry
from casefile.officials.labels import organisation_name, post_words
from casefile.officials.models import Holding, Organisation, OrganisationName, OrganisationRelation, Post
from casefile.officials.rules import Level, OrganisationKind

OFFERED = 500
_BY_NAME = func.coalesce(Organisation.name_latin, Organisation.name_hangul)
ORGANISATION_SORTS = {"reference": Organisation.reference, "name": _BY_NAME, "hangul": Organisation.name_hangul,
                      "kind": Organisation.kind, "level": Organisation.level}


def register_organisation(situation_id: UUID, kind: OrganisationKind, name_hangul: str | None = None,
                          name_latin: str | None = None, since: DateEntry | None = None,
                          **fields: Any) -> Organisation:
    """Enter an organisation in the register, with the name it bears now and since when it has borne it."""
    organisation = Organisation(situation_id=situation_id, reference=f"ORG-{next_number('ORG'):04d}", kind=kind,
                                name_hangul=name_hangul, name_latin=name_latin, **fields)
    db.session.add(organisation)
    organisation.names.append(OrganisationName(situation_id=situation_id, hangul=name_hangul, latin=name_latin,
                                               since=since, source=fields.get("source")))
    return organisation


def change_organisation(organisation: Organisation, **fields: Any) -> None:
    """Change what is recorded; a new name comes by renaming, so that the old one keeps its time."""
    for name, value in fields.items():
        setattr(organisation, name, value)


def rename_organisation(organisation: Organisation, since: DateEntry, name_hangul: str | None = None,
                        name_latin: str | None = None, source: str | None = None) -> OrganisationName:
    """Give the organisation a new name from a time on; the name before keeps the time before.

    Raises Refused when nothing would change.
    """
    if (name_hangul, name_latin) == (organisation.name_hangul, organisation.name_latin):
        raise Refused(_("The organisation bears this name already."))
    for name in organisation.names:
        if not (name.until and name.until.code):
            name.until = since
    organisation.name_hangul, organisation.name_latin = name_hangul, name_latin
    renamed = OrganisationName(situation_id=organisation.situation_id, hangul=name_hangul, latin=name_latin,
                               since=since, source=source)
    organisation.names.append(renamed)
    return renamed


def name_on(organisation: Organisation, day: dt.date) -> list[OrganisationName]:
    """The names the organisation can have borne on a day; two where a renaming is not dated to the day."""
    return name_in(organisation, day, day)


def name_in(organisation: Organisation, first: dt.date, last: dt.date) -> list[OrganisationName]:
    """The names the organisation can have borne on some day from `first` to `last`, the oldest first."""
    return [name for name in organisation.names
            if not (name.since and name.since.earliest and name.since.earliest > last)
            and not (name.until and name.until.latest and name.until.latest < first)]


def add_relation(child: Organisation, parent_id: UUID, **fields: Any) -> OrganisationRelation:
    """Put an organisation above another, in one way and for a time; it may have other parents too.

    Raises Refused when it would stand above itself.
    """
    if parent_id == child.id:
        raise Refused(_("An organisation cannot stand above itself."))
    relation = OrganisationRelation(situation_id=child.situation_id, parent_id=parent_id, child_id=child.id, **fields)
    db.session.add(relation)
    return relation


def remove_relation(relation: OrganisationRelation, reason: str) -> None:
    """Take back a relation entered by mistake; the reason stays in the history."""
    relation.reason_for_change = reason
    db.session.delete(relation)


def relations_of(organisation: Organisation) -> Sequence[OrganisationRelation]:
    """What stands above and below the organisation, in the order of time."""
    relation = OrganisationRelation
    query = select(relation).options(joinedload(relation.parent), joinedload(relation.child))
    query = query.where(or_(relation.parent_id == organisation.id, relation.child_id == organisation.id))
    earliest = relation.__table__.c.during_earliest
    return db.session.execute(query.order_by(earliest.asc().nulls_first(), relation.created_at)).scalars().all()


def organisations_matching(situation_id: UUID, text: str | None = None, kind: OrganisationKind | None = None,
                           level: Level | None = None) -> Select[Any]:
    """The register of a situation, filtered; a former name finds the organisation too."""
    query = select(Organisation).options(joinedload(Organisation.place))
    query = query.where(Organisation.situation_id == situation_id)
    if text:
        every_name = func.concat_ws(" ", OrganisationName.latin, OrganisationName.hangul)
        named = exists().where(OrganisationName.organisation_id == Organisation.id,
                               every_name.icontains(text, autoescape=True))
        query = query.where(or_(named, Organisation.reference == text.upper()))
    if kind:
        query = query.where(Organisation.kind == kind)
    return query.where(Organisation.level == level) if level else query


def organisation_offers(situation_id: UUID, beside: UUID | None = None) -> list[tuple[UUID, str]]:
    """What a form offers as organisations of the situation: (id, words), by name. `beside` is left out."""
    query = select(Organisation).where(Organisation.situation_id == situation_id)
    if beside is not None:
        query = query.where(Organisation.id != beside)
    found = db.session.execute(query.order_by(_BY_NAME, Organisation.reference).limit(OFFERED)).scalars()
    return [(organisation.id, organisation_name(organisation)) for organisation in found]


def organisations_of_posts() -> list[tuple[UUID, str]]:
    """The organisations in which somebody the actor may see has held a post: (id, words), by name."""
    used = select(Post.organisation_id).join(Holding, Holding.post_id == Post.id)
    query = select(Organisation).where(Organisation.id.in_(used)).order_by(_BY_NAME, Organisation.reference)
    found = db.session.execute(query.limit(OFFERED)).scalars()
    return [(organisation.id, organisation_name(organisation)) for organisation in found]


def add_post(situation_id: UUID, organisation_id: UUID, **fields: Any) -> Post:
    """Enter a post of an organisation."""
    post = Post(situation_id=situation_id, organisation_id=organisation_id, **fields)
    db.session.add(post)
    return post


def posts_of(organisation: Organisation) -> Sequence[Post]:
    """The posts of the organisation, in the order in which they were entered."""
    query = select(Post).where(Post.organisation_id == organisation.id).order_by(Post.created_at, Post.id)
    return db.session.execute(query).scalars().all()


def holders_of(organisation: Organisation) -> dict[UUID, list[Holding]]:
    """Post -> who held it, in the order of time."""
    query = select(Holding).join(Post, Post.id == Holding.post_id).options(joinedload(Holding.official))
    earliest = Holding.__table__.c.during_earliest.asc().nulls_first()
    query = query.where(Post.organisation_id == organisation.id).order_by(earliest, Holding.created_at)
    holders: dict[UUID, list[Holding]] = {}
    for holding in db.session.execute(query).scalars():
        holders.setdefault(holding.post_id, []).append(holding)
    return holders


def post_offers(situation_id: UUID) -> list[tuple[UUID, str]]:
    """What a form offers as posts of the situation: (id, words), by organisation."""
    query = select(Post).join(Organisation, Organisation.id == Post.organisation_id)
    query = query.options(joinedload(Post.organisation)).where(Post.situation_id == situation_id)
    found = db.session.execute(query.order_by(_BY_NAME, Post.created_at, Post.id).limit(OFFERED)).scalars()
    return [(post.id, post_words(post)) for post in found]


def situation_of(record: Record) -> Situation:
    """The situation in whose register the record stands."""
    (situation_id,) = record.scopes()
    return db.session.execute(select(Situation).where(Situation.id == situation_id)).scalar_one()
