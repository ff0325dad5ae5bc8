"""passing on: what one moderator passed on is found by its moderator

Revision ID: 0013
Revises: 0012
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_passed_on_account_id", "passed_on", ["account_id"])


def downgrade() -> None:
    op.drop_index("ix_passed_on_account_id", "passed_on")
