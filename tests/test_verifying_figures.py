"""The proof of values and of frozen reports: untouched ones verify, each kind of alteration is found and named."""

from typing import Any

import pytest

from tests.indicator_record import LEFT, OWN, enter, indicator, plan
from tests.test_people import person
from throughline.engine.monitoring.values import Said, State
from throughline.engine.reporting.blocks import Report
from throughline.store.models import Edition, IndicatorReport, IndicatorValue, Organization
from throughline.store.monitoring.indicators.approving import approve_reports, submit_reports
from throughline.store.monitoring.indicators.entering import Entry, restate_values
from throughline.store.people import operator
from throughline.store.reporting.editions.actions import freeze_edition
from throughline.store.reporting.editions.reads import Named
from throughline.store.verifying import verify

FIRST = f"{OWN}#2026-Q1"


@pytest.fixture
def whose(db: None) -> Organization:
    found = plan()
    indicator(found, LEFT)
    enter(found, {f"{FIRST} sex=f": "3", f"{FIRST} sex=m": "4", f"{OWN}#2026-Q2": "~7"})
    # What was said twice stands once; what was taken back stands as not yet reported.
    enter(found, {f"{FIRST} sex=f": "5", f"{OWN}#2026-Q2": ""})
    return found


def wrong() -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in verify()]


def test_values_that_were_entered_taken_back_and_restated_verify(whose: Organization) -> None:
    assert wrong() == []
    ada, bob = person("ada", "UN", "officer"), person("bob", "UN", "approver")
    submit_reports(by=ada, organization=whose, reports=[FIRST])
    approve_reports(by=bob, organization=whose, reports=[FIRST])
    entries = [Entry(FIRST, Said(State.REPORTED, 60_000), "sex=f")]
    restate_values(by=ada, organization=whose, entries=entries, reason="Counted again.")
    assert IndicatorValue.objects.filter(stands=True, state="restated").count() == 1
    assert wrong() == []


@pytest.mark.parametrize(
    "altered",
    [{"number": 70_000}, {"state": "estimated"}, {"cell": "sex=x"}, {"stands": False}, {"text": "words"}],
)
def test_a_value_that_was_altered_is_found(whose: Organization, altered: dict[str, Any]) -> None:
    IndicatorValue.objects.filter(cell="sex=m").update(**altered)
    assert wrong() == [("HI-VALUE", FIRST)]


def test_a_value_that_nobody_entered_or_that_was_lost_is_found(whose: Organization) -> None:
    row = IndicatorValue.objects.filter(cell="sex=m").get()
    IndicatorValue.objects.filter(pk=row.pk).delete()
    assert wrong() == [("HI-VALUE", FIRST)]
    row.cell = "sex=x"
    row.pk = None
    row.save()
    assert wrong() == [("HI-VALUE", FIRST)]


def test_a_report_that_was_lost_is_found(whose: Organization) -> None:
    reports = IndicatorValue.objects.filter(cell="sex=m").values_list("report", flat=True)
    (report,) = set(reports)
    IndicatorValue.objects.filter(report=report).delete()

    IndicatorReport.objects.filter(pk=report).delete()
    assert wrong() == [("HI-MISSING", FIRST)]


def test_frozen_reports_verify_and_altered_ones_do_not(whose: Organization) -> None:
    named = Named("brief", "UN/2026/10", "en")
    report = Report("Brief", "UN", "en", "2026-05-01", ())
    freeze_edition(by=operator(), organization=whose, named=named, report=report)
    freeze_edition(by=operator(), organization=whose, named=named, report=report)
    assert wrong() == []
    first, second = Edition.objects.order_by("number")
    Edition.objects.filter(pk=first.pk).update(content=b"not packed")
    assert wrong() == [("HI-EDITION", f"{named.address};1")]
    Edition.objects.filter(pk=first.pk).update(content=second.content, digest="0" * 64)
    assert wrong() == [("HI-EDITION", f"{named.address};1")]
    Edition.objects.filter(pk=first.pk).delete()
    assert wrong() == [("HI-MISSING", f"{named.address};1")]
