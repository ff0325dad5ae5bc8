"""Decisions: what each act does, what it asks for, who is told, and what is refused."""

from datetime import timedelta

import pytest
from time_machine import travel

from forum.accounts.models import Account, Role
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Invalid, NotAllowed, NotFound
from forum.moderation import decisions, terms
from forum.moderation.cases import claim
from forum.moderation.decisions import decide
from forum.moderation.events import Decided
from forum.moderation.models import Act, AuditEntry, Case, Decision, Reason, Rule, State
from forum.threads.models import Absence, Post, Thread
from tests.cast import Cast
from tests.make import make_member, make_post
from tests.moderation.acts import decided, flagged
from tests.moderation.conftest import News


def fresh(account: Account) -> Account:
    db.session.refresh(account)
    return account


@pytest.mark.parametrize(
    ("act", "absence"),
    [(Act.NO_ACTION, None), (Act.HIDE, Absence.HIDDEN), (Act.REMOVE, Absence.REMOVED), (Act.PAUSE, None)],
)
def test_an_act_shows_the_post_as_it_says(
    cast: Cast, post: Post, case: Case, act: Act, absence: Absence | None
) -> None:
    decided(case, by=cast.ines, act=act)
    assert post.absence is absence


def test_a_decision_closes_the_case_and_is_written_down(cast: Cast, case: Case) -> None:
    claim(actor=cast.ines, case=case)
    decision = decided(case, by=cast.ines)
    assert (case.state, case.claimed_by_id, case.version) == (State.DECIDED, None, 2)
    assert case.closed_at is not None
    entry = db.session.query(AuditEntry).filter_by(act="decided").one()
    assert (entry.actor_id, entry.target) == (cast.ines.id, f"case:{case.id}")
    assert entry.details == {"decision": decision.id, "did": "hide", "rule": "no-method-detail"}


def test_a_pause_ends_by_itself_and_says_when(cast: Cast, case: Case) -> None:
    with travel("2031-05-02 10:00Z", tick=False):
        decision = decided(case, by=cast.ines, act=Act.PAUSE, days=3)
        assert decision.until == fresh(cast.maya).paused_until == clock.now() + timedelta(days=3)


def test_a_suspension_without_days_lasts_until_further_notice(cast: Cast, case: Case) -> None:
    decision = decided(case, by=cast.ines, act=Act.SUSPEND)
    until = fresh(cast.maya).suspended_until
    assert decision.until is None and until is not None and until.year == 9999


@pytest.mark.parametrize("act", [Act.HIDE, Act.REMOVE, Act.PAUSE, Act.SUSPEND])
@pytest.mark.parametrize(
    ("rule", "words", "field"), [(Rule.NONE, "Why.", "rule"), (Rule.KINDNESS, " \n ", "text")]
)
def test_what_takes_something_from_somebody_says_why(
    cast: Cast, case: Case, act: Act, rule: Rule, words: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        decided(case, by=cast.ines, act=act, rule=rule, words=words)
    assert refused.value.field == field
    assert (db.session.query(Decision).count(), db.session.get_one(Case, case.id).version) == (0, 1)


@pytest.mark.parametrize(
    ("act", "days"), [(Act.PAUSE, 0), (Act.PAUSE, 91), (Act.SUSPEND, 366), (Act.SUSPEND, -1)]
)
def test_days_have_their_bounds(cast: Cast, case: Case, act: Act, days: int) -> None:
    with pytest.raises(Invalid) as refused:
        decided(case, by=cast.ines, act=act, days=days)
    assert refused.value.field == "days"


def test_a_pause_without_days_is_refused(cast: Cast, case: Case) -> None:
    with pytest.raises(Invalid):
        decide(
            actor=cast.ines, case=case, version=1, revision=1, act=Act.PAUSE, rule=Rule.KINDNESS, words="Why."
        )


def test_words_have_an_end(cast: Cast, case: Case) -> None:
    with pytest.raises(Invalid):
        decided(case, by=cast.ines, words="x" * (terms.LONGEST_WORDS + 1))


@pytest.mark.parametrize("act", [Act.REMOVE, Act.PAUSE, Act.SUSPEND])
def test_a_care_case_never_punishes(cast: Cast, post: Post, act: Act) -> None:
    case = flagged(post, reason=Reason.WORRIED)
    with pytest.raises(NotAllowed, match="no punishment"):
        decided(case, by=cast.ines, act=act)
    assert fresh(cast.maya).paused_until is None and post.absence is None


@pytest.mark.parametrize("rule", [rule for rule in Rule if rule is not Rule.NONE])
def test_a_care_case_hides_only_what_could_tip_a_reader(cast: Cast, post: Post, rule: Rule) -> None:
    case = flagged(post, reason=Reason.WORRIED)
    if rule in (Rule.NO_METHOD_DETAIL, Rule.NO_ENCOURAGEMENT):
        decided(case, by=cast.ines, rule=rule)
        assert post.absence is Absence.HIDDEN
    else:
        with pytest.raises(NotAllowed, match="only for method detail"):
            decided(case, by=cast.ines, rule=rule)


def test_a_worried_flag_changes_nothing_by_itself(cast: Cast, post: Post) -> None:
    flagged(post, reason=Reason.WORRIED)
    maya = fresh(cast.maya)
    assert (post.absence, maya.paused_until, maya.suspended_until) == (None, None, None)


def test_nobody_decides_about_their_own_post(cast: Cast) -> None:
    case = flagged(make_post(by=cast.ines))
    with pytest.raises(NotFound):
        decided(case, by=cast.ines, act=Act.NO_ACTION)


def test_a_member_decides_nothing(cast: Cast, case: Case) -> None:
    with pytest.raises(NotFound):
        decided(case, by=cast.jonas)


@pytest.mark.parametrize(
    ("by", "of", "allowed"),
    [
        (Role.MODERATOR, Role.MEMBER, True),
        (Role.MODERATOR, Role.MODERATOR, False),
        (Role.MODERATOR, Role.ADMIN, False),
        (Role.ADMIN, Role.MODERATOR, True),
        (Role.ADMIN, Role.ADMIN, False),
    ],
)
def test_standing_is_decided_from_above(cast: Cast, by: Role, of: Role, allowed: bool) -> None:
    case = flagged(make_post(by=make_member(role=of)))
    judge = make_member(role=by)
    if allowed:
        decided(case, by=judge, act=Act.PAUSE)
    else:
        with pytest.raises(NotAllowed, match="for an admin to decide"):
            decided(case, by=judge, act=Act.PAUSE)


def test_the_author_and_the_reporters_are_told_once(cast: Cast, post: Post, told: News) -> None:
    flagged(post, by=cast.priya)
    case = flagged(post, by=cast.jonas)
    first = decided(case, by=cast.ines)
    second = decided(case, by=cast.ines, act=Act.PAUSE)
    reporters = tuple(sorted((cast.priya.id, cast.jonas.id)))
    assert told == [Decided(first, post, reporters), Decided(second, post, ())]


def test_whoever_decides_is_not_told_of_their_own_flag(cast: Cast, post: Post, told: News) -> None:
    decided(flagged(post, by=cast.ines), by=cast.ines, act=Act.NO_ACTION)
    assert [event.reporters for event in told if isinstance(event, Decided)] == [()]


def test_what_was_not_needed_is_not_kept(cast: Cast, case: Case) -> None:
    decision = decided(case, by=cast.ines, act=Act.NO_ACTION, words="Never sent.", days=5)
    assert (decision.words, decision.rule, decision.until) == ("", Rule.NONE, None)


def test_a_decision_that_falls_leaves_nothing_half_done(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(_event: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(decisions, "announce", fall)
    thread_id = db.session.get_one(Post, case.post_id).thread_id
    with pytest.raises(RuntimeError):
        decided(case, by=cast.ines)
    post = db.session.get_one(Post, case.post_id)
    assert (post.absence, db.session.get_one(Thread, thread_id).away_at) == (None, None)
    assert (db.session.query(Decision).count(), db.session.query(AuditEntry).count()) == (0, 0)
    assert db.session.get_one(Case, case.id).state is State.NEW
