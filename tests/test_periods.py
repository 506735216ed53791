"""Sessions of bodies become dates, and only where the calendar is known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.engine.periods import (
    Period,
    add_months,
    conference_after,
    month_of,
    session_holding,
    session_window,
    year_of,
)

GA, HRC = "General Assembly", "Human Rights Council"


@pytest.mark.parametrize(
    ("session", "first", "last"),
    [
        (79, date(2024, 9, 10), date(2025, 9, 8)),
        (78, date(2023, 9, 5), date(2024, 9, 9)),
        (77, date(2022, 9, 13), date(2023, 9, 4)),
        (73, date(2018, 9, 18), date(2019, 9, 16)),
        (69, date(2014, 9, 16), date(2015, 9, 14)),
        (57, date(2002, 9, 10), date(2003, 9, 15)),
        (55, date(2000, 9, 19), date(2001, 9, 10)),
        (45, date(1990, 9, 18), date(1991, 9, 16)),
    ],
)
def test_a_regular_session_of_the_assembly_runs_from_september_to_september(
    session: int, first: date, last: date
) -> None:
    window = session_window(GA, session)
    assert window is not None
    assert (window.start, window.last) == (first, last)


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [
        ("main", date(2014, 9, 16), date(2014, 12, 31)),
        ("first resumed", date(2015, 3, 1), date(2015, 4, 15)),
        ("second resumed", date(2015, 5, 1), date(2015, 7, 31)),
        ("resumed", date(2015, 1, 1), date(2015, 9, 14)),
    ],
)
def test_the_parts_of_a_session_have_their_months(part: str, first: date, last: date) -> None:
    window = session_window(GA, 69, part)
    assert window is not None
    assert (window.start, window.last) == (first, last)


@pytest.mark.parametrize(
    ("body", "session", "day"),
    [
        (HRC, 1, date(2006, 6, 20)),
        (HRC, 10, date(2009, 3, 15)),
        (HRC, 32, date(2016, 6, 20)),
        (HRC, 45, date(2020, 9, 20)),
        (HRC, 57, date(2024, 9, 20)),
        ("World Health Assembly", 66, date(2013, 5, 20)),
        ("WHO Executive Board", 130, date(2012, 1, 20)),
        ("WHO Executive Board", 133, date(2013, 5, 29)),
        ("United Nations Environment Assembly", 4, date(2019, 3, 12)),
        ("UN-Habitat Assembly", 1, date(2019, 5, 28)),
        ("Plenipotentiary Conference", 2022, date(2022, 10, 1)),
        ("Economic and Social Council", 2025, date(2025, 7, 20)),
        ("UNESCO General Conference", 41, date(2021, 11, 15)),
        ("Commission on Narcotic Drugs", 67, date(2024, 3, 20)),
    ],
)
def test_sessions_of_other_bodies_hold_a_day_on_which_they_met(body: str, session: int, day: date) -> None:
    window = session_window(body, session)
    assert window is not None
    assert day in window


@pytest.mark.parametrize(
    ("body", "session"),
    [(GA, "S-27"), (GA, "ES-11"), ("Moon", 3), ("United Nations Environment Assembly", 40), (GA, "x"), (HRC, 0)],
)
def test_an_unknown_session_has_no_dates(body: str, session: int | str) -> None:
    assert session_window(body, session) is None


def test_the_next_plenipotentiary_conference_after_dubai_is_that_of_bucharest() -> None:
    window = conference_after("Plenipotentiary Conference", date(2018, 11, 16))
    assert window is not None
    assert window.start == date(2022, 9, 26)
    assert conference_after("Plenipotentiary Conference", date(2090, 1, 1)) is None


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2023, 12, 15), 12, date(2024, 12, 15)),
    ],
)
def test_months_are_added_without_leaving_the_month(day: date, months: int, result: date) -> None:
    assert add_months(day, months) == result


@given(st.integers(1, 150))
def test_sessions_of_the_assembly_follow_each_other_without_gap(number: int) -> None:
    one, following = session_window(GA, number), session_window(GA, number + 1)
    assert one is not None
    assert following is not None
    assert one.end == following.start
    assert session_holding(GA, one.start) == number
    assert session_holding(GA, one.last) == number


@given(st.integers(1950, 2100), st.integers(1, 12))
def test_a_year_is_its_months(year: int, month: int) -> None:
    whole, part = year_of(year), month_of(year, month)
    assert part.start in whole
    assert part.last in whole
    assert part.overlaps(whole)


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="must end after it starts"):
        Period("wrong", date(2024, 1, 2), date(2024, 1, 1))
