"""The picture of the line: folding keeps every total, and what is drawn is the picture and nothing else."""

import itertools

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from throughline.engine.picture import Box, Column, Link, Picture, collapsed
from throughline.writers.line_svg import line_svg

SVG = "{http://www.w3.org/2000/svg}"


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    columns = []
    for key in ("asked", "planned", "paid"):
        weights = draw(st.lists(st.integers(0, 10**9), max_size=20))
        statuses = st.sampled_from(["", "ok", "missing", "late", "unheld"])
        boxes = [Box(f"{key}{i}", f"title {i}", "node", w, status=draw(statuses)) for i, w in enumerate(weights)]
        columns.append(Column(key, key.title(), tuple(boxes)))
    links = [
        Link(left.code, right.code, draw(st.integers(0, 1000)))
        for lower, upper in itertools.pairwise(columns)
        for left in lower.boxes
        for right in upper.boxes[:3]
    ]
    return Picture("What flows", "USD", tuple(columns), tuple(links))


@given(pictures(), st.integers(2, 8))
def test_folding_keeps_every_total(picture: Picture, most: int) -> None:
    folded = collapsed(picture, most, "{count} more")
    for before, after in zip(picture.columns, folded.columns, strict=True):
        assert len(after.boxes) <= most
        assert sum(box.folded for box in after.boxes) == len(before.boxes)
        assert sum(box.weight for box in after.boxes) == sum(box.weight for box in before.boxes)
    assert sum(link.weight for link in folded.links) == sum(link.weight for link in picture.links)


@given(pictures(), st.booleans())
def test_every_box_is_drawn_once_and_leads_to_its_page(picture: Picture, mirrored: bool) -> None:
    drawing = etree.fromstring(line_svg(picture, lambda box: f"/node/{box.code}", mirrored))
    codes = [box.code for column in picture.columns for box in column.boxes]
    assert [link.get("href") for link in drawing.iter(f"{SVG}a")] == [f"/node/{code}" for code in codes]
    assert len(list(drawing.iter(f"{SVG}path"))) == len(picture.links)
    assert not [element for element in drawing.iter() if element.get("style")]


def test_what_wants_a_look_is_not_folded_away() -> None:
    boxes = tuple(Box(str(i), f"title {i}", "node", 100 - i, status="missing" if i == 9 else "") for i in range(10))
    folded = collapsed(Picture("t", "u", (Column("asked", "Asked", boxes),), ()), 3, "{count} more")
    assert [box.code for box in folded.columns[0].boxes] == ["0", "9", "asked+"]
    assert folded.columns[0].boxes[-1].title == "8 more"


def test_a_title_cannot_break_out_of_the_drawing() -> None:
    box = Box("A/1", '<script>alert("1")</script> & more', "act")
    drawing = line_svg(Picture("t", "u", (Column("asked", "Asked", (box,)),), ()), lambda _: '/x"onload="y')
    assert "<script" not in drawing
    assert etree.fromstring(drawing).find(f"{SVG}a").get("href") == '/x"onload="y'  # type: ignore[union-attr]
