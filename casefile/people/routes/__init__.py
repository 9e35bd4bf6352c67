"""Pages of witnesses and victims."""

from uuid import UUID

from flask import url_for
from flask_babel import lazy_gettext as _l

from casefile.cases.links import link_to, record_page
from casefile.core.access import Permission
from casefile.core.db import get_visible
from casefile.people import gaps, labels
from casefile.people.forms import PersonForm
from casefile.people.models import ConsentVersion, Person
from casefile.people.routes import consent, duplicates, identity, mediators, parts, people, protection, rarity
from casefile.people.routes.blueprint import bp

__all__ = ["bp", "consent", "duplicates", "gaps", "identity", "mediators", "parts", "people", "protection", "rarity"]

record_page(Person, "people.show", _l("Witness"), Permission.PERSON_READ, prefix="W- V-", form=PersonForm,
            columns={"consent": (_l("Consent"), labels.CONSENT), "protection": (_l("Protection"), labels.PROTECTION)})


@link_to("consent", _l("Consent"), Permission.PERSON_READ,
         columns={"status": (_l("Consent"), labels.VERSION)})
def consent_url(id: UUID) -> str | None:
    """The page of the person whose consent it is."""
    version = get_visible(ConsentVersion, id)
    return url_for("people.show", id=version.person_id) if version else None
