"""Flags, the cases they open, what was decided and why, and the log that nobody can rewrite."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.models import Role
from forum.core.db import Model, PrimaryKey, enum_of

LONGEST_NOTE = 600


class Reason(StrEnum):
    """Why a member flags a post; the first is the one that brings help."""

    WORRIED = "worried"
    METHOD_DETAIL = "method-detail"
    ENCOURAGEMENT = "encouragement"
    HARASSMENT = "harassment"
    IDENTIFYING = "identifying"
    MEDICAL_ADVICE = "medical-advice"
    PROMOTION = "promotion"
    SPAM = "spam"
    OFF_TOPIC = "off-topic"
    OTHER = "other"


class Lane(StrEnum):
    """Care is about a person, rules about a post; the two are never mixed."""

    CARE = "care"
    RULES = "rules"


class Level(StrEnum):
    """How soon a human looks. The order is the order of the queue."""

    CRISIS = "crisis"
    RED = "red"
    AMBER = "amber"
    WATCH = "watch"
    ROUTINE = "routine"

    @property
    def rank(self) -> int:
        return list(Level).index(self)

    @property
    def is_grave(self) -> bool:
        """Whether it weighs on whoever reads it, is not lowered alone, and is looked after when decided."""
        return self in (Level.CRISIS, Level.RED)


class State(StrEnum):
    NEW = "new"
    CLAIMED = "claimed"
    SECOND_OPINION = "second-opinion"
    ESCALATED = "escalated"
    DECIDED = "decided"
    FOLLOW_UP = "follow-up"
    APPEALED = "appealed"
    CLOSED = "closed"


class Act(StrEnum):
    """What a decision does. Taking a decision back runs its inverse: a pause or a suspension is lifted."""

    NO_ACTION = "no-action"
    NOTE = "note"
    EDIT = "edit"
    MOVE = "move"
    LOCK = "lock"
    HIDE = "hide"
    REMOVE = "remove"
    RESTORE = "restore"
    REACH_OUT = "reach-out"
    WARN = "warn"
    PAUSE = "pause"
    SUSPEND = "suspend"

    @property
    def touches_author(self) -> bool:
        """Whether its author is told, by a statement of reasons."""
        return self is not Act.NO_ACTION

    @property
    def needs_words(self) -> bool:
        """Whether its author is written to by whoever decides, and not by the house alone."""
        return self not in (Act.NO_ACTION, Act.RESTORE)

    @property
    def needs_reasons(self) -> bool:
        """Whether it takes something from its author, and so must name a rule and say why."""
        return self.needs_words and not (self is Act.REACH_OUT or self.is_a_matter_of_order)

    @property
    def is_a_matter_of_order(self) -> bool:
        """Whether it puts something in its place and takes nothing; it may rest on a rule, and need not."""
        return self in (Act.NOTE, Act.MOVE, Act.LOCK)

    @property
    def can_be_appealed(self) -> bool:
        """Whether its author may ask for another look. A kind word and a post that is back need none."""
        return self.needs_words and self is not Act.REACH_OUT

    @property
    def is_about_thread(self) -> bool:
        """Whether it changes a whole thread; it is decided where the thread's first post is."""
        return self in (Act.MOVE, Act.LOCK)

    @property
    def is_about_person(self) -> bool:
        """Whether it is about somebody's standing; the others are about what they wrote."""
        return self in (Act.WARN, Act.PAUSE, Act.SUSPEND)

    @property
    def has_an_end(self) -> bool:
        """Whether it can end by itself, after some days."""
        return self in (Act.PAUSE, Act.SUSPEND)


class Rule(StrEnum):
    """The house rules a decision can rest on; the ids stand in the guidelines."""

    KINDNESS = "kindness"
    NO_METHOD_DETAIL = "no-method-detail"
    NO_ENCOURAGEMENT = "no-encouragement"
    NO_MEDICAL_ADVICE = "no-medical-advice"
    PRIVACY = "privacy"
    NO_PROMOTION = "no-promotion"
    ON_TOPIC = "on-topic"
    HONEST = "honest-and-own-words"
    NO_HARASSMENT = "no-harassment"
    NO_SPAM = "no-spam"
    NONE = "none"


_CLAIMED = text("claimed_by_id IS NOT NULL")
_FOLLOWED = text("follow_up_at IS NOT NULL")
_UNDONE = text("undone_at IS NOT NULL")


class Case(Model):
    """Everything that was said about one post in one lane, from the first flag to the last decision.

    There is one per post and lane for good: a flag after the end opens it again. `account_id` is whom it is
    about. `version` grows with everything that a decision must know of; a decision names the version it was
    made on. `due_at` is when a human should have looked. A claim is a lease: past `claimed_until` anybody may
    take it over. `closed_at` is when it left the queue. `follow_up_at` is when somebody should look once more
    after the decision, `called_at` when a letter last called for help with it.
    """

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("post_id", "lane"),
        # What waits, in the order of the queue.
        Index(
            "ix_cases_queue",
            "lane",
            "level_rank",
            "due_at",
            "id",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_cases_account_id", "account_id"),
        # What waits for another's view, or for an admin.
        Index("ix_cases_state", "state", "lane", "level_rank", "due_at", "id"),
        Index("ix_cases_claimed_by_id", "claimed_by_id", sqlite_where=_CLAIMED, postgresql_where=_CLAIMED),
        Index(
            "ix_cases_follow_up",
            "lane",
            "level_rank",
            "follow_up_at",
            "id",
            sqlite_where=_FOLLOWED,
            postgresql_where=_FOLLOWED,
        ),
        # What ledger and overview count, by its time.
        Index("ix_cases_opened_at", "opened_at"),
    )

    id: Mapped[PrimaryKey]
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    lane: Mapped[Lane] = mapped_column(enum_of(Lane))
    level: Mapped[Level] = mapped_column(enum_of(Level))
    level_rank: Mapped[int]
    state: Mapped[State] = mapped_column(enum_of(State), default=State.NEW)
    version: Mapped[int] = mapped_column(default=1)
    flag_count: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    reopened_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    claimed_until: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    follow_up_at: Mapped[datetime | None]
    called_at: Mapped[datetime | None]


class Flag(Model):
    """A member asks for a look at one wording of a post. Its author never learns who.

    Once per person and wording in each lane: a worry is never refused for an earlier flag.
    `case_version` is the version this flag gave its case, `answered_by_id` the decision that answered it.
    """

    __tablename__ = "flags"
    __table_args__ = (
        UniqueConstraint("post_id", "reporter_id", "post_revision", "lane"),
        Index("ix_flags_created_at", "created_at"),
    )

    id: Mapped[PrimaryKey]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    case_version: Mapped[int]
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    post_revision: Mapped[int]
    reporter_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    lane: Mapped[Lane] = mapped_column(enum_of(Lane))
    reason: Mapped[Reason] = mapped_column(enum_of(Reason))
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    created_at: Mapped[datetime]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))


class Decision(Model):
    """What was decided, on which wording, by whom, under which rule, and what its author was told.

    `until` is empty where an act has no end of its own. `case_version` and `undone_version` are the versions
    that making it and taking it back gave the case. What stands is every decision that was not undone.
    `particulars` is what else its act needs: the notes that were added, the wording it made, the board a
    thread moved to and where it came from, the sign on a resting thread.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        Index("ix_decisions_made_at", "made_at"),
        Index("ix_decisions_undone_at", "undone_at", sqlite_where=_UNDONE, postgresql_where=_UNDONE),
    )

    id: Mapped[PrimaryKey]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    case_version: Mapped[int]
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    post_revision: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    moderator_role: Mapped[Role] = mapped_column(enum_of(Role))
    machine_took_part: Mapped[bool] = mapped_column(default=False)
    act: Mapped[Act] = mapped_column(enum_of(Act))
    rule: Mapped[Rule] = mapped_column(enum_of(Rule))
    words: Mapped[str] = mapped_column(Text)
    private_note: Mapped[str] = mapped_column(Text, default="")
    until: Mapped[datetime | None]
    particulars: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    undone_version: Mapped[int | None]


class AuditEntry(Model):
    """One act, for good. `digest` covers the entry and the digest before it, so a change or a gap shows."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_target", "target", "id"),
        Index("ix_audit_entries_at", "at"),
    )

    id: Mapped[PrimaryKey]
    number: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    actor_role: Mapped[str] = mapped_column(String(24))
    act: Mapped[str] = mapped_column(String(40))
    target: Mapped[str] = mapped_column(String(60))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)


class AuditHead(Model):
    """Where the log ends: its one row makes writers queue up, and shows when the last entries are gone."""

    __tablename__ = "audit_heads"

    id: Mapped[PrimaryKey]
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
