"""Pages and API of differences: versions of a document, its predecessor, any other, and who may see them."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.page_record import links, seen, take
from tests.store_records import fascicle, report, resolution
from tests.test_people import person
from throughline.store.knowledge.comparing import series_of_document
from throughline.store.mandates.reads import document_named
from throughline.store.rights import EVERYTHING

pytestmark = pytest.mark.django_db

OLD = "Requests the Secretary-General to report on boats;"
NEW = "Requests the Secretary-General to report on boats and piers;"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def two_versions() -> None:
    take(
        resolution(texts=("Recalling its harbours,", OLD)),
        resolution(texts=("Recalling its harbours,", NEW, "Notes the tides;")),
    )


def series() -> None:
    for session, text in ((74, OLD), (76, NEW), (78, NEW)):
        title = "Boats" if session < 78 else "BOATS "
        take(resolution(f"A/RES/{session}/1", texts=("Recalling,", text), file=f"{session}.txt", title=title))


def answer(client: Client, address: str) -> str:
    return seen(client.get(address)).replace(" :", ":")


def test_two_versions_stand_side_by_side(client: Client) -> None:
    two_versions()
    page = client.get("/UN/difference/A/RES/78/243")
    words = seen(page).replace(" :", ":")
    assert "Version 1 and Version 2: Of the paragraphs, 1 changed, 1 is new, 2 are unchanged." in words
    assert "<ins>" in page.content.decode()
    assert "[inserted: and piers ]" in words
    assert "/UN/difference/A/RES/78/243" in links(client.get("/UN/mandates/A/RES/78/243"))


def test_the_other_way_round(client: Client) -> None:
    two_versions()
    words = answer(client, "/UN/difference/A/RES/78/243?before=2&after=1")
    assert "1 changed, 1 is taken out" in words
    assert "[taken out: and piers ]" in words


def test_a_document_with_one_version_is_compared_with_what_went_before_it(client: Client) -> None:
    series()
    assert "A/RES/74/1 and A/RES/76/1: Of the paragraphs, 1 changed" in answer(client, "/UN/difference/A/RES/76/1")
    assert "A/RES/76/1 and A/RES/78/1: The texts are the same." in answer(client, "/UN/difference/A/RES/78/1")
    assert "nothing went before it that is held" in answer(client, "/UN/difference/A/RES/74/1")
    offered = [
        f"/UN/difference/{one}" in links(client.get(f"/UN/mandates/{one}")) for one in ("A/RES/74/1", "A/RES/76/1")
    ]
    assert offered == [False, True]
    document = document_named("A/RES/76/1", seen_by=EVERYTHING)
    assert document is not None
    found = [one.address for one in series_of_document(document, seen_by=EVERYTHING)]
    assert found == ["A/RES/74/1", "A/RES/76/1", "A/RES/78/1"]


def test_any_two_documents(client: Client) -> None:
    series()
    words = answer(client, "/UN/difference/A/RES/78/1?other=a/res/74/1")
    assert "A/RES/74/1 and A/RES/78/1: Of the paragraphs, 1 changed" in words


def test_two_versions_of_a_plan(client: Client) -> None:
    take(fascicle(), fascicle(amount="8000000"))
    assert "Version 1 and Version 2: Of the paragraphs," in answer(client, "/UN/difference/A/80/6 (Sect. 10)")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("A/RES/78/243?before=9", 400),
        ("A/RES/78/243?before=nonsense", 400),
        ("A/RES/78/243?other=A/RES/1/1", 404),
        ("A/RES/60/1", 404),
        ("A/RES/1/1", 404),
    ],
)
def test_what_cannot_be_compared_is_said(client: Client, address: str, status: int) -> None:
    two_versions()
    assert client.get(f"/UN/difference/{address}").status_code == status


def test_what_only_others_hold_is_not_compared() -> None:
    two_versions()
    take(resolution("A/RES/60/1", title="Boats", file="b.txt"), organization="HWU")
    client = Client()
    client.force_login(person("ada", "UN", "reader"))
    for address in ("/UN/difference/A/RES/60/1", "/UN/difference/A/RES/78/243?other=A/RES/60/1"):
        assert client.get(address).status_code == 404
    assert "A/RES/60/1" not in answer(client, "/UN/difference/A/RES/78/243")
    assert Client().get("/UN/difference/A/RES/78/243").status_code == 404


def test_the_difference_for_programs(client: Client) -> None:
    two_versions()
    base = "/api/organizations/UN/differences/A/RES/78/243"
    told = client.get(base).json()
    assert [told[side]["version"] for side in ("before", "after")] == [1, 2]
    assert [one["mark"] for one in told["pairs"]] == ["same", "changed", "inserted", "same"]
    assert {"text": " and piers", "mark": "inserted"} in told["pairs"][1]["stretches"]
    assert client.get(f"{base}?before=7").status_code == 404
    assert client.get(f"{base}?other=A/RES/60/1").status_code == 404
    assert client.get("/api/organizations/UN/differences/A/RES/60/1").status_code == 404
    assert client.get(f"{base}?before=x").status_code == 422


def test_a_report_has_no_difference_of_its_own(client: Client) -> None:
    take(report())
    assert client.get("/UN/difference/A/78/500").status_code == 200
