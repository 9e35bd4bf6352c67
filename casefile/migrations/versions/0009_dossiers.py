"""Tables of dossiers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


from casefile.migrations.parts import counted

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "dossier",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("internal", name="kind", native_enum=False, length=40), nullable=False),
        sa.Column(
            "language", sa.Enum("en", "ko", name="language", native_enum=False, length=40), nullable=False
        ),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column(
            "asked_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=True),
        sa.Column("built_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("view_sha256", sa.String(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("replaced", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("(sha256 IS NULL) = (built_at IS NULL)", name=op.f("ck_dossier_built_whole")),
        sa.CheckConstraint(
            "sha256 IS NULL OR (size > 0 AND pages > 0 AND view_sha256 IS NOT NULL)",
            name=op.f("ck_dossier_built_file"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_dossier_case_id")),
        sa.ForeignKeyConstraint(
            ["job_id"], ["job_run.id"], name=op.f("fk_dossier_job_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("reference", name=op.f("uq_dossier_reference")),
    )
    op.create_index("ix_dossier_asked", "dossier", ["asked_at"], unique=False)
    op.create_index(op.f("ix_dossier_case_id"), "dossier", ["case_id"], unique=False)
    op.create_index("uq_dossier_edition", "dossier", ["case_id", "edition"], unique=True)
    op.create_table(
        "dossier_schedule",
        sa.Column(
            "day",
            sa.Enum(
                "mon",
                "tue",
                "wed",
                "thu",
                "fri",
                "sat",
                "sun",
                "daily",
                name="day",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column(
            "language", sa.Enum("en", "ko", name="language", native_enum=False, length=40), nullable=False
        ),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("next_run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_dossier_schedule_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_schedule")),
    )
    op.create_index(op.f("ix_dossier_schedule_case_id"), "dossier_schedule", ["case_id"], unique=False)
    op.create_index("ix_dossier_schedule_next", "dossier_schedule", ["next_run_at"], unique=False)
    op.create_index("uq_dossier_schedule_case", "dossier_schedule", ["case_id"], unique=True)
    counted("dossier", "dossier")


def downgrade() -> None:
    """Down."""
    op.drop_index("uq_dossier_schedule_case", table_name="dossier_schedule")
    op.drop_index("ix_dossier_schedule_next", table_name="dossier_schedule")
    op.drop_index(op.f("ix_dossier_schedule_case_id"), table_name="dossier_schedule")
    op.drop_table("dossier_schedule")
    op.drop_index("uq_dossier_edition", table_name="dossier")
    op.drop_index(op.f("ix_dossier_case_id"), table_name="dossier")
    op.drop_index("ix_dossier_asked", table_name="dossier")
    op.drop_table("dossier")
