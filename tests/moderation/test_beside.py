"""Two cases about one post, one in each lane: neither is decided as if the other were not there."""

import pytest
from flask import Flask

from forum.core.db import db
from forum.moderation.bulk import Chosen, decide_spam, spam_cases
from forum.moderation.follow_ups import finish_follow_up
from forum.moderation.models import Act, Case, Reason, Rule
from forum.threads.models import Post
from tests.cast import Cast
from tests.moderation.acts import decided, flagged
from tests.page import Guest


@pytest.fixture
def spam(post: Post) -> Case:
    return flagged(post, reason=Reason.SPAM)


@pytest.fixture
def care(post: Post, spam: Case) -> Case:
    return flagged(post, reason=Reason.WORRIED)


def on_the_page(cast: Cast) -> list[int]:
    return [row.id for row in spam_cases(cast.ines)]  # type: ignore[arg-type]  # an account will do


def test_a_post_somebody_worries_about_is_no_plain_spam(cast: Cast, spam: Case, care: Case) -> None:
    assert on_the_page(cast) == []
    chosen = [Chosen(spam.id, spam.version, 1)]
    result = decide_spam(actor=cast.ines, chosen=chosen, act=Act.REMOVE, rule=Rule.NO_SPAM, words="Sorry.")
    assert (result.done, result.stale) == ((), (spam.id,))


def test_it_is_none_until_somebody_has_looked_again(cast: Cast, spam: Case, care: Case) -> None:
    decided(care, by=cast.ines, act=Act.NO_ACTION)
    assert on_the_page(cast) == []
    db.session.rollback()
    finish_follow_up(actor=cast.tomas, case=care, words="It was a machine after all.")
    assert on_the_page(cast) == [spam.id]


def test_each_case_leads_to_the_other(app: Flask, cast: Cast, spam: Case, care: Case) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    page = ines.get(f"/moderation/cases/{spam.id}")
    assert "There is also a care case about this post : red, waits" in page.text
    beside = ines.get(page.link("also a care case"))
    assert beside.path == f"/moderation/cases/{care.id}"
    assert beside.link("also a rules case") == f"/moderation/cases/{spam.id}"


def test_a_case_that_is_alone_leads_nowhere(app: Flask, cast: Cast, spam: Case) -> None:
    assert "There is also" not in Guest(app).signed_in_as(cast.ines).get(f"/moderation/cases/{spam.id}").text
