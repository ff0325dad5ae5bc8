"""What each decision does to a post, its thread and whoever wrote it, and what it must never do."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from forum.boards.models import Audience, Board
from forum.core.db import db
from forum.core.errors import Invalid, NotAllowed
from forum.moderation.decisions import undo
from forum.moderation.models import Act, Case, Decision, Reason, Rule
from forum.moderation.terms import takes_out_only
from forum.threads.editing import edit_post
from forum.threads.models import ContentNote, Post, Thread
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import first_post, make_board, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest

TEXT = "I was at the bridge at nine and then went home."
TRIMMED = "I was at […] and then went home."

Decide = Callable[..., Decision]


@pytest.fixture
def thread(cast: Cast) -> Thread:
    """A thread of Maya's on a board for everybody, with a reply of Jonas's."""
    thread = make_thread(cast.kitchen, by=cast.maya, text=TEXT, topic="sleep")
    make_post(thread, by=cast.jonas)
    return thread


@pytest.fixture
def post(thread: Thread) -> Post:
    return first_post(thread)


@pytest.fixture
def case(post: Post) -> Case:
    return flagged(post)


def fresh(thing: Any) -> Any:
    db.session.refresh(thing)
    return thing


def noted(case: Case, cast: Cast, *notes: ContentNote) -> Decision:
    return decided(case, by=cast.ines, act=Act.NOTE, rule=Rule.NONE, notes=frozenset(notes))


def trimmed(case: Case, cast: Cast, wording: str = TRIMMED) -> Decision:
    return decided(case, by=cast.ines, act=Act.EDIT, wording=wording)


def moved(case: Case, cast: Cast, board: Board) -> Decision:
    return decided(case, by=cast.ines, act=Act.MOVE, rule=Rule.ON_TOPIC, board_id=board.id)


def test_an_added_note_stands_on_the_post_and_on_the_thread(
    cast: Cast, thread: Thread, post: Post, case: Case
) -> None:
    noted(case, cast, ContentNote.SUICIDE)
    assert (fresh(post).notes, fresh(thread).notes) == ("suicide", "suicide")


def test_an_author_can_not_edit_an_added_note_away(
    cast: Cast, thread: Thread, post: Post, case: Case
) -> None:
    decision = noted(case, cast, ContentNote.SUICIDE)
    writing = Writing("Other words.", frozenset({ContentNote.LOSS}))
    edit_post(actor=cast.maya, post=post, revision=post.revision, title=thread.title, writing=writing)
    assert fresh(post).notes == "suicide loss"
    undo(actor=cast.ines, decision=decision)
    assert (fresh(post).notes, fresh(thread).notes) == ("loss", "loss")


def test_a_note_that_its_author_set_is_theirs(cast: Cast) -> None:
    post = make_post(make_thread(), by=cast.maya, notes=frozenset({ContentNote.LOSS}))
    with pytest.raises(Invalid) as refused:
        noted(flagged(post), cast, ContentNote.LOSS)
    assert refused.value.field == "notes"


def test_a_detail_is_taken_out_and_the_wording_before_is_kept(cast: Cast, post: Post, case: Case) -> None:
    decision = trimmed(case, cast)
    assert (fresh(post).source, post.revision, post.trimmed_from) == (TRIMMED, 2, 2)
    assert "bridge" not in post.html
    undo(actor=cast.tomas, decision=decision)
    assert (fresh(post).source, post.revision, post.trimmed_from) == (TEXT, 3, 0)


@pytest.mark.parametrize(
    "wording", ["", TEXT, "I was at the lake.", TEXT + " And more.", "I was at the bridge at ten."]
)
def test_moderators_put_nothing_in(cast: Cast, post: Post, case: Case, wording: str) -> None:
    with pytest.raises(Invalid) as refused:
        trimmed(case, cast, wording)
    assert refused.value.field == "wording"
    assert (fresh(post).source, db.session.query(Decision).count()) == (TEXT, 0)


def test_taking_out_is_told_from_putting_in() -> None:
    assert takes_out_only("a b c d", "a […] d") and takes_out_only("mix 80 mg, then", "mix […], then")
    assert not takes_out_only("a b c", "a c b") and not takes_out_only("a b", "a b c")
    assert not takes_out_only("nine and then", "ten")


def test_what_was_taken_out_is_for_its_author_and_moderators_only(
    app: Flask, cast: Cast, thread: Thread, post: Post, case: Case
) -> None:
    trimmed(case, cast)
    for reader, sees in ((cast.jonas, False), (cast.maya, True), (cast.ines, True)):
        page = Guest(app).signed_in_as(reader).get(f"/p/{post.id}/revisions")
        assert "Moderators took a detail out" in page.text
        assert ("the bridge" in page.text) is sees
    page = Guest(app).get(f"/p/{post.id}/revisions")
    assert page.path.startswith("/sign-in") and "the bridge" not in page.text


def test_it_stays_out_of_sight_when_the_author_writes_the_post_anew(
    app: Flask, cast: Cast, thread: Thread, post: Post, case: Case
) -> None:
    trimmed(case, cast)
    new = Writing("I went home. That is all.")
    edit_post(actor=cast.maya, post=post, revision=2, title=thread.title, writing=new)
    page = Guest(app).signed_in_as(cast.jonas).get(f"/p/{post.id}/revisions")
    assert "That is all" in page.text and "the bridge" not in page.text


def test_taking_it_back_never_overwrites_what_the_author_wrote_since(
    cast: Cast, thread: Thread, post: Post, case: Case
) -> None:
    decision = trimmed(case, cast)
    new = Writing("I went home. That is all.")
    edit_post(actor=cast.maya, post=post, revision=2, title=thread.title, writing=new)
    undo(actor=cast.ines, decision=decision)
    assert fresh(post).source == "I went home. That is all."


def test_readers_are_told_that_moderators_changed_a_post(
    app: Flask, cast: Cast, thread: Thread, case: Case
) -> None:
    trimmed(case, cast)
    page = Guest(app).get(f"/t/{thread.id}-{thread.slug}")
    assert "moderators took a detail out" in page.text and "bridge" not in page.text


def test_a_thread_moves_with_its_replies_and_comes_back_under_its_topic(
    cast: Cast, thread: Thread, case: Case
) -> None:
    garden, topic = make_board("Garden"), thread.topic_id
    decision = moved(case, cast, garden)
    assert (fresh(thread).board_id, thread.topic_id) == (garden.id, None)
    assert (fresh(garden).thread_count, garden.post_count, garden.last_post_at) == (1, 2, thread.last_post_at)
    assert (fresh(cast.kitchen).thread_count, cast.kitchen.post_count) == (0, 0)
    undo(actor=cast.ines, decision=decision)
    assert (fresh(thread).board_id, thread.topic_id) == (cast.kitchen.id, topic)
    assert (fresh(garden).thread_count, garden.post_count, garden.last_post_at) == (0, 0, None)


def test_a_thread_moved_to_members_is_theirs_alone(
    app: Flask, cast: Cast, thread: Thread, case: Case, guest: Guest
) -> None:
    address = f"/t/{thread.id}-{thread.slug}"
    assert guest.get(address).status == 200
    moved(case, cast, cast.porch)
    assert guest.get(address).status == 404
    assert Guest(app).signed_in_as(cast.jonas).get(address).status == 200


def test_what_was_written_for_members_never_becomes_public(cast: Cast) -> None:
    thread = make_thread(cast.porch, by=cast.maya)
    with pytest.raises(NotAllowed, match="only members could read it"):
        moved(flagged(first_post(thread)), cast, cast.kitchen)
    assert fresh(thread).board_id == cast.porch.id


def test_nor_do_replies_that_were_written_after_a_move_to_members(
    cast: Cast, thread: Thread, case: Case
) -> None:
    decision = moved(case, cast, cast.porch)
    make_post(thread, by=cast.priya, text="Among us: I have been there too.")
    with pytest.raises(NotAllowed, match="only members could read it"):
        undo(actor=cast.ines, decision=decision)
    assert fresh(thread).board_id == cast.porch.id and fresh(decision).undone_at is None


def test_a_thread_does_not_move_to_where_it_is(cast: Cast, thread: Thread, case: Case) -> None:
    for board in (cast.kitchen, Board(id=0)):
        with pytest.raises(Invalid) as refused:
            moved(case, cast, board)
        assert refused.value.field == "board_id"


def test_a_thread_rests_under_the_latest_sign(cast: Cast, thread: Thread, post: Post, case: Case) -> None:
    first = decided(case, by=cast.ines, act=Act.LOCK, rule=Rule.NONE, sign="It has run its course.")
    second = decided(case, by=cast.ines, act=Act.LOCK, rule=Rule.NONE, sign="Please rest, all.")
    with pytest.raises(NotAllowed, match="Please rest, all"):
        make_post(thread, by=cast.jonas)
    undo(actor=cast.ines, decision=second)
    assert fresh(thread).locked_reason == "It has run its course."
    undo(actor=cast.ines, decision=first)
    assert make_post(thread, by=cast.jonas).number == 3


@pytest.mark.parametrize("act", [Act.MOVE, Act.LOCK])
def test_whole_threads_are_decided_where_they_begin(cast: Cast, thread: Thread, act: Act) -> None:
    reply = make_post(thread, by=cast.priya)
    garden = make_board("Garden", audience=Audience.PUBLIC)
    with pytest.raises(NotAllowed, match="first post"):
        decided(flagged(reply), by=cast.ines, act=act, rule=Rule.NONE, board_id=garden.id)
    assert fresh(thread).locked_at is None and thread.board_id == cast.kitchen.id


def test_reaching_out_needs_words_and_no_rule_in_either_lane(cast: Cast, post: Post) -> None:
    for reason in (Reason.WORRIED, Reason.HARASSMENT):
        case = flagged(post, reason=reason)
        with pytest.raises(Invalid):
            decided(case, by=cast.ines, act=Act.REACH_OUT, rule=Rule.NONE, words="")
        decision = decided(case, by=cast.ines, act=Act.REACH_OUT, words="I read this. How is tonight?")
        assert (decision.rule, decision.words) == (Rule.NONE, "I read this. How is tonight?")


def test_a_warning_takes_nothing_away(cast: Cast, post: Post, case: Case) -> None:
    decided(case, by=cast.ines, act=Act.WARN, rule=Rule.KINDNESS)
    maya = fresh(cast.maya)
    assert (maya.paused_until, maya.suspended_until, fresh(post).absence) == (None, None, None)


@pytest.mark.parametrize("act", [Act.WARN, Act.MOVE, Act.LOCK])
def test_a_care_case_knows_no_order_and_no_warning(cast: Cast, post: Post, act: Act) -> None:
    with pytest.raises(NotAllowed, match="no punishment"):
        decided(flagged(post, reason=Reason.WORRIED), by=cast.ines, act=act)


@pytest.mark.parametrize("rule", [Rule.KINDNESS, Rule.NO_SPAM])
def test_a_care_case_takes_out_only_what_could_tip_a_reader(cast: Cast, post: Post, rule: Rule) -> None:
    case = flagged(post, reason=Reason.WORRIED)
    with pytest.raises(NotAllowed, match="only for method detail"):
        decided(case, by=cast.ines, act=Act.EDIT, rule=rule, wording=TRIMMED)
    decided(case, by=cast.ines, act=Act.EDIT, rule=Rule.NO_METHOD_DETAIL, wording=TRIMMED)
    assert fresh(post).source == TRIMMED
