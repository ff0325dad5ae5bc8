"""Deciding about the author of a held post, and whether a machine took part in a case."""

from datetime import timedelta

import pytest

from forum.core.db import db
from forum.moderation.decisions import undo
from forum.moderation.models import Act, Case, Level, Rule, State
from forum.moderation.watched_models import Effect, Signal, Watched, WatchedWord
from forum.moderation.watched_words import watch_word
from forum.threads.editing import edit_post
from forum.threads.models import Absence, Post
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import make_member, make_post, make_thread
from tests.moderation.acts import decided, flagged

OFFER = "Look at wonderpills, they are cheap."
CALM = "Look at the sky, it is wide."


def watch(cast: Cast, effect: Effect) -> WatchedWord:
    return watch_word(
        actor=cast.ada,
        kind=Watched.WORDS,
        pattern="wonderpill*",
        effect=effect,
        level=Level.ROUTINE,
        why="May be selling.",
    )


@pytest.fixture
def held(cast: Cast) -> Post:
    """A post of Maya's that waits for a moderator."""
    watch(cast, Effect.HOLD)
    return make_post(make_thread(), by=cast.maya, text=OFFER)


def the_case() -> Case:
    return db.session.query(Case).one()


@pytest.mark.parametrize("act", [Act.WARN, Act.PAUSE, Act.SUSPEND])
def test_deciding_about_its_author_leaves_a_held_post_waiting_in_the_same_hands(
    held: Post, cast: Cast, act: Act
) -> None:
    standing = decided(the_case(), by=cast.ines, act=act, rule=Rule.NO_PROMOTION)
    db.session.refresh(held)
    assert (held.absence, the_case().closed_at, the_case().state) == (Absence.HELD, None, State.CLAIMED)
    assert the_case().claimed_by_id == cast.ines.id
    assert db.session.query(Signal).one().answered_by_id is None
    shown = decided(the_case(), by=cast.ines, act=Act.RESTORE)
    db.session.refresh(held)
    assert held.absence is None and the_case().closed_at is not None
    assert standing.machine_took_part and shown.machine_took_part


def test_taking_back_what_was_decided_about_its_author_leaves_a_held_post_waiting(
    held: Post, cast: Cast
) -> None:
    undo(actor=cast.ines, decision=decided(the_case(), by=cast.ines, act=Act.SUSPEND))
    db.session.refresh(held)
    assert (held.absence, the_case().closed_at, cast.maya.suspended_until) == (Absence.HELD, None, None)


@pytest.mark.parametrize("act", [Act.HIDE, Act.SUSPEND])
def test_where_a_member_flagged_first_no_machine_took_part_whatever_is_decided(cast: Cast, act: Act) -> None:
    watch(cast, Effect.RAISE)
    post = make_post(make_thread(), by=cast.maya, text=CALM)
    flagged(post)
    edit_post(actor=cast.maya, post=post, revision=1, title="", writing=Writing(OFFER))
    assert not decided(the_case(), by=cast.ines, act=act).machine_took_part


@pytest.mark.parametrize("act", [Act.HIDE, Act.SUSPEND])
def test_where_a_word_spoke_first_a_machine_took_part_whatever_is_decided(cast: Cast, act: Act) -> None:
    watch(cast, Effect.RAISE)
    post = make_post(make_thread(), by=cast.maya, text=OFFER)
    flagged(post)
    first = decided(the_case(), by=cast.ines, act=Act.WARN)
    assert first.machine_took_part and decided(the_case(), by=cast.ines, act=act).machine_took_part


def test_a_note_on_a_first_post_brought_nothing_up(cast: Cast) -> None:
    watch(cast, Effect.NOTE)
    make_post(make_thread(), by=make_member(joined=timedelta(hours=1)), text=OFFER)
    assert not decided(the_case(), by=cast.ines, act=Act.NO_ACTION).machine_took_part
