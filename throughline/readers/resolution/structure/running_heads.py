"""Running heads of texts without pages: short lines that come again and again beside the numbers of pages."""

import re
from collections import defaultdict
from collections.abc import Sequence

from throughline.readers.document.records import Line
from throughline.readers.resolution.structure import shapes
from throughline.readers.resolution.structure.keywords import KEYWORD
from throughline.readers.resolution.structure.noise import breaks_page, is_noise

_DIGITS = re.compile(r"\d+")
_LONGEST = 100
# How often a line must come, to be a running head and no heading that is printed twice.
_OFTEN = 3
# How many lines at the beginning may be the head of the paper.
_HEAD = 6


def running_heads(lines: Sequence[Line]) -> frozenset[int]:
    """Where the running heads start, but not what stands in the head of the paper: that may be its title."""
    printed = [(line.start, words) for line in lines if line.part == "body" and (words := line.text.strip())]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, (_, words) in enumerate(printed):
        if 4 <= len(words) <= _LONGEST and words[0].isalpha() and words[-1] not in ";,.:!?":
            places[_DIGITS.sub("#", words)].append(index)
    found: set[int] = set()
    for indices in places.values():
        if len(indices) < _OFTEN or not _may_be_head(printed[indices[0]][1]):
            continue
        beside = [index for index in indices if _beside_page(printed, index)]
        if len(beside) * 3 >= len(indices) * 2:
            found.update(printed[index][0] for index in indices if index >= _HEAD)
    return frozenset(found)


def _may_be_head(words: str) -> bool:
    if shapes.ends_with_stop(words) or is_noise(words):
        return False
    others = (shapes.CLOSING, shapes.DATE, shapes.ANNEX, shapes.ROMAN_HEAD, KEYWORD)
    return not any(pattern.match(words) for pattern in others)


def _beside_page(printed: Sequence[tuple[int, str]], index: int) -> bool:
    """Whether a number of a page stands right before or after a line."""
    near = (printed[at][1] for at in (index - 1, index + 1) if 0 <= at < len(printed))
    return any(is_noise(words) and breaks_page(words) for words in near)
