"""Public addresses of paragraphs: unique always, plain where numbers run on, with their section where they restart."""

import re
import unicodedata

from throughline.readers.resolution.structure.entries import Entry

_LETTERS = {"preambular": "p", "heading": "h", "annex": "annex", "closing": "c", "formula": "f", "body": "b"}
# Parts printed together ("A-C") are told apart by their section, so the range does not stand in an address.
_RANGE = re.compile(r"\s[A-Z]-[A-Z]$")
_UNSAFE = re.compile(r"[^a-z0-9]+")


def slug_of(words: str) -> str:
    """A keyword as it stands in an address: "instructs the Secretary-General" is `instructs-the-secretary-general`."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return _UNSAFE.sub("-", plain).strip("-")


class Addresses:
    """Gives every entry its address under the symbols of the resolutions in the file."""

    def __init__(self, symbols: list[str], entries: list[Entry]) -> None:
        self._symbols = [_RANGE.sub("", symbol) for symbol in symbols]
        self._entries = entries
        self._given: dict[str, int] = {}
        self._counts: dict[tuple[int, str, str], int] = {}
        self._sections_matter = _restarting(entries)
        self._letters_matter = _restarting_within(entries)
        self.repeated: list[str] = []
        self.ids: list[str] = []

    def give(self) -> list[str]:
        """The addresses of all entries, in order."""
        for entry in self._entries:
            self.ids.append(self._unique(entry, self._address(entry)))
        return self.ids

    def _address(self, entry: Entry) -> str:
        symbol = self._symbols[min(entry.resolution, len(self._symbols) - 1)]
        section = self._section(entry)
        if entry.slug is not None:
            return f"{symbol}#{section}{entry.slug}"
        if entry.kind in ("operative", "preambular") and entry.number and self._is_numbered(entry):
            return self._numbered(entry, symbol, section)
        if entry.kind == "operative":
            if entry.parent is not None and not entry.keyword:
                return f"{self.ids[entry.parent]}.u{self._count(entry, self.ids[entry.parent])}"
            return f"{symbol}#{section}o{self._count(entry, 'o')}"
        letter = _LETTERS[entry.kind]
        dot = "." if len(letter) > 1 else ""
        return f"{symbol}#{section if entry.kind == 'preambular' else ''}{letter}{dot}{self._count(entry, letter)}"

    def _is_numbered(self, entry: Entry) -> bool:
        return entry.kind == "operative" or entry.parent is not None or bool(entry.keyword)

    def _numbered(self, entry: Entry, symbol: str, section: str) -> str:
        number = entry.number or ""
        if "." in number:
            return f"{symbol}#{section}{number}"
        if entry.parent is not None and entry.level > 1:
            inner = number if number.startswith("(") else f"({number.rstrip(').')})"
            if not number.strip("()").isalnum():
                return f"{self.ids[entry.parent]}.u{self._count(entry, self.ids[entry.parent])}"
            return f"{self.ids[entry.parent]}{inner}"
        return f"{symbol}#{section}{number.rstrip(')') if not number.startswith('(') else number}"

    def _section(self, entry: Entry) -> str:
        letter = entry.subsection if (entry.resolution, entry.section) in self._letters_matter else ""
        steps = [entry.section] if (entry.resolution, entry.section.partition(".")[0]) in self._sections_matter else []
        return "".join(f"{step}." for step in (*steps, letter) if step)

    def _count(self, entry: Entry, letter: str) -> int:
        section = self._section(entry) if entry.kind in ("operative", "preambular") else ""
        key = (entry.resolution, section, letter)
        self._counts[key] = self._counts.get(key, 0) + 1
        return self._counts[key]

    def _unique(self, entry: Entry, address: str) -> str:
        if entry.doubtful:
            self._given[address] = self._given.get(address, 0) + 1
            return f"{address}~{self._given[address]}"
        times = self._given.get(address, 0)
        self._given[address] = times + 1
        if not times:
            return address
        self.repeated.append(address)
        return self._unique(entry, f"{address}~{times + 1}")


def _restarting_within(entries: list[Entry]) -> set[tuple[int, str]]:
    """The resolutions and sections in which numbers restart under letters."""
    seen: set[tuple[int, str, str]] = set()
    restarting: set[tuple[int, str]] = set()
    for entry in entries:
        if entry.kind != "operative" or entry.level > 1 or not entry.number:
            continue
        key = (entry.resolution, entry.section, entry.number)
        if key in seen:
            restarting.add((entry.resolution, entry.section))
        seen.add(key)
    return restarting


def _restarting(entries: list[Entry]) -> set[tuple[int, str]]:
    """The resolutions (with the first step of the section) whose numbers restart under sections."""
    seen: set[tuple[int, str]] = set()
    restarting: set[int] = set()
    for entry in entries:
        if entry.kind != "operative" or entry.level > 1 or not entry.number or entry.doubtful:
            continue
        key = (entry.resolution, entry.number)
        if key in seen:
            restarting.add(entry.resolution)
        seen.add(key)
    return {
        (entry.resolution, entry.section.partition(".")[0])
        for entry in entries
        if entry.section and (entry.resolution in restarting or entry.keyword or entry.section.startswith("draft"))
    }
