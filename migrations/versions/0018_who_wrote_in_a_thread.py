"""who wrote in a thread is found by thread and author

Revision ID: 0018
Revises: 0017
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_posts_thread_author", "posts", ["thread_id", "author_id"])


def downgrade() -> None:
    op.drop_index("ix_posts_thread_author", "posts")
