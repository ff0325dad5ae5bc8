"""What changes what can be found: it is in the index when it is in the thread, and out of it as soon."""

from forum.core.events import hears
from forum.search.index import index
from forum.search.keeping import hold
from forum.threads.events import PostEdited, PostWithdrawn, PostWritten, ThreadMoved


@hears(PostWritten)
def hold_post(event: PostWritten) -> None:
    """A new post; a new wording is told of once more below."""
    if event.post.revision == 1:
        hold(event.post.id)


@hears(PostEdited)
def hold_wording(event: PostEdited) -> None:
    """A post has a new wording, a first one perhaps a new title; nothing of the old is left."""
    hold(event.post.id)


@hears(PostWithdrawn)
def forget_post(event: PostWithdrawn) -> None:
    """Its author took it back."""
    index().forget([event.post.id])


@hears(ThreadMoved)
def move_posts(event: ThreadMoved) -> None:
    """A thread stands on another board, with another audience perhaps."""
    index().move(event.thread_id, event.here, event.there)
