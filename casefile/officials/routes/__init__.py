"""Pages of officials and structures."""

from flask_babel import lazy_gettext as _l

from casefile.cases.links import record_page
from casefile.core.access import Permission
from casefile.officials import gaps, labels
from casefile.officials.forms import OfficialForm, OrganisationForm
from casefile.officials.models import Official, Organisation
from casefile.officials.routes import (
    cases,
    command,
    entry,
    facts,
    incidents,
    officials,
    organisations,
    pairs,
    spellings,
)
from casefile.officials.routes.blueprint import bp

__all__ = ["bp", "cases", "command", "entry", "facts", "gaps", "incidents", "officials", "organisations",
           "pairs", "spellings"]

record_page(Official, "officials.show", _l("Official"), Permission.OFFICIAL_READ, prefix="O-", form=OfficialForm,
            hides=("name_keys", "designated_at"), columns={"designation": (_l("Designation"), labels.DESIGNATION)})
record_page(Organisation, "officials.organisation", _l("Organisation"), Permission.OFFICIAL_READ, prefix="ORG-",
            form=OrganisationForm)
