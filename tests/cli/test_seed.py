"""Seeding the boards: once, and never over what an operator has made of them."""

from flask import Flask
from sqlalchemy import delete, func, select, update

from forum.accounts.house import house_account
from forum.accounts.visitor import GUEST
from forum.boards.models import Audience, Board, Topic
from forum.boards.queries import boards_for
from forum.cli.seed import add_boards
from forum.core.db import db
from forum.core.operation import operation
from forum.moderation.desk_models import Phrase
from forum.moderation.watched_models import WatchedWord
from forum.threads.models import Post, Thread
from tests.cli.running import flask
from tests.house.reading import ROOT


def everything() -> list[list[tuple[object, ...]]]:
    """All that seeding may touch."""
    return [
        [tuple(row) for row in db.session.execute(table.select().order_by(table.c.id))]
        for table in (Board.__table__, Topic.__table__, Thread.__table__, Post.__table__)
    ]


@operation
def reword(slug: str, **columns: object) -> None:
    db.session.execute(update(Board).where(Board.slug == slug).values(**columns))


@operation
def take_away(slug: str) -> None:
    """As an operator would who wants a board's room for something else."""
    board = db.session.scalars(select(Board).where(Board.slug == slug)).one()
    db.session.execute(delete(Topic).where(Topic.board_id == board.id))
    threads = select(Thread.id).where(Thread.board_id == board.id)
    db.session.execute(delete(Post).where(Post.thread_id.in_(threads)))
    db.session.execute(delete(Thread).where(Thread.board_id == board.id))
    db.session.delete(board)


def test_the_nine_boards_stand_in_the_guides_order(app: Flask) -> None:
    assert flask(app, "seed", "boards").output == "9 boards added.\n"
    assert [board.slug for board in boards_for(house_account())] == [
        "understanding",
        "accepting",
        "support",
        "treatments",
        "therapy",
        "lifestyle",
        "meaning",
        "daily",
        "hope",
    ]


def test_every_board_has_topics_and_one_pinned_welcome_by_the_house(app: Flask) -> None:
    add_boards()
    house = house_account()
    for board in db.session.scalars(select(Board)):
        assert db.session.scalar(select(func.count()).where(Topic.board_id == board.id))
        threads = select(Thread).where(Thread.board_id == board.id)
        (welcome,) = db.session.scalars(threads).all()
        assert welcome.pinned_at is not None
        assert welcome.author_id == house.id
        assert (board.thread_count, board.post_count) == (1, 1)


def test_guests_do_not_see_the_sensitive_boards(app: Flask) -> None:
    add_boards()
    seen = {board.slug for board in boards_for(GUEST)}
    hidden = set(db.session.scalars(select(Board.slug).where(Board.audience == Audience.MEMBERS)))
    assert hidden
    assert not seen & hidden


def test_a_new_forum_has_ready_words_and_watched_words_too(app: Flask) -> None:
    first = flask(app, "seed", "all").output.splitlines()
    assert [line.split(" ", 1)[1] for line in first] == [
        "boards added.",
        "phrases added.",
        "watched words added.",
    ]
    assert db.session.query(Phrase).count() and db.session.query(WatchedWord).count()
    again = flask(app, "seed", "all").output.splitlines()
    assert [line.endswith("nothing was changed.") for line in again] == [True] * 3


def test_setting_up_and_the_demo_seed_all_of_it() -> None:
    recipes = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "@$(FLASK) seed all\n" in recipes and "run: migrate seed " in recipes


def test_a_second_run_changes_nothing(app: Flask) -> None:
    add_boards()
    before = everything()
    assert flask(app, "seed", "boards").output == "All boards are there; nothing was changed.\n"
    assert everything() == before


def test_what_an_operator_edited_stays(app: Flask) -> None:
    add_boards()
    reword("hope", name="Small lights", audience=Audience.PUBLIC, position=1)
    before = everything()
    add_boards()
    assert everything() == before


def test_a_board_that_is_missing_comes_back_without_touching_the_others(app: Flask) -> None:
    add_boards()
    reword("daily", description="Our own words.")
    take_away("hope")
    assert flask(app, "seed", "boards").output == "1 boards added.\n"
    described = select(Board.description).where(Board.slug == "daily")
    assert db.session.scalar(described) == "Our own words."
    assert db.session.scalar(select(func.count()).select_from(Board)) == 9
