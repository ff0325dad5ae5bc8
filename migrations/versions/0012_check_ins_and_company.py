"""check-ins for oneself; who waits for a first answer and in which order; invitations to answer

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
HOW = sa.Enum(
    "very-heavy", "heavy", "so-so", "a-bit-lighter", "lighter", name="how", native_enum=False, length=24
)
WAITS = sa.text("waiting_since IS NOT NULL")
LISTS = ("ix_threads_waiting", "ix_threads_board_waiting")

# Whoever has written alone so far has waited since the beginning; an answer out of sight is no answer.
WHO_WAITS = """
UPDATE threads SET waiting_since = created_at
WHERE EXISTS (SELECT 1 FROM posts WHERE posts.thread_id = threads.id AND posts.number = 1 AND posts.absence IS NULL)
AND NOT EXISTS (
    SELECT 1 FROM posts
    WHERE posts.thread_id = threads.id AND posts.author_id <> threads.author_id AND posts.absence IS NULL
)
"""
WORRIES = """
UPDATE threads SET care_rank = (
    SELECT min(cases.level_rank) FROM cases JOIN posts ON posts.id = cases.post_id
    WHERE posts.thread_id = threads.id AND cases.account_id = threads.author_id
    AND cases.lane = 'care' AND cases.level_rank < 3 AND cases.closed_at IS NULL
)
WHERE id IN (
    SELECT posts.thread_id FROM cases JOIN posts ON posts.id = cases.post_id
    JOIN threads AS begun ON begun.id = posts.thread_id
    WHERE cases.account_id = begun.author_id
    AND cases.lane = 'care' AND cases.level_rank < 3 AND cases.closed_at IS NULL
)
"""


def upgrade() -> None:
    _who_waits()
    op.add_column(
        "accounts", sa.Column("wants_invitations", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "declined_invitations",
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("thread_id", BIG, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _to("declined_invitations", "account_id", "accounts"),
        _to("declined_invitations", "thread_id", "threads"),
        sa.PrimaryKeyConstraint("account_id", "thread_id", name="pk_declined_invitations"),
    )
    op.create_table(
        "check_ins",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("how", HOW, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("small", sa.String(200), nullable=False),
        sa.Column("once", sa.String(64), nullable=False),
        sa.Column("revision", BIG, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        _to("check_ins", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_check_ins"),
        sa.UniqueConstraint("account_id", "once", name="uq_check_ins_account_id_once"),
    )
    op.create_index("ix_check_ins_account_latest", "check_ins", ["account_id", "id"])
    op.create_index("ix_check_ins_account_moments", "check_ins", ["account_id", "written_at"])


def downgrade() -> None:
    op.drop_table("check_ins")
    op.drop_table("declined_invitations")
    op.drop_column("accounts", "wants_invitations")
    for name in LISTS:
        op.drop_index(name, table_name="threads")
    op.drop_column("threads", "care_rank")
    op.drop_column("threads", "waiting_since")
    op.create_index("ix_threads_unanswered", "threads", ["last_number", "created_at", "id"])
    op.create_index("ix_threads_board_unanswered", "threads", ["board_id", "last_number", "created_at", "id"])


def _who_waits() -> None:
    op.add_column("threads", sa.Column("waiting_since", MOMENT, nullable=True))
    op.add_column("threads", sa.Column("care_rank", BIG, nullable=False, server_default="3"))
    op.execute(WHO_WAITS)
    op.execute(WORRIES)
    op.drop_index("ix_threads_unanswered", table_name="threads")
    op.drop_index("ix_threads_board_unanswered", table_name="threads")
    order = ["care_rank", "waiting_since", "id"]
    for name, columns in zip(LISTS, (order, ["board_id", *order]), strict=True):
        op.create_index(name, "threads", columns, sqlite_where=WAITS, postgresql_where=WAITS)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}", ondelete="CASCADE"
    )
