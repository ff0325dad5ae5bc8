"""What a member is told of."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, PrimaryKey, enum_of


class Kind(StrEnum):
    REPLY = "reply"
    QUOTE = "quote"
    REACTION = "reaction"
    NOTE_SUGGESTED = "note-suggested"
    DECISION = "decision"
    FLAG_OUTCOME = "flag-outcome"
    SECOND_LOOK = "second-look"
    APPEAL_ANSWERED = "appeal-answered"
    OWN_DECISION = "own-decision"
    CASE_WAITS = "case-waits"


class Notification(Model):
    """One line in somebody's notifications. `about` keeps the same news from coming twice.

    `detail` is a reaction kind, a content note, an act, the case of an outcome or one that waits, or how an
    appeal was answered; `decision_id` leads to a statement of reasons. A second look is for those who
    flagged, an answered appeal for whoever made it, one's own decision for the moderator whose it was, a case
    that waits for the admins.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("account_id", "about"),
        Index("ix_notifications_account_latest", "account_id", "id"),
        Index("ix_notifications_post_id", "post_id"),
    )

    id: Mapped[PrimaryKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    kind: Mapped[Kind] = mapped_column(enum_of(Kind))
    about: Mapped[str] = mapped_column(String(60))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"))
    decision_id: Mapped[int | None]
    detail: Mapped[str] = mapped_column(String(24), default="")
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
