"""Pages of tasks and dates."""

from casefile.deadlines import gaps
from casefile.deadlines.routes import calendar, deadlines, references, work
from casefile.deadlines.routes.blueprint import bp

__all__ = ["bp", "calendar", "deadlines", "gaps", "references", "work"]
