"""Pages of self-assessments: the list, one node over the years, the forms; and who finds them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.page_record import links, rows_of, seen
from tests.test_assessments import JUDGED, made
from tests.test_contributions import G1, O1, whose
from tests.test_page_frameworks import signed_in
from throughline.engine.monitoring.assessment import Pillar
from throughline.store.models import Assessment, Organization
from throughline.store.people import operator
from throughline.store.people.roles import publish

__all__ = ["whose"]

pytestmark = pytest.mark.django_db

LIST, NODE = "/UN/assessments", "/UN/assessments/2024-27/O1"
CHANGE, CONFIRM = "/UN/assess/2025/2024-27/O1", "/UN/assess-confirm/2025/2024-27/O1"
SAID: dict[str, Any] = {
    "strategic_stage": "3",
    "strategic_reason": "The plan <b>leads</b>.",
    "strategic_evidence": "Minutes of March.",
}


def test_a_node_is_assessed_confirmed_by_another_and_changed_on_its_pages(whose: Organization) -> None:
    ada, bob = signed_in("officer"), signed_in("approver", "bob")
    form = ada.get(f"/UN/assess?node={O1}&year=2025").content.decode()
    assert f'value="{O1}"' in form and 'value="2025"' in form
    answer = ada.post("/UN/assess", {"node": O1, "year": "2025", **SAID})
    assert answer["Location"] == f"{NODE}#y2025"
    page = ada.get(NODE)
    assert "4 pillars were not assessed." in seen(page) and "The plan <b>leads</b>." in seen(page)
    assert b"<b>leads</b>" not in page.content and "never added up nor averaged" in seen(page)
    assert "still to be confirmed against the document" in seen(page)
    assert b'class="report-chart radar"' in page.content and CONFIRM.encode() not in page.content
    assert CONFIRM.encode() in bob.get(NODE).content
    assert ada.post(CONFIRM, {"revision": "1"}).status_code == 404
    late = bob.post(CONFIRM, {"revision": "2"})
    assert late.status_code == 409 and "in the meantime" in seen(late)
    assert bob.post(CONFIRM, {"revision": "1"}).status_code == 302
    assert "Confirmed by Bob" in seen(ada.get(NODE))
    stale = ada.post(CHANGE, {**SAID, "strategic_stage": "4", "revision": "1"})
    assert stale.status_code == 409 and 'name="revision" value="2"' in stale.content.decode()
    assert ada.post(CHANGE, {**SAID, "strategic_stage": "4", "revision": "2"}).status_code == 302
    assert "Not confirmed by a second person yet." in seen(ada.get(NODE))
    told = seen(ada.get(NODE))
    assert "Self-assessment changed" in told and "Strategic management: 4" in told


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"strategic_reason": ""}, "Say why it stands at this stage."),
        ({"strategic_stage": ""}, "Choose the stage"),
        ({"strategic_stage": "6"}, "less than or equal to 5"),
        ({"strategic_stage": "x"}, "whole number"),
        ({"strategic_stage": "", "strategic_reason": "", "strategic_evidence": ""}, "No pillar is judged"),
        ({"node": "UN/2024-27/G9"}, "nothing at UN/2024-27/G9"),
        ({"year": "2023"}, "does not run in 2023"),
        ({"year": "2016"}, "greater than or equal to 2017"),
    ],
)
def test_what_cannot_be_says_why_and_keeps_what_was_typed(
    whose: Organization, wrong: dict[str, str], words: str
) -> None:
    said = {"node": O1, "year": "2025", **SAID, "change_reason": "", **wrong}
    answer = signed_in("officer").post("/UN/assess", said)
    assert answer.status_code == 400 and words in seen(answer)
    assert f'value="{said["node"]}"' in answer.content.decode()
    assert Assessment.objects.count() == 0


def test_a_year_is_assessed_once(whose: Organization) -> None:
    made(whose)
    answer = signed_in("officer").post("/UN/assess", {"node": O1, "year": "2025", **SAID})
    assert answer.status_code == 400 and "already" in seen(answer)


def test_the_list_says_stages_what_rose_and_who_confirmed_by_year_and_unit(whose: Organization) -> None:
    made(whose, year=2024)
    made(whose, judgements=[type(JUDGED[0])(Pillar.STRATEGIC, 3, "So."), type(JUDGED[0])(Pillar.CHANGE, 1, "So.")])
    made(whose, node=G1, year=2026)
    client = signed_in("reader")
    page = client.get(LIST)
    assert "3 self-assessments fit." in seen(page)
    first, second, _ = rows_of(page)
    assert (first[0], first[1], first[7]) == (G1, "2026", "no change")
    assert second[1:9] == ["2025", "3", "not assessed", "not assessed", "1", "not assessed", "▲ 1 risen", "not yet"]
    assert f"{NODE}#y2025" in links(page)
    assert "1 self-assessment fits." in seen(client.get(f"{LIST}?year=2024"))
    assert "No self-assessment fits." in seen(client.get(f"{LIST}?unit=BO"))
    assert "No self-assessment fits." in seen(client.get(f"{LIST}?state=confirmed"))
    assert client.get(f"{LIST}?year=soon").status_code == 400
    sheet = client.get(f"{LIST}?year=2025&format=csv")
    assert sheet["Content-Type"].startswith("text/csv")
    lines = sheet.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("node,year,unit,strategic,operational") and len(lines) == 2
    assert lines[1].startswith(f"{O1},2025,,3,,,1,,1,0,")


def test_the_page_of_an_element_shows_its_newest_assessment_to_who_works_there(whose: Organization) -> None:
    element = "/UN/frameworks/2024-27/of/O1"
    ada = signed_in("officer")
    assert "It has not been assessed yet." in seen(ada.get(element))
    assert f"/UN/assess?node={O1.replace('/', '%2F')}" in links(ada.get(element))
    made(whose)
    page = ada.get(element)
    assert NODE in links(page) and "mainstreaming: start-up" in seen(page)


@pytest.mark.parametrize("role", ["reader", "administrator", "approver", ""])
def test_who_may_not_edit_finds_no_way_to(whose: Organization, role: str) -> None:
    made(whose)
    client = signed_in(role)
    if role:
        assert b"/UN/assess" not in client.get(NODE).content.replace(b"/UN/assess-confirm", b"").replace(
            b"/UN/assessments", b""
        )
    for address in ("/UN/assess", CHANGE):
        assert client.get(address).status_code == 404, address
    for address, said in (
        ("/UN/assess", {"node": G1, "year": "2025", **SAID}),
        (CHANGE, {**SAID, "revision": "1"}),
        *([] if role == "approver" else [(CONFIRM, {"revision": "1"})]),
    ):
        assert client.post(address, said).status_code in (403, 404), address
    assert Assessment.objects.get().revision == 1


def test_a_stranger_and_the_public_find_nothing(whose: Organization) -> None:
    made(whose)
    publish(by=operator(), organization=whose)
    signed_in("officer")
    for client in (Client(), signed_in("", "eve")):
        for address in (LIST, NODE, CHANGE, "/UN/assess"):
            assert client.get(address).status_code == 404, address
        assert "Self-assessment" not in seen(client.get("/UN/plans"))


def test_what_is_not_there_is_not_found(whose: Organization) -> None:
    ada = signed_in("officer")
    for address in ("/UN/assessments/2024-27/G9", "/UN/assess/2026/2024-27/O1", "/UN/assess/2025/2024-27/G9"):
        assert ada.get(address).status_code == 404, address
    assert ada.get(CONFIRM).status_code in (404, 405)
    assert "It has not been assessed yet." in seen(ada.get(NODE))


def test_a_node_over_the_years_asks_as_often_for_one_year_as_for_three(whose: Organization) -> None:
    made(whose)
    ada, counted = signed_in("officer"), []
    for years in ((), (2024, 2026)):
        for year in years:
            made(whose, year=year)
        ada.get(NODE)
        with CaptureQueriesContext(connection) as asked:
            ada.get(NODE)
        counted.append(len(asked))
    # Two of them are for who is asking.
    assert counted[0] == counted[1] <= 14
