"""Somebody wants to find out who wrote it, and tries every door there is."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update
from time_machine import travel

from forum.accounts.models import Account, Distance
from forum.accounts.profile import change_about, keep_away
from forum.core import clock
from forum.core.db import db
from forum.core.mail import Letter
from forum.core.markdown import quote
from forum.core.operation import operation
from forum.moderation.appeals import appeal
from forum.moderation.models import Act, Case, Decision, Reason
from forum.moderation.record_models import Appeal
from forum.notifications.models import Notification
from forum.threads.editing import edit_post
from forum.threads.feeds import SETTLED
from forum.threads.models import Post, Thread
from forum.threads.posting import post_reply, start_thread
from forum.threads.queries import author_of
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import make_member, make_post, make_reaction, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest

ROUTES = Path(__file__).parents[1] / "routes.txt"
NAME, NUMBER = "Thessaly", 740_031
"""Nothing else in a page could read like these."""

READERS = ("a guest", "Jonas", "Priya", "Ravi", "Ines", "Ada")
PARAMETER = re.compile(r"<(?:[^:<>]+:)?(\w+)>")
SEARCHES = [(f"/search?q={words}", "search.page") for words in ("spring", "same", "said+once", "began")]
# Whoever opens these has named her already: what they hold besides is looked at by a test of its own.
ABOUT_A_MEMBER = {"people.profile", "records.page", "records.note"}


@operation
def _thessaly() -> Account:
    made = make_member(NAME)
    db.session.execute(update(Account).where(Account.id == made.id).values(id=NUMBER))
    return db.session.get_one(Account, NUMBER)


class Scene:
    """What Thessaly wrote, and everything that came of it: answered, quoted, flagged, decided, appealed.

    Jonas corresponds with her, she blocks Priya, Ravi blocks her.
    """

    def __init__(self, cast: Cast, *, without_name: bool) -> None:
        self.cast, self.without_name = cast, without_name
        self.thessaly, self.ravi = _thessaly(), make_member("Ravi")
        keep_away(actor=self.thessaly, other=cast.priya, distance=Distance.BLOCK)
        keep_away(actor=self.ravi, other=self.thessaly, distance=Distance.BLOCK)
        change_about(actor=self.thessaly, about="I keep bees.")
        self.begun = self._begin()
        self.threads = [self.begun, make_thread(cast.porch, by=cast.jonas), make_thread(by=self.ravi)]
        self.posts = [self._first(), *(self._reply(thread) for thread in self.threads[1:])]
        self._come_and_go()
        self._be_looked_at()

    def path_values(self) -> dict[str, list[object]]:
        """What may stand in the place of each parameter of a route."""
        return {
            "post_id": [post.id for post in self.posts],
            "thread_id": [thread.id for thread in self.threads],
            "slug": ["kitchen-table"],
            "page": [1],
            "case_id": [row.id for row in db.session.query(Case.id)],
            "decision_id": [row.id for row in db.session.query(Decision.id)],
            "appeal_id": [row.id for row in db.session.query(Appeal.id)],
            "account_id": [NUMBER],
            "name": sorted({author_of(post) for post in self.posts}),
            "part": ["notes", "second-opinion", "answer", "level", "seal"],
        }

    def _begin(self) -> Thread:
        writing = Writing("It began in the spring.", without_name=self.without_name)
        post = start_thread(
            actor=self.thessaly,
            board=self.cast.kitchen,
            topic_slug="",
            title="Said once only",
            writing=writing,
        )
        return db.session.get_one(Thread, post.thread_id)

    def _first(self) -> Post:
        return db.session.query(Post).filter_by(thread_id=self.begun.id, number=1).one()

    def _reply(self, thread: Thread) -> Post:
        first = db.session.query(Post).filter_by(thread_id=thread.id, number=1).one()
        words = quote(author_of(first), first.id, first.source) + "The same here, every spring."
        writing = Writing(words, without_name=self.without_name)
        return post_reply(actor=self.thessaly, thread=thread, writing=writing)

    def _come_and_go(self) -> None:
        for post in self.posts:
            thread = db.session.get_one(Thread, post.thread_id)
            quoting = quote(author_of(post), post.id, post.source)
            for other in (self.cast.jonas, self.cast.priya, self.ravi):
                if post.author_id != other.id:
                    make_post(thread, by=other, text=f"{quoting}I hear you.")
                    make_reaction(post, by=other)
        last = self.posts[-1]
        edit_post(actor=self.thessaly, post=last, revision=1, title="", writing=Writing("The same here."))

    def _be_looked_at(self) -> None:
        for post in self.posts:
            flagged(post, by=self.cast.jonas, reason=Reason.SPAM)
        flagged(self.posts[0], by=self.cast.priya, reason=Reason.WORRIED)
        case = flagged(self.posts[1], by=self.ravi, reason=Reason.HARASSMENT)
        made = decided(case, by=self.cast.ines, act=Act.PAUSE, days=3)
        appeal(actor=self.thessaly, decision=made, words="It was meant kindly.")


def doors(scene: Scene) -> Iterator[tuple[str, str]]:
    """Every address that can be fetched, with the name of its view."""
    values = scene.path_values()
    for line in ROUTES.read_text().splitlines():
        _, method, path, view = line.split()
        names = PARAMETER.findall(path)
        # Whoever leaves is somebody else afterwards.
        if method != "GET" or view == "leaving.leave" or not set(names) <= values.keys():
            continue
        for chosen in product(*(values[name] for name in names)):
            filled = iter(chosen)
            yield PARAMETER.sub(lambda _: str(next(filled)), path), view  # noqa: B023  # called before the next
    for thread in scene.threads:
        yield f"/t/{thread.id}-{thread.slug}", "threads.page"
    for post in scene.posts:
        yield f"/t/{post.thread_id}/reply?quote={post.id}", "composing.reply"
        yield f"/t/{post.thread_id}/reply?to={post.id}", "composing.reply"
    yield from SEARCHES
    for (case_id,) in db.session.query(Case.id):
        yield f"/moderation/cases/{case_id}?words=shown", "moderation.case"
    for lane, show in product(("care", "rules"), ("all", "second-opinion", "follow-ups")):
        yield f"/moderation?lane={lane}&show={show}", "moderation.queue"


def reader(app: Flask, scene: Scene, who: str) -> Guest:
    people = {
        "Jonas": scene.cast.jonas,
        "Priya": scene.cast.priya,
        "Ravi": scene.ravi,
        "Ines": scene.cast.ines,
        "Ada": scene.cast.ada,
    }
    return Guest(app).signed_in_as(people[who]) if who in people else Guest(app)


def said(browser: Guest, path: str) -> str:
    """Everything that an answer holds, its head too."""
    page = browser.get(path, follow=False)
    assert page.status < 500, path
    with page.response as answer:
        return f"{answer.headers}\n{answer.get_data(as_text=True)}"


def tells(answer: str) -> bool:
    return NAME.lower() in answer.lower() or str(NUMBER) in answer


def that_tell(app: Flask, scene: Scene, who: str) -> set[str]:
    """The views through which this reader finds out."""
    browser = reader(app, scene, who)
    found = list(doors(scene))
    assert len({view for _, view in found}) > 60, "most views can be tried"
    # Feeds are an hour late.
    with travel(clock.now() + 2 * SETTLED):
        return {view for path, view in found if view not in ABOUT_A_MEMBER and tells(said(browser, path))}


@pytest.mark.parametrize("who", READERS)
def test_no_door_tells_who_wrote_it(app: Flask, cast: Cast, who: str) -> None:
    assert that_tell(app, Scene(cast, without_name=True), who) - _kept_away_by(who) == set()


@pytest.mark.parametrize(
    ("who", "views"),
    [
        ("a guest", {"threads.page", "search.page", "feeds.everywhere", "feeds.board", "feeds.thread"}),
        ("Jonas", {"threads.page", "search.page", "composing.reply", "notifications.page"}),
        ("Ines", {"threads.page", "moderation.queue", "moderation.case", "appeals.page", "appeals.one"}),
        ("Ada", {"spam.page", "moderation.audit", "teamwork.part"}),
    ],
)
def test_the_same_walk_finds_a_name_that_is_there(app: Flask, cast: Cast, who: str, views: set[str]) -> None:
    assert that_tell(app, Scene(cast, without_name=False), who) >= views


def _kept_away_by(who: str) -> set[str]:
    """Ravi's own list of people whom he keeps away names her, and would if she had never written."""
    return {"settings.people"} if who == "Ravi" else set()


@pytest.mark.parametrize("who", ["Jonas", "Priya", "Ravi", "Ines", "Ada"])
def test_what_can_be_opened_under_her_name_holds_nothing_of_it(app: Flask, cast: Cast, who: str) -> None:
    scene = Scene(cast, without_name=True)
    browser = reader(app, scene, who)
    under_her_name = (f"/m/{NAME}", f"/moderation/members/{NAME}", f"/moderation/members/{NUMBER}/notes")
    for path in (*under_her_name, f"/search?q=by:{NAME}", f"/search?q=by:{NAME}+spring"):
        answer = said(browser, path)
        for trace in (
            "Said once only",
            "/moderation/cases/",
            "paused",
            *(post.alias for post in scene.posts),
        ):
            assert trace not in answer, f"{trace} on {path}"


def test_a_page_under_her_own_name_does_show_what_she_named(app: Flask, cast: Cast) -> None:
    scene = Scene(cast, without_name=False)
    assert "Said once only" in said(reader(app, scene, "Jonas"), f"/m/{NAME}")
    assert "Said once only" in said(reader(app, scene, "Jonas"), f"/search?q=by:{NAME}+spring")
    assert "/moderation/cases/" in said(reader(app, scene, "Ada"), f"/moderation/members/{NAME}")


@pytest.mark.parametrize("kind", ["hug", "me-too"])
def test_the_answer_to_a_script_tells_nothing(app: Flask, cast: Cast, kind: str) -> None:
    scene = Scene(cast, without_name=True)
    jonas = reader(app, scene, "Jonas")
    post = scene.posts[0]
    token = jonas.get(f"/p/{post.id}").form("/reactions").values["csrf_token"]
    answer = jonas.post(
        f"/p/{post.id}/reactions",
        {"kind": kind, "csrf_token": token},
        headers={"Accept": "application/json"},
        follow=False,
    )
    assert answer.status == 200
    assert not tells(answer.response.get_data(as_text=True))


def test_no_letter_that_is_written_tells(app: Flask, cast: Cast) -> None:
    cast.priya = make_member("Priya", email="priya@example.org")
    scene = Scene(cast, without_name=True)
    decided(flagged(scene.posts[2], by=cast.priya), by=cast.ines)
    letters = db.session.query(Letter).all()
    assert letters
    assert not any(tells(f"{letter.template} {letter.params}") for letter in letters)


class TestBlocks:
    """A block is about a person. Under a name for one thread it must neither fold nor fall silent."""

    def test_whoever_blocked_her_sees_it_as_anybody_does(self, app: Flask, cast: Cast) -> None:
        scene = Scene(cast, without_name=True)
        post = scene.posts[2]
        page = reader(app, scene, "Ravi").get(f"/t/{post.thread_id}-{scene.threads[2].slug}")
        assert not page.all(f"#p-{post.id} > details.fold")
        assert not page.all(".prose details.fold")

    def test_they_hear_of_it_as_of_anybody(self, app: Flask, cast: Cast) -> None:
        scene = Scene(cast, without_name=True)
        assert f"{scene.posts[2].alias} quoted you" in reader(app, scene, "Ravi").get("/notifications").text

    def test_under_her_own_name_both_hold(self, app: Flask, cast: Cast) -> None:
        scene = Scene(cast, without_name=False)
        ravi, post = reader(app, scene, "Ravi"), scene.posts[2]
        assert ravi.get(f"/t/{post.thread_id}-{scene.threads[2].slug}").all(f"#p-{post.id} > details.fold")
        assert "quoted you" not in ravi.get("/notifications").text

    def test_no_row_of_news_holds_who_it_was(self, cast: Cast) -> None:
        scene = Scene(cast, without_name=True)
        posts = [post.id for post in scene.posts]
        news = db.session.query(Notification).filter(Notification.kind.in_(["reply", "quote"]))
        about_hers = [one for one in news if one.post_id in posts]
        assert about_hers
        assert {one.actor_id for one in about_hers} == {None}
