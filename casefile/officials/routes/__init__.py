"""Pages of officials and structures."""

from casefile.officials import gaps
from casefile.officials.routes import cases, entry, incidents, officials, organisations
from casefile.officials.routes.blueprint import bp

__all__ = ["bp", "cases", "entry", "gaps", "incidents", "officials", "organisations"]
