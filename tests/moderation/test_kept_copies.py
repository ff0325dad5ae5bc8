"""What a browser kept of somebody's words goes as soon as the server has them."""

from urllib.parse import quote

import pytest
from flask import Flask

from forum.core.db import db
from forum.moderation.appeals import appeal
from forum.moderation.desk_models import Phrase
from forum.moderation.models import Act, Level, Reason
from forum.moderation.phrases import seed_phrases
from forum.threads.models import Post
from tests.cast import Cast
from tests.make import make_post
from tests.moderation.acts import decided, flagged
from tests.page import Guest, Page

SAID = "I read it, and this is what I think."


def let_go_of(page: Page) -> list[str]:
    return [str(meta["content"]) for meta in page.all("meta[name=kept]")]


def send(app: Flask, who: Guest, path: str, action: str, **values: str) -> None:
    """Send the form that goes to `action`, and see that the answer lets go of the form's own copy."""
    form = who.get(path).form(action)
    kept = str(form.tag["data-keep"])
    after = who.send(form, **({"text": SAID} | values))
    assert after.status == 200 and let_go_of(after) == [kept]


@pytest.fixture
def ines(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.ines)


def test_a_flag(app: Flask, cast: Cast, post: Post) -> None:
    send(app, Guest(app).signed_in_as(cast.jonas), f"/p/{post.id}/flag", "/flag", reason="worried")


@pytest.mark.parametrize("reason", [Reason.HARASSMENT, Reason.WORRIED])
def test_a_decision(app: Flask, post: Post, ines: Guest, reason: Reason) -> None:
    case = flagged(post, reason=reason)
    send(app, ines, f"/moderation/cases/{case.id}", "/decision", act="reach-out")


def test_a_refused_decision_is_kept(post: Post, ines: Guest) -> None:
    path = f"/moderation/cases/{flagged(post).id}"
    page = ines.send(ines.get(path).form("/decision"), act="hide", text=SAID)
    assert page.status == 422 and let_go_of(page) == []


@pytest.mark.parametrize("part", ["notes", "second-opinion", "escalation", "level"])
def test_what_moderators_say_to_each_other(app: Flask, post: Post, ines: Guest, part: str) -> None:
    send(app, ines, f"/moderation/cases/{flagged(post).id}", f"/{part}", level="red")


def test_an_answer_to_a_second_opinion(app: Flask, post: Post, cast: Cast, ines: Guest) -> None:
    path = f"/moderation/cases/{flagged(post).id}"
    ines.send(ines.get(path).form("/second-opinion"), text=SAID)
    send(app, Guest(app).signed_in_as(cast.tomas), path, "/answer", view="other")


def test_a_follow_up(app: Flask, post: Post, cast: Cast, ines: Guest) -> None:
    case = flagged(post, reason=Reason.WORRIED)
    case.level, case.level_rank = Level.RED, Level.RED.rank
    db.session.commit()
    decided(case, by=cast.ines, act=Act.REACH_OUT)
    send(app, ines, f"/moderation/cases/{case.id}", "/follow-up")


def test_an_appeal_and_its_answer(app: Flask, post: Post, cast: Cast) -> None:
    decision = decided(flagged(post), by=cast.ines)
    send(app, Guest(app).signed_in_as(cast.maya), f"/decisions/{decision.id}/appeal", "/appeal")
    other = decided(flagged(make_post(by=cast.maya)), by=cast.ines, act=Act.WARN)
    asked = appeal(actor=cast.maya, decision=other, words=SAID)
    path = f"/moderation/appeals/{asked.id}"
    send(app, Guest(app).signed_in_as(cast.tomas), path, path, view="keep")


def test_a_handover_note_a_members_note_and_ready_words(app: Flask, cast: Cast, ines: Guest) -> None:
    send(app, ines, "/moderation/handover", "/handover")
    send(app, ines, f"/moderation/members/{quote(cast.maya.name)}", "/notes")
    seed_phrases()
    path = f"/moderation/phrases/{db.session.query(Phrase).first().id}"
    send(app, Guest(app).signed_in_as(cast.ada), path, path)
