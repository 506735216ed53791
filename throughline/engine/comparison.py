"""Two texts side by side: paragraphs aligned by likeness, even when renumbered, and the words that came and went."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import log1p

from throughline.engine.differences import difference, plainly

# A word with the blanks behind it, a sign, or one character of a script that sets no blanks.
_PIECE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]\s*|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+\s*|\W")
# Paragraphs at least this alike are one paragraph that changed; those that moved must be more alike.
ALIKE, MOVED_ALIKE = 0.4, 0.6
# How often two paragraphs may meet in a word before the words that are left, the most frequent, are passed over.
MOST_MEETINGS = 300_000
# Pairs of equal words in two paragraphs that are weighed; beyond it only their beginnings and ends are kept.
MOST_EQUAL = 200_000
# Letters that must stay between two changes for the text between them to be shown as kept.
KEPT = 4


class Mark(StrEnum):
    """What became of a stretch of text or of a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph to be compared: its place in its document, the number that is printed before it, its text."""

    place: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text: `mark` is `same`, `inserted` or `deleted`."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph before and after, None where it was not or is no more; `stretches` are both texts in one.

    `mark` is `same` (a new number or place alone is no change of the text), `changed`, `inserted`, `deleted`, or
    `moved`: it stands elsewhere in the order now, changed or not.
    """

    mark: Mark
    before: Passage | None
    after: Passage | None
    stretches: tuple[Stretch, ...]


def compare(before: Sequence[Passage], after: Sequence[Passage]) -> tuple[Pair, ...]:
    """Both texts as pairs of paragraphs in the order of the later one; what is gone stands where it was.

    Likeness is the share of words in common, weighed by their length and how rare they are. The alignment is the one
    of the greatest likeness in all that keeps the order; what is left over and alike has moved. Cost: at most
    300,000 meetings of paragraphs in words, and the words of the paragraphs that changed (433 x 433 paragraphs of 80
    words, all of them changed: 0.6 s, bench/RESULTS.md).
    """
    was, now = [plainly(one.text) for one in before], [plainly(one.text) for one in after]
    aligned = dict(_aligned(was, now))
    moved = _moved(was, now, aligned)
    pairs: list[Pair] = []
    gone = iter(range(len(before)))
    places = {at: origin for origin, at in (aligned | moved).items()}
    waiting = next(gone, None)
    for at, passage in enumerate(after):
        origin = places.get(at)
        if origin is not None and origin in aligned:
            while waiting is not None and waiting <= origin:
                if waiting not in aligned and waiting not in moved:
                    pairs.append(_one_sided(before[waiting], Mark.DELETED))
                waiting = next(gone, None)
        pairs.append(_pair(None if origin is None else before[origin], passage, origin in moved))
    left = [] if waiting is None else [waiting, *gone]
    pairs += [_one_sided(before[one], Mark.DELETED) for one in left if one not in aligned and one not in moved]
    return tuple(pairs)


def stretches_of(before: str, after: str) -> tuple[Stretch, ...]:
    """Both texts in one, word by word: what stayed (as it is written now), what went, what came, in this order.

    Shapes of quotes, dashes and blanks are no difference. Cost: pairs of equal words, at most
    200,000 of them.
    """
    was, now = _PIECE.findall(before), _PIECE.findall(after)
    plain_was, plain_now = [plainly(one) for one in was], [plainly(one) for one in now]
    kept = _without_crumbs(_kept(plain_was, plain_now), plain_was, len(now))
    found: list[Stretch] = []
    at_was = at_now = 0
    for i, j in [*kept, (len(was), len(now))]:
        _put_change(found, "".join(was[at_was:i]), "".join(now[at_now:j]))
        if j < len(now):
            # The blanks behind a word that stayed may have come or gone.
            word = now[j].rstrip() or now[j]
            _put(found, word, Mark.SAME)
            _put_change(found, was[i][len(was[i].rstrip() or was[i]) :], now[j][len(word) :])
        at_was, at_now = i + 1, j + 1
    return tuple(found)


def _put_change(found: list[Stretch], before: str, after: str) -> None:
    """What went and what came in its place; blanks at the end of both stay."""
    old, new = before.rstrip(), after.rstrip()
    if len(old) < len(before) and len(new) < len(after):
        _put(found, old, Mark.DELETED)
        _put(found, new, Mark.INSERTED)
        _put(found, after[len(new) :], Mark.SAME)
    else:
        _put(found, before, Mark.DELETED)
        _put(found, after, Mark.INSERTED)


def _put(found: list[Stretch], text: str, mark: Mark) -> None:
    if not text:
        return
    if found and found[-1].mark is mark:
        text = found.pop().text + text
    found.append(Stretch(text, mark))


def _pair(before: Passage | None, after: Passage, is_moved: bool) -> Pair:
    if before is None:
        return _one_sided(after, Mark.INSERTED)
    if plainly(before.text) == plainly(after.text):
        mark = Mark.MOVED if is_moved else Mark.SAME
        return Pair(mark, before, after, (Stretch(after.text, Mark.SAME),) if after.text else ())
    return Pair(Mark.MOVED if is_moved else Mark.CHANGED, before, after, stretches_of(before.text, after.text))


def _one_sided(passage: Passage, mark: Mark) -> Pair:
    stretches = (Stretch(passage.text, mark),) if passage.text else ()
    if mark is Mark.DELETED:
        return Pair(mark, passage, None, stretches)
    return Pair(mark, None, passage, stretches)


def _aligned(was: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    """The paragraphs that belong together, both sides in order, of the greatest likeness in all."""
    head, tail = _ends(was, now)
    left, right = was[head : len(was) - tail], now[head : len(now) - tail]
    found = _heaviest((i, j, gain) for (i, j), gain in _likeness(left, right).items() if gain >= ALIKE)
    same = [(at, at) for at in range(head)] + [(len(was) - one, len(now) - one) for one in range(tail, 0, -1)]
    return sorted(same + [(head + i, head + j) for i, j in found])


def _ends(was: Sequence[str], now: Sequence[str]) -> tuple[int, int]:
    """How much is equal at the beginning and at the end of both."""
    shorter = min(len(was), len(now))
    head = next((at for at in range(shorter) if was[at] != now[at]), shorter)
    tail = next((at for at in range(shorter - head) if was[-1 - at] != now[-1 - at]), shorter - head)
    return head, tail


def _likeness(was: Sequence[str], now: Sequence[str]) -> dict[tuple[int, int], float]:
    """How alike each of the one is to each of the other, from 0 to 1, where they have a word in common.

    A paragraph that stands on the other side as it is has found its like there, and is weighed with no other.
    """
    equal = _equal(was, now)
    found_was, found_now = {i for i, _ in equal}, {j for _, j in equal}
    left = [at for at in range(len(was)) if at not in found_was]
    right = [at for at in range(len(now)) if at not in found_now]
    holders_was, holders_now = _holders(was, left), _holders(now, right)
    common = [(len(one) * len(holders_now[word]), word) for word, one in holders_was.items() if word in holders_now]
    weights = {}
    for word in holders_was.keys() | holders_now.keys():
        held = len(holders_was.get(word, ())) + len(holders_now.get(word, ()))
        weights[word] = len(word) * log1p((len(left) + len(right)) / held)
    met: dict[tuple[int, int], float] = defaultdict(float)
    meetings = 0
    for count, word in sorted(common):
        meetings += count
        if meetings > MOST_MEETINGS:
            weights[word] = 0.0
            continue
        weight = 2.0 * weights[word]
        for pair in product(holders_was[word], holders_now[word]):
            met[pair] += weight
    whole_was, whole_now = _wholes(holders_was, weights, len(was)), _wholes(holders_now, weights, len(now))
    return {(i, j): weight / (whole_was[i] + whole_now[j]) for (i, j), weight in met.items()} | equal


def _holders(texts: Sequence[str], among: Iterable[int]) -> dict[str, list[int]]:
    """Which of these texts hold each word."""
    found: dict[str, list[int]] = defaultdict(list)
    for at in among:
        for word in dict.fromkeys(piece.rstrip() for piece in _PIECE.findall(texts[at].casefold())):
            if word[:1].isalnum():
                found[word].append(at)
    return found


def _wholes(holders: dict[str, list[int]], weights: dict[str, float], count: int) -> list[float]:
    """The weight of all words of each text."""
    wholes = [0.0] * count
    for word, places in holders.items():
        for at in places:
            wholes[at] += weights[word]
    return wholes


def _equal(was: Sequence[str], now: Sequence[str]) -> dict[tuple[int, int], float]:
    """Texts that are equal, whatever they hold; where one recurs often, the first with the first and so on."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(now):
        places[text].append(at)
    recurring: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(was):
        if text and text in places:
            recurring[text].append(at)
    found: dict[tuple[int, int], float] = {}
    for text, origins in recurring.items():
        few = len(origins) * len(places[text]) <= 100
        pairs = product(origins, places[text]) if few else zip(origins, places[text], strict=False)
        found |= dict.fromkeys(pairs, 1.0)
    return found


def _heaviest(pairs: Iterable[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Among pairs with a gain the chain that rises on both sides and gains most; pairs x their logarithm."""
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    if not ordered:
        return []
    size = max(j for _, j, _ in ordered) + 2
    # A Fenwick tree of the best chain that ends before a column: (gain, number of its last pair).
    best: list[tuple[float, int]] = [(0.0, -1)] * size
    before = []
    for number, (_, j, gain) in enumerate(ordered):
        reached, last, at = 0.0, -1, j
        while at:
            if best[at][0] > reached:
                reached, last = best[at]
            at &= at - 1
        before.append(last)
        mine, at = (reached + gain, number), j + 1
        while at < size:
            if best[at][0] < mine[0]:
                best[at] = mine
            at += at & -at
    found = []
    reached, last, at = 0.0, -1, size - 1
    while at:
        if best[at][0] > reached:
            reached, last = best[at]
        at &= at - 1
    while last >= 0:
        found.append(ordered[last][:2])
        last = before[last]
    return found[::-1]


def _moved(was: Sequence[str], now: Sequence[str], aligned: dict[int, int]) -> dict[int, int]:
    """Paragraphs left over that are alike, the most alike first: {place before: place now}."""
    taken = set(aligned.values())
    left = [at for at, text in enumerate(was) if at not in aligned and text]
    right = [at for at, text in enumerate(now) if at not in taken and text]
    likeness = _likeness([was[at] for at in left], [now[at] for at in right])
    alike = sorted((-gain, left[i], right[j]) for (i, j), gain in likeness.items() if gain >= MOVED_ALIKE)
    found: dict[int, int] = {}
    used: set[int] = set()
    for _, origin, place in alike:
        if origin not in found and place not in used:
            found[origin] = place
            used.add(place)
    return found


def _kept(was: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    """The words that stay: pairs of places in both, rising, of the greatest length in all."""
    head, tail = _ends(was, now)
    left, right = was[head : len(was) - tail], now[head : len(now) - tail]
    places: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(right):
        places[word].append(at)
    equal = sum(len(places[word]) for word in left if word in places)
    # A long word that stays says more than a short one; a blank says least.
    pairs = ((i, j, 0.1 + len(word)) for i, word in enumerate(left) for j in places.get(word, ()))
    found = _heaviest(pairs) if equal <= MOST_EQUAL else []
    same = [(at, at) for at in range(head)] + [(len(was) - one, len(now) - one) for one in range(tail, 0, -1)]
    return sorted(same + [(head + i, head + j) for i, j in found])


def _without_crumbs(kept: list[tuple[int, int]], was: Sequence[str], end: int) -> list[tuple[int, int]]:
    """Without what stays by chance between two changes: a run of fewer than `KEPT` letters tells nobody anything."""
    runs: list[list[tuple[int, int]]] = []
    for i, j in kept:
        if runs and runs[-1][-1] == (i - 1, j - 1):
            runs[-1].append((i, j))
        else:
            runs.append([(i, j)])
    left = []
    for run in runs:
        letters = sum(len(was[i].strip()) for i, _ in run if was[i][:1].isalnum())
        is_inner = run[0] != (0, 0) and run[-1] != (len(was) - 1, end - 1)
        if letters >= KEPT or not is_inner or _is_cjk(was[run[0][0]]):
            left += run
    return left


def _is_cjk(word: str) -> bool:
    return "\u3040" <= word[:1] <= "\u9fff"


def compare_nodes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Pair, ...]:
    """Two texts given as {address: text} as pairs, in the order of the later one; what is gone comes last.

    For texts whose parts are known by their address (a plan, the fields of a form); `difference` says what moved.
    Cost: one pass over each, and the words of what changed.
    """
    found = difference(before, after)
    origins = {now: was for was, now in found.moved}
    changed = {one.address for one in found.changed}
    added = set(found.added)
    pairs = []
    for address, text in after.items():
        now = Passage(address, address, text)
        if address in added:
            pairs.append(_one_sided(now, Mark.INSERTED))
            continue
        was = Passage(
            origins.get(address, address), origins.get(address, address), before[origins.get(address, address)]
        )
        if address in changed:
            pairs.append(Pair(Mark.CHANGED, was, now, stretches_of(was.text, text)))
        else:
            mark = Mark.MOVED if address in origins else Mark.SAME
            pairs.append(Pair(mark, was, now, (Stretch(text, Mark.SAME),) if text else ()))
    gone = [_one_sided(Passage(one, one, before[one]), Mark.DELETED) for one in found.removed]
    return (*pairs, *gone)
