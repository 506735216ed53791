"""Calendars as RFC 5545 wants them: folded, escaped, whole days, the same for ever."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from throughline.writers.icalendar import Event, icalendar, shortened

STAMP = datetime(2026, 1, 15, 12, 30, tzinfo=UTC)


def event(**fields: object) -> Event:
    said = {"key": "A/RES/78/243#1/a1", "day": date(2026, 6, 30), "summary": "s", "description": "d", "stamp": STAMP}
    return Event(**(said | fields))  # type: ignore[arg-type]


def unfolded(content: bytes) -> list[str]:
    """The lines as a program reads them."""
    text = content.decode("utf-8")
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def value(content: bytes, name: str) -> str:
    """A text as a program reads it, without its escapes."""
    raw = next(line for line in unfolded(content) if line.startswith(f"{name}:")).partition(":")[2]
    read, at = "", 0
    while at < len(raw):
        if raw[at] == "\\":
            at += 1
            read += "\n" if raw[at] in "nN" else raw[at]
        else:
            assert raw[at] not in ",;", "a sign that means something stands unescaped"
            read += raw[at]
        at += 1
    return read


def test_a_day_is_a_whole_day() -> None:
    lines = unfolded(icalendar("Boats", [event(address="http://x/y#1", categories=("Report", "a,b"))]))
    assert lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Throughline//Deadlines//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Boats",
        "NAME:Boats",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "BEGIN:VEVENT",
        "UID:b4e6745e1bc981f2a953020595e17d0c33cc2062@throughline",
        "DTSTAMP:20260115T123000Z",
        "DTSTART;VALUE=DATE:20260630",
        "DTEND;VALUE=DATE:20260701",
        "SUMMARY:s",
        "DESCRIPTION:d",
        "URL:http://x/y#1",
        "CATEGORIES:Report,a\\,b",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_the_last_day_of_all_and_an_old_one() -> None:
    lines = unfolded(icalendar("", [event(day=date.max), event(day=date(476, 9, 4))]))
    assert [line for line in lines if line.startswith(("DTSTART", "DTEND"))] == [
        "DTSTART;VALUE=DATE:99991231",
        "DTSTART;VALUE=DATE:04760904",
        "DTEND;VALUE=DATE:04760905",
    ]


def test_an_entry_keeps_its_name_whatever_is_said_of_it() -> None:
    first, second = (unfolded(icalendar("", [event(summary=words)])) for words in ("one", "two"))
    assert [line for line in first if line[:3] == "UID"] == [line for line in second if line[:3] == "UID"]
    other = unfolded(icalendar("", [event(key="A/RES/78/243#1/a2")]))
    assert [line for line in other if line[:3] == "UID"] != [line for line in first if line[:3] == "UID"]


printable = st.characters(exclude_categories=("Cs", "Cc"))


@given(st.text(printable, max_size=200))
def test_any_text_comes_back_and_no_line_is_too_long(text: str) -> None:
    content = icalendar("x", [event(summary=text)])
    assert value(content, "SUMMARY") == text
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_line_ends_are_kept_and_control_characters_are_not() -> None:
    content = icalendar("x", [event(description="a\r\nb\rc\td\x00\x1b\x7fe")])
    assert value(content, "DESCRIPTION") == "a\nb\nc de"


def test_a_summary_is_cut_behind_a_word() -> None:
    assert shortened("requests a report", 17) == "requests a report"
    assert shortened("requests a report", 16) == "requests a…"
    assert shortened("requests, a report", 10) == "requests…"
    assert shortened("请秘书长提交报告", 5) == "请秘书长…"


@given(st.text(), st.integers(2, 50))
def test_a_summary_never_takes_more_room(text: str, room: int) -> None:
    assert len(shortened(text, room)) <= room
