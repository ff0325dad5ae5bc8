"""How much fits into an hour, a day and a newcomer's first days, however it is sent."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from time_machine import travel
from werkzeug.test import TestResponse

from forum.accounts.models import Account, Role
from forum.core import clock
from forum.core.db import db
from forum.core.errors import TooMany
from forum.threads.drafts import draft_at, reply_place
from forum.threads.editing import edit_post, withdraw_post
from forum.threads.models import Post, Thread
from forum.threads.posting import post_reply, start_thread
from forum.threads.quotas import links_in
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import first_post, make_board, make_member, make_post, make_thread
from tests.page import Guest

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LINK = "See https://example.org/sleep for it."


@pytest.fixture
def newcomer(app: Flask) -> Account:
    return make_member("Newcomer", joined=HOUR)


def test_three_threads_on_the_first_day_and_the_next_when_the_first_is_a_day_old(newcomer: Account) -> None:
    board, now = make_board(), clock.now()
    for hours in range(3):
        with travel(now + hours * HOUR, tick=False):
            make_thread(board, by=newcomer)
    with (
        travel(now + 3 * HOUR, tick=False),
        pytest.raises(TooMany, match=r"kept as a draft.* in about 20 hours"),
    ):
        make_thread(board, by=newcomer)
    with travel(now + 23 * HOUR, tick=False):
        assert make_thread(board, by=newcomer).id


def test_five_threads_a_day_in_the_first_week_and_ten_after_it(app: Flask) -> None:
    board, week, older = make_board(), make_member(joined=3 * DAY), make_member(joined=8 * DAY)
    for member, most in ((week, 5), (older, 10)):
        for _ in range(most):
            make_thread(board, by=member)
        with pytest.raises(TooMany, match=r"in about 24 hours|one day"):
            make_thread(board, by=member)


def test_twelve_replies_on_the_first_day(newcomer: Account, cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    for _ in range(12):
        make_post(thread, by=newcomer)
    with pytest.raises(TooMany, match="room for the next reply in about 23 hours"):
        make_post(thread, by=newcomer)
    assert make_post(thread, by=cast.jonas).number == 14


def test_more_replies_than_an_hour_needs_are_refused_to_everybody(cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    for _ in range(40):
        make_post(thread, by=cast.jonas)
    with pytest.raises(TooMany, match=r"lot of posts in one hour.*kept as a draft.*in about an hour"):
        make_post(thread, by=cast.jonas)
    with travel(clock.now() + HOUR + timedelta(minutes=1)):
        assert make_post(thread, by=cast.jonas).number == 42


def test_one_link_a_post_on_the_first_day_and_three_in_all(newcomer: Account, cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    with pytest.raises(TooMany, match="can hold one link"):
        make_post(thread, by=newcomer, text=f"{LINK} And https://example.net too.")
    for _ in range(3):
        make_post(thread, by=newcomer, text=LINK)
    with pytest.raises(TooMany, match=r"room for 3 links in all.*in about 23 hours"):
        make_post(thread, by=newcomer, text=LINK)
    assert make_post(thread, by=newcomer, text="Without one there is room.").number == 5


def test_three_links_a_post_in_the_first_week_and_any_number_after_it(app: Flask) -> None:
    four = " ".join(f"https://example.org/{n}" for n in range(4))
    thread = make_thread()
    with pytest.raises(TooMany, match=r"can hold 3 links.*in about 4 days"):
        make_post(thread, by=make_member(joined=3 * DAY), text=four)
    assert make_post(thread, by=make_member(joined=3 * DAY), text=four[:-21]).number == 2
    assert make_post(thread, by=make_member(joined=8 * DAY), text=four).number == 3


def test_a_link_in_the_title_counts_too(newcomer: Account) -> None:
    with pytest.raises(TooMany, match="can hold one link"):
        make_thread(by=newcomer, title="Look at www.example.org", text=LINK)


def test_an_edit_brings_in_no_more_links_than_a_new_post(newcomer: Account, cast: Cast) -> None:
    post = make_post(make_thread(by=cast.maya), by=newcomer, text=LINK)
    reworded = Writing(f"{LINK} I read it twice.")
    edit_post(actor=newcomer, post=post, revision=1, title="", writing=reworded)
    more = Writing(f"{LINK} And https://example.net too.")
    with pytest.raises(TooMany, match="can hold one link"):
        edit_post(actor=newcomer, post=post, revision=2, title="", writing=more)
    assert post.revision == 2


def test_a_newcomers_post_quotes_three_people_at_most(newcomer: Account) -> None:
    thread = make_thread()
    posts = [first_post(thread), *(make_post(thread) for _ in range(3))]
    quotes = [f"> [Somebody wrote](/p/{post.id}):\n> words\n\n" for post in posts]
    with pytest.raises(TooMany, match="quote 3 people"):
        make_post(thread, by=newcomer, text="".join(quotes))
    own = make_post(thread, by=newcomer, text="".join(quotes[:3]))
    with_own = f"> [Newcomer wrote](/p/{own.id}):\n> words\n\n" + "".join(quotes[:3])
    assert make_post(thread, by=newcomer, text=with_own).number == 6


def test_somebodys_two_names_are_two_people_so_that_the_count_does_not_tell(newcomer: Account) -> None:
    thread, writer = make_thread(), make_member()
    unnamed = Writing("I have told nobody this.", without_name=True)
    named = make_post(thread, by=writer)
    posts = [first_post(thread), named, make_post(thread)]
    posts.append(post_reply(actor=writer, thread=thread, writing=unnamed))
    quotes = [f"> [Somebody wrote](/p/{post.id}):\n> words\n\n" for post in posts]
    with pytest.raises(TooMany, match="quote 3 people"):
        make_post(thread, by=newcomer, text="".join(quotes))


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN])
def test_what_is_for_newcomers_leaves_moderators_alone(app: Flask, role: Role) -> None:
    board, staff = make_board(), make_member(role=role, joined=HOUR)
    threads = [make_thread(board, by=staff, text=f"{LINK} {LINK}") for _ in range(4)]
    assert len(threads) == 4


def test_what_was_withdrawn_has_been_written_all_the_same(newcomer: Account) -> None:
    board = make_board()
    for _ in range(3):
        withdraw_post(actor=newcomer, post=first_post(make_thread(board, by=newcomer)))
    with pytest.raises(TooMany):
        start_thread(actor=newcomer, board=board, topic_slug="", title="One more", writing=Writing("More."))


def test_the_page_says_when_there_is_room_and_keeps_the_words(
    app: Flask, newcomer: Account, cast: Cast
) -> None:
    thread = make_thread(by=cast.maya)
    guest = Guest(app).signed_in_as(newcomer)
    form = guest.get(f"/t/{thread.id}/reply").form("/reply")
    page = guest.send(form, text=f"{LINK} And https://example.net too.")
    assert page.status == 429
    assert "can hold one link" in page.text and "in about 23 hours" in page.text
    kept = draft_at(newcomer.id, reply_place(thread.id))
    assert kept is not None and "example.net" in kept.text
    assert "example.net" in guest.get(f"/t/{thread.id}/reply").one("textarea[name=text]").get_text()


def test_two_forms_sent_at_once_do_not_slip_past(app: Flask, newcomer: Account, cast: Cast) -> None:
    """Each round begins with room for one more; the database lets one of two parallel requests have it."""
    thread = make_thread(by=cast.maya)
    for _ in range(2):
        make_post(thread, by=newcomer, text=LINK)
    for _ in range(5):
        answers = _at_once(app, newcomer, f"/t/{thread.id}/reply", times=2)
        assert sorted(answer.status_code for answer in answers) == [303, 429]
        latest = db.session.query(Post).filter_by(author_id=newcomer.id).order_by(Post.id.desc()).first()
        assert latest is not None
        _take_back(latest)


def test_two_threads_sent_at_once_do_not_slip_past(app: Flask, newcomer: Account, cast: Cast) -> None:
    board = cast.kitchen
    for _ in range(2):
        make_thread(board, by=newcomer)
    answers = _at_once(app, newcomer, f"/b/{board.slug}/new", times=4)
    assert sorted(answer.status_code for answer in answers) == [303, 429, 429, 429]
    assert db.session.query(Thread).filter_by(author_id=newcomer.id).count() == 3


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ("<p>None.</p>", 0),
        ('<p><a href="https://a.example" rel="x">https://a.example</a></p>', 1),
        ('<p><a href="http://a.example">here</a> and <a href="mailto:a@b.example">there</a></p>', 2),
        ('<p><a href="/p/7">Maya wrote</a></p>', 0),
        ("<pre><code>https://a.example www.b.example</code></pre>", 2),
        ("<p>www</p>", 0),
        ("", 0),
    ],
)
def test_links_are_counted_in_what_was_rendered(html: str, links: int) -> None:
    assert links_in(html) == links


def _at_once(app: Flask, who: Account, path: str, *, times: int) -> list[TestResponse]:
    """Send the form of a page from several browsers; all wait for one another before they press."""
    senders = [Guest(app).signed_in_as(who) for _ in range(times)]
    forms = [sender.get(path).form(path) for sender in senders]
    together, answers = threading.Barrier(times), dict[int, TestResponse]()

    def send(place: int) -> None:
        values = {**forms[place].values, "title": "A title", "text": LINK}
        together.wait()
        answers[place] = senders[place].client.post(path, data=values)

    db.session.commit()
    threads = [threading.Thread(target=send, args=(place,)) for place in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return [answers[place] for place in range(times)]


def _take_back(post: Post) -> None:
    """Out of the window, as if it had been written the day before."""
    post.created_at = clock.now() - 2 * DAY
    db.session.commit()
