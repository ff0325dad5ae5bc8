"""Finished pieces of pages, kept for the next page that needs the same.

    {% fragment here, visitor.is_member %}…{% endfragment %}

keeps what stands between under what stands in the tag. Everything the piece depends on must be named
there, or be the same for the whole process: what is personal is either in the key or not in the piece.
While templates are being worked on (Flask's debug mode) nothing is kept.
"""

from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Any

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from forum.http.markup import trusted


class Kept:
    """A bounded store of finished HTML. When it is full, the quarter that was put in first goes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[Hashable, Markup] = {}
        self._making_room = Lock()
        self.get = self._held.get

    def put(self, key: Hashable, html: Markup) -> Markup:
        """Keep `html` and give it back."""
        self._held[key] = html
        if len(self._held) > self._most and self._making_room.acquire(blocking=False):
            try:
                for oldest in list(self._held)[: self._most // 4 + 1]:
                    self._held.pop(oldest, None)
            finally:
                self._making_room.release()
        return html


class Fragments(Extension):
    """The tag `{% fragment KEY, … %}`."""

    tags = {"fragment"}  # noqa: RUF012  # Jinja's own way to name a tag: a set, which nobody changes
    _kept = Kept(1000)

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        place = nodes.Const(f"{parser.name}:{line}")
        key = nodes.Const(()) if parser.stream.current.test("block_end") else parser.parse_tuple()
        body = parser.parse_statements(("name:endfragment",), drop_needle=True)
        return nodes.CallBlock(self.call_method("kept", [place, key]), [], [], body).set_lineno(line)

    def kept(self, place: str, key: Hashable, caller: Callable[[], Markup]) -> Markup:
        """The piece as it was made before, or made now."""
        if self.environment.auto_reload:
            return caller()
        return self._kept.get((place, key)) or self._kept.put((place, key), trusted(caller()))


def each(env: Environment, template: str, macro: str, most: int) -> Callable[..., Markup]:
    """A function for templates that writes a list: `macro` of `template` for each thing, kept by its value.

    The macro may use nothing but the thing and its options, so the same thing always looks the same.
    """
    kept = Kept(most)

    def written(things: Iterable[Hashable], **options: Hashable) -> Markup:
        common = tuple(options.values())
        return trusted("".join(kept.get((thing, common)) or make(thing, common, options) for thing in things))

    def make(thing: Hashable, common: Hashable, options: dict[str, Any]) -> Markup:
        once: Markup = getattr(env.get_template(template).module, macro)(thing, **options)
        return once if env.auto_reload else kept.put((thing, common), once)

    return written
