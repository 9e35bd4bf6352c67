"""The parties: officials by name, witnesses and staff by code."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from casefile.cases import labels as case_words
from casefile.cases.models import Case, Membership
from casefile.core.access import Role
from casefile.core.db import db
from casefile.dossiers import view
from casefile.officials import labels as official_words
from casefile.officials.models import CaseOfficial, Holding, Official, Organisation, Post
from casefile.people import labels as person_words
from casefile.people.models import Person
from casefile.people.rules import Consent, PersonRole

# Staff stand in a dossier by these letters and a number in the order in which they joined the case.
LETTERS = {
    Role.LEGAL_EXPERT: "LE", Role.ANALYST: "AN", Role.EVIDENCE_OFFICER: "EO", Role.LEGAL_OFFICER: "LO",
    Role.REVIEWER: "RV", Role.PROTECTION_OFFICER: "PO", Role.LEAD: "CL", Role.COORDINATOR: "CO", Role.OBSERVER: "OB",
}
SYSTEM_CODE = "SYS-0"
FORMER = "XS"


class Staff:
    """The codes of everybody who ever worked on a case; the same person keeps the same code in every dossier."""

    def __init__(self, case: Case) -> None:
        query = select(Membership).where(Membership.case_id == case.id).order_by(Membership.since, Membership.id)
        self.members = list(db.session.execute(query).scalars().unique())
        self._codes: dict[UUID, str] = {}
        for number, member in enumerate(self.members, 1):
            self._codes.setdefault(member.user_id, f"{LETTERS[member.role]}-{number}")

    def code(self, user_id: UUID | None) -> str:
        """The code of a person, of the system, or of somebody who is not on this case's team."""
        if user_id is None:
            return SYSTEM_CODE
        return self._codes.setdefault(user_id, f"{FORMER}-{len(self._codes) + 1}")

    def team(self) -> tuple[view.Member, ...]:
        """The active members."""
        return tuple(view.Member(self.code(member.user_id), str(case_words.ROLE[member.role]))
                     for member in self.members if member.ended_at is None)


def officials(case: Case) -> tuple[view.Official, ...]:
    """The officials of the case with the posts they held."""
    posts = selectinload(Official.holdings).joinedload(Holding.post).joinedload(Post.organisation)
    query = (select(Official).join(CaseOfficial, CaseOfficial.official_id == Official.id)
             .where(CaseOfficial.case_id == case.id).options(posts, selectinload(Official.names))
             .order_by(Official.reference))
    return tuple(_official(official) for official in db.session.execute(query).scalars().unique())


def _official(official: Official) -> view.Official:
    return view.Official(
        reference=official.reference,
        name_hangul=official.name_hangul or "",
        name_latin=official.name_latin or "",
        name_hanja=official.name_hanja or "",
        other_names=tuple(name.text for name in official.names),
        designation=str(official_words.DESIGNATION[official.designation]),
        posts=tuple(_post(holding) for holding in official.holdings),
    )


def _post(holding: Holding) -> view.Post:
    post, organisation = holding.post, holding.post.organisation
    capacity = official_words.CAPACITY[holding.capacity]
    return view.Post(
        title=f"{_either(post.title_english, post.title_korean)} ({capacity})",
        organisation=_organisation(organisation),
        period=holding.during.words(get_locale()) if holding.during else _("period not recorded"),
    )


def _organisation(organisation: Organisation) -> str:
    return _either(organisation.name_latin, organisation.name_hangul)


def _either(latin: str | None, hangul: str | None) -> str:
    """The form of the dossier's language, or the other one when there is none."""
    first, second = (hangul, latin) if str(get_locale()) == "ko" else (latin, hangul)
    return first or second or ""


def witnesses(case: Case) -> tuple[view.Witness, ...]:
    """Witnesses and victims of the case, by code."""
    filing = Person.Filing
    query = select(Person).join(filing, filing.record_id == Person.id).where(filing.case_id == case.id,
                                                                                 Person.merged_into_id.is_(None))
    people = db.session.execute(query.order_by(Person.reference)).scalars().unique()
    return tuple(view.Witness(person.reference, _roles(person), _protection(person)) for person in people)


def _roles(person: Person) -> tuple[str, ...]:
    return tuple(str(person_words.ROLE[PersonRole(role)]) for role in person.roles)


def _protection(person: Person) -> str:
    level = person_words.PROTECTION[person.protection] if person.protection else _("not assessed")
    return _("Protection: %(level)s. Consent: %(consent)s.", level=level,
             consent=person_words.CONSENT[person.consent_now])


def consent_statement(case: Case, only: Collection[UUID] | None = None) -> str:
    """How many people consented, by status; no names, no codes. only: of those in the dossier, if not of everybody."""
    filing = Person.Filing
    query = (select(Person.consent, func.count()).join(filing, filing.record_id == Person.id)
             .where(filing.case_id == case.id, Person.merged_into_id.is_(None)).group_by(Person.consent))
    if only is not None:
        query = query.where(Person.id.in_(sorted(only)))
    counts = {row[0]: row[1] for row in db.session.execute(query)}
    if not counts:
        return _("No witness is recorded in this case.")
    parts = [f"{person_words.CONSENT[status]}: {counts[status]}" for status in Consent if status in counts]
    return "; ".join(parts) + "."
