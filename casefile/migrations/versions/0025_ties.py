"""Evidence tied to claims of the registers; units in incidents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "backing",
        sa.Column(
            "bearing",
            sa.Enum("supports", "contradicts", name="bearing", native_enum=False, length=40),
            nullable=False,
        ),
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
        sa.Column("pin_value", sa.String(), nullable=True),
        sa.Column("quote", sa.String(), nullable=True),
        sa.Column("tied_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=True),
        sa.Column("situation_id", sa.Uuid(), nullable=True),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("name_id", sa.Uuid(), nullable=True),
        sa.Column("relation_id", sa.Uuid(), nullable=True),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("holding_id", sa.Uuid(), nullable=True),
        sa.Column("fact_id", sa.Uuid(), nullable=True),
        sa.Column("involvement_id", sa.Uuid(), nullable=True),
        sa.Column("act_id", sa.Uuid(), nullable=True),
        sa.Column("link_id", sa.Uuid(), nullable=True),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name=op.f("ck_backing_ended_whole")),
        sa.CheckConstraint("(pin_kind IS NULL) = (pin_value IS NULL)", name=op.f("ck_backing_pinpoint")),
        sa.CheckConstraint(
            "num_nonnulls(organisation_id, name_id, relation_id, post_id, holding_id, fact_id, involvement_id, act_id, link_id) = 1",
            name=op.f("ck_backing_one_claim"),
        ),
        sa.CheckConstraint("num_nonnulls(situation_id, incident_id) = 1", name=op.f("ck_backing_one_home")),
        sa.ForeignKeyConstraint(["act_id"], ["incident_act.id"], name=op.f("fk_backing_act_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_backing_evidence_id")),
        sa.ForeignKeyConstraint(["fact_id"], ["official_fact.id"], name=op.f("fk_backing_fact_id")),
        sa.ForeignKeyConstraint(["holding_id"], ["holding.id"], name=op.f("fk_backing_holding_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_backing_incident_id")),
        sa.ForeignKeyConstraint(
            ["involvement_id"], ["involvement.id"], name=op.f("fk_backing_involvement_id")
        ),
        sa.ForeignKeyConstraint(["link_id"], ["incident_link.id"], name=op.f("fk_backing_link_id")),
        sa.ForeignKeyConstraint(["name_id"], ["organisation_name.id"], name=op.f("fk_backing_name_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_backing_organisation_id")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_backing_post_id")),
        sa.ForeignKeyConstraint(
            ["relation_id"], ["organisation_relation.id"], name=op.f("fk_backing_relation_id")
        ),
        sa.ForeignKeyConstraint(["situation_id"], ["situation.id"], name=op.f("fk_backing_situation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backing")),
    )
    op.create_index("ix_backing_evidence", "backing", ["evidence_id"], unique=False)
    op.create_index(
        "uq_backing_act",
        "backing",
        ["act_id", "evidence_id", sa.literal_column("coalesce(pin_value, '')")],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_backing_fact",
        "backing",
        ["fact_id", "evidence_id", sa.literal_column("coalesce(pin_value, '')")],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_backing_holding",
        "backing",
        ["holding_id", "evidence_id", sa.literal_column("coalesce(pin_value, '')")],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_backing_involvement",
        "backing",
        ["involvement_id", "evidence_id", sa.literal_column("coalesce(pin_value, '')")],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_backing_link",
        "backing",
        ["link_id", "evidence_id", sa.literal_column("coalesce(pin_value, '')")],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_backing_name",
        "backing",
        ["name_id", "evidence_id", sa.literal_column("coalesce(pin_value, '')")],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_backing_organisation",
        "backing",
        ["organisation_id", "evidence_id", sa.literal_column("coalesce(pin_value, '')")],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_backing_post",
        "backing",
        ["post_id", "evidence_id", sa.literal_column("coalesce(pin_value, '')")],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_backing_relation",
        "backing",
        ["relation_id", "evidence_id", sa.literal_column("coalesce(pin_value, '')")],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.add_column("involvement", sa.Column("organisation_id", sa.Uuid(), nullable=True))
    op.alter_column("involvement", "official_id", existing_type=sa.UUID(), nullable=True)
    op.create_index(op.f("ix_involvement_organisation_id"), "involvement", ["organisation_id"], unique=False)
    op.create_foreign_key(
        op.f("fk_involvement_organisation_id"), "involvement", "organisation", ["organisation_id"], ["id"]
    )
    op.create_check_constraint(
        op.f("ck_involvement_one_party"), "involvement", "num_nonnulls(official_id, organisation_id) = 1"
    )


def downgrade() -> None:
    """Down: what is said of units in incidents has no place in the form before."""
    op.drop_table("backing")
    op.execute("DELETE FROM involvement WHERE official_id IS NULL")
    op.drop_constraint(op.f("ck_involvement_one_party"), "involvement", type_="check")
    op.drop_constraint(op.f("fk_involvement_organisation_id"), "involvement", type_="foreignkey")
    op.drop_index(op.f("ix_involvement_organisation_id"), table_name="involvement")
    op.alter_column("involvement", "official_id", existing_type=sa.UUID(), nullable=False)
    op.drop_column("involvement", "organisation_id")
