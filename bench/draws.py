"""Fresh draws: sessions, reports and citations against hand annotations of paragraphs chosen at random.

`annotated_draws.tsv` holds no text: a file of ../shared, the digest of a paragraph's first 200 letters, and what was
annotated by reading it before the rules ran on it. Things apart by `;`, readings that are both right by `|`, `?` where
the annotator was unsure (not scored), nothing where the paragraph holds none:

- `sessions`, which an act sets as its time: body, number or year (`-` where none is printed), and the part of it;
- `reports` that an act asks for: to whom (`-` where nobody is named);
- `citations`: the symbol, `@` the part of it, `^` where a note bears it.

Each draw was mended from after its first run, so what this prints now guards against falling back; the first runs are
in RESULTS.md. Run by `python -m bench.draws`; `--all` prints every disagreement.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from bench.corpus import RESOLUTIONS, need_corpus
from throughline.engine.mandates.records import Document, Paragraph
from throughline.engine.mandates.symbols import key_of
from throughline.engine.periods import session_window
from throughline.readers.files import read_any

ANNOTATION = Path(__file__).with_name("annotated_draws.tsv")
SESSION = re.compile(r"(?P<body>.+?) (?P<session>\d+|-)(?: (?P<part>[a-z ]+))?$")
CITATION = re.compile(r"(?P<symbol>[^@^]+?)\s*(?:@(?P<part>[^^]+?))?\s*(?P<note>\^)?$")


def digest(text: str) -> str:
    """What a paragraph is told by in the annotation."""
    letters = re.sub(r"[^a-z0-9à-ÿ]", "", text.casefold())[:200]
    return sha256(letters.encode()).hexdigest()[:16]


@cache
def paragraphs(file: str) -> dict[str, Paragraph]:
    """The paragraphs of a file by their digest."""
    document = read_any(RESOLUTIONS / file)
    assert isinstance(document, Document)
    return {digest(one.text): one for one in document.paragraphs}


def session_wanted(written: str) -> str:
    """An annotated session as `sessions_of` gives it: with the dates of its window."""
    found = SESSION.match(written)
    assert found, written
    if found["session"] == "-":
        return f"{found['body']} None None None"
    window = session_window(found["body"], found["session"], found["part"])
    dates = f"{window.start} {window.last}" if window else "None None"
    return f"{found['body']} {found['session']} {dates}"


def sessions_of(paragraph: Paragraph) -> list[str]:
    """The sessions that acts of the paragraph set as their time, each with its dates."""
    deadlines = [act.deadline for act in paragraph.acts if act.deadline and act.deadline.kind == "session"]
    return [f"{one.body} {one.session} {one.earliest} {one.latest}" for one in deadlines]


def reports_of(paragraph: Paragraph) -> list[str]:
    """To whom acts of the paragraph ask for reports."""
    return [(act.reporting.to or "-").casefold() for act in paragraph.acts if act.reporting]


def citation_wanted(written: str) -> str:
    """An annotated citation as `citations_of` gives it."""
    found = CITATION.match(written)
    assert found, written
    return f"{key_of(found['symbol'])} @{found['part'] or ''} {'^' if found['note'] else ''}".strip()


def citations_of(paragraph: Paragraph) -> list[str]:
    """What the paragraph cites, with the part, and whether a note bears it."""
    return [
        f"{key_of(one.symbol or '')} @{one.part or ''} {'^' if one.via_note else ''}".strip()
        for one in paragraph.citations
    ]


MEASURES: dict[str, tuple[Callable[[str], str], Callable[[Paragraph], list[str]]]] = {
    "sessions": (session_wanted, sessions_of),
    "reports": (str.casefold, reports_of),
    "citations": (citation_wanted, citations_of),
}


def compare(wanted: list[list[str]], given: list[str]) -> tuple[int, list[str], list[str]]:
    """How many of what was wanted is given, what is missing, and what is too many."""
    left, missing = list(given), []
    for readings in wanted:
        found = next((one for one in readings if one in left), None)
        if found is None:
            missing.append("|".join(readings))
        else:
            left.remove(found)
    return len(wanted) - len(missing), missing, left


def measure(*, told: bool) -> dict[tuple[str, str], Counter[str]]:
    """Counts for each draw: right, annotated and given; `told` prints every disagreement."""
    tallies: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    with ANNOTATION.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            tally = tallies[row["what"], row["draw"]]
            paragraph = paragraphs(row["file"]).get(row["paragraph"])
            if row["written"] == "?" or paragraph is None:
                tally["unsure" if paragraph else "not found"] += 1
                continue
            convert, given_by = MEASURES[row["what"]]
            written = [part.strip() for part in row["written"].split(";") if part.strip()]
            given = given_by(paragraph)
            right, missing, many = compare(
                [[convert(one.strip()) for one in part.split("|")] for part in written], given
            )
            tally.update({"paragraphs": 1, "right": right, "annotated": len(written), "given": len(given)})
            if told and (missing or many):
                print(f"{row['what']} {row['draw']} {row['file']} {paragraph.id}: missing {missing}, too many {many}")
    return tallies


def main() -> None:
    """Print precision and recall of each draw."""
    need_corpus()
    tallies = measure(told="--all" in sys.argv[1:])
    print("| what | draw | paragraphs | not found | unsure | precision | recall | right of annotated |")
    print("|---|---|---|---|---|---|---|---|")
    for (what, draw), tally in tallies.items():
        right = tally["right"]
        print(
            f"| {what} | {draw} | {tally['paragraphs']} | {tally['not found']} | {tally['unsure']} "
            f"| {right / max(tally['given'], 1):.3f} | {right / max(tally['annotated'], 1):.3f} "
            f"| {right} of {tally['annotated']} |"
        )


if __name__ == "__main__":
    main()
