"""Writing without one's name: what the thread shows, and what stays as it was for whoever wrote."""

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.accounts.names import name_key
from forum.accounts.visitor import GUEST
from forum.core.db import db
from forum.core.errors import Invalid, NotAllowed
from forum.moderation.opening import lock_thread
from forum.threads.lists import started_by
from forum.threads.models import Post, Thread
from forum.threads.name_models import ThreadName
from forum.threads.posting import post_reply, start_thread
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import first_post, make_member, make_post, make_thread
from tests.page import Guest, Page

WORDS = "I have told nobody this, not even here."


def unnamed(thread: Thread, by: Account, text: str = WORDS) -> Post:
    """A reply without a name."""
    return post_reply(actor=by, thread=thread, writing=Writing(text, without_name=True))


@pytest.fixture
def thread(cast: Cast) -> Thread:
    return make_thread(cast.kitchen, by=cast.jonas)


def said_beside_the_choice(page: Page) -> str:
    return page.one("#without_name-hint").get_text()


def address(thread: Thread) -> str:
    return f"/t/{thread.id}-{thread.slug}"


def test_a_reply_stands_under_a_name_made_for_the_thread(
    app: Flask, cast: Cast, thread: Thread, guest: Guest
) -> None:
    post = unnamed(thread, cast.maya)
    byline = guest.get(address(thread)).one(f"#p-{post.id} .byline")
    assert post.alias in byline.get_text()
    assert "a name for this thread only" in byline.get_text()
    assert not byline.select("a")
    assert "Maya" not in guest.get(address(thread)).text


def test_the_name_stays_the_same_in_its_thread_and_is_another_in_the_next(cast: Cast, thread: Thread) -> None:
    first, second = unnamed(thread, cast.maya), unnamed(thread, cast.maya)
    elsewhere = unnamed(make_thread(cast.kitchen), cast.maya)
    assert first.alias == second.alias
    assert first.alias != elsewhere.alias


def test_no_name_is_given_twice_nor_is_it_a_members(
    cast: Cast, thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_member("Quiet Heron")
    lot = iter(["Quiet Heron", "Slow River", "Slow River", "sIow river", "Green Field"])
    monkeypatch.setattr("forum.threads.naming.suggest_name", lambda *, numbered: next(lot))
    assert unnamed(thread, cast.maya).alias == "Slow River"
    assert unnamed(make_thread(cast.kitchen), cast.priya).alias == "Green Field"


def test_nobody_joins_under_a_name_that_somebody_wears(app: Flask, cast: Cast, thread: Thread) -> None:
    alias = unnamed(thread, cast.maya).alias
    db.session.commit()
    newcomer = Guest(app)
    password = "porridge on a windowsill at noon"
    ticks = {"is_adult": "y", "accepts_guidelines": "y", "gives_consent": "y"}
    refused = newcomer.send(newcomer.get("/join").form("/join"), name=alias, password=password, **ticks)
    assert refused.status == 422
    assert "Somebody here has this name" in refused.text
    assert db.session.query(Account).filter_by(name_key=name_key(alias)).count() == 0


def test_the_author_sees_it_as_theirs_and_can_change_it(app: Flask, cast: Cast, thread: Thread) -> None:
    post = unnamed(thread, cast.maya)
    maya = Guest(app).signed_in_as(cast.maya)
    page = maya.get(address(thread))
    assert f"you, as {post.alias}" in page.one(f"#p-{post.id} .byline").get_text()
    edited = maya.send(maya.get(f"/p/{post.id}/edit").form("/edit"), text="I have told somebody now.")
    assert "I have told somebody now." in edited.text
    assert db.session.get_one(Post, post.id).alias == post.alias


def test_no_role_stands_beside_it(cast: Cast, thread: Thread, guest: Guest) -> None:
    post = unnamed(thread, cast.ines)
    assert "moderator" not in guest.get(address(thread)).one(f"#p-{post.id} .byline").get_text()


def test_what_others_can_count_does_not_rise(cast: Cast, thread: Thread) -> None:
    make_post(thread, by=cast.maya)
    unnamed(make_thread(cast.kitchen), cast.maya)
    db.session.refresh(cast.maya)
    assert cast.maya.post_count == 1


def test_a_thread_begun_without_a_name_is_not_on_the_profile(app: Flask, cast: Cast) -> None:
    maya = Guest(app).signed_in_as(cast.maya)
    form = maya.get(f"/b/{cast.kitchen.slug}/new").form("/new")
    page = maya.send(form, title="What I never said", text=WORDS, without_name="y")
    assert page.h1 == "What I never said"
    for reader in (cast.jonas, cast.maya, cast.ines):
        assert "What I never said" not in Guest(app).signed_in_as(reader).get("/m/Maya").text


def test_a_list_of_what_somebody_began_holds_what_they_named(app: Flask, cast: Cast, thread: Thread) -> None:
    assert [line.id for line in started_by(GUEST, cast.jonas.id).items] == [thread.id]


class TestTheChoice:
    def test_it_stays_chosen_where_one_has_a_name(self, app: Flask, cast: Cast, thread: Thread) -> None:
        maya = Guest(app).signed_in_as(cast.maya)
        reply = f"/t/{thread.id}/reply"
        assert "without_name" not in maya.get(address(thread)).form("/reply").values
        assert "without_name" not in maya.get(reply).form("/reply").values
        alias = unnamed(thread, cast.maya).alias
        for path in (address(thread), reply):
            page = maya.get(path)
            assert page.form("/reply").values["without_name"] == "y"
            assert f"Without my name, as {alias}" in page.one("label[for=without_name]").get_text()

    def test_ones_own_name_there_is_asked_about_once_more(
        self, app: Flask, cast: Cast, thread: Thread
    ) -> None:
        alias = unnamed(thread, cast.maya).alias
        maya = Guest(app).signed_in_as(cast.maya)
        asked = maya.send(maya.get(address(thread)).form("/reply"), text="Me again.", without_name=None)
        assert asked.status == 422
        assert f"In this thread you write as {alias}" in asked.text
        assert asked.form("/reply").values["text"] == "Me again."
        assert "without_name" not in asked.form("/reply").values
        page = maya.send(asked.form("/reply"))
        assert "Maya" in page.all(".post")[-1].get_text()

    def test_that_is_said_once_beside_the_choice_and_not_as_a_mistake(
        self, app: Flask, cast: Cast, thread: Thread
    ) -> None:
        unnamed(thread, cast.maya)
        maya = Guest(app).signed_in_as(cast.maya)
        asked = maya.send(maya.get(address(thread)).form("/reply"), text="Me again.", without_name=None)
        assert asked.text.count("In this thread you write as") == 1
        assert "others may guess" not in asked.text and "needs another look" not in asked.text
        assert not asked.all(".errors, .error, [aria-invalid]")
        said = asked.one("#two-names")
        assert said.select_one(".notice") and asked.one("#own_name")["aria-describedby"] == "two-names"

    def test_it_is_asked_anew_of_the_next_reply(self, app: Flask, cast: Cast, thread: Thread) -> None:
        unnamed(thread, cast.maya)
        maya = Guest(app).signed_in_as(cast.maya)
        asked = maya.send(maya.get(address(thread)).form("/reply"), text="Me again.", without_name=None)
        form = maya.send(asked.form("/reply")).form("/reply")
        assert form.values["without_name"] == "y" and "own_name" not in form.values

    def test_leaving_it_ticked_after_all_is_one_press(self, app: Flask, cast: Cast, thread: Thread) -> None:
        alias = unnamed(thread, cast.maya).alias
        maya = Guest(app).signed_in_as(cast.maya)
        asked = maya.send(maya.get(address(thread)).form("/reply"), text="Me again.", without_name=None)
        page = maya.send(asked.form("/reply"), without_name="y")
        assert alias in page.all(".post")[-1].get_text()

    def test_whoever_wrote_under_their_own_name_is_told_what_the_other_may_give_away(
        self, app: Flask, cast: Cast, thread: Thread
    ) -> None:
        make_post(thread, by=cast.maya)
        for path in (address(thread), f"/t/{thread.id}/reply"):
            hint = said_beside_the_choice(Guest(app).signed_in_as(cast.maya).get(path))
            assert "You have written here under your own name." in hint and "may guess" in hint
            assert "may guess" not in said_beside_the_choice(Guest(app).signed_in_as(cast.priya).get(path))

    def test_whoever_began_the_thread_did(self, app: Flask, cast: Cast, thread: Thread) -> None:
        jonas = Guest(app).signed_in_as(cast.jonas)
        assert "You have written here" in said_beside_the_choice(jonas.get(address(thread)))

    def test_so_is_whoever_wrote_without_it(self, app: Flask, cast: Cast, thread: Thread) -> None:
        unnamed(thread, cast.maya)
        for path in (address(thread), f"/t/{thread.id}/reply"):
            hint = said_beside_the_choice(Guest(app).signed_in_as(cast.maya).get(path))
            assert "If you also write here under your own name, others may guess" in hint

    def test_another_thread_says_nothing_of_it(self, app: Flask, cast: Cast, thread: Thread) -> None:
        make_post(thread, by=cast.maya)
        other = make_thread(cast.kitchen, by=cast.jonas)
        maya = Guest(app).signed_in_as(cast.maya)
        assert "may guess" not in said_beside_the_choice(maya.get(address(other)))

    def test_no_door_can_forget_it(self, cast: Cast, thread: Thread) -> None:
        unnamed(thread, cast.maya)
        with pytest.raises(Invalid):
            post_reply(actor=cast.maya, thread=thread, writing=Writing("By e-mail, say."))

    def test_a_preview_keeps_it(self, app: Flask, cast: Cast, thread: Thread) -> None:
        maya = Guest(app).signed_in_as(cast.maya)
        form = maya.get(f"/t/{thread.id}/reply").form("/reply")
        page = maya.send(form, text=WORDS, without_name="y", preview="yes")
        assert page.form("/reply").values["without_name"] == "y"

    def test_it_survives_a_lost_sign_in(self, app: Flask, cast: Cast, thread: Thread) -> None:
        maya = Guest(app).signed_in_as(cast.maya)
        form = maya.get(f"/t/{thread.id}/reply").form("/reply")
        maya.client.delete_cookie("forum")
        asked = maya.send(form, text=WORDS, without_name="y")
        assert asked.status == 401
        page = maya.send(asked.form("/sign-in"), name="Maya", password="a lantern on the kitchen table")
        values = page.form("/reply").values
        assert (values["text"], values["without_name"]) == (WORDS, "y")

    def test_it_survives_a_refusal_that_keeps_the_words(self, app: Flask, cast: Cast, thread: Thread) -> None:
        newcomer = make_member("Newcomer")
        for _ in range(40):
            make_post(thread, by=newcomer)
        somebody = Guest(app).signed_in_as(newcomer)
        form = somebody.get(f"/t/{thread.id}/reply").form("/reply")
        assert somebody.send(form, text=WORDS, without_name="y").status == 429
        assert somebody.get(f"/t/{thread.id}/reply").form("/reply").values["without_name"] == "y"


def test_where_only_moderators_can_write_nobody_writes_without_a_name(cast: Cast, thread: Thread) -> None:
    lock_thread(actor=cast.ines, thread_id=thread.id, reason="A rest.")
    db.session.refresh(thread)
    make_post(thread, by=cast.ines)
    with pytest.raises(NotAllowed):
        unnamed(thread, cast.ines)


def test_the_same_form_sent_twice_makes_one_post(cast: Cast, thread: Thread) -> None:
    writing = Writing(WORDS, once="the same", without_name=True)
    first, second = (post_reply(actor=cast.maya, thread=thread, writing=writing) for _ in range(2))
    assert first.id == second.id


def test_what_is_kept_of_a_name_has_no_id_and_no_date() -> None:
    assert {column.name for column in ThreadName.__table__.columns} == {
        "thread_id",
        "account_id",
        "name",
        "key",
    }


def test_a_quote_carries_the_name_for_the_thread(app: Flask, cast: Cast, thread: Thread) -> None:
    post = unnamed(thread, cast.maya)
    jonas = Guest(app).signed_in_as(cast.jonas)
    form = jonas.get(f"/t/{thread.id}/reply?quote={post.id}").form("/reply")
    assert form.values["text"].startswith(f"> [{post.alias} wrote](/p/{post.id}):")
    assert "Maya" not in form.values["text"]


def test_the_first_post_gives_its_name_to_the_thread(cast: Cast) -> None:
    writing = Writing(WORDS, without_name=True)
    post = start_thread(
        actor=cast.maya, board=cast.kitchen, topic_slug="", title="What I never said", writing=writing
    )
    thread = db.session.get_one(Thread, post.thread_id)
    assert thread.alias == first_post(thread).alias != ""
