"""Where words end and which are the same: decided here, and by neither database."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.search.words import LONGEST_WORD, _pattern, fold, folded_words, words_in

MIGRATION = Path(__file__).parents[2] / "migrations/versions/0016_the_search_index.py"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Slept WELL, for once.", "slept well for once"),
        ("Café déjà-vu", "cafe deja vu"),
        ("Straße, Ærø, Łódź", "strasse aero lodz"),
        ("I don't; she’ll. It's Anna's", "i dont shell its annas"),
        ("rock'n'roll 'quoted'", "rock n roll quoted"),
        ("treatment-resistant_depression", "treatment resistant depression"),
        ("https://example.org/a?b=5mg", "https example org a b 5mg"),
        ("نوم عميق", "نوم عميق"),
        ("眠れない夜", "眠 れ な い 夜"),
        ("bầu trời", "bau troi"),
        ("🙂 — … !?", ""),
        ("1️⃣ ❤️ one", "1 one"),
        ("", ""),
    ],
)
def test_words_are_cut_and_folded(text: str, words: str) -> None:
    assert " ".join(folded_words(text)) == words


def test_vowel_signs_are_part_of_a_word() -> None:
    assert folded_words("हिन्दी में लिखना") == ["हिन्दी", "में", "लिखना"]


def test_a_word_knows_where_it_stands() -> None:
    text = "Oh, it’s Früh."
    words = words_in(text)
    assert [text[slice(*place.span())] for place in words.places] == ["Oh", "it’s", "Früh"]
    assert words.folded == ["oh", "its", "fruh"]


def test_of_an_endless_word_the_beginning_counts() -> None:
    assert folded_words("A" * 500) == ["a" * LONGEST_WORD]


@given(st.text())
def test_a_folded_word_holds_nothing_that_a_database_could_take_for_its_own(text: str) -> None:
    for word in folded_words(text):
        ascii_only = "".join(letter for letter in word if letter.isascii())
        assert word and (ascii_only == "" or ascii_only.isalnum()) and ascii_only == ascii_only.lower()
        assert not any(letter.isspace() for letter in word)


@given(st.text())
def test_each_word_has_its_place(text: str) -> None:
    words = words_in(text)
    there = [text[slice(*place.span())] for place in words.places]
    assert words.folded == folded_words(text) == [fold(word) for word in there]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    for word in folded_words(text):
        assert fold(word) == word


@given(st.text(alphabet=st.sampled_from("aZ9 '’ʼsStmreLl_-.\u00e9ßø½\u2014\U0001f642日\u0301é\ufe0f\u0e19")))
def test_the_short_way_through_common_text_finds_the_same(text: str) -> None:
    assert folded_words(text) == [fold(found) for found in _pattern().findall(text) if fold(found)]


@given(st.text())
def test_it_finds_the_same_in_any_text(text: str) -> None:
    assert folded_words(text) == [fold(found) for found in _pattern().findall(text) if fold(found)]


def migration() -> ModuleType:
    spec = importlib.util.spec_from_file_location("migration_0016", MIGRATION)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_FILLING = migration()


@given(st.text())
def test_the_migration_that_fills_the_index_cuts_them_alike(text: str) -> None:
    assert list(_FILLING._words_in(text)) == folded_words(text)
