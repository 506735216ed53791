"""What is printed as the number of a mandate, and the public address that it becomes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.engine.mandates.symbols import body_of, is_mandate, key_of, normalise, same_document

GA = "General Assembly"


@pytest.mark.parametrize(
    ("raw", "body", "symbol"),
    [
        ("78/243", GA, "A/RES/78/243"),
        ("72/262 C", "General Assembly resolutions and decisions", "A/RES/72/262 C"),
        ("67/254A", GA, "A/RES/67/254 A"),
        ("A/RES/67/254A", None, "A/RES/67/254 A"),
        ("59/113 A and B", GA, "A/RES/59/113 A-B"),
        ("2200 A (XXI)", GA, "A/RES/2200 A (XXI)"),
        ("217 (III)", GA, "A/RES/217 (III)"),
        ("S-27/2", GA, "A/RES/S-27/2"),
        ("ES-11/1", GA, "A/RES/ES-11/1"),
        ("77/548 B", GA, "A/DEC/77/548 B"),
        ("61/106, annex II", GA, "A/RES/61/106"),
        ("1325 (2000)", "Security Council", "S/RES/1325 (2000)"),
        ("S/RES/1325(2000)", None, "S/RES/1325 (2000)"),
        ("2015/22", "Statements by the President of the Security Council", "S/PRST/2015/22"),
        ("2024/18", "Economic and Social Council", "E/RES/2024/18"),
        ("Decision 2004/310", "Economic and Social Council resolutions and decisions", "E/DEC/2004/310"),
        ("32/31", "Human Rights Council", "A/HRC/RES/32/31"),
        ("S-37/1", "Human Rights Council", "A/HRC/RES/S-37/1"),
        ("2/113", "Human Rights Council", "A/HRC/DEC/2/113"),
        ("PRST/29/1", "President’s statement agreed upon by the Human Rights Council", "A/HRC/PRST/29/1"),
        ("5/14", "United Nations Environment Assembly", "UNEP/EA.5/Res.14"),
        ("80/3", "Economic and Social Commission for Asia and the Pacific", "ESCAP/RES/80/3"),
        ("66/2", "Economic and Social Commission for Asia and the Pacific", "E/ESCAP/RES/66/2"),
        ("749 (XXXVIII)", "Economic Commission for Latin America and the Caribbean", "ECLAC/RES/749 (XXXVIII)"),
        ("WHA66.10", None, "WHA66.10"),
        ("decision WHA65(8)", None, "WHA65(8)"),
        ("RESOLUTION 151 (REV. DUBAI, 2018)", None, "Resolution 151 (Rev. Dubai, 2018)"),
        ("CWG-FHR 16/11", None, "CWG-FHR-16/11"),
        ("C24/70", None, "C24/70"),
        ("JIU/REP/2016/1", None, "JIU/REP/2016/1"),
        ("1/CP.21", None, "1/CP.21"),
    ],
)
def test_a_printed_number_becomes_one_public_address(raw: str, body: str | None, symbol: str) -> None:
    assert normalise(raw, body) == symbol


@pytest.mark.parametrize(("raw", "body"), [("78/243", None), ("2018", GA), ("and/or", GA), ("", GA), ("1/2", "Moon")])
def test_nothing_is_guessed_where_the_words_say_too_little(raw: str, body: str | None) -> None:
    assert normalise(raw, body) is None


@pytest.mark.parametrize(
    ("symbol", "body"),
    [
        ("A/RES/78/243", GA),
        ("A/HRC/RES/32/31", "Human Rights Council"),
        ("S/PRST/2015/22", "Security Council"),
        ("UNEP/EA.5/Res.14", "United Nations Environment Assembly"),
        ("Resolution 151 (Rev. Busan, 2014)", "Plenipotentiary Conference"),
        ("Resolution 1 (Kigali, 2022)", "World Telecommunication Development Conference"),
        ("A/77/489", None),
    ],
)
def test_a_symbol_says_who_adopted_it(symbol: str, body: str | None) -> None:
    assert body_of(symbol) == body


def test_reports_are_not_mandates() -> None:
    adopted = [s for s in ("A/77/489", "A/RES/77/1", "JIU/REP/2016/1", "WHA66.1", "1/CP.21") if is_mandate(s)]
    assert adopted == ["A/RES/77/1", "WHA66.1", "1/CP.21"]


def test_spaces_brackets_and_corrigenda_do_not_make_another_document() -> None:
    assert same_document("A/RES/67/254 A", "A/RES/67/254A")
    assert same_document("A/64/683", "A/64/683 and Corr.1")
    assert not same_document("A/RES/67/254 A", "A/RES/67/254 B")


@given(st.integers(31, 99), st.integers(1, 400), st.sampled_from(["", " A", " B"]))
def test_normalising_an_address_again_changes_nothing(session: int, item: int, part: str) -> None:
    once = normalise(f"{session}/{item}{part}", GA)
    assert once is not None
    assert normalise(once) == once
    assert key_of(once) == key_of(once.replace(" ", ""))


@given(st.text(max_size=200))
def test_no_text_breaks_it(raw: str) -> None:
    result = normalise(raw, GA)
    assert result is None or isinstance(result, str)
