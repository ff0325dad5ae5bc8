"""shifts, and second looks at a case

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
LEVEL = sa.Enum("crisis", "red", "amber", "watch", "routine", name="level", native_enum=False, length=24)
SAID = sa.Enum(
    "note", "asked", "asked-lower", "agreed", "other-view", "escalated", "raised", "lowered", "followed-up",
    name="said", native_enum=False, length=24,
)
OCCASION = sa.Enum(
    "reaching-out", "edited", "hidden", "held", "after-crisis", "appeal-upheld", "appeal-kept",
    name="occasion", native_enum=False, length=24,
)
CLAIMED = sa.text("claimed_by_id IS NOT NULL")
FOLLOWED = sa.text("follow_up_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("cases", sa.Column("follow_up_at", MOMENT, nullable=True))
    op.add_column("cases", sa.Column("called_at", MOMENT, nullable=True))
    op.create_index("ix_cases_state", "cases", ["state", "lane", "level_rank", "due_at", "id"])
    op.create_index(
        "ix_cases_claimed_by_id", "cases", ["claimed_by_id"], sqlite_where=CLAIMED, postgresql_where=CLAIMED
    )
    op.create_index(
        "ix_cases_follow_up",
        "cases",
        ["lane", "level_rank", "follow_up_at", "id"],
        sqlite_where=FOLLOWED,
        postgresql_where=FOLLOWED,
    )
    _create_talk()
    _create_shifts()
    op.create_table(
        "phrases",
        _id(),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("occasion", OCCASION, nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by_id", BIG, nullable=True),
        _to("phrases", "changed_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_phrases"),
        sa.UniqueConstraint("key", name="uq_phrases_key"),
    )


def downgrade() -> None:
    for table in ("phrases", "passed_on", "showings", "handovers", "shifts", "case_notes"):
        op.drop_table(table)
    for index in ("ix_cases_follow_up", "ix_cases_claimed_by_id", "ix_cases_state"):
        op.drop_index(index, table_name="cases")
    op.drop_column("cases", "called_at")
    op.drop_column("cases", "follow_up_at")


def _create_talk() -> None:
    op.create_table(
        "case_notes",
        _id(),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("case_version", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("said", SAID, nullable=False),
        sa.Column("level", LEVEL, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answers_id", BIG, nullable=True),
        sa.Column("written_at", MOMENT, nullable=False),
        _to("case_notes", "case_id", "cases"),
        _to("case_notes", "account_id", "accounts"),
        _to("case_notes", "answers_id", "case_notes"),
        sa.PrimaryKeyConstraint("id", name="pk_case_notes"),
        sa.UniqueConstraint("answers_id", name="uq_case_notes_answers_id"),
    )
    op.create_index("ix_case_notes_case_id", "case_notes", ["case_id", "id"])
    op.create_table(
        "passed_on",
        _id(),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("passed_at", MOMENT, nullable=False),
        _to("passed_on", "case_id", "cases"),
        _to("passed_on", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_passed_on"),
        sa.UniqueConstraint("case_id", "account_id", name="uq_passed_on_case_id_account_id"),
    )
    op.create_table(
        "showings",
        _id(),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("level", LEVEL, nullable=False),
        sa.Column("shown_at", MOMENT, nullable=False),
        _to("showings", "case_id", "cases"),
        _to("showings", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_showings"),
    )
    op.create_index("ix_showings_account_id", "showings", ["account_id", "shown_at"])
    op.create_index("ix_showings_case_id", "showings", ["case_id", "account_id", "shown_at"])


def _create_shifts() -> None:
    op.create_table(
        "shifts",
        _id(),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("counted_from", MOMENT, nullable=False),
        _to("shifts", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_shifts"),
    )
    op.create_index("ix_shifts_ends_at", "shifts", ["ends_at"])
    op.create_index("ix_shifts_account_id", "shifts", ["account_id", "ends_at"])
    op.create_table(
        "handovers",
        _id(),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        _to("handovers", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_handovers"),
    )


def _id() -> sa.Column:
    return sa.Column("id", BIG, autoincrement=True, nullable=False)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")
