"""Acts, addressees, deadlines and reporting against a hand annotation of operative paragraphs over all bodies.

`annotated_acts.tsv` holds no text: a file of ../shared, the digest of the paragraph's first 70 letters, and its acts
as `verb>addressee+addressee@deadline!R`, acts apart by `;`, `?` where the annotator was unsure of the addressee (not
scored), `!R` where a report is asked. Each draw was annotated before the rules ran on it and mended by it afterwards,
so what it prints now is a guard against falling back, not evidence for unseen texts: for that see the first-run
figures in RESULTS.md. Run by `python -m bench.annotated`.
"""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from bench.corpus import RESOLUTIONS, need_corpus
from throughline.engine.mandates.records import Act, Document
from throughline.readers.files import read_any

ANNOTATION = Path(__file__).with_name("annotated_acts.tsv")
WRITTEN = re.compile(r"([a-z ]+?)(?:>([^@!]*))?(?:@([^!]*))?(!R)?$")


@dataclass(frozen=True, slots=True)
class Annotated:
    """An act as annotated: `deadline` is its kind, with the session or date where one is named; "" for none."""

    verb: str
    addressees: tuple[str, ...]
    deadline: str
    reports: bool


def annotated(written: str) -> list[Annotated]:
    """The acts of one paragraph."""
    acts = []
    for one in filter(None, (part.strip() for part in written.split(";"))):
        found = WRITTEN.match(one)
        assert found, one
        names = tuple(name.strip() for name in (found[2] or "").split("+") if name.strip())
        acts.append(Annotated(found[1], names, (found[3] or "").strip(), bool(found[4])))
    return acts


@cache
def paragraphs(file: str) -> dict[str, tuple[Act, ...]]:
    """The acts of each paragraph of a file, by the digest of its first 70 letters."""
    document = read_any(RESOLUTIONS / file)
    assert isinstance(document, Document)
    return {digest(one.text): one.acts for one in document.paragraphs}


def digest(text: str) -> str:
    """What a paragraph is told by in the annotation."""
    letters = re.sub(r"[^a-z0-9à-ÿ]", "", text.casefold())[:70]
    return sha256(letters.encode()).hexdigest()[:16]


def count(tally: Counter[str], wanted: list[Annotated], given: tuple[Act, ...]) -> None:
    """Add one paragraph to the tally: right, annotated (`gold`) and given (`ours`) of each measure."""
    verbs, ours = Counter(one.verb for one in wanted), Counter(one.verb for one in given)
    tally.update({"acts right": (verbs & ours).total(), "acts gold": verbs.total(), "acts ours": ours.total()})
    left = list(given)
    for want in wanted:
        act = next((one for one in left if one.verb == want.verb), None)
        if act is None:
            continue
        left.remove(act)
        names = {one.name.casefold() for one in act.addressees}
        if "?" not in want.addressees:
            named = {one.casefold() for one in want.addressees}
            tally.update({"addressees gold": bool(named), "addressees ours": bool(names)})
            tally["addressees right"] += bool(named) and named == names
        kind = want.deadline.split()[0] if want.deadline else ""
        found = act.deadline.kind.split()[0] if act.deadline else ""
        tally.update({"deadlines gold": bool(kind), "deadlines ours": bool(found)})
        tally["deadlines right"] += bool(kind) and kind == found
        tally.update({"reporting gold": want.reports, "reporting ours": act.reporting is not None})
        tally["reporting right"] += want.reports and act.reporting is not None


def main() -> None:
    """Print precision and recall of each measure over all draws."""
    need_corpus()
    tally: Counter[str] = Counter()
    with ANNOTATION.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            given = paragraphs(row["file"]).get(row["paragraph"])
            tally["paragraphs not found"] += given is None
            if given is not None:
                tally["paragraphs"] += 1
                count(tally, annotated(row["acts"]), given)
    print(f"{tally['paragraphs']} paragraphs, {tally['paragraphs not found']} not found.\n")
    print("| measure | precision | recall | right of annotated |\n|---|---|---|---|")
    for what in ("acts", "addressees", "deadlines", "reporting"):
        right, gold, ours = (tally[f"{what} {side}"] for side in ("right", "gold", "ours"))
        print(f"| {what} | {right / max(ours, 1):.3f} | {right / max(gold, 1):.3f} | {right} of {gold} |")


if __name__ == "__main__":
    main()
