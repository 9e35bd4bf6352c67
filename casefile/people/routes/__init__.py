"""Pages of witnesses and victims."""

from flask_babel import lazy_gettext as _l

from casefile.cases.links import record_page
from casefile.core.access import Permission
from casefile.people import gaps, labels
from casefile.people.forms import PersonForm
from casefile.people.models import Person
from casefile.people.routes import consent, identity, parts, people, protection
from casefile.people.routes.blueprint import bp

__all__ = ["bp", "consent", "gaps", "identity", "parts", "people", "protection"]

record_page(Person, "people.show", _l("Witness"), Permission.PERSON_READ, prefix="W- V-", form=PersonForm,
            columns={"consent": (_l("Consent"), labels.CONSENT), "protection": (_l("Protection"), labels.PROTECTION)})
