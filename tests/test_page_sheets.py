"""Lists of pages as sheets: the rows and the filters of the page, for who may read it; no cell is a formula."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.page_record import links, resolutions, small_record, take
from tests.test_people import person
from throughline.store.models import Document
from throughline.web.pages import sheets

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """A search index of its own."""
    settings.DATA = tmp_path


def rows_at(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("page", "filters"),
    [
        ("mandates", ""),
        ("mandates", "?held=held"),
        ("asked", ""),
        ("asked", "?verb=request"),
        ("asked", "?q=boat"),
        ("deliverables", ""),
        ("deliverables", "?year=2024"),
    ],
)
def test_a_list_leads_to_its_rows_as_a_sheet(client: Client, monkeypatch: Any, page: str, filters: str) -> None:
    small_record()
    monkeypatch.setattr(sheets, "AT_ONCE", 2)
    shown = client.get(f"/UN/{page}{filters}")
    (sheet,) = (to for to, words in links(shown).items() if words == "This list as a sheet (CSV)")
    rows = rows_at(client, f"/UN/{page}{sheet}")
    assert len(rows) == shown.context["listing"].total
    listed = [getattr(one, "address", None) or one.symbol for one in shown.context["listing"].rows]
    assert [row["address"] for row in rows][: len(listed)] == listed


def test_nonsense_in_a_filter_gives_the_page_and_no_sheet(client: Client) -> None:
    small_record()
    response = client.get("/UN/asked?deadline=never&format=csv")
    assert (response.status_code, response.headers["Content-Type"]) == (400, "text/html; charset=utf-8")


def test_who_may_not_read_gets_no_sheet(client: Client) -> None:
    small_record()
    person("ada", "UN")
    for page in ("mandates", "asked", "deliverables"):
        assert client.get(f"/UN/{page}?format=csv").status_code == 404


def test_no_cell_is_a_formula(client: Client) -> None:
    take(*resolutions(1, 2))
    Document.objects.update(title="=HYPERLINK(1)")
    assert {row["title"][:2] for row in rows_at(client, "/UN/mandates?format=csv")} == {"'="}
