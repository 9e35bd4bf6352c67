"""Tables of consent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from casefile.migrations.parts import append_only

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "consent",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "refused",
                "expired",
                "withdrawn",
                "superseded",
                name="version",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("obtained_by", sa.String(), nullable=True),
        sa.Column("interpreter", sa.String(), nullable=True),
        sa.Column(
            "language",
            sa.Enum(
                "ko",
                "ko-hamgyong",
                "ko-pyongan",
                "ko-chinese-korean",
                "zh",
                "en",
                "ja",
                "ru",
                "signed",
                "other",
                name="spoken",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "shape",
            sa.Enum(
                "written",
                "thumbprint",
                "audio",
                "video",
                "oral_witnessed",
                name="shape",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("explained", postgresql.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("unexplained", sa.String(), nullable=True),
        sa.Column("capacity", sa.Boolean(), nullable=False),
        sa.Column("guardian", sa.String(), nullable=True),
        sa.Column("assent", sa.Boolean(), nullable=True),
        sa.Column("conditions", sa.String(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_how", sa.String(), nullable=True),
        sa.Column("recontact", sa.Boolean(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "none",
                "telephone",
                "messenger",
                "letter",
                "in_person",
                "intermediary",
                "counsel",
                name="channel",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "contact",
            sa.Enum("no_contact", "via_us_only", "direct_ok", name="contact", native_enum=False, length=40),
            nullable=True,
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
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(status IN ('active', 'refused')) = (ended_on IS NULL)", name=op.f("ck_consent_ended")
        ),
        sa.CheckConstraint(
            "until IS NULL OR (status <> 'refused' AND until >= decided_on)", name=op.f("ck_consent_until")
        ),
        sa.CheckConstraint(
            "(settled_on IS NULL) = (settled_how IS NULL)", name=op.f("ck_consent_settled_whole")
        ),
        sa.CheckConstraint("assent IS NULL OR guardian IS NOT NULL", name=op.f("ck_consent_guardian")),
        sa.CheckConstraint("number > 0", name=op.f("ck_consent_number")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(
        "ix_consent_until", "consent", ["until"], unique=False, postgresql_where=sa.text("status = 'active'")
    )
    op.create_index(
        "uq_consent_current",
        "consent",
        ["person_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('active', 'refused')"),
    )
    op.create_index("uq_consent_number", "consent", ["person_id", "number"], unique=True)
    op.create_table(
        "consent_grant",
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("limits", sa.Boolean(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=True),
        sa.Column(
            "purpose",
            sa.Enum(
                "lead_only",
                "criminal_investigation",
                "criminal_trial_evidence",
                "civil_claim",
                "sanctions",
                "truth_reparation",
                "human_rights_reporting",
                "statistics",
                "memorial_archive",
                "training",
                name="purpose",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("consult", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("level BETWEEN 0 AND 6", name=op.f("ck_consent_grant_level")),
        sa.CheckConstraint(
            "limits OR (recipient IS NOT NULL AND purpose IS NOT NULL)",
            name=op.f("ck_consent_grant_says_what"),
        ),
        sa.CheckConstraint("until >= since", name=op.f("ck_consent_grant_order")),
        sa.ForeignKeyConstraint(["consent_id"], ["consent.id"], name=op.f("fk_consent_grant_consent_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_grant_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_grant")),
    )
    op.create_index("uq_consent_grant_number", "consent_grant", ["consent_id", "number"], unique=True)
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
    # What stood before had no versions: each becomes its first, which permits nothing.
    op.execute("""
        INSERT INTO consent (id, version, created_at, person_id, number, status, decided_on, basis, explained, capacity,
                             recontact, until, ended_on)
        SELECT gen_random_uuid(), 1, clock_timestamp(), id, 1, consent, consent_on,
               'Recorded before consent had versions', '{}', false, false,
               CASE WHEN consent <> 'refused' AND consent_until >= consent_on THEN consent_until END,
               CASE WHEN consent IN ('expired', 'withdrawn') THEN consent_on END
        FROM person WHERE consent <> 'not_sought'
    """)
    op.execute("""
        CREATE FUNCTION keep_consent() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE free text[] := ARRAY['version', 'status', 'ended_on', 'settled_on', 'settled_how', 'review_on'];
        BEGIN
          IF TG_OP = 'DELETE' OR to_jsonb(OLD) - free IS DISTINCT FROM to_jsonb(NEW) - free THEN
            RAISE EXCEPTION 'a decision is not changed: a new version is recorded'
              USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$
    """)
    op.execute("CREATE TRIGGER keep_consent BEFORE UPDATE OR DELETE ON consent "
               "FOR EACH ROW EXECUTE FUNCTION keep_consent()")
    append_only("consent_grant")


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
    op.drop_index("uq_consent_grant_number", table_name="consent_grant")
    op.drop_table("consent_grant")
    op.drop_index("uq_consent_number", table_name="consent")
    op.drop_index(
        "uq_consent_current",
        table_name="consent",
        postgresql_where=sa.text("status IN ('active', 'refused')"),
    )
    op.drop_index("ix_consent_until", table_name="consent", postgresql_where=sa.text("status = 'active'"))
    op.drop_table("consent")
    op.execute("DROP FUNCTION keep_consent()")
