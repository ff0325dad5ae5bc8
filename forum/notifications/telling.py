"""Putting news into somebody's notifications, within the operation that made it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select, true
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from forum.accounts.counting import count_on_account
from forum.accounts.models import Account, Distance, KeptAway
from forum.core import clock
from forum.core.db import db
from forum.core.mail import write_letter
from forum.notifications.models import Kind, Notification


@dataclass(frozen=True, slots=True)
class News:
    """What happened. `about` is the same for the same news, so that it comes once."""

    kind: Kind
    about: str
    actor_id: int | None = None
    post_id: int | None = None
    decision_id: int | None = None
    detail: str = ""


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
    """Write to those of these accounts who have an address; it is theirs only once they confirmed it."""
    ids = set(account_ids)
    addresses = select(Account.email).where(Account.id.in_(ids), Account.email.is_not(None))
    for address in db.session.scalars(addresses.order_by(Account.id)).all() if ids else ():
        write_letter(str(address), template, **params)


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
    willing = select(Account.id).where(
        Account.id.in_(set(account_ids) - {sender_id}), ~blocked, true() if wish is None else wish
    )
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
