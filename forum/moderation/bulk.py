"""Spam, several cases at once: one decision each, each in a transaction of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Account
from forum.accounts.rules import may_moderate
from forum.accounts.visitor import Visitor
from forum.core import clock
from forum.core.db import UTCDateTime, db, rows
from forum.core.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.core.rules import require
from forum.core.words import N_
from forum.moderation.decisions import decide
from forum.moderation.models import Act, Case, Decision, Flag, Lane, Level, Reason, Rule
from forum.moderation.shield import SEEN, show_words
from forum.moderation.shifts import duty_of
from forum.threads import bylines
from forum.threads.models import Absence, Post, Thread

MOST_AT_ONCE = 25
# What can be done with spam without a closer look at whoever sent it.
ACTS = (Act.REMOVE, Act.HIDE, Act.NO_ACTION)
# What it rests on: an advertisement goes against the first, the same post many times against the second.
RULES = (Rule.NO_PROMOTION, Rule.NO_SPAM)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A case as it stood on the page from which it was chosen."""

    case_id: int
    version: int
    revision: int


@dataclass(frozen=True, slots=True)
class Bulk:
    """What became of each: `done` cases were decided, `stale` ones had changed and were left alone."""

    done: tuple[int, ...]
    stale: tuple[int, ...]


def spam_cases(visitor: Visitor) -> list[Row[Any]]:
    """Routine cases that wait and were flagged as spam and as nothing else, with their posts' words.

    `seen` are those that this moderator was shown. Where somebody worries about the same post it is decided
    on its own.
    """
    require(may_moderate(visitor))
    return list(rows(_PAGE, me=visitor.id, now=clock.now(), since=duty_of(visitor).counted_from))


def open_spam(visitor: Visitor, case_id: int) -> None:
    """Show a moderator the words of one of them from now on, and write down that they were shown.

    Raises:
        NotFound: it is none of them (any more).
    """
    case = next((row for row in spam_cases(visitor) if row.id == case_id), None)
    if case is None:
        raise NotFound
    if not case.seen:
        show_words(actor=visitor, case_id=case_id)


def decide_spam(*, actor: Account, chosen: Iterable[Chosen], act: Act, rule: Rule, words: str) -> Bulk:
    """Decide each as it stood; what changed since, or is no plain spam (any more), is left alone.

    Raises:
        Invalid: nothing was chosen, too much, or there is no word to the authors.
        NotAllowed: this act, or this rule, is not for several at once.
    """
    require(may_moderate(actor))
    cases = list(dict.fromkeys(chosen))
    _check(cases, act, rule, words)
    named = rule if act.needs_reasons else Rule.NONE
    still_spam = {row.id for row in rows(_SPAM, me=actor.id, now=clock.now())}
    done: list[int] = []
    stale: list[int] = []
    for case in cases:
        decided = case.case_id in still_spam and _decide_one(actor, case, act, named, words)
        (done if decided else stale).append(case.case_id)
    return Bulk(tuple(done), tuple(stale))


def _check(cases: list[Chosen], act: Act, rule: Rule, words: str) -> None:
    if act not in ACTS or rule not in RULES:
        raise NotAllowed(N_("Only spam is decided several at a time, and nothing about a person."))
    if not cases:
        raise Invalid(N_("Please choose at least one."), field="cases")
    if len(cases) > MOST_AT_ONCE:
        raise Invalid(N_("Please choose at most %(most)s at a time."), field="cases", most=MOST_AT_ONCE)
    if act.needs_words and not words.strip():
        raise Invalid(N_("Please write to the authors: why it went, and what they can do."), field="text")


def _decide_one(actor: Account, chosen: Chosen, act: Act, rule: Rule, words: str) -> bool:
    case = db.session.get(Case, chosen.case_id)
    if case is None:
        return False
    try:
        decide(
            actor=actor,
            case=case,
            version=chosen.version,
            revision=chosen.revision,
            act=act,
            rule=rule,
            words=words,
        )
    except (Conflict, NotFound):
        return False
    return True


_ME = bindparam("me", type_=BigInteger)
_Care = aliased(Case)
# A worry about whoever wrote it that is open, or to be looked at again: such a post wants more than a tick.
# What the sorting aid alone would have looked at some day keeps no advertising out.
_cared_for = exists().where(
    _Care.post_id == Case.post_id,
    _Care.lane == Lane.CARE,
    or_(_Care.flag_count > 0, _Care.level_rank < Level.WATCH.rank),
    or_(_Care.closed_at.is_(None), _Care.follow_up_at.is_not(None)),
)
_waiting = Flag.answered_by_id.is_(None)
_SPAM = (
    select(
        Case.id,
        Case.version,
        Case.due_at,
        Case.flag_count,
        Post.id.label("post_id"),
        Post.revision,
        Post.html,
        Post.created_at,
        Post.absence,
        Post.notes,
        Thread.title,
        Thread.notes.label("thread_notes"),
        bylines.name().label("about_name"),
        bylines.if_named(Account.post_count).label("post_count"),
    )
    .join(Post, Post.id == Case.post_id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Account, bylines.wrote())
    .where(
        Case.lane == Lane.RULES,
        Case.level_rank == Level.ROUTINE.rank,
        Case.closed_at.is_(None),
        Case.account_id != _ME,
        or_(
            Case.claimed_by_id.is_(None),
            Case.claimed_by_id == _ME,
            Case.claimed_until <= bindparam("now", type_=UTCDateTime()),
        ),
        or_(Post.absence.is_(None), Post.absence == Absence.HELD),
        exists().where(Flag.case_id == Case.id, _waiting, Flag.reason == Reason.SPAM),
        ~exists().where(Flag.case_id == Case.id, _waiting, Flag.reason != Reason.SPAM),
        ~_cared_for,
        ~exists().where(Decision.case_id == Case.id, Decision.undone_at.is_(None)),
    )
    .order_by(Case.due_at, Case.id)
    .limit(MOST_AT_ONCE)
)
_PAGE = _SPAM.add_columns(SEEN.label("seen"))
