"""Tables of working copies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "extraction",
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_extraction_evidence_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["evidence.id"], name=op.f("fk_extraction_parent_id")),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_extraction")),
    )
    op.create_index("uq_extraction_place", "extraction", ["parent_id", "place"], unique=True)
    op.create_table(
        "reading",
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "reading", "done", "failed", name="readingstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("run_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("notes", postgresql.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("says_made", sa.Date(), nullable=True),
        sa.Column("says_where", sa.Boolean(), nullable=False),
        sa.Column(
            "asked_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'failed') = (problem IS NOT NULL)", name=op.f("ck_reading_failed_why")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_reading_evidence_id")),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_reading")),
    )
    op.create_index(
        "ix_reading_failed",
        "reading",
        ["evidence_id"],
        unique=False,
        postgresql_where=sa.text("state = 'failed'"),
    )
    op.create_index(
        "ix_reading_says_made",
        "reading",
        ["says_made"],
        unique=False,
        postgresql_where=sa.text("says_made IS NOT NULL"),
    )
    op.create_table(
        "rendition",
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "page", "thumbnail", "text", "ocr", "facts", name="copykind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("tool", sa.String(), nullable=False),
        sa.Column("tool_version", sa.String(), nullable=False),
        sa.Column("sure", sa.Integer(), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("words", postgresql.ARRAY(sa.BigInteger()), nullable=True),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_rendition_sha256")),
        sa.CheckConstraint(
            "(sha256 IS NULL) = (problem IS NOT NULL)", name=op.f("ck_rendition_made_or_why_not")
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_rendition_evidence_id")),
        sa.PrimaryKeyConstraint("evidence_id", "kind", "page", name=op.f("pk_rendition")),
    )
    op.create_index("ix_rendition_sha256", "rendition", ["sha256"], unique=False)
    op.create_index("ix_rendition_words", "rendition", ["words"], unique=False, postgresql_using="gin")
    op.add_column(
        "evidence_subject",
        sa.Column(
            "pin_kind",
            sa.Enum(
                "page",
                "paragraph",
                "time",
                "frame",
                "region",
                "cell",
                "anchor",
                name="pinkind",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
    )
    op.add_column("evidence_subject", sa.Column("pin_value", sa.String(), nullable=True))
    op.add_column("evidence_subject", sa.Column("quote", sa.String(), nullable=True))
    op.create_check_constraint(
        op.f("ck_evidence_subject_pinpoint"), "evidence_subject", "(pin_kind IS NULL) = (pin_value IS NULL)"
    )
    op.drop_index(
        op.f("uq_evidence_subject_incident"),
        table_name="evidence_subject",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_evidence_subject_incident",
        "evidence_subject",
        ["evidence_id", "incident_id", sa.literal_column("coalesce(pin_value, '')")],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(
        op.f("uq_evidence_subject_official"),
        table_name="evidence_subject",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_evidence_subject_official",
        "evidence_subject",
        ["evidence_id", "official_id", sa.literal_column("coalesce(pin_value, '')")],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(
        op.f("uq_evidence_subject_person"),
        table_name="evidence_subject",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_evidence_subject_person",
        "evidence_subject",
        ["evidence_id", "person_id", sa.literal_column("coalesce(pin_value, '')")],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    """Down."""
    # Without places one link an item and subject is left; the others end, and their history stays.
    op.execute(
        """
        UPDATE evidence_subject SET ended_at = clock_timestamp(), end_reason = 'step back'
        WHERE ended_at IS NULL AND pin_value IS NOT NULL AND EXISTS (
            SELECT 1 FROM evidence_subject other
            WHERE other.ended_at IS NULL AND other.evidence_id = evidence_subject.evidence_id
              AND other.incident_id IS NOT DISTINCT FROM evidence_subject.incident_id
              AND other.person_id IS NOT DISTINCT FROM evidence_subject.person_id
              AND other.official_id IS NOT DISTINCT FROM evidence_subject.official_id
              AND coalesce(other.pin_value, '') < evidence_subject.pin_value)
        """
    )
    op.drop_constraint(op.f("ck_evidence_subject_pinpoint"), "evidence_subject", type_="check")
    op.drop_index(
        "uq_evidence_subject_person",
        table_name="evidence_subject",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        op.f("uq_evidence_subject_person"),
        "evidence_subject",
        ["evidence_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(
        "uq_evidence_subject_official",
        table_name="evidence_subject",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        op.f("uq_evidence_subject_official"),
        "evidence_subject",
        ["evidence_id", "official_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(
        "uq_evidence_subject_incident",
        table_name="evidence_subject",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        op.f("uq_evidence_subject_incident"),
        "evidence_subject",
        ["evidence_id", "incident_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_column("evidence_subject", "quote")
    op.drop_column("evidence_subject", "pin_value")
    op.drop_column("evidence_subject", "pin_kind")
    op.drop_index("ix_rendition_words", table_name="rendition", postgresql_using="gin")
    op.drop_index("ix_rendition_sha256", table_name="rendition")
    op.drop_table("rendition")
    op.drop_index(
        "ix_reading_says_made", table_name="reading", postgresql_where=sa.text("says_made IS NOT NULL")
    )
    op.drop_index("ix_reading_failed", table_name="reading", postgresql_where=sa.text("state = 'failed'"))
    op.drop_table("reading")
    op.drop_index("uq_extraction_place", table_name="extraction")
    op.drop_table("extraction")
