"""What threads announce, in the transaction in which it happens."""

from dataclasses import dataclass

from forum.accounts.models import Account
from forum.threads.models import Post, Thread


@dataclass(frozen=True, slots=True)
class PostPublished:
    """A first post or a reply. `quoted` holds (account id, post id) of everybody it quotes."""

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
