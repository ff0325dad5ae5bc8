"""Atom 1.0 (RFC 4287) as bytes, well-formed whatever the words are."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from xml.etree import ElementTree as ET

from forum.http.times import iso

MIMETYPE = "application/atom+xml"
_NAMESPACE = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A feed has to say when it changed last, even if there was nothing yet.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Entry(NamedTuple):
    """One thing in a feed; `id` never changes, `page` is the whole address where it is read."""

    id: str
    title: str
    page: str
    author: str
    created_at: datetime
    edited_at: datetime | None
    summary: str

    @property
    def updated_at(self) -> datetime:
        """Readers replace their copy when this moves: a title that was changed must reach them."""
        return self.edited_at or self.created_at


class Feed(NamedTuple):
    """A feed and its entries, the newest first; `page` and `address` are whole: the page's, and its own."""

    id: str
    title: str
    subtitle: str
    page: str
    address: str
    entries: Sequence[Entry]

    def xml(self) -> bytes:
        """The document."""
        root = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "en-GB"})
        _text(root, "id", self.id)
        _text(root, "title", self.title)
        _text(root, "subtitle", self.subtitle)
        _text(root, "updated", iso(max((entry.updated_at for entry in self.entries), default=_NEVER)))
        _link(root, "self", self.address, MIMETYPE)
        _link(root, "alternate", self.page, "text/html")
        for entry in self.entries:
            _add(root, entry)
        document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
        return document


def _add(root: ET.Element, entry: Entry) -> None:
    node = ET.SubElement(root, "entry")
    _text(node, "id", entry.id)
    _text(node, "title", entry.title)
    # A name, and no address beside it: a name for one thread leads nowhere.
    _text(ET.SubElement(node, "author"), "name", entry.author)
    _text(node, "published", iso(entry.created_at))
    _text(node, "updated", iso(entry.updated_at))
    _link(node, "alternate", entry.page, "text/html")
    _text(node, "summary", entry.summary)


def _text(parent: ET.Element, tag: str, words: str) -> None:
    ET.SubElement(parent, tag).text = _NOT_XML.sub("", words)


def _link(parent: ET.Element, rel: str, href: str, mimetype: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": mimetype, "href": _NOT_XML.sub("", href)})
