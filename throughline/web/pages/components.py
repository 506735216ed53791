"""The parts that pages are made of, each with its states, on one page for those who build and those who look."""

from dataclasses import dataclass
from types import SimpleNamespace

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from throughline.web.access import sight, who
from throughline.web.pages.difference import texts_shown
from throughline.web.pages.frame import Fact, Filters, Head, Listing, Status, Step, choices
from throughline.web.pages.parts import Cell, Entry, Group, Heading, SourcedFigure, Table, Twig
from throughline.web.pages.plans.line import Line, LineRow, Stage

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
        "figures": (
            SourcedFigure("USD 2,165,200", "#figure", "table 3.14, row 2, column 5"),
            SourcedFigure(none="not printed"),
        ),
        "table": sample_table(),
        "filters": SampleFilters({"q": "snow", "year": "soon"}),
        "listing": Listing((), 117, 51, 100, "#pages", "#pages"),
        "tree": _tree(),
        "entries": _entries(),
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


def _tree() -> tuple[Twig, ...]:
    below = (Twig(TITLE, "SP1", "#tree", "3 mandates"), Twig("Standards and instruments", "SP2", "#tree"))
    return (Twig("Snow, ice and rivers", "3", "#tree", "USD 6.1 million", below),)


def _entries() -> tuple[Entry, ...]:
    words = "to bring the share of stations that report within the hour to 80 per cent"
    part, whom = "HWU/CM/RES/12/4#I.3", "Secretary-General"
    return (
        Entry("2026-06-30", words, part, "#timeline", whom, Status("bad", "has passed")),
        Entry("2026-12-31", words, part, "#timeline", whom, Status("attention", "in 32 days"), is_printed=True),
        Entry("2027-09-06", words, part, "#timeline", whom),
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
