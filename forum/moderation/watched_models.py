"""What the forum notices by itself about a post, and the words that an operator has it watch for."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, PrimaryKey, enum_of
from forum.moderation.models import Level

LONGEST_PATTERN = 80
LONGEST_WHY = 200


class Watched(StrEnum):
    """What a watched word is: words that are written, or a site that is named or linked."""

    WORDS = "words"
    SITE = "site"


class Effect(StrEnum):
    """What a watched word does. None of them takes anything away: a person decides."""

    HOLD = "hold"
    RAISE = "raise"
    NOTE = "note"


class Source(StrEnum):
    """Why the forum noticed a post."""

    FIRST_POST = "first-post"
    WATCHED_WORD = "watched-word"
    MISSING_NOTE = "missing-note"
    """A reader suggested a content note, and the author has not answered (`missing_notes`)."""


class WatchedWord(Model):
    """A word, phrase or site to watch for. `key` is how it is compared, so none stands here twice.

    `why` is shown to moderators beside the post. It rests while `off_at` is set. Those that came with the
    forum have no `created_by_id`.
    """

    __tablename__ = "watched_words"

    id: Mapped[PrimaryKey]
    kind: Mapped[Watched] = mapped_column(enum_of(Watched))
    pattern: Mapped[str] = mapped_column(String(LONGEST_PATTERN))
    key: Mapped[str] = mapped_column(String(3 * LONGEST_PATTERN), unique=True)
    effect: Mapped[Effect] = mapped_column(enum_of(Effect))
    level: Mapped[Level] = mapped_column(enum_of(Level))
    why: Mapped[str] = mapped_column(String(LONGEST_WHY))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    off_at: Mapped[datetime | None]


class Signal(Model):
    """The forum noticed one wording of a post. Nobody but moderators learns of it.

    `case_id` is the case that it opened or joined; a mere note waits without one until somebody opens it.
    `cue` and `why` are the watched word as it was then, or the note that is missing; never the post's own
    words. `holds`: from this wording on the post waits for a moderator's decision. `answered_by_id` is the
    decision that answered it.
    """

    __tablename__ = "signals"
    __table_args__ = (
        Index("ix_signals_case_id", "case_id"),
        Index("ix_signals_post_id", "post_id"),
    )

    id: Mapped[PrimaryKey]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    post_revision: Mapped[int]
    source: Mapped[Source] = mapped_column(enum_of(Source))
    word_id: Mapped[int | None] = mapped_column(ForeignKey("watched_words.id"))
    cue: Mapped[str] = mapped_column(String(LONGEST_PATTERN), default="")
    why: Mapped[str] = mapped_column(String(LONGEST_WHY), default="")
    holds: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
