"""The picture of a line as a table: its columns as groups, each box as a row, with what it leads to."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.engine.picture import Box, Link, Picture
from throughline.web.formatting import plain_brief
from throughline.web.pages.frame import Status
from throughline.web.pages.parts import Cell, Group, Heading, Table

PageOfBox = Callable[[Box], str]

# How many of the boxes that one leads to are named before the rest is counted.
NAMED = 6
# What goes by its code, with its title beside it.
NAMED_BY_CODE = ("mandate", "linked", "unknown")
LEADS = {"asked": "planned", "planned": "paid"}


def table_of(picture: Picture, page_of_box: PageOfBox) -> Table:
    """The boxes of a picture that has its figures, row by row, folded where the picture is."""
    leads = _leads(picture)
    groups = tuple(
        Group(
            tuple(_row(box, page_of_box(box), leads.get(box.code, "")) for box in column.boxes),
            column.key,
            f"{column.name} ({column.count})",
        )
        for column in picture.columns
    )
    headings = (Heading(_("What")), Heading(_("State")), Heading(_("Leads to")), Heading(_("Figure"), is_number=True))
    return Table(_("The line as a table"), headings, groups, none=_("Nothing is in the record."), caption_unseen=True)


def _row(box: Box, address: str, leads: str) -> tuple[Cell, ...]:
    if box.folded > 1 or box.kind in ("fund", "body", "rest"):
        what = Cell(box.title, address)
    elif box.kind in NAMED_BY_CODE:
        what = Cell(box.says, address, box.title, is_printed=True)
    elif box.kind in ("delivered", "open"):
        what = Cell(box.title, address, is_printed=True)
    else:
        what = Cell(box.title, address, box.code, is_printed=True)
    says = box.says if box.kind not in NAMED_BY_CODE else ""
    status = _status(box)
    state = Cell(status=status, label=_("State")) if status else Cell(says, label=_("State"), is_printed=True)
    return what, state, Cell(leads, label=_("Leads to")), Cell(box.figure, label=_("Figure"), is_number=True)


def _status(box: Box) -> Status | None:
    if box.folded > 1:
        return None
    if box.kind == "open":
        return Status("bad", _("error")) if box.status == "missing" else Status("attention", _("warning"))
    words = {
        "ok": Status("good", _("all delivered")),
        "late": Status("attention", _("some missing")),
        "missing": Status("attention", _("no money")),
        "unheld": Status("plain", _("text not held")),
    }
    return words.get(box.status)


def _leads(picture: Picture) -> dict[str, str]:
    """What each box leads to in the column that its money or its mandates flow to, with the amounts on the way."""
    column_of = {box.code: column.key for column in picture.columns for box in column.boxes}
    boxes = {box.code: box for column in picture.columns for box in column.boxes}
    by_source: dict[str, list[str]] = {}
    for link in picture.links:
        if LEADS.get(column_of[link.source]) == column_of[link.target]:
            by_source.setdefault(link.source, []).append(_end(link, boxes[link.target]))
    return {code: _some(names) for code, names in by_source.items()}


def _end(link: Link, target: Box) -> str:
    amounts = " · ".join(plain_brief(one) for one in link.amounts)
    name = target.title if target.kind in ("fund", "rest") or target.folded > 1 else _short(target.code)
    return f"{name} {amounts}".strip()


def _short(code: str) -> str:
    """The code of a part without the organization and the year: "10/SP1"."""
    return "/".join(code.split("/")[2:]) or code


def _some(names: list[str]) -> str:
    if len(names) <= NAMED:
        return "; ".join(names)
    rest = len(names) - NAMED
    more = ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest}
    return "; ".join((*names[:NAMED], more))
