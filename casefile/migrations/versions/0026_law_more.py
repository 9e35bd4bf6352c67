"""Searches for what exonerates have a table; what an assessment and a link rested on says if it was a draft."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

# A search that was kept on the charge, as a row of its own.
_MOVE = """
INSERT INTO exonerating_search (id, version, charge_id, case_id, sought, places, searched_on, result)
SELECT gen_random_uuid(), 1, id, case_id, exonerating_search, '\u2013', exonerating_search_on, exonerating_search
FROM charge WHERE exonerating_search IS NOT NULL"""
_BACK = """
UPDATE charge SET exonerating_search = s.sought, exonerating_search_on = s.searched_on
FROM (SELECT DISTINCT ON (charge_id) charge_id, sought, searched_on FROM exonerating_search
      ORDER BY charge_id, searched_on DESC) s WHERE s.charge_id = charge.id"""
_SEEN = """
UPDATE evidence_link SET seen = seen || to_jsonb(e.draft) FROM evidence e
WHERE e.id = evidence_link.evidence_id AND jsonb_typeof(seen) = 'array' AND jsonb_array_length(seen) = 6"""
_BASIS = """
UPDATE element_assessment SET basis = jsonb_set(basis, '{links}', (
    SELECT jsonb_object_agg(x.key, x.value || to_jsonb(coalesce(e.draft, false)))
    FROM jsonb_each(basis -> 'links') x LEFT JOIN evidence e ON e.reference = x.value ->> 0))
WHERE basis -> 'links' <> '{}'"""


def _rest(statement: str) -> None:
    """Change what nobody else may change: the form of what is kept, not what it says."""
    op.execute("ALTER TABLE element_assessment DISABLE TRIGGER USER")
    op.execute(statement)
    op.execute("ALTER TABLE element_assessment ENABLE TRIGGER USER")


def upgrade() -> None:
    """Up."""
    op.execute(_MOVE)
    op.drop_constraint(op.f("ck_charge_search_dated"), "charge", type_="check")
    op.drop_column("charge", "exonerating_search")
    op.drop_column("charge", "exonerating_search_on")
    op.execute(_SEEN)
    _rest(_BASIS)


def downgrade() -> None:
    """Down."""
    op.add_column("charge", sa.Column("exonerating_search", sa.String(), nullable=True))
    op.add_column("charge", sa.Column("exonerating_search_on", sa.Date(), nullable=True))
    op.execute(_BACK)
    op.create_check_constraint(op.f("ck_charge_search_dated"), "charge",
                               "(exonerating_search IS NULL) = (exonerating_search_on IS NULL)")
    op.execute("UPDATE evidence_link SET seen = seen - 6 WHERE jsonb_typeof(seen) = 'array'")
    _rest("UPDATE element_assessment SET basis = jsonb_set(basis, '{links}', (SELECT jsonb_object_agg(x.key, x.value "
          "- 13) FROM jsonb_each(basis -> 'links') x)) - 'use' WHERE basis -> 'links' <> '{}'")
