"""Looking for something, as a test does it."""

from collections.abc import Callable

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.accounts.visitor import GUEST, Visitor, visitor_with
from forum.core.db import db
from forum.search.parser import parse
from forum.search.queries import found
from forum.threads.models import Post, Thread
from tests.cast import Cast
from tests.make import make_sign_in, make_thread
from tests.page import Guest, Page

Find = Callable[..., list[int]]


@pytest.fixture
def find(app: Flask) -> Find:
    """The ids of the posts that somebody (a guest, if nobody) finds, the newest first."""

    def find(typed: str, who: Account | None = None, *, board_ids: list[int] | None = None) -> list[int]:
        db.session.commit()
        page = found(_visitor(who), parse(typed), board_ids=board_ids)
        return [result.id for result in page.items]

    return find


def _visitor(who: Account | None) -> Visitor:
    visitor = visitor_with(make_sign_in(who)) if who is not None else GUEST
    assert visitor is not None
    return visitor


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


def ids(*posts: Post) -> list[int]:
    """The posts of a list of results."""
    return [post.id for post in posts]


@pytest.fixture
def thread(cast: Cast) -> Thread:
    """Maya's, about rain."""
    text = "It rained all day, and I slept."
    return make_thread(cast.kitchen, by=cast.maya, title="A long rain", text=text)


def looked_for(who: Guest, typed: str, **also: str) -> Page:
    """The page on which somebody looks for something."""
    return who.get("/search", query_string={"q": typed, **also})


def rows(page: Page) -> list[str]:
    """What was found, as it is read."""
    return [" ".join(row.get_text(" ").split()) for row in page.all(".search-result")]
