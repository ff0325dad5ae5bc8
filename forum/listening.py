"""Every listener of every room, so that none is forgotten: importing connects them."""

from forum.moderation import listeners as moderation
from forum.notifications import listeners as notifications
from forum.search import listeners as search

ROOMS = (search, moderation, notifications)


def start() -> None:
    """Nothing more to do: a listener is connected by its own import. Calling this says so."""
