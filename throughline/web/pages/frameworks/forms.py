"""Forms of plans, elements and contributions, one for each action; page and API hand them the same fields."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from throughline.engine.planning.frameworks import FRAMEWORK_CODE, LONGEST_TEXT, LONGEST_TITLE, Element
from throughline.store.models import Framework, Organization
from throughline.web.pages.frame import ANY, Filters, Words
from throughline.web.pages.frameworks.names import GAP_NAMES, KIND_NAMES
from throughline.web.pages.links.forms import ShareField
from throughline.web.pages.units.forms import UnitField

LONGEST_WORDS = 4000
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LinesField(forms.CharField):
    """Several short texts, one on each line."""

    def __init__(self, **named: Any) -> None:
        super().__init__(max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), **named)

    def clean(self, value: Any) -> Any:
        """The lines that hold something."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """The texts as lines."""
        return "\n".join(value) if isinstance(value, list) else value


class GoalsField(forms.CharField):
    """Goals and targets of the 2030 Agenda as people write them: `6, 6.1 13`."""

    def clean(self, value: Any) -> Any:
        """The goals, each once, in their order."""
        return tuple(dict.fromkeys(re.split(r"[\s,;]+", super().clean(value).strip()))) if value else ()

    def prepare_value(self, value: Any) -> Any:
        """The goals with commas between."""
        return ", ".join(value) if isinstance(value, tuple | list) else value


class HeadForm(forms.Form):
    """The head of a plan: what it is called, when it holds, the levels that it has, who answers for it."""

    title = forms.CharField(max_length=LONGEST_TITLE, label=gettext_lazy("Title"))
    start = forms.DateField(label=gettext_lazy("First day"), widget=DATE)
    end = forms.DateField(
        label=gettext_lazy("The day after the last"),
        help_text=gettext_lazy("2028-01-01 for a plan that holds to the end of 2027."),
        widget=DATE,
    )
    levels = LinesField(
        label=gettext_lazy("Levels, from the top, each on a line of its own"),
        help_text=gettext_lazy("As the organization calls them: goal, outcome, output, activity."),
    )
    rolling = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=20,
        label=gettext_lazy("Years that it looks ahead"),
        help_text=gettext_lazy("For an operational plan that is made anew every year: 3 for a year and three more."),
    )
    unit = UnitField(gettext_lazy("The whole organization"), label=gettext_lazy("Unit responsible"))

    def __init__(self, organization: Organization, data: Any = None, **named: Any) -> None:
        super().__init__(data, **named)
        unit: Any = self.fields["unit"]
        unit.offer(organization)

    def clean_rolling(self) -> int:
        """How many years ahead; none for nothing."""
        return int(self.cleaned_data.get("rolling") or 0)


class MakeForm(HeadForm):
    """A new plan: its kind and code, which stay, and its head."""

    kind = forms.ChoiceField(choices=list(KIND_NAMES.items()), label=gettext_lazy("Kind"))
    code = forms.RegexField(
        regex=rf"^{FRAMEWORK_CODE.pattern}$",
        max_length=40,
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("A year, a hyphen, and letters or digits: 2024-27. It stays: it is the plan's address."),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ("kind", "code", "title", "start", "end", "levels", "rolling", "unit")


class ChangeHeadForm(HeadForm):
    """Another head on a page; `revision` is the state that was looked at."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class RevisionForm(forms.Form):
    """An action on a version of a plan; `revision` is the state that was looked at."""

    revision = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class AdviceForm(forms.Form):
    """What the advisory body says of what was submitted."""

    advice = forms.CharField(
        max_length=LONGEST_TEXT,
        label=gettext_lazy("What the advisory body says"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NoteForm(forms.Form):
    """Why a version is sent back."""

    note = forms.CharField(
        max_length=LONGEST_WORDS, label=gettext_lazy("Why it is sent back"), widget=forms.Textarea(attrs={"rows": 3})
    )


class AdviseForm(AdviceForm, RevisionForm):
    """The same on a page."""


class SendBackForm(NoteForm, RevisionForm):
    """The same on a page."""


class AmendForm(forms.Form):
    """Why an approved plan is amended."""

    reason = forms.CharField(
        max_length=LONGEST_WORDS, label=gettext_lazy("Why it is amended"), widget=forms.Textarea(attrs={"rows": 3})
    )


class RollForm(forms.Form):
    """The plan of the next year, from a rolling one."""

    code = forms.RegexField(
        regex=rf"^{FRAMEWORK_CODE.pattern}$", max_length=40, label=gettext_lazy("Code of the next plan")
    )
    title = forms.CharField(max_length=LONGEST_TITLE, label=gettext_lazy("Title"))


class ElementForm(RevisionForm):
    """An element of a draft; `revision` is that of the draft."""

    code = forms.CharField(
        max_length=60,
        label=gettext_lazy("Code"),
        help_text=gettext_lazy(
            "As the plan prints it, without blanks: G1, O1.2. The address of the element ends with it."
        ),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off", "spellcheck": "false"}),
    )
    level = forms.ChoiceField(label=gettext_lazy("Level"))
    parent = forms.ChoiceField(required=False, label=gettext_lazy("Below"))
    title = forms.CharField(max_length=LONGEST_TITLE, label=gettext_lazy("Title"))
    text = forms.CharField(
        required=False, max_length=LONGEST_TEXT, label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 4})
    )
    assumptions = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        label=gettext_lazy("Assumptions"),
        help_text=gettext_lazy("What must hold outside for it to come about."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unit = UnitField(gettext_lazy("As what it stands below"), label=gettext_lazy("Unit responsible"))
    goals = GoalsField(
        required=False,
        max_length=200,
        label=gettext_lazy("Goals and targets of the 2030 Agenda"),
        help_text=gettext_lazy("6, 6.1, 13"),
    )

    def __init__(self, framework: Framework, elements: Iterable[Element], data: Any = None, **named: Any) -> None:
        super().__init__(data, **named)
        level, parent, unit = (self.fields[name] for name in ("level", "parent", "unit"))
        assert isinstance(level, forms.ChoiceField) and isinstance(parent, forms.ChoiceField)
        level.choices = [(one, one) for one in framework.levels]
        at_top: list[tuple[str, Words]] = [("", gettext_lazy("At the top"))]
        parent.choices = [*at_top, *((one.code, f"{one.code} {one.title}"[:100]) for one in elements)]
        unit.offer(framework.organization)  # type: ignore[attr-defined]

    def element(self) -> Element:
        """The element that the form says."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        unit = said.pop("unit")
        return Element(**said, unit=unit.code if unit else "")


class ContributionWords(forms.Form):
    """What is said of a contribution: its share, its last day, and how the one serves the other."""

    share = ShareField(
        label=gettext_lazy("Share"),
        help_text=gettext_lazy(
            "Which part of it goes there: 1/3, 25 %, 0.25. Leave it empty where it serves as a whole."
        ),
    )
    end = forms.DateField(
        required=False,
        label=gettext_lazy("The day after the last"),
        help_text=gettext_lazy("Empty where it holds as long as both plans do."),
        widget=DATE,
    )
    rationale = forms.CharField(
        max_length=LONGEST_WORDS,
        label=gettext_lazy("How the one serves the other"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ContributionForm(ContributionWords):
    """A new contribution: from where to where, from when, with which share, and how."""

    source = forms.CharField(
        max_length=400,
        label=gettext_lazy("What contributes"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "code"}),
    )
    target = forms.CharField(
        max_length=400,
        label=gettext_lazy("What it contributes to"),
        help_text=gettext_lazy("Its address, as ITU/2024-27/G1: choose one above, or write it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "code"}),
    )
    start = forms.DateField(required=False, label=gettext_lazy("First day"), widget=DATE)
    field_order = ("source", "target", "share", "start", "end", "rationale")


class ChangeContributionForm(ContributionWords, RevisionForm):
    """Another share, last day or rationale on a page."""


class EndContributionWords(forms.Form):
    """Why a contribution ends."""

    reason = forms.CharField(
        max_length=LONGEST_WORDS, label=gettext_lazy("Why it ends"), widget=forms.Textarea(attrs={"rows": 2})
    )


class EndContributionForm(EndContributionWords, RevisionForm):
    """The same on a page."""


class ContributionFilters(Filters):
    """Filters of the list of contributions."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Words or an address"))
    state = forms.ChoiceField(
        required=False,
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("Stands")), ("ended", gettext_lazy("Ended")), ("all", ANY)],
    )


class LinkageFilters(Filters):
    """What the linkage table is made of, and which gaps it shows."""

    strategic = forms.ChoiceField(required=False, label=gettext_lazy("Strategic plan"))
    financial = forms.ChoiceField(required=False, label=gettext_lazy("Financial plan or budget"))
    operational = forms.ChoiceField(required=False, label=gettext_lazy("Operational plan"))
    gap = forms.ChoiceField(
        required=False,
        label=gettext_lazy("What is missing"),
        choices=[
            ("", ANY),
            ("any", gettext_lazy("Something is missing")),
            *((code, status.words) for code, status in GAP_NAMES.items()),
        ],
    )
