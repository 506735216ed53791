"""Plain text as a source text, and claims on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.readers.document import Claims, Unreadable, read_source


def lines(data: bytes) -> list[str]:
    return [line.text for line in read_source(data, "a.txt").lines]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_ends_a_line_and_blank_lines_are_kept(end: str) -> None:
    assert lines(f"One{end}{end}two{end}".encode()) == ["One", "", "two"]


def test_a_line_at_the_end_needs_no_line_end() -> None:
    source = read_source(b"One\n  two", "a.txt")
    assert [(line.text, line.start, line.end, line.indent) for line in source.lines] == [
        ("One", 0, 3, 0),
        ("  two", 4, 9, 2),
    ]


def test_a_form_feed_begins_a_page() -> None:
    source = read_source(b"one\ntwo\fthree\n", "a.txt")
    assert [(line.text, line.page) for line in source.lines] == [("one", 1), ("two", 1), ("three", 2)]
    assert [line.page for line in read_source(b"one\n", "a.txt").lines] == [None]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_any_form_is_read_without_a_finding(encoding: str) -> None:
    source = read_source("Décide que l’Assemblée\n".encode(encoding), "a.txt")
    assert source.text == "Décide que l’Assemblée\n"
    assert source.findings == ()


def test_windows_text_is_read_and_said_to_be_windows_text() -> None:
    source = read_source("Décide – “oui”\n".encode("cp1252"), "a.txt")
    assert source.text == "Décide – “oui”\n"
    assert [finding.code for finding in source.findings] == ["DOC-ENCODING"]


def test_a_text_cut_within_a_character_stays_utf_8() -> None:
    source = read_source("Décide que l’été é".encode()[:-1], "a.txt")
    assert source.text == "Décide que l’été \ufffd"
    assert [finding.code for finding in source.findings] == ["DOC-ENCODING"]


def test_a_few_zero_bytes_are_read_as_spaces_and_reported() -> None:
    source = read_source(b"One\0two and more words\n", "a.txt")
    assert source.text == "One two and more words\n"
    assert [finding.code for finding in source.findings] == ["DOC-NUL"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_lines_stand_where_they_say_and_cover_the_text(text: str) -> None:
    try:
        source = read_source(text.encode(), "a.txt")
    except Unreadable as unreadable:
        assert unreadable.finding.code in {"DOC-EMPTY", "DOC-FORMAT"} or "<" in text or "{" in text or "%" in text
        return
    position = 0
    for line in source.lines:
        assert source.text[line.start : line.end] == line.text
        assert source.text[position : line.start].strip() == ""
        position = line.end
    assert source.text[position:].strip() == ""


@given(st.text(alphabet="ab \n", max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70))))
def test_what_is_claimed_and_what_is_not_make_up_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    claims = Claims(len(text))
    for start, end in spans:
        claims.claim(start, end)
    claimed = {place for start, end in spans for place in range(max(start, 0), min(end, len(text)))}
    assert {place for start, end in claims.claimed() for place in range(start, end)} == claimed
    unclaimed = claims.unclaimed(text)
    left = {place for start, end in unclaimed for place in range(start, end) if not text[place].isspace()}
    assert left == {place for place in range(len(text)) if not text[place].isspace()} - claimed
    assert all(text[start:end] == text[start:end].strip() for start, end in unclaimed)


def test_claims_may_come_after_a_question() -> None:
    claims = Claims(7)
    claims.claim(0, 2)
    assert claims.unclaimed("abc def") == ((2, 7),)
    claims.claim(2, 7)
    assert claims.unclaimed("abc def") == ()
