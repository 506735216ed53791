"""Laws of the structure of resolutions, whatever the text: nothing lost, nothing invented, every address once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.readers.document.records import Line, SourceText
from throughline.readers.resolution.records import Reading
from throughline.readers.resolution.structure import read_structure

PIECES = st.sampled_from(
    (
        "General Assembly",
        "85/77. Lamps and oil",
        "Resolution 2999 (2031)",
        "RESOLUTION 301 (HARBOUR, 2030)",
        "The General Assembly,",
        "The Security Council",
        "The Plenipotentiary Conference of the International Telecommunication Union (Harbour, 2030),",
        "Recalling its resolution 84/12,1 and noting that",
        "considering",
        "instructs the Secretary-General",
        "a) that lamps are lit;",
        "1 to count the lamps, instructs the Council",
        "1. *Requests* the Secretary-General:",
        "2. Decides to light lamps, and",
        "1. Decides again;",
        "(a) To count;",
        "(i) To weigh:",
        "(\u0441) To see;",
        "- an item",
        "II",
        "A",
        "Lamps of the north",
        "of 5 May 2031 [A/85/1](#), as **said**,² and so on\u00ad",
        "¹ [A/85/1](#).",
        "2 See A/85/2.",
        "* Reissued for technical reasons.",
        "90th plenary meeting",
        "5 May 2031",
        "Annex",
        "“The Security Council welcomes lamps.",
        "[DU1]<<ODS JOB NO>>N3199999E<<ODS JOB NO>>",
        "United NationsA/RES/85/77General AssemblyDistr.: General",
        "---",
        "3",
        "",
        "La Conférence internationale de l'éducation,",
        "Considérant que les lampes",
        "Recommande aux ministères :",
    )
)
LINES = st.lists(PIECES | st.text(max_size=40), max_size=40)


def source_of(lines: list[str]) -> SourceText:
    made, position = [], 0
    for words in lines:
        words = words.replace("\n", " ")
        made.append(Line(text=words, start=position, end=position + len(words)))
        position += len(words) + 1
    text = "".join(f"{line.text}\n" for line in made)
    return SourceText("paper.txt", "0" * 64, "txt", text, tuple(made))


def claimed_words(source: SourceText, reading: Reading) -> bool:
    return all(source.text[start:end].strip() for start, end in reading.unclaimed)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_every_clean_character_comes_from_its_place_in_the_source(lines: list[str]) -> None:
    source = source_of(lines)
    for paragraph in read_structure(source).paragraphs:
        assert len(paragraph.offsets) == len(paragraph.text)
        for index, character in enumerate(paragraph.text):
            found = source.text[paragraph.offsets[index]]
            assert found == character or (character == " " and found.isspace())
        places = list(paragraph.offsets)
        assert places == sorted(places)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_every_paragraph_has_an_address_of_its_own_and_a_parent_that_exists(lines: list[str]) -> None:
    paragraphs = read_structure(source_of(lines)).paragraphs
    addresses = [paragraph.id for paragraph in paragraphs]
    assert len(addresses) == len(set(addresses))
    for place, paragraph in enumerate(paragraphs):
        assert paragraph.parent is None or paragraph.parent in addresses[:place]


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_nothing_is_lost(lines: list[str]) -> None:
    source = source_of(lines)
    reading = read_structure(source)
    assert claimed_words(source, reading)
    assert sum(end - start for start, end in reading.unclaimed) == 0


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_reading_twice_gives_the_same(lines: list[str]) -> None:
    source = source_of(lines)
    assert read_structure(source) == read_structure(source)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_a_report_has_no_operative_paragraph(lines: list[str]) -> None:
    reading = read_structure(source_of(lines))
    if reading.kind == "report":
        assert {paragraph.kind for paragraph in reading.paragraphs} <= {"body", "heading"}
