"""Sections whose numbers restart: numerals and letters in headings of every printing, and the addresses they give."""

import pytest

from throughline.readers.document import read_source
from throughline.readers.document.records import Line, SourceText
from throughline.readers.resolution.structure import read_structure


def docx(lines: list[str]) -> SourceText:
    """Paragraphs of a docx; a line feed in one is a line break within it."""
    made, position = [], 0
    for words in lines:
        made.append(
            Line(words, position, position + len(words), "body", "_ H_2/3" if words[0] in "IAB" else "SingleTxt")
        )
        position += len(words) + 1
    return SourceText("paper.docx", "0" * 64, "docx", "\n".join(lines), tuple(made))


def addresses_of(source: SourceText) -> list[str]:
    reading = read_structure(source)
    assert [finding.code for finding in reading.findings] == []
    return [p.id.partition("#")[2] for p in reading.paragraphs if p.kind in ("operative", "preambular")]


HEAD = ["85/80.\tSundry matters of the lamps", "The General Assembly,", "Recalling lamps,"]
ACTS = ["1.\tTakes note of lamps;", "2.\tRequests oil;"]


@pytest.mark.parametrize("second", ["II\nLamps of the south", "II. Lamps of the south", "II"])
def test_a_numeral_above_its_title_in_one_paragraph_is_a_section(second: str) -> None:
    lines = [*HEAD, "I\nLamps of the north", *ACTS, second, *ACTS]
    assert addresses_of(docx(lines)) == ["p1", "I.1", "I.2", "II.1", "II.2"]


def test_letters_within_a_section_count_where_numbers_restart_under_them() -> None:
    north = ["I\nLamps of the north", "\tA.\tOil", *ACTS, "\tB.\tWicks", "Recalling wicks,", *ACTS]
    south = ["II\nLamps of the south", "A.\tOil", ACTS[0], "B.\tWicks", ACTS[1]]
    assert addresses_of(docx([*HEAD, *north, *south])) == [
        *("p1", "I.A.1", "I.A.2", "I.B.p1", "I.B.1", "I.B.2"),
        *("II.1", "II.2"),
    ]


def test_letters_alone_are_sections_where_numbers_restart() -> None:
    assert addresses_of(docx([*HEAD, "A.\tOil", *ACTS, "B.\tWicks", *ACTS])) == ["p1", "A.1", "A.2", "B.1", "B.2"]


def test_numbers_that_run_on_under_headings_need_no_section() -> None:
    lines = [*HEAD, "I. Oil", ACTS[0], "II. Wicks", ACTS[1]]
    assert addresses_of(docx(lines)) == ["p1", "1", "2"]


def test_a_year_with_the_mark_of_a_note_is_no_trace_of_tracked_changes() -> None:
    text = (
        "85/80. Lamps\n\nThe General Assembly,\n\nA\n\n1. Takes note of the report of 20301 and lamps;\n\n"
        "2. Requests oil;\n\nB\n\n1. Decides one.\n\n90th plenary meeting\n5 May 2031\n\n1 A/85/1.\n"
    )
    reading = read_structure(read_source(text.encode(), "paper.txt"))
    assert [p.id for p in reading.paragraphs if p.kind == "operative"] == [
        *("A/RES/85/80#A.1", "A/RES/85/80#A.2", "A/RES/85/80#B.1")
    ]
    assert [finding.code for finding in reading.findings] == []
