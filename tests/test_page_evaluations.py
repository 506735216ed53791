"""Pages of evaluations and the same through the API: planned, found, answered, learned; refusals; a form sent twice."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.page_record import seen
from tests.test_evaluations import FOUND, HEAD, NEXT, SP1, begun, officer, whose
from tests.test_people import person
from throughline.store.models import EvaluationFinding, Organization, PlannedEvaluation
from throughline.store.monitoring.evaluations.following import add_finding, add_lesson, use_lesson
from throughline.store.people import operator
from throughline.store.people.roles import publish

__all__ = ["whose"]

pytestmark = pytest.mark.django_db

ONE = "/UN/evaluations/harbours"
TYPED = {"code": "harbours", "title": "Dry <b>harbours</b>", "kind": "decentralized", "nodes": SP1, "year": "2026"}
SAID = {name: str(value) for name, value in FOUND.items()}


def client_of(whose: Organization, name: str = "ada", unit: str = "") -> Client:
    """An officer of a unit, or of the whole organization, who signed in."""
    client = Client()
    client.force_login(officer(whose, name, unit))
    return client


def test_an_evaluation_is_planned_answered_and_learned_from_on_its_pages(whose: Organization) -> None:
    ada = client_of(whose)
    made = ada.post("/UN/evaluation-new", TYPED)
    assert made["Location"] == ONE
    assert "has not begun" in seen(ada.get(ONE)) and "Evaluation planned" in seen(ada.get(ONE))
    assert ada.get(f"{ONE}/change").status_code == 200
    changed = {**TYPED, "state": "under way", "unit": "EVAL", "revision": "1"}
    assert ada.post(f"{ONE}/change", changed)["Location"] == ONE
    for verb, of, said in (
        ("find", "", SAID),
        ("respond", "F1", {"response": "accepted"}),
        ("undertake", "F1", {"text": "Tar them.", "due": "2026-06-30"}),
        ("learn", "", {"text": "Tar early.", "nodes": SP1}),
        ("use", "L1", {"node": NEXT, "how": "Tar stands first."}),
        ("report", "F1/A1", {"state": "implemented", "evidence": "Twelve are dry."}),
    ):
        address = f"{ONE}/act/{verb}" + (f"?of={of}" if of else "")
        assert ada.get(address).status_code == 200, verb
        revision = PlannedEvaluation.objects.get().revision
        answer = ada.post(address, {**said, "revision": str(revision)})
        assert (answer.status_code, answer["Location"]) == (302, f"{ONE}#{of.partition('/')[0]}"), verb
    page = ada.get(ONE)
    shown = seen(page)
    for words in ("It found 1 thing.", "Boats leak.", "accepted", "Tar them.", "Twelve are dry.", "Tar stands first."):
        assert words in shown
    assert "Dry <b>harbours</b>" in shown and b"<b>harbours</b>" not in page.content
    assert "1 evaluation fits." in seen(ada.get("/UN/evaluations?year=2026&state=under+way&unit=EVAL&node=UN/2026/10"))
    assert "0 evaluations fit." in seen(ada.get("/UN/evaluations?owing=yes"))
    assert "Lessons used here" in seen(ada.get("/UN/frameworks/2027-30/of/G1"))


def test_who_owes_a_response_is_named_in_the_list(whose: Organization) -> None:
    add_finding(by=operator(), evaluation=begun(whose), revision=2, **FOUND)
    shown = seen(client_of(whose).get("/UN/evaluations?owing=yes"))
    assert "1 of them waits for management" in shown and "BOATS" in shown and "1 response" in shown


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"code": "a b"}, "valid"),
        ({"nodes": f"{SP1}\nUN/2026/99"}, "have nothing at UN/2026/99"),
        ({"year": "26"}, "1945"),
        ({"start": "2026-05-01", "end": "2026-04-01"}, "ends on its first day"),
        ({"unit": "NONE"}, "choice"),
    ],
)
def test_a_plan_that_cannot_be_says_why_and_keeps_what_was_typed(
    whose: Organization, wrong: dict[str, str], words: str
) -> None:
    answer = client_of(whose).post("/UN/evaluation-new", {**TYPED, "title": "What was typed", **wrong})
    assert answer.status_code == 400 and words in seen(answer)
    assert "What was typed" in answer.content.decode() and not PlannedEvaluation.objects.exists()


def test_a_form_that_was_overtaken_comes_back_against_the_newest_state(whose: Organization) -> None:
    begun(whose)
    late = client_of(whose).post(f"{ONE}/act/find", {**SAID, "revision": "1"})
    assert late.status_code == 409 and "Boats leak." in late.content.decode()
    assert 'name="revision" value="2"' in late.content.decode()
    assert not EvaluationFinding.objects.exists()


def test_a_form_that_is_sent_twice_is_done_once(whose: Organization) -> None:
    begun(whose)
    ada, once = client_of(whose), {**SAID, "revision": "2", "once": "abcdefghijkl"}
    answers = [ada.post(f"{ONE}/act/find", once) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302] and EvaluationFinding.objects.count() == 1


def test_who_may_not_is_refused_and_who_does_not_work_there_finds_nothing(whose: Organization) -> None:
    add_finding(by=operator(), evaluation=begun(whose), revision=2, **FOUND)
    publish(by=operator(), organization=whose)
    answered = {"response": "accepted", "revision": "3"}
    assert client_of(whose, "eva", "EVAL").post(f"{ONE}/act/respond?of=F1", answered).status_code == 403
    reader, other, nobody = Client(), Client(), Client()
    reader.force_login(person("reads", "UN", "reader"))
    other.force_login(person("other", "WMO", "officer"))
    assert reader.get(ONE).status_code == 200 and "Respond" not in reader.get(ONE).content.decode()
    assert reader.post(f"{ONE}/act/respond?of=F1", answered).status_code == 404
    for client in (other, nobody):
        for page in ("/UN/evaluations", ONE, f"{ONE}/change", "/UN/evaluation-new", f"{ONE}/act/respond?of=F1"):
            assert client.get(page).status_code == 404, page
    assert PlannedEvaluation.objects.get().revision == 3


def test_a_part_that_is_not_there_is_not_found(whose: Organization) -> None:
    add_finding(by=operator(), evaluation=begun(whose), revision=2, **FOUND)
    ada = client_of(whose)
    for address in ("respond", "respond?of=F2", "respond?of=L1", "report?of=F1", "report?of=F1/A1", "use?of=L1", "x"):
        assert ada.get(f"{ONE}/act/{address}").status_code == 404, address
    for address in ("find?of=F1", "learn?of=L1", f"respond?of=F{'9' * 30}"):
        assert ada.get(f"{ONE}/act/{address}").status_code == 404, address
    assert ada.get("/UN/evaluations/none").status_code == 404


def test_a_page_asks_as_often_for_many_findings_and_lessons_as_for_one(whose: Organization) -> None:
    one, ada = begun(whose), client_of(whose)

    def more(count: int) -> None:
        for _ in range(count):
            revision = PlannedEvaluation.objects.get().revision
            add_finding(by=operator(), evaluation=one, revision=revision, **FOUND)
            made = add_lesson(by=operator(), evaluation=one, revision=revision + 1, text="x", nodes=[SP1])
            said: dict[str, Any] = {"lesson": made.number, "node": NEXT, "how": "x"}
            use_lesson(by=operator(), evaluation=one, revision=revision + 2, **said)

    def counted(page: str) -> int:
        ada.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert ada.get(page).status_code == 200
        return len(captured)

    more(1)
    pages = (ONE, "/UN/evaluations", "/UN/frameworks/2027-30/of/G1")
    few = {page: counted(page) for page in pages}
    more(12)
    assert {page: counted(page) for page in pages} == few
    # Signing in takes two statements; a page of one thing twelve besides, an element with all that is beside it more.
    assert few[ONE] <= 18 and few["/UN/evaluations"] <= 10, few


def test_the_api_says_what_was_changed_meanwhile(whose: Organization) -> None:
    add_finding(by=operator(), evaluation=begun(whose), revision=2, **FOUND)
    ada, address = client_of(whose), "/api/organizations/UN/evaluation-plan/harbours"
    tag = ada.get(address)["ETag"]
    (finding,) = ada.get(address).json()["findings"]
    assert (finding["address"], finding["response"]) == ("evaluation:UN/harbours#F1", None)
    head = {**HEAD, "nodes": SP1, "kind": "self", "state": "cancelled"}
    refused = ada.put(address, head, content_type="application/json", headers={"if-match": tag})
    assert refused.status_code == 409 and "cancelled" in refused.json()["detail"]
    said = {"text": "x", "nodes": "UN/2026/10"}
    made = ada.post(f"{address}/lessons", said, content_type="application/json", headers={"if-match": tag})
    assert made.status_code == 201 and made.json()["lessons"][0]["nodes"] == ["UN/2026/10"]
    late = ada.post(f"{address}/lessons", said, content_type="application/json", headers={"if-match": tag})
    assert late.status_code == 412
    (row,) = ada.get("/api/organizations/UN/evaluation-plan?owing=yes&node=UN/2026/10").json()["items"]
    assert (row["code"], row["findings"], row["unanswered"]) == ("harbours", 1, 1)
