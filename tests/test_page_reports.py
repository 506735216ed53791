"""Reports as pages: composed from the record, written on, frozen and the same again, for those who may."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.page_record import links, rows_of, seen, small_record, take
from tests.store_records import fascicle, request, resolution
from tests.test_page_editing import officer, typed
from tests.test_people import person
from throughline.store.models import Edition, HistoryLine, Organization
from throughline.store.people import operator
from throughline.store.people.roles import publish
from throughline.store.reporting.editions.reads import Named, edition_at
from throughline.store.rights import EVERYTHING

pytestmark = pytest.mark.django_db

REPORT = "/UN/reports/progress/en/UN/2026/10"
WRITE = "/UN/reports-write/progress/en/UN/2026/10?section=summary"
FREEZE = "/UN/reports-freeze/progress/en/UN/2026/10"
NAMED = Named("progress", "UN/2026/10", "en")


@pytest.fixture(autouse=True)
def record(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    small_record()


def sent(client: Client, text: str, section: str = "summary") -> Any:
    page = WRITE.replace("summary", section)
    return client.post(page, typed(client.get(page), text=text))


def test_a_report_is_chosen_and_shown_with_every_figure_leading_to_its_source() -> None:
    ada = officer("ada")
    chosen = ada.get("/UN/reports?kind=progress&about=+UN/2026/10/+&report_language=en")
    assert chosen.headers["Location"] == REPORT
    page = ada.get(REPORT)
    assert page.status_code == 200
    text = seen(page)
    assert "Every figure is what the record says today" in text
    for words in ("What was asked", "What was done", "Requests and deliverables, part by part"):
        assert words in text
    assert any(to.startswith("/UN/plans/2026/10/SP1") for to in links(page))


def test_a_document_that_is_not_held_and_a_plan_that_is_not_there_are_no_report() -> None:
    ada = officer("ada")
    for about in ("resolution/en/A/RES/99/99", "progress/en/UN/1999", "progress/en/A/RES/78/243", "tale/en/UN/2026"):
        assert ada.get(f"/UN/reports/{about}").status_code == 404, about
    assert ada.get("/UN/reports/progress/xx/UN/2026/10").status_code == 404
    assert ada.get(f"{REPORT}?edition=1").status_code == 404
    assert ada.get(f"{REPORT}?edition=nonsense").status_code == 404
    assert ada.get("/UN/reports-file/progress/en/UN/2026/10?format=exe").status_code == 404


def test_the_implementation_of_a_resolution_says_of_each_paragraph_who_answers_and_when() -> None:
    take(
        resolution(
            "A/RES/79/1",
            texts=("Recalling its ports,", "Requests the Secretary-General to report on ports;"),
            acts=(request("to report on ports", latest="2020-06-30"),),
            cites=(),
            file="ports.txt",
        )
    )
    page = officer("ada").get("/UN/reports/resolution/en/A/RES/79/1")
    text = seen(page)
    assert "1 paragraph asks somebody for something, in 1 act; plans answer 0 of them." in text
    assert "No part of a plan lists it." in text
    rows = rows_of(page)
    assert rows[0] == ["Paragraph 1"]
    assert rows[1][0] == "Secretary-General"
    assert "time has passed; not answered" in rows[1][3]
    assert rows[1][5] == "was 30 June 2020"


def test_a_text_with_fields_is_kept_shown_and_marked_where_it_says_another_figure() -> None:
    ada = officer("ada")
    assert "[[deliverables.due]]" in seen(ada.get(WRITE))
    assert sent(ada, "Of [[mandates]] mandates we read all.\n\n- [[requests = 99]] asked").status_code == 302
    page = ada.get(REPORT)
    text = seen(page)
    assert re.search(r"Of \d+ mandates we read all", text)
    assert "1 figure in the text is not what the record says" in text
    refused = ada.post(FREEZE, typed(page))
    assert refused.status_code == 409
    assert "requests (99)" in seen(refused)
    assert Edition.objects.count() == 0


def test_the_second_of_two_who_write_one_section_sees_what_stands_and_loses_nothing() -> None:
    ada, grace = officer("ada"), officer("grace")
    began = typed(grace.get(WRITE), text="By Grace.")
    assert sent(ada, "By Ada.").status_code == 302
    late = grace.post(WRITE, began)
    assert late.status_code == 409
    assert "By Ada." in seen(late)
    assert "By Grace." in seen(late)
    assert grace.post(WRITE, typed(late, text="By both.")).status_code == 302
    assert "By both." in seen(ada.get(REPORT))


def test_an_edition_stays_as_it_is_and_its_digest_stands_in_the_history() -> None:
    ada = officer("ada")
    sent(ada, "All went well.")
    made = ada.post(FREEZE, typed(ada.get(REPORT)))
    assert made.headers["Location"] == f"{REPORT}?edition=1"
    sent(ada, "All went better.")
    frozen, standing = seen(ada.get(f"{REPORT}?edition=1")), seen(ada.get(REPORT))
    assert ("All went well." in frozen, "All went better." in frozen) == (True, False)
    assert ("All went well." in standing, "All went better." in standing) == (False, True)
    line = HistoryLine.objects.get(action="freeze report")
    assert Edition.objects.get().digest in line.data
    files = [ada.get("/UN/reports-file/progress/en/UN/2026/10?edition=1&format=docx").content for _ in range(2)]
    assert files[0] == files[1]
    assert ada.post(FREEZE, typed(ada.get(REPORT))).headers["Location"] == f"{REPORT}?edition=2"


def test_an_edition_that_was_altered_outside_of_the_program_is_not_shown_as_one() -> None:
    ada = officer("ada")
    ada.post(FREEZE, typed(ada.get(REPORT)))
    Edition.objects.update(digest="0" * 64)
    with pytest.raises(ValueError, match="not what its digest says"):
        edition_at(Organization.objects.get(code="UN"), NAMED, 1, seen_by=EVERYTHING)


def test_everybody_may_read_open_editions_alone_and_they_hold_nothing_that_is_not_for_everybody() -> None:
    ada = officer("ada")
    ada.post(FREEZE, typed(ada.get(REPORT)))
    ada.post(FREEZE, {**typed(ada.get(REPORT)), "open": "on"})
    whose = Organization.objects.get(code="UN")
    publish(by=operator(), organization=whose)
    person("someone", "ITU")
    stranger = Client()
    assert [stranger.get(f"{REPORT}{query}").status_code for query in ("", "?edition=1", "?edition=2")] == [
        404,
        404,
        200,
    ]
    assert stranger.get("/UN/reports-file/progress/en/UN/2026/10?edition=1").status_code == 404
    assert stranger.get(WRITE).status_code in (302, 404)
    listed = seen(stranger.get("/UN/reports"))
    assert "Make a report" not in listed
    assert "ada" not in listed
    assert "What is open" not in seen(stranger.get(f"{REPORT}?edition=2"))


def test_a_reader_writes_and_freezes_nothing() -> None:
    reader = Client()
    reader.force_login(person("reader", "UN", "reader"))
    page = reader.get(REPORT)
    assert page.status_code == 200
    assert FREEZE not in page.content.decode()
    assert "reports-write" not in page.content.decode()
    assert reader.get(WRITE).status_code == 404
    assert reader.post(FREEZE, {}).status_code == 403
    assert reader.post(WRITE, {"section": "summary", "text": "x", "revision": "0"}).status_code == 403
    assert Edition.objects.count() == 0


def test_a_long_report_is_shown_part_by_part_and_each_part_leads_to_the_others(monkeypatch: Any) -> None:
    monkeypatch.setattr("throughline.web.pages.reports.views.WHOLE", 3)
    page = officer("ada").get(f"{REPORT}?part=2")
    parts = [to for to in links(page) if to.startswith("?part=")]
    assert len(parts) >= 2
    assert "In short" not in page.content.decode().partition('id="report"')[2]


def test_the_sum_of_a_report_counts_a_mandate_once_that_several_places_list() -> None:
    take(fascicle(symbol="A/80/6 (Sect. 11)", lists=("A/RES/78/243", "A/RES/77/1"), file="eleven.docx"))
    rows = rows_of(officer("ada").get("/UN/reports/progress/en/UN/2026"))
    each = [int(row[1]) for row in rows if row[0] not in ("Together, each once", "")]
    together = next(int(row[1]) for row in rows if row[0] == "Together, each once")
    assert together < sum(each[: len(rows) - 1])
