"""Forms of editing, one for each action, the same for a page, a row of a workbook, and the API."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.engine.editing.checks import LONGEST, LONGEST_TITLE
from throughline.engine.editing.merging import Conflict
from throughline.engine.editing.nodes import measure_columns
from throughline.engine.editing.records import RESULT, Addition, Node, Removal
from throughline.engine.findings import Finding
from throughline.engine.sources import Typed
from throughline.store.findings import parts_of
from throughline.web.pages.findings import told
from throughline.web.pages.plans.names import status_name

LABELS = {
    "title": gettext_lazy("Title"),
    "entity": gettext_lazy("Carried out by"),
    "objective": gettext_lazy("Objective"),
    "strategy": gettext_lazy("Strategy"),
    "expected": gettext_lazy("What the work is expected to result in"),
    "narrative": gettext_lazy("What is told of it"),
    "unit": gettext_lazy("Unit"),
}
LONG = {"objective": 5, "strategy": 8, "expected": 5, "narrative": 8, "title": 2}
VALUE = re.compile(r"(?P<year>\d{4})-(?P<status>[a-z]+)(?P<again>~\d+)?")
NAMES = re.compile(r"(?:M(?P<measure>\d+)/)?(?P<name>.+)")
WORDY = 20
MINE, THEIRS = "mine", "theirs"


def label_of(field: str) -> str:
    """The name of a field in the reader's language: "Unit", "2026 planned"."""
    found = NAMES.fullmatch(field)
    name = found["name"] if found else field
    if value := VALUE.fullmatch(name):
        return f"{value['year']} {status_name(value['status'])}{value['again'] or ''}"
    return str(LABELS.get(name, name))


def full_label_of(field: str) -> str:
    """The name of a field with the measure that it is of: "Measure 1: 2026 planned"."""
    found = NAMES.fullmatch(field)
    if found is None or found["measure"] is None:
        return label_of(field)
    return _("Measure %(number)s: %(field)s") % {"number": found["measure"], "field": label_of(field)}


def words_of(finding: Finding) -> str:
    """What a finding says, in the reader's language."""
    return told(finding.message, parts_of(finding.message))[0]


def tell(form: forms.Form, findings: Iterable[Finding]) -> None:
    """Put findings beside the fields of a form that they are about."""
    for one in findings:
        name = one.where.partition("#")[2]
        form.add_error(name if name in form.fields else None, words_of(one))


def text_field(name: str) -> forms.CharField:
    """The field for a text or a value of a node."""
    bare = name.rpartition("/")[2]
    rows = 1 if VALUE.fullmatch(bare) else LONG.get(bare)
    widget = forms.Textarea({"dir": "auto", "rows": rows}) if rows else forms.TextInput({"dir": "auto"})
    longest = LONGEST_TITLE if bare == "title" else LONGEST
    return forms.CharField(required=False, strip=False, max_length=longest, label=label_of(name), widget=widget)


class NodeForm(forms.Form):
    """The texts and values of a place, a result or a deliverable; `number` is the version that one began from.

    `seen` is the version that one looked at when choosing between what two people typed.
    """

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(self, node: Node, year: int | None, data: Any = None, **named: Any) -> None:
        super().__init__(data, **named)
        self.node = node
        self.names = [*node.fields, *(new_measure(node, year) if node.kind == RESULT else ())]
        for name in self.names:
            self.fields[name] = text_field(name)
            self.initial.setdefault(name, node.fields.get(name, ""))

    def wanted(self) -> dict[str, str]:
        """What was typed: {field: text}."""
        return {name: self.cleaned_data[name] for name in self.names if name in self.data}

    def chosen(self, which: str) -> frozenset[tuple[str, str]]:
        """The fields for which "mine" or "theirs" was chosen, as (node, field)."""
        return frozenset((self.node.node, name) for name in self.names if self.data.get(f"choose {name}") == which)


def new_measure(node: Node, year: int | None) -> tuple[str, ...]:
    """The fields of a measure that a result may get beside those that it has."""
    number = 1 + sum(1 for name in node.fields if name.startswith("M") and name.endswith("/title"))
    columns = (f"{year}-{status}" for year, status in measure_columns(year))
    return tuple(f"M{number}/{name}" for name in ("title", "unit", *columns))


@dataclass(frozen=True, slots=True)
class FieldShown:
    """A field of the form as it is shown: with the conflict about it, and who typed what stands there."""

    field: forms.BoundField
    conflict: Conflict | None
    typed: Typed | None
    chosen: str


@dataclass(frozen=True, slots=True)
class Part:
    """Fields that are shown together: the texts of a node, one of its measures, or a new measure."""

    number: str
    texts: tuple[FieldShown, ...]
    values: tuple[FieldShown, ...]
    is_new: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether something is typed into it, or wrong with it."""
        return any(one.field.value() or one.field.errors for one in (*self.texts, *self.values))

    @property
    def is_wordy(self) -> bool:
        """Tell whether its values are sentences, which want more room than numbers."""
        return any(len(str(one.field.value() or "")) > WORDY for one in self.values)


def parts_of_form(
    form: NodeForm, conflicts: Sequence[Conflict] = (), typed: Mapping[tuple[str, str], Typed] | None = None
) -> tuple[Part, ...]:
    """The fields of a form in its parts."""
    contested = {one.field: one for one in conflicts}
    parts: dict[str, tuple[list[FieldShown], list[FieldShown]]] = {"": ([], [])}
    for name in form.names:
        found = NAMES.fullmatch(name)
        measure, bare = (found["measure"] or "", found["name"]) if found else ("", name)
        shown = FieldShown(
            form[name],
            contested.get(name),
            (typed or {}).get((form.node.node, name)),
            form.data.get(f"choose {name}", "") if form.is_bound else "",
        )
        parts.setdefault(measure, ([], []))[1 if VALUE.fullmatch(bare) else 0].append(shown)
    there = {name for name in form.node.fields if name.endswith("/title")}
    return tuple(
        Part(number, tuple(texts), tuple(values), bool(number) and f"M{number}/title" not in there)
        for number, (texts, values) in parts.items()
    )


class AddForm(forms.Form):
    """A result that a subprogramme gets, with its first measure."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, year: int | None, data: Any = None, **named: Any) -> None:
        super().__init__(data, **named)
        self.names = ["title", "narrative", *new_measure(Node("", RESULT, 0, "", {}), year)]
        for name in self.names:
            self.fields[name] = text_field(name)
            self.fields[name].label = full_label_of(name)

    def addition(self, place: str) -> Addition:
        """The result as it is wanted at a place."""
        return Addition(place, tuple((name, self.cleaned_data[name]) for name in self.names))


class RemoveForm(forms.Form):
    """Why a result goes."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        required=False,
        max_length=LONGEST_TITLE,
        label=gettext_lazy("Why it is removed"),
        help_text=gettext_lazy("The history keeps the reason. The result can be brought back by undoing this."),
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    def removal(self, node: str) -> Removal:
        """The removal with its reason."""
        return Removal(node, self.cleaned_data["reason"])
