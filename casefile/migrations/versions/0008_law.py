"""Tables of law."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casefile.migrations.parts import counted

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "charge",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("framework", sa.String(), nullable=False),
        sa.Column("crime", sa.String(), nullable=False),
        sa.Column("facts", sa.String(), nullable=True),
        sa.Column("period_code", sa.String(), nullable=True),
        sa.Column("period_earliest", sa.Date(), nullable=True),
        sa.Column("period_latest", sa.Date(), nullable=True),
        sa.Column("period_wording", sa.String(), nullable=True),
        sa.Column(
            "period_basis",
            sa.Enum("document", "memory", "inferred", "anchor", name="basis", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("victim_group", sa.String(), nullable=True),
        sa.Column(
            "target_standard",
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
            nullable=False,
        ),
        sa.Column(
            "persecution_grounds", sa.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("connected_charge_id", sa.Uuid(), nullable=True),
        sa.Column("exonerating_search", sa.String(), nullable=True),
        sa.Column("exonerating_search_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "proposed",
                "approved",
                "dropped",
                "superseded",
                name="chargestatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("status_reason", sa.String(), nullable=True),
        sa.Column("superseded_by_id", sa.Uuid(), nullable=True),
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
            "(status = 'superseded') = (superseded_by_id IS NOT NULL)", name=op.f("ck_charge_superseded")
        ),
        sa.CheckConstraint(
            "status <> 'dropped' OR coalesce(length(status_reason), 0) > 0",
            name=op.f("ck_charge_dropped_reason"),
        ),
        sa.CheckConstraint(
            "(exonerating_search IS NULL) = (exonerating_search_on IS NULL)",
            name=op.f("ck_charge_search_dated"),
        ),
        sa.CheckConstraint("period_earliest <= period_latest", name=op.f("ck_charge_period_order")),
        sa.CheckConstraint(
            "superseded_by_id <> id AND connected_charge_id <> id", name=op.f("ck_charge_not_itself")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_charge_case_id")),
        sa.ForeignKeyConstraint(
            ["connected_charge_id", "case_id"],
            ["charge.id", "charge.case_id"],
            name=op.f("fk_charge_connected_charge_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by_id", "case_id"],
            ["charge.id", "charge.case_id"],
            name=op.f("fk_charge_superseded_by_id_case_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge")),
        sa.UniqueConstraint("id", "case_id", name=op.f("uq_charge_id_case_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_charge_reference")),
    )
    op.create_index(op.f("ix_charge_case_id"), "charge", ["case_id"], unique=False)
    op.create_index("ix_charge_case_status", "charge", ["case_id", "status"], unique=False)
    op.create_table(
        "proposition",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "crime_base",
                "linkage",
                "contextual",
                "mental",
                "jurisdictional",
                "background",
                "judicial_notice",
                name="propositiontype",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "polarity",
            sa.Enum("for", "against", name="polarity", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=True),
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
            "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_proposition_withdrawn_reason"),
        ),
        sa.CheckConstraint("length(sentence) > 0", name=op.f("ck_proposition_sentence")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_proposition_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposition")),
        sa.UniqueConstraint("id", "case_id", name=op.f("uq_proposition_id_case_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_proposition_reference")),
    )
    op.create_index(op.f("ix_proposition_case_id"), "proposition", ["case_id"], unique=False)
    op.create_table(
        "charge_element",
        sa.Column("charge_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("official_id", sa.Uuid(), nullable=True),
        sa.Column(
            "part",
            sa.Enum("contextual", "specific", "mental", "mode", name="part", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("alt_group", sa.String(), nullable=False),
        sa.Column("track", sa.String(), nullable=False),
        sa.Column("applicable", sa.Boolean(), nullable=False),
        sa.Column(
            "exclusion",
            sa.Enum(
                "mode_not_pleaded",
                "official_not_charged",
                "decided",
                name="exclusion",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("exclusion_reason", sa.String(), nullable=True),
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
            "exclusion <> 'decided' OR coalesce(length(exclusion_reason), 0) > 0",
            name=op.f("ck_charge_element_exclusion_reason"),
        ),
        sa.CheckConstraint(
            "mode = '' OR official_id IS NOT NULL", name=op.f("ck_charge_element_mode_of_somebody")
        ),
        sa.CheckConstraint("applicable = (exclusion IS NULL)", name=op.f("ck_charge_element_excluded")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_charge_element_case_id")),
        sa.ForeignKeyConstraint(
            ["charge_id", "case_id"],
            ["charge.id", "charge.case_id"],
            name=op.f("fk_charge_element_charge_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name=op.f("fk_charge_element_official_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge_element")),
        sa.UniqueConstraint("id", "case_id", name=op.f("uq_charge_element_id_case_id")),
    )
    op.create_index(op.f("ix_charge_element_case_id"), "charge_element", ["case_id"], unique=False)
    op.create_index(
        "uq_charge_element",
        "charge_element",
        ["charge_id", "code", "official_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "charge_official",
        sa.Column("charge_id", sa.Uuid(), nullable=False),
        sa.Column("official_id", sa.Uuid(), nullable=False),
        sa.Column("superior_basis", sa.String(), nullable=True),
        sa.Column("leader_basis", sa.String(), nullable=True),
        sa.Column("grounds", sa.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_charge_official_case_id")),
        sa.ForeignKeyConstraint(
            ["charge_id", "case_id"],
            ["charge.id", "charge.case_id"],
            name=op.f("fk_charge_official_charge_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["official_id"], ["official.id"], name=op.f("fk_charge_official_official_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge_official")),
        sa.UniqueConstraint(
            "charge_id",
            "official_id",
            "case_id",
            name=op.f("uq_charge_official_charge_id_official_id_case_id"),
        ),
        sa.UniqueConstraint(
            "charge_id", "official_id", name=op.f("uq_charge_official_charge_id_official_id")
        ),
    )
    op.create_index(op.f("ix_charge_official_case_id"), "charge_official", ["case_id"], unique=False)
    op.create_index(op.f("ix_charge_official_official_id"), "charge_official", ["official_id"], unique=False)
    op.create_table(
        "charge_incident",
        sa.Column("charge_id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_charge_incident_case_id")),
        sa.ForeignKeyConstraint(
            ["charge_id", "case_id"],
            ["charge.id", "charge.case_id"],
            name=op.f("fk_charge_incident_charge_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["incident_id", "case_id"],
            ["incident_filing.record_id", "incident_filing.case_id"],
            name=op.f("fk_charge_incident_incident_id_case_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge_incident")),
        sa.UniqueConstraint(
            "charge_id", "incident_id", name=op.f("uq_charge_incident_charge_id_incident_id")
        ),
    )
    op.create_index(op.f("ix_charge_incident_case_id"), "charge_incident", ["case_id"], unique=False)
    op.create_index("ix_charge_incident_incident", "charge_incident", ["incident_id"], unique=False)
    op.create_table(
        "charge_mode",
        sa.Column("charge_id", sa.Uuid(), nullable=False),
        sa.Column("official_id", sa.Uuid(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column(
            "pleading",
            sa.Enum("cumulative", "alternative", name="pleading", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_charge_mode_case_id")),
        sa.ForeignKeyConstraint(
            ["charge_id", "official_id", "case_id"],
            ["charge_official.charge_id", "charge_official.official_id", "charge_official.case_id"],
            name=op.f("fk_charge_mode_charge_id_official_id_case_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge_mode")),
        sa.UniqueConstraint(
            "charge_id", "official_id", "mode", name=op.f("uq_charge_mode_charge_id_official_id_mode")
        ),
    )
    op.create_index(op.f("ix_charge_mode_case_id"), "charge_mode", ["case_id"], unique=False)
    op.create_table(
        "element_proposition",
        sa.Column("charge_element_id", sa.Uuid(), nullable=False),
        sa.Column("proposition_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_element_proposition_case_id")),
        sa.ForeignKeyConstraint(
            ["charge_element_id", "case_id"],
            ["charge_element.id", "charge_element.case_id"],
            name=op.f("fk_element_proposition_charge_element_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["proposition_id", "case_id"],
            ["proposition.id", "proposition.case_id"],
            name=op.f("fk_element_proposition_proposition_id_case_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_element_proposition")),
        sa.UniqueConstraint(
            "charge_element_id",
            "proposition_id",
            name=op.f("uq_element_proposition_charge_element_id_proposition_id"),
        ),
    )
    op.create_index(op.f("ix_element_proposition_case_id"), "element_proposition", ["case_id"], unique=False)
    op.create_index(
        "ix_element_proposition_proposition", "element_proposition", ["proposition_id"], unique=False
    )
    op.create_table(
        "evidence_link",
        sa.Column("proposition_id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
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
        sa.Column(
            "direction",
            sa.Enum(
                "supports", "undermines", "neutral_context", name="direction", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "directness",
            sa.Enum(
                "direct",
                "circumstantial",
                "hearsay_first",
                "hearsay_multi",
                "expert",
                "documentary",
                name="directness",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "weight",
            sa.Enum("high", "medium", "low", name="weight", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("weight_reason", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("linked_by", sa.Uuid(), nullable=True),
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
            "(ended_at IS NULL) = (ended_reason IS NULL)", name=op.f("ck_evidence_link_ended_reason")
        ),
        sa.CheckConstraint(
            "(pin_kind IS NULL) = (pin_value IS NULL)", name=op.f("ck_evidence_link_pinpoint")
        ),
        sa.CheckConstraint(
            "weight IS NULL OR coalesce(length(weight_reason), 0) > 0",
            name=op.f("ck_evidence_link_weight_reason"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_evidence_link_case_id")),
        sa.ForeignKeyConstraint(
            ["evidence_id", "case_id"],
            ["evidence_filing.record_id", "evidence_filing.case_id"],
            name=op.f("fk_evidence_link_evidence_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["proposition_id", "case_id"],
            ["proposition.id", "proposition.case_id"],
            name=op.f("fk_evidence_link_proposition_id_case_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_link")),
    )
    op.create_index(op.f("ix_evidence_link_case_id"), "evidence_link", ["case_id"], unique=False)
    op.create_index("ix_evidence_link_evidence", "evidence_link", ["evidence_id"], unique=False)
    op.create_index(
        "ix_evidence_link_proposition", "evidence_link", ["proposition_id", "direction"], unique=False
    )
    counted("charge", "charge")


def downgrade() -> None:
    """Down."""
    op.drop_index("ix_evidence_link_proposition", table_name="evidence_link")
    op.drop_index("ix_evidence_link_evidence", table_name="evidence_link")
    op.drop_index(op.f("ix_evidence_link_case_id"), table_name="evidence_link")
    op.drop_table("evidence_link")
    op.drop_index("ix_element_proposition_proposition", table_name="element_proposition")
    op.drop_index(op.f("ix_element_proposition_case_id"), table_name="element_proposition")
    op.drop_table("element_proposition")
    op.drop_index(op.f("ix_charge_mode_case_id"), table_name="charge_mode")
    op.drop_table("charge_mode")
    op.drop_index("ix_charge_incident_incident", table_name="charge_incident")
    op.drop_index(op.f("ix_charge_incident_case_id"), table_name="charge_incident")
    op.drop_table("charge_incident")
    op.drop_index(op.f("ix_charge_official_official_id"), table_name="charge_official")
    op.drop_index(op.f("ix_charge_official_case_id"), table_name="charge_official")
    op.drop_table("charge_official")
    op.drop_index("uq_charge_element", table_name="charge_element", postgresql_nulls_not_distinct=True)
    op.drop_index(op.f("ix_charge_element_case_id"), table_name="charge_element")
    op.drop_table("charge_element")
    op.drop_index(op.f("ix_proposition_case_id"), table_name="proposition")
    op.drop_table("proposition")
    op.drop_index("ix_charge_case_status", table_name="charge")
    op.drop_index(op.f("ix_charge_case_id"), table_name="charge")
    op.drop_table("charge")
