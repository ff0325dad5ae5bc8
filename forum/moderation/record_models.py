"""What is kept about decisions and members besides: appeals, and moderators' notes on a person."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, PrimaryKey

_WAITS = text("answered_at IS NULL")
_ANSWERED = text("answered_at IS NOT NULL")


class Appeal(Model):
    """The author of what was decided upon asks for another look, once for each decision.

    `answered_by_id` is empty where the operator answered, at the machine; `answered_role` says as what.
    """

    __tablename__ = "appeals"
    __table_args__ = (
        Index("ix_appeals_waiting", "id", sqlite_where=_WAITS, postgresql_where=_WAITS),
        Index("ix_appeals_account_id", "account_id"),
        Index("ix_appeals_answered_at", "answered_at", sqlite_where=_ANSWERED, postgresql_where=_ANSWERED),
    )

    id: Mapped[PrimaryKey]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    words: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    answered_role: Mapped[str] = mapped_column(String(24), default="")
    upheld: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="")


class MemberNote(Model):
    """A line that moderators wrote about a member, for each other. Lines are only ever added."""

    __tablename__ = "member_notes"
    __table_args__ = (Index("ix_member_notes_account_id", "account_id", "id"),)

    id: Mapped[PrimaryKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    words: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
