"""Reports as HTML, docx and PDF: every word comes through, nothing in them is taken for markup, and twice the same."""

import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from ctypes import create_string_buffer
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from pypdfium2 import raw

from tests.report_records import LANGUAGES, SAID, reports, reports_of, said_in, written_report
from throughline.engine.reporting.blocks import (
    Chart,
    Figure,
    Heading,
    Paragraph,
    Report,
    Table,
    Text,
    disagreements,
)
from throughline.readers.document.read import read_source
from throughline.writers.report_docx import report_docx
from throughline.writers.report_html import report_html
from throughline.writers.report_layout import nested, plain
from throughline.writers.report_pdf import report_pdf
from throughline.writers.report_words import clean, day_in, is_mirrored

ROOT = Path(__file__).resolve().parent.parent
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What the fonts have letters for; joined, broken and mirrored writing is compared apart.
LETTERS = st.text(
    "abcdefghijklmnoprstuvwxyzABCDEFGHIZабвгджяЖЩ0123456789éñüçŠ中文报告会议 #*_$@<>&\"'\\[]{}=`/+", max_size=20
)
few = settings(max_examples=40, deadline=None)


def squeezed(text: str) -> str:
    """A text without what a line may break at: blanks and hyphens."""
    return re.sub(r"[\s\-\u00ad\u0002\u200b\ufffe]+", "", clean(text))


def page(address: str) -> str:
    return f"https://boats.example/{address}"


def nowhere(_: str) -> str:
    return ""


def tree_of(report: Report, address: Callable[[str], str] = page) -> Any:
    return html.fromstring(report_html(report, address))


def text_of(element: Any, *tags: str) -> str:
    return "".join(str(text) for text in element.itertext(*tags))


def html_text(report: Report) -> str:
    return text_of(tree_of(report))


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def docx_text(report: Report) -> str:
    return text_of(etree.fromstring(parts_of(report_docx(report, page))["word/document.xml"]), f"{W}t")


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


@few
@given(reports)
def test_every_word_stands_in_the_html_of_any_report(report: Report) -> None:
    text = squeezed(html_text(report))
    assert [one for one in said_in(report) if squeezed(one) not in text] == []


@few
@given(reports)
def test_every_word_stands_in_the_docx_of_any_report(report: Report) -> None:
    text = squeezed(docx_text(report))
    assert [one for one in said_in(report) if squeezed(one) not in text] == []


@few
@given(reports_of(LETTERS))
def test_every_word_stands_in_the_pdf_of_a_report_in_letters_that_neither_join_nor_turn(report: Report) -> None:
    report = replace(report, language="en")
    text = squeezed(pdf_text(report_pdf(report, page)))
    assert [one for one in said_in(report) if squeezed(one) not in text] == []


@few
@given(reports)
def test_any_report_becomes_a_pdf(report: Report) -> None:
    assert report_pdf(report, page).startswith(b"%PDF-")


@pytest.mark.parametrize("language", SAID)
def test_what_a_chart_shows_is_read_in_the_picture_and_behind_it(language: str) -> None:
    report = written_report(language)
    chart = next(block for block in report.blocks if isinstance(block, Chart))
    root = tree_of(report)
    figure = root.xpath("//figure")[0]
    drawn = text_of(figure.find("div/svg"))
    for name in (*chart.categories, chart.unit, *(series.name for series in chart.series)):
        assert name in drawn
    assert figure.find("div/svg").get("aria-label") == chart.alternative
    assert figure.findtext("figcaption") == chart.title
    assert len(figure.findall("details//tr")) == 1 + len(chart.series)


def test_words_of_arabic_come_out_of_the_pdf_letter_for_letter() -> None:
    """Words without vowel signs, by their letters: pdfium gives a joined lam-alef the wrong way round, and a letter
    with a sign twice, though the PDF holds both rightly (its ActualText, which readers of screens take).
    """
    report = written_report("ar")
    vowels = re.compile(r"[\u064b-\u0652]")
    wanted = {word for text in said_in(report) for word in re.findall(r"[\u0620-\u0652]{2,}", text)}
    found = {letters(word) for word in re.findall(r"[\u0620-\u0652]{2,}", pdf_text(report_pdf(report, page)))}
    assert [word for word in wanted if not vowels.search(word) and letters(word) not in found] == []


def letters(word: str) -> str:
    return "".join(sorted(word))


def test_nothing_that_is_written_is_taken_for_markup() -> None:
    words = '<script>alert(1)</script> #panic("x") *a* $b$ ]]> &amp; <w:br/> \\ {{ x }} @ref // end'
    report = Report(words, words, "en", "2027-02-14", (Heading(1, words, words), Paragraph((Text(words),))), words)
    assert "<script" not in report_html(report, page)
    assert words in html_text(report)
    assert squeezed(words) in squeezed(pdf_text(report_pdf(report, page)))
    assert words in docx_text(report)


def test_what_xml_cannot_hold_is_shown_as_replaced() -> None:
    report = Report("a\x00b\ud800c\x0bd", "", "en", "", ())
    assert "a\ufffdb\ufffdc\ufffdd" in html_text(report)
    assert "a\ufffdb\ufffdc\ufffdd" in docx_text(report)
    assert report_pdf(report, None)


def test_the_html_holds_neither_style_nor_script_and_gives_every_name_once() -> None:
    for language in SAID:
        root = tree_of(written_report(language))
        assert root.xpath("//@style | //style | //script | //@*[starts-with(name(), 'on')]") == []
        names = root.xpath("//@id")
        assert len(names) == len(set(names)) == 8
        assert [link[1:] for link in root.xpath("//nav//a/@href")] == [name for name in names if "method" not in name]
        assert (root.get("lang"), root.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
        assert len(root.xpath("//th[@scope='col']")) == 2 * (6 + 6 + 6)
        assert root.xpath("//caption/text()") == [SAID[language].caption] * 2


def test_a_figure_leads_to_its_source_and_one_that_disagrees_says_so_in_words() -> None:
    report = written_report("en")
    root = tree_of(report)
    typed = root.find_class("report-typed")
    assert [one.text_content() for one in typed] == ["8", "8"]
    assert [one.get("href") for one in typed[0]] == ["https://boats.example/BC/2026/10/SP1/R1/M1"]
    for text in (html_text(report), pdf_text(report_pdf(report, page))):
        assert text.count("the record says 7") == len(disagreements(report)) == 2
    package = parts_of(report_docx(report, page))
    assert package["word/document.xml"].decode().count("the record says 7") == 2
    assert (
        b'Target="https://boats.example/BC/2026/10/SP1/R1/M1" TargetMode="External"'
        in (package["word/_rels/document.xml.rels"])
    )


def test_without_a_link_figures_lead_nowhere() -> None:
    report = written_report("en")
    assert tree_of(report, nowhere).find_class("source-link") == []
    assert b"External" not in parts_of(report_docx(report, None))["word/_rels/document.xml.rels"]
    assert b"/URI" not in report_pdf(report, None)


@given(st.lists(st.integers(1, 4)))
def test_no_level_of_headings_is_passed_over(levels: list[int]) -> None:
    found = [level for _, level in nested(tuple(Heading(level, "a", "") for level in levels))]
    assert all(after <= before + 1 for before, after in zip([0, *found], found, strict=False))


# docx


@pytest.mark.parametrize("language", SAID)
def test_a_docx_names_only_styles_pictures_and_links_that_it_has(language: str) -> None:
    package = parts_of(report_docx(written_report(language), page))
    body = etree.fromstring(package["word/document.xml"])
    named = {one.get(f"{W}val") for kind in ("pStyle", "rStyle", "tblStyle") for one in body.iter(f"{W}{kind}")}
    styles = {one.get(f"{W}styleId") for one in etree.fromstring(package["word/styles.xml"]).iter(f"{W}style")}
    assert named <= styles
    assert {"Heading1", "Heading4", "Caption", "ListBullet", "ListNumber", "TOC1", "ReportTable"} <= named
    relations = etree.fromstring(package["word/_rels/document.xml.rels"])
    known = {one.get("Id"): one for one in relations}
    used = set(re.findall(rb'r:(?:id|embed)="([^"]+)"', package["word/document.xml"]))
    assert {one.decode() for one in used} <= set(known)
    inside = {f"word/{one.get('Target')}" for one in relations if one.get("TargetMode") is None}
    assert inside <= set(package)
    kinds = etree.fromstring(package["[Content_Types].xml"])
    overridden = {one.get("PartName", "").lstrip("/") for one in kinds if one.get("PartName")}
    assert overridden == {name for name in package if name.endswith(".xml") and not name.startswith("[")}


def test_a_docx_repeats_heads_counts_lists_anew_and_says_what_its_pictures_show() -> None:
    package = parts_of(report_docx(written_report("en"), page))
    body = etree.fromstring(package["word/document.xml"])
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) == 6
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        widths = [int(one.get(f"{W}w", "")) for one in table.iter(f"{W}gridCol")]
        assert sum(widths) == pytest.approx(9070, abs=len(widths))
    numbers = [one.get(f"{W}val") for one in body.iter(f"{W}numId")]
    assert numbers == ["1", "1", "1", "2", "2", "1", "1", "1", "3", "3"]
    drawn = [one for one in body.iter() if etree.QName(one).localname == "docPr"]
    assert [one.get("id") for one in drawn] == ["1", "2", "3", "4"]
    assert {one.get("descr") for one in drawn} == {f"{SAID['en'].drawn}."}
    assert all(package[f"word/media/chart{number}.png"].startswith(b"\x89PNG") for number in range(1, 5))
    assert 'TOC \\o "1-3"' in text_of(body, f"{W}instrText")


@pytest.mark.parametrize("language", SAID)
def test_a_docx_is_read_again_by_what_reads_documents(language: str) -> None:
    report = written_report(language)
    read = read_source(report_docx(report, page), "report.docx")
    assert (read.properties["title"], read.findings) == (report.title, ())
    headings = [block for block in report.blocks if isinstance(block, Heading)]
    found = [(line.style, line.text) for line in read.lines if line.style.startswith("heading")]
    assert found == [(f"heading {heading.level}", heading.text) for heading in headings]
    tables = [block for block in report.blocks if isinstance(block, Table)]
    own = [table for table in read.tables if table.columns == 6 and table.rows == 13]
    for table, written in zip(own, tables, strict=True):
        texts = {(cell.row, cell.column): cell.text for cell in table.cells}
        assert [texts[0, place] for place in range(6)] == [column.title for column in written.columns]
        for number, row in enumerate(written.rows, start=1):
            assert [texts[number, place] for place in range(len(row.cells))] == [plain(cell) for cell in row.cells]
        assert table.header_rows == 1


def test_an_arabic_docx_runs_from_right_to_left() -> None:
    package = parts_of(report_docx(written_report("ar"), page))
    body = etree.fromstring(package["word/document.xml"])
    own = {"Stations ouvertes"}
    texts = [one for one in body.iter(f"{W}p") if text_of(one, f"{W}t") and text_of(one, f"{W}t") not in own]
    assert all(one.find(f"{W}pPr/{W}bidi") is not None for one in texts)
    assert all(one.find(f"{W}tblPr/{W}bidiVisual") is not None for one in body.iter(f"{W}tbl"))
    turned = {run.findtext(f"{W}t") for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None}
    assert SAID["ar"].point in turned
    assert "Stations ouvertes" not in turned
    assert b'w:bidi="ar-SA"' in package["word/styles.xml"]


# PDF


def test_a_pdf_is_tagged_and_says_that_it_may_be_kept_and_heard() -> None:
    for language in SAID:
        content = report_pdf(written_report(language), page)
        document = pypdfium2.PdfDocument(content)
        assert raw.FPDFCatalog_IsTagged(document)
        told = document.get_metadata_dict()
        document.close()
        assert told["Title"] == SAID[language].title
        assert told["CreationDate"] == "D:20270214000000Z"
        assert f"/Lang({language})".encode() in content
        assert re.search(rb"pdfuaid:part(?:>|=\")1", content)
        assert re.search(rb"pdfaid:part(?:>|=\")2", content)


def test_a_pdf_tells_titles_headings_tables_lists_and_pictures_apart() -> None:
    kinds = kinds_of(report_pdf(written_report("en", 1), page))
    assert {one: kinds[one] for one in ("H1", "H2", "H3", "H4", "Table", "Figure", "L", "TOC")} == {
        "H1": 2,
        "H2": 1,
        "H3": 1,
        "H4": 1,
        "Table": 3,
        "Figure": 2,
        "L": 2,
        "TOC": 3,
    }
    assert kinds["TH"] == 6 + 2 * 6
    assert kinds["Link"] > 20


def kinds_of(content: bytes) -> Counter[str]:
    """How often each kind of element is tagged, page by page; what goes over pages is counted once for each."""
    document = pypdfium2.PdfDocument(content)
    found: Counter[str] = Counter()

    def count(element: Any) -> None:
        length = raw.FPDF_StructElement_GetType(element, None, 0)
        if length:
            name = create_string_buffer(length)
            raw.FPDF_StructElement_GetType(element, name, length)
            found[name.raw.decode("utf-16-le").rstrip("\0")] += 1
        for place in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, place)
            if child:
                count(child)

    for sheet in document:
        tree = raw.FPDF_StructTree_GetForPage(sheet)
        for place in range(raw.FPDF_StructTree_CountChildren(tree)):
            count(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
        raw.FPDF_StructTree_Close(tree)
    document.close()
    return found


def test_a_pdf_repeats_the_head_of_a_table_on_every_page() -> None:
    report = written_report("en")
    table = next(block for block in report.blocks if isinstance(block, Table))
    long = replace(table, rows=table.rows[1:-1] * 12)
    document = pypdfium2.PdfDocument(report_pdf(replace(report, blocks=(long,), contents=False), page))
    texts = [one.get_textpage().get_text_range() for one in document]
    document.close()
    assert len(texts) > 2
    assert all("Unit responsible" in text for text in texts)
    assert all(f"{number}/{len(texts)}" in text for number, text in enumerate(texts, start=1))


def test_a_pdf_is_set_in_the_fonts_that_come_with_it() -> None:
    content = report_pdf(written_report("zh"), page) + report_pdf(written_report("ar"), page)
    fonts = set(re.findall(rb"/BaseFont ?/[A-Z]{6}\+([A-Za-z]+)", content))
    assert fonts
    assert all(font.startswith((b"NotoSans", b"Tajawal")) for font in fonts)


def test_a_letter_that_no_font_has_costs_the_claim_and_not_the_report() -> None:
    report = Report("Boats \N{ROCKET}", "Commission", "en", "2027-02-14", ())
    content = report_pdf(report, None)
    assert b"pdfuaid" not in content
    assert "Boats" in pdf_text(content)


# The same again

MAKING = """
import sys
from hashlib import sha256
from tests.report_records import written_report
from throughline.readers.document.read import read_source
from throughline.writers.report_docx import report_docx
from throughline.writers.report_html import report_html
from throughline.writers.report_pdf import report_pdf
for language in ("en", "ar", "zh"):
    report = written_report(language)
    for write in (report_html, report_docx, report_pdf):
        made = write(report, lambda address: "https://boats.example/" + address)
        print(sha256(made if isinstance(made, bytes) else made.encode()).hexdigest())
"""


def test_another_process_elsewhere_makes_the_same_bytes() -> None:
    made = [
        subprocess.run(
            [sys.executable, "-c", MAKING],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": epoch},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split()
        for seed, zone, epoch in (("1", "UTC", "1000000000"), ("2", "Pacific/Auckland", "1700000000"))
    ]
    assert len(made[0]) == 9
    assert made[0] == made[1]


def test_days_are_written_as_each_language_writes_them() -> None:
    assert {language: day_in("2027-02-14", language) for language in LANGUAGES} == {
        "ar": "14 شباط/فبراير 2027",
        "en": "14 February 2027",
        "es": "14 de febrero de 2027",
        "fr": "14 février 2027",
        "ru": "14 февраля 2027 года",
        "zh": "2027年2月14日",
    }
    assert day_in("some day", "en") == "some day"
    assert [is_mirrored(code) for code in ("ar", "ar-EG", "AR", "en", "")] == [True, True, True, False, False]


def test_the_figure_that_the_record_gives_is_named_where_nothing_was_typed() -> None:
    report = Report("", "", "fr", "", (Paragraph((Figure("7"), Figure("7", typed="7"), Figure("7", typed="9"))),))
    assert "779 le registre indique 7" in html_text(report)
