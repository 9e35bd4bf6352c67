"""Parts that many migrations need: append-only tables, counts kept by triggers."""

from __future__ import annotations

from alembic import op

REFUSE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is not allowed: entries are only added', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$
"""

COUNT = """
CREATE OR REPLACE FUNCTION count_in_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO case_count AS c (case_id, kind, n) VALUES (NEW.case_id, TG_ARGV[0], 1)
    ON CONFLICT (case_id, kind) DO UPDATE SET n = c.n + 1;
  ELSE
    UPDATE case_count SET n = n - 1 WHERE case_id = OLD.case_id AND kind = TG_ARGV[0];
  END IF;
  RETURN NULL;
END $$
"""


def append_only(table: str) -> None:
    """Let the database refuse UPDATE, DELETE and TRUNCATE on the table."""
    op.execute(f'CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON "{table}" '
               "FOR EACH ROW EXECUTE FUNCTION refuse_change()")
    op.execute(f'CREATE TRIGGER append_only_table BEFORE TRUNCATE ON "{table}" '
               "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")


def counted(table: str, kind: str) -> None:
    """Keep case_count for the rows of a table that has a case_id."""
    op.execute(f'CREATE TRIGGER counted AFTER INSERT OR DELETE ON "{table}" '
               f"FOR EACH ROW EXECUTE FUNCTION count_in_case('{kind}')")
