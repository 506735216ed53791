"""Forms of evaluations, one for each action; page and API hand them the same fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from throughline.engine.monitoring.evaluations import EVALUATION_CODE
from throughline.store.models import Organization
from throughline.store.monitoring.evaluations.actions import FIRST_YEAR, LAST_YEAR
from throughline.web.pages.evaluations.names import (
    KIND_NAMES,
    PRIORITY_NAMES,
    PROGRESS_NAMES,
    RESPONSE_NAMES,
    STATE_NAMES,
)
from throughline.web.pages.frame import ANY, Filters, Words
from throughline.web.pages.frameworks.forms import DATE, LinesField, RevisionForm
from throughline.web.pages.units.forms import UnitField

LONGEST_WORDS, LONGEST_ADDRESS = 10_000, 400
STATES: list[tuple[str, Words]] = [(name, status.words) for name, status in STATE_NAMES.items()]


def _words(label: Any, rows: int = 3, **named: Any) -> forms.CharField:
    return forms.CharField(max_length=LONGEST_WORDS, label=label, widget=forms.Textarea(attrs={"rows": rows}), **named)


class HeadForm(forms.Form):
    """What an evaluation is called, what it is of, when and by whom it is carried out."""

    title = forms.CharField(max_length=500, label=gettext_lazy("Title"))
    kind = forms.ChoiceField(choices=list(KIND_NAMES.items()), label=gettext_lazy("Kind"))
    nodes = LinesField(
        label=gettext_lazy("Parts of plans that are evaluated, each on a line of its own"),
        help_text=gettext_lazy("Their addresses: UN/2026/10/SP1, UN/2024-27/G1."),
    )
    year = forms.IntegerField(
        min_value=FIRST_YEAR, max_value=LAST_YEAR, label=gettext_lazy("Year for which it is planned")
    )
    start = forms.DateField(required=False, label=gettext_lazy("First day"), widget=DATE)
    end = forms.DateField(required=False, label=gettext_lazy("Last day"), widget=DATE)
    unit = UnitField(gettext_lazy("The whole organization"), label=gettext_lazy("Unit responsible for the evaluation"))

    def __init__(self, organization: Organization, data: Any = None, **named: Any) -> None:
        super().__init__(data, **named)
        unit: Any = self.fields["unit"]
        unit.offer(organization)


class PlanForm(HeadForm):
    """A new evaluation: its code, which stays, and its head."""

    code = forms.RegexField(
        regex=rf"^{EVALUATION_CODE.pattern}$",
        max_length=40,
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Letters, digits and hyphens: harbours-2026. It stays: it is the evaluation's address."),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ("code", "title", "kind", "nodes", "year", "start", "end", "unit")


class ChangeForm(HeadForm):
    """Another head, and how far the evaluation is."""

    state = forms.ChoiceField(choices=STATES, label=gettext_lazy("State"))
    report = forms.CharField(
        required=False,
        max_length=500,
        label=gettext_lazy("Its report"),
        help_text=gettext_lazy(
            "A document of the record by its symbol, or a link that begins https://. A completed evaluation has one."
        ),
    )
    reason = _words(gettext_lazy("Why it is cancelled, where it is"), 2, required=False)


class ChangeHeadForm(ChangeForm, RevisionForm):
    """The same on a page; `revision` is the state that was looked at."""


class FindingForm(forms.Form):
    """What was found, and what is recommended."""

    text = _words(gettext_lazy("What was found"))
    recommendation = _words(gettext_lazy("What is recommended"))
    priority = forms.ChoiceField(choices=list(PRIORITY_NAMES.items()), initial="medium", label=gettext_lazy("Priority"))


class ResponseForm(forms.Form):
    """What management answers to a recommendation."""

    response = forms.ChoiceField(
        choices=[("", gettext_lazy("Choose")), *((name, status.words) for name, status in RESPONSE_NAMES.items())],
        label=gettext_lazy("Response of management"),
    )
    why = _words(
        gettext_lazy("Why"),
        required=False,
        help_text=gettext_lazy("It must be said where the recommendation is not accepted, or only in part."),
    )


class UndertakeForm(forms.Form):
    """What management will do, and by when."""

    text = _words(gettext_lazy("What will be done"))
    due = forms.DateField(label=gettext_lazy("By when"), widget=DATE)


class ProgressForm(forms.Form):
    """How far an action is."""

    state = forms.ChoiceField(
        choices=[(name, status.words) for name, status in PROGRESS_NAMES.items()], label=gettext_lazy("State")
    )
    evidence = _words(
        gettext_lazy("What shows it"),
        required=False,
        help_text=gettext_lazy("What was implemented has evidence: a document, a figure, a link."),
    )


class LessonForm(forms.Form):
    """What was learned, and where."""

    text = _words(gettext_lazy("What was learned"))
    nodes = LinesField(
        label=gettext_lazy("Parts of plans that it comes from, each on a line of its own"),
        help_text=gettext_lazy("Their addresses: UN/2026/10/SP1, UN/2024-27/G1."),
    )


class UseForm(forms.Form):
    """Where a lesson is used, and how."""

    node = forms.CharField(
        max_length=LONGEST_ADDRESS,
        label=gettext_lazy("The part of a later plan in which it is used"),
        help_text=gettext_lazy("Its address: UN/2028-31/G1."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "code"}),
    )
    how = _words(gettext_lazy("How it is used"))


class EvaluationFilters(Filters):
    """Filters of the list of evaluations."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Words or a code"))
    year = forms.IntegerField(required=False, min_value=1, max_value=9999, label=gettext_lazy("Year"))
    state = forms.ChoiceField(required=False, label=gettext_lazy("State"), choices=[("", ANY), *STATES])
    unit = forms.CharField(required=False, max_length=40, label=gettext_lazy("Unit responsible (code)"))
    node = forms.CharField(required=False, max_length=400, label=gettext_lazy("Part of a plan, or below it"))
    owing = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Who must act"),
        choices=[("", ANY), ("yes", gettext_lazy("management still owes something"))],
    )
