"""The boards of the guide, put in place once; what an operator edits afterwards is never overwritten."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from forum.boards.models import Audience, Board, Topic
from forum.core.db import db
from forum.core.operation import operation

FILE = Path(__file__).parent / "seed" / "boards.toml"


@dataclass(frozen=True, slots=True)
class Welcome:
    """The pinned thread that a new board begins with."""

    board_slug: str
    title: str
    text: str


@operation
def seed_boards() -> list[Welcome]:
    """Add the boards and topics that are missing; gives the welcome thread of each board it added."""
    return [welcome for position, entry in enumerate(_entries(), 1) for welcome in _seed(entry, position)]


def _entries() -> list[dict[str, Any]]:
    with FILE.open("rb") as file:
        entries: list[dict[str, Any]] = tomllib.load(file)["board"]
    return entries


def _seed(entry: dict[str, Any], position: int) -> list[Welcome]:
    slug = entry["slug"]
    if db.session.scalar(select(Board.id).where(Board.slug == slug)) is not None:
        return []
    board = Board(
        slug=slug,
        name=entry["name"],
        description=entry["description"].strip(),
        icon=entry["icon"],
        position=position,
        audience=Audience(entry["audience"]),
    )
    db.session.add(board)
    db.session.flush()
    for place, topic in enumerate(entry["topic"]):
        db.session.add(Topic(board_id=board.id, slug=topic["slug"], name=topic["name"], position=place))
    return [Welcome(slug, entry["welcome"]["title"], entry["welcome"]["text"])]
