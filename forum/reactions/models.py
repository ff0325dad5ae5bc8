"""Kind reactions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, enum_of


class Kind(StrEnum):
    """One tap where words are too much. The order is that of the page, and of the bits in `Post.kinds`."""

    HEAR_YOU = "hear-you"
    ME_TOO = "me-too"
    HUG = "hug"
    THANK_YOU = "thank-you"
    HOPE = "hope"

    @property
    def bit(self) -> int:
        return 1 << list(Kind).index(self)


class Reaction(Model):
    """`account_id` answered a post with a kind; each kind once."""

    __tablename__ = "reactions"
    __table_args__ = (Index("ix_reactions_account_id", "account_id"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[Kind] = mapped_column(enum_of(Kind), primary_key=True)
    created_at: Mapped[datetime]
