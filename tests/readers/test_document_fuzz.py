"""Damaged and hostile files never raise anything but `Unreadable`, and what is read stands where it says."""

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.readers.files import cell, deleted, docx, ins, p, part, part_of, pdf, r, row, table, with_part
from throughline.readers.document import SourceText, Unreadable, View, read_source

WORD = docx(
    p("Head", style="H1")
    + p(r("Requests", "<w:i/>"), " the office ", ins(r("to ")), deleted("not to "), "report;")
    + table(
        row(cell("a", properties='<w:vMerge w:val="restart"/>'), "b"), row(cell(p(), properties="<w:vMerge/>"), "c")
    )
    + p(
        "x",
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
        extra='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    ),
    footnotes=part("footnotes", '<w:footnote w:id="1">' + p("Note") + "</w:footnote>"),
    numbering=part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/>'
        '<w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    ),
    styles=part(
        "styles", '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="Head"/><w:basedOn w:val="H1"/></w:style>'
    ),
)
PAPER = pdf(
    [(100, 700 - 12 * line, 10, f"{line}. Requests the office to report on line {line};") for line in range(20)]
)
MARKUP = (
    b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement><mainBody><paragraph><num>1.</num>'
    b'<list><intro><p><i>Requests</i> x<authorialNote marker="1"><p>n</p></authorialNote>:</p></intro>'
    b"<point><num>(a)</num><content><p>y</p></content></point></list></paragraph>"
    b"<table><tr><td rowspan='2'><p>1</p></td><td>2</td></tr><tr>"
    b"<td>3</td></tr></table></mainBody></statement></akomaNtoso>"
)
PAGE = b"<html><body><h1>A</h1><ol><li>b<ul><li>c</ol><table><tr><td rowspan=2>d<td>e<tr><td>f</table>"
PAGE += b"<pre>g\nh</pre></body></html>"

TAGS = [
    *(
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "tcPr",
        "trPr",
        "pPr",
        "rPr",
        "ins",
        "del",
        "moveTo",
        "moveFrom",
        "sdt",
        "hyperlink",
    ),
    *(
        "sdtContent",
        "fldChar",
        "instrText",
        "delText",
        "vMerge",
        "gridSpan",
        "gridBefore",
        "numPr",
        "ilvl",
        "numId",
        "br",
    ),
    *(
        "footnoteReference",
        "txbxContent",
        "pict",
        "drawing",
        "sectPr",
        "tab",
        "sym",
        "ind",
        "pStyle",
        "hMerge",
        "cellDel",
    ),
]
VALUES = [
    "0",
    "1",
    "2",
    "-1",
    "99999999999999999999",
    "begin",
    "separate",
    "end",
    "restart",
    "continue",
    "x",
    "",
    "F0B7",
]


def check(source: SourceText) -> None:
    position = 0
    for line in source.lines:
        assert source.text[line.start : line.end] == line.text
        assert source.text[position : line.start].strip() == ""
        assert all(0 <= one.start < one.end <= len(line.text) for one in line.emphasis)
        position = line.end
    for index, found in enumerate(source.tables):
        assert found.index == index
        assert found.after_line < len(source.lines)
        for held in found.cells:
            assert source.text[held.start : held.end] == held.text
            assert held.row + held.row_span <= found.rows
            assert held.column + held.column_span <= found.columns
    for mark, place in source.notes.items():
        assert source.lines[place].mark == mark


def reads_or_refuses(data: bytes, name: str) -> None:
    began = time.perf_counter()
    for view in View:
        try:
            check(read_source(data, name, view=view))
        except Unreadable as unreadable:
            assert unreadable.finding.message
    assert time.perf_counter() - began < 10


mutations = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True), st.sampled_from(["set", "cut", "copy", "drop"]), st.binary(max_size=6)
    ),
    min_size=1,
    max_size=6,
)


def mutate(data: bytes, changes: list[tuple[float, str, bytes]]) -> bytes:
    for share, kind, extra in changes:
        place = int(share * len(data))
        if kind == "set":
            data = data[:place] + extra + data[place + len(extra) :]
        elif kind == "cut":
            data = data[:place] + extra
        elif kind == "copy":
            data = data[:place] + data[place : place + 40] * 2 + data[place:]
        else:
            data = data[:place] + data[place + 1 + len(extra) :]
    return data


@pytest.mark.parametrize(
    ("data", "name"),
    [(WORD, "a.docx"), (PAPER, "a.pdf"), (MARKUP, "a.xml"), (PAGE, "a.html")],
    ids=["docx", "pdf", "akn", "html"],
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes=mutations)
def test_changed_bytes_are_read_or_refused(data: bytes, name: str, changes: list[tuple[float, str, bytes]]) -> None:
    reads_or_refuses(mutate(data, changes), name)


@pytest.mark.parametrize("target", ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml"])
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes=mutations)
def test_changed_parts_are_read_or_refused(target: str, changes: list[tuple[float, str, bytes]]) -> None:
    reads_or_refuses(with_part(WORD, target, mutate(part_of(WORD, target), changes)), "a.docx")


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def build(tag: str, value: str, inner: list[str]) -> str:
        attributes = f'w:val="{value}" w:fldCharType="{value}" w:id="{value}" w:left="{value}" w:char="{value}"'
        return f"<w:{tag} {attributes}>{''.join(inner)}</w:{tag}>"

    return st.builds(build, st.sampled_from(TAGS), st.sampled_from(VALUES), st.lists(children, max_size=5))


trees: st.SearchStrategy[str] = st.recursive(st.sampled_from(["text", "<w:t>word</w:t>", r("run"), p("par")]), element)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(trees, max_size=6))
def test_elements_in_any_order_are_read_or_refused(content: list[str]) -> None:
    reads_or_refuses(docx("".join(content)), "a.docx")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<table>",
                "</table>",
                "<tr>",
                "<td rowspan=3 colspan=2>",
                "</td>",
                "<th>",
                "x",
                "<li>",
                "<ol>",
                "</ol>",
                "<pre>",
                "\n",
                "</pre>",
                "<br>",
                "<ins>",
                "</ins>",
                "<p class='a b'>",
                "<td rowspan=0>",
            ]
        ),
        max_size=40,
    )
)
def test_tags_in_any_order_make_a_page(tags: list[str]) -> None:
    reads_or_refuses(("<html><body>" + "".join(tags)).encode(), "a.html")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for name in ("a.txt", "a.docx", "a.html", "a.pdf", ""):
        reads_or_refuses(data, name)


def nested_tables(depth: int) -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * depth + p("x") + "</w:tc></w:tr></w:tbl>" * depth)


def nested_boxes(depth: int) -> bytes:
    opening = "<w:p><w:r><w:pict><w:txbxContent>"
    return docx(opening * depth + p("x") + "</w:txbxContent></w:pict></w:r></w:p>" * depth)


@pytest.mark.parametrize("nested", [nested_tables, nested_boxes])
@pytest.mark.parametrize("depth", [20, 60, 80, 500])
def test_nesting_is_read_or_refused(nested: Callable[[int], bytes], depth: int) -> None:
    reads_or_refuses(nested(depth), "a.docx")
