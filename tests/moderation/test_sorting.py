"""The sorting aid at work: it opens and raises care cases as posts are written, and does nothing else."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from time_machine import travel

from forum.accounts.consent import choose_order
from forum.accounts.house import house_account
from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.core.operation import operation
from forum.moderation import sorting
from forum.moderation.decisions import undo
from forum.moderation.models import Act, AuditEntry, Case, Lane, Level, Reason, State
from forum.moderation.sorting import PLANS, WISHES, forget_sortings
from forum.moderation.sorting_models import Sorting
from forum.safety.triage import Level as TriageLevel
from forum.safety.triage import Triage, triage
from forum.safety.triage.rulebook import rulebook
from forum.threads.editing import withdraw_post
from forum.threads.models import Post
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.moderation.sorted import (
    CALM,
    GOODBYE,
    HURT,
    LOSS,
    PASSIVE,
    WISH,
    care_case,
    reword,
    sorted_case,
    sorting_of,
)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        (GOODBYE, Level.CRISIS),
        (WISH, Level.RED),
        (PASSIVE, Level.AMBER),
        (HURT, Level.AMBER),
        (LOSS, Level.WATCH),
    ],
)
def test_words_that_point_to_risk_open_a_care_case_of_their_level(
    cast: Cast, text: str, level: Level
) -> None:
    case = sorted_case(make_post(by=cast.maya, text=text))
    assert (case.level, case.state, case.flag_count) == (level, State.NEW, 0)


def test_calm_words_open_nothing_and_leave_nothing(cast: Cast) -> None:
    post = make_post(by=cast.maya, text=CALM)
    assert care_case(post) is None and db.session.query(Sorting).count() == 0


def test_the_post_itself_is_published_as_it_is(cast: Cast) -> None:
    post = make_post(by=cast.maya, text=GOODBYE)
    assert (post.absence, post.notes, post.changed) == (None, "", 0)


def test_the_title_of_a_first_post_is_read_too(cast: Cast) -> None:
    thread = make_thread(by=cast.maya, title="I want to kill myself", text=CALM)
    assert sorted_case(first_post(thread)).level is Level.RED


def test_a_title_is_not_read_again_with_each_reply(cast: Cast) -> None:
    thread = make_thread(by=cast.maya, title="I want to kill myself", text=CALM)
    assert care_case(make_post(thread, by=cast.jonas, text="I am here and I read it.")) is None


def test_moderators_are_people_too(cast: Cast) -> None:
    assert sorted_case(make_post(by=cast.ines, text=WISH)).account_id == cast.ines.id


def test_the_house_is_not(cast: Cast) -> None:
    assert care_case(first_post(make_thread(by=house_account(), text=WISH))) is None


def test_the_cues_are_kept_as_places_and_our_own_notes_never_as_words(cast: Cast) -> None:
    case = sorted_case(make_post(by=cast.maya, text=WISH))
    kept = sorting_of(case)
    assert kept is not None and kept.rules_version == triage(WISH).rules_version
    assert [set(cue) for cue in kept.cues] == [{"id", "start", "end", "note"}] * len(kept.cues)
    assert "kill myself" not in str(kept.cues) and kept.level == "urgent"


def test_a_graver_wording_raises_the_case(cast: Cast) -> None:
    post = make_post(by=cast.maya, text=PASSIVE)
    due = sorted_case(post).due_at
    reword(post, GOODBYE, cast.maya)
    case = sorted_case(post)
    assert case.level is Level.CRISIS and case.due_at < due


def test_a_calmer_wording_lowers_nothing(cast: Cast) -> None:
    post = make_post(by=cast.maya, text=GOODBYE)
    reword(post, CALM, cast.maya)
    case, kept = sorted_case(post), sorting_of(sorted_case(post))
    assert case.level is Level.CRISIS and case.closed_at is None
    assert kept is not None and (kept.level, kept.post_revision) == ("urgent", 1)


def test_a_less_grave_wording_leaves_the_reasons_of_the_graver_one(cast: Cast) -> None:
    post = make_post(by=cast.maya, text=GOODBYE)
    reword(post, f"{LOSS} {PASSIVE}", cast.maya)
    kept = sorting_of(sorted_case(post))
    assert kept is not None and (kept.level, kept.post_revision) == ("urgent", 1)


def test_nothing_is_brought_up_without_a_reason_to_show(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Triage(TriageLevel.CONCERN, 0.2, (), "0")
    monkeypatch.setattr(sorting, "triage", lambda text, title="": nothing)
    assert care_case(make_post(by=cast.maya, text=CALM)) is None


def test_it_joins_the_case_that_people_opened_and_leaves_their_level(cast: Cast) -> None:
    post = make_post(by=cast.maya, text=CALM)
    opened = flagged(post, by=cast.priya, reason=Reason.WORRIED)
    reword(post, PASSIVE, cast.maya)
    case = sorted_case(post)
    assert (case.id, case.level, case.flag_count) == (opened.id, Level.RED, 1)


def close(case: Case, by: Account) -> None:
    decided(case, by=by, act=Act.NO_ACTION)
    assert case.closed_at is not None


def test_an_edit_that_says_the_same_does_not_bring_a_closed_case_back(cast: Cast) -> None:
    post = make_post(by=cast.maya, text=PASSIVE)
    close(sorted_case(post), cast.ines)
    reword(post, f"{PASSIVE} (I mended a word.)", cast.maya)
    assert sorted_case(post).closed_at is not None


def test_an_edit_that_says_something_graver_does(cast: Cast) -> None:
    post = make_post(by=cast.maya, text=PASSIVE)
    close(sorted_case(post), cast.ines)
    reword(post, WISH, cast.maya)
    case = sorted_case(post)
    assert (case.closed_at, case.level) == (None, Level.RED)


def test_and_so_does_one_that_says_something_new(cast: Cast) -> None:
    post = make_post(by=cast.maya, text=PASSIVE)
    close(sorted_case(post), cast.ines)
    reword(post, f"{PASSIVE} {HURT}", cast.maya)
    assert sorted_case(post).closed_at is None


@operation
def lower(*, case: Case, level: Level) -> None:
    db.session.add(case)
    case.level, case.level_rank = level, level.rank


def test_the_same_words_do_not_overrule_a_moderator_who_lowered_the_level(cast: Cast) -> None:
    post = make_post(by=cast.maya, text=GOODBYE)
    lower(case=sorted_case(post), level=Level.WATCH)
    reword(post, f"{GOODBYE} And thank you.", cast.maya)
    assert sorted_case(post).level is Level.WATCH


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """An aid that fails, repeating what it read. It never does by itself, so here it is made to."""

    def fail(text: str, *, title: str = "") -> None:
        raise RuntimeError(text)

    monkeypatch.setattr(sorting, "triage", fail)
    with caplog.at_level(logging.DEBUG):
        yield


def test_an_aid_that_fails_undoes_no_post_and_puts_no_words_into_the_log(
    cast: Cast, broken: None, caplog: pytest.LogCaptureFixture
) -> None:
    post = make_post(by=cast.maya, text=WISH)
    assert db.session.get(Post, post.id) is not None and care_case(post) is None
    assert "the sorting aid failed" in caplog.text and "kill" not in caplog.text


def test_a_case_that_cannot_be_kept_undoes_no_post_either(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    # The case is there already by then.
    monkeypatch.setattr(sorting, "_keep", fail)
    post = make_post(by=cast.maya, text=WISH)
    assert db.session.get(Post, post.id) is not None and db.session.query(Case).count() == 0


def test_nothing_it_does_stands_in_the_log(cast: Cast) -> None:
    make_post(by=cast.maya, text=GOODBYE)
    assert db.session.query(AuditEntry).count() == 0


def test_a_member_who_opted_out_is_not_read(cast: Cast) -> None:
    choose_order(actor=cast.maya, by_time_only=True)
    post = make_post(by=cast.maya, text=GOODBYE)
    assert care_case(post) is None


def test_neither_is_one_who_joined_before_and_was_not_asked_yet(cast: Cast) -> None:
    agreed(account=cast.maya, version=1)
    assert care_case(make_post(by=cast.maya, text=GOODBYE)) is None
    choose_order(actor=cast.maya, by_time_only=False)
    assert care_case(make_post(by=cast.maya, text=GOODBYE)) is not None


@operation
def agreed(*, account: Account, version: int) -> None:
    db.session.add(account)
    account.consent_version = version


def test_people_may_still_be_worried_about_one_who_opted_out(cast: Cast) -> None:
    choose_order(actor=cast.maya, by_time_only=True)
    post = make_post(by=cast.maya, text=GOODBYE)
    case = flagged(post, by=cast.priya, reason=Reason.WORRIED)
    decided(case, by=cast.ines, act=Act.NO_ACTION)
    assert case.lane is Lane.CARE and sorting_of(case) is None


def test_what_it_missed_is_noted_when_people_decide(cast: Cast) -> None:
    case = flagged(make_post(by=cast.maya, text=CALM), by=cast.priya, reason=Reason.WORRIED)
    assert sorting_of(case) is None
    decided(case, by=cast.ines, act=Act.NO_ACTION)
    kept = sorting_of(case)
    assert kept is not None and (kept.level, kept.cues) == ("calm", [])


@pytest.mark.parametrize(
    ("act", "took_part"), [(Act.NO_ACTION, False), (Act.REACH_OUT, False), (Act.HIDE, True)]
)
def test_it_took_part_only_in_what_takes_something(cast: Cast, act: Act, took_part: bool) -> None:
    case = sorted_case(make_post(by=cast.maya, text=WISH))
    assert decided(case, by=cast.ines, act=act).machine_took_part is took_part


def test_it_took_no_part_in_what_people_found_by_themselves(cast: Cast) -> None:
    case = flagged(make_post(by=cast.maya, text=CALM), by=cast.priya, reason=Reason.WORRIED)
    assert not decided(case, by=cast.ines, act=Act.HIDE).machine_took_part


def test_what_it_said_goes_when_the_post_goes(cast: Cast) -> None:
    post = make_post(by=cast.maya, text=WISH)
    withdraw_post(actor=cast.maya, post=post)
    with travel(clock.now() + timedelta(days=29)):
        forget_sortings()
        assert db.session.query(Sorting).count() == 1
    with travel(clock.now() + timedelta(days=31)):
        forget_sortings()
        assert db.session.query(Sorting).count() == 0


def test_and_90_days_after_it_was_said_unless_the_case_still_waits(cast: Cast) -> None:
    waiting = sorted_case(make_post(by=cast.maya, text=WISH))
    close(sorted_case(make_post(by=cast.jonas, text=WISH)), cast.ines)
    with travel(clock.now() + timedelta(days=89)):
        forget_sortings()
        assert db.session.query(Sorting).count() == 2
    with travel(clock.now() + timedelta(days=91)):
        forget_sortings()
        assert [kept.case_id for kept in db.session.query(Sorting)] == [waiting.id]


def test_and_when_its_author_opts_out_unless_the_case_still_waits(cast: Cast) -> None:
    case = sorted_case(make_post(by=cast.maya, text=WISH))
    choose_order(actor=cast.maya, by_time_only=True)
    forget_sortings()
    assert sorting_of(case) is not None
    close(case, cast.ines)
    forget_sortings()
    assert sorting_of(case) is None


def test_a_decision_that_is_taken_back_leaves_the_case_open_at_its_level(cast: Cast) -> None:
    case = sorted_case(make_post(by=cast.maya, text=WISH))
    undo(actor=cast.ines, decision=decided(case, by=cast.ines, act=Act.NO_ACTION))
    assert (case.closed_at, case.level) == (None, Level.RED)


def test_every_rule_that_a_level_rests_on_is_in_the_rulebook() -> None:
    names = [rule.id for rule in rulebook().rules]
    assert [first for first in (*PLANS, *WISHES) if not any(name.startswith(first) for name in names)] == []
