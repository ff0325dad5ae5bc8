"""names for one thread, and their seals

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("threads", sa.Column("alias", sa.String(60), nullable=False, server_default=""))
    op.add_column("posts", sa.Column("alias", sa.String(60), nullable=False, server_default=""))
    op.add_column("drafts", sa.Column("without_name", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "thread_names",
        sa.Column("thread_id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("key", sa.String(240), nullable=False),
        _to("thread_names", "thread_id", "threads"),
        _to("thread_names", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("thread_id", "account_id", name="pk_thread_names"),
        sa.UniqueConstraint("key", name="uq_thread_names_key"),
    )
    op.create_table(
        "names_kept_away",
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("thread_id", BIG, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        _to("names_kept_away", "account_id", "accounts"),
        _to("names_kept_away", "thread_id", "threads"),
        sa.PrimaryKeyConstraint("account_id", "thread_id", "name", name="pk_names_kept_away"),
    )
    op.create_table(
        "opened_seals",
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_opened_seals_case_id_cases"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_opened_seals_account_id_accounts"),
        sa.PrimaryKeyConstraint("case_id", "account_id", name="pk_opened_seals"),
    )


def downgrade() -> None:
    for table in ("opened_seals", "names_kept_away", "thread_names"):
        op.drop_table(table)
    op.drop_column("drafts", "without_name")
    op.drop_column("posts", "alias")
    op.drop_column("threads", "alias")


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}", ondelete="CASCADE"
    )
