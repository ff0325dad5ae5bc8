"""Who is here: accounts, the sign-ins that can be seen and ended, ways back in, blocks."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.nights import BEGINS, ENDS
from forum.core.db import Model, PrimaryKey, enum_of


class Role(StrEnum):
    MEMBER = "member"
    MODERATOR = "moderator"
    ADMIN = "admin"


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    NIGHT_WARM = "night-warm"


class TextSize(StrEnum):
    NORMAL = "normal"
    LARGER = "larger"
    LARGEST = "largest"


class Motion(StrEnum):
    """Whether the page may move: as the device says, or not at all."""

    DEVICE = "device"
    REDUCED = "reduced"


class Distance(StrEnum):
    """How far one member keeps another.

    A muted person's posts and quotes fold; of a blocked one no news comes either. Neither is told.
    """

    MUTE = "mute"
    BLOCK = "block"


class Account(Model):
    """A member, known by a pseudonym. `name_key` is the look-alike form that must be unique."""

    __tablename__ = "accounts"

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(String(60))
    name_key: Mapped[str] = mapped_column(String(240), unique=True)
    password_hash: Mapped[str] = mapped_column(String(160))
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(254), unique=True)
    role: Mapped[Role] = mapped_column(enum_of(Role), default=Role.MEMBER)
    created_at: Mapped[datetime]
    about: Mapped[str] = mapped_column(String(600), default="")

    adult_confirmed_at: Mapped[datetime]
    guidelines_version: Mapped[int]
    guidelines_accepted_at: Mapped[datetime]
    consent_version: Mapped[int]
    consent_given_at: Mapped[datetime]
    # Chosen by the member: the sorting aid does not read their posts.
    by_time_only: Mapped[bool] = mapped_column(default=False, server_default=false())

    theme: Mapped[Theme] = mapped_column(enum_of(Theme), default=Theme.SYSTEM)
    # How it looks and when it is quiet, see `comfort`. An empty zone: nobody knows when it is night.
    text_size: Mapped[TextSize] = mapped_column(
        enum_of(TextSize), default=TextSize.NORMAL, server_default=TextSize.NORMAL.value
    )
    motion: Mapped[Motion] = mapped_column(
        enum_of(Motion), default=Motion.DEVICE, server_default=Motion.DEVICE.value
    )
    low_energy: Mapped[bool] = mapped_column(default=False, server_default=false())
    hides_exit: Mapped[bool] = mapped_column(default=False, server_default=false())
    quiet_nights: Mapped[bool] = mapped_column(default=True, server_default=true())
    warm_nights: Mapped[bool] = mapped_column(default=True, server_default=true())
    night_zone: Mapped[str] = mapped_column(String(40), default="", server_default="")
    night_begins: Mapped[int] = mapped_column(SmallInteger, default=BEGINS, server_default=str(BEGINS))
    night_ends: Mapped[int] = mapped_column(SmallInteger, default=ENDS, server_default=str(ENDS))
    open_notes: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    wants_reply_notices: Mapped[bool] = mapped_column(default=True)
    wants_reaction_notices: Mapped[bool] = mapped_column(default=True)
    # Up to answering somebody now and then: the first page may show a thread that waits.
    wants_invitations: Mapped[bool] = mapped_column(default=False, server_default=false())

    # What moderation decided, kept here so that a page need not ask; the decisions hold the reasons.
    paused_until: Mapped[datetime | None]
    suspended_until: Mapped[datetime | None]

    # Counted in the transaction that changes them; `flask doctor` recounts.
    unread_notifications: Mapped[int] = mapped_column(default=0)
    kept_away: Mapped[int] = mapped_column(default=0)
    post_count: Mapped[int] = mapped_column(default=0)
    # Threads quiet since then count as read.
    all_read_at: Mapped[datetime]


class SignIn(Model):
    """One browser signed in. The cookie holds the token, this row its digest; ending it ends the cookie."""

    __tablename__ = "sign_ins"
    __table_args__ = (Index("ix_sign_ins_account_id", "account_id"),)

    id: Mapped[PrimaryKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    browser: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class RecoveryCode(Model):
    """A code that lets its owner choose a new password, once."""

    __tablename__ = "recovery_codes"
    __table_args__ = (Index("ix_recovery_codes_account_id", "account_id"),)

    id: Mapped[PrimaryKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class LinkRequest(Model):
    """Somebody asked for a recovery letter to this address; the worker finds out whether one is due.

    The page does the same work for every address, so its time tells nothing.
    """

    __tablename__ = "link_requests"

    id: Mapped[PrimaryKey]
    address: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]


class RecoveryLink(Model):
    """A link in a letter. Opening it changes nothing; only the form behind it uses it up."""

    __tablename__ = "recovery_links"
    __table_args__ = (Index("ix_recovery_links_account_id", "account_id"),)

    id: Mapped[PrimaryKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AddressClaim(Model):
    """An address that an account wants for its own; a letter to it holds the token that confirms."""

    __tablename__ = "address_claims"
    __table_args__ = (Index("ix_address_claims_account_id", "account_id"),)

    id: Mapped[PrimaryKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(String(254))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Attempt(Model):
    """Something that may not be tried without end. `subject` is a keyed digest, never a raw address."""

    __tablename__ = "attempts"
    __table_args__ = (Index("ix_attempts_what_subject", "what", "subject", "at"),)

    id: Mapped[PrimaryKey]
    what: Mapped[str] = mapped_column(String(24))
    subject: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(index=True)


class KeptAway(Model):
    """`account_id` keeps `other_id` at a distance."""

    __tablename__ = "kept_away"
    __table_args__ = (UniqueConstraint("account_id", "other_id"), Index("ix_kept_away_other_id", "other_id"))

    id: Mapped[PrimaryKey]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    distance: Mapped[Distance] = mapped_column(enum_of(Distance))
    created_at: Mapped[datetime]
