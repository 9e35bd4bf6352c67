"""Tables of consent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "source_tie",
        sa.Column(
            "kind",
            sa.Enum(
                "told_by",
                "same_household",
                "same_intermediary",
                "same_session",
                "copied_from",
                "same_publisher",
                "derived_from",
                name="tie",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("other_person_id", sa.Uuid(), nullable=True),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("other_evidence_id", sa.Uuid(), nullable=True),
        sa.Column("contaminated", sa.Boolean(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(person_id IS NOT NULL) = (kind IN ('same_household', 'same_intermediary', 'told_by'))",
            name=op.f("ck_source_tie_kind_fits"),
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (end_reason IS NULL)", name=op.f("ck_source_tie_ended_whole")
        ),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (evidence_id IS NULL)", name=op.f("ck_source_tie_one_pair")
        ),
        sa.CheckConstraint("evidence_id <> other_evidence_id", name=op.f("ck_source_tie_two_items")),
        sa.CheckConstraint("length(basis) > 0", name=op.f("ck_source_tie_basis")),
        sa.CheckConstraint(
            "num_nonnulls(evidence_id, other_evidence_id) IN (0, 2)", name=op.f("ck_source_tie_items_whole")
        ),
        sa.CheckConstraint(
            "num_nonnulls(person_id, other_person_id) IN (0, 2)", name=op.f("ck_source_tie_people_whole")
        ),
        sa.CheckConstraint("person_id <> other_person_id", name=op.f("ck_source_tie_two_people")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_source_tie_evidence_id")),
        sa.ForeignKeyConstraint(
            ["other_evidence_id"], ["evidence.id"], name=op.f("fk_source_tie_other_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["other_person_id"], ["person.id"], name=op.f("fk_source_tie_other_person_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_source_tie_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_tie")),
    )
    op.create_index(
        "ix_source_tie_evidence",
        "source_tie",
        ["evidence_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_source_tie_other_evidence",
        "source_tie",
        ["other_evidence_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_source_tie_other_person",
        "source_tie",
        ["other_person_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_source_tie_person",
        "source_tie",
        ["person_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.add_column(
        "evidence_subject",
        sa.Column(
            "role",
            sa.Enum(
                "speaker",
                "subject",
                "family",
                "third_party",
                "consent_form",
                name="role",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
    )
    # An interview belongs to whoever is linked to it; in anything else people are mentioned until somebody says more.
    op.execute("""
        UPDATE evidence_subject s SET role = CASE WHEN e.kind = 'testimony' THEN 'speaker' ELSE 'subject' END
        FROM evidence e WHERE e.id = s.evidence_id AND s.person_id IS NOT NULL
    """)
    op.create_check_constraint(op.f("ck_evidence_subject_role_of_people"), "evidence_subject",
                               "(person_id IS NULL) = (role IS NULL)")


def downgrade() -> None:
    """Down."""
    op.drop_constraint(op.f("ck_evidence_subject_role_of_people"), "evidence_subject")
    op.drop_column("evidence_subject", "role")
    op.drop_index(
        "ix_source_tie_person", table_name="source_tie", postgresql_where=sa.text("ended_at IS NULL")
    )
    op.drop_index(
        "ix_source_tie_other_person", table_name="source_tie", postgresql_where=sa.text("ended_at IS NULL")
    )
    op.drop_index(
        "ix_source_tie_other_evidence", table_name="source_tie", postgresql_where=sa.text("ended_at IS NULL")
    )
    op.drop_index(
        "ix_source_tie_evidence", table_name="source_tie", postgresql_where=sa.text("ended_at IS NULL")
    )
    op.drop_table("source_tie")
