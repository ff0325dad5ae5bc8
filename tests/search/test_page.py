"""The page of search, as somebody without JavaScript meets it."""

import pytest
from flask import Flask

from forum.accounts.models import Distance
from forum.accounts.profile import keep_away
from forum.core.db import db
from forum.search.parser import LONGEST
from forum.search.queries import SIZE
from forum.threads.models import Absence, ContentNote, Thread
from forum.threads.naming import keep_name_away
from forum.threads.posting import post_reply
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import first_post, make_member, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest
from tests.search.conftest import looked_for, rows

BUDGET = 6
LOSS = ContentNote.LOSS


def test_without_words_there_is_a_box_and_what_it_understands(guest: Guest) -> None:
    page = guest.get("/search")
    assert page.h1 == "Search" and page.one("form[role=search] input[name=q]")["value"] == ""
    assert "newest come first" in page.text and "sleep -work" in page.text
    assert "What you look for is not kept" in page.text


def test_a_result_says_where_who_and_when_and_leads_to_the_post(
    cast: Cast, guest: Guest, thread: Thread
) -> None:
    reply = make_post(thread, by=cast.ines, text="Rained here too. I made tea and sat with it.")
    page = looked_for(guest, "rained")
    first, second = page.all(".search-result")
    assert [mark.get_text() for mark in first.select("mark")] == ["Rained"]
    for words in ("A long rain", "Kitchen table", "Ines", "moderator", "I made tea"):
        assert words in first.get_text(), words
    assert first.select_one("h2 a")["href"] == f"/t/{thread.id}-{thread.slug}#p-{reply.id}"
    assert first.select_one("time[datetime]") and "the first post" in second.get_text()


def test_a_hit_in_a_title_is_marked_there(guest: Guest, thread: Thread) -> None:
    assert [mark.get_text() for mark in looked_for(guest, "rain").all("h2 mark")] == ["rain"]


def test_markup_in_posts_stays_text(cast: Cast, guest: Guest, thread: Thread) -> None:
    make_post(thread, text="rained `<b>&amp;` and <script>alert(1)</script>", by=cast.jonas)
    page = looked_for(guest, "rained")
    assert "<b>&amp;" in page.all(".search-words")[0].get_text() and not page.all(".search-words script")


def test_a_post_on_a_later_page_is_reached_there(cast: Cast, guest: Guest, thread: Thread) -> None:
    for _ in range(25):
        make_post(thread, by=make_member())
    post = make_post(thread, by=cast.jonas, text="Snow at last.")
    assert looked_for(guest, "snow").one("h2 a")["href"].endswith(f"/2#p-{post.id}")


def test_older_results_are_a_link_away(cast: Cast, guest: Guest, thread: Thread) -> None:
    for _ in range(SIZE):
        make_post(thread, by=make_member(), text="Rained & rained.")
    page = looked_for(guest, 'rained -"& x"', board="kitchen-table")
    assert len(rows(page)) == SIZE
    older = guest.get(page.link("Older"))
    assert len(rows(older)) == 1 and "the first post" in rows(older)[0]
    assert older.one("input[name=q]")["value"] == 'rained -"& x"'
    assert older.one("option[selected]")["value"] == "kitchen-table"


def test_nothing_found_says_so_and_shows_a_next_step(guest: Guest, thread: Thread) -> None:
    page = looked_for(guest, "snow")
    assert page.status == 200 and "Nothing found for this" in page.text
    assert page.one(".empty a")["href"] == "/boards" and "What you can type" in page.text


@pytest.mark.parametrize("typed", ["by:Nobody", 'rained by:"May"'])
def test_a_name_that_nobody_has_is_said_to_be_nobodys(
    app: Flask, cast: Cast, guest: Guest, thread: Thread, typed: str
) -> None:
    page = looked_for(Guest(app).signed_in_as(cast.priya), typed)
    assert "Nobody goes by this whole name" in page.one(".empty").get_text()
    assert "Nobody goes by" not in looked_for(guest, typed).text


def test_somebody_who_wrote_no_such_thing_is_not_said_to_be_nobody(
    app: Flask, cast: Cast, thread: Thread
) -> None:
    page = looked_for(Guest(app).signed_in_as(cast.priya), "snow by:Maya")
    assert "Nothing found for this" in page.text and "Nobody goes by" not in page.text


def test_the_help_names_what_a_star_and_a_name_need(app: Flask, cast: Cast) -> None:
    said = Guest(app).signed_in_as(cast.priya).get("/search").text
    assert "three letters before the star" in said and "It takes the whole name" in said


@pytest.mark.parametrize("typed", ["!?", "🙂", '""', "-"])
def test_no_words_are_told_kindly(guest: Guest, typed: str) -> None:
    page = looked_for(guest, typed)
    assert page.status == 200 and "There is no word in that" in page.text
    assert page.one("input[name=q]")["value"] == typed


def test_a_minus_alone_asks_for_a_word(guest: Guest) -> None:
    assert "add a word that should be there" in looked_for(guest, "-rained").text


def test_too_much_comes_back_with_what_was_typed(guest: Guest) -> None:
    typed = "rain " * LONGEST
    page = looked_for(guest, typed)
    assert page.status == 422 and "few words that matter most" in page.text
    assert page.one("input[name=q]")["value"].startswith("rain rain")
    assert page.one("input[name=q]")["aria-describedby"] == page.one(".error")["id"]


@pytest.mark.parametrize("address", ["/search?q=a%00b", "/search?board=back-porch", "/search?board=nowhere"])
def test_what_is_not_there_is_not_there(cast: Cast, guest: Guest, address: str) -> None:
    assert cast.porch and guest.get(address).status == 404


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "²"])
def test_a_made_up_place_is_a_page_that_does_not_exist(guest: Guest, before: str) -> None:
    assert looked_for(guest, "rained", before=before).status == 404


def test_members_may_look_on_a_members_board_and_guests_do_not_hear_of_it(
    cast: Cast, guest: Guest, maya: Guest, thread: Thread
) -> None:
    make_thread(cast.porch, text="It rained on the porch.")
    assert len(rows(looked_for(maya, "rained", board="back-porch"))) == 1
    assert "Back porch" in maya.get("/search").text
    page = looked_for(guest, "rained")
    assert "porch" not in page.text and "once you have signed in" in page.text


def test_names_are_looked_for_by_members_only(guest: Guest, maya: Guest, thread: Thread) -> None:
    page = looked_for(guest, "by:Maya")
    assert not rows(page) and "open to members only" in page.text and "by:" not in guest.get("/search").text
    assert len(rows(looked_for(maya, "by:Maya"))) == 1 and "by:" in maya.get("/search").text


def test_what_only_some_can_read_says_so(app: Flask, cast: Cast, thread: Thread) -> None:
    decided(flagged(make_post(thread, by=cast.jonas, text="Snow.")), by=cast.ines)
    ines = Guest(app).signed_in_as(cast.ines)
    assert "not shown to others" in rows(looked_for(ines, "snow"))[0]
    assert "not shown to others" not in rows(looked_for(ines, "rained"))[0]


@pytest.mark.parametrize(
    ("absence", "said"),
    [
        (Absence.HIDDEN, "Hidden by a moderator. The person who wrote it was told why."),
        (Absence.REMOVED, "Removed by a moderator. The person who wrote it was told why."),
        (Absence.HELD, "This post waits for a moderator and is not shown yet."),
    ],
)
def test_it_folds_and_says_which_it_is_as_in_its_thread(
    app: Flask, cast: Cast, thread: Thread, absence: Absence, said: str
) -> None:
    post = make_post(thread, by=cast.jonas, text="Snow again.")
    post.absence, post.absent_at = absence, post.created_at
    db.session.commit()
    fold = looked_for(Guest(app).signed_in_as(cast.ines), "snow").one(".search-result details:not([open])")
    assert fold.summary.get_text(strip=True) == said and "Snow" in fold.get_text()
    page = looked_for(Guest(app).signed_in_as(cast.jonas), "snow")
    assert page.one(".search-result details summary").get_text(strip=True) == said.replace(
        "The person who wrote it was", "You were"
    )
    assert not page.all(".search-result > .search-words")


class TestNotes:
    """Where a post has a content note, that stands for its words."""

    @pytest.fixture
    def noted(self, cast: Cast) -> Thread:
        text = "My mother died in spring."
        return make_thread(
            cast.kitchen, by=cast.jonas, title="Since spring", text=text, notes=frozenset({LOSS})
        )

    def test_the_note_is_shown_and_the_words_are_not(self, guest: Guest, noted: Thread) -> None:
        row = rows(looked_for(guest, "mother"))[0]
        assert "content note: loss" in row and "Since spring" in row
        assert "died" not in row and "mother" not in row

    def test_whoever_leaves_it_open_reads_the_words(self, cast: Cast, maya: Guest, noted: Thread) -> None:
        cast.maya.open_notes = "loss"
        db.session.commit()
        row = rows(looked_for(maya, "mother"))[0]
        assert "content note: loss" in row and "mother died" in row

    def test_a_quote_of_it_brings_nothing_to_light(self, cast: Cast, guest: Guest, noted: Thread) -> None:
        first = first_post(noted)
        make_post(
            noted, by=cast.maya, text=f"> [Jonas wrote](/p/{first.id}):\n> mother died\n\nI am with you."
        )
        assert "mother" not in " ".join(rows(looked_for(guest, "with")))


class TestKeptAway:
    """Somebody whom the reader keeps away folds, as in the thread."""

    def test_their_post_folds_without_a_name_outside(self, cast: Cast, maya: Guest, thread: Thread) -> None:
        make_post(thread, by=cast.jonas, text="Snow again.")
        keep_away(actor=cast.maya, other=cast.jonas, distance=Distance.MUTE)
        fold = looked_for(maya, "snow").one(".search-result details:not([open])")
        assert "A post by somebody you keep away" in fold.summary.get_text() and "Jonas" in fold.get_text()
        fold.decompose()
        assert "Jonas" not in looked_for(maya, "snow").one(".search-result h2").get_text()

    def test_a_name_for_one_thread_folds_by_itself_only(
        self, cast: Cast, maya: Guest, thread: Thread
    ) -> None:
        writing = Writing("Snow again.", without_name=True)
        post = post_reply(actor=cast.jonas, thread=thread, writing=writing)
        keep_away(actor=cast.maya, other=cast.jonas, distance=Distance.BLOCK)
        assert not looked_for(maya, "snow").all(".search-result details")
        keep_name_away(actor=cast.maya, post=post)
        assert looked_for(maya, "snow").all(".search-result details")


class TestCosts:
    """How many statements a page may send, whatever is found."""

    @pytest.fixture
    def full(self, cast: Cast, thread: Thread) -> None:
        people = [make_member() for _ in range(SIZE)]
        for number, person in enumerate(people):
            notes = frozenset({LOSS}) if number % 3 == 0 else frozenset()
            make_post(thread, by=person, text="It rained. " * (number + 1), notes=notes)
        keep_away(actor=cast.maya, other=people[0], distance=Distance.MUTE)

    @pytest.mark.parametrize(
        "typed", ["rained", "naps", "by:Maya rained", "by:nobody", '"it rained" -snow', ""]
    )
    def test_a_member_stays_within_the_budget(self, maya: Guest, full: None, typed: str) -> None:
        looked_for(maya, typed)
        assert len(looked_for(maya, typed).queries) <= BUDGET

    def test_so_does_a_guest(self, guest: Guest, full: None) -> None:
        looked_for(guest, "rained")
        assert len(looked_for(guest, "rained").queries) <= BUDGET

    def test_a_full_page_is_light(self, maya: Guest, full: None) -> None:
        path = "/search?q=rained"
        with maya.client.get(path, headers={"Accept-Encoding": "gzip"}) as sent:
            assert len(sent.get_data()) < 6_000


class TestTheWayThere:
    """Search is a step from anywhere; help stays first."""

    def test_every_page_leads_there(self, guest: Guest, maya: Guest) -> None:
        for who in (guest, maya):
            assert who.get("/help").one("header a[href='/search']").get_text(strip=True) == "Search"

    def test_the_boards_have_a_box(self, maya: Guest, thread: Thread) -> None:
        page = maya.get("/boards")
        found = maya.get("/search", query_string={**page.form("/search").values, "q": "rained"})
        assert len(rows(found)) == 1

    def test_in_low_energy_mode_the_boards_are_the_way(self, cast: Cast, maya: Guest, thread: Thread) -> None:
        cast.maya.low_energy = True
        db.session.commit()
        assert not maya.get("/").all("header a[href='/search']")
        assert maya.get("/boards").form("/search")
        page = looked_for(maya, "rained")
        assert page.one("header a[aria-current=page]")["href"] == "/search"
        assert not page.all("select") and not page.all(".count")
