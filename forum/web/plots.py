"""Plots as the server draws them: where each line, bar and dot stands. `moderation/_plots.html` and
`checkins/_plot.html` write the SVG.

Across, everything is in parts of the whole width, so a plot fills any screen; down, in `em`, so that it grows
with its words. Nothing rests on colour: bars carry their words, and a second kind of bar is hatched.
"""

from collections.abc import Sequence
from dataclasses import dataclass

ROW = 3.2
KEY_LINE = 1.7
STEPS_HEIGHT = 11.0
STEPS_TOP = 1.8
LANE = 2.0
# Words stand in the first part of the width, dots in the rest, with room for half a dot at the end.
WORDS_UNTIL = 37.0
DOTS_UNTIL = 98.0
LONGEST_LABEL = 18


@dataclass(frozen=True, slots=True)
class Bar:
    """What a bar is of, in words too; it is `solid` long, then `hatched` longer."""

    label: str
    words: str
    solid: float
    hatched: float = 0


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar in its place: `top` in em, the rest in percent of the width."""

    label: str
    words: str
    top: float
    solid: float
    hatched: float


@dataclass(frozen=True, slots=True)
class BarChart:
    """`mark` is where an upright line stands, in percent; None for none.

    `key` says what solid, hatched and the line mean, each with its `top` in em.
    """

    name: str
    title: str
    says: str
    height: float
    bars: Sequence[DrawnBar]
    key: Sequence[tuple[float, str]]
    mark: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of a step line: from `left` to `right` in percent, at `level` em, coming from `before` em."""

    left: float
    right: float
    level: float
    before: float


@dataclass(frozen=True, slots=True)
class StepLine:
    """A line over equal stretches; `ticks` are words below it, each at its percent; `most` stands on top."""

    name: str
    title: str
    says: str
    height: float
    top: float
    bottom: float
    steps: Sequence[Step]
    ticks: Sequence[tuple[float, str]]
    most: str


@dataclass(frozen=True, slots=True)
class DotPlot:
    """Dots in named lanes; `lanes` and `dots` have their middle in em, all but `lanes` their percent."""

    name: str
    title: str
    says: str
    height: float
    left: float
    bottom: float
    lanes: Sequence[tuple[float, str]]
    dots: Sequence[tuple[float, float]]
    begins: tuple[float, str]
    ends: tuple[float, str]


def bar_chart(
    name: str, title: str, bars: Sequence[Bar], *, key: Sequence[str] = (), mark: float | None = None
) -> BarChart:
    """Bars below one another, the longest as wide as the plot; `mark` is a length to compare them with."""
    longest = max([bar.solid + bar.hatched for bar in bars] + [mark or 0], default=0) or 1
    top = len(key) * KEY_LINE + (0.5 if key else 0)
    return BarChart(
        name=name,
        title=title,
        says="; ".join(f"{bar.label}: {bar.words}" for bar in bars),
        height=round(top + len(bars) * ROW, 2),
        bars=[
            DrawnBar(
                label=_cut(bar.label),
                words=bar.words,
                top=round(top + number * ROW, 2),
                solid=_percent(bar.solid, longest),
                hatched=_percent(bar.hatched, longest),
            )
            for number, bar in enumerate(bars)
        ],
        key=[(round(number * KEY_LINE, 2), words) for number, words in enumerate(key)],
        mark=None if mark is None else _percent(mark, longest),
    )


def step_line(
    name: str, title: str, says: str, numbers: Sequence[int], ticks: dict[int, str], most: str
) -> StepLine:
    """A line that holds each number for one stretch; `ticks` are words at the beginning of a stretch."""
    highest, count = max(numbers, default=0) or 1, len(numbers)
    bottom = STEPS_TOP + STEPS_HEIGHT
    levels = [round(bottom - STEPS_HEIGHT * number / highest, 2) for number in numbers]
    return StepLine(
        name=name,
        title=title,
        says=says,
        height=round(bottom + 1.6, 2),
        top=STEPS_TOP,
        bottom=bottom,
        steps=[
            Step(_percent(place, count), _percent(place + 1, count), level, before)
            for place, (level, before) in enumerate(zip(levels, [bottom, *levels], strict=False))
        ],
        ticks=[(_percent(place, count), words) for place, words in ticks.items()],
        most=most,
    )


def dot_plot(
    name: str,
    title: str,
    says: str,
    lanes: Sequence[str],
    dots: Sequence[tuple[float, int]],
    begins: str,
    ends: str,
) -> DotPlot:
    """A dot for each moment: how far along it was, from 0 to 1, and the number of its lane, 0 on top.

    `begins` and `ends` are what the first and the last moment are called.
    Nothing joins the dots: between two moments nothing is known.
    """
    middles = [round(number * LANE + LANE / 2, 2) for number in range(len(lanes))]
    bottom = round(len(lanes) * LANE, 2)
    return DotPlot(
        name=name,
        title=title,
        says=says,
        height=round(bottom + 1.8, 2),
        left=WORDS_UNTIL,
        bottom=bottom,
        lanes=list(zip(middles, lanes, strict=True)),
        dots=[(_along(part), middles[lane]) for part, lane in dots],
        begins=(_along(0), begins),
        ends=(_along(1), ends),
    )


def _along(part: float) -> float:
    return round(WORDS_UNTIL + 1 + (DOTS_UNTIL - WORDS_UNTIL - 1) * part, 2)


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 3)


def _cut(label: str) -> str:
    """A name that is too long to draw is cut; the table beside the plot has all of it."""
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
