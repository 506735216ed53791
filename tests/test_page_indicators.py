"""Pages of indicators: the list, one with its figures, the tree of a figure, reports, periods; refusals and counts."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.indicator_record import (
    DEEP,
    LEFT,
    OWN,
    QUARTERS,
    TOP,
    approve,
    approver,
    contributes,
    enter,
    indicator,
    plan,
)
from tests.page_record import links, rows_of, seen
from tests.test_people import person
from throughline.store.models import Indicator, IndicatorReport, IndicatorValue, Organization, ReportingPeriod
from throughline.store.monitoring.indicators import whole

pytestmark = pytest.mark.django_db

PAGE = "/UN/indicators/2026/10/I1"
REPORT = "/UN/indicator-values/2026/10/I1?period=2026-Q1"


@pytest.fixture
def record(settings: Any, tmp_path: Path, db: None) -> Organization:
    settings.DATA = tmp_path
    whole.forget()
    made = plan()
    indicator(made, LEFT)
    contributes(made, LEFT, TOP, "1/2")
    return made


def entered(record: Organization) -> list[str]:
    """Baseline, targets and values of two quarters; the reports that are to be approved."""
    values = {
        f"{OWN}#2026-Q1.baseline": "2",
        f"{OWN}#2026-Q1.target": "10",
        f"{OWN}#2026-Q2.target": "20",
        f"{OWN}#2026-Q1": "4",
        f"{OWN}@2026/10/SP1#2026-Q1 sex=f": "8",
        f"{OWN}@2026/10/SP1#2026-Q1 sex=m": "4",
        f"{OWN}#2026-Q2": "6",
    }
    assert not enter(record, values).is_wrong
    return list(dict.fromkeys(name.partition(" ")[0] for name in values if not name.endswith("#2026-Q2")))


def filled(record: Organization) -> None:
    """The same, approved but for one."""
    approve(record, *entered(record))


def signed_in(name: str, role: str = "", **named: Any) -> Client:
    client = Client()
    client.force_login(person(name, "UN" if role else "", role or "reader", **named))
    return client


def test_the_list_says_how_each_stands(record: Organization) -> None:
    filled(record)
    client = signed_in("zoe", "reader")
    page = client.get("/UN/indicators")
    assert page.status_code == 200
    # 4 and half of 12 make 10, the target of the first quarter; the second has no approved value.
    assert "1 indicator fits." in seen(page)
    (row,) = rows_of(page)
    assert row[0].startswith("Boats that float (boats)") and row[1:3] == ["2026-Q2", ""]
    for query, count in (("q=float", 1), ("q=sink", 0), ("kind=ratio", 0), ("node=UN/2026/10", 1), ("unit=X", 0)):
        assert len(links(client.get(f"/UN/indicators?{query}")).keys() & {PAGE}) == count, query


def test_an_indicator_shows_figures_over_time_and_in_cells(record: Organization) -> None:
    filled(record)
    client = signed_in("zoe", "reader")
    page = client.get(PAGE)
    words = seen(page)
    assert "Only approved" not in words and "Baseline: 2." in words
    assert [row[:3] for row in rows_of(page)] == [["2026", "30", "10"], ["2026-Q2", "20", ""], ["2026-Q1", "10", "10"]]
    assert b"<svg" in page.content and b"style=" not in page.content
    standing = client.get(f"{PAGE}?values=standing&span=2026-Q1")
    assert rows_of(standing)[0][:3] == ["2026", "30", "16 not approved"]
    assert "Sex: women" in seen(standing)
    assert seen(client.get(f"{PAGE}?node={LEFT}")).count("12") >= 1


def test_a_figure_leads_to_the_values_and_people_behind_it(record: Organization) -> None:
    filled(record)
    client = signed_in("zoe", "reader")
    leads = [one for one in links(client.get(PAGE)) if one and "/indicator-figure/" in one and "2026-Q1" in one]
    words = seen(client.get(leads[-1]))
    assert "1/2 of it arrives here" in words and "command line" in words and "Approver-Un" in words
    assert client.get("/UN/indicator-figure/2026/10/I1?span=2031").status_code == 404
    assert client.get("/UN/indicator-figure/2026/10/I1?span=2026&cell=colour=red").status_code == 404
    assert client.get("/UN/indicator-figure/2026/10/I1?span=2026&of=dream").status_code == 404


def test_values_are_entered_submitted_approved_and_sent_back_on_pages(record: Organization) -> None:
    officer, approves = signed_in("ada", "officer"), Client()
    approves.force_login(approver())
    cells = {"c0": "7", "c1": "3", "c2": "4", "evidence": "Minutes of March"}
    wrong = officer.post(REPORT, {**cells, "c1": "fifty"})
    assert wrong.status_code == 400 and "fifty" in seen(wrong)
    assert IndicatorValue.objects.count() == 0
    assert officer.post(REPORT, cells).status_code == 302
    assert {one.evidence for one in IndicatorValue.objects.all()} == {"Minutes of March"}
    chosen = {"report": f"{OWN}#2026-Q1"}
    assert officer.post("/UN/indicator-reports/approve", chosen).status_code == 409
    assert officer.post("/UN/indicator-reports/submit", chosen).status_code == 302
    assert officer.post("/UN/indicator-reports/approve", chosen).status_code == 403
    assert approves.post("/UN/indicator-reports/send-back", {**chosen, "reason": "Once more."}).status_code == 302
    assert "Once more." in seen(officer.get(REPORT))
    officer.post("/UN/indicator-reports/submit", chosen)
    assert approves.post("/UN/indicator-reports/approve", chosen).status_code == 302
    assert IndicatorReport.objects.get().state == "approved"
    assert officer.post(REPORT, {**cells, "c0": "8", "c2": "5"}).status_code == 400
    restated = officer.post(REPORT, {**cells, "c0": "8", "c2": "5", "reason": "One was missed."})
    assert restated.status_code == 302
    assert IndicatorValue.objects.filter(state="restated").count() == 2


def test_an_indicator_is_defined_and_defined_anew_on_pages(record: Organization) -> None:
    officer = signed_in("ada", "officer")
    said = {
        "node": DEEP,
        "title": "Share of boats afloat",
        "kind": "ratio",
        "direction": "rise",
        "frequency": "3",
        "dimensions": "sex (Sex): f (women), m (men)",
        **dict.fromkeys(("cells", "places", "time", "nodes"), "ratio of sums"),
        "on_track": "90",
        "off_track": "60",
    }
    assert officer.post("/UN/indicator-new", {**said, "time": "sum"}).status_code == 400
    assert officer.post("/UN/indicator-new", {**said, "dimensions": "sex f m"}).status_code == 400
    assert officer.post("/UN/indicator-new", said).status_code == 302
    made = Indicator.objects.get(node=DEEP)
    assert made.definition is not None and made.definition.dimensions == [
        ["sex", "Sex", [["f", "women"], ["m", "men"]]]
    ]
    address = "/UN/indicator-next/2026/10/SP1/R2/I1"
    assert officer.get(address).status_code == 200
    again = {**said, "dimensions": "sex: w, m", "carried": "sex=f > w", "reason": "Another word.", "revision": "1"}
    assert officer.post(address, {**again, "carried": ""}).status_code == 400
    assert officer.post(address, again).status_code == 302
    assert officer.post(address, again).status_code == 409
    assert officer.post("/UN/indicator-series/2026/10/SP1/R2/I1", {"node": LEFT}).status_code == 302
    assert officer.post("/UN/indicator-series/2026/10/SP1/R2/I1", {"node": "UN/9"}).status_code == 409


def test_a_period_says_who_still_has_to_report(record: Organization) -> None:
    filled(record)
    officer = signed_in("ada", "officer")
    page = officer.get("/UN/periods/2026-Q2")
    assert "2 reports are still to come." in seen(page)
    assert [row[1] for row in rows_of(page)] == [TOP, LEFT]
    assert [row[1] for row in rows_of(officer.get("/UN/periods/2026-Q2?state=missing"))] == [LEFT]
    assert officer.get("/UN/periods/2031").status_code == 404
    days = {"code": "2027", "start": "2027-01-01", "end": "2028-01-01"}
    assert officer.post("/UN/periods", days).status_code == 302
    assert officer.post("/UN/periods", days).status_code == 400
    assert officer.post("/UN/periods/2027/close").status_code == 302
    assert officer.post("/UN/periods/2027/reopen", {"reason": ""}).status_code == 409
    assert officer.post("/UN/periods/2027/reopen", {"reason": "Late."}).status_code == 302
    assert ReportingPeriod.objects.get(code="2027").reason == "Late."
    assert officer.post("/UN/periods-levels", {"levels": "One"}).status_code == 403
    leads = signed_in("eve", "administrator")
    assert leads.post("/UN/periods-levels", {"levels": "One @ NOBODY"}).status_code == 400
    assert leads.post("/UN/periods-levels", {"levels": "One\nTwo"}).status_code == 302


@pytest.mark.parametrize("role", ["reader", ""])
def test_who_may_not_edit_is_shown_no_form_and_stopped(record: Organization, role: str) -> None:
    filled(record)
    other = signed_in("bob", role)
    expected = 200 if role else 404
    for address in ("/UN/indicators", PAGE, REPORT, "/UN/periods", "/UN/periods/2026-Q1"):
        page = other.get(address)
        assert page.status_code == expected, address
        assert b"Save the values" not in page.content
    for address, said in (
        (REPORT, {"c0": "1"}),
        ("/UN/indicator-new", {"title": "x"}),
        ("/UN/indicator-next/2026/10/I1", {"title": "x"}),
        ("/UN/indicator-series/2026/10/I1", {"node": DEEP}),
        ("/UN/indicator-reports/submit", {"report": f"{OWN}#2026-Q2"}),
        ("/UN/periods", {"code": "2027", "start": "2027-01-01", "end": "2028-01-01"}),
        ("/UN/periods/2026-Q1/close", {}),
    ):
        assert other.post(address, said).status_code == (403 if role else 404), address


def test_pages_ask_as_often_for_many_as_for_few(record: Organization, client: Client) -> None:
    entered(record)
    addresses = ("/UN/indicators", PAGE, f"{PAGE}?values=standing", REPORT, "/UN/periods", "/UN/periods/2026-Q1")
    bounds = dict(zip(addresses, (8, 12, 12, 12, 8, 8), strict=True))

    def statements() -> dict[str, int]:
        counted = {}
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counted[address] = len(captured)
        return counted

    few = statements()
    assert {one: count for one, count in few.items() if count > bounds[one]} == {}
    for _ in range(30):
        indicator(record, LEFT)
    enter(record, {f"{TOP}/I{at}#{code}": "3" for at in range(2, 30) for code in QUARTERS})
    assert statements() == few


def test_the_progress_report_tells_official_figures_that_lead_to_their_values(record: Organization) -> None:
    approve(record, *entered(record), f"{OWN}#2026-Q2")
    client = signed_in("zoe", "reader")
    report = client.get("/UN/reports/progress/en/UN/2026/10")
    assert "Boats that float (boats) 2 20 6 off track" in seen(report)
    figures = [to for to in links(report) if "/indicator-figure/" in to]
    assert len(figures) == 3
    # Its course is drawn, with the figures behind it.
    assert "Boats that float: reached and planned" in seen(report)
    assert "2026-Q1 10 10 2026-Q2 6 20" in seen(report)
    for to in figures:
        page = client.get(to)
        assert page.status_code == 200, to
        assert "command line" in seen(page), to


def test_a_report_without_official_figures_tells_none(record: Organization) -> None:
    entered(record)
    report = signed_in("zoe", "reader").get("/UN/reports/progress/en/UN/2026/10")
    assert "Boats that float (boats) – – –" in seen(report)


def test_values_are_entered_place_by_place(record: Organization) -> None:
    ada = signed_in("ada", "officer")
    page = ada.get(f"{REPORT}&place=KE")
    assert "Values of KE" in seen(page)
    done = ada.post(f"{REPORT}&place=KE", {"c0": "3", "evidence": "list"})
    assert done.status_code == 302
    assert "place=KE" in done.headers["Location"]
    assert ada.post(f"{REPORT}&place=UG", {"c0": "4", "evidence": ""}).status_code == 302
    held = IndicatorValue.objects.filter(stands=True).order_by("place").values_list("place", "number")
    assert list(held) == [("KE", 30_000), ("UG", 40_000)]
    page = ada.get(f"{REPORT}&place=UG")
    assert "Everywhere together KE UG" in seen(page)
    assert 'value="4"' in page.content.decode()
    tree = seen(ada.get("/UN/indicator-figure/2026/10/I1?span=2026-Q1&values=standing"))
    assert "KE" in tree
    assert " 7 " in tree
    # Who may not enter sees the places and no form.
    assert "Values of this place" not in seen(signed_in("zoe", "reader").get(f"{REPORT}&place=UG"))


def test_a_place_that_is_too_long_is_cut_and_markup_stays_text(record: Organization) -> None:
    ada = signed_in("ada", "officer")
    page = ada.get(f"{REPORT}&place=%3Cscript%3E{'x' * 300}")
    assert page.status_code == 200
    assert "<script>x" not in page.content.decode()
