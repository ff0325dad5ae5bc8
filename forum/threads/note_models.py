"""Content notes that a forum added to the closed list, and those that readers suggested for a post."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, PrimaryKey

LONGEST_LABEL = 22
_OPEN = text("answered_at IS NULL")


class HouseNote(Model):
    """A content note that an admin added. `slug` is its label, with underscores for the spaces.

    So whatever shows a post can say its notes without asking this table, and a post keeps its note when the
    note is retired (`off_at`). `key` is how labels are compared, so that none stands here twice.
    """

    __tablename__ = "house_notes"

    id: Mapped[PrimaryKey]
    slug: Mapped[str] = mapped_column(String(LONGEST_LABEL))
    key: Mapped[str] = mapped_column(String(3 * LONGEST_LABEL), unique=True)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    off_at: Mapped[datetime | None]


class NoteSuggestion(Model):
    """A reader thinks that a content note would help others. Nobody is ever shown who.

    It is answered when the author adds the note or leaves it, or when somebody else has added it. `raised_at`
    is when moderators were asked instead. Who suggested it is forgotten after a while (`account_id`).
    """

    __tablename__ = "note_suggestions"
    __table_args__ = (
        UniqueConstraint("post_id", "account_id", "note"),
        Index("ix_note_suggestions_account_latest", "account_id", "created_at"),
        Index("ix_note_suggestions_open", "created_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[PrimaryKey]
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(String(LONGEST_LABEL))
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    raised_at: Mapped[datetime | None]
