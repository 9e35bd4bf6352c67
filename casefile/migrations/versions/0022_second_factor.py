"""Tables of second factor."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "factor_reset",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column(
            "proposed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(decided_by IS NULL) = (approved IS NULL)", name=op.f("ck_factor_reset_decided_whole")
        ),
        sa.CheckConstraint("decided_by <> proposed_by", name=op.f("ck_factor_reset_second_person")),
        sa.CheckConstraint(
            "proposed_by <> user_id AND decided_by <> user_id", name=op.f("ck_factor_reset_not_oneself")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_factor_reset_decided_by")),
        sa.ForeignKeyConstraint(["proposed_by"], ["user.id"], name=op.f("fk_factor_reset_proposed_by")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_factor_reset_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_reset")),
    )
    op.create_index(
        "uq_factor_reset_open",
        "factor_reset",
        ["user_id"],
        unique=True,
        postgresql_where=sa.text("approved IS NULL"),
    )
    op.create_table(
        "recovery_code",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_recovery_code_user_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_user_id"), "recovery_code", ["user_id"], unique=False)
    op.create_table(
        "second_factor",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("last_counter", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_second_factor_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factor")),
        sa.UniqueConstraint("user_id", name=op.f("uq_second_factor_user_id")),
    )
    op.add_column("user", sa.Column("factor_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Down."""
    op.drop_column("user", "factor_since")
    op.drop_table("second_factor")
    op.drop_index(op.f("ix_recovery_code_user_id"), table_name="recovery_code")
    op.drop_table("recovery_code")
    op.drop_index(
        "uq_factor_reset_open", table_name="factor_reset", postgresql_where=sa.text("approved IS NULL")
    )
    op.drop_table("factor_reset")
