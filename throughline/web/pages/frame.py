"""What every page shares: where it is, the answer that it gives first, and lists in pages with filters."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.paginator import Page
from django.utils.functional import Promise

PAGE_SIZE = 50

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the trail to a page."""

    name: Words
    address: str


@dataclass(frozen=True, slots=True)
class Status:
    """A state said in words; `tone` is `good`, `attention`, `bad` or `plain`."""

    tone: str
    words: Words


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page: what kind of thing it is, its name, the trail to it, and the tone of its answer."""

    kind: Words
    name: Words
    trail: tuple[Step, ...] = ()
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list with its filters; `before` and `after` are the addresses of the pages beside it.

    `given` says that a filter is set, `wrong` that one could not be understood (the form says which and why).
    """

    page: Page[Any]
    filters: forms.Form
    before: str
    after: str
    given: bool
    wrong: bool = False
    rows: Sequence[Any] = field(default=())


class Filters(forms.Form):
    """Filters of a list: every field is optional, and nonsense is answered beside its field."""

    page = forms.IntegerField(required=False, min_value=1, max_value=100_000, widget=forms.HiddenInput)

    def wanted(self) -> dict[str, Any]:
        """What was asked for and understood, without the page: {field: value}."""
        cleaned: dict[str, Any] = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return {name: value for name, value in cleaned.items() if name != "page" and value not in (None, "")}

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that a person sees."""
        return self.visible_fields()
