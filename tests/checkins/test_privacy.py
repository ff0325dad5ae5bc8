"""Nobody else ever sees a check-in: no member, no moderator, no admin, no log; and nobody is told of it."""

import logging
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.checkins.models import CheckIn, How
from forum.core.db import db
from forum.core.mail import Letter
from forum.moderation.models import AuditEntry, Case, Reason
from forum.moderation.watched_models import Signal
from forum.notifications.models import Notification
from tests.cast import Cast
from tests.checkins.conftest import Keep
from tests.make import make_post
from tests.moderation.acts import flagged
from tests.page import Guest

SECRET = "marzipanlighthouse"
RISK = "I want to end my life tonight and I have said goodbye to everybody."


@pytest.fixture
def moment(cast: Cast, keep: Keep) -> CheckIn:
    """Maya has told herself something; and there is a post of hers that moderators look at."""
    flagged(make_post(by=cast.maya), by=cast.jonas, reason=Reason.WORRIED)
    return keep(f"A {SECRET} in the fog.", how=How.VERY_HEAVY, small=f"Drew a {SECRET}")


def places(app: Flask, cast: Cast, moment: CheckIn) -> Iterator[str]:
    """Every page there is, with the ids that are there."""
    case = db.session.scalar(select(Case.id))
    known = {"name": "Maya", "case_id": case, "account_id": cast.maya.id, "check_in_id": moment.id}
    known |= {"post_id": 1, "thread_id": 1, "slug": "x", "month": "2026-11", "iso": "in", "part": "notes"}
    for rule in app.url_map.iter_rules():
        elsewhere = rule.endpoint.startswith("assets.") or rule.endpoint == "leaving.leave"
        if "GET" in (rule.methods or ()) and not elsewhere:
            values = {name: known.get(name, 1) for name in rule.arguments}
            with app.test_request_context():
                yield app.url_map.bind("localhost").build(rule.endpoint, values)


@pytest.mark.parametrize("who", ["guest", "jonas", "ines", "ada"])
def test_no_page_of_anybody_elses_shows_it(app: Flask, cast: Cast, moment: CheckIn, who: str) -> None:
    account: Account | None = None if who == "guest" else getattr(cast, who)
    reader = Guest(app).signed_in_as(account) if account else Guest(app)
    looked = [
        (path, reader.client.get(path, follow_redirects=True, buffered=True))
        for path in places(app, cast, moment)
    ]
    assert len(looked) > 50 and sum(answer.status_code == 200 for _, answer in looked) > 10
    assert [path for path, answer in looked if SECRET in answer.get_data(as_text=True)] == []


def test_her_own_pages_show_it(maya: Guest, moment: CheckIn) -> None:
    for path in ("/check-in", f"/check-in/{moment.id}", "/check-in/export", "/check-in/export?as=json"):
        assert SECRET in maya.get(path).response.get_data(as_text=True)


@pytest.mark.parametrize("who", ["jonas", "ines", "ada"])
def test_anothers_moment_is_like_one_that_is_not_there(
    app: Flask, cast: Cast, moment: CheckIn, who: str
) -> None:
    reader = Guest(app).signed_in_as(getattr(cast, who))
    token = reader.get("/check-in").form().values["csrf_token"]
    for number in (moment.id, 10**9, 2**63 - 1):
        there = f"/check-in/{number}"
        sent = {"csrf_token": token, "text": "Mine now.", "revision": "1"}
        answers = [reader.get(there), reader.post(there, sent), reader.post(f"{there}/erasure", sent)]
        assert [answer.status for answer in answers] == [404] * 3
        assert not any(SECRET in str(answer.soup) for answer in answers)
    assert reader.get(f"/check-in?before={moment.id + 5}").all(".moments li") == []
    db.session.refresh(moment)
    assert SECRET in moment.words


def test_the_words_open_no_case_and_tell_nobody(cast: Cast, maya: Guest) -> None:
    def told() -> list[int]:
        tables = (Case, Signal, Notification, Letter, AuditEntry)
        return [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]

    assert cast.ines
    before = told()
    page = maya.send(maya.get("/check-in").form(), text=RISK, how="very-heavy")
    assert "For you, if this is a hard hour" in page.text
    assert told() == before


def test_the_words_stand_in_no_log(maya: Guest, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for text in (f"{SECRET} {RISK}", SECRET * 500):
        maya.send(maya.get("/check-in").form(), text=text)
    assert SECRET not in caplog.text


def test_the_pages_are_stored_nowhere(maya: Guest, moment: CheckIn) -> None:
    for path in ("/check-in", f"/check-in/{moment.id}", "/check-in/export"):
        assert maya.get(path).response.headers["Cache-Control"] == "private, no-store"


def test_a_closed_account_takes_its_moments_with_it(app: Flask, cast: Cast) -> None:
    foreign_keys = CheckIn.__table__.c.account_id.foreign_keys
    assert [key.ondelete for key in foreign_keys] == ["CASCADE"]
