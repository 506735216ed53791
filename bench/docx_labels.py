"""Labels of docx resolutions from their own styles and italics, read apart from the product's readers."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBER = re.compile(r"^(?:(\d{1,3})\.|\(([a-z]{1,5})\))\s+")
_HEADING_STYLES = re.compile(r"(?:^|_)\s*H_?\d|heading|title|session|agenda", re.IGNORECASE)
_FINITE = re.compile(r"(?:^|\s)[A-Za-z-]+s\b")
_FORMULA = re.compile(r"The (?:General Assembly|Economic and Social C\s?ouncil)\s?,?$")
_ENDS = re.compile(r"^\W*(?:annex|\d+\s?(?:st|nd|rd|th)?\s.{0,30}meeting)", re.IGNORECASE)


def _runs(paragraph: ElementTree.Element) -> list[tuple[str, bool]]:
    """The runs of a paragraph as (text, italic), note references and deleted text left out."""
    runs = []
    for run in paragraph.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        italic = properties is not None and properties.find(f"{W}i") is not None
        if italic:
            value = properties.find(f"{W}i").get(f"{W}val")  # type: ignore[union-attr]
            italic = value not in ("0", "false")
        raised = properties is not None and properties.find(f"{W}vertAlign") is not None
        words = "".join(
            (piece.text or "") if piece.tag == f"{W}t" else "-" if piece.tag == f"{W}noBreakHyphen" else "\t"
            for piece in run
            if piece.tag in (f"{W}t", f"{W}tab", f"{W}noBreakHyphen", f"{W}br")
        )
        if words and not (raised and words.strip().isdigit()):
            runs.append((words, italic))
    return runs


def _opening(runs: list[tuple[str, bool]], skip: int) -> str:
    """The words in italics that stand first after `skip` characters."""
    phrase, position = "", 0
    for words, italic in runs:
        part = words[max(0, skip - position) :]
        position += len(words)
        if not part.strip():
            phrase += part if phrase else ""
            continue
        if not italic:
            break
        phrase += part
    return re.sub(r"\s+", " ", phrase).strip(" ,;:")


def docx_labels(path: Path) -> list[tuple[str, str | None, str | None, str]]:
    """The labels (kind, number, verb, text) of the paragraphs outside tables; `any` where styles do not tell."""
    root = ElementTree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    body = root.find(f"{W}body")
    assert body is not None
    labels: list[tuple[str, str | None, str | None, str]] = []
    begun = False
    for paragraph in body.iter(f"{W}p"):
        runs = _runs(paragraph)
        text = "".join(words for words, _ in runs)
        stripped = re.sub(r"\s+", " ", text).strip()
        properties = paragraph.find(f"{W}pPr/{W}pStyle")
        style = properties.get(f"{W}val", "") if properties is not None else ""
        if not begun:
            begun = _FORMULA.match(stripped) is not None
            continue
        if _ENDS.match(stripped):
            break
        if stripped and not _FORMULA.match(stripped) and not _HEADING_STYLES.search(style):
            labels.append(_label(runs, text, stripped))
    return labels


def _label(runs: list[tuple[str, bool]], text: str, stripped: str) -> tuple[str, str | None, str | None, str]:
    lead = len(text) - len(text.lstrip())
    number = _NUMBER.match(text[lead:])
    skip = lead + (number.end() if number else 0)
    verb = _opening(runs, skip) or None
    words = re.sub(r"\s+", " ", text[skip:]).strip()
    if number is not None:
        return "operative", number[1] or f"({number[2]})", verb, words
    if verb is None or len(verb.split()) > 12:
        return "any", None, None, words
    finite = _FINITE.search(verb.split()[0]) is not None and not verb.startswith("Conscious")
    return ("operative" if finite else "preambular"), None, verb, words
