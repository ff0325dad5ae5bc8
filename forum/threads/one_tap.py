"""Answers that need one tap: a few phrases, each a whole reply."""

from enum import StrEnum

from forum.accounts.models import Account
from forum.core.operation import operation
from forum.core.words import N_
from forum.threads.drafts import draft_at, keep_draft, reply_place
from forum.threads.models import Post, Thread
from forum.threads.naming import alias_in
from forum.threads.posting import post_reply
from forum.threads.vocabulary import about_risk
from forum.threads.writing import Writing


class OneTap(StrEnum):
    READ = "read"
    HERE = "here"
    HARD = "hard"
    SAME = "same"
    NO_WORDS = "no-words"
    THANKS = "thanks"


PHRASES = {
    OneTap.READ: N_("I read this. I’m glad you wrote."),
    OneTap.HERE: N_("I’m sitting here with you for a while."),
    OneTap.HARD: N_("That sounds exhausting."),
    OneTap.SAME: N_("I know this one too."),
    OneTap.NO_WORDS: N_("I have no words today, but I didn’t want to leave without a sign."),
    OneTap.THANKS: N_("Thank you for saying it. You needn’t answer."),
}

# The others claim to know it, or thank for it.
UNDER_RISK = (OneTap.READ, OneTap.HERE, OneTap.HARD, OneTap.NO_WORDS)


def phrases_for(notes: str) -> tuple[OneTap, ...]:
    """What is offered in a thread with these content notes, by the same rule as reactions."""
    return UNDER_RISK if about_risk(notes) else tuple(OneTap)


@operation
def reply_in_one_tap(*, actor: Account, thread: Thread, words: str, once: str) -> Post:
    """Reply with a phrase, as it reads in the reader's language, under the name that the member has here.

    A longer reply under way stays a draft.

    Raises:
        TooMany: the same quotas hold as for any reply.
    """
    place = reply_place(thread.id)
    draft = draft_at(actor.id, place)
    kept = (draft.title, draft.text, draft.without_name, draft.notes) if draft else None
    # Somebody who writes without their name in this thread must not be outed by one tap.
    without_name = bool(alias_in(actor.id, thread.id))
    post = post_reply(
        actor=actor, thread=thread, writing=Writing(words, once=once, without_name=without_name)
    )
    if kept:
        title, text, unnamed, notes = kept
        keep_draft(
            actor=actor, place=place, title=title, text=text, without_name=unnamed, notes=notes.split()
        )
    return post
