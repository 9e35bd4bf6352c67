"""Tables of deadlines."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casefile.migrations.parts import append_only, counted

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "calendar_feed",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_calendar_feed_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_calendar_feed_secret_hash")),
    )
    op.create_table(
        "deadline",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "collection",
                "interview",
                "recontact",
                "translation",
                "transcription",
                "verification",
                "geolocation",
                "custody_review",
                "fixity_followup",
                "medical_exam",
                "expert_commission",
                "legal_assessment",
                "second_review",
                "exonerating_search",
                "redaction",
                "redaction_qc",
                "consent_renewal",
                "protection_review",
                "rfa_response",
                "provider_consultation",
                "deadline_filing",
                "structure_research",
                "identity_resolution",
                "gap_fill",
                "disclosure_review",
                "recall_notice",
                "retention_decision",
                "consent_expiry",
                "consent_review",
                "fixity_cycle",
                "domestic_limitation",
                "embargo_end",
                "stage_review",
                "forum_assessment",
                "fair_trial_assessment",
                "perishable_source",
                "preservation_letter",
                "four_eyes_pending",
                name="kind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "priority",
            sa.Enum("urgent", "high", "normal", "low", name="priority", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("timed", sa.Boolean(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("backup_id", sa.Uuid(), nullable=True),
        sa.Column("linked_reference", sa.String(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "in_progress",
                "in_review",
                "blocked",
                "done",
                "cancelled",
                name="state",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("state_reason", sa.String(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "done_from",
            sa.Enum(
                "open",
                "in_progress",
                "in_review",
                "blocked",
                "done",
                "cancelled",
                name="state",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snooze_reason", sa.String(), nullable=True),
        sa.Column("snoozes", sa.Integer(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name=op.f("ck_deadline_done_at")),
        sa.CheckConstraint("state <> 'done' OR done_from IS NOT NULL", name=op.f("ck_deadline_done_from")),
        sa.CheckConstraint(
            "state NOT IN ('blocked', 'cancelled') OR coalesce(length(state_reason), 0) > 0",
            name=op.f("ck_deadline_state_reason"),
        ),
        sa.CheckConstraint(
            "(snoozed_until IS NULL) = (snooze_reason IS NULL)", name=op.f("ck_deadline_snooze_reason")
        ),
        sa.CheckConstraint("backup_id <> owner_id", name=op.f("ck_deadline_backup_another")),
        sa.CheckConstraint("snoozes BETWEEN 0 AND 2", name=op.f("ck_deadline_snoozes")),
        sa.ForeignKeyConstraint(["backup_id"], ["user.id"], name=op.f("fk_deadline_backup_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_deadline_case_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_deadline_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
        sa.UniqueConstraint("reference", name=op.f("uq_deadline_reference")),
    )
    op.create_index(
        "ix_deadline_backup",
        "deadline",
        ["backup_id", "due_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('open', 'in_progress', 'in_review', 'blocked')"),
    )
    op.create_index("ix_deadline_case_due", "deadline", ["case_id", "due_at"], unique=False)
    op.create_index(op.f("ix_deadline_case_id"), "deadline", ["case_id"], unique=False)
    op.create_index(
        "ix_deadline_done", "deadline", ["done_at"], unique=False, postgresql_where=sa.text("state = 'done'")
    )
    op.create_index(
        "ix_deadline_due_open",
        "deadline",
        ["due_at", "id"],
        unique=False,
        postgresql_where=sa.text("state IN ('open', 'in_progress', 'in_review', 'blocked')"),
    )
    op.create_index(
        "ix_deadline_owner",
        "deadline",
        ["owner_id", "due_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('open', 'in_progress', 'in_review', 'blocked')"),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("deadline_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column(
            "rung",
            sa.Enum(
                "owner",
                "backup",
                "protection_officer",
                "lead",
                "coordinator",
                name="rung",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column(
            "sent_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_reminder_case_id")),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadline.id"], name=op.f("fk_reminder_deadline_id")),
        sa.ForeignKeyConstraint(["recipient_id"], ["user.id"], name=op.f("fk_reminder_recipient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("deadline_id", "due_at", "occasion", "recipient_id", name="uq_reminder_said"),
    )
    counted("deadline", "deadline")
    append_only("reminder")


def downgrade() -> None:
    """Down."""
    op.drop_table("reminder")
    op.drop_index(
        "ix_deadline_owner",
        table_name="deadline",
        postgresql_where=sa.text("state IN ('open', 'in_progress', 'in_review', 'blocked')"),
    )
    op.drop_index(
        "ix_deadline_due_open",
        table_name="deadline",
        postgresql_where=sa.text("state IN ('open', 'in_progress', 'in_review', 'blocked')"),
    )
    op.drop_index("ix_deadline_done", table_name="deadline", postgresql_where=sa.text("state = 'done'"))
    op.drop_index(op.f("ix_deadline_case_id"), table_name="deadline")
    op.drop_index("ix_deadline_case_due", table_name="deadline")
    op.drop_index(
        "ix_deadline_backup",
        table_name="deadline",
        postgresql_where=sa.text("state IN ('open', 'in_progress', 'in_review', 'blocked')"),
    )
    op.drop_table("deadline")
    op.drop_table("calendar_feed")
