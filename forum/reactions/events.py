"""What reactions announce."""

from dataclasses import dataclass

from forum.accounts.models import Account
from forum.reactions.models import Kind
from forum.threads.models import Post


@dataclass(frozen=True, slots=True)
class Reacted:
    """Somebody left a reaction on a post that had none of this kind from them."""

    post: Post
    by: Account
    kind: Kind
