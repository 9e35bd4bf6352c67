"""Pages of situations, cases, teams and reviews: one file a use case, one blueprint."""

from __future__ import annotations

from casefile.cases.routes import cases, dashboard, gaps, references, reviews, situations, stages, team
from casefile.cases.routes.blueprint import bp

__all__ = ["bp", "cases", "dashboard", "gaps", "references", "reviews", "situations", "stages", "team"]
