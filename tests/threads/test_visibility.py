"""The list and the item agree: what a filter lets through is exactly what the check allows."""

from itertools import product

import pytest
from sqlalchemy import select

from forum.accounts.visitor import GUEST, Actor
from forum.boards import rules as board_rules
from forum.boards.models import Board
from forum.core import clock
from forum.core.db import db
from forum.threads import rules
from forum.threads.editing import set_absence
from forum.threads.models import Absence, Post, Thread
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread

PEOPLE = ("guest", "maya", "jonas", "ines", "ada")


def somebody(cast: Cast, name: str) -> Actor:
    person: Actor = GUEST if name == "guest" else getattr(cast, name)
    return person


@pytest.mark.parametrize("name", PEOPLE)
def test_the_boards_in_the_list_are_the_boards_one_may_see(cast: Cast, name: str) -> None:
    boards, person = [cast.kitchen, cast.porch], somebody(cast, name)
    listed = set(
        db.session.scalars(select(Board.slug).where(board_rules.VISIBLE), board_rules.as_seen_by(person))
    )
    assert listed == {b.slug for b in boards if board_rules.may_see(person, b.audience)}


@pytest.mark.parametrize("name", PEOPLE)
def test_the_threads_in_the_list_are_the_threads_one_may_see(cast: Cast, name: str) -> None:
    for board, away in product((cast.kitchen, cast.porch), (None, Absence.HIDDEN, Absence.WITHDRAWN)):
        thread = make_thread(board, by=cast.maya)
        set_absence(first_post(thread), away, at=clock.now())
    db.session.commit()
    person = somebody(cast, name)
    found = db.session.execute(select(Thread, Board).join(Board, Board.id == Thread.board_id)).all()
    allowed = {thread.id for thread, board in found if rules.may_see(person, thread, board.audience)}
    visible = select(Thread.id).join(Board, Board.id == Thread.board_id).where(rules.VISIBLE)
    assert set(db.session.scalars(visible, rules.as_seen_by(person))) == allowed
    assert 0 < len(allowed) <= len(found)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_posts_in_the_list_are_those_whose_words_one_may_read(cast: Cast, name: str) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas)
    for absence in (None, *Absence):
        set_absence(make_post(thread, by=cast.maya), absence, at=clock.now())
    db.session.commit()
    person = somebody(cast, name)
    posts = db.session.scalars(select(Post)).all()
    allowed = {post.id for post in posts if rules.may_read_words(person, post)}
    assert set(db.session.scalars(select(Post.id).where(rules.READABLE), rules.as_seen_by(person))) == allowed
    assert 0 < len(allowed) <= len(posts)
