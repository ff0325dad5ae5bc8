"""The overview for the team: who waits, how long, what was taken back, who carried how much."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from forum.core.words import N_
from forum.http.guards import moderators
from forum.http.identity import visitor
from forum.http.words import gettext, translations
from forum.moderation.cases import CLOCKS
from forum.moderation.overview import MOST_DAYS, Days, Overview, Period, chosen_days, overview_page
from forum.moderation.sorting_counts import sorting_counts
from forum.web.moderation.labels import span, word_for
from forum.web.plots import Bar, BarChart, StepLine, bar_chart, step_line

overview = Blueprint("overview", __name__)

# A wait is drawn as a part of what we aim for; beyond so many times that, a bar goes on no further.
LONGEST_DRAWN = 3.0
TICKS = (0, 6, 12, 18)


@overview.get("/moderation/overview")
@moderators
def page() -> ResponseReturnValue:
    """The last 7, 30 or 90 days, or those between two dates."""
    chosen = _chosen()
    found = overview_page(visitor(), chosen)
    return render_template(
        "moderation/overview.html",
        overview=found,
        chosen=chosen,
        periods=Period,
        most_days=MOST_DAYS,
        plots=_plots(found),
        sorting=sorting_counts(visitor(), found.since),
        clocks=CLOCKS,
        say=word_for,
        span=span,
    )


def _chosen() -> Period | Days:
    """What was chosen in the address; what cannot be chosen is the usual."""
    days = chosen_days(request.args.get("from", ""), request.args.get("to", ""))
    return days or request.args.get("days", Period.MONTH, type=Period)


def _plots(found: Overview) -> dict[str, BarChart | StepLine]:
    """A plot by the name of each part of the page that has something to show."""
    plots: dict[str, BarChart | StepLine] = {}
    if found.first_looks:
        plots["looks"] = _looks(found)
    if found.waiting:
        plots["waiting"] = _waiting(found)
    if found.decisions:
        plots["decisions"] = _decisions(found)
    if any(row.appealed for row in found.decisions):
        plots["appeals"] = _appeals(found)
    if found.people:
        plots["people"] = _people(found)
        plots["hours"] = _hours(found)
    return plots


def _looks(found: Overview) -> BarChart:
    bars = []
    for level, wait in found.first_looks.items():
        half, most = (min(length / CLOCKS[level], LONGEST_DRAWN) for length in (wait.median, wait.slow))
        words = gettext("half within %(span)s", span=span(wait.median))
        bars.append(Bar(word_for("level", level), words, half, most - half))
    key = (gettext("half of the cases within"), gettext("nine in ten within"), gettext("what we aim for"))
    return bar_chart("looks", gettext("Time to the first look"), bars, key=key, mark=1)


def _waiting(found: Overview) -> BarChart:
    bars = []
    for row in found.waiting:
        label = gettext(
            "%(lane)s, %(level)s", lane=word_for("lane", row.lane), level=word_for("level", row.level)
        )
        words = _of_them(N_("%(all)s, %(part)s of them overdue"), row.cases, row.overdue)
        bars.append(Bar(label, words, row.cases - row.overdue, row.overdue))
    return bar_chart("waiting", gettext("Waiting now"), bars, key=(gettext("in time"), gettext("overdue")))


def _decisions(found: Overview) -> BarChart:
    bars = []
    for row in found.decisions:
        words = _of_them(N_("%(all)s, %(part)s of them taken back"), row.made, row.undone)
        bars.append(Bar(word_for("act", row.act), words, row.made - row.undone, row.undone))
    key = (gettext("stands"), gettext("taken back"))
    return bar_chart("decisions", gettext("Decisions, and those taken back"), bars, key=key)


def _appeals(found: Overview) -> BarChart:
    bars = []
    for row in found.decisions:
        if row.appealed:
            words = gettext("%(all)s answered, %(part)s upheld", all=row.answered, part=row.upheld)
            bars.append(Bar(word_for("act", row.act), words, row.answered - row.upheld, row.upheld))
    key = (gettext("the decision stands"), gettext("upheld"))
    return bar_chart("appeals", gettext("Appeals"), bars, key=key)


def _people(found: Overview) -> BarChart:
    bars = [
        Bar(load.name or gettext("a former member"), _acts(load.acts), load.acts) for load in found.people
    ]
    return bar_chart("people", gettext("Acts by each person"), bars)


def _hours(found: Overview) -> StepLine:
    most = max(found.hours)
    hour = f"{found.hours.index(most):02}:00"
    says = gettext("Most at %(hour)s UTC: %(acts)s", hour=hour, acts=_acts(most))
    ticks = {tick: f"{tick:02}:00" for tick in TICKS}
    return step_line("hours", gettext("Acts by the hour of the day"), says, found.hours, ticks, _acts(most))


def _of_them(sentence: str, number: int, part: int) -> str:
    return gettext(sentence, all=number, part=part) if part else str(number)


def _acts(number: int) -> str:
    return translations.ngettext("%(num)s act", "%(num)s acts", number) % {"num": number}
