"""What people type is kept; what cannot be seen, or breaks the page for others, is not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.text import SLUG_LENGTH, clean_line, clean_text, excerpt, slugify

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)
NASTY = st.text(
    st.sampled_from(
        "a é\u0301\u0316\u0344\u200c\u200d\u202e\u2066\ufeff\x00\x85\n\t\ud800\u3164"
        " \u093c\u0915\u094d\u0627\u0645\u06c1\u09c7\u09be\uac00\u11a8"
        "\U0001f469\ufe0f\U0001f3f4\U000e0067\U000e007f"
    ),
    max_size=40,
)


@given(ANY_TEXT | NASTY)
def test_cleaning_twice_changes_no_more_than_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(ANY_TEXT | NASTY)
def test_nothing_that_controls_or_hides_is_left(text: str) -> None:
    for cleaned, kept in ((clean_text(text), "\n\t"), (clean_line(text), "")):
        for character in cleaned:
            assert unicodedata.category(character) not in ("Cs", "Co")
            assert unicodedata.category(character) != "Cc" or character in kept
            assert character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff\u00ad"
        assert unicodedata.is_normalized("NFC", cleaned)


@given(ANY_TEXT | NASTY, st.integers(min_value=1, max_value=40))
def test_slugs_and_excerpts_keep_to_their_length(text: str, limit: int) -> None:
    assert 0 < len(slugify(text)) <= SLUG_LENGTH
    assert slugify(text).isascii()
    assert len(excerpt(text, limit)) <= limit


@pytest.mark.parametrize(
    "text",
    [
        "हिन्दी में क्\u200dष",
        "می\u200cخواهم",
        "ශ්\u200dරී ලංකා",
        "👩\u200d👩\u200d👧 ❤️\u200d🔥 🏳️\u200d🌈 👍🏽 1️⃣",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "Tiếng Việt, ὦ ἄνδρες, שָׁלוֹם, ကြွှေ့",
        "\U0001fa77 a heart newer than some tables",
    ],
)
def test_every_language_and_pictograph_is_kept(text: str) -> None:
    assert clean_text(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\u200bb\ufeffc\u00add", "abcd"),
        ("pay\u200dpal", "paypal"),
        ("\u202eevil\u2066", "evil"),
        ("a\x00b\x07c\x1bd\x7f", "abcd"),
        ("\ud800lone", "lone"),
        ("\U000e0061\U000e0062hidden letters", "hidden letters"),
        ("\ue000\ufdd0\U0010ffff.", "."),
    ],
)
def test_what_cannot_be_seen_goes(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_piled_up_marks_are_thinned() -> None:
    assert len(clean_text("z" + "\u0316\u0301\u0322" * 2_000)) <= 5
    assert len(clean_text("ก" + "\u0e47" * 50)) <= 7


def test_a_text_keeps_its_lines_and_loses_only_their_ends() -> None:
    assert clean_text("\r\n  one \t\r\ntwo\rthree\u2028four\vfive\n\n\n\n\n\nsix\n\n") == (
        "  one\ntwo\nthree\nfour\nfive\n\n\nsix"
    )


def test_a_line_is_one_line() -> None:
    assert clean_line("  one\ttwo\r\n three\u2029\u00a0four ") == "one two three four"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Why I don’t sleep & what helped", "why-i-dont-sleep-what-helped"),
        ("Straße à Łódź", "strasse-a-lodz"),
        ("मेरी कहानी", "thread"),
        ("", "thread"),
        ("a" * 90, "a" * 60),
        ("nine words " * 12, "nine-words-nine-words-nine-words-nine-words-nine-words-nine"),
    ],
)
def test_a_slug_can_be_read(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_an_excerpt_ends_at_a_word() -> None:
    assert excerpt("Some days, getting up is the whole of it.", 22) == "Some days, getting up…"
    assert excerpt("short", 22) == "short"
