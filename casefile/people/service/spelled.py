"""Look for the identities of a case in a finished document, before it can leave."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from casefile.core import audit
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
from casefile.core.vault import DataKey, VaultError
from casefile.people.models import Identity, Person
from casefile.people.rules.spelled import Document, Forms, forms_of

_FIELDS = ("name_hangul", "name_hanja", "name_latin", "name_other", "birth", "contacts", "documents")


def named_in(text: str, case_ids: Collection[UUID], apart_from: Collection[str] = ()) -> list[str]:
    """The codes of people of the cases who are named in the text, by code; nothing else of them is kept or told.

    apart_from: names that may stand there. That identities were compared is in the history of each person.
    """
    filed = select(Person.Filing.record_id).where(Person.Filing.case_id.in_(sorted(case_ids)))
    with acting(SYSTEM):  # whoever builds may open no identity: the machine reads, and tells codes
        sealed = db.session.execute(select(Identity).where(Identity.person_id.in_(filed))).scalars().all()
        ids = [one.person_id for one in sealed]
        held = db.session.execute(select(DataKey).where(DataKey.owner_id.in_(ids))).all()
        people = {one.id: one for one in db.session.execute(select(Person).where(Person.id.in_(ids))).scalars()}
    audit.note("identities_compared", *people.values())
    document = Document.of(text)
    found = sorted(people[one.person_id].reference for one in sealed if document.names(_forms(one), apart_from))
    del held  # the keys are read together, and kept until here
    return found


def _forms(identity: Identity) -> Forms:
    """What to look for; nothing where the key was destroyed."""
    try:
        return forms_of({name: getattr(identity, name) for name in _FIELDS})
    except VaultError:
        return forms_of({})
