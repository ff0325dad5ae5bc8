"""Times as a page without JavaScript shows them; with it they turn into the reader's own zone."""

from datetime import datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def iso(at: datetime) -> str:
    """For the `datetime` attribute: `2026-11-23T03:12:00Z`."""
    return f"{at.year:04}-{at.month:02}-{at.day:02}T{at.hour:02}:{at.minute:02}:{at.second:02}Z"


def clock_time(at: datetime) -> str:
    """Day and time: `23 Nov 2026, 03:12 UTC`."""
    return f"{plain_date(at)}, {at.hour:02}:{at.minute:02} UTC"


def plain_date(at: datetime) -> str:
    """The day: `23 Nov 2026`."""
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"
