"""Tracked changes flattened into plain text: seen by rule, flagged, and given no address that looks like a real one."""

import re
from collections.abc import Collection

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.readers.resolution.structure.entries import Sorted
from throughline.readers.resolution.structure.markers import number_value

# "20184" is 2018 and 2014 run together; "DubaiBusan" two places; "3b)" and "4 e)" an old and a new number.
# The first digit comes before what stands left of it is looked at: a search runs from digit to digit.
_YEARS = re.compile(r"[12](?<![\d/.,-].)(?:(?<=1)9|(?<=2)0)\d{3}(?![\d/-])")
_PLACES = re.compile(r"\((?:[Rr]ev\.\s)?[^()]{0,40}?[a-z]{3}[A-Z][a-z]{3}[^()]{0,40}?\d{4}")
_NUMBERS = re.compile(r"^\s*(?:\d{1,2}\s?[a-z]\)|\d{1,2}[a-z]\))")
_EDITORS = re.compile(r"\[Note:\s")


def is_flattened(text: str, sorted_: Sorted, marks: Collection[str]) -> bool:
    """Whether a text bears at least two kinds of traces of insertions and deletions run together.

    `marks` are those of the notes: "20153" is 2015 and a note where there is a third.
    """
    head = text[:200_000]
    years = any(found[0][4:] not in marks for found in _YEARS.finditer(head))
    traces = years + bool(_PLACES.search(head)) + bool(_EDITORS.search(head))
    entries = [entry for entry in sorted_.entries if entry.kind == "operative"]
    traces += any(_NUMBERS.match(entry.block.raw) for entry in entries)
    if not traces:
        return False
    return traces + _runs_back(sorted_) >= 2


def _runs_back(sorted_: Sorted) -> bool:
    """Whether numbers run back under one keyword or section: two lists in parallel."""
    last: dict[tuple[int, str], int] = {}
    for entry in sorted_.entries:
        value = number_value(entry.number or "")
        if entry.kind != "operative" or entry.level != 1 or value is None:
            continue
        key = (entry.resolution, f"{entry.section}.{entry.subsection}")
        if value <= last.get(key, 0):
            return True
        last[key] = value
    return False


def mark_flattened(sorted_: Sorted, file: str) -> None:
    """Makes every paragraph of a flattened text doubtful and says so."""
    for entry in sorted_.entries:
        if entry.kind in ("operative", "preambular"):
            entry.doubtful = True
    sorted_.findings.append(
        Finding(
            "RS-TRACKED-FLAT",
            Severity.ERROR,
            file,
            Sentence(
                "Insertions and deletions of tracked changes were run together into one text; its "
                "paragraphs have addresses with ~ and stand for no adopted text. Read the original file "
                "with its tracked changes instead."
            ),
        )
    )


def mark_lookalikes(sorted_: Sorted, ids: list[str]) -> list[Finding]:
    """A finding for each number in which a letter of another alphabet was read as the Latin one it looks like."""
    return [
        Finding(
            "RS-LOOKALIKE",
            Severity.INFO,
            ids[index],
            Sentence(
                "The number %(number)s is printed with a letter of another alphabet; it was read as Latin.",
                number=entry.number,
            ),
        )
        for index, entry in enumerate(sorted_.entries)
        if entry.block.marker is not None and entry.block.marker.lookalike
    ]
