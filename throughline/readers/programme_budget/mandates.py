"""Legislative mandates as a fascicle lists them: one entry for each symbol, with the body from the heading above."""

import re
from collections.abc import Iterator, Sequence

from throughline.engine.findings import Finding, Sentence, Severity
from throughline.engine.mandates.organs import organ_named
from throughline.engine.mandates.records import ListedMandate
from throughline.engine.mandates.symbols import normalise
from throughline.engine.sources import Cell
from throughline.readers.document.records import SourceText
from throughline.readers.programme_budget.records import Outline, PlacedTable
from throughline.readers.programme_budget.tables import Cells, PlainCell

_PART = re.compile(
    r",?\s*\(?(?P<part>(?:annex(?:es)?|sect(?:ion)?s?\.?|chap(?:ter)?s?\.?|paras?\.?|paragraphs?|part|parts|resolution"
    r"|recommendation|art(?:icle)?s?\.?)\s+[IVXL\dA-Z][^;]{0,80}?)\)?$",
    re.I,
)
_KINDS = (
    r"(?:ministerial |agreed |joint |conference |procedural )*"
    r"(?:resolutions?|decisions?|mandates?|declarations?|statements?|conclusions?|recommendations?|communiqués?|reports?|notes?|protocols?|conventions?|agreements?)"
)
_ORGAN_TAIL = re.compile(rf"\s+{_KINDS}(?:(?:,| and| and/or)\s+{_KINDS})*$", re.I)
_ONLY_KINDS = re.compile(rf"(?:{_KINDS})(?:(?:,| and| and/or)\s+{_KINDS})*", re.I)
_SYMBOL_LIKE = re.compile(
    r"(?:(?:resolution|decision|statement)s?\s+)?(?=[^ ]{0,24}\d)[A-Z0-9][\w./()–-]*"
    r"(?:\s?\([^()]{1,14}\)|\s[A-Z](?:[–-][A-Z])?)*",
    re.I,
)
_LONGEST_SYMBOL = 80
_AFTER_ROMAN = re.compile(r"(\d{1,4})\s?(\((?:[IVXL]+|E?S-[IVXL]+)\))\s?([A-Z])$")
_YEAR_BEFORE_ROMAN = re.compile(r"(?:18|19|20)\d\d/(\d{1,4}[A-Z]?\s?\([IVXL]+\))$")
_BRACKETED_PARTS = re.compile(r"\s?\(([A-Z])\s?[–-]\s?([A-Z])\)$")
_CORRIGENDUM = re.compile(r"/(?:Corr|Add)\.\d{1,2}$")
_LETTERS_ONLY = re.compile(r"[A-Z]$")
_RUN_TOGETHER = re.compile(r"(\d{1,3})/(\d{1,6})/(\d{1,3})$")
_BULLET = re.compile(r"^[•·▪–—-]\s*")
# Heads that name an organ by its office alone mean the organ of the section's own programme.
_OWN_ORGANS = (("settlements", "UN-Habitat"), ("environment", "the United Nations Environment Programme"))


def mandates_of(
    source: SourceText, outline: Outline, cells: Cells
) -> tuple[tuple[ListedMandate, ...], tuple[Finding, ...]]:
    """Read every table and list of mandates; a symbol that no grammar knows is kept as printed, with a finding."""
    found: list[ListedMandate] = []
    findings: list[Finding] = []
    for table in outline.tables:
        if table.kind == "mandates":
            found.extend(_from_table(source, outline, table, cells, findings))
    for index, standing in enumerate(outline.standings):
        if standing.block == "mandates" and standing.role == "item":
            text = _BULLET.sub("", outline.texts[index]).strip()
            head = standing.headings[-1] if standing.headings else ""
            found.append(ListedMandate(standing.place, text, text, _organ(head), None, text))
    return tuple(found), tuple(findings)


def _from_table(
    source: SourceText, outline: Outline, table: PlacedTable, cells: Cells, findings: list[Finding]
) -> Iterator[ListedMandate]:
    head = table.headings[-1] if table.headings else ""
    context = _context(head, outline)
    for at, row in enumerate(cells.rows(source.tables[table.index])):
        printed = [one for one in row if one.text]
        if not printed:
            continue
        first, title = row[0].text, " ".join(one.text for one in row[1:] if one.text)
        if not first and title:
            continue
        pieces = _pieces(row[0])
        for raw in pieces:
            symbol, part = symbol_of(raw, context)
            cell = Cell(table.number, first, head, at, 0)
            if symbol is None and len(row) > 1 and _is_symbol_like(raw) and not raw.isdigit():
                findings.append(_unknown(raw, head, table))
            yield ListedMandate(table.place, symbol or raw, title or first, _organ(context), part, raw, cell)


def symbol_of(raw: str, body: str) -> tuple[str | None, str | None]:
    """The public address of a printed symbol and the part named ("sect. II"); None where no grammar knows it."""
    part = None
    text = raw
    if found := _PART.search(raw):
        text, part = raw[: found.start()].strip(" ,"), found["part"]
        if not text:
            return None, None
    for form in (text, _reordered(text)):
        if form and (symbol := normalise(form, body)):
            return symbol, part
    return None, part


def _reordered(text: str) -> str:
    """Symbols in older or looser forms brought to the usual one: `1472 (XIV) A` is `1472 A (XIV)`."""
    text = _CORRIGENDUM.sub("", text)
    text = _YEAR_BEFORE_ROMAN.sub(r"\1", text)
    text = _BRACKETED_PARTS.sub(r" \1-\2", text)
    return _AFTER_ROMAN.sub(r"\1 \3 \2", text)


def _pieces(cell: PlainCell) -> list[str]:
    """The symbols of a cell: apart at semicolons, at line ends, and at commas or "and" between whole symbols."""
    pieces: list[str] = []
    for line in _joined(cell.lines):
        for piece in re.split(r"\s*;\s*", line):
            pieces.extend(_apart(re.sub(r"\s?/\s?", "/", piece.strip(" ,"))))
    return [piece for piece in pieces if piece]


def _joined(lines: Sequence[str]) -> list[str]:
    """Lines of a cell: each stands for itself when it holds whole symbols, else they are one text that was wrapped."""
    whole = [line.strip(" ;,/") for line in lines]
    if len(whole) > 1 and all(
        _is_symbol_like(piece) for line in whole for piece in re.split(r"\s*[;,]\s*", line) if piece
    ):
        return [line for line in whole if line and not line.endswith("/")]
    return [" ".join(lines)]


def _is_symbol_like(text: str) -> bool:
    return len(text) <= _LONGEST_SYMBOL and _SYMBOL_LIKE.fullmatch(text) is not None


def _apart(piece: str) -> list[str]:
    parts = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", piece)
    if len(parts) > 1 and all(len(part) > 3 and _is_symbol_like(part) and "/" in part for part in parts):
        return parts
    return _run_apart(piece)


def _run_apart(piece: str) -> list[str]:
    """`44/1553/3`, two symbols with nothing printed between them, apart in the one way that makes sense."""
    found = _RUN_TOGETHER.fullmatch(piece)
    if not found:
        return [piece]
    first, middle, last = found.groups()
    ways = [(middle[:at], middle[at:]) for at in range(1, len(middle))]
    sensible = [
        (item, session)
        for item, session in ways
        if len(item) <= 3 and not session.startswith("0") and int(first) <= int(session) <= int(first) + 30
    ]
    if len(sensible) != 1:
        return [piece]
    item, session = sensible[0]
    return [f"{first}/{item}", f"{session}/{last}"]


def _organ(head: str) -> str | None:
    """Name of the body in a heading such as "General Assembly resolutions and decisions"."""
    organ = organ_named(head)
    if organ is not None:
        return organ.name
    if _ONLY_KINDS.fullmatch(head):
        return head
    return _ORGAN_TAIL.sub("", head).strip() or None


def _context(head: str, outline: Outline) -> str:
    """The heading, with the section's own programme named where the heading names an organ by its office alone."""
    if organ_named(head) is None and re.match(r"governing council|governing body", head, re.I):
        words = f"{outline.head.title} {outline.head.programme_title}".casefold()
        for word, owner in _OWN_ORGANS:
            if word in words:
                return re.sub(r"governing (?:council|body)", f"Governing Council of {owner}", head, flags=re.I)
    return head


def _unknown(raw: str, head: str, table: PlacedTable) -> Finding:
    return Finding(
        "PB-SYMBOL",
        Severity.INFO,
        f"mandates of {table.place or 'the programme'}, {head}",
        Sentence(
            "“%(raw)s” is no symbol that is known for “%(head)s”: it is kept as printed and is not "
            "linked to a document.",
            raw=raw,
            head=head,
        ),
        (raw,),
    )
