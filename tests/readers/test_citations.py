"""What a paragraph cites: printed symbols, parts and dates, what notes bear, short names; and what reports mention."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.reading_of import reading_of
from throughline.engine.mandates.records import Citation
from throughline.readers.resolution.citations import citations_of
from throughline.readers.resolution.mentions import mentions_of

GA, HRC, SC = "General Assembly", "Human Rights Council", "Security Council"


def cited(text: str, body: str = GA) -> list[tuple[str | None, str | None, str | None]]:
    return [(c.symbol, c.part, c.date) for c in citations_of(reading_of(text, body=body))[0]]


def symbols(text: str, body: str = GA) -> list[str | None]:
    return [c.symbol for c in citations_of(reading_of(text, body=body))[0]]


@pytest.mark.parametrize(
    ("text", "body", "found"),
    [
        ("Recalls its resolutions 60/283 of 7 July 2006 and 63/262;", GA, ["A/RES/60/283", "A/RES/63/262"]),
        ("Recalls its resolution 67/254 A and its decision 77/548 B;", GA, ["A/RES/67/254 A", "A/DEC/77/548 B"]),
        ("Recalls Human Rights Council resolutions 32/31 and S-28/1;", GA, ["A/HRC/RES/32/31", "A/HRC/RES/S-28/1"]),
        (
            "Recalls Council resolution 32/31 and General Assembly resolution 60/251;",
            HRC,
            ["A/HRC/RES/32/31", "A/RES/60/251"],
        ),
        ("Recalls resolution 71/186, adopted in New York;", HRC, ["A/RES/71/186"]),
        (
            "Recalls resolutions 1325 (2000) and 46/182 and S/PRST/2015/22;",
            SC,
            ["S/RES/1325 (2000)", "A/RES/46/182", "S/PRST/2015/22"],
        ),
        ("Recalls Economic and Social Council resolution 1980/67;", GA, ["E/RES/1980/67"]),
        ("Recalls resolution 217 A (III) of the General Assembly;", SC, ["A/RES/217 A (III)"]),
        ("Recalls decisions X/20 and 1/CP.21 of the Conference of the Parties;", GA, ["X/20", "1/CP.21"]),
        (
            "Recalls Resolutions 101, 102 and 133 (Rev. Guadalajara, 2010) and Resolution 70/1;",
            "Plenipotentiary Conference",
            [
                "Resolution 101 (Rev. Guadalajara, 2010)",
                "Resolution 102 (Rev. Guadalajara, 2010)",
                "Resolution 133 (Rev. Guadalajara, 2010)",
                "A/RES/70/1",
            ],
        ),
        (
            "Recalls Resolutions 47 and 48 (Rev. Dubai, 2012) and 49, 50 and 75 (Rev. Hammamet, 2016) of the Assembly;",
            "Plenipotentiary Conference",
            [
                "Resolution 47 (Rev. Dubai, 2012)",
                "Resolution 48 (Rev. Dubai, 2012)",
                "Resolution 49 (Rev. Hammamet, 2016)",
                "Resolution 50 (Rev. Hammamet, 2016)",
                "Resolution 75 (Rev. Hammamet, 2016)",
            ],
        ),
        (
            "Recalls Resolution 70/1 of the United Nations General Assembly;",
            "Plenipotentiary Conference",
            ["A/RES/70/1"],
        ),
        ("Recalls Council Resolution 1305 (2009) on mills;", "Plenipotentiary Conference", ["Resolution 1305"]),
        (
            "Recalls documents A66/26, A66/9 Corr.1 and EB132/8;",
            "World Health Assembly",
            ["A66/26", "A66/9 Corr.1", "EB132/8"],
        ),
        ("Notes decision 13/1 adopted by the Open-ended Working Group on Wheels;", HRC, []),
        (
            "Recalls decision 27/3 of the Governing Council of the United Nations Environment Programme;",
            "United Nations Environment Assembly",
            ["UNEP/GC/DEC/27/3"],
        ),
        (
            "Recalls resolutions WHA66.10 and EB130.R7 and decision WHA65(8);",
            "World Health Assembly",
            ["WHA66.10", "EB130.R7", "WHA65(8)"],
        ),
        (
            "Takes note of A/64/683 and Corr.1, A/75/345-S/2020/898 and JIU/REP/2016/1;",
            GA,
            ["A/64/683 and Corr.1", "A/75/345-S/2020/898", "JIU/REP/2016/1"],
        ),
        (
            "Takes note of S/31/Add.4, Add.5 and Add.6 and of S/32/Add.1 and Corr.1;",
            SC,
            ["S/31/Add.4", "S/31/Add.5", "S/31/Add.6", "S/32/Add.1 and Corr.1"],
        ),
        ("Recalls document WHA90/2037/REC/1 and EB180/37;", "World Health Assembly", ["WHA90/2037/REC/1", "EB180/37"]),
        (
            "Recalls resolutions 62/191 and 62/213 of the General Assembly and its resolution 57/2;",
            "Economic and Social Commission for Asia and the Pacific",
            ["A/RES/62/191", "A/RES/62/213", "E/ESCAP/RES/57/2"],
        ),
        ("Takes note of A/31/75/Add.1 and Add.1/Corr.1;", GA, ["A/31/75/Add.1 and Add.1/Corr.1"]),
        ("Takes note of C24/70 and CWG-FHR 16/11;", "Plenipotentiary Conference", ["C24/70", "CWG-FHR-16/11"]),
    ],
)
def test_symbols_become_addresses_by_who_speaks_and_what_is_said(text: str, body: str, found: list[str]) -> None:
    assert symbols(text, body) == found


@pytest.mark.parametrize(
    "text",
    [
        "Notes that men and/or women work 24/7 in 1/3 of mills;",
        "Notes the season 2015/16 and Law No. 28/2023;",
        "Notes general comment No. 22 (1993) and article 7 (2) of the charter;",
        "Notes UN-Habitat, COVID-19 and HIV/AIDS;",
    ],
)
def test_fractions_seasons_and_laws_are_no_symbols(text: str) -> None:
    assert symbols(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Recalls section II of its resolution 60/283 of 7 July 2006;", ("A/RES/60/283", "section II", "2006-07-07")),
        (
            "Recalls paragraphs 4, 5 and 9 of section I of its resolution 66/257;",
            ("A/RES/66/257", "section I, paragraphs 4, 5, 9", None),
        ),
        ("Recalls paragraph 6 (b) of its resolution 67/253;", ("A/RES/67/253", "paragraph 6 (b)", None)),
        ("Recalls the annex to its resolution 61/106;", ("A/RES/61/106", "annex", None)),
        ("Recalls its resolution 61/106, annex I;", ("A/RES/61/106", "annex I", None)),
        ("Decides to act under paragraph 6 above;", ("A/RES/78/9", "paragraph 6", None)),
        (
            "Recalls its resolution 66/288 of 27 July 2012 on mills, in particular paragraph 99, on oil;",
            ("A/RES/66/288", "paragraph 99", "2012-07-27"),
        ),
        (
            "Recalls its resolution 66/288, in particular paragraphs 1 to 10 of the annex thereto;",
            ("A/RES/66/288", "annex, paragraphs 1 to 10", None),
        ),
        (
            "Recalls its resolution 66/288, in particular paragraph 9 of the charter of mills;",
            ("A/RES/66/288", None, None),
        ),
    ],
)
def test_the_part_and_the_date_are_read(text: str, found: tuple[str, str, str | None]) -> None:
    assert cited(text) == [found]


def test_letters_that_follow_keep_the_number() -> None:
    text = "Recalls its resolutions 72/266 A of 24 December 2017, B of 5 April 2018 and C of 5 July 2018;"
    assert cited(text) == [
        ("A/RES/72/266 A", None, "2017-12-24"),
        ("A/RES/72/266 B", None, "2018-04-05"),
        ("A/RES/72/266 C", None, "2018-07-05"),
    ]


def test_notes_bear_citations_and_teach_short_names() -> None:
    reading = reading_of(
        "~ Having considered the report of the Secretary-General on mills{1} and the related report of the Advisory "
        "Committee on Wheels,{2}",
        "Takes note of the report of the Secretary-General;",
        "Recalls paragraphs 4 and 7 of the report of the Advisory Committee;",
        "Recalls the summit{3} and the next report of the Secretary-General;",
        notes={"1": "A/78/10.", "2": "A/78/7/Add.3.", "3": "Resolution 60/1."},
    )
    found = [[(c.symbol, c.part, c.via_note) for c in its] for its in citations_of(reading)]
    assert found == [
        [("A/78/10", None, "1"), ("A/78/7/Add.3", None, "2")],
        [("A/78/10", None, None)],
        [("A/78/7/Add.3", "paragraphs 4, 7", None)],
        [("A/RES/60/1", None, "3")],
    ]


def test_the_second_of_two_reports_is_known_by_what_it_is_about() -> None:
    reading = reading_of(
        "~ Having considered the reports of the Secretary-General on the cost of wheels for 2030{1} and on the plan of "
        "weirs for 2031,{2}",
        "Takes note of the report of the Secretary-General on the plan of weirs for 2031;",
        "Takes note also of the report of the Secretary-General on the cost of wheels for 2030;",
        notes={"1": "A/78/5.", "2": "A/78/6."},
    )
    found = [[c.symbol for c in its] for its in citations_of(reading)]
    assert found == [["A/78/5", "A/78/6"], ["A/78/6"], ["A/78/5"]]


def test_a_note_says_which_part_of_the_paper_is_meant() -> None:
    reading = reading_of(
        "~ Recalling the charter of mills,{1} and the pact,{2}",
        notes={
            "1": "Official Records, Supplement No. 7 (E/2018/44), chap. III, sect. B, para. 31.",
            "2": "See A66/20.",
        },
    )
    assert [(c.symbol, c.part, c.via_note) for c in citations_of(reading)[0]] == [
        ("E/2018/44", "chapter III, section B, paragraph 31", "1"),
        ("A66/20", None, "2"),
    ]


def test_a_short_name_means_the_paper_of_its_own_section() -> None:
    reading = reading_of(
        "~ Having considered the report of the Secretary-General,{1}",
        "Takes note of the report of the Secretary-General;",
        "~ Having considered the report of the Secretary-General,{2}",
        "Takes note of the report of the Secretary-General;",
        notes={"1": "A/78/10.", "2": "A/78/11."},
    )
    assert [[c.symbol for c in its] for its in citations_of(reading)] == [
        ["A/78/10"],
        ["A/78/10"],
        ["A/78/11"],
        ["A/78/11"],
    ]


def test_what_a_note_repeats_of_the_text_is_cited_once() -> None:
    reading = reading_of("Recalls its resolution 60/1{1};", notes={"1": "Resolution 60/1."})
    assert citations_of(reading) == ((Citation("60/1", "A/RES/60/1"),),)


def test_a_report_mentions_mandates_and_refers_to_papers() -> None:
    reading = reading_of(
        "This paper is submitted pursuant to paragraph 3 of resolution 57/295 and follows A/77/12.",
        "See also A/77/12 and resolution 57/295.",
        kind="report",
        notes={"1": "See JIU/REP/2016/1."},
    )
    mentions, references = mentions_of(reading)
    assert [(m.citation.symbol, m.citation.part) for m in mentions] == [
        ("A/RES/57/295", "paragraph 3"),
        ("A/RES/57/295", None),
    ]
    assert references == ("A/77/12", "JIU/REP/2016/1")
    assert "pursuant to" in mentions[0].context
    text = reading.paragraphs[0].text
    assert text[mentions[0].span[0] : mentions[0].span[1]] == "57/295"


@given(st.text(alphabet="AERS/.0123456789 ()IVXresolutionC,;-“”", max_size=120))
def test_no_text_breaks_it(text: str) -> None:
    reading = reading_of(f"Recalls resolution {text}", notes={"1": text})
    assert len(citations_of(reading)) == 1


def test_ibid_repeats_the_note_before_it_and_none_earlier() -> None:
    reading = reading_of(
        "~ Recalling the report of the Chair,{1} the pact{2} and the charter,{3}",
        notes={"1": "A/78/5.", "2": "Treaty Book, vol. 9.", "3": "Ibid., vol. 10."},
    )
    assert [c.symbol for c in citations_of(reading)[0]] == ["A/78/5"]
