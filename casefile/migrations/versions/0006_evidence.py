"""Tables of evidence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from casefile.migrations.parts import append_only, counted

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "evidence_batch",
        sa.Column("situation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("keep_duplicates", sa.Boolean(), nullable=False),
        sa.Column("received_by", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "testimony",
                "document",
                "photo",
                "video",
                "audio",
                "satellite_imagery",
                "map_sketch",
                "physical_object",
                "forensic_report",
                "medical_report",
                "digital_device_image",
                "web_capture",
                "social_media",
                "message_export",
                "dataset",
                "open_source_report",
                "official_publication",
                "legislation",
                "expert_report",
                "structure_note",
                name="kind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("languages", sa.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("origin", sa.String(), nullable=True),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column(
            "acquisition",
            sa.Enum(
                "interview",
                "handed_over",
                "open_source",
                "request",
                "found",
                "seized_by_authority",
                "transfer_from_partner",
                name="acquisition",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("obtained_by", sa.String(), nullable=True),
        sa.Column("obtained_where", sa.String(), nullable=True),
        sa.Column("circumstances", sa.String(), nullable=True),
        sa.Column(
            "sensitivity",
            sa.Enum(
                "none",
                "names_of_victims",
                "distressing",
                "sexual_violence",
                "security",
                name="sensitivity",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("made_code", sa.String(), nullable=True),
        sa.Column("made_earliest", sa.Date(), nullable=True),
        sa.Column("made_latest", sa.Date(), nullable=True),
        sa.Column("made_wording", sa.String(), nullable=True),
        sa.Column(
            "made_basis",
            sa.Enum("document", "memory", "inferred", "anchor", name="basis", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("obtained_code", sa.String(), nullable=True),
        sa.Column("obtained_earliest", sa.Date(), nullable=True),
        sa.Column("obtained_latest", sa.Date(), nullable=True),
        sa.Column("obtained_wording", sa.String(), nullable=True),
        sa.Column(
            "obtained_basis",
            sa.Enum("document", "memory", "inferred", "anchor", name="basis", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("made_earliest <= made_latest", name=op.f("ck_evidence_batch_made_order")),
        sa.CheckConstraint(
            "obtained_earliest <= obtained_latest", name=op.f("ck_evidence_batch_obtained_order")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_evidence_batch_case_id")),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["situation.id"], name=op.f("fk_evidence_batch_situation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_batch")),
    )
    op.create_index(op.f("ix_evidence_batch_case_id"), "evidence_batch", ["case_id"], unique=False)
    op.create_index("uq_evidence_batch_number", "evidence_batch", ["situation_id", "number"], unique=True)
    op.create_table(
        "evidence",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False),
        sa.Column("ern_start", sa.String(), nullable=False),
        sa.Column("ern_end", sa.String(), nullable=False),
        sa.Column("home_case_id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("mime_declared", sa.String(), nullable=True),
        sa.Column("mime_found", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column(
            "received_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("received_by", sa.Uuid(), nullable=True),
        sa.Column(
            "custody_state",
            sa.Enum(
                "registered",
                "preserved",
                "out_on_transfer",
                "returned",
                "disposed",
                "lost",
                name="custody",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "verification_state",
            sa.Enum(
                "unverified",
                "in_verification",
                "verified",
                "partly_verified",
                "disputed",
                "refuted",
                "unverifiable",
                name="verification",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "admissibility_state",
            sa.Enum(
                "not_assessed",
                "likely",
                "conditional",
                "at_risk",
                "excluded",
                name="admissibility",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "use_restriction",
            sa.Enum(
                "internal",
                "open_to_competent",
                "case_by_case",
                "lead_only",
                "privileged_sealed",
                "consent_withdrawn",
                "embargoed",
                name="use",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "disclosure_class",
            sa.Enum(
                "unclassified",
                "INCRIM",
                "PEXO",
                "R77",
                "MIXED",
                "NOT_DISCLOSABLE",
                name="disclosure",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("embargoed_until", sa.Date(), nullable=True),
        sa.Column(
            "headline",
            sa.Enum(
                "withdrawn",
                "sealed",
                "excluded",
                "integrity_alert",
                "refuted",
                "lead_only",
                "contested",
                "cleared_for_dossier",
                "verified",
                "corroborated",
                "under_verification",
                "preserved",
                "registered",
                name="headline",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("fixity_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fixity_ok", sa.Boolean(), nullable=True),
        sa.Column("fixity_checks", sa.Integer(), nullable=False),
        sa.Column("integrity_alert", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "testimony",
                "document",
                "photo",
                "video",
                "audio",
                "satellite_imagery",
                "map_sketch",
                "physical_object",
                "forensic_report",
                "medical_report",
                "digital_device_image",
                "web_capture",
                "social_media",
                "message_export",
                "dataset",
                "open_source_report",
                "official_publication",
                "legislation",
                "expert_report",
                "structure_note",
                name="kind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("languages", sa.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("origin", sa.String(), nullable=True),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column(
            "acquisition",
            sa.Enum(
                "interview",
                "handed_over",
                "open_source",
                "request",
                "found",
                "seized_by_authority",
                "transfer_from_partner",
                name="acquisition",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("obtained_by", sa.String(), nullable=True),
        sa.Column("obtained_where", sa.String(), nullable=True),
        sa.Column("circumstances", sa.String(), nullable=True),
        sa.Column(
            "sensitivity",
            sa.Enum(
                "none",
                "names_of_victims",
                "distressing",
                "sexual_violence",
                "security",
                name="sensitivity",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("made_code", sa.String(), nullable=True),
        sa.Column("made_earliest", sa.Date(), nullable=True),
        sa.Column("made_latest", sa.Date(), nullable=True),
        sa.Column("made_wording", sa.String(), nullable=True),
        sa.Column(
            "made_basis",
            sa.Enum("document", "memory", "inferred", "anchor", name="basis", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("obtained_code", sa.String(), nullable=True),
        sa.Column("obtained_earliest", sa.Date(), nullable=True),
        sa.Column("obtained_latest", sa.Date(), nullable=True),
        sa.Column("obtained_wording", sa.String(), nullable=True),
        sa.Column(
            "obtained_basis",
            sa.Enum("document", "memory", "inferred", "anchor", name="basis", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(use_restriction = 'embargoed') = (embargoed_until IS NOT NULL)",
            name=op.f("ck_evidence_embargo"),
        ),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_evidence_sha256")),
        sa.CheckConstraint(
            "fixity_ok IS NULL OR fixity_at IS NOT NULL", name=op.f("ck_evidence_fixity_dated")
        ),
        sa.CheckConstraint("made_earliest <= made_latest", name=op.f("ck_evidence_made_order")),
        sa.CheckConstraint("obtained_earliest <= obtained_latest", name=op.f("ck_evidence_obtained_order")),
        sa.CheckConstraint("size > 0", name=op.f("ck_evidence_not_empty")),
        sa.ForeignKeyConstraint(["batch_id"], ["evidence_batch.id"], name=op.f("fk_evidence_batch_id")),
        sa.ForeignKeyConstraint(["home_case_id"], ["case.id"], name=op.f("fk_evidence_home_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("ern_end", name=op.f("uq_evidence_ern_end")),
        sa.UniqueConstraint("ern_start", name=op.f("uq_evidence_ern_start")),
        sa.UniqueConstraint("reference", name=op.f("uq_evidence_reference")),
        sa.UniqueConstraint("serial", name=op.f("uq_evidence_serial")),
    )
    op.create_index(op.f("ix_evidence_batch_id"), "evidence", ["batch_id"], unique=False)
    op.create_index(
        "ix_evidence_fixity_due",
        "evidence",
        [sa.literal_column("coalesce(fixity_at, received_at)")],
        unique=False,
    )
    op.create_index("ix_evidence_headline", "evidence", ["headline", "serial"], unique=False)
    op.create_index(op.f("ix_evidence_home_case_id"), "evidence", ["home_case_id"], unique=False)
    op.create_index("ix_evidence_kind", "evidence", ["kind", "serial"], unique=False)
    op.create_index("ix_evidence_made", "evidence", ["made_earliest"], unique=False)
    op.create_index(
        "ix_evidence_title_part",
        "evidence",
        ["title"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"title": "gin_trgm_ops"},
    )
    op.create_index(
        "ix_evidence_file_name_part",
        "evidence",
        ["file_name"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"file_name": "gin_trgm_ops"},
    )
    op.create_index(
        "ix_evidence_alert",
        "evidence",
        ["serial"],
        unique=False,
        postgresql_where=sa.text("integrity_alert OR custody_state = 'lost'"),
    )
    op.create_index(
        "ix_evidence_no_source",
        "evidence",
        ["serial"],
        unique=False,
        postgresql_where=sa.text("origin IS NULL OR acquisition IS NULL"),
    )
    op.create_index("ix_evidence_received", "evidence", ["received_at"], unique=False)
    op.create_index("ix_evidence_sha256", "evidence", ["sha256"], unique=False)
    op.create_index("ix_evidence_title", "evidence", ["title"], unique=False)
    op.create_index("ix_evidence_verification", "evidence", ["verification_state", "serial"], unique=False)
    op.create_table(
        "custody_event",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("pos", sa.BigInteger(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "collected",
                "received",
                "ingested",
                "hashed",
                "fixity_checked",
                "accessed",
                "transferred",
                "returned",
                "disposed",
                "lost",
                "found",
                "correction",
                name="custodytype",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_role", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("hash_before", sa.String(), nullable=True),
        sa.Column("hash_after", sa.String(), nullable=True),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "octet_length(hash) = 32 AND octet_length(prev_hash) = 32",
            name=op.f("ck_custody_event_hash_length"),
        ),
        sa.CheckConstraint("pos > 0", name=op.f("ck_custody_event_pos")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_custody_event_case_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_custody_event_evidence_id")),
        sa.PrimaryKeyConstraint("case_id", "pos", name=op.f("pk_custody_event")),
    )
    op.create_index("ix_custody_event_evidence", "custody_event", ["evidence_id", "pos"], unique=False)
    op.create_table(
        "evidence_filing",
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
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_evidence_filing_case_id")),
        sa.ForeignKeyConstraint(["record_id"], ["evidence.id"], name=op.f("fk_evidence_filing_record_id")),
        sa.PrimaryKeyConstraint("record_id", "case_id", name=op.f("pk_evidence_filing")),
    )
    op.create_index("ix_evidence_filing_case", "evidence_filing", ["case_id"], unique=False)
    op.create_table(
        "exculpatory_flag",
        sa.Column(
            "kind",
            sa.Enum(
                "innocence", "mitigation", "credibility", name="exculpatory", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("passage", sa.String(), nullable=False),
        sa.Column("raised_by", sa.Uuid(), nullable=True),
        sa.Column("lowered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lowered_reason", sa.String(), nullable=True),
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
            "(lowered_at IS NULL) = (lowered_reason IS NULL)", name=op.f("ck_exculpatory_flag_lowered_whole")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_exculpatory_flag_evidence_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exculpatory_flag")),
    )
    op.create_index("ix_exculpatory_flag_evidence", "exculpatory_flag", ["evidence_id"], unique=False)
    op.create_index(
        "ix_exculpatory_flag_raised",
        "exculpatory_flag",
        ["evidence_id"],
        unique=False,
        postgresql_where=sa.text("lowered_at IS NULL"),
    )
    op.create_table(
        "evidence_subject",
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("official_id", sa.Uuid(), nullable=True),
        sa.Column("linked_by", sa.Uuid(), nullable=True),
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
            "(ended_at IS NULL) = (end_reason IS NULL)", name=op.f("ck_evidence_subject_ended_whole")
        ),
        sa.CheckConstraint(
            "num_nonnulls(incident_id, person_id, official_id) = 1",
            name=op.f("ck_evidence_subject_one_subject"),
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_subject_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_evidence_subject_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["official_id"], ["official.id"], name=op.f("fk_evidence_subject_official_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_evidence_subject_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_subject")),
    )
    op.create_index(
        "ix_evidence_subject_incident",
        "evidence_subject",
        ["incident_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_evidence_subject_official",
        "evidence_subject",
        ["official_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_evidence_subject_person",
        "evidence_subject",
        ["person_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_evidence_subject_incident",
        "evidence_subject",
        ["evidence_id", "incident_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_evidence_subject_official",
        "evidence_subject",
        ["evidence_id", "official_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_evidence_subject_person",
        "evidence_subject",
        ["evidence_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    counted("evidence_filing", "evidence")
    append_only("custody_event")


def downgrade() -> None:
    """Down."""
    op.drop_index(
        "uq_evidence_subject_person",
        table_name="evidence_subject",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(
        "uq_evidence_subject_official",
        table_name="evidence_subject",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(
        "uq_evidence_subject_incident",
        table_name="evidence_subject",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(
        "ix_evidence_subject_person",
        table_name="evidence_subject",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(
        "ix_evidence_subject_official",
        table_name="evidence_subject",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(
        "ix_evidence_subject_incident",
        table_name="evidence_subject",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_table("evidence_subject")
    op.drop_index(
        "ix_exculpatory_flag_raised",
        table_name="exculpatory_flag",
        postgresql_where=sa.text("lowered_at IS NULL"),
    )
    op.drop_index("ix_exculpatory_flag_evidence", table_name="exculpatory_flag")
    op.drop_table("exculpatory_flag")
    op.drop_index("ix_evidence_filing_case", table_name="evidence_filing")
    op.drop_table("evidence_filing")
    op.drop_index("ix_custody_event_evidence", table_name="custody_event")
    op.drop_table("custody_event")
    op.drop_index("ix_evidence_verification", table_name="evidence")
    op.drop_index("ix_evidence_title", table_name="evidence")
    op.drop_index("ix_evidence_sha256", table_name="evidence")
    op.drop_index("ix_evidence_received", table_name="evidence")
    op.drop_index("ix_evidence_no_source", table_name="evidence")
    op.drop_index("ix_evidence_alert", table_name="evidence")
    op.drop_index("ix_evidence_file_name_part", table_name="evidence")
    op.drop_index("ix_evidence_title_part", table_name="evidence")
    op.drop_index("ix_evidence_made", table_name="evidence")
    op.drop_index("ix_evidence_kind", table_name="evidence")
    op.drop_index(op.f("ix_evidence_home_case_id"), table_name="evidence")
    op.drop_index("ix_evidence_headline", table_name="evidence")
    op.drop_index("ix_evidence_fixity_due", table_name="evidence")
    op.drop_index(op.f("ix_evidence_batch_id"), table_name="evidence")
    op.drop_table("evidence")
    op.drop_index("uq_evidence_batch_number", table_name="evidence_batch")
    op.drop_index(op.f("ix_evidence_batch_case_id"), table_name="evidence_batch")
    op.drop_table("evidence_batch")
