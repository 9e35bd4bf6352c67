"""Tables of incident parts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "incident_act",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column(
            "act",
            sa.Enum(
                "killing",
                "death_in_custody",
                "detention",
                "ill_treatment",
                "forced_labour",
                "sexual_violence",
                "disappearance",
                "forced_repatriation",
                "forced_transfer",
                "denial_of_food",
                "denial_of_care",
                "persecution_measure",
                "collective_punishment",
                "other",
                name="violation",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("people", sa.String(), nullable=False),
        sa.Column("lowest", sa.Integer(), nullable=True),
        sa.Column("lowest_source", sa.String(), nullable=True),
        sa.Column("highest", sa.Integer(), nullable=True),
        sa.Column("highest_source", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "highest IS NULL OR highest_source IS NOT NULL", name=op.f("ck_incident_act_highest_sourced")
        ),
        sa.CheckConstraint("lowest >= 0 AND highest >= lowest", name=op.f("ck_incident_act_order")),
        sa.CheckConstraint(
            "lowest IS NULL OR lowest_source IS NOT NULL", name=op.f("ck_incident_act_lowest_sourced")
        ),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_act_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_act")),
    )
    op.create_index(op.f("ix_incident_act_incident_id"), "incident_act", ["incident_id"], unique=False)
    op.create_table(
        "incident_link",
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "same_operation",
                "same_order",
                "same_modus",
                "followed",
                "distinct",
                name="linkkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("one_id <> other_id", name=op.f("ck_incident_link_not_itself")),
        sa.ForeignKeyConstraint(["one_id"], ["incident.id"], name=op.f("fk_incident_link_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["incident.id"], name=op.f("fk_incident_link_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_link")),
    )
    op.create_index(op.f("ix_incident_link_one_id"), "incident_link", ["one_id"], unique=False)
    op.create_index(op.f("ix_incident_link_other_id"), "incident_link", ["other_id"], unique=False)
    op.create_index(
        "uq_incident_link",
        "incident_link",
        [
            sa.literal_column("least(one_id, other_id)"),
            sa.literal_column("greatest(one_id, other_id)"),
            "kind",
        ],
        unique=True,
    )


def downgrade() -> None:
    """Down."""
    op.drop_index("uq_incident_link", table_name="incident_link")
    op.drop_index(op.f("ix_incident_link_other_id"), table_name="incident_link")
    op.drop_index(op.f("ix_incident_link_one_id"), table_name="incident_link")
    op.drop_table("incident_link")
    op.drop_index(op.f("ix_incident_act_incident_id"), table_name="incident_act")
    op.drop_table("incident_act")
