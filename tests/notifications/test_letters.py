"""Who has an address is written to as well, in a letter that says nothing of what it is about."""

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.cli.letters import written
from forum.core.db import db
from forum.core.mail import Letter
from forum.moderation.appeals import answer_appeal, appeal
from forum.moderation.decisions import undo
from forum.moderation.models import Act, Rule
from forum.notifications.models import Kind, Notification
from tests.cast import Cast
from tests.make import make_member, make_post, make_thread
from tests.moderation.acts import REASONS, decided, flagged
from tests.page import Guest


@pytest.fixture
def author() -> Account:
    return make_member("Noor", email="noor@example.org")


@pytest.fixture
def reporter() -> Account:
    return make_member("Sami", email="sami@example.org")


def letters() -> list[tuple[str, str]]:
    return [(letter.address, letter.template) for letter in db.session.query(Letter).order_by(Letter.id)]


def test_the_author_and_the_reporters_get_one(cast: Cast, author: Account, reporter: Account) -> None:
    post = make_post(by=author)
    flagged(post, by=cast.priya)
    decided(flagged(post, by=reporter), by=cast.ines)
    assert letters() == [("noor@example.org", "decision"), ("sami@example.org", "outcome")]


def test_nobody_without_an_address_does(cast: Cast) -> None:
    decided(flagged(make_post(by=cast.maya), by=cast.priya), by=cast.ines)
    assert letters() == []


def test_an_author_who_is_not_touched_gets_none(cast: Cast, author: Account) -> None:
    decided(flagged(make_post(by=author), by=cast.priya), by=cast.ines, act=Act.NO_ACTION)
    assert letters() == []


@pytest.mark.parametrize("act", [Act.HIDE, Act.SUSPEND, Act.REACH_OUT])
def test_no_letter_gives_anything_away(
    app: Flask, cast: Cast, author: Account, reporter: Account, act: Act
) -> None:
    thread = make_thread(title="Slow mornings")
    post = make_post(thread, by=author, text="The words in question.")
    decided(flagged(post, by=reporter), by=cast.ines, act=act, rule=Rule.NO_METHOD_DETAIL)
    for letter in db.session.query(Letter):
        subject, text = written(letter)
        assert subject.startswith("A message for you at ")
        for secret in ("words in question", "Slow mornings", REASONS[:20], "Ines", "hid", "suspen", "flag"):
            assert secret not in subject + text, secret
        address = "/decisions/" if letter.template == "decision" else "/outcomes/"
        assert address in text


def test_what_fails_writes_no_letter(cast: Cast, author: Account) -> None:
    case = flagged(make_post(by=author))
    with pytest.raises(Exception, match="house rule"):
        decided(case, by=cast.ines, rule=Rule.NONE)
    assert letters() == []


def test_an_appeal_that_wins_is_told_to_all_three(
    app: Flask, cast: Cast, author: Account, reporter: Account
) -> None:
    decision = decided(flagged(make_post(by=author), by=reporter), by=cast.ines)
    asked = appeal(actor=author, decision=decision, words="It is a song.")
    answer_appeal(actor=cast.tomas, appeal=asked, upheld=True, words="You are right.")
    told = {(line.account_id, line.kind) for line in db.session.query(Notification)}
    assert told >= {
        (author.id, Kind.DECISION),
        (reporter.id, Kind.FLAG_OUTCOME),
        (author.id, Kind.APPEAL_ANSWERED),
        (reporter.id, Kind.SECOND_LOOK),
        (cast.ines.id, Kind.OWN_DECISION),
    }
    assert letters()[2:] == [("noor@example.org", "decision"), ("sami@example.org", "outcome")]
    news = Guest(app).signed_in_as(reporter).get("/notifications")
    outcome = Guest(app).signed_in_as(reporter).get(news.link("looked a second time"))
    assert "looked again, and took a decision back" in outcome.text
    page = Guest(app).signed_in_as(author).get("/notifications")
    assert "you were right" in page.text
    ines = Guest(app).signed_in_as(cast.ines).get("/notifications")
    assert ines.link("An appeal against a decision of yours") == f"/moderation/cases/{decision.case_id}"


def test_one_that_does_not_is_told_to_two(cast: Cast, author: Account, reporter: Account) -> None:
    decision = decided(flagged(make_post(by=author), by=reporter), by=cast.ines)
    asked = appeal(actor=author, decision=decision, words="It is a song.")
    answer_appeal(actor=cast.tomas, appeal=asked, upheld=False, words="It says how.")
    told = {(line.account_id, line.kind) for line in db.session.query(Notification)}
    assert (reporter.id, Kind.SECOND_LOOK) not in told
    assert {(author.id, Kind.APPEAL_ANSWERED), (cast.ines.id, Kind.OWN_DECISION)} <= told


def test_a_decision_taken_back_is_told_once(cast: Cast, author: Account) -> None:
    decision = decided(flagged(make_post(by=author)), by=cast.ines)
    undo(actor=cast.ines, decision=decision)
    assert letters() == [("noor@example.org", "decision")] * 2
