"""Indicators through the API: read, defined, entered all or none, approved; refused with what is wrong."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.indicator_record import LEFT, OWN, TOP, approver, contributes, indicator, plan
from tests.test_people import person
from throughline.store.models import IndicatorReport, IndicatorValue, Organization
from throughline.store.monitoring.indicators import whole
from throughline.store.people import operator
from throughline.store.people.roles import give_role
from throughline.store.people.tokens import issue_token

pytestmark = pytest.mark.django_db

UN = "/api/organizations/UN"
RULES = dict.fromkeys(("cells", "places", "time", "nodes"), "sum")
SAID: dict[str, Any] = {"title": "Boats that float", "kind": "quantity", "unit": "boats", "direction": "rise"}
SAID |= {"frequency": "3", "dimensions": "sex: f, m", "on_track": 90, "off_track": 60, **RULES}


@pytest.fixture
def record(settings: Any, tmp_path: Path, db: None) -> Organization:
    settings.DATA = tmp_path
    whole.forget()
    return plan()


def program(name: str, role: str = "", scope: str = "write") -> Client:
    """A program with a token of a person who has a role."""
    secret = issue_token(by=person(name, "UN" if role else "", role or "reader"), name="program", scope=scope)
    return Client(headers={"authorization": f"Bearer {secret}"})


def send(client: Client, address: str, said: Any, method: str = "post", **headers: str) -> Any:
    act = getattr(client, method)
    return act(f"{UN}/{address}", said, content_type="application/json", headers=headers)


def values(**numbers: str) -> dict[str, Any]:
    return {
        "values": [{"report": f"{OWN}#2026-Q1", "cell": f"sex={cell}", "said": said} for cell, said in numbers.items()]
    }


def test_an_indicator_is_defined_reported_approved_and_traced(record: Organization) -> None:
    client = program("ada", "officer")
    made = send(client, "indicators", {"node": TOP, **SAID})
    assert (made.status_code, made.json()["address"]) == (201, OWN)
    assert made.headers["Location"] == f"{UN}/indicators/{OWN}"
    assert send(client, f"indicator-series/{OWN}", {"node": LEFT}).status_code == 204
    contributes(record, LEFT, TOP, "1/2")
    wrong = send(client, "indicator-values", values(f="7", m="50%"))
    assert wrong.status_code == 422 and wrong.json()["errors"][0]["code"] == "MO-VALUE-TEXT"
    assert IndicatorValue.objects.count() == 0
    assert send(client, "indicator-values", values(f="7", m="1")).json() == {"values": 2, "reports": 1, "findings": []}
    left = {"values": [{"report": f"{OWN}@2026/10/SP1#2026-Q1", "said": "3", "evidence": "A letter"}]}
    assert send(client, "indicator-values", left).json()["values"] == 1
    figures = client.get(f"{UN}/indicator-figures/{OWN}?values=standing").json()["figures"]
    told = {(one["node"], one["span"], one["cell"]): one["value"] for one in figures}
    assert told[TOP, "2026", ""] == "19/2" and told[TOP, "2026-Q1", "sex=f"] == "7" and told[LEFT, "2026-Q1", ""] == "3"
    assert client.get(f"{UN}/indicator-figures/{OWN}").json()["figures"] == []
    line = client.get(f"{UN}/indicator-lineage/{OWN}?span=2026&values=standing").json()
    assert [(one["node"], one["weight"], len(one["leaves"])) for one in line["branches"]] == [
        (TOP, "1", 2),
        (LEFT, "1/2", 1),
    ]
    assert line["branches"][1]["leaves"][0]["evidence"] == "A letter"
    report = {"report": [f"{OWN}#2026-Q1"]}
    assert send(client, "indicator-reports/submitted", report).status_code == 204
    assert send(client, "indicator-reports/approved", report).status_code == 403
    approves = Client(headers={"authorization": f"Bearer {issue_token(by=approver(), name='p', scope='write')}"})
    back = {**report, "reason": "Once more."}
    assert send(approves, "indicator-reports/sent-back", back).status_code == 204
    send(client, "indicator-reports/submitted", report)
    assert send(approves, "indicator-reports/approved", report).status_code == 204
    assert IndicatorReport.objects.get(series__node=TOP).state == "approved"
    due = client.get(f"{UN}/indicator-reports?period=2026-Q1").json()["items"]
    assert [(one["node"], one["state"]) for one in due] == [(TOP, "approved"), (LEFT, "open")]
    assert send(client, "indicator-values", values(f="8")).status_code == 422
    assert send(client, "indicator-values", {**values(f="8"), "reason": "Counted twice."}).json()["values"] == 1


def test_the_next_definition_names_the_state_that_it_changes(record: Organization) -> None:
    indicator(record)
    client = program("ada", "officer")
    read = client.get(f"{UN}/indicators/{OWN}")
    again = {**SAID, "title": "Boats afloat", "carried": "", "reason": "Shorter."}
    assert send(client, f"indicators/{OWN}", again, "put").status_code == 428
    changed = send(client, f"indicators/{OWN}", again, "put", **{"if-match": read.headers["ETag"]})
    assert (changed.status_code, changed.json()["number"], changed.json()["title"]) == (200, 2, "Boats afloat")
    late = send(client, f"indicators/{OWN}", again, "put", **{"if-match": read.headers["ETag"]})
    assert (late.status_code, late.json()["current"]["number"]) == (412, 2)


def test_periods_and_levels_are_set(record: Organization) -> None:
    client = program("ada", "officer")
    days = {"code": "2027", "start": "2027-01-01", "end": "2028-01-01"}
    assert send(client, "periods", days).json()["state"] == "open"
    assert send(client, "periods", days).status_code == 409
    assert send(client, "periods/2027/closed", {}).json()["state"] == "closed"
    assert send(client, "periods/2027/reopened", {"reason": "Late."}).json()["reason"] == "Late."
    assert [one["code"] for one in client.get(f"{UN}/periods?limit=2").json()["items"]] == ["2026", "2026-Q1"]
    assert send(client, "approval-levels", {"levels": "One"}, "put").status_code == 403
    give_role(by=operator(), to=person("eve", "UN", "administrator"), role="officer", organization=record)
    leads = program("lea", "administrator")
    assert send(leads, "approval-levels", {"levels": "One\nTwo"}, "put").status_code == 204


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("", 404)])
def test_who_may_not_writes_nothing(record: Organization, role: str, status: int) -> None:
    indicator(record)
    other = program("bob", role)
    report = {"report": [f"{OWN}#2026-Q1"]}
    for address, said in (
        ("indicators", {"node": TOP, **SAID}),
        (f"indicator-series/{OWN}", {"node": LEFT}),
        ("indicator-values", values(f="7")),
        ("periods", {"code": "2027", "start": "2027-01-01", "end": "2028-01-01"}),
        ("periods/2026/closed", {}),
    ):
        assert send(other, address, said).status_code == status, address
    assert send(other, "indicator-reports/submitted", report).status_code in (404, 409)
    for address in (f"indicators/{OWN}", f"indicator-figures/{OWN}", f"indicator-lineage/{OWN}?span=2026", "periods"):
        assert other.get(f"{UN}/{address}").status_code == (200 if role else 404), address
    assert IndicatorValue.objects.count() == 0


def test_what_is_nowhere_is_not_found(record: Organization) -> None:
    indicator(record)
    client = program("ada", "officer")
    for address in (
        "indicators/UN/2026/10/I9",
        f"indicator-lineage/{OWN}?span=2031",
        f"indicator-lineage/{OWN}?span=2026&cell=sex=z",
        "indicator-reports?period=2031",
    ):
        assert client.get(f"{UN}/{address}").status_code == 404, address
