"""The texts of the house: our own Markdown, rendered once at the start.

They are not what members write, so they have a renderer of their own: `##` is an `h2` under the page's title.
"""

from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup

from forum.safety.hours import date_in_words

FOLDER = Path(__file__).parent / "texts"
_parser = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True, slots=True)
class HouseText:
    """A text with its front matter; `body` is HTML."""

    title: str
    version: int
    date: str
    body: Markup


def read_text(name: str) -> HouseText:
    """The text in `texts/<name>.md`. Its front matter is `title`, `version` and `date` between two `---`."""
    _, matter, source = (FOLDER / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)
    facts = dict(line.split(": ", 1) for line in matter.splitlines())
    body = Markup(_parser.render(source))  # noqa: S704  # the source is ours and holds no raw HTML
    return HouseText(facts["title"], int(facts["version"]), date_in_words(facts["date"]), body)
