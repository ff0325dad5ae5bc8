"""The list of watched words: for admins, checked, and every change in the log."""

from itertools import product

import pytest
from flask import Flask

from forum.core.db import db
from forum.core.errors import Invalid, NotFound
from forum.moderation import watched_words
from forum.moderation.audit import verify
from forum.moderation.default_words import DEFAULTS, seed_words
from forum.moderation.models import AuditEntry, Level
from forum.moderation.watched_models import Effect, Watched, WatchedWord
from forum.moderation.watched_words import change_word, let_rest, wake, watch_word
from tests.cast import Cast
from tests.make import make_post
from tests.page import Guest, Page

LIST = "/moderation/words"


def watch(
    cast: Cast,
    pattern: str,
    *,
    kind: Watched = Watched.WORDS,
    effect: Effect = Effect.RAISE,
    why: str = "May be selling.",
) -> WatchedWord:
    return watch_word(actor=cast.ada, kind=kind, pattern=pattern, effect=effect, level=Level.ROUTINE, why=why)


def logged() -> list[tuple[str, object]]:
    entries = db.session.query(AuditEntry).order_by(AuditEntry.number)
    return [(entry.act, entry.details["pattern"]) for entry in entries if entry.target.startswith("word:")]


@pytest.fixture
def ada(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.ada)


def add(ada: Guest, **values: str) -> Page:
    defaults = {
        "kind": "words",
        "pattern": "discount code*",
        "effect": "raise",
        "level": "watch",
        "why": "Sells.",
    }
    return ada.send(ada.get(LIST).form("/words"), **(defaults | values))


def test_an_admin_adds_a_word_changes_it_and_lets_it_rest(ada: Guest) -> None:
    assert "No word is watched" in ada.get(LIST).text
    page = add(ada)
    assert "Open a case" in page.text and "level watch" in page.text and "added by Ada" in page.text
    page = ada.send(ada.get(page.link("discount code*")).form(), effect="hold", why="Sells a lot.")
    assert "Hold the post" in [h2.get_text() for h2 in page.all("h2")] and "Sells a lot." in page.text
    page = ada.send(ada.get(page.link("discount code*")).form("/rest"))
    assert [h2.get_text() for h2 in page.all("h2")] == ["Watch for one more", "At rest"]
    page = ada.send(ada.get(page.link("discount code*")).form("/rest/undo"))
    assert [h2.get_text() for h2 in page.all("h2")] == ["Watch for one more", "Hold the post"]
    acts = ["word-added", "word-changed", "word-off", "word-on"]
    assert logged() == [(act, "discount code*") for act in acts]
    assert verify() == []


def test_the_log_says_it_in_words(ada: Guest) -> None:
    add(ada)
    assert "put on the list of watched words “discount code*”" in ada.get("/moderation/audit").text


def test_a_change_that_changes_nothing_is_not_logged(cast: Cast) -> None:
    word = watch(cast, "discount code*")
    change_word(actor=cast.ada, word=word, effect=word.effect, level=word.level, why=word.why)
    wake(actor=cast.ada, word=word)
    assert logged() == [("word-added", "discount code*")]


def test_for_everybody_else_the_list_does_not_exist(app: Flask, cast: Cast) -> None:
    word = watch(cast, "discount code*")
    addresses = (
        ("get", LIST),
        ("get", f"{LIST}/{word.id}"),
        ("post", LIST),
        ("post", f"{LIST}/{word.id}/rest"),
    )
    people = [Guest(app), *(Guest(app).signed_in_as(member) for member in (cast.maya, cast.ines))]
    for person, (method, address) in product(people, addresses):
        assert getattr(person, method)(address).status in (400, 404)
    for actor in (cast.maya, cast.ines):
        with pytest.raises(NotFound):
            let_rest(actor=actor, word=word)
    assert word.off_at is None


@pytest.mark.parametrize(
    ("pattern", "kind", "field"),
    [
        ("", Watched.WORDS, "pattern"),
        ("a" * 81, Watched.WORDS, "pattern"),
        ("...", Watched.WORDS, "pattern"),
        ("*", Watched.WORDS, "pattern"),
        ("* pills", Watched.WORDS, "pattern"),
        ("pills *", Watched.WORDS, "pattern"),
        ("pi*", Watched.WORDS, "pattern"),
        ("*pills", Watched.WORDS, "pattern"),
        ("pil*l*l*l*s*", Watched.WORDS, "pattern"),
        ("one two three four five six seven eight nine", Watched.WORDS, "pattern"),
        ("clinic", Watched.SITE, "pattern"),
        ("(a+)+", Watched.WORDS, "pattern"),
        ("(cheap|free) pills", Watched.WORDS, "pattern"),
        ("k3t@mine", Watched.WORDS, "pattern"),
    ],
)
def test_what_cannot_be_watched_for_is_refused(cast: Cast, pattern: str, kind: Watched, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        watch(cast, pattern, kind=kind)
    assert refusal.value.field == field


def test_where_signs_mean_nothing_the_page_says_what_it_would_watch_for(ada: Guest) -> None:
    page = add(ada, pattern="(a+)+", effect="hold")
    assert page.status == 422 and "This would watch for “a”" in page.text
    assert page.one("input[name=pattern]")["value"] == "(a+)+"


@pytest.mark.parametrize(
    "pattern",
    [
        "a",
        "b",
        "the",
        "rx",
        "i you",
        "ยา",
        "薬",
        "have",
        "hav*",
        "feeling*",
        "thank you",
        "I don't",
        "would * you",
    ],
)
@pytest.mark.parametrize("effect", [Effect.HOLD, Effect.RAISE])
def test_words_that_nearly_everybody_writes_only_leave_a_note(
    cast: Cast, pattern: str, effect: Effect
) -> None:
    with pytest.raises(Invalid, match="only leave a note") as refusal:
        watch(cast, pattern, effect=effect)
    assert refusal.value.field == "effect"
    word = watch(cast, pattern, effect=Effect.NOTE)
    with pytest.raises(Invalid, match="only leave a note"):
        change_word(actor=cast.ada, word=word, effect=effect, level=word.level, why=word.why)


@pytest.mark.parametrize(
    "pattern",
    ["keta*", "dm me for", "दवा", "薬物", "クスリ", "ยานอนหลับ", "self-harm", "50 mg", "doctor’s note"],
)
def test_words_of_their_own_may_open_a_case_in_any_script(cast: Cast, pattern: str) -> None:
    assert watch(cast, pattern).effect is Effect.RAISE


def test_a_word_from_before_that_reaches_too_far_stays_at_rest(ada: Guest, cast: Cast) -> None:
    word = watch(cast, "discount code*")
    let_rest(actor=cast.ada, word=word)
    word.key, word.pattern, word.effect = "a", "a", Effect.HOLD
    db.session.commit()
    page = ada.send(ada.get(f"{LIST}/{word.id}").form("/rest/undo"))
    assert "only leave a note" in page.text and "At rest" in page.text


@pytest.mark.parametrize(
    "pattern",
    [
        *("suicide", "suic*", "want to die", "goodbye", "overdose*", "self harm", "kill* myself"),
        *("आत्महत्या", "मरना", "marna", "morir", "mourir", "sterben", "Selbstmord", "morrer", "morire"),
        *("умереть", "самоубийство", "mamatay", "no puedo mas", "khudkushi"),
    ],
)
def test_words_of_somebody_who_asks_for_help_can_be_pointed_out_and_never_hold(
    cast: Cast, pattern: str
) -> None:
    with pytest.raises(Invalid, match="made to wait") as refusal:
        watch(cast, pattern, effect=Effect.HOLD)
    assert refusal.value.field == "effect"
    word = watch(cast, pattern, effect=Effect.RAISE)
    with pytest.raises(Invalid):
        change_word(actor=cast.ada, word=word, effect=Effect.HOLD, level=word.level, why=word.why)


@pytest.mark.parametrize("again", ["Discount  CODE", "discount-code", "disc\u00f3unt code"])
def test_a_word_stands_once_however_it_is_written(ada: Guest, again: str) -> None:
    add(ada, pattern="discount code")
    page = add(ada, pattern=again)
    assert page.status == 422 and "on the list already" in page.text
    assert page.one("input[name=pattern]")["value"] == again


def test_a_word_needs_a_reason(ada: Guest) -> None:
    page = add(ada, why=" ")
    assert page.status == 422 and "why it is watched" in page.text


def test_there_is_an_end_to_the_list(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watched_words, "MOST_WORDS", 1)
    first = watch(cast, "discount code*")
    with pytest.raises(Invalid, match="as many as anybody can oversee"):
        watch(cast, "promo code*")
    let_rest(actor=cast.ada, word=first)
    watch(cast, "promo code*")
    with pytest.raises(Invalid, match="as many as anybody can oversee"):
        wake(actor=cast.ada, word=first)


def test_a_long_word_and_a_long_name_fit_the_page(ada: Guest, cast: Cast) -> None:
    cast.ada.name = "A" * 60
    db.session.commit()
    page = add(ada, pattern="p" * 80, why="w" * 200)
    assert page.status == 200 and "p" * 80 in page.text


def test_the_list_costs_the_same_with_many(ada: Guest, cast: Cast) -> None:
    watch(cast, "discount code*")
    few = ada.get(LIST)
    for number in range(20):
        watch(cast, f"promo {number}")
    assert len(ada.get(LIST).queries) == len(few.queries) <= 4


def test_a_new_forum_begins_with_a_few_and_none_that_holds(app: Flask) -> None:
    added = seed_words()
    assert (
        added == sum(len(patterns) for patterns in DEFAULTS.values()) == db.session.query(WatchedWord).count()
    )
    assert not db.session.query(WatchedWord).filter_by(effect=Effect.HOLD).count()
    assert make_post(text="I told my doctor what I take, and that it is too much for me.").absence is None


def test_seeding_again_leaves_everything_as_somebody_left_it(cast: Cast) -> None:
    seed_words()
    changed, resting = db.session.query(WatchedWord).order_by(WatchedWord.id).limit(2)
    change_word(actor=cast.ada, word=changed, effect=Effect.NOTE, level=Level.WATCH, why="Ours.")
    let_rest(actor=cast.ada, word=resting)
    assert seed_words() == 0
    db.session.refresh(changed)
    db.session.refresh(resting)
    assert (changed.effect, changed.why) == (Effect.NOTE, "Ours.") and resting.off_at is not None


def test_the_operator_seeds_them_at_the_machine(app: Flask) -> None:
    first, second = (app.test_cli_runner().invoke(args=["seed", "words"]).output for _ in range(2))
    assert "watched words added" in first and "nothing was changed" in second
    assert {entry.actor_role for entry in db.session.query(AuditEntry)} == {"operator"}
