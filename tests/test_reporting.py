"""Reports as records: an edition reads back equal, its digest stands for every word of it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.engine.reporting.blocks import (
    Chart,
    Column,
    Drawn,
    Figure,
    Heading,
    Note,
    Paragraph,
    Points,
    Report,
    Row,
    RowKind,
    Series,
    Table,
    Text,
    Tone,
    disagreements,
)
from throughline.engine.reporting.editions import edition_bytes, edition_digest, read_edition

words = st.text(max_size=20)
runs = st.lists(
    st.builds(Text, words, st.booleans(), st.booleans(), words, words, st.sampled_from(Tone))
    | st.builds(Figure, words, words, words, words),
    max_size=4,
).map(tuple)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3)
tables = st.builds(
    Table,
    words,
    st.lists(st.builds(Column, words, st.booleans()), max_size=3).map(tuple),
    st.lists(st.builds(Row, st.lists(runs, max_size=3).map(tuple), st.sampled_from(RowKind)), max_size=3).map(tuple),
    words,
)
charts = st.builds(
    Chart,
    words,
    st.sampled_from(Drawn),
    words,
    st.lists(words, max_size=3).map(tuple),
    st.lists(st.builds(Series, words, st.lists(st.none() | decimals, max_size=3).map(tuple)), max_size=2).map(tuple),
    tables,
    words,
)
blocks = (
    st.builds(Heading, st.integers(1, 4), words, words)
    | st.builds(Paragraph, runs, words)
    | st.builds(Points, st.lists(runs, max_size=3).map(tuple), st.booleans())
    | tables
    | charts
    | st.builds(Note, runs, st.sampled_from(Tone))
)
reports = st.builds(
    Report, words, words, words, words, st.lists(blocks, max_size=5).map(tuple), words, st.just(()), st.booleans()
)


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
