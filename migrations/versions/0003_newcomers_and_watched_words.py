"""what the forum notices by itself: watched words, and signals about posts

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WATCHED = sa.Enum("words", "site", name="watched", native_enum=False, length=24)
EFFECT = sa.Enum("hold", "raise", "note", name="effect", native_enum=False, length=24)
LEVEL = sa.Enum("crisis", "red", "amber", "watch", "routine", name="level", native_enum=False, length=24)
SOURCE = sa.Enum("first-post", "watched-word", name="source", native_enum=False, length=24)


def upgrade() -> None:
    op.create_table(
        "watched_words",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("kind", WATCHED, nullable=False),
        sa.Column("pattern", sa.String(80), nullable=False),
        sa.Column("key", sa.String(240), nullable=False),
        sa.Column("effect", EFFECT, nullable=False),
        sa.Column("level", LEVEL, nullable=False),
        sa.Column("why", sa.String(200), nullable=False),
        sa.Column("created_by_id", BIG, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("off_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["accounts.id"], name="fk_watched_words_created_by_id_accounts"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_watched_words"),
        sa.UniqueConstraint("key", name="uq_watched_words_key"),
    )
    op.create_table(
        "signals",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("case_id", BIG, nullable=True),
        sa.Column("post_id", BIG, nullable=False),
        sa.Column("post_revision", BIG, nullable=False),
        sa.Column("source", SOURCE, nullable=False),
        sa.Column("word_id", BIG, nullable=True),
        sa.Column("cue", sa.String(80), nullable=False),
        sa.Column("why", sa.String(200), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("answered_by_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_signals_case_id_cases"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_signals_post_id_posts"),
        sa.ForeignKeyConstraint(["word_id"], ["watched_words.id"], name="fk_signals_word_id_watched_words"),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["decisions.id"], name="fk_signals_answered_by_id_decisions"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_signals"),
    )
    op.create_index("ix_signals_case_id", "signals", ["case_id"])
    op.create_index("ix_signals_post_id", "signals", ["post_id"])


def downgrade() -> None:
    # What was held is shown, or nobody could ever release it.
    op.execute(
        "UPDATE threads SET away_at = NULL WHERE id IN"
        " (SELECT thread_id FROM posts WHERE number = 1 AND absence = 'held')"
    )
    op.execute("UPDATE posts SET absence = NULL, absent_at = NULL, changed = changed + 1 WHERE absence = 'held'")
    op.drop_index("ix_signals_post_id", table_name="signals")
    op.drop_index("ix_signals_case_id", table_name="signals")
    op.drop_table("signals")
    op.drop_table("watched_words")
