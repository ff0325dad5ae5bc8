"""Writing without one's name: a name for one thread, made by lot, and kept there for good."""

from collections.abc import Sequence

from sqlalchemy import BigInteger, ColumnElement, bindparam, case, delete, exists, or_, select, update

from forum.accounts.events import Joined
from forum.accounts.models import Account
from forum.accounts.names import name_key, suggest_name
from forum.accounts.rules import may_speak_up
from forum.core.db import AnyRow, db, rows
from forum.core.errors import Invalid, NotFound
from forum.core.events import hears
from forum.core.operation import operation
from forum.core.rules import require
from forum.core.words import N_
from forum.threads import rules
from forum.threads.models import Post, Thread
from forum.threads.name_models import NameKeptAway, ThreadName
from forum.threads.writing import Writing

# Two plain words while there are enough of them left, then with a number.
_PLAIN_TRIES = 8

_TWO_NAMES = N_(
    "In this thread you write as %(alias)s. Under your own name readers could tell that both are you. "
    "To go on as %(alias)s, tick “Without my name”. If you mean it, post it once more as it stands."
)
_TAKEN = N_("Somebody here has this name, or one that looks like it. Please choose another.")


def alias_for(actor: Account, thread: Thread, writing: Writing) -> str:
    """Within an operation: the name this piece of writing stands under; empty for the author's own.

    Raises:
        Invalid: they have a name for this thread, and have not said that they mean to use their own.
        NotAllowed: whoever writes in this thread now is known by that alone.
    """
    held = alias_in(actor.id, thread.id)
    if not writing.without_name:
        if held and not writing.own_name:
            raise Invalid(_TWO_NAMES, field="own_name", alias=held)
        return ""
    require(rules.may_go_without_name(thread))
    return held or _new_name(actor.id, thread.id)


def alias_in(account_id: int, thread_id: int) -> str:
    """The name an account has for a thread, empty for none; nobody but that member is to be told."""
    held = select(ThreadName.name).where(
        ThreadName.account_id == account_id, ThreadName.thread_id == thread_id
    )
    return db.session.scalar(held) or ""


@operation
def keep_name_away(*, actor: Account, post: Post) -> None:
    """Fold what the name on `post` writes in its thread, and hear no news of it. Whose it is stays unknown.

    Raises:
        NotFound: the post stands under its author's own name, or is one's own.
    """
    require(may_speak_up(actor))
    check_is_anothers_alias(actor.id, post)
    key = {"account_id": actor.id, "thread_id": post.thread_id, "name": post.alias}
    if db.session.get(NameKeptAway, key) is None:
        db.session.add(NameKeptAway(**key))
        _count(actor.id, 1)


@operation
def let_name_near(*, actor: Account, post: Post) -> None:
    """Undo that; undoing what is not there changes nothing."""
    held = delete(NameKeptAway).where(_is_kept_away(post), NameKeptAway.account_id == actor.id)
    for _ in db.session.scalars(held.returning(NameKeptAway.account_id)).all():
        _count(actor.id, -1)


def check_is_anothers_alias(account_id: int, post: Post) -> None:
    """Go on only with a post under a name that others can keep away.

    Raises:
        NotFound: the post stands under its author's own name, or is one's own.
    """
    if not post.alias or post.author_id == account_id:
        raise NotFound


def keeps_name_away(account_id: int, post: Post) -> bool:
    """Whether an account keeps away the name on a post."""
    held = select(NameKeptAway.name).where(_is_kept_away(post), NameKeptAway.account_id == account_id)
    return db.session.scalar(held) is not None


def kept_away_by(whose: ColumnElement[int], post: Post) -> ColumnElement[bool]:
    """In a statement: whether the account `whose` keeps away the name on `post`."""
    return exists().where(_is_kept_away(post), NameKeptAway.account_id == whose)


def folded_in(account_id: int, thread_id: int) -> frozenset[int]:
    """The posts of a thread that stand under names which an account keeps away."""
    return frozenset(row.id for row in rows(_FOLDED, me=account_id, thread_id=thread_id))


def names_kept_away_by(account_id: int) -> Sequence[AnyRow]:
    """Names that an account keeps away, with a post under each.

    `title` is the thread's, empty while that is out of sight.
    """
    return rows(_KEPT_AWAY, me=account_id)


@hears(Joined)
def refuse_thread_names(event: Joined) -> None:
    """Nobody joins under a name that somebody wears in a thread.

    Raises:
        Invalid: it is taken, as any other would be.
    """
    worn = select(ThreadName.key).where(ThreadName.key == event.account.name_key)
    if db.session.scalar(worn) is not None:
        raise Invalid(_TAKEN, field="name")


def _new_name(account_id: int, thread_id: int) -> str:
    tries = 0
    while True:
        name = suggest_name(numbered=tries >= _PLAIN_TRIES)
        key = name_key(name)
        if not _is_taken(key):
            break
        tries += 1
    db.session.add(ThreadName(thread_id=thread_id, account_id=account_id, name=name, key=key))
    db.session.flush()
    return name


def _is_taken(key: str) -> bool:
    """By a member, or in any thread: one name in two threads would look like one person."""
    taken = select(
        or_(exists().where(Account.name_key == key), exists().where(ThreadName.key == key)).label("taken")
    )
    return bool(db.session.scalar(taken))


def _is_kept_away(post: Post) -> ColumnElement[bool]:
    return (NameKeptAway.thread_id == post.thread_id) & (NameKeptAway.name == post.alias)


def _count(account_id: int, by: int) -> None:
    """Pages ask for what is kept away only where this number says that there is something."""
    counted = update(Account).where(Account.id == account_id)
    db.session.execute(counted.values(kept_away=Account.kept_away + by))


_ME = bindparam("me", type_=BigInteger)
_FOLDED = (
    select(Post.id)
    .join(NameKeptAway, (NameKeptAway.thread_id == Post.thread_id) & (NameKeptAway.name == Post.alias))
    .where(NameKeptAway.account_id == _ME, Post.thread_id == bindparam("thread_id", type_=BigInteger))
)
_A_POST = (
    select(Post.id)
    .where(Post.thread_id == NameKeptAway.thread_id, Post.alias == NameKeptAway.name)
    .order_by(Post.absence.is_not(None), Post.number)
    .limit(1)
    .scalar_subquery()
)
_KEPT_AWAY = (
    select(
        NameKeptAway.name,
        case((Thread.away_at.is_(None), Thread.title), else_="").label("title"),
        _A_POST.label("post_id"),
    )
    .join(Thread, Thread.id == NameKeptAway.thread_id)
    .where(NameKeptAway.account_id == _ME)
    .order_by(NameKeptAway.name)
)
