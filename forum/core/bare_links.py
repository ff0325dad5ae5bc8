"""Addresses typed without any markup become links.

`https://…` anywhere, and in running text `www.…` or a plain domain under an ending that is not also an
English word (“that's it.so I went” stays text). Mail addresses are left alone: on a forum of
pseudonyms nobody's should be one tap away. Each address is looked at once and has a greatest length,
so the cost grows with the text and not with its square.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

MAX_ADDRESS = 2_000

_REST = r"""[^\s<>"`{}|\\^\[\]*]"""
_SCHEME = re.compile(r"(?<![a-z0-9+.-])https?$", re.IGNORECASE)
_AFTER_SCHEME = re.compile(rf"://{_REST}{{1,{MAX_ADDRESS}}}")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(
    rf"(?<![\w@/.:#=&?-])(?:www\.(?:{_LABEL}\.){{1,4}}[a-z]{{2,12}}"
    rf"|(?:{_LABEL}\.){{1,4}}(?:com|org|net|edu|gov|info|(?:ac|co|gov|nhs|nic|org)\.[a-z]{{2}})"
    rf"|(?:{_LABEL}\.)?nhs\.uk)(?![\w@-])(?:[/?#]{_REST}{{0,{MAX_ADDRESS}}})?",
    re.IGNORECASE,
)


def install(parser: MarkdownIt) -> None:
    """Teach `parser` to link bare addresses."""
    parser.inline.ruler.before("newline", "bare_address", _bare_address)
    parser.core.ruler.push("bare_domains", _bare_domains)


def _bare_address(state: StateInline, silent: bool) -> bool:
    """An inline rule, so that an underscore inside an address is not taken for emphasis."""
    start = state.pos
    if state.linkLevel or not state.src.startswith("://", start):
        return False
    scheme = _SCHEME.search(state.src[max(0, start - 6) : start])
    rest = _AFTER_SCHEME.match(state.src, start, state.posMax)
    if scheme is None or rest is None or len(rest[0]) > MAX_ADDRESS:
        return False
    if not (silent or state.pending.endswith(scheme[0])):
        return False
    address = _without_sentence_end(scheme[0] + rest[0])
    target = state.md.normalizeLink(address)
    if not state.md.validateLink(target):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        state.push("link_open", "a", 1).attrs = {"href": target}
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    state.pos += len(address) - len(scheme[0])
    return True


def _bare_domains(state: StateCore) -> None:
    for block in state.tokens:
        if not block.children or "." not in block.content:
            continue
        line: list[Token] = []
        inside = 0
        for token in block.children:
            inside += token.nesting if token.type in ("link_open", "link_close") else 0
            line += [token] if inside or token.type != "text" else _linked(state.md, token)
        block.children = line


def _linked(parser: MarkdownIt, text: Token) -> list[Token]:
    """`text` cut into text and links. Plain domains are taken to speak https."""
    parts: list[Token] = []
    done = 0
    for found in _DOMAIN.finditer(text.content):
        address = _without_sentence_end(found[0])
        target = parser.normalizeLink("https://" + address)
        if not parser.validateLink(target):
            continue
        parts += [
            Token("text", "", 0, content=text.content[done : found.start()]),
            Token("link_open", "a", 1, attrs={"href": target}),
            Token("text", "", 0, content=address),
            Token("link_close", "a", -1),
        ]
        done = found.start() + len(address)
    text.content = text.content[done:]
    return [*parts, text]


def _without_sentence_end(address: str) -> str:
    """`address` without the full stop, quote mark or closing bracket that belongs to the sentence."""
    while address[-1] in ".,;:!?'\")_~…’”":
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address
