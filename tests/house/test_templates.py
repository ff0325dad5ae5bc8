"""Rule 7: no `|safe`, no inline style or script, no `.author`; and every word can be translated."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

import pytest
from jinja2 import nodes

from tests.house.markup import Reader, has_words, parsed, plain, spoken_constants
from tests.house.reading import ROOT, files

PAGES = (".html", ".xml")
FOLDERS = ("templates/", "forum/templates/")
Rule = Callable[[str], Iterable[tuple[int, str]]]


def templates(*endings: str) -> Iterator[tuple[str, str]]:
    for path in files(*endings):
        if path.startswith(FOLDERS):
            yield path, (ROOT / path).read_text(encoding="utf-8")


def unsafe(text: str) -> Iterator[tuple[int, str]]:
    tree = parsed(text)
    for one in tree.find_all(nodes.Filter):
        if one.name == "safe":
            yield one.lineno, "|safe"
    for auto in tree.find_all(nodes.ScopedEvalContextModifier):
        yield auto.lineno, "autoescape is not to be switched"


def naming_authors(text: str) -> Iterator[tuple[int, str]]:
    """A name leaves a post only through its byline, which knows about pseudonyms."""
    tree = parsed(text)
    for dotted in tree.find_all(nodes.Getattr):
        if dotted.attr == "author":
            yield dotted.lineno, ".author"
    for item in tree.find_all(nodes.Getitem):
        if isinstance(item.arg, nodes.Const) and item.arg.value == "author":
            yield item.lineno, '["author"]'


def inline(text: str) -> list[tuple[int, str]]:
    return Reader(text).inline


def untranslated(text: str) -> list[tuple[int, str]]:
    return Reader(text).untranslated + list(spoken_constants(parsed(text)))


NOT_COPY = re.compile(r"^(Subject: |/[a-z/-]+/)", re.MULTILINE)


def untranslated_letter(text: str) -> list[tuple[int, str]]:
    """The same for a letter: outside Jinja stand its subject's header name, addresses, and no copy."""
    lines = enumerate(NOT_COPY.sub("", plain(text)).split("\n"), 1)
    copy = [(n, line) for n, line in lines if has_words(line)]
    return copy + list(spoken_constants(parsed(text)))


@pytest.mark.parametrize("rule", [unsafe, naming_authors, inline, untranslated])
def test_pages_keep_the_rule(rule: Rule) -> None:
    assert not [f"{path}:{line}: {why}" for path, text in templates(*PAGES) for line, why in rule(text)]


@pytest.mark.parametrize("rule", [unsafe, naming_authors, untranslated_letter])
def test_letters_keep_the_rule(rule: Rule) -> None:
    assert not [f"{path}:{line}: {why}" for path, text in templates(".txt") for line, why in rule(text)]


def strangers(path: str, text: str) -> list[str]:
    """Public macros that do not share the file's name; `link_button` may stand in button.html."""
    names = [macro.name for macro in parsed(text).find_all(nodes.Macro) if not macro.name.startswith("_")]
    return [name for name in names if len(names) > 1 and PurePosixPath(path).stem not in name]


def test_each_ui_file_holds_one_kind_of_macro() -> None:
    assert not [
        fault for path, text in templates(".html") if "/ui/" in path for fault in strangers(path, text)
    ]


def test_it_sees_a_strange_macro() -> None:
    text = "{% macro button() %}{% endmacro %}{% macro link_button() %}{% endmacro %}"
    assert not strangers("ui/button.html", text)
    assert strangers("ui/button.html", text + "{% macro card() %}{% endmacro %}") == ["card"]


def test_a_fault_names_its_line() -> None:
    assert (
        untranslated("{% if x -%}\n\n{%- trans %}Yes\n{% endtrans -%}\n\n{%- endif %}\n<p>no</p>")[0][0] == 7
    )


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (unsafe, "{{ post.html|safe }}"),
        (unsafe, "{% filter safe %}x{% endfilter %}"),
        (unsafe, "{% autoescape false %}{{ x }}{% endautoescape %}"),
        (naming_authors, "{{ post.author.name }}"),
        (naming_authors, '{{ post["author"] }}'),
        (naming_authors, "{% if post.author == me %}{% endif %}"),
        (inline, '<p style="color: red">'),
        (inline, "<style>p {}</style>"),
        (inline, "<script>alert(1)</script>"),
        (inline, '<button {% if x %}class="y"{% endif %} onclick="go()">'),
        (untranslated, "<p>Hello</p>"),
        (untranslated, "<p>{{ n }} replies</p>"),
        (untranslated, '<a aria-label="Close" href="/">×</a>'),
        (untranslated, '<input type="submit" value="Send">'),
        (untranslated, '<img alt="a lamp" src="/lamp.svg">'),
        (untranslated, '{{ button("Send your reply") }}'),
        (untranslated, "{% trans %}Yes{% endtrans %}<p>no</p>"),
        (untranslated, "{% block body_class %}a{% endblock %}{% block main %}no{% endblock %}"),
        (untranslated_letter, '{{ _("Hello") }}\nWrite to us.'),
        (untranslated_letter, '{{ "Hello" }}'),
        (untranslated_letter, "Subject: Your link"),
        (untranslated_letter, "See /help for more"),
    ],
)
def test_it_sees_what_is_wrong(rule: Rule, text: str) -> None:
    assert list(rule(text))


@pytest.mark.parametrize(
    "text",
    [
        '<p>{{ _("Hello") }} · {{ name }}</p>',
        "<p>{% trans %}Hello{% endtrans %}</p>",
        '<h{{ level }} class="a b">{{ title }}</h{{ level }}>',
        '<{{ tag }} class="wide">{{ _("Go") }}</{{ tag }}>',
        '<a aria-label="{{ _("Close") }}" href="/"{% if x < y %} hidden{% endif %}>&times;</a>',
        '<script type="module" src="/static/js/start.js"></script>',
        '{{ button(_("Send"), kind="quiet wide") }}',
        '{% extends "layouts/base.html" %}{# A note for us #}',
        '{{ site_name|default("Lantern") }} {{ hour }} UTC',
        "{% block body_class %}narrow{% endblock %}",
        "{% macro _drawing(x) %}{% if x %}shield{% endif %}{% endmacro %}",
        '{{ ngettext("%(num)s reply", "%(num)s replies", n) }}',
    ],
)
def test_it_lets_what_is_right_be(text: str) -> None:
    for rule in (unsafe, naming_authors, inline, untranslated):
        assert not list(rule(text))
