"""Names for one thread: who has which, and who keeps one away."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model


class ThreadName(Model):
    """The name under which an account writes in one thread, for good.

    It has no id and no date, so that nothing in it can be put beside an account's other doings. `key` is the
    look-alike form, which no other thread name has, in any thread.
    """

    __tablename__ = "thread_names"

    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(240), unique=True)


class NameKeptAway(Model):
    """`account_id` keeps whoever has this name in this thread away, there and nowhere else."""

    __tablename__ = "names_kept_away"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
