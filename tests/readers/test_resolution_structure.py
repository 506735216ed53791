"""The structure of resolutions in the house styles of their bodies, on documents written for these tests."""

import pytest

from throughline.engine.mandates.records import Document
from throughline.readers.document import read_source
from throughline.readers.resolution import read_resolution, recognise
from throughline.readers.resolution.records import Reading
from throughline.readers.resolution.structure import read_structure

ASSEMBLY = """General Assembly

Distr.: General

14 March 2031

Eighty-fifth session

Agenda item 12 (b)

Resolution adopted by the General Assembly on 2 March 2031

[on the report of the Second Committee ([A/85/400](#))]

85/77. Lighthouses and the keeping of coasts

The General Assembly,

Recalling its resolution 84/12 of 4 May 2030,¹ and taking note of the work of the keepers,

Deeply concerned also that lamps go out,

1. *Takes note with appreciation* of the report of the Secretary-General;²

2. *Requests* the Secretary-General:

(a) To count the lamps;

(b) To report on them, taking into account the views

¹ [A/85/1](#).

² [A/85/2](#).

of the keepers,2 and to publish the count;

3. *Also decides* to remain seized of the matter.

*47th plenary meeting
2 March 2031*"""

RESTARTING = """85/80. Sundry matters of the lamps

The General Assembly,

I
Lamps of the north

Having considered the report of the keepers,

1. Takes note of the report;

2. Approves 12 lamps;

II
Lamps of the south

1. Takes note of the report;

50th plenary meeting
4 March 2031
"""

PARTS = """85/81. Lamps and oil

A

The General Assembly,

Recalling its decision on lamps,

1. Approves the lamps;

B

The General Assembly,

Recalling its decision on oil,

1. Approves the oil;

50th plenary meeting
4 March 2031
"""

UNION = """RESOLUTION 301 (REV. HARBOUR, 2030)
Lamps of the Union
The Plenipotentiary Conference of the International Telecommunication Union (Harbour, 2030),
considering
a)	that lamps are lit;
b)	that oil is dear,
recognizing further
that keepers grow old,
resolves to instruct the Secretary-General and the Directors of the three Bureaux
1	to count the lamps;
2	to weigh the oil, instructs the Director of the Telecommunication Development Bureau
1	to train keepers;
2	to report to the Council:
a)	on lamps;
b)	on oil,
invites Member States
to lend lamps.
"""

STATEMENT = """Statement by the President of the Security Council
At the 9999th meeting, held on 5 May 2031, the President of the Council made the following statement:
“The Security Council welcomes the lighting of the lamps and calls upon all parties to keep them.
“The Security Council also stresses the importance of oil.
“In this regard, the Security Council requests the Secretary-General to report on oil.”
"""

REPORT = """Sixtieth session
Report of the Secretary-General

Summary
The present report is submitted pursuant to General Assembly resolution 57/295.
1.	The General Assembly, in its resolution 84/12, requested the Secretary-General to count the lamps.
2.	Recalling that request, the Secretariat counted them.
"""

FLATTENED = """RESOLUTION 301 (REV. HARBOUR PORTO, 20302)
Lamps of the Union
The Plenipotentiary Conference of the International Telecommunication Union (HarbourPorto, 20302),
considering
a)	that lamps are lit;
\u0441)	that oil is dear,
instructs the Secretary-General
1	to count the lamps;
3b)	to weigh the oil;
1	to count the oil;
[Note: the second list stood in the earlier text]
"""


def reading_of(text: str) -> Reading:
    return read_structure(read_source(text.encode(), "paper.txt"))


def rows_of(reading: Reading) -> list[tuple[str, str, str | None, str | None]]:
    """Address after the symbol, kind, number and verb of the preambular and operative paragraphs."""
    return [
        (p.id.partition("#")[2], p.kind, p.number, p.verb)
        for p in reading.paragraphs
        if p.kind in ("preambular", "operative")
    ]


def test_a_resolution_of_the_general_assembly_has_kinds_numbers_and_verbs() -> None:
    assert rows_of(reading_of(ASSEMBLY)) == [
        ("p1", "preambular", None, "Recalling"),
        ("p2", "preambular", None, "Deeply concerned also"),
        ("1", "operative", "1", "Takes note with appreciation"),
        ("2", "operative", "2", "Requests"),
        ("2(a)", "operative", "(a)", None),
        ("2(b)", "operative", "(b)", None),
        ("3", "operative", "3", "Also decides"),
    ]


def test_the_masthead_is_read_from_the_lines_before_the_formula() -> None:
    masthead = reading_of(ASSEMBLY).masthead
    assert (masthead.symbol, masthead.body, masthead.session) == (
        "A/RES/85/77",
        "General Assembly",
        "Eighty-fifth session",
    )
    assert (masthead.title, masthead.agenda_item) == ("Lighthouses and the keeping of coasts", "Agenda item 12 (b)")
    assert (masthead.adopted, masthead.distributed, masthead.language) == ("2031-03-02", "2031-03-14", "en")


def test_notes_between_two_halves_of_a_paragraph_do_not_part_it() -> None:
    reading = reading_of(ASSEMBLY)
    item = next(p for p in reading.paragraphs if p.number == "(b)")
    assert item.text == ("To report on them, taking into account the views of the keepers, and to publish the count;")
    assert [(mark.mark, item.text[: mark.position]) for mark in item.marks] == [
        ("2", "To report on them, taking into account the views of the keepers,")
    ]
    assert reading.notes == {"1": "A/85/1.", "2": "A/85/2."}


def test_every_character_is_claimed_and_every_clean_character_knows_its_place() -> None:
    source = read_source(ASSEMBLY.encode(), "paper.txt")
    reading = read_structure(source)
    assert reading.unclaimed == ()
    for paragraph in reading.paragraphs:
        assert "".join(source.text[i] for i in paragraph.offsets).replace("\n", " ") == paragraph.text


def test_items_have_their_chapeau_as_parent_and_stand_one_level_deeper() -> None:
    item = next(p for p in reading_of(ASSEMBLY).paragraphs if p.number == "(a)")
    assert (item.parent, item.level) == ("A/RES/85/77#2", 2)


def test_where_numbers_restart_under_sections_the_section_comes_first() -> None:
    assert [row[0] for row in rows_of(reading_of(RESTARTING))] == ["I.p1", "I.1", "I.2", "II.1"]


def test_a_repeated_formula_makes_parts() -> None:
    assert [row[0] for row in rows_of(reading_of(PARTS))] == ["A.p1", "A.1", "B.p1", "B.1"]


def test_keywords_of_the_union_give_address_and_verb() -> None:
    reading = reading_of(UNION)
    assert reading.masthead.symbol == "Resolution 301 (Rev. Harbour, 2030)"
    both = "resolves to instruct the Secretary-General and the Directors of the three Bureaux"
    bureau = "instructs the Director of the Telecommunication Development Bureau"
    slug = bureau.lower().replace(" ", "-")
    assert rows_of(reading) == [
        ("considering.a", "preambular", "a)", "considering"),
        ("considering.b", "preambular", "b)", "considering"),
        ("recognizing-further.p1", "preambular", None, "recognizing further"),
        (f"{both.lower().replace(' ', '-')}.1", "operative", "1", both),
        (f"{both.lower().replace(' ', '-')}.2", "operative", "2", both),
        (f"{slug}.1", "operative", "1", bureau),
        (f"{slug}.2", "operative", "2", bureau),
        (f"{slug}.2(a)", "operative", "a)", bureau),
        (f"{slug}.2(b)", "operative", "b)", bureau),
        ("invites-member-states.o1", "operative", None, "invites Member States"),
    ]


def test_a_keyword_run_into_the_paragraph_before_it_is_taken_out() -> None:
    second = next(p for p in reading_of(UNION).paragraphs if p.number == "2")
    assert second.text == "to weigh the oil,"


def test_paragraphs_of_a_presidential_statement_are_operative() -> None:
    reading = reading_of(STATEMENT)
    assert reading.kind == "presidential statement"
    assert rows_of(reading) == [
        ("o1", "operative", None, "welcomes"),
        ("o2", "operative", None, "also stresses"),
        ("o3", "operative", None, "requests"),
    ]


def test_a_report_asks_nothing() -> None:
    source = read_source(REPORT.encode(), "paper.txt")
    assert recognise(source) == ("report", "report", 0.9)
    document: Document = read_resolution(source)
    assert {p.kind for p in document.paragraphs} <= {"body", "heading"}
    assert [act for p in document.paragraphs for act in p.acts] == []


def test_flattened_tracked_changes_get_no_address_that_could_be_taken_for_real() -> None:
    reading = reading_of(FLATTENED)
    assert [row[0].partition("~")[0] + "~" for row in rows_of(reading)] == [
        "considering.a~",
        "considering.c~",
        "instructs-the-secretary-general.1~",
        "instructs-the-secretary-general.o1~",
        "instructs-the-secretary-general.1~",
    ]
    assert {f.code for f in reading.findings} >= {"RS-TRACKED-FLAT", "RS-LOOKALIKE"}


def test_a_letter_i_after_h_is_a_letter_and_after_a_colon_a_roman() -> None:
    items = "".join(f"({letter}) Thing {letter};\n\n" for letter in "abcdefgh")
    inner = "(i) Last thing:\n\n(i) Inner thing;\n\n(ii) Other;\n\n(j) End.\n"
    text = f"The General Assembly,\n\n1. Decides on:\n\n{items}{inner}"
    rows = [row[0] for row in rows_of(reading_of(text))]
    assert rows[-5:] == ["1(h)", "1(i)", "1(i)(i)", "1(i)(ii)", "1(j)"]


def test_a_number_printed_twice_is_told_and_both_have_an_address() -> None:
    reading = reading_of(
        "85/90. Lamps\n\nThe General Assembly,\n\n1. Decides one;\n\n1. Decides two;\n\n2. Decides three.\n"
    )
    assert [row[0] for row in rows_of(reading)] == ["1", "1~2", "2"]
    assert [f.code for f in reading.findings] == ["RS-NUMBER"]


def test_a_refused_number_does_not_stop_the_ones_after_it() -> None:
    text = "The General Assembly,\n\n1. Decides one;\n\n7. Decides seven;\n\n8. Requests eight.\n"
    assert [row[2] for row in rows_of(reading_of(text))] == ["1", "7", "8"]


def test_scanned_slips_in_numbers_are_read() -> None:
    text = "The Security Council,\n\nl. Decides one;\n\nZ. Requests two;\n\n3, Invites three.\n"
    assert [(row[2], row[3]) for row in rows_of(reading_of(text))] == [
        ("1", "Decides"),
        ("2", "Requests"),
        ("3", "Invites"),
    ]


def test_two_resolutions_in_one_file_are_told_and_addressed_apart() -> None:
    first = "85/91. Lamps\nThe General Assembly,\n1. Decides one.\n90th plenary meeting\n5 May 2031\n"
    second = "85/92. Oil\nThe General Assembly,\n1. Decides two.\n90th plenary meeting\n5 May 2031\n"
    reading = reading_of(first + second)
    assert [p.id for p in reading.paragraphs if p.kind == "operative"] == ["A/RES/85/91#1", "A/RES/85/92#1"]
    assert [f.code for f in reading.findings] == ["RS-TWO-SYMBOLS"]


def test_an_annex_is_not_operative() -> None:
    body = "85/93. Lamps\nThe General Assembly,\n1. Adopts the rules in the annex.\n90th plenary meeting\n"
    text = f"{body}Annex\nRules\n1. Lamps burn.\n"
    assert [(p.kind, p.text) for p in reading_of(text).paragraphs][-3:] == [
        ("annex", "Annex"),
        ("annex", "Rules"),
        ("annex", "Lamps burn."),
    ]


def test_early_resolutions_without_numbers_are_read_by_their_verbs() -> None:
    text = (
        "13 (1946). Resolution of 12 May 1946\n\nThe Security Council,\n\nWhereas lamps are lit,\n\nRecommends oil.\n"
    )
    reading = reading_of(text)
    assert (reading.masthead.symbol, reading.masthead.adopted) == ("S/RES/13 (1946)", "1946-05-12")
    assert rows_of(reading) == [("p1", "preambular", None, "Whereas"), ("o1", "operative", None, "Recommends")]


def test_the_world_health_assembly_numbers_its_items_in_brackets() -> None:
    text = (
        "WHA99.7 Lamps for health\nThe Ninety-ninth World Health Assembly,\nHaving considered the report;\n"
        "1. URGES Member States:\n(1) to light lamps;\n(2) to buy oil;\n2. REQUESTS the Director-General to report.\n"
    )
    reading = reading_of(text)
    assert reading.masthead.symbol == "WHA99.7"
    assert [(row[0], row[3]) for row in rows_of(reading)] == [
        ("p1", "Having considered"),
        ("1", "URGES"),
        ("1(1)", None),
        ("1(2)", None),
        ("2", "REQUESTS"),
    ]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Recognizing further the efforts of keepers", "Recognizing further"),
        ("Encourages further efforts by keepers", "Encourages"),
        ("Expresses its deep concern about lamps", "Expresses its deep concern"),
        ("Reiterates its call upon all States to keep lamps", "Reiterates its call upon"),
        ("Welcomes and encourages the keeping of lamps", "Welcomes and encourages"),
        ("Once again urges States to keep lamps", "Once again urges"),
        ("Calls for lamps", "Calls for"),
        ("Notes, with appreciation, the lamps", "Notes"),
        ("Notes in this regard the lamps", "Notes"),
        ("Reiterates the deep concern of keepers", "Reiterates"),
        ("Reaffirms its commitment to lamps", "Reaffirms its commitment"),
    ],
)
def test_the_verb_phrase_ends_where_its_italics_would(text: str, phrase: str) -> None:
    reading = reading_of(
        f"The General Assembly,\n\n1. {text};\n" if text[:2] != "Re" else f"The General Assembly,\n\n{text},\n"
    )
    assert [row[3] for row in rows_of(reading)] == [phrase]
