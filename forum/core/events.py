"""News goes up: a lower room announces, a higher room listens, in the same transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from blinker import Signal

Event = TypeVar("Event")

_signals: defaultdict[type, Signal] = defaultdict(Signal)


def announce(event: object) -> None:
    """Tell everybody who hears events of this type; what a listener raises undoes the operation."""
    _signals[type(event)].send(event)


def hears(event_type: type[Event]) -> Callable[[Callable[[Event], None]], Callable[[Event], None]]:
    """Connect the decorated function to events of exactly this type."""

    def connect(listener: Callable[[Event], None]) -> Callable[[Event], None]:
        _signals[event_type].connect(listener, weak=False)
        return listener

    return connect
