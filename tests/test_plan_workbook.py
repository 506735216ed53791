"""A plan as a workbook: what goes out comes back equal, and every damage is named with its sheet, row and column."""

import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan_sheets import sheet
from tests.store_records import fascicle
from throughline.engine.editing.nodes import nodes_of
from throughline.engine.editing.records import DELIVERABLE, PROGRAMME, RESULT, Node
from throughline.engine.editing.sheets import NOT_HERE, fits, is_as_it_went, node_of, sheets_of
from throughline.readers.plan_workbook import column_name, read_plan_workbook, text_of
from throughline.writers.plan_workbook import plan_workbook

NAMES = {"places": "Places", "results": "Results", "measures": "Measures", "deliverables": "Deliverables"}
MADE_FROM = {"plan": "UN/2026/10", "version": "1"}
HEADINGS = {"key": "Key", "context": "Of"}

ODD = st.sampled_from(
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "'quoted", "0012", "1e5", "12", "12.50", "12.5", "1,200", "TRUE", "#REF!x"),
        *(
            "2026-03-02",
            "\u0642\u0648\u0627\u0631\u0628 \u0661\u0662",
            "\u4e00\u8258\u8239",
            "a\nb\n\nc",
            "\tx",
            "_x0041_",
        ),
        *(
            "\x00",
            "\x0b",
            "\ud7ff\ue000",
            "\U0001f6a3" * 20_000,
            "x" * 32_767,
            "x" * 32_768,
            "http://x.example",
            "",
            " ",
        ),
        *("\u2013", "\u200f\u202e", "<b>&amp;</b>", "{=1}", "999999999999999999999", "0.1", "00", "1.", ".5", "-0"),
    ]
)
TEXTS = st.one_of(
    ODD, st.text(max_size=60), st.integers().map(str), st.decimals(allow_nan=False).map(str), st.dates().map(str)
)


def made(nodes: Mapping[str, Node], made_from: Mapping[str, str] = MADE_FROM) -> bytes:
    sheets = sheets_of(nodes)
    columns = {f"columns {one.kind}": " ".join(one.fields) for one in sheets}
    return plan_workbook(sheets, {**made_from, **columns}, NAMES, HEADINGS, datetime(2026, 3, 2))


@given(st.lists(TEXTS, min_size=9, max_size=9))
@settings(max_examples=60, deadline=None)
def test_what_goes_out_comes_back_equal(texts: list[str]) -> None:
    one, two, three, four, five, six, seven, eight, nine = texts
    nodes = {
        "": Node("", PROGRAMME, 0, one, {"title": one, "objective": two, "strategy": three, "expected": ""}),
        "R1": Node(
            "R1", RESULT, 0, four, {"title": four, "narrative": five, "M1/title": six, "M1/2026-planned": seven}
        ),
        "D-A.1": Node("D-A.1", DELIVERABLE, 0, nine, {"unit": eight, "2024-actual": nine}),
    }
    back = read_plan_workbook(made(nodes), "plan.xlsx")
    assert back.findings == ()
    assert back.made_from["plan"] == "UN/2026/10"
    assert {(cell.key, cell.field) for cell in back.cells if not is_as_it_went(cell, nodes)} == set()
    said = {node_of(cell.kind, cell.key, cell.field): cell.text for cell in back.cells}
    for node in nodes.values():
        for field, text in node.fields.items():
            assert said[node.node, field] == (text if fits(text) else NOT_HERE), (node.node, field)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert made(nodes_of(fascicle())) == made(nodes_of(fascicle()))


def test_a_plan_goes_out_in_four_sheets_with_codes_headings_and_keys() -> None:
    nodes = nodes_of(fascicle(rows=2))
    back = read_plan_workbook(made(nodes), "plan.xlsx")
    assert back.findings == ()
    assert {cell.sheet for cell in back.cells} == set(NAMES.values())
    measure = [(cell.row, cell.column, cell.field, cell.text) for cell in back.cells if cell.kind == "measures"]
    assert measure == [
        (3, "C", "title", "Boats afloat"),
        (3, "D", "unit", "boats"),
        (3, "E", "2023-actual", ""),
        (3, "F", "2024-actual", "12 boats"),
        (3, "G", "2025-planned", ""),
        (3, "H", "2026-planned", "more boats"),
    ]
    with zipfile.ZipFile(BytesIO(made(nodes))) as book:
        first = book.read("xl/worksheets/sheet3.xml").decode()
        assert "<sheetProtection" in first
        assert "<dataValidation" in first
        assert b'state="veryHidden"' in book.read("xl/workbook.xml")


CODES = ["key results", "", "title", "narrative"]


@pytest.mark.parametrize(
    ("rows", "code", "where"),
    [
        ([["SP1/R2", "", "=1+1", ""]], "PL-FORMULA", "Results!C3"),
        ([["SP1/R2", "", "x", ""], ["SP1/R2", "", "y", ""]], "PL-TWICE", "Results!A4"),
        ([["", "", "new", ""]], "PL-NO-NODE", "Results!A3"),
    ],
)
def test_what_is_wrong_is_named_with_its_cell(rows: list[list[str]], code: str, where: str) -> None:
    back = read_plan_workbook(sheet([CODES, CODES, *rows]), "x.xlsx")
    assert [(one.code, one.where) for one in back.findings if one.severity == "error"] == [(code, where)]


def test_a_renamed_sheet_is_known_and_what_is_missing_is_said() -> None:
    hidden = {"plan": "UN/2026/10", "columns results": "title narrative unit"}
    back = read_plan_workbook(sheet([CODES, CODES, ["SP1/R2", "", "x", "y"]], "Anything", hidden), "x.xlsx")
    assert [(cell.sheet, cell.field, cell.text) for cell in back.cells] == [
        ("Anything", "title", "x"),
        ("Anything", "narrative", "y"),
    ]
    assert [(one.code, one.where) for one in back.findings] == [
        ("PL-COLUMN", "Anything"),
        ("PL-SHEET", "places"),
        ("PL-SHEET", "measures"),
        ("PL-SHEET", "deliverables"),
    ]


def test_what_is_no_workbook_is_said_and_nothing_raises() -> None:
    whole = made(nodes_of(fascicle()))
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 300_000_000)
    empty = BytesIO()
    zipfile.ZipFile(empty, "w").close()
    for data, code in (
        (b"", "DOC-TRUNCATED"),
        (b"no zip", "DOC-TRUNCATED"),
        (whole[: len(whole) // 2], "DOC-TRUNCATED"),
        (bomb.getvalue(), "DOC-BOMB"),
        (empty.getvalue(), "PL-WORKBOOK"),
        (sheet([["a"]], hidden={}), "PL-WORKBOOK"),
        (b"PK" + b"\0" * 20_000_001, "PL-WORKBOOK"),
    ):
        back = read_plan_workbook(data, "x.xlsx")
        assert ([one.code for one in back.findings], back.cells) == ([code], ())


def altered(data: bytes, part: str, before: bytes, after: bytes) -> bytes:
    """The workbook with a stretch of one of its parts in the place of another."""
    again = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as book, zipfile.ZipFile(again, "w") as packed:
        for name in book.namelist():
            content = book.read(name)
            if name == part:
                assert before in content
                content = content.replace(before, after)
            packed.writestr(name, content)
    return again.getvalue()


@pytest.mark.parametrize("place", ["XFD1048576", "Z100000", "AAA3", "A99999999", "x"])
def test_a_cell_far_beyond_the_plan_is_refused_before_room_is_made_for_it(place: str) -> None:
    cell = f'<row r="9"><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'.encode()
    far = altered(made(nodes_of(fascicle())), "xl/worksheets/sheet1.xml", b"</sheetData>", cell)
    back = read_plan_workbook(far, "x.xlsx")
    assert ([one.code for one in back.findings], back.cells) == (["PL-WORKBOOK"], ())
    assert place in str(back.findings[0].message)


def test_a_formula_is_known_by_whatever_prefix() -> None:
    whole = sheet([CODES, CODES, ["SP1/R2", "", 7, ""]])
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    formula = b'<x:f xmlns:x="' + main + b'">1+1</x:f><v>7</v>'
    back = read_plan_workbook(altered(whole, "xl/worksheets/sheet1.xml", b"<v>7</v>", formula), "x.xlsx")
    assert [(one.code, one.where) for one in back.findings if one.severity == "error"] == [("PL-FORMULA", "Results!C3")]


@given(st.binary(max_size=200), st.integers(0, 4000))
@settings(max_examples=60, deadline=None)
def test_a_damaged_workbook_never_raises(noise: bytes, at: int) -> None:
    whole = made(nodes_of(fascicle()))
    read_plan_workbook(whole[:at] + noise + whole[at + len(noise) :], "x.xlsx")


def test_numbers_days_and_columns_as_texts() -> None:
    values = (7.0, 12.5, 1e20, 0.1, True, date(2026, 3, 2), datetime(2026, 3, 2), datetime(2026, 3, 2, 4, 5), "x", "")
    assert [text_of(one) for one in values] == [
        *(
            "7",
            "12.5",
            "100000000000000000000",
            "0.1",
            "TRUE",
            "2026-03-02",
            "2026-03-02",
            "2026-03-02 04:05:00",
            "x",
            "",
        )
    ]
    assert [column_name(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
