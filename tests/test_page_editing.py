"""The pages of editing: what is typed stands, drafts, two people at once, several rows at once, workbooks; refusals."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.page_record import links, seen, small_record, take, wide_fascicle
from tests.plan_sheets import sheet
from tests.test_people import person
from throughline.readers.plan_workbook import read_plan_workbook
from throughline.store.budgeting.reads import fascicle_at
from throughline.store.models import Draft, HistoryLine, Organization, Person, Version
from throughline.store.people import operator
from throughline.store.people.roles import publish
from throughline.store.rights import EVERYTHING

pytestmark = pytest.mark.django_db

RESULT = "/UN/edit/2026/10/SP1/R2"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """A search index of its own."""
    settings.DATA = tmp_path


@pytest.fixture
def ada() -> Client:
    small_record()
    return officer("ada")


def officer(name: str) -> Client:
    client = Client()
    client.force_login(person(name, "UN", "officer"))
    return client


def typed(response: Any, **changed: str) -> dict[str, str]:
    """What a browser would send from the form of an edit page, some fields typed over."""
    page: Any = html.fromstring(response.content)
    form = next(one for one in page.iter("form") if one.get("method") == "post" and "form" in one.get("class", ""))
    # As a browser does: the line end after the tag of a textarea is none of its text.
    return {name: (value or "").removeprefix("\n") for name, value in form.fields.items() if name} | changed


def result() -> Any:
    record = fascicle_at("UN/2026/10", seen_by=EVERYTHING)
    assert record is not None
    return record.results[1]


def test_what_is_typed_stands_and_its_page_says_who_typed_it(ada: Client) -> None:
    assert RESULT in links(ada.get("/UN/plans/2026/10/SP1/R2"))
    page = ada.get(RESULT)
    assert "Measure 1" in seen(page)
    response = ada.post(RESULT, typed(page, title="Safest boats", **{"M1/2026-planned": "14"}))
    assert (response.status_code, response.headers["Location"]) == (302, "/UN/plans/2026/10/SP1/R2")
    shown = seen(ada.get("/UN/plans/2026/10/SP1/R2"))
    assert "Safest boats" in shown
    assert re.search(r"Title: typed by Ada on \d", shown)
    source = seen(ada.get("/UN/plans/2026/10/SP1/R2/M1/2026-planned"))
    assert "Ada typed 14; the record holds 14." in source
    assert "Printed more boats Table" in source
    assert "Where it is printed" not in source
    assert "12 boats is printed there" in seen(ada.get("/UN/plans/2026/10/SP1/R2/M1/2024-actual"))


def test_who_typed_is_told_to_nobody_outside(ada: Client) -> None:
    ada.post(RESULT, typed(ada.get(RESULT), title="Safest boats", **{"M1/2026-planned": "14"}))
    publish(by=operator(), organization=Organization.objects.get(code="UN"))
    for page in ("/UN/plans/2026/10/SP1/R2", "/UN/plans/2026/10/SP1/R2/M1/2026-planned"):
        assert "Ada" in seen(ada.get(page))
        shown = seen(Client().get(page))
        assert "typed" in shown
        assert "Ada" not in shown


def test_every_kind_of_node_has_its_form(ada: Client) -> None:
    for place, field, text in (
        ("2026/10", "title", "All boats"),
        ("2026/10/II", "strategy", "Build more"),
        ("2026/10/SP1", "objective", "Float higher\r\n\r\nand farther"),
        ("2026/10/SP1/D-A.1", "2024-actual", "2"),
        ("2026/10/SP1/PERF", "narrative", "\u0642\u0648\u0627\u0631\u0628"),
    ):
        response = ada.post(f"/UN/edit/{place}", typed(ada.get(f"/UN/edit/{place}"), **{field: text}))
        assert response.status_code == 302, place
        assert typed(ada.get(f"/UN/edit/{place}"))[field].split() == text.split()


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(ada: Client) -> None:
    response = ada.post(RESULT, typed(ada.get(RESULT), title=" ", narrative="Told <b>long</b>", **{"M2/unit": "x"}))
    assert response.status_code == 400
    page: Any = html.fromstring(response.content)
    for field in ("title", "M2/title"):
        assert page.get_element_by_id(f"id_{field}").get("aria-invalid") == "true"
    assert [one.get("href") for one in page.find_class("errors")[0].iter("a")] == ["#id_title", "#id_M2/title"]
    assert typed(response)["narrative"] == "Told <b>long</b>"
    assert Version.objects.filter(document__plan__isnull=False).count() == 1


def test_two_people_on_one_form_see_each_other_and_choose(ada: Client) -> None:
    bob = officer("bob")
    mine = typed(bob.get(RESULT), title="Bobs boats", narrative="Bob tells")
    ada.post(RESULT, typed(ada.get(RESULT), title="Adas boats", **{"M1/unit": "hulls"}))
    response = bob.post(RESULT, mine)
    assert response.status_code == 409
    shown = seen(response)
    assert "While you typed, Ada changed the same fields" in shown
    for text in ("Safer boats", "Adas boats", "hulls"):
        assert text in shown
    again = typed(response)
    assert (again["title"], again["narrative"], again["M1/unit"]) == ("Bobs boats", "Bob tells", "hulls")
    assert bob.post(RESULT, again).status_code == 409
    assert bob.post(RESULT, again | {"once": "x", "choose title": "theirs"}).status_code == 302
    assert (result().title, result().narrative) == ("Adas boats", "Bob tells")


def test_a_choice_is_asked_again_where_it_changed_once_more(ada: Client) -> None:
    bob = officer("bob")
    mine = typed(bob.get(RESULT), title="Bobs boats")
    ada.post(RESULT, typed(ada.get(RESULT), title="Adas boats"))
    again = typed(bob.post(RESULT, mine)) | {"choose title": "mine"}
    ada.post(RESULT, typed(ada.get(RESULT), title="Adas newest boats"))
    response = bob.post(RESULT, again)
    assert response.status_code == 409
    assert "Adas newest boats" in seen(response)
    assert bob.post(RESULT, typed(response) | {"choose title": "mine"}).status_code == 302
    assert result().title == "Bobs boats"


def test_a_draft_is_kept_shown_listed_applied_and_thrown_away(ada: Client) -> None:
    response = ada.post(RESULT, typed(ada.get(RESULT), title="Half a thou", do="draft"))
    assert response.headers["Location"] == RESULT
    page = ada.get(RESULT)
    assert "This is your draft of" in seen(page)
    assert typed(page)["title"] == "Half a thou"
    assert "Go on with your draft" in seen(ada.get("/UN/plans/2026/10/SP1/R2"))
    assert RESULT in links(ada.get("/account/"))
    bob = officer("bob")
    assert "draft" not in seen(bob.get(RESULT)).replace("Keep as a draft", "")
    assert RESULT not in links(bob.get("/account/"))
    assert result().title == "Safer boats"
    ada.post(RESULT, typed(page, do="forget"))
    assert Draft.objects.count() == 0
    ada.post(RESULT, typed(ada.get(RESULT), title="A thought", do="draft"))
    ada.post(RESULT, typed(ada.get(RESULT), do="apply"))
    assert (result().title, Draft.objects.count()) == ("A thought", 0)


def test_a_draft_saved_while_typing_says_when(ada: Client) -> None:
    said = typed(ada.get(RESULT), title="Typing", do="draft")
    del said["once"]
    for text in ("Typing", "Typing on"):
        response = ada.post(RESULT, said | {"title": text}, headers={"accept": "application/json"})
        assert (response.status_code, list(response.json())) == (200, ["at"])
    assert Draft.objects.get().fields == {"SP1/R2": {"title": "Typing on"}}
    ada.post(RESULT, said | {"title": "Safer boats"}, headers={"accept": "application/json"})
    assert Draft.objects.count() == 0


def test_a_draft_of_an_older_version_is_compared(ada: Client) -> None:
    ada.post(RESULT, typed(ada.get(RESULT), title="Adas draft", do="draft"))
    bob = officer("bob")
    bob.post(RESULT, typed(bob.get(RESULT), title="Bobs boats", narrative="Bob tells"))
    page = ada.get(RESULT)
    assert "The plan was changed since you began it" in seen(page)
    response = ada.post(RESULT, typed(page))
    assert response.status_code == 409
    assert "Bobs boats" in seen(response)
    ada.post(RESULT, typed(response) | {"choose title": "mine"})
    assert (result().title, result().narrative) == ("Adas draft", "Bob tells")


def test_what_was_typed_survives_a_session_that_ended(ada: Client) -> None:
    said = typed(ada.get(RESULT), title="Typed too late", narrative="And long")
    ada.logout()
    response = ada.post(RESULT, said)
    assert response.headers["Location"].startswith("/account/sign-in?next=")
    ada.force_login(Person.objects.get(username="ada@example.org"))


def test_what_was_typed_comes_back_after_signing_in(ada: Client) -> None:
    said = typed(ada.get(RESULT), title="Typed too late")
    session = ada.session
    session.flush()
    ada.post(RESULT, said)
    ada.post("/account/sign-in", {"login": "ada@example.org", "password": "four words are easy", "next": RESULT})
    page = ada.get(RESULT)
    assert typed(page)["title"] == "Typed too late"
    assert ada.post(RESULT, typed(page)).status_code == 302
    assert result().title == "Typed too late"


def test_a_form_sent_twice_is_done_once(ada: Client) -> None:
    said = typed(
        ada.get("/UN/edit-add/2026/10/SP1"), title="Dry boats", **{"M1/title": "Dryness", "M1/2026-planned": "9"}
    )
    for _ in range(2):
        assert ada.post("/UN/edit-add/2026/10/SP1", said).headers["Location"] == "/UN/plans/2026/10/SP1/R3"
    record = fascicle_at("UN/2026/10", seen_by=EVERYTHING)
    assert record is not None
    assert [one.title for one in record.results] == ["More boats", "Safer boats", "Dry boats"]


def test_a_result_is_removed_with_a_reason(ada: Client) -> None:
    remove = "/UN/edit-remove/2026/10/SP1/R2"
    assert remove in links(ada.get(RESULT))
    page = ada.get(remove)
    assert "Its measure goes with it." in seen(page)
    assert ada.post(remove, typed(page, reason=" ")).status_code == 400
    assert ada.post(remove, typed(page, reason="Merged")).headers["Location"] == "/UN/plans/2026/10/SP1"
    assert ada.get("/UN/plans/2026/10/SP1/R2").status_code == 404
    assert ada.get(remove).status_code == 404
    assert HistoryLine.objects.filter(action="edit", data__contains="Merged").count() == 1


def test_a_result_that_somebody_changed_is_not_removed_unseen(ada: Client) -> None:
    remove, bob = "/UN/edit-remove/2026/10/SP1/R2", officer("bob")
    said = typed(bob.get(remove), reason="Old")
    ada.post(RESULT, typed(ada.get(RESULT), title="Adas boats"))
    response = bob.post(remove, said)
    assert response.status_code == 400
    assert "Somebody else changed this result meanwhile" in seen(response)
    assert bob.post(remove, typed(response)).status_code == 302


def test_who_may_not_edit_is_refused_and_sees_no_way_to(ada: Client) -> None:
    publish(by=operator(), organization=Organization.objects.get(code="UN"))
    addresses = [
        RESULT,
        *(f"/UN/{name}/2026/10/SP1" for name in ("edit-add", "edit-rows", "edit-changes", "edit-workbook", "workbook")),
    ]
    for name, role, status in (("rita", "reader", 403), ("lea", "administrator", 403), ("ivo", "", 404)):
        client = Client()
        client.force_login(person(name, "UN" if role else "", role or "reader"))
        for address in addresses:
            assert client.get(address).status_code == status, (name, address)
        assert client.post(RESULT, {"number": "1", "title": "x"}).status_code == status
        assert RESULT not in links(client.get("/UN/plans/2026/10/SP1/R2"))
    assert Client().get(RESULT).status_code == 404
    for address in (
        "/UN/edit/2026/10/SP9",
        "/UN/edit/2025/10",
        "/UN/edit/2026/10/T10.19",
        "/UN/edit-remove/2026/10/SP1",
        "/UN/edit/nothing",
    ):
        assert ada.get(address).status_code == 404, address


def test_nonsense_in_a_form_is_answered(ada: Client) -> None:
    for said in ({}, {"number": "x"}, {"number": "99"}, {"number": "1" * 400}, {"number": "1", "seen": "-1"}):
        assert ada.post(RESULT, said).status_code in (400, 409), said
    assert ada.post(RESULT, {"number": "1", "title": "a\x00b"}).status_code == 400
    assert Version.objects.filter(document__plan__isnull=False).count() == 1


def test_several_rows_change_by_one_form_after_a_look(ada: Client) -> None:
    page = ada.get("/UN/edit-rows/2026/10/SP1?of=deliverable")
    said = typed(page) | {"field": "title", "find": "Report", "text": "Paper", "rows": ["SP1/D-A.1", "SP1/D-A.2"]}
    response = ada.post("/UN/edit-rows/2026/10/SP1?of=deliverable", said)
    assert response.headers["Location"] == "/UN/edit-changes/2026/10/SP1"
    shown = ada.get("/UN/edit-changes/2026/10/SP1")
    assert "2 texts or values in 2 rows would change" in seen(shown)
    assert "Your changes that wait" in seen(ada.get("/UN/plans/2026/10/SP1"))
    assert Version.objects.filter(document__plan__isnull=False).count() == 1
    assert ada.post("/UN/edit-changes/2026/10/SP1", typed(shown, do="apply")).status_code == 302
    record = fascicle_at("UN/2026/10", seen_by=EVERYTHING)
    assert record is not None
    assert [one.title for one in record.deliverables[1:]] == ["Paper 0 on boats", "Paper 1 on boats"]
    assert Version.objects.filter(document__plan__isnull=False).count() == 2


def test_rows_that_would_not_change_are_said(ada: Client) -> None:
    page = ada.get("/UN/edit-rows/2026/10/SP1?of=deliverable")
    for said, words in (
        ({"field": "title", "find": "Nothing like it", "text": "x", "rows": ["SP1/D-A.1"]}, "None of the rows would"),
        ({"field": "title", "find": "", "text": "x", "rows": []}, "Choose at least one row"),
        ({"field": "colour", "text": "x", "rows": ["SP1/D-A.1"]}, "colour is not one of the available choices"),
    ):
        response = ada.post("/UN/edit-rows/2026/10/SP1?of=deliverable", typed(page) | said)
        assert response.status_code == 400
        assert words in seen(response)


def test_changes_that_wait_meet_newer_ones(ada: Client) -> None:
    page = ada.get("/UN/edit-rows/2026/10/SP1")
    said = typed(page) | {"field": "title", "text": "Adas", "rows": ["SP1/R2", "SP1/PERF"]}
    ada.post("/UN/edit-rows/2026/10/SP1", said)
    bob = officer("bob")
    bob.post(RESULT, typed(bob.get(RESULT), title="Bobs"))
    shown = ada.get("/UN/edit-changes/2026/10/SP1")
    assert "Bob changed some of it meanwhile" in seen(shown)
    assert ada.post("/UN/edit-changes/2026/10/SP1", typed(shown, do="apply")).status_code == 409
    chosen = typed(shown, do="apply") | {"once": "y", "choose SP1/R2#title": "theirs"}
    assert ada.post("/UN/edit-changes/2026/10/SP1", chosen).status_code == 302
    record = fascicle_at("UN/2026/10", seen_by=EVERYTHING)
    assert record is not None
    assert [one.title for one in record.results] == ["Adas", "Bobs"]
    assert ada.get("/UN/edit-changes/2026/10/SP1").headers["Location"] == "/UN/plans/2026/10/SP1"


def workbook(client: Client, place: str = "2026/10") -> bytes:
    response = client.get(f"/UN/workbook/{place}")
    assert response.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    return bytes(response.content)


def bring(client: Client, data: bytes, place: str = "2026/10", name: str = "plan.xlsx") -> Any:
    file = BytesIO(data)
    file.name = name
    return client.post(f"/UN/edit-workbook/{place}", {"file": file})


def own(rows: list[list[Any]], version: str = "1", plan: str = "UN/2026/10", codes: tuple[str, ...] = ()) -> bytes:
    heads = list(codes or ("key results", "", "title", "narrative"))
    return sheet([heads, heads, *rows], "Results", {"plan": plan, "version": version})


def test_a_workbook_that_comes_back_untouched_changes_nothing(ada: Client) -> None:
    response = bring(ada, workbook(ada))
    assert (response.status_code, Draft.objects.count()) == (200, 0)
    assert "The workbook says what stands" in seen(response)
    back = read_plan_workbook(workbook(ada, "2026/10/SP1"), "x")
    assert {cell.key for cell in back.cells} == {
        "SP1",
        "SP1/PERF",
        "SP1/R2",
        "SP1/R2/M1",
        "SP1/D-A",
        "SP1/D-A.1",
        "SP1/D-A.2",
    }


def test_what_is_typed_into_a_workbook_is_looked_at_and_applied(ada: Client) -> None:
    response = bring(
        ada, own([["SP1/R2", "", "Safest", "=told"], ["SP1/PERF", "", 2026, ""]]).replace(b"=told", b"=told")
    )
    assert response.status_code == 400
    response = bring(ada, own([["SP1/R2", "", "Safest", "told"], ["SP1/PERF", "", 2026, ""]]))
    assert response.headers["Location"] == "/UN/edit-changes/2026/10"
    shown = ada.get("/UN/edit-changes/2026/10")
    assert "3 texts or values in 2 rows would change" in seen(shown)
    assert ada.post("/UN/edit-changes/2026/10", typed(shown, do="apply")).status_code == 302
    record = fascicle_at("UN/2026/10", seen_by=EVERYTHING)
    assert record is not None
    assert [(one.title, one.narrative) for one in record.results] == [("2026", None), ("Safest", "told")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (own([["SP1/R2", "", "", "x"]]), "Results!C3 Error It needs a title"),
        (own([["SP1/R9", "", "x", "x"]]), "Results!A3 Error “SP1/R9” names nothing in this part of the plan"),
        (own([["", "", "x", "x"]]), "Results!A3 Error The cell that names the row is empty"),
        (own([["SP1/R2", "", "x"], ["SP1/R2", "", "y"]]), "Results!A4 Error SP1/R2 stands in row 3 already"),
        (own([["SP1/R2", "", "=1+1"]]), "Results!C3 Error A formula stands here"),
        (own([["SP1/R2", "", "x" * 2001]]), "Results!C3 Error 2001 characters are too many"),
        (
            own([["SP1/R2", "", "x", "y"]], codes=("key results", "", "title", "colour")),
            "Results!D3 Error colour cannot",
        ),
        (own([["SP1/R2", "", "x"]], version="7"), "made from another plan"),
        (own([["SP1/R2", "", "x"]], plan="ITU/2026/10"), "made from another plan"),
        (sheet([["a"]], hidden={}), "is no workbook that was made here"),
        (b"PK not at all", "damaged or was cut short"),
    ],
)
def test_what_is_wrong_in_a_workbook_is_named_with_its_cell(ada: Client, data: bytes, words: str) -> None:
    response = bring(ada, data)
    assert response.status_code == 400
    assert words in seen(response)
    assert Draft.objects.count() == 0


def test_a_row_that_names_nothing_below_the_place_is_named_by_its_key(ada: Client) -> None:
    response = bring(ada, own([[".", "", "x", "x"]]), "2026/10/SP1")
    assert "Results!A3 Error “.” names nothing in this part of the plan" in seen(response)


def test_a_workbook_older_than_the_plan_meets_what_was_changed(ada: Client) -> None:
    before = own([["SP1/R2", "", "Mine", "which did not meet the planned target"]])
    bob = officer("bob")
    bob.post(RESULT, typed(bob.get(RESULT), title="Bobs", narrative="Bob tells"))
    bring(ada, before)
    shown = seen(ada.get("/UN/edit-changes/2026/10"))
    assert "Bob changed some of it meanwhile" in shown
    for text in ("Safer boats", "Bobs", "Mine"):
        assert text in shown
    assert "Bob tells" not in shown


def test_a_file_that_is_far_too_large_is_refused(ada: Client) -> None:
    response = bring(ada, b"\0" * 20_000_001)
    assert response.status_code == 400
    assert "larger than 20 MB" in seen(response)


def test_the_pages_take_as_many_statements_for_many_rows(ada: Client) -> None:
    counted: dict[str, list[int]] = {}
    for rows in (3, 300):
        take(wide_fascicle(rows))
        for address in (RESULT, "/UN/edit-rows/2026/10/SP1", "/UN/workbook/2026/10", "/UN/edit-workbook/2026/10"):
            with CaptureQueriesContext(connection) as captured:
                assert ada.get(address).status_code == 200
            counted.setdefault(address, []).append(len(captured))
    assert {address: numbers for address, numbers in counted.items() if numbers[0] != numbers[1]} == {}
    assert max(numbers[0] for numbers in counted.values()) <= 40


def test_the_history_of_a_place_and_a_result_tells_the_edits_that_touch_them_by_field(ada: Client) -> None:
    before = result().title
    sent = typed(ada.get(RESULT), title="Boats that float", **{"M1/2026-planned": "14"})
    assert ada.post(RESULT, sent).status_code == 302
    lines = {}
    for node in ("", "/SP1", "/SP1/R2", "/SP1/R2/M1", "/SP1/PERF"):
        response = ada.get(f"/UN/history/UN/2026/10{node}")
        lines[node] = [[one.node for one in line.edited] for line in response.context["lines"]]
        words = seen(response)
        assert ("Measure 1: 2026 planned" in words) is (node != "/SP1/PERF"), node
        assert ("Boats that float" in words) is (node not in ("/SP1/PERF", "/SP1/R2/M1")), node
        assert "changes" not in words
    assert lines.pop("/SP1/PERF") == [[]]
    assert all(one == [["SP1/R2"], []] for one in lines.values())
    assert before in seen(ada.get("/UN/history/UN/2026/10/SP1/R2"))
    for page in ("", "/SP1", "/SP1/R2"):
        assert f"/UN/history/UN/2026/10{page}" in links(ada.get(f"/UN/plans/2026/10{page}"))
    for address in ("UN/2026/10/SP9", "UN/2026/10/SP1/R99", "UN/2026/99"):
        assert ada.get(f"/UN/history/{address}").status_code == 404, address


def test_the_history_tells_results_that_come_and_go(ada: Client) -> None:
    add, away = "/UN/edit-add/2026/10/SP1", "/UN/edit-remove/2026/10/SP1/R2"
    assert ada.post(add, typed(ada.get(add), title="Rafts that float")).status_code == 302
    assert ada.post(away, typed(ada.get(away), reason="Sunk")).status_code == 302
    words = seen(ada.get("/UN/history/UN/2026/10/SP1"))
    assert "New" in words
    assert "Rafts that float" in words
    assert "Why it is removed: Sunk" in words
