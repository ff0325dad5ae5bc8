"""A watched word can hold a post until a moderator has read it."""

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.accounts.visitor import GUEST
from forum.core.db import db
from forum.core.errors import NotAllowed
from forum.moderation.decisions import undo
from forum.moderation.models import Act, Case, Lane, Level, Reason, State
from forum.moderation.rules import acts_for
from forum.moderation.watched_models import Effect, Signal, Watched, WatchedWord
from forum.moderation.watched_words import let_rest, watch_word
from forum.notifications.models import Kind, Notification
from forum.threads.editing import edit_post, withdraw_post
from forum.threads.lists import latest
from forum.threads.models import Absence, Post, Thread
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest

OFFER = "Look at wonderpills, they are cheap."
CALM = "Look at the sky, it is wide."


@pytest.fixture
def word(cast: Cast) -> WatchedWord:
    """A word that holds whatever it stands in."""
    return watch(cast, "wonderpill*", Effect.HOLD)


def watch(cast: Cast, pattern: str, effect: Effect, level: Level = Level.ROUTINE) -> WatchedWord:
    return watch_word(
        actor=cast.ada, kind=Watched.WORDS, pattern=pattern, effect=effect, level=level, why="May be selling."
    )


def reword(post: Post, text: str, by: Account, title: str = "A title") -> None:
    edit_post(actor=by, post=post, revision=post.revision, title=title, writing=Writing(text))


def the_case() -> Case:
    return db.session.query(Case).filter_by(lane=Lane.RULES).one()


def test_a_held_post_is_for_its_author_and_moderators(app: Flask, word: WatchedWord, cast: Cast) -> None:
    thread = make_thread(cast.kitchen, by=cast.priya)
    make_post(thread, by=cast.maya, text=OFFER)
    address = f"/t/{thread.id}-{thread.slug}"
    for guest in (Guest(app), Guest(app).signed_in_as(cast.jonas)):
        page = guest.get(address)
        assert "wonderpills" not in str(page.soup) and "waits for a moderator" in page.text
    own = Guest(app).signed_in_as(cast.maya).get(address)
    assert "wonderpills" in own.text and "Your post waits for a moderator" in own.text
    assert "wonderpills" in Guest(app).signed_in_as(cast.ines).get(address).text


def test_a_held_post_is_read_at_no_other_address(app: Flask, word: WatchedWord, cast: Cast) -> None:
    thread = make_thread(cast.kitchen, by=cast.priya)
    post = make_post(thread, by=cast.maya, text=OFFER)
    jonas = Guest(app).signed_in_as(cast.jonas)
    assert jonas.get(f"/p/{post.id}/revisions").status == 404
    assert jonas.get(f"/t/{thread.id}/reply?quote={post.id}").status == 404
    assert jonas.post(f"/p/{post.id}/reactions", {"kind": "hug"}).status in (400, 403)


def test_a_thread_with_a_held_beginning_is_in_nobodys_list(app: Flask, word: WatchedWord, cast: Cast) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya, title="Cheap wonderpills", text=CALM)
    jonas, maya = (Guest(app).signed_in_as(member) for member in (cast.jonas, cast.maya))
    assert "wonderpills" not in jonas.get("/b/kitchen-table").text
    assert jonas.get(f"/t/{thread.id}-{thread.slug}").status == 404
    page = maya.get(f"/t/{thread.id}-{thread.slug}")
    assert "Your post waits for a moderator" in page.text and "has hidden" not in page.text


def test_nobody_hears_of_a_held_post_until_it_is_shown(word: WatchedWord, cast: Cast) -> None:
    thread = make_thread(by=cast.priya)
    quote = f"> [Priya wrote](/p/{first_post(thread).id}):\n> words\n\n{OFFER}"
    make_post(thread, by=cast.maya, text=quote)
    news = db.session.query(Notification).filter(Notification.account_id == cast.priya.id)
    assert news.count() == 0
    decision = decided(the_case(), by=cast.ines, act=Act.RESTORE)
    assert [line.kind for line in news] == [Kind.QUOTE]
    undo(actor=cast.ines, decision=decision)
    decided(the_case(), by=cast.ines, act=Act.RESTORE)
    assert news.count() == 1


def test_a_decision_shows_it_or_takes_it_away_and_undoing_holds_it_again(
    word: WatchedWord, cast: Cast
) -> None:
    post = make_post(make_thread(), by=cast.maya, text=OFFER)
    for act, absence in ((Act.RESTORE, None), (Act.HIDE, Absence.HIDDEN), (Act.REMOVE, Absence.REMOVED)):
        decision = decided(the_case(), by=cast.ines, act=act)
        db.session.refresh(post)
        assert (post.absence, the_case().closed_at is None) == (absence, False)
        undo(actor=cast.ines, decision=decision)
        db.session.refresh(post)
        assert (post.absence, the_case().closed_at) == (Absence.HELD, None)


def test_a_held_post_gets_a_yes_or_a_no_and_a_worry_is_seen_to_either_way() -> None:
    yes_or_no, standing = {Act.HIDE, Act.REMOVE, Act.RESTORE}, {Act.WARN, Act.PAUSE, Act.SUSPEND}
    assert set(acts_for(Lane.RULES, Absence.HELD, number=2)) == yes_or_no | standing
    for lane in Lane:
        assert acts_for(lane, Absence.HELD, number=2)[0] is Act.RESTORE
    assert {Act.NO_ACTION, Act.HIDE, Act.RESTORE} <= set(acts_for(Lane.CARE, Absence.HELD, number=2))


def test_the_author_hears_that_it_is_shown_and_that_a_machine_took_part(
    app: Flask, word: WatchedWord, cast: Cast
) -> None:
    make_post(make_thread(), by=cast.maya, text=OFFER)
    decision = decided(the_case(), by=cast.ines, act=Act.RESTORE, words="Thank you for waiting.")
    page = Guest(app).signed_in_as(cast.maya).get(f"/decisions/{decision.id}")
    assert "A machine helped to find the post" in page.text


def test_the_case_names_the_word_and_why_and_never_what_was_written(
    app: Flask, word: WatchedWord, cast: Cast
) -> None:
    make_post(make_thread(), by=cast.maya, text=OFFER)
    page = Guest(app).signed_in_as(cast.ines).get(f"/moderation/cases/{the_case().id}")
    assert "Watched word" in page.text and "wonderpill*" in page.text and "May be selling." in page.text
    assert "The post is held for this" in page.text and "they are cheap" not in page.text
    queue = Guest(app).signed_in_as(cast.ines).get("/moderation?lane=rules")
    assert "Watched word “wonderpill*”" in queue.text


def test_an_edit_can_hold_what_everybody_read_before(word: WatchedWord, cast: Cast) -> None:
    post = make_post(make_thread(), by=cast.maya, text=CALM)
    reword(post, OFFER, by=cast.maya)
    db.session.refresh(post)
    assert post.absence is Absence.HELD
    assert the_case().state is State.NEW


def test_a_title_that_is_changed_is_looked_at(word: WatchedWord, cast: Cast) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya, title="Mornings", text=CALM)
    reword(first_post(thread), CALM, by=cast.maya, title="Wonderpills for mornings")
    db.session.refresh(thread)
    assert thread.away_at is not None


def test_what_was_shown_is_not_held_again_for_the_same_word(word: WatchedWord, cast: Cast) -> None:
    post = make_post(make_thread(), by=cast.maya, text=OFFER)
    decided(the_case(), by=cast.ines, act=Act.RESTORE)
    reword(post, f"{OFFER} So they say.", by=cast.maya)
    db.session.refresh(post)
    assert post.absence is None
    assert the_case().closed_at is not None


def test_what_is_put_back_in_is_held_anew(word: WatchedWord, cast: Cast) -> None:
    post = make_post(make_thread(), by=cast.maya, text=OFFER)
    first = decided(the_case(), by=cast.ines, act=Act.RESTORE)
    reword(post, CALM, by=cast.maya)
    reword(post, OFFER, by=cast.maya)
    db.session.refresh(post)
    assert post.absence is Absence.HELD and the_case().closed_at is None
    assert db.session.query(Signal).filter_by(holds=True).count() == 2
    # Undoing what was said of an earlier wording does not show this one.
    undo(actor=cast.ines, decision=first)
    db.session.refresh(post)
    assert post.absence is Absence.HELD


def test_its_author_can_edit_a_held_post_and_still_it_waits(
    app: Flask, word: WatchedWord, cast: Cast
) -> None:
    post = make_post(make_thread(), by=cast.maya, text=OFFER)
    maya = Guest(app).signed_in_as(cast.maya)
    page = maya.get(f"/p/{post.id}")
    maya.send(maya.get(page.link("Edit")).form("/edit"), text=CALM)
    db.session.refresh(post)
    assert (post.absence, post.revision) == (Absence.HELD, 2)


def test_its_author_can_take_a_held_post_back_and_its_title_stays_away(word: WatchedWord, cast: Cast) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya, title="Cheap wonderpills", text=CALM)
    withdraw_post(actor=cast.maya, post=first_post(thread))
    db.session.refresh(thread)
    assert first_post(thread).absence is Absence.WITHDRAWN and thread.away_at is not None
    assert not latest(GUEST).items


def test_a_held_edit_that_is_taken_back_leaves_the_answers_of_others_readable(
    word: WatchedWord, cast: Cast
) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya, text=CALM)
    make_post(thread, by=cast.jonas)
    reword(first_post(thread), OFFER, by=cast.maya, title=thread.title)
    withdraw_post(actor=cast.maya, post=first_post(thread))
    assert db.session.get_one(Thread, thread.id, populate_existing=True).away_at is None


def test_nobody_can_edit_what_moderators_hid(word: WatchedWord, cast: Cast) -> None:
    post = make_post(make_thread(), by=cast.maya, text=OFFER)
    decided(the_case(), by=cast.ines, act=Act.HIDE)
    with pytest.raises(NotAllowed):
        reword(post, CALM, by=cast.maya)


def test_raise_opens_a_case_of_its_level_and_everybody_reads_the_post(cast: Cast) -> None:
    watch(cast, "without a prescription", Effect.RAISE, Level.AMBER)
    post = make_post(make_thread(), by=cast.maya, text="You get it without a prescription there.")
    assert (post.absence, the_case().level, the_case().flag_count) == (None, Level.AMBER, 0)


def test_raise_lifts_a_case_that_is_open_and_never_lowers_one(cast: Cast) -> None:
    watch(cast, "without a prescription", Effect.RAISE, Level.AMBER)
    thread = make_thread()
    light, grave = (make_post(thread, by=cast.maya, text=CALM) for _ in range(2))
    flagged(light, reason=Reason.SPAM)
    flagged(grave, reason=Reason.METHOD_DETAIL)
    for post in (light, grave):
        reword(post, "Without a prescription.", by=cast.maya)
    levels = {case.post_id: case.level for case in db.session.query(Case)}
    assert levels == {light.id: Level.AMBER, grave.id: Level.RED}


def test_a_note_opens_nothing_and_is_there_once_somebody_opens_a_case(app: Flask, cast: Cast) -> None:
    watch(cast, "taper* plan*", Effect.NOTE)
    post = make_post(make_thread(), by=cast.maya, text="My tapering plan is slow.")
    assert db.session.query(Case).count() == 0
    case = flagged(post, reason=Reason.MEDICAL_ADVICE)
    page = Guest(app).signed_in_as(cast.ines).get(f"/moderation/cases/{case.id}")
    assert "taper* plan*" in page.text and page.h1.endswith("medical advice")


def test_a_note_on_a_rule_is_not_shown_in_the_care_lane(app: Flask, cast: Cast) -> None:
    watch(cast, "taper* plan*", Effect.NOTE)
    case = flagged(make_post(by=cast.maya, text="My tapering plan."), reason=Reason.WORRIED)
    assert "taper*" not in Guest(app).signed_in_as(cast.ines).get(f"/moderation/cases/{case.id}").text


def test_a_word_that_rests_is_not_watched_for(word: WatchedWord, cast: Cast) -> None:
    let_rest(actor=cast.ada, word=word)
    assert make_post(make_thread(), by=cast.maya, text=OFFER).absence is None


def test_what_moderators_write_is_left_alone(word: WatchedWord, cast: Cast) -> None:
    assert make_post(make_thread(), by=cast.ines, text=f"Please leave {OFFER} out.").absence is None
    assert db.session.query(Signal).count() == 0


def test_a_site_is_watched_for_in_links(cast: Cast) -> None:
    watch_word(
        actor=cast.ada,
        kind=Watched.SITE,
        pattern="https://www.pills.example/shop",
        effect=Effect.HOLD,
        level=Level.ROUTINE,
        why="Sells medicines.",
    )
    assert (
        make_post(make_thread(), by=cast.maya, text="[here](https://eu.pills.example)").absence
        is Absence.HELD
    )


def test_posting_costs_one_statement_more_for_watching(cast: Cast, app: Flask) -> None:
    for number in range(30):
        watch(cast, f"wonder{number}", Effect.RAISE)
    thread, maya = make_thread(), Guest(app).signed_in_as(cast.maya)
    page = maya.get(f"/t/{thread.id}/reply")
    sent = maya.send(page.form("/reply"), follow=False, text=CALM)
    assert len([query for query in sent.queries if "watched_words" in query]) == 1
