"""One's own last weeks as dots. They are not joined, summed up or compared: a gap is a gap."""

from datetime import datetime, timedelta
from enum import StrEnum

from forum.checkins.models import How
from forum.checkins.queries import Dot
from forum.core import clock
from forum.http.times import plain_date
from forum.http.words import gettext
from forum.web.checkins.labels import how_words
from forum.web.plots import DotPlot, dot_plot


class Span(StrEnum):
    """How far back a plot goes."""

    SEASON = "season"
    YEAR = "year"

    @property
    def length(self) -> timedelta:
        return timedelta(weeks={Span.SEASON: 12, Span.YEAR: 52}[self])

    @property
    def since(self) -> datetime:
        """Where it begins: at midnight UTC, so that it does not creep while one looks."""
        return (clock.now() - self.length).replace(hour=0, minute=0, second=0, microsecond=0)


def plot_of(dots: list[Dot], span: Span) -> DotPlot | None:
    """The lightest lane on top; nothing where nothing was said."""
    if not dots:
        return None
    since, whole = span.since, clock.now() - span.since
    lanes = list(reversed(How))
    says = gettext(
        "Each dot is one check-in, from the oldest to the latest; the heavier it was, the lower it stands."
    )
    return dot_plot(
        "moments",
        gettext("How it was since %(day)s", day=plain_date(since)),
        says,
        [how_words(how) for how in lanes],
        [((dot.written_at - since) / whole, lanes.index(dot.how)) for dot in dots],
        # Nothing between the two: on the narrowest screen it would run into them.
        begins=_day(since),
        ends=gettext("today"),
    )


def _day(at: datetime) -> str:
    """`3 Sep`: the year is in the plot's title."""
    return plain_date(at).rpartition(" ")[0]
