"""Real documents beside the repository, where they are there: all are read, and no character of theirs is lost."""

import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tests.readers.files import part_of
from throughline.readers.document import SourceText, Unreadable, read_file, read_source

SHARED = (Path(__file__).resolve().parents[2] / "../shared").resolve()
FILES = (
    sorted(
        path
        for folder in ("seeds", "data/resolutions", "data/programme-budget-2026")
        for path in (SHARED / folder).rglob("*")
    )
    if SHARED.is_dir()
    else []
)
DOCX = [path for path in FILES if path.suffix == ".docx"]
AKN = [path for path in FILES if path.suffix == ".xml"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOT_READ = {".json": "DOC-FORMAT", ".tsv": "DOC-SPREADSHEET", ".doc": "DOC-BINARY-DOC"}

pytestmark = pytest.mark.skipif(
    not FILES, reason="the folder shared, with real documents, is not beside the repository"
)


@cache
def source_of(path: Path) -> SourceText:
    return read_file(path)


def names(paths: list[Path]) -> list[str]:
    return [path.name[:40] for path in paths]


def test_every_real_file_is_read_or_refused_with_a_reason() -> None:
    for path in FILES:
        if not path.is_file() or path.suffix in (".json", ".tsv"):
            continue
        try:
            source = source_of(path)
        except Unreadable as unreadable:
            assert unreadable.finding.code == NOT_READ.get(path.suffix), path.name
            continue
        assert source.lines, path.name
        position = 0
        for line in source.lines:
            assert source.text[line.start : line.end] == line.text
            assert source.text[position : line.start].strip() == ""
            position = line.end
        for table in source.tables:
            for cell in table.cells:
                assert source.text[cell.start : cell.end] == cell.text


def printed(root: etree._Element) -> Counter[str]:
    """The characters of a part that are printed: what stands in `w:t`, not deleted, not twice for old programs."""
    etree.strip_elements(root, f"{W}del", f"{W}moveFrom", "{*}Fallback", with_tail=False)
    for note in (*root.iter(f"{W}footnote"), *root.iter(f"{W}endnote")):
        if note.get(f"{W}type", "normal") != "normal":
            note.clear()
    return Counter("".join("".join(element.text or "" for element in root.iter(f"{W}t")).split()))


@pytest.mark.parametrize("path", DOCX, ids=names(DOCX))
def test_no_character_of_a_real_docx_is_lost(path: Path) -> None:
    data = path.read_bytes()
    source = source_of(path)
    parts = ["word/document.xml"]
    relations = etree.fromstring(part_of(data, "word/_rels/document.xml.rels"))
    for relation in relations:
        kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
        if kind in ("header", "footer", "footnotes", "endnotes", "comments"):
            parts.append(f"word/{relation.get('Target')}")
    held = Counter("".join(source.text.split()))
    expected: Counter[str] = Counter()
    for one in parts:
        expected.update(printed(etree.fromstring(part_of(data, one))))
    assert expected - held == Counter()


@pytest.mark.parametrize("path", AKN, ids=names(AKN))
def test_no_character_of_a_real_akoma_ntoso_file_is_lost(path: Path) -> None:
    source = source_of(path)
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(remove_comments=True, remove_pis=True))
    for meta in root.iter("{*}meta"):
        for child in list(meta):
            meta.remove(child)
    expected = Counter("".join("".join(str(text) for text in root.itertext()).split()))
    held = Counter("".join(f"{source.text}{''.join(line.label for line in source.lines)}".split()))
    assert expected - held == Counter()


def test_the_real_programme_budget_is_read_within_its_share_of_the_time() -> None:
    fascicles = [path for path in DOCX if "programme-budget" in str(path.parent)]
    data = [(path.read_bytes(), path.name) for path in fascicles]
    began = time.process_time()
    for content, name in data:
        read_source(content, name)
    assert time.process_time() - began < 12
