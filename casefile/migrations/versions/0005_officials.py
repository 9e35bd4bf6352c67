"""Tables of officials."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casefile.migrations.parts import counted

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _organisations() -> None:
    """Organisations, their names and relations, and posts."""
    op.create_table(
        "organisation",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("name_hangul", sa.String(), nullable=True),
        sa.Column("name_latin", sa.String(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "party_body",
                "state_body",
                "security_ministry",
                "military_unit",
                "prison_facility",
                "court",
                "prosecutor",
                "enterprise",
                name="organisationkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum("centre", "province", "county", "facility", name="level", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("functions", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
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
            "name_latin IS NOT NULL OR name_hangul IS NOT NULL", name=op.f("ck_organisation_named")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_organisation_place_id")),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["situation.id"], name=op.f("fk_organisation_situation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("reference", name=op.f("uq_organisation_reference")),
    )
    op.create_index(op.f("ix_organisation_place_id"), "organisation", ["place_id"], unique=False)
    op.create_index(op.f("ix_organisation_situation_id"), "organisation", ["situation_id"], unique=False)
    op.create_index("ix_organisation_situation_kind", "organisation", ["situation_id", "kind"], unique=False)
    op.create_index(
        "ix_organisation_situation_name", "organisation", ["situation_id", "name_latin"], unique=False
    )
    op.create_table(
        "organisation_name",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("hangul", sa.String(), nullable=True),
        sa.Column("latin", sa.String(), nullable=True),
        sa.Column("since_code", sa.String(), nullable=True),
        sa.Column("since_earliest", sa.Date(), nullable=True),
        sa.Column("since_latest", sa.Date(), nullable=True),
        sa.Column("since_wording", sa.String(), nullable=True),
        sa.Column(
            "since_basis",
            sa.Enum("document", "memory", "inferred", "anchor", name="basis", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("until_code", sa.String(), nullable=True),
        sa.Column("until_earliest", sa.Date(), nullable=True),
        sa.Column("until_latest", sa.Date(), nullable=True),
        sa.Column("until_wording", sa.String(), nullable=True),
        sa.Column(
            "until_basis",
            sa.Enum("document", "memory", "inferred", "anchor", name="basis", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("source", sa.String(), nullable=True),
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
            "latin IS NOT NULL OR hangul IS NOT NULL", name=op.f("ck_organisation_name_named")
        ),
        sa.CheckConstraint(
            "since_earliest <= since_latest AND until_earliest <= until_latest",
            name=op.f("ck_organisation_name_order"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_name_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["situation.id"], name=op.f("fk_organisation_name_situation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_name")),
    )
    op.create_index(
        op.f("ix_organisation_name_organisation_id"), "organisation_name", ["organisation_id"], unique=False
    )
    op.create_index(
        op.f("ix_organisation_name_situation_id"), "organisation_name", ["situation_id"], unique=False
    )
    op.create_table(
        "organisation_relation",
        sa.Column("parent_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "command",
                "administrative",
                "party_guidance",
                "supervision",
                "budget",
                "seconded",
                "rivalry",
                name="relationkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "formality",
            sa.Enum("formal", "informal", name="formality", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("during_code", sa.String(), nullable=True),
        sa.Column("during_earliest", sa.Date(), nullable=True),
        sa.Column("during_latest", sa.Date(), nullable=True),
        sa.Column("during_wording", sa.String(), nullable=True),
        sa.Column(
            "during_basis",
            sa.Enum("document", "memory", "inferred", "anchor", name="basis", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("source", sa.String(), nullable=True),
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
        sa.CheckConstraint("during_earliest <= during_latest", name=op.f("ck_organisation_relation_order")),
        sa.CheckConstraint("parent_id <> child_id", name=op.f("ck_organisation_relation_not_itself")),
        sa.ForeignKeyConstraint(
            ["child_id"], ["organisation.id"], name=op.f("fk_organisation_relation_child_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisation.id"], name=op.f("fk_organisation_relation_parent_id")
        ),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["situation.id"], name=op.f("fk_organisation_relation_situation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_relation")),
    )
    op.create_index(
        op.f("ix_organisation_relation_child_id"), "organisation_relation", ["child_id"], unique=False
    )
    op.create_index(
        op.f("ix_organisation_relation_parent_id"), "organisation_relation", ["parent_id"], unique=False
    )
    op.create_index(
        op.f("ix_organisation_relation_situation_id"), "organisation_relation", ["situation_id"], unique=False
    )
    op.create_table(
        "post",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("title_korean", sa.String(), nullable=True),
        sa.Column("title_english", sa.String(), nullable=True),
        sa.Column("rank", sa.String(), nullable=True),
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
            "title_english IS NOT NULL OR title_korean IS NOT NULL", name=op.f("ck_post_titled")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_post_organisation_id")
        ),
        sa.ForeignKeyConstraint(["situation_id"], ["situation.id"], name=op.f("fk_post_situation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    op.create_index(op.f("ix_post_organisation_id"), "post", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_post_situation_id"), "post", ["situation_id"], unique=False)


def _officials() -> None:
    """Officials, their names, and who held which post."""
    op.create_table(
        "official",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("name_hangul", sa.String(), nullable=True),
        sa.Column("name_latin", sa.String(), nullable=True),
        sa.Column("name_hanja", sa.String(), nullable=True),
        sa.Column("name_keys", sa.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("birth_code", sa.String(), nullable=True),
        sa.Column("birth_earliest", sa.Date(), nullable=True),
        sa.Column("birth_latest", sa.Date(), nullable=True),
        sa.Column("birth_wording", sa.String(), nullable=True),
        sa.Column(
            "birth_basis",
            sa.Enum("document", "memory", "inferred", "anchor", name="basis", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "life",
            sa.Enum("alive", "dead", "unknown", name="life", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "identity",
            sa.Enum(
                "resolved", "probable", "unresolved", name="identityconfidence", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("caveats", sa.String(), nullable=True),
        sa.Column(
            "designation",
            sa.Enum(
                "mentioned",
                "person_of_interest",
                "suspect_rg",
                "subject_of_referral",
                "accused_elsewhere",
                "cleared",
                "deceased",
                name="designation",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("designation_reason", sa.String(), nullable=True),
        sa.Column(
            "designated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
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
        sa.CheckConstraint("birth_earliest <= birth_latest", name=op.f("ck_official_birth_order")),
        sa.CheckConstraint("cardinality(name_keys) > 0", name=op.f("ck_official_findable")),
        sa.CheckConstraint(
            "name_latin IS NOT NULL OR name_hangul IS NOT NULL", name=op.f("ck_official_named")
        ),
        sa.ForeignKeyConstraint(["situation_id"], ["situation.id"], name=op.f("fk_official_situation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official")),
        sa.UniqueConstraint("reference", name=op.f("uq_official_reference")),
    )
    op.create_index("ix_official_name_keys", "official", ["name_keys"], unique=False, postgresql_using="gin")
    op.create_index(
        "ix_official_situation_designation", "official", ["situation_id", "designation"], unique=False
    )
    op.create_index(op.f("ix_official_situation_id"), "official", ["situation_id"], unique=False)
    op.create_index("ix_official_situation_name", "official", ["situation_id", "name_latin"], unique=False)
    op.create_table(
        "official_name",
        sa.Column("official_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "romanisation",
                "birth",
                "official",
                "alias",
                "party_name",
                "defector_new_name",
                "nickname",
                "transcription_error",
                "title_only",
                name="namekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("situation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name=op.f("fk_official_name_official_id")),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["situation.id"], name=op.f("fk_official_name_situation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_name")),
    )
    op.create_index(op.f("ix_official_name_official_id"), "official_name", ["official_id"], unique=False)
    op.create_index(op.f("ix_official_name_situation_id"), "official_name", ["situation_id"], unique=False)
    op.create_table(
        "holding",
        sa.Column("official_id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
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
            "capacity",
            sa.Enum(
                "de_jure", "de_facto", "acting", "nominal", name="capacity", native_enum=False, length=40
            ),
            nullable=False,
        ),
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
        sa.CheckConstraint("during_earliest <= during_latest", name=op.f("ck_holding_order")),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name=op.f("fk_holding_official_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_holding_post_id")),
        sa.ForeignKeyConstraint(["situation_id"], ["situation.id"], name=op.f("fk_holding_situation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holding")),
    )
    op.create_index("ix_holding_during", "holding", ["during_earliest", "during_latest"], unique=False)
    op.create_index(op.f("ix_holding_official_id"), "holding", ["official_id"], unique=False)
    op.create_index(op.f("ix_holding_post_id"), "holding", ["post_id"], unique=False)
    op.create_index(op.f("ix_holding_situation_id"), "holding", ["situation_id"], unique=False)


def _links() -> None:
    """Officials in cases and in incidents."""
    op.create_table(
        "case_official",
        sa.Column("official_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_official_case_id")),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name=op.f("fk_case_official_official_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_official")),
    )
    op.create_index(op.f("ix_case_official_case_id"), "case_official", ["case_id"], unique=False)
    op.create_index(op.f("ix_case_official_official_id"), "case_official", ["official_id"], unique=False)
    op.create_index("uq_case_official", "case_official", ["case_id", "official_id"], unique=True)
    op.create_table(
        "involvement",
        sa.Column("official_id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column(
            "degree",
            sa.Enum(
                "directly_carried_out",
                "gave_orders",
                "planned",
                "present",
                "passive_accomplice",
                "suspected",
                "authored_or_supported_policy",
                "implementor",
                "failure_to_exercise_authority",
                "failure_to_act_on_knowledge",
                "failure_to_prevent",
                "general_political_responsibility",
                name="degree",
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
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_involvement_incident_id")),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name=op.f("fk_involvement_official_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_involvement")),
    )
    op.create_index(op.f("ix_involvement_incident_id"), "involvement", ["incident_id"], unique=False)
    op.create_index(op.f("ix_involvement_official_id"), "involvement", ["official_id"], unique=False)
    counted("case_official", "official")


def upgrade() -> None:
    """Up."""
    _organisations()
    _officials()
    _links()


def downgrade() -> None:
    """Down."""
    for table in ("involvement", "case_official", "holding", "official_name", "official", "post",
                  "organisation_relation", "organisation_name", "organisation"):
        op.drop_table(table)
