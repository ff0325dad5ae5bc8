"""Kind reactions: one tap, no totals."""

import pytest
from flask import Flask

from forum.core.db import db
from forum.core.errors import NotAllowed
from forum.reactions.models import Kind, Reaction
from forum.reactions.operations import kinds_of, react, take_back
from forum.threads.editing import edit_post, withdraw_post
from forum.threads.models import ContentNote
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread
from tests.page import Guest


def test_the_same_reaction_twice_is_one(cast: Cast) -> None:
    post = make_post(by=cast.maya)
    for _ in range(2):
        react(actor=cast.jonas, post=post, kind=Kind.HUG)
    assert db.session.query(Reaction).count() == 1


def test_a_post_knows_the_kinds_it_has_received(cast: Cast) -> None:
    post = make_post(by=cast.maya)
    react(actor=cast.jonas, post=post, kind=Kind.HUG)
    react(actor=cast.priya, post=post, kind=Kind.HUG)
    react(actor=cast.priya, post=post, kind=Kind.HOPE)
    db.session.refresh(post)
    assert post.kinds == Kind.HUG.bit | Kind.HOPE.bit == kinds_of(post.id)


def test_a_kind_goes_when_the_last_one_is_taken_back(cast: Cast) -> None:
    post = make_post(by=cast.maya)
    for person in (cast.jonas, cast.priya):
        react(actor=person, post=post, kind=Kind.HUG)
    take_back(actor=cast.jonas, post=post, kind=Kind.HUG)
    db.session.refresh(post)
    assert post.kinds == Kind.HUG.bit
    take_back(actor=cast.priya, post=post, kind=Kind.HUG)
    db.session.refresh(post)
    assert post.kinds == 0


def test_nobody_reacts_to_themselves_or_to_what_was_withdrawn(cast: Cast) -> None:
    post = make_post(by=cast.maya)
    with pytest.raises(NotAllowed):
        react(actor=cast.maya, post=post, kind=Kind.HUG)
    withdraw_post(actor=cast.maya, post=post)
    with pytest.raises(NotAllowed):
        react(actor=cast.jonas, post=post, kind=Kind.HUG)


@pytest.mark.parametrize("note", [ContentNote.SUICIDE, ContentNote.SELF_HARM])
def test_under_a_note_of_suicide_or_self_harm_one_reaction_is_offered(
    app: Flask, cast: Cast, note: ContentNote
) -> None:
    post = make_post(make_thread(cast.kitchen), by=cast.maya, notes=frozenset({note, ContentNote.LOSS}))
    page = Guest(app).signed_in_as(cast.jonas).get(f"/p/{post.id}")
    kinds = [button["value"] for button in page.all(f"#p-{post.id} button.reaction")]
    assert kinds == ["hear-you"]
    with pytest.raises(NotAllowed):
        react(actor=cast.jonas, post=post, kind=Kind.HUG)


def test_what_the_sorting_aid_made_of_a_post_changes_no_reaction(app: Flask, cast: Cast) -> None:
    post = make_post(make_thread(cast.kitchen), by=cast.maya, text="I want to kill myself.")
    page = Guest(app).signed_in_as(cast.jonas).get(f"/p/{post.id}")
    assert len(page.all(f"#p-{post.id} button.reaction")) == len(Kind)


def test_what_others_gave_before_there_was_a_note_is_still_shown(app: Flask, cast: Cast) -> None:
    post = make_post(make_thread(cast.kitchen), by=cast.maya)
    for kind in (Kind.HUG, Kind.HEAR_YOU):
        react(actor=cast.jonas, post=post, kind=kind)
    writing = Writing(post.source, frozenset({ContentNote.SUICIDE}))
    edit_post(actor=cast.maya, post=post, revision=1, title="", writing=writing)
    page = Guest(app).signed_in_as(cast.priya).get(f"/p/{post.id}")
    assert [given.get_text() for given in page.all(f"#p-{post.id} .received li")] == ["Hug"]


def test_what_was_given_before_there_was_a_note_can_be_taken_back(app: Flask, cast: Cast) -> None:
    post = make_post(make_thread(cast.kitchen), by=cast.maya)
    react(actor=cast.jonas, post=post, kind=Kind.HUG)
    writing = Writing(post.source, frozenset({ContentNote.SUICIDE}))
    edit_post(actor=cast.maya, post=post, revision=1, title="", writing=writing)
    jonas = Guest(app).signed_in_as(cast.jonas)
    page = jonas.press(jonas.get(f"/p/{post.id}"), f"#p-{post.id} button[value=hug]")
    assert [button["value"] for button in page.all(f"#p-{post.id} button.reaction")] == ["hear-you"]


def test_one_press_leaves_a_reaction_and_another_takes_it_back(app: Flask, cast: Cast) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya)
    jonas, button = Guest(app).signed_in_as(cast.jonas), "button[value=hug]"
    page = jonas.press(jonas.get(f"/t/{thread.id}"), button)
    assert page.one(button)["aria-pressed"] == "true"
    page = jonas.press(page, button)
    assert page.one(button)["aria-pressed"] == "false"


def test_a_script_is_answered_with_what_the_bar_shows(app: Flask, cast: Cast) -> None:
    post = first_post(make_thread(cast.kitchen, by=cast.maya))
    jonas = Guest(app).signed_in_as(cast.jonas)
    token = jonas.get(f"/p/{post.id}").form(f"/p/{post.thread_id}/reactions").values["csrf_token"]
    headers = {"Accept": "application/json"}
    for path, mine in ((f"/p/{post.id}/reactions", ["me-too"]), (f"/p/{post.id}/reactions/undo", [])):
        answer = jonas.post(path, {"csrf_token": token, "kind": "me-too"}, headers=headers).response
        assert (answer.status_code, answer.json) == (200, {"mine": mine, "kinds": mine})


@pytest.mark.parametrize("kind", ["", "dislike", "HUG"])
def test_a_reaction_that_is_not_on_offer_is_refused(app: Flask, cast: Cast, kind: str) -> None:
    post = first_post(make_thread(cast.kitchen, by=cast.maya))
    jonas = Guest(app).signed_in_as(cast.jonas)
    page = jonas.get(f"/p/{post.id}")
    refused = jonas.press(page, "button[value=hug]", kind=kind)
    assert refused.status == 422


def test_a_guest_who_reacts_is_asked_to_sign_in(cast: Cast, guest: Guest) -> None:
    post = first_post(make_thread(cast.kitchen, by=cast.maya))
    token = guest.get("/sign-in").form("/sign-in").values["csrf_token"]
    assert guest.post(f"/p/{post.id}/reactions", {"csrf_token": token, "kind": "hug"}).status == 401
    assert db.session.query(Reaction).count() == 0
