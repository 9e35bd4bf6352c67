"""Pages of charges, the element matrix, propositions, and the law library."""

from casefile.law import gaps
from casefile.law.routes import charges, elements, library, links, matrix, panels, propositions
from casefile.law.routes.blueprint import bp

__all__ = ["bp", "charges", "elements", "gaps", "library", "links", "matrix", "panels", "propositions"]
