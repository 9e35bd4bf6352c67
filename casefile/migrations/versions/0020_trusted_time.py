"""Tables of trusted time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casefile.migrations.parts import append_only

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "time_manifest",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("sha256 = encode(sha256(content), 'hex')", name=op.f("ck_time_manifest_sha256")),
        sa.CheckConstraint("files > 0", name=op.f("ck_time_manifest_not_empty")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_time_manifest_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_manifest")),
        sa.UniqueConstraint("reference", name=op.f("uq_time_manifest_reference")),
    )
    op.create_index("ix_time_manifest_case_created", "time_manifest", ["case_id", "created_at"], unique=False)
    op.create_index(op.f("ix_time_manifest_case_id"), "time_manifest", ["case_id"], unique=False)
    op.create_table(
        "time_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("manifest_id", sa.Uuid(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column(
            "answer",
            sa.Enum(
                "granted",
                "silent",
                "refused",
                "unreadable",
                "other",
                "untrusted",
                "clock",
                name="answer",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("token", sa.LargeBinary(), nullable=True),
        sa.Column("token_sha256", sa.String(), nullable=True),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("serial", sa.String(), nullable=True),
        sa.Column("authority", sa.String(), nullable=True),
        sa.Column("policy", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(answer = 'granted') = (num_nonnulls(token, token_sha256, stamped_at, serial, authority, policy) = 6)",
            name=op.f("ck_time_answer_whole"),
        ),
        sa.CheckConstraint(
            "token_sha256 = encode(sha256(token), 'hex')", name=op.f("ck_time_answer_token_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["manifest_id"], ["time_manifest.id"], name=op.f("fk_time_answer_manifest_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_answer")),
    )
    op.create_index("ix_time_answer_manifest", "time_answer", ["manifest_id", "at"], unique=False)
    op.create_index(
        "uq_time_answer_granted",
        "time_answer",
        ["manifest_id"],
        unique=True,
        postgresql_where=sa.text("answer = 'granted'"),
    )
    op.create_table(
        "time_manifest_entry",
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("manifest_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_time_manifest_entry_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["manifest_id"], ["time_manifest.id"], name=op.f("fk_time_manifest_entry_manifest_id")
        ),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_time_manifest_entry")),
    )
    op.create_index(
        op.f("ix_time_manifest_entry_manifest_id"), "time_manifest_entry", ["manifest_id"], unique=False
    )
    for table in ("time_manifest", "time_answer", "time_manifest_entry"):
        append_only(table)


def downgrade() -> None:
    """Down."""
    op.drop_index(op.f("ix_time_manifest_entry_manifest_id"), table_name="time_manifest_entry")
    op.drop_table("time_manifest_entry")
    op.drop_index(
        "uq_time_answer_granted", table_name="time_answer", postgresql_where=sa.text("answer = 'granted'")
    )
    op.drop_index("ix_time_answer_manifest", table_name="time_answer")
    op.drop_table("time_answer")
    op.drop_index(op.f("ix_time_manifest_case_id"), table_name="time_manifest")
    op.drop_index("ix_time_manifest_case_created", table_name="time_manifest")
    op.drop_table("time_manifest")
