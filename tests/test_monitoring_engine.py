"""Indicators by themselves: what is typed, what definitions must hold, and what progress says."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.engine.monitoring.aggregation import ONE, Kind, Rule, Rules
from throughline.engine.monitoring.cells import Carried, Category, Dimension, Part
from throughline.engine.monitoring.indicators import (
    Definition,
    Direction,
    Point,
    check_definition,
    check_next_definition,
    check_periods,
    check_targets,
    check_units_of_series,
    months_of,
    report_address,
    series_address,
    spans_of,
)
from throughline.engine.monitoring.progress import Light, Standing, last_standing, reached
from throughline.engine.monitoring.values import (
    LARGEST,
    NotAValue,
    Of,
    Said,
    State,
    check_cells,
    plain,
    read_number,
    read_value,
    typed_again,
    unscaled,
)
from throughline.engine.periods import Period, add_months

SEX = Dimension("sex", "Sex", (Category("f"), Category("m")))
BOATS = Definition("O/1/I1", 1, Kind.QUANTITY, "Boats that float", "boats", Rules(), dimensions=(SEX,))
RATIOS = Rules(Rule.RATIO, Rule.RATIO, Rule.RATIO, Rule.RATIO)


def period(name: str, start: date, months: int) -> Period:
    return Period(name, start, add_months(start, months))


QUARTERS = tuple(period(f"2026-Q{n + 1}", date(2026, 1 + 3 * n, 1), 3) for n in range(4))
YEAR = period("2026", date(2026, 1, 1), 12)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", Said(State.NOT_YET)),
        ("  …", Said(State.NOT_YET)),
        ("N/A", Said(State.NOT_APPLICABLE)),
        ("0", Said(State.ZERO, 0)),
        ("0.0", Said(State.ZERO, 0)),
        ("12", Said(State.REPORTED, 120_000)),
        ("1 234,5", Said(State.REPORTED, 12_345_000)),
        ("1,234,567", Said(State.REPORTED, 12_345_670_000)),
        ("1,234", Said(State.REPORTED, 12_340_000)),
        ("1,23", Said(State.REPORTED, 12_300)),
        ("١٢٫٥", Said(State.REPORTED, 125_000)),
        ("−3", Said(State.REPORTED, -30_000)),
        ("~ 7", Said(State.ESTIMATED, 70_000)),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, said: Said) -> None:
    assert read_value(text, Kind.QUANTITY, divided=False) == said


@pytest.mark.parametrize("text", ["50%", "High", "Yes", "12/40", "1.23456", "1e3", "12 boats", "1" * 12, "NaN", "--"])
def test_a_text_in_a_number_field_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(NotAValue, match=r"write|number"):
        read_value(text, Kind.QUANTITY, divided=False)


def test_ratios_names_answers_and_words_are_read_by_their_kind() -> None:
    assert read_value("12/40", Kind.RATIO, divided=True) == Said(State.REPORTED, 12 * ONE, 40 * ONE)
    assert read_value("0/40", Kind.RATIO, divided=True).state is State.ZERO
    assert read_value("yes: signed in March", Kind.YESNO, divided=False) == Said(
        State.REPORTED, ONE, None, "signed in March"
    )
    assert read_value("no", Kind.MILESTONE, divided=False) == Said(State.ZERO, 0)
    assert read_value("UG, KE; UG", Kind.QUANTITY, divided=False, union=True) == Said(
        State.REPORTED, 2 * ONE, None, "KE, UG"
    )
    assert read_value("It went well.", Kind.QUALITATIVE, divided=False).text == "It went well."
    for text in ("0.5", "50%", "3/0", "3/x"):
        with pytest.raises(NotAValue):
            read_value(text, Kind.RATIO, divided=True)


@given(st.integers(min_value=-LARGEST, max_value=LARGEST))
def test_a_number_is_read_back_as_it_is_written(number: int) -> None:
    assert read_number(plain(number)) == number


@given(
    st.sampled_from([State.NOT_YET, State.NOT_APPLICABLE, State.REPORTED, State.ESTIMATED]),
    st.integers(min_value=1, max_value=LARGEST),
)
def test_what_would_be_typed_is_read_as_the_same(state: State, number: int) -> None:
    said = Said(state, number if state in (State.REPORTED, State.ESTIMATED) else None)
    assert read_value(typed_again(said), Kind.QUANTITY, divided=False) == said


@pytest.mark.parametrize(
    ("typed", "kind", "union"),
    [
        ("yes: the council decided", Kind.YESNO, False),
        ("~no", Kind.MILESTONE, False),
        ("Ann, Bob", Kind.QUANTITY, True),
        ("~Ann", Kind.QUANTITY, True),
        ("As it was: slow", Kind.QUALITATIVE, False),
    ],
)
def test_what_was_typed_comes_back_whole(typed: str, kind: Kind, union: bool) -> None:
    said = read_value(typed, kind, divided=False, union=union)
    assert read_value(typed_again(said, union=union), kind, divided=False, union=union) == said


def test_a_figure_is_rounded_once_half_to_even() -> None:
    assert str(unscaled(Fraction(25_000, 1), 0)) == "2"
    assert str(unscaled(Fraction(35_000, 1), 0)) == "4"
    assert str(unscaled(Fraction(10_000, 3), 2)) == "0.33"


def cells(**numbers: int) -> dict[str, tuple[Part, Said]]:
    said = {}
    for name, number in numbers.items():
        cell = "" if name == "total" else f"sex={name}"
        said[cell] = (Part.CROSSED if cell else Part.TOTAL, Said(State.REPORTED, number * ONE))
    return said


def test_cells_that_do_not_add_up_and_parts_above_their_whole_are_found() -> None:
    assert check_cells("here", cells(f=3, m=4, total=7), added=True) == []
    assert check_cells("here", cells(f=3, total=7), added=False) == []
    (found,) = check_cells("here", cells(f=3, m=4, total=8), added=True)
    assert (found.code, found.figures) == ("MO-CELLS", ("8", "7"))
    assert [one.code for one in check_cells("here", cells(f=9, total=8), added=True)] == ["MO-CELLS", "MO-ABOVE"]
    assert check_cells("here", cells(f=9, m=9), added=True) == []


def test_periods_nest_or_follow_each_other() -> None:
    assert check_periods([*QUARTERS, YEAR]) == []
    odd = period("2026-odd", date(2026, 3, 1), 3)
    found = check_periods([*QUARTERS, YEAR, odd])
    assert [one.code for one in found] == ["MO-PERIOD-OVERLAP"] * 2
    same = period("2026-again", date(2026, 1, 1), 12)
    assert [one.where for one in check_periods([YEAR, same])] == ["period 2026-again"]


def test_a_longer_period_is_made_of_those_that_are_reported() -> None:
    spans = spans_of([YEAR, *QUARTERS], 3)
    assert spans == {**{one.name: (one.name,) for one in QUARTERS}, "2026": tuple(one.name for one in QUARTERS)}
    assert spans_of([YEAR, *QUARTERS], 12) == {"2026": ("2026",)}
    assert months_of(Period("odd", date(2026, 1, 5), date(2026, 2, 5))) == 0


def test_addresses_of_series_and_reports() -> None:
    assert series_address("O/1/I1", "O/1") == "O/1/I1"
    assert series_address("O/1/I1", "O/2026/10/SP1") == "O/1/I1@2026/10/SP1"
    assert report_address("O/1/I1", "O/2", "2026-Q1", Of.ACTUAL) == "O/1/I1@2#2026-Q1"
    assert report_address("O/1/I1", "O/1", "2026-Q1", Of.TARGET) == "O/1/I1#2026-Q1.target"


def changed(**named: Any) -> Definition:
    return replace(BOATS, number=2, **named)


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ({"unit": ""}, "MO-UNIT-MISSING"),
        ({"direction": Direction.WITHIN}, "MO-BAND"),
        ({"direction": Direction.WITHIN, "low": 2, "high": 1}, "MO-BAND"),
        ({"rules": RATIOS}, "MO-RULE"),
        ({"dimensions": (SEX, SEX)}, "MO-DIMENSIONS"),
        ({"dimensions": (Dimension("sex", "", ()),)}, "MO-DIMENSIONS"),
        ({"dimensions": (Dimension("sex=x", "", SEX.categories),)}, "MO-DIMENSIONS"),
    ],
)
def test_what_a_definition_must_hold(named: dict[str, Any], code: str) -> None:
    assert check_definition(BOATS) == []
    assert {one.code for one in check_definition(changed(**named))} == {code}


def test_the_next_definition_says_what_becomes_of_categories_and_of_the_unit() -> None:
    more = Dimension("sex", "Sex", (Category("f"), Category("m"), Category("x")))
    other = Dimension("sex", "Sex", (Category("w"), Category("m")))
    assert check_next_definition(BOATS, changed(dimensions=(more,))) == []
    assert [one.code for one in check_next_definition(BOATS, changed(dimensions=(other,)))] == ["MO-MAPPING"]
    for carried in (Carried("sex", "f", "w"), Carried("sex", "f", "")):
        assert check_next_definition(BOATS, changed(dimensions=(other,), carried=(carried,))) == []
    wrong = changed(carried=(Carried("sex", "z", "f"),))
    assert [one.code for one in check_next_definition(BOATS, wrong)] == ["MO-MAPPING"]
    assert [one.code for one in check_next_definition(BOATS, changed(unit="ships"))] == ["MO-UNIT-CHANGED"]


def test_a_target_comes_after_its_baseline_and_a_series_keeps_its_unit() -> None:
    first, last = QUARTERS[0], QUARTERS[3]
    good = [Point("O/1/I1", "O/1", Of.BASELINE, first), Point("O/1/I1", "O/1", Of.TARGET, last)]
    assert check_targets(good) == []
    early = [Point("O/1/I1", "O/1", Of.BASELINE, last), Point("O/1/I1", "O/1", Of.TARGET, first)]
    (found,) = check_targets(early)
    assert (found.code, found.where) == ("MO-TARGET-EARLY", "O/1/I1#2026-Q1.target")
    both = [("O/1/I1", "O/1", BOATS), ("O/1/I1", "O/2", BOATS), ("O/1/I1", "O/1", changed(unit="ships"))]
    assert check_units_of_series(both[:2]) == []
    (found,) = check_units_of_series(both)
    assert (found.code, found.where) == ("MO-UNIT-HALFWAY", "O/1/I1")


def part(definition: Definition, actual: int | None, target: int | None, baseline: int | None) -> tuple[Any, str]:
    def given_as(number: int | None) -> Fraction | None:
        return None if number is None else Fraction(number * ONE)

    one = reached(definition, actual=given_as(actual), target=given_as(target), baseline=given_as(baseline))
    assert one.rule
    return one.part, one.light.value


def test_progress_knows_direction_and_baseline() -> None:
    falls = changed(direction=Direction.FALL)
    assert part(BOATS, 15, 20, 10) == (Fraction(1, 2), "red")
    assert part(BOATS, 19, 20, 10) == (Fraction(9, 10), "green")
    assert part(BOATS, 17, 20, 10) == (Fraction(7, 10), "amber")
    assert part(BOATS, 0, 20, None) == (Fraction(0), "red")
    assert part(BOATS, 5, 20, 10) == (Fraction(-1, 2), "red")
    assert part(falls, 12, 10, 20) == (Fraction(4, 5), "amber")
    assert part(falls, 10, 10, None) == (Fraction(1), "green")
    assert part(falls, 11, 10, None) == (Fraction(0), "red")
    assert part(BOATS, None, 20, 10) == (None, "grey")
    assert part(BOATS, 5, None, 10) == (None, "grey")


def test_progress_within_a_band_and_of_a_milestone() -> None:
    band = changed(direction=Direction.WITHIN, low=5 * ONE, high=7 * ONE)
    assert [part(band, number, None, None)[1] for number in (4, 5, 6, 7, 8)] == [
        "red",
        "green",
        "green",
        "green",
        "red",
    ]
    milestone = changed(kind=Kind.MILESTONE, rules=Rules(Rule.NONE, Rule.NONE, Rule.LATEST, Rule.NONE))
    assert [part(milestone, number, 1, None)[1] for number in (0, 1)] == ["red", "green"]
    assert Light.GREY.value == "grey"


def test_only_periods_that_have_ended_count() -> None:
    one = Fraction(ONE)
    standings = [Standing(QUARTERS[0], one, one), Standing(QUARTERS[1], one, None), Standing(QUARTERS[2], one, one)]
    held = last_standing(standings, date(2026, 9, 30))
    assert held is not None and held.period.name == "2026-Q1"
    assert last_standing(standings, date(2026, 10, 1)) == standings[2]
    assert last_standing(standings[1:2], date(2026, 10, 1)) == standings[1]
    assert last_standing(standings, date(2026, 1, 1)) is None
