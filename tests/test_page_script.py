"""A script that stands in a document stays text: on every page that shows it, in CSV and in workbooks."""

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.store_records import fascicle, report, request, resolution
from tests.test_people import person
from tests.test_rights import OURS, addresses, patterns, signed_in
from throughline.store.people import operator
from throughline.store.taking_in import take_in
from throughline.web.access import API

pytestmark = pytest.mark.django_db

SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("//evil.example")'
# What it would be if it stood in a page as it is.
LIVE = re.compile(rb"<script>alert|<img src=x")


@pytest.fixture
def client(settings: Any, tmp_path: Path) -> Client:
    """An officer, in a record whose every title and text is a script."""
    settings.DATA = tmp_path
    asks = (request(f"to report on {SCRIPT}", latest="2026-06-30"),)
    texts = (f"Recalling the {SCRIPT},", f"Requests the Secretary-General to report on {SCRIPT};")
    for one in (
        resolution("OURS/RES/1", texts=texts, acts=asks, title=SCRIPT, file=f"{SCRIPT}.txt"),
        resolution("OURS/RES/2", texts=texts, acts=(), title=FORMULA, file="two.txt"),
        report("OURS/78/500", "OURS/RES/1", "three.txt"),
        fascicle(symbol="OURS/6 (Sect. 10)", lists=("OURS/RES/1",), title=SCRIPT),
    ):
        take_in(records=one, by=operator(), reader="1", organization=OURS)
    return signed_in(person("ada", OURS, "officer"))


def test_a_script_in_a_document_runs_on_no_page(client: Client) -> None:
    asked = {one for route in patterns() for one in addresses(OURS, OURS, (route,)) if not one.startswith(API)}
    asked |= {f"/{OURS}/{page}?q=alert" for page in ("search", "mandates", "asked", "sources", "findings")}
    shown, wrong = set(), []
    for address in sorted(asked):
        answer = client.get(address)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        if b"&lt;script&gt;alert(1)" in answer.content:
            shown.add(address)
        if LIVE.search(answer.content):
            wrong.append(address)
    assert wrong == []
    assert {f"/{OURS}/{page}" for page in ("mandates", "mandates/OURS/RES/1", "asked", "search?q=alert")} <= shown
    assert len(shown) > 10


def test_a_script_in_a_title_is_one_cell_of_csv_and_starts_no_formula(client: Client) -> None:
    answer = client.get(f"/api/organizations/{OURS}/documents?format=csv")
    rows = {row["address"]: row["title"] for row in csv.DictReader(io.StringIO(answer.content.decode()))}
    assert (rows["OURS/RES/1"], rows["OURS/RES/2"]) == (SCRIPT, f"'{FORMULA}")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_script_in_a_workbook_is_text(client: Client) -> None:
    answer = client.get(f"/{OURS}/workbook/2026/10")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as book:
        parts = {name: book.read(name) for name in book.namelist() if name.endswith(".xml")}
    assert [name for name, content in parts.items() if LIVE.search(content) or b"<f>" in content] == []
