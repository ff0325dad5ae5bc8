"""Quoting a post, knowing who was quoted, and folding the words of somebody blocked."""

import pytest

from forum.core.markdown import MAX_QUOTES, fold_quotes, quote, render


def test_quotes_are_marked_and_told() -> None:
    rendered = render("> [Maya wrote](/p/123):\n> hello\n> > [Bo wrote](/p/7): x\n\nreply\n\n> only words")
    assert rendered.quoted == (123, 7)
    assert '<blockquote class="quote" data-post="123">' in rendered.html
    assert "<blockquote>\n<p>only words" in rendered.html


@pytest.mark.parametrize(
    "line", ["[x](/p/0):", "[x](/p/9999999999999999999):", "[x](/p/1) said", "a [x](/p/1):", "[x](/t/1):"]
)
def test_other_blockquotes_quote_nobody(line: str) -> None:
    assert render(f"> {line}\n> words").quoted == ()


def test_no_more_people_are_quoted_than_a_post_can_answer() -> None:
    source = "\n\n".join(f"> [A wrote](/p/{number}):\n> x" for number in range(1, 100))
    assert len(render(source).quoted) == MAX_QUOTES


def test_a_quote_comes_back_as_it_was_made() -> None:
    made = quote("Ma*ya* _[x](http://a.b)", 5, "> older words\n\nnew **words**\n\n```\n> code\n```")
    rendered = render(made + "my answer")
    assert rendered.quoted == (5,)
    assert "Ma*ya* _[x](http://a.b) wrote</a>:" in rendered.html
    assert "older" not in rendered.html
    assert "<strong>words</strong>" in rendered.html
    assert "<code>&gt; code\n</code>" in rendered.html
    assert "</blockquote>\n<p>my answer</p>" in rendered.html


def test_a_long_post_is_quoted_in_part() -> None:
    made = quote("Maya", 5, "word " * 1_000)
    assert len(made) < 700
    assert made.rstrip().endswith("word…")


def test_folding_hides_one_person_s_words_and_no_others() -> None:
    html = render(
        "> [Bo wrote](/p/7):\n> a\n> > [Maya wrote](/p/3):\n> > b\n\n> [Maya wrote](/p/3):\n> c"
    ).html
    folded = fold_quotes(html, {3}, "Words of someone you <blocked>")
    assert folded.count("<summary>Words of someone you &lt;blocked&gt;</summary>") == 2
    assert folded.startswith('<blockquote class="quote" data-post="7">')
    assert fold_quotes(html, {99}, "x") == html
