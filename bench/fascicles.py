"""What the reader finds of the plan part of each fascicle, against a cruder count of the same file's XML.

Run by `python -m bench.fascicles [--differences] [FILE...]`. The count shares no code with the readers: it walks
word/document.xml by itself and counts "Subprogramme n" headings that an objective or a component follows, symbols
printed in the tables and lists below "Legislative mandates", rows of tables of deliverables, and captions
"Performance measure". A difference is a fault of the one or of the other: look at the file.
"""

import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from bench.corpus import fascicles, need_corpus
from throughline.engine.budgeting.records import Fascicle
from throughline.readers.document import read_file
from throughline.readers.programme_budget import read_programme_budget

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KINDS = ("subprogrammes", "mandates", "deliverable rows", "measures")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_END_OF_MANDATES = re.compile(
    r"(Deliverables|Evaluation activities|Programme of work|[A-Z]\.\s*Proposed (post|programme).*)$"
)
_SYMBOL = re.compile(r"[A-Z]{0,6}[A-Za-z./() -]{0,12}\d[\w./(), –-]*")
_MEASURE = re.compile(r"^Performance measures?\s*:?\s*")


@dataclass(slots=True)
class Count:
    """What was counted in one file: names of things by kind, as often as they stand there."""

    things: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})

    def add(self, kind: str, name: str) -> None:
        """Count one thing under its name, without spaces."""
        self.things[kind][re.sub(r"[\s\u200b-\u200d\u2060]+", "", name).casefold()] += 1


def body_of(path: Path) -> Iterator[str | list[list[str]]]:
    """Paragraphs and tables of a docx from the top: a string, or rows of cells."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    body = root.find(f"{W}body")
    for element in [] if body is None else _blocks(body):
        if element.tag == f"{W}p":
            yield words_of(element)
        else:
            rows = element.findall(f"{W}tr")
            yield [["\n".join(words_of(p) for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")] for row in rows]


def _blocks(parent: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for element in parent:
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag == f"{W}sdt":
            inner = element.find(f"{W}sdtContent")
            yield from _blocks(inner) if inner is not None else ()


def words_of(paragraph: ElementTree.Element) -> str:
    """The words of a paragraph; raised marks, deleted text and what is drawn beside it left out."""
    out: list[str] = []
    _collect(paragraph, out)
    return " ".join("".join(out).replace("\u00a0", " ").replace("\u2011", "-").split())


def _collect(element: ElementTree.Element, out: list[str]) -> None:
    for child in element:
        if child.tag in (f"{W}pPr", f"{W}del", f"{W}txbxContent", _FALLBACK):
            continue
        if child.tag == f"{W}r":
            raised = child.find(f"{W}rPr/{W}vertAlign")
            if raised is not None and raised.get(f"{W}val") == "superscript":
                continue
        if child.tag == f"{W}t":
            out.append(child.text or "")
        elif child.tag in (f"{W}tab", f"{W}br"):
            out.append(" ")
        elif child.tag == f"{W}noBreakHyphen":
            out.append("-")
        else:
            _collect(child, out)


def counted(path: Path) -> Count:
    """The crude count of one file."""
    count, blocks = Count(), [one for one in body_of(path) if one]
    in_mandates = is_corrigendum = in_work = is_plan = False
    for at, block in enumerate(blocks):
        if isinstance(block, list):
            _count_table(block, in_mandates, count)
            continue
        is_corrigendum = is_corrigendum or block == "Corrigendum"
        if block == "Legislative mandates" or (is_corrigendum and block.startswith("Replace")):
            in_mandates = True
        elif _END_OF_MANDATES.match(block):
            in_mandates = False
            if "Proposed p" in block:
                is_plan, in_work = "Proposed programme" in block, False
            in_work = in_work or (is_plan and block == "Programme of work")
        elif in_mandates and block.startswith("•"):
            count.add("mandates", block.lstrip("• "))
        following = [one for one in blocks[at + 1 : at + 5] if isinstance(one, str)]
        if in_work and re.fullmatch(r"Subprogramme \d+", block):
            if any(re.fullmatch(r"Objective|Component 1|\(a\) [A-Z].*", one) for one in following):
                count.add("subprogrammes", block)
        elif re.match(r"Performance measure", block):
            count.add("measures", re.sub(_MEASURE, "", block))
    return count


def _count_table(rows: list[list[str]], in_mandates: bool, count: Count) -> None:
    head = " ".join(rows[0]) if rows else ""
    filled = [row for row in rows if row and row[0]]
    if "Category and subcategory" in head:
        for row in filled[1:]:
            has_number = any(re.fullmatch(r"[\d ]+[a-z]?|[–‒—-]|[\d.]+", one.strip()) for one in row[1:])
            if has_number or re.match(r"[^:]{3,80}:.{2}", row[0]):
                count.add("deliverable rows", row[0][:50])
    elif in_mandates:
        for row in filled:
            for piece in re.split(r"[;\n]", row[0]):
                if _SYMBOL.fullmatch(piece.strip()) or (len(row) == 1 and len(piece) > 20):
                    count.add("mandates", piece)


def found(fascicle: Fascicle) -> Count:
    """The same things as the reader found them."""
    count = Count()
    parents = {one.place.rsplit(".", 1)[0] for one in fascicle.subprogrammes if "." in one.code}
    for sub in fascicle.subprogrammes:
        if "." not in sub.code and (sub.objective or sub.place in parents):
            count.add("subprogrammes", f"Subprogramme {sub.code.removeprefix('SP')}")
    for mandate in fascicle.mandates:
        count.add("mandates", mandate.raw)
    for row in fascicle.deliverables:
        if any(one.text for one in row.quantities) or (row.kind == "text" and not row.title.endswith(":")):
            printed = next((one.cell.row for one in row.quantities if one.cell), row.title)
            count.add("deliverable rows", printed[:50])
    tables = {(one.result, one.table) for one in fascicle.measures}
    titles = {key: next(one.title for one in fascicle.measures if (one.result, one.table) == key) for key in tables}
    for title in titles.values():
        count.add("measures", re.sub(_MEASURE, "", title))
    return count


def agreement(ours: Counter[str], theirs: Counter[str]) -> tuple[int, int, list[str], list[str]]:
    """How many were counted, how many of them found; what only the count has, and what only the reader has.

    A title that the reader gives with the name of a series behind it counts as found.
    """
    missing, extra = theirs - ours, ours - theirs
    for name in list(missing.elements()):
        longer = next((one for one in extra if name and (one.startswith(name) or name.startswith(one))), None)
        if longer is not None:
            missing[name] -= 1
            extra[longer] -= 1
            extra += Counter()
    missing += Counter()
    total = sum(theirs.values())
    return total, total - sum(missing.values()), list(missing.elements()), list(extra.elements())


def main() -> None:
    """Print the table, and the differences when asked for."""
    need_corpus()
    shown = "--differences" in sys.argv
    paths = [Path(one) for one in sys.argv[1:] if not one.startswith("--")] or fascicles()
    totals = {kind: [0, 0, 0] for kind in KINDS}
    print("| fascicle | " + " | ".join(f"{kind}: counted, found, only found" for kind in KINDS) + " |")
    print("|---" * (len(KINDS) + 1) + "|")
    for path in paths:
        theirs, ours = counted(path), found(read_programme_budget(read_file(path)))
        line, details = [path.stem[:40]], []
        for kind in KINDS:
            total, hits, missing, extra = agreement(ours.things[kind], theirs.things[kind])
            line.append(f"{total}, {hits}, {len(extra)}")
            for place, value in enumerate((total, hits, len(extra))):
                totals[kind][place] += value
            details += [f"    - {kind}: {one}" for one in missing] + [f"    + {kind}: {one}" for one in extra]
        print("| " + " | ".join(line) + " |")
        if shown:
            print("\n".join(details))
    cells = [
        f"{total}, {hits}, {extra} ({hits / total:.4f})" if total else "0" for total, hits, extra in totals.values()
    ]
    print("| **all** | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
