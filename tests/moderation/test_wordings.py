"""What changed between two wordings, and that a nasty text costs no more than a kind one."""

import time

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.moderation.wordings import AROUND, Kind, Part, word_diff
from forum.threads.editing import edit_post
from forum.threads.models import Post
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.moderation.acts import flagged
from tests.page import Guest


def test_words_that_went_and_words_that_came() -> None:
    assert word_diff("I am so tired today", "I am very tired") == (
        Part(Kind.SAME, "I am "),
        Part(Kind.GONE, "so "),
        Part(Kind.ADDED, "very "),
        Part(Kind.SAME, "tired"),
        Part(Kind.GONE, "today"),
    )


def test_the_same_is_no_change() -> None:
    assert word_diff("As it was.", "As it was.") == ()


def test_of_long_stretches_that_stayed_only_the_ends_are_shown() -> None:
    words = " ".join(f"w{number}" for number in range(200))
    skipped, near, gone, added = word_diff(words + " end", words + " other")
    assert (skipped.kind, near.kind) == (Kind.SKIPPED, Kind.SAME)
    assert len(near.text.split()) == AROUND
    assert (gone, added) == (Part(Kind.GONE, "end"), Part(Kind.ADDED, "other"))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from("abc"), max_size=22), st.lists(st.sampled_from("abc"), max_size=22))
def test_both_wordings_can_be_read_from_it(old: list[str], new: list[str]) -> None:
    parts = word_diff(" ".join(old), " ".join(new))
    sides = [
        [word for part in parts if part.kind is not other for word in part.text.split()]
        for other in (Kind.ADDED, Kind.GONE)
    ]
    assert sides == ([old, new] if old != new else [[], []])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 9_000 + "x", "y " + "a " * 9_000),
        ("a b " * 4_000, "b a " * 4_000),
        (" ".join(map(str, range(1_400))), " ".join(map(str, range(1_400, 0, -1)))),
        ("x" * 20_000, "y" * 20_000),
    ],
)
def test_a_nasty_pair_is_compared_in_no_time(before: str, after: str) -> None:
    began = time.process_time()
    word_diff(before, after)
    assert time.process_time() - began < 1.0


def test_a_stale_page_shows_what_the_author_changed(app: Flask, cast: Cast, post: Post) -> None:
    case = flagged(post)
    ines = Guest(app).signed_in_as(cast.ines)
    form = ines.get(f"/moderation/cases/{case.id}?words=shown").form("/decision")
    writing = Writing("I read this twice & more. Thank you for <i>it</i>.")
    edit_post(actor=cast.maya, post=post, revision=1, title="", writing=writing)
    page = ines.send(form, act="no-action")
    assert page.status == 409
    fold = page.one(".revision").find_parent("details")
    assert fold is not None and fold.summary.get_text().strip() == "Show what was changed"
    assert page.all(".revision del")[0].get_text().startswith("taken out: ")
    assert "& more." in page.one(".revision").get_text() and not page.all(".revision i")
