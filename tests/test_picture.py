"""The picture of the line: folding keeps every total, and what is drawn is the picture and nothing else."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from throughline.engine.picture import Box, Column, Link, Picture, collapsed, untangled
from throughline.writers.line_svg.marks import cut, width_of, wrapped
from throughline.writers.line_svg.narrow import line_svg_narrow
from throughline.writers.line_svg.wide import BOX_WIDTH, WIDTH, line_svg, line_svg_file

SVG = "{http://www.w3.org/2000/svg}"
WRITERS = (line_svg, line_svg_narrow)


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    columns = []
    for key in ("asked", "planned", "paid", "delivered", "open"):
        weights = draw(st.lists(st.integers(0, 10**9), max_size=8))
        statuses = st.sampled_from(["", "ok", "missing", "late", "unheld"])
        boxes = [Box(f"{key}{i}", f"title {i}", "node", w, status=draw(statuses)) for i, w in enumerate(weights)]
        columns.append(Column(key, key.title(), tuple(boxes)))
    links = [
        Link(left.code, right.code, draw(st.integers(0, 1000)))
        for lower, upper in itertools.pairwise(columns)
        for left in lower.boxes
        for right in upper.boxes[:3]
    ]
    links += [Link(left.code, right.code) for left in columns[1].boxes for right in columns[4].boxes[:2]]
    return Picture("What flows", "USD", tuple(columns), tuple(links))


@given(pictures(), st.integers(2, 8))
def test_folding_keeps_every_total(picture: Picture, most: int) -> None:
    folded = collapsed(picture, most, "{count} more")
    for before, after in zip(picture.columns, folded.columns, strict=True):
        assert len(after.boxes) <= most
        assert after.count == len(before.boxes)
        assert sum(box.weight for box in after.boxes) == sum(box.weight for box in before.boxes)
    assert sum(link.weight for link in folded.links) == sum(link.weight for link in picture.links)


@pytest.mark.parametrize("write", WRITERS)
@given(picture=pictures(), mirrored=st.booleans())
def test_every_box_is_drawn_once_and_leads_to_its_page(write: object, picture: Picture, mirrored: bool) -> None:
    assert callable(write)
    drawing = etree.fromstring(write(picture, lambda box: f"/node/{box.code}", mirrored))
    codes = [box.code for column in picture.columns for box in column.boxes]
    assert [link.get("href") for link in drawing.iter(f"{SVG}a")] == [f"/node/{code}" for code in codes]
    assert [title.text for title in drawing.iter(f"{SVG}title")] == [
        " · ".join((box.code, box.title)) for column in picture.columns for box in column.boxes
    ]
    assert not [element for element in drawing.iter() if element.get("style")]


@given(pictures())
def test_every_link_is_drawn_between_the_boxes_and_within_the_drawing(picture: Picture) -> None:
    drawing = etree.fromstring(line_svg(picture, lambda _: ""))
    paths = list(drawing.iter(f"{SVG}path"))
    assert len(paths) == len(picture.links)
    assert sum(path.get("class") == "line-flow" for path in paths) == sum(bool(link.weight) for link in picture.links)
    height = float((drawing.get("viewBox") or "").split()[3])
    for path in paths:
        numbers = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", path.get("d") or "")]
        assert all(0 <= number <= max(WIDTH, height) for number in numbers)
    assert all(
        float(rect.get("y") or 0) + float(rect.get("height") or 0) <= height for rect in drawing.iter(f"{SVG}rect")
    )


@given(pictures())
def test_ribbons_of_a_box_fill_its_side_and_no_more(picture: Picture) -> None:
    """What flows out of a box is as wide as the box, however its parts are rounded."""
    drawing = etree.fromstring(line_svg(picture, lambda _: ""))
    frames = {
        float(one.get("y") or 0): float(one.get("height") or 0)
        for one in drawing.iter(f"{SVG}rect")
        if one.get("class") == "line-frame" and one.get("x") == "0.0"
    }
    leaving: dict[float, list[tuple[float, float]]] = {}
    for path in drawing.iter(f"{SVG}path"):
        found = re.match(rf"M{BOX_WIDTH}\.0 (\S+?)C.*C.* (\S+?)Z$", path.get("d") or "")
        if found and path.get("class") == "line-flow":
            top, bottom = float(found[1]), float(found[2])
            box = max(y for y in frames if y <= top + 0.2)
            leaving.setdefault(box, []).append((top, bottom))
    for y, ribbons in leaving.items():
        assert abs(sum(bottom - top for top, bottom in ribbons) - frames[y]) < 0.15 * len(ribbons)


def test_what_asks_stands_in_the_order_of_what_it_leads_to() -> None:
    asked = tuple(Box(name, name, "mandate") for name in ("late", "early", "nowhere", "both"))
    planned = (Box("first", "first", "place"), Box("second", "second", "place"))
    links = (Link("late", "second"), Link("early", "first"), Link("both", "first"), Link("both", "second"))
    picture = Picture("t", "u", (Column("asked", "Asked", asked), Column("planned", "Planned", planned)), links)
    assert [box.code for box in untangled(picture).columns[0].boxes] == ["early", "both", "late", "nowhere"]


def test_what_wants_a_look_is_not_folded_away() -> None:
    boxes = tuple(Box(str(i), f"title {i}", "node", 100 - i, status="missing" if i == 9 else "") for i in range(10))
    folded = collapsed(Picture("t", "u", (Column("asked", "Asked", boxes),), ()), 3, "{count} more")
    assert [box.code for box in folded.columns[0].boxes] == ["0", "9", "asked+"]
    assert folded.columns[0].boxes[-1].title == "8 more"
    assert (
        collapsed(Picture("t", "u", (Column("asked", "Asked", boxes),), ()), 3, "", {"asked"}).columns[0].boxes == boxes
    )


@pytest.mark.parametrize("write", WRITERS)
def test_a_title_cannot_break_out_of_the_drawing(write: object) -> None:
    assert callable(write)
    box = Box("A/1", '<script>alert("1")</script> & more', "act")
    drawing = write(Picture("t", "u", (Column("asked", "Asked", (box,)),), ()), lambda _: '/x"onload="y')
    assert "<script" not in drawing
    assert [link.get("href") for link in etree.fromstring(drawing).iter(f"{SVG}a")] == ['/x"onload="y']


def test_the_columns_are_mirrored_and_nothing_else_is() -> None:
    boxes = (Column("asked", "Asked", (Box("a", "a", "act"),)), Column("paid", "Paid", (Box("b", "b", "fund"),)))
    picture = Picture("t", "USD", boxes, (Link("a", "b", 1),))

    def frames(drawing: str) -> list[float]:
        found = etree.fromstring(drawing).iter(f"{SVG}rect")
        return [float(one.get("x") or 0) for one in found if one.get("class") == "line-frame"]

    straight, turned = frames(line_svg(picture, lambda _: "")), frames(line_svg(picture, lambda _: "", True))
    assert turned == [WIDTH - BOX_WIDTH - x for x in straight]
    assert 'direction="rtl"' in line_svg(picture, lambda _: "", True)


def test_a_file_stands_alone() -> None:
    drawing = line_svg_file(Picture("t", "u", (Column("asked", "Asked", (Box("a", "a", "act"),)),), ()))
    assert drawing.startswith('<svg class="line-picture')
    assert "<a " not in drawing
    assert etree.fromstring(drawing)[0].get("fill") == "#ffffff"


@given(st.text(min_size=0, max_size=80), st.integers(20, 300))
def test_words_are_cut_to_what_fits(text: str, room: int) -> None:
    assert width_of(cut(text, room)) <= max(room, width_of("…"))
    assert all(width_of(line) <= max(room, width_of("…")) for line in wrapped(text, room, 2))
    assert len(wrapped(text, room, 2)) <= 2
