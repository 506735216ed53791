"""Files made byte by byte for the tests: docx from hand-written XML, small pdfs with text at places."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
KINDS = {"styles", "numbering", "settings", "footnotes", "endnotes", "comments", "header", "footer", "chart"}
PACKAGE_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/'
    'core-properties" Target="docProps/core.xml"/></Relationships>'
)


def part(root: str, content: str) -> str:
    """An XML part with the usual namespaces."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMES}>{content}</w:{root}>'


def docx(body: str, **parts: str) -> bytes:
    """A docx with this body; `parts` are whole parts by name ("styles", "header1", "chart1"), rel ids `r<name>`."""
    relations = []
    files = {"word/document.xml": part("document", f"<w:body>{body}</w:body>")}
    for name, content in parts.items():
        if name == "core":
            files["docProps/core.xml"] = content
            continue
        kind = name.rstrip("0123456789")
        assert kind in KINDS
        target = f"charts/{name}.xml" if kind == "chart" else f"{name}.xml"
        relations.append(f'<Relationship Id="r{name}" Type="{R}/{kind}" Target="{target}"/>')
        files[f"word/{target}"] = content
    files["_rels/.rels"] = PACKAGE_RELS
    files["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{''.join(relations)}</Relationships>"
    )
    files["[Content_Types].xml"] = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these files."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def part_of(archive: bytes, name: str) -> bytes:
    """One file of a zip archive."""
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        return opened.read(name)


def with_part(archive: bytes, name: str, content: bytes) -> bytes:
    """The archive with one file put in or replaced."""
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        files: dict[str, str | bytes] = {one: opened.read(one) for one in opened.namelist()}
    return zipped(files | {name: content})


def p(*runs: str, style: str = "", extra: str = "") -> str:
    """A paragraph of runs; plain words become a run."""
    own = "".join(run if run.startswith("<") else r(run) for run in runs)
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + extra
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{own}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run with text."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def ins(content: str) -> str:
    """Content inserted by a tracked change."""
    return f'<w:ins w:id="1" w:author="A">{content}</w:ins>'


def deleted(text: str) -> str:
    """Text deleted by a tracked change."""
    return f'<w:del w:id="2" w:author="A"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def table(*rows: str, columns: int = 0) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A table row; plain words become a cell."""
    own = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{own}</w:tr>"


def cell(*paragraphs: str, properties: str = "") -> str:
    """A table cell; plain words become a paragraph."""
    own = "".join(one if one.startswith("<") else p(one) for one in paragraphs)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{own}</w:tc>"


def pdf(*pages: list[tuple[float, float, float, str]]) -> bytes:
    """A pdf of pages; a page is a list of (x, y, size, text), set in Times; text begins with / for italics."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> "
    fonts += "/F2 << /Type /Font /Subtype /Type1 /BaseFont /Times-Italic >> >>"
    kids = []
    for page in pages:
        content = "".join(
            f"BT /{'F2' if text.startswith('/') else 'F1'} {size} Tf {x} {y} Td ({_escaped(text)}) Tj ET\n"
            for x, y, size, text in page
        ).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
            f"/Resources << /Font {fonts} >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def _escaped(text: str) -> str:
    return text.removeprefix("/").replace("(", "\\(").replace(")", "\\)")
