"""What operators found when they checked a line: facts that are added and never changed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, PrimaryKey, enum_of
from forum.safety.countries import Outcome

LONGEST_KEY = 48
LONGEST_NOTE = 500


class LineCheck(Model):
    """Somebody checked one line or emergency number.

    `iso` and `key` name it in the files; `digest` is what its file said then, so that a file that has
    changed since asks for a new check.
    """

    __tablename__ = "line_checks"
    __table_args__ = (Index("ix_line_checks_line", "iso", "key", "id"),)

    id: Mapped[PrimaryKey]
    iso: Mapped[str] = mapped_column(String(2))
    key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    digest: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[Outcome] = mapped_column(enum_of(Outcome))
    note: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
