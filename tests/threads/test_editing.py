"""New wordings, and taking one's words back."""

from datetime import timedelta

import pytest

from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, NotAllowed
from forum.moderation.opening import lock_thread
from forum.threads.editing import edit_post, forget_withdrawn, revisions_of, set_absence, withdraw_post
from forum.threads.models import Absence, Post, Thread
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import backdate, first_post, make_post, make_thread


def edit(cast: Cast, post: Post, text: str, *, revision: int = 1, title: str = "") -> None:
    edit_post(actor=cast.maya, post=post, revision=revision, title=title, writing=Writing(text))


def test_an_edit_keeps_the_earlier_wording(cast: Cast) -> None:
    post = make_post(make_thread(), by=cast.maya, text="Before.")
    edit(cast, post, "After.")
    assert (post.source, post.revision, post.edited_at is not None) == ("After.", 2, True)
    assert [(old.number, old.source) for old in revisions_of(cast.maya, post)] == [(1, "Before.")]


def test_an_edit_that_changes_nothing_leaves_no_trace(cast: Cast) -> None:
    post = make_post(make_thread(), by=cast.maya, text="The same.")
    edit(cast, post, "The same.")
    assert (post.revision, post.edited_at) == (1, None)


def test_editing_a_first_post_can_change_the_title(cast: Cast) -> None:
    thread = make_thread(by=cast.maya, title="Old title")
    edit(cast, first_post(thread), "New words.", title="New title")
    db.session.refresh(thread)
    assert (thread.title, thread.slug) == ("New title", "new-title")
    assert revisions_of(cast.maya, first_post(thread))[0].title == "Old title"


def test_an_edit_from_an_old_page_is_a_conflict(cast: Cast) -> None:
    post = make_post(make_thread(), by=cast.maya)
    edit(cast, post, "First change.")
    with pytest.raises(Conflict, match="Your words are still below"):
        edit(cast, post, "Second change.", revision=1)


def test_nobody_edits_the_words_of_others(cast: Cast) -> None:
    post = make_post(make_thread(), by=cast.jonas)
    with pytest.raises(NotAllowed):
        edit(cast, post, "Not mine.")


def test_posts_of_a_resting_thread_stay_as_they_are_but_can_be_withdrawn(cast: Cast) -> None:
    thread = make_thread()
    post = make_post(thread, by=cast.maya)
    lock_thread(actor=cast.ines, thread_id=thread.id, reason="Rest.")
    with pytest.raises(NotAllowed):
        edit(cast, post, "Changed.")
    withdraw_post(actor=cast.maya, post=post)
    assert post.absence is Absence.WITHDRAWN


def test_a_withdrawn_post_cannot_be_withdrawn_again(cast: Cast) -> None:
    post = make_post(make_thread(), by=cast.maya)
    withdraw_post(actor=cast.maya, post=post)
    with pytest.raises(NotAllowed):
        withdraw_post(actor=cast.maya, post=post)


def test_a_withdrawn_first_post_leaves_the_thread_where_it_is(cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    withdraw_post(actor=cast.maya, post=first_post(thread))
    assert db.session.get_one(Thread, thread.id).away_at is None


def test_hiding_a_first_post_takes_the_thread_away_and_restoring_brings_it_back(cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    set_absence(first_post(thread), Absence.HIDDEN, at=clock.now())
    db.session.commit()
    assert db.session.get_one(Thread, thread.id).away_at is not None
    set_absence(first_post(thread), None, at=None)
    db.session.commit()
    assert db.session.get_one(Thread, thread.id).away_at is None


def test_the_words_of_a_withdrawn_post_are_erased_after_a_month(cast: Cast) -> None:
    recent, old = (make_post(make_thread(), by=cast.maya, text="Mine.") for _ in range(2))
    for post in (recent, old):
        withdraw_post(actor=cast.maya, post=post)
    backdate(Post, old.id, absent_at=clock.now() - timedelta(days=31))
    forget_withdrawn()
    assert [db.session.get_one(Post, post.id).source for post in (recent, old)] == ["Mine.", ""]
