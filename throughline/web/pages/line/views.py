"""The page of a line: what follows from it, the picture in two sizes, the table, and the ways to look at it."""

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from throughline.engine.flows import Flows, address_of, picture_of
from throughline.engine.picture import COUNT, Box, Picture, collapsed, currencies_of, untangled, weighed
from throughline.store.flows import flows_of
from throughline.store.rights import Sight
from throughline.web.addresses import mandate_page, page_of, plan_page_of
from throughline.web.api.answers import as_json
from throughline.web.api.shapes.line import PictureShape, picture_shape
from throughline.web.pages.frame import Head, Step, Words, organization_at, sight_in
from throughline.web.pages.line.table import PageOfBox, table_of
from throughline.web.pages.line.words import answer_of, figured, names_of, tone_of
from throughline.web.pages.mandates.named import trail_of_registry
from throughline.web.pages.plans.trail import trail_of_year
from throughline.writers.line_svg.narrow import line_svg_narrow
from throughline.writers.line_svg.wide import line_svg

# Boxes of a column before the rest is folded: what still reads on a printed page.
MOST = 12
# Boxes of a column that was opened: more than that is read on the page of the node.
WIDEST = 100
IN_PLAN = re.compile(r"(?:\d{4}(?:-\d{2,4})?|undated)(?:/.+)?")
TITLE = 160


def line(request: HttpRequest, organization: str, address: str) -> HttpResponse:
    """The line of the node at a public address; a plan's may be given without the code of the organization."""
    seen = sight_in(request, organization_at(request, organization))
    flows = _flows_at(organization, address, seen)
    if request.GET.get("format") == "json":
        return as_json(PictureShape, picture_shape(flows))
    whole = picture_of(flows, names_of(flows))
    unit = _unit(request, whole)
    opened = [column.key for column in whole.columns if column.key in request.GET.getlist("open")]
    answer = answer_of(flows)
    small = collapsed(weighed(whole, unit), MOST, _("and {count} more"), opened, WIDEST)
    shown = figured(small, " ".join(answer))

    def page_of_box(box: Box) -> str:
        if box.folded > 1:
            return _page_of_rest(box, organization, flows, unit, opened)
        return _page_of_box(box, organization)

    context = {
        "head": _head(organization, flows),
        "tone": tone_of(flows),
        "answers": answer,
        "drawings": [drawn(drawing) for drawing in _drawings(untangled(shown), page_of_box)],
        "views": _views(whole, unit, opened),
        "mixed": len(currencies_of(whole)) > 1,
        "table": table_of(shown, page_of_box),
        "node": flows.node.code,
    }
    return render(request, "line.html", context)


def _flows_at(organization: str, address: str, seen: Sight) -> Flows:
    code = f"{organization}/{address}" if IN_PLAN.fullmatch(address) else address
    flows = flows_of(code, seen_by=seen)
    if flows is None:
        raise Http404(_("Nothing in the record has the address %(code)s.") % {"code": address[:200]})
    return flows


def _unit(request: HttpRequest, whole: Picture) -> str:
    """What widths show: what was asked for where it is one of those that there are, else the first of them."""
    units = [*currencies_of(whole), COUNT]
    wanted = request.GET.get("by", "")
    return wanted if wanted in units else units[0]


def _drawings(picture: Picture, page_of_box: PageOfBox) -> tuple[str, str]:
    mirrored = get_language_bidi()
    return line_svg(picture, page_of_box, mirrored), line_svg_narrow(picture, page_of_box, mirrored)


def drawn(drawing: str) -> SafeString:
    """A drawing of the line as a page shows it."""
    return mark_safe(drawing)  # noqa: S308  (every text in it is escaped where it is drawn)


def _views(whole: Picture, unit: str, opened: Sequence[str]) -> list[tuple[Words, str, bool]]:
    """The ways to look at it as (words, address, whether it is this one); none where there is but one."""
    named = [(one, _("money in %(currency)s") % {"currency": one}) for one in currencies_of(whole)]
    return [(words, _query(one, opened), one == unit) for one, words in (*named, (COUNT, _("how many")))]


def _query(unit: str, opened: Sequence[str]) -> str:
    return f"?{urlencode([('by', unit), *(('open', key) for key in opened)])}"


def _page_of_rest(box: Box, organization: str, flows: Flows, unit: str, opened: Sequence[str]) -> str:
    """What a folded box opens: its column; where that is open, the page of the node, which lists everything."""
    column = box.code.removesuffix("+")
    if column in opened:
        return page_of(organization, flows.node.code)
    return f"{_query(unit, [*opened, column])}#{column}"


def _page_of_box(box: Box, organization: str) -> str:
    if box.kind == "mandate":
        return mandate_page(organization, box.code) if "#" not in box.code else page_of(organization, box.code)
    if box.kind == "body":
        return f"{reverse('mandates', args=[organization])}?{urlencode({'body': box.title})}"
    address = address_of(box)
    return page_of(organization, address) if address else ""


def _head(organization: str, flows: Flows) -> Head:
    node = flows.node
    title = Truncator(node.title or node.code).chars(TITLE)
    return Head(_("The line · %(code)s") % {"code": node.code}, title, _trail(organization, flows), language="en")


def _trail(organization: str, flows: Flows) -> tuple[Step, ...]:
    """The steps to the page of the node: in a plan by its year, else by the registry."""
    code = flows.node.code
    if flows.node.kind == "year":
        return trail_of_year(organization, flows.year)
    _own, _slash, within = code.partition("/")
    year, _slash, part = within.partition("/")
    if code.startswith(f"{organization}/") and year.isdigit() and part:
        return (*trail_of_year(organization, int(year)), Step(part, plan_page_of(organization, code)))
    return (*trail_of_registry(organization), Step(code, page_of(organization, code)))
