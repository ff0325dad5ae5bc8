"""Quoting and suggesting in a test, saying only what matters to it."""

from datetime import timedelta

from time_machine import travel

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.core.jobs import run_nightly
from forum.core.markdown import quote
from forum.notifications.models import Kind, Notification
from forum.threads.models import Post
from forum.threads.suggesting import suggest_notes


def quoting(post: Post, text: str = "That, yes.") -> str:
    """Words that quote a post, as its Quote link would begin them."""
    return f"{quote('Somebody', post.id, post.source)}{text}"


def suggested(post: Post, *notes: str, by: Account) -> None:
    suggest_notes(actor=by, post=post, notes=frozenset(notes))


def asked(account: Account) -> list[str]:
    """The notes that an author was asked about."""
    found = db.session.query(Notification).filter_by(account_id=account.id, kind=Kind.NOTE_SUGGESTED)
    return sorted(line.detail for line in found)


def nights(number: int = 1) -> None:
    """So many days and a bit later the worker does what it does at night."""
    with travel(clock.now() + timedelta(days=number, hours=1)):
        run_nightly()
