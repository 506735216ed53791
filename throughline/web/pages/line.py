"""The line of a place of a plan: one picture, the same as a table, and the same as JSON."""

from collections.abc import Iterable
from dataclasses import asdict, replace

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from throughline.engine.money import Money, total
from throughline.engine.picture import Box, Column, Link, Picture, collapsed
from throughline.store.flows import Flows, ListedPart, Part, flows_of
from throughline.web.addresses import mandate_page, page_of, plan_page_of
from throughline.web.formatting import plain_brief
from throughline.web.pages.frame import Head, Step, organization_at, sight_in
from throughline.web.pages.plans.names import fund_name
from throughline.web.pages.plans.trail import trail_of_year
from throughline.writers.line_svg import line_svg

# Boxes of a column before the rest is folded: what still reads on a printed page.
MOST = 12


def line(request: HttpRequest, organization: str, place: str) -> HttpResponse:
    """The line of a section, programme or subprogramme with everything below it."""
    seen = sight_in(request, organization_at(request, organization))
    address = f"{organization}/{place}"
    flows = flows_of(address, seen_by=seen)
    if flows is None:
        raise Http404(_("Nothing in the plans that were read has the address %(code)s.") % {"code": address[:200]})
    picture = picture_of(flows)
    if request.GET.get("format") == "json":
        return JsonResponse(asdict(picture))
    context = {
        "head": Head(
            _("The line"), flows.parts[0].title, (*trail_of_year(organization, flows.year), _back(organization, flows))
        ),
        "answer": picture.title,
        "drawing": mark_safe(drawn(picture, organization)),  # noqa: S308  (every text in it is escaped where it is drawn)
        "columns": [(column, _rows(column, organization)) for column in picture.columns],
        "back": plan_page_of(organization, address),
    }
    return render(request, "plans/line.html", context)


def _back(organization: str, flows: Flows) -> Step:
    """The step back to the place whose line it is."""
    address = flows.parts[0].address
    return Step(address.partition("/")[2].partition("/")[2], plan_page_of(organization, address))


def drawn(picture: Picture, organization: str) -> str:
    """The picture as SVG, folded where it is large, mirrored where the page reads from right to left."""
    small = collapsed(picture, MOST, _("{count} more"))
    return line_svg(small, lambda box: _page_of_box(box, organization), get_language_bidi())


def _page_of_box(box: Box, organization: str) -> str:
    if box.code.endswith("+"):
        return f"#{box.code.removesuffix('+')}"
    if box.kind == "mandate":
        return mandate_page(organization, box.code)
    if box.kind == "linked":
        return page_of(organization, box.code)
    return page_of(organization, box.code.partition(" ")[0])


def _rows(column: Column, organization: str) -> list[tuple[Box, str]]:
    return [(box, _page_of_box(box, organization)) for box in column.boxes]


def picture_of(flows: Flows) -> Picture:
    """The picture of what flows: mandates, places by their estimate, funds, deliveries, findings.

    What the whole has beyond its parts (direction, support) stands as a box of its own, so that the boxes of each
    column add up to what is printed for the whole.
    """
    parts = _drawn_parts(flows)
    places = {part.address for part in parts}
    links = [
        *_asked_links(flows.listed, places),
        *(Link(part.address, f"fund {one.fund}", one.money.minor) for part in parts for one in part.estimates),
        *(Link(part.address, f"{part.address} delivered") for part in parts if part.due),
        *(Link(part.address, f"{part.address} open") for part in parts if part.errors or part.warnings),
    ]
    columns = (
        Column("asked", _("Asked"), _asked(flows.listed)),
        Column("planned", _("Planned"), _planned(parts)),
        Column("paid", _("Paid"), _paid(parts)),
        Column("delivered", _("Delivered"), _delivered(parts)),
        Column("open", _("Open"), _open(parts)),
    )
    return Picture(_said(flows, parts), _currency(parts), columns, tuple(links))


def _drawn_parts(flows: Flows) -> list[Part]:
    """The places below the whole, and the whole itself with what they leave of its money."""
    whole, *below = flows.parts
    below = [part for part in below if part.estimates or part.due or part.errors or part.warnings]
    if not below:
        return [whole]
    given: dict[tuple[str, str], int] = {}
    for part in below:
        for one in part.estimates:
            key = (one.fund, one.money.currency)
            given[key] = given.get(key, 0) + one.money.minor
    left = [
        replace(one, money=Money(one.money.minor - given.get((one.fund, one.money.currency), 0), one.money.currency))
        for one in whole.estimates
    ]
    # Rounding can leave a little below zero: that is no money of the whole's own.
    left = [one for one in left if one.money.minor > 0]
    return [*below, replace(whole, title=_("Direction, support and the whole"), estimates=tuple(left))]


def _said(flows: Flows, parts: Iterable[Part]) -> str:
    mandates = len({one.symbol for one in flows.listed if not one.is_linked})
    wrong = sum(part.errors for part in flows.parts)
    asked = ngettext("%(count)s mandate asks", "%(count)s mandates ask", mandates) % {"count": mandates}
    money = _sum(one.money for part in parts for one in part.estimates)
    paid = _("%(money)s is estimated for %(year)s") % {
        "money": plain_brief(money) if money else "–",
        "year": flows.year,
    }
    found = ngettext("%(count)s error stands open", "%(count)s errors stand open", wrong) % {"count": wrong}
    return _("%(asked)s; %(paid)s; %(open)s.") % {"asked": asked, "paid": paid, "open": found}


def _sum(amounts: Iterable[Money]) -> Money | None:
    """The sum of amounts in the currency of the first; others are not added to it."""
    listed = list(amounts)
    if not listed:
        return None
    return total((one for one in listed if one.currency == listed[0].currency), listed[0].currency)


def _currency(parts: Iterable[Part]) -> str:
    return next((one.money.currency for part in parts for one in part.estimates), "")


def _asked(listed: Iterable[ListedPart]) -> tuple[Box, ...]:
    boxes = {
        one.symbol: Box(
            one.symbol,
            one.symbol,
            "linked" if one.is_linked else "mandate",
            0,
            one.title,
            "" if one.is_held else "unheld",
        )
        for one in listed
    }
    return tuple(boxes.values())


def _asked_links(listed: Iterable[ListedPart], places: set[str]) -> list[Link]:
    """A mandate leads to the place that lists it, what is linked to the place that answers it.

    What the whole part lists or answers leads to every place in it.
    """
    links = []
    for one in listed:
        targets = [one.place] if one.place in places else sorted(places)
        links += [Link(one.symbol, target) for target in targets]
    return links


def _planned(parts: Iterable[Part]) -> tuple[Box, ...]:
    boxes = []
    for part in parts:
        money = _sum(one.money for one in part.estimates)
        figure = plain_brief(money) if money else _("no money")
        boxes.append(
            Box(part.address, part.title, "place", money.minor if money else 0, figure, "" if money else "missing")
        )
    return tuple(boxes)


def _paid(parts: Iterable[Part]) -> tuple[Box, ...]:
    funds: dict[str, list[Money]] = {}
    sources: dict[str, str] = {}
    for part in parts:
        for one in part.estimates:
            funds.setdefault(one.fund, []).append(one.money)
            sources.setdefault(one.fund, one.address)
    boxes = []
    for fund, amounts in funds.items():
        money = _sum(amounts)
        if money is not None:
            boxes.append(Box(f"fund {fund}", fund_name(fund), "fund", money.minor, plain_brief(money)))
    return tuple(boxes)


def _delivered(parts: Iterable[Part]) -> tuple[Box, ...]:
    return tuple(
        Box(
            f"{part.address} delivered",
            part.title,
            "deliverables",
            0,
            _("%(done)s of %(due)s") % {"done": part.delivered, "due": part.due},
            "ok" if part.delivered == part.due else "late",
        )
        for part in parts
        if part.due
    )


def _open(parts: Iterable[Part]) -> tuple[Box, ...]:
    boxes = []
    for part in parts:
        if part.errors or part.warnings:
            said = _("%(errors)s errors, %(warnings)s warnings") % {"errors": part.errors, "warnings": part.warnings}
            status = "missing" if part.errors else "late"
            boxes.append(Box(f"{part.address} open", part.title, "findings", 0, said, status))
    return tuple(boxes)
