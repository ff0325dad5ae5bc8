"""What is typed means something or nothing, and never an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.errors import Invalid
from forum.search.parser import LONGEST, MOST_WORDS, Sought, Term, parse


def words(*rows: str) -> tuple[Term, ...]:
    return tuple(Term(tuple(row.split())) for row in rows)


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("Sleep  Night", Sought(words("sleep", "night"))),
        ('"a good day"', Sought(words("a good day"))),
        ("“a good day” rain", Sought(words("a good day", "rain"))),
        ('"a good day', Sought(words("a good day"))),
        ("sleep -work", Sought(words("sleep"), words("work"))),
        ('sleep -"night shift"', Sought(words("sleep"), words("night shift"))),
        ("treatment-resistant", Sought(words("treatment resistant"))),
        ("don’t", Sought(words("dont"))),
        ("by:Maya", Sought(by="Maya")),
        ('rain by:"Slow River"', Sought(words("rain"), by="Slow River")),
        ('BY: "Slow River"', Sought(by="Slow River")),
        ("-by:Maya rain", Sought(words("rain"), words("by maya"))),
        ("sleep*", Sought((Term(("sleep",), begins=True),))),
        ("s*", Sought(words("s"))),
        ('"sleep*"', Sought(words("sleep"))),
        ('* - "" -- \' by:', Sought()),
        ("sleep AND (night OR NOT x)", Sought(words("sleep", "and", "night", "or", "not", "x"))),
        ("NEAR(a b, 5) title:sleep ^sleep", Sought(words("near a", "b", "5", "title sleep", "sleep"))),
    ],
)
def test_what_is_typed_is_understood(typed: str, sought: Sought) -> None:
    assert parse(typed) == sought


@pytest.mark.parametrize("typed", ["", " ", "!?…", "🙂", "-sleep", '-"a b"'])
def test_what_names_nothing_that_a_post_could_have_finds_nothing(typed: str) -> None:
    assert not parse(typed).finds_something


@pytest.mark.parametrize("typed", ["a" * (LONGEST + 1), "a " * (MOST_WORDS + 1), "眠" * (MOST_WORDS + 1)])
def test_too_much_is_refused_in_words(typed: str) -> None:
    with pytest.raises(Invalid, match="leave the few words that matter most"):
        parse(typed)


@given(st.text(alphabet=st.sampled_from("ab-\"'*:()^by \u0301“眠\x00\n&|!<>\\"), max_size=60))
def test_nothing_odd_breaks_it(typed: str) -> None:
    try:
        sought = parse(typed)
    except Invalid:
        return
    assert all(term.words for term in (*sought.terms, *sought.without))
