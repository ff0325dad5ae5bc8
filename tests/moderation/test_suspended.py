"""A suspended member still has an account: to read the reasons, ask for another look, and find help."""

import pytest
from flask import Flask

from forum.moderation.models import Act, Decision, Rule
from tests.cast import Cast
from tests.make import PASSWORD, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest


@pytest.fixture
def decision(cast: Cast) -> Decision:
    """Maya is suspended until further notice."""
    post = make_post(make_thread(cast.kitchen), by=cast.maya)
    return decided(flagged(post), by=cast.ines, act=Act.SUSPEND, rule=Rule.NO_HARASSMENT)


def test_they_sign_in_and_find_the_reasons(app: Flask, decision: Decision) -> None:
    maya = Guest(app)
    maya.send(maya.get("/sign-in").form("/sign-in"), name="Maya", password=PASSWORD)
    page = maya.get(maya.get("/notifications").link("suspended your account"))
    assert page.h1 == "Your account is suspended" and "read-only" in page.text


def test_they_ask_for_another_look(app: Flask, cast: Cast, decision: Decision) -> None:
    maya = Guest(app).signed_in_as(cast.maya)
    form = maya.get(f"/decisions/{decision.id}/appeal").form("/appeal")
    assert "You will find the answer here" in maya.send(form, text="It was somebody else.").text


@pytest.mark.parametrize("path", ["/", "/boards", "/help", "/settings", "/settings/sign-ins", "/guidelines"])
def test_what_only_reads_stays_open(app: Flask, cast: Cast, decision: Decision, path: str) -> None:
    assert Guest(app).signed_in_as(cast.maya).get(path).status == 200


def test_nothing_can_be_written(app: Flask, cast: Cast, decision: Decision) -> None:
    thread, maya = make_thread(cast.kitchen), Guest(app).signed_in_as(cast.maya)
    token = maya.get("/settings").all("input[name=csrf_token]")[0]["value"]
    for path in (f"/t/{thread.id}/reply", "/b/kitchen-table/new", f"/p/{decision.post_id}/edit"):
        sent = {"csrf_token": str(token), "text": "Words.", "title": "Title", "revision": "1"}
        assert maya.post(path, sent).status in (403, 409), path
