"""The checks over the record: each on data that could be wrong, with its neighbours that are not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from throughline.engine.budgeting.coverage import check_coverage
from throughline.engine.findings import Finding
from throughline.engine.mandates.checks import DueAct, Listing, check_deadlines, check_superseded, sequence_of
from throughline.engine.monitoring.printed import Delivery, Measure, MeasureValue, check_deliveries, check_measures
from throughline.engine.planning.printed import AskedAct, Result, Subprogramme, check_answers

TODAY = date(2026, 3, 1)


def codes(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, finding.where) for finding in findings]


def due(paragraph: str, latest: date | None) -> DueAct:
    return DueAct(paragraph, "request", "to report", ("Secretary-General",), latest, "at its eighty-first session")


def test_a_deadline_is_passed_the_day_after_and_near_for_a_year() -> None:
    acts = [
        due("A/1#1", date(2026, 2, 28)),
        due("A/1#2", TODAY),
        due("A/1#3", date(2027, 3, 1)),
        due("A/1#4", date(2027, 3, 2)),
        due("A/1#5", None),
    ]
    assert codes(check_deadlines(acts, TODAY)) == [
        ("MN-DEADLINE-PASSED", "A/1#1"),
        ("MN-DEADLINE-NEAR", "A/1#2"),
        ("MN-DEADLINE-NEAR", "A/1#3"),
    ]


def test_what_is_linked_to_what_was_done_is_not_told_to_have_passed() -> None:
    passed, coming = due("A/1#1", date(2026, 2, 28)), due("A/1#2", TODAY)
    linked = [replace(one, is_linked=True) for one in (passed, coming)]
    assert codes(check_deadlines(linked, TODAY)) == [("MN-DEADLINE-NEAR", "A/1#2")]


def test_a_listed_mandate_is_superseded_by_a_newer_one_of_its_series_only_where_that_is_not_listed() -> None:
    listings = [
        Listing("UN/1", "A/RES/77/1", "Oceans and the law", "General Assembly"),
        Listing("UN/1", "A/RES/79/1", "Oceans, and the law", "General Assembly"),
        Listing("UN/2", "A/RES/78/1", "Oceans and the law", "General Assembly"),
        Listing("UN/2", "E/RES/2025/1", "Oceans and the law", "Economic and Social Council"),
        Listing("UN/3", "A/RES/70/9", "Another title", "General Assembly"),
        Listing("UN/4", "CHARTER", "", None),
    ]
    found = check_superseded(listings)
    assert codes(found) == [("MN-SUPERSEDED", "UN/2")]
    assert found[0].figures == ("A/RES/78/1", "A/RES/79/1")


def test_symbols_tell_their_place_in_a_series() -> None:
    symbols = ["A/RES/78/243", "S/RES/1325 (2000)", "E/RES/2024/18", "WHA66.10", "A/RES/72/262 C", "CHARTER"]
    assert [sequence_of(symbol) for symbol in symbols] == [
        (78, 243),
        (2000, 1325),
        (2024, 18),
        (66, 10),
        (72, 262),
        None,
    ]


def test_only_what_is_asked_of_the_secretariat_and_listed_nowhere_is_unanswered() -> None:
    acts = [
        AskedAct("A#1", "A", "request", "to report", ("Secretary-General",), False),
        AskedAct("A#2", "A", "urge", "to pay", ("Member States",), False),
        AskedAct("B#1", "B", "request", "to report", ("Secretary-General",), True),
    ]
    assert codes(check_answers(acts, lambda name: name == "Secretary-General")) == [("MN-NO-ANSWER", "A#1")]


def test_deliveries_below_plan_are_found_and_a_blank_is_not_zero() -> None:
    rows = [(3, 3), (3, 4), (3, 0), (3, 2), (3, None), (0, 0)]
    deliveries = [
        Delivery(f"D{i}", "reports", 2024, Decimal(planned), None if actual is None else Decimal(actual))
        for i, (planned, actual) in enumerate(rows)
    ]
    assert codes(check_deliveries(deliveries)) == [("MO-NOT-DELIVERED", "D2"), ("MO-UNDER-DELIVERED", "D3")]


def test_round_numbers_are_printed_as_numbers() -> None:
    ten = Delivery("D1", "reports", 2024, Decimal("10.0000").normalize(), Decimal(6))
    found = check_deliveries([ten])
    assert found[0].message == "2024: 10 planned, 6 delivered. Explain the difference."
    assert found[0].figures == ("10", "6")


def measure(result: str, text: str) -> Measure:
    return Measure(result, "Number of States", "States", (MeasureValue(2026, "planned", None, text),))


def test_a_planned_result_needs_a_measure_with_a_target() -> None:
    results = [
        Result("SP1/R1", "SP1", "1", "served", "planned"),
        Result("SP1/R2", "SP1", "2", "without a target", "planned"),
        Result("SP1/R3", "SP1", "3", "without a measure", "planned"),
        Result("SP1/PERF", "SP1", None, "past", "performance", "The work did not meet the planned target of 4."),
    ]
    measures = [measure("SP1/R1", "12"), measure("SP1/R2", "–"), measure("SP1/PERF", "–")]
    assert codes(check_measures(results, measures, "UN/2026/10", 2026)) == [
        ("MO-NO-TARGET", "UN/2026/10/SP1/R2"),
        ("MO-NO-MEASURE", "UN/2026/10/SP1/R3"),
        ("MO-TARGET-MISSED", "UN/2026/10/SP1/PERF"),
    ]


def test_money_without_result_and_result_without_money() -> None:
    subprogrammes = [Subprogramme(f"SP{i}", "", f"{i}", f"title {i}") for i in range(1, 5)]
    results = [Result(f"SP{i}/R1", f"SP{i}", "1", "r", "planned") for i in (1, 3, 4)]
    assert codes(check_coverage(subprogrammes, results, {"SP1", "SP2"}, "UN/2026/10", 2026)) == [
        ("BU-NO-RESULT", "UN/2026/10/SP2"),
        ("BU-NO-MONEY", "UN/2026/10/SP3"),
        ("BU-NO-MONEY", "UN/2026/10/SP4"),
    ]
