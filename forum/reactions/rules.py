"""Who may react, and with what."""

from forum.accounts.rules import may_write
from forum.accounts.visitor import Actor
from forum.core.rules import Verdict, no
from forum.core.words import N_
from forum.threads.models import Post


def may_react(actor: Actor, post: Post) -> Verdict:
    """Whether `actor` may leave a reaction on `post`, which they can see."""
    if post.absence is not None:
        return no(N_("This post is not shown any more, so nothing can be done with it."))
    if post.author_id == actor.id:
        return no(N_("This is your own post. Reactions come from the others."))
    return may_write(actor)
