"""Docx as a source text: views of tracked changes, numbering, tables, notes, fields, drawings, properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.files import cell, deleted, docx, ins, p, part, part_of, r, row, table, with_part
from throughline.readers.document import Line, SourceText, View, read_source

INSERTED_MARK = '<w:rPr><w:ins w:id="9" w:author="A"/></w:rPr>'
DELETED_MARK = '<w:rPr><w:del w:id="9" w:author="A"/></w:rPr>'


def read(body: str, view: View = View.PROPOSED, **parts: str) -> SourceText:
    return read_source(docx(body, **parts), "a.docx", view=view)


def texts(source: SourceText) -> list[str]:
    return [line.text for line in source.lines]


def emphasis(line: Line) -> list[tuple[str, str]]:
    return [(one.kind, line.text[one.start : one.end]) for one in line.emphasis]


def check_places(source: SourceText) -> None:
    position = 0
    for line in source.lines:
        assert source.text[line.start : line.end] == line.text
        assert source.text[position : line.start].strip("\n") == ""
        assert all(0 <= one.start < one.end <= len(line.text) for one in line.emphasis)
        position = line.end
    for one in source.tables:
        for held in one.cells:
            assert source.text[held.start : held.end] == held.text
            assert one.start <= held.start <= held.end <= max(one.end, held.start)
            assert held.row + held.row_span <= one.rows
            assert held.column + held.column_span <= one.columns


def test_paragraphs_become_lines_and_empty_ones_do_not() -> None:
    source = read(p("One") + p() + p("   ") + p("Two", "Three"))
    assert source.text == "One\nTwoThree\n"
    assert texts(source) == ["One", "TwoThree"]
    assert source.format == "docx"
    check_places(source)


def test_changes_are_read_from_the_side_that_is_asked_for() -> None:
    body = p("The ", ins(r("new ")), deleted("old "), "rule") + p("Kept")
    assert texts(read(body, View.ADOPTED)) == ["The old rule", "Kept"]
    assert texts(read(body, View.PROPOSED)) == ["The new rule", "Kept"]
    marked = read(body, View.MARKED)
    assert texts(marked) == ["The new old rule", "Kept"]
    assert emphasis(marked.lines[0]) == [("inserted", "new "), ("deleted", "old ")]
    assert [read(body, view).tracked for view in View] == [True, True, True]
    assert [finding.code for finding in marked.findings] == ["DOC-TRACKED"]
    assert read(p("x")).tracked is False
    assert read(p("x")).findings == ()


def test_moved_text_stands_once_in_each_side() -> None:
    body = p("<w:moveFrom>" + r("moved ") + "</w:moveFrom>", "first") + p(
        "last ", "<w:moveTo>" + r("moved") + "</w:moveTo>"
    )
    assert texts(read(body, View.ADOPTED)) == ["moved first", "last "]
    assert texts(read(body, View.PROPOSED)) == ["first", "last moved"]


def test_an_inserted_paragraph_is_not_there_before() -> None:
    body = p("First") + p(ins(r("Second")), extra=INSERTED_MARK) + p("Third", style="X")
    assert texts(read(body, View.ADOPTED)) == ["First", "Third"]
    assert texts(read(body, View.PROPOSED)) == ["First", "Second", "Third"]
    assert read(body, View.ADOPTED).lines[1].style == "X"


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    body = p("One ", extra=DELETED_MARK) + p("two")
    assert texts(read(body, View.PROPOSED)) == ["One two"]
    assert texts(read(body, View.ADOPTED)) == ["One ", "two"]


def test_a_deleted_end_before_a_table_or_at_the_end_loses_nothing() -> None:
    body = p("One", extra=DELETED_MARK) + table(row("cell")) + p("Two", extra=DELETED_MARK)
    assert texts(read(body, View.PROPOSED)) == ["One", "cell", "Two"]


def test_inserted_and_deleted_rows_and_cells_follow_the_view() -> None:
    body = table(
        row("a", "b"),
        row("new", "row", properties='<w:ins w:id="1" w:author="A"/>'),
        row("old", "row", properties='<w:del w:id="1" w:author="A"/>'),
        row("x", cell("y", properties='<w:cellDel w:id="1" w:author="A"/>')),
    )
    assert texts(read(body, View.ADOPTED)) == ["a", "b", "old", "row", "x", "y"]
    assert texts(read(body, View.PROPOSED)) == ["a", "b", "new", "row", "x"]
    assert read(body, View.PROPOSED).tables[0].rows == 3
    marked = read(body, View.MARKED)
    assert emphasis(marked.lines[2]) == [("inserted", "new")]
    assert emphasis(marked.lines[4]) == [("deleted", "old")]


@given(st.lists(st.tuples(st.sampled_from(["kept", "new", "old"]), st.text(alphabet="abc ", min_size=1)), max_size=8))
def test_each_side_is_what_was_kept_and_what_belongs_to_it(pieces: list[tuple[str, str]]) -> None:
    made = {"kept": r, "new": lambda text: ins(r(text)), "old": deleted}
    body = p(*[made[kind](text) for kind, text in pieces])
    for view, kinds in (
        (View.ADOPTED, {"kept", "old"}),
        (View.PROPOSED, {"kept", "new"}),
        (View.MARKED, {"kept", "new", "old"}),
    ):
        expected = "".join(text for kind, text in pieces if kind in kinds)
        assert texts(read(body, view)) == ([expected] if expected.strip() else [])


STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="S1"><w:name w:val="Single"/><w:pPr><w:ind w:left="720"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H4"><w:name w:val="Head"/><w:basedOn w:val="S1"/>'
    "<w:rPr><w:i/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="L1"><w:name w:val="Listed"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="Em"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Ref"><w:name w:val="Ref"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="C1"><w:basedOn w:val="C2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="C2"><w:basedOn w:val="C1"/></w:style>',
)


def test_styles_go_by_name_and_inherit() -> None:
    source = read(
        p("a", style="S1") + p("b", style="H4") + p("c", style="Unknown") + p("d") + p("e", style="C1"), styles=STYLES
    )
    assert [(line.style, line.indent) for line in source.lines] == [
        ("Single", 720),
        ("Head", 720),
        ("Unknown", 0),
        ("Normal", 0),
        ("C1", 0),
    ]


def test_emphasis_comes_from_runs_and_from_styles_which_toggle() -> None:
    source = read(
        p(
            r("Also", "<w:i/>"),
            r(" "),
            r("recalls", '<w:rStyle w:val="Em"/>'),
            " that",
            r("2", '<w:vertAlign w:val="superscript"/>'),
        )
        + p(r("in "), r("out", '<w:i w:val="0"/>'), r(" toggled", '<w:rStyle w:val="Em"/>'), style="H4")
        + p(r("bold", "<w:b/>"), r("5", '<w:rStyle w:val="Ref"/>')),
        styles=STYLES,
    )
    assert [emphasis(line) for line in source.lines] == [
        [("italic", "Also recalls"), ("superscript", "2")],
        [("italic", "in")],
        [("bold", "bold"), ("superscript", "5")],
    ]


def test_text_that_is_no_letters_is_kept_as_characters() -> None:
    run = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/>"
        '<w:t>e</w:t><w:sym w:font="Symbol" w:char="F0B7"/><w:cr/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    )
    assert texts(read(p(run))) == ["a\tb\nc-de•\n✓"]


def test_wrappers_are_passed_through() -> None:
    body = (
        "<w:sdt><w:sdtPr/><w:sdtContent>"
        + p('<w:hyperlink r:id="x">' + r("link") + "</w:hyperlink>")
        + "</w:sdtContent></w:sdt>"
        + p("<w:smartTag>" + r("tag") + "</w:smartTag>", '<w:fldSimple w:instr="PAGE">' + r("7") + "</w:fldSimple>")
        + p("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>")
        + p("<w:bookmarkStart w:id='1' w:name='b'/>", "<w:sdt><w:sdtContent>" + r("inline") + "</w:sdtContent></w:sdt>")
    )
    assert texts(read(body)) == ["link", "tag7", "x=1", "inline"]


def field(instruction: str, result: str | None = None) -> str:
    middle = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>{middle}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_of_a_field_its_result_is_read() -> None:
    inner = field("DOCVARIABLE x", "inner")
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        + inner
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("outer")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(read(p("see ", field("PAGEREF a", "12"), " and ", nested))) == ["see 12 and outer"]


def test_a_field_that_never_ends_swallows_no_text() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    assert texts(read(p("a", begin) + p("b") + p("c", '<w:r><w:fldChar w:fldCharType="end"/></w:r>', begin, "d"))) == [
        "a",
        "b",
        "cd",
    ]


def test_a_document_variable_without_result_is_looked_up() -> None:
    settings = part("settings", '<w:docVars><w:docVar w:name="sss1" w:val="A/RES/99/1"/></w:docVars>')
    source = read(p(field("DOCVARIABLE &quot;sss1&quot; \\* MERGEFORMAT")), settings=settings)
    assert texts(source) == ["A/RES/99/1"]
    assert source.properties == {"sss1": "A/RES/99/1", "symbol": "A/RES/99/1"}


def test_core_properties_are_kept() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A title</dc:title></cp:coreProperties>'
    )
    assert read(p("x"), core=core).properties == {"title": "A title"}


def level(index: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{(index + 1) * 360}"/></w:pPr></w:lvl>'
    )


NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "lowerLetter", "(%2)")
    + level(2, "lowerRoman", "%1.%2.%3", "<w:isLgl/>")
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="1">'
    + level(0, "upperRoman", "%1")
    + level(1, "bullet", "\uf0b7")
    + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
    "</w:lvlOverride></w:num>",
)


def numbered(text: str, level: int, num: int = 1) -> str:
    return p(text, extra=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def test_automatic_numbers_are_counted_and_restarted_as_printed() -> None:
    body = "".join(
        numbered(f"x{index}", level, num)
        for index, (level, num) in enumerate(
            [(0, 1), (1, 1), (1, 1), (0, 1), (1, 1), (2, 1), (0, 2), (1, 2), (0, 2), (0, 3), (0, 3), (0, 1), (0, 0)]
        )
    )
    source = read(body, numbering=NUMBERING)
    assert [line.label for line in source.lines] == [
        *("1.", "(a)", "(b)", "2.", "(a)", "2.1.1", "I", "•", "II", "7.", "8.", "9.", ""),
    ]
    assert [line.indent for line in source.lines[:3]] == [360, 720, 720]
    assert texts(source)[:2] == ["x0", "x1"]


def test_a_style_may_number_and_a_change_does_not_count_where_it_is_not_read() -> None:
    body = p("one", style="L1") + p(ins(r("two")), style="L1", extra=INSERTED_MARK) + p("three", style="L1")
    labels = {
        view: [line.label for line in read(body, view, styles=STYLES, numbering=NUMBERING).lines] for view in View
    }
    assert labels == {View.ADOPTED: ["1.", "2."], View.PROPOSED: ["1.", "2.", "3."], View.MARKED: ["1.", "2.", "3."]}


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("decimal", ["1", "28"]),
        ("lowerLetter", ["a", "bb"]),
        ("upperLetter", ["A", "BB"]),
        ("lowerRoman", ["i", "xxviii"]),
        ("upperRoman", ["I", "XXVIII"]),
        ("decimalZero", ["01", "28"]),
        ("ordinal", ["1st", "28th"]),
        ("none", ["", ""]),
    ],
)
def test_numbers_are_printed_in_their_format(form: str, printed: list[str]) -> None:
    numbering = part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0">{level(0, form, "%1")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    source = read("".join(numbered("x", 0) for _ in range(28)), numbering=numbering)
    assert [source.lines[0].label, source.lines[27].label] == printed


def test_merged_cells_stand_once_with_what_they_cover() -> None:
    body = (
        p("Before")
        + table(
            row(cell("head", properties='<w:gridSpan w:val="2"/>'), "c", properties="<w:tblHeader/>"),
            row(cell("tall", properties='<w:vMerge w:val="restart"/>'), "1", "2"),
            row(cell(p(), properties="<w:vMerge/>"), "3", "4"),
            row("5", properties='<w:gridBefore w:val="1"/>'),
            columns=3,
        )
        + p("After")
    )
    source = read(body)
    (found,) = source.tables
    assert (found.rows, found.columns, found.after_line, found.parent, found.header_rows) == (4, 3, 0, None, 1)
    assert [(one.text, one.row, one.column, one.row_span, one.column_span) for one in found.cells] == [
        ("head", 0, 0, 1, 2),
        ("c", 0, 2, 1, 1),
        ("tall", 1, 0, 2, 1),
        ("1", 1, 1, 1, 1),
        ("2", 1, 2, 1, 1),
        ("3", 2, 1, 1, 1),
        ("4", 2, 2, 1, 1),
        ("5", 3, 1, 1, 1),
    ]
    assert [(line.text, line.part, line.table, line.row, line.column) for line in source.lines[:3]] == [
        ("Before", "body", None, None, None),
        ("head", "cell", 0, 0, 0),
        ("c", "cell", 0, 0, 2),
    ]
    assert source.lines[-1].part == "body"
    check_places(source)


def test_a_table_within_a_cell_knows_its_parent() -> None:
    body = table(row(cell("outer", table(row("inner")), "end"), "right"))
    source = read(body)
    assert [(one.index, one.parent, one.after_line) for one in source.tables] == [(0, None, -1), (1, 0, 0)]
    assert source.tables[0].cells[0].text == "outer\ninner\nend"
    assert source.tables[1].cells[0].text == "inner"
    assert [(line.text, line.table) for line in source.lines] == [("outer", 0), ("inner", 1), ("end", 0), ("right", 0)]
    check_places(source)


def test_a_cell_is_bold_when_all_of_it_is() -> None:
    bold = p(r("Total", "<w:b/>"))
    half = p(r("Total", "<w:b/>"), r(" more"))
    (found,) = read(table(row(cell(bold), cell(half), cell(p())))).tables
    assert [one.bold for one in found.cells] == [True, False, False]
    assert [one.text for one in found.cells] == ["Total", "Total more", ""]


SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rheader1"/>'
    '<w:headerReference w:type="first" r:id="rheader2"/></w:sectPr>'
)


def test_headers_come_first_and_footers_last_each_once() -> None:
    source = read(
        p("Body", extra=SECTION) + p("End") + SECTION,
        header1=part("hdr", p("Every page")),
        header2=part("hdr", table(row("First page"))),
        footer1=part("ftr", p("Foot")),
    )
    assert [(line.text, line.part, line.table) for line in source.lines] == [
        ("First page", "header", 0),
        ("Every page", "header", None),
        ("Body", "body", None),
        ("End", "body", None),
        ("Foot", "footer", None),
    ]


FOOTNOTES = part(
    "footnotes",
    '<w:footnote w:type="separator" w:id="-1">' + p("never") + "</w:footnote>"
    '<w:footnote w:id="2">' + p("<w:r><w:footnoteRef/></w:r>", " Second") + p("more") + "</w:footnote>"
    '<w:footnote w:id="1">' + p("<w:r><w:footnoteRef/></w:r>", " First") + "</w:footnote>"
    '<w:footnote w:id="3">' + p("*", " Starred") + "</w:footnote>"
    '<w:footnote w:id="4">' + p("Not referred to") + "</w:footnote>",
)


def note(key: int, more: str = "") -> str:
    return f'<w:r><w:footnoteReference {more} w:id="{key}"/></w:r>'


def test_notes_are_numbered_in_the_order_of_their_references() -> None:
    star = f'<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/></w:r>{r("*")}'
    source = read(p("Title", star) + p("One", note(1), " two", note(2)), footnotes=FOOTNOTES)
    assert texts(source) == ["Title*", "One1 two2", "* Starred", " First", " Second", "more", "Not referred to"]
    assert emphasis(source.lines[0]) == [("note", "*")]
    assert emphasis(source.lines[1]) == [("note", "1"), ("note", "2")]
    assert [(line.part, line.mark) for line in source.lines[2:]] == [
        ("footnote", ""),
        ("footnote", "1"),
        ("footnote", "2"),
        ("footnote", "2"),
        ("footnote", ""),
    ]
    assert source.notes == {"1": 3, "2": 4}


def test_a_note_of_a_deleted_reference_is_not_printed() -> None:
    body = p("a", f'<w:del w:id="1" w:author="A">{note(1)}</w:del>', "b", note(2))
    source = read(body, footnotes=FOOTNOTES)
    assert texts(source)[:3] == ["ab1", " Second", "more"]
    assert " First" not in texts(source)
    assert texts(read(body, View.ADOPTED, footnotes=FOOTNOTES))[:3] == ["a1b2", " First", " Second"]


def test_endnotes_take_their_format_from_the_section() -> None:
    endnotes = part("endnotes", '<w:endnote w:id="5">' + p("End") + "</w:endnote>")
    reference = '<w:r><w:endnoteReference w:id="5"/></w:r>'
    plain = read(p("a", reference), endnotes=endnotes)
    assert texts(plain) == ["ai", "End"]
    section = '<w:sectPr><w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr></w:sectPr>'
    assert texts(read(p("a", reference) + section, endnotes=endnotes)) == ["a1", "End"]


def test_comments_are_kept_apart() -> None:
    source = read(p("x"), comments=part("comments", '<w:comment w:id="0">' + p("Check this") + "</w:comment>"))
    assert [(line.text, line.part) for line in source.lines] == [("x", "body"), ("Check this", "comment")]


def box(content: str) -> str:
    drawing = (
        f"<w:drawing><wp:inline><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wp:inline></w:drawing>"
    )
    old = f"<w:pict><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_stands_once_after_its_paragraph() -> None:
    source = read(p("Before", box(p("In the box")), " after"))
    assert [(line.text, line.part) for line in source.lines] == [("Before after", "body"), ("In the box", "textbox")]
    old = "<w:r><w:pict><v:textbox><w:txbxContent>" + p("Old box") + "</w:txbxContent></v:textbox></w:pict></w:r>"
    assert texts(read(p(old))) == ["Old box"]


def series(name: str, categories: list[str], values: list[str], labels: str = "") -> str:
    def points(items: list[str]) -> str:
        return "".join(f'<c:pt idx="{i}"><c:v>{item}</c:v></c:pt>' for i, item in enumerate(items) if item)

    return (
        f'<c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f"<c:dLbls>{labels}</c:dLbls>"
        f'<c:cat><c:strRef><c:strCache><c:ptCount val="{len(categories)}"/>{points(categories)}</c:strCache>'
        "</c:strRef></c:cat><c:val><c:numRef>"
        f'<c:numCache><c:ptCount val="{len(values)}"/>{points(values)}</c:numCache></c:numRef></c:val>'
        "</c:ser>"
    )


def test_a_chart_is_read_with_its_place_and_typed_labels() -> None:
    label = (
        '<c:dLbl><c:idx val="1"/><c:tx><c:rich><a:p><a:r><a:t>n.a.</a:t></a:r></a:p></c:rich></c:tx></c:dLbl>'
        '<c:dLbl><c:idx val="0"/><c:tx><c:rich><a:p><a:fld id="x"><a:t>[VALUE]</a:t></a:fld></a:p></c:rich></c:tx>'
        "</c:dLbl>"
    )
    removed = "".join(f'<c:dLbl><c:idx val="{index}"/><c:delete val="1"/></c:dLbl>' for index in (3, 4))
    chart = (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart>'
        "<c:title><c:tx><c:rich><a:p><a:r><a:t>Visitors</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart>"
        + series("Actual", ["2024", "2025", "2026", "2027", "2028"], ["1.5", "0", "", "0", "7"], label + removed)
        + "</c:barChart></c:plotArea></c:chart></c:chartSpace>"
    )
    drawing = (
        '<w:r><w:drawing><wp:inline><a:graphic><c:chart r:id="rchart1"/></a:graphic></wp:inline></w:drawing></w:r>'
    )
    source = read(p("Figure") + p(drawing) + p("After"), chart1=chart)
    (found,) = source.charts
    assert (found.title, found.after_line) == ("Visitors", 0)
    assert found.series == (("Actual", ("2024", "2025", "2026", "2027", "2028"), ("1.5", "n.a.", "", "", "7")),)
    assert texts(source) == ["Figure", "After"]


def test_an_embedded_document_is_reported() -> None:
    source = read(p("a") + '<w:altChunk r:id="x"/>' + p("b"))
    assert texts(source) == ["a", "b"]
    assert [(finding.code, finding.where) for finding in source.findings] == [("DOC-EMBEDDED", "after line 1")]


def test_a_strict_document_reads_like_any_other() -> None:
    data = docx(p("Strict ", r("text", "<w:i/>")))
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = part_of(data, "word/document.xml").replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    strict = with_part(data, "word/document.xml", xml)
    source = read_source(strict, "a.docx")
    assert texts(source) == ["Strict text"]
    assert emphasis(source.lines[0]) == [("italic", "text")]


def test_an_extension_that_says_otherwise_is_told() -> None:
    source = read_source(docx(p("x")), "a.doc")
    assert texts(source) == ["x"]
    assert [(finding.code, finding.severity.value) for finding in source.findings] == [("DOC-EXTENSION", "info")]


def test_a_damaged_chart_is_reported_and_the_text_is_read() -> None:
    drawing = (
        '<w:r><w:drawing><wp:inline><a:graphic><c:chart r:id="rchart1"/></a:graphic></wp:inline></w:drawing></w:r>'
    )
    source = read(p("Figure") + p(drawing) + p("After"), chart1="<broken")
    assert texts(source) == ["Figure", "After"]
    assert source.charts == ()
    assert [(finding.code, finding.severity.value) for finding in source.findings] == [("DOC-DRAWING", "warning")]


def test_a_text_box_within_an_insertion_is_part_of_it() -> None:
    body = p("a", ins(box(p("new box"))))
    assert texts(read(body, View.ADOPTED)) == ["a"]
    assert texts(read(body, View.PROPOSED)) == ["a", "new box"]
    assert emphasis(read(body, View.MARKED).lines[1]) == [("inserted", "new box")]


def test_notes_may_take_their_format_from_the_settings() -> None:
    settings = part("settings", '<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/></w:footnotePr>')
    assert texts(read(p("a", note(1)), footnotes=FOOTNOTES, settings=settings))[0] == "ac"
