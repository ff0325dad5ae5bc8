"""Every rule speaks where it should and is silent, or weighed down, where it should not."""

import pytest

from forum.safety.triage import Level, triage
from forum.safety.triage.rulebook import Rule, rulebook

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


def test_rules_have_names_of_their_own() -> None:
    names = [rule.id for rule in rulebook().rules]
    assert len(set(names)) == len(names)


def test_every_urgent_family_has_a_rule() -> None:
    assert rulebook().urgent_families <= {rule.family for rule in rulebook().rules}
