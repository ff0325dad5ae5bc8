"""Not alone: second opinions, levels that two lower, and cases for the admins."""

from datetime import timedelta

import pytest
from flask import Flask
from time_machine import travel

from forum.accounts.models import Account
from forum.core.db import db
from forum.core.errors import Conflict, Invalid, NotFound
from forum.moderation.audit import verify
from forum.moderation.cases import CLOCKS, claim
from forum.moderation.changes import Stale
from forum.moderation.decisions import decide
from forum.moderation.desk_models import CaseNote, Said
from forum.moderation.models import Act, AuditEntry, Case, Level, Reason, State
from forum.moderation.second_looks import answer_opinion, ask_for_opinion, escalate, set_level
from forum.moderation.talk import LONGEST_LINE, leave_note
from forum.threads.models import Post
from tests.cast import Cast
from tests.make import make_post, make_sign_in, make_thread
from tests.moderation.acts import decided, flagged
from tests.moderation.test_race import at_once
from tests.page import Guest


@pytest.fixture
def red(cast: Cast, post: Post) -> Case:
    """A worried flag. Tomas has been here lately, so there is somebody to ask."""
    make_sign_in(cast.tomas)
    return flagged(post, reason=Reason.WORRIED)


def fresh(case: Case) -> Case:
    return db.session.get_one(Case, case.id, populate_existing=True)


def answered(case: Case, *, by: Account, agrees: bool | None, words: str = "") -> CaseNote:
    """An answer given on the case as it is now."""
    return answer_opinion(actor=by, case=case, version=fresh(case).version, agrees=agrees, words=words)


def acts(case: Case) -> list[str]:
    lines = db.session.query(AuditEntry).filter_by(target=f"case:{case.id}")
    return [line.act for line in lines.order_by(AuditEntry.number)]


def said(case: Case) -> list[Said]:
    lines = db.session.query(CaseNote).filter_by(case_id=case.id)
    return [line.said for line in lines.order_by(CaseNote.id)]


def test_a_question_puts_the_case_down_for_another(cast: Cast, case: Case) -> None:
    claim(actor=cast.ines, case=case)
    ask_for_opinion(actor=cast.ines, case=case, words="Is this a joke between friends?")
    assert (case.state, case.claimed_by_id, case.version) == (State.SECOND_OPINION, None, 2)
    assert acts(case) == ["claimed", "asked"]


@pytest.mark.parametrize(
    ("agrees", "words", "expected"),
    [(True, "", Said.AGREED), (True, "Yes, I read it so too.", Said.AGREED), (False, "No.", Said.OTHER_VIEW)],
)
def test_an_answer_brings_it_back(cast: Cast, case: Case, agrees: bool, words: str, expected: Said) -> None:
    ask_for_opinion(actor=cast.ines, case=case, words="How do you see it?")
    answered(case, by=cast.tomas, agrees=agrees, words=words)
    assert (case.state, case.version) == (State.NEW, 3)
    assert said(case) == [Said.ASKED, expected] and acts(case) == ["asked", "answered"]


def test_an_answer_leaves_it_in_the_hands_it_is_in(cast: Cast, case: Case) -> None:
    ask_for_opinion(actor=cast.ines, case=case, words="How do you see it?")
    claim(actor=cast.ines, case=case)
    assert case.state is State.SECOND_OPINION
    answered(case, by=cast.tomas, agrees=True)
    assert (case.state, case.claimed_by_id) == (State.CLAIMED, cast.ines.id)


def test_another_view_says_which(cast: Cast, case: Case) -> None:
    ask_for_opinion(actor=cast.ines, case=case, words="How do you see it?")
    for agrees, field in ((False, "text"), (None, "view")):
        with pytest.raises(Invalid) as refused:
            answered(case, by=cast.tomas, agrees=agrees, words=" ")
        assert refused.value.field == field
    assert fresh(case).state is State.SECOND_OPINION


def test_nobody_answers_their_own_question(cast: Cast, case: Case) -> None:
    ask_for_opinion(actor=cast.ines, case=case, words="How do you see it?")
    with pytest.raises(Conflict, match="your own question"):
        answered(case, by=cast.ines, agrees=True)


def test_one_question_at_a_time_and_one_answer(cast: Cast, case: Case) -> None:
    ask_for_opinion(actor=cast.ines, case=case, words="How do you see it?")
    with pytest.raises(Conflict, match="asked about this case already"):
        ask_for_opinion(actor=cast.tomas, case=case, words="And you?")
    answered(case, by=cast.tomas, agrees=True)
    with pytest.raises(Conflict, match="has been answered"):
        answered(case, by=cast.ada, agrees=True)


def test_a_question_from_before_the_last_decision_is_no_question(cast: Cast, post: Post, case: Case) -> None:
    ask_for_opinion(actor=cast.ines, case=case, words="How do you see it?")
    decided(fresh(case), by=cast.ines, act=Act.NO_ACTION)
    with pytest.raises(Conflict, match="or the case decided"):
        answered(case, by=cast.tomas, agrees=True)
    flagged(post)
    with pytest.raises(Conflict, match="has been answered"):
        answered(case, by=cast.tomas, agrees=True)
    ask_for_opinion(actor=cast.ines, case=case, words="And now?")
    assert fresh(case).state is State.SECOND_OPINION


def test_nobody_asks_about_what_another_holds(cast: Cast, case: Case) -> None:
    claim(actor=cast.tomas, case=case)
    for act in (ask_for_opinion, escalate):
        with pytest.raises(Conflict, match="Tomas has this case in hand"):
            act(actor=cast.ines, case=case, words="Please look.")
    with pytest.raises(Conflict, match="Tomas has this case in hand"):
        set_level(actor=cast.ines, case=case, level=Level.CRISIS, words="")
    assert (fresh(case).version, said(case)) == (1, [])


def test_raising_is_free_and_brings_the_time_forward(cast: Cast, case: Case) -> None:
    line = set_level(actor=cast.ines, case=case, level=Level.CRISIS, words="")
    assert (case.level, case.level_rank, line.said) == (Level.CRISIS, 0, Said.RAISED)
    assert case.due_at - line.written_at < CLOCKS[Level.CRISIS] + timedelta(seconds=5)
    assert acts(case) == ["raised"]


def test_a_light_level_is_lowered_with_a_word(cast: Cast, case: Case) -> None:
    with pytest.raises(Invalid, match="why it may wait longer"):
        set_level(actor=cast.ines, case=case, level=Level.WATCH, words=" ")
    set_level(actor=cast.ines, case=case, level=Level.WATCH, words="They have made up since.")
    assert case.level is Level.WATCH and case.due_at == case.opened_at + CLOCKS[Level.WATCH]
    assert acts(case) == ["lowered"]


def test_a_grave_level_is_lowered_by_two(cast: Cast, red: Case) -> None:
    line = set_level(actor=cast.ines, case=red, level=Level.WATCH, words="It is about last year.")
    assert (line.said, red.level, red.state) == (Said.ASKED_LOWER, Level.RED, State.SECOND_OPINION)
    with pytest.raises(Conflict, match="your own question"):
        answered(red, by=cast.ines, agrees=True)
    answered(red, by=cast.tomas, agrees=True)
    assert (red.level, red.state) == (Level.WATCH, State.NEW)
    assert acts(red) == ["asked", "answered", "lowered"]


def test_from_crisis_to_red_is_lowering_too(cast: Cast, red: Case) -> None:
    set_level(actor=cast.ines, case=red, level=Level.CRISIS, words="A goodbye.")
    line = set_level(actor=cast.ines, case=red, level=Level.RED, words="They are safe.")
    assert (line.said, red.level) == (Said.ASKED_LOWER, Level.CRISIS)


def test_another_view_leaves_the_level(cast: Cast, red: Case) -> None:
    set_level(actor=cast.ines, case=red, level=Level.AMBER, words="It is a song.")
    answered(red, by=cast.tomas, agrees=False, words="The last line is not in the song.")
    assert (red.level, red.state) == (Level.RED, State.NEW)


def test_a_lowering_is_agreed_to_on_the_case_as_it_is(cast: Cast, post: Post, red: Case) -> None:
    set_level(actor=cast.ines, case=red, level=Level.WATCH, words="It is a song.")
    seen = red.version
    flagged(post, reason=Reason.WORRIED)
    with pytest.raises(Conflict, match="changed since you opened it"):
        answer_opinion(actor=cast.tomas, case=red, version=seen, agrees=True)
    assert (fresh(red).level, red.state) == (Level.RED, State.SECOND_OPINION)


def test_where_there_is_one_moderator_a_reason_is_enough(cast: Cast, post: Post) -> None:
    red = flagged(post, reason=Reason.WORRIED)
    make_sign_in(cast.maya)
    with pytest.raises(Invalid, match="why it may wait longer"):
        set_level(actor=cast.ines, case=red, level=Level.AMBER, words="")
    set_level(actor=cast.ines, case=red, level=Level.AMBER, words="It is about last year.")
    assert (red.level, said(red)) == (Level.AMBER, [Said.LOWERED])


def test_a_moderator_who_is_long_away_is_not_counted_on(cast: Cast, post: Post) -> None:
    with travel("2031-01-02 10:00Z", tick=False):
        make_sign_in(cast.tomas)
    with travel("2031-05-02 10:00Z", tick=False):
        red = flagged(post, reason=Reason.WORRIED)
        assert set_level(actor=cast.ines, case=red, level=Level.AMBER, words="Why.").said is Said.LOWERED


def test_a_level_has_to_be_another(cast: Cast, case: Case) -> None:
    for level in (None, Level.AMBER):
        with pytest.raises(Invalid) as refused:
            set_level(actor=cast.ines, case=case, level=level, words="Why.")
        assert refused.value.field == "level"


def test_a_case_for_the_admins_says_so_and_is_put_down(cast: Cast, case: Case) -> None:
    claim(actor=cast.ines, case=case)
    escalate(actor=cast.ines, case=case, words="It is about a moderator's friend.")
    assert (case.state, case.claimed_by_id, acts(case)[-1]) == (State.ESCALATED, None, "escalated")
    with pytest.raises(Conflict, match="with the admins already"):
        escalate(actor=cast.tomas, case=case, words="Me too.")
    ask_for_opinion(actor=cast.ada, case=case, words="What was he like before?")
    assert case.state is State.ESCALATED
    answered(case, by=cast.tomas, agrees=True, words="Kind.")
    decided(fresh(case), by=cast.ada, act=Act.NO_ACTION)
    assert fresh(case).state is State.DECIDED


@pytest.mark.parametrize("who", ["maya", "jonas"])
def test_only_moderators_talk_about_a_case(cast: Cast, case: Case, who: str) -> None:
    member: Account = getattr(cast, who)
    for act in (leave_note, ask_for_opinion, escalate):
        with pytest.raises(NotFound):
            act(actor=member, case=case, words="Hello?")


def test_nobody_talks_about_their_own_post(cast: Cast) -> None:
    case = flagged(make_post(by=cast.tomas))
    ask_for_opinion(actor=cast.ines, case=case, words="How do you see it?")
    with pytest.raises(NotFound):
        answered(case, by=cast.tomas, agrees=True)


@pytest.mark.parametrize("words", ["", " \n ", "x" * (LONGEST_LINE + 1)])
def test_a_line_has_a_beginning_and_an_end(cast: Cast, case: Case, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        leave_note(actor=cast.ines, case=case, words=words)
    assert refused.value.field == "text" and said(case) == []


def test_what_was_said_meanwhile_comes_before_a_decision(cast: Cast, case: Case) -> None:
    leave_note(actor=cast.tomas, case=case, words="I wrote to her this morning.")
    set_level(actor=cast.tomas, case=case, level=Level.RED, words="")
    with pytest.raises(Stale) as lost:
        decide(actor=cast.ines, case=case, version=1, revision=1, act=Act.NO_ACTION)
    lines = lost.value.changes.said
    assert [(line.said, line.level, line.name) for line in lines] == [
        (Said.NOTE, None, "Tomas"),
        (Said.RAISED, Level.RED, "Tomas"),
    ]


def test_the_log_never_holds_what_was_said(cast: Cast, case: Case) -> None:
    leave_note(actor=cast.ines, case=case, words="The kettle sings.")
    ask_for_opinion(actor=cast.ines, case=case, words="Does the kettle sing?")
    answered(case, by=cast.tomas, agrees=False, words="The kettle is quiet.")
    escalate(actor=cast.tomas, case=case, words="Kettles are for admins.")
    written = " ".join(str(line.details) for line in db.session.query(AuditEntry))
    assert "ettle" not in written and verify() == []


def test_two_answers_at_once_are_one(app: Flask, cast: Cast) -> None:
    make_sign_in(cast.ada)
    tomas, ada = Guest(app).signed_in_as(cast.tomas), Guest(app).signed_in_as(cast.ada)
    thread = make_thread()
    for _ in range(20):
        case = flagged(make_post(thread), reason=Reason.WORRIED)
        set_level(actor=cast.ines, case=case, level=Level.WATCH, words="It is a song.")
        forms = [who.get(f"/moderation/cases/{case.id}").form("/answer") for who in (tomas, ada)]
        other = {"view": "other", "text": "It is no song."}
        answers = at_once((tomas, forms[0], {"view": "agree"}), (ada, forms[1], other))
        assert sorted(answer.status_code for answer in answers) == [303, 409]
        agreed = answers[0].status_code == 303
        assert fresh(case).level is (Level.WATCH if agreed else Level.RED)
        assert said(case) == [Said.ASKED_LOWER, Said.AGREED if agreed else Said.OTHER_VIEW]
    assert verify() == []


def test_a_decision_and_a_lowering_at_once_are_never_half_done(app: Flask, cast: Cast) -> None:
    """Either the decision was made on the grave level, and is followed up, or it learns of the lowering."""
    make_sign_in(cast.ada)
    tomas, ada = Guest(app).signed_in_as(cast.tomas), Guest(app).signed_in_as(cast.ada)
    thread = make_thread()
    for _ in range(20):
        case = flagged(make_post(thread), reason=Reason.WORRIED)
        set_level(actor=cast.ines, case=case, level=Level.WATCH, words="It is a song.")
        answer = tomas.get(f"/moderation/cases/{case.id}").form("/answer")
        decision = ada.get(f"/moderation/cases/{case.id}").form("/decision")
        said_, done = at_once((tomas, answer, {"view": "agree"}), (ada, decision, {"act": "no-action"}))
        assert sorted((said_.status_code, done.status_code)) == [303, 409]
        now = fresh(case)
        if done.status_code == 303:
            assert (now.level, now.state) == (Level.RED, State.FOLLOW_UP)
        else:
            assert (now.level, now.closed_at) == (Level.WATCH, None)
