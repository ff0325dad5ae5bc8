"""Who hears of what, and that it comes once."""

from threading import Thread as Worker

from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Account, Distance
from forum.accounts.profile import Preferences, change_preferences, keep_away
from forum.core.db import db
from forum.core.markdown import quote
from forum.notifications.models import Kind, Notification
from forum.reactions.models import Kind as Reaction
from forum.reactions.operations import react, take_back
from forum.threads.models import Post, Thread
from tests.cast import Cast
from tests.make import first_post, make_member, make_post, make_thread


def told(account: Account) -> list[tuple[Kind, int | None]]:
    """What an account has been told: kinds and who caused them, the oldest first."""
    lines = select(Notification.kind, Notification.actor_id).where(Notification.account_id == account.id)
    return [tuple(row) for row in db.session.execute(lines.order_by(Notification.id))]


def unread(account: Account) -> int:
    db.session.refresh(account)
    return account.unread_notifications


def quoting(post: Post, name: str, text: str = "That, yes.") -> str:
    return f"{quote(name, post.id, post.source)}\n\n{text}"


def without_notices(account: Account, *, replies: bool = True, reactions: bool = True) -> None:
    change_preferences(
        actor=account,
        preferences=Preferences(account.theme, frozenset(), replies, reactions),
    )


def test_the_author_of_a_thread_hears_of_a_reply(cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    make_post(thread, by=cast.jonas)
    assert told(cast.maya) == [(Kind.REPLY, cast.jonas.id)]
    assert unread(cast.maya) == 1


def test_nobody_hears_of_their_own_posts(cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    own = make_post(thread, by=cast.maya)
    make_post(thread, by=cast.maya, text=quoting(own, "Maya"))
    assert told(cast.maya) == []
    assert unread(cast.maya) == 0


def test_somebody_quoted_hears_of_it(cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    reply = make_post(thread, by=cast.jonas)
    make_post(thread, by=cast.priya, text=quoting(reply, "Jonas"))
    assert told(cast.jonas) == [(Kind.QUOTE, cast.priya.id)]


def test_an_author_who_is_quoted_in_a_reply_hears_of_it_once(cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    make_post(thread, by=cast.jonas, text=quoting(first_post(thread), "Maya"))
    assert told(cast.maya) == [(Kind.QUOTE, cast.jonas.id)]
    assert unread(cast.maya) == 1


def test_somebody_quoted_twice_in_one_post_hears_of_it_once(cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    first, second = make_post(thread, by=cast.jonas), make_post(thread, by=cast.jonas)
    make_post(thread, by=cast.priya, text=quoting(first, "Jonas") + "\n\n" + quoting(second, "Jonas"))
    assert told(cast.jonas) == [(Kind.QUOTE, cast.priya.id)]


def test_no_news_comes_from_somebody_blocked(cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    keep_away(actor=cast.maya, other=cast.jonas, distance=Distance.BLOCK)
    make_post(thread, by=cast.jonas, text=quoting(first_post(thread), "Maya"))
    react(actor=cast.jonas, post=first_post(thread), kind=Reaction.HUG)
    assert told(cast.maya) == []
    assert unread(cast.maya) == 0


def test_news_still_comes_from_somebody_muted(cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    keep_away(actor=cast.maya, other=cast.jonas, distance=Distance.MUTE)
    make_post(thread, by=cast.jonas)
    assert told(cast.maya) == [(Kind.REPLY, cast.jonas.id)]


def test_replies_can_be_kept_quiet(cast: Cast) -> None:
    without_notices(cast.maya, replies=False)
    thread = make_thread(by=cast.maya)
    make_post(thread, by=cast.jonas, text=quoting(first_post(thread), "Maya"))
    react(actor=cast.jonas, post=first_post(thread), kind=Reaction.HUG)
    assert told(cast.maya) == [(Kind.REACTION, cast.jonas.id)]


def test_reactions_can_be_kept_quiet(cast: Cast) -> None:
    without_notices(cast.maya, reactions=False)
    thread = make_thread(by=cast.maya)
    react(actor=cast.jonas, post=first_post(thread), kind=Reaction.HUG)
    make_post(thread, by=cast.jonas)
    assert told(cast.maya) == [(Kind.REPLY, cast.jonas.id)]


def test_the_author_of_a_post_hears_of_each_kind_of_reaction(cast: Cast) -> None:
    post = first_post(make_thread(by=cast.maya))
    react(actor=cast.jonas, post=post, kind=Reaction.HUG)
    react(actor=cast.jonas, post=post, kind=Reaction.HOPE)
    assert told(cast.maya) == [(Kind.REACTION, cast.jonas.id), (Kind.REACTION, cast.jonas.id)]


def test_a_reaction_taken_back_and_left_again_is_told_once(cast: Cast) -> None:
    post = first_post(make_thread(by=cast.maya))
    react(actor=cast.jonas, post=post, kind=Reaction.HUG)
    take_back(actor=cast.jonas, post=post, kind=Reaction.HUG)
    react(actor=cast.jonas, post=post, kind=Reaction.HUG)
    assert told(cast.maya) == [(Kind.REACTION, cast.jonas.id)]
    assert unread(cast.maya) == 1


def test_two_people_who_answer_each_other_at_once_lose_nothing(app: Flask, cast: Cast) -> None:
    rounds = 12
    mayas, jonass = make_thread(by=cast.maya), make_thread(by=cast.jonas)
    pairs = ((cast.maya.id, jonass.id), (cast.jonas.id, mayas.id))
    failures: list[BaseException] = []

    def answer(account_id: int, thread_id: int) -> None:
        for _ in range(rounds):
            with app.app_context():
                try:
                    actor = db.session.get_one(Account, account_id)
                    make_post(db.session.get_one(Thread, thread_id), by=actor)
                except BaseException as failure:
                    failures.append(failure)

    db.session.commit()
    people = [Worker(target=answer, args=pair) for pair in pairs]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert failures == []
    assert (unread(cast.maya), unread(cast.jonas)) == (rounds, rounds)


def test_a_thread_by_a_stranger_tells_nobody(cast: Cast) -> None:
    make_thread(by=cast.maya)
    assert db.session.scalar(select(Notification.id)) is None
    assert unread(make_member()) == 0
