"""The notifications page: one statement, filtered by what its reader may see today."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, and_, bindparam, case, exists, or_, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Account, Distance, KeptAway
from forum.accounts.visitor import Visitor
from forum.boards.models import Board
from forum.core.db import LARGEST_ID, rows
from forum.core.errors import NotFound
from forum.core.paging import KeysetPage, keyset_page
from forum.notifications.models import Kind, Notification
from forum.reactions.models import Reaction
from forum.threads import rules
from forum.threads.models import Post, Thread
from forum.threads.name_models import NameKeptAway
from forum.threads.note_models import NoteSuggestion
from forum.threads.vocabulary import notes_text

SIZE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of news. `title`, `board` and notes are empty where the thread is not for the reader."""

    id: int
    kind: Kind
    detail: str
    created_at: datetime
    read_at: datetime | None
    post_id: int | None
    decision_id: int | None
    who: str | None
    title: str
    board: str
    post_notes: str
    thread_notes: str

    @property
    def is_new(self) -> bool:
        return self.read_at is None

    @property
    def notes(self) -> str:
        """The content notes of the post it is about and of its thread, before either is opened."""
        return notes_text({*self.post_notes.split(), *self.thread_notes.split()})

    @property
    def shows_notes(self) -> bool:
        """Whether the line names a thread, whose notes then stand beside its title."""
        return bool(self.title and self.notes) and self.kind in _NAMES_A_THREAD

    @property
    def url(self) -> str:
        """Where the news leads. Going there changes nothing here."""
        if self.kind in (Kind.DECISION, Kind.APPEAL_ANSWERED):
            return f"/decisions/{self.decision_id}"
        if self.kind in (Kind.FLAG_OUTCOME, Kind.SECOND_LOOK):
            return f"/outcomes/{self.detail}"
        if self.kind in (Kind.OWN_DECISION, Kind.CASE_WAITS):
            return f"/moderation/cases/{self.detail}"
        return f"/p/{self.post_id}"


def news_for(reader: Visitor, *, before: str = "") -> KeysetPage[Line]:
    """A reader's news, the latest first.

    Left out is news of a post that is gone, of a reaction taken back, of a suggestion that was answered, and
    from somebody blocked since.

    Raises:
        NotFound: `before` is no key of ours.
    """
    found = rows(_NEWS, me=reader.id, before=place(before), **rules.as_seen_by(reader))
    return keyset_page([Line(*row) for row in found], SIZE, lambda line: str(line.id))


def place(before: str) -> int:
    """The id that a keyset address names, above all of them when it names none.

    Raises:
        NotFound: a made-up address.
    """
    if not before:
        return LARGEST_ID
    if not (before.isascii() and before.isdigit()) or int(before[:20]) > LARGEST_ID:
        raise NotFound
    return int(before)


_NAMES_A_THREAD = (Kind.REPLY, Kind.QUOTE, Kind.REACTION, Kind.NOTE_SUGGESTED)
_actor = aliased(Account)
_me = bindparam("me", type_=BigInteger)

_FROM_SOMEBODY_BLOCKED = exists().where(
    KeptAway.account_id == _me,
    KeptAway.other_id == Notification.actor_id,
    KeptAway.distance == Distance.BLOCK,
)
# A reaction carries its sender's own name; everything else about a post is told by its author's byline.
_OF_AN_ALIAS = and_(Post.alias != "", Notification.kind != Kind.REACTION)
_WHO = case((_OF_AN_ALIAS, Post.alias), else_=_actor.name)
_FROM_A_NAME_KEPT_AWAY = and_(
    _OF_AN_ALIAS,
    exists().where(
        NameKeptAway.account_id == _me,
        NameKeptAway.thread_id == Post.thread_id,
        NameKeptAway.name == Post.alias,
    ),
)
_STILL_LEFT = exists().where(
    Reaction.post_id == Notification.post_id,
    Reaction.account_id == Notification.actor_id,
    Reaction.kind == Notification.detail,
)
_STILL_ASKED = exists().where(
    NoteSuggestion.post_id == Notification.post_id,
    NoteSuggestion.note == Notification.detail,
    NoteSuggestion.answered_at.is_(None),
)
_STILL_NEWS = and_(
    rules.VISIBLE,
    Post.absence.is_(None),
    ~_FROM_SOMEBODY_BLOCKED,
    ~_FROM_A_NAME_KEPT_AWAY,
    or_(Notification.kind != Kind.REACTION, _STILL_LEFT),
    or_(Notification.kind != Kind.NOTE_SUGGESTED, _STILL_ASKED),
)
_FROM_MODERATORS = Notification.kind.in_(
    (
        Kind.DECISION,
        Kind.FLAG_OUTCOME,
        Kind.SECOND_LOOK,
        Kind.APPEAL_ANSWERED,
        Kind.OWN_DECISION,
        Kind.CASE_WAITS,
    )
)

_NEWS = (
    select(
        Notification.id,
        Notification.kind,
        Notification.detail,
        Notification.created_at,
        Notification.read_at,
        Notification.post_id,
        Notification.decision_id,
        _WHO,
        case((rules.VISIBLE, Thread.title), else_=""),
        case((rules.VISIBLE, Board.name), else_=""),
        case((rules.VISIBLE, Post.notes), else_=""),
        case((rules.VISIBLE, Thread.notes), else_=""),
    )
    .outerjoin(_actor, _actor.id == Notification.actor_id)
    .outerjoin(Post, Post.id == Notification.post_id)
    .outerjoin(Thread, Thread.id == Post.thread_id)
    .outerjoin(Board, Board.id == Thread.board_id)
    .where(
        Notification.account_id == _me,
        Notification.id < bindparam("before", type_=BigInteger),
        or_(_FROM_MODERATORS, _STILL_NEWS),
    )
    .order_by(Notification.id.desc())
    .limit(SIZE + 1)
)
