"""Pages of incidents and places."""

from flask_babel import lazy_gettext as _l

from casefile.cases.links import record_page
from casefile.core.access import Permission
from casefile.incidents import gaps, labels
from casefile.incidents.forms import IncidentForm, PlaceForm
from casefile.incidents.models import Incident, Place
from casefile.incidents.routes import incidents, maps, parts, places
from casefile.incidents.routes.blueprint import bp

__all__ = ["bp", "gaps", "incidents", "maps", "parts", "places"]

record_page(Incident, "incidents.show", _l("Incident"), Permission.INCIDENT_READ, prefix="I-", form=IncidentForm,
            columns={"status": (_l("Status"), labels.STATUS)})
record_page(Place, "incidents.place", _l("Place"), Permission.PLACE_READ, prefix="P-", form=PlaceForm)
