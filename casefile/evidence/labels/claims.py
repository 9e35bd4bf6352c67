"""Claims of the registers in words: what an item supports or contradicts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from casefile.incidents import labels as incident_words
from casefile.incidents.models import IncidentAct, IncidentLink
from casefile.officials import labels as words
from casefile.officials.fact_labels import INDICATOR
from casefile.officials.models import (
    Holding,
    Involvement,
    OfficialFact,
    Organisation,
    OrganisationName,
    OrganisationRelation,
    Post,
)


def claim_words(claim: Any) -> str:
    """What the claim says, in one line."""
    return _WORDS[type(claim)](claim)


def _organisation(claim: Organisation) -> str:
    return _("%(reference)s %(name)s: that it exists, and what it is", reference=claim.reference,
             name=words.organisation_name(claim))


def _name(claim: OrganisationName) -> str:
    return _("Name %(name)s: %(period)s", name=words.organisation_name(claim), period=words.name_period(claim))


def _relation(claim: OrganisationRelation) -> str:
    return _("%(child)s under %(parent)s: %(kind)s, %(period)s", child=words.organisation_name(claim.child),
             parent=words.organisation_name(claim.parent), kind=words.RELATION_KIND[claim.kind],
             period=words.during_words(claim))


def _post(claim: Post) -> str:
    return _("Post: %(post)s", post=words.post_words(claim))


def _holding(claim: Holding) -> str:
    return _("%(official)s held %(holding)s", official=claim.official.reference, holding=words.holding_words(claim))


def _fact(claim: OfficialFact) -> str:
    return _("%(official)s, %(indicator)s: %(statement)s", official=claim.official.reference,
             indicator=INDICATOR[claim.indicator], statement=claim.statement)


def _involvement(claim: Involvement) -> str:
    return _("%(who)s in %(incident)s: %(degree)s", who=words.party_words(claim), incident=claim.incident.reference,
             degree=words.DEGREE[claim.degree])


def _act(claim: IncidentAct) -> str:
    return _("%(incident)s, %(act)s: %(people)s", incident=claim.incident.reference,
             act=incident_words.VIOLATION[claim.act], people=claim.people)


def _link(claim: IncidentLink) -> str:
    return _("%(one)s and %(other)s: %(kind)s", one=claim.one.reference, other=claim.other.reference,
             kind=incident_words.LINK_KIND[claim.kind])


_WORDS: dict[type[Any], Callable[[Any], str]] = {
    Organisation: _organisation, OrganisationName: _name, OrganisationRelation: _relation, Post: _post,
    Holding: _holding, OfficialFact: _fact, Involvement: _involvement, IncidentAct: _act, IncidentLink: _link}
