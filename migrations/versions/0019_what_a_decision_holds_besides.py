"""drafts: what a form with many fields holds besides

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("drafts", sa.Column("beside", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("drafts") as table:
        table.drop_column("beside")
