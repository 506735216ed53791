"""Tiles of an overview: a number that answers first, and for every number the list that has as many rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.engine.findings import Severity
from throughline.web.formatting import number
from throughline.web.pages.counting import (
    ACTS,
    AFTER,
    CITED,
    DELIVERIES,
    DOCUMENTS,
    FINDINGS,
    HELD,
    MANDATE,
    ME,
    MONTH,
    NOBODY,
    PASSED,
    QUARTER,
    UNLISTED,
    WHOM,
    Counts,
)
from throughline.web.pages.deliverables import MISSING, NONE, SHORT
from throughline.web.pages.frame import Words
from throughline.web.pages.mandates.registry import SECRETARIAT

MISSED = "MO-TARGET-MISSED"


@dataclass(frozen=True, slots=True)
class Counted:
    """A count said in words, and the list that has as many rows."""

    words: Words
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A number that answers first, what it counts, the list behind it, and what more there is to say."""

    label: Words
    count: int
    address: str
    more: Sequence[Counted] = ()

    @property
    def number(self) -> str:
        """The number as it is read."""
        return number(self.count)


def acting_tiles(organization: str, counts: Counts, *, works: bool, unit: str = "") -> tuple[Tile, ...]:
    """Who must act, by when: times that are set, what nobody answers, findings, results and deliverables behind."""
    asked = _asked(organization, unit)
    return (
        _due(counts, asked),
        _unanswered(counts, asked),
        *((_for_whom(organization, counts, unit), _missed(organization, counts, unit)) if works else ()),
        *_undelivered(organization, counts, unit),
    )


def holding_tiles(organization: str, counts: Counts) -> tuple[Tile, ...]:
    """What the record holds: mandates by whether their text was read."""
    page, cited = reverse("mandates", args=[organization]), counts.of(DOCUMENTS, CITED, MANDATE)
    words = ngettext("%(count)s is cited only", "%(count)s are cited only", cited) % {"count": number(cited)}
    more = Counted(words, cited, f"{page}?held=cited")
    return (Tile(_("Mandates whose text is held"), counts.of(DOCUMENTS, HELD, MANDATE), f"{page}?held=held", (more,)),)


def _asked(organization: str, unit: str) -> str:
    """The calendar of what is asked of the secretariat, or of a unit."""
    of = f"unit={unit}" if unit else f"addressee={SECRETARIAT}"
    return f"{reverse('asked', args=[organization])}?{of}"


def _due(counts: Counts, asked: str) -> Tile:
    words = (
        (MONTH, _("%(count)s this month")),
        (QUARTER, _("%(count)s later this quarter")),
        (AFTER, _("%(count)s after that")),
    )
    more = (_counted(words, counts.of(ACTS, term), f"{asked}&deadline={term}") for term, words in words)
    return Tile(_("Asked, and the time has passed"), counts.of(ACTS, PASSED), f"{asked}&deadline=passed", tuple(more))


def _unanswered(counts: Counts, asked: str) -> Tile:
    every = counts.of(ACTS)
    more = _counted(_("of %(count)s asked"), every, asked)
    return Tile(_("Answered by no plan"), counts.of(ACTS, second=UNLISTED), f"{asked}&answered=unlisted", (more,))


def _for_whom(organization: str, counts: Counts, unit: str) -> Tile:
    page, of = reverse("findings", args=[organization]), f"&unit={unit}" if unit else ""
    errors, mine, nobody = (
        counts.of(FINDINGS, Severity.ERROR.value),
        counts.of(WHOM, ME),
        counts.of(WHOM, NOBODY),
    )
    more = (
        _counted(_("%(count)s of them errors"), errors, f"{page}?severity=error{of}"),
        _counted(_("%(count)s for you"), mine, f"{page}?who=me{of}"),
        _counted(_("%(count)s for nobody yet"), nobody, f"{page}?who=nobody{of}"),
    )
    return Tile(
        _("Findings to deal with"),
        counts.of(FINDINGS),
        f"{page}?unit={unit}" if unit else page,
        tuple(one for one in more if one.count),
    )


def _missed(organization: str, counts: Counts, unit: str) -> Tile:
    page = f"{reverse('findings', args=[organization])}?code={MISSED}{f'&unit={unit}' if unit else ''}"
    return Tile(_("Targets missed"), counts.of(FINDINGS, second=MISSED), page)


def _undelivered(organization: str, counts: Counts, unit: str) -> tuple[Tile, ...]:
    """Of the newest year of which it is known what came of it."""
    years = counts.firsts(DELIVERIES)
    if not years:
        return ()
    year = max(years, key=int)
    page = f"{reverse('deliverables', args=[organization])}?year={year}{f'&unit={unit}' if unit else ''}"
    none, short = counts.of(DELIVERIES, year, NONE), counts.of(DELIVERIES, year, SHORT)
    more = _counted(_("%(count)s of them not at all"), none, f"{page}&state={NONE}")
    label = _("Not delivered in full in %(year)s") % {"year": year}
    return (Tile(label, none + short, f"{page}&state={MISSING}", (more,)),)


def _counted(words: str, count: int, address: str) -> Counted:
    return Counted(words % {"count": number(count)}, count, address)
