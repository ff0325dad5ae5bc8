"""Flagging and deciding in a test, saying only what matters to it."""

from datetime import timedelta
from typing import Any

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.core.operation import operation
from forum.moderation.cases import join_case
from forum.moderation.decisions import decide
from forum.moderation.flags import flag_post
from forum.moderation.models import Act, Case, Decision, Flag, Lane, Level, Reason, Rule
from forum.threads.models import Post
from tests.make import make_member, make_thread

REASONS = "The second line says how. You can write it again without that line."


def flagged(
    post: Post, *, by: Account | None = None, reason: Reason = Reason.HARASSMENT, note: str = ""
) -> Case:
    """The case that a flag opened, joined or opened again."""
    flag = flag_post(actor=by or make_member(), post=post, reason=reason, note=note, revision=post.revision)
    return db.session.get_one(Case, flag.case_id)


def decided(
    case: Case,
    *,
    by: Account,
    act: Act = Act.HIDE,
    rule: Rule = Rule.NO_METHOD_DETAIL,
    words: str = REASONS,
    days: int | None = None,
    **particulars: Any,
) -> Decision:
    """A decision on the case and the post as they are now; a pause is for a week."""
    if act is Act.PAUSE and days is None:
        days = 7
    return decide(
        actor=by,
        case=case,
        version=case.version,
        revision=db.session.get_one(Post, case.post_id).revision,
        act=act,
        rule=rule,
        words=words,
        days=days,
        **particulars,
    )


@operation
def many_cases(count: int, *, lane: Lane = Lane.RULES, level: Level = Level.WATCH) -> list[int]:
    """The ids of so many cases, each with a flag, due a minute apart; put straight into the tables."""
    thread, author, reporter = make_thread(), make_member(), make_member()
    now, ids = clock.now(), []
    for number in range(2, count + 2):
        post = Post(
            thread_id=thread.id,
            author_id=author.id,
            number=number,
            source="Words.",
            html="<p>Words.</p>",
            renderer=1,
            once=f"once {number}",
            created_at=now,
        )
        db.session.add(post)
        db.session.flush()
        case = join_case(post, lane, level)
        case.due_at = now + timedelta(minutes=number)
        flag = Flag(
            case_id=case.id,
            case_version=1,
            post_id=post.id,
            post_revision=1,
            reporter_id=reporter.id,
            lane=lane,
            reason=Reason.OTHER,
            note="",
            created_at=now,
        )
        db.session.add(flag)
        ids.append(case.id)
    return ids
