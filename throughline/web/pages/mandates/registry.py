"""The registry of mandates as sets: which documents there are, what they ask, who lists them; filters in SQL."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear

from throughline.store.mandates.reads import acts_where
from throughline.store.models import Act, Addressee, ListedMandate, Organization, Paragraph
from throughline.store.planning.answers import as_value, is_answered, is_answered_document, links_standing
from throughline.store.planning.reads import secretariat_names
from throughline.store.rights import Sight, as_seen, documents_seen, head_is_seen, in_document, in_plan
from throughline.store.rows import IN_FORCE
from throughline.store.units.reads import unit_of_act
from throughline.web.pages.frame import Status
from throughline.web.pages.times import due, end_of_month, end_of_quarter

# What the registry holds: what governing bodies adopted, and not the reports and budgets that answer them.
PAPERS = ("report", "programme budget", "unreadable")
# The choice of everybody who counts as the secretariat; no addressee has such a name.
SECRETARIAT = "@secretariat"
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class MandateRow:
    """A document of the registry: how many acts ask somebody, the next time set, how many places of plans list it.

    `linked` counts the links that lead from it, or from something in it, to what answers.
    """

    symbol: str
    title: str
    body: str
    kind: str
    adopted: date | None
    held: bool
    asking: int
    next_day: date | None
    due: Status | None
    listed: int
    linked: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What can be chosen in the filters, as it stands in the record."""

    bodies: tuple[str, ...]
    years: tuple[str, ...]
    verbs: tuple[str, ...]
    addressees: tuple[str, ...]


def facets(seen: Sight) -> Facets:
    """The bodies, years, verbs and addressees of the record, in one statement."""
    in_force = Act.objects.filter(IN_FORCE).filter(in_document(seen))
    named = Addressee.objects.filter(IN_FORCE).filter(in_document(seen))
    mandates_there = documents_seen(seen).exclude(is_held=True, kind__in=PAPERS)
    found = (
        _facet(mandates_there.filter(head_is_seen()).exclude(body=""), "body", F("body"))
        .union(
            _facet(
                mandates_there.filter(is_held=True, adopted__isnull=False),
                "year",
                Cast(ExtractYear("adopted"), CharField()),
            ),
            _facet(in_force.filter(addressees__isnull=False), "verb", F("verb")),
            _facet(named, "addressee", F("name")),
        )
        .order_by("facet", "value")
    )
    by_facet: dict[str, list[str]] = {}
    for facet, value in found:
        by_facet.setdefault(facet, []).append(value)
    return Facets(
        bodies=tuple(by_facet.get("body", ())),
        years=tuple(reversed(by_facet.get("year", ()))),
        verbs=tuple(by_facet.get("verb", ())),
        addressees=tuple(by_facet.get("addressee", ())),
    )


def _facet(rows: Any, facet: str, value: Any) -> Any:
    named = rows.annotate(facet=Value(facet, output_field=CharField()), value=Cast(value, CharField()))
    return named.order_by().values_list("facet", "value").distinct()


def mandates(wanted: Mapping[str, Any], today: date, seen: Sight) -> QuerySet[Any]:
    """The documents that the filters leave: `q`, `body`, `year`, `verb`, `addressees`, `deadline`, `answered`, `held`.

    `answered` is what store/planning/answers.py says of a document; filters on acts must all hold for one act.
    """
    found = documents_seen(seen).exclude(is_held=True, kind__in=PAPERS)
    lists = ListedMandate.objects.filter(IN_FORCE, in_plan(seen), document=OuterRef("pk"))
    for word in wanted.get("q", "").split():
        titled = lists.filter(title__icontains=word)
        said = Paragraph.objects.filter(version=OuterRef("current"), text__icontains=word)
        in_text = Q(is_held=True) & (Q(title__icontains=word) | Exists(said))
        found = found.filter(Q(address__icontains=word) | Exists(titled) | in_text)
    if "body" in wanted:
        found = found.filter(head_is_seen(), body=wanted["body"])
    if "year" in wanted:
        found = found.filter(is_held=True, adopted__year=wanted["year"])
    if "held" in wanted:
        found = found.filter(is_held=wanted["held"] == "held")
    if "answered" in wanted:
        answered = is_answered_document(seen, secretariat_names(seen_by=seen))
        found = found.filter(answered if wanted["answered"] == "listed" else ~answered)
    if {"verb", "addressees", "deadline"} & wanted.keys():
        acts = acts_wanted(Act.objects.filter(version=OuterRef("current")), wanted, today)
        found = found.filter(Exists(acts), is_held=True)
    return found.order_by("-is_held", "address")


def acts_wanted(found: QuerySet[Act], wanted: Mapping[str, Any], today: date) -> QuerySet[Act]:
    """The acts among `found` that the filters `verb`, `addressees` (any of them) and `deadline` leave."""
    if "verb" in wanted:
        found = found.filter(verb=wanted["verb"])
    if "addressees" in wanted:
        found = found.filter(Exists(Addressee.objects.filter(act=OuterRef("pk"), name__in=wanted["addressees"])))
    match wanted.get("deadline"):
        case "set":
            found = found.exclude(deadline_kind="")
        case "passed":
            found = found.filter(latest__lt=today)
        case "near":
            found = found.filter(latest__gte=today, latest__lte=today + A_YEAR)
        case "month":
            found = found.filter(latest__gte=today, latest__lte=end_of_month(today))
        case "quarter":
            found = found.filter(latest__gt=end_of_month(today), latest__lte=end_of_quarter(today))
        case "after":
            found = found.filter(latest__gt=end_of_quarter(today))
        case "later":
            found = found.filter(latest__gt=today + A_YEAR)
    return found


def mandate_rows(found: QuerySet[Any], start: int, count: int, today: date, seen: Sight) -> list[MandateRow]:
    """Rows of the registry from a place in the whole: one statement for the documents, one for acts, one for lists."""
    lists = ListedMandate.objects.filter(IN_FORCE, in_plan(seen))
    listed_title = (
        lists.filter(document=OuterRef("pk")).exclude(title="").order_by("version", "position").values("title")[:1]
    )
    links = links_standing(seen).filter(document=OuterRef("pk")).order_by().values("document")
    linked = Coalesce(Subquery(links.annotate(count=Count("pk")).values("count")), 0)
    named = found.annotate(listed_title=Subquery(listed_title), linked=linked)
    page = [as_seen(one) for one in named[start : start + count]]
    asking = {
        version: (acts, day)
        for version, acts, day in Act.objects.filter(
            version__in=[document.current_id for document in page], addressees__isnull=False
        )
        .values_list("version")
        .annotate(acts=Count("pk", distinct=True), day=Min("latest", filter=Q(latest__gte=today)))
        .order_by()
    }
    listed = dict(
        lists.filter(document__in=page)
        .values_list("document")
        .annotate(places=Count("place", distinct=True))
        .order_by()
    )
    return [_row(document, asking, listed, today) for document in page]


def _row(
    document: Any,
    asking: Mapping[int | None, tuple[int, date | None]],
    listed: Mapping[int | None, int],
    today: date,
) -> MandateRow:
    acts, day = asking.get(document.current_id, (0, None))
    return MandateRow(
        symbol=document.address,
        title=document.title or document.listed_title or "",
        body=document.body,
        kind=document.kind,
        adopted=document.adopted,
        held=document.held,
        asking=acts,
        next_day=day,
        due=due(day, today),
        listed=listed.get(document.pk, 0),
        linked=document.linked,
    )


@dataclass(frozen=True, slots=True)
class AskedRow:
    """An act that asks somebody for something, with its document and whether a plan answers it."""

    address: str
    symbol: str
    title: str
    part: str
    verb: str
    request: str
    addressees: tuple[str, ...]
    deadline: str
    kind: str
    due: Status | None
    day: date | None
    answered: bool


def asked(wanted: Mapping[str, Any], today: date, seen: Sight) -> QuerySet[Act]:
    """Acts of current versions that ask somebody; filters as in `mandates`, for the act itself; the soonest first."""
    found = acts_where(seen_by=seen).filter(Exists(Addressee.objects.filter(act=OuterRef("pk"))))
    document = "paragraph__version__document"
    for word in wanted.get("q", "").split():
        found = found.filter(
            Q(paragraph__text__icontains=word)
            | Q(**{f"{document}__title__icontains": word})
            | Q(**{f"{document}__address__icontains": word})
        )
    if "body" in wanted:
        found = found.filter(**{f"{document}__body": wanted["body"]})
    if "year" in wanted:
        found = found.filter(**{f"{document}__adopted__year": wanted["year"]})
    if "answered" in wanted:
        answered = is_answered(seen)
        found = found.filter(answered if wanted["answered"] == "listed" else ~answered)
    ordered = acts_wanted(found, wanted, today)
    return ordered.order_by(F("latest").asc(nulls_last=True), "version", "position")


def of_units(found: QuerySet[Act], organization: Organization, units: Collection[int]) -> QuerySet[Act]:
    """The acts among `found` for which these units (row numbers) answer."""
    return found.alias(unit=unit_of_act(organization)).filter(unit__in=units)


def asked_rows(found: QuerySet[Act], start: int, count: int, today: date, seen: Sight) -> list[AskedRow]:
    """Rows of what is asked: one statement for the acts, one for their addressees."""
    acts: Any = (
        found.annotate(answered=as_value(is_answered(seen)))
        .select_related("paragraph__version__document")
        .prefetch_related("addressees")[start : start + count]
    )
    return [_asked_row(act, today) for act in acts]


def _asked_row(act: Any, today: date) -> AskedRow:
    document = act.paragraph.version.document
    return AskedRow(
        address=act.address,
        symbol=document.address,
        title=document.title,
        part=act.paragraph.fragment,
        verb=act.verb,
        request=act.request,
        addressees=tuple(dict.fromkeys(one.name for one in act.addressees.all())),
        deadline=act.deadline_raw,
        kind=act.deadline_kind,
        due=due(act.latest, today),
        day=act.latest,
        answered=act.answered,
    )
