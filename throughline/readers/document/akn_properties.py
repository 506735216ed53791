"""What an Akoma Ntoso document says of itself: dates, symbol, title, session, agenda item, votes."""

from collections.abc import Iterator

from lxml import etree

from throughline.readers.document.markup import local_name

# The namespace of what Throughline says of its own documents when it writes them.
OWN = "urn:throughline:akn"

_DATES = {"adoption": "adopted", "publication": "distributed"}
_INLINES = {"agenda item": "agenda_item", "agenda item name": "agenda_title", "originating document": "origin"}
_ELEMENTS = {
    "docNumber": "number",
    "docTitle": "heading",
    "docType": "type",
    "docProponent": "proponent",
    "docStatus": "status",
    "session": "session",
    "docketNumber": "job_number",
    "docAuthority": "body",
}


def properties_of(root: etree._Element) -> dict[str, str]:
    """Properties by name, each as first found: `symbol`, `title`, `body`, `session`, `agenda_item`, `adopted`, ..."""
    found: dict[str, str] = {}
    for element in root.iter():
        for key, value in _said_by(element, local_name(element)):
            words = " ".join(value.split())
            if words:
                found.setdefault(key, words)
    return found


def _said_by(element: etree._Element, name: str) -> Iterator[tuple[str, str]]:
    role = element.get("refersTo") or ""
    if name == "mainBody":
        # What Throughline says of a document that it wrote.
        own = ((str(key), str(value)) for key, value in element.attrib.items() if OWN in str(key))
        yield from ((f"written_{key.rpartition('}')[2]}", value) for key, value in own)
    if name == "FRBRdate":
        kind = element.get("name") or ""
        yield _DATES.get(kind, f"date_{kind}"), element.get("date") or ""
    elif name == "FRBRlanguage":
        yield "language", element.get("language") or ""
    elif name == "FRBRuri":
        yield "uri", element.get("value") or ""
    elif name == "FRBRnumber":
        yield "work_number", element.get("showAs") or element.get("value") or ""
    elif name == "voting":
        yield "vote", element.get("outcome") or ""
    elif name == "count":
        yield f"vote_{role.removeprefix('#')}", "; ".join(_words(voter) for voter in element.iter("{*}organization"))
    elif name == "inline":
        yield _INLINES.get(element.get("name") or "", ""), _words(element)
    elif name == "docNumber" and role == "#symbol":
        yield "symbol", _words(element)
    elif (name == "docTitle" and role == "#resolutionTitle") or (
        name == "container" and element.get("name") == "title"
    ):
        yield "title", _words(element)
    elif name == "docAuthority" and role == "#publisher":
        yield "publisher", _words(element)
    elif name in _ELEMENTS:
        yield _ELEMENTS[name], _words(element)
        if name == "session":
            yield "session_number", element.get("value") or ""


def _words(element: etree._Element) -> str:
    """The text of an element, notes in it left out."""
    pieces: list[str] = []
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, part in walker:
        if event == "start":
            if local_name(part) == "authorialNote":
                walker.skip_subtree()
            else:
                pieces.append(part.text or "")
        elif part is not element:
            pieces.append(part.tail or "")
    return " ".join("".join(pieces).split())
