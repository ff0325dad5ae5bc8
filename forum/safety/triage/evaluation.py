"""How well triage does on a labelled file: what `flask safety evaluate` prints."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from forum.safety.triage.judging import triage
from forum.safety.triage.model import Level

LEVELS = tuple(Level)

# Labelled files hold many urgent posts, queues hold few; about this share was measured on a real stream.
URGENT_IN_A_STREAM = 0.067


class Unreadable(ValueError):
    """A line that is not a labelled post; says which line, and what stands there instead."""


@dataclass(frozen=True, slots=True)
class Share:
    """Precision, recall and their harmonic mean, each 0 where nothing could be counted."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it: `confusion[label][answer]` counts posts.

    `first_fifth` and `first_tenth` say how many of the urgent posts stand so early in a queue by score, if
    one post in fifteen is urgent.
    """

    posts: int
    confusion: dict[Level, dict[Level, int]]
    shares: dict[Level, Share]
    flagged: Share
    macro_f1: float
    flagged_macro_f1: float
    urgent_auc: float
    first_fifth: float
    first_tenth: float

    @property
    def urgent_called_calm(self) -> float:
        return _divided(self.confusion[Level.URGENT][Level.CALM], sum(self.confusion[Level.URGENT].values()))

    @property
    def calm_called_urgent(self) -> float:
        return _divided(self.confusion[Level.CALM][Level.URGENT], sum(self.confusion[Level.CALM].values()))

    def __str__(self) -> str:
        rows = [f"posts: {self.posts}", "", "label     " + "".join(f"{level:>9}" for level in LEVELS)]
        rows += [
            f"{label:<10}" + "".join(f"{self.confusion[label][answer]:>9}" for answer in LEVELS)
            for label in LEVELS
        ]
        rows += ["", "          precision   recall       f1"]
        rows += [
            f"{level:<10}{share.precision:>9.3f}{share.recall:>9.3f}{share.f1:>9.3f}"
            for level, share in (*self.shares.items(), ("flagged", self.flagged))
        ]
        rows += ["", *(f"{name:<46}{value:.3f}" for name, value in self._figures())]
        return "\n".join(rows)

    def _figures(self) -> Iterable[tuple[str, float]]:
        yield "macro-F1 of three levels", self.macro_f1
        yield "macro-F1 of the two flagged levels", self.flagged_macro_f1
        yield "AUC of urgent", self.urgent_auc
        yield "urgent called calm", self.urgent_called_calm
        yield "calm called urgent", self.calm_called_urgent
        yield "urgent found in the first fifth of a queue", self.first_fifth
        yield "urgent found in the first tenth of a queue", self.first_tenth


def evaluate(lines: Iterable[str]) -> Report:
    """Judge labelled posts, one JSON object a line with `text`, `label` and perhaps `title`.

    Raises Unreadable for a line that holds anything else.
    """
    judged = [_judged(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    confusion = {label: dict.fromkeys(LEVELS, 0) for label in LEVELS}
    for label, answer, _ in judged:
        confusion[label][answer] += 1
    shares = {level: _share(confusion, {level}) for level in LEVELS}
    urgent = [score for label, _, score in judged if label is Level.URGENT]
    others = [score for label, _, score in judged if label is not Level.URGENT]
    return Report(
        posts=len(judged),
        confusion=confusion,
        shares=shares,
        flagged=_share(confusion, {Level.CONCERN, Level.URGENT}),
        macro_f1=sum(share.f1 for share in shares.values()) / len(LEVELS),
        flagged_macro_f1=(shares[Level.CONCERN].f1 + shares[Level.URGENT].f1) / 2,
        urgent_auc=_auc(urgent, others),
        first_fifth=_found_in_first(0.2, urgent, others),
        first_tenth=_found_in_first(0.1, urgent, others),
    )


def _judged(number: int, line: str) -> tuple[Level, Level, float]:
    label, text, title = _labelled(number, line)
    found = triage(text, title=title)
    return label, found.level, found.score


def _labelled(number: int, line: str) -> tuple[Level, str, str]:
    try:
        held = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"line {number}: this is not JSON") from error
    if not isinstance(held, dict):
        raise Unreadable(f"line {number}: this is JSON, but not an object in braces")
    text, title, label = held.get("text"), held.get("title", ""), held.get("label")
    if not isinstance(text, str) or not isinstance(title, str):
        raise Unreadable(f"line {number}: text and title must be strings, and text must be there")
    if label not in LEVELS:
        raise Unreadable(f"line {number}: the label must be one of {', '.join(LEVELS)}")
    return Level(label), text, title


def _share(confusion: dict[Level, dict[Level, int]], wanted: set[Level]) -> Share:
    """The levels of `wanted` taken together against all others."""
    answered = sum(confusion[label][answer] for label in LEVELS for answer in wanted)
    labelled = sum(sum(confusion[label].values()) for label in wanted)
    right = sum(confusion[label][answer] for label in wanted for answer in wanted)
    precision, recall = _divided(right, answered), _divided(right, labelled)
    return Share(precision, recall, _divided(2 * precision * recall, precision + recall))


def _divided(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _auc(urgent: Sequence[float], others: Sequence[float]) -> float:
    """How often an urgent post scores above another one; a tie is half a win."""
    ranked = sorted([(score, True) for score in urgent] + [(score, False) for score in others])
    wins, below = 0.0, 0
    for _, tied in groupby(ranked, key=lambda each: each[0]):
        kinds = [is_urgent for _, is_urgent in tied]
        level = len(kinds) - sum(kinds)
        wins += sum(kinds) * (below + level / 2)
        below += level
    return _divided(wins, len(urgent) * len(others))


def _found_in_first(part: float, urgent: Sequence[float], others: Sequence[float]) -> float:
    """The share of urgent posts in the first part of a queue by score, ties in the worst order."""
    each_urgent = _divided(URGENT_IN_A_STREAM, len(urgent))
    each_other = _divided(1 - URGENT_IN_A_STREAM, len(others))
    queue = sorted([(-score, True) for score in urgent] + [(-score, False) for score in others])
    found, room = 0.0, part
    for _, is_urgent in queue:
        taken = min(room, each_urgent if is_urgent else each_other)
        room -= taken
        found += taken if is_urgent else 0.0
    return found / URGENT_IN_A_STREAM
