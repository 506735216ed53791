"""The form of what is due: a field for each cell of each report, named by its address; read as entries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from throughline.engine.monitoring.aggregation import Kind
from throughline.engine.monitoring.cells import TOTAL, Dimension, Part, cells_of, items_of, part_of
from throughline.store.monitoring.indicators.due import Due
from throughline.store.monitoring.indicators.entering import Entry

LONGEST = 2000
# What stands between the address of a report and its cell in the name of a field.
BETWEEN = "|"
# A report of more cells than this is entered in a workbook.
MOST_CELLS = 40


@dataclass(frozen=True, slots=True)
class CellField:
    """A field of the form with what it is for."""

    name: str
    label: str
    bound: Any
    is_total: bool


@dataclass(frozen=True, slots=True)
class DueShown:
    """A report that is due with its fields; `too_many` where its cells are entered in a workbook alone."""

    due: Due
    fields: tuple[CellField, ...]
    too_many: int

    @property
    def last(self) -> str:
        """The value of the period before, as it is read."""
        return told_again(self.due.last[1], self.due.definition.kind)

    @property
    def target(self) -> str:
        """The target, as it is read."""
        return told_again(self.due.target, self.due.definition.kind)


class DueForm(forms.Form):
    """Values of the reports that are due; what is left as it stands is no entry."""

    def __init__(self, data: Any, due: Sequence[Due]) -> None:
        super().__init__(data)
        self.due = due
        for one in due:
            for cell in shown_cells(one):
                name = f"{one.report}{BETWEEN}{cell}"
                self.fields[name] = forms.CharField(
                    required=False, max_length=LONGEST, label=label_of(cell, one.definition.dimensions)
                )
                self.initial[name] = one.stands.get(cell, "")

    def entries(self) -> list[Entry]:
        """What was typed anew, by the address of its report and its cell. The form must be valid."""
        found = []
        for one in self.due:
            for cell in shown_cells(one):
                typed = str(self.cleaned_data[f"{one.report}{BETWEEN}{cell}"]).strip()
                if typed != one.stands.get(cell, ""):
                    found.append(Entry(one.report, typed, cell, where=f"{one.report}{BETWEEN}{cell}"))
        return found

    def shown(self) -> list[DueShown]:
        """The reports with their fields, in their order."""
        return [
            DueShown(
                one,
                tuple(self._field(one, cell) for cell in shown_cells(one)),
                len(cells_of(one.definition.dimensions)) if is_large(one) else 0,
            )
            for one in self.due
        ]

    def _field(self, one: Due, cell: str) -> CellField:
        name = f"{one.report}{BETWEEN}{cell}"
        return CellField(name, label_of(cell, one.definition.dimensions), self[name], cell == TOTAL)


def told_again(typed: str, kind: Kind) -> str:
    """What was typed as it is read: of a question or a milestone yes or no, with its words."""
    answer, colon, words = typed.partition(":")
    if kind not in (Kind.YESNO, Kind.MILESTONE) or answer.lstrip("~") not in ("0", "1"):
        return typed
    return f"{_('yes') if answer.endswith('1') else _('no')}{colon}{words}"


def is_large(one: Due) -> bool:
    """Tell whether a report has more cells than a page shows."""
    return len(cells_of(one.definition.dimensions)) > MOST_CELLS


def shown_cells(one: Due) -> tuple[str, ...]:
    """The cells that the form shows: the total, and the ones that cross all dimensions."""
    dimensions = one.definition.dimensions
    if not dimensions or is_large(one):
        return (TOTAL,)
    return (TOTAL, *(cell for cell in cells_of(dimensions) if part_of(cell, dimensions) is Part.CROSSED))


def label_of(cell: str, dimensions: Iterable[Dimension]) -> str:
    """What a cell is called: "Total", or its categories in words."""
    if cell == TOTAL:
        return _("Total")
    named: Mapping[tuple[str, str], str] = {
        (one.code, category.code): category.title or category.code for one in dimensions for category in one.categories
    }
    order = [one.code for one in dimensions]
    items = sorted(items_of(cell), key=lambda item: order.index(item[0]))
    return ", ".join(named[item] for item in items)
