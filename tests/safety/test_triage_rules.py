"""Every rule speaks where it should and is silent, or weighed down, where it should not."""

import pytest

from forum.safety.triage import Level, triage
from forum.safety.triage.rulebook import Rule, rulebook
from forum.safety.triage.scene import scene_of
from forum.safety.triage.sentences import sentences
from forum.safety.triage.signs import signs_in

SIGNS = [pytest.param(sign, id=sign.id) for sign in rulebook().signs]
RULES = [pytest.param(rule, id=rule.id) for rule in rulebook().rules]


def weight_of(rule: Rule, text: str) -> float:
    return max((cue.weight for cue in triage(text).cues if cue.id == rule.id), default=0.0)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_speaks_in_its_example(rule: Rule) -> None:
    assert weight_of(rule, rule.example) >= rule.weight / 2


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_silent_or_faint_in_its_counter_example(rule: Rule) -> None:
    assert weight_of(rule, rule.counter) < rule.weight / 2


@pytest.mark.parametrize(
    "rule", [rule for rule in rulebook().rules if rule.weight >= 0.6], ids=lambda rule: rule.id
)
def test_a_strong_rule_does_not_leave_its_example_calm(rule: Rule) -> None:
    assert triage(rule.example).level is not Level.CALM


def heard(text: str) -> set[str]:
    book = rulebook()
    scene = scene_of(sentences(text, book.speller), book)
    return {sign.rule.id for number in range(len(scene.sentences)) for sign in signs_in(number, scene, book)}


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_is_heard_in_its_example(sign: Rule) -> None:
    assert sign.id in heard(sign.example)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_is_not_heard_in_its_counter_example(sign: Rule) -> None:
    assert sign.id not in heard(sign.counter)


def test_signs_speak_in_company() -> None:
    found = triage("My sister gets the piano. I've made up my mind, and I won't be needing it after Sunday.")
    assert found.level is Level.URGENT
    assert {"sign-settling", "sign-resolved", "sign-absent"} <= {cue.id for cue in found.cues}
    assert all(cue.note.endswith("one of several signs") for cue in found.cues if cue.id.startswith("sign-"))


@pytest.mark.parametrize("alone", ["My sister gets the piano.", "I've made up my mind."])
def test_a_sign_alone_does_not_make_a_post_urgent(alone: str) -> None:
    assert triage(alone).level is not Level.URGENT


def test_signs_far_apart_keep_no_company() -> None:
    between = "The bus was late. The soup was good. The radio played. "
    apart = f"My sister gets the piano. {between}I've made up my mind. {between}I won't be needing it."
    assert triage(apart).level is not Level.URGENT


def test_a_frame_without_a_sign_in_it_only_orders_what_stays_calm() -> None:
    frames, sign = triage("Tomorrow it's over for good."), triage("Tomorrow I'm leaving for good.")
    assert 0 < frames.score < sign.score
    assert frames.level is Level.CALM


def test_ordinary_words_beside_a_cry_do_not_speak_against_it() -> None:
    cry = "My sister gets the piano. I've made up my mind."
    assert triage(f"{cry} The soup was good.").score == triage(cry).score


def test_an_ordinary_day_speaks_against_signs() -> None:
    cry = "My sister gets the piano. I've made up my mind."
    assert triage(f"{cry} See you next week, wish me luck!").score < triage(cry).score


def test_rules_have_names_of_their_own() -> None:
    names = [rule.id for rule in (*rulebook().rules, *rulebook().signs)]
    assert len(set(names)) == len(names)


def test_every_urgent_family_has_a_rule() -> None:
    assert rulebook().urgent_families <= {rule.family for rule in rulebook().rules}


def test_the_same_words_heard_twice_keep_no_company() -> None:
    assert triage("My nephew found me, as he does on every terrace.").level is Level.CALM


def test_a_sign_that_is_taken_back_keeps_no_company() -> None:
    assert triage("Years ago I said I'd decided. My sister gets the piano.").level is Level.CALM
