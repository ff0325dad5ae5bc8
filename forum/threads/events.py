"""What threads announce, in the transaction in which it happens."""

from dataclasses import dataclass

from forum.accounts.models import Account
from forum.threads.models import Post, Thread


@dataclass(frozen=True, slots=True)
class PostWritten:
    """A post has words that nobody has read yet: a new post, or a new wording of one.

    It comes before the news of it: whoever hears this may hold the post (`editing.set_absence`).
    """

    post: Post
    thread: Thread
    by: Account


@dataclass(frozen=True, slots=True)
class PostPublished:
    """A first post or a reply is there to be read: from its beginning, or since it is held no longer.

    `quoted` holds (account id, post id) of everybody it quotes.
    """

    post: Post
    thread: Thread
    by: Account
    quoted: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PostEdited:
    """A post has a new wording."""

    post: Post
    thread: Thread


@dataclass(frozen=True, slots=True)
class PostWithdrawn:
    """Its author took a post back."""

    post: Post


@dataclass(frozen=True, slots=True)
class ThreadPinned:
    """A moderator put a thread to the top of its board, or let it go from there."""

    thread_id: int
    by: Account
    pinned: bool


@dataclass(frozen=True, slots=True)
class ThreadMoved:
    """A thread went from one board to another, with all of its posts."""

    thread_id: int
    here: int
    there: int


@dataclass(frozen=True, slots=True)
class NotesSuggested:
    """A reader thinks that these content notes would help others; each of them is asked about once."""

    post: Post
    notes: tuple[str, ...]
    by: Account
