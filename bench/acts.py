"""Acts, addressees, deadlines, reporting and citations against the hand annotation of two resolutions.

Run by `python -m bench.acts`; `--all` prints every disagreement.
"""

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bench.corpus import GOLD, SEEDS, need_corpus
from throughline.engine.mandates.records import Act, Citation
from throughline.engine.mandates.symbols import key_of
from throughline.readers.document import read_file
from throughline.readers.resolution.acts import acts_of
from throughline.readers.resolution.citations import citations_of
from throughline.readers.resolution.lexicon.verbs import base_of
from throughline.readers.resolution.records import RawParagraph, Reading
from throughline.readers.resolution.structure import read_structure

ANNOTATED = {"A/RES/78/243": "004*.txt", "A/RES/68/264": "002*.txt"}
Row = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """What was found of what was annotated: right, found in all, annotated in all, and where they differ."""

    name: str
    right: int = 0
    found: int = 0
    annotated: int = 0
    differences: list[str] = field(default_factory=list)

    def add(self, ours: Counter[str], theirs: Counter[str], where: str) -> None:
        """Count one paragraph."""
        self.right += sum((ours & theirs).values())
        self.found += sum(ours.values())
        self.annotated += sum(theirs.values())
        if ours != theirs:
            self.differences.append(
                f"{self.name} {where}: missing {dict(theirs - ours)}, too many {dict(ours - theirs)}"
            )

    def line(self) -> str:
        """The figures in one line."""
        precision = self.right / self.found if self.found else 1.0
        recall = self.right / self.annotated if self.annotated else 1.0
        return (
            f"{self.name:22} precision {precision:.3f}  recall {recall:.3f}  ({self.right} right of {self.annotated})"
        )


def verb_of(printed: str) -> str:
    """Bring an annotated verb phrase ("reiterates its request", "notes with concern") to its base form."""
    words = printed.split()
    if "request" in printed and words[0] == "reiterates":
        return "request"
    base = base_of(words[0])
    return {"take": "take note", "look": "look forward"}.get(base, base)


def annotated_rows() -> list[Row]:
    """The annotation, one row for each paragraph."""
    lines = (GOLD / "ga_two_resolutions.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for line in lines if (row := json.loads(line))["kind"] != "meta"]


def paragraph_for(row: Row, reading: Reading) -> int | None:
    """The index of the paragraph that a row describes: by number and parent, else by its first words."""
    wanted = _letters(row["starts"])
    for index, paragraph in enumerate(reading.paragraphs):
        if (
            paragraph.kind == row["kind"]
            and _letters(paragraph.text).startswith(wanted)
            and _same_number(row, paragraph)
        ):
            return index
    return None


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())[:40]


def _same_number(row: Row, paragraph: RawParagraph) -> bool:
    return (row.get("num") or "").strip(".()") == (paragraph.number or "").strip(".()")


def measure() -> list[Tally]:
    """Compare every annotated paragraph."""
    tallies = {
        name: Tally(name)
        for name in (
            "paragraphs found",
            "acts",
            "addressees",
            "deadlines",
            "session windows",
            "reporting",
            "citations",
            "parts",
        )
    }
    readings = {}
    for symbol, pattern in ANNOTATED.items():
        reading = read_structure(read_file(next(SEEDS.glob(pattern))))
        readings[symbol] = (reading, acts_of(reading), citations_of(reading))
    for row in annotated_rows():
        reading, acts, citations = readings[row["doc"]]
        where = f"{row['doc']} {row.get('num') or row['ord']}"
        index = paragraph_for(row, reading)
        tallies["paragraphs found"].add(Counter(["p"] if index is not None else []), Counter(["p"]), where)
        if index is None:
            continue
        compare_acts(row, acts[index], tallies, where)
        compare_citations(row, citations[index], tallies, where)
    return list(tallies.values())


def compare_acts(row: Row, acts: tuple[Act, ...], tallies: dict[str, Tally], where: str) -> None:
    """Count verbs, and for the annotated acts whom they ask, by when, and what they want reported."""
    theirs = row["acts"]
    tallies["acts"].add(Counter(a.verb for a in acts), Counter(verb_of(a["verb"]) for a in theirs), where)
    tallies["addressees"].add(
        Counter(f"{a.verb} {name.name}" for a in acts for name in a.addressees),
        Counter(f"{verb_of(a['verb'])} {_plain(a['addressee'])}" for a in theirs if a.get("addressee")),
        where,
    )
    deadlines = [(a, a.deadline) for a in acts if a.deadline is not None]
    tallies["deadlines"].add(
        Counter(f"{d.kind} {d.session} {d.body}" for _, d in deadlines),
        Counter(
            f"{d['type'].removesuffix('-part')} {d.get('session')} {d.get('body')}"
            for a in theirs
            if (d := a.get("deadline"))
        ),
        where,
    )
    tallies["session windows"].add(
        Counter(f"{d.earliest} {d.latest}" for _, d in deadlines if d.kind == "session"),
        Counter(" ".join(a["deadline"]["window"]) for a in theirs if a.get("deadline", {}).get("window")),
        where,
    )
    tallies["reporting"].add(
        Counter(f"{a.verb} to {a.reporting.to}" for a in acts if a.reporting),
        Counter(f"{verb_of(a['verb'])} to {r.get('to')}" for a in theirs if (r := a.get("reporting"))),
        where,
    )


def _plain(name: str) -> str:
    """The annotation adds an abbreviation in brackets to some names."""
    name = re.sub(r"\s*\([^()]*\)$", "", name)
    return name[0].upper() + name[1:]


def compare_citations(row: Row, citations: tuple[Citation, ...], tallies: dict[str, Tally], where: str) -> None:
    """Count cited symbols, and symbols with the part that is cited."""

    def key(symbol: str) -> str:
        return re.sub(r"\s", "", symbol).casefold()

    tallies["citations"].add(
        Counter(key(c.symbol or "") for c in citations), Counter(key(c["symbol"]) for c in row["citations"]), where
    )
    tallies["parts"].add(
        Counter(f"{key_of(c.symbol or '')} {c.part}" for c in citations),
        Counter(f"{key_of(c['symbol'])} {c.get('part')}" for c in row["citations"]),
        where,
    )


def main() -> int:
    """Print the figures, and with `--all` where they come from."""
    need_corpus()
    tallies = measure()
    for tally in tallies:
        print(tally.line())
    if "--all" in sys.argv[1:]:
        for tally in tallies:
            print("\n".join(tally.differences))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
