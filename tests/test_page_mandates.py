"""Pages of mandates: the registry and its filters, what is asked, a document with its acts and citations."""

from datetime import date

import pytest
from django.test import Client

from tests.page_record import links, resolutions, rows_of, seen, small_record, take
from tests.store_records import fascicle, full_resolution, report, request, resolution
from throughline.store.models import Plan
from throughline.store.rights import EVERYTHING
from throughline.web.pages.mandates.reading import Piece, ReadAct, marked
from throughline.web.pages.mandates.registry import asked, mandates
from throughline.web.pages.times import due

pytestmark = pytest.mark.django_db


def symbols(client: Client, query: str) -> list[str]:
    return [row[0] for row in rows_of(client.get(f"/UN/mandates?{query}"))]


def test_the_registry_lists_what_is_held_first_and_what_is_only_cited_after(client: Client) -> None:
    small_record()
    rows = rows_of(client.get("/UN/mandates"))
    assert [row[0] for row in rows] == [
        *("A/RES/77/1", "A/RES/77/2", "A/RES/77/3", "A/RES/78/243"),
        *("A/79/5", "A/RES/60/1", "A/RES/77/0", "E/RES/2023/29"),
    ]
    assert rows[3] == ["A/RES/78/243", "Boats", "General Assembly", "22 December 2023", "1", "", "1 part"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=boat+77/3", ["A/RES/77/3"]),
        ("q=77/2", ["A/RES/77/2"]),
        ("answered=listed&held=held", ["A/RES/78/243"]),
        ("answered=listed&held=cited", ["E/RES/2023/29"]),
        ("answered=unlisted&held=held", ["A/RES/77/1", "A/RES/77/2", "A/RES/77/3"]),
        ("verb=request&q=78/243", ["A/RES/78/243"]),
        ("addressee=Secretary-General&q=boat+1", ["A/RES/77/1"]),
        ("addressee=@secretariat&q=boat+1", ["A/RES/77/1"]),
        ("year=2023&q=boat+77/2", ["A/RES/77/2"]),
        ("body=General+Assembly&held=held&q=boats", ["A/RES/78/243"]),
    ],
)
def test_filters_leave_what_fits(client: Client, query: str, found: list[str]) -> None:
    small_record()
    assert symbols(client, query) == found


@pytest.mark.parametrize("query", ["year=abc", "verb=dance", "held=perhaps", "page=-1", "page=x", "deadline=tomorrow"])
def test_a_filter_with_nonsense_says_so_beside_its_field(client: Client, query: str) -> None:
    small_record()
    for list_page in ("/UN/mandates", "/UN/asked"):
        if query.startswith("held") and list_page == "/UN/asked":
            continue
        response = client.get(f"{list_page}?{query}")
        assert response.status_code == 400
        assert b'class="wrong"' in response.content


def test_a_page_behind_the_last_shows_the_last(client: Client) -> None:
    take(*resolutions(1, 60))
    first, last = client.get("/UN/mandates?held=held"), client.get("/UN/mandates?held=held&page=900")
    assert "1 to 20 of 60" in seen(first)
    assert links(first)["?held=held&page=2"] == "Next page"
    assert "41 to 60 of 60" in seen(last)
    assert links(last)["?held=held&page=2"] == "Previous page"


def test_deadlines_are_told_apart_by_the_day() -> None:
    take(
        resolution("A/RES/1/1", acts=(request(latest="2026-01-14"),)),
        resolution("A/RES/1/2", acts=(request(latest="2026-01-15"),)),
        resolution("A/RES/1/3", acts=(request(latest="2027-01-15"),)),
        resolution("A/RES/1/4", acts=(request(latest="2027-01-16"),)),
        resolution("A/RES/1/5"),
    )
    today = date(2026, 1, 15)

    def of(deadline: str) -> list[str]:
        return [one.address for one in mandates({"deadline": deadline, "held": "held"}, today, seen=EVERYTHING)]

    assert of("passed") == ["A/RES/1/1"]
    assert of("near") == ["A/RES/1/2", "A/RES/1/3"]
    assert of("later") == ["A/RES/1/4"]
    assert of("set") == ["A/RES/1/1", "A/RES/1/2", "A/RES/1/3", "A/RES/1/4"]
    assert [one.paragraph.address for one in asked({}, today, seen=EVERYTHING)][-1] == "A/RES/1/5#1"


@pytest.mark.parametrize(
    ("day", "tone", "words"),
    [
        (date(2025, 12, 31), "attention", "has passed"),
        (date(2026, 1, 15), "attention", "today"),
        (date(2026, 1, 16), "attention", "in 1 day"),
        (date(2026, 12, 31), "plain", "in 350 days"),
        (date(2029, 1, 15), "plain", "in more than 3 years"),
    ],
)
def test_a_time_is_said_in_words(day: date, tone: str, words: str) -> None:
    status = due(day, date(2026, 1, 15))
    assert status is not None
    assert (status.tone, str(status.words)) == (tone, words)


def test_what_is_asked_stands_act_by_act(client: Client) -> None:
    small_record()
    rows = rows_of(client.get("/UN/asked?answered=listed"))
    assert rows == [["A/RES/78/243 #1", "Secretary-General", "request to report on boats", "no time set", "answered"]]
    assert len(rows_of(client.get("/UN/asked?addressee=@secretariat&answered=unlisted"))) == 3


def test_a_document_says_what_it_asks_and_who_lists_it(client: Client) -> None:
    small_record()
    response = client.get("/UN/mandates/A/RES/78/243")
    text = seen(response)
    assert "It asks for 1 thing; no time is set." in text
    assert "1 part of the plans lists it (2026)." in text
    assert links(response)["/UN/plans/2026/10/SP1"].startswith("UN/2026/10/SP1")


def test_a_document_that_no_plan_lists_says_so(client: Client) -> None:
    small_record()
    text = seen(client.get("/UN/mandates/A/RES/77/2"))
    assert "No part of any plan that was read lists it." in text
    assert "for 1 of them a time is set" in text


def test_citations_are_followed_both_ways(client: Client) -> None:
    small_record()
    cited = links(client.get("/UN/mandates/A/RES/77/2"))
    assert "/UN/mandates/A/RES/77/1" in cited
    assert cited["/UN/mandates/A/RES/77/3#p1"] == "A/RES/77/3 #p1"


def test_a_paragraph_has_its_address_and_its_acts_beside_it(client: Client) -> None:
    take(full_resolution())
    content = client.get("/UN/mandates/A/RES/78/244").content.decode()
    assert 'id="7(b)"' in content
    text = seen(client.get("/UN/mandates/A/RES/78/244"))
    assert "at the latest 8 September 2025" in text
    assert "Asked before, and asked again" in text
    assert "Resolution 60/1." in text


def test_a_document_that_is_only_cited_has_a_page(client: Client) -> None:
    small_record()
    text = seen(client.get("/UN/mandates/E/RES/2023/29"))
    assert "its text was not read yet" in text
    assert "1 part of the plans lists it (2026)." in text


def test_a_report_shows_the_mandates_that_it_cites(client: Client) -> None:
    take(report())
    response = client.get("/UN/mandates/A/78/500")
    assert "it asks nothing of anybody" in seen(response)
    assert "/UN/mandates/A/RES/60/1" in links(response)


def test_a_symbol_is_found_however_it_is_spelt(client: Client) -> None:
    small_record()
    assert client.get("/UN/mandates/a/res/78/243").status_code == 200


def test_a_symbol_that_nobody_knows_is_not_found_and_helps(client: Client) -> None:
    small_record()
    response = client.get("/UN/mandates/A/RES/99/999")
    assert response.status_code == 404
    assert "No document with the symbol A/RES/99/999 was read" in seen(response)
    assert "/UN/search" in links(response)


def test_a_title_cannot_bring_script_into_a_page(client: Client) -> None:
    nasty = '<script>alert("x")</script>'
    take(resolution("A/RES/9/9", title=nasty, texts=(nasty, nasty)), fascicle(title=nasty))
    for address in ("/UN", "/UN/mandates", "/UN/asked", "/UN/mandates/A/RES/9/9", "/UN/plans/2026", "/UN/sources"):
        assert b"<script>" not in client.get(address).content


def act(verb: str, said: str, *names: str) -> ReadAct:
    return ReadAct("S#1/a1", "1", verb, said, names, "", "", None, None, False, "", "", False, False, False)


def test_verbs_and_requests_are_marked_where_they_stand() -> None:
    text = "Recalls paragraph 6, and requests the Secretary-General to report on boats;"
    acts = (act("recall", "paragraph 6"), act("request", "to report on boats", "Secretary-General"))
    assert marked(text, acts) == (
        Piece("Recalls", "verb"),
        Piece(" "),
        Piece("paragraph 6", "what"),
        Piece(", and "),
        Piece("requests the Secretary-General", "verb", True),
        Piece(" "),
        Piece("to report on boats", "what", True),
        Piece(";"),
    )


def test_marking_never_changes_the_text() -> None:
    text = "Requests boats, and requests boats, and invites all States;"
    for acts in (
        (act("request", "boats"), act("request", "boats"), act("invite", "nothing of it")),
        (),
        (act("", ""),),
    ):
        assert "".join(piece.text for piece in marked(text, acts)) == text


def test_the_document_of_a_plan_leads_to_the_plan(client: Client) -> None:
    small_record()
    plan = Plan.objects.select_related("document").get(address="UN/2026/10")
    response = client.get(f"/UN/mandates/{plan.document.address}")
    assert "It is the document of the plan UN/2026/10: what it plans stands there." in seen(response)
    assert "/UN/plans/2026/10" in links(response)
    assert "It asks nobody" not in seen(response)
    assert "No part of any plan" not in seen(response)
