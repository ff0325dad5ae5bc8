"""What triage answers with."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How soon a person should look. Calm is everything that is neither of the others."""

    CALM = "calm"
    CONCERN = "concern"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Cue:
    """One reason. `text[start:end]` is what spoke (nothing when it stood in the title), `note` says why."""

    id: str
    start: int
    end: int
    weight: float
    note: str


@dataclass(frozen=True, slots=True)
class Triage:
    """A level, and a score in 0..1 that orders and does nothing else. Cues stand strongest first."""

    level: Level
    score: float
    cues: tuple[Cue, ...]
    rules_version: str
