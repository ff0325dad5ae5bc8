"""who checked which crisis line, and what they found

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OUTCOME = sa.Enum("answers", "changed", "gone", "not-reached", name="outcome", native_enum=False, length=24)


def upgrade() -> None:
    op.create_table(
        "line_checks",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("iso", sa.String(2), nullable=False),
        sa.Column("key", sa.String(48), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("outcome", OUTCOME, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name="fk_line_checks_by_id_accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_line_checks"),
    )
    op.create_index("ix_line_checks_line", "line_checks", ["iso", "key", "id"])


def downgrade() -> None:
    op.drop_table("line_checks")
