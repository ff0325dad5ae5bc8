"""what the sorting aid said about a care case, and who has their posts ordered by time only

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("accounts", sa.Column("by_time_only", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "sortings",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("post_revision", BIG, nullable=False),
        sa.Column("level", sa.String(24), nullable=False),
        sa.Column("asked_for", sa.String(24), nullable=True),
        sa.Column("cues", sa.JSON(), nullable=False),
        sa.Column("rules_version", sa.String(40), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.Column("judged", sa.String(24), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name="fk_sortings_case_id_cases", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sortings"),
        sa.UniqueConstraint("case_id", name="uq_sortings_case_id"),
    )
    op.create_index("ix_sortings_read_at", "sortings", ["read_at"])


def downgrade() -> None:
    op.drop_table("sortings")
    op.drop_column("accounts", "by_time_only")
