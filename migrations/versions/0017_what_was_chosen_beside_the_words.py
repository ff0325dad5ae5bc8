"""drafts: what was chosen beside the words

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("drafts", sa.Column("choice", sa.String(40), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("drafts") as table:
        table.drop_column("choice")
