"""The title of a report, note or letter: by its style, or by its place among the lines of the head."""

import re
from collections.abc import Sequence

from throughline.readers.resolution.structure import shapes
from throughline.readers.resolution.structure.blocks import Block
from throughline.readers.resolution.structure.symbol_lines import symbol_alone

_TITLE_STYLE = "titlehch"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|janvier|février|mars|"
    r"avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
)
# Lines that say where and when a paper belongs; its titles stand after the last of them.
_PLACE_LINE = re.compile(
    r"^\W{0,3}(?:(?:Agenda\s)?items?\s\d.{0,80}|Points?\s\d.{0,60}|(?:[\w-]+\s){1,5}(?:session|meeting|séance)\W{0,3}"
    rf"|Distr\b.{{0,40}}|Original\b.{{0,40}}|GENERAL|LIMITED|.{{0,60}}\d\s?(?:\([apm.]{{2,5}}\)\s)?{_MONTH}\s\d{{4}}\W{{0,3}})$",
    re.IGNORECASE,
)
# Lines that name a kind of paper and mostly its author; the title stands above them, or they are the title.
_GENRE = re.compile(
    r"^\W{0,3}(?:(?:(?:joint|progress|annual|final|interim|consolidated|[\w-]+th|first|second|third)\s){0,3}"
    r"(?:reports?|notes?|memorandum|[\w-]+\spaper|communication)\s(?:of|by|from|on|to|du|de)\b"
    r"|(?:identical\s)?letters?\sdated\b|rapport\sd|note\sd)",
    re.IGNORECASE,
)
_OFFICER = re.compile(
    r"(?:Secretary-General|Secretariat|Director(?:-General)?|Executive Secretary|Committee)\W{0,3}$", re.I
)
_OWN_TITLE = re.compile(r"^\W{0,3}(?:(?:annotated\s)?provisional\sagenda|(?:draft\s)?rules\sof\sprocedure)\b", re.I)
_BULLETIN = re.compile(
    r"^\W{0,3}(?:Secretary-General.s bulletin|Administrative instruction|Information circular)\W{0,3}$"
)
_TEXT_BEGINS = re.compile(
    r"^\W{0,3}(?:Introduction|Summary|Abstract|Contents|Table of contents|Purpose|Background|Executive summary|Résumé"
    r"|Sommaire|Annex\b.{0,20})\W{0,3}$",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(
    r"(?:\b(?:of|the|and|on|for|in|to|by|at|from|with|de|du|des|la|et|united|united nations|or|its)|[,:–-])\s*$", re.I
)
_HASH = re.compile(r"^#{1,3}\s+(?P<title>\S.{2,300})$")
_LONGEST = 400
_HEAD = 30


def title_of_report(body: Sequence[Block]) -> str | None:
    """The title of a paper that asks nothing, from its blocks in order; None where its head has none.

    A file that sets titles in a style of their own says it; else it is the last line above "Report of ...", that
    line itself where nothing but session, item and date stands above it, or the first line after those.
    """
    own = [block for block in body if re.sub(r"[\W_]", "", block.style).lower() == _TITLE_STYLE]
    titled = [words for words in map(_words, own[:2]) if words and not _GENRE.match(words)]
    if titled:
        return _plain(" ".join(titled))
    head = _head_of(body)
    hashed = next((found["title"] for block in body[:_HEAD] if (found := _HASH.match(_words(block)))), None)
    if hashed is not None:
        return _plain(hashed)
    places = [index for index, words in enumerate(head) if _is_place(words)]
    agenda = next((index for index, words in enumerate(head) if _OWN_TITLE.match(words)), None)
    if agenda is not None:
        return _plain(_joined(head[agenda:])[0])
    genre = _author_line(head)
    if genre is not None:
        alone = -1 if _OFFICER.search(head[genre]) else genre - 1
        above = _joined(head[max((at for at in places if at < genre), default=alone) + 1 : genre])
        return _plain(above[-1] if above else _joined(head[genre:])[0])
    bulletin = next((index for index, words in enumerate(head) if _BULLETIN.match(words)), None)
    start = bulletin if bulletin is not None else max(places, default=None)
    after = _joined(head[start + 1 :]) if start is not None else []
    return _plain(after[0]) if after else None


def _author_line(head: Sequence[str]) -> int | None:
    """The line that names a kind of paper and its author; of two in a row, the first is the title of the second."""
    genre = next((index for index, words in enumerate(head) if _GENRE.match(words)), None)
    if genre is not None and genre + 1 < len(head) and _GENRE.match(head[genre + 1]):
        return genre + 1
    return genre


def _head_of(body: Sequence[Block]) -> list[str]:
    """The lines of the head, in order: those before the first paragraph, numbered heading or list of contents."""
    head: list[str] = []
    for block in body[:_HEAD]:
        words = _words(block)
        numbered = block.marker is not None and not _is_place(words)
        if numbered or block.part == "cell" or len(words) > _LONGEST or _TEXT_BEGINS.match(words):
            break
        if _is_sentence(words):
            break
        if words and symbol_alone(words) is None:
            head.append(words)
    return head


def _is_sentence(words: str) -> bool:
    return len(words) > 120 and shapes.ends_with_stop(words)


def _is_place(words: str) -> bool:
    return _PLACE_LINE.match(words) is not None or shapes.DATE.match(words) is not None


def _joined(lines: Sequence[str]) -> list[str]:
    """Lines with those that go on put behind the one that they continue."""
    joined: list[str] = []
    for words in lines:
        if joined and (_RUNS_ON.search(joined[-1][-40:]) or words[:1].islower()):
            joined[-1] = f"{joined[-1]} {words}"
        else:
            joined.append(words)
    return joined


def _words(block: Block) -> str:
    return re.sub(r"\s+", " ", block.raw).strip()


def _plain(words: str) -> str | None:
    return re.sub(r"(?<=\w)\*{1,3}$|[*†]{1,3}$", "", words.strip(" *_")).strip() or None
