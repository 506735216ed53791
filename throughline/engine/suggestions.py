"""Which part of a plan is most likely to answer a mandate that nothing answers yet, and why it is thought so.

Three kinds of evidence are added up: citations that the mandate shares with what a part lists, words (weighted by how
rare they are among the parts), and structure (the part lists an earlier mandate of the same series, or one with a
title alike). Nothing is learned from examples; the weights stand below and bench/suggestions.py measures them.

Plans list mandates by place, not by result. So places are suggested first, by all the evidence, and within each of them
the result whose words are nearest, where one is near enough.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from typing import TypeVar

WORD_WEIGHT, CITATION_WEIGHT, SERIES_WEIGHT, TITLE_WEIGHT = 0.5, 0.3, 1.0, 1.0
# The rarity of a word that a quarter of the parts use: a more common one is named only where there is no other.
COMMON = math.log(5)
# How near the words of a result must be to be named within its place; below this the place alone is suggested.
NEAR = 0.05
# A title of fewer words says little, however well it fits.
TELLING_WORDS = 4
STEM = 7
# Words that any text of this kind is made of. They count as little as they are rare, and are never named as a reason.
_OF_ANY_TEXT = """
about above according account accordingly across action actions activities address addressed adequate adopted after
against all along already also although among and another any appropriate approach are area areas aspects assist
available based basis because been before being below benefit between both but can carry case certain close common
concerned concerning concrete conduct consider consideration context continue continued could current currently date
decision decisions develop developed different does doing done during each effective effectively effort efforts either
encourage encourages end enhance enhanced ensure ensuring entities especially establish established etc every existing
facilitate field first following for form framework from full fully further future general given good great had has
have having help her high highlight his how however identify implement implementation important improve improved
include included including increase increased info information inter into invite issue issues its itself key large lead
level levels made main maintain make making manner many matter matters may means measures meet members more most much
must nations necessary need needs new not note number office once one only order other others our out outcome outcomes
over own paragraph part particular per place plan planned possible prepare present previous process progress promote
provide provided provides providing purpose regard regarding related relating relevant request requested
requests require required resolution resolutions respect respective result results role same second secretary section
set several shall should since some specific states steps strengthen strengthened strengthening subject submit such
support supported supporting take taken taking terms than that the their them then there these they this those three
through throughout thus time timely together towards two under undertake united until upon use used using various very
view was way ways well were what when where whether which while who whose will with within without work working would
year years accordance agreed assembly committed contribute contributes emphasis enhancing expressing follow held
meaningful organize pursuant recognizes recommendations third wide
"""
_WORD = re.compile(r"[^\W\d_]{3,}")
_APART = re.compile(r"[\W_]+")

_STEMS_OF_ANY_TEXT = frozenset(word[:STEM] for word in _OF_ANY_TEXT.split())

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
    """A part of a plan that may answer, with its score (only its order counts) and the reasons, weightiest first.

    `result` is the address of the result of that part whose words are nearest, where one is near enough.
    """

    address: str
    title: str
    score: float
    reasons: tuple[Reason, ...]
    result: str | None = None


@dataclass(frozen=True, slots=True)
class ListedTitle:
    """A mandate that the candidate `at` lists: its title plain, and how telling it is by how many words it has."""

    at: int
    symbol: str
    title: str
    plain: str
    telling: float


@dataclass(frozen=True, slots=True)
class Index:
    """Candidates prepared for asking: made once by `index_of`, asked many times by `suggest`.

    `spelt` gives for a stem the first whole word that it was met as, for people to read; `titles` for a stem the
    listings whose title has it.
    """

    candidates: tuple[Candidate, ...]
    vectors: tuple[Vector, ...]
    spelt: Mapping[str, str]
    rarity: Vector
    postings: Mapping[str, tuple[tuple[int, float], ...]]
    listers: Mapping[str, tuple[int, ...]]
    listings: tuple[ListedTitle, ...]
    titles: Mapping[str, tuple[int, ...]]


def index_of(candidates: Iterable[Candidate]) -> Index:
    """An index over candidates. Cost: one pass over their words."""
    parts = tuple(candidates)
    spelt: dict[str, str] = {}
    counts = []
    for part in parts:
        words = _WORD.findall(f"{part.title} {part.text}".casefold())
        for word in words:
            spelt.setdefault(word[:STEM], word)
        counts.append(Counter(word[:STEM] for word in words))
    frequency: Counter[str] = Counter()
    for count in counts:
        frequency.update(count.keys())
    rarity = {word: math.log(1 + len(parts) / parts_with) for word, parts_with in frequency.items()}
    postings: dict[str, list[tuple[int, float]]] = {}
    listers: dict[str, list[int]] = {}
    listings: list[ListedTitle] = []
    titles: dict[str, list[int]] = {}
    vectors = tuple(_vector(count, rarity) for count in counts)
    for at, (part, vector) in enumerate(zip(parts, vectors, strict=True)):
        for word, weight in vector.items():
            postings.setdefault(word, []).append((at, weight))
        for symbol, title in part.listed.items():
            listers.setdefault(symbol, []).append(at)
            words_of = set(_words(title))
            for word in words_of:
                titles.setdefault(word, []).append(len(listings))
            telling = min(1.0, len(words_of) / TELLING_WORDS)
            listings.append(ListedTitle(at, symbol, title, _plain(title), telling))
    fixed = (_fixed(postings), _fixed(listers), tuple(listings), _fixed(titles))
    return Index(parts, vectors, spelt, rarity, *fixed)


def _fixed(lists: Mapping[str, list[T]]) -> dict[str, tuple[T, ...]]:
    return {key: tuple(values) for key, values in lists.items()}


def suggest(wanting: Wanting, index: Index, limit: int = 5) -> tuple[Suggestion, ...]:
    """The parts most likely to answer, best first, at most `limit`; none where there is no evidence to name.

    A part's own listing of the mandate is no evidence for itself. Cost: the postings of the mandate's words.
    """
    wanted = _wanted_words(wanting, index)
    words = _by_words(wanted, index)
    scores = dict(words)
    reasons: dict[int, list[tuple[float, Reason]]] = {}
    for evidence in (_by_citations(wanting, index), _by_titles(wanting, index)):
        for at, (score, reason) in evidence.items():
            scores[at] = scores.get(at, 0.0) + score
            reasons.setdefault(at, []).append((score, reason))
    best = nlargest(limit, scores.items(), key=lambda pair: (pair[1], -pair[0]))
    for at, _score in best:
        if at in words and (named := _shared_words(wanted, index, at)):
            reasons.setdefault(at, []).append((words[at], Reason("words", named)))
    return tuple(
        Suggestion(
            index.candidates[at].address,
            index.candidates[at].title,
            score,
            tuple(reason for _, reason in sorted(reasons[at], key=lambda pair: -pair[0])),
        )
        for at, score in best
        if at in reasons
    )


def with_results(
    suggestions: Iterable[Suggestion], wanting: Wanting, results: Index, at: Mapping[str, Sequence[int]]
) -> tuple[Suggestion, ...]:
    """The suggestions with the nearest result of each; `at` says for a place which of the `results` stand there.

    Cost: the words of the mandate, for each result of the places that are suggested.
    """
    wanted = _wanted_words(wanting, results)
    found = []
    for one in suggestions:
        near = {
            number: sum(weight * wanted.get(word, 0.0) for word, weight in results.vectors[number].items())
            for number in at.get(one.address, ())
        }
        best = max(near, key=lambda number: (near[number], -number), default=None)
        named = best is not None and near[best] >= NEAR
        found.append(replace(one, result=results.candidates[best].address) if named and best is not None else one)
    return tuple(found)


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
    overlaps: dict[int, float] = {}
    for word, weight in wanted.items():
        for number in index.titles.get(word, ()):
            overlaps[number] = overlaps.get(number, 0.0) + weight * weight
    best: dict[int, tuple[float, str, ListedTitle]] = {}
    for number, overlap in overlaps.items():
        one = index.listings[number]
        if one.symbol == wanting.symbol:
            continue
        score, kind = TITLE_WEIGHT * overlap * one.telling, "title"
        if series and one.plain == series:
            score, kind = score + SERIES_WEIGHT, "series"
        if one.at not in best or score > best[one.at][0]:
            best[one.at] = (score, kind, one)
    return {at: (score, Reason(kind, (one.symbol, one.title))) for at, (score, kind, one) in best.items()}


def _by_words(wanted: Vector, index: Index) -> dict[int, float]:
    scores: dict[int, float] = {}
    for word, weight in wanted.items():
        for at, other in index.postings.get(word, ()):
            scores[at] = scores.get(at, 0.0) + WORD_WEIGHT * weight * other
    return scores


def _shared_words(wanted: Vector, index: Index, at: int) -> tuple[str, ...]:
    """The words that weigh most of those in common; those that many parts use are named only without others."""
    vector = index.vectors[at]
    shared = [
        (weight * vector[word], word)
        for word, weight in wanted.items()
        if word in vector and word not in _STEMS_OF_ANY_TEXT
    ]
    telling = [one for one in shared if index.rarity[one[1]] > COMMON] or shared
    return tuple(index.spelt[word] for _, word in nlargest(5, telling))


def _wanted_words(wanting: Wanting, index: Index) -> Vector:
    return _vector(Counter(_words(f"{wanting.title} {wanting.text}")), index.rarity)


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
