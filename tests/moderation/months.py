"""A month of flags and decisions, put together by the real operations at their moments."""

from datetime import UTC, datetime, timedelta

from time_machine import travel

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.core.operation import operation
from forum.moderation.models import Act, Decision, Reason, Rule
from forum.moderation.record_models import Appeal
from forum.threads.models import Thread
from tests.make import make_member, make_post, make_thread
from tests.moderation.acts import decided, flagged

OCTOBER = datetime(2026, 10, 3, 9, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 2, 9, tzinfo=UTC)


class Month:
    """A moderator at work from `start` on; each flag is opened and decided at its own moment."""

    def __init__(self, start: datetime = OCTOBER) -> None:
        self.moment = start
        with travel(start - timedelta(hours=1), tick=False):
            self.thread: Thread = make_thread()
            self.author: Account = make_member()
            self.reporter: Account = make_member()

    def flag(self, reason: Reason, times: int = 1) -> None:
        """Flags that nobody has answered yet."""
        for _ in range(times):
            with travel(self._next(), tick=False):
                flagged(make_post(self.thread, by=self.author), by=self.reporter, reason=reason)

    def decide(
        self,
        by: Account,
        act: Act,
        rule: Rule = Rule.NO_SPAM,
        *,
        reason: Reason = Reason.HARASSMENT,
        times: int = 1,
        after: timedelta = timedelta(minutes=20),
    ) -> list[Decision]:
        """Flags that were decided `after` their opening."""
        made = []
        for _ in range(times):
            opened = self._next()
            with travel(opened, tick=False):
                post = make_post(self.thread, by=self.author)
                case = flagged(post, by=self.reporter, reason=reason)
            with travel(opened + after, tick=False):
                made.append(decided(case, by=by, act=act, rule=rule))
        return made

    def _next(self) -> datetime:
        self.moment += timedelta(minutes=5)
        assert self.moment < clock.now()
        return self.moment


@operation
def appealed(*, decision: Decision, answered_at: datetime | None = None, upheld: bool | None = None) -> None:
    """An appeal against a decision, put straight into the table."""
    made_at = decision.made_at + timedelta(hours=1)
    appeal = Appeal(
        decision_id=decision.id,
        account_id=decision.account_id,
        words="Please look once more.",
        made_at=made_at,
        due_at=made_at + timedelta(days=7),
        answered_at=answered_at,
        upheld=upheld,
    )
    db.session.add(appeal)
