"""Words that were typed but could not be posted, or not yet: kept until they are."""

import re
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import bindparam, delete, or_, select

from forum.accounts.models import Account
from forum.accounts.visitor import Actor
from forum.boards.models import Board
from forum.core import clock, jobs
from forum.core.db import LARGEST_ID, AnyRow, db, rows
from forum.core.markdown import MAX_SOURCE
from forum.core.operation import one_at_a_time, operation
from forum.core.text import clean_line, clean_text
from forum.threads import rules
from forum.threads.models import Draft, Thread
from forum.threads.vocabulary import known_notes

KEPT = timedelta(days=90)
MOST = 50
# Room for a whole post, whose letters take several signs each here, and more.
LONGEST_BESIDE = 10 * MAX_SOURCE


def thread_place(board_slug: str) -> str:
    """The page on which a new thread for this board is written."""
    return f"/b/{board_slug}/new"


def reply_place(thread_id: int) -> str:
    """The page on which a reply to this thread is written."""
    return f"/t/{thread_id}/reply"


def suggestion_place(post_id: int) -> str:
    """The page on which content notes for somebody's post are suggested."""
    return f"/p/{post_id}/notes"


@operation
def keep_draft(
    *,
    actor: Account,
    place: str,
    title: str,
    text: str,
    without_name: bool = False,
    notes: Iterable[str] = (),
    choice: str = "",
    beside: str = "",
) -> None:
    """Keep words for a place, with their notes and what was chosen; where all is empty, forget them.

    `beside` holds further fields, as a form sends them.
    """
    # Two forms of one person, refused at the same moment, each put their words here.
    one_at_a_time(actor.id)
    forget_draft(actor.id, place)
    text, title, kept_notes = clean_text(text)[: 2 * MAX_SOURCE], clean_line(title)[:160], known_notes(notes)
    # Written anew, it holds plain signs only.
    beside = urlencode(parse_qsl(beside))[:LONGEST_BESIDE]
    if not any((text, title, choice, kept_notes, beside)):
        return
    draft = Draft(account_id=actor.id, place=place[:200], title=title, text=text, changed_at=clock.now())
    draft.notes, draft.without_name, draft.choice = kept_notes, without_name, clean_line(choice)[:40]
    draft.beside = beside
    db.session.add(draft)
    _forget_beyond(actor.id)


def draft_at(account_id: int, place: str) -> Draft | None:
    """What an account kept for a place."""
    return db.session.scalar(select(Draft).where(Draft.account_id == account_id, Draft.place == place))


def drafts_of(account_id: int) -> list[Draft]:
    """Everything an account has kept, the latest first."""
    kept = select(Draft).where(Draft.account_id == account_id)
    return list(db.session.scalars(kept.order_by(Draft.changed_at.desc())))


def threads_replied_to(actor: Actor, drafts: Iterable[Draft]) -> dict[str, AnyRow]:
    """By a draft's place: title and notes of the thread it replies to, where `actor` sees that."""
    wanted = {int(found[1]) for draft in drafts if (found := _REPLY_PLACE.fullmatch(draft.place))}
    if not wanted:
        return {}
    seen = rows(_TITLES, ids=[number for number in wanted if number <= LARGEST_ID], **rules.as_seen_by(actor))
    return {reply_place(row.id): row for row in seen}


def forget_draft(account_id: int, place: str) -> None:
    """Within an operation: what was kept for this place has been posted, or thrown away."""
    db.session.execute(delete(Draft).where(Draft.account_id == account_id, Draft.place == place))


def forget_drafts_below(account_id: int, place: str) -> None:
    """Within an operation: what was kept for this place and for every page below it is thrown away."""
    here = or_(Draft.place == place, Draft.place.startswith(f"{place}/", autoescape=True))
    db.session.execute(delete(Draft).where(Draft.account_id == account_id, here))


@operation
def throw_away(*, actor: Account, place: str) -> None:
    """The member does not want the draft any more."""
    forget_draft(actor.id, place)


@jobs.nightly
@operation
def forget_old_drafts() -> None:
    """Drafts that nobody came back to for a season."""
    db.session.execute(delete(Draft).where(Draft.changed_at < clock.now() - KEPT))


_REPLY_PLACE = re.compile(r"/t/([0-9]{1,19})/reply")
_TITLES = (
    select(Thread.id, Thread.title, Thread.notes)
    .join(Board, Board.id == Thread.board_id)
    .where(Thread.id.in_(bindparam("ids", expanding=True)), rules.VISIBLE)
)


def _forget_beyond(account_id: int) -> None:
    latest = (
        select(Draft.id).where(Draft.account_id == account_id).order_by(Draft.changed_at.desc()).limit(MOST)
    )
    db.session.execute(delete(Draft).where(Draft.account_id == account_id, Draft.id.not_in(latest)))
