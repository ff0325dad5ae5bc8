"""The one renderer: what a member typed becomes the HTML that is stored and shown.

CommonMark, with these choices of ours:

- A line end is a line break, as people expect in a message.
- No raw HTML: it is shown as it was typed. No images: the picture's words become a link to it.
- Headings begin at `h3` and never skip a level, so a page keeps one `h1` and a sound outline.
- Reference definitions are off: one long address used a thousand times would make megabytes.
- Lists and quotes nest eight deep, emphasis four; deeper text is kept, only its nesting is not.
- Links lead to http, https, mailto or a path of our own. Bare addresses become links by a small rule
  of ours (`bare_links`), because the usual library takes the square of a nasty text's length.

nh3 with a tight allowlist is the last step, whatever came before it. All steps are linear.
"""

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_inline import StateInline, link
from markdown_it.token import Token

from forum.core import bare_links
from forum.core.errors import Invalid
from forum.core.text import clean_line, clean_text, scrub
from forum.core.words import N_

RENDERER_VERSION = 1
"""Stored beside the HTML; raise it when the same text would render otherwise."""

MAX_SOURCE = 20_000
MAX_DEPTH = 8
MAX_EMPHASIS = 4
MAX_LABEL = 1_000
MAX_QUOTES = 30
QUOTE_LENGTH = 600
REL = "nofollow ugc noopener noreferrer"

BlockRule = Callable[[StateBlock, int, int, bool], bool]

_QUOTED_POST = re.compile(r"/p/([1-9][0-9]{0,17})")
_BLOCKQUOTE = re.compile(r'</blockquote>|<blockquote(?:[^>]* data-post="(\d+)")?[^>]*>')
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_SAFE_ADDRESS = re.compile(
    r"/(?![/\\])|https?://[^/?#@\\\s]+(?:[/?#]|$)|mailto:[^?@\s]+@[^?@\s]+$", re.IGNORECASE
)
_EMPHASIS = ("em_open", "strong_open", "s_open", "em_close", "strong_close", "s_close")

_cleaner = nh3.Cleaner(
    tags={"p", "br", "hr", "h3", "h4", "h5", "h6", "strong", "em", "s", "a", "code", "pre", "blockquote"}
    | {"ul", "ol", "li"},
    attributes={"a": {"href"}, "ol": {"start"}, "blockquote": {"data-post"}},
    tag_attribute_values={"a": {"rel": {REL}}},
    allowed_classes={"blockquote": {"quote"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """`html` is safe to show as it is; `quoted` are the ids of the posts it quotes, each once."""

    html: str
    quoted: tuple[int, ...]


def render(source: str) -> Rendered:
    """The HTML of a post. Raises only `Invalid`, for more than `MAX_SOURCE` characters."""
    source = clean_text(source)
    if len(source) > MAX_SOURCE:
        raise Invalid(
            N_("This is longer than one post can hold (%(limit)s characters). Could it be two posts?"),
            field="text",
            limit=MAX_SOURCE,
        )
    tokens = _parser.parse(source)
    _demote_headings(tokens)
    quoted = _mark_quotes(tokens)
    for token in tokens:
        if token.children:
            token.children = _named_links(_shallow(token.children))
    rendered: str = _parser.renderer.render(tokens, _parser.options, {})
    return Rendered(_cleaner.clean(rendered), quoted)


def quote(name: str, post_id: int, source: str) -> str:
    """The Markdown that quotes a post: who wrote it, linked, then the beginning of their own words."""
    author = _PUNCTUATION.sub(r"\\\1", clean_line(name))
    lines = [f"[{author} wrote](/p/{post_id}):"]
    if words := own_source(clean_text(source)):
        lines += ["", *_beginning(words).split("\n")]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def fold_quotes(html_text: str, post_ids: set[int], summary: str, *, look: str = "fold") -> str:
    """`html_text` with the quotes of these posts folded behind `summary`, quotes inside quotes too.

    `look` is the fold's class. The text must come from `render`: there a `<` begins a tag and nothing else,
    so tags can be found by pattern, which costs a page of posts a hundredth of what parsing them again would.
    """
    if not post_ids or "data-post=" not in html_text:
        return html_text
    opening = f'<details class="{look}"><summary>{html.escape(summary)}</summary>'
    folded: list[bool] = []

    def fold(found: re.Match[str]) -> str:
        if found[0] == "</blockquote>":
            return "</blockquote></details>" if folded and folded.pop() else "</blockquote>"
        folded.append(found[1] is not None and int(found[1]) in post_ids)
        return opening + found[0] if folded[-1] else found[0]

    return _BLOCKQUOTE.sub(fold, html_text)


def _demote_headings(tokens: Sequence[Token]) -> None:
    """The first heading is an `h3`, and each is at most one level below the one before it."""
    outline: list[str] = []
    tag = ""
    for token in tokens:
        if token.type == "heading_open":
            while outline and outline[-1] >= token.tag:
                outline.pop()
            outline.append(token.tag)
            tag = f"h{min(2 + len(outline), 6)}"
        if token.type in ("heading_open", "heading_close"):
            token.tag = tag


def _mark_quotes(tokens: Sequence[Token]) -> tuple[int, ...]:
    quoted: dict[int, None] = {}
    for opening, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "blockquote_open" or paragraph.type != "paragraph_open":
            continue
        post_id = _attributed_to(inline.children or [])
        if post_id is None or (post_id not in quoted and len(quoted) >= MAX_QUOTES):
            continue
        quoted[post_id] = None
        opening.attrSet("class", "quote")
        opening.attrSet("data-post", str(post_id))
    return tuple(quoted)


def _attributed_to(line: Sequence[Token]) -> int | None:
    """The post that `[Maya wrote](/p/123):` at the beginning of a line names."""
    if not line or line[0].type != "link_open":
        return None
    found = _QUOTED_POST.fullmatch(str(line[0].attrs["href"]))
    types = [token.type for token in line[:12]]
    if found is None or "link_close" not in types:
        return None
    after = types.index("link_close") + 1
    return int(found[1]) if after < len(line) and line[after].content.startswith(":") else None


def _shallow(line: Sequence[Token]) -> list[Token]:
    """Without the emphasis inside four others (its words stay), and without what entities smuggled in."""
    kept: list[Token] = []
    depth = 0
    for token in line:
        if token.type == "text":
            token.content = scrub(token.content)
        if token.type not in _EMPHASIS:
            kept.append(token)
            continue
        depth += token.nesting == 1
        if depth <= MAX_EMPHASIS:
            kept.append(token)
        depth -= token.nesting == -1
    return kept


def _named_links(line: Sequence[Token]) -> list[Token]:
    """Links to elsewhere say so in `rel`; a link without words is given its address for a name."""
    named: list[Token] = []
    href, words = "", ""
    for token in line:
        if token.type == "link_open":
            href, words = str(token.attrs["href"]), ""
            if not href.startswith("/"):
                token.attrSet("rel", REL)
        elif token.type == "link_close" and not words.strip():
            named.append(Token("text", "", 0, content=href))
        words += token.content
        named.append(token)
    return named


def own_source(source: str) -> str:
    """`source` without the quotes in it (a `>` inside a code block is not a quote)."""
    kept, fence = [], ""
    for line in source.split("\n"):
        found = _FENCE.match(line)
        if fence:
            fence = "" if found and found[1].startswith(fence) else fence
        elif found:
            fence = found[1]
        if fence or not line.lstrip().startswith(">"):
            kept.append(line)
    return clean_text("\n".join(kept))


def _beginning(words: str) -> str:
    if len(words) <= QUOTE_LENGTH:
        return words
    cut = max(words.rfind(" ", 0, QUOTE_LENGTH), words.rfind("\n", 0, QUOTE_LENGTH))
    return words[: cut if cut > QUOTE_LENGTH // 2 else QUOTE_LENGTH - 1].rstrip() + "…"


def _no_deeper(rule: BlockRule) -> BlockRule:
    """`rule` that, eight containers deep, leaves its sign as text (the library would leave out the text)."""

    def capped(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        depth = state.env.get("depth", 0)
        if depth >= MAX_DEPTH:
            return False
        state.env["depth"] = depth + 1
        try:
            return rule(state, start, end, silent)
        finally:
            state.env["depth"] = depth

    return capped


def _link(state: StateInline, silent: bool) -> bool:
    """A link, or a picture's words as a link; looks ahead first, so that ten thousand `[` cost little."""
    start = state.pos
    picture = state.src.startswith("![", start)
    if not picture and state.src[start] != "[":
        return False
    if state.src.find("](", start, start + MAX_LABEL) < 0:
        return False
    state.pos += picture
    if link(state, silent):
        return True
    state.pos = start
    return False


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Own paths, web addresses without a user name (`https://nhs.uk@elsewhere`), plain mail addresses."""
        return _SAFE_ADDRESS.match(url) is not None

    def normalizeLinkText(self, link: str) -> str:
        """As typed: the library would show `xn--…` as the domain that it imitates."""
        return link


def _build_parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False, "breaks": True, "maxNesting": 2 * MAX_DEPTH + 4})
    parser.enable("strikethrough").disable(["reference", "image", "html_block", "html_inline"])
    blocks = parser.block.ruler
    blocks.at("blockquote", _no_deeper(blockquote), {"alt": ["paragraph", "blockquote", "list"]})
    blocks.at("list", _no_deeper(list_block), {"alt": ["paragraph", "blockquote"]})
    parser.inline.ruler.at("link", _link)
    bare_links.install(parser)
    return parser


_parser = _build_parser()
