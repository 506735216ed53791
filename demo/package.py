"""The docx package around a document: styles, masthead in the header, footer, notes, charts, and fixed bytes."""

from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from demo.markup import Paper
from demo.wordprocessing import NAMESPACES, Writer, chart

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MOMENT = (1980, 1, 1, 0, 0, 0)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# (style, name, based on, run properties): the styles of the two houses, as far as the papers use them.
_STYLES = (
    ("SingleTxt", "__Single Txt", "Normal", ""),
    ("H1", "_ H_1", "Normal", '<w:b/><w:sz w:val="24"/>'),
    ("HCh", "_ H _Ch", "H1", '<w:sz w:val="28"/>'),
    ("H23", "_ H_2/3", "Normal", "<w:b/>"),
    ("H4", "_ H_4", "Normal", "<w:i/>"),
    ("TitleHCH", "Title_H_CH", "H1", '<w:sz w:val="28"/>'),
    ("TitleH1", "Title_H1", "Normal", '<w:b/><w:sz w:val="24"/>'),
    ("Session", "Session", "H23", ""),
    ("AgendaItemNormal", "Agenda_Item_Normal", "Normal", ""),
    ("AgendaTitleH2", "Agenda_Title_H2", "TitleH1", '<w:sz w:val="20"/>'),
    ("Publication", "Publication", "Normal", ""),
    ("XLarge", "XLarge", "Normal", '<w:b/><w:sz w:val="40"/>'),
    ("FootnoteText", "footnote text", "Normal", '<w:sz w:val="17"/>'),
    ("Header", "header", "Normal", ""),
    ("Footer", "footer", "Normal", '<w:sz w:val="17"/>'),
    ("ResNo", "Res_No", "Normal", '<w:caps/><w:sz w:val="28"/>'),
    ("Restitle", "Res_title", "Normal", '<w:b/><w:sz w:val="28"/>'),
    ("Normalaftertitle", "Normal after title", "Normal", ""),
    ("Call", "Call", "Normal", "<w:i/>"),
    ("enumlev1", "enumlev1", "Normal", ""),
)


def docx(paper: Paper) -> bytes:
    """The paper as a docx file; the same paper gives the same bytes on every machine."""
    writer = Writer(paper)
    body = writer.body()
    parts = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}{_SECTION}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(paper),
        "word/footnotes.xml": f"<w:footnotes {NAMESPACES}>{_SEPARATORS}{''.join(writer.footnotes())}</w:footnotes>",
        "word/header1.xml": f"<w:hdr {NAMESPACES}>{_running_head(paper)}</w:hdr>",
        "word/header2.xml": f"<w:hdr {NAMESPACES}>{_masthead(paper)}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {NAMESPACES}>{_footer(paper)}</w:ftr>",
        "docProps/core.xml": _core(paper),
    }
    charts = {f"word/charts/chart{at}.xml": chart(bars) for at, bars in enumerate(writer.charts, start=1)}
    parts |= charts
    parts["word/_rels/document.xml.rels"] = _relations(len(charts))
    parts["_rels/.rels"] = _root_relations()
    return _packed({"[Content_Types].xml": _content_types(len(charts))} | parts)


def _packed(parts: dict[str, str]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, xml in parts.items():
            entry = ZipInfo(name, date_time=_MOMENT)
            entry.compress_type = ZIP_STORED
            entry.create_system = 0
            archive.writestr(entry, (_XML + xml).encode())
    return file.getvalue()


def _paragraph(text: str, style: str) -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def _masthead(paper: Paper) -> str:
    """The head of the first page: organization and symbol above the line, body and distribution below it."""
    head = paper.head
    if "body" not in head:
        return _running_head(paper)
    said = [_paragraph(f"Distr.: {head['distribution']}", "Publication"), _paragraph(head["date"], "Publication")]
    if "original" in head:
        said.append(_paragraph(f"Original: {head['original']}", "Publication"))
    rows = (
        ("<w:p/>", _paragraph(head["organization"], "HCh"), "<w:p/>", _paragraph(head["symbol"], "Header")),
        ("<w:p/>", _paragraph(head["body"], "XLarge"), "<w:p/>", "".join(said)),
    )
    cells = ("".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in row) for row in rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (1267, 5227, 245, 3111))
    table = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="9850" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{table}</w:tbl><w:p/>'
    )


def _running_head(paper: Paper) -> str:
    return _paragraph(paper.head["symbol"], "Header")


def _footer(paper: Paper) -> str:
    page = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    job = f"<w:r><w:tab/><w:t>{escape(paper.head['job'])}</w:t></w:r>"
    return f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{page}{job}</w:p>'


def _styles() -> str:
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:rPr>'
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="20"/></w:rPr></w:style>'
    )
    named = "".join(
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/>'
        f"<w:rPr>{properties}</w:rPr></w:style>"
        for style, name, base, properties in _STYLES
    )
    note = (
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )
    lines = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "bottom", "insideH"))
    table = (
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr></w:style>"
    )
    return f"<w:styles {NAMESPACES}>{normal}{named}{note}{table}</w:styles>"


def _settings(paper: Paper) -> str:
    said = {"Symbol1": paper.head["symbol"], "FooterJN": paper.head["job"], "sss1": paper.head["symbol"]}
    variables = "".join(f'<w:docVar w:name="{name}" w:val={quoteattr(value)}/>' for name, value in said.items())
    return f"<w:settings {NAMESPACES}><w:docVars>{variables}</w:docVars></w:settings>"


def _core(paper: Paper) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(paper.head['title'])}</dc:title><dc:subject>{escape(paper.head['symbol'])}</dc:subject>"
        f"<dc:creator>{escape(paper.head['organization'])}</dc:creator></cp:coreProperties>"
    )


def _relations(charts: int) -> str:
    kinds = ("styles", "settings", "footnotes", "header1", "header2", "footer1")
    listed = [f'<Relationship Id="{_id(kind)}" Type="{_kind(kind)}" Target="{kind}.xml"/>' for kind in kinds]
    listed += [
        f'<Relationship Id="rIdChart{at}" Type="{_RELATION}/chart" Target="charts/chart{at}.xml"/>'
        for at in range(1, charts + 1)
    ]
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(listed)}</Relationships>'


def _id(kind: str) -> str:
    return f"rId{kind.capitalize()}"


def _kind(kind: str) -> str:
    return f"{_RELATION}/{kind.rstrip('12')}"


def _root_relations() -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_RELATION}/officeDocument" '
        f'Target="word/document.xml"/><Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>'
    )


def _content_types(charts: int) -> str:
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings", "footnotes": "footnotes"}
    kinds |= {"header1": "header", "header2": "header", "footer1": "footer"}
    parts = {f"word/{name}.xml": f"{_TYPE}.{kind}+xml" for name, kind in kinds.items()}
    parts["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    drawing = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    parts |= {f"word/charts/chart{at}.xml": drawing for at in range(1, charts + 1)}
    listed = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_SECTION = (
    f'<w:sectPr><w:headerReference w:type="default" r:id="{_id("header1")}"/>'
    f'<w:headerReference w:type="first" r:id="{_id("header2")}"/>'
    f'<w:footerReference w:type="default" r:id="{_id("footer1")}"/>'
    '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1200" w:bottom="1152" w:left="1200" '
    'w:header="432" w:footer="504" w:gutter="0"/><w:titlePg/></w:sectPr>'
)
