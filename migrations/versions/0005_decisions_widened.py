"""more that can be decided, appeals, and moderators' notes on a member

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WAITS = sa.text("answered_at IS NULL")


def upgrade() -> None:
    op.add_column("decisions", sa.Column("particulars", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("posts", sa.Column("added_notes", sa.String(160), nullable=False, server_default=""))
    op.add_column("posts", sa.Column("trimmed_from", BIG, nullable=False, server_default="0"))
    op.create_table(
        "appeals",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("decision_id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answered_by_id", BIG, nullable=True),
        sa.Column("answered_role", sa.String(24), nullable=False),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        _to("appeals", "decision_id", "decisions"),
        _to("appeals", "account_id", "accounts"),
        _to("appeals", "answered_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_appeals"),
        sa.UniqueConstraint("decision_id", name="uq_appeals_decision_id"),
    )
    op.create_index("ix_appeals_waiting", "appeals", ["id"], sqlite_where=WAITS, postgresql_where=WAITS)
    op.create_index("ix_appeals_account_id", "appeals", ["account_id"])
    op.create_table(
        "member_notes",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("author_id", BIG, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        _to("member_notes", "account_id", "accounts"),
        _to("member_notes", "author_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_member_notes"),
    )
    op.create_index("ix_member_notes_account_id", "member_notes", ["account_id", "id"])


def downgrade() -> None:
    op.drop_table("member_notes")
    op.drop_table("appeals")
    op.drop_column("posts", "trimmed_from")
    op.drop_column("posts", "added_notes")
    op.drop_column("decisions", "particulars")


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")
