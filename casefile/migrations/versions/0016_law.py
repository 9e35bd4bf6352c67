"""Tables of law."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casefile.migrations.parts import append_only


revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "law_edition",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_law_edition_reason")),
        sa.CheckConstraint(
            "length(sha256) = 64 AND size = octet_length(content)", name=op.f("ck_law_edition_whole")
        ),
        sa.ForeignKeyConstraint(["added_by"], ["user.id"], name=op.f("fk_law_edition_added_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_edition")),
        sa.UniqueConstraint("code", name=op.f("uq_law_edition_code")),
    )
    op.create_table(
        "context_finding",
        sa.Column("source_case_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("framework", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "NA",
                "NONE",
                "LEAD",
                "WEAK",
                "ARGUABLE",
                "SUFFICIENT",
                "STRONG",
                "NEGATED",
                name="level",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "standard",
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
        sa.CheckConstraint("number > 0", name=op.f("ck_context_finding_number")),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["situation.id"], name=op.f("fk_context_finding_situation_id")
        ),
        sa.ForeignKeyConstraint(
            ["source_case_id"], ["case.id"], name=op.f("fk_context_finding_source_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_context_finding")),
        sa.UniqueConstraint(
            "source_case_id",
            "framework",
            "code",
            "number",
            name=op.f("uq_context_finding_source_case_id_framework_code_number"),
        ),
    )
    op.create_index(
        "ix_context_finding_code", "context_finding", ["situation_id", "framework", "code"], unique=False
    )
    op.create_index(
        op.f("ix_context_finding_situation_id"), "context_finding", ["situation_id"], unique=False
    )
    op.create_table(
        "forum_assessment",
        sa.Column(
            "forum",
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
            "viability",
            sa.Enum("open", "contingent", "closed", name="viability", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("temporal_from", sa.Date(), nullable=True),
        sa.Column("temporal_to", sa.Date(), nullable=True),
        sa.Column("territorial_basis", sa.String(), nullable=True),
        sa.Column("personal_basis", sa.String(), nullable=True),
        sa.Column("admissibility_note", sa.String(), nullable=True),
        sa.Column("immunity_note", sa.String(), nullable=True),
        sa.Column(
            "death_penalty",
            sa.Enum(
                "unknown",
                "yes",
                "moratorium",
                "assurance_obtained",
                "no",
                name="deathpenalty",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "in_absentia",
            sa.Enum("unknown", "yes", "limited", "no", name="absentia", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "fair_trial",
            sa.Enum(
                "unassessed", "acceptable", "unacceptable", name="fairtrial", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("fair_trial_on", sa.Date(), nullable=True),
        sa.Column("evidence_form", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("next_review_due", sa.Date(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(fair_trial = 'unassessed') = (fair_trial_on IS NULL)",
            name=op.f("ck_forum_assessment_fair_trial_dated"),
        ),
        sa.CheckConstraint("temporal_from <= temporal_to", name=op.f("ck_forum_assessment_order")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_forum_assessment_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_assessment")),
        sa.UniqueConstraint("case_id", "forum", name=op.f("uq_forum_assessment_case_id_forum")),
    )
    op.create_index(op.f("ix_forum_assessment_case_id"), "forum_assessment", ["case_id"], unique=False)
    op.create_table(
        "charge_place",
        sa.Column("charge_id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_charge_place_case_id")),
        sa.ForeignKeyConstraint(
            ["charge_id", "case_id"],
            ["charge.id", "charge.case_id"],
            name=op.f("fk_charge_place_charge_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_charge_place_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge_place")),
        sa.UniqueConstraint("charge_id", "place_id", name=op.f("uq_charge_place_charge_id_place_id")),
    )
    op.create_index(op.f("ix_charge_place_case_id"), "charge_place", ["case_id"], unique=False)
    op.create_index(op.f("ix_charge_place_place_id"), "charge_place", ["place_id"], unique=False)
    op.create_table(
        "limitation_event",
        sa.Column("charge_id", sa.Uuid(), nullable=False),
        sa.Column(
            "forum",
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
            "kind",
            sa.Enum("suspension", "interruption", name="eventkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(kind = 'suspension') = (ended_on IS NOT NULL)", name=op.f("ck_limitation_event_suspension_ends")
        ),
        sa.CheckConstraint("began_on <= ended_on", name=op.f("ck_limitation_event_order")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_limitation_event_case_id")),
        sa.ForeignKeyConstraint(
            ["charge_id", "case_id"],
            ["charge.id", "charge.case_id"],
            name=op.f("fk_limitation_event_charge_id_case_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limitation_event")),
    )
    op.create_index(op.f("ix_limitation_event_case_id"), "limitation_event", ["case_id"], unique=False)
    op.create_index("ix_limitation_event_charge", "limitation_event", ["charge_id", "forum"], unique=False)
    op.create_table(
        "context_adoption",
        sa.Column("charge_element_id", sa.Uuid(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("adopted_by", sa.Uuid(), nullable=True),
        sa.Column(
            "adopted_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_reason", sa.String(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_reason IS NULL)", name=op.f("ck_context_adoption_ended_reason")
        ),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_context_adoption_reason")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_context_adoption_case_id")),
        sa.ForeignKeyConstraint(
            ["charge_element_id", "case_id"],
            ["charge_element.id", "charge_element.case_id"],
            name=op.f("fk_context_adoption_charge_element_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["context_finding.id"], name=op.f("fk_context_adoption_finding_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_context_adoption")),
    )
    op.create_index(op.f("ix_context_adoption_case_id"), "context_adoption", ["case_id"], unique=False)
    op.create_index(op.f("ix_context_adoption_finding_id"), "context_adoption", ["finding_id"], unique=False)
    op.create_index(
        "uq_context_adoption",
        "context_adoption",
        ["charge_element_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.add_column("charge_element", sa.Column("law_version", sa.String(), nullable=True))
    op.create_check_constraint(
        op.f("ck_charge_element_not_in_law"), "charge_element",
        "coalesce(exclusion = 'not_in_law', false) = (law_version IS NOT NULL)")
    append_only("law_edition")
    append_only("context_finding")


def downgrade() -> None:
    """Down."""
    op.drop_constraint(op.f("ck_charge_element_not_in_law"), "charge_element")
    op.execute("UPDATE charge_element SET exclusion = 'mode_not_pleaded' WHERE exclusion = 'not_in_law'")
    op.drop_column("charge_element", "law_version")
    op.drop_index(
        "uq_context_adoption", table_name="context_adoption", postgresql_where=sa.text("ended_at IS NULL")
    )
    op.drop_index(op.f("ix_context_adoption_finding_id"), table_name="context_adoption")
    op.drop_index(op.f("ix_context_adoption_case_id"), table_name="context_adoption")
    op.drop_table("context_adoption")
    op.drop_index("ix_limitation_event_charge", table_name="limitation_event")
    op.drop_index(op.f("ix_limitation_event_case_id"), table_name="limitation_event")
    op.drop_table("limitation_event")
    op.drop_index(op.f("ix_charge_place_place_id"), table_name="charge_place")
    op.drop_index(op.f("ix_charge_place_case_id"), table_name="charge_place")
    op.drop_table("charge_place")
    op.drop_index(op.f("ix_forum_assessment_case_id"), table_name="forum_assessment")
    op.drop_table("forum_assessment")
    op.drop_index(op.f("ix_context_finding_situation_id"), table_name="context_finding")
    op.drop_index("ix_context_finding_code", table_name="context_finding")
    op.drop_table("context_finding")
    op.drop_table("law_edition")
