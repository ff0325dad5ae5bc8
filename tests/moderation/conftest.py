"""A post that may be flagged, its case, and an ear for what moderation announces."""

import pytest

from forum.core.events import hears
from forum.moderation.events import Decided, Undone
from forum.moderation.models import Case
from forum.threads.models import Post
from tests.cast import Cast
from tests.make import make_post, make_thread
from tests.moderation.acts import flagged

News = list[Decided | Undone]
_heard: News = []


@hears(Decided)
def _hear_decided(event: Decided) -> None:
    _heard.append(event)


@hears(Undone)
def _hear_undone(event: Undone) -> None:
    _heard.append(event)


@pytest.fixture
def told() -> News:
    """What is announced from here on."""
    _heard.clear()
    return _heard


@pytest.fixture
def post(cast: Cast) -> Post:
    """A reply of Maya's, on a board for members."""
    return make_post(make_thread(cast.porch), by=cast.maya)


@pytest.fixture
def case(post: Post) -> Case:
    """That reply, flagged by somebody as harassment."""
    return flagged(post)
