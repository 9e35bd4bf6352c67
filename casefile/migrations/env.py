"""Alembic: one linear history, numbered; PostgreSQL only."""

from __future__ import annotations

from alembic import context
from flask import current_app

from casefile.core.db import db

with db.engine.connect() as connection:
    context.configure(connection=connection, target_metadata=db.metadata, compare_type=True,
                      transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()

assert current_app
