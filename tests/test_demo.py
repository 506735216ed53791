"""The demo's documents are what their sources say, and the readers find in them what demo/README.md promises."""

import re
from datetime import date
from decimal import Decimal

import pytest

from demo.build import HERE, built
from demo.markup import Grid, Paper, Text, parse
from throughline.engine.budgeting.records import Fascicle
from throughline.engine.findings import Severity
from throughline.engine.mandates.records import Document
from throughline.engine.unread import Unread
from throughline.readers.document import read_file
from throughline.readers.document.records import View
from throughline.readers.files import Parsed, read_any
from throughline.store.people import operator
from throughline.store.reporting.checks import check_record
from throughline.store.reporting.reads import standing_findings
from throughline.store.rights import EVERYTHING
from throughline.store.taking_in import take_in

SOURCES = HERE / "source"


def waits(form: str) -> pytest.MarkDecorator:
    """A form that real documents have and the readers do not know yet; the mark goes when they do."""
    return pytest.mark.xfail(reason=form, strict=False)


def paper(name: str) -> Paper:
    return parse((SOURCES / f"{name}.md").read_text(encoding="utf-8"))


def test_building_again_gives_the_bytes_that_are_committed() -> None:
    files = (path for ending in ("docx", "xlsx") for path in HERE.glob(f"*.{ending}"))
    assert {path.name: path.read_bytes() for path in files} == built()


def tables(of: Paper) -> dict[str, Grid]:
    """Tables by number as printed; the second part of a table with two is "3.14 (2)"."""
    number, part = "", ""
    found: dict[str, Grid] = {}
    for block in of.blocks:
        if isinstance(block, Text):
            if printed := re.fullmatch(r"Table (\d+\.\d+)", block.text):
                number, part = printed.group(1), ""
            elif block.style == "H4" and (printed := re.match(r"\(\d\)", block.text)):
                part = f" {printed.group()}"
            elif block.style.startswith("H") and number and part and not block.text.startswith("Overall"):
                number = part = ""
        elif isinstance(block, Grid) and number:
            found.setdefault(number + part, block)
    return found


def amount(printed: str) -> Decimal | None:
    digits = printed.replace(" ", "").replace(",", "")
    if digits in ("‒", "–"):
        return Decimal(0)
    if found := re.fullmatch(r"\((\d+(?:\.\d+)?)\)", digits):
        return -Decimal(found.group(1))
    return Decimal(digits) if re.fullmatch(r"\d+(?:\.\d+)?", digits) else None


def column_sums(grid: Grid, percentage: int | None) -> list[tuple[str, int, Decimal, Decimal]]:
    """Printed totals that are not the sum of the lines above them: (row, column, printed, sum)."""
    wrong = []
    width = len(grid.rows[-1])
    for column in range(1, width):
        if column == percentage:
            continue
        lines: list[Decimal] = []
        section: list[Decimal] = []
        for row in grid.rows[grid.heads :]:
            value = amount(row[column]) if column < len(row) else None
            label = row[0]
            if label.startswith(("Financial resources", "Post resources")):
                lines, section = [], []
            elif value is None:
                section = []
            elif label.startswith("Total (1+2)"):
                continue
            elif label.startswith(("Subtotal, 1", "Subtotal, 2", "Total")):
                if value != sum(lines):
                    wrong.append((label, column, value, sum(lines, Decimal(0))))
            elif label.startswith("Subtotal"):
                if value != sum(section):
                    wrong.append((label, column, value, sum(section, Decimal(0))))
            else:
                lines.append(value)
                section.append(value)
    return wrong


RESOURCES = [
    *("3.11", "3.13", "3.14 (1)", "3.14 (2)", "3.15 (1)", "3.15 (2)", "3.16"),
    *("3.18", "3.19", "3.20", "3.21", "3.22"),
]


def test_every_sum_of_the_budget_is_right_but_one() -> None:
    fascicle = tables(paper("HWU_CM_13_6_Sect_3"))
    wrong = {}
    for number in RESOURCES:
        head = fascicle[number].rows[fascicle[number].heads - 1]
        percentage = head.index("Percentage") if "Percentage" in head else None
        if found := column_sums(fascicle[number], percentage):
            wrong[number] = found
    assert wrong == {"3.14 (2)": [("Subtotal, B", 1, Decimal("1808.8"), Decimal("1818.8"))]}


def test_every_row_of_changes_leads_from_the_approved_budget_to_the_estimate() -> None:
    fascicle = tables(paper("HWU_CM_13_6_Sect_3"))
    rows = 0
    for number in RESOURCES:
        grid = fascicle[number]
        head = grid.rows[grid.heads - 1]
        if "Technical adjustments" not in head:
            continue
        start = head.index("2025 approved")
        for row in grid.rows[grid.heads :]:
            values = [amount(cell) for cell in row]
            if len(row) != len(head) or values[start] is None:
                continue
            approved, technical, new, other, total = (values[at] or Decimal(0) for at in range(start, start + 5))
            estimate = values[-1]
            assert technical + new + other == total, (number, row)
            assert approved + total == estimate, (number, row)
            if "Percentage" in head:
                share = (total * 100 / approved).quantize(Decimal("0.1"))
                assert abs(share - (values[-2] or Decimal(0))) <= Decimal("0.1"), (number, row)
            rows += 1
    assert rows == 71


def test_every_subcategory_of_deliverables_is_the_sum_of_its_items() -> None:
    fascicle = tables(paper("HWU_CM_13_6_Sect_3"))
    checked = 0
    for number in ("3.1", "3.4", "3.7", "3.10"):
        stated: list[Decimal] | None = None
        added = [Decimal(0)] * 4
        for row in (*fascicle[number].rows[1:], ("A. End", "", "", "", "")):
            values = [amount(cell) for cell in row[1:]]
            is_item = re.match(r"\d+\. ", row[0])
            if is_item:
                added = [total + (value or Decimal(0)) for total, value in zip(added, values, strict=True)]
            elif stated is not None:
                assert added == stated, (number, row)
                checked += 1
                stated = None
            if not is_item and "(number of" in row[0]:
                stated, added = [value or Decimal(0) for value in values], [Decimal(0)] * 4
    assert checked == 9


def read(name: str) -> Parsed:
    return read_any(HERE / name)


def resolution(name: str) -> Document:
    parsed = read(name)
    assert isinstance(parsed, Document)
    return parsed


@pytest.fixture(scope="module")
def fascicle() -> Fascicle:
    parsed = read("HWU_CM_13_6_Sect_3.docx")
    assert isinstance(parsed, Fascicle)
    return parsed


def acts(document: Document) -> list[tuple[str, str, str, str | None, str | None]]:
    """Number of the paragraph, verb, addressees, kind and last day of the deadline of every act, in order."""
    return [
        (
            paragraph.number or "",
            act.verb,
            ", ".join(one.name for one in act.addressees),
            act.deadline.kind if act.deadline else None,
            act.deadline.latest if act.deadline else None,
        )
        for paragraph in document.paragraphs
        for act in paragraph.acts
    ]


RESOLUTION_12_4 = [
    ("1", "take note", "", None, None),
    ("2", "welcome", "", None, None),
    ("2", "encourage", "Member States", "date", "2026-10-31"),
    ("3", "recall", "", None, None),
    ("3", "regret", "", None, None),
    ("3", "request", "Secretary-General", "date", "2026-12-31"),
    ("(a)", "request", "Secretary-General", "date", "2026-06-30"),
    ("(b)", "request", "Secretary-General", None, None),
    ("(c)", "request", "Secretary-General", "session", None),
    ("5", "request", "Secretary-General", "recurring", None),
    ("5", "invite", "Member States", "recurring", None),
    ("6", "urge", "Member States", None, None),
    ("6", "call upon", "Development partners", None, None),
    ("7", "decide", "Director of the Observation Bureau", None, None),
    ("1", "endorse", "", None, None),
    ("2", "invite", "Standards Assembly", "session", "2025-12-31"),
    ("3", "stress", "", None, None),
    ("3", "request", "Secretary-General", "session", None),
    ("4", "encourage", "Makers of instruments, Research institutes", None, None),
    ("1", "approve", "", None, None),
    ("2", "request", "Secretary-General", "next report", None),
    ("3", "request", "Secretary-General", "session", "2027-09-06"),
    ("4", "decide", "", "session", None),
]


def test_a_resolution_in_general_assembly_style_yields_all_its_acts() -> None:
    document = resolution("HWU_CM_RES_12_4.docx")
    assert (document.kind, document.masthead.symbol) == ("resolution", "HWU/CM/RES/12/4")
    assert document.masthead.title == "Snow and ice observation in the highlands"
    assert (document.masthead.adopted, document.masthead.session) == ("2024-11-14", "Twelfth session")
    assert [one[:3] for one in acts(document)] == [one[:3] for one in RESOLUTION_12_4]
    assert document.unclaimed == ()


def test_a_deadline_is_what_binds_the_addressee() -> None:
    assert acts(resolution("HWU_CM_RES_12_4.docx")) == RESOLUTION_12_4


def test_a_citation_reaches_the_paragraph_through_a_note_too() -> None:
    document = resolution("HWU_CM_RES_12_4.docx")
    cited = {(one.symbol, one.part, one.via_note) for paragraph in document.paragraphs for one in paragraph.citations}
    assert cited >= {
        ("HWU/CM/RES/11/3", "paragraph 6", None),
        ("HWU/CM/RES/11/3", "paragraph 9", None),
        ("HWU/EC/DEC/8/5", None, None),
        ("HWU/CM/12/8", None, "1"),
        ("HWU/CM/12/5", "paragraphs 11 to 14", "2"),
        ("Resolution 7 (Rev. Tarn Bridge, 2021)", None, None),
    }


def test_numbers_that_start_again_in_sections_have_the_section_in_their_address() -> None:
    numbered = [one.id for one in resolution("HWU_CM_RES_12_4.docx").paragraphs if one.kind == "operative"]
    sections = [f"I.{n}" for n in ("1", "2", "3", "4", "4(a)", "4(b)", "4(c)", "5", "6", "7")]
    sections += [f"II.{n}" for n in range(1, 5)] + [f"III.{n}" for n in range(1, 5)]
    assert numbered == [f"HWU/CM/RES/12/4#{one}" for one in sections]


def test_the_predecessor_is_of_the_same_series() -> None:
    earlier, later = (resolution(name).masthead for name in ("HWU_CM_RES_11_3.txt", "HWU_CM_RES_12_4.docx"))
    assert (earlier.symbol, earlier.title) == ("HWU/CM/RES/11/3", later.title)


def test_keywords_of_the_itu_style_carry_verb_and_addressee() -> None:
    document = resolution("HWU_SA_Resolution_7_Tarn_Bridge_2021.txt")
    assert document.masthead.symbol == "Resolution 7 (Rev. Tarn Bridge, 2021)"
    asked = [(one[0], one[1], one[2]) for one in acts(document) if one[2]]
    assert asked == [
        *((str(n), "instruct", "Director of the Standards Bureau") for n in (1, 2, 3)),
        *((str(n), "instruct", "Secretary-General") for n in (1, 2)),
        *((str(n), "invite", "Member States") for n in (1, 2)),
    ]


@pytest.mark.parametrize(
    ("view", "title", "sites"),
    [(View.ADOPTED, "(Rev. Tarn Bridge, 2021)", "three"), (View.PROPOSED, "(Rev. Vallorne, 2025)", "five")],
)
def test_a_draft_in_tracked_changes_reads_as_before_and_as_proposed(view: View, title: str, sites: str) -> None:
    source = read_file(HERE / "HWU_SA_14_Resolution_7_draft_revision.docx", view=view)
    assert source.tracked
    assert title.upper() in source.text
    assert f"at no fewer than {sites} sites every winter" in source.text


def test_the_draft_before_its_changes_is_the_resolution_as_adopted() -> None:
    draft = read_file(HERE / "HWU_SA_14_Resolution_7_draft_revision.docx", view=View.ADOPTED)
    adopted = read_file(HERE / "HWU_SA_Resolution_7_Tarn_Bridge_2021.txt")
    body = [line.text for line in draft.lines if line.part == "body" and line.text.strip()]
    assert body == [line.text for line in adopted.lines if line.text.strip()]


def test_a_resolution_in_health_assembly_style_inherits_verb_and_addressee() -> None:
    document = resolution("HWU_EC_RES_8_2.txt")
    assert acts(document) == [
        *((f"({n})", "urge", "Member States", None, None) for n in (1, 2, 3)),
        ("2", "invite", "Development banks, Donors", None, None),
        ("(1)", "request", "Secretary-General", "date", "2026-09-30"),
        ("(2)", "request", "Secretary-General", None, None),
        ("(3)", "request", "Secretary-General", "session", None),
    ]


def test_the_council_prints_its_symbol_before_the_title() -> None:
    masthead = resolution("HWU_EC_RES_8_2.txt").masthead
    assert (masthead.symbol, masthead.title) == ("HWU/EC/RES/8/2", "Loan of gauges to river communities")


def test_a_decision_is_told_from_a_resolution() -> None:
    document = resolution("HWU_EC_DEC_8_5.txt")
    assert [one[1:3] for one in acts(document)] == [
        ("decide", ""),
        ("request", "Director of the Bureau of Services to Members"),
        ("request", "Secretary-General"),
    ]
    assert (document.kind, document.masthead.symbol) == ("decision", "HWU/EC/DEC/8/5")


def test_a_report_asks_nothing_and_cites_mandates() -> None:
    document = resolution("HWU_CM_13_9.docx")
    assert (document.kind, acts(document)) == ("report", [])
    head = document.masthead
    assert (head.symbol, head.title, head.agenda_item) == (
        *("HWU/CM/13/9", "Comparability of instruments and state of the network"),
        "Item 7 of the provisional agenda",
    )
    assert {one.citation.symbol for one in document.mentions} == {
        *("HWU/CM/RES/12/4", "HWU/CM/RES/11/3", "HWU/EC/DEC/8/5", "Resolution 7 (Rev. Tarn Bridge, 2021)")
    }
    assert set(document.references) >= {"HWU/SA-25/14", "HWU/CM/12/8", "HWU/CM/12/5", "HWU/SB/INF/17"}


def test_the_fascicle_has_its_head(fascicle: Fascicle) -> None:
    head = (fascicle.section, fascicle.part, fascicle.budget_year, fascicle.title, fascicle.currency, fascicle.unit)
    assert head == ("3", "II", 2026, "Snow, ice and rivers", "USD", 1000)
    assert [(one.place, one.title) for one in fascicle.subprogrammes] == [
        ("SP1", "Observation network"),
        ("SP2", "Standards and instruments"),
        ("SP3", "Services to Members"),
    ]
    assert fascicle.unclaimed == ()


def test_the_fascicle_has_a_symbol_of_its_own_organization(fascicle: Fascicle) -> None:
    assert fascicle.symbol == "HWU/CM/13/6 (Sect. 3)"


def test_the_fascicle_lists_its_mandates(fascicle: Fascicle) -> None:
    assert [(one.place, one.symbol) for one in fascicle.mandates] == [
        ("", "HWU/CM/RES/1/2"),
        ("", "HWU/CM/RES/12/4"),
        ("", "A/RES/70/1"),
        ("SP1", "HWU/CM/RES/9/1"),
        ("SP1", "HWU/CM/RES/10/2"),
        ("SP1", "HWU/CM/RES/11/3"),
        ("SP2", "Resolution 7 (Rev. Tarn Bridge, 2021)"),
        ("SP3", "HWU/CM/RES/10/6"),
        ("SP3", "HWU/EC/DEC/8/5"),
    ]


def test_the_fascicle_has_its_results_with_measures_drawn_and_printed(fascicle: Fascicle) -> None:
    values = {
        measure.result: [int(one.value) if one.value is not None else one.text[:1] for one in measure.values]
        for measure in fascicle.measures
    }
    assert [one.key for one in fascicle.results] == [
        *("SP1/PERF", "SP1/R1", "SP1/R2", "SP2/PERF", "SP2/R1", "SP2/R2", "SP3/PERF", "SP3/R1")
    ]
    assert values == {
        "SP1/PERF": [2, 5, 16],
        "SP1/R1": [58, 66, 71, 76, 80],
        "SP1/R2": ["–", "–", "2", "5", "8"],
        "SP2/PERF": ["E", "M", "M"],
        "SP2/R1": [11, 17, 23, 29, 34],
        "SP3/PERF": [4, 19, 31],
        "SP3/R1": ["–", 3, 9, 14, 20],
    }


def test_the_fascicle_has_its_deliverables_and_its_look_back(fascicle: Fascicle) -> None:
    items = [one for one in fascicle.deliverables if one.kind == "item"]
    assert {place: sum(one.place == place for one in items) for place in ("", "SP1", "SP2", "SP3")} == {
        "": 2,
        "SP1": 8,
        "SP2": 5,
        "SP3": 2,
    }
    assert [one.title for one in items if one.quantities[0].value != one.quantities[1].value] == [
        *("Training of observers in the valleys", "Atlas of unobserved valleys")
    ]
    assert len(fascicle.evaluations) == len(fascicle.lessons) == len(fascicle.compliance) == 2
    assert [(one.symbol, one.paragraph) for one in fascicle.oversight] == [
        ("HWU/CM/12/5", "para. 11"),
        ("HWU/CM/12/5", "para. 13"),
        ("HWU/CM/12/7", "para. 6"),
    ]


def test_a_cross_cutting_table_keeps_its_number(fascicle: Fascicle) -> None:
    assert {one.table for one in fascicle.deliverables} == {"3.1", "3.4", "3.7", "3.10"}


def test_every_figure_of_the_resource_tables_is_read(fascicle: Fascicle) -> None:
    """Money and posts, cell by cell: what is printed in the source is what the reader has."""
    printed: dict[str, list[str]] = {}
    for number, grid in tables(paper("HWU_CM_13_6_Sect_3")).items():
        if number in RESOURCES:
            cells = [cell for row in grid.rows[grid.heads :] for cell in row[1:] if cell not in ("", "<")]
            printed[number.partition(" ")[0]] = sorted([*printed.get(number.partition(" ")[0], []), *cells])
    read_cells: dict[str, list[str]] = {}
    figures = [(one.cell.table, one.printed) for one in fascicle.resources]
    figures += [(one.cell.table, one.printed) for one in fascicle.posts]
    for table, cell in figures:
        if table in printed:
            read_cells.setdefault(table, []).append(cell)
    assert {table: sorted(cells) for table, cells in read_cells.items()} == printed


@pytest.mark.django_db
def test_the_record_of_the_demo_has_the_findings_of_its_readme_and_no_error_besides() -> None:
    for path in sorted(path for path in HERE.glob("HWU_*") if path.suffix != ".xlsx"):
        parsed = read_any(path)
        assert not isinstance(parsed, Unread)
        take_in(records=parsed, by=operator(), reader="test", organization="HWU")
    check_record(today=date(2025, 12, 1))
    found = standing_findings(seen_by=EVERYTHING)
    wrong = {one.finding.code for one in found if one.finding.severity is Severity.ERROR}
    assert wrong == {"PB-SUM", "PB-DIFF"}
    named = {one.finding.code: (one.address, one.finding.figures) for one in found if one.finding.code in ONE_OF_EACH}
    assert named == ONE_OF_EACH
    assert {one.address.split("#")[0] for one in found if one.finding.code == "MN-NO-ANSWER"} >= {"HWU/EC/RES/8/2"}
    assert not [one for one in found if one.finding.code in ("RS-NO-SYMBOL", "RS-NUMBER")]


ONE_OF_EACH = {
    "MN-SUPERSEDED": ("HWU/2026/3/SP1", ("HWU/CM/RES/11/3", "HWU/CM/RES/12/4")),
    "MO-TARGET-MISSED": ("HWU/2026/3/SP1/R1", ()),
    "MO-NOT-DELIVERED": ("HWU/2026/3/SP1/D-B.8", ("1", "0")),
    "MO-NO-MEASURE": ("HWU/2026/3/SP2/R2", ()),
}
