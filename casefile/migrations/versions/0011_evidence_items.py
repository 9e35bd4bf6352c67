"""Tables of evidence items."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from casefile.migrations.parts import append_only

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.create_table(
        "custody_transfer",
        sa.Column("given_by", sa.Uuid(), nullable=True),
        sa.Column("to_user_id", sa.Uuid(), nullable=True),
        sa.Column("to_body", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=True),
        sa.Column("witness", sa.String(), nullable=True),
        sa.Column("document", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "offered",
                "confirmed",
                "refused",
                "withdrawn",
                "back",
                name="transferstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("receipt", sa.String(), nullable=True),
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
            "(state = 'offered') = (answered_at IS NULL)", name=op.f("ck_custody_transfer_answered_whole")
        ),
        sa.CheckConstraint(
            "answered_by <> given_by OR state = 'withdrawn'", name=op.f("ck_custody_transfer_two_sides")
        ),
        sa.CheckConstraint(
            "num_nonnulls(to_user_id, to_body) = 1", name=op.f("ck_custody_transfer_one_receiver")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_custody_transfer_evidence_id")
        ),
        sa.ForeignKeyConstraint(["to_user_id"], ["user.id"], name=op.f("fk_custody_transfer_to_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody_transfer")),
    )
    op.create_index(
        "ix_custody_transfer_evidence", "custody_transfer", ["evidence_id", "created_at"], unique=False
    )
    op.create_index(
        "ix_custody_transfer_receiver",
        "custody_transfer",
        ["to_user_id"],
        unique=False,
        postgresql_where=sa.text("state = 'offered'"),
    )
    op.create_index(
        "uq_custody_transfer_open",
        "custody_transfer",
        ["evidence_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('offered') OR (state = 'confirmed' AND to_body IS NOT NULL)"),
    )
    op.create_table(
        "evidence_grade",
        sa.Column("graded_by", sa.Uuid(), nullable=True),
        sa.Column(
            "source",
            sa.Enum("A", "B", "C", "D", "E", "F", name="source", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("source_reason", sa.String(), nullable=True),
        sa.Column(
            "information",
            sa.Enum("1", "2", "3", "4", "5", "6", name="information", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("information_reason", sa.String(), nullable=False),
        sa.Column("sheet", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
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
            "(source IS NULL) = (sheet IS NOT NULL)", name=op.f("ck_evidence_grade_letter_or_sheet")
        ),
        sa.CheckConstraint(
            "(source IS NULL) = (source_reason IS NULL)", name=op.f("ck_evidence_grade_source_reason")
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_grade_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_grade")),
    )
    op.create_index(
        "ix_evidence_grade_evidence", "evidence_grade", ["evidence_id", "graded_by"], unique=False
    )
    op.create_table(
        "evidence_move",
        sa.Column("axis", sa.String(), nullable=False),
        sa.Column("old", sa.String(), nullable=False),
        sa.Column("new", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column(
            "code",
            sa.Enum(
                "ADM-REL",
                "ADM-PROB",
                "ADM-PREJ",
                "ADM-69-7",
                "ADM-AUTH",
                "ADM-PRIV",
                "DIS-81-1",
                "DIS-54-3-E",
                "DIS-68",
                "DIS-72",
                name="code",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("support_id", sa.Uuid(), nullable=True),
        sa.Column("paper", sa.String(), nullable=True),
        sa.Column("moved_by", sa.Uuid(), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint("asked_by <> moved_by", name=op.f("ck_evidence_move_second_person")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_evidence_move_reason")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_move_evidence_id")),
        sa.ForeignKeyConstraint(["support_id"], ["evidence.id"], name=op.f("fk_evidence_move_support_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_move")),
    )
    op.create_index("ix_evidence_move_evidence", "evidence_move", ["evidence_id", "created_at"], unique=False)
    op.create_table(
        "evidence_number",
        sa.Column("situation_id", sa.Uuid(), nullable=False),
        sa.Column("batch_number", sa.Integer(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column(
            "given_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        postgresql.ExcludeConstraint(
            (sa.column("situation_id"), "="),
            (sa.column("batch_number"), "="),
            (sa.text("int8range(first, last, '[]')"), "&&"),
            using="gist",
            name="ex_evidence_number_once",
        ),
        sa.CheckConstraint("first > 0 AND last >= first", name=op.f("ck_evidence_number_order")),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_number_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["situation.id"], name=op.f("fk_evidence_number_situation_id")
        ),
        sa.PrimaryKeyConstraint("situation_id", "batch_number", "first", name=op.f("pk_evidence_number")),
    )
    op.create_index("ix_evidence_number_evidence", "evidence_number", ["evidence_id"], unique=False)
    op.add_column(
        "evidence",
        sa.Column(
            "privilege",
            sa.Enum(
                "not_examined", "none", "claimed", "cleared", name="privilege", native_enum=False, length=40
            ),
            server_default="not_examined",
            nullable=False,
        ),
    )
    op.add_column(
        "evidence", sa.Column("corroborated", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column(
        "evidence", sa.Column("contradicted", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column(
        "evidence", sa.Column("draft", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("evidence", sa.Column("parent_id", sa.Uuid(), nullable=True))
    op.add_column(
        "evidence",
        sa.Column(
            "relation",
            sa.Enum(
                "attachment",
                "translation",
                "transcript",
                "redaction",
                "extract",
                "enhancement",
                "text_layer",
                "summary",
                name="relation",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
    )
    op.add_column("evidence", sa.Column("family_id", sa.Uuid(), nullable=True))
    op.add_column("evidence", sa.Column("pages", sa.Integer(), nullable=True))
    op.add_column("evidence", sa.Column("duration", sa.Integer(), nullable=True))
    op.add_column(
        "evidence",
        sa.Column(
            "classification",
            sa.Enum(
                "internal",
                "restricted",
                "strictly_restricted",
                name="classification",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
    )
    op.add_column("evidence", sa.Column("retain_until", sa.Date(), nullable=True))
    op.add_column("evidence", sa.Column("hold_reason", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("custodian", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("custody_seen_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("evidence", sa.Column("second_copy", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("summary", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("plan", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("method_who", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("method_what", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("method_where", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("method_when", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("authenticity", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("relevance", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("probative", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("prejudice", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("lawfulness_memo", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("privilege_note", sa.String(), nullable=True))
    op.add_column(
        "evidence",
        sa.Column("derivation", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    )
    op.add_column("evidence", sa.Column("sub_kind", sa.String(), nullable=True))
    op.add_column(
        "evidence",
        sa.Column(
            "medium",
            sa.Enum(
                "born_digital",
                "paper",
                "film_or_tape",
                "object",
                "unknown",
                name="medium",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
    )
    op.add_column("evidence", sa.Column("recipients", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("made_where", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("made_how", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("obtained_time", sa.String(), nullable=True))
    op.add_column(
        "evidence",
        sa.Column(
            "lawful",
            sa.Enum("lawful", "in_doubt", "violation", name="lawfulness", native_enum=False, length=40),
            nullable=True,
        ),
    )
    op.add_column("evidence", sa.Column("lawful_note", sa.String(), nullable=True))
    op.add_column(
        "evidence",
        sa.Column(
            "payment",
            sa.Enum("none", "expenses", "purchase_prohibited", name="payment", native_enum=False, length=40),
            nullable=True,
        ),
    )
    op.add_column("evidence", sa.Column("payment_note", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("provider", sa.String(), nullable=True))
    op.add_column("evidence", sa.Column("provider_terms", sa.String(), nullable=True))
    op.create_index("ix_evidence_admissibility", "evidence", ["admissibility_state", "serial"], unique=False)
    op.create_index("ix_evidence_custody", "evidence", ["custody_state", "serial"], unique=False)
    op.create_index(
        "ix_evidence_custody_due",
        "evidence",
        [sa.literal_column("coalesce(custody_seen_at, received_at)")],
        unique=False,
    )
    op.create_index("ix_evidence_disclosure", "evidence", ["disclosure_class", "serial"], unique=False)
    op.create_index(
        "ix_evidence_embargo",
        "evidence",
        ["embargoed_until"],
        unique=False,
        postgresql_where=sa.text("embargoed_until IS NOT NULL"),
    )
    op.create_index(
        "ix_evidence_family",
        "evidence",
        ["family_id"],
        unique=False,
        postgresql_where=sa.text("family_id IS NOT NULL"),
    )
    op.create_index(
        "ix_evidence_parent",
        "evidence",
        ["parent_id"],
        unique=False,
        postgresql_where=sa.text("parent_id IS NOT NULL"),
    )
    op.create_index("ix_evidence_use", "evidence", ["use_restriction", "serial"], unique=False)
    op.create_foreign_key(op.f("fk_evidence_family_id"), "evidence", "evidence", ["family_id"], ["id"])
    op.create_foreign_key(op.f("fk_evidence_parent_id"), "evidence", "evidence", ["parent_id"], ["id"])
    op.add_column("evidence_batch", sa.Column("sub_kind", sa.String(), nullable=True))
    op.add_column(
        "evidence_batch",
        sa.Column(
            "medium",
            sa.Enum(
                "born_digital",
                "paper",
                "film_or_tape",
                "object",
                "unknown",
                name="medium",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
    )
    op.add_column("evidence_batch", sa.Column("recipients", sa.String(), nullable=True))
    op.add_column("evidence_batch", sa.Column("made_where", sa.String(), nullable=True))
    op.add_column("evidence_batch", sa.Column("made_how", sa.String(), nullable=True))
    op.add_column("evidence_batch", sa.Column("obtained_time", sa.String(), nullable=True))
    op.add_column(
        "evidence_batch",
        sa.Column(
            "lawful",
            sa.Enum("lawful", "in_doubt", "violation", name="lawfulness", native_enum=False, length=40),
            nullable=True,
        ),
    )
    op.add_column("evidence_batch", sa.Column("lawful_note", sa.String(), nullable=True))
    op.add_column(
        "evidence_batch",
        sa.Column(
            "payment",
            sa.Enum("none", "expenses", "purchase_prohibited", name="payment", native_enum=False, length=40),
            nullable=True,
        ),
    )
    op.add_column("evidence_batch", sa.Column("payment_note", sa.String(), nullable=True))
    op.add_column("evidence_batch", sa.Column("provider", sa.String(), nullable=True))
    op.add_column("evidence_batch", sa.Column("provider_terms", sa.String(), nullable=True))
    op.add_column(
        "review",
        sa.Column("roles", postgresql.ARRAY(sa.String()), server_default=sa.text("'{}'"), nullable=False),
    )
    op.create_check_constraint(op.f("ck_evidence_parent_whole"), "evidence", "(parent_id IS NULL) = (relation IS NULL)")
    op.create_check_constraint(op.f("ck_evidence_no_own_parent"), "evidence", "parent_id <> id")
    op.create_check_constraint(op.f("ck_evidence_pages"), "evidence", "pages > 0")
    # The numbers that were given before are kept for ever, like those that follow.
    op.execute(
        "INSERT INTO evidence_number (situation_id, batch_number, first, last, evidence_id, given_at) "
        "SELECT b.situation_id, b.number, substring(e.ern_start FROM '-([0-9]+)$')::bigint, "
        "substring(e.ern_end FROM '-([0-9]+)$')::bigint, e.id, e.received_at "
        "FROM evidence e JOIN evidence_batch b ON b.id = e.batch_id WHERE e.ern_start ~ '-[0-9]+$'"
    )
    for table in ("evidence_number", "evidence_move", "evidence_grade"):
        append_only(table)


def downgrade() -> None:
    """Down."""
    for name in ("pages", "no_own_parent", "parent_whole"):
        op.drop_constraint(op.f(f"ck_evidence_{name}"), "evidence", type_="check")
    op.drop_column("review", "roles")
    op.drop_column("evidence_batch", "provider_terms")
    op.drop_column("evidence_batch", "provider")
    op.drop_column("evidence_batch", "payment_note")
    op.drop_column("evidence_batch", "payment")
    op.drop_column("evidence_batch", "lawful_note")
    op.drop_column("evidence_batch", "lawful")
    op.drop_column("evidence_batch", "obtained_time")
    op.drop_column("evidence_batch", "made_how")
    op.drop_column("evidence_batch", "made_where")
    op.drop_column("evidence_batch", "recipients")
    op.drop_column("evidence_batch", "medium")
    op.drop_column("evidence_batch", "sub_kind")
    op.drop_constraint(op.f("fk_evidence_parent_id"), "evidence", type_="foreignkey")
    op.drop_constraint(op.f("fk_evidence_family_id"), "evidence", type_="foreignkey")
    op.drop_index("ix_evidence_use", table_name="evidence")
    op.drop_index(
        "ix_evidence_parent", table_name="evidence", postgresql_where=sa.text("parent_id IS NOT NULL")
    )
    op.drop_index(
        "ix_evidence_family", table_name="evidence", postgresql_where=sa.text("family_id IS NOT NULL")
    )
    op.drop_index(
        "ix_evidence_embargo", table_name="evidence", postgresql_where=sa.text("embargoed_until IS NOT NULL")
    )
    op.drop_index("ix_evidence_disclosure", table_name="evidence")
    op.drop_index("ix_evidence_custody_due", table_name="evidence")
    op.drop_index("ix_evidence_custody", table_name="evidence")
    op.drop_index("ix_evidence_admissibility", table_name="evidence")
    op.drop_column("evidence", "provider_terms")
    op.drop_column("evidence", "provider")
    op.drop_column("evidence", "payment_note")
    op.drop_column("evidence", "payment")
    op.drop_column("evidence", "lawful_note")
    op.drop_column("evidence", "lawful")
    op.drop_column("evidence", "obtained_time")
    op.drop_column("evidence", "made_how")
    op.drop_column("evidence", "made_where")
    op.drop_column("evidence", "recipients")
    op.drop_column("evidence", "medium")
    op.drop_column("evidence", "sub_kind")
    op.drop_column("evidence", "derivation")
    op.drop_column("evidence", "privilege_note")
    op.drop_column("evidence", "lawfulness_memo")
    op.drop_column("evidence", "prejudice")
    op.drop_column("evidence", "probative")
    op.drop_column("evidence", "relevance")
    op.drop_column("evidence", "authenticity")
    op.drop_column("evidence", "method_when")
    op.drop_column("evidence", "method_where")
    op.drop_column("evidence", "method_what")
    op.drop_column("evidence", "method_who")
    op.drop_column("evidence", "plan")
    op.drop_column("evidence", "summary")
    op.drop_column("evidence", "second_copy")
    op.drop_column("evidence", "custody_seen_at")
    op.drop_column("evidence", "custodian")
    op.drop_column("evidence", "hold_reason")
    op.drop_column("evidence", "retain_until")
    op.drop_column("evidence", "classification")
    op.drop_column("evidence", "duration")
    op.drop_column("evidence", "pages")
    op.drop_column("evidence", "family_id")
    op.drop_column("evidence", "relation")
    op.drop_column("evidence", "parent_id")
    op.drop_column("evidence", "draft")
    op.drop_column("evidence", "contradicted")
    op.drop_column("evidence", "corroborated")
    op.drop_column("evidence", "privilege")
    op.drop_index("ix_evidence_number_evidence", table_name="evidence_number")
    op.drop_table("evidence_number")
    op.drop_index("ix_evidence_move_evidence", table_name="evidence_move")
    op.drop_table("evidence_move")
    op.drop_index("ix_evidence_grade_evidence", table_name="evidence_grade")
    op.drop_table("evidence_grade")
    op.drop_index(
        "uq_custody_transfer_open",
        table_name="custody_transfer",
        postgresql_where=sa.text("state IN ('offered') OR (state = 'confirmed' AND to_body IS NOT NULL)"),
    )
    op.drop_index(
        "ix_custody_transfer_receiver",
        table_name="custody_transfer",
        postgresql_where=sa.text("state = 'offered'"),
    )
    op.drop_index("ix_custody_transfer_evidence", table_name="custody_transfer")
    op.drop_table("custody_transfer")
    op.execute("DROP EXTENSION IF EXISTS btree_gist")
