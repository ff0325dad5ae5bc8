"""the end of the audit log only moves forward, and earlier wordings can be taken out of sight

With the entries guarded and their end open, the last entries and the end could go together without a trace.
Needs the function of 0002. A later migration that has SQLite copy the table (batch mode) sets these up again.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

REFUSAL = "the audit log only grows"
BACKWARDS = "NEW.id <> OLD.id OR NEW.number <= OLD.number"

# There is one row. REPLACE removes it without a word to DELETE's trigger, so the insert itself has to look.
SQLITE = {
    "audit_heads_move_forward": f"BEFORE UPDATE ON audit_heads WHEN {BACKWARDS}",
    "audit_heads_are_not_removed": "BEFORE DELETE ON audit_heads",
    "audit_heads_are_not_replaced": "BEFORE INSERT ON audit_heads WHEN EXISTS (SELECT 1 FROM audit_heads)",
}
POSTGRESQL = {
    "audit_heads_move_forward": f"BEFORE UPDATE ON audit_heads FOR EACH ROW WHEN ({BACKWARDS})",
    "audit_heads_are_not_removed": "BEFORE DELETE ON audit_heads FOR EACH ROW",
    "audit_heads_are_not_emptied": "BEFORE TRUNCATE ON audit_heads FOR EACH STATEMENT",
}


def upgrade() -> None:
    op.add_column("revisions", sa.Column("out_of_sight_at", sa.DateTime(timezone=True), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        for name, when in POSTGRESQL.items():
            op.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION refuse_audit_change()")
    else:
        for name, when in SQLITE.items():
            op.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name in POSTGRESQL:
            op.execute(f"DROP TRIGGER {name} ON audit_heads")
    else:
        for name in SQLITE:
            op.execute(f"DROP TRIGGER {name}")
    op.drop_column("revisions", "out_of_sight_at")
