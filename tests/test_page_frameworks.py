"""Pages of plans of results: the list, the tree, versions, elements, contributions, the linkage table, workbooks."""

import json
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.indicator_record import definition
from tests.page_record import links, seen
from tests.store_records import request, resolution
from tests.test_contributions import A1, G1, O1, O2, R2, joined, whose
from tests.test_people import person
from throughline.engine.planning.frameworks import Element
from throughline.readers.framework_workbook import read_framework_workbook
from throughline.store.models import Contribution, Framework, Organization
from throughline.store.monitoring.indicators.defining import define_indicator
from throughline.store.people import operator
from throughline.store.people.roles import publish
from throughline.store.planning.frameworks.actions import make_framework, write_draft
from throughline.store.planning.frameworks.reads import in_making
from throughline.store.planning.frameworks.writing import elements_of
from throughline.store.planning.links.actions import make_link
from throughline.store.taking_in import take_in
from throughline.web.pages.frameworks.workbooks import heads

__all__ = ["whose"]

pytestmark = pytest.mark.django_db

PLAN = "/UN/frameworks/2024-27"
HEAD = {"title": "Plan", "start": "2028-01-01", "end": "2032-01-01", "levels": "goal\noutcome"}


def signed_in(role: str, name: str = "ada") -> Client:
    client = Client()
    client.force_login(person(name, "UN" if role else "", role or "reader"))
    return client


def test_a_plan_is_made_written_submitted_and_approved_on_its_pages(whose: Organization) -> None:
    ada, bob = signed_in("officer"), signed_in("approver", "bob")
    made = ada.post("/UN/frameworks/new", {**HEAD, "kind": "strategic", "code": "2028-31"})
    assert made["Location"] == "/UN/frameworks/2028-31"
    element = {"code": "G1", "level": "goal", "title": "Safer <b>ice</b>", "goals": "13, 6.1", "revision": "1"}
    written = ada.post("/UN/frameworks/2028-31/add", element)
    assert written.status_code == 302
    below = {"code": "O1", "level": "outcome", "parent": "G1", "title": "Gauges", "revision": "2"}
    assert ada.post("/UN/frameworks/2028-31/add", below).status_code == 302
    page = ada.get("/UN/frameworks/2028-31")
    assert "Safer <b>ice</b>" in seen(page) and b"<b>ice</b>" not in page.content
    assert ada.post("/UN/frameworks/2028-31/act/submit", {"revision": "2"}).status_code == 409
    assert ada.post("/UN/frameworks/2028-31/act/submit", {"revision": "3"}).status_code == 302
    assert "decides" in seen(bob.get("/UN/frameworks"))
    assert ada.post("/UN/frameworks/2028-31/act/approve", {"revision": "4"}).status_code == 403
    kept = bob.post("/UN/frameworks/2028-31/act/send-back", {"revision": "3", "note": "Too late."})
    assert kept.status_code == 409 and "Too late." in seen(kept)
    advised = bob.post("/UN/frameworks/2028-31/act/advise", {"revision": "4", "advice": "Mind the ice."})
    assert advised.status_code == 302
    assert bob.post("/UN/frameworks/2028-31/act/approve", {"revision": "5"}).status_code == 302
    shown = seen(bob.get("/UN/frameworks/2028-31"))
    assert "Approved on" in shown and "Mind the ice." in shown
    amended = ada.post("/UN/frameworks/2028-31/act/amend", {"reason": "Boats as well."})
    assert amended.status_code == 302
    changed = {**element, "title": "Safer boats", "revision": "1"}
    assert ada.post("/UN/frameworks/2028-31/of/G1/edit", changed).status_code == 302
    difference = seen(ada.get("/UN/frameworks/2028-31/versions?before=1&now=2"))
    assert "1 element differs." in difference and "boats" in difference
    assert "Safer <b>ice</b>" in seen(ada.get("/UN/frameworks/2028-31/of/G1"))
    assert "version in the making" in seen(ada.get("/UN/frameworks/2028-31"))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"code": "2028"}, "Code"),
        ({"end": "2027-01-01"}, "ends after it starts"),
        ({"levels": " "}, "required"),
        ({"title": ""}, "required"),
        ({"rolling": "3"}, "roll on"),
    ],
)
def test_a_plan_that_cannot_be_says_why_and_keeps_what_was_typed(
    whose: Organization, wrong: dict[str, str], words: str
) -> None:
    said = {**HEAD, "kind": "strategic", "code": "2028-31", "title": "What was typed", **wrong}
    answer = signed_in("officer").post("/UN/frameworks/new", said)
    assert answer.status_code == 400 and words in seen(answer)
    assert said["title"] in answer.content.decode()
    assert Framework.objects.count() == 2


def test_an_element_that_cannot_be_says_why_and_one_that_others_stand_below_stays(whose: Organization) -> None:
    ada = signed_in("officer")
    element = {"code": "O3", "level": "outcome", "title": "x", "parent": "O1", "revision": "2"}
    answer = ada.post(f"{PLAN}/add", element)
    assert answer.status_code == 400 and "stands below" in seen(answer)
    late = ada.post(f"{PLAN}/add", {**element, "parent": "G1", "revision": "1"})
    assert late.status_code == 409 and 'name="revision" value="2"' in late.content.decode()
    assert ada.post(f"{PLAN}/of/G1/remove", {"revision": "2"}).status_code == 409
    assert ada.post(f"{PLAN}/of/O2/remove", {"revision": "2"}).status_code == 302
    assert [one.code for one in elements_of(draft())] == ["G1", "O1"]
    renamed = {"code": "G9", "level": "goal", "title": "Water", "revision": "3"}
    assert ada.post(f"{PLAN}/of/G1/edit", renamed).status_code == 302
    assert [(one.code, one.parent) for one in elements_of(draft())] == [("G9", ""), ("O1", "G9")]


def draft(code: str = "2024-27") -> Any:
    found = in_making(Framework.objects.get(code=code))
    assert found is not None
    return found


@pytest.mark.parametrize("role", ["reader", "administrator", "approver", ""])
def test_who_may_not_edit_finds_no_way_to(whose: Organization, role: str) -> None:
    client, made = signed_in(role), joined(whose)
    if role:
        assert b"/frameworks/2024-27/add" not in client.get(PLAN).content
    for address in ("/UN/frameworks/new", f"{PLAN}/add", f"{PLAN}/of/G1/edit", f"{PLAN}/workbook", f"{PLAN}/head"):
        assert client.get(address).status_code == 404, address
    for address, said in (
        ("/UN/frameworks/new", {**HEAD, "kind": "strategic", "code": "2028-31"}),
        (f"{PLAN}/add", {"code": "X", "level": "goal", "title": "x", "revision": "2"}),
        (f"{PLAN}/of/G1/remove", {"revision": "2"}),
        (f"{PLAN}/act/submit", {"revision": "2"}),
        ("/UN/frameworks/contributions/new", {"source": A1, "target": O1, "rationale": "So."}),
        (f"/UN/frameworks/contributions/{made.code}", {"rationale": "So.", "revision": "1"}),
        (f"/UN/frameworks/contributions/{made.code}/end", {"reason": "So.", "revision": "1"}),
    ):
        assert client.post(address, said).status_code in (403, 404), address
    assert (draft().revision, Contribution.objects.get().revision) == (2, 1)


def test_a_draft_is_found_by_who_works_there_alone(whose: Organization) -> None:
    publish(by=operator(), organization=whose)
    signed_in("officer")
    anybody = Client()
    for address in (PLAN, f"{PLAN}/of/G1", f"{PLAN}/workbook.xlsx", f"{PLAN}/versions"):
        assert anybody.get(address).status_code == 404, address
        assert signed_in("reader", f"r{len(address)}").get(address).status_code == 200, address
    assert "Safer water" not in seen(anybody.get("/UN/frameworks/linkage"))
    assert "Safer boats" in seen(anybody.get("/UN/frameworks/linkage"))


def test_a_contribution_is_made_changed_and_ended_on_its_pages(whose: Organization) -> None:
    ada = signed_in("officer")
    page = ada.get(f"/UN/frameworks/contributions/new?q=safer&to={O1}")
    assert R2 in seen(page) and G1 in seen(page)
    said = {"source": R2, "target": O1, "share": "1/3", "rationale": "It counts <b>boats</b>."}
    made = ada.post("/UN/frameworks/contributions/new", said)
    assert made.status_code == 302
    shown = ada.get(made["Location"])
    assert "1/3 of the one goes to the other." in seen(shown) and b"<b>boats</b>" not in shown.content
    assert made["Location"] in links(ada.get(f"{PLAN}/of/O1"))
    late = ada.post(made["Location"], {"share": "1/2", "rationale": "Mine", "revision": "7"})
    assert late.status_code == 409 and "Mine" in late.content.decode()
    assert ada.post(made["Location"], {"share": "1/2", "rationale": "Mine", "revision": "1"}).status_code == 302
    again = ada.post("/UN/frameworks/contributions/new", said)
    assert again.status_code == 400 and "already" in seen(again)
    assert ada.post(f"{made['Location']}/end", {"reason": "", "revision": "2"}).status_code == 400
    assert ada.post(f"{made['Location']}/end", {"reason": "Done.", "revision": "2"}).status_code == 302
    assert "Ended on" in seen(ada.get(made["Location"]))
    assert "0 contributions fit." in seen(ada.get("/UN/frameworks/contributions"))
    assert "1 contribution fits." in seen(ada.get("/UN/frameworks/contributions?state=ended"))


def test_the_linkage_table_is_a_page_a_picture_a_sheet_and_json(whose: Organization) -> None:
    joined(whose)
    joined(whose, A1, R2)
    client = signed_in("reader")
    page = client.get("/UN/frameworks/linkage")
    assert "1 line from a strategic result through a financial line to an activity." in seen(page)
    assert "nothing serves it" in seen(page) and b"<svg" in page.content
    gaps = client.get("/UN/frameworks/linkage?gap=nothing below")
    assert O2 in seen(gaps) and A1 not in seen(gaps).partition("As a table")[2]
    rows = client.get("/UN/frameworks/linkage?format=csv").content.decode("utf-8-sig").splitlines()
    assert rows[1].startswith(f"{O1},Rivers are measured,{R2},")
    found = json.loads(client.get("/UN/frameworks/linkage?format=json").content)
    assert found["rows"][0]["operational"] == A1 and found["gaps"]["nothing below"] == 1
    assert client.get("/UN/frameworks/linkage?strategic=UN/1900-x").status_code == 400


def test_a_mandate_is_linked_to_an_approved_element_and_shows_on_its_page(whose: Organization) -> None:
    take_in(records=resolution("A/RES/79/1", cites=(), acts=(request("to measure rivers"),)), by=operator(), reader="1")
    ada, bob = signed_in("officer"), signed_in("approver", "bob")
    assert ada.post("/UN/links/new", {"source": "A/RES/79/1#1/a1", "target": O1, "rationale": "x"}).status_code == 400
    ada.post(f"{PLAN}/act/submit", {"revision": "2"})
    bob.post(f"{PLAN}/act/approve", {"revision": "3"})
    assert O1 in seen(ada.get("/UN/links/new?of=A/RES/79/1%231/a1&q=rivers"))
    made = make_link(by=operator(), organization=whose, source="A/RES/79/1#1/a1", target=O1, rationale="It does.")
    assert f"/UN/links/{made.code}" in links(ada.get(f"{PLAN}/of/O1"))
    assert "not answered" not in seen(ada.get("/UN/mandates/A/RES/79/1"))


def test_an_element_leads_to_its_indicators(whose: Organization) -> None:
    made = define_indicator(by=operator(), organization=whose, node=G1, definition=definition(title="Ice that holds"))
    page = signed_in("reader").get(f"{PLAN}/of/G1")
    assert "Ice that holds" in seen(page)
    assert f"/UN/indicators/{made.address.removeprefix('UN/')}" in links(page)
    assert "Ice that holds" not in seen(signed_in("reader", "bob").get(f"{PLAN}/of/O1"))


def test_statements_of_pages_do_not_grow_with_the_tree(whose: Organization) -> None:
    client = signed_in("officer")
    counts = []
    for code, many in (("2030-a", 3), ("2030-b", 200)):
        made = make_framework(
            by=operator(),
            organization=whose,
            kind="operational",
            code=code,
            title=code,
            start=Framework.objects.get(code="2024-27").start,
            end=Framework.objects.get(code="2024-27").end,
            levels=("activity",),
        )
        elements = [Element(f"X{at}", "activity", f"Activity {at}") for at in range(many)]
        write_draft(by=operator(), framework=made, revision=1, elements=elements)
        counted = {}
        for page in (f"/{code}", f"/{code}/of/X1", "", "/linkage", "/contributions", f"/{code}/workbook"):
            client.get(f"/UN/frameworks{page}")
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"/UN/frameworks{page}").status_code == 200
            counted[page.replace(code, "")] = len(captured)
        counts.append(counted)
    assert counts[0] == counts[1]
    bounds = {"/": 14, "//of/X1": 14, "": 8, "/linkage": 8, "/contributions": 8, "//workbook": 12}
    assert {page: count for page, count in counts[1].items() if count > bounds[page]} == {}


def workbook(*rows: tuple[Any, ...], merged: str = "", formula: str = "") -> SimpleUploadedFile:
    """A workbook made elsewhere."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    page = book.add_worksheet("Plan")
    for number, row in enumerate(rows):
        for at, value in enumerate(row):
            page.write(number, at, value)
    if merged:
        page.merge_range(merged, "Title")
    if formula:
        page.write_formula(formula, "=1+1")
    book.close()
    return SimpleUploadedFile("plan.xlsx", content.getvalue())


HEADS = ("Title", "Code", "Level", "Below", "Goals and targets of the 2030 Agenda")
GOOD = (("Strategic plan",), (), HEADS, ("Water", "G1", "goal", "", 6), ("Rivers", "O1", "outcome", "G1", "6.1; 13"))


def test_what_goes_out_as_a_workbook_comes_back_equal(whose: Organization) -> None:
    ada = signed_in("officer")
    tree = (
        Element("G1", "goal", "=1+1 is no formula", text="A\nB", goals=("6", "6.1"), assumptions="Rain"),
        Element("1.10", "outcome", "Rivers", "G1"),
        Element("007", "outcome", "Ice", "G1"),
    )
    write_draft(by=operator(), framework=Framework.objects.get(code="2024-27"), revision=2, elements=tree)
    content = ada.get(f"{PLAN}/workbook.xlsx").content
    assert content == ada.get(f"{PLAN}/workbook.xlsx").content
    book = read_framework_workbook(content, "x.xlsx", heads())
    assert tuple(one.element for one in book.elements) == tree and book.read.findings == ()
    ada.cookies["language"] = "fr"
    answer = ada.post(f"{PLAN}/workbook", {"file": SimpleUploadedFile("x.xlsx", content)})
    assert answer.status_code == 200
    assert "applying" not in answer.context or answer.context["applying"] is None


def test_a_workbook_made_elsewhere_is_looked_at_and_then_written(whose: Organization) -> None:
    ada = signed_in("officer")
    answer = ada.post(f"{PLAN}/workbook", {"file": workbook(*GOOD)})
    assert answer.status_code == 200, seen(answer)
    assert "3 elements would change." in seen(answer)
    assert [one.code for one in elements_of(draft())] == ["G1", "O1", "O2"]
    form = answer.context["applying"]
    said = {"rows": form.initial["rows"], "revision": form.initial["revision"]}
    assert ada.post(f"{PLAN}/workbook", said).status_code == 302
    water, rivers = elements_of(draft())
    assert (water.title, water.goals, rivers.parent, rivers.goals) == ("Water", ("6",), "G1", ("6.1", "13"))
    late = ada.post(f"{PLAN}/workbook", said)
    assert late.status_code == 409 and "in the meantime" in seen(late)
    assert ada.post(f"{PLAN}/workbook", {"rows": "[1]", "revision": "3"}).status_code == 400


@pytest.mark.parametrize(
    ("rows", "more", "code", "place"),
    [
        ((*GOOD, ("Again", "G1", "goal")), {}, "PL-ELEMENT-CODE", "Plan!B6"),
        ((*GOOD, ("Third", "O2", "output", "G1")), {}, "PL-ELEMENT-LEVEL", "Plan!C6"),
        ((*GOOD, ("Third", "O2", "outcome", "G9")), {}, "PL-ELEMENT-PARENT", "Plan!D6"),
        ((*GOOD, ("Third", "O2", "outcome", "O2")), {}, "PL-ELEMENT-CIRCLE", "Plan!D6"),
        ((*GOOD, ("", "O2", "outcome", "G1")), {}, "PL-NO-TITLE", "Plan!A6"),
        ((*GOOD, ("Third", "O2", "outcome", "G1", "N/A")), {}, "PL-ELEMENT-GOAL", "Plan!E6"),
        ((*GOOD, ("Third", "O2", "outcome", "G1")), {"formula": "E6"}, "PL-FORMULA", "Plan!E6"),
        ((*GOOD,), {"merged": "A3:A4"}, "PL-MERGED", "Plan!A3"),
        ((*GOOD[:2], (*HEADS, "Title"), *GOOD[3:]), {}, "PL-COLUMN-TWICE", "Plan!F3"),
        ((*GOOD[:2], HEADS[:1], *GOOD[3:]), {}, "PL-WORKBOOK", "plan.xlsx"),
        ((HEADS,), {}, "PL-WORKBOOK", "plan.xlsx"),
    ],
)
def test_what_is_wrong_with_a_workbook_is_named_with_its_cell_and_nothing_is_taken(
    whose: Organization, rows: tuple[Any, ...], more: dict[str, str], code: str, place: str
) -> None:
    answer = signed_in("officer").post(f"{PLAN}/workbook", {"file": workbook(*rows, **more)})
    assert answer.status_code == 400
    assert (place, code) in [(where, found) for _status, where, found, _words in answer.context["findings"]]
    assert answer.context["applying"] is None and draft().revision == 2


def test_empty_rows_and_columns_of_other_names_do_no_harm(whose: Organization) -> None:
    rows = (*GOOD[:2], (*HEADS, "Remarks"), *GOOD[3:], *[()] * 3000, ("Ice", "O2", "outcome", "G1"))
    answer = signed_in("officer").post(f"{PLAN}/workbook", {"file": workbook(*rows)})
    assert answer.status_code == 200
    assert "PL-COLUMN-UNKNOWN" in [found for _status, _where, found, _words in answer.context["findings"]]
    assert "Ice" in seen(answer)


def test_a_workbook_of_another_plan_and_what_is_no_workbook_are_refused(whose: Organization) -> None:
    ada = signed_in("officer")
    other = ada.get("/UN/frameworks/2026-29/workbook.xlsx").content
    for content, code in (
        (other, "PL-OTHER-PLAN"),
        (b"PK\x03\x04 nothing", "DOC-TRUNCATED"),
        (b"text", "DOC-TRUNCATED"),
    ):
        answer = ada.post(f"{PLAN}/workbook", {"file": SimpleUploadedFile("x.xlsx", content)})
        assert answer.status_code == 400
        assert code in [found for _status, _where, found, _words in answer.context["findings"]]


ENDS = ("What contributes", "What it contributes to", "Share", "How the one serves the other", "First day")


def brought(client: Client, *rows: tuple[Any, ...]) -> Any:
    return client.post("/UN/frameworks/contributions/workbook", {"file": workbook(ENDS, *rows)})


def test_contributions_come_in_as_a_workbook_and_go_out_equal(whose: Organization) -> None:
    ada, made = signed_in("officer"), joined(whose)
    answer = brought(ada, (R2, O1, 0.5, "Half of it."), (A1, R2, "", "Whole."))
    assert answer.status_code == 200, seen(answer)
    assert "1 contributions would be new, 1 would change." in seen(answer)
    assert Contribution.objects.count() == 1
    said = {"rows": answer.context["applying"].initial["rows"]}
    assert ada.post("/UN/frameworks/contributions/workbook", said).status_code == 302
    made.refresh_from_db()
    assert (str(made.share), made.revision, Contribution.objects.count()) == ("1/2", 2, 2)
    content = ada.get("/UN/frameworks/contributions.xlsx").content
    again = ada.post("/UN/frameworks/contributions/workbook", {"file": SimpleUploadedFile("x.xlsx", content)})
    assert again.status_code == 200 and "nothing changes" in seen(again)
    assert ada.post("/UN/frameworks/contributions/workbook", {"rows": "[]"}).status_code == 400
    eve = signed_in("reader", "eve")
    assert eve.get("/UN/frameworks/contributions/workbook").status_code == 404
    assert eve.post("/UN/frameworks/contributions/workbook", said).status_code == 404


@pytest.mark.parametrize(
    ("rows", "code", "place"),
    [
        (((R2, O1, 1.5, "x"),), "PL-SHARE", "Plan!C2"),
        (((R2, O1, "N/A", "x"),), "PL-SHARE", "Plan!C2"),
        (((R2, O1, "2/3", "x"), (R2, O2, "50%", "x")), "PL-CONTRIBUTION-SHARES", "Plan!C3"),
        (((R2, "HWU/2024-27/G1", "", "x"),), "PL-CONTRIBUTION-END", "Plan!B2"),
        (((R2, O1, "", ""),), "PL-NO-REASON", "Plan!D2"),
        (((R2, O1, "", "x", "soon"),), "PL-DAY", "Plan!E2"),
        (((R2, O1, "", "x", "2027-06-01"),), "PL-CONTRIBUTION-PERIOD", "Plan!E2"),
        (((R2, O1, "", "x"), (R2, O1, "", "y")), "PL-TWICE", "Plan!E2"),
        (((G1, O1, "", "x"),), "PL-CONTRIBUTION-CIRCLE", "Plan!B2"),
    ],
)
def test_what_is_wrong_with_rows_of_contributions_is_named_and_nothing_is_taken(
    whose: Organization, rows: tuple[tuple[Any, ...], ...], code: str, place: str
) -> None:
    answer = brought(signed_in("officer"), *rows)
    assert answer.status_code == 400
    assert (place, code) in [(where, found) for _status, where, found, _words in answer.context["findings"]]
    assert answer.context["applying"] is None and not Contribution.objects.exists()
