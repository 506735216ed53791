"""Forms of indicators, one for each action; page and API hand them the same fields."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from throughline.engine.monitoring.aggregation import Kind, Rule, Rules
from throughline.engine.monitoring.cells import Carried, Dimension, read_carried, read_dimensions, written_dimensions
from throughline.engine.monitoring.indicators import Definition, Direction
from throughline.engine.monitoring.values import DECIMALS, scaled
from throughline.store.models import Indicator, Organization, Person, ReportingPeriod, Unit
from throughline.store.monitoring.indicators import approving, defining, periods
from throughline.store.monitoring.indicators.entering import Entered, Entry, enter_values, restate_values
from throughline.web.api.fields import RecordsField, TextsField
from throughline.web.pages.units.forms import UnitField

LONGEST = 4000
REPORT_PATTERN = r"^[^\s#]{1,500}#[0-9A-Za-z-]{2,20}(\.target|\.baseline)?$"
KINDS = (
    (Kind.QUANTITY.value, gettext_lazy("Quantity")),
    (Kind.RATIO.value, gettext_lazy("Ratio: numerator and denominator")),
    (Kind.INDEX.value, gettext_lazy("Index")),
    (Kind.YESNO.value, gettext_lazy("Yes or no")),
    (Kind.MILESTONE.value, gettext_lazy("Milestone")),
    (Kind.SCALE.value, gettext_lazy("Scale")),
    (Kind.QUALITATIVE.value, gettext_lazy("In words, with evidence")),
)
RULES = (
    (Rule.SUM.value, gettext_lazy("sum")),
    (Rule.RATIO.value, gettext_lazy("ratio of sums")),
    (Rule.MEAN.value, gettext_lazy("mean weighted by denominator")),
    (Rule.LATEST.value, gettext_lazy("latest")),
    (Rule.MAXIMUM.value, gettext_lazy("maximum")),
    (Rule.UNION.value, gettext_lazy("distinct union")),
    (Rule.NONE.value, gettext_lazy("none")),
)
DIRECTIONS = (
    (Direction.RISE.value, gettext_lazy("It should rise")),
    (Direction.FALL.value, gettext_lazy("It should fall")),
    (Direction.WITHIN.value, gettext_lazy("It should stay within a band")),
)
FREQUENCIES = (
    ("1", gettext_lazy("Each month")),
    ("3", gettext_lazy("Each quarter")),
    ("6", gettext_lazy("Each half-year")),
    ("12", gettext_lazy("Each year")),
    ("24", gettext_lazy("Every two years")),
    ("48", gettext_lazy("Every four years")),
    ("0", gettext_lazy("Whenever there is something to report")),
)


class DefinitionForm(forms.Form):
    """What an indicator is: how it is counted, which way is better, how its values add up."""

    title = forms.CharField(max_length=500, label=gettext_lazy("What it tells"))
    kind = forms.ChoiceField(choices=KINDS, label=gettext_lazy("Kind"))
    unit = forms.CharField(required=False, max_length=100, label=gettext_lazy("Unit"))
    currency = forms.RegexField("^[A-Z]{3}$", required=False, max_length=3, label=gettext_lazy("Currency, for money"))
    direction = forms.ChoiceField(choices=DIRECTIONS, label=gettext_lazy("Which way is better"))
    low = forms.DecimalField(
        required=False, max_digits=15, decimal_places=DECIMALS, label=gettext_lazy("Lowest value of the band")
    )
    high = forms.DecimalField(
        required=False, max_digits=15, decimal_places=DECIMALS, label=gettext_lazy("Highest value of the band")
    )
    frequency = forms.TypedChoiceField(choices=FREQUENCIES, coerce=int, label=gettext_lazy("How often it is reported"))
    dimensions = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=gettext_lazy("Broken down by"),
        help_text=gettext_lazy("A line for each dimension, as in: sex (Sex): f (women), m (men)"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    cells = forms.ChoiceField(choices=RULES, label=gettext_lazy("Categories become a total by"))
    places = forms.ChoiceField(choices=RULES, label=gettext_lazy("Places become one by"))
    time = forms.ChoiceField(choices=RULES, label=gettext_lazy("Periods become one by"))
    nodes = forms.ChoiceField(choices=RULES, label=gettext_lazy("Contributing parts of plans become one by"))
    source = forms.CharField(required=False, max_length=LONGEST, label=gettext_lazy("Where values come from"))
    method = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=gettext_lazy("How it is measured"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    on_track = forms.IntegerField(
        min_value=0, max_value=1000, initial=90, label=gettext_lazy("Green from (% of the way to the target)")
    )
    off_track = forms.IntegerField(
        min_value=0, max_value=1000, initial=60, label=gettext_lazy("Amber from (% of the way to the target)")
    )

    def clean_dimensions(self) -> tuple[Dimension, ...]:
        """The dimensions that the lines name."""
        found = read_dimensions(self.cleaned_data["dimensions"])
        if found is None:
            raise forms.ValidationError(gettext_lazy("Write each line as: code (words): code (words), code (words)."))
        return found

    def clean(self) -> dict[str, Any]:
        """The amber light begins below the green one."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if (said.get("off_track") or 0) > (said.get("on_track") or 0):
            self.add_error("off_track", gettext_lazy("The amber light begins below the green one."))
        return said

    @property
    def definition(self) -> Definition:
        """The definition that was filled in, without address and number."""
        said = self.cleaned_data
        rules = Rules(*(Rule(said[axis]) for axis in ("cells", "places", "time", "nodes")))
        low, high = (None if said[name] is None else scaled(said[name]) for name in ("low", "high"))
        plain = ("title", "unit", "currency", "frequency", "dimensions", "source", "method", "on_track", "off_track")
        return Definition(
            indicator="",
            number=1,
            kind=Kind(said["kind"]),
            rules=rules,
            direction=Direction(said["direction"]),
            low=low,
            high=high,
            **{name: said[name] for name in plain},
        )


class NewIndicatorForm(DefinitionForm):
    """A new indicator of a node, and the unit that answers for its values."""

    node = forms.CharField(
        max_length=400,
        label=gettext_lazy("Part of a plan"),
        help_text=gettext_lazy("Its address, as UN/2026/10/SP1."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "code"}),
    )
    owner = UnitField(gettext_lazy("Nobody yet"), label=gettext_lazy("Unit that answers for it"))
    field_order = ("node", "title", "kind", "unit")

    def __init__(self, organization: Organization, data: Any = None, **named: Any) -> None:
        super().__init__(data, **named)
        self.organization = organization
        owner: Any = self.fields["owner"]
        owner.offer(organization)

    def act(self, by: Person) -> Indicator:
        """Define the indicator."""
        owner: Unit | None = self.cleaned_data["owner"]
        return defining.define_indicator(
            by=by,
            organization=self.organization,
            node=self.cleaned_data["node"],
            definition=self.definition,
            owner=owner,
        )


class NextDefinitionForm(DefinitionForm):
    """The next definition: why, and what becomes of the categories of the one before."""

    carried = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=gettext_lazy("What becomes of earlier categories"),
        help_text=gettext_lazy("A line for each that changes its name: sex=f > w; without a name behind, it has none."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(max_length=LONGEST, label=gettext_lazy("Why it changes"))

    def clean_carried(self) -> tuple[Carried, ...]:
        """What becomes of categories, as the lines say."""
        found = read_carried(self.cleaned_data["carried"])
        if found is None:
            raise forms.ValidationError(gettext_lazy("Write each line as: dimension=category > category."))
        return found

    def act(self, by: Person, indicator: Indicator, revision: int) -> Indicator:
        """Give the indicator its next definition."""
        said = self.cleaned_data
        made = replace(self.definition, carried=said["carried"])
        return defining.define_next(
            by=by, indicator=indicator, revision=revision, definition=made, reason=said["reason"]
        )


class NextDefinitionPageForm(NextDefinitionForm):
    """The same on a page; `revision` is the state that was looked at."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


def filled_in(one: Definition) -> dict[str, Any]:
    """A definition as the initial values of its form."""
    said = {name: getattr(one, name) for name in ("title", "unit", "currency", "frequency", "source", "method")}
    said |= {"kind": one.kind.value, "direction": one.direction.value, "dimensions": written_dimensions(one.dimensions)}
    said |= {axis: rule.value for axis, rule in zip(("cells", "places", "time", "nodes"), one.rules.all, strict=True)}
    said |= {"low": _unscaled(one.low), "high": _unscaled(one.high)}
    return said | {"on_track": one.on_track, "off_track": one.off_track}


def _unscaled(number: int | None) -> str | None:
    return None if number is None else f"{number / 10**DECIMALS:g}"


class SeriesForm(forms.Form):
    """Another part of a plan that reports an indicator."""

    node = forms.CharField(
        max_length=400,
        label=gettext_lazy("Part of a plan that reports it too"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "code"}),
    )

    def act(self, by: Person, indicator: Indicator) -> None:
        """Add the series."""
        defining.add_series(by=by, indicator=indicator, node=self.cleaned_data["node"])


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """A value: the address of its report, what is said ("12", "12/40", "n/a", "~7"), its cell and place, evidence."""

    report: str
    said: str
    cell: str = ""
    place: str = ""
    evidence: str = ""


class ValuesForm(forms.Form):
    """Values to be entered, all of them or none; with a reason they restate approved ones."""

    values = RecordsField(EntryRecord, label=gettext_lazy("Values"))
    reason = forms.CharField(required=False, max_length=LONGEST, label=gettext_lazy("Why they are restated"))

    def act(self, by: Person, organization: Organization) -> Entered:
        """Enter or restate the values."""
        entries = [
            Entry(one.report, one.said, one.cell, one.place, one.evidence) for one in self.cleaned_data["values"]
        ]
        return entered(by, organization, entries, self.cleaned_data["reason"])


def entered(by: Person, organization: Organization, entries: list[Entry], reason: str) -> Entered:
    """Values entered, or restated where there is a reason."""
    if reason:
        return restate_values(by=by, organization=organization, entries=entries, reason=reason)
    return enter_values(by=by, organization=organization, entries=entries)


class ReportsForm(forms.Form):
    """A form of an action on reports, named by their addresses; `act` does it, and raises `Refused`."""

    report = TextsField(
        REPORT_PATTERN,
        1000,
        error_messages={"required": gettext_lazy("Choose at least one report.")},
        label=gettext_lazy("Reports"),
    )

    def __init__(self, organization: Organization, data: Any = None, **named: Any) -> None:
        super().__init__(data, auto_id=f"{type(self).__name__.lower()}-%s", **named)
        self.organization = organization

    @property
    def named(self) -> dict[str, Any]:
        """The reports."""
        return {"organization": self.organization, "reports": self.cleaned_data["report"]}

    def act(self, by: Person) -> None:
        """Do what the form says."""
        raise NotImplementedError


class SubmitForm(ReportsForm):
    """That reports are submitted."""

    def act(self, by: Person) -> None:
        """Submit the reports."""
        approving.submit_reports(by=by, **self.named)


class ApproveForm(ReportsForm):
    """That reports are approved at the level that they have reached."""

    def act(self, by: Person) -> None:
        """Approve the reports."""
        approving.approve_reports(by=by, **self.named)


class SendBackForm(ReportsForm):
    """That reports are sent back, and why."""

    reason = forms.CharField(
        max_length=LONGEST, label=gettext_lazy("Why it is sent back"), widget=forms.Textarea(attrs={"rows": 2})
    )

    def act(self, by: Person) -> None:
        """Send the reports back."""
        approving.send_back_reports(by=by, reason=self.cleaned_data["reason"], **self.named)


# The actions on reports, by the last part of their address.
REPORT_FORMS: dict[str, type[ReportsForm]] = {"submit": SubmitForm, "approve": ApproveForm, "send-back": SendBackForm}


class PeriodForm(forms.Form):
    """A period for which there are reports."""

    code = forms.CharField(
        max_length=20, label=gettext_lazy("Name"), help_text=gettext_lazy("As 2026, 2026-Q1 or 2026-03.")
    )
    start = forms.DateField(label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.DateField(label=gettext_lazy("Day after the last one"), widget=forms.DateInput(attrs={"type": "date"}))
    due = forms.DateField(
        required=False, label=gettext_lazy("Reports are due by"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def act(self, by: Person, organization: Organization) -> ReportingPeriod:
        """Make the period."""
        return periods.make_period(by=by, organization=organization, **self.cleaned_data)


class ReopenForm(forms.Form):
    """Why a closed period is opened again."""

    reason = forms.CharField(max_length=LONGEST, label=gettext_lazy("Why it is reopened"))


class LevelsForm(forms.Form):
    """The levels of approval, a line for each, the first one first."""

    levels = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=gettext_lazy("Levels of approval"),
        help_text=gettext_lazy("A line for each: its name, and the code of the unit that decides, as in: Approved @ P"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, organization: Organization, data: Any = None, **named: Any) -> None:
        super().__init__(data, **named)
        self.organization = organization

    def clean_levels(self) -> list[periods.Level]:
        """The levels that the lines name."""
        found = []
        for line in filter(None, (one.strip() for one in self.cleaned_data["levels"].splitlines())):
            name, sign, code = (part.strip() for part in line.partition("@"))
            unit = Unit.objects.filter(organization=self.organization, code=code, ended=None).first() if sign else None
            if not name or (sign and unit is None):
                raise forms.ValidationError(gettext_lazy("Write a name, and behind @ the code of a unit that is here."))
            found.append(periods.Level(name, unit))
        return found

    def act(self, by: Person) -> None:
        """Set the levels."""
        periods.set_levels(by=by, organization=self.organization, levels=self.cleaned_data["levels"])
