"""Tables of names dates places."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "name_variant",
        sa.Column(
            "part", sa.Enum("surname", "syllable", name="part", native_enum=False, length=40), nullable=False
        ),
        sa.Column("hangul", sa.String(), nullable=False),
        sa.Column("spelling", sa.String(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_variant")),
    )
    op.create_index("uq_name_variant", "name_variant", ["part", "hangul", "spelling"], unique=True)
    op.create_table(
        "not_same_official",
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("situation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_not_same_official_in_order")),
        sa.ForeignKeyConstraint(["one_id"], ["official.id"], name=op.f("fk_not_same_official_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["official.id"], name=op.f("fk_not_same_official_other_id")),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["situation.id"], name=op.f("fk_not_same_official_situation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_same_official")),
    )
    op.create_index(op.f("ix_not_same_official_other_id"), "not_same_official", ["other_id"], unique=False)
    op.create_index(
        op.f("ix_not_same_official_situation_id"), "not_same_official", ["situation_id"], unique=False
    )
    op.create_index("uq_not_same_official", "not_same_official", ["one_id", "other_id"], unique=True)
    op.create_table(
        "official_merge",
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("moved", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("added", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "merged_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_reason", sa.String(), nullable=True),
        sa.Column("situation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_reason IS NULL)", name=op.f("ck_official_merge_undone_whole")
        ),
        sa.CheckConstraint("one_id <> other_id", name=op.f("ck_official_merge_two_people")),
        sa.ForeignKeyConstraint(["one_id"], ["official.id"], name=op.f("fk_official_merge_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["official.id"], name=op.f("fk_official_merge_other_id")),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["situation.id"], name=op.f("fk_official_merge_situation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_merge")),
    )
    op.create_index("ix_official_merge_one", "official_merge", ["one_id"], unique=False)
    op.create_index(op.f("ix_official_merge_situation_id"), "official_merge", ["situation_id"], unique=False)
    op.create_index(
        "uq_official_merge_standing",
        "official_merge",
        ["other_id"],
        unique=True,
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.add_column("official", sa.Column("merged_into_id", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_official_merged_into_id"), "official", ["merged_into_id"], unique=False)
    op.create_foreign_key(
        op.f("fk_official_merged_into_id"), "official", "official", ["merged_into_id"], ["id"]
    )
    op.add_column("official_name", sa.Column("borne_code", sa.String(), nullable=True))
    op.add_column("official_name", sa.Column("borne_earliest", sa.Date(), nullable=True))
    op.add_column("official_name", sa.Column("borne_latest", sa.Date(), nullable=True))
    op.add_column("official_name", sa.Column("borne_wording", sa.String(), nullable=True))
    op.add_column(
        "official_name",
        sa.Column(
            "borne_basis",
            sa.Enum("document", "memory", "inferred", "anchor", name="basis", native_enum=False, length=40),
            nullable=True,
        ),
    )
    op.add_column(
        "official_name",
        sa.Column(
            "certainty",
            sa.Enum("high", "moderate", "low", name="confidence", native_enum=False, length=40),
            nullable=True,
        ),
    )
    op.create_check_constraint(op.f("ck_official_name_borne_order"), "official_name", "borne_earliest <= borne_latest")
    # Everybody is to be found by the wider keys too: a worker makes them.
    op.execute("""
        INSERT INTO job_run (id, name, args, state, tries, done, total)
        SELECT gen_random_uuid(), 'rebuild_name_keys', '[]'::jsonb, 'waiting', 0, 0, 0
        WHERE EXISTS (SELECT FROM official)
    """)


def downgrade() -> None:
    """Down."""
    op.execute("DELETE FROM job_run WHERE name = 'rebuild_name_keys'")
    op.drop_constraint(op.f("ck_official_name_borne_order"), "official_name", type_="check")
    op.drop_column("official_name", "certainty")
    op.drop_column("official_name", "borne_basis")
    op.drop_column("official_name", "borne_wording")
    op.drop_column("official_name", "borne_latest")
    op.drop_column("official_name", "borne_earliest")
    op.drop_column("official_name", "borne_code")
    op.drop_constraint(op.f("fk_official_merged_into_id"), "official", type_="foreignkey")
    op.drop_index(op.f("ix_official_merged_into_id"), table_name="official")
    op.drop_column("official", "merged_into_id")
    op.drop_index(
        "uq_official_merge_standing",
        table_name="official_merge",
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.drop_index(op.f("ix_official_merge_situation_id"), table_name="official_merge")
    op.drop_index("ix_official_merge_one", table_name="official_merge")
    op.drop_table("official_merge")
    op.drop_index("uq_not_same_official", table_name="not_same_official")
    op.drop_index(op.f("ix_not_same_official_situation_id"), table_name="not_same_official")
    op.drop_index(op.f("ix_not_same_official_other_id"), table_name="not_same_official")
    op.drop_table("not_same_official")
    op.drop_index("uq_name_variant", table_name="name_variant")
    op.drop_table("name_variant")
