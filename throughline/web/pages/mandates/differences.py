"""Pages of differences: two versions of a document, or a document and what went before it, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughline.store.knowledge.comparing import (
    InSeries,
    Text,
    compared,
    predecessor,
    series_of_document,
    text_of,
    versions_of,
)
from throughline.store.mandates.reads import version_at
from throughline.store.models import Document, Version
from throughline.store.rights import Sight
from throughline.web.formatting import day
from throughline.web.pages.difference import difference_shown
from throughline.web.pages.frame import Filters, Head, Words, organization_at, show_list, sight_in
from throughline.web.pages.mandates.named import held_document_at, not_held, trail_of_document


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared with what; `before` None where there is nothing to compare the document with."""

    before: Version | None
    after: Version


class Choice(Filters):
    """What a document is compared with: an earlier version of it, an earlier document of its series, any other."""

    before = forms.ChoiceField(required=False, label=gettext_lazy("Compared with"))
    after = forms.ChoiceField(required=False, label=gettext_lazy("This version"))
    other = forms.CharField(required=False, max_length=200, label=gettext_lazy("Or any document, by its symbol"))

    def __init__(self, data: Any, versions: Sequence[Text], series: Sequence[InSeries]) -> None:
        super().__init__(data)
        numbered: list[tuple[str, Words]] = [(str(one.number), version_name(one)) for one in reversed(versions)]
        earlier: list[tuple[str, Words]] = [(one.address, series_name(one)) for one in reversed(series)]
        self.offer("before", [("", _("The text before")), *numbered, *earlier])
        self.offer("after", [("", _("In force")), *numbered])


def version_name(text: Text) -> str:
    """A version in a choice: its number and the day on which it was taken in."""
    words = _("Version %(number)s, taken in on %(day)s")
    return words % {"number": text.number, "day": day(text.at.date())}


def series_name(one: InSeries) -> str:
    """A document of a series in a choice."""
    return f"{one.address} ({day(one.adopted)})" if one.adopted else one.address


def difference(request: HttpRequest, organization: str, symbol: str) -> HttpResponse:
    """A document beside an earlier version of it, what went before it in its series, or any other document."""
    whose = organization_at(request, organization)
    seen = sight_in(request, whose)
    document = held_document_at(symbol, seen)
    versions, series = versions_of(document, seen_by=seen), series_of_document(document, seen_by=seen)
    others = [one for one in series if one.address != document.address]
    choice = Choice(request.GET, versions, others)
    sides = sides_of(document, choice.wanted, versions, series, seen)
    trail = trail_of_document(whose.code, document.address)
    head = Head(_("Difference"), document.title or document.address, trail, "plain", document.language or "en")
    return show_list(request, "mandates/difference.html", choice, {"head": head, **_shown(sides)})


def sides_of(
    document: Document,
    wanted: dict[str, Any],
    versions: Sequence[Text],
    series: Sequence[InSeries],
    seen: Sight,
) -> Sides:
    """The two texts that are asked for; Http404 where one of them is none that may be read.

    Without a wish: the version before the one in force; of a document that has but one, its predecessor.
    """
    after = version_at(document.address, _number(wanted.get("after")), seen_by=seen)
    if after is None:
        raise Http404(_("There is no such version."))
    other = str(wanted.get("other") or wanted.get("before") or "")
    if not other:
        return Sides(_usual(document, after, versions, series, seen), after)
    number = _number(other)
    before = version_at(document.address if number else other, number, seen_by=seen)
    if before is None:
        raise not_held(other)
    return Sides(before, after)


def _usual(
    document: Document, after: Version, versions: Sequence[Text], series: Sequence[InSeries], seen: Sight
) -> Version | None:
    """What a version is compared with where nobody says: the one before it, else the document before it."""
    alike = [one.number for one in versions if one.number < after.number and one.language == after.language]
    if alike:
        return version_at(document.address, alike[-1], seen_by=seen)
    earlier = predecessor(document, series)
    return version_at(earlier.address, seen_by=seen) if earlier else None


def has_before(document: Document, seen: Sight) -> bool:
    """Tell whether a document that is held has a text before it: an earlier version, or one of its series."""
    current = document.current
    if current is None:
        return False
    versions = versions_of(document, seen_by=seen) if current.number > 1 else ()
    if any(one.number < current.number and one.language == current.language for one in versions):
        return True
    return predecessor(document, series_of_document(document, seen_by=seen)) is not None


def _number(wanted: object) -> int | None:
    """The number of a version, None where something else is wanted."""
    text = str(wanted or "")
    return int(text) if text.isdecimal() and len(text) < 9 else None


def _shown(sides: Sides) -> dict[str, Any]:
    if sides.before is None:
        return {"difference": None, "answer": _("It has one version, and nothing went before it that is held.")}
    before, after = text_of(sides.before), text_of(sides.after)
    is_one = before.address == after.address
    names = [_("Version %(number)s") % {"number": one.number} if is_one else one.address for one in (before, after)]
    shown = difference_shown(names[0], names[1], compared(sides.before, sides.after), after.language)
    return {"difference": shown, "answer": shown.answer}
