"""Pages of evidence."""

from casefile.evidence import gaps
from casefile.evidence.routes import intake, items, links, lists, status
from casefile.evidence.routes.blueprint import bp

__all__ = ["bp", "gaps", "intake", "items", "links", "lists", "status"]
