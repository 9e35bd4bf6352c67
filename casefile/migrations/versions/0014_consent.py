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
        "provider_agreement",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("protocol_on", sa.Date(), nullable=False),
        sa.Column(
            "default_restriction",
            sa.Enum(
                "open_to_competent",
                "case_by_case",
                "lead_only",
                "internal_only",
                name="default",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("consultation_days", sa.Integer(), nullable=False),
        sa.Column(
            "attribution",
            sa.Enum("named", "anonymous", name="attribution", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "onward",
            sa.Enum("never", "with_consent", "free", name="onward", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("return_on_end", sa.Boolean(), nullable=False),
        sa.Column("consents_obtained", sa.Boolean(), nullable=False),
        sa.Column("consent_form", sa.String(), nullable=True),
        sa.Column("contact", sa.String(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("situation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("consultation_days >= 0", name=op.f("ck_provider_agreement_days")),
        sa.CheckConstraint("expires_on >= protocol_on", name=op.f("ck_provider_agreement_order")),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["situation.id"], name=op.f("fk_provider_agreement_situation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_agreement")),
        sa.UniqueConstraint("reference", name=op.f("uq_provider_agreement_reference")),
    )
    op.create_index(
        op.f("ix_provider_agreement_situation_id"), "provider_agreement", ["situation_id"], unique=False
    )
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
        "dossier_person",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("consent_number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_dossier_person_case_id")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_person_dossier_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dossier_person_person_id")),
        sa.PrimaryKeyConstraint("dossier_id", "person_id", name=op.f("pk_dossier_person")),
    )
    op.create_index("ix_dossier_person_person", "dossier_person", ["person_id"], unique=False)
    op.create_table(
        "transfer",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
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
        sa.Column(
            "method",
            sa.Enum(
                "download", "in_person", "courier", "secure_link", name="method", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("legal_basis", sa.String(), nullable=True),
        sa.Column("caveats", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=True),
        sa.Column(
            "sent_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("recalled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("evaluation", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_transfer_sha256")),
        sa.CheckConstraint("level BETWEEN 0 AND 6", name=op.f("ck_transfer_level")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_transfer_case_id")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_transfer_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
    )
    op.create_index(op.f("ix_transfer_case_id"), "transfer", ["case_id"], unique=False)
    op.create_index("ix_transfer_dossier", "transfer", ["dossier_id", "sent_at"], unique=False)
    op.create_table(
        "item_provider",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=True),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (end_reason IS NULL)", name=op.f("ck_item_provider_ended_whole")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["provider_agreement.id"], name=op.f("fk_item_provider_agreement_id")
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_item_provider_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_provider")),
    )
    op.create_index("ix_item_provider_agreement", "item_provider", ["agreement_id"], unique=False)
    op.create_index(
        "uq_item_provider_stands",
        "item_provider",
        ["evidence_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "people_review",
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_people_review_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_review")),
    )
    op.create_index(
        "uq_people_review_stands",
        "people_review",
        ["evidence_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
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
    op.add_column("dossier", sa.Column("recipient", sa.String(), nullable=True))
    op.add_column(
        "dossier",
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
    )
    op.add_column("dossier", sa.Column("level", sa.Integer(), nullable=True))
    op.add_column(
        "dossier",
        sa.Column("item_ids", postgresql.ARRAY(sa.Uuid()), server_default=sa.text("'{}'"), nullable=False),
    )
    op.add_column(
        "dossier",
        sa.Column(
            "withheld",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
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
    op.create_check_constraint(op.f("ck_dossier_recipient"), "dossier", "(kind = 'internal') = (recipient IS NULL)")
    op.create_check_constraint(op.f("ck_dossier_recipient_whole"), "dossier",
                               "num_nonnulls(recipient, purpose, level) IN (0, 3)")


def downgrade() -> None:
    """Down."""
    op.drop_constraint(op.f("ck_evidence_subject_role_of_people"), "evidence_subject")
    op.drop_column("evidence_subject", "role")
    op.drop_column("dossier", "withheld")
    op.drop_column("dossier", "item_ids")
    op.drop_column("dossier", "level")
    op.drop_column("dossier", "purpose")
    op.drop_column("dossier", "recipient")
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
    op.drop_index(
        "uq_people_review_stands", table_name="people_review", postgresql_where=sa.text("ended_at IS NULL")
    )
    op.drop_table("people_review")
    op.drop_index(
        "uq_item_provider_stands", table_name="item_provider", postgresql_where=sa.text("ended_at IS NULL")
    )
    op.drop_index("ix_item_provider_agreement", table_name="item_provider")
    op.drop_table("item_provider")
    op.drop_index("ix_transfer_dossier", table_name="transfer")
    op.drop_index(op.f("ix_transfer_case_id"), table_name="transfer")
    op.drop_table("transfer")
    op.drop_index("ix_dossier_person_person", table_name="dossier_person")
    op.drop_table("dossier_person")
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
    op.drop_index(op.f("ix_provider_agreement_situation_id"), table_name="provider_agreement")
    op.drop_table("provider_agreement")
    op.execute("DROP FUNCTION keep_consent()")
