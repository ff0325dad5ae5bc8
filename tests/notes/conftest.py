"""Who is there, in tests of content notes."""

import pytest
from flask import Flask

from forum.threads.models import Post
from tests.cast import Cast
from tests.make import first_post, make_thread
from tests.page import Guest


@pytest.fixture
def post(cast: Cast) -> Post:
    """Maya's post, without a note."""
    return first_post(make_thread(cast.kitchen, by=cast.maya, title="Since March", text="My mother died."))


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


@pytest.fixture
def jonas(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.jonas)
