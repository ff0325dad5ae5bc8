"""The figures that triage reached on the posts its rules were written on: they may rise and not fall."""

import json
from functools import cache
from pathlib import Path

import pytest

from forum.safety.triage.evaluation import Report, Unreadable, evaluate
from forum.safety.triage.model import Level

HERE = Path(__file__).parent


@cache
def report(name: str) -> Report:
    return evaluate((HERE / name).read_text(encoding="utf-8").splitlines())


def test_development_figures_do_not_fall() -> None:
    found = report("triage_development.jsonl")
    assert found.macro_f1 >= 0.90
    assert found.shares[Level.URGENT].recall >= 0.94
    assert found.shares[Level.URGENT].precision >= 0.93
    assert found.urgent_called_calm <= 0.02
    assert found.calm_called_urgent <= 0.03
    assert found.urgent_auc >= 0.97


def test_figures_on_posts_kept_aside_do_not_fall() -> None:
    found = report("triage_kept.jsonl")
    assert found.macro_f1 >= 0.80
    assert found.urgent_called_calm <= 0.06
    assert found.calm_called_urgent <= 0.08


def test_no_post_stands_in_both_sets() -> None:
    texts = [
        {json.loads(line)["text"] for line in (HERE / name).read_text(encoding="utf-8").splitlines()}
        for name in ("triage_development.jsonl", "triage_kept.jsonl")
    ]
    assert not texts[0] & texts[1]


def labelled(label: str, text: str) -> str:
    return json.dumps({"label": label, "text": text})


def test_a_report_counts_what_was_judged() -> None:
    found = evaluate(
        [
            labelled("urgent", "I'm going to kill myself tonight."),
            labelled("urgent", "The bus was late."),
            labelled("calm", "The soup was good."),
            "",
        ]
    )
    assert found.posts == 3
    assert found.confusion[Level.URGENT] == {Level.CALM: 1, Level.CONCERN: 0, Level.URGENT: 1}
    assert found.shares[Level.URGENT].precision == 1
    assert found.shares[Level.URGENT].recall == 0.5
    assert found.shares[Level.CALM].precision == 0.5
    assert found.urgent_called_calm == 0.5
    assert found.calm_called_urgent == 0
    assert found.urgent_auc == 0.75
    assert "urgent called calm" in str(found)


def test_a_report_of_nothing_divides_by_nothing() -> None:
    assert evaluate([]).macro_f1 == 0


@pytest.mark.parametrize(
    "line",
    ["no json", "[]", '{"text": "a"}', '{"text": "a", "label": "fine"}', '{"text": 3, "label": "calm"}'],
)
def test_a_line_that_is_no_labelled_post_is_named(line: str) -> None:
    with pytest.raises(Unreadable, match=r"^line 2: "):
        evaluate([labelled("calm", "a"), line])
