"""who wrote in a thread is found by thread and author

Revision ID: 0016
Revises: 0015
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_posts_thread_author", "posts", ["thread_id", "author_id"])


def downgrade() -> None:
    op.drop_index("ix_posts_thread_author", "posts")
