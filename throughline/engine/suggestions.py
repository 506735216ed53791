"""Which part of a plan is most likely to answer a mandate that nothing answers yet, and why it is thought so.

Three kinds of evidence are added up: citations that the mandate shares with what a part lists, words (weighted by how
rare they are among the parts), and structure (the part lists an earlier mandate of the same series, or one with a
title alike). Nothing is learned from examples; the weights stand below and bench/suggestions.py measures them.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import TypeVar

WORD_WEIGHT, CITATION_WEIGHT, SERIES_WEIGHT, TITLE_WEIGHT = 0.5, 0.3, 1.0, 1.0
# A title of fewer words says little, however well it fits.
TELLING_WORDS = 4
STEM = 7
_WORD = re.compile(r"[^\W\d_]{3,}")
_APART = re.compile(r"[\W_]+")

Vector = dict[str, float]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A part of a plan: its address and title, the words that it plans with, and {symbol: title} that it lists."""

    address: str
    title: str
    text: str
    listed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wanting:
    """A mandate (or one paragraph of it) that wants an answer: its title, its words, and the symbols it cites."""

    symbol: str
    title: str
    text: str
    cited: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a part is suggested: `kind` is `series`, `citations`, `title` or `words`; `detail` what was found."""

    kind: str
    detail: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A part of a plan that may answer, with its score (only its order counts) and the reasons, weightiest first."""

    address: str
    title: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Candidates prepared for asking: made once by `index_of`, asked many times by `suggest`."""

    candidates: tuple[Candidate, ...]
    rarity: Vector
    postings: Mapping[str, tuple[tuple[int, float], ...]]
    listers: Mapping[str, tuple[int, ...]]
    titles: Mapping[str, tuple[tuple[int, str, str], ...]]


def index_of(candidates: Iterable[Candidate]) -> Index:
    """An index over candidates. Cost: one pass over their words."""
    parts = tuple(candidates)
    counts = [Counter(_words(f"{part.title} {part.text}")) for part in parts]
    frequency: Counter[str] = Counter()
    for count in counts:
        frequency.update(count.keys())
    rarity = {word: math.log(1 + len(parts) / parts_with) for word, parts_with in frequency.items()}
    postings: dict[str, list[tuple[int, float]]] = {}
    listers: dict[str, list[int]] = {}
    titles: dict[str, list[tuple[int, str, str]]] = {}
    for at, (part, count) in enumerate(zip(parts, counts, strict=True)):
        for word, weight in _vector(count, rarity).items():
            postings.setdefault(word, []).append((at, weight))
        for symbol, title in part.listed.items():
            listers.setdefault(symbol, []).append(at)
            for word in set(_words(title)):
                titles.setdefault(word, []).append((at, symbol, title))
    return Index(parts, rarity, _fixed(postings), _fixed(listers), _fixed(titles))


def _fixed(lists: Mapping[str, list[T]]) -> dict[str, tuple[T, ...]]:
    return {key: tuple(values) for key, values in lists.items()}


def suggest(wanting: Wanting, index: Index, limit: int = 5) -> tuple[Suggestion, ...]:
    """The parts most likely to answer, best first, at most `limit`; none where there is no evidence at all.

    A part's own listing of the mandate is no evidence for itself. Cost: the postings of the mandate's words.
    """
    scores: dict[int, float] = {}
    reasons: dict[int, list[tuple[float, Reason]]] = {}
    for found in (_by_citations, _by_titles, _by_words):
        for at, (score, reason) in found(wanting, index).items():
            scores[at] = scores.get(at, 0.0) + score
            reasons.setdefault(at, []).append((score, reason))
    best = nlargest(limit, scores.items(), key=lambda pair: (pair[1], -pair[0]))
    return tuple(
        Suggestion(
            index.candidates[at].address,
            index.candidates[at].title,
            score,
            tuple(reason for _, reason in sorted(reasons[at], key=lambda pair: -pair[0])),
        )
        for at, score in best
    )


Evidence = dict[int, tuple[float, Reason]]


def _by_citations(wanting: Wanting, index: Index) -> Evidence:
    """Mandates that the wanting one cites and the part lists; one that many parts list tells less."""
    scores: dict[int, float] = {}
    shared: dict[int, list[str]] = {}
    for symbol in sorted(wanting.cited - {wanting.symbol}):
        listers = index.listers.get(symbol, ())
        for at in listers:
            scores[at] = scores.get(at, 0.0) + CITATION_WEIGHT / len(listers)
            shared.setdefault(at, []).append(symbol)
    return {at: (score, Reason("citations", tuple(shared[at]))) for at, score in scores.items()}


def _by_titles(wanting: Wanting, index: Index) -> Evidence:
    """Mandates with the same title (a series) or one alike that the part lists; the best of a part counts."""
    wanted = _vector(Counter(_words(wanting.title)), index.rarity)
    series = _plain(wanting.title)
    overlaps: dict[tuple[int, str, str], float] = {}
    for word, weight in wanted.items():
        for place in index.titles.get(word, ()):
            overlaps[place] = overlaps.get(place, 0.0) + weight * weight
    best: Evidence = {}
    for (at, symbol, title), overlap in overlaps.items():
        if symbol == wanting.symbol:
            continue
        score = TITLE_WEIGHT * overlap * min(1.0, len(set(_words(title))) / TELLING_WORDS)
        kind = "title"
        if series and _plain(title) == series:
            score, kind = score + SERIES_WEIGHT, "series"
        if score > best.get(at, (0.0,))[0]:
            best[at] = (score, Reason(kind, (symbol, title)))
    return best


def _by_words(wanting: Wanting, index: Index) -> Evidence:
    wanted = _vector(Counter(_words(f"{wanting.title} {wanting.text}")), index.rarity)
    scores: dict[int, float] = {}
    shared: dict[int, list[tuple[float, str]]] = {}
    for word, weight in wanted.items():
        for at, other in index.postings.get(word, ()):
            part = WORD_WEIGHT * weight * other
            scores[at] = scores.get(at, 0.0) + part
            shared.setdefault(at, []).append((part, word))
    return {
        at: (score, Reason("words", tuple(word for _, word in nlargest(5, shared[at])))) for at, score in scores.items()
    }


def _words(text: str) -> Sequence[str]:
    """Words without case, cut to a stem of seven letters: enough for what inflects at its end."""
    return [word[:STEM] for word in _WORD.findall(text.casefold())]


def _plain(title: str) -> str:
    return _APART.sub(" ", title.casefold()).strip()


def _vector(count: Counter[str], rarity: Mapping[str, float]) -> Vector:
    """Weights of words by how often here and how rare among the parts, of length one."""
    weights = {word: (1 + math.log(often)) * rarity[word] for word, often in count.items() if word in rarity}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}
