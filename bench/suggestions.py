"""Recall at 5 of link suggestions: each listing of a held resolution is taken away, and asked for again.

The split: every resolution of ../shared/data/resolutions (md text, docx, EOSG and Security Council texts) whose symbol
a fascicle of 2026 lists is a question; the parts of all 31 fascicles that list mandates are the candidates; a
question's own listings are taken out of every part before it is asked. Nothing is tuned on a part of them. Recall is
over listings (a resolution that three parts list counts three), "found" over resolutions. The second row takes away
the listings of the whole series too (same title, other sessions). Run by `python -m bench.suggestions`.
"""

import time
from collections.abc import Iterable
from dataclasses import replace

from bench.corpus import RESOLUTIONS, fascicles, need_corpus, seeds
from throughline.engine.budgeting.records import Fascicle
from throughline.engine.mandates.records import Document
from throughline.engine.suggestions import Candidate, Wanting, index_of, suggest
from throughline.readers.files import read_any


def candidates_of(fascicle: Fascicle) -> Iterable[Candidate]:
    """The parts of a fascicle that list mandates, with the words they plan with."""
    words: dict[str, list[str]] = {}
    for one in fascicle.subprogrammes:
        words.setdefault(one.place, []).extend((one.title, one.objective or "", one.strategy or "", one.expected or ""))
    for result in fascicle.results:
        words.setdefault(result.place, []).append(result.title)
    for deliverable in fascicle.deliverables:
        words.setdefault(deliverable.place, []).append(deliverable.title)
    titles = {one.place: one.title for one in fascicle.programmes}
    titles |= {one.place: one.title for one in fascicle.subprogrammes}
    listed: dict[str, dict[str, str]] = {}
    for mandate in fascicle.mandates:
        listed.setdefault(mandate.place, {})[mandate.symbol] = mandate.title
    for place, mandates in listed.items():
        title = titles.get(place) or fascicle.title or ""
        yield Candidate(f"{fascicle.section}/{place}", title, " ".join(words.get(place, ())), mandates)


def wanting_of(document: Document) -> Wanting:
    """A resolution as a question."""
    cited = {one.symbol for paragraph in document.paragraphs for one in paragraph.citations if one.symbol}
    text = " ".join(paragraph.text for paragraph in document.paragraphs)
    head = document.masthead
    return Wanting(head.symbol or "", head.title or "", text, frozenset(cited))


def questions() -> dict[str, Document]:
    """Resolutions whose text is held, by symbol."""
    texts = RESOLUTIONS / "txt"
    paths = [*sorted(texts.glob("*.md.txt")), *sorted((RESOLUTIONS / "docx").glob("*.docx"))]
    paths += [*sorted(texts.glob("eosg__*")), *sorted(texts.glob("crunsc__*")), *seeds()]
    documents = (read_any(path) for path in paths)
    return {one.masthead.symbol: one for one in documents if isinstance(one, Document) and one.masthead.symbol}


def measured(parts: list[Candidate], asked: dict[str, Document], take_series: bool) -> tuple[int, float, float, float]:
    """Questions, recall at 5 over listings, share of questions with a hit, milliseconds a question."""
    listers: dict[str, set[str]] = {}
    for part in parts:
        for symbol in part.listed:
            listers.setdefault(symbol, set()).add(part.address)
    hits = listings = found = count = 0
    seconds = 0.0
    for symbol, document in asked.items():
        true = listers.get(symbol, set())
        if not true:
            continue
        wanting = wanting_of(document)
        title = wanting.title.casefold()
        taken = [
            replace(
                part,
                listed={
                    one: name
                    for one, name in part.listed.items()
                    if one != symbol and not (take_series and name.casefold() == title)
                },
            )
            for part in parts
        ]
        index = index_of(taken)
        started = time.perf_counter()
        top = {one.address for one in suggest(wanting, index)}
        seconds += time.perf_counter() - started
        count += 1
        listings += len(true)
        hits += len(true & top)
        found += bool(true & top)
    return count, hits / listings, found / count, 1000 * seconds / count


def main() -> None:
    """Print the table."""
    need_corpus()
    parts = [part for path in fascicles() if isinstance(one := read_any(path), Fascicle) for part in candidates_of(one)]
    asked = questions()
    print(f"{len(parts)} parts of 31 fascicles are candidates.\n")
    print("| taken away | resolutions | recall at 5 | found | ms |\n|---|---|---|---|---|")
    for name, take_series in (("the link", False), ("the link and its series", True)):
        count, recall, found, milliseconds = measured(parts, asked, take_series)
        print(f"| {name} | {count} | {recall:.3f} | {found:.3f} | {milliseconds:.1f} |")


if __name__ == "__main__":
    main()
