"""Pages of incidents and places."""

from casefile.incidents import gaps
from casefile.incidents.routes import chronology, incidents, places
from casefile.incidents.routes.blueprint import bp

__all__ = ["bp", "chronology", "gaps", "incidents", "places"]
