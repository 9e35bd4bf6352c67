"""The database's history."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config


def settings() -> Config:
    """Alembic's settings; call inside an application context."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def upgrade(revision: str = "head") -> None:
    """Bring the database up to a revision."""
    command.upgrade(settings(), revision)


def downgrade(revision: str) -> None:
    """Take the database down to a revision."""
    command.downgrade(settings(), revision)
