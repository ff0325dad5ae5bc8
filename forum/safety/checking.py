"""Checking lines: an admin looks, and writes down what they found. Half a year later it is due again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.accounts.rules import may_administer, may_moderate
from forum.accounts.visitor import Actor
from forum.core import clock
from forum.core.db import AnyRow, db, rows
from forum.core.errors import Conflict, Invalid, NotFound
from forum.core.events import announce
from forum.core.operation import after_commit, operation
from forum.core.rules import Verdict, require
from forum.core.text import clean_text
from forum.core.words import N_
from forum.safety.checked import forget, read_findings, with_findings
from forum.safety.countries import Country, Emergency, Line, Outcome, countries, country
from forum.safety.events import LineChecked
from forum.safety.models import LONGEST_NOTE, LineCheck

GOOD_FOR = timedelta(days=183)
"""How long a check counts."""


class Due(StrEnum):
    """Why a line wants to be checked, the most pressing first."""

    TO_MEND = "to-mend"
    NEW_WORDING = "new-wording"
    NEVER = "never"
    OLD = "old"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Subject:
    """One line or emergency number with its country, why it is due, and its checks, the newest first."""

    country: Country
    item: Emergency | Line
    due: Due
    checks: Sequence[AnyRow]

    @property
    def name(self) -> str:
        return self.item.name if isinstance(self.item, Line) else self.item.number

    @property
    def is_emergency(self) -> bool:
        return isinstance(self.item, Emergency)

    @property
    def address(self) -> str:
        """How it is named in addresses and in the log."""
        return f"{self.country.iso.lower()}/{self.item.key}"


def may_read_checks(actor: Actor) -> Verdict:
    """Moderators may see how far the lines can be trusted; for members the page does not exist."""
    return may_moderate(actor)


def lines_for(actor: Actor) -> list[Subject]:
    """Everything that can be checked, what is due first."""
    require(may_read_checks(actor))
    return all_lines()


def all_lines() -> list[Subject]:
    """The same for whoever runs the forum."""
    checks = _checks_by_line()
    findings = read_findings()
    subjects = [
        _subject(held, item, checks.get((held.iso, item.key), []))
        for held in (with_findings(each, findings) for each in countries())
        for item in held.all_items
    ]
    order = list(Due)
    return sorted(subjects, key=lambda one: order.index(one.due))


def line_with(actor: Actor, iso: str, key: str) -> Subject:
    """One line, to read about or to check.

    Raises:
        NotFound: there is none in the files, or it is not for this actor.
    """
    require(may_read_checks(actor))
    held = country(iso)
    if held is None:
        raise NotFound
    held = with_findings(held, read_findings())
    item = next((one for one in held.all_items if one.key == key), None)
    if item is None:
        raise NotFound
    return _subject(held, item, rows(_CHECKS.where(LineCheck.iso == held.iso, LineCheck.key == key)))


@operation
def check_line(*, actor: Account, subject: Subject, digest: str, outcome: Outcome, note: str) -> LineCheck:
    """Write down what `actor` found today about the wording with this digest.

    Raises:
        Conflict: the file says something else by now.
        Invalid: names the field that has to change.
    """
    require(may_administer(actor))
    if digest != subject.item.digest:
        raise Conflict(N_("The file has changed since you opened this page. Please look at the new wording."))
    check = LineCheck(
        iso=subject.country.iso,
        key=subject.item.key,
        digest=digest,
        outcome=outcome,
        note=_check_note(outcome, note),
        by_id=actor.id,
        at=clock.now(),
    )
    db.session.add(check)
    db.session.flush()
    announce(LineChecked(check, actor))
    after_commit(forget)
    return check


def _check_note(outcome: Outcome, typed: str) -> str:
    note = clean_text(typed)
    if len(note) > LONGEST_NOTE:
        raise Invalid(N_("Please keep it to %(most)s characters."), field="note", most=LONGEST_NOTE)
    if not note and outcome in (Outcome.CHANGED, Outcome.GONE):
        raise Invalid(
            N_("Please say what you found, so that whoever mends the file can follow it."), field="note"
        )
    return note


def _subject(held: Country, item: Emergency | Line, checks: Sequence[AnyRow]) -> Subject:
    return Subject(held, item, _due(item, checks), checks)


def _due(item: Emergency | Line, checks: Sequence[AnyRow]) -> Due:
    if item.found is None:
        settled = any(check.outcome.settles for check in checks)
        return Due.NEW_WORDING if settled else Due.NEVER
    if item.found.outcome is not Outcome.ANSWERS:
        return Due.TO_MEND
    return Due.OLD if clock.now() > item.found.at + GOOD_FOR else Due.NOT


def _checks_by_line() -> dict[tuple[str, str], list[AnyRow]]:
    """The newest check of each line, which is all a list shows, and the one that settled something."""
    grouped: dict[tuple[str, str], list[AnyRow]] = {}
    newest = select(func.max(LineCheck.id)).group_by(LineCheck.iso, LineCheck.key, LineCheck.outcome)
    for row in rows(_CHECKS.where(LineCheck.id.in_(newest))):
        grouped.setdefault((row.iso, row.key), []).append(row)
    return grouped


_CHECKS = (
    select(
        LineCheck.iso,
        LineCheck.key,
        LineCheck.digest,
        LineCheck.outcome,
        LineCheck.note,
        LineCheck.at,
        Account.name,
    )
    .join(Account, Account.id == LineCheck.by_id)
    .order_by(LineCheck.id.desc())
)
