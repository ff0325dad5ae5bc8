"""Many people at once, through HTTP, on the real server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.boards.models import Board
from forum.core.db import db
from forum.reactions.models import Kind, Reaction
from forum.threads.models import Post, Thread
from tests import postgres
from tests.conftest import DATABASES
from tests.live import Answer, Caller, Live, fetch_all
from tests.make import first_post, make_board, make_member, make_thread

PEOPLE = 16
POSTS_EACH = 5
SENDINGS = 8


@pytest.fixture(scope="module", params=DATABASES)
def live(request: pytest.FixtureRequest, scratch: Path) -> Iterator[Live]:
    """The production server; its limits count in each process, so nobody here posts more than they allow."""
    folder = scratch / f"concurrency-{request.param}"
    if request.param == "sqlite":
        yield from _run(Live(f"sqlite:///{folder / 'forum.db'}", folder))
    else:
        with postgres.database() as url:
            yield from _run(Live(url, folder))


def _run(live: Live) -> Iterator[Live]:
    live.start()
    with live.app.app_context():
        yield live
        db.session.remove()
    live.stop()


@pytest.fixture
def thread(live: Live) -> Thread:
    return make_thread(make_board())


def test_sixteen_people_posting_at_once_lose_nothing_and_get_numbers_without_gaps(
    live: Live, thread: Thread
) -> None:
    people = [make_member() for _ in range(PEOPLE)]
    callers = [Caller(live, live.cookie_of(person)) for person in people]
    board_id, thread_id, ids = thread.board_id, thread.id, {person.id for person in people}
    db.session.commit()

    with ThreadPoolExecutor(PEOPLE) as pool:
        answers = list(pool.map(lambda caller: _post_several(caller, thread_id), callers))

    assert {answer.status for given in answers for answer in given} == {303}
    assert "database is locked" not in live.log and "deadlock" not in live.log
    made = PEOPLE * POSTS_EACH
    numbers = [row.number for row in fetch_all(select(Post.number).where(Post.thread_id == thread_id))]
    assert sorted(numbers) == list(range(1, made + 2))
    assert db.session.get_one(Thread, thread_id).last_number == made + 1
    assert db.session.get_one(Board, board_id).post_count == made + 1
    counts = fetch_all(select(Account.id, Account.post_count).where(Account.id.in_(ids)))
    assert {row.post_count for row in counts} == {POSTS_EACH}


def test_one_form_sent_by_eight_hands_at_once_makes_one_post(live: Live, thread: Thread) -> None:
    member = make_member()
    cookie, path, thread_id, member_id = live.cookie_of(member), f"/t/{thread.id}/reply", thread.id, member.id
    db.session.commit()
    form = Caller(live, cookie)
    fields = {**form.get(path).fields(action=path), "text": "Sent by an impatient thumb."}
    # The token belongs to the session, which now holds it.
    cookie = form.cookies["forum"]

    with ThreadPoolExecutor(SENDINGS) as pool:
        answers = list(pool.map(lambda _: Caller(live, cookie).post(path, fields), range(SENDINGS)))

    assert {answer.status for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    made = select(func.count()).select_from(Post).where(Post.author_id == member_id)
    assert fetch_all(made)[0][0] == 1
    assert db.session.get_one(Thread, thread_id).last_number == 2
    assert db.session.get_one(Account, member_id).post_count == 1


def test_one_new_thread_sent_by_eight_hands_at_once_is_one_thread(live: Live) -> None:
    member, board = make_member(), make_board()
    path, member_id = f"/b/{board.slug}/new", member.id
    form = Caller(live, live.cookie_of(member))
    db.session.commit()
    fields = {
        **form.get(path).fields(action=path),
        "title": "One of a kind",
        "text": "Only once.",
        "topic": "",
    }
    cookie = form.cookies["forum"]

    with ThreadPoolExecutor(SENDINGS) as pool:
        answers = list(pool.map(lambda _: Caller(live, cookie).post(path, fields), range(SENDINGS)))

    assert {answer.status for answer in answers} == {303}
    made = select(func.count()).select_from(Thread).where(Thread.author_id == member_id)
    assert fetch_all(made)[0][0] == 1


def test_hugs_for_one_post_from_everybody_at_once_are_all_counted(live: Live, thread: Thread) -> None:
    post_id, page = first_post(thread).id, f"/t/{thread.id}-{thread.slug}"
    callers = [Caller(live, live.cookie_of(make_member())) for _ in range(PEOPLE)]
    db.session.commit()

    with ThreadPoolExecutor(PEOPLE) as pool:
        answers = list(pool.map(lambda caller: _hug(caller, page, post_id), callers))

    assert {answer.status for answer in answers} == {303}
    given = select(func.count()).select_from(Reaction).where(Reaction.post_id == post_id)
    assert fetch_all(given)[0][0] == PEOPLE
    assert db.session.get_one(Post, post_id).kinds == Kind.HUG.bit


def _post_several(caller: Caller, thread_id: int) -> list[Answer]:
    path = f"/t/{thread_id}/reply"
    return [
        caller.post(path, {**caller.get(path).fields(action=path), "text": f"Here, for the {n}th time."})
        for n in range(POSTS_EACH)
    ]


def _hug(caller: Caller, page: str, post_id: int) -> Answer:
    token = caller.get(page).fields(id="act")
    return caller.post(f"/p/{post_id}/reactions", {**token, "kind": "hug"})
