"""Forms of links, one for each action, and whether a reader may make links at all."""

from fractions import Fraction
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.engine.errors import NotAShare
from throughline.engine.links import read_share
from throughline.store.models import Organization
from throughline.store.rights import edits_in
from throughline.web.access import sight, who
from throughline.web.pages.frame import Filters

LONGEST_ADDRESS = 580
LONGEST_WORDS = 4000


def may_link(request: HttpRequest, whose: Organization) -> bool:
    """Tell whether links may be made by who asks: by an officer of any unit. Each action asks for the unit itself."""
    by = who(request)
    return edits_in(by, whose) if by is not None else sight(request).works_all


class ShareField(forms.CharField):
    """A share as a person writes it: 1/3, 25 %, 0.25, or nothing."""

    def __init__(self, **named: Any) -> None:
        super().__init__(required=False, max_length=30, **named)

    def clean(self, value: Any) -> Any:
        """The exact fraction, None where nothing is given."""
        text = super().clean(value)
        try:
            return read_share(text)
        except NotAShare:
            raise forms.ValidationError(_("Write a fraction (1/3), a percentage (25 %) or a number (0.25).")) from None

    def prepare_value(self, value: Any) -> Any:
        """A fraction as it is written."""
        return str(value) if isinstance(value, Fraction) else value


class LinkForm(forms.Form):
    """What answers what, how much of it, and why."""

    source = forms.CharField(
        max_length=LONGEST_ADDRESS, widget=forms.HiddenInput, label=gettext_lazy("The paragraph, act or document")
    )
    target = forms.CharField(
        max_length=400,
        label=gettext_lazy("The result or place that answers it"),
        help_text=gettext_lazy("Its address, as UN/2026/10/SP1/R2: choose one above, or write it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "code"}),
    )
    share = ShareField(
        label=gettext_lazy("Share"),
        help_text=gettext_lazy(
            "How much of what is asked it answers: 1/3, 25 %, 0.25. Leave it empty where it is not shared out."
        ),
    )
    rationale = forms.CharField(
        max_length=LONGEST_WORDS,
        label=gettext_lazy("Why it answers"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SaidForm(forms.Form):
    """What is said of a link: another share or rationale."""

    share = ShareField(label=gettext_lazy("Share"))
    rationale = forms.CharField(
        max_length=LONGEST_WORDS, label=gettext_lazy("Why it answers"), widget=forms.Textarea(attrs={"rows": 3})
    )


class ChangeLinkForm(SaidForm):
    """The same on a page; `revision` is the state that was looked at."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class EndForm(forms.Form):
    """Why a link ends."""

    reason = forms.CharField(
        max_length=LONGEST_WORDS, label=gettext_lazy("Why the link ends"), widget=forms.Textarea(attrs={"rows": 2})
    )


class EndLinkForm(EndForm):
    """The same on a page; `revision` is the state that was looked at."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class LinkFilters(Filters):
    """Filters of the list of links."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Words or an address"))
    state = forms.ChoiceField(
        required=False,
        label=gettext_lazy("State"),
        choices=[
            ("", gettext_lazy("Any")),
            ("stands", gettext_lazy("Stands")),
            ("gone", gettext_lazy("An end is gone")),
            ("ended", gettext_lazy("Ended")),
        ],
    )
