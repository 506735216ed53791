"""Pages of mandates: the registry, what is asked of whom, and a document."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, npgettext

from throughline.engine.iati.as_document import KIND as IATI
from throughline.engine.mandates.secretariat import is_secretariat
from throughline.store.mandates.tracked import changes_of
from throughline.store.models import Document, Organization, Plan
from throughline.store.planning.links.reads import links_of
from throughline.store.planning.review.reads import approved_of
from throughline.store.rights import Sight
from throughline.store.suggestions.reads import suggested, suggestions_where
from throughline.store.units.reads import acts_of_units, answers_in, units_below_code
from throughline.web.addresses import (
    akoma_ntoso_page,
    difference_page,
    history_page,
    review_page,
    source_page,
    tracked_page,
)
from throughline.web.api.shapes.mandates import DocumentEntry, document_entry
from throughline.web.formatting import day as written
from throughline.web.formatting import file_name, kind_name, number
from throughline.web.pages.frame import (
    ANY,
    Fact,
    Filters,
    Head,
    Listing,
    as_sheet,
    counted_choices,
    organization_at,
    page_of_rows,
    sheet_of,
    show_list,
    sight_in,
    start_of,
)
from throughline.web.pages.links.forms import may_link
from throughline.web.pages.mandates.differences import has_before
from throughline.web.pages.mandates.languages import text_shown
from throughline.web.pages.mandates.named import document_at, plan_of, trail_of_registry
from throughline.web.pages.mandates.reading import (
    CITED_BY,
    Beside,
    Links,
    ListedAt,
    ReadAct,
    cited_by,
    listings_of,
    mentions_of,
    paragraphs_of,
)
from throughline.web.pages.mandates.registry import (
    ACTS,
    DOCUMENTS,
    SECRETARIAT,
    Facets,
    asked,
    asked_rows,
    facets,
    mandate_rows,
    mandates,
)
from throughline.web.pages.reviews.names import RECOMMENDATION_NAMES
from throughline.web.pages.sheets import (
    AskedLine,
    all_rows,
    asked_line,
    is_sheet_wanted,
)
from throughline.web.pages.suggestions.shown import done_just_now
from throughline.web.pages.suggestions.shown import shown as suggestions_shown

# Kinds of documents that are lists of what was done or is planned, and ask nobody for anything.
ASK_NOTHING = ("report", "programme budget", IATI)
DEADLINES = [
    ("", ANY),
    ("set", gettext_lazy("A time is set")),
    ("month", gettext_lazy("Ends this month")),
    ("quarter", gettext_lazy("Ends later in this quarter")),
    ("after", gettext_lazy("Ends after this quarter")),
    ("near", gettext_lazy("Ends within a year")),
    ("later", gettext_lazy("Ends later")),
    ("passed", gettext_lazy("Has passed")),
    ("recurring", gettext_lazy("Comes again and again")),
    ("undated", gettext_lazy("Without a day that is known")),
]
ANSWERS = [
    ("", ANY),
    ("listed", gettext_lazy("Answered by a plan")),
    ("unlisted", gettext_lazy("Not answered")),
]
HELD = [("", ANY), ("held", gettext_lazy("Text held")), ("cited", gettext_lazy("Only cited so far"))]


class AskedFilters(Filters):
    """Filters of what is asked."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Words"))
    body = forms.ChoiceField(required=False, label=gettext_lazy("Body"))
    year = forms.ChoiceField(required=False, label=gettext_lazy("Year adopted"))
    verb = forms.ChoiceField(required=False, label=gettext_lazy("Verb"))
    addressee = forms.ChoiceField(required=False, label=gettext_lazy("Asked of"))
    deadline = forms.ChoiceField(required=False, choices=DEADLINES, label=gettext_lazy("By when"))
    answered = forms.ChoiceField(required=False, choices=ANSWERS, label=gettext_lazy("Answered"))
    unit = forms.CharField(required=False, max_length=40, label=gettext_lazy("Unit"))

    def __init__(self, data: Any, known: Facets) -> None:
        super().__init__(data)
        self.secretariat = tuple(name for name, _count in known.addressees if is_secretariat(name))
        self.offer("body", counted_choices(known.bodies, ANY))
        self.offer("year", counted_choices(known.years, ANY))
        self.offer("verb", counted_choices(known.verbs, ANY))
        everyone = counted_choices(known.addressees, ANY)
        self.offer("addressee", [everyone[0], (SECRETARIAT, _("The secretariat")), *everyone[1:]])

    @property
    def wanted(self) -> dict[str, Any]:
        """What was asked for; an addressee as names, for "the secretariat" has many."""
        wanted = super().wanted
        if name := wanted.pop("addressee", ""):
            wanted["addressees"] = self.secretariat if name == SECRETARIAT else (name,)
        return wanted


class MandateFilters(AskedFilters):
    """Filters of the registry: those of what is asked, and whether the text is held."""

    unit = None  # type: ignore[assignment]
    held = forms.ChoiceField(required=False, choices=HELD, label=gettext_lazy("Text"))


def registry(request: HttpRequest, organization: str) -> HttpResponse:
    """The registry of mandates with its filters."""
    whose = organization_at(request, organization)
    today = localdate()
    seen = sight_in(request, whose)
    filters = MandateFilters(request.GET, facets(seen, DOCUMENTS))
    found = mandates(filters.wanted, today, seen)
    if is_sheet_wanted(request, filters):
        rows = all_rows(found, lambda numbers: mandate_rows(numbers, today, seen))
        return as_sheet(DocumentEntry, map(document_entry, rows), f"mandates-{whose.code}")
    listing = page_of_rows(request, filters, found, lambda numbers: mandate_rows(numbers, today, seen))
    head = Head(_("Registry"), _("Mandates"), (start_of(whose.code),))
    context = {"head": head, "listing": listing, "answer": _found(listing), "sheet": sheet_of(request.GET)}
    return show_list(request, "mandates/registry.html", filters, context)


def _found(listing: Listing) -> str:
    words = ngettext("%(count)s document fits.", "%(count)s documents fit.", listing.total)
    return words % {"count": number(listing.total)}


def asked_list(request: HttpRequest, organization: str) -> HttpResponse:
    """What is asked of whom, by when: one row for each act, the soonest first."""
    whose = organization_at(request, organization)
    today = localdate()
    seen = sight_in(request, whose)
    filters = AskedFilters(request.GET, facets(seen, ACTS))
    found = asked(filters.wanted, today, seen)
    if "unit" in filters.wanted:
        found = acts_of_units(found, answers_in(whose), units_below_code(whose.code, filters.wanted["unit"]))
    answered = {"listed": True, "unlisted": False}.get(filters.wanted.get("answered", ""))
    if is_sheet_wanted(request, filters):
        rows = all_rows(found, lambda numbers: asked_rows(numbers, today, seen, answered=answered))
        return as_sheet(AskedLine, map(asked_line, rows), f"asked-{whose.code}")
    listing = page_of_rows(request, filters, found, lambda numbers: asked_rows(numbers, today, seen, answered=answered))
    head = Head(_("Calendar"), _("What is asked, of whom, by when"), (start_of(whose.code),))
    words = ngettext("%(count)s act fits, the soonest first.", "%(count)s acts fit, the soonest first.", listing.total)
    context = {"head": head, "listing": listing, "answer": words % {"count": number(listing.total)}}
    context["sheet"] = sheet_of(request.GET)
    return show_list(request, "mandates/asked.html", filters, context)


def document(request: HttpRequest, organization: str, symbol: str) -> HttpResponse:
    """A document: what it asks, who lists and cites it, and its text with acts marked."""
    whose = organization_at(request, organization)
    seen = sight_in(request, whose)
    shown = document_at(symbol, seen)
    today = localdate()
    listings, beside = listings_of(shown, seen), _beside(shown, seen)
    paragraphs = paragraphs_of(shown, today, beside, seen) if shown.held else ()
    asking = [act for paragraph in paragraphs for act in paragraph.acts if act.asks]
    citing, plan, text = cited_by(shown, seen), plan_of(shown, seen), text_shown(request, shown, seen)
    context = {
        "head": _head(whose, shown, asking, listings),
        "document": shown,
        "plan": plan,
        "links": beside.links.get(shown.address, ()),
        "may_link": may_link(request, whose),
        "done": done_just_now(request, whose),
        "suggestions": () if listings or shown.kind == IATI else beside.suggestions_of(shown.address),
        "answer": _answer_of_plan(plan) if plan else _answer(shown, asking, listings, beside.links),
        "facts": [*_facts(whose, shown, seen), *(_reviewed(whose, shown, seen) if listings else ())],
        "paragraphs": paragraphs if text.paragraphs is None else text.paragraphs,
        "written": text,
        "asked": asking,
        "listings": listings,
        "cited_by": citing,
        "cited_by_more": len(citing) == CITED_BY,
        "mentions": mentions_of(shown) if shown.kind == "report" else (),
    }
    return render(request, "mandates/document.html", context)


def _beside(document: Document, seen: Sight) -> Beside:
    """Links and suggestions of a document; suggestions only for those who work on the record. Two statements."""
    links = links_of(document.address, seen_by=seen)
    likely = suggestions_where(document=document.address, seen_by=seen)
    return Beside(links, suggestions_shown(suggested(likely)) if seen.works or seen.works_all else {})


def _head(whose: Organization, shown: Document, asking: Sequence[ReadAct], listings: Sequence[ListedAt]) -> Head:
    kind = capfirst(kind_name(shown.kind)) if shown.held else _("Only cited so far")
    trail = trail_of_registry(whose.code)
    is_open = any(act.is_open for act in asking) or not (listings or asking)
    tone = "attention" if is_open and shown.kind not in ASK_NOTHING else "plain"
    return Head(f"{kind} · {shown.address}", shown.title or shown.address, trail, tone, shown.language or "en")


def _answer_of_plan(plan: Plan) -> list[str]:
    """What the document of a plan says first: what it plans stands on the plan's own page."""
    return [_("It is the document of the plan %(plan)s: what it plans stands there.") % {"plan": plan.address}]


def _answer(shown: Document, asking: Sequence[ReadAct], listings: Sequence[ListedAt], links: Links) -> list[str]:
    if shown.kind == IATI:
        return [_("It is a file of IATI: what follows are its activities as it tells them.")]
    sentences = [_asks(shown, asking)]
    if listings:
        years = sorted({str(one.year) for one in listings if one.year})
        words = ngettext(
            "%(count)s part of the plans lists it (%(years)s).",
            "%(count)s parts of the plans list it (%(years)s).",
            len(listings),
        )
        sentences.append(words % {"count": len(listings), "years": ", ".join(years)})
    elif shown.kind not in ASK_NOTHING:
        sentences.append(_("No part of any plan that was read lists it."))
    return [*sentences, *_linked(asking, links)]


def _linked(asking: Sequence[ReadAct], links: Links) -> list[str]:
    """What links do for the document, and what is left without an answer."""
    sentences = []
    leading = sum(len(entries) for entries in links.values())
    if leading:
        words = ngettext(
            "%(count)s link leads to what answers it.", "%(count)s links lead to what answers it.", leading
        )
        sentences.append(words % {"count": leading})
    unanswered = sum(1 for act in asking if act.is_open)
    if unanswered:
        words = ngettext(
            "%(count)s request to the secretariat is answered by no part of a plan.",
            "%(count)s requests to the secretariat are answered by no part of a plan.",
            unanswered,
        )
        sentences.append(words % {"count": unanswered})
    return sentences


def _asks(shown: Document, asking: Sequence[ReadAct]) -> str:
    if not shown.held:
        return _("It is cited, and its text was not read yet: read its file, and this page fills.")
    if shown.kind == "report":
        return _("It is a report: it asks nothing of anybody, and cites the mandates that it answers.")
    if shown.kind == "programme budget":
        return _("It is a programme budget: it asks nothing of anybody.")
    if not asking:
        return _("It asks nobody for anything.")
    timed = sum(1 for act in asking if act.deadline)
    asks = ngettext("It asks for %(count)s thing", "It asks for %(count)s things", len(asking)) % {"count": len(asking)}
    if not timed:
        return _("%(asks)s; no time is set.") % {"asks": asks}
    times = npgettext("acts", "for %(count)s of them a time is set", "for %(count)s of them a time is set", timed)
    return _("%(asks)s; %(times)s.") % {"asks": asks, "times": times % {"count": timed}}


def _facts(whose: Organization, shown: Document, seen: Sight) -> list[Fact]:
    facts = [Fact(_("Symbol"), shown.address)]
    if shown.body:
        facts.append(Fact(_("Body"), shown.body))
    if shown.session:
        facts.append(Fact(_("Session"), shown.session))
    if shown.adopted:
        facts.append(Fact(_("Adopted"), written(shown.adopted)))
    if shown.current:
        source = shown.current.source
        works = seen.works_in(whose.pk)
        file = source_page(whose.code, source.sha256) if works else ""
        facts.append(Fact(_("File"), file_name(source.name), file))
        version = _("version %(number)s") % {"number": shown.current.number}
        facts.append(Fact(_("History"), version, history_page(whose.code, shown.address) if works else ""))
        if shown.kind not in ("programme budget", IATI):
            facts.append(Fact(_("As a file"), "Akoma Ntoso", akoma_ntoso_page(whose.code, shown.address)))
        changes = changes_of(shown)
        if changes.kept or changes.flattened:
            words = _("in three views") if changes.kept else _("run together in this file")
            facts.append(Fact(_("Tracked changes"), words, tracked_page(whose.code, shown.address)))
        if has_before(shown, seen):
            facts.append(Fact(_("Difference"), _("from the text before"), difference_page(whose.code, shown.address)))
    return facts


def _reviewed(whose: Organization, shown: Document, seen: Sight) -> list[Fact]:
    """What the review of a mandate decided, and for how many of the parts that list it; for who works there."""
    approved = approved_of(shown, seen_by=seen) if seen.works_in(whose.pk) else ()
    if not approved:
        return []
    year = approved[0].year
    words = [
        ngettext("%(what)s, approved for %(count)s part", "%(what)s, approved for %(count)s parts", one.parts)
        % {"what": RECOMMENDATION_NAMES[one.recommendation], "count": number(one.parts)}
        for one in approved
    ]
    name = _("Review of %(year)s") % {"year": year}
    return [Fact(name, "; ".join(words), review_page(whose.code, year, shown.address))]
