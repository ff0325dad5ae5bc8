"""Putting news into somebody's notifications, within the operation that made it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select, true
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from forum.accounts.comfort import COLUMNS, comfort_of
from forum.accounts.counting import count_on_account
from forum.accounts.models import Account, Distance, KeptAway
from forum.core import clock
from forum.core.db import db
from forum.core.mail import write_letter
from forum.notifications.models import Kind, Notification
from forum.threads.models import Post
from forum.threads.naming import kept_away_by


@dataclass(frozen=True, slots=True)
class News:
    """What happened. `about` is the same for the same news, so that it comes once."""

    kind: Kind
    about: str
    actor_id: int | None = None
    post_id: int | None = None
    decision_id: int | None = None
    detail: str = ""


def news_of(post: Post, kind: Kind) -> News:
    """News of a post. A post without a name has nobody behind it, in the row neither."""
    author_id = None if post.alias else post.author_id
    return News(kind, f"post:{post.id}", actor_id=author_id, post_id=post.id)


def tell(account_ids: Iterable[int], news: News) -> None:
    """Tell these accounts, each once; who was told already hears nothing and counts nothing."""
    ids = sorted(set(account_ids))
    if not ids:
        return
    now = clock.now()
    # Both databases have the upsert; SQLAlchemy gives it per dialect.
    insert = postgres_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    lines = insert(Notification).values(
        [{"account_id": id_, "created_at": now, **_columns(news)} for id_ in ids]
    )
    once = lines.on_conflict_do_nothing(index_elements=["account_id", "about"])
    for account_id in db.session.scalars(once.returning(Notification.account_id)):
        count_on_account(account_id, "unread_notifications", 1)


def send_letters(account_ids: Iterable[int], template: str, **params: object) -> None:
    """Write to those of these accounts who have an address; it is theirs only once they confirmed it.

    None of these letters is urgent, so each waits for the end of its reader's quiet hours.
    """
    ids, now = set(account_ids), clock.now()
    addressed = select(Account.email, *COLUMNS).where(Account.id.in_(ids), Account.email.is_not(None))
    for row in db.session.execute(addressed.order_by(Account.id)).all() if ids else ():
        write_letter(str(row.email), template, due_at=comfort_of(row).quiet_until(now), **params)


def without_unread(account_ids: Iterable[int], kind: Kind, detail: str) -> set[int]:
    """Of these accounts, those who do not have a line that says the same and that they have not read yet."""
    ids = set(account_ids)
    unread = select(Notification.account_id).where(
        Notification.account_id.in_(ids),
        Notification.kind == kind,
        Notification.detail == detail,
        Notification.read_at.is_(None),
    )
    return ids - set(db.session.scalars(unread)) if ids else ids


def who_wants_it(
    account_ids: Iterable[int], *, sender_id: int, wish: ColumnElement[bool] | None = None
) -> list[int]:
    """Of these accounts, those who have not blocked the sender, are not the sender, and have this wish."""
    blocked = exists().where(
        KeptAway.account_id == Account.id,
        KeptAway.other_id == sender_id,
        KeptAway.distance == Distance.BLOCK,
    )
    return _those(set(account_ids) - {sender_id}, ~blocked, wish)


def who_hears_of(
    post: Post, account_ids: Iterable[int], *, wish: ColumnElement[bool] | None = None
) -> list[int]:
    """Of these accounts, those who are to hear of a post, and have this wish.

    Who has blocked its author hears of what they write without their name all the same: if they did not, the
    silence would tell whose it is. Against that name itself they can close the door (`naming`).
    """
    if not post.alias:
        return who_wants_it(account_ids, sender_id=post.author_id, wish=wish)
    return _those(set(account_ids) - {post.author_id}, ~kept_away_by(Account.__table__.c.id, post), wish)


def _those(
    account_ids: Iterable[int], near: ColumnElement[bool], wish: ColumnElement[bool] | None
) -> list[int]:
    willing = select(Account.id).where(Account.id.in_(account_ids), near, true() if wish is None else wish)
    return list(db.session.scalars(willing))


def _columns(news: News) -> dict[str, object]:
    return {
        "kind": news.kind,
        "about": news.about,
        "actor_id": news.actor_id,
        "post_id": news.post_id,
        "decision_id": news.decision_id,
        "detail": news.detail,
    }
