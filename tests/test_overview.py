"""The overview of an organization and of a unit: every number leads to a list that has as many rows."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from lxml import html

from tests.page_record import resolutions, seen, small_record, take, wide_fascicle
from tests.store_records import report, request, resolution
from tests.test_people import person
from throughline.store.models import Organization, Quantity, StandingFinding
from throughline.store.organizations import organization_with
from throughline.store.people import operator
from throughline.store.reporting.handling import accept_findings, assign_findings
from throughline.store.rights import EVERYTHING
from throughline.store.units.actions import give_responsibility, make_unit
from throughline.web.pages import deliverables
from throughline.web.pages.counting import DOCUMENTS, counts_of_organization
from throughline.web.pages.times import end_of_month, end_of_quarter


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """A search index of its own."""
    settings.DATA = tmp_path


@pytest.fixture
def un(db: None) -> Organization:
    """A record with something of everything: times that passed and are to come, findings for some and for none."""
    days = (None, "2020-01-31", "2999-12-31", end_of_month(localdate()).isoformat())
    take(
        *resolutions(1, 25),
        *(
            resolution(f"A/RES/80/{at}", acts=(request(f"to sail {at}", who, day),), file=f"sail{at}.txt")
            for at, (who, day) in enumerate((who, day) for who in ("Secretary-General", "Council") for day in days)
        ),
        report(),
        wide_fascicle(25),
    )
    whose = organization_with("UN")
    for code, address, addressee in (("SEC", "UN/2026/10", ""), ("PRO", "UN/2026/10/SP1", ""), ("SG", "", "Council")):
        unit = make_unit(by=operator(), organization=whose, code=code, name=f"Office {code}")
        give_responsibility(by=operator(), unit=unit, address=address, addressee=addressee)
    one, two, three = [one.digits for one in StandingFinding.objects.filter(gone=None, code="PB-SUM")[:3]]
    assign_findings(by=operator(), organization=whose, findings=[one], person=person("ada", "UN", "officer"))
    assign_findings(by=operator(), organization=whose, findings=[two], unit=unit)
    accept_findings(
        by=operator(), organization=whose, findings=[three], reason="So", until=localdate(), today=localdate()
    )
    return whose


def officer(un: Organization) -> Client:
    """Whoever works there, signed in."""
    client = Client()
    client.force_login(un.roles.get().person)
    return client


def counted(response: Any) -> list[tuple[str, int]]:
    """The numbers of an overview: (address of the list, count)."""
    found: Any = html.fromstring(response.content).xpath("//a[@data-count]")
    return [(link.get("href"), int(link.get("data-count"))) for link in found]


@pytest.mark.parametrize("page", ["/UN", "/UN/units/SEC", "/UN/units/PRO", "/UN/units/SG"])
def test_every_number_leads_to_a_list_that_counts_the_same(un: Organization, page: str) -> None:
    client = officer(un)
    numbers = counted(client.get(page))
    assert len(numbers) > 10
    assert any(count for _, count in numbers)
    differing = []
    for address, count in numbers:
        answer = client.get(address)
        found = answer.context["listing"].total
        if (answer.status_code, found) != (200, count):
            differing.append((address, count, answer.status_code, found))
    assert differing == []


def test_who_must_act_by_when_stands_first(un: Organization) -> None:
    client = officer(un)
    words = seen(client.get("/UN"))
    assert words.index("Who must act, by when") < words.index("Deadlines next") < words.index("Estimated for")
    unit = client.get("/UN/units/SG")
    assert "4 acts ask it for something." in seen(unit)


def test_what_a_unit_answers_for_is_counted_for_it_alone(un: Organization) -> None:
    client = officer(un)
    of = {
        code: {tile.label: tile.count for tile in client.get(f"/UN/units/{code}").context["tiles"]}
        for code in ("SEC", "PRO", "SG")
    }
    assert {code: counts["Answered by no plan"] for code, counts in of.items()} == {"SEC": 0, "PRO": 0, "SG": 4}
    both = of["SEC"]["Findings to deal with"] + of["PRO"]["Findings to deal with"] + of["SG"]["Findings to deal with"]
    assert both <= client.get("/UN").context["tiles"][2].count
    assert client.get("/UN/units/NONE").status_code == 404


def test_what_is_published_tells_no_findings(un: Organization) -> None:
    Organization.objects.filter(pk=un.pk).update(published=True)
    page = Client().get("/UN")
    assert b"findings" not in page.content
    assert Client().get("/UN/units/SEC").status_code == 404
    assert Client().get("/UN/deliverables").status_code == 200


def test_counts_take_three_statements_whatever_the_rows_and_then_two(un: Organization) -> None:
    for statements in (3, 2):
        with CaptureQueriesContext(connection) as captured:
            counts = counts_of_organization(un, EVERYTHING, localdate(), None)
        assert len(captured) == statements
    take(resolution("A/RES/90/1"))
    anew = counts_of_organization(un, EVERYTHING, localdate(), None)
    assert anew.of(DOCUMENTS, "held") == counts.of(DOCUMENTS, "held") + 1


@pytest.mark.parametrize(
    ("today", "month", "quarter"),
    [
        (date(2026, 1, 15), date(2026, 1, 31), date(2026, 3, 31)),
        (date(2024, 2, 1), date(2024, 2, 29), date(2024, 3, 31)),
        (date(2026, 6, 30), date(2026, 6, 30), date(2026, 6, 30)),
        (date(2026, 12, 1), date(2026, 12, 31), date(2026, 12, 31)),
        (date(2026, 8, 31), date(2026, 8, 31), date(2026, 9, 30)),
    ],
)
def test_months_and_quarters_end(today: date, month: date, quarter: date) -> None:
    assert (end_of_month(today), end_of_quarter(today)) == (month, quarter)


def test_deliverables_are_listed_by_what_came_of_them(client: Client, db: None) -> None:
    small_record()
    everything = client.get("/UN/deliverables").context["listing"]
    by_state = {
        state: client.get(f"/UN/deliverables?state={state}").context["listing"].total
        for state in (*deliverables.STATES, deliverables.MISSING)
    }
    assert sum(by_state[state] for state in deliverables.STATES) == everything.total > 0
    assert by_state[deliverables.MISSING] == by_state[deliverables.NONE] + by_state[deliverables.SHORT]
    for row in everything.rows:
        assert client.get(f"/UN/plans/{row.address.removeprefix('UN/')}", follow=True).status_code == 200
        assert client.get(f"/UN/plans/{row.source.removeprefix('UN/')}").status_code == 200
    for query in ("category=A", "section=UN/2026/10", "unit=NONE", "q=boats", "year=2024"):
        assert client.get(f"/UN/deliverables?{query}").status_code == 200, query
    for query in ("category=Z", "section=UN/1999/1", "year=1999", "state=lost", "page=-1"):
        assert client.get(f"/UN/deliverables?{query}").status_code == 400, query
    assert client.get("/UN/deliverables?unit=NONE").context["listing"].total == 0


@pytest.mark.parametrize(
    ("of", "delivered", "state"),
    [
        (0, 0, None),
        (0, None, None),
        (0, 3, deliverables.FULL),
        (2, 0, deliverables.NONE),
        (2, None, deliverables.AHEAD),
    ],
)
def test_none_planned_and_none_delivered_is_not_delivered_in_full(
    un: Organization, of: int, delivered: int | None, state: str | None
) -> None:
    planned = deliverables.planned(EVERYTHING).exclude(state=deliverables.AHEAD).first()
    assert planned is not None
    one = Quantity.objects.filter(deliverable=planned.deliverable, year=planned.year)
    one.filter(status="planned").update(value=of)
    one.filter(status="actual").update(value=delivered)
    row = deliverables.planned(EVERYTHING).filter(pk=planned.pk).first()
    assert (row.state if row else None) == state
    outcome = deliverables.outcomes(EVERYTHING).filter(deliverable=planned.deliverable, year=planned.year).first()
    assert (outcome.state if outcome else None) == (None if delivered is None else state)


def test_both_ways_to_the_outcomes_count_the_same(un: Organization) -> None:
    sight = EVERYTHING
    one = deliverables.planned(sight).exclude(state=deliverables.AHEAD)
    assert sorted(one.values_list("deliverable__address", "year", "state")) == sorted(
        deliverables.outcomes(sight).values_list("deliverable__address", "year", "state")
    )


def test_the_boxes_count_what_the_tiles_count(un: Organization) -> None:
    client = officer(un)
    page = client.get("/UN")
    shown = page.context
    due, unanswered, *_, held = shown["tiles"]
    assert "Asked of: The secretariat" in seen(page)
    to_come = sum(one.count for one in due.more)
    timed = client.get("/UN/asked?deadline=set&addressee=@secretariat").context["listing"].total
    assert timed == due.count + to_come
    assert [row.addressees for row in shown["deadlines"]] == [("Secretary-General",)] * to_come
    unlisted = client.get("/UN/asked?answered=unlisted&addressee=@secretariat")
    assert sum(one.asking for one in shown["unlisted"]) <= unlisted.context["listing"].total == unanswered.count
    of_links = [one for one in hrefs(page) if one.startswith("/UN/asked?")]
    assert all("addressee=@secretariat" in one for one in of_links)
    counts = client.get("/api/organizations/UN/overview").json()
    told = {"held": held.count, "cited": held.more[0].count, "passed": due.count, "unlisted": unanswered.count}
    assert {name: counts[name] for name in told} == told


def hrefs(page: Any) -> list[str]:
    """Where the links of a page lead."""
    found: Any = html.fromstring(page.content).xpath("//main//a/@href")
    return [str(one) for one in found]
