"""The names of elements and attributes of a docx that the reader knows."""

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/"
_W = "{" + MAIN + "}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"


def w(name: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return _W + name


BODY = w("body")
P, PPR, PSTYLE, NUMPR, ILVL, NUMID, IND = (w(n) for n in ("p", "pPr", "pStyle", "numPr", "ilvl", "numId", "ind"))
R, RPR, RSTYLE, T, DELTEXT, TAB, PTAB = (w(n) for n in ("r", "rPr", "rStyle", "t", "delText", "tab", "ptab"))
BR, CR, NBHYPHEN, SYM = (w(n) for n in ("br", "cr", "noBreakHyphen", "sym"))
ITALIC, BOLD, VERTALIGN = (w(n) for n in ("i", "b", "vertAlign"))
INS, DEL, MOVEFROM, MOVETO = (w(n) for n in ("ins", "del", "moveFrom", "moveTo"))
CELLINS, CELLDEL = w("cellIns"), w("cellDel")
FLDCHAR, INSTR, FLDTYPE = w("fldChar"), w("instrText"), w("fldCharType")
FOOTNOTEREF, ENDNOTEREF = w("footnoteReference"), w("endnoteReference")
FOOTNOTE, ENDNOTE, COMMENT = w("footnote"), w("endnote"), w("comment")
CUSTOMMARK = w("customMarkFollows")
TBL, TR, TC, TRPR, TCPR, TBLGRID, GRIDCOL = (w(n) for n in ("tbl", "tr", "tc", "trPr", "tcPr", "tblGrid", "gridCol"))
GRIDBEFORE, GRIDSPAN, VMERGE, HMERGE, TBLHEADER = (
    w(n) for n in ("gridBefore", "gridSpan", "vMerge", "hMerge", "tblHeader")
)
SECTPR, HEADERREF, FOOTERREF = w("sectPr"), w("headerReference"), w("footerReference")
SDTCONTENT, TXBX, ALTCHUNK = w("sdtContent"), w("txbxContent"), w("altChunk")
VAL, ID, TYPE, LEFT, START, NAME = (w(n) for n in ("val", "id", "type", "left", "start", "name"))
ALTERNATE, CHOICE, FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
MATHTEXT = _M + "t"
RID, RDM = _R + "id", _R + "dm"
CHART, RELIDS = _C + "chart", _DGM + "relIds"
DRAWING, PICT, OBJECT = w("drawing"), w("pict"), w("object")
CHARTNS, DRAWINGNS, DIAGRAMNS = _C, _A, _DGM

SKIPPED = frozenset(
    [
        *(w(n) for n in ("pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr", "sectPr")),
        *(w(n) for n in ("instrText", "delInstrText", "customXmlPr", "smartTagPr", "bookmarkStart", "bookmarkEnd")),
        *(w(n) for n in ("proofErr", "footnoteRef", "endnoteRef", "annotationRef", "separator", "softHyphen")),
        *(w(n) for n in ("continuationSeparator", "rt", "commentReference", "lastRenderedPageBreak", "fldData")),
    ]
)
"""Elements without printed text of their own."""


def is_on(value: str | None) -> bool:
    """Whether a toggle property with this `w:val` is on; without a value it is."""
    return value is None or value not in ("0", "false", "off", "none")


def number(value: str | None, otherwise: int = 0) -> int:
    """A whole number from an attribute; decimals are cut, nonsense gives `otherwise`."""
    try:
        return int(float(value)) if value and len(value) < 20 else otherwise
    except (ValueError, OverflowError):
        return otherwise
