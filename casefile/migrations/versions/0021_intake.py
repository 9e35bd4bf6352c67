"""Empty files are kept; what is privileged is examined by somebody appointed for that one item."""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.drop_constraint(op.f("ck_evidence_not_empty"), "evidence", type_="check")
    op.create_check_constraint(op.f("ck_evidence_size"), "evidence", "size >= 0")
    op.drop_constraint(op.f("ck_upload_within"), "upload", type_="check")
    op.create_check_constraint(op.f("ck_upload_within"), "upload", "size >= 0 AND received BETWEEN 0 AND size")


def downgrade() -> None:
    """Down. Empty files that were taken in meanwhile stay: the older rule holds for what comes later."""
    op.drop_constraint(op.f("ck_upload_within"), "upload", type_="check")
    op.execute("DELETE FROM upload WHERE size = 0")
    op.create_check_constraint(op.f("ck_upload_within"), "upload", "size > 0 AND received BETWEEN 0 AND size")
    op.drop_constraint(op.f("ck_evidence_size"), "evidence", type_="check")
    op.create_check_constraint(op.f("ck_evidence_not_empty"), "evidence", "size > 0", postgresql_not_valid=True)
