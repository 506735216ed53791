"""The overview of an organization and of a unit: who must act, by when; what is missing; what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline.store.models import Act, Organization, Unit
from throughline.store.planning.answers import is_answered
from throughline.store.planning.reads import secretariat_names
from throughline.store.rights import Sight
from throughline.store.units.reads import acts_of_units, answers_in, places_of, units_below
from throughline.web.access import sight, who
from throughline.web.formatting import number
from throughline.web.pages.counting import Counts, Parts, counts_of_organization, counts_of_units
from throughline.web.pages.findings import CodeCount, codes_counted
from throughline.web.pages.frame import Head, Step, organization_at, sight_in, start_of, worked_organization_at
from throughline.web.pages.mandates.registry import PAPERS, SECRETARIAT, asked, asked_rows
from throughline.web.pages.plans.totals import amounts_of_places, amounts_of_year
from throughline.web.pages.tiles import acting_tiles, holding_tiles
from throughline.web.pages.units.views import unit_at

# How many rows of each list the overview shows before it leads to the whole list.
FIRST = 5


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A document that asks and that no part of a plan answers."""

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
    """What a person needs to know first about an organization, and the ways on."""
    whose, today = organization_at(request, organization), localdate()
    seen = sight_in(request, whose)
    works = seen.works_in(whose.pk)
    counts = counts_of_organization(whose, seen, today, who(request))
    year, amounts = amounts_of_year(whose)
    title = _("What was asked, what is planned, and what is missing")
    context = {
        "head": Head(whose.name, title),
        "answer": _answer(counts),
        "tiles": (*acting_tiles(whose.code, counts, works=works), *holding_tiles(whose.code, counts)),
        "year": year,
        "amounts": amounts,
    }
    acts = asked({"addressees": secretariat_names(seen_by=seen)}, today, seen)
    return _overview(request, whose, counts, acts, context)


def unit(request: HttpRequest, organization: str, unit: str) -> HttpResponse:
    """The same of a unit: what it and the units below it answer for."""
    whose, today = worked_organization_at(request, organization), localdate()
    seen, one = sight_in(request, whose), unit_at(whose, unit)
    units = units_below([one.pk])
    answers = answers_in(whose)
    parts = Parts(units, acts_of_units(asked({}, today, seen), answers, units), places_of(answers, units))
    counts = counts_of_units(whose, parts, seen, today, who(request))
    year, amounts = amounts_of_places(whose, parts.places)
    steps = (start_of(whose.code), Step(_("Units"), reverse("units", args=[whose.code])))
    context = {
        "head": Head(_("Unit %(code)s") % {"code": one.code}, one.name, steps),
        "answer": _answer_of_unit(one, counts),
        "tiles": acting_tiles(whose.code, counts, works=True, unit=one.code),
        "unit": one,
        "year": year,
        "amounts": amounts,
    }
    return _overview(request, whose, counts, parts.acts, context)


def _overview(
    request: HttpRequest, whose: Organization, counts: Counts, acts: QuerySet[Act], context: dict[str, Any]
) -> HttpResponse:
    seen, today = sight_in(request, whose), localdate()
    soonest = list(acts.filter(latest__gte=today).values_list("pk", flat=True)[:FIRST])
    code = context["unit"].code if "unit" in context else ""
    codes = codes_counted(whose.code, counts.pairs("findings"), code)
    context |= {
        "whose": whose,
        "tone": _tone(counts, codes),
        "deadlines": asked_rows(soonest, today, seen),
        "unlisted": unlisted_documents(acts, seen),
        "codes": codes,
        "of": f"&unit={code}" if code else f"&addressee={SECRETARIAT}",
    }
    return render(request, "overview.html", context)


def _tone(counts: Counts, codes: Sequence[CodeCount]) -> str:
    is_open = counts.of("acts", second="unlisted") or any(one.status.tone in ("bad", "attention") for one in codes)
    return "attention" if is_open else "good"


def unlisted_documents(acts: QuerySet[Act], seen: Sight) -> list[Unlisted]:
    """The documents that ask most among `acts` without an answer; one statement."""
    document = "version__document"
    open_acts: Any = acts.filter(~is_answered(seen)).exclude(**{f"{document}__kind__in": PAPERS}).order_by()
    named = open_acts.values(symbol=F(f"{document}__address"), title=F(f"{document}__title"))
    found = named.annotate(asking=Count("pk", distinct=True)).order_by("-asking", "symbol")[:FIRST]
    return [Unlisted(**row) for row in found]


def _answer(counts: Counts) -> list[str]:
    held, acts = counts.of("documents", "held"), counts.of("acts")
    if not held:
        return [_("Nothing was read yet. Read documents with: throughline read FILE...")]
    read = ngettext("%(count)s document was read.", "%(count)s documents were read.", held)
    asks = ngettext(
        "%(count)s act asks the secretariat for something.", "%(count)s acts ask the secretariat for something.", acts
    )
    sentences = [f"{read % {'count': number(held)}} {asks % {'count': number(acts)}}"]
    if unlisted := counts.of("acts", second="unlisted"):
        words = ngettext(
            "%(count)s of them is answered by no part of a plan.",
            "%(count)s of them are answered by no part of a plan.",
            unlisted,
        )
        sentences.append(words % {"count": number(unlisted)})
    return sentences


def _answer_of_unit(one: Unit, counts: Counts) -> list[str]:
    """What follows for a unit: what is asked of it, and what is open."""
    acts, findings = counts.of("acts"), counts.of("findings")
    if not acts and not findings and not counts.of("deliveries"):
        return [_("Nothing is asked of it yet: see what it answers for.")]
    asks = ngettext("%(count)s act asks it for something.", "%(count)s acts ask it for something.", acts)
    sentences = [asks % {"count": number(acts)}]
    words = ngettext("%(count)s finding is to be dealt with.", "%(count)s findings are to be dealt with.", findings)
    sentences.append(words % {"count": number(findings)})
    return sentences
