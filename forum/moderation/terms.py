"""A decision's terms: what was typed, checked and made ready to be kept."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from forum.accounts.models import Account
from forum.accounts.visitor import Actor
from forum.boards import rules as board_rules
from forum.boards.models import Board
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.rules import require
from forum.core.text import clean_line, clean_text
from forum.core.words import N_
from forum.moderation import rules
from forum.moderation.models import Act, Case, Rule
from forum.moderation.phrases import check_personal
from forum.moderation.sorting_models import Judged
from forum.threads.amending import own_notes
from forum.threads.models import Post, Thread
from forum.threads.moving import LONGEST_SIGN
from forum.threads.vocabulary import check_notes, check_number

LONGEST_PAUSE = 90
LONGEST_SUSPENSION = 365
LONGEST_WORDS = 4000
LONGEST_PRIVATE_NOTE = 2000
# What may stand in the place of what was taken out.
GAP = "[…]"
_TOKENS = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a moderator asks for, beside the act itself; an act takes no notice of what it does not need.

    `words` go to the author, `private_note` to moderators only. `days` is how long a pause or a suspension
    lasts; a suspension without it lasts until further notice. `notes` are content notes to add, `board_id` is
    where a thread goes, `sign` is shown on a thread that rests, `wording` is the post without the detail.
    `judged` is what a care case turned out to be, where the moderator says.
    """

    act: Act
    rule: Rule = Rule.NONE
    words: str = ""
    private_note: str = ""
    days: int | None = None
    notes: frozenset[str] = frozenset()
    board_id: int | None = None
    sign: str = ""
    wording: str = ""
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """A decision's own columns; `wording` is the new one where a detail is taken out."""

    act: Act
    rule: Rule
    words: str
    private_note: str
    until: datetime | None
    particulars: dict[str, Any] = field(default_factory=dict)
    wording: str = ""
    judged: Judged | None = None


def check_terms(actor: Actor, case: Case, post: Post, asked: Asked) -> Terms:
    """Whether a decision makes sense and is open to `actor`.

    Raises:
        Invalid: names the field that has to change.
        NotAllowed: this act does not belong in this lane, or is not for this moderator.
    """
    act, words = asked.act, clean_text(asked.words)
    check_personal(words)
    _check_reasons(act, asked.rule, words)
    require(rules.may_decide(case.lane, act, asked.rule, number=post.number))
    if act.is_about_person:
        role = db.session.get_one(Account, case.account_id).role
        require(rules.may_set_standing(actor, of=role, sealed=bool(post.alias)))
    private_note = clean_text(asked.private_note)
    _check_length("text", words, LONGEST_WORDS)
    _check_length("private_note", private_note, LONGEST_PRIVATE_NOTE)
    wording = _trimmed(post, asked.wording) if act is Act.EDIT else ""
    return Terms(
        act=act,
        rule=asked.rule if act.needs_reasons or act.is_a_matter_of_order else Rule.NONE,
        words=words if act.touches_author else "",
        private_note=private_note,
        until=_end(act, asked.days),
        particulars=_particulars(actor, post, asked),
        wording=wording,
        judged=asked.judged,
    )


def takes_out_only(before: str, after: str) -> bool:
    """Whether `after` is `before` with something left out: nothing else was put in but the mark for a gap."""
    # Whole words: letters alone could be left standing so that they say something else.
    left = iter(_TOKENS.findall(before))
    return all(token in left for token in _TOKENS.findall(after.replace(GAP, " ")))


def _check_reasons(act: Act, rule: Rule, words: str) -> None:
    if act.needs_reasons and rule is Rule.NONE:
        raise Invalid(N_("Please choose the house rule this rests on."), field="rule")
    if act.needs_words and not words:
        raise Invalid(N_("Please write to the author: which part, why, and what they can do."), field="text")


def _check_length(field_name: str, text: str, most: int) -> None:
    if len(text) > most:
        sentence = N_("Please keep this under %(most)s characters; it has %(has)s.")
        raise Invalid(sentence, field=field_name, most=most, has=len(text))


def _end(act: Act, days: int | None) -> datetime | None:
    """When an act ends by itself; None for what has no end of its own."""
    if not act.has_an_end or (act is Act.SUSPEND and days is None):
        return None
    most = LONGEST_PAUSE if act is Act.PAUSE else LONGEST_SUSPENSION
    if days is None or not 1 <= days <= most:
        raise Invalid(N_("Please say for how many days: 1 to %(most)s."), field="days", most=most)
    return clock.now() + timedelta(days=days)


def _trimmed(post: Post, typed: str) -> str:
    wording = clean_text(typed)
    if not wording or wording == post.source:
        raise Invalid(N_("Please take the detail out of the post’s words below."), field="wording")
    if not takes_out_only(post.source, wording):
        raise Invalid(_NOTHING_PUT_IN, field="wording", gap=GAP)
    return wording


def _particulars(actor: Actor, post: Post, asked: Asked) -> dict[str, Any]:
    """What else an act needs to be in force, see `Decision`."""
    if asked.act is Act.NOTE:
        return {"notes": _missing(post, asked.notes)}
    if asked.act is Act.EDIT:
        return {"wording": post.revision + 1}
    if asked.act is Act.MOVE:
        return _move(actor, post, asked.board_id)
    if asked.act is Act.LOCK:
        sign = clean_line(asked.sign)
        _check_length("sign", sign, LONGEST_SIGN)
        return {"sign": sign}
    return {}


def _missing(post: Post, notes: frozenset[str]) -> list[str]:
    """The notes that its author did not set: those are theirs, and stay whatever becomes of the decision."""
    missing = notes - own_notes(post)
    if not missing:
        raise Invalid(N_("Please choose a content note that the post does not have yet."), field="notes")
    check_number({*post.notes.split(), *missing})
    return check_notes(missing, standing=post.notes).split()


def _move(actor: Actor, post: Post, board_id: int | None) -> dict[str, Any]:
    # Whoever holds the post is the only one to move its thread.
    thread = db.session.get_one(Thread, post.thread_id, populate_existing=True)
    board = db.session.get(Board, board_id) if board_id else None
    if board is None or board.id == thread.board_id or not board_rules.may_see(actor, board.audience):
        raise Invalid(N_("Please choose another board."), field="board_id")
    return {"board": board.id, "from": thread.board_id, "topic": thread.topic_id}


_NOTHING_PUT_IN = N_(
    "Moderators take out, and put nothing in. Leave the rest as its author wrote it; %(gap)s may stand for "
    "what is gone."
)
