"""Boards and their topics."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, PrimaryKey, enum_of


class Audience(StrEnum):
    """Who may read a board. What is for members does not exist for anybody else."""

    PUBLIC = "public"
    MEMBERS = "members"


class Board(Model):
    """A place for one theme. The counters cover its threads and all their posts, hidden ones too."""

    __tablename__ = "boards"

    id: Mapped[PrimaryKey]
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(Text)
    icon: Mapped[str] = mapped_column(String(24))
    position: Mapped[int]
    audience: Mapped[Audience] = mapped_column(enum_of(Audience))
    thread_count: Mapped[int] = mapped_column(default=0)
    post_count: Mapped[int] = mapped_column(default=0)
    last_post_at: Mapped[datetime | None]


class Topic(Model):
    """A tag within one board."""

    __tablename__ = "topics"
    __table_args__ = (UniqueConstraint("board_id", "slug"),)

    id: Mapped[PrimaryKey]
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
