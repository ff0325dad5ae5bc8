"""A reader suggests a content note: the author comes first, both answers are fine, moderators a day later."""

from datetime import timedelta

import pytest
from time_machine import travel

from forum.accounts.models import Account, Distance
from forum.accounts.profile import keep_away
from forum.accounts.signing_in import end_all_sign_ins
from forum.core import clock
from forum.core.db import db
from forum.core.errors import NotAllowed, TooMany
from forum.moderation.decisions import undo
from forum.moderation.models import Act, Case, Lane
from forum.notifications.models import Notification
from forum.threads.drafts import drafts_of
from forum.threads.editing import withdraw_post
from forum.threads.models import ContentNote, Post, Revision, Thread
from forum.threads.note_models import NoteSuggestion
from forum.threads.suggesting import (
    MOST_A_DAY,
    MOST_TO_ONE,
    WHO_IS_KEPT,
    add_suggested,
    forget_who_suggested,
    leave_suggested,
)
from tests.cast import Cast
from tests.make import PASSWORD, backdate, first_post, make_member, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.notes.acts import asked, nights, suggested
from tests.page import Guest

LOSS, EATING = ContentNote.LOSS, ContentNote.EATING


def test_a_reader_suggests_a_note_from_the_posts_own_menu(jonas: Guest, cast: Cast, post: Post) -> None:
    page = jonas.get(jonas.get(f"/t/{post.thread_id}").link("Suggest a content note"))
    assert page.h1 == "Suggest a content note" and "Since March" in page.text
    after = jonas.send(page.form("/notes"), notes="loss")
    assert "Thank you." in after.text and after.path.startswith(f"/t/{post.thread_id}")
    assert asked(cast.maya) == ["loss"]


def test_its_author_is_asked_kindly_and_never_told_by_whom(maya: Guest, cast: Cast, post: Post) -> None:
    suggested(post, LOSS, by=cast.jonas)
    page = maya.get("/notifications")
    assert "Somebody thinks a content note could help readers of your post: loss" in page.text
    assert "in “Since March”" in page.text and "Jonas" not in str(page.soup)
    assert db.session.query(Notification).one().actor_id is None


def test_one_press_adds_it(maya: Guest, post: Post, cast: Cast) -> None:
    suggested(post, LOSS, by=cast.jonas)
    page = maya.get("/notifications")
    after = maya.press(page, 'button[value="add"]')
    assert after.path == "/notifications" and "Somebody thinks" not in after.text
    db.session.refresh(post)
    assert post.notes == db.session.get_one(Thread, post.thread_id).notes == "loss"


def test_one_press_leaves_it_and_nothing_more_is_said(maya: Guest, cast: Cast, post: Post) -> None:
    suggested(post, LOSS, by=cast.jonas)
    after = maya.press(maya.get("/notifications"), 'button[value="leave"]')
    assert "Somebody thinks" not in after.text and not after.all(".flashes *")
    suggested(post, LOSS, by=cast.priya)
    nights(3)
    assert asked(cast.maya) == ["loss"] and db.session.query(Case).filter_by(lane=Lane.RULES).count() == 0
    db.session.refresh(post)
    assert post.notes == ""


def test_an_added_note_is_no_new_wording_and_shows_at_once(
    maya: Guest, guest: Guest, cast: Cast, post: Post
) -> None:
    address = f"/t/{post.thread_id}"
    assert "note-fold" not in str(guest.get(address).soup)
    suggested(post, LOSS, by=cast.jonas)
    add_suggested(actor=cast.maya, post=post, note="loss")
    assert "Content note: loss" in guest.get(address).one(".note-fold summary").text
    assert (post.revision, post.edited_at, db.session.query(Revision).count()) == (1, None, 0)


def test_adding_it_leaves_a_moderators_trimming_as_it_can_be_taken_back(cast: Cast, post: Post) -> None:
    case = flagged(post)
    trimmed = decided(case, by=cast.ines, act=Act.EDIT, wording="My mother.", words="The rest is detail.")
    suggested(post, LOSS, by=cast.jonas)
    add_suggested(actor=cast.maya, post=post, note="loss")
    undo(actor=cast.ines, decision=trimmed)
    db.session.refresh(post)
    assert (post.source, post.notes) == ("My mother died.", "loss")


def test_the_authors_own_page_says_the_same_as_the_notification(maya: Guest, cast: Cast, post: Post) -> None:
    address = f"/p/{post.id}/notes"
    assert "Nobody has suggested one" in maya.get(address).text
    suggested(post, LOSS, EATING, by=cast.jonas)
    page = maya.get(address)
    assert page.h1 == "Content notes for your post" and len(page.all('button[value="add"]')) == 2
    assert "Jonas" not in str(page.one("main"))


def test_only_the_author_answers(jonas: Guest, cast: Cast, post: Post) -> None:
    suggested(post, LOSS, by=cast.priya)
    for act in (add_suggested, leave_suggested):
        with pytest.raises(NotAllowed):
            act(actor=cast.jonas, post=post, note="loss")
    assert db.session.query(NoteSuggestion).one().answered_at is None


@pytest.mark.parametrize("note", ["eating", "weather", "", "\x00", "x" * 300])
def test_what_nobody_suggested_is_neither_added_nor_left(
    maya: Guest, cast: Cast, post: Post, note: str
) -> None:
    suggested(post, LOSS, by=cast.jonas)
    form = maya.get("/notifications").form("/answer")
    for answer in ("add", "leave"):
        assert maya.send(form, note=note, answer=answer).status == 200
    db.session.refresh(post)
    assert post.notes == "" and db.session.query(NoteSuggestion).one().answered_at is None


def test_an_answer_that_is_neither_changes_nothing(maya: Guest, cast: Cast, post: Post) -> None:
    suggested(post, LOSS, by=cast.jonas)
    form = maya.get("/notifications").form("/answer")
    assert [maya.send(form, answer=answer).status for answer in ("", "perhaps", None)] == [422] * 3
    assert db.session.query(NoteSuggestion).one().answered_at is None


def test_nobody_suggests_for_their_own_post_or_one_that_is_gone(jonas: Guest, cast: Cast, post: Post) -> None:
    with pytest.raises(NotAllowed, match="under Edit"):
        suggested(post, LOSS, by=cast.maya)
    withdraw_post(actor=cast.maya, post=post)
    with pytest.raises(NotAllowed, match="not shown"):
        suggested(post, LOSS, by=cast.jonas)
    assert jonas.get(f"/p/{post.id}/notes").status == 403


def test_guests_are_asked_to_sign_in_first_and_offered_nothing(guest: Guest, post: Post) -> None:
    assert guest.get(f"/p/{post.id}/notes").h1 == "Welcome back"
    assert guest.post(f"/p/{post.id}/notes", {"notes": "loss"}).status in (400, 401)
    assert "Suggest a content note" not in guest.get(f"/t/{post.thread_id}").text


def test_somebody_whose_posting_is_paused_does_not_suggest(cast: Cast, post: Post) -> None:
    backdate(Account, cast.jonas.id, paused_until=clock.now() + timedelta(days=9))
    with pytest.raises(NotAllowed, match="paused"):
        suggested(post, LOSS, by=cast.jonas)


def test_a_note_that_is_there_already_is_neither_offered_nor_taken(jonas: Guest, cast: Cast) -> None:
    noted = first_post(make_thread(cast.kitchen, by=cast.maya, notes=frozenset({LOSS})))
    page = jonas.get(f"/p/{noted.id}/notes")
    assert "loss" not in [box["value"] for box in page.all("input[name=notes]")]
    refused = jonas.send(page.form("/notes"), notes="loss")
    assert refused.status == 422 and "does not have yet" in refused.text
    assert db.session.query(NoteSuggestion).count() == 0


@pytest.mark.parametrize("nonsense", [None, "", "weather", "\x00", "loss eating"])
def test_nonsense_is_refused_in_words(jonas: Guest, post: Post, nonsense: str | None) -> None:
    refused = jonas.send(jonas.get(f"/p/{post.id}/notes").form("/notes"), notes=nonsense)
    assert refused.status == 422 and refused.all('[role="alert"]')


def test_the_same_suggestion_again_changes_nothing(cast: Cast, post: Post) -> None:
    for _ in range(3):
        suggested(post, LOSS, by=cast.jonas)
    suggested(post, LOSS, by=cast.priya)
    assert asked(cast.maya) == ["loss"]
    assert db.session.query(NoteSuggestion).count() == 2, "one for each reader"


def test_one_reader_suggests_so_much_a_day_and_so_much_to_one_person(cast: Cast, post: Post) -> None:
    notes = list(ContentNote)
    suggested(post, *notes[:MOST_TO_ONE], by=cast.jonas)
    with pytest.raises(TooMany, match="one person"):
        suggested(make_post(by=cast.maya), notes[0], by=cast.jonas)
    for _ in range(MOST_A_DAY - MOST_TO_ONE):
        suggested(make_post(), notes[0], by=cast.jonas)
    with pytest.raises(TooMany, match="tomorrow"):
        suggested(make_post(), notes[0], by=cast.jonas)
    with travel(clock.now() + timedelta(days=1, minutes=1)):
        suggested(make_post(by=cast.maya), notes[0], by=cast.jonas)


def test_a_quota_is_told_on_the_page(jonas: Guest, cast: Cast, post: Post) -> None:
    suggested(post, *list(ContentNote)[:MOST_TO_ONE], by=cast.jonas)
    refused = jonas.send(jonas.get(f"/p/{make_post(by=cast.maya).id}/notes").form("/notes"), notes="loss")
    assert refused.status == 429 and "leave it at that" in refused.text


def test_somebody_the_author_blocked_cannot_reach_them_and_is_not_told(cast: Cast, post: Post) -> None:
    keep_away(actor=cast.maya, other=cast.jonas, distance=Distance.BLOCK)
    suggested(post, LOSS, by=cast.jonas)
    assert asked(cast.maya) == []
    nights()
    assert db.session.query(Case).filter_by(lane=Lane.RULES).one().post_id == post.id, (
        "moderators may see a point in it"
    )


def test_after_a_month_nobody_knows_who_suggested_it(cast: Cast, post: Post) -> None:
    suggested(post, LOSS, by=cast.jonas)
    with travel(clock.now() + WHO_IS_KEPT - timedelta(hours=1)):
        forget_who_suggested()
    assert db.session.query(NoteSuggestion.account_id).scalar() == cast.jonas.id
    with travel(clock.now() + WHO_IS_KEPT + timedelta(hours=1)):
        forget_who_suggested()
    assert db.session.query(NoteSuggestion.account_id).scalar() is None


def test_a_newcomer_is_asked_like_everybody(post: Post) -> None:
    author = make_member(joined=timedelta(hours=1))
    own = make_post(by=author)
    suggested(own, LOSS, by=make_member())
    assert asked(author) == ["loss"]


def test_what_was_ticked_waits_through_a_sign_in_that_ended(jonas: Guest, cast: Cast, post: Post) -> None:
    form = jonas.get(f"/p/{post.id}/notes").form("/notes")
    end_all_sign_ins(account=cast.jonas)
    asked_first = jonas.send(form, notes="loss")
    page = jonas.send(asked_first.form("/sign-in"), name="Jonas", password=PASSWORD)
    assert page.path == f"/p/{post.id}/notes" and page.form("/notes").values["notes"] == "loss"
    jonas.send(page.form("/notes"))
    assert asked(cast.maya) == ["loss"] and not drafts_of(cast.jonas.id)


def test_and_the_switch_for_low_energy_mode(jonas: Guest, post: Post) -> None:
    page = jonas.press(jonas.get(f"/p/{post.id}/notes"), "button.strip-button", notes="loss")
    assert page.path == f"/p/{post.id}/notes" and page.form("/notes").values["notes"] == "loss"
