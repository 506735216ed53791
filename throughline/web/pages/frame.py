"""What every page shares: where it is, the state that it says first, and lists in pages with filters."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.db.models import Count, QuerySet, Window
from django.forms.utils import flatatt
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from throughline.store.models import Organization, Person
from throughline.store.rights import EDIT, Sight, acts_in
from throughline.web.access import may_act, sight, who
from throughline.web.api.sheets import sheet
from throughline.web.formatting import number, options

PAGE_SIZE = 20

Words = str | Promise
# The choice of a filter that leaves everything.
ANY = gettext_lazy("Any")


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
    """The head of a page: what kind of thing it is, its name, the trail to it, and the tone of its answer.

    `language` is that of the document where the name is printed in one; "" where the name is ours.
    """

    kind: Words
    name: Words
    trail: tuple[Step, ...] = ()
    tone: str = "plain"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A thing to know about what a page shows: a name, a value, and a page that tells more."""

    name: Words
    value: Words
    address: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: its rows, where they stand in the whole, and the addresses of the pages beside it."""

    rows: Sequence[Any]
    total: int
    first: int
    last: int
    before: str = ""
    after: str = ""


class PlainSelect(forms.Select):
    """A choice written out in one go: Django's own renders a template for each option, and a filter has hundreds."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The element with its options."""
        own = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>{}</select>", own, options(self.choices, value))


class Filters(forms.Form):
    """Filters of a list: every field is optional, and nonsense is answered beside its field."""

    page = forms.IntegerField(required=False, min_value=1, max_value=100_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "filter-%s"
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                widget: Any = PlainSelect()
                widget.choices = field.choices
                field.widget = widget

    def offer(self, name: str, offered: Sequence[tuple[str, Words]]) -> None:
        """Set what may be chosen in a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(offered)

    @property
    def wanted(self) -> dict[str, Any]:
        """What was asked for and understood, without the page: {field: value}."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if name != "page" and value not in (None, "")}

    @property
    def number(self) -> int:
        """The page that was asked for, counted from 1."""
        self.is_valid()
        return self.cleaned_data.get("page") or 1

    @property
    def is_wrong(self) -> bool:
        """Tell whether something could not be understood."""
        return not self.is_valid()


def choices(values: Sequence[str], every: Words) -> list[tuple[str, Words]]:
    """Choices of a filter: everything first, then the values as they are."""
    return [("", every), *((value, value) for value in values)]


def counted_choices(values: Sequence[tuple[str, int]], every: Words) -> list[tuple[str, Words]]:
    """The same of values with how many have each, which is told beside it."""
    return [("", every), *((value, f"{value} ({number(count)})") for value, count in values)]


def page_of_list(
    request: HttpRequest,
    filters: Filters,
    total: int,
    rows: Callable[[int, int], Sequence[Any]],
    size: int = PAGE_SIZE,
) -> Listing:
    """The page that was asked for; `rows` gives the rows from a place in the whole, as many as are wanted.

    A page behind the last one shows the last one. Rows may hold several things each: `total` counts things.
    """
    pages = max(1, -(-total // size))
    number = min(filters.number, pages)
    start = (number - 1) * size
    shown = rows(start, size) if total else ()
    return Listing(
        rows=shown,
        total=total,
        first=start + 1 if shown else 0,
        last=min(start + size, total) if shown else 0,
        before=_beside(request, number - 1) if number > 1 else "",
        after=_beside(request, number + 1) if number < pages else "",
    )


def page_of_rows(
    request: HttpRequest,
    filters: Filters,
    found: QuerySet[Any],
    rows: Callable[[Sequence[int]], Sequence[Any]],
    size: int = PAGE_SIZE,
) -> Listing:
    """The page that was asked for of ordered rows; `rows` gives what is shown of rows by their numbers, in that order.

    One statement finds which rows stand on the page and how many there are in all, so that what is shown of a row is
    fetched for a page alone; two where a page behind the last one is asked for.
    """
    return page_of_numbers(request, filters, numbers_of_page(filters.number, found, size), rows, size)


def numbers_of_page(page: int, found: QuerySet[Any], size: int = PAGE_SIZE) -> tuple[tuple[int, ...], int]:
    """The numbers of the rows of a page, and how many rows there are; a page behind the last one is the last one."""
    start = (page - 1) * size
    numbered = found.annotate(whole=Window(Count("*"))).values_list("pk", "whole")
    there = list(numbered[start : start + size])
    total = there[0][1] if there else found.count() if start else 0
    if total and not there:
        last = (total - 1) // size * size
        there = list(numbered[last : last + size])
    return tuple(pk for pk, _ in there), total


def page_of_numbers(
    request: HttpRequest,
    filters: Filters,
    found: tuple[Sequence[int], int],
    rows: Callable[[Sequence[int]], Sequence[Any]],
    size: int = PAGE_SIZE,
) -> Listing:
    """A page as `numbers_of_page` found it."""
    numbers, total = found
    return page_of_list(request, filters, total, lambda _start, _size: rows(numbers), size)


def _beside(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


def show_list(
    request: HttpRequest, template: str, filters: Filters, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page with a list; status 400 where a filter could not be understood, with the reason beside its field."""
    return render(request, template, {"filters": filters, **context}, status=400 if filters.is_wrong else status)


def as_sheet(shape: type, rows: Iterable[Any], name: str) -> HttpResponse:
    """Records of a shape as a file for spreadsheets, CSV: what a list answers at the address that `sheet_of` gives."""
    content = sheet(shape, map(asdict, rows), byte_order_mark=True)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def sheet_of(query: QueryDict) -> str:
    """The address of the whole list with the same filters as a sheet."""
    asked = query.copy()
    asked.pop("page", None)
    asked["format"] = "csv"
    return f"?{asked.urlencode()}"


def organization_at(request: HttpRequest, code: str) -> Organization:
    """The organization whose record the address names; Http404 where there is none that may be read.

    Whether there is one that may not be read is told to nobody: the words are the same.
    """
    seen = sight(request)
    organization = next((one for one in seen.organizations if one.code == code), None)
    if organization is None:
        raise Http404(_not_readable(request, seen) % {"code": code})
    return organization


def _not_readable(request: HttpRequest, seen: Sight) -> str:
    if seen.works_all:
        return gettext("No organization with the code %(code)s has a record here.")
    if who(request) is None:
        return gettext("Nothing public is here under %(code)s: sign in if you work there.")
    return gettext("Nothing that you may read is here under %(code)s: ask an administrator there to invite you.")


def worked_organization_at(request: HttpRequest, code: str) -> Organization:
    """The organization at an address for the people who work there; Http404 for everybody else."""
    organization = organization_at(request, code)
    if not sight(request).works_in(organization.pk):
        raise Http404
    return organization


def for_workers(request: HttpRequest, code: str, address: str) -> str:
    """The address of a page that only people who work in the organization find; "" for everybody else."""
    seen = sight(request)
    return address if any(one.code == code and seen.works_in(one.pk) for one in seen.organizations) else ""


def acting_at(request: HttpRequest, code: str, right: str = EDIT) -> tuple[Organization, Person]:
    """The organization at an address and who has a right somewhere in it; Http404 for everybody else.

    Each action asks for the unit itself.
    """
    whose, by = worked_organization_at(request, code), may_act(request)
    if by is None or not acts_in(by, right, whose):
        raise Http404
    return whose, by


def sight_in(request: HttpRequest, whose: Organization) -> Sight:
    """What the request may see of the record of one organization."""
    return sight(request).within(whose.pk)


def start_of(organization: str) -> Step:
    """The first step of every trail: the overview."""
    return Step(gettext_lazy("Overview"), reverse("overview", args=[organization]))
