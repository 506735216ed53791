"""How well the structure of resolutions is read: exact labels, other bodies, reports and speed, as one table.

Run `python -m bench.structure [path of the shared data]`; the documents are outside the repository.
"""

import hashlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpus import SHARED
from bench.docx_labels import docx_labels
from throughline.readers.document import read_file
from throughline.readers.document.records import Line, SourceText
from throughline.readers.resolution.records import RawParagraph, Reading
from throughline.readers.resolution.structure import read_structure

_PREAMBLE = re.compile(r"\w+ing\b|Mindful|Convinced|Aware|Conscious|Concerned|Guided|Alarmed|Determined|Cognizant")
_HEAD_LABEL = re.compile(r"\(([a-z]{1,4})\)\s")


def source_of(path: Path) -> SourceText:
    """A text file as the source text that the reader of documents gives."""
    data = path.read_bytes()
    text = data.decode("utf-8", errors="replace")
    lines, position = [], 0
    for raw in text.splitlines(keepends=True):
        bare = raw.rstrip("\r\n")
        lines.append(Line(text=bare, start=position, end=position + len(bare)))
        position += len(raw)
    return SourceText(path.name, hashlib.sha256(data).hexdigest(), "txt", text, tuple(lines))


@dataclass
class Label:
    """An expected paragraph: `kind` is operative, preambular, formula, heading or any."""

    kind: str
    number: str | None
    verb: str | None
    text: str


@dataclass
class Score:
    """Counts over documents of one style."""

    documents: int = 0
    whole: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def f1(self, kind: str) -> float:
        right = 2 * self.counts[f"{kind} right"]
        return right / max(right + self.counts[f"{kind} missed"] + self.counts[f"{kind} false"], 1)

    def share(self, what: str) -> float:
        return self.counts[f"{what} right"] / max(self.counts[f"{what} all"], 1)


def labels_of(path: Path) -> list[Label]:
    """The expected paragraphs of a label file; headings inside the operative part may be read as anything."""
    labels = []
    for para in json.loads(path.read_text())["paras"]:
        kind, number, verb, text = para["kind"], para["num"], para["verb"], para["text"].strip()
        inline = _HEAD_LABEL.match(text)
        if kind == "operative" and number is None and inline is not None:
            number, text = f"({inline[1]})", text[inline.end() :]
        elif kind == "heading" and _PREAMBLE.match(text):
            kind = "preambular"
        elif (
            kind in ("table", "heading")
            or (kind == "operative" and number is None and verb is None)
            or (kind == "operative" and number is not None and re.fullmatch(r"[IVX]+\.", number))
        ):
            kind = "any"
        labels.append(Label(kind, number, verb, text.lstrip(". ")))
    return labels


def plain(number: str | None) -> str | None:
    """A number without its dots and brackets; an l printed for a 1 is a 1."""
    return None if number is None else number.strip("().° ").replace("l", "1") or None


def key(text: str) -> str:
    """What two texts of one paragraph share: its first letters and digits."""
    return re.sub(r"[\W_]", "", text)[:48].lower()


def score_document(labels: list[Label], reading: Reading, score: Score, name: str) -> None:
    """Adds one document to the score; paragraphs are paired in order by how they begin."""
    score.documents += 1
    found = [p for p in reading.paragraphs if p.kind not in ("closing", "body")]
    taken = [False] * len(found)
    keys = [key(p.text) for p in found]
    wrong: list[str] = []
    position = 0
    for label in labels:
        index = _pair(key(label.text), keys, taken, position)
        paragraph = found[index] if index is not None else None
        if index is not None:
            taken[index] = True
            position = index
        if label.kind in ("operative", "preambular"):
            _score_label(label, paragraph, score, wrong)
    for paragraph, used in zip(found, taken, strict=True):
        if not used and paragraph.kind in ("operative", "preambular"):
            score.counts[f"{paragraph.kind} false"] += 1
            wrong.append(f"extra {paragraph.kind} {paragraph.number} {paragraph.text[:60]!r}")
    score.whole += not wrong
    score.failures.extend(f"{name}: {line}" for line in wrong)


def _pair(wanted: str, keys: list[str], taken: list[bool], position: int) -> int | None:
    for start, stop in ((position, len(keys)), (0, position)):
        for index in range(start, stop):
            if not taken[index] and (
                keys[index] == wanted or (len(wanted) > 20 and keys[index].startswith(wanted[:30]))
            ):
                return index
    return None


def _score_label(label: Label, paragraph: RawParagraph | None, score: Score, wrong: list[str]) -> None:
    counts = score.counts
    if paragraph is None or paragraph.kind != label.kind:
        counts[f"{label.kind} missed"] += 1
        if paragraph is not None and paragraph.kind in ("operative", "preambular"):
            counts[f"{paragraph.kind} false"] += 1
        got = f"as {paragraph.kind}" if paragraph else "not found"
        wrong.append(f"{label.kind} {label.number} {got} {label.text[:70]!r}")
        return
    counts[f"{label.kind} right"] += 1
    if label.kind == "operative":
        counts["number all"] += 1
        if plain(label.number) == plain(paragraph.number):
            counts["number right"] += 1
        else:
            wrong.append(f"number {label.number} read {paragraph.number} {label.text[:60]!r}")
    if label.verb is not None:
        counts["verb all"] += 1
        counts["verb right"] += label.verb == paragraph.verb
        if label.verb != paragraph.verb:
            score.failures.append(f"  verb {label.verb!r} read {paragraph.verb!r} {label.text[:60]!r}")
    counts["text all"] += 1
    same = re.sub(r"\s+", " ", label.text) == paragraph.text
    counts["text right"] += same
    if not same:
        score.failures.append(f"  text {_difference(label.text, paragraph.text)}")


def _difference(a: str, b: str) -> str:
    place = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return f"{a[max(0, place - 30) : place + 20]!r} read {b[max(0, place - 30) : place + 20]!r}"


def in_half(name: str, half: str) -> bool:
    """Whether a document is in the half that rules were tuned on (even digest) or in the other."""
    even = int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0
    return half == "all" or even == (half == "tuned")


def labelled(shared: Path, style: str, half: str) -> Score:
    """The score of the texts with exact labels in one style."""
    score = Score()
    folder = shared / "data/resolutions"
    for label in sorted((folder / "labels/akn").glob("*.json")):
        text = folder / "txt" / f"{label.stem}.{style}.txt"
        if text.exists() and in_half(label.stem, half):
            score_document(labels_of(label), read_structure(source_of(text)), score, text.name)
    return score


def marked_up(shared: Path, half: str) -> Score:
    """The score of the Akoma Ntoso files that have exact labels."""
    score = Score()
    folder = shared / "data/resolutions"
    for label in sorted((folder / "labels/akn").glob("*.json")):
        path = folder / "akn" / f"{label.stem}.xml"
        if path.exists() and in_half(label.stem, half):
            score_document(labels_of(label), read_structure(read_file(path)), score, path.name)
    return score


def styled(shared: Path, half: str) -> Score:
    """The score of the docx resolutions, against labels from their own styles and italics."""
    score = Score()
    for path in sorted((shared / "data/resolutions/docx").glob("*.docx")):
        if in_half(path.stem, half):
            labels = [Label(*label) for label in docx_labels(path)]
            score_document(labels, read_structure(read_file(path)), score, path.name)
    return score


def operative_share(paths: Iterable[Path], holds: Callable[[Reading], bool]) -> tuple[int, int, list[str]]:
    """How many of the documents hold what is asked, of how many, and which do not."""
    all_, right, missed = 0, 0, []
    for path in paths:
        all_ += 1
        if holds(read_structure(source_of(path) if path.suffix == ".txt" else read_file(path))):
            right += 1
        else:
            missed.append(path.name)
    return right, all_, missed


def has_operative(reading: Reading) -> bool:
    """Whether a paper was read as one that acts, with at least one operative paragraph."""
    return reading.kind != "report" and any(p.kind == "operative" for p in reading.paragraphs)


def is_report(reading: Reading) -> bool:
    """Whether a paper was read as one that asks nothing."""
    return reading.kind == "report" and not any(p.kind == "operative" for p in reading.paragraphs)


_GROUPS = (
    ("Security Council 1946-1993", "crunsc__*.txt"),
    ("Security Council later", "eosg__S_RES*.txt"),
    ("Human Rights Council", "eosg__A_HRC_RES*.txt"),
    ("General Assembly, earlier", "eosg__A_RES*.txt"),
    ("UNEA", "eosg__UNEP*.txt"),
    ("UN-Habitat", "eosg__HSP_HA*[Rr]es*.txt"),
    ("ITU", "ITU*.txt"),
    ("UNESCO", "unesco__*.txt"),
    ("presidential statements", "eosg__*PRST*.txt"),
    ("WHA", "../pdf/WHA*.pdf"),
    ("General Assembly, pdf", "../pdf/A_RES*.pdf"),
    ("ITU, Akoma Ntoso", "../akn/ITU*.xml"),
)


def speed(shared: Path) -> float:
    """Documents a second of processor time, texts with exact labels, structure alone."""
    paths = sorted((shared / "data/resolutions/txt").glob("[AE]_RES*.txt"))
    sources = [source_of(path) for path in paths]
    begun = time.process_time()
    for source in sources:
        read_structure(source)
    return len(sources) / (time.process_time() - begun)


def main() -> None:
    """Prints the table; `-v` prints the failures too."""
    arguments = [word for word in sys.argv[1:] if not word.startswith("-")]
    shared = Path(arguments[0]) if arguments else SHARED
    verbose = "-v" in sys.argv
    print(f"{'style':10} {'half':7} docs  op F1   pre F1  number  verb    text    whole")
    for style in ("ods", "md", "docx", "akn"):
        for half in ("tuned", "apart"):
            other = {"docx": styled, "akn": marked_up}.get(style)
            s = other(shared, half) if other else labelled(shared, style, half)
            print(
                f"{style:10} {half:7} {s.documents:4}  {s.f1('operative'):.4f}  {s.f1('preambular'):.4f}  "
                f"{s.share('number'):.4f}  {s.share('verb'):.4f}  {s.share('text'):.4f}  "
                f"{s.whole / max(s.documents, 1):.4f}"
            )
            if verbose and ("-a" in sys.argv or half == "tuned"):
                print("\n".join(s.failures))
    folder = shared / "data/resolutions/txt"
    for name, pattern in _GROUPS:
        right, all_, missed = operative_share(sorted(folder.glob(pattern)), has_operative)
        print(f"{name:28} {right}/{all_} {' '.join(missed) if verbose else ''}")
    print(f"speed {speed(shared):.0f} documents a second")


if __name__ == "__main__":
    main()
