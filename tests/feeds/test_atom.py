"""What is in a feed: Atom as RFC 4287 has it, notes in place of words, whatever was typed."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import update

from forum.core import clock
from forum.core.db import db
from forum.core.operation import operation
from forum.threads.editing import edit_post
from forum.threads.models import ContentNote, Thread
from forum.threads.writing import Writing
from forum.web.feeds.atom import Entry, Feed
from tests.cast import Cast
from tests.feeds.reading import ATOM, SITE, feed, fetched, text_of, thread_feed
from tests.make import backdate, first_post, make_post, make_thread
from tests.page import Guest

LOSS, EATING = ContentNote.LOSS, ContentNote.EATING
WORDS = "My mother died in spring."
KITCHEN = "/b/kitchen-table/feed"


@operation
def retitle(*, thread: Thread, title: str) -> None:
    """As no form would let it in."""
    db.session.execute(update(Thread).where(Thread.id == thread.id).values(title=title))


class TestWords:
    @pytest.mark.parametrize("notes", [frozenset(), frozenset({LOSS})])
    def test_no_feed_holds_a_posts_words(
        self, cast: Cast, guest: Guest, notes: frozenset[ContentNote]
    ) -> None:
        thread = make_thread(cast.kitchen, by=cast.maya, text=WORDS, notes=notes)
        make_post(thread, by=cast.jonas, text=WORDS, notes=notes)
        for path in ("/feed", KITCHEN, thread_feed(thread)):
            assert feed(guest, path).items
            assert "mother" not in fetched(guest, path).response.get_data(as_text=True)

    def test_a_note_stands_beside_the_title_and_before_the_way_there(self, cast: Cast, guest: Guest) -> None:
        make_thread(cast.kitchen, by=cast.maya, title="Since spring", notes=frozenset({LOSS}))
        (item,) = feed(guest, KITCHEN).items
        assert item.title == "Since spring (content note: loss)"
        assert item.summary == "Content note: loss. Read it on Lantern."

    def test_a_post_says_its_threads_notes_too_because_it_says_its_title(
        self, cast: Cast, guest: Guest
    ) -> None:
        thread = make_thread(cast.kitchen, by=cast.maya, title="Since spring", notes=frozenset({LOSS}))
        make_post(thread, by=cast.jonas, notes=frozenset({EATING}))
        found = feed(guest, thread_feed(thread))
        assert found.titles == [
            "Post 2 in “Since spring” (content note: eating, loss)",
            "Post 1 in “Since spring” (content note: loss)",
        ]
        assert found.text("title") == "Since spring (content note: loss) · Lantern"

    def test_every_feed_says_where_there_is_help(self, cast: Cast, guest: Guest) -> None:
        thread = make_thread(cast.kitchen, by=cast.maya)
        for path in ("/feed", KITCHEN, thread_feed(thread)):
            about = feed(guest, path).text("subtitle")
            assert "not a crisis service" in about and about.endswith(f"{SITE}/help")


class TestIdentity:
    def test_an_id_stays_when_title_and_address_change(self, cast: Cast, guest: Guest) -> None:
        thread = make_thread(cast.kitchen, by=cast.maya, title="Before")
        before = feed(guest, KITCHEN).items[0]
        with clock.as_of(clock.now() + timedelta(minutes=5)):
            post = first_post(thread)
            edit_post(actor=cast.maya, post=post, revision=1, title="After", writing=Writing("Other words."))
        after = feed(guest, KITCHEN).items[0]
        assert after.id == before.id == f"tag:127.0.0.1,2026:thread/{thread.id}"
        assert after.title == "After" and after.updated > before.updated

    def test_no_id_is_given_twice(self, cast: Cast, guest: Guest) -> None:
        thread = make_thread(cast.kitchen, by=cast.maya)
        make_post(thread, by=cast.jonas)
        paths = ("/feed", KITCHEN, thread_feed(thread))
        own = [feed(guest, path).text("id") for path in paths]
        listed = [item.id for path in paths[1:] for item in feed(guest, path).items]
        assert len(own + listed) == len({*own, *listed})

    def test_a_feed_was_changed_when_its_latest_entry_was(self, cast: Cast, guest: Guest) -> None:
        for day in (3, 1, 2):
            thread = make_thread(cast.kitchen, by=cast.maya)
            backdate(
                type(first_post(thread)), first_post(thread).id, created_at=datetime(2026, 5, day, tzinfo=UTC)
            )
        assert feed(guest, KITCHEN).text("updated") == "2026-05-03T00:00:00Z"

    def test_an_empty_one_is_a_whole_feed_too(self, cast: Cast, guest: Guest) -> None:
        assert cast.kitchen
        found = feed(guest, KITCHEN)
        assert found.items == [] and found.text("updated").endswith("Z") and found.text("id")

    def test_it_names_itself_and_the_page_it_is_of(self, cast: Cast, guest: Guest) -> None:
        thread = make_thread(cast.kitchen, by=cast.maya, title="Rain")
        pages = {"/feed": "/boards", KITCHEN: "/b/kitchen-table", thread_feed(thread): f"/t/{thread.id}-rain"}
        for path, page in pages.items():
            found = feed(guest, path)
            assert found.link("self") == f"{SITE}{path}"
            assert found.link("alternate") == f"{SITE}{page}"


NASTY = [
    "]]> <![CDATA[ <script>alert(1)</script> &amp; & \"'",
    "🕯️ 👩‍👩‍👧 नमस्ते مرحبا",
    "a\x00b\x0bc\x1bd\ufffee\uffff",
    "\ud800 alone",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
]


@pytest.mark.parametrize("words", NASTY)
def test_it_is_well_formed_whatever_the_words_are(words: str) -> None:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    entry = Entry(words, words, words, words, at, None, words)
    root = ET.fromstring(Feed(words, words, words, words, words, [entry]).xml())
    readable = "".join(c for c in words if c in "\t\n\r" or (c >= " " and c not in "\ud800\ufffe\uffff"))
    assert text_of(root, "title") == text_of(root, "entry/author/name") == readable
    assert {child.tag for child in root} <= {
        f"{ATOM}{tag}" for tag in ("id", "title", "subtitle", "updated", "link", "entry")
    }


@pytest.mark.parametrize("title", ["]]> & <b>", "🕯️ नमस्ते", "a\x0bb\x1b"])
def test_a_title_comes_through_as_it_was_typed(cast: Cast, guest: Guest, title: str) -> None:
    retitle(thread=make_thread(cast.kitchen, by=cast.maya), title=title)
    assert feed(guest, KITCHEN).titles == [title.replace("\x0b", "").replace("\x1b", "")]


def test_each_entry_has_what_the_standard_asks_for(cast: Cast, guest: Guest) -> None:
    make_thread(cast.kitchen, by=cast.maya)
    (entry,) = feed(guest, KITCHEN).root.findall(f"{ATOM}entry")
    for tag in ("id", "title", "updated", "author/name"):
        assert text_of(entry, tag)
    assert [child.tag.removeprefix(ATOM) for child in entry] == [
        *("id", "title", "author", "published", "updated", "link", "summary")
    ]
