"""The parts that pages are made of, each with its states, on one page for those who build and those who look."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from throughline.store.timeline import Due
from throughline.web.access import sight, who
from throughline.web.pages.difference import texts_shown
from throughline.web.pages.frame import Fact, Filters, Head, Listing, Status, Step, choices
from throughline.web.pages.mandates.timeline import DueShown
from throughline.web.pages.parts import Cell, Group, Heading, Table
from throughline.web.pages.plans.line import Line, LineRow, Stage
from throughline.web.pages.plans.place import Value

TONES = ("plain", "good", "attention", "bad")
# Words of the samples, as if they were printed in a document.
CODE, TITLE = "HWU/2026/3/SP1", "Observation network"


@dataclass(frozen=True, slots=True)
class SampleFinding:
    """What the part of a finding reads."""

    severity: str
    status: Status
    code: str
    message: str
    subject: str = CODE
    where: str = "table 3.14"
    since: str = "2026-01-15"
    page: str = "#finding"
    figures: tuple[str, ...] = ()


class SampleFilters(Filters):
    """Filters with a text, a choice, and a number that nonsense was written into."""

    q = forms.CharField(required=False, label="Words")
    severity = forms.ChoiceField(required=False, label="Severity", choices=choices(("error", "warning"), "Any"))
    year = forms.IntegerField(required=False, label="Year", widget=forms.TextInput)


class SampleForm(forms.Form):
    """A form with a field that was left empty, one that was filled in, and one that is ticked."""

    name = forms.CharField(label="Name", help_text="As it is printed.")
    reason = forms.CharField(label="Reason", required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label="Agreed with the unit", required=False)


SAMPLE_TEXTS = (
    ("Objective", "No flood reaches the plains.", "No flood or drought reaches the plains unannounced."),
    ("Strategy", "", "Spare stations are stored."),
    ("Entity", "Observation Bureau", "Observation Bureau"),
)


def components(request: HttpRequest) -> HttpResponse:
    """Every part with its states; for those who signed in or sit at the machine, 404 for everybody else."""
    if who(request) is None and not sight(request).works_all:
        raise Http404
    context = {
        "head": Head(_("For those who build pages"), _("Components"), (Step("HWU", "#head"), Step("2026", "#head"))),
        "tones": TONES,
        "statuses": [Status(tone, tone) for tone in TONES],
        "facts": [Fact("Symbol", CODE), Fact("Body", "Conference of Members", "#facts")],
        "figures": (Value(2026, "planned", "80", None, CODE), Value(2024, "actual", "–", None, CODE)),
        "table": sample_table(),
        "filters": SampleFilters({"q": "snow", "year": "soon"}),
        "listing": Listing((), 117, 51, 100, "#pages", "#pages"),
        "tree": _tree(),
        "rows": _due(),
        "findings": _findings(),
        "line": _line(),
        "act": _act(),
        "difference": texts_shown("2025", "2026", SAMPLE_TEXTS),
        "form": SampleForm({"name": "", "reason": "It answers paragraph 4."}),
        "swatches": SWATCHES,
    }
    return render(request, "components.html", context)


SWATCHES = (
    *("paper", "sunken", "raised", "ink", "ink-2", "rule", "rule-strong", "brand", "link", "focus", "action"),
    *("good", "attention", "bad", "note", "asked", "planned", "paid", "done", "open", "act", "asks", "hit"),
)


def sample_table() -> Table:
    """A table with two groups, one of them empty."""
    headings = (Heading("What"), Heading("State"), Heading("USD", is_number=True))
    row = (
        Cell(TITLE, "#table", CODE, is_printed=True),
        Cell(status=Status("good", "delivered"), label="State"),
        Cell("2,165,200", "#table", label="USD", is_number=True),
    )
    groups = (Group((row,), "sample-planned", "Planned"), Group((), "sample-open", "Open"))
    return Table("Money of subprogrammes", headings, groups, "USD, as printed", "Nothing is in the record.")


def _tree() -> tuple[SimpleNamespace, ...]:
    below = (
        SimpleNamespace(address=CODE, number="SP1", title=TITLE, says="3 mandates"),
        SimpleNamespace(address=CODE, number="SP2", title="Standards and instruments"),
    )
    return (SimpleNamespace(address=CODE, number="3", title="Snow, ice and rivers", says="USD 6.1m", children=below),)


def _due() -> tuple[DueShown, ...]:
    one = Due(
        address="HWU/CM/RES/12/4#I.3",
        document="HWU/CM/RES/12/4",
        fragment="I.3",
        title="Snow, ice and rivers",
        language="en",
        verb="requests",
        request="to bring the share of stations that report within the hour to 80 per cent",
        addressees=("Secretary-General",),
        day=date(2026, 6, 30),
        raw="at its fourteenth session",
        is_computed=True,
        is_report=True,
        report="",
        is_answered=False,
        written=datetime(2026, 1, 15, tzinfo=UTC),
    )
    return (
        DueShown(one, "#timeline", Status("bad", "has passed")),
        DueShown(replace(one, is_answered=True), "#timeline", Status("attention", "in 32 days")),
        DueShown(replace(one, addressees=(), is_report=False, is_computed=False), "#timeline", None),
    )


def _findings() -> tuple[SampleFinding, ...]:
    return (
        SampleFinding(
            *("error", Status("bad", "Error"), "PB-SUM", "The row prints 1 808.8, its lines add up to 1 818.8."),
            figures=("1 808.8", "1 818.8"),
        ),
        SampleFinding("warning", Status("attention", "Warning"), "MO-NO-MEASURE", "The result has no measure."),
        SampleFinding("info", Status("plain", "Information"), "DOC-TRACKED", "The text has tracked changes."),
    )


def _line() -> Line:
    stages = (
        Stage("asked", "Asked", "3", "mandates listed", "Texts held: 1.", address="#line", link="The mandates"),
        Stage("planned", "Planned", "2", "planned results", address="#line", link="The results"),
        Stage("paid", "Paid for", "Nothing", more="No amount is printed for it.", missing=True),
        Stage("done", "Done", "6 of 7", "delivered in full", status=Status("attention", "some missing")),
    )
    rows = (
        LineRow("Asked", True, 1, "Winter campaigns", "not held", "HWU/CM/RES/9/1", "#line"),
        LineRow("Planned", True, 1, "Measurements that arrive within the hour", "80 in 2026"),
    )
    return Line(stages, rows)


def _act() -> SimpleNamespace:
    return SimpleNamespace(
        asks=True,
        verb="request",
        addressees=("Secretary-General",),
        deadline="by 31 December 2026",
        day="2026-12-31",
        computed=False,
        due=Status("attention", "in 32 days"),
        reporting="report",
        recurrence="every year",
        inherited=True,
        reiterated=False,
    )
