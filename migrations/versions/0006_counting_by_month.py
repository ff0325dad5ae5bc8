"""indexes by time for what ledger and overview count

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

UNDONE = sa.text("undone_at IS NOT NULL")
ANSWERED = sa.text("answered_at IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_cases_opened_at", "cases", ["opened_at"])
    op.create_index("ix_flags_created_at", "flags", ["created_at"])
    op.create_index("ix_decisions_made_at", "decisions", ["made_at"])
    op.create_index(
        "ix_decisions_undone_at", "decisions", ["undone_at"], sqlite_where=UNDONE, postgresql_where=UNDONE
    )
    op.create_index(
        "ix_appeals_answered_at", "appeals", ["answered_at"], sqlite_where=ANSWERED, postgresql_where=ANSWERED
    )
    op.create_index("ix_audit_entries_at", "audit_entries", ["at"])


def downgrade() -> None:
    op.drop_index("ix_audit_entries_at", table_name="audit_entries")
    op.drop_index("ix_appeals_answered_at", table_name="appeals")
    op.drop_index("ix_decisions_undone_at", table_name="decisions")
    op.drop_index("ix_decisions_made_at", table_name="decisions")
    op.drop_index("ix_flags_created_at", table_name="flags")
    op.drop_index("ix_cases_opened_at", table_name="cases")
