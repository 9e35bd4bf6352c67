"""When facilities operated, and what sources say of authority, knowledge, conduct and measures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "official_fact",
        sa.Column("official_id", sa.Uuid(), nullable=False),
        sa.Column(
            "indicator",
            sa.Enum(
                "EC1",
                "EC2",
                "EC3",
                "EC4",
                "EC5",
                "EC6",
                "EC7",
                "EC8",
                "EC-X1",
                "EC-X2",
                "EC-X3",
                "EC-X4",
                "EC-X5",
                "EC-X6",
                "KN1",
                "KN2",
                "KN3",
                "KN4",
                "KN5",
                "KN6",
                "KN7",
                "KN8",
                "KN9",
                "CD-ORDER",
                "CD-SPEECH",
                "CD-SIGNATURE",
                "CD-INSPECTION",
                "CD-OMISSION",
                "ME1",
                "ME2",
                "ME3",
                "ME4",
                "ME5",
                "ME6",
                "ME7",
                "ME8",
                name="indicator",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "direction",
            sa.Enum("for", "against", name="direction", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("during_code", sa.String(), nullable=True),
        sa.Column("during_earliest", sa.Date(), nullable=True),
        sa.Column("during_latest", sa.Date(), nullable=True),
        sa.Column("during_wording", sa.String(), nullable=True),
        sa.Column(
            "during_basis",
            sa.Enum("document", "memory", "inferred", "anchor", name="basis", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "within_power",
            sa.Enum("yes", "no", "unknown", name="known", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "taken",
            sa.Enum("yes", "no", "unknown", name="known", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("high", "moderate", "low", name="confidence", native_enum=False, length=40),
            nullable=True,
        ),
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
            "left(indicator, 2) = 'ME' OR num_nonnulls(within_power, taken, result) = 0",
            name=op.f("ck_official_fact_measure"),
        ),
        sa.CheckConstraint(
            "left(indicator, 4) <> 'EC-X' OR direction = 'against'", name=op.f("ck_official_fact_against")
        ),
        sa.CheckConstraint("during_earliest <= during_latest", name=op.f("ck_official_fact_order")),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name=op.f("fk_official_fact_official_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_official_fact_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["situation.id"], name=op.f("fk_official_fact_situation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_fact")),
    )
    op.create_index(
        "ix_official_fact_during", "official_fact", ["during_earliest", "during_latest"], unique=False
    )
    op.create_index(op.f("ix_official_fact_official_id"), "official_fact", ["official_id"], unique=False)
    op.create_index(
        op.f("ix_official_fact_organisation_id"), "official_fact", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_official_fact_situation_id"), "official_fact", ["situation_id"], unique=False)
    op.add_column("place", sa.Column("operated_code", sa.String(), nullable=True))
    op.add_column("place", sa.Column("operated_earliest", sa.Date(), nullable=True))
    op.add_column("place", sa.Column("operated_latest", sa.Date(), nullable=True))
    op.add_column("place", sa.Column("operated_wording", sa.String(), nullable=True))
    op.add_column(
        "place",
        sa.Column(
            "operated_basis",
            sa.Enum("document", "memory", "inferred", "anchor", name="basis", native_enum=False, length=40),
            nullable=True,
        ),
    )
    op.create_check_constraint(op.f("ck_place_operated_order"), "place", "operated_earliest <= operated_latest")


def downgrade() -> None:
    """Down."""
    op.drop_constraint(op.f("ck_place_operated_order"), "place", type_="check")
    op.drop_column("place", "operated_basis")
    op.drop_column("place", "operated_wording")
    op.drop_column("place", "operated_latest")
    op.drop_column("place", "operated_earliest")
    op.drop_column("place", "operated_code")
    op.drop_index(op.f("ix_official_fact_situation_id"), table_name="official_fact")
    op.drop_index(op.f("ix_official_fact_organisation_id"), table_name="official_fact")
    op.drop_index(op.f("ix_official_fact_official_id"), table_name="official_fact")
    op.drop_index("ix_official_fact_during", table_name="official_fact")
    op.drop_table("official_fact")
