"""Tables of store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "upload",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "receiving", "received", "done", "refused", name="uploadstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("duplicate_of_id", sa.Uuid(), nullable=True),
        sa.Column("refused", sa.String(), nullable=True),
        sa.Column(
            "touched_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(state = 'done') = (num_nonnulls(item_id, duplicate_of_id) = 1)", name=op.f("ck_upload_outcome")
        ),
        sa.CheckConstraint("(state = 'refused') = (refused IS NOT NULL)", name=op.f("ck_upload_reason")),
        sa.CheckConstraint(
            "state = 'receiving' OR state = 'refused' OR received = size", name=op.f("ck_upload_whole")
        ),
        sa.CheckConstraint("size > 0 AND received BETWEEN 0 AND size", name=op.f("ck_upload_within")),
        sa.ForeignKeyConstraint(["batch_id"], ["evidence_batch.id"], name=op.f("fk_upload_batch_id")),
        sa.ForeignKeyConstraint(["duplicate_of_id"], ["evidence.id"], name=op.f("fk_upload_duplicate_of_id")),
        sa.ForeignKeyConstraint(["item_id"], ["evidence.id"], name=op.f("fk_upload_item_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_upload_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    op.create_index(op.f("ix_upload_batch_id"), "upload", ["batch_id"], unique=False)
    op.create_index("ix_upload_touched", "upload", ["touched_at"], unique=False)
    op.create_index(
        "ix_upload_waiting",
        "upload",
        ["touched_at"],
        unique=False,
        postgresql_where=sa.text("state = 'received'"),
    )


def downgrade() -> None:
    """Down."""
    op.drop_index("ix_upload_waiting", table_name="upload", postgresql_where=sa.text("state = 'received'"))
    op.drop_index("ix_upload_touched", table_name="upload")
    op.drop_index(op.f("ix_upload_batch_id"), table_name="upload")
    op.drop_table("upload")
