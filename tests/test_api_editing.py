"""Editing through the API: states and If-Match, several changes at once, conflicts with both texts, workbooks."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.api_record import EDITS, UN, WORKED, acting_record, typed_workbook
from tests.plan_sheets import sheet
from tests.test_api_answers import refused
from throughline.readers.plan_workbook import read_plan_workbook
from throughline.store.models import Version
from throughline.store.people.tokens import issue_token
from throughline.web.pages.editing.workbooks import XLSX

pytestmark = pytest.mark.django_db
PART = WORKED["editable_part"]


@pytest.fixture
def program(settings: Any, tmp_path: Path) -> Client:
    settings.DATA = tmp_path
    return Client(headers={"authorization": f"Bearer {issue_token(by=acting_record(), name='x', scope='write')}"})


def send(client: Client, method: str, address: str, content: Any, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.generic(method, address, json.dumps(content), "application/json", headers=named)


def versions() -> int:
    return Version.objects.filter(document__plan__isnull=False).count()


def test_a_part_is_read_changed_and_not_over_a_change_of_somebody_else(program: Client) -> None:
    read = program.get(PART)
    fields = {one["field"]: one for one in read.json()["fields"]}
    assert fields["title"] == {"field": "title", "text": "Safer boats", "typed_by": None, "typed_at": None}
    content = {"changes": [{"field": "title", "text": "Safest"}, {"field": "M1/2026-planned", "text": "14"}]}
    refused(send(program, "PUT", PART, content), 428, "if-match-missing")
    response = send(program, "PUT", PART, content, if_match=read.headers["ETag"])
    assert response.status_code == 200
    fields = {one["field"]: one for one in response.json()["fields"]}
    assert (fields["title"]["text"], fields["title"]["typed_by"], response.json()["version"]) == ("Safest", "ada", 2)
    problem = refused(send(program, "PUT", PART, content, if_match=read.headers["ETag"]), 412, "changed")
    assert problem["current"]["version"] == 2
    assert send(program, "PUT", PART, {"changes": []}, if_match=response.headers["ETag"]).json()["version"] == 2


def test_what_is_wrong_is_told_by_field_with_the_code_of_the_finding(program: Client) -> None:
    for field, text, code in (
        ("title", " ", "PL-NO-TITLE"),
        ("colour", "x", "PL-NO-FIELD"),
        ("title", "x" * 2001, "PL-TOO-LONG"),
    ):
        content = {"changes": [{"field": field, "text": text}]}
        problem = refused(send(program, "PUT", PART, content, if_match="*"), 422, "fields-not-valid")
        assert [(one["parameter"], one["code"]) for one in problem["errors"]] == [(f"UN/2026/10/SP1/R2#{field}", code)]
    for wrong in ({"field": "title"}, {"field": "title", "text": 7}, {"field": "title", "text": "a", "more": 1}):
        problem = refused(send(program, "PUT", PART, {"changes": [wrong]}, if_match="*"), 422, "fields-not-valid")
        assert [(one["parameter"], one["code"]) for one in problem["errors"]] == [("changes", "type")]
    assert versions() == 1


def test_several_changes_are_one_version_or_none(program: Client) -> None:
    seen = send(program, "POST", f"{UN}/edits-previewed", EDITS).json()
    assert (seen["version"], seen["removed"], versions()) == (1, ["UN/2026/10/SP1/R2"], 1)
    wrong = EDITS | {"removals": [{"address": "UN/2026/10/SP1/R9", "reason": "x"}]}
    problem = refused(send(program, "POST", f"{UN}/edits", wrong), 422, "fields-not-valid")
    assert [one["code"] for one in problem["errors"]] == ["PL-NO-NODE"]
    assert versions() == 1
    done = send(program, "POST", f"{UN}/edits", EDITS).json()
    assert (done["version"], done["added"], done["removed"]) == (2, ["UN/2026/10/SP1/R3"], ["UN/2026/10/SP1/R2"])
    assert [one["after"] for one in done["changes"]] == ["Float higher"]
    unknown = EDITS | {"plan": "ITU/2026/10"}
    refused(send(program, "POST", f"{UN}/edits", unknown), 422, "fields-not-valid")
    refused(send(program, "POST", f"{UN}/edits", EDITS | {"version": 7}), 409, "not-possible")


def test_a_conflict_is_told_with_both_texts_and_replaced_knowingly(program: Client) -> None:
    change = {"address": "UN/2026/10/SP1/R2", "field": "title", "text": "Mine"}
    edit = {"plan": "UN/2026/10", "version": 1, "changes": [change]}
    send(program, "PUT", PART, {"changes": [{"field": "title", "text": "Theirs"}]}, if_match="*")
    assert send(program, "POST", f"{UN}/edits-previewed", edit).json()["conflicts"][0]["theirs"] == "Theirs"
    problem = refused(send(program, "POST", f"{UN}/edits", edit), 409, "not-possible")
    conflict = {
        "address": change["address"],
        "field": "title",
        "base": "Safer boats",
        "theirs": "Theirs",
        "mine": "Mine",
    }
    assert problem["current"] == [conflict]
    for over, status in (("Another", 409), ("Theirs", 200)):
        said = edit | {"changes": [change | {"over": over}]}
        assert send(program, "POST", f"{UN}/edits", said).status_code == status


def test_a_workbook_goes_out_and_comes_in(program: Client) -> None:
    response = program.get(WORKED["workbook"])
    assert (response.status_code, response.headers["Content-Type"]) == (200, XLSX)
    assert read_plan_workbook(response.content, "x").findings == ()
    assert program.post(WORKED["workbook"], response.content, XLSX).json()["changes"] == []
    done = program.post(WORKED["workbook"], typed_workbook(), XLSX).json()
    assert [(one["address"], one["after"]) for one in done["changes"]] == [("UN/2026/10/SP1/R2", "Safest")]
    codes = ["key results", "", "title"]
    wrong = sheet([codes, codes, ["SP1/R2", "", ""]], "Results", {"plan": "UN/2026/10", "version": "1"})
    problem = refused(program.post(WORKED["workbook"], wrong, XLSX), 422, "fields-not-valid")
    assert [(one["parameter"], one["code"]) for one in problem["errors"]] == [("Results!C3", "PL-NO-TITLE")]
    refused(program.post(WORKED["workbook"], b"{}", "application/json"), 415, "not-json")
    refused(program.post(WORKED["workbook"], b"x" * 2_000_000, XLSX), 413, "too-large")


def test_addresses_that_name_nothing_are_not_found(program: Client) -> None:
    for address in ("UN/2026/10/SP9", "UN/2026/10/T10.19", "ITU/2026/10", "x"):
        refused(program.get(f"{UN}/editable/{address}"), 404, "not-found")
        refused(send(program, "PUT", f"{UN}/editable/{address}", {"changes": []}, if_match="*"), 404, "not-found")
        refused(program.get(f"{UN}/workbooks/{address}"), 404, "not-found")
    refused(Client().get(PART), 404, "not-found")
