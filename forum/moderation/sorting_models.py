"""What the sorting aid said about a post that became a care case, and what moderators thought of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, PrimaryKey, enum_of
from forum.moderation.models import Level
from forum.safety.triage import Level as TriageLevel


class Judged(StrEnum):
    """What a moderator who decided a care case found there. It corrects the aid, and is about the case."""

    IN_DANGER = "in-danger"
    STRUGGLING = "struggling"
    NEITHER = "neither"


class Sorting(Model):
    """One care case as the aid sees it: the last wording on which it said something new, and its cues.

    `cues` hold places in that wording and our own notes, never words; the aid's score is not kept.
    `asked_for` is the level it brought the case up at; people may have set another since.
    *Calm* stands here only beside a crisis or red case that people opened: the aid had missed it.
    It is about a case, never about a member, and `sorting.forget_sortings` lets it go.
    """

    __tablename__ = "sortings"

    id: Mapped[PrimaryKey]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), unique=True)
    post_revision: Mapped[int]
    level: Mapped[TriageLevel] = mapped_column(enum_of(TriageLevel))
    asked_for: Mapped[Level | None] = mapped_column(enum_of(Level))
    cues: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    rules_version: Mapped[str] = mapped_column(String(40))
    read_at: Mapped[datetime] = mapped_column(index=True)
    judged: Mapped[Judged | None] = mapped_column(enum_of(Judged))
