"""Tables of people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from casefile.migrations.parts import append_only, counted

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "person_code",
        sa.Column("code", sa.String(), nullable=False),
        sa.CheckConstraint("code ~ '^[WV]-[0-9]{5}$'", name=op.f("ck_person_code_form")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_person_code")),
    )
    op.create_table(
        "person",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("roles", sa.ARRAY(sa.String()), nullable=False),
        sa.Column(
            "sex", sa.Enum("female", "male", "other", name="sex", native_enum=False, length=40), nullable=True
        ),
        sa.Column(
            "age_band",
            sa.Enum(
                "0-13",
                "14-17",
                "18-29",
                "30-44",
                "45-59",
                "60+",
                name="ageband",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("languages", sa.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("vulnerabilities", sa.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column(
            "protection",
            sa.Enum("low", "medium", "high", "extreme", name="protection", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("protection_until", sa.Date(), nullable=True),
        sa.Column(
            "contact",
            sa.Enum("no_contact", "via_us_only", "direct_ok", name="contact", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "testify",
            sa.Enum(
                "no",
                "maybe_ask",
                "willing_protected",
                "willing_open",
                name="testify",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "consent",
            sa.Enum(
                "not_sought",
                "active",
                "refused",
                "expired",
                "withdrawn",
                name="consent",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("consent_until", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(consent = 'not_sought') = (consent_on IS NULL)", name=op.f("ck_person_consent_dated")
        ),
        sa.CheckConstraint(
            "consent_until IS NULL OR consent IN ('active', 'expired')", name=op.f("ck_person_consent_until")
        ),
        sa.CheckConstraint(
            "(protection IS NULL) = (protection_until IS NULL)", name=op.f("ck_person_protection_dated")
        ),
        sa.CheckConstraint("cardinality(roles) > 0", name=op.f("ck_person_roles")),
        sa.CheckConstraint("consent_until >= consent_on", name=op.f("ck_person_consent_order")),
        sa.ForeignKeyConstraint(["reference"], ["person_code.code"], name=op.f("fk_person_reference")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("reference", name=op.f("uq_person_reference")),
    )
    op.create_index("ix_person_consent", "person", ["consent", "consent_until"], unique=False)
    op.create_index("ix_person_protection", "person", ["protection"], unique=False)
    op.create_index("ix_person_protection_until", "person", ["protection_until"], unique=False)
    op.create_index("ix_person_roles", "person", ["roles"], unique=False, postgresql_using="gin")
    op.create_table(
        "identity",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name_hangul_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("name_latin_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("name_other_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("birth_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("contacts_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("documents_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("whereabouts_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("family_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_identity_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
        sa.UniqueConstraint("person_id", name=op.f("uq_identity_person_id")),
    )
    op.create_table(
        "identity_reveal",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "field_group",
            sa.Enum(
                "names",
                "birth",
                "contacts",
                "documents",
                "whereabouts",
                "family",
                "note",
                name="group",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("revealed_by", sa.Uuid(), nullable=True),
        sa.Column(
            "revealed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_identity_reveal_reason")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_identity_reveal_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_reveal")),
    )
    op.create_index(
        "ix_identity_reveal_person", "identity_reveal", ["person_id", "revealed_at"], unique=False
    )
    op.create_table(
        "person_filing",
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
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_person_filing_case_id")),
        sa.ForeignKeyConstraint(["record_id"], ["person.id"], name=op.f("fk_person_filing_record_id")),
        sa.PrimaryKeyConstraint("record_id", "case_id", name=op.f("pk_person_filing")),
    )
    op.create_index("ix_person_filing_case", "person_filing", ["case_id"], unique=False)
    op.create_table(
        "incident_person",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "victim",
                "witness_of_fact",
                "hearsay",
                "relative_of_victim",
                "structure",
                "expert",
                name="part",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
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
            "(ended_at IS NULL) = (end_reason IS NULL)", name=op.f("ck_incident_person_ended_whole")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_person_incident_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_incident_person_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_person")),
    )
    op.create_index(
        "ix_incident_person_person",
        "incident_person",
        ["person_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_incident_person_active",
        "incident_person",
        ["incident_id", "person_id", "part"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    counted("person_filing", "person")
    append_only("person_code")
    append_only("identity_reveal")


def downgrade() -> None:
    """Down."""
    op.drop_index(
        "uq_incident_person_active",
        table_name="incident_person",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(
        "ix_incident_person_person",
        table_name="incident_person",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_table("incident_person")
    op.drop_index("ix_person_filing_case", table_name="person_filing")
    op.drop_table("person_filing")
    op.drop_index("ix_identity_reveal_person", table_name="identity_reveal")
    op.drop_table("identity_reveal")
    op.drop_table("identity")
    op.drop_index("ix_person_roles", table_name="person", postgresql_using="gin")
    op.drop_index("ix_person_protection_until", table_name="person")
    op.drop_index("ix_person_protection", table_name="person")
    op.drop_index("ix_person_consent", table_name="person")
    op.drop_table("person")
    op.drop_table("person_code")
