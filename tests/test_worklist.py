"""The work list: who works on a finding, what explains it, what is accepted until when; refusals, and what is told."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate
from typer.testing import CliRunner

from tests.page_record import TODAY, links, seen, take, wide_fascicle
from tests.store_records import fascicle
from tests.test_people import person
from throughline.engine.errors import Refused
from throughline.engine.findings import Finding, Severity
from throughline.store import history
from throughline.store.models import Organization, Remark, StandingFinding, Unit
from throughline.store.organizations import organization_with
from throughline.store.people import operator
from throughline.store.reporting.checks import check_record
from throughline.store.reporting.handling import (
    LONGEST,
    MOST,
    accept_findings,
    assign_findings,
    comment_on_finding,
    explain_finding,
    take_up_findings,
)
from throughline.store.reporting.reads import standing_findings
from throughline.store.rights import EVERYTHING
from throughline.store.units.actions import end_unit, give_responsibility, make_unit, take_back_responsibility

SOON = localdate() + timedelta(days=30)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """A search index of its own."""
    settings.DATA = tmp_path


@pytest.fixture
def un(db: None) -> Organization:
    take(wide_fascicle(3))
    return organization_with("UN")


def of_code(code: str) -> list[StandingFinding]:
    return list(StandingFinding.objects.filter(code=code, gone=None).order_by("message"))


def digits(code: str = "PB-SUM") -> list[str]:
    return [one.digits for one in of_code(code)]


def accept(un: Organization, findings: list[str], until: date = SOON, reason: str = "Known to the printer") -> int:
    return accept_findings(
        by=operator(), organization=un, findings=findings, reason=reason, until=until, today=localdate()
    )


def wrong_sum(figures: tuple[str, ...], message: str = "Row 1 does not add up.") -> Finding:
    return Finding("PB-SUM", Severity.ERROR, "table 10.19, row 1", message, figures)


def test_findings_are_assigned_to_people_and_units(un: Organization) -> None:
    ada, unit = person("ada", "UN", "officer"), make_unit(by=operator(), organization=un, code="BUD", name="Budget")
    first, second, third = digits()
    assert assign_findings(by=ada, organization=un, findings=[first, second], person=ada) == 2
    assert assign_findings(by=ada, organization=un, findings=[second], person=ada) == 0
    assert assign_findings(by=ada, organization=un, findings=[third], unit=unit) == 1
    assert [(one.assigned_to, one.assigned_unit) for one in of_code("PB-SUM")] == [
        (ada, None),
        (ada, None),
        (None, unit),
    ]
    assert assign_findings(by=ada, organization=un, findings=[first]) == 1
    assert of_code("PB-SUM")[0].assigned_to is None
    with pytest.raises(Refused, match="Findings are assigned"):
        end_unit(by=operator(), unit=unit)
    told = [(line.action, line.address) for line in history.latest(4)]
    assert told == [("assign finding", f"findings/{one}") for one in (first, third, second, first)]


def test_what_is_accepted_leaves_the_list_and_comes_back_after_its_day(un: Organization, client: Client) -> None:
    chosen = digits()[:2]
    assert accept(un, chosen) == 2
    assert "1 to 1 of 1" in seen(client.get("/UN/findings?code=PB-SUM"))
    assert "1 to 2 of 2" in seen(client.get("/UN/findings?code=PB-SUM&state=accepted"))
    assert "1 to 3 of 3" in seen(client.get("/UN/findings?code=PB-SUM&state=all"))
    StandingFinding.objects.filter(code="PB-SUM").exclude(accepted_until=None).update(
        accepted_until=localdate() - timedelta(days=1)
    )
    assert "1 to 3 of 3" in seen(client.get("/UN/findings?code=PB-SUM"))
    accept(un, chosen)
    assert take_up_findings(by=operator(), organization=un, findings=digits()) == 2
    assert "1 to 3 of 3" in seen(client.get("/UN/findings?code=PB-SUM"))


@pytest.mark.django_db
def test_another_figure_is_another_finding_for_the_same_person() -> None:
    take(fascicle(findings=(wrong_sum(("7", "8")),)))
    un, ada = organization_with("UN"), person("ada", "UN", "officer")
    (one,) = digits()
    assign_findings(by=ada, organization=un, findings=[one], person=ada)
    explain_finding(by=ada, organization=un, finding=one, text="The printer rounded.")
    accept(un, [one])
    check_record(today=TODAY)
    assert of_code("PB-SUM")[0].is_accepted(localdate())
    take(fascicle(findings=(wrong_sum(("7", "9")),), file="again.docx", title="Again"))
    (now,) = of_code("PB-SUM")
    assert (now.digits == one, now.accepted_until, now.assigned_to) == (False, None, ada)
    client = Client()
    client.force_login(ada)
    assert "The printer rounded." in seen(client.get(f"/UN/findings/{now.digits}"))
    assert "It was not found any more" in seen(client.get(f"/UN/findings/{one}"))


def test_a_finding_is_for_the_unit_that_answers_for_its_place(un: Organization) -> None:
    section, programme = (make_unit(by=operator(), organization=un, code=code, name=code) for code in ("SEC", "PRO"))
    give_responsibility(by=operator(), unit=section, address="UN/2026/10")
    give_responsibility(by=operator(), unit=programme, address="UN/2026/10/SP1")
    answering = dict(StandingFinding.objects.filter(gone=None).values_list("address", "answering__code"))
    assert {code for address, code in answering.items() if address.startswith("UN/2026/10/SP1/")} <= {"PRO"}
    assert {code for address, code in answering.items() if address.startswith("UN/2026/10/SP2/")} <= {"SEC"}
    assert set(answering.values()) == {"SEC", "PRO"}
    take_back_responsibility(by=operator(), unit=programme, address="UN/2026/10/SP1")
    assert set(StandingFinding.objects.filter(gone=None).values_list("answering__code", flat=True)) == {"SEC"}
    check_record(today=TODAY)
    assert set(StandingFinding.objects.filter(gone=None).values_list("answering__code", flat=True)) == {"SEC"}


def test_an_officer_works_on_findings_of_the_own_unit_alone(un: Organization) -> None:
    own = make_unit(by=operator(), organization=un, code="OWN", name="Own")
    ada, bob = person("ada", "UN", "officer", own), person("bob", "UN", "reader")
    one = digits()[0]
    for by in (ada, bob):
        with pytest.raises(Refused, match="no right"):
            assign_findings(by=by, organization=un, findings=[one], person=by)
        with pytest.raises(Refused, match="no right"):
            accept_findings(by=by, organization=un, findings=[one], reason="So", until=SOON, today=localdate())
    give_responsibility(by=operator(), unit=own, address="UN/2026/10")
    assert assign_findings(by=ada, organization=un, findings=[one], person=ada) == 1
    comment_on_finding(by=ada, organization=un, finding=one, text="Seen.")
    for say in (explain_finding, comment_on_finding):
        for by in (bob, person(f"eve{say.__name__[:3]}")):
            with pytest.raises(Refused, match="no right"):
                say(by=by, organization=un, finding=one, text="Because.")
    assert [remark.text for remark in Remark.objects.all()] == ["Seen."]


def test_what_makes_no_sense_is_refused(un: Organization) -> None:
    other = organization_with("ITU")
    stranger, foreign = person("eve", "ITU", "officer"), Unit.objects.create(organization=other, code="X", name="X")
    one = digits()[0]
    refused: list[tuple[Any, dict[str, Any]]] = [
        (assign_findings, {"organization": un, "findings": [one], "person": stranger}),
        (assign_findings, {"organization": un, "findings": [one], "unit": foreign}),
        (assign_findings, {"organization": other, "findings": [one]}),
        (assign_findings, {"organization": un, "findings": []}),
        (assign_findings, {"organization": un, "findings": ["0" * 16]}),
        (assign_findings, {"organization": un, "findings": [one[:8]]}),
        (assign_findings, {"organization": un, "findings": [str(number) for number in range(MOST + 1)]}),
        (comment_on_finding, {"organization": un, "finding": one, "text": " \n"}),
        (comment_on_finding, {"organization": un, "finding": one, "text": "x" * 10_001}),
        *(
            (accept_findings, {"organization": un, "findings": [one], "reason": reason, "until": until, "today": TODAY})
            for reason, until in ((" ", TODAY), ("So", TODAY - timedelta(days=1)), ("So", date(2050, 1, 1)))
        ),
    ]
    before = history.head()
    for action, values in refused:
        with pytest.raises(Refused):
            action(by=operator(), **values)
    assert history.head() == before


def test_the_list_is_filtered_by_whom_it_is_for(un: Organization) -> None:
    own = make_unit(by=operator(), organization=un, code="OWN", name="Own")
    low = make_unit(by=operator(), organization=un, code="LOW", name="Low", parent=own)
    ada = person("ada", "UN", "officer", own)
    first, second, third = digits()
    assign_findings(by=operator(), organization=un, findings=[first], person=ada)
    assign_findings(by=operator(), organization=un, findings=[second], unit=low)
    client = Client()
    client.force_login(ada)
    shown = {
        "who=me": [first],
        "who=my-units": [second],
        "who=nobody": [third],
        "who=somebody": [first, second],
        "unit=LOW": [second],
        "unit=OWN": [second],
    }
    for query, expected in shown.items():
        page = client.get(f"/UN/findings?code=PB-SUM&{query}")
        assert sorted(one.digits for one in page.context["listing"].rows) == sorted(expected), query
        sheet = client.get(f"/UN/findings?code=PB-SUM&{query}&format=csv").content.decode("utf-8-sig")
        assert sorted(row["finding"] for row in csv.DictReader(io.StringIO(sheet))) == sorted(expected), query
        answer = client.get(f"/api/organizations/UN/findings?code=PB-SUM&{query}").json()
        assert sorted(one["finding"] for one in answer["items"]) == sorted(expected), query
    assert client.get("/UN/findings?who=everybody&unit=NONE").status_code == 400


def test_several_findings_are_handled_at_once_on_the_page(un: Organization) -> None:
    ada = person("ada", "UN", "officer")
    client = Client()
    client.force_login(ada)
    first, second, third = digits()
    query = {"query": "code=PB-SUM&page=1"}
    sent = client.post(
        "/UN/handle-findings/assign", {"finding": [first, second], "to": f"person {ada.username}", **query}
    )
    assert (sent.status_code, sent.headers["Location"]) == (302, "/UN/findings?code=PB-SUM&page=1")
    sent = client.post(
        "/UN/handle-findings/accept", {"all": "yes", "reason": "Known", "until": SOON.isoformat(), **query}
    )
    assert sent.status_code == 302
    assert [one.accepted_by for one in of_code("PB-SUM")] == [ada, ada, ada]
    assert StandingFinding.objects.filter(accepted_by=ada).count() == 3
    client.post("/UN/handle-findings/take-up", {"finding": [third], "page": third})
    assert [one.accepted_by for one in of_code("PB-SUM")] == [ada, ada, None]
    for verb, text in (("comment", "Asked the printer."), ("explain", "Rounded twice.")):
        sent = client.post(f"/UN/handle-findings/{verb}", {"finding": third, "text": text, "page": third})
        assert sent.headers["Location"] == f"/UN/findings/{third}"
    page = client.get(f"/UN/findings/{third}")
    assert "Asked the printer." in seen(page)
    assert "Rounded twice." in seen(page)
    assert "Finding explained" in seen(page)
    assert f"/UN/findings/{third}" in links(client.get("/UN/history"))


def test_a_wrong_form_keeps_what_was_typed_and_changes_nothing(un: Organization) -> None:
    client = Client()
    client.force_login(person("ada", "UN", "officer"))
    one, before = digits()[0], history.head()
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("assign", {"to": "unit NONE", "finding": one}, "Nobody of that name"),
        ("assign", {"to": ""}, "Choose at least one finding."),
        ("assign", {"to": "", "finding": "../../x"}, "These are none"),
        ("accept", {"finding": one, "reason": "Because of the printer"}, "This field is required."),
        ("accept", {"finding": one, "reason": "So", "until": "2000-01-01"}, "lies in the past"),
        ("comment", {"finding": one, "text": " ", "page": one}, "This field is required."),
        ("comment", {"finding": digits()[:2], "text": "Both.", "page": one}, "Name one finding."),
        ("explain", {"finding": digits()[:2], "text": "Both."}, "Name one finding."),
        ("take-up", {"finding": "0" * 16}, "do not stand any more"),
    ]
    for verb, values, words in wrong:
        response = client.post(f"/UN/handle-findings/{verb}", values)
        assert response.status_code == 400, verb
        assert words in seen(response), verb
        if "reason" in values and "until" not in values:
            assert b'value="Because of the printer"' in response.content
    refused = {"finding": one, "reason": "Because of the printer", "until": "2000-01-01", "to": ""}
    again = client.post("/UN/handle-findings/accept", refused).content.decode()
    assert 'value="Because of the printer"' in again
    assert 'value="2000-01-01"' in again
    assert f'value="{one}" checked' in again
    assert f'maxlength="{LONGEST}"' in again
    assert history.head() == before
    assert client.post("/UN/handle-findings/nothing", {"finding": one}).status_code == 404
    assert client.get("/UN/findings/none").status_code == 404


def test_a_reader_reads_the_list_and_is_refused(un: Organization) -> None:
    client = Client()
    client.force_login(person("ada", "UN", "reader"))
    one = digits()[0]
    assert client.get(f"/UN/findings/{one}").status_code == 200
    response = client.post("/UN/handle-findings/assign", {"finding": one, "to": ""})
    assert response.status_code == 403
    assert of_code("PB-SUM")[0].assigned_to is None


def test_a_cell_in_a_sheet_is_no_formula(un: Organization) -> None:
    explain_finding(by=operator(), organization=un, finding=digits()[0], text='=HYPERLINK("http://x")')
    sheet = Client().get("/UN/findings?code=PB-SUM&format=csv").content.decode("utf-8-sig")
    assert next(row["explanation"] for row in csv.DictReader(io.StringIO(sheet))).startswith("'=")


def test_the_page_of_a_wrong_cell_says_so_first(client: Client, db: None) -> None:
    wrong = Finding("PB-SUM", Severity.ERROR, "table 10.19, row Row 1, column Column 7", "It should be 8.", ("7", "8"))
    take(fascicle(rows=2, findings=(wrong,)))
    (one,) = of_code("PB-SUM")
    page = client.get(f"/UN/plans/{one.address.removeprefix('UN/')}")
    words = seen(page)
    assert one.address.endswith("/T10.19/r2/c8")
    assert words.index("It should be 8.") < words.index("the record holds")
    assert "It should be 8." not in seen(client.get("/UN/plans/2026/10/T10.19/r1/c8")).partition("Other findings")[0]


def test_check_shows_what_is_accepted_apart_and_does_not_fail_for_it(un: Organization) -> None:
    errors = [one.digits for one in StandingFinding.objects.filter(gone=None, severity="error")]
    accept(un, errors, reason="Printed so")
    from throughline.cli import app

    done = CliRunner().invoke(app, ["check"])
    assert done.exit_code == 0
    assert "Accepted as it is, 3" in done.stdout
    assert "Printed so" in done.stdout
    take_up_findings(by=operator(), organization=un, findings=errors[:1])
    assert CliRunner().invoke(app, ["check"]).exit_code == 1
    assert {one.accepted_reason for one in standing_findings(["PB-SUM"], seen_by=EVERYTHING)} == {"", "Printed so"}
