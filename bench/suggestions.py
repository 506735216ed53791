"""Recall at 5 of link suggestions: each listing of a held resolution is taken away, and asked for again.

The split: every resolution of ../shared/data/resolutions (md text, docx, EOSG and Security Council texts) whose symbol
a fascicle of 2026 lists is a question; the parts of all 31 fascicles that list mandates are the candidates; a
question's own listings are taken out of every part before it is asked. Nothing is tuned on a part of them. Recall is
over listings (a resolution that three parts list counts three), "found" over resolutions. The second row takes away
the listings of the whole series too (same title, other sessions).

At the grain of results: plans list mandates by place, so the truth is where the text of a result names a resolution by
its number. Each such pair is a question: all numbers of resolutions are taken out of the texts of results, the
listings of the resolution are taken away, and it is found where its result is among the results of the five parts that
are suggested. Where the text of the resolution is not held its title is asked with, as a plan lists it (few are held).
`place` says how often the place was, the most that could be reached; `chance` how often one result of the right place,
taken blindly, would be the right one. Run by `python -m bench.suggestions`.
"""

import re
import time
from collections.abc import Iterable
from dataclasses import replace

from bench.corpus import RESOLUTIONS, fascicles, need_corpus, seeds
from throughline.engine.budgeting.records import Fascicle
from throughline.engine.mandates.records import Document
from throughline.engine.suggestions import Candidate, Index, Wanting, index_of, suggest, with_results
from throughline.readers.files import read_any

# How the text of a result names a resolution: "resolution 78/243", "resolution 1325 (2000)".
NAMED = re.compile(r"(?P<ga>\d{1,3}/\d{1,4})(?: [AB]\b)?|(?P<sc>\d{3,4} \((?:19|20)\d\d\))")


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


def results_of(fascicle: Fascicle) -> Iterable[tuple[str, Candidate]]:
    """The results of a fascicle with all that it tells of them, and the part that each stands in."""
    told: dict[str, list[str]] = {}
    for paragraph in fascicle.paragraphs:
        if paragraph.result:
            told.setdefault(paragraph.result, []).append(paragraph.text)
    for result in fascicle.results:
        text = " ".join((result.narrative or "", *told.get(result.key, ())))
        place = f"{fascicle.section}/{result.place}"
        yield place, Candidate(f"{fascicle.section}/{result.key}", result.title, text, {})


def named_in(text: str) -> set[str]:
    """The symbols of the resolutions that a text names by number."""
    found = NAMED.finditer(text) if "esolution" in text else ()
    return {f"A/RES/{one['ga']}" if one["ga"] else f"S/RES/{one['sc']}" for one in found}


def measured_by_result(
    parts: list[Candidate], results: list[tuple[str, Candidate]], asked: dict[str, Document]
) -> tuple[int, float, float, float, float]:
    """Pairs, recall at 5 by result, by place, what chance would find there, milliseconds for the results."""
    index, at = results_index(results)
    titles = {symbol: title for part in parts for symbol, title in part.listed.items()}
    count = hits = places = 0
    chance = seconds = 0.0
    for place, result in results:
        for symbol in sorted(named_in(result.text) & (asked.keys() | titles.keys())):
            title = titles.get(symbol, "")
            wanting = wanting_of(asked[symbol]) if symbol in asked else Wanting(symbol, title, "", frozenset())
            taken = [
                replace(part, listed={one: name for one, name in part.listed.items() if one != symbol})
                for part in parts
            ]
            suggested = suggest(wanting, index_of(taken))
            started = time.perf_counter()
            found = with_results(suggested, wanting, index, at)
            seconds += time.perf_counter() - started
            count += 1
            hits += result.address in {one.result for one in found}
            is_place = place in {one.address for one in found}
            places += is_place
            chance += is_place / len(at[place])
    return count, hits / count, places / count, chance / count, 1000 * seconds / count


def results_index(results: list[tuple[str, Candidate]]) -> tuple[Index, dict[str, list[int]]]:
    """An index over results without the numbers of resolutions, and which of them stand at a place."""
    at: dict[str, list[int]] = {}
    for number, (place, _result) in enumerate(results):
        at.setdefault(place, []).append(number)
    return index_of(replace(result, text=NAMED.sub(" ", result.text)) for _place, result in results), at


def main() -> None:
    """Print the table."""
    need_corpus()
    plans = [one for path in fascicles() if isinstance(one := read_any(path), Fascicle)]
    parts = [part for one in plans for part in candidates_of(one)]
    results = [result for one in plans for result in results_of(one)]
    asked = questions()
    print(f"{len(parts)} parts of 31 fascicles are candidates.\n")
    print("| taken away | resolutions | recall at 5 | found | ms |\n|---|---|---|---|---|")
    for name, take_series in (("the link", False), ("the link and its series", True)):
        count, recall, found, milliseconds = measured(parts, asked, take_series)
        print(f"| {name} | {count} | {recall:.3f} | {found:.3f} | {milliseconds:.1f} |")
    count, recall, places, chance, milliseconds = measured_by_result(parts, results, asked)
    print(f"\n{len(results)} results; {count} times their texts name a resolution that is held or listed.\n")
    print("| by result | pairs | recall at 5 | place | chance | ms more |\n|---|---|---|---|---|---|")
    print(f"| the link | {count} | {recall:.3f} | {places:.3f} | {chance:.3f} | {milliseconds:.1f} |")


if __name__ == "__main__":
    main()
