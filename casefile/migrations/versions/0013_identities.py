"""Tables of identities.

Reasons for which identities were opened were kept in clear and are sealed now, each with its person's key. So this step
needs the vault keys: it runs inside the application, which does not start without them. What stands in the history
(audit_event.reason), which is only added to, stays as it was told to people then.

Down: reasons are opened again; where a key was destroyed the words are gone for good. data_key.key_id stays: what was
sealed meanwhile is bound to it and opens again after going up.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import sqlalchemy as sa
from alembic import op
from flask import current_app

from casefile.core import vault
from casefile.migrations.parts import append_only

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up."""
    op.create_table(
        "identity_shred",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column(
            "ground",
            sa.Enum(
                "consent_withdrawn",
                "erasure_asked",
                "retention_ended",
                "not_lawfully_held",
                name="shredground",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=False),
        sa.Column(
            "shredded_at",
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
        sa.CheckConstraint("proposed_by <> approved_by", name=op.f("ck_identity_shred_two_people")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_identity_shred_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_shred")),
        sa.UniqueConstraint("key_id", name=op.f("uq_identity_shred_key_id")),
    )
    op.create_index("ix_identity_shred_person", "identity_shred", ["person_id", "shredded_at"], unique=False)
    op.create_table(
        "identity_window",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("opened_for", sa.Uuid(), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "closes_at > opened_at AND closes_at <= opened_at + interval '60 minutes'",
            name=op.f("ck_identity_window_an_hour"),
        ),
        sa.CheckConstraint("opened_for <> approved_by", name=op.f("ck_identity_window_two_people")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_identity_window_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_window")),
    )
    op.create_index("ix_identity_window_person", "identity_window", ["person_id", "opened_at"], unique=False)
    op.create_table(
        "person_alias",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.CheckConstraint("alias ~ '^A-[0-9]{6}$'", name=op.f("ck_person_alias_form")),
        sa.CheckConstraint("length(recipient) > 0", name=op.f("ck_person_alias_recipient")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_alias_person_id")),
        sa.PrimaryKeyConstraint("person_id", "recipient", name=op.f("pk_person_alias")),
    )
    op.create_index("uq_person_alias_alias", "person_alias", ["recipient", "alias"], unique=True)
    op.execute("ALTER TABLE data_key ADD COLUMN IF NOT EXISTS key_id uuid NOT NULL DEFAULT gen_random_uuid()")
    op.execute("ALTER TABLE data_key DROP CONSTRAINT IF EXISTS uq_data_key_key_id")
    op.create_unique_constraint(op.f("uq_data_key_key_id"), "data_key", ["key_id"])
    op.add_column("identity", sa.Column("name_hanja_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("identity_reveal", sa.Column("reason_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("identity_reveal", sa.Column("window_id", sa.Uuid(), nullable=True))
    op.add_column("identity_reveal", sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True))
    with changing("identity_reveal"):
        op.execute("UPDATE identity_reveal SET closes_at = revealed_at + interval '10 minutes'")
        seal_reasons()
    op.alter_column("identity_reveal", "reason_sealed", nullable=False)
    op.alter_column("identity_reveal", "closes_at", nullable=False)
    op.alter_column("identity_reveal", "revealed_at", server_default=None)
    op.create_check_constraint("clock", "identity_reveal", "closes_at > revealed_at")
    op.create_foreign_key(
        op.f("fk_identity_reveal_window_id"), "identity_reveal", "identity_window", ["window_id"], ["id"]
    )
    op.drop_column("identity_reveal", "reason")
    for table in ("identity_window", "identity_shred", "person_alias"):
        append_only(table)


def downgrade() -> None:
    """Down."""
    op.add_column("identity_reveal", sa.Column("reason", sa.String(), nullable=True))
    with changing("identity_reveal"):
        open_reasons()
    op.alter_column("identity_reveal", "reason", nullable=False)
    op.alter_column("identity_reveal", "revealed_at", server_default=sa.text("clock_timestamp()"))
    op.create_check_constraint("reason", "identity_reveal", "length(reason) > 0")
    op.drop_constraint("clock", "identity_reveal", type_="check")
    op.drop_constraint(op.f("fk_identity_reveal_window_id"), "identity_reveal", type_="foreignkey")
    op.drop_column("identity_reveal", "closes_at")
    op.drop_column("identity_reveal", "window_id")
    op.drop_column("identity_reveal", "reason_sealed")
    op.drop_column("identity", "name_hanja_sealed")
    op.drop_index("uq_person_alias_alias", table_name="person_alias")
    op.drop_table("person_alias")
    op.drop_index("ix_identity_window_person", table_name="identity_window")
    op.drop_table("identity_window")
    op.drop_index("ix_identity_shred_person", table_name="identity_shred")
    op.drop_table("identity_shred")


@contextmanager
def changing(table: str) -> Iterator[None]:
    """Change rows of a table that is otherwise only added to."""
    op.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only_rows")
    yield
    op.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only_rows")


def seal_reasons() -> None:
    bind = op.get_bind()
    rows = bind.execute(sa.text("SELECT id, person_id, reason FROM identity_reveal")).all()
    for row in rows:
        key = open_key(row.person_id) or make_key(row.person_id)
        sealed = vault.seal_with(key, "identity_reveal", "reason_sealed", row.id, row.reason)
        bind.execute(sa.text("UPDATE identity_reveal SET reason_sealed = :sealed WHERE id = :id"),
                     {"sealed": sealed, "id": row.id})


def open_reasons() -> None:
    bind = op.get_bind()
    rows = bind.execute(sa.text("SELECT id, person_id, reason_sealed FROM identity_reveal")).all()
    for row in rows:
        key, reason = open_key(row.person_id), "(destroyed)"
        try:
            if key is not None:
                reason = vault.unseal_with(key, "identity_reveal", "reason_sealed", row.id, row.reason_sealed)
        except vault.VaultError:
            pass  # sealed with a key that was destroyed since
        bind.execute(sa.text("UPDATE identity_reveal SET reason = :reason WHERE id = :id"),
                     {"reason": reason, "id": row.id})


def open_key(owner: UUID) -> vault.OpenKey | None:
    query = sa.text("SELECT owner_id, key_id, kek_id, wrapped FROM data_key WHERE owner_id = :owner")
    row = op.get_bind().execute(query, {"owner": owner}).first()
    if row is None:
        return None
    held = vault.DataKey(owner_id=row.owner_id, key_id=row.key_id, kek_id=row.kek_id, wrapped=row.wrapped)
    return vault.OpenKey(row.key_id, vault.unwrap(current_app.extensions["vault"], held))


def make_key(owner: UUID) -> vault.OpenKey:
    ring, key = current_app.extensions["vault"], vault.OpenKey(uuid4(), vault.new_secret())
    op.get_bind().execute(
        sa.text("INSERT INTO data_key (owner_id, key_id, kek_id, wrapped) VALUES (:owner, :key, :kek, :wrapped)"),
        {"owner": owner, "key": key.id, "kek": ring.current, "wrapped": vault.wrap(ring, owner, key.id, key.secret)})
    return key
