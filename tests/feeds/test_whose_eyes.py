"""A feed holds what a guest may see, whoever asks for it; everything else is not there."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from forum.accounts.models import Account
from forum.boards.models import Audience, Board
from forum.core import clock
from forum.core.db import db
from forum.core.operation import operation
from forum.threads.editing import set_absence
from forum.threads.models import Absence, Post, Thread
from forum.threads.posting import post_reply
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.feeds.reading import SITE, feed, fetched, thread_feed
from tests.make import backdate, first_post, make_member, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest

KITCHEN = "/b/kitchen-table/feed"


@operation
def put_away(*, post: Post, absence: Absence | None) -> None:
    set_absence(db.session.get_one(Post, post.id), absence, at=clock.now())


@operation
def close_to_guests(*, board: Board) -> None:
    db.session.execute(update(Board).where(Board.id == board.id).values(audience=Audience.MEMBERS))


def people(app: Flask, cast: Cast) -> list[Guest]:
    return [
        Guest(app),
        *(Guest(app).signed_in_as(one) for one in (cast.maya, cast.jonas, cast.ines, cast.ada)),
    ]


def test_a_board_gives_its_new_threads_the_newest_first(cast: Cast, guest: Guest) -> None:
    make_thread(cast.kitchen, by=cast.maya, title="First")
    make_thread(cast.kitchen, by=cast.jonas, title="Second")
    found = feed(guest, KITCHEN)
    assert [(item.title, item.author) for item in found.items] == [("Second", "Jonas"), ("First", "Maya")]


def test_a_thread_gives_its_new_posts_the_newest_first(cast: Cast, guest: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya, title="Rain")
    answer = make_post(thread, by=cast.jonas)
    found = feed(guest, thread_feed(thread))
    assert [(item.title, item.author) for item in found.items] == [
        ("Post 2 in “Rain”", "Jonas"),
        ("Post 1 in “Rain”", "Maya"),
    ]
    assert found.items[0].link == f"{SITE}/t/{thread.id}-rain#p-{answer.id}"
    assert guest.get(found.items[0].link.removeprefix(SITE)).status == 200


def test_the_feed_of_all_gives_the_threads_of_every_public_board_and_of_no_other(
    cast: Cast, guest: Guest
) -> None:
    make_thread(cast.kitchen, by=cast.maya, title="Open")
    make_thread(cast.porch, by=cast.maya, title="Among us")
    assert feed(guest, "/feed").titles == ["Open"]


def test_a_feed_ends_after_twenty(cast: Cast, guest: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya)
    for _ in range(22):
        make_post(thread, by=make_member())
        make_thread(cast.kitchen, by=make_member())
    for path in ("/feed", KITCHEN, thread_feed(thread)):
        assert len(feed(guest, path).items) == 20
    assert "Post 23 in" in feed(guest, thread_feed(thread)).titles[0]
    assert feed(guest, thread_feed(thread)).items[0].link.startswith(f"{SITE}/t/{thread.id}-")
    assert "/2#p-" in feed(guest, thread_feed(thread)).items[0].link


def test_a_board_for_members_has_none_exactly_like_a_board_that_does_not_exist(
    app: Flask, cast: Cast
) -> None:
    thread = make_thread(cast.porch, by=cast.maya)
    for who in people(app, cast):
        closed, unknown = (fetched(who, f"/b/{slug}/feed") for slug in ("back-porch", "no-such-board"))
        assert closed.status == unknown.status == 404
        assert closed.text == unknown.text
        assert fetched(who, thread_feed(thread)).text == fetched(who, "/t/987654321/feed").text


def test_everybody_is_given_the_same(app: Flask, cast: Cast) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya)
    hidden = make_post(thread, by=cast.jonas)
    make_thread(cast.porch, by=cast.maya)
    put_away(post=hidden, absence=Absence.HIDDEN)
    away = make_thread(cast.kitchen, by=cast.maya, title="Out of sight")
    put_away(post=first_post(away), absence=Absence.HELD)
    for path in ("/feed", KITCHEN, thread_feed(thread)):
        answers = {fetched(who, path).response.data for who in people(app, cast)}
        assert len(answers) == 1
        assert b"Out of sight" not in answers.pop()


@pytest.mark.parametrize("absence", Absence)
def test_a_post_whose_words_are_not_shown_is_in_no_feed_and_comes_back_with_them(
    cast: Cast, guest: Guest, absence: Absence
) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya)
    answer = make_post(thread, by=cast.jonas)
    put_away(post=answer, absence=absence)
    assert [item.author for item in feed(guest, thread_feed(thread)).items] == ["Maya"]
    put_away(post=answer, absence=None)
    assert len(feed(guest, thread_feed(thread)).items) == 2


@pytest.mark.parametrize("absence", Absence)
def test_a_thread_whose_first_post_is_not_shown_is_in_no_list(
    cast: Cast, guest: Guest, absence: Absence
) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya)
    make_post(thread, by=cast.jonas)
    put_away(post=first_post(thread), absence=absence)
    assert feed(guest, "/feed").items == feed(guest, KITCHEN).items == []
    # Withdrawn by its author, the page stays for the answers; otherwise all of it is out of sight.
    own = fetched(guest, thread_feed(thread))
    assert own.status == guest.get(f"/t/{thread.id}").status == (200 if absence is Absence.WITHDRAWN else 404)


def test_what_a_moderator_hides_is_gone_with_the_next_request(cast: Cast, guest: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya)
    before = fetched(guest, KITCHEN).response
    decided(flagged(first_post(thread)), by=cast.ines)
    after = fetched(guest, KITCHEN, If_None_Match=before.headers["ETag"])
    assert after.status == 200 and feed(guest, KITCHEN).items == []


def test_a_board_that_becomes_one_for_members_takes_everything_with_it(cast: Cast, guest: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya)
    assert len(feed(guest, "/feed").items) == 1
    close_to_guests(board=cast.kitchen)
    assert feed(guest, "/feed").items == []
    for path in (KITCHEN, thread_feed(thread)):
        assert fetched(guest, path).status == 404


@pytest.mark.parametrize(("minutes", "there"), [(59, False), (61, True)])
def test_nothing_goes_out_in_its_first_hour(cast: Cast, guest: Guest, minutes: int, there: bool) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya)
    later = timedelta(minutes=minutes)
    for path in ("/feed", KITCHEN, thread_feed(thread)):
        assert bool(feed(guest, path, later=later).items) is there


class TestNames:
    """A post without a name stands under its name for that thread, as everywhere."""

    @staticmethod
    def unnamed(thread: Thread, by: Account) -> Post:
        return post_reply(actor=by, thread=thread, writing=Writing("The same here.", without_name=True))

    def test_its_author_is_the_name_for_one_thread(self, cast: Cast, guest: Guest) -> None:
        thread = make_thread(cast.kitchen, by=cast.jonas)
        post = self.unnamed(thread, cast.maya)
        assert feed(guest, thread_feed(thread)).items[0].author == post.alias != "Maya"

    def test_an_entry_differs_from_a_named_one_in_its_name_alone(self, cast: Cast, guest: Guest) -> None:
        thread = make_thread(cast.kitchen, by=cast.jonas)
        named, post = make_post(thread, by=cast.maya), self.unnamed(thread, cast.priya)
        at = named.created_at
        for one in (named, post):
            backdate(Post, one.id, created_at=at)
        xml = fetched(guest, thread_feed(thread)).response.get_data(as_text=True)
        _, second, first, *_ = xml.split("<entry>")
        for mine, other in (
            (post.alias, "Maya"),
            (f"post/{post.id}", f"post/{named.id}"),
            ("Post 3", "Post 2"),
        ):
            second = second.replace(mine, other)
        assert second.replace(f"#p-{post.id}", f"#p-{named.id}") == first
