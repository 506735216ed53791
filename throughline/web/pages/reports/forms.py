"""Forms of reports: which one, the text of a section, and the freezing of an edition; pages and API share them."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy

from throughline.store.reporting.editions.actions import LONGEST
from throughline.web.reports.catalogue import KINDS

LONGEST_ABOUT = 300


class ReportForm(forms.Form):
    """Which report is wanted."""

    kind = forms.ChoiceField(label=gettext_lazy("Report"), choices=[(kind.code, kind.name) for kind in KINDS])
    about = forms.CharField(
        max_length=LONGEST_ABOUT,
        label=gettext_lazy("About"),
        help_text=gettext_lazy("An address, as UN/2026 (a year), UN/2026/10 (a section) or A/RES/78/243 (a document)."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "code", "list": "abouts"}),
    )
    # `language` alone would choose that of the page.
    report_language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["report_language"].initial = get_language()

    def clean_about(self) -> str:
        """The address without what people put around it."""
        return str(self.cleaned_data["about"]).strip().strip("/")


class NarrativeForm(forms.Form):
    """The text of a section, and the state of it that was looked at."""

    section = forms.CharField(max_length=400, widget=forms.HiddenInput)
    text = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=gettext_lazy("Text"),
        help_text=gettext_lazy(
            "A blank line begins a paragraph, a hyphen a point. [[deliverables.full]] is a figure that stays true; "
            "[[deliverables.full = 12]] is marked where the record says something else."
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    revision = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def clean_revision(self) -> int:
        """The state that was looked at; 0 for none."""
        return self.cleaned_data["revision"] or 0


class FreezeForm(forms.Form):
    """The freezing of an edition."""

    open = forms.BooleanField(
        required=False,
        label=gettext_lazy("For everybody who may read the record"),
        help_text=gettext_lazy("Without it, for those who work here. What only they may know is then left out."),
    )
