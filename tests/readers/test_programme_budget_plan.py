"""The plan part of a fascicle: its outline, mandates, objectives, results, measures, deliverables, annexes."""

import time
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.engine.budgeting.numbers import number_of
from throughline.engine.budgeting.records import Fascicle
from throughline.readers.document import Line, SourceText
from throughline.readers.document.records import Chart, Emphasis, Table, TableCell
from throughline.readers.programme_budget import is_programme_budget, outline_of, read_programme_budget
from throughline.readers.programme_budget.mandates import symbol_of
from throughline.writers.fascicle_json import fascicle_json

SHARED = Path(__file__).resolve().parents[2] / "../shared"
HEADS = ("2022 (actual)", "2023 (actual)", "2024 (actual)", "2025 (planned)", "2026 (planned)")
QUANTITIES = ("Category and subcategory", "2024 planned", "2024 actual", "2025 planned", "2026 planned")


class Paper:
    """A source text written line by line and table by table."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.lines: list[Line] = []
        self.tables: list[Table] = []
        self.charts: list[Chart] = []

    def put(self, text: str) -> int:
        self.parts.append(text)
        self.size += len(text)
        return self.size - len(text)

    def line(self, text: str, *, bold: bool = False, label: str = "", raised: str = "", part: str = "body") -> None:
        start = self.put(text + "\n")
        emphasis = (Emphasis(0, len(text), "bold"),) if bold else ()
        if raised:
            at = text.rindex(raised)
            emphasis = (*emphasis, Emphasis(at, at + len(raised), "superscript"))
        self.lines.append(Line(text, start, start + len(text), part=part, label=label, emphasis=emphasis))

    def heads(self, *texts: str) -> None:
        for text in texts:
            self.line(text, bold=True)

    def table(self, *rows: tuple[str, ...], part: str = "cell") -> None:
        index, start, after = len(self.tables), self.size, len(self.lines) - 1
        cells = []
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                at = self.size
                for words in text.split("\n"):
                    begin = self.put(words + "\n")
                    if words:
                        end = begin + len(words)
                        self.lines.append(Line(words, begin, end, part=part, table=index, row=row, column=column))
                cells.append(TableCell(text, row, column, 1, 1, at, at + len(text)))
        width = max((len(row) for row in rows), default=0)
        self.tables.append(Table(index, len(rows), width, tuple(cells), start, self.size, after))

    def chart(self, *series: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
        self.charts.append(Chart("", series, len(self.lines) - 1))

    def source(self) -> SourceText:
        tables = tuple(self.tables)
        text = "".join(self.parts)
        return SourceText("paper.docx", "0" * 64, "docx", text, tuple(self.lines), tables, tuple(self.charts))


def masthead(paper: Paper) -> None:
    paper.line("A/80/6 (Sect. 40)", part="header")
    paper.heads("Proposed programme budget for 2026", "Part XV", "Lakes and rivers", "Section 40", "Fresh water")
    paper.heads("Programme 41", "Care of fresh water", "Contents")
    paper.table(("Subprogramme 1. Lakes", "3"), ("Subprogramme 2. Rivers", "5"))
    paper.heads("A.\tProposed programme plan for 2026 and programme performance in 2024", "Overall orientation")


def mandates(paper: Paper) -> None:
    paper.heads("Legislative mandates")
    paper.line("40.4\tThe list below provides all mandates entrusted to the programme.")
    paper.line("General Assembly resolutions")
    paper.table(("70/1; 71/2", "Water for all"), ("72/266 B, para. 4", "Shores"), ("Decision 73/501", "Sources"))
    paper.heads("Subprogramme 1", "Lakes")
    paper.line("Economic and Social Council resolutions")
    paper.table(("2023/29\n2024/18", "Still waters"), ("1988 (LX)", "Deep waters"))
    paper.line("Conventions")
    paper.line("•\tConvention on Quiet Lakes of 1999")
    paper.heads("Deliverables")
    paper.line("40.5\tTable 40.1 lists all cross-cutting deliverables.")
    paper.heads("Table 40.1", "Cross-cutting deliverables for the period 2024–2026, by category and subcategory")
    paper.table(
        QUANTITIES,
        ("A. Facilitation of the intergovernmental process and expert bodies", "", "", "", ""),
        ("Parliamentary documentation (number of documents)", "3", "3", "3", "4"),
        ("1. Report on lakes", "1", "1", "1", "1"),
        ("2. Report on rivers", "2", "2", "2", "2"),
    )
    paper.heads("Evaluation activities")
    paper.line("40.6\tThe following evaluations are planned for 2026:")
    paper.line("(a)\tAn evaluation of bridges.")


def lakes(paper: Paper) -> None:
    paper.heads("Programme of work", "Subprogramme 1", "Lakes", "Objective")
    paper.line("40.7\tThe objective, to which this subprogramme contributes, is clear water.")
    paper.heads("Strategy")
    paper.line("40.8\tTo contribute to the objective, the subprogramme will:")
    paper.line("(a)\tClean shores;")
    paper.line("40.9\tThe above-mentioned work is expected to result in:")
    paper.line("(a)\tCleaner lakes.")
    paper.heads("Programme performance in 2024", "Clear water in three lakes")
    paper.line("40.10\tThree lakes were cleaned.")
    paper.line("40.11\tProgress towards the objective is presented below (see figure 40.I).")
    paper.heads("Figure 40.I", "Performance measure: number of clean lakes (cumulative)")
    paper.chart(("Column1", ("2022 \n(actual)", "2023\n(actual)", "2024 \n(actual)"), ("0", "1", "3")))
    paper.heads("Planned results for 2026", "Result 1: boats without noise")
    paper.heads("Programme performance in 2024 and target for 2026")
    paper.line("40.12\tThe work contributed to seven silent boats, which did not meet the planned target of nine.")
    paper.heads("Figure 40.II", "Performance measure: silent boats", "(Percentage)")
    years = ("2022", "2023", "2024", "2025", "2026")
    paper.chart(("Planned", years, ("0", "0", "9", "11", "13")), ("Actual", years, ("5", "0", "7", "0", "0")))
    paper.heads("Result 2: fish in all lakes", "Proposed programme plan for 2026")
    paper.line("40.13\tFish came back.")
    paper.heads("Lessons learned and planned change")
    paper.line("40.14\tThe lesson for the subprogramme was patience.")
    paper.line("40.15\tExpected progress towards the objective is presented below (see table 40.2).")
    paper.heads("Table 40.2", "Performance measure")
    paper.table(HEADS, ("–", "Some fish", "75 per cent", "80 per cent", "90 per cent"), ("", "", "", "and frogs", ""))


def rest(paper: Paper) -> None:
    paper.heads("Deliverables", "Table 40.3", "Subprogramme 1: deliverables for the period 2024–2026")
    paper.table(
        QUANTITIES,
        ("B. Generation and transfer of knowledge", "", "", "", ""),
        ("Publications (number of publications)", "12 700", "3", "–", ""),
        ("Meetings of:", "", "", "", ""),
        ("1. The group on shores", "12 700", "2", "–", "many"),
        ("C. Substantive deliverables", "", "", "", ""),
        ("Consultation, advice and advocacy: advice to fishers.",),
    )
    paper.heads("Subprogramme 2", "Rivers", "Strategy")
    paper.line("40.16\tTo contribute, the subprogramme will build bridges.")
    paper.heads("Planned results for 2026", "Result 1: bridges for all")
    paper.line("40.17\tBridges are built.")
    paper.heads("B.\tProposed post and non-post resource requirements for 2026", "Overview")
    paper.line("40.18\tThe proposed resources amount to little.")
    paper.heads("Table 40.4", "Overall: evolution of financial resources by source of funding")
    paper.line("(Thousands of United States dollars)")
    paper.line("(1) Regular budget")
    paper.table(("Component", "2024 expenditure", "2026 estimate"), ("Posts", "1.0", "2.0"), ("Total", "1.0", "2.0"))
    paper.line("(2) Extrabudgetary")
    paper.table(("Component", "2024 expenditure", "2026 estimate"), ("Posts", "1.0", "2.0"), ("Total", "1.0", "2.0"))
    paper.heads("Executive direction and management", "Table 40.5", "Compliance rate", "(Percentage)")
    paper.table(("", "2022 actual", "2025 planned"), ("Timely submission of documentation", "n/a", "100"))
    paper.heads("Subprogramme 1", "Lakes")
    paper.line("40.19\tThe resources for lakes are modest.")
    paper.heads("Annex I", "Summary of follow-up action taken to implement relevant recommendations")
    paper.table(
        ("Brief description of the recommendation", "Action taken to implement the recommendation"),
        ("Board of Water Auditors (A/79/5 (Vol. I))", ""),
        ("The Board recommends buckets (para. 12).", "Buckets were bought."),
    )


@pytest.fixture(scope="module")
def source() -> SourceText:
    paper = Paper()
    for part in (masthead, mandates, lakes, rest):
        part(paper)
    return paper.source()


@pytest.fixture(scope="module")
def fascicle(source: SourceText) -> Fascicle:
    return read_programme_budget(source)


def test_the_first_page_says_what_the_document_is(fascicle: Fascicle) -> None:
    head = (fascicle.symbol, fascicle.section, fascicle.part, fascicle.budget_year, fascicle.title)
    assert head == ("A/80/6 (Sect. 40)", "40", "XV", 2026, "Fresh water")
    assert (fascicle.currency, fascicle.unit) == ("USD", 1000)
    assert [(one.place, one.code, one.title) for one in fascicle.programmes] == [("", "41", "Care of fresh water")]


def test_a_fascicle_is_known_as_one_and_a_letter_is_not(source: SourceText) -> None:
    letter = Paper()
    letter.line("Dear Sir,")
    letter.line("I read about the proposed programme budget for 2026 with pleasure.")
    assert is_programme_budget(source) == 1.0
    assert is_programme_budget(letter.source()) == 0.0


def test_subprogrammes_have_their_texts(fascicle: Fascicle) -> None:
    lakes_, rivers = fascicle.subprogrammes
    assert (lakes_.place, lakes_.code, lakes_.title) == ("SP1", "SP1", "Lakes")
    assert lakes_.objective == "The objective, to which this subprogramme contributes, is clear water."
    assert lakes_.strategy == "To contribute to the objective, the subprogramme will:\n(a) Clean shores;"
    assert lakes_.expected == "The above-mentioned work is expected to result in:\n(a) Cleaner lakes."
    assert lakes_.paragraphs == ("40.7", "40.8", "40.9")
    assert (rivers.place, rivers.title, rivers.objective) == ("SP2", "Rivers", None)


def test_each_symbol_is_one_mandate_with_its_body_and_place(fascicle: Fascicle) -> None:
    listed = [(one.place, one.symbol, one.paragraph, one.body) for one in fascicle.mandates]
    assembly, council = "General Assembly", "Economic and Social Council"
    assert listed == [
        ("", "A/RES/70/1", None, assembly),
        ("", "A/RES/71/2", None, assembly),
        ("", "A/RES/72/266 B", "para. 4", assembly),
        ("", "A/DEC/73/501", None, assembly),
        ("SP1", "E/RES/2023/29", None, council),
        ("SP1", "E/RES/2024/18", None, council),
        ("SP1", "E/RES/1988 (LX)", None, council),
        ("SP1", "Convention on Quiet Lakes of 1999", None, "Conventions"),
    ]
    assert fascicle.mandates[1].title == "Water for all"


def test_results_have_titles_kinds_and_narratives(fascicle: Fascicle) -> None:
    assert [(one.key, one.number, one.kind, one.title) for one in fascicle.results] == [
        ("SP1/PERF", None, "performance", "Clear water in three lakes"),
        ("SP1/R1", "1", "planned", "boats without noise"),
        ("SP1/R2", "2", "planned", "fish in all lakes"),
        ("SP2/R1", "1", "planned", "bridges for all"),
    ]
    assert fascicle.results[0].narrative == "Three lakes were cleaned."


def values_of(fascicle: Fascicle, number: int) -> list[tuple[int, str, Decimal | None, str]]:
    return [(one.year, one.status, one.value, one.text) for one in fascicle.measures[number].values]


def test_a_chart_gives_its_values_and_leaves_out_bars_that_are_not_drawn(fascicle: Fascicle) -> None:
    assert fascicle.measures[0].title == "number of clean lakes (cumulative)"
    assert values_of(fascicle, 0) == [
        (2022, "actual", Decimal(0), "0"),
        (2023, "actual", Decimal(1), "1"),
        (2024, "actual", Decimal(3), "3"),
    ]
    assert (fascicle.measures[1].unit, fascicle.measures[1].table) == ("Percentage", "Figure 40.II")
    assert values_of(fascicle, 1) == [
        (2022, "actual", Decimal(5), "5"),
        (2023, "actual", Decimal(0), "0"),
        (2024, "planned", Decimal(9), "9"),
        (2024, "actual", Decimal(7), "7"),
        (2025, "planned", Decimal(11), "11"),
        (2026, "planned", Decimal(13), "13"),
    ]


def test_a_table_of_years_gives_numbers_only_where_one_number_stands(fascicle: Fascicle) -> None:
    assert values_of(fascicle, 2) == [
        (2022, "actual", None, "–"),
        (2023, "actual", None, "Some fish"),
        (2024, "actual", Decimal(75), "75 per cent"),
        (2025, "planned", None, "80 per cent\nand frogs"),
        (2026, "planned", Decimal(90), "90 per cent"),
    ]
    assert (fascicle.measures[2].result, fascicle.measures[2].unit) == ("SP1/R2", "per cent")


def test_deliverables_keep_category_unit_number_and_quantities(fascicle: Fascicle) -> None:
    rows = [one for one in fascicle.deliverables if one.place == "SP1"]
    assert [(one.kind, one.category, one.subcategory, one.number, one.title) for one in rows] == [
        ("category", "B", None, None, "Generation and transfer of knowledge"),
        ("subcategory", "B", "Publications", None, "Publications"),
        ("text", "B", "Publications", None, "Meetings of:"),
        ("item", "B", "Publications", "1", "The group on shores"),
        ("category", "C", None, None, "Substantive deliverables"),
        (
            "text",
            "C",
            "Consultation, advice and advocacy",
            None,
            "Consultation, advice and advocacy: advice to fishers.",
        ),
    ]
    assert [(one.year, one.status, one.value) for one in rows[1].quantities] == [
        (2024, "planned", Decimal(12700)),
        (2024, "actual", Decimal(3)),
        (2025, "planned", Decimal(0)),
        (2026, "planned", None),
    ]
    assert rows[1].unit == rows[3].unit == "number of publications"


def test_what_does_not_add_up_or_is_missing_is_found(fascicle: Fascicle) -> None:
    wrong = [(one.code, one.where, one.figures) for one in fascicle.findings if one.code.startswith("PB-")]
    assert wrong == [
        ("PB-NO-OBJECTIVE", "SP2", ()),
        ("PB-NO-MEASURE", "SP2/R1", ()),
        ("PB-DELIVERABLES-SUM", "table 40.1, row Parliamentary documentation, column 2026 planned", ("4", "3")),
        ("PB-DELIVERABLES-SUM", "table 40.3, row Publications, column 2024 actual", ("3", "2")),
        ("PB-NOT-A-NUMBER", "table 40.3, row 1. The group on shores, column 2026 planned", ("many",)),
    ]


def test_evaluations_lessons_rates_and_recommendations(fascicle: Fascicle) -> None:
    evaluation = "The following evaluations are planned for 2026:\n(a) An evaluation of bridges."
    assert [(one.place, one.number, one.text) for one in fascicle.evaluations] == [("", "40.6", evaluation)]
    lesson = ("SP1", "40.14", "The lesson for the subprogramme was patience.")
    assert [(one.place, one.number, one.text) for one in fascicle.lessons] == [lesson]
    rate = fascicle.compliance[0]
    assert (rate.place, rate.indicator, rate.unit, rate.table) == (
        "",
        "Timely submission of documentation",
        "Percentage",
        "40.5",
    )
    assert [(one.year, one.status, one.value, one.text) for one in rate.values] == [
        (2022, "actual", None, "n/a"),
        (2025, "planned", Decimal(100), "100"),
    ]
    done = fascicle.oversight[0]
    assert (done.body, done.symbol, done.paragraph) == ("Board of Water Auditors", "A/79/5 (Vol. I)", "para. 12")
    assert (done.recommendation, done.action) == ("The Board recommends buckets", "Buckets were bought.")


def test_the_outline_places_every_table(source: SourceText) -> None:
    tables = outline_of(source).tables
    assert [(one.number, one.kind, one.place) for one in tables] == [
        ("#1", "contents", ""),
        ("#2", "mandates", ""),
        ("#3", "mandates", "SP1"),
        ("40.1", "deliverables", ""),
        ("40.2", "measure", "SP1"),
        ("40.3", "deliverables", "SP1"),
        ("40.4", "resources", ""),
        ("40.4", "resources", ""),
        ("40.5", "compliance", ""),
        ("#10", "follow-up", ""),
    ]
    assert [one.subcaption for one in tables[6:8]] == ["(1) Regular budget", "(2) Extrabudgetary"]
    assert tables[7].unit_note == "(Thousands of United States dollars)"
    places = [one.place for one in outline_of(source).standings if one.part == "resources" and one.role == "paragraph"]
    assert places == ["", "SP1"]


def test_entities_groups_and_components_have_places_of_their_own() -> None:
    paper = Paper()
    paper.heads("Proposed programme budget for 2026", "Section 41", "Springs")
    plan = "A. Proposed programme plan for 2026 and programme performance in 2024"
    paper.heads("I. Department of Springs", plan, "Programme of work", "Subprogramme 1", "Wells")
    paper.heads("Component 1", "Deep wells", "Objective")
    paper.line("41.I.1 The objective is depth.")
    paper.heads("Wells, South", "Subprogramme 2", "Pumps", "Objective")
    paper.line("41.I.2 The objective is pressure.")
    paper.heads("II. Office of Fountains", plan, "Programme of work", "Objective")
    paper.line("41.II.1 The objective is beauty.")
    fascicle = read_programme_budget(paper.source())
    assert [(one.place, one.title) for one in fascicle.programmes] == [
        ("I", "Department of Springs"),
        ("I.SOUTH", "Wells, South"),
        ("II", "Office of Fountains"),
    ]
    assert [(one.place, one.title, one.entity) for one in fascicle.subprogrammes] == [
        ("I.SP1", "Wells", "Department of Springs"),
        ("I.SP1.C1", "Deep wells", "Department of Springs"),
        ("I.SOUTH.SP2", "Pumps", "Wells, South"),
    ]
    assert fascicle.programmes[2].objective == "The objective is beauty."


def test_years_without_a_word_are_read_by_the_budget_year() -> None:
    paper = Paper()
    paper.heads("Proposed programme budget for 2020", "Section 43", "Rain")
    paper.heads("A. Proposed programme plan for 2020 and programme performance for 2018", "Programme of work")
    paper.heads("Subprogramme 1: Clouds", "Highlighted planned result for 2020", "Result 1: softer rain")
    paper.heads("Internal challenge and response")
    paper.line("43.2 The challenge was thunder.")
    paper.heads("Table 43.1", "Performance measures")
    paper.table(("2018", "2019", "2020"), ("1", "2", "3"))
    fascicle = read_programme_budget(paper.source())
    assert fascicle.budget_year == 2020
    assert [(one.year, one.status, one.value) for one in fascicle.measures[0].values] == [
        (2018, "actual", Decimal(1)),
        (2019, "planned", Decimal(2)),
        (2020, "planned", Decimal(3)),
    ]
    assert [(one.place, one.title) for one in fascicle.subprogrammes] == [("SP1", "Clouds")]
    assert [(one.place, one.number) for one in fascicle.lessons] == [("SP1", "43.2")]


def test_automatic_numbers_count_as_printed() -> None:
    paper = Paper()
    paper.heads(
        "Proposed programme budget for 2026", "Section 42", "Dew", "Overview of resources for the regular budget"
    )
    paper.line("", label="Table 42.7", bold=True)
    paper.heads("Compliance rate")
    paper.table(("", "Actual 2022", "Planned 2025"), ("Timely submission of documentation", "90", "100"))
    rate = read_programme_budget(paper.source()).compliance[0]
    assert rate.table == "42.7"
    assert [(one.year, one.status) for one in rate.values] == [(2022, "actual"), (2025, "planned")]


def test_marks_of_notes_are_no_part_of_titles_and_numbers() -> None:
    paper = Paper()
    masthead(paper)
    paper.line("Subprogramme 1", bold=True)
    paper.line("Lakesa", bold=True, raised="a")
    fascicle = read_programme_budget(paper.source())
    assert fascicle.subprogrammes[0].title == "Lakes"


@pytest.mark.parametrize(
    ("printed", "symbol", "section"),
    [
        ("A/80/6 (Sect. 40)/Add.2", "A/80/6 (Sect. 40)/Add.2", "40"),
        ("A/80/6 (Income sect. 1)", "A/80/6 (Income sect. 1)", "IS1"),
        ("HWU/CM/13/6 (Sect. 3)", "HWU/CM/13/6 (Sect. 3)", "3"),
        ("LAKES/7/112 (Sect. 29C)/Corr.1", "LAKES/7/112 (Sect. 29C)/Corr.1", "29C"),
        ("and/or/13/6 (Sect. 3)", None, None),
    ],
)
def test_the_symbol_is_that_of_its_organization(printed: str, symbol: str | None, section: str | None) -> None:
    paper = Paper()
    paper.line(printed, part="header")
    paper.heads("Proposed programme budget for 2026", "Contents")
    fascicle = read_programme_budget(paper.source())
    assert (fascicle.symbol, fascicle.section) == (symbol, section)


def test_the_symbol_of_its_own_organ_goes_before_one_that_is_cited() -> None:
    paper = Paper()
    paper.line("HWU/CM/13/6 (Sect. 3)", part="header")
    paper.line("HWU/CM/13/6 (Sect. 3)", part="header")
    paper.heads("Proposed programme budget for 2026", "See A/80/6 (Sect. 40)", "Contents")
    assert read_programme_budget(paper.source()).symbol == "HWU/CM/13/6 (Sect. 3)"


def test_a_table_that_goes_on_after_a_page_keeps_its_columns() -> None:
    paper = Paper()
    masthead(paper)
    paper.heads("Deliverables", "Table 40.1", "Cross-cutting deliverables for the period 2024–2026")
    paper.table(QUANTITIES, ("A. Facilitation of the process", "", "", "", ""), ("1. Report", "1", "1", "1", "1"))
    paper.table(("2. Second report", "2", "2", "2", "–"))
    rows = read_programme_budget(paper.source()).deliverables
    assert [(one.number, [int(each.value or 0) for each in one.quantities]) for one in rows[1:]] == [
        ("1", [1, 1, 1, 1]),
        ("2", [2, 2, 2, 0]),
    ]


def test_a_fascicle_that_was_cut_says_so(source: SourceText) -> None:
    cut = source.tables[4].start
    short = replace(
        source,
        text=source.text[:cut],
        lines=tuple(one for one in source.lines if one.end <= cut),
        tables=tuple(one for one in source.tables if one.end <= cut),
    )
    found = [one for one in read_programme_budget(short).findings if one.code == "PB-CUT"]
    assert [one.where for one in found] == ["contents"]
    assert "Rivers" in found[0].message


def test_a_paragraph_that_no_rule_knows_stands_unclaimed() -> None:
    paper = Paper()
    masthead(paper)
    paper.line("xq")
    source = paper.source()
    assert [source.text[start:end] for start, end in read_programme_budget(source).unclaimed] == ["xq"]


def test_everything_of_the_example_is_claimed(fascicle: Fascicle) -> None:
    assert fascicle.unclaimed == ()


def posts_in_parts(paper: Paper, *caption: str) -> None:
    paper.heads("B. Proposed post and non-post resource requirements for 2026", "Overview")
    paper.heads(*caption)
    paper.line("(Number of posts)")
    paper.line("(1) Regular budget", bold=True)
    heads = ("Component", "2025 approved", "2026 estimate")
    paper.table(heads, ("Programme of work", "3", "3"), ("Subtotal, 1", "3", "3"))
    paper.line("(2) Extrabudgetary", bold=True)
    paper.table(heads, ("Programme of work", "5", "6"), ("Subtotal, 2", "5", "6"), ("Total (1+2)", "8", "9"))


@pytest.mark.parametrize(
    ("caption", "number"),
    [
        (("Proposed posts for 2026 by source of funding and component",), "#2"),
        (("Table 40.7", "Proposed posts for 2026 by source of funding and component"), "40.7"),
        (("Table 40.7 Table 40.2", "Proposed posts for 2026 by source of funding and component"), "40.7"),
    ],
)
def test_parts_of_a_table_are_one_table_and_none_is_left_unclaimed(caption: tuple[str, ...], number: str) -> None:
    paper = Paper()
    masthead(paper)
    posts_in_parts(paper, *caption)
    fascicle = read_programme_budget(paper.source())
    assert {one.cell.table for one in fascicle.posts} == {number}
    assert [(one.part, one.fund, int(one.number or 0)) for one in fascicle.posts if one.year == 2026] == [
        ("1", "regular budget", 3),
        ("1", "regular budget", 3),
        ("2", "extrabudgetary", 6),
        ("2", "extrabudgetary", 6),
        ("", None, 9),
    ]
    assert fascicle.unclaimed == ()
    assert {one.code for one in fascicle.findings} == {"PB-CUT"}  # the contents name subprogrammes, none follows


@pytest.mark.parametrize("note", ["\ta\tConversion.", "b\tS/PRST/2022/6.", "\ta\t\tNew."])
def test_a_note_under_a_table_is_claimed_and_no_paragraph(note: str) -> None:
    paper = Paper()
    masthead(paper)
    posts_in_parts(paper, "Table 40.7", "Proposed posts for 2026 by source of funding and component")
    paper.line(note)
    fascicle = read_programme_budget(paper.source())
    assert fascicle.unclaimed == ()
    assert not [one for one in fascicle.paragraphs if one.text.endswith(note.split("\t")[-1])]


def test_json_nests_what_a_subprogramme_holds(fascicle: Fascicle) -> None:
    written = fascicle_json(fascicle)
    lakes_ = written["programmes"][0]["subprogrammes"][0]
    assert lakes_ == written["subprogrammes"][0]
    assert [one["symbol"] for one in lakes_["mandates"]][:2] == ["E/RES/2023/29", "E/RES/2024/18"]
    assert [len(one["measures"]) for one in lakes_["results"]] == [1, 1, 1]
    quantity = lakes_["deliverables"][1]["quantities"][0]
    assert (quantity["value"], quantity["source"]["table"], quantity["source"]["column"]) == (
        12700,
        "40.3",
        "2024 planned",
    )


@pytest.mark.parametrize(
    ("raw", "body", "symbol", "part"),
    [
        ("60/283, sect. II", "General Assembly resolutions", "A/RES/60/283", "sect. II"),
        ("79/1 Annex I", "General Assembly resolutions", "A/RES/79/1", "Annex I"),
        ("1472 (XIV) A", "General Assembly resolutions", "A/RES/1472 A (XIV)", None),
        ("77/256 (A–B)", "General Assembly resolutions", "A/RES/77/256 A-B", None),
        ("1966/1106 (XL)", "Economic and Social Council resolutions", "E/RES/1106 (XL)", None),
        ("Articles 33 and 99", "Charter of the United Nations", None, None),
        ("1325 (2000)", "Security Council resolutions", "S/RES/1325 (2000)", None),
    ],
)
def test_printed_symbols_become_addresses(raw: str, body: str, symbol: str | None, part: str | None) -> None:
    found, named = symbol_of(raw, body)
    assert (found, named if symbol else None) == (symbol, part)


@given(st.integers(0, 10**12), st.booleans(), st.sampled_from(["", "a", "*", " per cent"]))
def test_a_printed_number_is_read_back(number: int, in_brackets: bool, behind: str) -> None:
    printed = f"{number:,}".replace(",", " ")
    text = f"({printed}){behind}" if in_brackets else printed + behind
    assert number_of(text) == (-number if in_brackets else number)


WORDS = st.sampled_from(
    [
        *("Subprogramme 1", "Component 2", "Objective", "Strategy", "Legislative mandates", "Deliverables", "Annex I"),
        *("Result 1: x", "Planned results for 2026", "Programme performance in 2024", "Programme of work", "I. Office"),
        *(
            "A. Proposed programme plan for 2026 and programme performance in 2024",
            "Table 1",
            "Figure 1.I",
            "(Dollars)",
        ),
        *(
            "B. Proposed post and non-post resource requirements for 2026",
            "Performance measure: x",
            "1.2 Words.",
            "(a) x",
        ),
    ]
)
TEXTS = st.one_of(WORDS, st.text(max_size=30))
ROWS = st.lists(
    st.lists(st.one_of(TEXTS, st.sampled_from([*HEADS, *QUANTITIES, "–", "3", "78/1"])), max_size=5), max_size=5
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(TEXTS, ROWS), max_size=25), st.booleans())
def test_whatever_stands_in_it_a_paper_is_read_and_every_character_accounted_for(
    blocks: list[str | list[list[str]]], bold: bool
) -> None:
    paper = Paper()
    for block in blocks:
        if isinstance(block, str):
            paper.line(" ".join(block.split("\n")), bold=bold)
        else:
            paper.table(*(tuple(" ".join(text.split("\n")) for text in row) for row in block))
    source = paper.source()
    fascicle = read_programme_budget(source)
    assert len({one.key for one in fascicle.results}) == len(fascicle.results)
    places = {"", *(one.place for one in fascicle.programmes), *(one.place for one in fascicle.subprogrammes)}
    named = {one.place for one in fascicle.mandates} | {one.place for one in fascicle.results}
    assert named | {one.place for one in fascicle.deliverables} <= places
    assert all(0 <= start < end <= len(source.text) for start, end in fascicle.unclaimed)
    fascicle_json(fascicle)


def test_long_text_takes_time_in_proportion() -> None:
    paper = Paper()
    masthead(paper)
    paper.line("((((" * 50_000 + " and the above-mentioned work " * 50_000)
    paper.table(*((("77/1 (" * 2_000, "x"),) * 40))
    for _ in range(20_000):
        paper.line("Result 1: again", bold=True)
    started = time.perf_counter()
    assert len(read_programme_budget(paper.source()).results) == 20_000
    assert time.perf_counter() - started < 20


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real fascicles in ../shared are not there")
def test_real_fascicles_hold_what_a_crude_count_of_them_finds() -> None:
    from bench.corpus import fascicles
    from bench.fascicles import KINDS, agreement, counted, found
    from throughline.readers.document import read_file

    totals: Counter[str] = Counter()
    for path in [one for one in fascicles() if one.stem.endswith(("10", "29C", "13", "25", "CORR.1"))]:
        source = read_file(path)
        fascicle = read_programme_budget(source)
        ours, theirs = found(fascicle), counted(path)
        for kind in KINDS:
            total, hits, _, _ = agreement(ours.things[kind], theirs.things[kind])
            totals.update({f"{kind} counted": total, f"{kind} found": hits})
        assert sum(end - start for start, end in fascicle.unclaimed) < 0.005 * len(source.text)
    for kind in KINDS:
        assert totals[f"{kind} found"] >= 0.98 * totals[f"{kind} counted"] > 0
