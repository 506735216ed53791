"""Named ranges of dates, and the sessions of bodies as such ranges."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """A named range of days: `start` is the first day, `end` the day after the last (half-open)."""

    name: str
    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"{self.name}: a period must end after it starts ({self.start} to {self.end})")

    @property
    def last(self) -> date:
        """The last day that belongs to the period."""
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def overlaps(self, other: "Period") -> bool:
        """Tell whether the two periods have a day in common."""
        return self.start < other.end and other.start < self.end


def year_of(year: int) -> Period:
    """Return the calendar year as a period."""
    return Period(str(year), date(year, 1, 1), date(year + 1, 1, 1))


def month_of(year: int, month: int) -> Period:
    """Return one month, 1 to 12, as a period."""
    return _months(f"{year}-{month:02d}", year, month, month)


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), month_of(year, month + 1).last)


def session_window(body: str, session: int | str, part: str | None = None) -> Period | None:
    """Return the dates of a session of a body, or None where they are not known.

    `body` is the organ's name; `session` a number, or the year for bodies that name their sessions by year;
    `part` of a General Assembly session is `main`, `resumed`, `first resumed` or `second resumed`. Special and
    emergency sessions ("S-27", "ES-11") follow no calendar and give None.
    """
    number = _number(session)
    window = _WINDOWS.get(body)
    if number is None or window is None:
        return None
    whole = window(number)
    if whole is None or part is None:
        return whole
    return _assembly_part(number, whole, part) if body == "General Assembly" else whole


def session_holding(body: str, day: date) -> int | None:
    """Return the number of the General Assembly's session that holds the day; None for other bodies or before 1946."""
    if body != "General Assembly" or day < date(1946, 1, 10):
        return None
    number = max(day.year - 1945, 1)
    if number > 1 and day < _assembly_opening(number):
        number -= 1
    return number


def conference_after(body: str, day: date) -> Period | None:
    """Return the first listed meeting of a body that starts after a day, None where none is listed."""
    listed = _LISTED.get(body, {})
    later = [(start, end, number) for number, (start, end) in listed.items() if start > day]
    if not later:
        return None
    start, end, number = min(later)
    return Period(_named(body, number), start, end)


def _number(session: int | str) -> int | None:
    text = str(session).strip()
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 3000 else None


def _months(name: str, year: int, first: int, last: int) -> Period:
    end = date(year + 1, 1, 1) if last == 12 else date(year, last + 1, 1)
    return Period(name, date(year, first, 1), end)


def _named(body: str, number: int) -> str:
    return f"{body}, {number}" if number > 1000 else f"{body}, session {number}"


def _assembly_opening(number: int) -> date:
    """First day of regular session `number`, by rule 1 of the rules of procedure as it stood in that year."""
    year = 1945 + number
    if number == 1:
        return date(1946, 1, 10)
    first = date(year, 9, 1)
    if number < 56:  # the third Tuesday in September
        return first + timedelta(days=(1 - first.weekday()) % 7 + 14)
    if number < 58:  # the Tuesday after the second Monday (resolution 55/14)
        return first + timedelta(days=(0 - first.weekday()) % 7 + 8)
    # The Tuesday of the third week, counted from the first with a working day (57/301); since the 78th of the second.
    monday = first - timedelta(days=first.weekday()) if first.weekday() < 5 else first + timedelta(7 - first.weekday())
    return monday + timedelta(days=(7 if number >= 78 else 14) + 1)


def _assembly(number: int) -> Period | None:
    if number > 200:
        return None
    return Period(_named("General Assembly", number), _assembly_opening(number), _assembly_opening(number + 1))


def _assembly_part(number: int, whole: Period, part: str) -> Period | None:
    """The parts of a regular session: main part to December; the resumed session from March, its second part in May."""
    year = 1946 + number
    bounds = {
        "main": (whole.start, date(year, 1, 1)),
        "resumed": (date(year, 1, 1), whole.end),
        "first resumed": (date(year, 3, 1), date(year, 4, 16)),
        "second resumed": (date(year, 5, 1), date(year, 8, 1)),
    }.get(part)
    return Period(f"{whole.name}, {part} part", *bounds) if bounds else None


def _human_rights_council(number: int) -> Period | None:
    """Three sessions a year since the tenth (March 2009): February to April, June to July, September to October."""
    name = _named("Human Rights Council", number)
    if number < 10:
        start, end = _FIRST_COUNCIL_SESSIONS[number - 1]
        return Period(name, start, end)
    year, turn = 2009 + (number - 10) // 3, (number - 10) % 3
    bounds = (((2, 15), (4, 16)), ((6, 1), (8, 1)), ((9, 1), (11, 1)))[turn]
    return Period(name, date(year, *bounds[0]), date(year, *bounds[1])) if year < 2200 else None


def _health_board(number: int) -> Period | None:
    """The Executive Board of the WHO: even numbers in January (the 130th in 2012), odd ones in May."""
    if number < 100 or number > 400:
        return None
    year = 2012 + (number - 130) // 2
    return _months(_named("WHO Executive Board", number), year, *((1, 2) if number % 2 == 0 else (5, 6)))


def _yearly(body: str, offset: int, first: int, last: int, since: int = 1) -> Callable[[int], Period | None]:
    """Sessions numbered one a year: session N meets in `offset` + N, between the months `first` and `last`."""

    def window(number: int) -> Period | None:
        if number < since or number > 200:
            return None
        return _months(_named(body, number), offset + number, first, last)

    return window


def _by_year(body: str) -> Callable[[int], Period | None]:
    def window(year: int) -> Period | None:
        return _months(_named(body, year), year, 1, 12) if 1945 < year < 2200 else None

    return window


def _unesco_conference(number: int) -> Period | None:
    """Every second year since the 41st in November 2021 is counted back to the tenth."""
    return (
        _months(_named("UNESCO General Conference", number), 1939 + 2 * number, 10, 11) if 10 <= number < 100 else None
    )


def _listed(body: str) -> Callable[[int], Period | None]:
    def window(number: int) -> Period | None:
        bounds = _LISTED[body].get(number)
        return Period(_named(body, number), *bounds) if bounds else None

    return window


_FIRST_COUNCIL_SESSIONS = (
    (date(2006, 6, 19), date(2006, 7, 1)),
    (date(2006, 9, 18), date(2006, 11, 30)),
    (date(2006, 11, 29), date(2006, 12, 9)),
    (date(2007, 3, 12), date(2007, 3, 31)),
    (date(2007, 6, 11), date(2007, 6, 19)),
    (date(2007, 9, 10), date(2007, 12, 15)),
    (date(2008, 3, 3), date(2008, 4, 2)),
    (date(2008, 6, 2), date(2008, 6, 19)),
    (date(2008, 9, 8), date(2008, 9, 25)),
)
_LISTED: dict[str, dict[int, tuple[date, date]]] = {
    "United Nations Environment Assembly": {
        1: (date(2014, 6, 23), date(2014, 6, 28)),
        2: (date(2016, 5, 23), date(2016, 5, 28)),
        3: (date(2017, 12, 4), date(2017, 12, 7)),
        4: (date(2019, 3, 11), date(2019, 3, 16)),
        5: (date(2021, 2, 22), date(2022, 3, 3)),
        6: (date(2024, 2, 26), date(2024, 3, 2)),
        7: (date(2025, 12, 8), date(2025, 12, 13)),
    },
    "UN-Habitat Assembly": {
        1: (date(2019, 5, 27), date(2019, 6, 1)),
        2: (date(2023, 6, 5), date(2025, 5, 31)),
    },
    "Governing Council of UN-Habitat": {
        19: (date(2003, 5, 5), date(2003, 5, 10)),
        20: (date(2005, 4, 4), date(2005, 4, 9)),
        21: (date(2007, 4, 16), date(2007, 4, 21)),
        22: (date(2009, 3, 30), date(2009, 4, 4)),
        23: (date(2011, 4, 11), date(2011, 4, 16)),
        24: (date(2013, 4, 15), date(2013, 4, 20)),
        25: (date(2015, 4, 17), date(2015, 4, 24)),
        26: (date(2017, 5, 8), date(2017, 5, 13)),
    },
    "Plenipotentiary Conference": {
        1994: (date(1994, 9, 19), date(1994, 10, 15)),
        1998: (date(1998, 10, 12), date(1998, 11, 7)),
        2002: (date(2002, 9, 23), date(2002, 10, 19)),
        2006: (date(2006, 11, 6), date(2006, 11, 25)),
        2010: (date(2010, 10, 4), date(2010, 10, 23)),
        2014: (date(2014, 10, 20), date(2014, 11, 8)),
        2018: (date(2018, 10, 29), date(2018, 11, 17)),
        2022: (date(2022, 9, 26), date(2022, 10, 15)),
        2026: (date(2026, 11, 9), date(2026, 11, 28)),
    },
}
_WINDOWS: dict[str, Callable[[int], Period | None]] = {
    "General Assembly": _assembly,
    "Human Rights Council": _human_rights_council,
    "WHO Executive Board": _health_board,
    "UNESCO General Conference": _unesco_conference,
    **{body: _listed(body) for body in _LISTED},
    **{body: _by_year(body) for body in ("Economic and Social Council", "ITU Council", "High-level political forum")},
    **{
        body: _yearly(body, *rule)
        for body, rule in {
            "World Health Assembly": (1947, 5, 5),
            "Commission on Human Rights": (1944, 3, 4, 20),
            "Commission on Narcotic Drugs": (1957, 3, 3, 33),
            "Commission on Crime Prevention and Criminal Justice": (1991, 4, 5),
            "Commission on the Status of Women": (1956, 3, 3, 44),
            "Statistical Commission": (1969, 2, 3, 31),
            "Commission for Social Development": (1962, 2, 2, 38),
            "Commission on Population and Development": (1967, 3, 5, 28),
            "Economic and Social Commission for Asia and the Pacific": (1944, 4, 5, 40),
            "Committee for Programme and Coordination": (1960, 5, 6, 20),
            "Permanent Forum on Indigenous Issues": (2001, 4, 5),
        }.items()
    },
}
BODIES_WITH_SESSIONS: frozenset[str] = frozenset(_WINDOWS)
