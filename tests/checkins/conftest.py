"""A member with a browser, and what she tells herself."""

from collections.abc import Callable

import pytest
from flask import Flask

from forum.checkins.models import CheckIn, How
from forum.checkins.operations import Told, check_in
from tests.cast import Cast
from tests.page import Guest

Keep = Callable[..., CheckIn]


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


@pytest.fixture
def keep(cast: Cast) -> Keep:
    """Keep a moment of Maya's."""

    def kept(words: str = "", *, how: How | None = How.HEAVY, small: str = "") -> CheckIn:
        return check_in(actor=cast.maya, told=Told(how, words, small))

    return kept
