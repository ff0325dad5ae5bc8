"""Making what a test needs, saying only what matters to it. Everything goes through the real operations."""

from datetime import datetime, timedelta
from functools import cache
from itertools import count

from sqlalchemy import update

from forum.accounts.models import Account, Role
from forum.accounts.names import name_key
from forum.accounts.registration import CONSENT_VERSION
from forum.accounts.signing_in import open_sign_in
from forum.boards.models import Audience, Board, Topic
from forum.core import clock
from forum.core.db import db
from forum.core.operation import operation
from forum.core.passwords import hash_password
from forum.reactions.models import Kind
from forum.reactions.operations import react
from forum.safety.checking import check_line, line_with
from forum.safety.countries import Outcome
from forum.safety.models import LineCheck
from forum.threads.models import ContentNote, Post, Thread
from forum.threads.posting import post_reply, start_thread
from forum.threads.writing import Writing

PASSWORD = "a lantern on the kitchen table"

_numbers = count(1)


@cache
def _hash() -> str:
    return hash_password(PASSWORD)


@operation
def make_member(
    name: str = "",
    *,
    role: Role = Role.MEMBER,
    email: str | None = None,
    joined: timedelta = timedelta(days=100),
) -> Account:
    """An account whose password is `PASSWORD`, joined so long ago: what is for newcomers is behind it."""
    now = clock.now()
    name = name or f"Member {_word(next(_numbers))}"
    account = Account(
        name=name,
        name_key=name_key(name),
        password_hash=_hash(),
        email=email,
        email_key=email.casefold() if email else None,
        role=role,
        created_at=now - joined,
        adult_confirmed_at=now,
        guidelines_version=1,
        guidelines_accepted_at=now,
        consent_version=CONSENT_VERSION,
        consent_given_at=now,
        all_read_at=now,
    )
    db.session.add(account)
    db.session.flush()
    return account


@operation
def make_board(
    name: str = "", *, audience: Audience = Audience.PUBLIC, topics: tuple[str, ...] = ("sleep",)
) -> Board:
    """A board; its slug and topics' names follow from their names."""
    number = next(_numbers)
    name = name or f"Board {number}"
    board = Board(
        slug=name.lower().replace(" ", "-"),
        name=name,
        description="A place to talk.",
        icon="hope",
        position=number,
        audience=audience,
    )
    db.session.add(board)
    db.session.flush()
    for position, slug in enumerate(topics):
        topic = Topic(board_id=board.id, slug=slug, name=slug.capitalize(), position=position)
        db.session.add(topic)
    return board


def make_thread(
    board: Board | None = None,
    *,
    by: Account | None = None,
    title: str = "How do your mornings begin?",
    text: str = "Mine begin late, and that is all I have.",
    topic: str = "",
    notes: frozenset[ContentNote] = frozenset(),
) -> Thread:
    """A thread with its first post."""
    post = start_thread(
        actor=by or make_member(),
        board=board or make_board(),
        topic_slug=topic,
        title=title,
        writing=Writing(text, notes),
    )
    return db.session.get_one(Thread, post.thread_id)


def make_post(
    thread: Thread | None = None,
    *,
    by: Account | None = None,
    text: str = "I read this twice. Thank you for saying it.",
    notes: frozenset[ContentNote] = frozenset(),
) -> Post:
    """A reply."""
    return post_reply(actor=by or make_member(), thread=thread or make_thread(), writing=Writing(text, notes))


def first_post(thread: Thread) -> Post:
    """The post that began a thread."""
    return db.session.query(Post).filter_by(thread_id=thread.id, number=1).one()


def make_reaction(post: Post, *, by: Account | None = None, kind: Kind = Kind.HUG) -> None:
    """A reaction."""
    react(actor=by or make_member(), post=post, kind=kind)


def make_line_check(
    line: str, *, by: Account | None = None, outcome: Outcome = Outcome.ANSWERS, note: str = "They were kind."
) -> LineCheck:
    """Somebody's check of a line, named as in its address: `in/tele-manas`."""
    admin = by or make_member(role=Role.ADMIN)
    subject = line_with(admin, *line.split("/"))
    return check_line(actor=admin, subject=subject, digest=subject.item.digest, outcome=outcome, note=note)


def make_sign_in(account: Account) -> str:
    """A sign-in's token, as a cookie would hold it."""
    return open_sign_in(account_id=account.id, browser="Firefox on Linux", stay=True)


@operation
def backdate(model: type[Account] | type[Thread] | type[Post], thing_id: int, **moments: datetime) -> None:
    """Set times that only the clock could have set."""
    db.session.execute(update(model).where(model.id == thing_id).values(**moments))


def _word(number: int) -> str:
    """A number as letters: names that differ by a digit may look alike, which is not allowed."""
    letters = ""
    while number:
        # No n: r and n beside each other look like m.
        number, rest = divmod(number, 19)
        letters += "abcdefghjkmpqrstuwx"[rest]
    return letters
