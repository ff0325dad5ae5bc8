"""Notes to oneself about how it is. Nobody else's eyes ever fall on them, moderators' neither."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, PrimaryKey, enum_of


class How(StrEnum):
    """How it is, from the heaviest to the lightest. Words, and no number stands for them."""

    VERY_HEAVY = "very-heavy"
    HEAVY = "heavy"
    SO_SO = "so-so"
    A_BIT_LIGHTER = "a-bit-lighter"
    LIGHTER = "lighter"

    @property
    def place(self) -> int:
        """Where it stands in the list, the heaviest at 0: for drawing, not for reckoning."""
        return list(How).index(self)


class CheckIn(Model):
    """One moment of one member: how it is, a note, one small thing done; any of the three may be left out.

    It belongs to a moment and not to a day, so there is no day that was missed. `revision` counts wordings
    from 1; no earlier wording is kept.
    """

    __tablename__ = "check_ins"
    __table_args__ = (
        UniqueConstraint("account_id", "once"),
        Index("ix_check_ins_account_latest", "account_id", "id"),
        Index("ix_check_ins_account_moments", "account_id", "written_at"),
    )

    id: Mapped[PrimaryKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    how: Mapped[How | None] = mapped_column(enum_of(How))
    words: Mapped[str] = mapped_column(Text, default="")
    small: Mapped[str] = mapped_column(String(200), default="")
    once: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(default=1)
    written_at: Mapped[datetime]
    changed_at: Mapped[datetime]
