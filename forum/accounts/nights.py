"""Somebody's night: the hours, in their own zone, in which this place keeps quiet and turns warm."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from forum.core.zones import zone

BEGINS, ENDS = 22, 7


@dataclass(frozen=True, slots=True)
class Night:
    """From one full hour to another. Without a zone nobody knows when it is, so it never is.

    Both hours the same: there is no night.
    """

    zone: str = ""
    begins: int = BEGINS
    ends: int = ENDS

    def covers(self, moment: datetime) -> bool:
        """Whether it is night there at that moment."""
        place = zone(self.zone) if self.zone else None
        if place is None:
            return False
        hours = (moment.astimezone(place).hour - self.begins) % 24
        return hours < (self.ends - self.begins) % 24

    def is_over_at(self, moment: datetime) -> datetime:
        """When the night that covers `moment` ends; `moment` itself if none does."""
        place = zone(self.zone) if self.covers(moment) else None
        if place is None:
            return moment
        there = moment.astimezone(place)
        # The wall clock decides, also in the nights on which it is put forward or back.
        day = there.date() + timedelta(days=1 if there.hour >= self.ends else 0)
        return max(moment, datetime.combine(day, time(self.ends), place))


UNKNOWN = Night()
