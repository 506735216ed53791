"""Short names of documents ("the report of the Advisory Committee"): learned from notes, understood afterwards."""

import re
from dataclasses import dataclass, field

from throughline.readers.resolution.citations.parts import part_before
from throughline.readers.resolution.citations.records import Cited
from throughline.readers.resolution.lexicon.wordlist import word_set

_AUTHOR = (
    r"(?P<author>(?:[A-Z][\w-]*(?:['’]s)?)(?:(?:,? (?:and|of|on|for|to|in|the|of the|for the|on the|to the|in "
    r"the))? [A-Z][\w-]*)*|"
    r"(?:the )?(?:independent expert|working group|expert group|panel of experts))"
)
NAMED = re.compile(
    r"\b(?P<doc>reports?|notes?|letters?|studies|study|bulletins?|comments|statements?)\s+(?:of|by|from|"
    r"submitted by|prepared by|dated [\w ]{5,20} from)\s+"
    r"(?:the )?" + _AUTHOR
)
_ADVICE = re.compile(
    r"\b(?P<doc>recommendations|conclusions and recommendations|observations and recommendations|observations|"
    r"conclusions|findings)\s+(?:of|by|made by|from)\s+(?:the )?"
    r"(?P<author>Joint Inspection Unit|Advisory Committee|Board of Auditors|Office of Internal Oversight Services|"
    r"Independent Audit Advisory Committee|Committee for Programme and Coordination|International Civil Service "
    r"Commission)\b"
)
_GENERAL = re.compile(
    r"\b(?:next|forthcoming|future|annual|subsequent|following|all|any|previous|past|earlier|last|regular|"
    r"periodic|upcoming|each|every|no|an?|further|"
    r"other|many|such|his|her|their|its)\s+(?:[a-z-]+ ){0,3}$"
)
_DOCS = (
    "report",
    "note",
    "letter",
    "stud",
    "bulletin",
    "comment",
    "statement",
    "recommendation",
    "conclusion",
    "finding",
)
_SKIPPED = word_set("the of on and in for to a an by with its their")


@dataclass(frozen=True, slots=True)
class Known:
    """A document that a note has named: what it is, whose it is, the words that followed, its symbol and note.

    `block` counts the preambles of a paper that has several ("Having considered ..." in each of its sections).
    """

    doc: str
    author: str
    topic: frozenset[str]
    symbol: str
    mark: str
    block: int = 0


@dataclass(slots=True)
class Names:
    """The documents named so far in one paper."""

    known: list[Known] = field(default_factory=list)
    block: int = 0
    preamble: bool = True

    def enter(self, kind: str) -> None:
        """Go on to a paragraph of this kind: a preamble after operative paragraphs opens the next block."""
        if kind == "preambular" and not self.preamble:
            self.block += 1
        if kind in ("preambular", "operative"):
            self.preamble = kind == "preambular"

    def learn(self, phrase: "Phrase", symbol: str, mark: str) -> None:
        """Remember that the words stand for the document with this symbol."""
        self.known.append(Known(phrase.doc, phrase.author, phrase.topic, symbol, mark, self.block))

    def find(self, phrase: "Phrase") -> Known | None:
        """Return the document meant by the words, None where none fits."""
        fitting = [one for one in self.known if one.doc == phrase.doc and _same_author(one.author, phrase.author)]
        here = [one for one in fitting if one.block == self.block]
        fitting = here or fitting
        symbols = {one.symbol for one in fitting}
        if len(symbols) > 1 and phrase.topic:
            best = max(len(one.topic & phrase.topic) for one in fitting)
            fitting = [one for one in fitting if len(one.topic & phrase.topic) == best] if best else []
            fitting.sort(key=lambda one: len(one.topic - phrase.topic))
        # Where the words fit several, the one that the body had before it, named first, is meant.
        return fitting[0] if fitting else None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name a document: where they stand, what it is, whose it is, and what it is about."""

    start: int
    end: int
    doc: str
    author: str
    topic: frozenset[str]


def phrases_in(text: str) -> list[Phrase]:
    """Return the words of a text that name a definite document by its author, in order."""
    found: list[Phrase] = []
    if not any(word in text for word in _DOCS):
        return found
    for pattern in (NAMED, _ADVICE):
        for match in pattern.finditer(text):
            if _GENERAL.search(text[max(0, match.start() - 60) : match.start()]):
                continue
            if found and any(one.start < match.end() and match.start() < one.end for one in found):
                continue
            following = re.split(r"[,;.]| and (?:the|in|its|on)\b", text[match.end() : match.end() + 220])[0]
            topic = _topic(following)
            found.append(Phrase(match.start(), match.end(), _kind(match["doc"]), match["author"], topic))
    return sorted(found, key=lambda one: one.start)


def _topic(words: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[a-z]{4,}|(?:19|20)\d\d", words.casefold()) if w not in _SKIPPED)


_GOES_ON = re.compile(r"\s*,?\s*(?:and\s+)?(?:on|for|concerning|regarding)\s+")


def going_on(text: str, last: Phrase, earlier: int, position: int) -> Phrase | None:
    """ "the reports of the Chair on wheels¹ and on weirs²": the second paper, named by what it is about alone."""
    plural = re.match(r"[a-z]+(?:ts|es|ers|ins|ies)\b", text[last.start :])
    if plural is None or not _GOES_ON.match(text, earlier, position):
        return None
    return Phrase(earlier, position, last.doc, last.author, _topic(text[earlier:position]))


def before_mark(phrases: list[Phrase], position: int, earlier: int) -> Phrase | None:
    """Return the last of the documents named between `earlier` and the note mark at `position`."""
    window = max(earlier, position - 420)
    named = [one for one in phrases if window <= one.start and one.end <= position]
    return named[-1] if named else None


def cited_by_name(text: str, phrase: Phrase, known: Known) -> Cited:
    """Return the citation that a short name makes, with the part said before it."""
    part, start = part_before(_through_article(text[: phrase.start]))
    article = re.search(r"\bthe\s+(?:[a-z-]+\s+){0,3}$", text[: phrase.start]) if part is None else None
    begin = start if part else article.start() if article else phrase.start
    return Cited(begin, phrase.end, text[begin : phrase.end].strip(), known.symbol, part)


def _through_article(words: str) -> str:
    return re.sub(
        r"(?:the\s+)?(?:(?:related|relevant|first|second|third|fourth|fifth|progress|present)\s+)*$", "", words
    )


def _kind(doc: str) -> str:
    word = doc.casefold()
    if word.startswith(("report", "recommendation", "conclusion", "observation", "finding", "stud")):
        return "report"
    return word.rstrip("s")


def _same_author(one: str, other: str) -> bool:
    a, b = one.removesuffix("'s").split(), other.removesuffix("'s").split()
    shorter, longer = (a, b) if len(a) <= len(b) else (b, a)
    return longer[: len(shorter)] == shorter and not (
        len(shorter) == 1 and len(longer) > 1 and shorter[0] in ("Special", "Committee")
    )
