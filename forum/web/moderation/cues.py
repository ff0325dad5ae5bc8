"""What spoke to the sorting aid, as a moderator can take it in: the gravest first, nothing twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

# As many as are read before the words themselves.
MOST_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Spoke:
    """What was noticed at one place of a post, the gravest first; `start` is `end` where it has no place."""

    notes: tuple[str, ...]
    start: int
    end: int

    @property
    def has_words(self) -> bool:
        return self.end > self.start

    def overlaps(self, other: "Spoke") -> bool:
        both = self.has_words and other.has_words
        return both and self.start < other.end and other.start < self.end

    def and_also(self, other: "Spoke") -> "Spoke":
        """Both as one, over the words of both."""
        notes = tuple(dict.fromkeys((*self.notes, *other.notes)))
        return Spoke(notes, min(self.start, other.start), max(self.end, other.end))


def what_spoke(cues: Iterable[Mapping[str, Any]]) -> list[Spoke]:
    """The cues of a case, which come gravest first; those that speak of the same words are one."""
    found: list[Spoke] = []
    for cue in cues:
        new = Spoke((cue["note"],), cue["start"], cue["end"])
        touched = [one for one in found if one.overlaps(new)]
        joined = reduce(Spoke.and_also, [*touched, new])
        place = found.index(touched[0]) if touched else len(found)
        found = [one for one in found if one not in touched]
        found.insert(place, joined)
    return found
