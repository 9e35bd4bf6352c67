"""Tables of assessments; sentences get a status, links a rendition and what was seen of the item."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from casefile.migrations.parts import append_only

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "accepted_gap",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("accepted_by", sa.Uuid(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_reason", sa.String(), nullable=True),
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
            "(reopened_at IS NULL) = (reopened_reason IS NULL)", name=op.f("ck_accepted_gap_reopened_reason")
        ),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_accepted_gap_reason")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_accepted_gap_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accepted_gap")),
    )
    op.create_index(op.f("ix_accepted_gap_case_id"), "accepted_gap", ["case_id"], unique=False)
    op.create_index(
        "uq_accepted_gap",
        "accepted_gap",
        ["case_id", "code", "record_id"],
        unique=True,
        postgresql_where=sa.text("reopened_at IS NULL"),
    )
    op.create_table(
        "defence_memo",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("strongest", sa.String(), nullable=False),
        sa.Column("alternatives", sa.String(), nullable=False),
        sa.Column("evidence_attacked", sa.String(), nullable=True),
        sa.Column("not_explored", sa.String(), nullable=True),
        sa.Column("written_by", sa.Uuid(), nullable=False),
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
            "length(strongest) > 0 AND length(alternatives) > 0", name=op.f("ck_defence_memo_whole")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_defence_memo_case_id")),
        sa.ForeignKeyConstraint(["written_by"], ["user.id"], name=op.f("fk_defence_memo_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_defence_memo")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_defence_memo_case_id_number")),
    )
    op.create_index(op.f("ix_defence_memo_case_id"), "defence_memo", ["case_id"], unique=False)
    op.create_table(
        "exonerating_search",
        sa.Column("charge_id", sa.Uuid(), nullable=False),
        sa.Column("sought", sa.String(), nullable=False),
        sa.Column("places", sa.String(), nullable=False),
        sa.Column("searched_on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("searched_by", sa.Uuid(), nullable=True),
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
            "length(sought) > 0 AND length(places) > 0 AND length(result) > 0",
            name=op.f("ck_exonerating_search_whole"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_exonerating_search_case_id")),
        sa.ForeignKeyConstraint(
            ["charge_id", "case_id"],
            ["charge.id", "charge.case_id"],
            name=op.f("fk_exonerating_search_charge_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["searched_by"], ["user.id"], name=op.f("fk_exonerating_search_searched_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exonerating_search")),
    )
    op.create_index(op.f("ix_exonerating_search_case_id"), "exonerating_search", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_exonerating_search_charge_id"), "exonerating_search", ["charge_id"], unique=False
    )
    op.create_table(
        "gap_task",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("deadline_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_gap_task_case_id")),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadline.id"], name=op.f("fk_gap_task_deadline_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gap_task")),
        sa.UniqueConstraint("deadline_id", name=op.f("uq_gap_task_deadline_id")),
    )
    op.create_index(op.f("ix_gap_task_case_id"), "gap_task", ["case_id"], unique=False)
    op.create_index("ix_gap_task_gap", "gap_task", ["case_id", "code", "record_id"], unique=False)
    op.create_table(
        "element_assessment",
        sa.Column("charge_element_id", sa.Uuid(), nullable=False),
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
        sa.Column("reasoning", sa.String(), nullable=True),
        sa.Column("weaknesses", sa.String(), nullable=True),
        sa.Column("exculpatory", sa.String(), nullable=False),
        sa.Column("contrary", sa.String(), nullable=True),
        sa.Column("without_strongest", sa.String(), nullable=True),
        sa.Column("next_step", sa.String(), nullable=True),
        sa.Column("basis", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("assessed_by", sa.Uuid(), nullable=False),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
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
            "level <> 'ARGUABLE' OR coalesce(length(contrary), 0) > 0",
            name=op.f("ck_element_assessment_contrary"),
        ),
        sa.CheckConstraint("level <> 'NA'", name=op.f("ck_element_assessment_level")),
        sa.CheckConstraint(
            "level <> 'STRONG' OR coalesce(length(without_strongest), 0) > 0",
            name=op.f("ck_element_assessment_without_strongest"),
        ),
        sa.CheckConstraint(
            "level IN ('NONE', 'LEAD') OR coalesce(length(reasoning), 0) > 0",
            name=op.f("ck_element_assessment_reasoning"),
        ),
        sa.CheckConstraint(
            "level NOT IN ('SUFFICIENT', 'STRONG', 'NEGATED') OR "
            "(reviewed_by IS NOT NULL AND reviewed_by <> assessed_by)",
            name=op.f("ck_element_assessment_second_person"),
        ),
        sa.CheckConstraint("length(exculpatory) > 0", name=op.f("ck_element_assessment_exculpatory")),
        sa.CheckConstraint("number > 0", name=op.f("ck_element_assessment_number")),
        sa.ForeignKeyConstraint(["assessed_by"], ["user.id"], name=op.f("fk_element_assessment_assessed_by")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_element_assessment_case_id")),
        sa.ForeignKeyConstraint(
            ["charge_element_id", "case_id"],
            ["charge_element.id", "charge_element.case_id"],
            name=op.f("fk_element_assessment_charge_element_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["reviewed_by"], ["user.id"], name=op.f("fk_element_assessment_reviewed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_element_assessment")),
        sa.UniqueConstraint(
            "charge_element_id", "number", name=op.f("uq_element_assessment_charge_element_id_number")
        ),
    )
    op.create_index(op.f("ix_element_assessment_case_id"), "element_assessment", ["case_id"], unique=False)
    op.add_column("evidence_link", sa.Column("rendition", sa.String(), nullable=True))
    op.add_column(
        "evidence_link",
        sa.Column(
            "corroborates",
            sa.Enum(
                "same_fact",
                "consistent_pattern",
                "physical_documentary",
                "expert_medical",
                "contextual_only",
                name="corroboration",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
    )
    op.add_column(
        "evidence_link",
        sa.Column("seen", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    )
    op.add_column(
        "proposition",
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "supported",
                "contested",
                "established",
                "refuted",
                "agreed",
                "withdrawn",
                name="propositionstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
            server_default="proposed",
        ),
    )
    op.alter_column("proposition", "status", server_default=None)
    op.add_column("proposition", sa.Column("status_reason", sa.String(), nullable=True))
    op.add_column("proposition", sa.Column("stated_by", sa.Uuid(), nullable=True))
    op.execute("UPDATE proposition SET status = 'withdrawn', version = version + 1 WHERE withdrawn_at IS NOT NULL")
    # Who stated a sentence stands in the history.
    op.execute("UPDATE proposition p SET stated_by = e.actor_id FROM audit_event e WHERE e.record_id = p.id "
               "AND e.table_name = 'proposition' AND e.action = 'created'")
    op.create_check_constraint(op.f("ck_proposition_withdrawn"), "proposition",
                               "(status = 'withdrawn') = (withdrawn_at IS NOT NULL)")
    op.create_check_constraint(op.f("ck_proposition_status_reason"), "proposition",
                               "status IN ('proposed', 'withdrawn') OR coalesce(length(status_reason), 0) > 0")
    op.create_check_constraint(op.f("ck_evidence_link_rendition"), "evidence_link", "rendition ~ '^[0-9a-f]{64}$'")
    # What the charge kept as one text becomes the first record of a search.
    op.execute("INSERT INTO exonerating_search (id, version, case_id, charge_id, sought, places, searched_on, result) "
               "SELECT gen_random_uuid(), 1, case_id, id, exonerating_search, '–', exonerating_search_on, '–' "
               "FROM charge WHERE exonerating_search IS NOT NULL AND length(exonerating_search) > 0")
    append_only("element_assessment")
    append_only("defence_memo")


def downgrade() -> None:
    """Down."""
    op.drop_constraint(op.f("ck_evidence_link_rendition"), "evidence_link")
    op.drop_constraint(op.f("ck_proposition_status_reason"), "proposition")
    op.drop_constraint(op.f("ck_proposition_withdrawn"), "proposition")
    op.drop_column("proposition", "stated_by")
    op.drop_column("proposition", "status_reason")
    op.drop_column("proposition", "status")
    op.drop_column("evidence_link", "seen")
    op.drop_column("evidence_link", "corroborates")
    op.drop_column("evidence_link", "rendition")
    op.drop_index(op.f("ix_element_assessment_case_id"), table_name="element_assessment")
    op.drop_table("element_assessment")
    op.drop_index("ix_gap_task_gap", table_name="gap_task")
    op.drop_index(op.f("ix_gap_task_case_id"), table_name="gap_task")
    op.drop_table("gap_task")
    op.drop_index(op.f("ix_exonerating_search_charge_id"), table_name="exonerating_search")
    op.drop_index(op.f("ix_exonerating_search_case_id"), table_name="exonerating_search")
    op.drop_table("exonerating_search")
    op.drop_index(op.f("ix_defence_memo_case_id"), table_name="defence_memo")
    op.drop_table("defence_memo")
    op.drop_index(
        "uq_accepted_gap", table_name="accepted_gap", postgresql_where=sa.text("reopened_at IS NULL")
    )
    op.drop_index(op.f("ix_accepted_gap_case_id"), table_name="accepted_gap")
    op.drop_table("accepted_gap")
