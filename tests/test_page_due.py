"""What is due: each person's own reports, entered in a minute by form or workbook, checked before anything is kept."""

import json
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.indicator_record import AGE, DEEP, LEFT, OWN, RIGHT, SEX, enter, indicator, plan
from tests.page_record import seen
from tests.test_page_editing import typed
from tests.test_people import person
from throughline.engine.monitoring.jumps import check_jump
from throughline.engine.monitoring.sheets import ReadRow, ValueRow
from throughline.readers.values_workbook import read_values_workbook
from throughline.store.models import IndicatorReport, IndicatorValue, Organization, Person, ReportingPeriod
from throughline.store.monitoring.indicators.due import due_keys, due_reports
from throughline.store.people import operator
from throughline.store.rights import sight_of
from throughline.store.units.actions import give_responsibility, make_unit
from throughline.writers.values_workbook import values_workbook

TODAY = date(2026, 5, 1)
FIRST, SECOND = f"{OWN}#2026-Q1", f"{OWN}#2026-Q2"
DUE, BOOK = "/UN/due", "/UN/due/workbook"
HEADINGS = {"report": "Bericht", "cell": "Zelle", "value": "Wert", "evidence": "Beleg", "place": "Ort"}
WHEN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def whose(db: None, settings: Any, tmp_path: Path, monkeypatch: Any) -> Organization:
    settings.DATA = tmp_path
    for module in ("views", "workbooks"):
        monkeypatch.setattr(f"throughline.web.pages.due.{module}.localdate", lambda: TODAY)
    found = plan()
    indicator(found)
    return found


def signed(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def due_of(whose: Organization, who: Person) -> list[tuple[str, str]]:
    keys = due_keys(whose, who, TODAY, seen_by=sight_of(who))
    return [(one.node, one.period) for one in due_reports(keys)]


def test_due_are_the_open_periods_that_have_begun_and_were_not_submitted(whose: Organization) -> None:
    ada = person("ada", "UN", "officer")
    assert due_of(whose, ada) == [("UN/2026/10", "2026-Q1"), ("UN/2026/10", "2026-Q2")]
    ReportingPeriod.objects.filter(code="2026-Q1").update(state="closed")
    assert due_of(whose, ada) == [("UN/2026/10", "2026-Q2")]


def test_an_officer_of_a_unit_owes_what_the_unit_and_those_below_it_answer_for(whose: Organization) -> None:
    indicator(whose, LEFT, RIGHT, DEEP, title="Boats that sink")
    top = make_unit(by=operator(), organization=whose, code="TOP", name="Top")
    unit = make_unit(by=operator(), organization=whose, code="LEFT", name="Left", parent=top)
    other = make_unit(by=operator(), organization=whose, code="DEEP", name="Deep")
    give_responsibility(by=operator(), unit=unit, address=LEFT)
    give_responsibility(by=operator(), unit=other, address=DEEP)
    ada, grace, reader = (
        person("ada", "UN", "reader"),
        person("grace", "UN", "reader"),
        person("reader", "UN", "reader"),
    )
    ada.roles.create(organization=whose, unit=top, role="officer", since=WHEN)
    grace.roles.create(organization=whose, unit=other, role="officer", since=WHEN)
    ada.roles.create(organization=whose, unit=other, role="reader", since=WHEN)
    assert {node for node, _ in due_of(whose, ada)} == {LEFT}
    assert {node for node, _ in due_of(whose, grace)} == {DEEP}
    assert due_of(whose, reader) == []


def test_values_are_entered_with_the_keyboard_and_stand_beside_the_last_one_and_the_target(whose: Organization) -> None:
    enter(whose, {FIRST: "40", f"{SECOND}.target": "50"})
    ada = signed(person("ada", "UN", "officer"))
    page = ada.get(DUE)
    text = seen(page)
    assert "2 reports are due from you." in text
    assert "40 in 2026-Q1" in text
    assert "target 50" in text
    sent = ada.post(
        DUE, {**typed(page), f"{SECOND}|": "44", f"{SECOND}|sex=f": "20", f"{SECOND}|sex=m": "24", "then": "keep"}
    )
    assert sent.status_code == 302
    assert IndicatorValue.objects.filter(report__period__code="2026-Q2", stands=True, report__of="actual").count() == 3
    assert "3 values were kept." in seen(ada.get(DUE))
    assert "3 values were kept." not in seen(ada.get(DUE))


def test_what_has_values_is_submitted_and_is_due_no_more(whose: Organization) -> None:
    ada = signed(person("ada", "UN", "officer"))
    sent = ada.post(DUE, {**typed(ada.get(DUE)), f"{FIRST}|": "44", "then": "submit"})
    assert sent.status_code == 302
    assert IndicatorReport.objects.get(period__code="2026-Q1").state == "submitted"
    assert "1 report is due from you." in seen(ada.get(DUE))


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept_or_lost(whose: Organization) -> None:
    ada = signed(person("ada", "UN", "officer"))
    wrong = {f"{FIRST}|": "10", f"{FIRST}|sex=f": "many", f"{SECOND}|": "7", "then": "submit"}
    page = ada.post(DUE, {**typed(ada.get(DUE)), **wrong})
    assert page.status_code == 400
    content = page.content.decode()
    assert "is no number" in content.partition(f'data-remarks="{FIRST}|sex=f"')[2][:200]
    assert 'value="many"' in content
    assert 'value="7"' in content
    assert IndicatorValue.objects.count() == 0
    assert IndicatorReport.objects.count() == 0


def test_a_part_above_its_whole_and_a_jump_are_said_as_they_are_typed(whose: Organization) -> None:
    ReportingPeriod.objects.filter(code="2026").delete()
    indicator(whose, title="Others")
    for at, value in enumerate(("10", "11", "10", "12"), start=1):
        day = date(2025, 3 * at - 2, 1)
        ReportingPeriod.objects.create(
            organization=whose, code=f"2025-Q{at}", start=day, end=date(2025 + at // 4, (3 * at + 1) % 12, 1)
        )
        enter(whose, {f"{OWN}#2025-Q{at}": value})
    ada = signed(person("ada", "UN", "officer"))
    ReportingPeriod.objects.filter(code__startswith="2025").update(state="closed")
    form = typed(ada.get(DUE))
    said = ada.post(f"{DUE}/check", {**form, f"{FIRST}|": "90", f"{FIRST}|sex=f": "91"})
    remarks = json.loads(said.content)["remarks"]
    assert "more than the whole" in " ".join(remarks[f"{FIRST}|"])
    assert "It was 12 the period before" in " ".join(remarks[f"{FIRST}|"])
    assert IndicatorValue.objects.filter(report__period__code="2026-Q1").count() == 0


@pytest.mark.parametrize(
    ("before", "now", "jumps"),
    [
        ((10, 11, 10, 12), 90, True),
        ((10, 11, 10, 12), 13, False),
        ((10, 11), 900, False),
        ((5, 5, 5), 5, False),
        ((5, 5, 5), 9, True),
    ],
)
def test_a_jump_is_beyond_what_the_history_makes_likely(before: tuple[int, ...], now: int, jumps: bool) -> None:
    found = check_jump("here", [one * 10_000 for one in before], now * 10_000)
    assert [one.code for one in found] == (["MO-JUMP"] if jumps else [])


def test_nobody_enters_for_others(whose: Organization) -> None:
    stranger, reader = signed(person("stranger", "ITU", "officer")), signed(person("reader", "UN", "reader"))
    for address in (DUE, BOOK, f"{BOOK}.xlsx"):
        assert stranger.get(address).status_code == 404
    assert "Nothing is due from you now." in seen(reader.get(DUE))
    reader.post(DUE, {f"{FIRST}|": "1", "then": "keep"})
    refused = reader.post(BOOK, {"file": book([ValueRow(FIRST, "", "1")]), "take": "on"})
    assert refused.status_code == 403
    assert IndicatorValue.objects.count() == 0


def book(rows: list[ValueRow], name: str = "values.xlsx") -> SimpleUploadedFile:
    """A workbook as it would come back with these values typed into it."""
    made = {"report": "values report", "value": "value", "cell": "cell", "evidence": "evidence", "place": "place"}
    content = BytesIO()
    out = xlsxwriter.Workbook(content, {"in_memory": True})
    page = out.add_worksheet("Values")
    for at, code in enumerate(made):
        page.write_string(0, at, made[code])
        page.write_string(1, at, code.title())
        for number, row in enumerate(rows, start=2):
            page.write_string(number, at, str(getattr(row, code)))
    out.close()
    return SimpleUploadedFile(name, content.getvalue())


def sheet(*rows: tuple[Any, ...], merged: str = "", formula: str = "") -> bytes:
    """A workbook as people make them."""
    content = BytesIO()
    out = xlsxwriter.Workbook(content, {"in_memory": True})
    page = out.add_worksheet("Mine")
    for number, row in enumerate(rows):
        for at, value in enumerate(row):
            page.write(number, at, value)
    if merged:
        page.merge_range(merged, "All that we report", out.add_format())
    if formula:
        page.write_formula(formula, "=1+1", None, 2)
    out.close()
    return content.getvalue()


def read(*rows: tuple[Any, ...], **more: str) -> tuple[list[ReadRow], list[str]]:
    found = read_values_workbook(sheet(*rows, **more), "mine.xlsx", HEADINGS)
    return list(found.rows), [f"{one.code} {one.where}" for one in found.findings]


def test_columns_are_found_wherever_they_stand_below_titles_and_merged_heads() -> None:
    rows, findings = read(
        ("Our values of 2026",),
        ("", "", ""),
        ("Wert", "Anmerkung", "Zelle", "Bericht"),
        (4, "x", "sex=f", FIRST),
        merged="A2:D2",
    )
    assert rows == [ReadRow(FIRST, "sex=f", "", "4", "", "Mine!A4")]
    assert findings == []


def test_numbers_as_text_signs_and_formulas_are_read_as_they_stand_and_named_where_they_are_wrong() -> None:
    head = ("Bericht", "Wert")
    rows, findings = read(
        head, (FIRST, "1 200"), (SECOND, "N/A"), (FIRST, "50%"), (FIRST, 0.5), ("", 3), (FIRST, None), formula="B8"
    )
    assert [one.value for one in rows] == ["1 200", "N/A", "50%", "0.5"]
    assert findings == ["MO-ROW Mine!B6", "MO-FORMULA Mine!B8"]


@pytest.mark.parametrize("content", [b"", b"PK", b"<html></html>", sheet(("a", "b"), (1, 2))])
def test_what_is_no_workbook_with_values_is_said_in_one_line(content: bytes) -> None:
    found = read_values_workbook(content, "mine.xlsx", HEADINGS)
    assert [(one.code, one.where) for one in found.findings] == [("MO-WORKBOOK", "mine.xlsx")]
    assert found.rows == ()


def test_a_hundred_thousand_empty_rows_are_refused_before_room_is_made_for_them() -> None:
    content = sheet(("Bericht", "Wert"), *[()] * 99_999, (FIRST, 1))
    assert [one.code for one in read_values_workbook(content, "mine.xlsx", HEADINGS).findings] == ["MO-WORKBOOK"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["3", "~4", "n/a", "1/3", "007", "=1+1", "", "two words"]), st.sampled_from(["", "sex=f"])
        ),
        max_size=6,
    )
)
def test_a_workbook_that_comes_back_as_it_went_out_changes_nothing(values: list[tuple[str, str]]) -> None:
    rows = [ValueRow(f"UN/2026/10/I{at}#2026-Q1", cell, value) for at, (value, cell) in enumerate(values, start=1)]
    content = values_workbook(rows, {code: code for code in ValueRow.__slots__} | {"was": "was"}, "Values", WHEN)
    found = read_values_workbook(content, "mine.xlsx", HEADINGS)
    assert (found.rows, found.findings) == ((), ())
    assert (
        values_workbook(rows, {code: code for code in ValueRow.__slots__} | {"was": "was"}, "Values", WHEN) == content
    )


def test_a_workbook_is_taken_out_filled_looked_at_and_taken_in(whose: Organization) -> None:
    ada = signed(person("ada", "UN", "officer"))
    out = ada.get(f"{BOOK}.xlsx")
    assert out.status_code == 200
    with zipfile.ZipFile(BytesIO(out.content)) as packed:
        assert FIRST in packed.read("xl/sharedStrings.xml").decode()
    rows = [ValueRow(FIRST, "", "9"), ValueRow(FIRST, "sex=f", "4"), ValueRow(FIRST, "sex=m", "5", evidence="counted")]
    looked = ada.post(BOOK, {"file": book(rows)})
    assert "3 values would be new." in seen(looked)
    assert IndicatorValue.objects.count() == 0
    assert ada.post(BOOK, {"file": book(rows), "take": "on"}).status_code == 302
    assert set(IndicatorValue.objects.values_list("cell", "number", "evidence")) == {
        ("", 90_000, ""),
        ("sex=f", 40_000, ""),
        ("sex=m", 50_000, "counted"),
    }


def test_one_wrong_row_of_a_workbook_takes_nothing_in_and_names_its_cell(whose: Organization) -> None:
    ada = signed(person("ada", "UN", "officer"))
    rows = [
        ValueRow(FIRST, "", "9"),
        ValueRow(FIRST, "", "8"),
        ValueRow("ITU/2026/1/I1#2026-Q1", "", "1"),
        ValueRow(SECOND, "", "50%"),
    ]
    page = ada.post(BOOK, {"file": book(rows), "take": "on"})
    text = seen(page)
    assert page.status_code == 400
    for where, code in (
        ("Values!B4", "MO-VALUE-TWICE"),
        ("Values!B5", "MO-VALUE-SERIES"),
        ("Values!B6", "MO-VALUE-TEXT"),
    ):
        assert where in text
        assert code in text
    assert IndicatorValue.objects.count() == 0


def test_pages_ask_as_often_for_many_reports_as_for_few(whose: Organization, django_assert_num_queries: Any) -> None:
    ada = person("ada", "UN", "officer")
    sight = sight_of(ada)
    for count in (1, 12):
        for at in range(count):
            indicator(whose, title=f"Boats {count} {at}", dimensions=(SEX, AGE))
        with django_assert_num_queries(8):
            keys = due_keys(whose, ada, TODAY, seen_by=sight)
            assert len(due_reports(keys)) == len(keys)
