"""The line of a place: the picture, the table and the JSON hold the same, in a fixed number of statements."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.page_record import rows_of, seen, small_record, take, wide_fascicle
from tests.store_records import fascicle, money_row
from throughline.store.flows import flows_of
from throughline.store.rights import EVERYTHING
from throughline.web.pages.line import picture_of

pytestmark = pytest.mark.django_db


def test_an_unknown_place_has_no_line(client: Client) -> None:
    assert client.get("/UN/line/2026/99").status_code == 404
    assert flows_of("UN/2026/99", seen_by=EVERYTHING) is None


def test_picture_table_and_json_hold_the_same(client: Client) -> None:
    small_record()
    flows = flows_of("UN/2026/10", seen_by=EVERYTHING)
    assert flows is not None
    picture = picture_of(flows)
    page = client.get("/UN/line/2026/10")
    boxes = [[box.title, box.figure] for column in picture.columns for box in column.boxes]
    assert boxes
    words = seen(page)
    assert rows_of(page)[0] == boxes[0]
    assert all(title in words and figure in words for title, figure in boxes)
    told = client.get("/UN/line/2026/10?format=json").json()
    assert [[box["title"], box["figure"]] for column in told["columns"] for box in column["boxes"]] == boxes
    assert "line-picture" in page.content.decode()


def test_the_columns_planned_and_paid_add_up_to_the_same(client: Client) -> None:
    estimates = (("SP1", "700"), ("II.SP2", "200"), (None, "1000"))
    figures = [
        replace(money_row(row, place, amount, "total"), category="", scope="", component=None, group=())
        for row, (place, amount) in enumerate(estimates)
    ]
    take(fascicle(resources=tuple(figures)))
    flows = flows_of("UN/2026/10", seen_by=EVERYTHING)
    assert flows is not None
    columns = {column.key: column for column in picture_of(flows).columns}
    assert [box.weight for box in columns["planned"].boxes] == [700_00, 200_00, 100_00]
    assert [box.weight for box in columns["paid"].boxes] == [1000_00]


def test_a_line_takes_as_many_statements_for_300_rows_as_for_3(client: Client) -> None:
    counts = []
    for rows in (3, 300):
        take(wide_fascicle(rows))
        with CaptureQueriesContext(connection) as counted:
            assert client.get("/UN/line/2026/10").status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 12
