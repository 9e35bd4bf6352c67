"""Tables of cases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "situation",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situation")),
        sa.UniqueConstraint("code", name=op.f("uq_situation_code")),
    )
    op.create_table(
        "case",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("situation_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("case", "structural", name="casekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "theme",
            sa.Enum(
                "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T0", name="theme", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "target_forum",
            sa.Enum(
                "ICC-UNSC",
                "ICC-TERR",
                "ICC-NAT",
                "ICC-12-3",
                "ADHOC",
                "ROK",
                "UJ",
                "DOM-VIC",
                "CIV",
                "SANC",
                "TRUTH",
                "NONE",
                name="forum",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "target_standard",
            sa.Enum(
                "STD-LEAD",
                "STD-RB15",
                "STD-RGB-FF",
                "STD-RG58",
                "STD-SG61",
                "STD-BRD66",
                "STD-DOM",
                name="standard",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "classification",
            sa.Enum(
                "internal",
                "restricted",
                "strictly_restricted",
                name="classification",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "intake",
                "preliminary_assessment",
                "investigation_plan",
                "building",
                "legal_assessment",
                "adversarial_review",
                "dossier_ready",
                "referred",
                "proceedings_support",
                "dormant",
                "closed",
                name="stage",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "stage_since",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["situation_id"], ["situation.id"], name=op.f("fk_case_situation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("reference", name=op.f("uq_case_reference")),
    )
    op.create_index("ix_case_created", "case", ["created_at"], unique=False)
    op.create_index("ix_case_situation", "case", ["situation_id"], unique=False)
    op.create_table(
        "case_count",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_count_case_id")),
        sa.PrimaryKeyConstraint("case_id", "kind", name=op.f("pk_case_count")),
    )
    op.create_table(
        "membership",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "legal_expert",
                "analyst",
                "evidence_officer",
                "legal_officer",
                "reviewer",
                "protection_officer",
                "lead",
                "observer",
                "coordinator",
                "administrator",
                "staff",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "since", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("no_conflict_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_membership_case_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_membership_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    op.create_index(
        "ix_membership_user",
        "membership",
        ["user_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_membership_active",
        "membership",
        ["case_id", "user_id", "role"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "stage_move",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "from_stage",
            sa.Enum(
                "intake",
                "preliminary_assessment",
                "investigation_plan",
                "building",
                "legal_assessment",
                "adversarial_review",
                "dossier_ready",
                "referred",
                "proceedings_support",
                "dormant",
                "closed",
                name="stage",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "to_stage",
            sa.Enum(
                "intake",
                "preliminary_assessment",
                "investigation_plan",
                "building",
                "legal_assessment",
                "adversarial_review",
                "dossier_ready",
                "referred",
                "proceedings_support",
                "dormant",
                "closed",
                name="stage",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("unmet", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("override", sa.String(), nullable=True),
        sa.Column("moved_by", sa.Uuid(), nullable=True),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "unmet = '{}' OR coalesce(length(override), 0) > 0",
            name=op.f("ck_stage_move_override_reason"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_stage_move_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_move")),
    )
    op.create_index("ix_stage_move_case", "stage_move", ["case_id", "at"], unique=False)


def downgrade() -> None:
    """Down."""
    op.drop_index("ix_stage_move_case", table_name="stage_move")
    op.drop_table("stage_move")
    op.drop_index(
        "uq_membership_active", table_name="membership", postgresql_where=sa.text("ended_at IS NULL")
    )
    op.drop_index("ix_membership_user", table_name="membership", postgresql_where=sa.text("ended_at IS NULL"))
    op.drop_table("membership")
    op.drop_table("case_count")
    op.drop_index("ix_case_situation", table_name="case")
    op.drop_index("ix_case_created", table_name="case")
    op.drop_table("case")
    op.drop_table("situation")
