"""Charts: where bars and points stand, what a missing value looks like, and that they turn round for Arabic."""

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.report_records import SAID, reports, written_chart
from throughline.engine.reporting.blocks import Chart, Drawn, Report, Series, Table
from throughline.writers.report_charts import PLOT_HEIGHT, WIDTH, chart_png, chart_svg, size_of
from throughline.writers.report_drawing import MOST_STEPS, label_lines, scale_over
from throughline.writers.report_words import number_in

SVG = "{http://www.w3.org/2000/svg}"
decimals = st.decimals(allow_nan=False, allow_infinity=False)


def chart(drawn: Drawn, names: list[str], *series: tuple[str, list[int | None]]) -> Chart:
    own = tuple(Series(name, tuple(None if one is None else Decimal(one) for one in values)) for name, values in series)
    return Chart("Stations", drawn, "Stations", tuple(names), own, Table("", (), ()))


def tree(one: Chart, language: str = "en") -> Any:
    return etree.fromstring(chart_svg(one, language))


def bars(root: Any, colour: int) -> list[dict[str, float]]:
    """The bars of a series without the square of its key."""
    found = root.findall(f"{SVG}g[@class='chart-{colour}']/{SVG}rect")
    places = [{name: float(one.get(name)) for name in ("x", "y", "width", "height")} for one in found]
    return [one for one in places if one["width"] != 12]


def words(root: Any, kind: str) -> list[str]:
    return [
        one.text.strip("\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}")
        for one in root.iter(f"{SVG}text")
        if one.get("class") == kind
    ]


def test_bars_rise_from_zero_as_high_as_their_numbers() -> None:
    root = tree(chart(Drawn.BARS, ["2025", "2026"], ("Target", [10, 20]), ("Actual", [5, 0])))
    target, actual = bars(root, 1), bars(root, 2)
    assert [one["height"] for one in target] == [PLOT_HEIGHT / 2, PLOT_HEIGHT]
    assert [one["height"] for one in actual] == [PLOT_HEIGHT / 4, 0.8]
    assert {round(one["y"] + one["height"]) for one in target} == {round(target[0]["y"] + target[0]["height"])}
    assert words(root, "chart-value") == ["10", "5", "20", "0"]


def test_what_is_missing_is_no_zero() -> None:
    root = tree(chart(Drawn.BARS, ["2025", "2026"], ("Actual", [5, None])))
    assert len(bars(root, 1)) == 1
    assert words(root, "chart-value") == ["5"]
    # One line is that of the key.
    lines = tree(chart(Drawn.LINES, ["1", "2", "3", "4", "5"], ("Actual", [5, 6, None, 7, 8])))
    assert len([one for one in lines.iter(f"{SVG}path") if one.get("fill") == "none"]) == 1 + 2


def test_what_stands_on_each_other_parts_above_and_below_zero() -> None:
    root = tree(chart(Drawn.STACKED, ["2026"], ("Posts", [10]), ("More", [10]), ("Fewer", [-5])))
    base = bars(root, 1)[0]["y"] + bars(root, 1)[0]["height"]
    assert bars(root, 2)[0]["y"] + bars(root, 2)[0]["height"] == pytest.approx(bars(root, 1)[0]["y"], abs=2)
    assert bars(root, 3)[0]["y"] == pytest.approx(base, abs=2)


def test_bars_lie_where_names_are_long() -> None:
    names = [f"Subprogramme {number}: navigation on rivers, lakes and canals of the region" for number in range(9)]
    root = tree(chart(Drawn.BARS, names, ("Planned", [*range(1, 10)])))
    found = bars(root, 1)
    assert len({one["x"] for one in found}) == 1
    assert [one["width"] for one in found] == sorted(one["width"] for one in found)
    assert "Subprogramme 0: navigation on" in " ".join(words(root, "chart-label"))


def test_an_arabic_chart_begins_at_the_right() -> None:
    one = chart(Drawn.BARS, ["2025", "2026"], ("Target", [10, 20]))
    left, right = bars(tree(one), 1), bars(tree(one, "ar"), 1)
    assert [WIDTH - bar["x"] - bar["width"] for bar in right] == pytest.approx([bar["x"] for bar in left], abs=0.11)
    assert words(tree(one), "chart-label") == words(tree(one, "ar"), "chart-label")


def test_a_chart_without_numbers_says_so() -> None:
    assert "No figures yet" in "".join(tree(chart(Drawn.LINES, ["2026"], ("Actual", [None]))).itertext())
    assert chart_svg(chart(Drawn.BARS, []), "fr").count("Pas encore de chiffres") == 1


@settings(deadline=None)
@given(reports)
def test_any_chart_is_drawn_within_its_ground_without_style_or_script(report: Report) -> None:
    for one in report.blocks:
        if isinstance(one, Chart):
            drawing = chart_svg(one, report.language)
            width, height = size_of(drawing)
            root = etree.fromstring(drawing)
            assert not root.xpath("//@style | //@id | //*[local-name() = 'style' or local-name() = 'script']")
            for bar in root.iter(f"{SVG}rect"):
                assert 0 <= float(bar.get("x", "")) <= width
                assert 0 <= float(bar.get("y", "")) <= height


@given(st.lists(decimals, max_size=6), st.booleans())
def test_a_scale_holds_its_values_in_a_few_round_steps(values: list[Decimal], from_zero: bool) -> None:
    scale = scale_over(values, from_zero)
    assert all(-0.001 <= scale.share(value) <= 1.001 for value in values)
    assert 2 <= len(scale.ticks) <= MOST_STEPS + 1
    assert scale.step.normalize().as_tuple().digits in ((1,), (2,), (2, 5), (5,))
    assert not from_zero or scale.low <= 0 <= scale.high


def test_numbers_are_written_as_each_language_writes_them() -> None:
    written = {one: number_in(Decimal("-1234567.50"), one) for one in ("ar", "en", "es", "fr", "ru", "zh")}
    assert set(map(written.get, ("ar", "en", "zh"))) == {"−1,234,567.5"}
    assert set(map(written.get, ("es", "fr", "ru"))) == {"−1\u00a0234\u00a0567,5"}
    assert number_in(Decimal("1E+30"), "en") == "1.000E+30"
    assert number_in(Decimal("0.00"), "en") == "0"


def test_labels_break_where_writing_breaks_and_say_that_more_follows() -> None:
    assert label_lines("Division for Inland Navigation", 120, 3) == ["Division for Inland", "Navigation"]
    assert label_lines("内河航运司的工作方案", 60, 2) == ["内河航运", "司的工作…"]
    assert label_lines("UN/2026/10/SP1/R2", 70, 3) == ["UN/2026/", "10/SP1/R2"]
    assert label_lines("", 100, 2) == []


def test_pictures_are_made_in_one_go_the_same_each_time() -> None:
    charts = tuple(written_chart(SAID[language], drawn) for language in SAID for drawn in Drawn)
    pictures = chart_png(charts, "en")
    assert len(pictures) == len(charts)
    assert all(re.match(rb"\x89PNG\r\n", one) for one in pictures)
    assert chart_png(charts[:1], "en") == pictures[:1]
    assert chart_png((), "en") == ()
