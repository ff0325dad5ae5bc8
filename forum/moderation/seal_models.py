"""Who may see, on which case and since when, whose a name for one thread is."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model


class OpenedSeal(Model):
    """On this case, for this moderator, the seal was opened; the latest time counts."""

    __tablename__ = "opened_seals"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    opened_at: Mapped[datetime]
