"""Pages of accounts: one file a use case, one blueprint."""

from __future__ import annotations

from casefile.accounts.routes import (
    confirm,
    drafts,
    factor,
    help,
    invitation,
    jobs,
    notifications,
    profile,
    resets,
    session,
    users,
)
from casefile.accounts.routes.blueprint import bp

__all__ = ["bp", "confirm", "drafts", "factor", "help", "invitation", "jobs", "notifications", "profile", "resets",
           "session", "users"]
