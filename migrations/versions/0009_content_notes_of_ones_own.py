"""content notes that a forum adds, and those that readers suggest

Revision ID: 0009
Revises: 0008
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("answered_at IS NULL")
CARRY_NOTES = (
    ("posts", "notes"),
    ("posts", "added_notes"),
    ("threads", "notes"),
    ("revisions", "notes"),
    ("accounts", "open_notes"),
)
DECISIONS = sa.table(
    "decisions", sa.column("id", BIG), sa.column("act", sa.String), sa.column("particulars", sa.JSON)
)
POSTS = sa.table(
    "posts",
    sa.column("id", BIG),
    sa.column("notes", sa.String),
    sa.column("quoted", sa.String),
    sa.column("quoted_notes", sa.Text),
    sa.column("changed", BIG),
)


def upgrade() -> None:
    op.create_table(
        "house_notes",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("slug", sa.String(22), nullable=False),
        sa.Column("key", sa.String(66), nullable=False),
        sa.Column("created_by_id", BIG, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("off_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["accounts.id"], name="fk_house_notes_created_by_id_accounts"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_house_notes"),
        sa.UniqueConstraint("key", name="uq_house_notes_key"),
    )
    op.create_table(
        "note_suggestions",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("post_id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=True),
        sa.Column("note", sa.String(22), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("raised_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name="fk_note_suggestions_post_id_posts", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_note_suggestions_account_id_accounts", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_note_suggestions"),
        sa.UniqueConstraint("post_id", "account_id", "note", name="uq_note_suggestions_post_id_account_id_note"),
    )
    op.create_index("ix_note_suggestions_account_latest", "note_suggestions", ["account_id", "created_at"])
    op.create_index(
        "ix_note_suggestions_open", "note_suggestions", ["created_at"], sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.add_column("posts", sa.Column("quoted_notes", sa.Text(), nullable=False, server_default=""))
    op.add_column("drafts", sa.Column("notes", sa.String(160), nullable=False, server_default=""))
    _set_width_of_open_notes(1000)
    _carry_notes_to_quotes()


def downgrade() -> None:
    # What no list knows any more would stand in the way of every page that shows it.
    for slug in op.get_bind().execute(sa.text("SELECT slug FROM house_notes")).scalars().all():
        for table, column in CARRY_NOTES:
            _take_out(table, column, slug)
        _take_out_of_decisions(slug)
    op.execute(
        "UPDATE accounts SET unread_notifications = unread_notifications - (SELECT count(*) FROM notifications"
        " WHERE kind = 'note-suggested' AND read_at IS NULL AND account_id = accounts.id)"
    )
    op.execute("DELETE FROM notifications WHERE kind = 'note-suggested'")
    op.execute("DELETE FROM signals WHERE source = 'missing-note'")
    _set_width_of_open_notes(240)
    op.drop_column("drafts", "notes")
    op.drop_column("posts", "quoted_notes")
    op.drop_table("note_suggestions")
    op.drop_table("house_notes")


def _set_width_of_open_notes(width: int) -> None:
    """SQLite cannot widen a column; copying the table would take every row that refers to an account with it."""
    op.add_column("accounts", sa.Column("notes_left_open", sa.String(width), nullable=False, server_default=""))
    op.execute("UPDATE accounts SET notes_left_open = open_notes")
    op.drop_column("accounts", "open_notes")
    op.execute("ALTER TABLE accounts RENAME COLUMN notes_left_open TO open_notes")


def _take_out(table: str, column: str, slug: str) -> None:
    notes = sa.literal_column(f"' ' || {column} || ' '", sa.String)
    without = sa.func.trim(sa.func.replace(notes, f" {slug} ", " "))
    where = sa.table(table, sa.column(column, sa.String))
    op.get_bind().execute(
        sa.update(where).where(notes.contains(f" {slug} ", autoescape=True)).values({column: without})
    )


def _take_out_of_decisions(slug: str) -> None:
    bind = op.get_bind()
    made = bind.execute(sa.select(DECISIONS).where(DECISIONS.c.act == "note")).all()
    for decision in made:
        notes = [note for note in decision.particulars["notes"] if note != slug]
        kept = sa.update(DECISIONS).where(DECISIONS.c.id == decision.id)
        bind.execute(kept.values(particulars={**decision.particulars, "notes": notes}))


def _carry_notes_to_quotes() -> None:
    """Quotes of posts that have content notes fold from now on, those that were made before as well."""
    bind = op.get_bind()
    noted = dict(bind.execute(sa.select(POSTS.c.id, POSTS.c.notes).where(POSTS.c.notes != "")).all())
    quoting = bind.execute(sa.select(POSTS.c.id, POSTS.c.quoted).where(POSTS.c.quoted != "")).all()
    carried = [(post_id, _notes_of(quoted, noted)) for post_id, quoted in quoting if noted]
    for post_id, notes in carried:
        if notes:
            change = {"quoted_notes": notes, "changed": POSTS.c.changed + 1}
            bind.execute(sa.update(POSTS).where(POSTS.c.id == post_id).values(change))


def _notes_of(quoted: str, noted: dict[Any, Any]) -> str:
    ids = (int(pair.partition(":")[2]) for pair in quoted.split())
    return " ".join(f"{one}:{noted[one].replace(' ', ',')}" for one in ids if one in noted)
