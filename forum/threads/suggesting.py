"""A reader suggests a content note; the author is asked, adds it or leaves it, and both are fine."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from forum.accounts.models import Account
from forum.core import clock, jobs
from forum.core.db import db
from forum.core.errors import Invalid, TooMany
from forum.core.events import announce
from forum.core.operation import one_at_a_time, operation
from forum.core.rules import require
from forum.core.words import N_
from forum.threads import rules
from forum.threads.amending import add_own_note
from forum.threads.drafts import forget_draft, suggestion_place
from forum.threads.events import NotesSuggested
from forum.threads.models import Post
from forum.threads.note_models import NoteSuggestion
from forum.threads.queries import thread_with
from forum.threads.suggestions import settle, waiting_for
from forum.threads.vocabulary import check_notes

DAY = timedelta(days=1)
MOST_A_DAY = 10
# A suggestion puts a line into somebody's notifications: no author hears more from one reader in one day.
MOST_TO_ONE = 3
WHO_IS_KEPT = timedelta(days=30)

_NONE_CHOSEN = N_("Please choose a content note that the post does not have yet.")
_ENOUGH = N_("That is a lot of suggestions for one day. There is room again tomorrow.")
_ENOUGH_FOR_ONE = N_(
    "You have suggested several notes to one person today. Please leave it at that for now. If something "
    "in a post worries you, you can flag it, and a moderator looks."
)


@operation
def suggest_notes(*, actor: Account, post: Post, notes: Iterable[str]) -> None:
    """Suggest content notes that could help other readers of `post`. The same one again changes nothing.

    Its author is asked about each note once, whoever suggests it, and never told who did.

    Raises:
        Invalid: none that the post does not have, or none that is on offer.
        TooMany: more than one person needs to suggest in a day.
    """
    one_at_a_time(actor.id)
    db.session.refresh(post, with_for_update=True)
    thread_with(actor, post.thread_id)
    require(rules.may_suggest_notes(actor, post))
    missing = check_notes(frozenset(notes).difference(post.notes.split())).split()
    if not missing:
        raise Invalid(_NONE_CHOSEN, field="notes")
    mine, dealt_with = _said_before(actor, post)
    new = [note for note in missing if note not in mine]
    _check_quota(actor, post, len(new))
    now = clock.now()
    for note in new:
        # What the author has answered, or moderators were asked about, is not asked again.
        answered_at = now if note in dealt_with else None
        db.session.add(
            NoteSuggestion(
                post_id=post.id, account_id=actor.id, note=note, created_at=now, answered_at=answered_at
            )
        )
    db.session.flush()
    forget_draft(actor.id, suggestion_place(post.id))
    asked = tuple(note for note in new if note not in dealt_with)
    if asked:
        announce(NotesSuggested(post, asked, actor))


@operation
def add_suggested(*, actor: Account, post: Post, note: str) -> None:
    """The author takes up a suggestion. One that waits no longer changes nothing.

    Raises:
        Invalid: the post carries as many notes as a post can.
    """
    db.session.refresh(post, with_for_update=True)
    require(rules.may_answer_suggestion(actor, post))
    if note in waiting_for(post):
        add_own_note(post, note)


@operation
def leave_suggested(*, actor: Account, post: Post, note: str) -> None:
    """The author would rather leave the post as it is. Nothing follows from that."""
    db.session.refresh(post, with_for_update=True)
    require(rules.may_answer_suggestion(actor, post))
    if note in waiting_for(post):
        settle(post, note)


@jobs.nightly
@operation
def forget_who_suggested() -> None:
    """That a note was suggested stays with the post; by whom is nobody's business after a month."""
    old = update(NoteSuggestion).where(
        NoteSuggestion.account_id.is_not(None), NoteSuggestion.created_at < clock.now() - WHO_IS_KEPT
    )
    db.session.execute(old.values(account_id=None))


def _said_before(actor: Account, post: Post) -> tuple[set[str], set[str]]:
    """Of the notes suggested for a post: this reader's own, and those that are dealt with."""
    said = select(NoteSuggestion).where(NoteSuggestion.post_id == post.id)
    found = db.session.scalars(said).all()
    mine = {one.note for one in found if one.account_id == actor.id}
    return mine, {one.note for one in found if one.answered_at or one.raised_at}


def _check_quota(actor: Account, post: Post, adds: int) -> None:
    since = clock.now() - DAY
    if adds + _suggested(actor, since) > MOST_A_DAY:
        raise TooMany(_ENOUGH)
    if adds + _suggested(actor, since, author_id=post.author_id) > MOST_TO_ONE:
        raise TooMany(_ENOUGH_FOR_ONE)


def _suggested(actor: Account, since: datetime, author_id: int | None = None) -> int:
    """How many notes somebody suggested since then, to one author or to everybody."""
    mine = (
        select(func.count())
        .select_from(NoteSuggestion)
        .where(NoteSuggestion.account_id == actor.id, NoteSuggestion.created_at > since)
    )
    if author_id is not None:
        mine = mine.join(Post, Post.id == NoteSuggestion.post_id).where(Post.author_id == author_id)
    return db.session.scalar(mine) or 0
