"""How moderators come upon one's posts: chosen by the member, asked of those who joined before."""

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.accounts.registration import CONSENT_VERSION
from forum.core.db import db
from forum.core.operation import operation
from tests.cast import Cast
from tests.page import Guest

PATH = "/settings/order"
ASKED = "One thing has changed, and it is yours to choose"


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


@pytest.fixture
def old(cast: Cast) -> Account:
    """Maya joined when the consent did not speak of sorting yet."""
    return joined_under(account=cast.maya, version=1)


@operation
def joined_under(*, account: Account, version: int) -> Account:
    db.session.add(account)
    account.consent_version = version
    return account


def again(account: Account) -> Account:
    db.session.refresh(account)
    return account


def test_posts_are_sorted_unless_one_says_otherwise(maya: Guest) -> None:
    page = maya.get(PATH)
    assert not page.one("input[name=by_time_only]").has_attr("checked")
    assert "Order my posts by time only" in page.text


def test_opting_out_is_kept_and_can_be_taken_back(cast: Cast, maya: Guest) -> None:
    page = maya.send(maya.get(PATH).form("/order"), by_time_only="y")
    assert "Saved." in page.text and page.one("input[name=by_time_only]").has_attr("checked")
    assert again(cast.maya).by_time_only
    maya.send(page.form("/order"), by_time_only=None)
    assert not again(cast.maya).by_time_only


def test_somebody_who_joined_before_is_asked_and_kept_out_of_nothing(maya: Guest, old: Account) -> None:
    home = maya.get("/")
    assert (home.status, home.link("Read what it does, and choose")) == (200, PATH)
    assert ASKED in home.text
    assert "until you save a choice here" in maya.get(PATH).text


@pytest.mark.parametrize("chosen", ["y", None])
def test_either_answer_is_one(maya: Guest, old: Account, chosen: str | None) -> None:
    given = old.consent_given_at
    maya.send(maya.get(PATH).form("/order"), by_time_only=chosen)
    assert ASKED not in maya.get("/").text
    assert again(old).consent_version == CONSENT_VERSION and old.consent_given_at > given
    assert old.by_time_only is bool(chosen)


def test_nobody_else_is_asked(maya: Guest, guest: Guest) -> None:
    assert ASKED not in maya.get("/").text and ASKED not in guest.get("/").text


def test_the_consent_names_it_in_plain_words(guest: Guest) -> None:
    page = guest.get("/consent")
    assert "Order my posts by time only" in page.text and f"Version {CONSENT_VERSION}," in page.text
