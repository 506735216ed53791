"""Days as iCalendar (RFC 5545), which calendar programs subscribe to: one whole-day entry for each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

# A line holds 75 octets at most, without its end.
LONGEST = 75
PRODUCT = "-//Throughline//Deadlines//EN"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that falls on a day: `key` names it for ever, `stamp` is when it was last written down.

    `address` is the page that tells more, `categories` are words that programs sort by.
    """

    key: str
    day: date
    summary: str
    description: str
    stamp: datetime
    address: str = ""
    categories: tuple[str, ...] = ()


def icalendar(name: str, events: Iterable[Event]) -> bytes:
    """The calendar as bytes, UTF-8 with lines ended by CR LF; the same for the same events."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{_text(name)}", f"NAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT12H"]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return b"".join(part for line in lines for part in _folded(line))


def shortened(text: str, room: int) -> str:
    """The text in at most `room` characters: cut behind a word, with an ellipsis; without blanks, as it is."""
    text = " ".join(text.split())
    if len(text) <= room:
        return text
    words = text[:room].rpartition(" ")[0] or text[: room - 1]
    return f"{words.rstrip(' ,;:.')}…"


def _event(event: Event) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        # A digest, for an address holds signs that some programs trip over.
        f"UID:{sha256(event.key.encode('utf-8', 'replace')).hexdigest()[:40]}@throughline",
        f"DTSTAMP:{event.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{_day(event.day)}",
        # The end is the first day after; the last day of all has none.
        *([f"DTEND;VALUE=DATE:{_day(event.day + timedelta(days=1))}"] if event.day < date.max else []),
        f"SUMMARY:{_text(event.summary)}",
        f"DESCRIPTION:{_text(event.description)}",
    ]
    if event.address:
        lines.append(f"URL:{event.address}")
    if event.categories:
        lines.append(f"CATEGORIES:{','.join(map(_text, event.categories))}")
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _day(day: date) -> str:
    # %Y leaves the zeros out before the year 1000.
    return f"{day.year:04}{day:%m%d}"


def _text(text: str) -> str:
    """A text as a value: signs that mean something escaped, line ends written as \\n, other control characters gone."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(" " if one == "\t" else one for one in text if one >= " " or one in "\n\t").replace("\x7f", "")
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[bytes]:
    """The line cut into lines of at most 75 octets, no character cut in two; each but the first begins with a blank."""
    whole = line.encode("utf-8", "replace")
    start, room = 0, LONGEST
    while len(whole) - start > room:
        end = start + room
        while whole[end] & 0xC0 == 0x80:
            end -= 1
        yield whole[start:end] + b"\r\n "
        start, room = end, LONGEST - 1
    yield whole[start:] + b"\r\n"
