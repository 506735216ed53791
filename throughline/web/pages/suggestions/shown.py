"""Suggestions as they are shown: why each is thought to answer, in words, and what its buttons send."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.engine.links import link_code
from throughline.store.models import Organization, Suggestion
from throughline.store.suggestions.reads import Suggested

# In the session: what was done to which suggestion, until the next page has told it.
DONE = "done suggestion"
ACCEPTED, DISMISSED, RESTORED = "accepted", "dismissed", "restored"
DONE_WORDS = {
    ACCEPTED: gettext_lazy("Linked:"),
    DISMISSED: gettext_lazy("Dismissed, and suggested no more:"),
    RESTORED: gettext_lazy("It may be suggested again:"),
}
# How many symbols and words a reason names.
NAMED = 4


@dataclass(frozen=True, slots=True)
class SuggestionShown:
    """A suggestion with its reasons."""

    source: str
    target: str
    title: str
    place: str
    place_title: str
    is_result: bool
    reasons: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def why(self) -> str:
        """The reasons as sentences: what a link made from it says, until a person says it better."""
        return why(self.reasons)


@dataclass(frozen=True, slots=True)
class DoneShown:
    """What was done to a suggestion a moment ago: `page` is that of the link that came of it, "" without one."""

    words: str
    source: str
    target: str
    page: str
    is_dismissed: bool


def keep_done(request: HttpRequest, whose: Organization, verb: str, source: str, target: str) -> None:
    """Keep what was done for the page that is shown next."""
    request.session[DONE] = [whose.code, verb, source, target]


def done_just_now(request: HttpRequest, whose: Organization) -> DoneShown | None:
    """What the person did to a suggestion a moment ago, shown once; None where it was nothing."""
    if DONE not in request.session:
        return None
    code, verb, source, target = request.session.pop(DONE)
    if code != whose.code or verb not in DONE_WORDS:
        return None
    link = reverse("links-link", args=[code, link_code(code, source, target)]) if verb == ACCEPTED else ""
    return DoneShown(str(DONE_WORDS[verb]), source, target, link, verb == DISMISSED)


def shown(suggested: Mapping[str, Iterable[Suggested]]) -> dict[str, tuple[SuggestionShown, ...]]:
    """Suggestions as they are shown, by their source."""
    return {source: tuple(map(_shown, of_source)) for source, of_source in suggested.items()}


def _shown(one: Suggested) -> SuggestionShown:
    return SuggestionShown(one.source, one.target, one.title, one.place, one.place_title, one.is_result, one.reasons)


def why_suggested(whose: Organization, source: str, target: str) -> str:
    """The reasons why something is suggested, "" where it is not. One statement."""
    found = Suggestion.objects.filter(organization=whose, source=source, target=target).values_list("reasons")
    return next((why(reasons) for (reasons,) in found[:1]), "")


def why(reasons: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Reasons as sentences."""
    return " ".join(reason_said(kind, detail) for kind, detail in reasons)


def reason_said(kind: str, detail: Sequence[str]) -> str:
    """A reason as a sentence."""
    if kind == "series":
        return _("It lists %(symbol)s, of the same series.") % {"symbol": detail[0]}
    if kind == "title":
        return _("It lists %(symbol)s, with a title alike: %(title)s.") % {"symbol": detail[0], "title": detail[1]}
    named = ", ".join(detail[:NAMED])
    if kind == "citations":
        words = ngettext(
            "It lists %(symbols)s, which is cited here.", "It lists %(symbols)s, which are cited here.", len(detail)
        )
        return words % {"symbols": named}
    return _("Words in common: %(words)s.") % {"words": named}
