"""Reports on plans of results: how each element stands, what serves it, what is missing; and the linkage table."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.indicator_record import approve, enter, indicator, plan
from tests.page_record import rows_of, seen
from tests.test_page_editing import officer
from throughline.engine.planning.frameworks import Element
from throughline.store.models import Organization
from throughline.store.people import operator
from throughline.store.planning.contributions.actions import make_contribution
from throughline.store.planning.frameworks.actions import make_framework, write_draft
from throughline.store.reporting.editions.actions import freeze_edition
from throughline.store.reporting.editions.reads import Named
from throughline.store.rights import EVERYTHING
from throughline.web.reports.catalogue import BY_CODE, Asking, report_of

pytestmark = pytest.mark.django_db

TREE = (
    Element("G1", "goal", "Safer water", text="Rivers are *known*."),
    Element("O1.1", "outcome", "Rivers are measured", "G1"),
    Element("G2", "goal", "Safer ice"),
)
PLAN, GOAL = "UN/2024-27", "UN/2024-27/O1.1"
TODAY = date(2026, 5, 1)


@pytest.fixture
def whose(settings: Any, tmp_path: Path, monkeypatch: Any) -> Organization:
    settings.DATA = tmp_path
    monkeypatch.setattr("throughline.web.pages.reports.wanted.localdate", lambda: TODAY)
    found = plan()
    head: dict[str, Any] = {"kind": "strategic", "title": "Water for all", "levels": ("goal", "outcome")}
    made = make_framework(
        by=operator(), organization=found, code="2024-27", start=date(2024, 1, 1), end=date(2028, 1, 1), **head
    )
    write_draft(by=operator(), framework=made, revision=1, elements=TREE)
    indicator(found, node=GOAL, title="Gauges that work")
    enter(found, {f"{GOAL}/I1#2026-Q1": "95", f"{GOAL}/I1#2026-Q1.target": "100"})
    approve(found, f"{GOAL}/I1#2026-Q1", f"{GOAL}/I1#2026-Q1.target")
    make_contribution(
        by=operator(),
        organization=found,
        source="UN/2026/10/SP1",
        target=GOAL,
        rationale="It pays for gauges.",
        share=Fraction(1, 2),
    )
    return found


def test_a_report_on_a_plan_says_how_its_indicators_stand_what_serves_it_and_what_is_missing(
    whose: Organization,
) -> None:
    page = officer("ada").get(f"/UN/reports/strategy/en/{PLAN}")
    assert page.status_code == 200
    text = seen(page)
    assert "Progress on Water for all" in text
    assert "1 indicator is measured." in text
    for words in ("Rivers are *known*.", "Gauges that work (boats)", "on track 95 %", "UN/2026/10/SP1", "50%"):
        assert words in text, words
    missing = text.rpartition("What is missing")[2]
    assert "Safer ice : no indicator measures it; nothing contributes to it" in missing
    assert "Rivers are measured" not in missing


def test_what_was_not_approved_is_no_figure_of_a_report(whose: Organization) -> None:
    indicator(whose, node=GOAL, title="Gauges that broke")
    enter(whose, {f"{GOAL}/I2#2026-Q1": "7777"})
    assert "7777" not in seen(officer("ada").get(f"/UN/reports/strategy/en/{PLAN}"))


def test_the_linkage_table_names_every_gap_in_both_directions(whose: Organization) -> None:
    page = officer("ada").get(f"/UN/reports/linkage/en/{PLAN}")
    text = seen(page)
    rows = rows_of(page)
    assert ["Safer ice", "–", "–", "nothing below it"] in rows
    served = next(row for row in rows if row[0] == "Rivers are measured")
    assert served[3] == "no activity"
    assert any("no strategic result" in row[3] for row in rows)
    assert "no strategic result: " in text


def test_fields_of_a_plan_stay_true_and_an_edition_of_it_is_frozen(whose: Organization) -> None:
    asking = Asking(whose, PLAN, TODAY, EVERYTHING.within(whose.pk))
    report = report_of(
        BY_CODE["strategy"], asking, "en", {"summary": "[[indicators.good]] of [[indicators = 1]] stand well."}
    )
    named = Named("strategy", PLAN, "en")
    made = freeze_edition(by=operator(), organization=whose, named=named, report=report)
    assert made.number == 1


def test_no_plan_is_no_report(whose: Organization) -> None:
    ada = officer("ada")
    for about in ("strategy/en/UN/2030-33", "linkage/en/UN/2030-33", "strategy/en/ITU/2024-27"):
        assert ada.get(f"/UN/reports/{about}").status_code == 404, about
