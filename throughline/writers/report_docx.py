"""A report as a docx: styles of Word, heads of tables that repeat, a contents field, charts as pictures that say it.

The package is written part by part, in one order, with times and names that follow from the report alone: the same
report gives the same bytes.
"""

import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from importlib.resources import files
from io import BytesIO

from throughline.engine.reporting.blocks import Chart, Report
from throughline.writers.docx_body import LANGUAGES, Body
from throughline.writers.report_charts import chart_svg, size_of
from throughline.writers.report_words import clean, day_of, is_mirrored, primary
from throughline.writers.typesetting import pictures

# The earliest time that a zip can hold.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
PICTURE_PPI = 192
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = {
    "word/document.xml": f"{WORD_TYPE}.document.main+xml",
    "word/styles.xml": f"{WORD_TYPE}.styles+xml",
    "word/numbering.xml": f"{WORD_TYPE}.numbering+xml",
    "word/settings.xml": f"{WORD_TYPE}.settings+xml",
    "word/header1.xml": f"{WORD_TYPE}.header+xml",
    "word/footer1.xml": f"{WORD_TYPE}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
RUNNING = 90


def report_docx(report: Report, link: Callable[[str], str] | None) -> bytes:
    """The report as docx, A4.

    `link` gives the page of a public address, "" where there is none; without it figures lead nowhere.
    """
    charts = [block for block in report.blocks if isinstance(block, Chart)]
    drawings = [chart_svg(chart, report.language) for chart in charts]
    body = Body(report, link or (lambda _: ""), tuple(size_of(drawing) for drawing in drawings))
    written = body.written()
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            {
                "rId1": (f"{OFFICE}/officeDocument", "word/document.xml"),
                "rId2": (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                "rId3": (f"{OFFICE}/extended-properties", "docProps/app.xml"),
            }
        ),
        "docProps/core.xml": _core(report),
        "docProps/app.xml": f'{HEAD}<Properties xmlns="{OFFICE.replace("relationships", "extended-properties")}">'
        "<Application>Throughline</Application></Properties>",
        "word/document.xml": _document(written, is_mirrored(report.language)),
        "word/_rels/document.xml.rels": _document_relationships(body),
        "word/styles.xml": _styles(report.language),
        "word/numbering.xml": _numbering(body.lists),
        "word/settings.xml": _settings(report.language),
        "word/header1.xml": _header(body),
        "word/footer1.xml": _footer(body),
    }
    for number, picture in enumerate(pictures(drawings, PICTURE_PPI), start=1):
        parts[f"word/media/chart{number}.png"] = picture
    return _zipped(parts)


def _zipped(parts: Mapping[str, str | bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            # Pictures are compressed already.
            entry.compress_type = zipfile.ZIP_STORED if isinstance(part, bytes) else zipfile.ZIP_DEFLATED
            package.writestr(entry, part)
    return content.getvalue()


def _content_types() -> str:
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults["png"] = "image/png"
    kinds = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults.items())
    own = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in PARTS.items())
    return f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{kinds}{own}</Types>'


def _relationships(found: Mapping[str, tuple[str, str]], outside: Mapping[str, str] | None = None) -> str:
    """The relationships of a part: names with their kind and target; `outside` are links with their addresses."""
    inside = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, (kind, target) in found.items()
    )
    away = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/hyperlink" Target="{escape(target)}" TargetMode="External"/>'
        for target, name in (outside or {}).items()
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inside}{away}</Relationships>'


def _document_relationships(body: Body) -> str:
    found = {
        name: (f"{OFFICE}/{name}", f"{file}.xml")
        for name, file in (
            *((one, one) for one in ("styles", "numbering", "settings")),
            *(("header", "header1"), ("footer", "footer1")),
        )
    }
    for number in range(1, body.charts + 1):
        found[f"picture{number}"] = (f"{OFFICE}/image", f"media/chart{number}.png")
    return _relationships(found, body.links)


def _document(written: str, mirrored: bool) -> str:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" '
        'r:id="footer"/><w:footerReference w:type="first" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1531" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" '
        f'w:gutter="0"/><w:titlePg/>{"<w:bidi/>" if mirrored else ""}</w:sectPr>'
    )
    spaces = (
        f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}" xmlns:a="{DRAWING}/main" xmlns:pic="{DRAWING}/picture" '
        f'xmlns:wp="{DRAWING}/wordprocessingDrawing"'
    )
    return f"{HEAD}<w:document {spaces}><w:body>{written}{section}</w:body></w:document>"


@cache
def _style_sheet() -> str:
    return (files("throughline.writers") / "docx_styles.xml").read_text(encoding="utf-8")


def _styles(language: str) -> str:
    own = LANGUAGES.get(primary(language), "en-GB")
    mirrored = is_mirrored(language)
    said = {
        "@language@": "en-GB" if mirrored or own == "zh-CN" else own,
        "@east@": "zh-CN",
        "@bidi@": own if mirrored else "ar-SA",
        "@near@": "right" if mirrored else "left",
    }
    sheet = _style_sheet()
    for place, value in said.items():
        sheet = sheet.replace(place, value)
    return sheet


def _numbering(lists: int) -> str:
    """Bullets, and numbers that begin again for every ordered list."""

    def kind(number: int, form: str, text: str) -> str:
        return (
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
            f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="425" w:hanging="283"/></w:pPr></w:lvl></w:abstractNum>'
        )

    counted = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride '
        'w:val="1"/></w:lvlOverride></w:num>'
        for number in range(2, lists + 2)
    )
    kinds = kind(0, "bullet", "•") + kind(1, "decimal", "%1.")
    bullets = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'{HEAD}<w:numbering xmlns:w="{MAIN}">{kinds}{bullets}{counted}</w:numbering>'


def _settings(language: str) -> str:
    own = LANGUAGES.get(primary(language), "en-GB")
    kind = "bidi" if is_mirrored(language) else "eastAsia" if own == "zh-CN" else "val"
    return (
        f'{HEAD}<w:settings xmlns:w="{MAIN}"><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:{kind}="{own}"/></w:settings>'
    )


def _header(body: Body) -> str:
    title = clean(body.report.title)
    running = title if len(title) <= RUNNING else f"{title[:RUNNING].rstrip()}…"
    inside = f"{body.words(running)}<w:r><w:tab/></w:r>{body.words(body.report.symbol)}"
    return f'{HEAD}<w:hdr xmlns:w="{MAIN}">{body.paragraph("Header", inside)}</w:hdr>'


def _footer(body: Body) -> str:
    number = "<w:r><w:t>1</w:t></w:r>"
    pages = (
        f'<w:fldSimple w:instr="PAGE">{number}</w:fldSimple><w:r><w:t>/</w:t></w:r>'
        f'<w:fldSimple w:instr="NUMPAGES">{number}</w:fldSimple>'
    )
    inside = f"{body.words(body.report.organization)}<w:r><w:tab/></w:r>{pages}"
    return f'{HEAD}<w:ftr xmlns:w="{MAIN}">{body.paragraph("Footer", inside)}</w:ftr>'


def _core(report: Report) -> str:
    day = day_of(report.day)
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
        if day
    )
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(clean(report.title))}</dc:title><dc:subject>{escape(clean(report.symbol))}</dc:subject>"
        f"<dc:creator>{escape(clean(report.organization))}</dc:creator>"
        f"<dc:language>{escape(clean(report.language))}</dc:language>{times}</cp:coreProperties>"
    )
