"""Where the bars and lines of a plot stand."""

import pytest

from forum.web.plots import LONGEST_LABEL, Bar, bar_chart, step_line


def test_the_longest_bar_is_as_wide_as_the_plot() -> None:
    chart = bar_chart("b", "Bars", [Bar("one", "3", 3), Bar("two", "6, 2 late", 4, 2)])
    assert [(bar.solid, bar.hatched) for bar in chart.bars] == [
        (50, 0),
        (pytest.approx(66.667), pytest.approx(33.333)),
    ]
    assert chart.says == "one: 3; two: 6, 2 late"


def test_a_mark_beyond_every_bar_makes_room_for_itself() -> None:
    chart = bar_chart("b", "Bars", [Bar("one", "half", 0.5)], mark=1)
    assert (chart.bars[0].solid, chart.mark) == (50, 100)


def test_rows_stand_below_the_key_and_within_the_height() -> None:
    chart = bar_chart("b", "Bars", [Bar("one", "1", 1), Bar("two", "2", 2)], key=("made", "undone"))
    assert chart.key[1][0] < chart.bars[0].top < chart.bars[1].top < chart.height - 2.5


def test_bars_of_nothing_have_no_length() -> None:
    assert [bar.solid for bar in bar_chart("b", "Bars", [Bar("one", "0", 0)]).bars] == [0]


def test_a_label_too_long_to_draw_is_cut_and_said_in_full() -> None:
    chart = bar_chart("b", "Bars", [Bar("W" * 60, "1", 1)])
    assert len(chart.bars[0].label) == LONGEST_LABEL and chart.bars[0].label.endswith("…")
    assert "W" * 60 in chart.says


def test_a_step_line_holds_each_number_for_its_stretch() -> None:
    line = step_line("s", "Steps", "Most at two.", [0, 4, 2], {0: "a", 2: "c"}, "4")
    assert [step.level for step in line.steps] == [
        line.bottom,
        line.top,
        pytest.approx((line.top + line.bottom) / 2),
    ]
    assert [step.before for step in line.steps] == [line.bottom, line.bottom, line.top]
    assert (line.steps[0].left, line.steps[-1].right) == (0, 100)
    assert line.ticks == [(0, "a"), (pytest.approx(66.667), "c")]


def test_a_step_line_of_nothing_lies_on_the_ground() -> None:
    line = step_line("s", "Steps", "", [0, 0], {}, "0")
    assert {step.level for step in line.steps} == {line.bottom}
