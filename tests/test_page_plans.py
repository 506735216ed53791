"""Pages of plans: the outline and its totals, a place and a result with their line, tables, figures, sources."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.page_record import links, rows_of, seen, small_record, take
from tests.store_records import cell, fascicle, money_row, resolution
from throughline.engine.budgeting.records import Fascicle, ResourceFigure
from throughline.engine.money import Money
from throughline.engine.monitoring.printed import Deliverable, Quantity
from throughline.engine.natural import natural
from throughline.engine.planning.printed import Result, Subprogramme, adds_up, called, whole_of
from throughline.engine.sources import Cell
from throughline.store.models import Organization, Place
from throughline.store.models import ResourceFigure as ResourceRow
from throughline.web.pages.plans.answer import change
from throughline.web.pages.plans.figures import printed
from throughline.web.pages.plans.outline import branches_below, outline_of, plans_of_year, together_of

pytestmark = pytest.mark.django_db


def stated(
    row: int, amount: str, *, year: int = 2026, measure: str = "estimate", place: str | None = None, **fields: Any
) -> ResourceFigure:
    """A printed sum: of the whole plan, or of a place."""
    figure = ResourceFigure(
        cell(row, year - 2020),
        "regular budget",
        None,
        place,
        year,
        measure,
        Decimal(amount),
        "total",
        amount,
    )
    return replace(figure, **fields)


def part(section: str, amount: str, **fields: Any) -> Fascicle:
    """A fascicle of a section whose whole has one amount."""
    return fascicle(
        symbol=f"A/80/6 (Sect. {section})",
        section=section,
        file=f"{section}.docx",
        resources=(stated(0, amount, **fields),),
    )


def test_the_outline_counts_and_adds_up(client: Client) -> None:
    take(part("10", "1000"), part("2", "500"))
    rows = rows_of(client.get("/UN/plans/2026"))
    assert [row[0] for row in rows] == ["2 Boats and harbours", "10 Boats and harbours"]
    assert [row[-1] for row in rows] == ["500", "1,000"]
    assert "2 parts were read, with 4 subprogrammes, 2 planned results and regular budget USD 1,500." in seen(
        client.get("/UN/plans/2026")
    )


def test_what_is_a_part_of_another_section_is_not_counted_twice() -> None:
    take(part("29", "300"), part("29A", "100"), part("29B", "200"), part("3", "70"))
    organization = Organization.objects.get()
    tree = outline_of(plans_of_year(organization.pk, 2026), 2026)
    assert tree.totals == {("regular budget", "USD"): Money(37000, "USD")}
    assert [(one.number, one.within) for one in tree.sections] == [("3", ""), ("29", ""), ("29A", "29"), ("29B", "29")]


def test_a_corrigendum_beside_its_section_adds_neither_mandates_nor_subprogrammes() -> None:
    take(part("24", "300"), part("24-Corr.1", "300"), part("5-Corr.1", "70"))
    tree = outline_of(plans_of_year(Organization.objects.get().pk, 2026), 2026)
    corrected, section = ([one for one in tree.sections if one.number == code] for code in ("5-Corr.1", "24"))
    own = [*corrected, *section]
    assert len(tree.sections) == 3
    assert tree.counts == together_of(own)
    assert tree.subprogrammes == sum(one.subprogrammes for one in own) > 0


def test_two_currencies_stand_side_by_side() -> None:
    take(
        part("10", "1000"),
        fascicle(
            symbol="A/80/6 (Sect. 13)", section="13", currency="CHF", resources=(stated(0, "70", currency="CHF"),)
        ),
    )
    tree = outline_of(plans_of_year(Organization.objects.get().pk, 2026), 2026)
    assert list(tree.totals.values()) == [Money(100000, "USD"), Money(7000, "CHF")]


def test_income_corrigenda_and_parts_of_a_whole_are_not_added() -> None:
    codes = {"29", "29A", "3", "3-Add.6", "3-Corr.1", "4-Corr.1", "IS1", "7-Add.1"}
    assert {code for code in codes if adds_up(code, codes)} == {"29", "3", "4-Corr.1", "7-Add.1"}


@pytest.mark.parametrize(
    ("code", "whole"),
    [("29A", "29"), ("29", ""), ("3-Add.6", "3"), ("24-Corr.1", "24"), ("4", ""), ("1A", ""), ("IS1", "")],
)
def test_a_part_knows_its_section(code: str, whole: str) -> None:
    assert whole_of(code, {"29", "29A", "3", "24", "4", "IS1"}) == whole


@pytest.mark.parametrize(
    ("place", "title", "section", "code", "name"),
    [
        ("", "Management", "Office of Boats", "29C", "Office of Boats"),
        ("", "Management", "", "29C", "Management"),
        ("SP1", "Harbours", "Office of Boats", "29C", "Harbours"),
        ("", "Mission to the harbours", "Political affairs", "3-Add.6", "Mission to the harbours"),
    ],
)
def test_a_section_is_called_as_it_is_and_not_as_its_programme(
    place: str, title: str, section: str, code: str, name: str
) -> None:
    assert called(place, title, section, code) == name


def test_codes_stand_in_the_order_that_people_count() -> None:
    assert sorted(["29B", "10", "2", "29A", "10.19", "10.2", "IS1"], key=natural) == [
        "2",
        "10",
        "10.2",
        "10.19",
        "29A",
        "29B",
        "IS1",
    ]


def test_a_year_without_a_plan_is_not_found(client: Client) -> None:
    small_record()
    response = client.get("/UN/plans/1999")
    assert response.status_code == 404
    assert "No plan for 1999 was read." in seen(response)


def test_a_part_that_names_no_year_is_reached_all_the_same(client: Client) -> None:
    take(fascicle(year=None, resources=()))
    assert links(client.get("/UN/plans"))["/UN/plans/undated/10"] == "UN/undated/10 Boats and harbours"
    assert client.get("/UN/plans/undated/10").status_code == 200
    assert client.get("/UN/plans/undated/10/SP1/R2").status_code == 200
    assert "undated" not in seen(client.get("/UN/plans/undated/10/SP1")).split("Subprogramme")[0]


def test_a_place_says_what_is_missing_and_how_its_money_moves(client: Client) -> None:
    figures = (
        stated(0, "800", place="SP1"),
        stated(1, "1000", place="SP1", year=2025, measure="appropriation"),
    )
    take(resolution(), fascicle(resources=figures, rows=1))
    text = seen(client.get("/UN/plans/2026/10/SP1"))
    assert "Regular budget USD 800 for 2026, 20.0 % less than stated for 2025." in text
    assert "1 of 1 deliverable planned for 2024 did not come in full." in text
    assert "The text of 1 of its mandates is not held" in text
    assert "Texts held: 1, with 1 acts that ask." in text


def test_a_place_without_anything_shows_the_gaps_in_its_line(client: Client) -> None:
    small_record()
    text = seen(client.get("/UN/plans/2026/10/II.SP2"))
    for said in ("No mandate is listed here.", "No result and no deliverable is planned here.", "No amount is printed"):
        assert said in text
    assert client.get("/UN/plans/2026/10/II.SP2").content.count(b"missing") >= 4


def test_a_figure_of_money_leads_to_its_cell(client: Client) -> None:
    take(fascicle(resources=(stated(4, "7903400", printed="7 903.4"),)))
    money = links(client.get("/UN/plans/2026/10"))
    assert money["/UN/plans/2026/10/T10.19/r5/c7"] == "7,903,400"
    text = seen(client.get("/UN/plans/2026/10/T10.19/r5/c7"))
    assert "7 903.4 is printed there; the record holds USD 7,903,400." in text
    assert "Row Row 4" in text
    assert "Column Column 6" in text
    assert "sect10.docx" in text


def test_a_figure_is_shown_beside_what_other_tables_print_for_it(client: Client) -> None:
    figures = (
        stated(0, "800", place="SP1"),
        replace(stated(1, "801", place="SP1"), cell=cell(1, 6, "10.23")),
        replace(stated(2, "5", place="II.SP2"), cell=cell(2, 6, "10.24")),
    )
    take(fascicle(resources=figures))
    rows = links(client.get("/UN/plans/2026/10/T10.19/r1/c7"))
    assert "/UN/plans/2026/10/T10.23/r2/c7" in rows
    assert "/UN/plans/2026/10/T10.24/r3/c7" not in rows


def test_a_printed_table_is_set_out_as_printed(client: Client) -> None:
    figures = (
        replace(stated(0, "8", place="SP1", printed="8.0"), level="line"),
        replace(stated(0, "7", place="SP1", year=2025, measure="appropriation", printed="7.0"), level="line"),
        replace(stated(1, "8", printed="8.0"), level="total"),
    )
    take(fascicle(resources=figures))
    response = client.get("/UN/plans/2026/10/T10.19")
    assert rows_of(response) == [["Row 0", "7.0", "8.0"], ["Row 1", "", "8.0"]]
    assert "3 figures were read from it; 1 finding below." in seen(response)


def test_a_table_whose_headings_change_is_set_out_in_blocks() -> None:
    take(
        fascicle(
            resources=(
                replace(stated(0, "8"), cell=Cell("10.18", "Staff", "2024 expenditure", 3, 1)),
                replace(stated(0, "9"), cell=Cell("10.18", "Staff", "2025 approved", 3, 2)),
                replace(stated(0, "7"), cell=Cell("10.18", "Staff", "2024 expenditure", 12, 1)),
                replace(stated(0, "6"), cell=Cell("10.18", "Staff", "2026 estimate", 12, 2)),
            )
        )
    )
    blocks = printed(ResourceRow.objects.all())
    assert [block.columns for block in blocks] == [
        ("2024 expenditure", "2025 approved"),
        ("2024 expenditure", "2026 estimate"),
    ]
    assert [[cell.printed if cell else "" for cell in row.cells] for block in blocks for row in block.rows] == [
        ["8", "9"],
        ["7", "6"],
    ]


def test_negative_zero_dash_and_absent_are_told_apart(client: Client) -> None:
    figures = (
        stated(0, "-290200", place="SP1", printed="(290.2)"),
        replace(stated(1, "0", place="SP1", year=2025, measure="appropriation"), printed="0.0"),
        replace(money_row(2, "SP1", None), category="", scope="", fund="extrabudgetary", year=2024),
    )
    take(fascicle(resources=figures))
    text = seen(client.get("/UN/plans/2026/10/SP1"))
    assert "\N{MINUS SIGN}290,200" in text
    money = links(client.get("/UN/plans/2026/10/SP1"))
    assert money["/UN/plans/2026/10/T10.19/r2/c6"] == "0"
    assert "extrabudgetary" not in text.lower().split("deliverables, planned")[0].split("money spent")[-1]


def test_a_result_stands_with_its_target_and_what_was_achieved(client: Client) -> None:
    take(fascicle(resources=(stated(0, "800", place="SP1"),)))
    response = client.get("/UN/plans/2026/10/SP1/R2")
    text = seen(response)
    assert "Result 2" in text
    assert "Planned for 2026: more boats." in text
    assert "12 boats" in text
    assert "The document states money for the subprogramme, not for each result." in text
    assert links(response)["/UN/plans/2026/10/SP1/R2/M1/2024-actual"] == "12 boats"


def test_the_value_of_a_measure_leads_to_its_source(client: Client) -> None:
    small_record()
    text = seen(client.get("/UN/plans/2026/10/SP1/R2/M1/2024-actual"))
    assert "12 boats is printed there; the record holds 12." in text
    assert "Boats afloat" in text


def test_deliverables_stand_as_planned_and_delivered(client: Client) -> None:
    item = Deliverable(
        "SP1",
        "A",
        "Papers",
        "1",
        "Papers on boats",
        "papers",
        "item",
        (
            Quantity(2024, "planned", Decimal(2), "2", cell(0, 1, "#3")),
            Quantity(2024, "actual", Decimal(0), "–", cell(0, 2, "#3")),
            Quantity(2026, "planned", Decimal(3), "3", cell(0, 4, "#3")),
        ),
        "#3",
    )
    take(fascicle(deliverables=(item,)))
    response = client.get("/UN/plans/2026/10/SP1")
    text = seen(response)
    assert "Deliverable 2024 planned 2024 actual 2026 planned Outcome in 2024" in text
    assert "1. Papers on boats (papers) 2 – 3 not delivered" in text
    assert links(response)["/UN/plans/2026/10/SP1/D-A.1/2024-actual"] == "–"
    source = seen(client.get("/UN/plans/2026/10/SP1/D-A.1/2024-actual"))
    assert "– is printed there; the record holds 0." in source


@pytest.mark.parametrize(
    ("code", "page"),
    [
        ("SP1/D-A.1", "/UN/plans/2026/10/SP1#D-A.1"),
        ("SP1/R2/M1", "/UN/plans/2026/10/SP1/R2#M1"),
        ("P10.20", "/UN/plans/2026/10/SP1#P10.20"),
        ("Tn3", "/UN/plans/2026/10/SP1#deliverables"),
        ("Tn2", "/UN/plans/2026/10/SP1/R2#measures"),
    ],
)
def test_every_code_in_a_plan_leads_to_where_it_stands(client: Client, code: str, page: str) -> None:
    small_record()
    response = client.get(f"/UN/plans/2026/10/{code}")
    assert (response.status_code, response.headers["Location"]) == (302, page)
    place, _, fragment = page.partition("#")
    assert f'id="{fragment}"' in client.get(place).content.decode()


def test_a_table_that_gave_no_figures_is_shown_as_printed(client: Client) -> None:
    small_record()
    assert rows_of(client.get("/UN/plans/2026/10/T10.21")) == [["Post", "Change"], ["P-4", "1"]]


@pytest.mark.parametrize(
    "code", ["SP9", "T99.9", "T10.19/r99/c1", "SP1/D-A.1/1999-actual", "SP1/R2/M1/2024-target", "'; DROP TABLE", "%00"]
)
def test_what_is_not_in_a_plan_is_not_found(client: Client, code: str) -> None:
    small_record()
    assert client.get(f"/UN/plans/2026/10/{code}").status_code == 404


def test_the_plan_of_another_organization_is_not_shown(client: Client) -> None:
    take(part("10", "1000"))
    take(fascicle(symbol="HWU/1", section="7", year=2027, file="hwu.docx"), organization="HWU")
    assert client.get("/HWU/plans/2027/7").status_code == 200
    assert client.get("/UN/plans/2027").status_code == 404
    assert client.get("/UN/plans/2027/7").status_code == 404


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (100, 100, "the same as"),
        (0, 5, "up from nothing"),
        (200, 150, "25.0 % less than"),
        (200, 201, "0.5 % more than"),
        (11184800, 10894600, "2.6 % less than"),
    ],
)
def test_the_change_of_an_amount_is_said_in_words(before: int, now: int, words: str) -> None:
    assert change(Money(before, "USD"), Money(now, "USD")) == words


def test_a_section_counts_what_stands_two_levels_down_as_the_outline_does() -> None:
    deep = (Subprogramme("III", "", "III", "Harbours"), Subprogramme("III.SP1", "III", "1", "Quays"))
    results = (Result("III.SP1/R1", "III.SP1", "1", "deeper quays", "planned"),)
    take(fascicle(subprogrammes=deep, results=results, measures=(), deliverables=(), lists=()))
    organization = Organization.objects.get(code="UN")
    section = outline_of(plans_of_year(organization.pk, 2026), 2026).sections[0]
    root = Place.objects.get(address="UN/2026/10")
    assert together_of(branches_below(root, 2026)).results == section.counts.results == 1


def test_the_table_of_a_section_holds_what_its_cards_count(client: Client) -> None:
    small_record()
    page = client.get("/UN/plans/2026/10")
    rows = [" ".join(row) for row in rows_of(page)]
    for said in (
        "2 mandates listed",
        "UN/2026/10/SP1/R2",
        "0 of 2 deliverables planned for 2024 delivered in full",
        "Report 1 on boats",
    ):
        assert any(said in row for row in rows), (said, rows)


def test_what_lists_no_mandate_shows_those_of_the_nearest_place_above(client: Client) -> None:
    plan = fascicle(rows=1)
    whole = tuple(replace(one, place="") for one in plan.mandates)
    take(resolution(), replace(plan, mandates=whole))
    for address in ("/UN/plans/2026/10/SP1", "/UN/plans/2026/10/SP1/R2"):
        page = client.get(address)
        assert "Listed above, by UN/2026/10." in seen(page)
        assert "No mandate is listed here." not in seen(page)
        assert "/UN/plans/2026/10#mandates" in links(page)
    assert "Listed above" not in seen(client.get("/UN/plans/2026/10"))
