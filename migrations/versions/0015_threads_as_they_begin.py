"""a board's threads in the order in which they began, for its feed

Revision ID: 0015
Revises: 0014
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_threads_board_new", "threads", ["board_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_threads_board_new", "threads")
