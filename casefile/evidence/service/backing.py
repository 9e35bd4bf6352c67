"""Tying places in items to claims of the registers, for and against, and asking what a claim rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from casefile.cases.models import Case
from casefile.core.actor import current
from casefile.core.db import Record, among, db
from casefile.core.errors import Refused
from casefile.evidence.bearing import Bearing
from casefile.evidence.models import CLAIMS, Backing, Evidence
from casefile.evidence.pinpoints import Pinpoint
from casefile.evidence.service.links import OFFERED, offered_incidents, offered_officials
from casefile.incidents.models import Incident, IncidentAct, IncidentLink
from casefile.officials.models import (
    Holding,
    Involvement,
    Official,
    OfficialFact,
    Organisation,
    OrganisationRelation,
    Post,
)

# The parts of a claim without which it cannot be said in words.
_PARTS = {
    "name": [joinedload(Backing.name)], "organisation": [joinedload(Backing.organisation)],
    "relation": [joinedload(Backing.relation).joinedload(OrganisationRelation.parent),
                 joinedload(Backing.relation).joinedload(OrganisationRelation.child)],
    "post": [joinedload(Backing.post).joinedload(Post.organisation)],
    "holding": [joinedload(Backing.holding).joinedload(Holding.official),
                joinedload(Backing.holding).joinedload(Holding.post).joinedload(Post.organisation)],
    "fact": [joinedload(Backing.fact).joinedload(OfficialFact.official)],
    "involvement": [joinedload(Backing.involvement).joinedload(part) for part in (
        Involvement.official, Involvement.organisation, Involvement.incident)],
    "act": [joinedload(Backing.act).joinedload(IncidentAct.incident)],
    "link": [joinedload(Backing.link).joinedload(part) for part in (IncidentLink.one, IncidentLink.other)],
}
OWNERS = (Official, Organisation, Incident)
MOST = 200


def back(item: Evidence, claims: Iterable[Record], bearing: Bearing, pinpoint: Pinpoint | None = None,
         quote: str | None = None) -> int:
    """Say that a place in the item supports or contradicts the claims; returns how many ties are new."""
    wanted = list(claims)
    place = pinpoint.value if pinpoint else None
    held = {claim for claim, ties in backings_for(wanted).items()
            if any(tie.evidence_id == item.id and (tie.pinpoint.value if tie.pinpoint else None) == place
                   for tie in ties)}
    new = [claim for claim in wanted if claim.id not in held]
    for claim in new:
        name = CLAIMS[type(claim)]
        home = incident_of(claim)
        db.session.add(Backing(
            evidence=item, evidence_id=item.id, bearing=bearing, pinpoint=pinpoint, quote=quote or None,
            tied_by=current().id, incident_id=home, situation_id=None if home else claim.situation_id,
            **{name: claim, f"{name}_id": claim.id}))
    return len(new)


def incident_of(claim: Any) -> UUID | None:
    """The incident with which the claim is seen; None for what stands in a register."""
    found: UUID | None = getattr(claim, "incident_id", None) or getattr(claim, "one_id", None)
    return found


def backings_for(claims: Iterable[Record]) -> dict[UUID, list[Backing]]:
    """Claim -> the places that bear on it, what supports it first; one question, however many claims there are."""
    ids: dict[str, list[UUID]] = defaultdict(list)
    for claim in claims:
        ids[CLAIMS[type(claim)]].append(claim.id)
    found: dict[UUID, list[Backing]] = defaultdict(list)
    if not ids:
        return found
    query = (select(Backing).join(Evidence, Evidence.id == Backing.evidence_id)
             .where(Backing.ended_at.is_(None), or_(*(among(getattr(Backing, f"{name}_id"), each)
                                                      for name, each in ids.items())))
             .options(joinedload(Backing.evidence)).order_by(Backing.bearing.desc(), Evidence.serial))
    for backing in db.session.execute(query).scalars():
        claim_id = next(id for name in ids if (id := getattr(backing, f"{name}_id")))
        found[claim_id].append(backing)
    return found


def backings_of(item: Evidence) -> Sequence[Backing]:
    """The claims the item bears on, in the order in which they were tied; those the actor may not see left out."""
    query = select(Backing).where(Backing.evidence_id == item.id, Backing.ended_at.is_(None))
    query = query.options(*(option for options in _PARTS.values() for option in options)).order_by(Backing.created_at)
    return [backing for backing in db.session.execute(query).scalars() if backing.claim is not None]


def end_backing(backing: Backing, reason: str) -> None:
    """End a tie that was wrong; it stays in the history."""
    if backing.ended_at:
        raise Refused(_("This was ended before."))
    backing.ended_at, backing.end_reason = datetime.now(UTC), reason
    backing.reason_for_change = reason


def owner_named(reference: str) -> Any | None:
    """The official, organisation or incident of the reference whose claims can be backed; None where there is none."""
    for model in OWNERS:
        found = db.session.execute(select(model).where(model.reference == reference.strip().upper())).scalar()
        if found is not None:
            return found
    return None


def offered_owners(case: Case) -> list[tuple[str, str]]:
    """(reference, words) of what claims are about, as a case knows it, for a picker."""
    units = select(Organisation).where(Organisation.situation_id == case.situation_id).order_by(Organisation.reference)
    names = [(row.reference, row.name_latin or row.name_hangul or "")
             for row in db.session.execute(units.limit(OFFERED)).scalars()]
    return offered_officials(case) + offered_incidents(case) + names


def claims_about(owner: Any) -> list[Record]:
    """What is said of an official, an organisation or an incident; a fixed number of questions."""
    if isinstance(owner, Official):
        queries = [_holdings(Holding.official_id == owner.id), _facts(owner),
                   _links(Involvement.official_id == owner.id)]
    elif isinstance(owner, Organisation):
        queries = [_relations(owner), _posts(owner), _holdings(Holding.post_id.in_(
            select(Post.id).where(Post.organisation_id == owner.id))), _links(Involvement.organisation_id == owner.id)]
    else:
        queries = [_links(Involvement.incident_id == owner.id), _acts(owner), _incident_links(owner)]
    found = [owner, *owner.names] if isinstance(owner, Organisation) else []
    return found + [claim for query in queries for claim in db.session.execute(query.limit(MOST)).scalars()]


def _holdings(condition: Any) -> Any:
    query = select(Holding).where(condition).order_by(Holding.during_earliest.asc().nulls_first(), Holding.id)
    return query.options(joinedload(Holding.official), joinedload(Holding.post).joinedload(Post.organisation))


def _facts(official: Official) -> Any:
    query = select(OfficialFact).where(OfficialFact.official_id == official.id).order_by(OfficialFact.indicator)
    return query.options(joinedload(OfficialFact.official))


def _links(condition: Any) -> Any:
    query = select(Involvement).where(condition).order_by(Involvement.created_at)
    return query.options(*(joinedload(part) for part in (
        Involvement.official, Involvement.organisation, Involvement.incident)))


def _relations(unit: Organisation) -> Any:
    relation = OrganisationRelation
    query = select(relation).where(or_(relation.child_id == unit.id, relation.parent_id == unit.id))
    return query.options(joinedload(relation.parent), joinedload(relation.child)).order_by(relation.created_at)


def _posts(unit: Organisation) -> Any:
    query = select(Post).where(Post.organisation_id == unit.id).order_by(Post.created_at)
    return query.options(joinedload(Post.organisation))


def _acts(incident: Incident) -> Any:
    query = select(IncidentAct).where(IncidentAct.incident_id == incident.id).order_by(IncidentAct.created_at)
    return query.options(joinedload(IncidentAct.incident))


def _incident_links(incident: Incident) -> Any:
    link = IncidentLink
    query = select(link).where(or_(link.one_id == incident.id, link.other_id == incident.id))
    return query.options(joinedload(link.one), joinedload(link.other)).order_by(link.created_at)
