"""Overview, findings, sources, history, search: what they say first and where they lead."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.page_record import links, resolutions, rows_of, seen, small_record, take, wide_fascicle
from tests.store_records import digest, fascicle, resolution
from throughline.engine.findings import Finding, Severity
from throughline.store.models import Organization
from throughline.web.pages.findings import place_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """A search index of its own."""
    settings.DATA = tmp_path


def test_an_empty_record_says_what_to_do(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert "Nothing was read yet. Read documents with: throughline read FILE..." in seen(response)


def test_an_organization_with_nothing_read_has_every_page(client: Client) -> None:
    Organization.objects.create(code="UN", name="United Nations")
    for page in ("", "/mandates", "/asked", "/plans", "/findings", "/sources", "/history", "/search?q=boats"):
        assert client.get(f"/UN{page}").status_code == 200, page
    assert "Nothing was read yet." in seen(client.get("/UN"))


def test_the_start_leads_to_the_only_organization_or_offers_the_choice(client: Client) -> None:
    take(resolution())
    assert client.get("/").headers["Location"] == "/UN"
    take(fascicle(symbol="HWU/1", section="7", file="hwu.docx"), organization="HWU")
    assert links(client.get("/"))["/HWU"] == "HWU HWU"


def test_the_overview_says_what_was_read_asked_and_not_answered(client: Client) -> None:
    small_record()
    response = client.get("/UN")
    text = seen(response)
    assert "6 documents were read. 4 acts ask the secretariat for something." in text
    assert "3 of them are answered by no part of a plan." in text
    to = links(response)
    assert to["/UN/asked?addressee=@secretariat&answered=unlisted"] == "3"
    assert to["/UN/findings?severity=error"] == "1 of them errors"
    assert to["/UN/mandates/A/RES/77/1"] == "A/RES/77/1"


def test_the_overview_leads_in_two_steps_to_what_a_resolution_asks_and_who_lists_it(client: Client) -> None:
    small_record()
    assert "/UN/mandates" in links(client.get("/UN"))
    assert "/UN/mandates/A/RES/78/243" in links(client.get("/UN/mandates"))
    document = client.get("/UN/mandates/A/RES/78/243")
    assert "/UN/plans/2026/10/SP1" in links(document)
    assert "to report on boats" in seen(document)


def test_findings_stand_errors_first_each_with_its_place(client: Client) -> None:
    small_record()
    response = client.get("/UN/findings")
    text = seen(response)
    assert "1 error is to be dealt with." in text
    assert text.index("PB-SUM since") < text.index("MN-NO-ANSWER since") < text.index("RS-NUMBER since")
    assert links(response)["/UN/plans/2026/10/T10.19"] == "UN/2026/10 table 10.19, row Subtotal"
    answered = client.get("/UN/asked/unanswered?q=78/243&grain=documents")
    assert "Everything that fits is answered." in seen(answered)
    one = response.context["listing"].rows[0].own_page
    for page in (response, client.get(one)):
        assert "No unit was made yet. Units, and what each answers for" in seen(page)
        assert links(page)["/api"] == "API"


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("severity=error", {"PB-SUM"}),
        ("code=MN-NO-ANSWER", {"MN-NO-ANSWER"}),
        ("subject=UN/2026/10&severity=error", {"PB-SUM"}),
        ("subject=A/RES/77/1&code=MN-NO-ANSWER", {"MN-NO-ANSWER"}),
        ("q=add+up", {"PB-SUM"}),
        ("q=nowhere", set()),
    ],
)
def test_findings_are_filtered(client: Client, query: str, codes: set[str]) -> None:
    small_record()
    context = client.get(f"/UN/findings?{query}").context
    assert {one.code for one in context["listing"].rows} == codes


def test_a_finding_is_gone_when_it_is_mended(client: Client) -> None:
    take(resolution())
    assert "MN-NO-ANSWER" in seen(client.get("/UN/findings"))
    take(fascicle())
    assert "MN-NO-ANSWER" not in seen(client.get("/UN/findings"))


@pytest.mark.parametrize(
    ("address", "where", "page"),
    [
        ("UN/2026/10/SP1/D-A.1", "", "/UN/plans/2026/10/SP1/D-A.1"),
        ("A/RES/78/243#1", "", "/UN/mandates/A/RES/78/243#1"),
        ("UN/2026/10", "table 10.19, row Subtotal, column 2026 estimate", "/UN/plans/2026/10/T10.19"),
        ("UN/2026/10", "table #3, row 1", "/UN/plans/2026/10/Tn3"),
        ("UN/2026/10", "line 12", "/UN/plans/2026/10"),
        ("A/RES/78/243", "A/RES/78/243#2", "/UN/mandates/A/RES/78/243#2"),
        ("A/80/6 (Sect. 10)", "line 3", "/UN/mandates/A/80/6%20(Sect.%2010)"),
    ],
)
def test_a_finding_leads_to_what_it_is_about(address: str, where: str, page: str) -> None:
    assert place_of("UN", address, where) == page


def test_every_finding_of_the_record_leads_to_a_page_that_is_there(client: Client) -> None:
    take(
        *resolutions(1, 2),
        fascicle(
            findings=(
                Finding("PB-SUM", Severity.ERROR, "table 10.19, row Subtotal", "Does not add up."),
                Finding("PB-CUT", Severity.WARNING, "line 7", "Cut."),
                Finding("PB-DELIVERABLES-SUM", Severity.ERROR, "table #3, row 1", "Does not add up."),
            )
        ),
    )
    for finding in client.get("/UN/findings").context["listing"].rows:
        assert client.get(finding.page.partition("#")[0], follow=True).status_code == 200, finding.page


def test_sources_say_what_came_of_each_file(client: Client) -> None:
    take(resolution(file="first/boats.txt"), fascicle())
    take(resolution(texts=("Recalling,", "Requests more;"), file="boats-again.txt"))
    rows = rows_of(client.get("/UN/sources"))
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("boats-again.txt", "A/RES/78/243", "changed Undo boats-again.txt"),
        ("sect10.docx", "A/80/6 (Sect. 10)", "new Undo sect10.docx"),
        ("boats.txt", "A/RES/78/243", "new"),
    ]
    assert len(rows_of(client.get("/UN/sources?q=again"))) == 1


def test_a_file_is_found_by_its_digest(client: Client) -> None:
    record = resolution()
    take(record)
    assert record.sha256 in seen(client.get(f"/UN/sources/{record.sha256}"))
    assert client.get(f"/UN/sources/{digest('nothing')}").status_code == 404


def test_the_history_tells_what_was_done(client: Client) -> None:
    small_record()
    assert "Taken in" in seen(client.get("/UN/history"))
    response = client.get("/UN/history/A/RES/78/243")
    assert "by the command line of this machine" in seen(response)
    assert client.get("/UN/history/A/RES/1/999").status_code == 404


def test_search_finds_words_and_leads_straight_to_a_known_code(client: Client) -> None:
    small_record()
    response = client.get("/UN/search?q=afloat")
    assert "1 thing holds these words." in seen(response)
    assert links(response)["/UN/plans/2026/10/SP1/R2/M1"] == "UN/2026/10/SP1/R2/M1"
    straight = client.get("/UN/search", {"q": "a/res/78/243#1"})
    assert "Go to a/res/78/243#1" in seen(straight)
    assert "/UN/mandates/A/RES/78/243#1" in links(straight)


@pytest.mark.parametrize(
    "words", ["", " ", "((", '"', "AND OR NOT", "*", "x" * 200, "\N{GRINNING FACE}", "-", "a:b^2~"]
)
def test_no_words_break_the_search(client: Client, words: str) -> None:
    small_record()
    assert client.get("/UN/search", {"q": words}).status_code == 200


def test_too_many_words_are_refused_with_a_reason(client: Client) -> None:
    small_record()
    response = client.get("/UN/search", {"q": "x" * 201})
    assert response.status_code == 400
    assert "200" in seen(response)


def test_every_hit_leads_to_a_page_that_is_there(client: Client) -> None:
    small_record()
    hits = [hit for group in client.get("/UN/search?q=boats").context["listing"].rows for hit in group.hits]
    assert len(hits) > 10
    for hit in hits:
        assert client.get(hit.page.partition("#")[0], follow=True).status_code == 200, hit.page


def test_a_search_is_filtered_and_says_how_much_each_filter_leaves(client: Client) -> None:
    small_record()
    page = client.get("/UN/search?q=boats")
    assert "Paragraph (" in seen(page)
    assert "2026 (" in seen(page)
    hits = client.get("/UN/search?q=boats&year=2026&kind=result").context["listing"].rows
    assert [hit.code for group in hits for hit in group.hits] == ["UN/2026/10/SP1/PERF", "UN/2026/10/SP1/R2"]
    assert client.get("/UN/search?q=boats&year=soon").status_code == 400


def test_a_search_shows_findings_that_hold_the_words(client: Client) -> None:
    take(wide_fascicle(5))
    page = client.get("/UN/search?q=Row+add+up")
    assert "5 findings hold these words" in seen(page)
    assert "/UN/findings?q=Row+add+up" in links(page)


def test_the_day_of_a_finding_is_written_out(client: Client) -> None:
    take(resolution())
    assert f"since {date(2026, 1, 15):%-d %B %Y}" in seen(client.get("/UN/findings"))
