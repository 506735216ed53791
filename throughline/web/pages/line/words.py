"""The words of a line in the reader's language: what follows from it, its columns, and the figures of its boxes."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.engine.flows import Flows, Names, stated_in_all
from throughline.engine.money import Money, by_currency
from throughline.engine.picture import Box, Column, Picture
from throughline.web.formatting import number, plain_brief
from throughline.web.pages.plans.names import fund_name

# What stands at a place and shares the money that is stated for the place.
WITHIN_PARTS = ("result", "measure", "deliverable")


def names_of(flows: Flows) -> Names:
    """The names of the columns, of the funds that pay, and of what a whole has beyond its parts."""
    return Names(
        asked=_("Asked"),
        planned=_("Planned"),
        paid=_("Paid"),
        delivered=_("Delivered"),
        open=_("Open"),
        rest=_("Direction, support and the whole"),
        funds={one.fund: fund_name(one.fund) for one in flows.paid},
    )


def answer_of(flows: Flows) -> list[str]:
    """What follows from a line, in sentences: what asks and is paid, what came of it, what stands open."""
    money = stated_in_all(flows.parts, flows.paid)
    # Two currencies stand beside each other: they are never added.
    paid = (
        _("%(money)s is stated for %(year)s") % {"money": _amounts(money), "year": flows.year or "–"}
        if money
        else _("no amount is printed for it")
    )
    sentences = [_("%(asked)s; %(paid)s.") % {"asked": _asked(flows), "paid": paid}]
    if flows.listed_by:
        sentences.append(_("The mandates are listed by %(place)s.") % {"place": flows.listed_by})
    if money and flows.shared_by is not None:
        sentences.append(_shared(flows, flows.shared_by))
    due = sum(one.due for one in flows.delivered)
    if due:
        done = sum(one.done for one in flows.delivered)
        sentences.append(
            _("%(done)s of %(due)s deliverables that were due came in full.")
            % {"done": number(done), "due": number(due)}
        )
    errors, warnings = (sum(getattr(one, kind) for one in flows.open) for kind in ("errors", "warnings"))
    if errors or warnings:
        sentences.append(_("Open: %(found)s.") % {"found": _found(errors, warnings)})
    return sentences


def _shared(flows: Flows, mandates: int) -> str:
    """Whose amounts these are: those of the whole parts of the plan that answer, which answer other mandates too."""
    if flows.node.kind in WITHIN_PARTS:
        words = ngettext(
            "The amounts are those of the whole part of the plan in which this stands; %(count)s mandate asks for it.",
            "The amounts are those of the whole part of the plan in which this stands; %(count)s mandates ask for it.",
            mandates,
        )
    elif mandates:
        words = ngettext(
            "The amounts are those of whole parts of the plan, which also answer %(count)s other mandate.",
            "The amounts are those of whole parts of the plan, which also answer %(count)s other mandates.",
            mandates,
        )
    else:
        words = _("The amounts are those of whole parts of the plan, not of this alone.")
    return words % {"count": number(mandates)}


def tone_of(flows: Flows) -> str:
    """How the answer is meant: attention where errors stand or nothing asks or pays, good where nothing stands open."""
    if any(one.errors for one in flows.open) or not flows.paid or not flows.asked:
        return "attention"
    return "plain" if flows.open or not flows.tells_open else "good"


def _asked(flows: Flows) -> str:
    kinds = {one.kind for one in flows.asked}
    count = len(flows.asked)
    if "body" in kinds:
        documents = sum(way.count for one in flows.asked for way in one.to)
        words = ngettext("%(count)s listing of a mandate asks", "%(count)s listings of mandates ask", documents)
        return words % {"count": number(documents)}
    if "act" in kinds:
        return ngettext("%(count)s act asks", "%(count)s acts ask", count) % {"count": number(count)}
    return ngettext("%(count)s mandate asks", "%(count)s mandates ask", count) % {"count": number(count)}


def figured(picture: Picture, title: str) -> Picture:
    """The picture with the figures of its boxes and columns written out, and what it shows as its title."""
    columns = tuple(
        replace(
            column,
            boxes=tuple(replace(box, figure=_figure(column.key, box)) for box in column.boxes),
            figure=_sum(column),
        )
        for column in picture.columns
    )
    return replace(picture, title=title, columns=columns)


def _figure(key: str, box: Box) -> str:
    if key == "planned" and box.status == "missing" and not box.amounts:
        return _("no money")
    if box.amounts:
        return _amounts(box.amounts)
    if key == "delivered" and box.count:
        return _("%(done)s of %(due)s") % {"done": number(box.part), "due": number(box.count)}
    if key == "open":
        return _found(box.part, box.count - box.part)
    if box.kind == "body":
        return ngettext("%(count)s listing", "%(count)s listings", box.count) % {"count": number(box.count)}
    return ""


def _sum(column: Column) -> str:
    """What a column comes to."""
    if amounts := by_currency(one for box in column.boxes for one in box.amounts):
        return _amounts(amounts)
    count, part = (sum(getattr(box, name) for box in column.boxes) for name in ("count", "part"))
    if column.key == "delivered" and count:
        return _("%(done)s of %(due)s") % {"done": number(part), "due": number(count)}
    return _found(part, count - part) if column.key == "open" and count else ""


def _amounts(amounts: Iterable[Money]) -> str:
    return " · ".join(plain_brief(one) for one in amounts)


def _found(errors: int, warnings: int) -> str:
    """So many errors and so many warnings; none of a kind is not said."""
    said = []
    if errors:
        said.append(ngettext("%(count)s error", "%(count)s errors", errors) % {"count": number(errors)})
    if warnings:
        said.append(ngettext("%(count)s warning", "%(count)s warnings", warnings) % {"count": number(warnings)})
    return ", ".join(said)
