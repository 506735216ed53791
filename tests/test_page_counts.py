"""No page asks the database more often for 300 rows than for 3, and none more often than its bound."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.page_record import resolutions, take, wide_fascicle
from tests.store_records import report
from throughline.engine.monitoring.assessment import Judgement, Pillar
from throughline.store.models import Organization, StandingFinding
from throughline.store.monitoring.assessments.actions import assess
from throughline.store.people import operator
from throughline.store.units.actions import give_responsibility, make_unit

pytestmark = pytest.mark.django_db

# Every kind of page, and how many statements it may take: 8 for a list, 10 for a form with choices, 12 for a page of
# one thing, 13 for a whole part of a plan.
BOUNDS = {
    "/UN": 8,
    "/UN/deliverables": 8,
    "/UN/deliverables?state=missing&category=A&section=UN/2026/10&q=boat": 8,
    "/UN/units": 12,
    "/UN/mandates": 8,
    "/UN/mandates?q=boat&body=General+Assembly&verb=request&deadline=near&answered=listed&held=held": 8,
    "/UN/mandates/A/RES/77/2": 14,
    "/UN/mandates/A/78/500": 12,
    "/UN/difference/A/RES/77/2?other=A/RES/77/1": 12,
    "/UN/timeline?start=2026-01": 8,
    "/UN/timeline.ics": 8,
    "/UN/data": 8,
    "/UN/asked": 8,
    "/UN/asked?addressee=@secretariat&answered=unlisted&year=2023": 8,
    "/UN/plans": 8,
    "/UN/plans/2026": 8,
    "/UN/plans/2026/10": 15,
    "/UN/plans/2026/10/SP1": 12,
    "/UN/plans/2026/10/SP1/R2": 12,
    "/UN/plans/2026/10/T10.19": 8,
    "/UN/plans/2026/10/T10.19/r1/c8": 8,
    "/UN/plans/2026/10/SP1/D-A.1/2024-planned": 8,
    "/UN/asked/unanswered": 8,
    "/UN/asked/unanswered?grain=documents&q=boat": 8,
    "/UN/links": 8,
    "/UN/links/new?of=A/RES/77/2%231&q=boat": 10,
    "/UN/findings": 8,
    "/UN/findings?severity=error&code=PB-SUM": 8,
    "/UN/findings?state=all&who=nobody": 8,
    "/UN/sources": 8,
    "/UN/history": 8,
    "/UN/history/A/RES/77/2": 8,
    "/UN/search?q=boat": 8,
    "/UN/units/BO": 12,
    "/UN/units/BO/edit": 12,
    "/UN/asked?unit=BO": 8,
    "/UN/asked?unit=BO&answered=unlisted": 8,
    "/UN/findings?unit=BO": 8,
    "/UN/findings?q=row": 8,
    "/UN/deliverables?unit=BO&category=A": 8,
    "/UN/line/2026/10": 12,
    "/UN/line/A/RES/77/2": 12,
    "/UN/sources/reading": 8,
    "/UN/frameworks": 8,
    "/UN/frameworks/linkage": 8,
    "/UN/frameworks/contributions": 8,
    "/UN/assessments": 8,
    "/UN/assessments?year=2026&unit=BO&state=open": 8,
    "/UN/assessments/2026/10/SP1": 12,
    "/UN/evaluations": 8,
    "/UN/evaluations?owing=yes&year=2026&state=completed&unit=BO&q=boat&node=UN/2026/10": 8,
}

# The address of a finding is known when the record stands.
ONE_FINDING = 12


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """A search index of its own."""
    settings.DATA = tmp_path


def statements(client: Client) -> dict[str, int]:
    counted = {}
    finding = StandingFinding.objects.filter(gone=None).order_by("pk")[0]
    for address in (*BOUNDS, f"/UN/findings/{finding.digits}"):
        # The first answer brings the search index up to the history and fills caches of the framework.
        assert client.get(address).status_code == 200, address
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counted[address] = len(captured)
    return counted


def assessed(whose: Organization, first: int, last: int) -> None:
    """Self-assessments of so many places."""
    judged = [Judgement(pillar, 2, "So.") for pillar in Pillar]
    for number in range(first, last + 1):
        node = f"UN/2026/10/SP{number}"
        assess(by=operator(), organization=whose, node=node, year=2026, judgements=judged, today=date(2026, 12, 1))


def test_a_page_asks_as_often_for_300_rows_as_for_3(client: Client) -> None:
    take(*resolutions(1, 3), report(), wide_fascicle(3))
    organization = Organization.objects.get(code="UN")
    unit = make_unit(by=operator(), organization=organization, code="BO", name="Boats")
    give_responsibility(by=operator(), unit=unit, address="UN/2026/10")
    assessed(organization, 1, 3)
    few = statements(client)
    assert {address: count for address, count in few.items() if count > BOUNDS.get(address, ONE_FINDING)} == {}
    take(*resolutions(4, 300), wide_fascicle(300))
    assessed(organization, 4, 30)
    assert statements(client) == few
