"""What can be found is what can be read: from the moment it is there, and no longer than that."""

import pytest
from flask import Flask
from sqlalchemy import delete, text

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.core.operation import operation
from forum.moderation.decisions import undo
from forum.moderation.models import Act, Level
from forum.moderation.watched_models import Effect, Watched
from forum.moderation.watched_words import watch_word
from forum.search.keeping import differing, is_sound, rebuild, tidy
from forum.threads.editing import edit_post, forget_withdrawn, withdraw_post
from forum.threads.models import Post, Thread
from forum.threads.posting import post_reply
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.cli.running import flask
from tests.make import first_post, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.search.conftest import Find


@pytest.fixture
def thread(cast: Cast) -> Thread:
    return make_thread(cast.kitchen, by=cast.maya, title="Naps", text="It rained all day.")


def reword(post: Post, words: str, by: Account, title: str = "") -> None:
    edit_post(actor=by, post=post, revision=post.revision, title=title, writing=Writing(words))


def test_words_that_an_edit_took_out_are_found_no_more(cast: Cast, thread: Thread, find: Find) -> None:
    post = first_post(thread)
    reword(post, "It snowed.", cast.maya, title="Walks")
    assert find("snowed walks") == [post.id]
    for gone in ("rained", "naps", '"all day"', "rain*", "-snowed by:maya"):
        assert find(gone, cast.ines) == [], gone


def test_words_that_moderators_took_out_are_found_no_more_until_they_are_back(
    cast: Cast, thread: Thread, find: Find
) -> None:
    post = make_post(thread, by=cast.jonas, text="I slept badly. Method detail.")
    made = decided(flagged(post), by=cast.ines, act=Act.EDIT, wording="I slept badly.")
    assert find("slept") == [post.id] and find("detail") == find("detail", cast.ines) == []
    undo(actor=cast.tomas, decision=made)
    assert find("detail") == [post.id]


def test_withdrawn_words_are_found_by_nobody(cast: Cast, thread: Thread, find: Find) -> None:
    withdraw_post(actor=cast.maya, post=first_post(thread))
    for who in (None, cast.maya, cast.jonas, cast.ines):
        assert find("rained", who) == find("naps", who) == []
    assert list(differing()) == []


@pytest.mark.parametrize("act", [Act.HIDE, Act.REMOVE])
def test_what_is_hidden_is_found_by_its_author_and_moderators_until_it_is_back(
    cast: Cast, thread: Thread, find: Find, act: Act
) -> None:
    post = make_post(thread, by=cast.jonas, text="Snow again.")
    made = decided(flagged(post), by=cast.ines, act=act)
    assert find("snow") == find("snow", cast.maya) == []
    assert find("snow", cast.jonas) == find("snow", cast.tomas) == [post.id]
    undo(actor=cast.tomas, decision=made)
    assert find("snow") == find("snow", cast.maya) == [post.id]


def test_with_its_first_post_a_whole_thread_is_out_of_sight(cast: Cast, thread: Thread, find: Find) -> None:
    reply = make_post(thread, by=cast.jonas, text="Snow again.")
    decided(flagged(first_post(thread)), by=cast.ines)
    assert find("snow") == find("snow", cast.jonas) == find("naps", cast.jonas) == []
    assert find("snow", cast.maya) == find("snow", cast.ines) == [reply.id]


def test_a_held_post_is_found_by_its_author_and_moderators(cast: Cast, thread: Thread, find: Find) -> None:
    watch = {"kind": Watched.WORDS, "pattern": "pillows", "effect": Effect.HOLD, "level": Level.ROUTINE}
    watch_word(actor=cast.ada, why="May be selling.", **watch)
    post = make_post(thread, by=cast.jonas, text="Pillows, half price.")
    assert find("pillows") == find("pillows", cast.maya) == []
    assert find("pillows", cast.jonas) == find("pillows", cast.ines) == [post.id]


def test_a_members_board_is_for_members(cast: Cast, find: Find) -> None:
    post = first_post(make_thread(cast.porch, text="It rained."))
    assert find("rained", cast.maya) == [post.id] and find("rained") == []


def test_the_boards_that_are_looked_on_are_the_only_ones(cast: Cast, thread: Thread, find: Find) -> None:
    other = first_post(make_thread(cast.porch, text="It rained."))
    here, there = [cast.kitchen.id], [cast.porch.id]
    assert find("rained", cast.maya, board_ids=here) == [first_post(thread).id]
    assert find("rained", cast.maya, board_ids=there) == [other.id]
    # Even if somebody names a board that is not for them.
    assert find("rained", board_ids=there) == find("rained", board_ids=[]) == []


def test_a_thread_that_moves_is_found_where_it_is(cast: Cast, thread: Thread, find: Find) -> None:
    reply = make_post(thread, by=cast.jonas, text="It rained.")
    both = [reply.id, first_post(thread).id]
    made = decided(flagged(first_post(thread)), by=cast.ines, act=Act.MOVE, board_id=cast.porch.id)
    assert find("rained", cast.maya, board_ids=[cast.porch.id]) == both
    assert find("rained", board_ids=[cast.kitchen.id]) == find("rained") == []
    assert list(differing()) == []
    undo(actor=cast.tomas, decision=made)
    assert find("rained", board_ids=[cast.kitchen.id]) == both
    assert list(differing()) == []


def test_a_post_that_was_not_made_is_not_found(cast: Cast, thread: Thread, find: Find) -> None:
    with pytest.raises(RuntimeError):
        _break_off(cast, thread)
    assert find("snow") == [] and list(differing()) == []


@operation
def _break_off(cast: Cast, thread: Thread) -> None:
    post_reply(actor=cast.jonas, thread=thread, writing=Writing("Snow again."))
    raise RuntimeError


def test_what_leaves_the_table_leaves_the_index(cast: Cast, thread: Thread, find: Find) -> None:
    post = make_post(thread, by=cast.jonas, text="Snow again.")
    _delete(post.id)
    assert find("snow", cast.ines) == [] and list(differing()) == []
    assert db.session.scalar(text("SELECT count(*) FROM search_index")) == 1


@operation
def _delete(post_id: int) -> None:
    db.session.execute(delete(Post).where(Post.id == post_id))


def test_forgetting_withdrawn_words_leaves_the_index_true(cast: Cast, thread: Thread) -> None:
    withdraw_post(actor=cast.maya, post=first_post(thread))
    _age(first_post(thread).id)
    forget_withdrawn()
    assert list(differing()) == []


@operation
def _age(post_id: int) -> None:
    db.session.get_one(Post, post_id).absent_at = clock.now().replace(year=2020)


SPOILT = {
    "words it should not hold": "UPDATE posts SET html = '<p>Snow.</p>' WHERE number = 1",
    "a post it should not hold": "UPDATE posts SET absence = 'withdrawn' WHERE number = 1",
    "an author it should not know": "UPDATE posts SET alias = 'Slow River' WHERE number = 1",
    "a title": "UPDATE threads SET title = 'Walks'",
    "a post that is missing": "DELETE FROM search_index",
}


class TestLookingItOver:
    """Nobody has to believe that the index is true."""

    @pytest.mark.parametrize("spoilt", SPOILT)
    def test_what_is_not_as_the_posts_say_is_seen_and_set_right(
        self, app: Flask, thread: Thread, find: Find, spoilt: str
    ) -> None:
        _spoil(SPOILT[spoilt])
        assert list(differing()) == [first_post(thread).id]
        told = flask(app, "doctor")
        assert told.exit_code == 1 and "The search index is wrong in 1 row." in told.output
        mended = flask(app, "doctor", "--fix")
        assert "Set right: the search index, in 1 row." in mended.output
        assert list(differing()) == []

    def test_a_rebuild_writes_everything_anew(self, app: Flask, thread: Thread, find: Find) -> None:
        for spoil in SPOILT.values():
            _spoil(spoil)
        make_post(thread, text="Snow again.")
        assert flask(app, "search", "rebuild").output == "The index holds 1 posts.\n"
        assert list(differing()) == [] and len(find("snow")) == 1

    def test_it_takes_any_number_of_posts(
        self, cast: Cast, thread: Thread, find: Find, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("forum.search.keeping.AT_ONCE", 2)
        posts = [make_post(thread, text="Snow again.") for _ in range(3)]
        _spoil("DELETE FROM search_index")
        assert len(list(differing())) == 4
        assert rebuild() == 4 and list(differing()) == [] and len(find("snow")) == len(posts)

    def test_a_broken_index_is_seen_and_mended(self, app: Flask, thread: Thread, find: Find) -> None:
        if db.engine.dialect.name != "sqlite":
            assert is_sound()
            return
        _spoil("UPDATE search_index_content SET c1 = 'snow' WHERE id > 0")
        assert not is_sound()
        assert "The search index is damaged." in flask(app, "doctor").output
        assert "Set right: the search index, which was damaged" in flask(app, "doctor", "--fix").output
        assert is_sound() and list(differing()) == [] and find("rained") == [first_post(thread).id]

    def test_at_night_nothing_is_left_of_words_that_are_gone(
        self, cast: Cast, thread: Thread, find: Find
    ) -> None:
        post = first_post(thread)
        reword(post, "It snowed.", cast.maya, title="Walks")
        tidy()
        assert is_sound() and find("snowed") == [post.id]
        if db.engine.dialect.name == "sqlite":
            blocks = db.session.scalars(text("SELECT block FROM search_index_data")).all()
            assert any(b"snowed" in block for block in blocks)
            assert not any(b"rained" in block for block in blocks)


@operation
def _spoil(statement: str) -> None:
    db.session.execute(text(statement))
