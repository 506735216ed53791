"""A document of a governing body as Akoma Ntoso 3.0: preface, preamble, main body with its paragraphs, conclusions."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from throughline.engine.addresses import slug
from throughline.engine.mandates.addresses import fragments_of
from throughline.engine.mandates.records import Document, Paragraph

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:throughline:akn"
"""Our own attributes, by which a document that is read again has the addresses, levels and kinds that it had."""

NAMES: Any = {None: AKN, "tl": OWN}  # the stubs know no default namespace

# ISO 639-2 codes, which the format asks for, of the languages that are read.
LANGUAGES = {"ar": "ara", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "zho"}
UNKNOWN_DAY = "0001-01-01"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")


def akoma_ntoso(document: Document, address: str) -> bytes:
    """The document at its public address as a file in UTF-8; the same document gives the same bytes.

    Operative paragraphs nest as they do in the document; leading verbs are in italics; notes stand at the end of the
    paragraph that bears their mark.
    """
    root = etree.Element(_name("akomaNtoso"), nsmap=NAMES)
    element = etree.SubElement(
        root, _name("doc" if document.kind == "report" else "statement"), name=_safe(document.kind)
    )
    _meta(element, document, address)
    _preface(element, document)
    writing = _Writing(document)
    preamble, body, closing = _parted(document.paragraphs)
    if preamble:
        writing.preamble(etree.SubElement(element, _name("preamble")), preamble)
    main = etree.SubElement(element, _name("mainBody"))
    _own(main, kind=document.kind, profile=document.masthead.profile, language=document.masthead.language)
    writing.body(main, body)
    if closing:
        writing.conclusions(etree.SubElement(element, _name("conclusions")), closing)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _parted(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph], list[Paragraph]]:
    """The paragraphs before the first operative one or annex, those of the body, and the closing ones at the end."""
    begin = 0
    while begin < len(paragraphs) and paragraphs[begin].kind in ("formula", "preambular"):
        begin += 1
    end = len(paragraphs)
    while end > begin and paragraphs[end - 1].kind == "closing" and not paragraphs[end - 1].number:
        end -= 1
    return list(paragraphs[:begin]), list(paragraphs[begin:end]), list(paragraphs[end:])


class _Writing:
    """Writes the paragraphs of one document, each with its address, level and kind."""

    def __init__(self, document: Document) -> None:
        fragments = fragments_of(document)
        self._fragments = {one.id: fragment for one, fragment in zip(document.paragraphs, fragments, strict=True)}
        self._notes = document.notes
        self._parents = {one.parent for one in document.paragraphs if one.parent}
        self._given: set[str] = set()

    def preamble(self, into: etree._Element, paragraphs: Sequence[Paragraph]) -> None:
        """Formulas, and recitals with their numbers where they have any."""
        recitals: etree._Element | None = None
        for one in paragraphs:
            if one.kind == "formula" and not one.number:
                formula = etree.SubElement(into, _name("formula"), name="enactingFormula")
                self._named(formula, one)
                self._words(formula, one)
                recitals = None
                continue
            if recitals is None:
                recitals = etree.SubElement(into, _name("recitals"))
            recital = etree.SubElement(recitals, _name("recital"))
            self._named(recital, one)
            self._number(recital, one)
            self._words(recital, one)

    def body(self, into: etree._Element, paragraphs: Sequence[Paragraph]) -> None:
        """Operative paragraphs within each other; everything else as a part of its own kind."""
        if not paragraphs:
            etree.SubElement(into, _name("p"))
        open_: list[tuple[str, etree._Element]] = []
        for one in paragraphs:
            while open_ and open_[-1][0] != one.parent:
                open_.pop()
            is_operative = one.kind == "operative"
            above = open_[-1][1] if open_ and is_operative else into
            if is_operative:
                element = etree.SubElement(above, _name("paragraph"))
            else:
                element = etree.SubElement(into, _name("hcontainer"), name=_safe(one.kind))
                open_.clear()
            self._named(element, one)
            self._number(element, one)
            holds = is_operative and self._nests(one, paragraphs)
            self._words(etree.SubElement(element, _name("intro" if holds else "content")), one)
            if holds:
                open_.append((one.id, element))

    def conclusions(self, into: etree._Element, paragraphs: Sequence[Paragraph]) -> None:
        """Meeting and date."""
        for one in paragraphs:
            container = etree.SubElement(into, _name("container"), name="closing")
            self._named(container, one)
            self._words(container, one)

    def _nests(self, one: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
        """Whether the next paragraph is an operative one below this."""
        if one.id not in self._parents:
            return False
        after = paragraphs[paragraphs.index(one) + 1 :][:1]
        return bool(after) and after[0].parent == one.id and after[0].kind == "operative"

    def _named(self, element: etree._Element, one: Paragraph) -> None:
        fragment = self._fragments[one.id]
        eid = f"para_{_UNSAFE.sub('_', fragment)}"
        while eid in self._given:
            eid = f"{eid}_"
        self._given.add(eid)
        element.set("eId", eid)
        parent = self._fragments.get(one.parent or "")
        verb = one.verb if one.verb and one.verb not in one.text else None
        _own(element, fragment=fragment, kind=one.kind, level=str(one.level), parent=parent, verb=verb)

    def _number(self, element: etree._Element, one: Paragraph) -> None:
        if one.number:
            etree.SubElement(element, _name("num")).text = _clean(one.number)

    def _words(self, into: etree._Element, one: Paragraph) -> None:
        """The words of a paragraph, its verb in italics, its notes behind them: a record keeps no place for a mark."""
        p = etree.SubElement(into, _name("p"))
        at = one.text.find(one.verb) if one.verb else -1
        if at < 0 or not one.verb:
            p.text = _clean(one.text)
        else:
            p.text = _clean(one.text[:at])
            italic = etree.SubElement(p, _name("i"))
            italic.text, italic.tail = _clean(one.verb), _clean(one.text[at + len(one.verb) :])
        for mark in one.notes:
            # A blank behind each keeps the marks of two notes apart.
            _note(p, mark, self._notes).tail = " "


def _meta(into: etree._Element, document: Document, address: str) -> None:
    head = document.masthead
    meta = etree.SubElement(into, _name("meta"))
    identification = etree.SubElement(meta, _name("identification"), source="#throughline")
    uri = f"/akn/un/statement/{slug(address)}"
    language = LANGUAGES.get(head.language or "", "und")
    adopted = head.adopted if head.adopted and _DAY.fullmatch(head.adopted) else None
    distributed = head.distributed if head.distributed and _DAY.fullmatch(head.distributed) else None
    work = _frbr(identification, "FRBRWork", uri, "adoption" if adopted else "unknown", adopted, head.body or "body")
    etree.SubElement(work, _name("FRBRcountry"), value="un")
    named = "publication" if distributed else "unknown"
    expression = _frbr(identification, "FRBRExpression", f"{uri}/{language}@", named, distributed, head.body or "body")
    etree.SubElement(expression, _name("FRBRlanguage"), language=language)
    _frbr(identification, "FRBRManifestation", f"{uri}/{language}@.xml", "unknown", None, "throughline")
    references = etree.SubElement(meta, _name("references"), source="#throughline")
    for name, says in ((slug(head.body or "body"), head.body or "?"), ("throughline", "Throughline")):
        etree.SubElement(
            references,
            _name("TLCOrganization"),
            eId=_UNSAFE.sub("_", name),
            href=f"/ontology/{name}",
            showAs=_clean(says),
        )


def _frbr(into: etree._Element, name: str, uri: str, kind: str, day: str | None, author: str) -> etree._Element:
    level = etree.SubElement(into, _name(name))
    etree.SubElement(level, _name("FRBRthis"), value=f"{uri}/!main")
    etree.SubElement(level, _name("FRBRuri"), value=uri)
    etree.SubElement(level, _name("FRBRdate"), date=day or UNKNOWN_DAY, name=kind)
    etree.SubElement(level, _name("FRBRauthor"), href=f"#{_UNSAFE.sub('_', slug(author))}")
    return level


def _preface(into: etree._Element, document: Document) -> None:
    head = document.masthead
    preface = etree.Element(_name("preface"))

    def say(element: str, words: str | None, **attributes: str) -> None:
        if words:
            p = etree.SubElement(preface, _name("p"))
            etree.SubElement(p, _name(element), attributes).text = _clean(words)

    say("docAuthority", head.body)
    say("session", head.session)
    say("inline", head.agenda_item, name="agenda item")
    say("docNumber", head.symbol, refersTo="#symbol")
    say("docTitle", head.title, refersTo="#resolutionTitle")
    borne = {mark for one in document.paragraphs for mark in one.notes}
    for mark in [mark for mark in document.notes if mark not in borne]:
        _note(etree.SubElement(preface, _name("p")), mark, document.notes)
    if len(preface):
        into.append(preface)


def _note(into: etree._Element, mark: str, notes: Mapping[str, str]) -> etree._Element:
    note = etree.SubElement(into, _name("authorialNote"), marker=_clean(mark))
    etree.SubElement(note, _name("p")).text = _clean(notes.get(mark, ""))
    return note


def _name(name: str) -> str:
    return f"{{{AKN}}}{name}"


def _own(element: etree._Element, **values: str | None) -> None:
    for name, value in values.items():
        if value is not None:
            element.set(f"{{{OWN}}}{name}", _clean(value))


def _safe(name: str) -> str:
    return _UNSAFE.sub("-", name)


def _clean(text: str) -> str:
    """The text with what XML cannot hold replaced by the mark for a character that is lost."""
    return _NOT_IN_XML.sub("\ufffd", text)
