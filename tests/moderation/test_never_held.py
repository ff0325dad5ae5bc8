"""Whoever may be speaking of their own life is never held by a watched word, whatever else they wrote."""

import pytest

from forum.core.db import db
from forum.moderation.models import Case, Lane, Level
from forum.moderation.watched_models import Effect, Signal, Watched
from forum.moderation.watched_words import watch_word
from forum.threads.models import Absence
from tests.cast import Cast
from tests.make import make_post, make_thread


@pytest.fixture(autouse=True)
def _word(cast: Cast) -> None:
    """A word that holds whatever else it stands in."""
    watch_word(
        actor=cast.ada,
        kind=Watched.WORDS,
        pattern="wonderpill*",
        effect=Effect.HOLD,
        level=Level.ROUTINE,
        why="May be selling.",
    )


@pytest.mark.parametrize("cry", ["I want to die.", "Goodbye, all of you.", "I took an overdose."])
def test_a_cry_for_help_is_never_held_whatever_else_is_in_it(cast: Cast, cry: str) -> None:
    post = make_post(make_thread(), by=cast.maya, text=f"{cry} I bought wonderpills.")
    assert post.absence is None
    assert db.session.query(Case).filter_by(lane=Lane.RULES).count() == 1
    assert db.session.query(Signal).one().holds is False


IN_OTHER_LANGUAGES = [
    "main marna chahta hoon yaar,",
    "jeena nahi chahta ab,",
    "मुझे आत्महत्या के विचार आते हैं",
    "मैं मर जाना चाहती हूँ,",
    "quiero morir, no puedo más,",
    "je veux mourir,",
    "ich will nicht mehr leben,",
    "quero morrer,",
    "Я хочу умереть",
    "voglio farla finita,",
    "gusto ko nang mamatay,",
]


@pytest.mark.parametrize("cry", IN_OTHER_LANGUAGES)
def test_a_cry_is_not_held_in_other_languages_either_nor_of_those_who_opted_out(cast: Cast, cry: str) -> None:
    cast.maya.by_time_only = True
    db.session.commit()
    assert make_post(make_thread(), by=cast.maya, text=f"{cry} wonderpills").absence is None


# What the sorting aid hears, and no list of words would.
@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("I have written the letters and tonight I will finally do it.", Level.CRISIS),
        ("I keep wishing I would just not wake up tomorrow.", Level.AMBER),
    ],
)
def test_what_the_sorting_aid_brings_up_for_a_wish_or_an_intent_is_not_held(
    cast: Cast, words: str, level: Level
) -> None:
    post = make_post(make_thread(), by=cast.maya, text=f"{words} I bought wonderpills.")
    assert db.session.query(Case).filter_by(lane=Lane.CARE).one().level is level
    assert (post.absence, db.session.query(Signal).one().holds) == (None, False)


def test_what_it_brings_up_for_less_can_be_held(cast: Cast) -> None:
    post = make_post(
        make_thread(), by=cast.maya, text="It is hopeless, I feel hopeless. Look at wonderpills."
    )
    assert db.session.query(Case).filter_by(lane=Lane.CARE).one().level is Level.WATCH
    assert post.absence is Absence.HELD


def test_the_sorting_aid_does_not_read_those_who_opted_out_for_this_either(cast: Cast) -> None:
    cast.maya.by_time_only = True
    db.session.commit()
    post = make_post(
        make_thread(),
        by=cast.maya,
        text="I have written the letters and tonight I will finally do it. I bought wonderpills.",
    )
    assert post.absence is Absence.HELD
