"""XML from files that nobody vouches for: no entities, no network, bounded depth and size."""

from lxml import etree

from throughline.engine.findings import Sentence
from throughline.readers.document.limits import MAX_PART_BYTES, MAX_XML_DEPTH, MAX_XML_TAGS, refusal
from throughline.readers.document.records import Unreadable

_PROLOG = 65_536
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def parse_xml(data: bytes, where: str) -> etree._Element:
    """The root element of an XML part called `where`.

    Raises `Unreadable`: `DOC-SIZE` (too large), `DOC-ENTITIES` (a document type, with which entities are declared),
    `DOC-DEPTH` (nested too deeply), `DOC-DAMAGED` (not well-formed, cut off).
    """
    refuse_unsafe(data, where)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,  # the parser itself stops at MAX_XML_DEPTH
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise malformed(where, str(error)) from error
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.doctype:
        raise _entities(where)
    return root


def refuse_unsafe(data: bytes, where: str) -> None:
    """Refuse XML before it is parsed: `DOC-SIZE` where there is too much, `DOC-ENTITIES` for a document type."""
    if len(data) > MAX_PART_BYTES or data.count(b"<") > MAX_XML_TAGS:
        raise refusal(
            "DOC-SIZE",
            where,
            Sentence("%(where)s holds more XML than one part of a document may: split the document.", where=where),
        )
    if any(doctype in data[:_PROLOG] for doctype in _DOCTYPES):
        raise _entities(where)


def _entities(where: str) -> Unreadable:
    message = Sentence(
        "%(where)s declares a document type, which can hide entities: save it anew as docx, or as XML without one.",
        where=where,
    )
    return refusal("DOC-ENTITIES", where, message)


def _too_deep(where: str) -> Unreadable:
    message = Sentence(
        "%(where)s nests elements more than %(most)s deep: save it anew from the program that made it.",
        where=where,
        most=MAX_XML_DEPTH,
    )
    return refusal("DOC-DEPTH", where, message)


def malformed(where: str, error: str) -> Unreadable:
    """The exception for XML that the parser stopped at: `DOC-DEPTH` or `DOC-DAMAGED`, with the reason it gave."""
    if "depth" in error.lower():
        return _too_deep(where)
    reason = error.split(" (<string>")[0][:200]
    message = Sentence(
        "%(where)s is not well-formed XML (%(reason)s): the file was damaged or cut; get it anew from its source.",
        where=where,
        reason=reason,
    )
    return refusal("DOC-DAMAGED", where, message)


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace, "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def whole_number(value: str | None, otherwise: int = 1) -> int:
    """A whole number from an attribute; nonsense gives `otherwise`."""
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise
