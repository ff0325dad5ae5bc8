"""What came of a person's flags orders theirs a little sooner, and never puts anybody's back."""

from flask import Flask
from time_machine import travel

from forum.accounts.models import Account
from forum.core import clock
from forum.moderation.cases import CLOCKS, SOONER
from forum.moderation.decisions import undo
from forum.moderation.flags import FEWEST_ANSWERED, has_a_good_eye
from forum.moderation.models import Act, Decision, Level, Reason, Rule
from tests.cast import Cast
from tests.make import make_post
from tests.moderation.acts import decided, flagged


def answered(reporter: Account, cast: Cast, *acts: Act) -> list[Decision]:
    """Flags of this member, each answered by one of these acts."""
    made = []
    for act in acts:
        rule = Rule.NONE if act is Act.NO_ACTION else Rule.NO_METHOD_DETAIL
        case = flagged(make_post(by=cast.maya), by=reporter)
        made.append(decided(case, by=cast.ines, act=act, rule=rule))
    return made


def test_somebody_whose_flags_led_to_steps_is_looked_at_sooner_within_the_level(cast: Cast) -> None:
    answered(cast.priya, cast, *[Act.HIDE] * FEWEST_ANSWERED)
    with travel("2026-12-23 10:00Z", tick=False):
        case = flagged(make_post(), by=cast.priya, reason=Reason.HARASSMENT)
        assert case.level is Level.AMBER
        assert case.due_at == clock.now() + CLOCKS[Level.AMBER] * SOONER


def test_somebody_whose_flags_led_to_nothing_is_looked_at_in_the_usual_time(cast: Cast) -> None:
    answered(cast.priya, cast, *[Act.NO_ACTION] * FEWEST_ANSWERED)
    with travel("2026-12-23 10:00Z", tick=False):
        case = flagged(make_post(), by=cast.priya, reason=Reason.HARASSMENT)
        assert (case.level, case.due_at) == (Level.AMBER, clock.now() + CLOCKS[Level.AMBER])


def test_a_few_answers_say_nothing_yet(cast: Cast) -> None:
    answered(cast.priya, cast, *[Act.HIDE] * (FEWEST_ANSWERED - 1))
    assert not has_a_good_eye(cast.priya.id)


def test_one_flag_that_led_to_nothing_is_no_mark(cast: Cast) -> None:
    answered(cast.priya, cast, *[Act.HIDE] * FEWEST_ANSWERED, Act.NO_ACTION)
    assert has_a_good_eye(cast.priya.id)


def test_a_step_that_was_taken_back_does_not_count(cast: Cast) -> None:
    made = answered(cast.priya, cast, *[Act.HIDE] * FEWEST_ANSWERED)
    assert has_a_good_eye(cast.priya.id)
    # The flag that this decision answered waits again.
    undo(actor=cast.ines, decision=made[0])
    assert not has_a_good_eye(cast.priya.id)


def test_a_worry_about_a_person_is_never_weighed(cast: Cast, app: Flask) -> None:
    answered(cast.priya, cast, *[Act.HIDE] * FEWEST_ANSWERED)
    with travel("2026-12-23 10:00Z", tick=False):
        case = flagged(make_post(), by=cast.priya, reason=Reason.WORRIED)
        assert case.due_at == clock.now() + CLOCKS[case.level]
