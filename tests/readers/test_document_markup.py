"""Web pages and Akoma Ntoso as source texts."""

import pytest

from throughline.readers.document import Line, SourceText, Unreadable, View, read_source

AKN = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'


def emphasis(line: Line) -> list[tuple[str, str]]:
    return [(one.kind, line.text[one.start : one.end]) for one in line.emphasis]


def html(body: str, name: str = "a.html", view: View = View.PROPOSED) -> SourceText:
    return read_source(f"<html><body>{body}</body></html>".encode(), name, view=view)


def akn(content: str, view: View = View.PROPOSED) -> SourceText:
    return read_source(f"<akomaNtoso {AKN}><statement>{content}</statement></akomaNtoso>".encode(), "a.xml", view=view)


def check_places(source: SourceText) -> None:
    for line in source.lines:
        assert source.text[line.start : line.end] == line.text
    for table in source.tables:
        for cell in table.cells:
            assert source.text[cell.start : cell.end] == cell.text


def test_blocks_of_a_page_become_lines() -> None:
    source = html(
        "<h1 class='T'>Head</h1>\n<p>The <i>General</i> <em>Assembly</em>,<br>\n next</p>"
        "loose <b>text</b><div>end</div>"
    )
    assert [(line.text, line.style) for line in source.lines] == [
        ("Head", "h1.T"),
        ("The General Assembly,\nnext", "p"),
        ("loose text", "body"),
        ("end", "div"),
    ]
    assert emphasis(source.lines[1]) == [("italic", "General Assembly")]
    assert emphasis(source.lines[2]) == [("bold", "text")]
    check_places(source)


def test_scripts_and_styles_are_no_text_and_the_title_is_a_property() -> None:
    head = b"<head><title>A  title</title><style>p{}</style></head>"
    source = read_source(b"<html>" + head + b"<body><script>x()</script><p>Text</p></body></html>", "a.html")
    assert source.text == "Text\n"
    assert source.properties == {"title": "A title"}


def test_lists_are_numbered_as_a_browser_would() -> None:
    source = html("<ol start=3><li>three<li>four<ul><li>dot</ul><li value=9>nine</ol><p>after</p>")
    assert [(line.text, line.label, line.indent) for line in source.lines] == [
        ("three", "3.", 1),
        ("four", "4.", 1),
        ("dot", "•", 2),
        ("nine", "9.", 1),
        ("after", "", 0),
    ]


def test_tables_of_a_page_stand_on_their_grid() -> None:
    source = html(
        "<p>Before</p><table><thead><tr><th>h1</th><th colspan=2>h2</th></tr></thead>"
        "<tr><td rowspan=2>a</td><td>b</td><td>c<table><tr><td>in</td></tr></table></td></tr>"
        "<tr><td>d</td><td><b>e</b></td></tr></table>after"
    )
    outer, inner = source.tables
    assert (outer.rows, outer.columns, outer.after_line, outer.header_rows, outer.parent) == (3, 3, 0, 1, None)
    assert [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span, cell.bold) for cell in outer.cells] == [
        ("h1", 0, 0, 1, 1, True),
        ("h2", 0, 1, 1, 2, True),
        ("a", 1, 0, 2, 1, False),
        ("b", 1, 1, 1, 1, False),
        ("c\nin", 1, 2, 1, 1, False),
        ("d", 2, 1, 1, 1, False),
        ("e", 2, 2, 1, 1, True),
    ]
    assert (inner.parent, [cell.text for cell in inner.cells]) == (0, ["in"])
    assert source.lines[-1].part == "body"
    check_places(source)


def test_a_span_reaches_no_further_than_its_table() -> None:
    (table,) = html("<table><tr><td rowspan=9 colspan=99999999>x</table>").tables
    (cell,) = table.cells
    assert (table.rows, cell.row_span, cell.column_span, table.columns) == (1, 1, 250, 250)


def test_preformatted_text_keeps_its_lines() -> None:
    assert [line.text for line in html("<pre>1. one\n  2. two\n\n3.</pre>").lines] == ["1. one", "2. two", "3."]


def test_changes_marked_in_a_page_follow_the_view() -> None:
    body = "<p>The <ins>new</ins><del>old</del> rule</p>"
    assert html(body, view=View.PROPOSED).text == "The new rule\n"
    assert html(body, view=View.ADOPTED).text == "The old rule\n"
    marked = html(body, view=View.MARKED)
    assert emphasis(marked.lines[0]) == [("inserted", "new"), ("deleted", "old")]
    assert marked.tracked is True


@pytest.mark.parametrize(
    ("head", "encoding", "codes"),
    [
        ("<meta charset='utf-8'>", "utf-8", []),
        ("", "utf-8", []),
        ("<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>", "cp1252", []),
        ("<meta charset=iso-8859-1>", "cp1252", []),
        ("<meta charset=koi8-r>", "koi8-r", []),
        ("", "cp1252", ["DOC-ENCODING"]),
        ("<meta charset=nonsense>", "utf-8", ["DOC-ENCODING"]),
    ],
)
def test_a_page_is_decoded_as_it_says_or_as_it_is(head: str, encoding: str, codes: list[str]) -> None:
    words = "Генеральная Ассамблея" if encoding == "koi8-r" else "L’été – “oui”"
    source = read_source(f"<html><head>{head}</head><body><p>{words}</p></body></html>".encode(encoding), "a.html")
    assert source.text == f"{words}\n"
    assert [finding.code for finding in source.findings] == codes


def test_a_page_that_excuses_itself_is_no_document() -> None:
    page = b"<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"
    for name in ("a.docx", "a.pdf", "a.doc"):
        with pytest.raises(Unreadable) as refused:
            read_source(page, name)
        assert refused.value.finding.code == "DOC-HTML-ERROR"
    assert read_source(page, "a.html").text == "Not Found\n"


def test_a_document_saved_as_a_page_under_another_name_is_read() -> None:
    source = html("<p>The Assembly decides to remain seized of the matter.</p>", "a.doc")
    assert [finding.code for finding in source.findings] == ["DOC-EXTENSION"]
    assert source.text == "The Assembly decides to remain seized of the matter.\n"


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        html("<div></div>")
    assert refused.value.finding.code == "DOC-NO-TEXT"


RESOLUTION = """
<meta><identification><FRBRWork><FRBRuri value="/akn/x"/><FRBRdate date="2030-01-02" name="adoption"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification>
<analysis><parliamentary><voting outcome="adopted"><count refersTo="#against"><voters>
<organization>Aland</organization><organization>Beland</organization></voters></count></voting></parliamentary></analysis>
</meta>
<coverPage><p><docNumber refersTo="#symbol">A/RES/99/1</docNumber></p>
<p><session value="99">Ninety-ninth session</session></p></coverPage>
<preface><p><docNumber>99/1.</docNumber> <docTitle refersTo="#resolutionTitle">Orchards<authorialNote marker="1">
<p>Not grown.</p></authorialNote></docTitle></p></preface>
<preamble><formula name="enactingFormula"><p xml:space="preserve">
   <span class="italic">The General Assembly</span>,</p></formula>
<container name="Recalling"><p><span class="italic">Recalling</span> apples,<authorialNote marker="2"><p>Ripe
<i>ones</i>.</p></authorialNote></p></container></preamble>
<mainBody><section><subheading>I</subheading><paragraph class="SingleTxt"><num>\t1.</num><list><intro>
<p><span class="italic">Decides</span>:</p></intro><point><num>(a)</num><content><p>To plant;</p></content></point>
<point><num>(b)</num></point></list></paragraph></section>
<paragraph><content><p>Recommends:<embeddedStructure><paragraph><num>1.</num><content><p>Water</p></content></paragraph>
</embeddedStructure>and sun</p></content></paragraph>
<crossHeading refersTo="#preamble">Noting</crossHeading></mainBody>
<conclusions><p>9th meeting<eol/>2 January 2030</p></conclusions>
"""


def test_the_structure_of_a_resolution_can_be_read_off_its_lines() -> None:
    source = akn(RESOLUTION)
    assert [(line.text, line.label, line.style, line.indent) for line in source.lines] == [
        ("A/RES/99/1", "", "coverPage", 0),
        ("Ninety-ninth session", "", "coverPage", 0),
        ("99/1. Orchards1", "", "preface", 0),
        ("The General Assembly,", "", "preamble/formula[enactingFormula]", 0),
        ("Recalling apples,2", "", "preamble/container[Recalling]", 0),
        ("I", "", "mainBody/section/subheading", 0),
        ("Decides:", "1.", "mainBody/section/paragraph.SingleTxt/list/intro", 1),
        ("To plant;", "(a)", "mainBody/section/paragraph.SingleTxt/list/point", 2),
        ("", "(b)", "mainBody/section/paragraph.SingleTxt/list/point", 2),
        ("Recommends:", "", "mainBody/paragraph", 0),
        ("Water", "1.", "mainBody/paragraph/embeddedStructure/paragraph", 1),
        ("and sun", "", "mainBody/paragraph", 0),
        ("Noting", "", "mainBody/crossHeading[#preamble]", 0),
        ("9th meeting\n2 January 2030", "", "conclusions", 0),
        ("Not grown.", "", "authorialNote", 0),
        ("Ripe ones.", "", "authorialNote", 0),
    ]
    assert emphasis(source.lines[4]) == [("italic", "Recalling"), ("superscript", "2"), ("note", "2")]
    assert [(line.part, line.mark) for line in source.lines[-2:]] == [("footnote", "1"), ("footnote", "2")]
    assert source.notes == {"1": 14, "2": 15}
    assert source.format == "akn"
    check_places(source)


def test_what_a_resolution_says_of_itself_is_kept() -> None:
    assert akn(RESOLUTION).properties == {
        "uri": "/akn/x",
        "adopted": "2030-01-02",
        "language": "eng",
        "vote": "adopted",
        "vote_against": "Aland; Beland",
        "symbol": "A/RES/99/1",
        "session": "Ninety-ninth session",
        "session_number": "99",
        "number": "99/1.",
        "title": "Orchards",
    }


def test_a_table_in_a_resolution_stands_on_its_grid() -> None:
    source = akn(
        "<mainBody><table><tr><th><p>Section</p></th><th><p>Amount</p></th></tr>"
        "<tr><td><p>1</p></td><td><p>92</p><p>383</p></td></tr></table></mainBody>"
    )
    (table,) = source.tables
    assert [(cell.text, cell.row, cell.column, cell.bold) for cell in table.cells] == [
        ("Section", 0, 0, True),
        ("Amount", 0, 1, True),
        ("1", 1, 0, False),
        ("92\n383", 1, 1, False),
    ]
    assert table.header_rows == 1
    check_places(source)


def test_changes_in_a_resolution_follow_the_view() -> None:
    content = "<mainBody><p>The <ins>new</ins><del>old</del> rule</p></mainBody>"
    assert akn(content, View.PROPOSED).text == "The new rule\n"
    assert akn(content, View.ADOPTED).text == "The old rule\n"
    assert akn(content, View.MARKED).text == "The newold rule\n"
