"""The moderators' desk: what they say to each other about a case, their shifts, and their ready words."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, PrimaryKey, enum_of
from forum.moderation.models import Level

LONGEST_TITLE = 80


class Said(StrEnum):
    """What a line among moderators is: a note, a question and what ended it, or a step that was taken."""

    NOTE = "note"
    ASKED = "asked"
    ASKED_LOWER = "asked-lower"
    AGREED = "agreed"
    OTHER_VIEW = "other-view"
    UNASKED = "unasked"
    ESCALATED = "escalated"
    RAISED = "raised"
    LOWERED = "lowered"
    FOLLOWED_UP = "followed-up"
    SEAL_ASKED = "seal-asked"
    SEAL_OPENED = "seal-opened"

    @property
    def is_question(self) -> bool:
        """Whether another moderator is asked for an answer."""
        return self in (Said.ASKED, Said.ASKED_LOWER, Said.SEAL_ASKED)


class Occasion(StrEnum):
    """What ready words are for."""

    REACHING_OUT = "reaching-out"
    EDITED = "edited"
    HIDDEN = "hidden"
    HELD = "held"
    AFTER_CRISIS = "after-crisis"
    APPEAL_UPHELD = "appeal-upheld"
    APPEAL_KEPT = "appeal-kept"


class CaseNote(Model):
    """A line that moderators wrote on a case. Lines are only ever added.

    `case_version` is the version it gave the case, `level` the one that was asked for or set. `answers_id` is
    the question that it answers, or takes back: each is answered once.
    """

    __tablename__ = "case_notes"
    __table_args__ = (Index("ix_case_notes_case_id", "case_id", "id"),)

    id: Mapped[PrimaryKey]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    case_version: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    said: Mapped[Said] = mapped_column(enum_of(Said))
    level: Mapped[Level | None] = mapped_column(enum_of(Level))
    words: Mapped[str] = mapped_column(Text)
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("case_notes.id"), unique=True)
    written_at: Mapped[datetime]


class Shift(Model):
    """A moderator is on duty from `began_at` until `ends_at`, which comes by itself unless brought forward.

    What was read counts from `counted_from`: a shift begun without a real rest goes on with the one before.
    """

    __tablename__ = "shifts"
    __table_args__ = (
        Index("ix_shifts_ends_at", "ends_at"),
        Index("ix_shifts_account_id", "account_id", "ends_at"),
    )

    id: Mapped[PrimaryKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    began_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    counted_from: Mapped[datetime]


class Handover(Model):
    """What one moderator leaves for the next. Lines are only ever added."""

    __tablename__ = "handovers"

    id: Mapped[PrimaryKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    words: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]


class Showing(Model):
    """The words of a case, of this level then, were shown to a moderator who asked for them."""

    __tablename__ = "showings"
    __table_args__ = (
        Index("ix_showings_account_id", "account_id", "shown_at"),
        Index("ix_showings_case_id", "case_id", "account_id", "shown_at"),
    )

    id: Mapped[PrimaryKey]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    level: Mapped[Level] = mapped_column(enum_of(Level))
    shown_at: Mapped[datetime]


class PassedOn(Model):
    """A moderator passed this case on: it is offered to the others first."""

    __tablename__ = "passed_on"
    __table_args__ = (UniqueConstraint("case_id", "account_id"),)

    id: Mapped[PrimaryKey]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    passed_at: Mapped[datetime]


class Phrase(Model):
    """Words to begin a message with; what stands in [brackets] waits for the writer's own.

    `key` is the name under which it was put in place: seeding it again changes nothing.
    """

    __tablename__ = "phrases"

    id: Mapped[PrimaryKey]
    key: Mapped[str] = mapped_column(String(40), unique=True)
    occasion: Mapped[Occasion] = mapped_column(enum_of(Occasion))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    words: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
