"""The log that only grows: every act of a moderator, each entry sealed with the digest of the one before.

It holds who, what, which and when; never the words of a post, a note or a statement.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from forum.accounts.visitor import Actor
from forum.core import clock
from forum.core.db import db
from forum.moderation.models import AuditEntry, AuditHead

BEFORE_THE_FIRST = "0" * 64
OPERATOR = "operator"
SEALED = "sealed"
_AT_ONCE = 500
_MOST_OF_A_GAP = 100
_THE_ONE = 1
# What reading an entry answers with when somebody wrote into it by hand.
_BROKEN = (ValueError, TypeError, AttributeError)

Detail = int | str | bool | None


class Logged(StrEnum):
    """What the log knows of."""

    OPENED = "opened"
    CLAIMED = "claimed"
    TAKEN_OVER = "taken-over"
    RELEASED = "released"
    DECIDED = "decided"
    UNDONE = "undone"
    NOTED = "noted"
    ASKED = "asked"
    ANSWERED = "answered"
    UNASKED = "unasked"
    ESCALATED = "escalated"
    RAISED = "raised"
    LOWERED = "lowered"
    FOLLOWED_UP = "followed-up"
    SEAL_ASKED = "seal-asked"
    SEAL_OPENED = "seal-opened"
    BEGUN = "begun"
    APPEALED = "appealed"
    APPEAL_UPHELD = "appeal-upheld"
    APPEAL_KEPT = "appeal-kept"
    PINNED = "pinned"
    UNPINNED = "unpinned"
    ROLE_GIVEN = "role-given"
    WORD_ADDED = "word-added"
    WORD_CHANGED = "word-changed"
    WORD_OFF = "word-off"
    WORD_ON = "word-on"
    LINE_CHECKED = "line-checked"
    NOTE_ADDED = "note-added"
    NOTE_OFF = "note-off"
    NOTE_ON = "note-on"


class Fault(StrEnum):
    CHANGED = "changed"
    MISSING = "missing"
    OUT_OF_PLACE = "out of place"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the log, at the entry with this number."""

    number: int
    fault: Fault

    def __str__(self) -> str:
        return f"entry {self.number} is {self.fault}"


def record(act: Logged, actor: Actor | None, target: str, **details: Detail) -> None:
    """Within an operation: write down that `actor` (None: the operator) did `act` to `target`.

    Other writers wait from here until the operation ends, so rows that they may hold are locked before this.
    """
    _write(act, (actor.id, actor.role.value) if actor else (None, OPERATOR), target, details)


def record_sealed(act: Logged, target: str, **details: Detail) -> None:
    """The same for what the author of a post under a name for one thread did: the log does not say who."""
    _write(act, (None, SEALED), target, details)


def case_target(case_id: int) -> str:
    """How the log names a case."""
    return f"case:{case_id}"


def account_target(account_id: int) -> str:
    """How the log names a member."""
    return f"account:{account_id}"


def thread_target(thread_id: int) -> str:
    """How the log names a thread."""
    return f"thread:{thread_id}"


def line_target(iso: str, key: str) -> str:
    """How the log names a crisis line."""
    return f"line:{iso.lower()}/{key}"


def digest_of(entry: AuditEntry) -> str:
    """What seals an entry: SHA-256 over everything in it, as JSON with sorted keys and no spaces."""
    sealed = {
        "number": entry.number,
        "at": _moment(entry.at),
        "actor": entry.actor_id,
        "role": entry.actor_role,
        "act": entry.act,
        "target": entry.target,
        "details": entry.details,
        "previous": entry.previous,
    }
    canonical = json.dumps(sealed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def verify() -> list[Problem]:
    """Read the whole log; give what was changed, is missing, or stands where it did not."""
    problems: list[Problem] = []
    number, digest = 0, BEFORE_THE_FIRST
    for here, seal, entry in _entries():
        problems += _gap(number + 1, here)
        follows = here == number + 1
        if entry is None or seal != _digest_if_any(entry):
            problems.append(Problem(here, Fault.CHANGED))
        elif follows and entry.previous != digest:
            problems.append(Problem(here, Fault.OUT_OF_PLACE))
        number, digest = here, seal
    return problems + _wrong_end(number, digest)


def head_of_log() -> tuple[int, str]:
    """Where the log ends: the number and the seal of its last entry."""
    head = db.session.execute(select(AuditHead.number, AuditHead.digest)).first()
    return (head.number, head.digest) if head else (0, BEFORE_THE_FIRST)


def has_head(number: int, digest: str) -> bool:
    """Whether a head that was kept still stands in the log. With `verify`: nothing before it has changed."""
    if number == 0:
        return digest == BEFORE_THE_FIRST
    return digest == db.session.scalar(select(AuditEntry.digest).where(AuditEntry.number == number))


def _write(act: Logged, who: tuple[int | None, str], target: str, details: Mapping[str, Detail]) -> None:
    with db.session.no_autoflush:
        head = _head()
    entry = AuditEntry(
        number=head.number + 1,
        at=clock.now(),
        actor_id=who[0],
        actor_role=who[1],
        act=act.value,
        target=target,
        details=dict(details),
        previous=head.digest,
    )
    entry.digest = digest_of(entry)
    db.session.add(entry)
    head.number, head.digest = entry.number, entry.digest
    db.session.flush()


def _wrong_end(number: int, digest: str) -> list[Problem]:
    head = db.session.get(AuditHead, _THE_ONE, populate_existing=True)
    # SQLite keeps whatever is put there.
    last: Any = head.number if head else 0
    if not isinstance(last, int):
        return [Problem(number, Fault.CHANGED)]
    if last != number:
        return _gap(number + 1, last + 1) or [Problem(number, Fault.OUT_OF_PLACE)]
    return [] if head is None or head.digest == digest else [Problem(number, Fault.CHANGED)]


def _gap(first: int, end: int) -> list[Problem]:
    """What is missing from `first` to before `end`; of a very long gap the beginning says enough."""
    return [Problem(gone, Fault.MISSING) for gone in range(first, min(end, first + _MOST_OF_A_GAP))]


def _head() -> AuditHead:
    locked = select(AuditHead).where(AuditHead.id == _THE_ONE).with_for_update()
    head = db.session.scalar(locked.execution_options(populate_existing=True))
    if head is None:
        head = AuditHead(id=_THE_ONE, number=0, digest=BEFORE_THE_FIRST)
        db.session.add(head)
    return head


def _entries() -> Iterator[tuple[int, str, AuditEntry | None]]:
    """Every entry by its number, with its seal: None where it cannot even be read.

    In stretches, so that a long log fits into a small machine.
    """
    number = 0
    while True:
        named = select(AuditEntry.number, AuditEntry.digest).where(AuditEntry.number > number)
        found = db.session.execute(named.order_by(AuditEntry.number).limit(_AT_ONCE)).all()
        # SQLite keeps whatever is put there; a number that is none leaves a gap, and is told as one.
        seals = {row.number: row.digest for row in found if isinstance(row.number, int)}
        entries = _readable(list(seals))
        yield from ((here, seal, entries.get(here)) for here, seal in seals.items())
        if len(found) < _AT_ONCE or not seals:
            return
        number = max(seals)


def _readable(numbers: Sequence[int]) -> dict[int, AuditEntry]:
    """The entries with these numbers, but for those whose date or details are broken."""
    wanted = select(AuditEntry).where(AuditEntry.number.in_(numbers))
    try:
        found = db.session.scalars(wanted.execution_options(populate_existing=True)).all()
    except _BROKEN:
        if len(numbers) == 1:
            return {}
        half = len(numbers) // 2
        return _readable(numbers[:half]) | _readable(numbers[half:])
    return {entry.number: entry for entry in found}


def _digest_if_any(entry: AuditEntry) -> str | None:
    try:
        return digest_of(entry)
    except _BROKEN:
        return None


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
