"""Reports as records: an edition reads back equal, its digest stands for every word of it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from tests.report_records import reports, words
from throughline.engine.reporting.blocks import (
    Chart,
    Column,
    Drawn,
    Figure,
    Note,
    Paragraph,
    Points,
    Report,
    Row,
    Series,
    Table,
    disagreements,
)
from throughline.engine.reporting.editions import edition_bytes, edition_digest, read_edition


@given(reports)
def test_an_edition_reads_back_equal_and_comes_out_the_same_again(report: Report) -> None:
    kept = edition_bytes(report)
    assert read_edition(kept) == report
    assert edition_bytes(read_edition(kept)) == kept


@given(reports, words)
def test_the_digest_stands_for_every_word(report: Report, title: str) -> None:
    same = edition_digest(edition_bytes(report)) == edition_digest(edition_bytes(replace(report, title=title)))
    assert same == (title == report.title)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"form":2,"report":{}}', b'{"form":1,"report":{"title":3}}'])
def test_what_is_no_edition_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"edition|Expecting"):
        read_edition(content)


def test_a_typed_figure_that_is_not_the_records_is_found_wherever_it_stands() -> None:
    right, wrong = Figure("12", typed="12"), Figure("12", field="deliverables.planned", typed="14")
    table = Table("", (Column("a"),), (Row(((wrong,),)),))
    chart = Chart("", Drawn.BARS, "", ("a",), (Series("b", (Decimal(1),)),), table)
    told = (Paragraph((right, wrong)), Points(((wrong,), (right,))), table, chart, Note((wrong,)))
    assert disagreements(Report("", "", "en", "", told)) == (wrong,) * 5
