"""Leaving a reaction, and taking it back."""

from sqlalchemy import select, update

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.core.events import announce
from forum.core.operation import operation
from forum.core.rules import require
from forum.reactions import rules
from forum.reactions.events import Reacted
from forum.reactions.models import Kind, Reaction
from forum.threads.models import Post


@operation
def react(*, actor: Account, post: Post, kind: Kind) -> None:
    """Leave a reaction; leaving the same one twice changes nothing."""
    db.session.refresh(post, with_for_update=True)
    require(rules.may_react(actor, post))
    require(rules.may_send(kind, notes=post.notes))
    if db.session.get(Reaction, (post.id, actor.id, kind)) is not None:
        return
    db.session.add(Reaction(post_id=post.id, account_id=actor.id, kind=kind, created_at=clock.now()))
    _set_kinds(post, post.kinds | kind.bit)
    announce(Reacted(post, actor, kind))


@operation
def take_back(*, actor: Account, post: Post, kind: Kind) -> None:
    """Take a reaction back; taking back what is not there changes nothing."""
    db.session.refresh(post, with_for_update=True)
    reaction = db.session.get(Reaction, (post.id, actor.id, kind))
    if reaction is None:
        return
    db.session.delete(reaction)
    db.session.flush()
    _set_kinds(post, kinds_of(post.id))


def kinds_of(post_id: int) -> int:
    """The kinds a post has received, counted afresh, as bits."""
    received = select(Reaction.kind).where(Reaction.post_id == post_id).distinct()
    return sum(kind.bit for kind in db.session.scalars(received))


def _set_kinds(post: Post, kinds: int) -> None:
    if kinds != post.kinds:
        changed = update(Post).where(Post.id == post.id).values(kinds=kinds, changed=Post.changed + 1)
        db.session.execute(changed)
