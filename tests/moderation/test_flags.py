"""Flags: who may, in which lane and at which level they arrive, and how they come together."""

from datetime import timedelta

import pytest
from flask import Flask
from time_machine import travel

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.core.operation import operation
from forum.moderation.cases import CLOCKS
from forum.moderation.flags import LEVELS, flag_post, lane_of
from forum.moderation.models import LONGEST_NOTE, Act, Case, Flag, Lane, Level, Reason, State
from forum.threads.editing import edit_post, withdraw_post
from forum.threads.models import Post
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import PASSWORD, backdate, first_post, make_member, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest


def reword(post: Post, by: Account, text: str) -> None:
    edit_post(actor=by, post=post, revision=post.revision, title="", writing=Writing(text))


@pytest.mark.parametrize("reason", Reason)
def test_each_reason_goes_to_its_lane_with_its_level_and_clock(post: Post, reason: Reason) -> None:
    with travel("2026-11-23 10:00Z", tick=False):
        case = flagged(post, reason=reason)
        assert (case.lane, case.level) == (lane_of(reason), LEVELS[reason])
        assert case.level_rank == case.level.rank
        assert case.due_at == clock.now() + CLOCKS[case.level]


def test_only_worry_is_about_a_person() -> None:
    assert [reason for reason in Reason if lane_of(reason) is Lane.CARE] == [Reason.WORRIED]


def test_the_clocks_are_those_of_the_care_page() -> None:
    hours = {level: CLOCKS[level] / timedelta(hours=1) for level in Level}
    assert hours == {"crisis": 0.25, "red": 1, "amber": 12, "watch": 48, "routine": 72}


def test_flags_in_one_lane_make_one_case(post: Post) -> None:
    first, second = flagged(post, reason=Reason.SPAM), flagged(post, reason=Reason.OFF_TOPIC)
    assert first.id == second.id
    assert (second.flag_count, second.version) == (2, 2)


def test_the_lanes_never_mix(post: Post) -> None:
    worry, rule = flagged(post, reason=Reason.WORRIED), flagged(post, reason=Reason.SPAM)
    assert (worry.lane, rule.lane) == (Lane.CARE, Lane.RULES)
    assert worry.id != rule.id and (worry.flag_count, rule.flag_count) == (1, 1)


def test_a_graver_flag_raises_the_level_and_shortens_the_time(post: Post) -> None:
    with travel("2026-11-23 10:00Z", tick=False):
        flagged(post, reason=Reason.SPAM)
        case = flagged(post, reason=Reason.ENCOURAGEMENT)
        assert (case.level, case.due_at) == (Level.RED, clock.now() + CLOCKS[Level.RED])


def test_a_lighter_flag_never_lowers_it(post: Post) -> None:
    case = flagged(post, reason=Reason.METHOD_DETAIL)
    due_at = case.due_at
    case = flagged(post, reason=Reason.OFF_TOPIC)
    assert (case.level, case.due_at) == (Level.RED, due_at)


def test_a_graver_flag_never_puts_off_what_was_due_sooner(post: Post) -> None:
    with travel("2026-11-20 10:00Z", tick=False):
        flagged(post, reason=Reason.SPAM)
    with travel("2026-11-24 10:00Z", tick=False):
        case = flagged(post, reason=Reason.HARASSMENT)
        assert case.level is Level.AMBER and case.due_at < clock.now()


def test_the_same_flag_twice_is_one_flag(post: Post, cast: Cast) -> None:
    flagged(post, by=cast.priya, reason=Reason.SPAM)
    case = flagged(post, by=cast.priya, reason=Reason.SPAM)
    assert (case.flag_count, case.version, db.session.query(Flag).count()) == (1, 1, 1)


def test_another_reason_in_the_same_lane_is_answered_kindly(post: Post, cast: Cast) -> None:
    flagged(post, by=cast.priya, reason=Reason.SPAM)
    with pytest.raises(Conflict, match="flagged this post already"):
        flagged(post, by=cast.priya, reason=Reason.OFF_TOPIC)


def test_worry_is_heard_after_an_earlier_flag(post: Post, cast: Cast) -> None:
    flagged(post, by=cast.priya, reason=Reason.OFF_TOPIC)
    assert flagged(post, by=cast.priya, reason=Reason.WORRIED).lane is Lane.CARE


def test_a_new_wording_can_be_flagged_again(post: Post, cast: Cast) -> None:
    flagged(post, by=cast.priya)
    reword(post, cast.maya, "Something else now.")
    assert flagged(post, by=cast.priya).flag_count == 2


def test_a_flag_keeps_the_wording_that_was_read(post: Post, cast: Cast) -> None:
    reword(post, cast.maya, "Something else now.")
    flag = flag_post(actor=cast.priya, post=post, reason=Reason.SPAM, revision=1)
    assert flag.post_revision == 1


@pytest.mark.parametrize("revision", [0, -3, 99, 2**40])
def test_a_wording_that_never_was_means_the_present_one(post: Post, cast: Cast, revision: int) -> None:
    assert flag_post(actor=cast.priya, post=post, reason=Reason.SPAM, revision=revision).post_revision == 1


def test_nobody_flags_their_own_post(post: Post, cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="You can withdraw your own post"):
        flagged(post, by=cast.maya)


def test_what_is_not_shown_cannot_be_flagged(post: Post, cast: Cast) -> None:
    withdraw_post(actor=cast.maya, post=post)
    with pytest.raises(NotAllowed, match="not shown any more"):
        flagged(post)


def test_a_thread_that_is_away_cannot_be_flagged(cast: Cast) -> None:
    thread = make_thread(cast.porch, by=cast.maya)
    reply = make_post(thread, by=cast.jonas)
    decided(flagged(first_post(thread)), by=cast.ines)
    with pytest.raises(NotFound):
        flagged(reply)


def test_a_paused_member_can_flag_from_the_first_day(post: Post, cast: Cast) -> None:
    backdate(Account, cast.priya.id, paused_until=clock.now() + timedelta(days=9))
    assert flagged(post, by=cast.priya).flag_count == 1


def test_a_note_has_an_end(post: Post, cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        flagged(post, note="x" * (LONGEST_NOTE + 1))
    assert refused.value.field == "text"


def test_a_flag_that_fails_leaves_no_case(post: Post) -> None:
    @operation
    def flag_and_fall(*, actor: Account) -> None:
        flagged(post, by=actor)
        raise RuntimeError("the power went")

    member = make_member()
    with pytest.raises(RuntimeError):
        flag_and_fall(actor=member)
    assert (db.session.query(Case).count(), db.session.query(Flag).count()) == (0, 0)


def test_a_flag_after_the_decision_opens_the_case_again(post: Post, cast: Cast) -> None:
    case = flagged(post, reason=Reason.METHOD_DETAIL)
    decided(case, by=cast.ines, act=Act.NO_ACTION)
    again = flagged(post, reason=Reason.SPAM)
    assert again.id == case.id
    assert (again.state, again.closed_at, again.level) == (State.NEW, None, Level.ROUTINE)
    assert again.reopened_at is not None


def test_worry_comes_back_at_the_level_it_had(post: Post, cast: Cast) -> None:
    case = flagged(post, reason=Reason.WORRIED)
    raise_to_crisis(case=case)
    decided(case, by=cast.ines, act=Act.NO_ACTION)
    assert flagged(post, reason=Reason.WORRIED).level is Level.CRISIS


@operation
def raise_to_crisis(*, case: Case) -> None:
    case.level, case.level_rank = Level.CRISIS, Level.CRISIS.rank


def test_a_worried_flag_is_thanked_with_help_at_hand(app: Flask, post: Post, cast: Cast) -> None:
    priya = Guest(app).signed_in_as(cast.priya)
    form = priya.get(f"/p/{post.id}/flag").form()
    thanks = priya.send(form, reason="worried", text="She gave her books away.")
    assert thanks.h1 == "Thank you. Moderators have it now"
    assert thanks.all(".notice a[href='/help']") and "What happens next" in thanks.text
    flag = db.session.query(Flag).one()
    assert (flag.lane, flag.note, flag.reporter_id) == (Lane.CARE, "She gave her books away.", cast.priya.id)


def test_worry_stands_first_and_apart(app: Flask, post: Post, cast: Cast) -> None:
    page = Guest(app).signed_in_as(cast.priya).get(f"/p/{post.id}/flag")
    assert [group.select("input")[0]["value"] for group in page.all(".radio-cards")] == [
        "worried",
        "method-detail",
    ]
    assert len(page.all(".radio-cards")[0].select("input")) == 1


@pytest.mark.parametrize(
    ("reason", "text"), [(None, "A note."), ("nonsense", "A note."), ("spam", "x" * 601)]
)
def test_a_refused_flag_keeps_what_was_typed(
    app: Flask, post: Post, cast: Cast, reason: str | None, text: str
) -> None:
    priya = Guest(app).signed_in_as(cast.priya)
    refused = priya.send(priya.get(f"/p/{post.id}/flag").form(), reason=reason, text=text)
    assert refused.status == 422 and refused.all('[role="alert"]')
    assert refused.form().values["text"] == text
    assert db.session.query(Case).count() == 0


def test_a_second_reason_is_a_conflict_on_the_page(app: Flask, post: Post, cast: Cast) -> None:
    flagged(post, by=cast.priya, reason=Reason.SPAM)
    priya = Guest(app).signed_in_as(cast.priya)
    again = priya.send(priya.get(f"/p/{post.id}/flag").form(), reason="off-topic", text="Look.")
    assert again.status == 409 and "you can still say so" in again.text
    assert again.form().values["text"] == "Look."


def test_ones_own_post_says_what_to_do_instead(app: Flask, post: Post, cast: Cast) -> None:
    page = Guest(app).signed_in_as(cast.maya).get(f"/p/{post.id}/flag")
    assert page.status == 403 and "You can withdraw your own post" in page.text


@pytest.mark.parametrize("note", ["I am worried.", ""])
def test_what_was_said_before_signing_in_is_back_in_its_place(
    app: Flask, post: Post, cast: Cast, note: str
) -> None:
    priya = Guest(app).signed_in_as(cast.priya)
    form = priya.get(f"/p/{post.id}/flag").form()
    priya.client.delete_cookie("forum")
    asked = priya.send(form, reason="worried", text=note)
    back = priya.send(asked.form("/sign-in"), name="Priya", password=PASSWORD)
    assert back.path == f"/p/{post.id}/flag"
    assert (back.form().values["reason"], back.form().values["text"]) == ("worried", note)
    (draft,) = priya.get("/settings/drafts").all("main li.card h2")
    assert draft.get_text(strip=True) == "A flag for the moderators"
