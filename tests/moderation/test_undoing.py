"""Whatever moderators decide and take back, in whatever order, and whatever its author writes in between:
post, thread and standing are what the decisions that stand say, and the log holds every step.
"""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.accounts.models import Account
from forum.boards.models import Audience, Board
from forum.core.db import db
from forum.core.errors import NotAllowed
from forum.moderation.audit import verify
from forum.moderation.decisions import undo
from forum.moderation.effects import FURTHER_NOTICE
from forum.moderation.models import Act, AuditEntry, Case, Decision, Lane, Reason, State
from forum.moderation.rules import acts_for
from forum.threads.editing import edit_post
from forum.threads.models import Absence, ContentNote, Post, Thread
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import first_post, make_board, make_member, make_thread
from tests.moderation.acts import decided, flagged

TEXT = "one two three four five six seven"
NOTES = list(ContentNote)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("decide"), st.sampled_from(Act), st.sampled_from(Lane), st.integers(1, 60)),
        st.tuples(st.just("undo"), st.integers(0, 9)),
        st.tuples(st.just("write"), st.integers(0, 60)),
    ),
    max_size=12,
)


@dataclass
class Expected:
    """What should be, kept as simply as it can be: what happened in its order, and what was undone."""

    home: Board
    boards: list[Board]
    made: list[Decision] = field(default_factory=list)
    undone: set[int] = field(default_factory=set)
    own_notes: frozenset[ContentNote] = frozenset()
    # What the author wrote, then the wordings that moderators made of it, by decision.
    written: str = TEXT
    trimmed: dict[int, str] = field(default_factory=dict)
    every_trim: list[int] = field(default_factory=list)

    def standing(self, *acts: Act) -> list[Decision]:
        return [made for made in self.made if made.id not in self.undone and made.act in acts]

    def last(self, *acts: Act) -> Decision | None:
        return next(reversed(self.standing(*acts)), None)

    @property
    def absence(self) -> Absence | None:
        last = self.last(Act.HIDE, Act.REMOVE, Act.RESTORE)
        return {Act.HIDE: Absence.HIDDEN, Act.REMOVE: Absence.REMOVED}.get(last.act) if last else None

    @property
    def wording(self) -> str:
        made = [words for number, words in self.trimmed.items() if number not in self.undone]
        return made[-1] if made else self.written

    @property
    def notes(self) -> set[str]:
        added = {note for made in self.standing(Act.NOTE) for note in made.particulars["notes"]}
        return added | {note.value for note in self.own_notes}

    @property
    def board_id(self) -> int:
        last = self.last(Act.MOVE)
        return int(last.particulars["board"]) if last else self.home.id

    def end_of(self, act: Act) -> Any:
        ends = [made.until or FURTHER_NOTICE for made in self.standing(act)]
        return max(ends) if ends else None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_stands_is_what_shows(app: Flask, cast: Cast, steps: list[tuple[Any, ...]]) -> None:
    author = make_member()
    post = first_post(make_thread(cast.porch, by=author, text=TEXT))
    cases = {lane: flagged(post, reason=_reason(lane)) for lane in Lane}
    before = db.session.query(AuditEntry).count()
    boards = [cast.porch, make_board(audience=Audience.MEMBERS), make_board(audience=Audience.MEMBERS)]
    expected = Expected(cast.porch, boards)
    for step in steps:
        _take(step, cast, cases, post, expected)
        _check(author, post, expected)
    done = len(expected.made) + len(expected.undone)
    assert db.session.query(AuditEntry).count() - before == done
    assert verify() == []
    for case in cases.values():
        db.session.refresh(case)
        stands = any(decision.case_id == case.id and not decision.undone_at for decision in _decisions(post))
        assert (case.state in (State.DECIDED, State.FOLLOW_UP)) == stands == (case.closed_at is not None)


def _reason(lane: Lane) -> Reason:
    return Reason.WORRIED if lane is Lane.CARE else Reason.SPAM


def _take(step: tuple[Any, ...], cast: Cast, cases: dict[Lane, Case], post: Post, expected: Expected) -> None:
    db.session.refresh(post)
    if step[0] == "undo":
        _undo(step[1], cast, expected)
    elif step[0] == "write":
        _write(step[1], post, expected)
    else:
        _, act, lane, pick = step
        particulars = _particulars(act, pick, post, expected)
        if act in acts_for(lane, post.absence, number=1) and particulars is not None:
            days = pick if act is Act.PAUSE or pick < 50 else None
            decision = decided(cases[lane], by=cast.ines, act=act, days=days, **particulars)
            expected.made.append(decision)
            if act is Act.EDIT:
                expected.trimmed[decision.id] = particulars["wording"]
                expected.every_trim.append(decision.id)


def _undo(place: int, cast: Cast, expected: Expected) -> None:
    left = expected.standing(*Act)
    if left:
        chosen = left[place % len(left)]
        undo(actor=cast.ines, decision=db.session.get_one(Decision, chosen.id))
        expected.undone.add(chosen.id)


def _write(pick: int, post: Post, expected: Expected) -> None:
    """The author gives the post a new wording, where they may; what was made of the old one is past."""
    author, thread = db.session.get_one(Account, post.author_id), db.session.get_one(Thread, post.thread_id)
    added = {ContentNote(note) for made in expected.standing(Act.NOTE) for note in made.particulars["notes"]}
    own = frozenset(NOTES[: pick % 3]) - added
    text = f"{TEXT} again {pick}"
    try:
        edit_post(
            actor=author, post=post, revision=post.revision, title=thread.title, writing=Writing(text, own)
        )
    except NotAllowed:
        return
    expected.own_notes = own
    if text != expected.wording:
        expected.written = text
        expected.trimmed.clear()


def _particulars(act: Act, pick: int, post: Post, expected: Expected) -> dict[str, Any] | None:
    """What an act needs besides; None where it makes no sense now."""
    if act is Act.NOTE:
        note = NOTES[pick % len(NOTES)]
        return None if note in expected.own_notes else {"notes": frozenset({note})}
    if act is Act.EDIT:
        left = " ".join(post.source.split()[:-1])
        return {"wording": left} if left else None
    if act is Act.MOVE:
        board = expected.boards[pick % len(expected.boards)]
        return None if board.id == expected.board_id else {"board_id": board.id}
    return {"sign": f"Sign {pick}."} if act is Act.LOCK else {}


def _check(author: Account, post: Post, expected: Expected) -> None:
    db.session.refresh(author)
    db.session.refresh(post)
    thread = db.session.get_one(Thread, post.thread_id, populate_existing=True)
    assert post.absence is expected.absence
    assert (thread.away_at is not None) == (expected.absence is not None)
    assert post.source == expected.wording and expected.wording in post.html
    assert set(post.notes.split()) == set(thread.notes.split()) == expected.notes
    assert (post.trimmed_from > 0) == any(n not in expected.undone for n in expected.every_trim)
    _check_thread(thread, expected)
    assert author.paused_until == expected.end_of(Act.PAUSE)
    assert author.suspended_until == expected.end_of(Act.SUSPEND)


def _check_thread(thread: Thread, expected: Expected) -> None:
    rests = expected.last(Act.LOCK)
    assert thread.board_id == expected.board_id
    assert (thread.locked_at is not None) == (rests is not None)
    assert thread.locked_reason == (rests.particulars["sign"] if rests else "")
    for board in expected.boards:
        db.session.refresh(board)
        threads = db.session.query(Thread).filter_by(board_id=board.id).all()
        counted = (len(threads), sum(one.last_number for one in threads))
        assert (board.thread_count, board.post_count) == counted


def _decisions(post: Post) -> list[Decision]:
    return db.session.query(Decision).filter_by(post_id=post.id).all()
