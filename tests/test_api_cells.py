"""Laws of cursors and of CSV: what goes out comes back, and whatever else is sent is refused or harmless."""

import csv
import io
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from throughline.web.api.paging import LARGEST, Value, cursor_of, values_of
from throughline.web.api.problems import Refusal
from throughline.web.api.sheets import FORMULA, NUMBER, cell, columns_of, sheet

TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
VALUES: dict[type[Value], st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(-LARGEST, LARGEST),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
}


@given(st.data())
def test_a_cursor_gives_back_what_it_was_made_of(data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from(list(VALUES)), max_size=4))
    values = [data.draw(VALUES[kind]) for kind in kinds]
    cursor = cursor_of(values)
    assert cursor.isascii()
    assert values_of(cursor, kinds) == values


@given(st.text())
@example("é")
@example("W")
@example("W" * 100_000)
def test_any_other_text_is_no_cursor(text: str) -> None:
    with pytest.raises(Refusal):
        values_of(text, [str, int])


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("[1.5]", int),
        ("[true]", int),
        ("[9223372036854775808]", int),
        ('["\\u0000"]', str),
        ('["\\ud800"]', str),
        ('["2026-13-01"]', date),
        ('["2026-01-01T00:00:00"]', datetime),
        ("[null]", str),
        ("[[]]", str),
        ('{"0": 1}', int),
        ("[" * 5000 + "]" * 5000, str),
        ("NaN", int),
    ],
)
def test_a_cursor_of_other_values_is_refused(said: str, kind: type) -> None:
    with pytest.raises(Refusal):
        values_of(urlsafe_b64encode(said.encode()).decode().rstrip("="), [kind])


@dataclass(frozen=True, slots=True)
class Inner:
    """A record within a row."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row with a field of every kind."""

    text: str
    amount: Inner | None
    names: tuple[str, ...]
    records: tuple[Inner, ...]
    held: bool
    day: date | None


def test_a_record_within_a_row_has_columns_of_its_own() -> None:
    assert [".".join(path) for path in columns_of(Row)] == [
        *("text", "amount.minor", "amount.currency", "names", "records", "held", "day")
    ]


def test_a_row_is_written_with_nothing_lost() -> None:
    rows: list[dict[str, Any]] = [
        {
            "text": 'a "b", c\r\nd',
            "amount": {"minor": -5, "currency": "CHF"},
            "names": ["x", "y"],
            "records": [{"minor": 1, "currency": "é"}],
            "held": False,
            "day": None,
        },
        {"text": "", "amount": None, "names": [], "records": [], "held": True, "day": "2026-01-01"},
    ]
    written = list(csv.reader(io.StringIO(sheet(Row, rows, byte_order_mark=False).decode(), newline="")))
    assert written[1:] == [
        ['a "b", c\r\nd', "-5", "CHF", "x; y", '[{"minor": 1, "currency": "é"}]', "false", ""],
        ["", "", "", "", "", "true", "2026-01-01"],
    ]


@given(st.one_of(TEXT, st.integers(), st.lists(TEXT), st.none(), st.booleans()))
@example("=1+1")
@example("-1-1")
@example("＝1+1")
@example("\t=1")
@example("-7")
def test_no_cell_starts_what_a_spreadsheet_would_compute(value: object) -> None:
    written = cell(value)
    assert not FORMULA.match(written) or NUMBER.fullmatch(written)
    if isinstance(value, str):
        assert written in (value, f"'{value}")


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_a_sheet_gives_back_its_cells(pairs: list[tuple[str, str]]) -> None:
    rows = [{"minor": first, "currency": second} for first, second in pairs]
    written = list(csv.reader(io.StringIO(sheet(Inner, rows, byte_order_mark=False).decode(), newline="")))
    assert written == [["minor", "currency"], *([cell(first), cell(second)] for first, second in pairs)]
