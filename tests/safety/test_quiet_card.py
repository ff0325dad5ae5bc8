"""The quiet card: beside words that point to risk, for whoever writes them, and for nobody else."""

import logging

import pytest
from flask import Flask

from forum.accounts.consent import choose_order
from forum.core.db import db
from forum.moderation.models import Case
from forum.safety.countries import countries
from forum.threads.drafts import keep_draft
from forum.threads.models import Draft, Post
from forum.web.safety.help_card import card_for
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread
from tests.moderation.sorted import CALM, GOODBYE, LOSS, WISH
from tests.page import Guest, Page

CARD = ".quiet-card"


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


def beside(who: Guest, text: str, title: str = "") -> Page:
    """What a script is answered while somebody writes."""
    token = who.get("/settings").form("/settings").values["csrf_token"]
    answer = who.client.post("/help/beside", data={"csrf_token": token, "text": text, "title": title})
    return Page(answer, [])


def test_a_script_is_given_the_card_while_one_writes(maya: Guest) -> None:
    page = beside(maya, WISH)
    assert (page.status, len(page.all(CARD))) == (200, 1)
    assert page.link("Keep writing") == "#text"


def test_the_title_counts_too(maya: Guest) -> None:
    assert beside(maya, CALM, title="I want to kill myself").status == 200


@pytest.mark.parametrize("text", [CALM, "", "\0"])
def test_calm_words_bring_nothing(maya: Guest, text: str) -> None:
    answer = beside(maya, text)
    assert (answer.status, answer.text) == (204, "")


def test_the_card_is_the_same_for_every_degree(maya: Guest) -> None:
    assert str(beside(maya, GOODBYE).soup) == str(beside(maya, LOSS).soup)


def test_what_is_sent_is_kept_nowhere_and_written_nowhere(
    maya: Guest, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = beside(maya, WISH)
    assert answer.response.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer.response.headers
    assert "kill" not in caplog.text
    assert [db.session.query(table).count() for table in (Draft, Post, Case)] == [0, 0, 0]


def test_it_is_for_members(guest: Guest) -> None:
    token = guest.get("/sign-in").form("/sign-in").values["csrf_token"]
    assert guest.post("/help/beside", {"csrf_token": token, "text": WISH}).status == 401


def test_it_is_asked_for_only_so_often(cast: Cast, limited: Flask) -> None:
    maya = Guest(limited).signed_in_as(cast.maya)
    token = maya.get("/settings").form("/settings").values["csrf_token"]
    sent = {"csrf_token": token, "text": WISH}
    answers = [maya.client.post("/help/beside", data=sent).status_code for _ in range(41)]
    assert answers == [200] * 40 + [429]


def test_without_a_country_it_leads_to_choosing_one(app: Flask, maya: Guest) -> None:
    card = beside(maya, WISH).one(CARD)
    assert "Choose your country" in card.get_text() and not card.select("a.line-call")


def test_with_a_country_its_emergency_number_comes_first(maya: Guest) -> None:
    maya.get("/help/in")
    calls = [str(link["href"]) for link in beside(maya, WISH).all(f"{CARD} a.line-call")]
    assert calls[0] == "tel:112" and len(calls) > 1


@pytest.mark.parametrize("extra", [{"preview": "yes"}, {"title": ""}], ids=["previewed", "refused"])
def test_a_form_that_comes_back_has_it_and_everything_typed(
    cast: Cast, maya: Guest, extra: dict[str, str]
) -> None:
    form = maya.get(f"/b/{cast.kitchen.slug}/new").form("/new")
    page = maya.send(form, **{"title": "Nights", "text": WISH, **extra})
    assert page.all(CARD) and page.form("/new").values["text"] == WISH


def test_a_draft_that_was_kept_has_it(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen)
    keep_draft(actor=cast.maya, place=f"/t/{thread.id}/reply", title="", text=WISH)
    assert maya.get(f"/t/{thread.id}/reply").all(CARD)


def test_a_page_without_such_words_does_not(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen)
    pages = [f"/b/{cast.kitchen.slug}/new", f"/t/{thread.id}/reply", f"/t/{thread.id}"]
    assert not [path for path in pages if maya.get(path).all(CARD)]


def test_after_posting_it_stands_below_ones_own_post_once(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen)
    make_post(thread)
    page = maya.send(maya.get(f"/t/{thread.id}").form("/reply"), text=WISH)
    assert page.one(f"article.post + aside {CARD}").find_parent("aside")
    assert page.all("article.post")[-1].find_next_sibling("aside") is not None
    assert not maya.get(f"/t/{thread.id}").all(CARD)


def test_it_blocks_nothing(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen)
    maya.send(maya.get(f"/t/{thread.id}").form("/reply"), text=GOODBYE)
    post = db.session.query(Post).filter_by(thread_id=thread.id, number=2).one()
    assert (post.source, post.absence) == (GOODBYE, None)


def test_after_an_edit_it_stands_below_that_post(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya)
    make_post(thread)
    mine = first_post(thread)
    page = maya.send(maya.get(f"/p/{mine.id}/edit").form("/edit"), text=WISH)
    aside = page.one(f"#p-{mine.id}").find_next_sibling()
    assert aside is not None and aside.name == "aside"


def test_nobody_else_is_shown_it(app: Flask, cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen)
    form = maya.get(f"/t/{thread.id}").form("/reply")
    maya.send(form, text=WISH, follow=False)
    # Whoever reads first: what is kept of the page is for everybody.
    for reader in (Guest(app), Guest(app).signed_in_as(cast.jonas), Guest(app).signed_in_as(cast.ines)):
        assert not reader.get(f"/t/{thread.id}").all(CARD)
    assert maya.get(f"/t/{thread.id}").all(CARD)
    assert not Guest(app).signed_in_as(cast.jonas).get(f"/t/{thread.id}").all(CARD)


def test_a_mark_for_somebody_elses_post_shows_nothing(cast: Cast, maya: Guest) -> None:
    post = first_post(make_thread(cast.kitchen, by=cast.jonas))
    with maya.client.session_transaction() as session:
        session["beside"] = post.id
    assert not maya.get(f"/p/{post.id}").all(CARD)


def test_whoever_opted_out_of_sorting_has_it_all_the_same(cast: Cast, maya: Guest) -> None:
    choose_order(actor=cast.maya, by_time_only=True)
    assert beside(maya, WISH).status == 200


def test_it_can_stand_beside_a_search_too(app: Flask) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "en-IN"}):
        found, calm = card_for("how to kill myself"), card_for("sleep and light")
    assert found is not None and found.suggested is not None and found.suggested.iso == "IN"
    assert calm is None


@pytest.mark.parametrize("iso", [country.iso for country in countries()])
def test_every_countrys_card_can_be_shown(maya: Guest, iso: str) -> None:
    maya.get(f"/help/{iso.lower()}")
    card = beside(maya, WISH).one(CARD)
    assert card.select(f'a[href="/help/{iso.lower()}"]')
    assert all(item.select_one(".line-call") or item.find("span") for item in card.select(".quiet-lines li"))


SAID_OF_BUSY_LINES = "Lines can be busy or closed"


@pytest.mark.parametrize("path", ["/help", "/help/in"])
def test_it_promises_nobody_at_this_hour_and_says_that_lines_can_be_closed(maya: Guest, path: str) -> None:
    maya.get(path)
    said = beside(maya, WISH).one(CARD).get_text()
    assert SAID_OF_BUSY_LINES in said and "right now" not in said


def test_where_no_line_is_confirmed_it_leads_to_the_directories(maya: Guest) -> None:
    maya.get("/help/gr")
    card = beside(maya, WISH).one(CARD)
    assert [link["href"] for link in card.select("p a")][:2] == ["/help#anywhere", "/help/gr"]
    assert SAID_OF_BUSY_LINES not in card.get_text() and "All lines" not in card.get_text()
    assert maya.get("/help").one("#anywhere")


def test_no_country_needs_an_article_before_its_name(app: Flask, cast: Cast) -> None:
    jonas = Guest(app).signed_in_as(cast.jonas)
    jonas.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en-US"
    assert "perhaps: United States" in beside(jonas, WISH).one(CARD).get_text()
    assert jonas.get("/help").link("United States") == "/help/us"
