"""The one renderer: safe, shallow, linear, and kind to what people meant."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.errors import Invalid
from forum.core.markdown import MAX_SOURCE, fold_quotes, quote, render

TAGS = {"p", "br", "hr", "h3", "h4", "h5", "h6", "strong", "em", "s", "a", "code", "pre", "blockquote"} | {
    "ul",
    "ol",
    "li",
    "details",
    "summary",
}
ATTRIBUTES = {
    "a": {"href", "rel"},
    "ol": {"start"},
    "blockquote": {"class", "data-post"},
    "details": {"class"},
}
SIGNS = (
    "> |>|- |1. |* |*|**|_|~~|`|```|\n|\n\n|    "
    "|# |===|---|[|](|)|!|]: /x|<|<b>|</p>|<script>|<!--|word |é|\u202e|\x00"
)
ADDRESSES = (
    "> [M wrote](/p/7):~javascript:x~data:~/p/3~//x~https://~www.~a.org~.com"
    "~<https://a.b>~&#x202e;~&amp;~&#0;~\\"
)
PIECES = st.lists(st.sampled_from([*SIGNS.split("|"), *ADDRESSES.split("~")]), max_size=60).map("".join)


class Page(HTMLParser):
    """Fails on a tag that is not closed in its turn; remembers how deep it went."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.deepest = 0
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in ("br", "hr"):
            self.open.append(tag)
            self.deepest = max(self.deepest, len(self.open))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def check(html: str) -> None:
    page = Page(html)
    assert page.tags <= TAGS
    for tag, name, value in page.attributes:
        assert name in ATTRIBUTES.get(tag, ())
        if name == "href":
            assert re.match(r"https?://[^/]|mailto:|/(?![/\\])", value, re.IGNORECASE)
    assert not re.search("[\x00\u202a-\u202e\u2066-\u2069]", html)


@given(st.text(max_size=200) | PIECES)
def test_any_text_becomes_sound_harmless_html(source: str) -> None:
    check(render(source).html)


@given(PIECES, st.sets(st.sampled_from([3, 7])))
def test_folding_keeps_html_sound(source: str, post_ids: set[int]) -> None:
    rendered = render(source)
    folded = fold_quotes(rendered.html, post_ids, "Quote of <someone>")
    check(folded)
    assert folded.count("<details") == sum(rendered.html.count(f'data-post="{n}"') for n in post_ids)


@pytest.mark.parametrize(
    "pattern",
    [
        "> ",
        ">",
        "- ",
        "1. ",
        "* a\n  ",
        "*",
        "**a ",
        "*a _b ",
        "[",
        "![",
        "[](",
        "[a](",
        "`",
        "``a`",
        "~~a",
        "<",
        "<a@",
        "&#",
        "http://",
        "/http://a.a",
        "://",
        "www.",
        "a.com/(",
        "http://a/)))",
        "[*",
        "\\",
        "a\u0316\u0301",
        "\u0316\u0301",
        "> a\n\n",
        "[" * 40 + "](x)",
    ],
)
def test_twice_a_nasty_text_costs_about_twice(pattern: str) -> None:
    def seconds(length: int) -> float:
        source = (pattern * length)[:length]
        best = 60.0
        for _ in range(3):
            start = time.process_time()
            render(source)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(MAX_SOURCE) < 4 * max(seconds(MAX_SOURCE // 2), 0.002)


@pytest.mark.parametrize("pattern", [">", "> ", "- ", "1. ", "> - ", "**a ", "*a _b ", "[", "*a **b ~~c "])
def test_deep_nesting_stays_shallow_and_loses_no_word(pattern: str) -> None:
    html = render(pattern * 1_500 + " the end").html
    assert Page(html).deepest <= 22
    assert "the end" in html


def test_matched_emphasis_of_any_depth_is_shallow() -> None:
    html = render("*a **b " * 1_500 + "end" + "** *" * 1_500).html
    assert Page(html).deepest <= 6
    assert "end" in html


def test_a_line_end_is_a_line_break() -> None:
    assert render("one\ntwo").html == "<p>one<br>\ntwo</p>\n"


def test_raw_html_is_shown_as_text() -> None:
    assert render("<b onclick=x>hi</b>").html == "<p>&lt;b onclick=x&gt;hi&lt;/b&gt;</p>\n"


def test_headings_begin_at_three_and_skip_no_level() -> None:
    html = render("## a\n\n##### b\n\n# c\n\n## d").html
    assert re.findall(r"<(h\d)>(\w)", html) == [("h3", "a"), ("h4", "b"), ("h3", "c"), ("h4", "d")]


def test_a_picture_becomes_a_link_to_it() -> None:
    html = render("![my dog](https://x.org/dog.png) ![](https://x.org/b.png)").html
    assert ">my dog</a>" in html
    assert ">https://x.org/b.png</a>" in html
    assert "!" not in html


def test_links_elsewhere_say_so_and_our_own_do_not() -> None:
    html = render("[a](https://x.org) [b](/t/3-x) [c](mailto:d@x.org)").html
    assert '<a href="https://x.org" rel="nofollow ugc noopener noreferrer">a</a>' in html
    assert '<a href="/t/3-x">b</a>' in html
    assert '<a href="mailto:d@x.org" rel=' in html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScript:x",
        "data:text/html,x",
        "//evil.org",
        "vbscript:x",
        "file:///etc",
        "relative",
        "#top",
        "https://nhs.uk@evil.org",
        "http://",
        "&#106;avascript:x",
        "mailto:a@b.c?body=x",
    ],
)
def test_unsafe_links_stay_text(address: str) -> None:
    assert "<a" not in render(f"[x]({address})").html


@pytest.mark.parametrize(
    ("typed", "href", "shown"),
    [
        ("see https://x.org/a_b_c.", "https://x.org/a_b_c", "https://x.org/a_b_c"),
        ("(https://x.org/Foo_(bar))", "https://x.org/Foo_(bar)", "https://x.org/Foo_(bar)"),
        ("*https://x.org/a*", "https://x.org/a", "https://x.org/a"),
        ("www.mind.org.uk, or", "https://www.mind.org.uk", "www.mind.org.uk"),
        ("samaritans.org/help?", "https://samaritans.org/help", "samaritans.org/help"),
        ("nimhans.ac.in", "https://nimhans.ac.in", "nimhans.ac.in"),
        ("<https://x.org>", "https://x.org", "https://x.org"),
        ("https://xn--80ak6aa92e.com", "https://xn--80ak6aa92e.com", "https://xn--80ak6aa92e.com"),
    ],
)
def test_bare_addresses_become_links(typed: str, href: str, shown: str) -> None:
    assert re.findall('<a href="([^"]*)"[^>]*>([^<]*)</a>', render(typed).html) == [(href, shown)]


@pytest.mark.parametrize(
    "typed", ["that's it.so I went", "me@x.org", "xhttps://x.org", "e.g. this", "`https://x.org`", "a.b.c"]
)
def test_other_words_do_not(typed: str) -> None:
    assert "<a" not in render(typed).html


def test_entities_smuggle_nothing_in() -> None:
    assert render("a&#x202e;b&#x200b;c &amp; d").html == "<p>abc &amp; d</p>\n"


def test_too_long_a_text_is_refused_with_the_reason() -> None:
    with pytest.raises(Invalid, match="20000"):
        render("a" * (MAX_SOURCE + 1))


@given(st.text(max_size=40), PIECES)
def test_any_post_can_be_quoted(name: str, source: str) -> None:
    assert render(quote(name, 9, source)).quoted[:1] == (9,)
