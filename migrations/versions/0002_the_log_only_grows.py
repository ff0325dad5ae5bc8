"""the log only grows: the database itself refuses to change, remove or replace an audit entry

The head of the log (audit_heads) moves with every entry and stays as it is. A later migration that has SQLite
copy the table (batch mode) loses these triggers with the old one and must set them up again.

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REFUSAL = "the audit log only grows"

# REPLACE removes rows without a word to DELETE's trigger, so the insert itself has to look.
SQLITE = {
    "audit_entries_are_not_changed": "BEFORE UPDATE ON audit_entries",
    "audit_entries_are_not_removed": "BEFORE DELETE ON audit_entries",
    "audit_entries_are_not_replaced": (
        "BEFORE INSERT ON audit_entries WHEN EXISTS (SELECT 1 FROM audit_entries"
        " WHERE id = NEW.id OR number = NEW.number OR digest = NEW.digest)"
    ),
}
POSTGRESQL = {
    "audit_entries_are_not_changed": "BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW",
    "audit_entries_are_not_emptied": "BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT",
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
        )
        for name, when in POSTGRESQL.items():
            op.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION refuse_audit_change()")
    else:
        for name, when in SQLITE.items():
            op.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name in POSTGRESQL:
            op.execute(f"DROP TRIGGER {name} ON audit_entries")
        op.execute("DROP FUNCTION refuse_audit_change()")
    else:
        for name in SQLITE:
            op.execute(f"DROP TRIGGER {name}")
