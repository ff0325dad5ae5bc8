"""The page of a thread, as different people see it."""

import pytest
from flask import Flask

from forum.accounts.models import Distance
from forum.accounts.profile import keep_away
from forum.core.db import db
from forum.moderation.opening import lock_thread
from forum.threads.editing import withdraw_post
from forum.threads.models import ContentNote
from tests.cast import Cast
from tests.make import first_post, make_post, make_reaction, make_thread
from tests.page import Guest

BUDGET = 6


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


def test_a_guest_reads_a_public_thread_and_is_offered_a_way_in(cast: Cast, guest: Guest) -> None:
    thread = make_thread(cast.kitchen, title="Slow mornings", text="They are slow.")
    page = guest.get(f"/t/{thread.id}-slow-mornings")
    assert (page.status, page.h1) == (200, "Slow mornings")
    assert "They are slow." in page.text
    assert page.link("Sign in") and not page.all("button.reaction")


def test_a_members_only_thread_does_not_exist_for_a_guest(cast: Cast, guest: Guest) -> None:
    thread = make_thread(cast.porch, title="Behind the house")
    addresses = [
        f"/t/{thread.id}",
        f"/t/{thread.id}-behind-the-house",
        f"/p/{first_post(thread).id}",
        "/b/back-porch",
    ]
    pages = [guest.get(path) for path in addresses]
    assert [page.status for page in pages] == [404] * 4
    # Guests are asked to sign in whether or not there is such a post.
    pages += [guest.get(f"/p/{post_id}/revisions") for post_id in (first_post(thread).id, 999)]
    assert pages[-1].h1 == pages[-2].h1 == "Welcome back"
    assert not [page for page in pages if "Behind the house" in page.text]


def test_a_thread_has_one_address(cast: Cast, guest: Guest) -> None:
    thread = make_thread(cast.kitchen, title="Slow mornings")
    for wrong in (f"/t/{thread.id}", f"/t/{thread.id}-another-name", f"/t/{thread.id}-another-name/1"):
        answer = guest.get(wrong, follow=False)
        assert (answer.status, answer.response.headers["Location"]) == (301, f"/t/{thread.id}-slow-mornings")


@pytest.mark.parametrize(
    "number", ["0", "01", "99999999999999999999", "9223372036854775808", "-1", "x", "%00", "1%00"]
)
def test_an_id_that_cannot_be_is_a_page_that_does_not_exist(guest: Guest, number: str) -> None:
    assert [guest.get(path + number).status for path in ("/t/", "/p/")] == [404, 404]


def test_pages_have_numbers_and_a_post_knows_its_page(cast: Cast, guest: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya, title="Long one")
    posts = [make_post(thread, by=cast.jonas if n % 2 else cast.priya) for n in range(24)]
    second = guest.get(f"/t/{thread.id}-long-one/2")
    assert len(second.all("article.post")) == 5
    assert guest.get(f"/t/{thread.id}-long-one/3").status == 404
    to_post = guest.get(f"/p/{posts[-1].id}", follow=False).response.headers["Location"]
    assert to_post == f"/t/{thread.id}-long-one/2#p-{posts[-1].id}"


def test_first_unread_leads_to_the_exact_post(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas, title="Exact")
    maya.get(f"/t/{thread.id}-exact")
    unseen = [make_post(thread, by=cast.jonas) for _ in range(2)]
    answer = maya.get(f"/t/{thread.id}/first-unread", follow=False)
    assert answer.response.headers["Location"].endswith(f"#p-{unseen[0].id}")
    assert "2 new to you" in maya.get("/unread").text
    line = maya.get(f"/t/{thread.id}-exact").one(".unread-line")
    assert line.find_next_sibling("article")["id"] == f"p-{unseen[0].id}"  # type: ignore[index]  # it is there, or the test fails


def test_reading_a_thread_takes_it_off_the_unread_list(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas, title="Read me")
    assert "Read me" in maya.get("/unread").text
    maya.get(f"/t/{thread.id}-read-me")
    assert "Read me" not in maya.get("/unread").text


def test_a_content_note_folds_the_words_until_they_are_asked_for(cast: Cast, guest: Guest) -> None:
    thread = make_thread(cast.kitchen, text="The whole of it.", notes=frozenset({ContentNote.LOSS}))
    fold = guest.get(f"/t/{thread.id}").one("details.fold")
    assert "Content note: loss" in fold.summary.text  # type: ignore[union-attr]  # a fold has one
    assert "The whole of it." in fold.text and not fold.has_attr("open")


def test_posts_and_quotes_of_somebody_kept_away_fold(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas, text="Words of Jonas.")
    make_post(
        thread,
        by=cast.priya,
        text=f"> [Jonas wrote](/p/{first_post(thread).id}):\n> Words of Jonas.\n\nI agree.",
    )
    keep_away(actor=cast.maya, other=cast.jonas, distance=Distance.MUTE)
    folds = maya.get(f"/t/{thread.id}").all("details.fold")
    assert len(folds) == 2 and all("Words of Jonas." in fold.text for fold in folds)


def test_a_withdrawn_post_leaves_a_calm_line(cast: Cast, guest: Guest) -> None:
    thread = make_thread(cast.kitchen)
    post = make_post(thread, by=cast.maya, text="Too much said.")
    withdraw_post(actor=cast.maya, post=post)
    page = guest.get(f"/t/{thread.id}")
    assert "Withdrawn by the person who wrote it." in page.text
    assert "Too much said." not in page.response.get_data(as_text=True)
    assert "Maya" not in page.one(f"#p-{post.id}").text


def test_a_resting_thread_says_so_where_the_reply_would_be(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen)
    lock_thread(actor=cast.ines, thread_id=thread.id, reason="All was said.")
    page = maya.get(f"/t/{thread.id}")
    assert "All was said." in page.text and not page.all("textarea")


def test_others_see_kinds_and_only_the_author_sees_who(app: Flask, cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya)
    for person in (cast.jonas, cast.priya):
        make_reaction(first_post(thread), by=person)
    lit = Guest(app).signed_in_as(cast.ines).get(f"/t/{thread.id}").one("button.lit")
    assert lit.get_text(strip=True) == "Hug, already given"
    assert Guest(app).get(f"/t/{thread.id}").one(".received").get_text(strip=True) == "Hug"
    mine = maya.get(f"/p/{first_post(thread).id}/reactions")
    assert "Jonas" in mine.text and "Priya" in mine.text
    assert Guest(app).signed_in_as(cast.jonas).get(f"/p/{first_post(thread).id}/reactions").status == 404


def test_names_and_titles_are_shown_as_they_were_typed(cast: Cast, guest: Guest) -> None:
    thread = make_thread(cast.kitchen, title="<b>5 % & more</b>", text="<script>alert(1)</script>")
    page = guest.get(f"/t/{thread.id}")
    assert page.h1 == "<b>5 % & more</b>"
    assert not page.all(".prose script")


def test_the_page_costs_the_same_however_much_is_on_it(app: Flask, cast: Cast, maya: Guest) -> None:
    small, large = make_thread(cast.kitchen, by=cast.jonas), make_thread(cast.kitchen, by=cast.jonas)
    keep_away(actor=cast.maya, other=cast.ada, distance=Distance.MUTE)
    for n in range(19):
        post = make_post(large, by=cast.priya if n % 2 else cast.jonas)
        make_reaction(post, by=cast.ines)
        make_reaction(post, by=cast.maya)
    urls = [f"/t/{thread.id}-{thread.slug}" for thread in (small, large)]
    for url in urls:
        maya.get(url)
    costs = [len(maya.get(url).queries) for url in urls]
    assert costs[0] == costs[1] <= BUDGET
    assert len(Guest(app).get(urls[1]).queries) <= BUDGET
    db.session.commit()
