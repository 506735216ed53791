"""Web pages: block elements to lines, tables to grids, scripts and styles left out."""

import codecs
import re

from lxml import etree

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.readers.document.draft import Draft
from throughline.readers.document.emphasis import BOLD, DELETED, INSERTED, ITALIC, SUPERSCRIPT
from throughline.readers.document.flow import LINE_BREAK, Flow
from throughline.readers.document.kinds import extension_of
from throughline.readers.document.limits import MAX_TEXT_CHARACTERS, MAX_XML_TAGS, refusal
from throughline.readers.document.markup import local_name, whole_number
from throughline.readers.document.records import SourceText, Unreadable, View
from throughline.readers.document.text import decode

_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "html", "legend", "li", "main", "menu", "nav", "noscript", "ol", "option", "p", "pre"),
        *("section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul"),
    ]
)
_SILENT = frozenset(("head", "script", "style", "template", "svg", "math", "object", "iframe"))
_FLAGS = {
    **dict.fromkeys(("i", "em", "cite", "var", "dfn"), ITALIC),
    **dict.fromkeys(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"), BOLD),
    "sup": SUPERSCRIPT,
}
_CHANGES = {"ins": INSERTED, "del": DELETED, "s": DELETED, "strike": DELETED}
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_ERROR = re.compile(
    r"not found|\b(?:40[0-9]|50[0-9])\b|\berror\b|access denied|forbidden|unavailable|not available|"
    r"does not exist|no document|bad gateway|sign in|log ?in\b|introuvable|no encontrad[oa]",
    re.I,
)
_EXCUSE = 300
_ERROR_PAGE_CHARACTERS = 2_000
"""A page that excuses itself is shorter, and does so at its beginning."""


def read_html(data: bytes, name: str, sha256: str, view: View) -> SourceText:
    """The source text of a page; `style` is the element that a line stands in, with its class after a dot.

    Raises `Unreadable`: `DOC-SIZE`; `DOC-HTML-ERROR` where the name promises a document and the page excuses itself;
    `DOC-NO-TEXT` where there is nothing to read.
    """
    if len(data) > 4 * MAX_TEXT_CHARACTERS or data.count(b"<") > MAX_XML_TAGS:
        raise refusal("DOC-SIZE", name, Sentence("%(name)s is longer than a page may be: split it.", name=name))
    text, findings = _decoded(data, name)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise refusal(
            "DOC-NO-TEXT", name, Sentence("%(name)s holds no text: get the document anew from its source.", name=name)
        )
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise refusal(
            "DOC-DEPTH",
            name,
            Sentence("%(name)s is nested too deeply to be read: save it anew in another format.", name=name),
        )
    draft = Draft(name)
    reader = _Reader(draft, view)
    reader.read(root)
    properties = _properties(root)
    _refuse_error_page(draft.text(), properties.get("title", ""), name)
    return SourceText(
        file=name,
        sha256=sha256,
        format="html",
        text=draft.text(),
        lines=tuple(draft.lines),
        tables=draft.finished_tables(),
        tracked=reader.is_tracked,
        properties=properties,
        findings=findings,
    )


def _decoded(data: bytes, name: str) -> tuple[str, tuple[Finding, ...]]:
    """The page as text: the encoding that it declares where that fits, else as for plain text."""
    declared = _CHARSET.search(data, 0, 4096)
    encoding = "utf-8" if declared is None else declared.group(1).decode("ascii", errors="replace").lower()
    if encoding not in ("utf-8", "utf8") and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        encoding = "cp1252" if encoding in ("iso-8859-1", "latin1", "us-ascii", "ascii") else encoding
        try:
            if codecs.lookup(encoding).name.startswith(("cp", "iso8859", "koi8", "gb", "big5", "shift", "euc", "mac")):
                return data.decode(encoding, errors="replace").replace("\0", " "), ()
        except LookupError:
            message = Sentence(
                "%(name)s names an encoding that is not known (%(encoding)s): check odd characters.",
                name=name,
                encoding=encoding,
            )
            unknown = Finding("DOC-ENCODING", Severity.WARNING, name, message)
            text, findings = decode(data, name)
            return text, (unknown, *findings)
    return decode(data, name)


def _refuse_error_page(text: str, title: str, name: str) -> None:
    words = text.strip()
    promised = extension_of(name) not in ("html", "htm", "xhtml", "")
    if promised and len(words) < _ERROR_PAGE_CHARACTERS and (not words or _ERROR.search(f"{title}\n{words[:_EXCUSE]}")):
        excuse = " ".join((title or words).split())[:80]
        said = f" (“{excuse}”)" if excuse else ""
        raise refusal(
            "DOC-HTML-ERROR",
            name,
            Sentence(
                "%(name)s is a web page%(said)s saved in place of the document: get the document anew from its source.",
                name=name,
                said=said,
            ),
        )
    if not words:
        raise _without_text(name)


def _without_text(name: str) -> Unreadable:
    return refusal(
        "DOC-NO-TEXT", name, Sentence("%(name)s holds no text: get the document anew from its source.", name=name)
    )


def _properties(root: etree._Element) -> dict[str, str]:
    """The page's title and what its `meta` elements say, under their names."""
    found: dict[str, str] = {}
    for element in root.iter("title", "meta"):
        key = "title" if element.tag == "title" else (element.get("name") or "").lower()
        said = element.text if element.tag == "title" else element.get("content")
        words = " ".join((said or "").split())
        if key and words:
            found.setdefault(key, words)
    return found


class _Reader:
    """Walks the elements of one page in order."""

    def __init__(self, draft: Draft, view: View) -> None:
        self._flow = Flow(draft)
        self._view = view
        self._blocks: list[str] = []
        self._lists: list[int | None] = []
        self._preformatted = 0
        self.is_tracked = False

    def read(self, root: etree._Element) -> None:
        """Reads the whole page."""
        flags = [0]
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            name = local_name(element)
            if event == "start":
                inner = None if name in _SILENT else self._start(element, name, flags[-1])
                if inner is None:
                    walker.skip_subtree()
                else:
                    self._add(element.text, inner)
                flags.append(flags[-1] if inner is None else inner)
            else:
                flags.pop()
                if name in _BLOCKS:
                    self._end(name)
                self._add(element.tail, flags[-1])
        self._flow.close()

    def _add(self, text: str | None, flags: int) -> None:
        if not text:
            return
        if not self._preformatted or "\n" not in text:
            self._flow.add(text, flags)
            return
        first, *others = text.split("\n")
        self._flow.add(first, flags)
        for line in others:
            self._end_line()
            self._flow.add(line, flags)

    def _start(self, element: etree._Element, name: str, flags: int) -> int | None:
        """The flags of what stands in an element; None where the view leaves it out."""
        if name in _CHANGES:
            self.is_tracked = True
            if self._view is View.MARKED:
                return flags | _CHANGES[name]
            left_out = INSERTED if self._view is View.ADOPTED else DELETED
            return None if _CHANGES[name] == left_out else flags
        style = element.get("style") or ""
        if style:
            flags |= (ITALIC if _ITALIC.search(style) else 0) | (BOLD if _BOLD.search(style) else 0)
        if name == "br":
            self._flow.add(LINE_BREAK, flags)
        elif name in _BLOCKS:
            self._end_line()
            kind = " ".join((element.get("class") or "").split()[:3])
            self._blocks.append(f"{name}.{kind}" if kind else name)
            self._open(element, name)
        return flags | _FLAGS.get(name, 0)

    def _open(self, element: etree._Element, name: str) -> None:
        flow = self._flow
        if name == "table":
            flow.begin_table()
        elif name == "tr":
            cells = [local_name(cell) for cell in element]
            flow.begin_row(self._blocks[-2:-1] == ["thead"] or (bool(cells) and set(cells) == {"th"}))
        elif name in ("td", "th"):
            flow.end_cell()
            flow.begin_cell(whole_number(element.get("rowspan")), whole_number(element.get("colspan")))
        elif name in ("ol", "ul", "menu", "dir"):
            self._lists.append(whole_number(element.get("start")) - 1 if name == "ol" else None)
        elif name == "pre":
            self._preformatted += 1
        elif name == "li":
            flow.label = self._item_label(element)

    def _item_label(self, element: etree._Element) -> str:
        counted = self._lists[-1] if self._lists else None
        if counted is None:
            return "•"
        count = whole_number(element.get("value"), counted + 1)
        self._lists[-1] = count
        return f"{count}."

    def _end(self, name: str) -> None:
        flow = self._flow
        self._end_line()
        if name == "li":
            flow.label = ""
        elif name in ("td", "th"):
            flow.end_cell()
        elif name == "table":
            flow.end_table()
        elif name in ("ol", "ul", "menu", "dir") and self._lists:
            self._lists.pop()
        elif name == "pre":
            self._preformatted -= 1
        self._blocks.pop()

    def _end_line(self) -> None:
        self._flow.end_line(self._blocks[-1] if self._blocks else "", len(self._lists))
