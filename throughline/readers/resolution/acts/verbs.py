"""The acting verbs of a paragraph in the language of the document, and those that a keyword line carries."""

from dataclasses import dataclass

from throughline.engine.mandates.records import Addressee
from throughline.readers.resolution.addressees.resolve import who_is_asked
from throughline.readers.resolution.records import RawParagraph
from throughline.readers.resolution.verbs.hits import Hit, hits_after, hits_of
from throughline.readers.resolution.verbs.romance import romance_after, romance_hits

ROMANCE = ("fr", "es")


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword line ("instructs the Director of the Radiocommunication Bureau"): its verb and whom it asks."""

    hit: Hit
    addressees: tuple[Addressee, ...]


def acting_verbs(paragraph: RawParagraph, *, language: str, statement: bool) -> tuple[Hit, ...]:
    """Return the verbs of the body that the paragraph itself prints."""
    if language in ROMANCE:
        return romance_hits(paragraph.text, language)
    return hits_of(paragraph.text, statement=statement, known_verb=paragraph.verb)


def later_verbs(text: str, carried: Hit, *, language: str) -> tuple[Hit, ...]:
    """Return the verbs of the body that an item prints after the one that it inherits."""
    if language in ROMANCE:
        return romance_after(text, Hit(carried.verb, 0, 0), language)
    return hits_after(text, Hit(carried.verb, 0, 0))


def keyword_of(paragraph: RawParagraph, language: str) -> Keyword | None:
    """Return what the keyword over a paragraph carries, None where it is no verb of the body."""
    words = (paragraph.verb or "").strip(" ,:;")
    if not words:
        return None
    hits = romance_hits(words, language) if language in ROMANCE else hits_of(words)
    if not hits:
        return None
    hit = hits[0]
    addressees, _ = who_is_asked(words, hit, len(words), (), language=language)
    return Keyword(hit, addressees)
