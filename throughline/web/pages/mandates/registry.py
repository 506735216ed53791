"""The registry of mandates as sets: which documents there are, what they ask, who lists them; filters in SQL."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear

from throughline.store.mandates.reads import acts_where, names_asked
from throughline.store.memory import at_head
from throughline.store.models import Act, Addressee, Document, ListedMandate, Paragraph
from throughline.store.planning.answers import as_value, is_answered, is_answered_document, links_standing
from throughline.store.planning.reads import secretariat_names
from throughline.store.rights import Sight, as_seen, documents_seen, head_is_seen, in_document, in_plan
from throughline.store.rows import IN_FORCE
from throughline.web.pages.frame import Status
from throughline.web.pages.times import due, end_of_month, end_of_quarter

# What the registry holds: what governing bodies adopted, and not the reports and budgets that answer them.
PAPERS = ("report", "programme budget", "unreadable")
# The choice of everybody who counts as the secretariat; no addressee has such a name.
SECRETARIAT = "@secretariat"
# The kind of a time that comes again and again ("every year"): it has no last day.
RECURRING = "recurring"
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


# What a value of a filter is counted in.
DOCUMENTS, ACTS = "documents", "acts"
Counted = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """What can be chosen in the filters, as it stands in the record: values, each with how many have it."""

    bodies: Counted
    years: Counted
    verbs: Counted
    addressees: Counted


def facets(seen: Sight, counted: str) -> Facets:
    """The bodies, years, verbs and addressees of the record, counted in documents of the registry or in acts that ask.

    Two statements, one where nothing was written since they were last asked for.
    """
    make = _facets_of_documents if counted == DOCUMENTS else _facets_of_acts
    return at_head(("facets", counted, seen), lambda: make(seen))


def _facets_of_documents(seen: Sight) -> Facets:
    found = documents_seen(seen).exclude(is_held=True, kind__in=PAPERS)
    held, document = found.filter(is_held=True), Count("pk", distinct=True)
    asking = Act.objects.filter(IN_FORCE).filter(in_document(seen)).filter(addressees__isnull=False)
    named = Addressee.objects.filter(IN_FORCE).filter(in_document(seen))
    of_document = Count("version__document", distinct=True)
    return _facets(
        _facet("body", found.filter(head_is_seen()).exclude(body=""), F("body"), document),
        _facet("year", held.filter(adopted__isnull=False), ExtractYear("adopted"), document),
        _facet("verb", asking, F("verb"), of_document),
        _facet("addressee", named, F("name"), of_document),
    )


def _facets_of_acts(seen: Sight) -> Facets:
    asking: Any = Act.objects.filter(IN_FORCE).filter(in_document(seen)).filter(addressees__isnull=False)
    act = Count("pk", distinct=True)
    bodied, dated = asking.exclude(version__document__body=""), asking.filter(version__document__adopted__isnull=False)
    return _facets(
        _facet("body", bodied, F("version__document__body"), act),
        _facet("year", dated, ExtractYear("version__document__adopted"), act),
        _facet("verb", asking, F("verb"), act),
        _facet("addressee", asking, F("addressees__name"), act),
    )


def _facet(facet: str, rows: Any, value: Any, count: Count) -> Any:
    named = rows.annotate(facet=Value(facet, output_field=CharField()), value=Cast(value, CharField()))
    return named.order_by().values_list("facet", "value").annotate(count=count)


def _facets(first: Any, *others: Any) -> Facets:
    by_facet: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for facet, value, count in sorted(first.union(*others, all=True)):
        by_facet[facet].append((value, count))
    return Facets(
        bodies=tuple(by_facet["body"]),
        years=tuple(reversed(by_facet["year"])),
        verbs=tuple(by_facet["verb"]),
        addressees=tuple(by_facet["addressee"]),
    )


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
        case "recurring":
            found = found.filter(deadline_kind=RECURRING)
        case "undated":
            found = found.filter(latest__isnull=True).exclude(deadline_kind__in=("", RECURRING))
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


def mandate_rows(numbers: Sequence[int], today: date, seen: Sight) -> list[MandateRow]:
    """The rows of these documents (row numbers) in their order: one statement for them, one for acts, one for lists."""
    lists = ListedMandate.objects.filter(IN_FORCE, in_plan(seen))
    listed_title = (
        lists.filter(document=OuterRef("pk")).exclude(title="").order_by("version", "position").values("title")[:1]
    )
    links = links_standing(seen).filter(document=OuterRef("pk")).order_by().values("document")
    linked = Coalesce(Subquery(links.annotate(count=Count("pk")).values("count")), 0)
    named = documents_seen(seen).filter(pk__in=numbers).annotate(listed_title=Subquery(listed_title), linked=linked)
    page = {one.pk: as_seen(one) for one in named}
    asking = {
        version: (acts, day)
        for version, acts, day in Act.objects.filter(
            version__in=[document.current_id for document in page.values()], addressees__isnull=False
        )
        .values_list("version")
        .annotate(acts=Count("pk", distinct=True), day=Min("latest", filter=Q(latest__gte=today)))
        .order_by()
    }
    listed = dict(
        lists.filter(document__in=numbers)
        .values_list("document")
        .annotate(places=Count("place", distinct=True))
        .order_by()
    )
    return [_row(page[number], asking, listed, today) for number in numbers]


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
class AskingDocument:
    """A document whose text is held: how many of its acts ask somebody."""

    symbol: str
    title: str
    asking: int


def asking_documents(numbers: Sequence[int]) -> list[AskingDocument]:
    """These documents (row numbers), held where they are shown, in their order. Two statements."""
    columns = ("pk", "address", "title", "current")
    held = {number: rest for number, *rest in Document.objects.filter(pk__in=numbers).values_list(*columns)}
    acts = Act.objects.filter(version__in=[version for *_, version in held.values()], addressees__isnull=False)
    asking = dict(acts.order_by().values_list("version").annotate(acts=Count("pk", distinct=True)))
    return [
        AskingDocument(address, title, asking.get(version, 0))
        for address, title, version in (held[number] for number in numbers)
    ]


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
    found = acts_where(seen_by=seen)
    if "addressees" not in wanted:
        found = found.filter(Exists(Addressee.objects.filter(act=OuterRef("pk"))))
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


def asked_rows(numbers: Sequence[int], today: date, seen: Sight, *, answered: bool | None = None) -> list[AskedRow]:
    """The rows of these acts (row numbers) in their order: one statement for the acts, one for their addressees.

    `answered` where it is known already, for all of them.
    """
    named = Act.objects.filter(pk__in=numbers)
    known: Any = Value(answered) if answered is not None else as_value(is_answered(seen))
    document = "version__document"
    columns = ("address", f"{document}__address", f"{document}__title", "paragraph__fragment", "verb", "request")
    times = ("deadline_raw", "deadline_kind", "latest")
    acts = {number: rest for number, *rest in named.annotate(known=known).values_list("pk", *columns, *times, "known")}
    asked_of = names_asked(numbers)
    return [_asked_row(acts[number], asked_of.get(number, ()), today) for number in numbers]


def _asked_row(act: Sequence[Any], addressees: tuple[str, ...], today: date) -> AskedRow:
    address, symbol, title, part, verb, request, deadline, kind, latest, answered = act
    return AskedRow(
        address=address,
        symbol=symbol,
        title=title,
        part=part,
        verb=verb,
        request=request,
        addressees=addressees,
        deadline=deadline,
        kind=kind,
        due=due(latest, today),
        day=latest,
        answered=answered,
    )
