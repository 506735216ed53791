"""Pdf as a source text: paragraphs by their look, running heads and feet, notes, columns, hyphens."""

import time

import pytest

from tests.readers.files import pdf
from throughline.readers.document import Line, SourceText, Unreadable, read_source

Item = tuple[float, float, float, str]
WORDS = (
    "he and she go up to the old mill by the sea and see it run all day as the men do so far off in the sun at the end"
)


def read(*pages: list[Item]) -> SourceText:
    source = read_source(pdf(*pages), "a.pdf")
    for line in source.lines:
        assert source.text[line.start : line.end] == line.text
    return source


def texts(source: SourceText, part: str = "body") -> list[str]:
    return [line.text for line in source.lines if line.part == part]


def block(top: float, *lines: str, x: float = 100, first: float = 24, size: float = 10) -> list[Item]:
    """A paragraph whose first line is indented."""
    return [(x + (first if index == 0 else 0), top - 12 * index, size, line) for index, line in enumerate(lines)]


def full(text: str) -> str:
    """Words up to the width of a full line; a line that is not indented holds a little more."""
    return f"{text} {WORDS}"[: 96 if text[0].isupper() else 103].rsplit(" ", 1)[0]


def test_wrapped_lines_are_one_paragraph_and_an_indent_begins_another() -> None:
    source = read(
        block(700, full("One"), full("two"), "three.") + block(664, full("Four"), "five;") + block(640, "Six.")
    )
    assert texts(source) == [f"{full('One')} {full('two')} three.", f"{full('Four')} five;", "Six."]
    assert [line.page for line in source.lines] == [1, 1, 1]
    assert source.lines[0].indent == 2480


def test_a_gap_begins_a_paragraph() -> None:
    source = read(
        [*block(700, full("One"), full("two"), first=0), *block(650, full("Three"), full("four"), first=0)],
    )
    assert texts(source) == [f"{full('One')} {full('two')}", f"{full('Three')} {full('four')}"]


def test_a_paragraph_goes_over_the_end_of_a_page() -> None:
    source = read(
        block(700, full("One"), full("two")), [(100, 700, 10, "and ends here."), *block(680, full("New"), "end.")]
    )
    assert texts(source) == [f"{full('One')} {full('two')} and ends here.", f"{full('New')} end."]
    assert [line.page for line in source.lines] == [1, 2]


def test_running_heads_and_feet_are_kept_apart() -> None:
    pages = [
        [(100, 760, 8, "A/99/6"), (300, 30, 8, f"{number}/3"), *block(690, full(word), "end.")]
        for number, word in enumerate(("One", "Two", "Three"), 1)
    ]
    source = read(*pages)
    assert texts(source) == [f"{full(word)} end." for word in ("One", "Two", "Three")]
    assert texts(source, "header") == ["A/99/6"] * 3
    assert texts(source, "footer") == ["1/3", "2/3", "3/3"]


def test_raised_marks_are_notes_where_the_page_has_them() -> None:
    source = read(
        [
            *block(700, full("One"), "the end;"),
            (136, 691.5, 6, "1"),
            *block(660, full("Two"), "area in m"),
            (141, 651.5, 6, "2"),
            (117, 62.5, 6, "1"),
            (124, 59.5, 8.5, "A/99/345."),
        ]
    )
    assert texts(source) == [f"{full('One')} the end;1", f"{full('Two')} area in m2"]
    assert [(line.text, line.mark) for line in source.lines if line.part == "footnote"] == [("A/99/345.", "1")]
    kinds = [[(one.kind, line.text[one.start : one.end]) for one in line.emphasis] for line in source.lines[:2]]
    assert kinds == [[("superscript", "1"), ("note", "1")], [("superscript", "2")]]
    assert source.notes == {"1": 2}


def test_italics_are_kept() -> None:
    source = read([(100, 700, 10, "/Requests"), (142, 700, 10, "the Secretary-General to report.")])
    line: Line = source.lines[0]
    assert line.text == "Requests the Secretary-General to report."
    assert [(one.kind, line.text[one.start : one.end]) for one in line.emphasis] == [("italic", "Requests")]


@pytest.mark.parametrize(
    ("elsewhere", "joined"),
    [("harvest", "harvest"), ("har-vest", "har-vest"), ("nothing", "harvest")],
)
def test_a_hyphen_at_a_line_end_is_resolved_as_the_document_writes_the_word(elsewhere: str, joined: str) -> None:
    line = full("One").rsplit(" ", 1)[0] + " har-"
    source = read([*block(700, line, full("vest of")), *block(660, f"The {elsewhere} word.")])
    assert f" {joined} of" in source.lines[0].text


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [(50.0, 700.0 - 12 * row, 10.0, f"left {row} of the first column words words") for row in range(20)]
    right = [(320.0, 700.0 - 12 * row, 10.0, f"right {row} of the second column words words") for row in range(20)]
    both = [item for pair in zip(left, right, strict=True) for item in pair]
    words = read(both).text.split()
    order = [word + words[index + 1] for index, word in enumerate(words) if word in ("left", "right")]
    assert order == [f"left{row}" for row in range(20)] + [f"right{row}" for row in range(20)]


def test_every_character_of_a_page_is_in_the_text() -> None:
    items: list[Item] = [
        (30.0 + 37 * (i % 13), 20.0 + 9.7 * i, 6.0 + i % 7, f"w{i}ord {'x' * (i % 9)}") for i in range(75)
    ]
    printed = sorted("".join(text for *_, text in items).replace(" ", ""))
    assert sorted("".join(read(items).text.split()) + "".join(line.mark for line in read(items).lines)) == printed


def test_a_pdf_without_text_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read([])
    assert refused.value.finding.code == "DOC-NO-TEXT"


def test_figures_of_a_table_stay_in_their_row() -> None:
    rows = [(100.0, 700.0 - 14 * row, 10.0, f"Row {row}") for row in range(6)]
    figures = [
        (x, 700.0 - 14 * row, 10.0, f"{row}{n}") for n, x in enumerate((300.0, 360.0, 420.0)) for row in range(6)
    ]
    assert texts(read(rows + figures)) == [f"Row {row}\t{row}0\t{row}1\t{row}2" for row in range(6)]


def test_many_small_figures_are_read_in_time() -> None:
    items = [(20.0 + 14 * (i % 40), 780.0 - 2.5 * (i // 40), 2.0, str(i % 97)) for i in range(12_000)]
    began = time.perf_counter()
    source = read(items)
    assert time.perf_counter() - began < 10
    assert sum(len(line.text.split()) for line in source.lines) > 5_000
