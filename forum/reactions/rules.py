"""Who may react, and with what."""

from forum.accounts.rules import may_write
from forum.accounts.visitor import Actor
from forum.core.rules import YES, Verdict, no
from forum.core.words import N_
from forum.reactions.models import Kind
from forum.threads.models import Post
from forum.threads.vocabulary import about_risk


def may_react(actor: Actor, post: Post) -> Verdict:
    """Whether `actor` may leave a reaction on `post`, which they can see."""
    if post.absence is not None:
        return no(N_("This post is not shown any more, so nothing can be done with it."))
    if post.author_id == actor.id:
        return no(N_("This is your own post. Reactions come from the others."))
    return may_write(actor)


def kinds_for(notes: str) -> tuple[Kind, ...]:
    """The kinds that are offered on a post with these content notes.

    What decides is a note that everybody can read. What the sorting aid makes of a post must never show.
    """
    return (Kind.HEAR_YOU,) if about_risk(notes) else tuple(Kind)


def may_send(kind: Kind, *, notes: str) -> Verdict:
    """Whether this kind may be left on a post with these content notes."""
    if kind in kinds_for(notes):
        return YES
    return no(
        N_("Under a post about this there is one reaction to send, so that nobody has to choose: I hear you.")
    )
