"""The results of the demo: its people, plans, indicators and values, and the reports that tell of them."""

import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner

from demo.build import HERE
from throughline.cli import app
from throughline.cli.demonstrating import plan_and_reach
from throughline.engine.unread import Unread
from throughline.readers.files import read_any
from throughline.store.history import latest
from throughline.store.models import Indicator, IndicatorReport, IndicatorValue, Organization
from throughline.store.monitoring.indicators.figures import figures_of
from throughline.store.monitoring.indicators.reading import Which
from throughline.store.people import operator
from throughline.store.planning.linkage import linkage_between, plans_beside
from throughline.store.rights import EVERYTHING
from throughline.store.taking_in import take_in
from throughline.web.addresses import page_of

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
PLAN = "HWU/2024-27"
PEOPLE = ("Ines Calder", "Rosa Alder", "Milan Frey", "Tove Lind")


@pytest.fixture
def whose(settings: Any, tmp_path: Path) -> Organization:
    settings.DATA = tmp_path
    for path in sorted(HERE.glob("HWU_*")):
        if path.suffix != ".xlsx":
            parsed = read_any(path)
            assert not isinstance(parsed, Unread)
            take_in(records=parsed, by=operator(), reader="test", organization="HWU")
    assert plan_and_reach(HERE, "HWU") == "Results: 2 plans, 12 indicators."
    return Organization.objects.get(code="HWU")


def states() -> dict[str, int]:
    reports = IndicatorReport.objects.filter(of="actual")
    return {state: reports.filter(state=state).count() for state in ("open", "submitted", "approved")}


def test_indicators_of_every_kind_but_one_have_baselines_targets_and_values_of_two_years(whose: Organization) -> None:
    kinds = set(Indicator.objects.values_list("definition__kind", flat=True))
    assert kinds == {"quantity", "ratio", "index", "yesno", "milestone", "qualitative"}
    said = IndicatorReport.objects.values_list("of", "period__code")
    assert {("baseline", "2023"), ("target", "2025"), ("actual", "2024"), ("actual", "2025")} <= set(said)
    assert states() == {"open": 2, "submitted": 3, "approved": 21}
    back = IndicatorReport.objects.get(series__indicator__address=f"{PLAN}/P4/I1", of="actual", period__code="2025")
    assert back.note.startswith("The site at Orr Pass")
    assert not IndicatorValue.objects.filter(official=True).exclude(report__state="approved").exists()


def test_what_the_activities_report_adds_up_at_the_output(whose: Organization) -> None:
    trained = Indicator.objects.get(address=f"{PLAN}/P7/I1")
    told = figures_of(whose, [trained], Which.OFFICIAL, seen_by=EVERYTHING)[trained.address].of("actual")
    women = told[f"{PLAN}/P7", "2024", "sex=f"]
    assert getattr(women, "number", 0) == (18 + 9 + 7 + 22) * 10_000
    assert getattr(told[f"{PLAN}/P7", "2024", ""], "number", 0) == 138 * 10_000
    # One of the two activities was not approved for 2025.
    assert getattr(told[f"{PLAN}/P7", "2025", ""], "number", 0) == 100 * 10_000


def test_the_linkage_table_has_lines_from_end_to_end_and_gaps_in_every_column(whose: Organization) -> None:
    table = linkage_between(plans_beside(whose, seen_by=EVERYTHING), PLAN, "", "")
    whole = {(one.strategic, one.financial, one.operational) for one in table.rows if not one.gaps}
    assert (f"{PLAN}/P1", "HWU/2026/3/SP1/R1", f"{PLAN}-OP/A1") in whole
    assert all(table.gaps.values()), table.gaps
    assert (f"{PLAN}/P8", "", "") in {(one.strategic, one.financial, one.operational) for one in table.rows}


def test_a_second_time_nothing_is_written(whose: Organization) -> None:
    before = latest()[0].number
    assert plan_and_reach(HERE, "HWU") == "Results: 2 plans, 12 indicators."
    assert latest()[0].number == before


@pytest.mark.parametrize(("kind", "about"), [("strategy", PLAN), ("progress", "HWU/2026")])
def test_the_progress_report_comes_out_by_one_command_and_each_figure_leads_to_its_value_and_person(
    whose: Organization, tmp_path: Path, client: Client, kind: str, about: str
) -> None:
    out = tmp_path / "report.html"
    done = CliRunner().invoke(app, ["report", kind, about, "--out", str(out), "--site", SITE])
    assert done.exit_code == 0, done.output
    links = {unescape(one) for one in re.findall(rf'href="{SITE}(/HWU/indicator-figure/[^"]*)"', out.read_text())}
    assert len(links) > 10
    for link in links:
        page = client.get(link)
        assert page.status_code == 200, link
        assert "Entered by" in page.content.decode()
        assert any(name in page.content.decode() for name in PEOPLE), link
    one = client.get(page_of("HWU", f"{PLAN}/O1/I1#2025")).content.decode()
    assert "Rosa Alder" in one
    assert "Marta Quell" in one
    assert "447" in one


def test_what_is_due_and_the_list_of_indicators_show_something(
    whose: Organization, client: Client, monkeypatch: Any
) -> None:
    monkeypatch.setattr("throughline.web.pages.due.views.localdate", lambda: date(2026, 8, 1))
    due = client.get("/HWU/due").content.decode()
    assert "The site at Orr Pass" in due
    progress = client.get("/HWU/frameworks/2024-27").content.decode()
    assert 'href="/HWU/reports/strategy/en/HWU/2024-27"' in progress
    listed = client.get("/HWU/indicators").content.decode()
    assert "Observers trained" in listed
    assert "on track" in listed


def test_addresses_of_indicators_and_reports_have_pages() -> None:
    assert page_of("HWU", f"{PLAN}/P7/I1") == "/HWU/indicators/2024-27/P7/I1"
    assert page_of("HWU", "HWU/2026/3/SP1/I1") == "/HWU/indicators/2026/3/SP1/I1"
    reported = f"{PLAN}/P7/I1@2024-27-OP/A5"
    node = "node=HWU%2F2024-27-OP%2FA5"
    assert page_of("HWU", reported) == f"/HWU/indicators/2024-27/P7/I1?{node}"
    figure = "/HWU/indicator-figure/2024-27/P7/I1"
    assert page_of("HWU", f"{reported}#2025") == f"{figure}?{node}&span=2025"
    assert page_of("HWU", f"{PLAN}/P7/I1#2025.target") == f"{figure}?span=2025&of=target"
