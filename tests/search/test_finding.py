"""What is found, by what is typed: the same on both databases."""

import pytest

from forum.accounts.visitor import GUEST, Visitor
from forum.core.db import db
from forum.core.errors import Invalid
from forum.search.parser import parse
from forum.search.queries import FEW, SIZE, found
from forum.threads.models import Thread
from tests.cast import Cast
from tests.make import first_post, make_member, make_post, make_thread
from tests.search.conftest import Find, ids

ODD = (
    *('"', '""', "-", "*", "^a", "a*b", "(", ")", "a OR b", "NOT a", "NEAR(a b)", "{words}:a", "words:a"),
    *("a & b", "a | !b", "a <-> b", "'a'", "a:*", "\\", "a\\'b", "';--", "%_", "🙂", "ﷺ", "½", "𝐀", "\u0301"),
    *("a\x00b", "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"), "b12 #b1", "#a1"),
)


@pytest.fixture
def thread(cast: Cast) -> Thread:
    return make_thread(cast.kitchen, by=cast.maya, title="Naps and the Café", text="It rained all day.")


def test_all_words_have_to_be_there_in_title_or_text(thread: Thread, find: Find) -> None:
    post = first_post(thread)
    assert find("rained day") == find("cafe") == find("CAFÉ rained") == find("naps the") == [post.id]
    assert find("rained snow") == find("rain") == find("af") == []


def test_a_title_is_found_with_the_post_that_it_stands_above_and_no_other(thread: Thread, find: Find) -> None:
    make_post(thread, text="I know.")
    assert find("naps") == [first_post(thread).id]


def test_words_in_a_row_stand_side_by_side_and_not_over_from_title_into_text(
    thread: Thread, find: Find
) -> None:
    assert find('"rained all"') == [first_post(thread).id]
    assert find('"all rained"') == find('"cafe it"') == find('"the day"') == []


def test_the_newest_come_first(thread: Thread, find: Find) -> None:
    replies = [make_post(thread, text="Rained here too.") for _ in range(3)]
    assert find("rained") == ids(*reversed(replies), first_post(thread))


def test_without_leaves_out(thread: Thread, find: Find) -> None:
    reply = make_post(thread, text="Rained, and it was night.")
    assert find("rained -day") == find('rained -"all day"') == [reply.id]
    assert find("rained -naps") == [reply.id]
    assert find("rained -day -night") == []


def test_a_star_finds_what_begins_so(thread: Thread, find: Find) -> None:
    assert find("rai*") == find('"it" rain*') == [first_post(thread).id]
    assert find("ra*") == find("ined*") == []


def test_words_of_quotes_are_not_the_posts_own(thread: Thread, find: Find) -> None:
    make_post(thread, text="> It snowed at night.\n\nSo it did.")
    assert find("snowed") == [] and len(find("did")) == 1


def test_marks_of_form_are_no_words(thread: Thread, find: Find) -> None:
    post = make_post(thread, text="**Bo**ld &amp; [a link](https://example.org/hidden-words)")
    assert find("bold") == find("link") == [post.id]
    assert find("strong") == find("amp") == find("href") == []


@pytest.mark.parametrize("text", ["眠れない夜が続く", "रात भर नींद नहीं", "لم أنم الليلة", "นอนไม่หลับ"])
def test_other_scripts_are_found(thread: Thread, find: Find, text: str) -> None:
    post = make_post(thread, text=text)
    some = {"眠": "ない夜", "र": "नींद", "ل": "الليلة", "น": "หลับ"}[text[0]]
    assert find(some) == find(text) == [post.id]


@pytest.mark.parametrize("typed", ODD)
def test_odd_signs_are_no_error(cast: Cast, thread: Thread, find: Find, typed: str) -> None:
    for query in (typed, f"rained {typed}", f"rained -{typed}", f'"{typed} rained', f"by:{typed}"):
        find(query, cast.maya)


def test_every_ascii_sign_may_stand_anywhere(cast: Cast, thread: Thread, find: Find) -> None:
    for sign in map(chr, range(1, 128)):
        try:
            parse(f"{sign}rained{sign} a{sign}b")
        except Invalid:
            continue
        find(f"{sign}rained{sign} a{sign}b", cast.maya)


class TestByName:
    """`by:` is about an account's own name."""

    def test_it_finds_what_stands_under_it(self, cast: Cast, thread: Thread, find: Find) -> None:
        reply = make_post(thread, by=cast.jonas, text="It rained here.")
        assert find("by:Maya", cast.priya) == [first_post(thread).id]
        assert find("rained by:jonas", cast.priya) == [reply.id]
        assert find("snow by:jonas", cast.priya) == find("by:nobody rained", cast.priya) == []

    def test_a_name_of_several_words_stands_in_quotes_or_together(self, cast: Cast, find: Find) -> None:
        post = make_post(by=make_member("Slow River"))
        assert find('by:"slow river"', cast.maya) == find("by:SlowRiver", cast.maya) == [post.id]

    def test_it_is_no_word_of_the_text(self, cast: Cast, find: Find, thread: Thread) -> None:
        assert find("maya", cast.priya) == find(str(cast.maya.id), cast.priya) == []


def page_by_page(visitor: Visitor, typed: str) -> list[list[int]]:
    pages, before = [], ""
    while True:
        page = found(visitor, parse(typed), board_ids=None, before=before)
        pages.append([result.id for result in page.items])
        if page.next_key is None:
            return pages
        before = page.next_key


def test_pages_follow_one_another_without_gaps(cast: Cast, thread: Thread) -> None:
    posts = [make_post(thread, by=make_member(), text="It rained.") for _ in range(SIZE * 2 - 1)]
    db.session.commit()
    pages = page_by_page(GUEST, "rained")
    assert [len(page) for page in pages] == [SIZE, SIZE]
    assert [one for page in pages for one in page] == ids(*reversed(posts), first_post(thread))


def test_in_low_energy_mode_few_come_at_once(cast: Cast, thread: Thread) -> None:
    for _ in range(FEW):
        make_post(thread, by=make_member(), text="It rained.")
    db.session.commit()
    tired = Visitor(id=cast.maya.id, comfort=GUEST.comfort.__class__(low_energy=True))
    assert [len(page) for page in page_by_page(tired, "rained")] == [FEW, 1]
