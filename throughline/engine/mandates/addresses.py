"""Public addresses of documents, their paragraphs and acts (docs/addresses.md)."""

from throughline.engine.addresses import LONGEST, digest_address, distinct
from throughline.engine.mandates.records import Document, Paragraph


def document_address(symbol: str | None, sha256: str) -> str:
    """The symbol in one line; where there is none, or none that can be an address, the digest stands for it."""
    text = " ".join((symbol or "").split())
    if not text or len(text) > LONGEST or "#" in text:
        return digest_address(sha256)
    return text


def fragment_of(paragraph: Paragraph, position: int) -> str:
    """The place of a paragraph in its document: what its id says after `#`; `n` and its order if it says nothing."""
    fragment = paragraph.id.rpartition("#")[2].strip()
    return fragment[:LONGEST] or f"n{position + 1}"


def fragments_of(document: Document) -> list[str]:
    """The fragments of all paragraphs in order, each once in the document."""
    return distinct(fragment_of(paragraph, at) for at, paragraph in enumerate(document.paragraphs))


def paragraph_address(document: str, fragment: str) -> str:
    """`A/RES/78/243#7(b)`."""
    return f"{document}#{fragment}"


def act_address(paragraph: str, position: int) -> str:
    """`A/RES/78/243#7(b)/a1`: acts are counted from 1 in their paragraph, positions from 0."""
    return f"{paragraph}/a{position + 1}"
