"""Pages of accounts: one file a use case, one blueprint."""

from __future__ import annotations

from casefile.accounts.routes import confirm, drafts, help, invitation, jobs, notifications, profile, session, users
from casefile.accounts.routes.blueprint import bp

__all__ = ["bp", "confirm", "drafts", "help", "invitation", "jobs", "notifications", "profile", "session", "users"]
