"""A statement whose decision was taken back tells of what was, and not of what is."""

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.moderation.decisions import undo
from forum.moderation.models import Act, Case, Rule
from tests.cast import Cast
from tests.make import first_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest, Page

NOW = ("now", "is paused", "is suspended", "is shown", "was removed", "was taken out")


@pytest.fixture
def case(cast: Cast) -> Case:
    return flagged(first_post(make_thread(cast.porch, by=cast.maya)))


def statement(app: Flask, account: Account, case: Case, by: Account, act: Act) -> Page:
    decision = decided(case, by=by, act=act, rule=Rule.NONE if not act.needs_reasons else Rule.KINDNESS)
    undo(actor=by, decision=decision)
    return Guest(app).signed_in_as(account).get(f"/decisions/{decision.id}")


@pytest.mark.parametrize("act", [Act.HIDE, Act.REMOVE, Act.LOCK, Act.PAUSE, Act.SUSPEND])
def test_its_heading_stands_in_the_past(app: Flask, cast: Cast, case: Case, act: Act) -> None:
    page = statement(app, cast.maya, case, cast.ines, act)
    assert not [words for words in NOW if words in page.h1]
    assert "This decision was taken back" in page.text and "Nothing any more" in page.text


def test_a_suspension_that_was_taken_back_is_not_spoken_of_as_one_that_holds(
    app: Flask, cast: Cast, case: Case
) -> None:
    page = statement(app, cast.maya, case, cast.ines, Act.SUSPEND)
    assert page.h1 == "Your account was suspended for a time"
    assert "further notice" not in page.text and "can’t post" not in page.text


def test_a_kind_word_stays_a_kind_word(app: Flask, cast: Cast, case: Case) -> None:
    page = statement(app, cast.maya, case, cast.ines, Act.REACH_OUT)
    assert page.h1 == "A few words from the moderators"
    assert "no longer holds" not in page.text and "taken back" not in page.text
