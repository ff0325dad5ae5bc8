"""Earlier wordings are for members, and their author can leave one to moderators alone."""

import pytest
from flask import Flask

from forum.core import clock
from forum.core.db import db
from forum.core.errors import NotAllowed, NotFound
from forum.threads.earlier_wordings import take_out_of_sight
from forum.threads.editing import edit_post, revisions_of, withdraw_post
from forum.threads.models import Post
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread
from tests.page import Guest, Page

TOO_MUCH = "I live in Linden Street 4."


@pytest.fixture
def post(cast: Cast) -> Post:
    """A post of Maya's on a public board that said too much, and does not any more."""
    post = make_post(make_thread(cast.kitchen, by=cast.priya), by=cast.maya, text=TOO_MUCH)
    edit_post(actor=cast.maya, post=post, revision=1, title="", writing=Writing("I live in a small town."))
    return post


def read_by(app: Flask, who: object, post: Post) -> Page:
    return Guest(app).signed_in_as(who).get(f"/p/{post.id}/revisions")  # type: ignore[arg-type]  # None: a guest


def test_guests_are_asked_to_sign_in_and_members_read_them(app: Flask, cast: Cast, post: Post) -> None:
    page = Guest(app).get(f"/p/{post.id}/revisions")
    assert page.path.startswith("/sign-in") and TOO_MUCH not in page.text
    assert TOO_MUCH in read_by(app, cast.jonas, post).text


def test_an_author_takes_a_wording_away_and_peers_see_that_there_was_one(
    app: Flask, cast: Cast, post: Post
) -> None:
    maya = Guest(app).signed_in_as(cast.maya)
    page = maya.send(maya.get(f"/p/{post.id}/revisions").form("/revisions/1/out-of-sight"))
    assert "You took this wording out of sight." in page.text and TOO_MUCH not in page.text
    assert not page.all("form[action$='/out-of-sight']")
    page = read_by(app, cast.jonas, post)
    assert "Its author took this wording out of sight." in page.text and "Linden Street" not in str(page.soup)
    assert len(page.all(".revision")) == 2


def test_moderators_still_read_it(app: Flask, cast: Cast, post: Post) -> None:
    take_out_of_sight(actor=cast.maya, post=post, number=1)
    page = read_by(app, cast.ines, post)
    assert TOO_MUCH in page.text and "only moderators read it" in page.text


def test_the_title_goes_out_of_sight_with_the_wording(app: Flask, cast: Cast) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya, title="Linden Street nights")
    post = first_post(thread)
    edit_post(actor=cast.maya, post=post, revision=1, title="Nights", writing=Writing("They are long."))
    take_out_of_sight(actor=cast.maya, post=post, number=1)
    assert "Linden Street" not in str(read_by(app, cast.jonas, post).soup)


def test_nobody_else_can_take_a_wording_away(app: Flask, cast: Cast, post: Post) -> None:
    for other in (cast.jonas, cast.ines):
        assert not read_by(app, other, post).all("form[action$='/out-of-sight']")
        with pytest.raises(NotAllowed, match="Only the person who wrote this"):
            take_out_of_sight(actor=other, post=post, number=1)
    assert Guest(app).signed_in_as(cast.jonas).post(f"/p/{post.id}/revisions/1/out-of-sight").status == 400


def test_it_is_open_to_members_whose_posting_is_paused(cast: Cast, post: Post) -> None:
    cast.maya.paused_until = clock.now().replace(year=clock.now().year + 1)
    db.session.commit()
    take_out_of_sight(actor=cast.maya, post=post, number=1)
    assert revisions_of(cast.maya, post)[0].out_of_sight_at is not None


def test_only_an_earlier_wording_can_be_taken_away_and_the_first_time_stays(cast: Cast, post: Post) -> None:
    for number in (2, 3):
        with pytest.raises(NotFound):
            take_out_of_sight(actor=cast.maya, post=post, number=number)
    take_out_of_sight(actor=cast.maya, post=post, number=1)
    since = revisions_of(cast.maya, post)[0].out_of_sight_at
    take_out_of_sight(actor=cast.maya, post=post, number=1)
    assert revisions_of(cast.maya, post)[0].out_of_sight_at == since


def test_the_wordings_of_a_withdrawn_post_are_out_of_reach_already(cast: Cast, post: Post) -> None:
    withdraw_post(actor=cast.maya, post=post)
    with pytest.raises(NotFound):
        take_out_of_sight(actor=cast.maya, post=post, number=1)
