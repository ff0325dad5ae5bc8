"""The figures of docs/safety.md: what is reached stays reached, and what is not does not fall further.

Development posts are those the rules were written on. The others were kept aside: the first kept set, the
kept halves of later and more oblique batches, two small batches of which no single error was looked at, and
posts and hard cases by a writer who had never seen a rule.
"""

import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path

import pytest

from forum.safety.triage.evaluation import Report, Unreadable, evaluate
from forum.safety.triage.model import Level
from tests.safety.edits import edited, typed_in_haste, wrapped

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "forum" / "cli" / "demo"
DEVELOPMENT = "triage_development.jsonl"
KEPT = "triage_kept.jsonl"
OBLIQUE = "triage_kept_oblique.jsonl"
FRESH = "triage_fresh.jsonl"
LATEST = "triage_fresh_latest.jsonl"
POSTS = "triage_aside_posts.jsonl"
HARD = "triage_aside_hard.jsonl"
DEMO_LABELS = "triage_demo_labels.json"
ASIDE = (KEPT, OBLIQUE, FRESH, LATEST, POSTS, HARD)


def lines_of(name: str) -> Sequence[str]:
    return (HERE / name).read_text(encoding="utf-8").splitlines()


@cache
def report(name: str, edit: Callable[[str], str] | None = None) -> Report:
    return evaluate(edited(lines_of(name), edit) if edit else lines_of(name))


def demo_posts() -> Iterator[tuple[str, str]]:
    """Title (of a first post) and text of everything that the demo community wrote."""
    for file in sorted(DEMO.glob("boards-*.toml")):
        for thread in tomllib.loads(file.read_text(encoding="utf-8"))["thread"]:
            for number, post in enumerate(thread["post"]):
                yield "" if number else thread["title"], post["text"]


def demo_report() -> Report:
    """The demo's posts under labels of ours: calm, but for the few that the file names by how they begin."""
    named: dict[str, str] = json.loads((HERE / DEMO_LABELS).read_text(encoding="utf-8"))
    rows = []
    for title, text in demo_posts():
        label = next((named.pop(start) for start in tuple(named) if text.strip().startswith(start)), "calm")
        rows.append(json.dumps({"title": title, "text": text, "label": label}))
    assert not named
    return evaluate(rows)


def recall(found: Report) -> float:
    return found.shares[Level.URGENT].recall


def test_development_figures_do_not_fall() -> None:
    found = report(DEVELOPMENT)
    assert found.macro_f1 >= 0.85
    assert recall(found) >= 0.82
    assert found.shares[Level.URGENT].precision >= 0.97
    assert found.urgent_called_calm <= 0.04
    assert found.calm_called_urgent <= 0.015
    assert found.urgent_auc >= 0.96
    assert found.first_tenth >= 0.90


def test_calm_text_around_a_post_changes_nothing_in_the_order() -> None:
    assert report(DEVELOPMENT, wrapped).urgent_auc >= report(DEVELOPMENT).urgent_auc - 0.005


def test_posts_kept_aside_reach_what_hard_cases_must() -> None:
    found = report(KEPT)
    assert found.macro_f1 >= 0.70
    assert found.shares[Level.URGENT].f1 >= 0.66
    assert found.flagged.f1 >= 0.78
    assert found.flagged_macro_f1 >= 0.55
    assert found.urgent_auc >= 0.85
    assert found.urgent_called_calm <= 0.12
    assert found.first_fifth >= 0.85


def test_posts_as_members_write_them_reach_what_real_posts_must() -> None:
    """All but the places in a queue: see below."""
    found = report(POSTS)
    assert found.macro_f1 >= 0.62
    assert found.flagged_macro_f1 >= 0.55
    assert found.shares[Level.URGENT].f1 >= 0.66
    assert found.flagged.f1 >= 0.78
    assert found.urgent_auc >= 0.85
    assert found.urgent_called_calm <= 0.12
    assert found.calm_called_urgent <= 0.05
    assert report(POSTS, wrapped).urgent_auc >= 0.88


def test_what_they_and_short_hard_cases_miss_does_not_fall() -> None:
    found, hard = report(POSTS), report(HARD)
    assert found.first_fifth >= 0.84
    assert found.first_tenth >= 0.73
    assert hard.macro_f1 >= 0.57
    assert hard.urgent_auc >= 0.78
    assert hard.urgent_called_calm <= 0.15
    assert hard.calm_called_urgent <= 0.14


def test_kept_posts_stand_early_in_a_queue_and_are_heard_inside_calm_text() -> None:
    assert report(KEPT).first_tenth >= 0.75
    assert report(KEPT, wrapped).urgent_auc >= 0.88


@pytest.mark.parametrize("name", ASIDE)
def test_slips_of_the_finger_cost_few_urgent_posts(name: str) -> None:
    seeds = range(3)
    slipped = [evaluate(edited(lines_of(name), partial(typed_in_haste, seed=seed))) for seed in seeds]
    assert recall(report(name)) - sum(map(recall, slipped)) / len(seeds) <= 0.05


def test_calm_posts_are_not_called_urgent_oftener() -> None:
    for name in (FRESH, KEPT, OBLIQUE):
        assert report(name).calm_called_urgent <= 0.05


def test_ordinary_talk_is_seldom_called_urgent() -> None:
    """What the demo's people write is a lifelike day: hard, tired, funny, and nearly never in danger."""
    found = demo_report()
    assert found.posts > 500
    assert found.calm_called_urgent == 0
    assert found.confusion[Level.CALM][Level.CALM] >= 0.89 * found.posts


def test_the_one_goodbye_of_the_demo_is_heard() -> None:
    assert demo_report().confusion[Level.URGENT][Level.URGENT] == 1


def test_the_first_fresh_batch_is_not_heard_worse() -> None:
    found = report(FRESH)
    assert found.macro_f1 >= 0.78
    assert found.shares[Level.URGENT].f1 >= 0.80
    assert found.flagged.f1 >= 0.85
    assert found.urgent_auc >= 0.85
    assert found.urgent_called_calm <= 0.19
    assert found.first_fifth >= 0.80
    assert found.first_tenth >= 0.75
    assert report(FRESH, wrapped).urgent_auc >= 0.85


def test_oblique_posts_are_not_heard_worse() -> None:
    found = report(OBLIQUE)
    assert found.macro_f1 >= 0.66
    assert found.urgent_auc >= 0.84
    assert found.urgent_called_calm <= 0.20
    assert found.first_tenth >= 0.60
    assert report(OBLIQUE, wrapped).urgent_auc >= 0.85


def test_the_latest_fresh_batch_is_not_heard_worse() -> None:
    found = report(LATEST)
    assert found.macro_f1 >= 0.60
    assert found.urgent_auc >= 0.69
    assert found.urgent_called_calm <= 0.45
    assert found.calm_called_urgent <= 0.02
    assert found.first_tenth >= 0.44


def test_no_post_stands_in_two_sets() -> None:
    seen: set[str] = set()
    for name in (DEVELOPMENT, *ASIDE):
        texts = {json.loads(line)["text"] for line in lines_of(name)}
        assert not texts & seen
        seen |= texts


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


def test_a_queue_is_counted_as_if_one_post_in_fifteen_were_urgent() -> None:
    cry = labelled("urgent", "I'm going to kill myself tonight.")
    calm = labelled("calm", "The soup was good.")
    missed = labelled("urgent", "The bus was late.")
    found = evaluate([cry, missed, *[calm] * 2])
    assert found.first_tenth == 0.5
    assert found.first_fifth == 0.5
    assert evaluate([cry, calm]).first_tenth == pytest.approx(1)


def test_a_report_of_nothing_divides_by_nothing() -> None:
    assert evaluate([]).macro_f1 == 0


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[" * 20_000,
        "[]",
        '{"text": "a"}',
        '{"text": "a", "label": "fine"}',
        '{"text": 3, "label": "calm"}',
    ],
)
def test_a_line_that_is_no_labelled_post_is_named(line: str) -> None:
    with pytest.raises(Unreadable, match=r"^line 2: "):
        evaluate([labelled("calm", "a"), line])
