"""Where a post's words may stand, and where its content note stands for them.

Whatever shows words of a post outside its own page (a search result, a feed, a letter, a list) asks
`excerpt`, and shows the note where that gives nothing.
"""

import html
import re

Notes = frozenset[str]

EXCERPT = 200
_TAGS = re.compile(r"<(/?)(\w+)[^>]*>")


def is_folded(notes: str, open_notes: Notes = frozenset()) -> bool:
    """Whether a post with these notes is folded for somebody who leaves those open; guests leave none."""
    return bool(notes) and not open_notes.issuperset(notes.split())


def excerpt(
    rendered: str, notes: str, open_notes: Notes = frozenset(), *, length: int = EXCERPT
) -> str | None:
    """The beginning of a post's own words as plain text; None where its content note is to stand instead.

    Quotes are left out: they are other posts' words, and those may have notes of their own. What goes out to
    nobody in particular (a feed, a letter) names no `open_notes`.
    """
    if is_folded(notes, open_notes):
        return None
    words = own_words(rendered)
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def own_words(rendered: str) -> str:
    """All of a post's own words as plain text on one line. What shows them to anybody asks `excerpt`."""
    return " ".join(html.unescape(_own_text(rendered)).split())


def _own_text(rendered: str) -> str:
    """Rendered HTML without its quotes and tags. It comes from `core.markdown`, where `<` begins a tag."""
    kept: list[str] = []
    depth = done = 0
    for tag in _TAGS.finditer(rendered):
        if not depth:
            kept.append(rendered[done : tag.start()])
        if tag[2] == "blockquote":
            depth += -1 if tag[1] else 1
        kept.append("" if tag[2] in _WITHIN_A_WORD else " ")
        done = tag.end()
    return "".join(kept) + rendered[done:]


_WITHIN_A_WORD = {"a", "code", "em", "s", "strong"}
