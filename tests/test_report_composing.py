"""Composing: what a template puts out is never markup; fields that people write in stay true, or say so."""

from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from throughline.engine.reporting.blocks import (
    Column,
    Figure,
    Heading,
    Note,
    Paragraph,
    Points,
    Report,
    Table,
    Text,
    disagreements,
)
from throughline.web.reports.composing import blocks_of
from throughline.web.reports.marks import Marks
from throughline.web.reports.narrative import written

TABLE = Table("Deliverables", (Column("a"),), ())
PLANNED = {"deliverables.planned": Figure("14", "UN/2026/10/SP1")}


@given(st.text(min_size=1).filter(lambda text: "\ue000" not in text and "\ue001" not in text))
def test_what_is_put_out_is_never_markup(title: str) -> None:
    marks = Marks()
    assert blocks_of(f"One {marks.put(title)} two", marks) == (Paragraph((Text("One "), Text(title), Text(" two"))),)


def test_a_mark_that_the_record_holds_stands_for_nothing() -> None:
    marks = Marks()
    forged = marks.put("\ue0007\ue001")
    assert blocks_of(f"a {forged}", marks) == (Paragraph((Text("a "), Text("7"))),)


@override("en")
def test_headings_lists_tables_and_emphasis_become_blocks() -> None:
    marks = Marks()
    text = (
        f"# What was {marks.put('asked *once*')}\n\nIn **all {marks.put(Decimal(1200))}** of *them*\nand on.\n\n"
        f"- one\n- {marks.put(Figure('2', 'UN'))}\n\n{marks.put(TABLE)}\n\n# What was {marks.put('asked *once*')}"
    )
    assert blocks_of(text, marks) == (
        Heading(1, "What was asked *once*", "what-was-asked-once"),
        Paragraph(
            (
                *(Text("In "), Text("all ", strong=True), Figure("1,200"), Text(" of "), Text("them", emphasis=True)),
                *(Text(" "), Text("and on.")),
            )
        ),
        Points(((Text("one"),), (Figure("2", "UN"),))),
        TABLE,
        Heading(1, "What was asked *once*", "what-was-asked-once-2"),
    )


def test_a_table_within_a_sentence_is_refused() -> None:
    marks = Marks()
    with pytest.raises(ValueError, match="line of its own"):
        blocks_of(f"See {marks.put(TABLE)}", marks)


def test_html_in_a_text_stays_text() -> None:
    (paragraph,) = blocks_of("<script>alert(1)</script> [x](javascript:alert(1))", Marks())
    assert isinstance(paragraph, Paragraph)
    assert "".join(run.text for run in paragraph.runs).startswith("<script>alert(1)</script> ")


def test_a_field_gives_the_figure_of_the_record_and_a_typed_one_says_where_it_differs() -> None:
    text = written(
        "We planned [[deliverables.planned]], [[deliverables.planned = 14]], [[ deliverables.planned=12 ]].", PLANNED
    )
    figures = [run for run in text.blocks[0].runs if isinstance(run, Figure)]  # type: ignore[union-attr]
    assert [(one.text, one.typed, one.disagrees) for one in figures] == [
        ("14", "", False),
        ("14", "14", False),
        ("14", "12", True),
    ]
    assert disagreements(Report("", "", "en", "", text.blocks)) == (figures[2],)
    assert text.unknown == ()


def test_a_field_that_there_is_not_is_said_and_stays_in_its_place() -> None:
    text = written("It cost [[money.spent]].", PLANNED)
    assert text.unknown == ("money.spent",)
    assert Text("[[money.spent]]", strong=True) in text.blocks[0].runs  # type: ignore[union-attr]
    assert isinstance(text.blocks[-1], Note)
