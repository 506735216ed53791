"""Heads of resolutions, decisions and reports of organizations that no catalogue knows, on documents written here."""

import pytest

from throughline.readers.document import read_source
from throughline.readers.document.records import Line, SourceText
from throughline.readers.resolution.records import Reading
from throughline.readers.resolution.structure import read_structure

BODY = "\nThe Board of Keepers,\n\nRecalling its wish for light,\n\n1. Decides to light lamps;\n\n2. Requests oil.\n"

HARBOUR = """RESOLUTION 3 (REV. HARBOUR, 2030)
Lamps on piers
The Assembly of Piers of the Lamp Union (Harbour, 2030),
considering
a)	that piers are dark;
b)	that oil is dear,
resolves
1	that piers shall be lit;
instructs the Director of Lamps
1	to count the piers;
2	to report to the Board,
invites Keepers
to lend lamps.
"""


def reading_of(text: str) -> Reading:
    return read_structure(read_source(text.encode(), "paper.txt"))


def styled(lines: list[tuple[str, str, str]], **properties: str) -> SourceText:
    """A docx as its reader gives it: part, style and words of every paragraph."""
    made, position = [], 0
    for part, style, words in lines:
        made.append(Line(words, position, position + len(words), part, style))
        position += len(words) + 1
    text = "\n".join(line.text for line in made)
    return SourceText("paper.docx", "0" * 64, "docx", text, tuple(made), properties=properties)


@pytest.mark.parametrize(
    ("head", "symbol", "title", "kind"),
    [
        ("LU/BK/RES/8/2 Loan of lamps\n", "LU/BK/RES/8/2", "Loan of lamps", "resolution"),
        ("Decision LU/BK/DEC/8/5\nPublication of logs\n", "LU/BK/DEC/8/5", "Publication of logs", "decision"),
        ("LU/BK/DEC/8/6. Logs of resolution\n", "LU/BK/DEC/8/6", "Logs of resolution", "decision"),
        ("Lamp Union\nLU/BK/RES/8/3\nBoard of Keepers\n8/3.\tOil for lamps\n", "LU/BK/RES/8/3", "Oil for lamps", None),
        ("LU/BK/RES/8/4\nWicks for lamps\n", "LU/BK/RES/8/4", "Wicks for lamps", "resolution"),
    ],
)
def test_a_full_symbol_of_any_prefix_in_the_head_is_the_symbol(
    head: str, symbol: str, title: str, kind: str | None
) -> None:
    reading = reading_of(f"LAMP UNION\nEighth session\n{head}{BODY}")
    assert (reading.masthead.symbol, reading.masthead.title) == (symbol, title)
    assert reading.kind == (kind or "resolution")
    assert [p.id for p in reading.paragraphs if p.kind == "operative"] == [f"{symbol}#1", f"{symbol}#2"]


def test_a_decision_that_recalls_resolutions_is_a_decision() -> None:
    text = f"Decision LU/BK/DEC/8/5\nLogs\n{BODY}".replace("its wish", "resolution LU/BK/RES/7/1 and its wish")
    assert reading_of(text).kind == "decision"


def test_a_symbol_in_running_words_is_no_title() -> None:
    body = BODY.replace("Decides to light lamps", "Decides to follow\nLU/BK/RES/7/1 Of last year on lamps")
    assert reading_of(f"LU/BK/RES/8/2 Loan of lamps\n{body}").masthead.symbol == "LU/BK/RES/8/2"
    assert [f.code for f in reading_of(f"LU/BK/RES/8/2 Loan of lamps\n{body}").findings] == []


def test_a_body_that_no_catalogue_knows_is_the_one_of_the_formula() -> None:
    assert reading_of(f"LU/BK/RES/8/2 Loan of lamps\n{BODY}").masthead.body == "Board of Keepers"


def test_a_body_of_the_catalogue_has_its_name_and_makes_symbols_of_numbers() -> None:
    text = (
        "54/9. Lamps\nThe Economic and Social Commission for Asia and the Pacific,\nRecalling lamps,\n1. Decides one.\n"
    )
    masthead = reading_of(text).masthead
    assert masthead.body == "Economic and Social Commission for Asia and the Pacific"
    assert masthead.symbol == "E/ESCAP/RES/54/9"


def test_keywords_of_any_conference_carry_the_verb() -> None:
    reading = reading_of(HARBOUR)
    assert (reading.kind, reading.masthead.profile) == ("resolution", "keywords")
    assert reading.masthead.symbol == "Resolution 3 (Rev. Harbour, 2030)"
    assert reading.masthead.body == "Assembly of Piers of the Lamp Union"
    assert [(p.id.partition("#")[2], p.verb) for p in reading.paragraphs if p.kind == "operative"] == [
        ("resolves.1", "resolves"),
        ("instructs-the-director-of-lamps.1", "instructs the Director of Lamps"),
        ("instructs-the-director-of-lamps.2", "instructs the Director of Lamps"),
        ("invites-keepers.o1", "invites Keepers"),
    ]


def test_keyword_lines_without_place_and_year_are_no_evidence() -> None:
    text = HARBOUR.replace(" (REV. HARBOUR, 2030)", "").replace(" (Harbour, 2030)", "")
    assert reading_of(text).masthead.profile == "commission"


def test_the_number_of_a_conference_paper_is_not_that_of_the_resolution_it_proposes() -> None:
    lines = [("header", "", "LU/AP-30/14"), *(("body", "", words) for words in HARBOUR.splitlines())]
    reading = read_structure(styled(lines, symbol="LU/AP-30/14"))
    assert reading.masthead.symbol == "Resolution 3 (Rev. Harbour, 2030)"
    assert [f.code for f in reading.findings] == ["RS-DRAFT"]
    assert [f.code for f in read_structure(styled(lines[1:])).findings] == []


@pytest.mark.parametrize(
    "closing",
    [
        "(Fourth meeting, 23 May 2024)",
        "(Twenty-first meeting, 23 May 2024)",
        "(Eighth plenary meeting, 23 May 2024 – Committee A, third report)",
        "(4th meeting, 23 May 2024)",
        "(Quatrième séance, 23 mai 2024)",
    ],
)
def test_a_meeting_in_brackets_closes_and_dates(closing: str) -> None:
    reading = reading_of(f"LU/BK/RES/8/2 Loan of lamps\n{BODY}\n{closing}\n")
    last = reading.paragraphs[-1]
    assert (last.kind, last.text, reading.masthead.adopted) == ("closing", closing, "2024-05-23")


def test_a_meeting_that_is_spoken_of_closes_nothing() -> None:
    reading = reading_of("LU/BK/RES/8/2 Lamps\n" + BODY.replace("oil", "oil (fourth meeting, 23 May 2024)"))
    assert [p.kind for p in reading.paragraphs] == ["formula", "preambular", "operative", "operative"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Sixtieth session\nAgenda item 7\nCare of lamps\nOil for lamps\nReport of the Director", "Oil for lamps"),
        ("Sixtieth session\nItem 7 of the agenda*\nOil for\nlamps\nNote by the secretariat", "Oil for lamps"),
        ("Lamp Commission\nSixtieth session\nHarbour, 2–4 May 2031\nReport of the Board", "Report of the Board"),
        ("Sixtieth session\nReport on wicks\nNote by the secretariat", "Report on wicks"),
        ("Sixtieth session\nItem 2 of the agenda\nAdoption of agenda\nProvisional agenda", "Provisional agenda"),
        ("Letter dated 5 May 2031 from the Keeper", "Letter dated 5 May 2031 from the Keeper"),
        ("Care of lamps\nReport of the Secretary-General", "Care of lamps"),
        ("Purpose", None),
    ],
)
def test_the_title_of_a_report_is_the_line_above_its_author_or_that_line(head: str, title: str | None) -> None:
    reading = reading_of(f"{head}\nI.\tIntroduction\n1.\tThe keepers counted the lamps in the year under review.\n")
    assert (reading.kind, reading.masthead.title) == ("report", title)


def test_the_title_of_a_report_that_sets_it_in_a_style_is_that() -> None:
    head = [("header", "header", "LU/BK/13/9"), ("header", "XLarge", "Board of Keepers")]
    lines = [
        *(("body", "Session", "Thirteenth session"), ("body", "Agenda_Item_Normal", "Item 7 of the agenda*")),
        *(("body", "Agenda_Title_H2", "Care of lamps"), ("body", "Title_H_CH", "Oil for lamps")),
        *(("body", "Title_H1", "Report of the Keeper"), ("body", "__Single Txt", "1.\tThe keepers counted the lamps.")),
    ]
    masthead = read_structure(styled([*head, *lines])).masthead
    assert (masthead.symbol, masthead.title, masthead.body) == ("LU/BK/13/9", "Oil for lamps", "Board of Keepers")
    assert (masthead.session, masthead.agenda_item) == ("Thirteenth session", "Item 7 of the agenda")


def test_a_symbol_beside_the_name_of_the_organization_is_that_of_the_report() -> None:
    text = "United Nations\tE/CN.99/2031/1\nSixtieth session\nOil\nReport of the Keeper\n1.\tOil was bought.\n"
    assert reading_of(text).masthead.symbol == "E/CN.99/2031/1"


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        (
            "The Security Council, on the occasion of the feast of lamps, reaffirms its commitment to light.",
            "reaffirms",
        ),
        ("The Security Council, aware that oil, wicks and lamps are dear, requests oil.", "requests"),
        ("The Security Council stresses that the General Assembly, the Security Council, and keepers act.", "stresses"),
        ("In this regard, the Security Council also welcomes oil, and thanks keepers.", "also welcomes"),
        ("The Security Council, aware of lamps, and of oil.", None),
    ],
)
def test_the_verb_of_a_statement_stands_after_the_body_and_what_is_set_between(words: str, verb: str | None) -> None:
    made = "At the 9999th meeting the President of the Security Council made the following statement:"
    text = f"Statement by the President of the Security Council\n{made}\n“{words}\n“The Council thanks keepers.”\n"
    first = next(p for p in reading_of(text).paragraphs if p.kind == "operative")
    assert (first.verb or "").removesuffix(" its commitment") == (verb or "")


SPOKEN = """Human Rights Council
Ninetieth session
Statement by the President
PRST 90/2.  Lamps in the hall
At the 12th meeting, held on 3 July 2034, the President of the Human Rights Council made the following statement:
“The Human Rights Council,
Recalling its wish for light,
1.	Decides to light the lamps;
2.	Requests its Bureau to buy oil.”
"""


def test_a_statement_is_of_the_body_on_whose_behalf_it_is_made() -> None:
    reading = reading_of(SPOKEN)
    assert reading.kind == "presidential statement"
    assert (reading.masthead.body, reading.masthead.symbol) == ("Human Rights Council", "A/HRC/PRST/90/2")
