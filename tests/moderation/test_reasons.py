"""From one's own post that is not shown to why it is not."""

import pytest
from flask import Flask

from forum.moderation.decisions import undo
from forum.moderation.models import Act, Case
from forum.threads.editing import withdraw_post
from forum.threads.models import Post
from tests.cast import Cast
from tests.moderation.acts import decided
from tests.page import Guest


@pytest.mark.parametrize("act", [Act.HIDE, Act.REMOVE])
def test_its_author_is_led_to_the_reasons(app: Flask, cast: Cast, post: Post, case: Case, act: Act) -> None:
    decision = decided(case, by=cast.ines, act=act)
    maya = Guest(app).signed_in_as(cast.maya)
    page = maya.get(f"/p/{post.id}")
    card = page.one(f"#p-{post.id}").get_text(" ")
    assert "by a moderator. You were told why." in card and "who wrote it" not in card
    assert maya.get(page.link("Read why")).path == f"/decisions/{decision.id}"


def test_nobody_else_is(app: Flask, cast: Cast, post: Post, case: Case) -> None:
    decided(case, by=cast.ines)
    for account in (cast.jonas, cast.ines):
        who = Guest(app).signed_in_as(account)
        page = who.get(f"/p/{post.id}")
        assert "The person who wrote it was told why." in page.text and "Read why" not in page.text
        assert who.get(f"/p/{post.id}/reasons").status == 404


def test_what_one_withdrew_has_no_reasons_to_read(app: Flask, cast: Cast, post: Post, case: Case) -> None:
    undo(actor=cast.ines, decision=decided(case, by=cast.ines))
    withdraw_post(actor=cast.maya, post=post)
    maya = Guest(app).signed_in_as(cast.maya)
    assert "Read why" not in maya.get(f"/p/{post.id}").text
    assert maya.get(f"/p/{post.id}/reasons").status == 404
