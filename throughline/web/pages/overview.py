"""The overview: what was read, what is asked and not answered, what is due, what is wrong, what the plans cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.store.mandates.reads import acts_where
from throughline.store.planning.answers import is_answered
from throughline.store.planning.reads import secretariat_names
from throughline.store.rights import Sight, documents_seen
from throughline.web.access import sight
from throughline.web.formatting import number, plain_brief
from throughline.web.pages.findings import CodeCount, counts
from throughline.web.pages.frame import organization_at, sight_in
from throughline.web.pages.mandates.registry import A_YEAR, PAPERS, SECRETARIAT, AskedRow, asked, asked_rows
from throughline.web.pages.plans.names import fund_name
from throughline.web.pages.plans.outline import Outline, outline_of, plans_of_year, years_with_plans

# How many rows of each list the overview shows before it leads to the whole list.
FIRST = 5


@dataclass(frozen=True, slots=True)
class Tile:
    """A number that answers first, what it counts, and the page behind it."""

    label: str
    number: str
    unit: str
    more: str
    address: str


@dataclass(frozen=True, slots=True)
class Held:
    """What the record holds: documents with their text, and documents that are only cited."""

    held: int
    cited: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the secretariat: acts, those that nothing answers, those due or past."""

    acts: int
    unlisted: int
    near: int
    passed: int


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A document with acts that ask and that nothing answers."""

    symbol: str
    title: str
    asking: int


def home(request: HttpRequest) -> HttpResponse:
    """The one organization's overview, the choice among several, or what to do where nothing was read."""
    organizations = sight(request).organizations
    if len(organizations) == 1:
        return redirect("overview", organizations[0].code)
    return render(request, "home.html", {"organizations": organizations})


def overview(request: HttpRequest, organization: str) -> HttpResponse:
    """What a person needs to know first, and the ways on."""
    whose = organization_at(request, organization)
    today = localdate()
    seen = sight_in(request, whose)
    held, acts, codes = held_in_record(seen), asked_in_record(today, seen), counts(whose.code, seen, today)
    years = years_with_plans(whose.pk)
    plan = outline_of(plans_of_year(whose.pk, years[0][0]), years[0][0]) if years else None
    context = {
        "whose": whose,
        "answer": _answer(held, acts),
        "tone": "attention" if acts.unlisted or any(code.status.tone == "bad" for code in codes) else "good",
        "tiles": _tiles(whose.code, held, acts, codes, plan),
        "acts": acts,
        "deadlines": next_deadlines(today, seen),
        "unlisted": unlisted_documents(seen),
        "codes": codes,
        "outline": plan,
        "funds": [fund_name(fund) for fund in plan.funds] if plan else [],
    }
    return render(request, "overview.html", context)


def held_in_record(seen: Sight) -> Held:
    """How many documents are held and how many are only cited."""
    counted = dict(documents_seen(seen).values_list("is_held").annotate(count=Count("pk")).order_by())
    return Held(held=counted.get(True, 0), cited=counted.get(False, 0))


def asked_in_record(today: date, seen: Sight) -> Asked:
    """Counts of the acts in force that ask the secretariat; two statements."""
    found = acts_where(addressees=secretariat_names(seen_by=seen), seen_by=seen).aggregate(
        acts=Count("pk"),
        unlisted=Count("pk", filter=~is_answered(seen)),
        near=Count("pk", filter=Q(latest__gte=today, latest__lte=today + A_YEAR)),
        passed=Count("pk", filter=Q(latest__lt=today)),
    )
    return Asked(**found)


def next_deadlines(today: date, seen: Sight) -> list[AskedRow]:
    """The acts whose time ends soonest, of those whose time is still to come."""
    return asked_rows(asked({}, today, seen).filter(latest__gte=today), 0, FIRST, today, seen)


def unlisted_documents(seen: Sight) -> list[Unlisted]:
    """The documents with most acts that ask somebody and that nothing answers."""
    asking: Any = acts_where(seen_by=seen).filter(~is_answered(seen), addressees__isnull=False)
    counted = dict(asking.values_list("version__document").annotate(acts=Count("pk", distinct=True)).order_by())
    found = documents_seen(seen).filter(pk__in=counted).exclude(kind__in=PAPERS)
    rows = [Unlisted(one.address, one.title, counted[one.pk]) for one in found]
    return sorted(rows, key=lambda row: (-row.asking, row.symbol))[:FIRST]


def _answer(held: Held, acts: Asked) -> list[str]:
    if not held.held:
        return [_("Nothing was read yet. Read documents with: throughline read FILE...")]
    read = ngettext("%(count)s document was read.", "%(count)s documents were read.", held.held)
    asks = ngettext(
        "%(count)s act asks the secretariat for something.",
        "%(count)s acts ask the secretariat for something.",
        acts.acts,
    )
    sentences = [f"{read % {'count': number(held.held)}} {asks % {'count': number(acts.acts)}}"]
    if acts.unlisted:
        words = ngettext(
            "%(count)s of them is answered by no part of a plan.",
            "%(count)s of them are answered by no part of a plan.",
            acts.unlisted,
        )
        sentences.append(words % {"count": number(acts.unlisted)})
    return sentences


def _tiles(organization: str, held: Held, acts: Asked, codes: Sequence[CodeCount], plan: Outline | None) -> list[Tile]:
    mandates, calendar = reverse("mandates", args=[organization]), reverse("asked", args=[organization])
    by_tone = {
        tone: sum(one.count for one in codes if one.status.tone == tone) for tone in ("bad", "attention", "plain")
    }
    tiles = [
        Tile(
            _("Documents held"),
            number(held.held),
            "",
            _("%(count)s are cited, and their text is not held") % {"count": number(held.cited)},
            f"{mandates}?held=held",
        ),
        Tile(
            _("Asked of the secretariat"),
            number(acts.acts),
            "",
            _("%(count)s answered by no part of a plan") % {"count": number(acts.unlisted)},
            f"{calendar}?addressee={SECRETARIAT}&answered=unlisted",
        ),
        Tile(
            _("Due within a year"),
            number(acts.near),
            "",
            _("for %(count)s the time has passed") % {"count": number(acts.passed)},
            f"{calendar}?deadline=near",
        ),
        Tile(
            _("Errors found"),
            number(by_tone["bad"]),
            "",
            _("%(warnings)s warnings, %(infos)s for information")
            % {"warnings": number(by_tone["attention"]), "infos": number(by_tone["plain"])},
            f"{reverse('findings', args=[organization])}?severity=error",
        ),
    ]
    return [*tiles, *_money_tile(organization, plan)]


def _money_tile(organization: str, plan: Outline | None) -> list[Tile]:
    if plan is None or not plan.totals:
        return []
    first, *rest = plan.total_cells
    others = "; ".join(f"{other.name} {plain_brief(other.money)}" for other in rest)
    address = reverse("plans-outline", args=[organization, plan.year])
    label = _("Estimated for %(year)s") % {"year": plan.year}
    return [Tile(label, plain_brief(first.money), first.name, others, address)]
