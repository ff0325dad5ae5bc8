"""What moderators begin by themselves, from a thread, a profile or the machine: it has a case, too."""

from typing import Any

from sqlalchemy import Select, select

from forum.accounts.models import Account
from forum.accounts.visitor import Visitor
from forum.core import clock
from forum.core.db import db
from forum.core.errors import NotFound
from forum.core.operation import operation
from forum.core.rules import require
from forum.moderation import rules
from forum.moderation.audit import Logged, case_target, record
from forum.moderation.cases import LEASE, check_free, join_case, move
from forum.moderation.decisions import decide
from forum.moderation.models import Act, Case, Decision, Lane, Level, State
from forum.threads import bylines
from forum.threads.models import Post
from forum.threads.queries import thread_with


@operation
def open_case(*, actor: Account, post: Post) -> Case:
    """The case about a post in the rules lane; one that is new is in the hands of whoever opens it.

    Raises:
        NotFound: the post is the moderator's own, or not theirs to see.
    """
    db.session.refresh(post, with_for_update=True)
    require(rules.may_look(actor, about_id=post.author_id))
    thread_with(actor, post.thread_id)
    known = db.session.scalar(_about(post.id).execution_options(populate_existing=True))
    if known is not None:
        return known
    case = join_case(post, Lane.RULES, Level.ROUTINE, flags=0)
    case.claimed_by_id, case.claimed_until = actor.id, clock.now() + LEASE
    move(case, State.CLAIMED)
    record(Logged.BEGUN, actor, case_target(case.id))
    return case


@operation
def act_on(*, actor: Account, post: Post, act: Act, **particulars: Any) -> Decision:
    """Decide about a post as it is now; `particulars` as in `decide`.

    Raises:
        Conflict: another moderator has its case in hand.
        Invalid: names what has to change.
    """
    case = open_case(actor=actor, post=post)
    check_free(case, actor)
    return decide(
        actor=actor, case=case, version=case.version, revision=post.revision, act=act, **particulars
    )


@operation
def lock_thread(*, actor: Account, thread_id: int, reason: str) -> Decision:
    """Let a thread rest: nobody but moderators can add to it. The reason is shown on it."""
    first = first_post_of(thread_id)
    return act_on(actor=actor, post=first, act=Act.LOCK, words=reason, sign=reason)


def first_post_of(thread_id: int) -> Post:
    """The post that began a thread: what is decided about the whole thread is decided on it.

    Raises:
        NotFound: there is no such thread.
    """
    first = db.session.scalar(select(Post).where(Post.thread_id == thread_id, Post.number == 1))
    if first is None:
        raise NotFound
    return first


def latest_post_of(account_id: int) -> Post:
    """What somebody wrote last, under their name if there is any: a decision rests on something written.

    Raises:
        NotFound: they have written nothing.
    """
    theirs = select(Post).where(Post.author_id == account_id)
    latest = theirs.order_by(bylines.IS_NAMED.desc(), Post.created_at.desc(), Post.id.desc())
    post = db.session.scalar(latest.limit(1))
    if post is None:
        raise NotFound
    return post


def case_about(visitor: Visitor, post: Post) -> Case | None:
    """The case about a post in the rules lane, where there is one.

    Raises:
        NotFound: it is the moderator's own post.
    """
    require(rules.may_look(visitor, about_id=post.author_id))
    return db.session.scalar(_about(post.id))


def _about(post_id: int) -> Select[Case]:
    return select(Case).where(Case.post_id == post_id, Case.lane == Lane.RULES)
