"""Templates as the house rules read them: Jinja's own lexer and parser, then HTML's."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

# Read by people, or read out to them.
SPOKEN = {"alt", "aria-description", "aria-label", "aria-roledescription", "aria-valuetext", "label"} | {
    "placeholder",
    "title",
}
LETTER = re.compile(r"[^\W\d_]")
SENTENCE = re.compile(r"[A-Z][a-z’']*(\s|$)")
TRANSLATES = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
# The same in every language.
NAMES = re.compile(r"\b(?:Lantern|UTC)\b")
# A block or macro that gives an attribute or a drawing's name: `{% block body_class %}narrow{% endblock %}`.
ATTRIBUTE = re.compile(r"\w*_(?:class|id|attrs|drawing)")


class Fragments(Extension):
    """The tag of forum/http/fragments.py as far as reading goes: its key is no copy, its body is."""

    tags = {"fragment"}  # noqa: RUF012  # Jinja names a tag so

    def parse(self, parser: Parser) -> list[nodes.Node]:
        next(parser.stream)
        if not parser.stream.current.test("block_end"):
            parser.parse_tuple()
        return parser.parse_statements(("name:endfragment",), drop_needle=True)


_jinja = Environment(extensions=["jinja2.ext.i18n", Fragments], autoescape=True)


def has_words(text: str) -> bool:
    """Whether there is anything to translate in `text`."""
    return LETTER.search(NAMES.sub("", text)) is not None


def parsed(text: str) -> nodes.Template:
    return _jinja.parse(text)


def plain(text: str) -> str:
    """The template without Jinja and without what is translated, its lines where they were."""
    kept: list[str] = []
    lines, silent, before = 1, False, ""
    for line, kind, value in _jinja.lex(text):
        if kind == "name":
            silent = _silences(before, value, silent)
            before = value
        if kind == "data" and not silent:
            kept.append("\n" * (line - lines) + value)
            lines = max(line, lines) + value.count("\n")
        elif kind == "variable_begin" and kept and kept[-1].endswith(("<", "</")):
            kept.append("x")  # `<h{{ level }}>` and `<{{ tag }}>` still read as elements
    return "".join(kept)


def _silences(before: str, name: str, silent: bool) -> bool:
    """Whether what follows this name in a Jinja tag is translated, or is an attribute's value."""
    if name in {"trans", "endtrans", "endblock", "endmacro"}:
        return name == "trans"
    return silent or (before in {"block", "macro"} and ATTRIBUTE.fullmatch(name) is not None)


class Reader(HTMLParser):
    """Collects (line, fault): `inline` what the policy forbids, `untranslated` what nobody can translate."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.inline: list[tuple[int, str]] = []
        self.untranslated: list[tuple[int, str]] = []
        self._quiet = ""
        self.feed(plain(text))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append((line, f"an inline <{tag}>"))
        self.inline += [(line, f"an inline {n}=") for n in given if n == "style" or n.startswith("on")]
        if tag in {"script", "style"}:
            self._quiet = tag
        for name in _spoken(tag, given):
            self._judge(line, given.get(name, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._quiet:
            self._quiet = ""

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self._judge(self.getpos()[0], data)

    def _judge(self, line: int, copy: str) -> None:
        if has_words(copy):
            self.untranslated.append((line, f"copy outside _(): {' '.join(copy.split())[:60]}"))


def _spoken(tag: str, given: dict[str, str]) -> set[str]:
    if tag == "input" and given.get("type") in {"submit", "button", "reset"}:
        return SPOKEN | {"value"}
    if tag == "meta" and given.get("name", given.get("property", "")) in {"description", "og:title"}:
        return SPOKEN | {"content"}
    return SPOKEN


def spoken_constants(tree: nodes.Node, translated: bool = False) -> Iterator[tuple[int, str]]:
    """String constants in expressions that begin like a sentence and are not inside `_()`."""
    for child in tree.iter_child_nodes():
        if isinstance(child, nodes.Const) and isinstance(child.value, str):
            if not translated and SENTENCE.match(child.value) and has_words(child.value):
                yield child.lineno, f"copy outside _(): {child.value[:60]}"
            continue
        yield from spoken_constants(child, translated or _translates(child))


def _translates(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Call) and getattr(node.node, "name", "") in TRANSLATES
