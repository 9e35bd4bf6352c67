"""Pages of witnesses and victims."""

from casefile.people import gaps
from casefile.people.routes import identity, parts, people
from casefile.people.routes.blueprint import bp

__all__ = ["bp", "gaps", "identity", "parts", "people"]
