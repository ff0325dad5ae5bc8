"""Threads, their posts, earlier wordings, drafts, and how far each member has read."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, PrimaryKey, enum_of


class ContentNote(StrEnum):
    """What a post talks about, said before it is opened. Navigation, not protection.

    The closed list; an admin can add to it for their own forum (`HouseNote`), so wherever a note is meant
    there is a `str`, and this is what most of them are.
    """

    SELF_HARM = "self-harm"
    SUICIDE = "suicide"
    ABUSE = "abuse"
    EATING = "eating"
    MEDICAL_PROCEDURES = "medical-procedures"
    LOSS = "loss"
    SUBSTANCE_USE = "substance-use"


class Absence(StrEnum):
    """Why a post's words are not shown. Its place in the thread stays.

    A held post waits for a moderator before others see it, because of a watched word.
    """

    HELD = "held"
    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"
    REMOVED = "removed"


# The care rank of a thread about whose starter nobody is worried: everything graver is lower.
NO_CARE = 3

_WAITS = text("waiting_since IS NOT NULL")


class Thread(Model):
    """A conversation. `last_number` is how many posts it holds, each place counted once and for good.

    `alias` is that of its first post. `waiting_since` is set while nobody but its starter has been heard in
    it (see `waiting`). `care_rank` orders those that wait and is for nothing else: no page, address or answer
    ever shows it.
    """

    __tablename__ = "threads"
    __table_args__ = (
        Index("ix_threads_board_latest", "board_id", "last_post_at", "id"),
        Index("ix_threads_latest", "last_post_at", "id"),
        Index("ix_threads_topic_latest", "topic_id", "last_post_at", "id"),
        Index(
            "ix_threads_waiting",
            "care_rank",
            "waiting_since",
            "id",
            sqlite_where=_WAITS,
            postgresql_where=_WAITS,
        ),
        Index(
            "ix_threads_board_waiting",
            "board_id",
            "care_rank",
            "waiting_since",
            "id",
            sqlite_where=_WAITS,
            postgresql_where=_WAITS,
        ),
        Index("ix_threads_board_new", "board_id", "id"),
        Index("ix_threads_pinned", "board_id", "pinned_at"),
        Index("ix_threads_author_id", "author_id"),
    )

    id: Mapped[PrimaryKey]
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.id"))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id", ondelete="SET NULL"))
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    title: Mapped[str] = mapped_column(String(160))
    slug: Mapped[str] = mapped_column(String(60))
    notes: Mapped[str] = mapped_column(String(160), default="")
    created_at: Mapped[datetime]
    last_number: Mapped[int] = mapped_column(default=0)
    last_post_at: Mapped[datetime]
    last_author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    pinned_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]
    locked_reason: Mapped[str] = mapped_column(String(400), default="")
    # Set while the first post is out of sight: the thread leaves the lists with it.
    away_at: Mapped[datetime | None]
    alias: Mapped[str] = mapped_column(String(60), default="", server_default="")
    waiting_since: Mapped[datetime | None]
    care_rank: Mapped[int] = mapped_column(default=NO_CARE, server_default=str(NO_CARE))


class Post(Model):
    """One post: its source, its rendered HTML, and everything its place on the page shows.

    `revision` counts wordings from 1. `kinds` is the set of reaction kinds it has received, as bits.
    `changed` counts whatever alters how the post looks, so that a rendered card knows when it is old.
    `added_notes` are those of its content notes that moderators added. `trimmed_from` is the wording from
    which on a detail is gone that a moderator took out, 0 for none: earlier ones are not for everybody.
    `quoted` names the posts it quotes with their authors, `author:post` between spaces, so that a reader
    who keeps one of them away can have the quote folded; the author of a post without a name is 0 there.
    `alias` is the name for this thread only under which it stands, empty where that is its author's own.
    `quoted_notes` are the content notes of those posts that have any, `post:note,note` between spaces, so
    that the quote folds as the post does.
    """

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("thread_id", "number"),
        UniqueConstraint("author_id", "once"),
        Index("ix_posts_author_latest", "author_id", "created_at"),
        Index("ix_posts_thread_author", "thread_id", "author_id"),
    )

    id: Mapped[PrimaryKey]
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    number: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    notes: Mapped[str] = mapped_column(String(160), default="")
    added_notes: Mapped[str] = mapped_column(String(160), default="", server_default="")
    quoted: Mapped[str] = mapped_column(String(480), default="")
    quoted_notes: Mapped[str] = mapped_column(Text, default="", server_default="")
    once: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    trimmed_from: Mapped[int] = mapped_column(default=0, server_default="0")
    kinds: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    absence: Mapped[Absence | None] = mapped_column(enum_of(Absence))
    absent_at: Mapped[datetime | None]
    alias: Mapped[str] = mapped_column(String(60), default="", server_default="")


class Revision(Model):
    """An earlier wording of a post, kept when it was replaced; `title` is empty but for a first post.

    From `out_of_sight_at` on only moderators read it: its author took it away.
    """

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("post_id", "number"),)

    id: Mapped[PrimaryKey]
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(160), default="")
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(String(160), default="")
    replaced_at: Mapped[datetime]
    replaced_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    out_of_sight_at: Mapped[datetime | None]


class Draft(Model):
    """Words that were typed but not posted. `place` is the address of the page they were typed on.

    `without_name`: its writer had chosen so, and must not find it forgotten. `choice` is what else was
    chosen there, by its value: a topic, a reason to flag, how it is. `beside` holds further fields of a form
    that has many, as a form sends them. That page's form knows what they mean.
    """

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("account_id", "place"),)

    id: Mapped[PrimaryKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    place: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(160), default="")
    text: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(String(160), default="", server_default="")
    changed_at: Mapped[datetime]
    without_name: Mapped[bool] = mapped_column(default=False, server_default=false())
    choice: Mapped[str] = mapped_column(String(40), default="", server_default="")
    beside: Mapped[str] = mapped_column(Text, default="", server_default="")


class ReadMark(Model):
    """How far an account has read a thread: every post up to `number`."""

    __tablename__ = "read_marks"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int]
    at: Mapped[datetime]


class Declined(Model):
    """An account was invited to answer a thread and said: not today. Kept for a season at most."""

    __tablename__ = "declined_invitations"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime]
