"""Merged people counted nowhere, and what could tell who somebody is, with each dossier."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

# A merged record is not counted: the counts follow when it is merged, parted, or filed meanwhile.
COUNT = """
CREATE FUNCTION count_merged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE case_count SET n = n + CASE WHEN NEW.merged_into_id IS NULL THEN 1 ELSE -1 END
    WHERE kind = 'person' AND case_id IN (SELECT case_id FROM person_filing WHERE record_id = NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER counted_merged AFTER UPDATE OF merged_into_id ON person FOR EACH ROW
  WHEN ((OLD.merged_into_id IS NULL) <> (NEW.merged_into_id IS NULL)) EXECUTE FUNCTION count_merged()
"""
MERGED = """
UPDATE person SET merged_into_id = m.one_id FROM person_merge m
WHERE m.other_id = person.id AND m.undone_at IS NULL
"""


def upgrade() -> None:
    """Up."""
    op.add_column("person", sa.Column("merged_into_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_person_merged_into_id"), "person", "person", ["merged_into_id"], ["id"])
    op.create_index(op.f("ix_person_merged_into_id"), "person", ["merged_into_id"])
    op.create_check_constraint(op.f("ck_person_merged_into_another"), "person", "merged_into_id <> id")
    op.execute(COUNT)
    op.execute(MERGED)
    op.add_column("dossier", sa.Column("rare", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"),
                                       nullable=False))
    op.add_column("dossier", sa.Column("rare_reason", sa.String(), nullable=True))
    op.create_check_constraint(op.f("ck_dossier_rare_reason"), "dossier",
                               "rare = '[]' OR coalesce(length(rare_reason), 0) > 0")


def downgrade() -> None:
    """Down."""
    op.drop_column("dossier", "rare_reason")
    op.drop_column("dossier", "rare")
    op.execute("UPDATE person SET merged_into_id = NULL")
    op.execute("DROP TRIGGER counted_merged ON person")
    op.execute("DROP FUNCTION count_merged()")
    op.drop_column("person", "merged_into_id")
