"""Empty files are kept; what is privileged is examined by somebody appointed for that one item."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.drop_constraint(op.f("ck_evidence_not_empty"), "evidence", type_="check")
    op.create_check_constraint(op.f("ck_evidence_size"), "evidence", "size >= 0")
    op.drop_constraint(op.f("ck_upload_within"), "upload", type_="check")
    op.create_check_constraint(op.f("ck_upload_within"), "upload", "size >= 0 AND received BETWEEN 0 AND size")
    op.create_table(
        "privilege_review",
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("cleared", sa.Boolean(), nullable=True),
        sa.Column("memo", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(cleared IS NULL) = (answered_at IS NULL)", name=op.f("ck_privilege_review_answered_whole")
        ),
        sa.CheckConstraint(
            "cleared IS NULL OR coalesce(length(memo), 0) > 0", name=op.f("ck_privilege_review_memo")
        ),
        sa.CheckConstraint("reviewer_id <> asked_by", name=op.f("ck_privilege_review_second_person")),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR cleared IS NULL", name=op.f("ck_privilege_review_one_end")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_privilege_review_evidence_id")
        ),
        sa.ForeignKeyConstraint(["reviewer_id"], ["user.id"], name=op.f("fk_privilege_review_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privilege_review")),
    )
    op.create_index(
        "ix_privilege_review_evidence", "privilege_review", ["evidence_id", "created_at"], unique=False
    )
    op.create_index(
        "ix_privilege_review_reviewer",
        "privilege_review",
        ["reviewer_id"],
        unique=False,
        postgresql_where=sa.text("cleared IS NULL AND withdrawn_at IS NULL"),
    )
    op.create_index(
        "uq_privilege_review_open",
        "privilege_review",
        ["evidence_id"],
        unique=True,
        postgresql_where=sa.text("cleared IS NULL AND withdrawn_at IS NULL"),
    )


def downgrade() -> None:
    """Down. Empty files that were taken in meanwhile stay: the older rule holds for what comes later."""
    op.drop_index(
        "uq_privilege_review_open",
        table_name="privilege_review",
        postgresql_where=sa.text("cleared IS NULL AND withdrawn_at IS NULL"),
    )
    op.drop_index(
        "ix_privilege_review_reviewer",
        table_name="privilege_review",
        postgresql_where=sa.text("cleared IS NULL AND withdrawn_at IS NULL"),
    )
    op.drop_index("ix_privilege_review_evidence", table_name="privilege_review")
    op.drop_table("privilege_review")
    op.drop_constraint(op.f("ck_upload_within"), "upload", type_="check")
    op.execute("DELETE FROM upload WHERE size = 0")
    op.create_check_constraint(op.f("ck_upload_within"), "upload", "size > 0 AND received BETWEEN 0 AND size")
    op.drop_constraint(op.f("ck_evidence_size"), "evidence", type_="check")
    op.create_check_constraint(op.f("ck_evidence_not_empty"), "evidence", "size > 0", postgresql_not_valid=True)
