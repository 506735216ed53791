"""The linkage table: strategic result by financial line by operational activity, as page, picture, CSV and JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import get_language_bidi, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from throughline.engine.picture import Box, Column, Link, Picture, collapsed
from throughline.engine.planning.frameworks import FINANCIAL, OPERATIONAL, STRATEGIC
from throughline.engine.planning.linkage import Linkage, LinkageRow
from throughline.store.planning.linkage import PlanBeside, PlansBeside, linkage_between, plans_beside
from throughline.web.addresses import page_of
from throughline.web.api.answers import as_json
from throughline.web.api.shapes.frameworks import LinkageRowShape, LinkageShape, linkage_row_shape
from throughline.web.formatting import number
from throughline.web.pages.frame import (
    ANY,
    Head,
    Status,
    Words,
    as_sheet,
    organization_at,
    page_of_list,
    sheet_of,
    show_list,
    sight_in,
)
from throughline.web.pages.frameworks.at import trail_of_frameworks
from throughline.web.pages.frameworks.forms import LinkageFilters
from throughline.web.pages.frameworks.names import GAP_NAMES, PLANS_NAMES
from throughline.web.pages.line.views import drawn
from throughline.writers.line_svg.narrow import line_svg_narrow
from throughline.writers.line_svg.wide import line_svg

# Rows on a page, and boxes in a column of the picture before the rest is folded.
ROWS, BOXES = 50, 14
# The columns of the picture by the keys that its colours go by.
COLUMNS = ((STRATEGIC, "asked"), (FINANCIAL, "planned"), (OPERATIONAL, "delivered"))


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of the table with the titles of what it names and what is missing in words."""

    row: LinkageRow
    titles: tuple[str, str, str]
    gaps: tuple[Status, ...]


def linkage(request: HttpRequest, organization: str) -> HttpResponse:
    """The linkage table of an organization: with every gap, or with those that are asked for."""
    whose = organization_at(request, organization)
    beside = plans_beside(whose, seen_by=sight_in(request, whose))
    filters = LinkageFilters(request.GET)
    offer_plans(filters, beside)
    wanted = filters.wanted
    table, strategic = linkage_wanted(beside, wanted)
    rows = rows_wanted(table, wanted.get("gap", ""))
    if request.GET.get("format") in ("csv", "json") and not filters.is_wrong:
        return _as_data(request, table, rows, f"linkage-{whose.code}")
    listing = page_of_list(request, filters, len(rows), lambda at, many: _shown(table, rows[at : at + many]), ROWS)
    answers = _said(table, rows)
    picture = picture_of(table, " ".join(answers))
    context = {
        "head": Head(_("Linkage table"), _("Strategic results, financial lines, activities"), _trail(whose.code)),
        "answers": answers,
        "tone": "attention" if any(table.gaps.values()) else "good",
        "strategic": strategic,
        "gaps": [(GAP_NAMES[gap], count, gap) for gap, count in table.gaps.items() if count],
        "listing": listing,
        "sheet": sheet_of(request.GET),
        "drawings": _drawings(picture, whose.code) if listing.total and not wanted.get("gap") else (),
        "there": bool(beside.nodes),
    }
    return show_list(request, "frameworks/linkage.html", filters, context)


def offer_plans(filters: LinkageFilters, beside: PlansBeside) -> None:
    """Let the plans of the organization be chosen in the filters."""
    for kind in (STRATEGIC, FINANCIAL, OPERATIONAL):
        every: tuple[str, Words] = ("", gettext_lazy("That of today") if kind == STRATEGIC else ANY)
        filters.offer(kind, [every, *((one.address, f"{one.address} {one.title}") for one in beside.of_kind(kind))])


def linkage_wanted(beside: PlansBeside, wanted: dict[str, Any]) -> tuple[Linkage, PlanBeside | None]:
    """The table that is asked for; without a strategic plan named, of the one that holds today, or the newest."""
    plans = beside.of_kind(STRATEGIC)
    today = localdate()
    holding = [one for one in plans if one.span and one.span.start <= today < one.span.end]
    named = next((one for one in plans if one.address == wanted.get("strategic")), None)
    strategic = named or next(iter((*holding, *plans)), None)
    others = (wanted.get("financial", ""), wanted.get("operational", ""))
    return linkage_between(beside, strategic.address if strategic else "", *others), strategic


def rows_wanted(table: Linkage, gap: str) -> Sequence[LinkageRow]:
    """The rows of a table with this gap, with any, or all."""
    if not gap:
        return table.rows
    return [one for one in table.rows if (one.gaps if gap == "any" else gap in one.gaps)]


def _as_data(request: HttpRequest, table: Linkage, rows: Iterable[LinkageRow], name: str) -> HttpResponse:
    shapes = tuple(linkage_row_shape(table, one) for one in rows)
    if request.GET["format"] == "csv":
        return as_sheet(LinkageRowShape, shapes, name)
    return as_json(LinkageShape, LinkageShape(shapes, dict(table.gaps)))


def _shown(table: Linkage, rows: Iterable[LinkageRow]) -> list[RowShown]:
    def title(address: str) -> str:
        return table.nodes[address].title if address else ""

    return [
        RowShown(
            one,
            (title(one.strategic), title(one.financial), title(one.operational)),
            tuple(GAP_NAMES[gap] for gap in one.gaps),
        )
        for one in rows
    ]


def _said(table: Linkage, rows: Sequence[LinkageRow]) -> list[str]:
    whole = sum(bool(one.strategic and one.financial and one.operational) for one in table.rows)
    words = ngettext(
        "%(count)s line from a strategic result through a financial line to an activity.",
        "%(count)s lines from strategic results through financial lines to activities.",
        whole,
    )
    said = [words % {"count": number(whole)}]
    missing = sum(bool(one.gaps) for one in table.rows)
    if not missing:
        return [*said, _("Nothing is missing.")]
    words = ngettext("In %(count)s row something is missing.", "In %(count)s rows something is missing.", missing)
    return [*said, words % {"count": number(missing)}]


def _trail(organization: str) -> tuple[Any, ...]:
    return trail_of_frameworks(organization)


def picture_of(table: Linkage, title: str) -> Picture:
    """The table as a picture: what each row names as boxes in three columns, what is joined as links."""
    boxes: dict[str, dict[str, Box]] = {kind: {} for kind, _key in COLUMNS}
    links: dict[tuple[str, str], Link] = {}
    for row in table.rows:
        ends = (row.strategic, row.financial, row.operational)
        for (kind, _key), address in zip(COLUMNS, ends, strict=True):
            if address:
                status = "missing" if row.gaps else ""
                known = boxes[kind].get(address)
                if known is None or (status and not known.status):
                    boxes[kind][address] = Box(address, table.nodes[address].title, "result", status=status, count=1)
        named = [one for one in ends if one]
        for source, target in pairwise(named):
            links[source, target] = Link(source, target)
    columns = tuple(Column(key, str(PLANS_NAMES[kind]), tuple(boxes[kind].values())) for kind, key in COLUMNS)
    return collapsed(Picture(title, "", columns, tuple(links.values())), BOXES, _("and {count} more"))


def _drawings(picture: Picture, organization: str) -> list[Any]:
    def page_of_box(box: Box) -> str:
        return page_of(organization, box.code) if box.folded == 1 else ""

    mirrored = get_language_bidi()
    return [drawn(draw(picture, page_of_box, mirrored)) for draw in (line_svg, line_svg_narrow)]
