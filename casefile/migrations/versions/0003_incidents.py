"""Tables of incidents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casefile.migrations.parts import counted

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "place",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("name_latin", sa.String(), nullable=True),
        sa.Column("name_hangul", sa.String(), nullable=True),
        sa.Column("other_names", sa.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "country",
                "do",
                "special_city",
                "si",
                "gun",
                "kuyok",
                "ri",
                "dong",
                "rodongjagu",
                "kwanliso",
                "kyohwaso",
                "rodong_danryondae",
                "jipkyulso",
                "kuryujang",
                "bowibu_interrogation",
                "border_guard_post",
                "execution_site",
                "burial_site",
                "special_zone",
                "overseas_worksite",
                "foreign_detention",
                "other",
                name="placekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column(
            "coordinate_source",
            sa.Enum(
                "satellite",
                "witness_sketch",
                "gazetteer",
                "published",
                "derived",
                name="coordinatesource",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "precision",
            sa.Enum(
                "P0", "P1", "P2", "P3", "P4", "P5", "P6", "PX", name="precision", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("radius_m", sa.Integer(), nullable=True),
        sa.Column(
            "sensitivity",
            sa.Enum("public", "restricted", name="sensitivity", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("gazetteer_code", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
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
            "(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_place_both_coordinates")
        ),
        sa.CheckConstraint(
            "latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name=op.f("ck_place_on_earth")
        ),
        sa.CheckConstraint(
            "latitude IS NULL OR coordinate_source IS NOT NULL", name=op.f("ck_place_coordinates_sourced")
        ),
        sa.CheckConstraint("name_latin IS NOT NULL OR name_hangul IS NOT NULL", name=op.f("ck_place_named")),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_place_not_in_itself")),
        sa.CheckConstraint("radius_m > 0", name=op.f("ck_place_radius")),
        sa.ForeignKeyConstraint(["parent_id"], ["place.id"], name=op.f("fk_place_parent_id")),
        sa.ForeignKeyConstraint(["situation_id"], ["situation.id"], name=op.f("fk_place_situation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("reference", name=op.f("uq_place_reference")),
    )
    op.create_index(op.f("ix_place_parent_id"), "place", ["parent_id"], unique=False)
    op.create_index(op.f("ix_place_situation_id"), "place", ["situation_id"], unique=False)
    op.create_index("ix_place_situation_kind", "place", ["situation_id", "kind"], unique=False)
    op.create_index("ix_place_situation_name", "place", ["situation_id", "name_latin"], unique=False)
    op.create_index(
        "uq_place_gazetteer",
        "place",
        ["situation_id", "gazetteer_code"],
        unique=True,
        postgresql_where=sa.text("gazetteer_code IS NOT NULL"),
    )
    op.create_table(
        "incident",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("violations", sa.ARRAY(sa.String()), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column(
            "language",
            sa.Enum("en", "ko", "zh", "ja", "ru", "other", name="language", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("when_code", sa.String(), nullable=True),
        sa.Column("when_earliest", sa.Date(), nullable=True),
        sa.Column("when_latest", sa.Date(), nullable=True),
        sa.Column("when_wording", sa.String(), nullable=True),
        sa.Column(
            "when_basis",
            sa.Enum("document", "memory", "inferred", "anchor", name="basis", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("place_note", sa.String(), nullable=True),
        sa.Column("victims", sa.String(), nullable=True),
        sa.Column("victims_lowest", sa.Integer(), nullable=True),
        sa.Column("victims_highest", sa.Integer(), nullable=True),
        sa.Column("victims_identified", sa.Integer(), nullable=True),
        sa.Column("victims_source", sa.String(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "alleged",
                "single_source",
                "corroborated",
                "established_rg",
                "charge_ready",
                "inconclusive",
                "refuted",
                "duplicate_of",
                name="status",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("duplicate_of_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(status = 'duplicate_of') = (duplicate_of_id IS NOT NULL)", name=op.f("ck_incident_duplicate")
        ),
        sa.CheckConstraint(
            "(victims_lowest IS NULL AND victims_highest IS NULL) OR victims_source IS NOT NULL",
            name=op.f("ck_incident_victims_sourced"),
        ),
        sa.CheckConstraint("cardinality(violations) > 0", name=op.f("ck_incident_violations")),
        sa.CheckConstraint("duplicate_of_id <> id", name=op.f("ck_incident_not_its_own_duplicate")),
        sa.CheckConstraint(
            "victims_highest >= 0 AND victims_identified >= 0", name=op.f("ck_incident_victims_counted")
        ),
        sa.CheckConstraint(
            "victims_lowest >= 0 AND victims_highest >= victims_lowest",
            name=op.f("ck_incident_victims_order"),
        ),
        sa.CheckConstraint(
            "when_code IS NOT NULL OR (when_earliest IS NULL AND when_latest IS NULL)",
            name=op.f("ck_incident_when_whole"),
        ),
        sa.CheckConstraint("when_earliest <= when_latest", name=op.f("ck_incident_when_order")),
        sa.ForeignKeyConstraint(
            ["duplicate_of_id"], ["incident.id"], name=op.f("fk_incident_duplicate_of_id")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_incident_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("reference", name=op.f("uq_incident_reference")),
    )
    op.create_index(op.f("ix_incident_duplicate_of_id"), "incident", ["duplicate_of_id"], unique=False)
    op.create_index(op.f("ix_incident_place_id"), "incident", ["place_id"], unique=False)
    op.create_index("ix_incident_status", "incident", ["status"], unique=False)
    op.create_index("ix_incident_title", "incident", ["title"], unique=False)
    op.create_index(
        "ix_incident_violations", "incident", ["violations"], unique=False, postgresql_using="gin"
    )
    op.create_index("ix_incident_when", "incident", ["when_earliest", "when_latest"], unique=False)
    op.create_index(
        "ix_incident_when_first",
        "incident",
        [sa.literal_column("coalesce(when_earliest, when_latest)")],
        unique=False,
    )
    op.create_table(
        "incident_filing",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("filed_by", sa.Uuid(), nullable=True),
        sa.Column(
            "filed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_incident_filing_case_id")),
        sa.ForeignKeyConstraint(["record_id"], ["incident.id"], name=op.f("fk_incident_filing_record_id")),
        sa.PrimaryKeyConstraint("record_id", "case_id", name=op.f("pk_incident_filing")),
    )
    op.create_index("ix_incident_filing_case", "incident_filing", ["case_id"], unique=False)
    counted("incident_filing", "incident")


def downgrade() -> None:
    """Down."""
    op.drop_index("ix_incident_filing_case", table_name="incident_filing")
    op.drop_table("incident_filing")
    op.drop_index("ix_incident_when_first", table_name="incident")
    op.drop_index("ix_incident_when", table_name="incident")
    op.drop_index("ix_incident_violations", table_name="incident", postgresql_using="gin")
    op.drop_index("ix_incident_title", table_name="incident")
    op.drop_index("ix_incident_status", table_name="incident")
    op.drop_index(op.f("ix_incident_place_id"), table_name="incident")
    op.drop_index(op.f("ix_incident_duplicate_of_id"), table_name="incident")
    op.drop_table("incident")
    op.drop_index(
        "uq_place_gazetteer", table_name="place", postgresql_where=sa.text("gazetteer_code IS NOT NULL")
    )
    op.drop_index("ix_place_situation_name", table_name="place")
    op.drop_index("ix_place_situation_kind", table_name="place")
    op.drop_index(op.f("ix_place_situation_id"), table_name="place")
    op.drop_index(op.f("ix_place_parent_id"), table_name="place")
    op.drop_table("place")
