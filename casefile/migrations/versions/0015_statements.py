"""Tables of statements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from casefile.migrations.parts import append_only


revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "intermediary",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "broker",
                "clergy",
                "organisation",
                "relative",
                "former_colleague",
                "journalist",
                "other",
                name="between",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("vetted_on", sa.Date(), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("identity_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("interests_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("situation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["situation.id"], name=op.f("fk_intermediary_situation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intermediary")),
        sa.UniqueConstraint("reference", name=op.f("uq_intermediary_reference")),
    )
    op.create_index(op.f("ix_intermediary_situation_id"), "intermediary", ["situation_id"], unique=False)
    op.create_table(
        "interpreter",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("languages", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column(
            "region",
            sa.Enum(
                "hamgyong",
                "yanggang",
                "pyongan",
                "pyongyang",
                "hwanghae",
                "kangwon",
                "china",
                "south",
                "elsewhere",
                name="region",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "gender",
            sa.Enum("female", "male", "other", name="sex", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("vetted_on", sa.Date(), nullable=True),
        sa.Column("nda_until", sa.Date(), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("identity_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("quality_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("situation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("cardinality(languages) > 0", name=op.f("ck_interpreter_languages")),
        sa.ForeignKeyConstraint(["situation_id"], ["situation.id"], name=op.f("fk_interpreter_situation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpreter")),
        sa.UniqueConstraint("reference", name=op.f("uq_interpreter_reference")),
    )
    op.create_index(op.f("ix_interpreter_situation_id"), "interpreter", ["situation_id"], unique=False)
    op.create_table(
        "contact_print",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("print", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_contact_print_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_print_person_id")),
        sa.PrimaryKeyConstraint("case_id", "print", "person_id", name=op.f("pk_contact_print")),
    )
    op.create_index(op.f("ix_contact_print_person_id"), "contact_print", ["person_id"], unique=False)
    op.create_table(
        "interpreter_tie",
        sa.Column("interpreter_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column(
            "tie",
            sa.Enum(
                "may_not_meet", "family", "same_community", "party", name="tie", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ended_reason", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(tie = 'party') = (case_id IS NOT NULL)", name=op.f("ck_interpreter_tie_party_of_a_case")
        ),
        sa.CheckConstraint("num_nonnulls(person_id, case_id) = 1", name=op.f("ck_interpreter_tie_one_end")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_interpreter_tie_case_id")),
        sa.ForeignKeyConstraint(
            ["interpreter_id"], ["interpreter.id"], name=op.f("fk_interpreter_tie_interpreter_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_interpreter_tie_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpreter_tie")),
    )
    op.create_index(op.f("ix_interpreter_tie_case_id"), "interpreter_tie", ["case_id"], unique=False)
    op.create_index("ix_interpreter_tie_person", "interpreter_tie", ["person_id"], unique=False)
    op.create_index(
        "uq_interpreter_tie_active",
        "interpreter_tie",
        ["interpreter_id", "person_id", "case_id", "tie"],
        unique=True,
        postgresql_where=sa.text("ended_reason IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "introduction",
        sa.Column("intermediary_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key_owner", sa.Uuid(), nullable=False),
        sa.Column("introduced_on", sa.Date(), nullable=True),
        sa.Column("spread", sa.Boolean(), nullable=False),
        sa.Column("relation_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("interests_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("payments_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("ended_reason", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["intermediary_id"], ["intermediary.id"], name=op.f("fk_introduction_intermediary_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_introduction_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introduction")),
    )
    op.create_index("ix_introduction_person", "introduction", ["person_id"], unique=False)
    op.create_index(
        "uq_introduction_active",
        "introduction",
        ["intermediary_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("ended_reason IS NULL"),
    )
    op.create_table(
        "not_same_person",
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_not_same_person_in_order")),
        sa.ForeignKeyConstraint(["one_id"], ["person.id"], name=op.f("fk_not_same_person_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_not_same_person_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_same_person")),
    )
    op.create_index(op.f("ix_not_same_person_other_id"), "not_same_person", ["other_id"], unique=False)
    op.create_index("uq_not_same_person", "not_same_person", ["one_id", "other_id"], unique=True)
    op.create_table(
        "person_merge",
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("moved", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "merged_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_reason", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_reason IS NULL)", name=op.f("ck_person_merge_undone_whole")
        ),
        sa.CheckConstraint("one_id <> other_id", name=op.f("ck_person_merge_two_people")),
        sa.ForeignKeyConstraint(["one_id"], ["person.id"], name=op.f("fk_person_merge_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_person_merge_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
    )
    op.create_index("ix_person_merge_one", "person_merge", ["one_id"], unique=False)
    op.create_index(
        "uq_person_merge_standing",
        "person_merge",
        ["other_id"],
        unique=True,
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "protection_event",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key_owner", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "unknown_contact",
                "leak",
                "threat",
                "surveillance",
                "reprisal",
                "other",
                name="happening",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("description_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("measures_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("outcome_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("logged_by", sa.Uuid(), nullable=True),
        sa.Column(
            "logged_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(settled_on IS NULL) = (outcome_sealed IS NULL)", name=op.f("ck_protection_event_settled_whole")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_protection_event_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection_event")),
    )
    op.create_index(
        "ix_protection_event_person", "protection_event", ["person_id", "happened_on"], unique=False
    )
    op.create_table(
        "referral",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key_owner", sa.Uuid(), nullable=False),
        sa.Column(
            "service",
            sa.Enum(
                "medical", "psychological", "legal", "social", name="service", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "offered",
                "declined",
                "made",
                "under_way",
                "completed",
                "failed",
                name="referralstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("referred_on", sa.Date(), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("provider_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_referral_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    op.create_index("ix_referral_follow_up", "referral", ["follow_up_on"], unique=False)
    op.create_index("ix_referral_person", "referral", ["person_id"], unique=False)
    op.create_table(
        "risk_assessment",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("threats", postgresql.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("exposures", postgresql.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column(
            "likelihood",
            sa.Enum("1", "2", "3", "4", "5", name="degree", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "impact",
            sa.Enum("1", "2", "3", "4", "5", name="degree", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "level",
            sa.Enum("low", "medium", "high", "extreme", name="protection", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "decision",
            sa.Enum(
                "proceed",
                "proceed_with_measures",
                "pause",
                "stop",
                name="decision",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("assessed_by", sa.Uuid(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("deadline_id", sa.Uuid(), nullable=True),
        sa.Column("likelihood_text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("impact_text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("mitigation_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("length(basis) > 0", name=op.f("ck_risk_assessment_basis")),
        sa.CheckConstraint("valid_until >= assessed_on", name=op.f("ck_risk_assessment_order")),
        sa.ForeignKeyConstraint(
            ["deadline_id"], ["deadline.id"], name=op.f("fk_risk_assessment_deadline_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_risk_assessment_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_risk_assessment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_assessment")),
        sa.UniqueConstraint("person_id", "number", name=op.f("uq_risk_assessment_person_id_number")),
    )
    op.create_table(
        "prior_account",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key_owner", sa.Uuid(), nullable=False),
        sa.Column(
            "teller",
            sa.Enum(
                "own",
                "provider",
                "partner",
                "authority",
                "press",
                "other",
                name="teller",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "screening",
                "first_account",
                "full_interview",
                "follow_up",
                "clarification",
                "suspect_interview",
                "expert",
                name="statementtype",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("given_code", sa.String(), nullable=True),
        sa.Column("given_earliest", sa.Date(), nullable=True),
        sa.Column("given_latest", sa.Date(), nullable=True),
        sa.Column("given_wording", sa.String(), nullable=True),
        sa.Column(
            "given_basis",
            sa.Enum("document", "memory", "inferred", "anchor", name="basis", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "recorded",
            sa.Enum(
                "audio", "video", "written", "none", "unknown", name="recorded", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "obtained",
            sa.Enum("yes", "requested", "refused", "no", name="obtained", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "obtained = 'yes' OR evidence_id IS NULL", name=op.f("ck_prior_account_obtained_item")
        ),
        sa.CheckConstraint("given_earliest <= given_latest", name=op.f("ck_prior_account_given_order")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_prior_account_evidence_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_prior_account_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prior_account")),
    )
    op.create_index("ix_prior_account_person", "prior_account", ["person_id"], unique=False)
    op.create_table(
        "statement",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key_owner", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "screening",
                "first_account",
                "full_interview",
                "follow_up",
                "clarification",
                "suspect_interview",
                "expert",
                name="statementtype",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("started_at", sa.Time(), nullable=True),
        sa.Column("ended_at", sa.Time(), nullable=True),
        sa.Column("breaks", sa.String(), nullable=True),
        sa.Column(
            "place_type",
            sa.Enum(
                "own_office",
                "partner_office",
                "public_building",
                "home",
                "shelter",
                "hospital",
                "detention",
                "remote",
                "other",
                name="placetype",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "mode",
            sa.Enum("in_person", "video", "phone", "written", name="mode", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("platform", sa.String(), nullable=True),
        sa.Column("interviewer", sa.String(), nullable=False),
        sa.Column("interpreter_id", sa.Uuid(), nullable=True),
        sa.Column(
            "interpreted_from",
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
            "interpreted_into",
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
        sa.Column("interpreter_sworn", sa.Boolean(), nullable=False),
        sa.Column(
            "recording",
            sa.Enum("audio", "video", "none", name="recording", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("no_recording_reason", sa.String(), nullable=True),
        sa.Column("ground_rules", sa.Boolean(), nullable=False),
        sa.Column("consent_version", sa.Integer(), nullable=True),
        sa.Column(
            "language_person",
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
            "language_record",
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
            "read_back",
            sa.Enum("yes", "partly", "no", name="readback", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "signature",
            sa.Enum(
                "not_yet", "signed", "thumbprint", "refused", name="signature", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("unsigned_reason", sa.String(), nullable=True),
        sa.Column("referred", sa.Boolean(), nullable=False),
        sa.Column(
            "screening",
            sa.Enum(
                "go_on",
                "later",
                "refer_only",
                "not_needed",
                "declined",
                name="screening",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("next_contact_on", sa.Date(), nullable=True),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("support_person_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("corrections_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("payments_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("welfare_before_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("welfare_after_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "mode IN ('in_person', 'written') OR coalesce(length(platform), 0) > 0",
            name=op.f("ck_statement_platform"),
        ),
        sa.CheckConstraint(
            "recording <> 'none' OR coalesce(length(no_recording_reason), 0) > 0",
            name=op.f("ck_statement_why_unrecorded"),
        ),
        sa.CheckConstraint(
            "signature <> 'refused' OR coalesce(length(unsigned_reason), 0) > 0",
            name=op.f("ck_statement_why_unsigned"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_statement_case_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_statement_evidence_id")),
        sa.ForeignKeyConstraint(
            ["interpreter_id"], ["interpreter.id"], name=op.f("fk_statement_interpreter_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_statement_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("reference", name=op.f("uq_statement_reference")),
    )
    op.create_index("ix_statement_case", "statement", ["case_id", "taken_on"], unique=False)
    op.create_index("ix_statement_evidence", "statement", ["evidence_id"], unique=False)
    op.create_index("ix_statement_person", "statement", ["person_id", "taken_on"], unique=False)
    op.create_table(
        "consistency_note",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("key_owner", sa.Uuid(), nullable=False),
        sa.Column(
            "topic",
            sa.Enum(
                "background",
                "arrest",
                "transfer",
                "conditions",
                "food_and_health",
                "labour",
                "violence",
                "sexual_violence",
                "death",
                "children",
                "command",
                "orders",
                "release_or_flight",
                "favourable",
                "other",
                name="topic",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "finding",
            sa.Enum(
                "agree",
                "differ_in_detail",
                "differ_in_substance",
                "explained",
                "open",
                name="finding",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("noted_by", sa.Uuid(), nullable=True),
        sa.Column(
            "noted_at",
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
        sa.CheckConstraint("statement_id <> other_id", name=op.f("ck_consistency_note_two_statements")),
        sa.ForeignKeyConstraint(["other_id"], ["statement.id"], name=op.f("fk_consistency_note_other_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consistency_note_person_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_consistency_note_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consistency_note")),
    )
    op.create_index("ix_consistency_note_other", "consistency_note", ["other_id"], unique=False)
    op.create_index(op.f("ix_consistency_note_person_id"), "consistency_note", ["person_id"], unique=False)
    op.create_index("ix_consistency_note_statement", "consistency_note", ["statement_id"], unique=False)
    op.create_table(
        "open_question",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key_owner", sa.Uuid(), nullable=False),
        sa.Column("question_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("statement_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(answered_on IS NULL) = (outcome IS NULL)", name=op.f("ck_open_question_answered_whole")
        ),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_open_question_incident_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_open_question_person_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_open_question_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_question")),
    )
    op.create_index("ix_open_question_person", "open_question", ["person_id"], unique=False)
    op.create_table(
        "planned_interview",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "screening",
                "first_account",
                "full_interview",
                "follow_up",
                "clarification",
                "suspect_interview",
                "expert",
                name="statementtype",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("interviewer", sa.String(), nullable=False),
        sa.Column("interpreter_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("distress_on", sa.Date(), nullable=True),
        sa.Column("justification", sa.String(), nullable=True),
        sa.Column("needs", postgresql.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "scheduled", "held", "cancelled", name="state", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("planned_by", sa.Uuid(), nullable=True),
        sa.Column("second_id", sa.Uuid(), nullable=True),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("officer_reason", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=True),
        sa.Column("deadline_id", sa.Uuid(), nullable=True),
        sa.Column("statement_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "state <> 'cancelled' OR coalesce(length(end_reason), 0) > 0",
            name=op.f("ck_planned_interview_cancel_reason"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('scheduled', 'held') OR NOT ('full_exists' = ANY(needs)) OR second_id IS NOT NULL",
            name=op.f("ck_planned_interview_second_agreed"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('scheduled', 'held') OR NOT (needs && ARRAY['high_risk', 'recent_distress']::varchar[]) OR officer_id IS NOT NULL",
            name=op.f("ck_planned_interview_officer_agreed"),
        ),
        sa.CheckConstraint(
            "(officer_id IS NULL) = (officer_reason IS NULL)", name=op.f("ck_planned_interview_officer_whole")
        ),
        sa.CheckConstraint("officer_id <> planned_by", name=op.f("ck_planned_interview_officer_another")),
        sa.CheckConstraint("second_id <> planned_by", name=op.f("ck_planned_interview_second_another")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_planned_interview_case_id")),
        sa.ForeignKeyConstraint(
            ["deadline_id"], ["deadline.id"], name=op.f("fk_planned_interview_deadline_id")
        ),
        sa.ForeignKeyConstraint(
            ["interpreter_id"], ["interpreter.id"], name=op.f("fk_planned_interview_interpreter_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_planned_interview_person_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_planned_interview_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_interview")),
        sa.UniqueConstraint("reference", name=op.f("uq_planned_interview_reference")),
    )
    op.create_index("ix_planned_interview_case", "planned_interview", ["case_id", "state"], unique=False)
    op.create_index(
        "ix_planned_interview_person", "planned_interview", ["person_id", "planned_on"], unique=False
    )
    op.create_table(
        "statement_annex",
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=True),
        sa.Column("removed_reason", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_statement_annex_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_statement_annex_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_annex")),
    )
    op.create_index(op.f("ix_statement_annex_evidence_id"), "statement_annex", ["evidence_id"], unique=False)
    op.create_index(
        "uq_statement_annex_active",
        "statement_annex",
        ["statement_id", "evidence_id"],
        unique=True,
        postgresql_where=sa.text("removed_reason IS NULL"),
    )
    op.create_table(
        "statement_attendance",
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("key_owner", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "interviewer",
                "interpreter",
                "support_person",
                "lawyer",
                "guardian",
                "psychologist",
                "intermediary",
                "technician",
                "other",
                name="present",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("who_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_statement_attendance_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_attendance")),
    )
    op.create_index(
        "ix_statement_attendance_statement", "statement_attendance", ["statement_id"], unique=False
    )
    op.create_table(
        "statement_paragraph",
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("key_owner", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("heard_from_sealed", sa.LargeBinary(), nullable=True),
        sa.Column(
            "knowledge",
            sa.Enum("first_hand", "hearsay", "inference", name="knowledge", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "topic",
            sa.Enum(
                "background",
                "arrest",
                "transfer",
                "conditions",
                "food_and_health",
                "labour",
                "violence",
                "sexual_violence",
                "death",
                "children",
                "command",
                "orders",
                "release_or_flight",
                "favourable",
                "other",
                name="topic",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "confidence",
            sa.Enum(
                "normal",
                "identifying",
                "confidential",
                "lead_only",
                name="confidence",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("struck_reason", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_statement_paragraph_number")),
        sa.ForeignKeyConstraint(["about_id"], ["person.id"], name=op.f("fk_statement_paragraph_about_id")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_statement_paragraph_incident_id")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_statement_paragraph_place_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_statement_paragraph_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_paragraph")),
        sa.UniqueConstraint(
            "statement_id", "number", name=op.f("uq_statement_paragraph_statement_id_number")
        ),
    )
    op.create_index(
        op.f("ix_statement_paragraph_about_id"), "statement_paragraph", ["about_id"], unique=False
    )
    op.create_index("ix_statement_paragraph_incident", "statement_paragraph", ["incident_id"], unique=False)
    op.create_table(
        "statement_paragraph_version",
        sa.Column("paragraph_id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("key_owner", sa.Uuid(), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("replaced_by", sa.Uuid(), nullable=True),
        sa.Column(
            "replaced_at",
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
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_statement_paragraph_version_reason")),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["statement_paragraph.id"],
            name=op.f("fk_statement_paragraph_version_paragraph_id"),
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_statement_paragraph_version_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_paragraph_version")),
    )
    op.create_index(
        "ix_statement_paragraph_version_paragraph",
        "statement_paragraph_version",
        ["paragraph_id", "replaced_at"],
        unique=False,
    )
    append_only("risk_assessment")
    append_only("statement_paragraph_version")


def downgrade() -> None:
    """Down."""
    op.drop_index("ix_statement_paragraph_version_paragraph", table_name="statement_paragraph_version")
    op.drop_table("statement_paragraph_version")
    op.drop_index("ix_statement_paragraph_incident", table_name="statement_paragraph")
    op.drop_index(op.f("ix_statement_paragraph_about_id"), table_name="statement_paragraph")
    op.drop_table("statement_paragraph")
    op.drop_index("ix_statement_attendance_statement", table_name="statement_attendance")
    op.drop_table("statement_attendance")
    op.drop_index(
        "uq_statement_annex_active",
        table_name="statement_annex",
        postgresql_where=sa.text("removed_reason IS NULL"),
    )
    op.drop_index(op.f("ix_statement_annex_evidence_id"), table_name="statement_annex")
    op.drop_table("statement_annex")
    op.drop_index("ix_planned_interview_person", table_name="planned_interview")
    op.drop_index("ix_planned_interview_case", table_name="planned_interview")
    op.drop_table("planned_interview")
    op.drop_index("ix_open_question_person", table_name="open_question")
    op.drop_table("open_question")
    op.drop_index("ix_consistency_note_statement", table_name="consistency_note")
    op.drop_index(op.f("ix_consistency_note_person_id"), table_name="consistency_note")
    op.drop_index("ix_consistency_note_other", table_name="consistency_note")
    op.drop_table("consistency_note")
    op.drop_index("ix_statement_person", table_name="statement")
    op.drop_index("ix_statement_evidence", table_name="statement")
    op.drop_index("ix_statement_case", table_name="statement")
    op.drop_table("statement")
    op.drop_index("ix_prior_account_person", table_name="prior_account")
    op.drop_table("prior_account")
    op.drop_table("risk_assessment")
    op.drop_index("ix_referral_person", table_name="referral")
    op.drop_index("ix_referral_follow_up", table_name="referral")
    op.drop_table("referral")
    op.drop_index("ix_protection_event_person", table_name="protection_event")
    op.drop_table("protection_event")
    op.drop_index(
        "uq_person_merge_standing", table_name="person_merge", postgresql_where=sa.text("undone_at IS NULL")
    )
    op.drop_index("ix_person_merge_one", table_name="person_merge")
    op.drop_table("person_merge")
    op.drop_index("uq_not_same_person", table_name="not_same_person")
    op.drop_index(op.f("ix_not_same_person_other_id"), table_name="not_same_person")
    op.drop_table("not_same_person")
    op.drop_index(
        "uq_introduction_active", table_name="introduction", postgresql_where=sa.text("ended_reason IS NULL")
    )
    op.drop_index("ix_introduction_person", table_name="introduction")
    op.drop_table("introduction")
    op.drop_index(
        "uq_interpreter_tie_active",
        table_name="interpreter_tie",
        postgresql_where=sa.text("ended_reason IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.drop_index("ix_interpreter_tie_person", table_name="interpreter_tie")
    op.drop_index(op.f("ix_interpreter_tie_case_id"), table_name="interpreter_tie")
    op.drop_table("interpreter_tie")
    op.drop_index(op.f("ix_contact_print_person_id"), table_name="contact_print")
    op.drop_table("contact_print")
    op.drop_index(op.f("ix_interpreter_situation_id"), table_name="interpreter")
    op.drop_table("interpreter")
    op.drop_index(op.f("ix_intermediary_situation_id"), table_name="intermediary")
    op.drop_table("intermediary")
