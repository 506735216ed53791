"""Akoma Ntoso out: every paragraph, number and text of a resolution comes back when it is read again."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.store_records import full_resolution, report, resolution
from throughline.engine.mandates.records import Document, Masthead, Paragraph
from throughline.readers.files import read_any, read_data
from throughline.readers.resolution.structure.written import DEEPEST, KINDS, OF_PARAGRAPHS
from throughline.writers.akoma_ntoso import AKN, akoma_ntoso

SHARED = (Path(__file__).resolve().parent.parent / "../shared/data/resolutions").resolve()
REAL = (
    sorted(path for path in SHARED.rglob("*") if path.suffix in (".xml", ".txt", ".docx", ".pdf"))
    if SHARED.is_dir()
    else []
)
NESTED = Document(
    kind="resolution",
    file="boats.txt",
    sha256="0" * 64,
    format="txt",
    masthead=Masthead("A/RES/1/2", "General Assembly", "First session", "Boats", "7", "1946-02-01", None, "en", "ga"),
    paragraphs=(
        Paragraph("A/RES/1/2#f1", "formula", None, 1, None, None, "The General Assembly,", (0, 0)),
        Paragraph("A/RES/1/2#p1", "preambular", None, 1, None, "Recalling", "Recalling its harbours,", (0, 0)),
        Paragraph("A/RES/1/2#1", "operative", "1", 1, None, "Requests", "Requests boats:", (0, 0), notes=("1",)),
        Paragraph("A/RES/1/2#1(a)", "operative", "(a)", 2, "A/RES/1/2#1", None, "To float & stay <dry>;", (0, 0)),
        Paragraph("A/RES/1/2#1(b)", "operative", "(b)", 2, "A/RES/1/2#1", None, "To sail:", (0, 0)),
        Paragraph("A/RES/1/2#1(b)(i)", "operative", "(i)", 3, "A/RES/1/2#1(b)", None, "North;", (0, 0)),
        Paragraph("A/RES/1/2#h.1", "heading", None, 1, None, None, "Harbours", (0, 0)),
        Paragraph("A/RES/1/2#2", "operative", "2", 1, None, "Decides", "Decides to go on.", (0, 0)),
        Paragraph("A/RES/1/2#c1", "closing", None, 1, None, None, "1st meeting", (0, 0)),
    ),
    notes={"1": "See boat 5.", "2": "A note that no paragraph bears."},
)


def said(document: Document) -> list[tuple[object, ...]]:
    """What must come back; white space is folded, as it is in every file of this format."""
    return [
        (one.kind, one.number, one.level, one.verb, " ".join(one.text.split()), one.notes)
        for one in document.paragraphs
    ]


def back(document: Document) -> Document:
    again = read_data(akoma_ntoso(document, document.masthead.symbol or "X"), "again.xml")
    assert isinstance(again, Document)
    return again


def test_a_resolution_comes_back_with_everything() -> None:
    again = back(NESTED)
    assert said(again) == said(NESTED)
    assert again.masthead == NESTED.masthead
    assert [one.id for one in again.paragraphs] == [one.id for one in NESTED.paragraphs]
    assert [one.parent for one in again.paragraphs] == [one.parent for one in NESTED.paragraphs]
    assert again.notes == NESTED.notes
    assert again.findings == ()


def test_paragraphs_nest_as_they_do_in_the_text() -> None:
    root: Any = etree.fromstring(akoma_ntoso(NESTED, "A/RES/1/2"))
    names = {"a": AKN}
    assert root.xpath("count(//a:mainBody/a:paragraph)", namespaces=names) == 2
    inner = "//a:paragraph/a:paragraph/a:paragraph/a:num/text()"
    assert root.xpath(inner, namespaces=names) == ["(i)"]
    assert root.xpath("//a:paragraph[1]/a:intro/a:p/a:i/text()", namespaces=names)[0] == "Requests"
    eids = root.xpath("//@eId")
    assert len(eids) == len(set(eids))


def test_the_same_document_gives_the_same_bytes() -> None:
    assert akoma_ntoso(NESTED, "A/RES/1/2") == akoma_ntoso(replace(NESTED), "A/RES/1/2")


@pytest.mark.parametrize("document", [resolution(), full_resolution(), report(), replace(NESTED, paragraphs=())])
def test_any_document_can_be_written(document: Document) -> None:
    assert said(back(document)) == said(document)


def test_characters_that_xml_cannot_hold_are_marked() -> None:
    one = replace(NESTED.paragraphs[-2], text="Decides \x0b to go on.")
    assert back(replace(NESTED, paragraphs=(one,))).paragraphs[0].text == "Decides \ufffd to go on."


LIES = [
    ('tl:kind="resolution"', 'tl:kind="programme budget"'),
    ('tl:kind="operative"', 'tl:kind="anything"'),
    ('tl:level="1"', 'tl:level="99999999999"'),
    ('tl:level="1"', 'tl:level="one"'),
    ('tl:fragment="1"', 'tl:fragment=""'),
]


@pytest.mark.parametrize(("true", "lie"), LIES)
def test_what_a_file_says_of_itself_is_believed_only_where_it_can_be_true(true: str, lie: str) -> None:
    """Otherwise it is read as any other file of this format is: by its words."""
    content = akoma_ntoso(NESTED, "A/RES/1/2").decode()
    assert true in content
    read = read_data(content.replace(true, lie, 1).encode(), "lie.xml")
    assert isinstance(read, Document)
    assert read.kind in KINDS
    assert all(one.kind in OF_PARAGRAPHS and one.level <= DEEPEST for one in read.paragraphs)


def test_a_day_or_a_language_that_is_none_is_left_out() -> None:
    content = akoma_ntoso(NESTED, "A/RES/1/2").decode().replace("1946-02-01", "1946-02-31")
    read = read_data(content.replace('tl:language="en"', f'tl:language="{"e" * 60}"').encode(), "lie.xml")
    assert isinstance(read, Document)
    assert (read.masthead.adopted, read.masthead.language) == (None, None)


@pytest.mark.skipif(not REAL, reason="the folder shared, with real documents, is not beside the repository")
def test_every_real_resolution_comes_back() -> None:
    """Every tenth of them; all 793 that can be read did when this was written."""
    wrong = []
    for path in REAL[::10]:
        document = read_any(path)
        if isinstance(document, Document) and said(back(document)) != said(document):
            wrong.append(path.name)
    assert wrong == []
