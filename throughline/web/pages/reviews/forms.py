"""Forms of the review of mandates, one for each action."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.engine.mandates.review import is_reason_for
from throughline.web.pages.frame import ANY, Filters, choices
from throughline.web.pages.reviews.names import RECOMMENDATION_NAMES, STATE_NAMES, reason_choices

LONGEST = 4000


class RecommendForm(forms.Form):
    """What is recommended and why."""

    recommendation = forms.ChoiceField(label=gettext_lazy("Recommendation"), choices=list(RECOMMENDATION_NAMES.items()))
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=reason_choices)
    words = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=gettext_lazy("In your own words"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        """A reason goes for the recommendation, and another reason than those of the catalogue is said."""
        said = super().clean() or {}
        reason, recommendation = said.get("reason"), said.get("recommendation")
        if reason and recommendation and not is_reason_for(reason, recommendation):
            self.add_error("reason", _("This is no reason for that recommendation: choose another."))
        if reason == "other" and not said.get("words"):
            self.add_error("words", _("Say which reason."))
        return said


class ReviewForm(RecommendForm):
    """What one part recommends for one mandate; `revision` is the state that was looked at, 0 for none."""

    symbol = forms.CharField(max_length=300, widget=forms.HiddenInput)
    part = forms.CharField(max_length=400, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ManyForm(RecommendForm):
    """One recommendation for many: `chosen` are addresses of a part of a plan and a mandate, a line for each."""

    chosen = forms.CharField(
        max_length=100_000,
        label=gettext_lazy("Parts and mandates, one a line"),
        help_text=gettext_lazy("UN/2026/10/A/RES/78/243"),
        widget=forms.Textarea,
    )

    def clean_chosen(self) -> list[tuple[str, str]]:
        """Pairs of a symbol and the address of the part."""
        lines = (line.strip().split("/", 3) for line in str(self.cleaned_data["chosen"]).splitlines() if line.strip())
        return [(line[3] if len(line) == 4 else "", "/".join(line[:3])) for line in lines]


class SentBackForm(forms.Form):
    """Why a recommendation is sent back."""

    note = forms.CharField(
        max_length=LONGEST, label=gettext_lazy("Why it is sent back"), widget=forms.Textarea(attrs={"rows": 2})
    )


class DecideForm(forms.Form):
    """Which recommendation is approved, at the state that was looked at."""

    symbol = forms.CharField(max_length=300, widget=forms.HiddenInput)
    part = forms.CharField(max_length=400, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class SendBackForm(SentBackForm, DecideForm):
    """The same on a page, with the recommendation that is meant."""


class CommentForm(forms.Form):
    """What somebody says to all parts that list a mandate."""

    symbol = forms.CharField(max_length=300, widget=forms.HiddenInput)
    words = forms.CharField(max_length=LONGEST, label=gettext_lazy("Comment"), widget=forms.Textarea(attrs={"rows": 3}))


class RoundForm(forms.Form):
    """By when the mandates of a year are to be reviewed."""

    deadline = forms.DateField(
        label=gettext_lazy("To be reviewed by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ReviewFilters(Filters):
    """Filters of the mandates under review."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Words"))
    part = forms.ChoiceField(required=False, label=gettext_lazy("Part of the plan"))
    state = forms.ChoiceField(
        required=False,
        label=gettext_lazy("State"),
        choices=[
            ("", ANY),
            ("none", gettext_lazy("Nothing recommended")),
            *((state, status.words) for state, status in STATE_NAMES.items()),
        ],
    )
    recommendation = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Recommendation"),
        choices=[("", ANY), *RECOMMENDATION_NAMES.items()],
    )
    split = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Agreement"),
        choices=[("", ANY), ("split", gettext_lazy("Parts disagree"))],
    )

    def __init__(self, data: Any, parts: tuple[tuple[str, str], ...]) -> None:
        super().__init__(data)
        self.offer("part", choices([address for address, _title in parts], ANY))
