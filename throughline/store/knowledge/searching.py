"""Searches the index: every word must be there, in any form of it; phrases in quotation marks; codes as printed."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import tantivy

from throughline.store.knowledge import index
from throughline.store.knowledge.following import follow
from throughline.store.rights import Sight

# A phrase in quotation marks, or anything between blanks.
_PARTS = re.compile(r'"([^"]{1,200})"|(\S{1,200})')
_WORD = re.compile(r"\w")
MOST_PARTS = 16
AROUND = 240
KEPT = ("address", "kind", "document", "title", "language")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that holds the words: its address, what it is, the document it is in, its title, its language.

    `organizations` are those (row numbers) in whose record it stands.

    `pieces` is the text around the words, cut where they begin and end: (text, whether it is one of the words).
    """

    address: str
    kind: str
    document: str
    title: str
    pieces: tuple[tuple[str, bool], ...]
    language: str = ""
    organizations: frozenset[int] = frozenset()

    @property
    def snippet(self) -> str:
        """The text around the words as safe HTML: everything escaped, the words in <mark>."""
        return "".join(
            f"<mark>{html.escape(text)}</mark>" if is_word else html.escape(text) for text, is_word in self.pieces
        )


@dataclass(frozen=True, slots=True)
class Found:
    """How many things hold the words, some of them, best first, and how many there are by kind and by year.

    The counts by kind are those that the words have with every filter but the kind, those by year but the year.
    """

    total: int
    hits: tuple[Hit, ...]
    kinds: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[str, int] = field(default_factory=dict)


def search(
    words: str,
    limit: int = 20,
    after: int = 0,
    kind: str | None = None,
    *,
    year: str | None = None,
    seen_by: Sight,
) -> Found:
    """What holds all the words, best first, `limit` of them after the first `after`; of one kind or year if given.

    Words are found in every form of theirs in the six official languages. Acts are left out unless they are asked
    for: what they say stands in their paragraphs. The index follows the history first; where another process writes
    it just now, it is searched as it is. Everything that is counted is counted among what is seen.
    """
    asked = _asked(words)
    opened = _followed() if asked else None
    if opened is None:
        return Found(0, ())
    fields = [f"text_{language}" for language in index.LANGUAGES]
    query, _ = opened.parse_query_lenient(asked, [*fields, "code"], {"code": 2.0}, conjunction_by_default=True)
    searcher = opened.searcher()
    result = searcher.search(_within(opened, query, kind, year, seen_by), limit, count=True, offset=after)
    snippets = {name: tantivy.SnippetGenerator.create(searcher, query, opened.schema, name) for name in fields}
    for generator in snippets.values():
        generator.set_max_num_chars(AROUND)
    hits = tuple(_hit(searcher.doc(address), snippets) for _, address in result.hits)
    kinds = _counted(searcher, _within(opened, query, None, year, seen_by, without=""), "kind")
    years = _counted(searcher, _within(opened, query, kind, None, seen_by), "year")
    return Found(result.count or 0, hits, kinds, years)  # type: ignore[attr-defined]  # the stubs leave it out


def _followed() -> tantivy.Index | None:
    """The index, brought up to the history; None while another process makes the first one.

    One that had to be thrown away when it was opened is made anew.
    """
    follow()
    opened = index.reading()
    if index.followed() is None:
        follow()
        opened = index.reading()
    return opened if index.followed() else None


def _counted(searcher: tantivy.Searcher, query: tantivy.Query, name: str) -> dict[str, int]:
    """How many hits there are by what a field holds."""
    asked = {"by": {"terms": {"field": name, "size": 500}}}
    buckets = searcher.aggregate(query, asked)["by"]["buckets"]
    return {str(one["key"]): int(one["doc_count"]) for one in buckets}


def _within(
    opened: tantivy.Index,
    query: tantivy.Query,
    kind: str | None,
    year: str | None,
    seen_by: Sight,
    without: str = index.ACT,
) -> tantivy.Query:
    """The query, for one kind of thing and one year where they are given, and for what is seen.

    Where no kind is given, the kind `without` is left out.
    """
    must, should, must_not = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
    terms = [[(name, value)] for name, value in (("kind", kind), ("year", year)) if value]
    if not seen_by.reads_all:
        # No organization has the number 0.
        terms.append([("organization", str(one)) for one in sorted(seen_by.reads or {0})])
    clauses = [(must, query)]
    for any_of in terms:
        either = [(should, tantivy.Query.term_query(opened.schema, name, value)) for name, value in any_of]
        clauses.append((must, tantivy.Query.const_score_query(tantivy.Query.boolean_query(either), 0.0)))
    if without and not kind:
        clauses.append((must_not, tantivy.Query.term_query(opened.schema, "kind", without)))
    return tantivy.Query.boolean_query(clauses)


def _asked(words: str) -> str:
    """What was typed as a query: each part a phrase, so that no sign of it means anything to the query's grammar."""
    parts = []
    for phrase, word in _PARTS.findall(words):
        text = (phrase or word).replace("\\", " ").replace('"', " ").strip()
        if _WORD.search(text):
            parts.append(f'"{text}"')
    return " ".join(parts[:MOST_PARTS])


def _hit(found: tantivy.Document, snippets: dict[str, tantivy.SnippetGenerator]) -> Hit:
    kept = found.to_dict()
    said = next(name for name in snippets if kept.get(name))
    snippet = snippets[said].snippet_from_doc(found)
    marks = [(one.start, one.end) for one in snippet.highlighted()]
    fragment = snippet.fragment()
    pieces = cut(fragment, marks) if fragment else ((str(kept[said][0])[:AROUND], False),)
    first = {name: str((kept.get(name) or [""])[0]) for name in KEPT}
    own = frozenset(int(str(one)) for one in kept.get("organization") or ())
    return Hit(first["address"], first["kind"], first["document"], first["title"], pieces, first["language"], own)


def cut(text: str, marks: list[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    """The text cut at marks, which count bytes of UTF-8 and may overlap: (text, whether it is marked)."""
    encoded = text.encode("utf-8")
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in _joined(marks):
        if start > at:
            pieces.append((encoded[at:start].decode("utf-8"), False))
        pieces.append((encoded[start:end].decode("utf-8"), True))
        at = end
    if at < len(encoded):
        pieces.append((encoded[at:].decode("utf-8"), False))
    return tuple(pieces)


def _joined(marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
