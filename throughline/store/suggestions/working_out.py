"""Works suggestions out for what no plan of an organization lists, as a set, whenever plans or documents changed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from throughline.engine.mandates.secretariat import is_secretariat
from throughline.engine.suggestions import Candidate, Index, Suggestion, Wanting, index_of, suggest, with_results
from throughline.store import history
from throughline.store.history import canonical
from throughline.store.mandates.tables import Act, Addressee, Citation, Document, Holding, Paragraph
from throughline.store.monitoring.tables import Deliverable
from throughline.store.organizations import Organization
from throughline.store.planning.tables import ListedMandate, Place, Plan, Result
from throughline.store.rows import IN_FORCE, insert
from throughline.store.suggestions import tables

# How many are kept of each: five are shown, and some more stand by for those that a person dismisses.
KEPT = 10
# Counts up whenever suggestions are worked out otherwise, so that those that are kept are replaced.
WAY = 2
# How many versions a statement names.
MANY = 5000
# What answers mandates and asks nothing itself.
PAPERS = ("report", "programme budget", "unreadable")

Rows = Iterator[tuple[int, str, int, str, str, list[list[Any]]]]


@dataclass(frozen=True, slots=True)
class Plans:
    """The newest plans of an organization, prepared for asking: places, their results, and what stands where."""

    places: Index
    results: Index
    at: Mapping[str, list[int]]


def work_out_suggestions(organization: Organization) -> int:
    """Replace the suggestions of an organization where its plans or documents changed; returns how many stand.

    Twelve statements for each five thousand documents that nothing answers, three where nothing changed. What is kept
    follows from the record, so it is no line of the history. Time: an index over the words of the plans, then each open
    act and document once.
    """
    state = state_of(organization)
    if tables.WorkedOut.objects.filter(organization=organization, state=state).exists():
        return tables.Suggestion.objects.filter(organization=organization).count()
    plans = plans_of(organization)
    rows = [(organization.pk, *row) for row in _suggested(organization, plans)]
    with transaction.atomic():
        history.lock_writing()
        tables.Suggestion.objects.filter(organization=organization).delete()
        insert(tables.Suggestion, "organization_id document_id source rank target place reasons", rows)
        tables.WorkedOut.objects.update_or_create(organization=organization, defaults={"state": state})
    return len(rows)


def state_of(organization: Organization) -> str:
    """A digest that is another one whenever a version in force or the way of working out is. Two statements."""
    plans = Plan.objects.filter(organization=organization).order_by("pk").values_list("document__current", flat=True)
    held = Holding.objects.filter(organization=organization, held=True).order_by("document")
    return sha256(
        canonical([WAY, list(plans), list(held.values_list("document__current", flat=True))]).encode()
    ).hexdigest()


def plans_of(organization: Organization) -> Plans:
    """The newest plans of an organization, by their year, with the words that they plan with. Five statements."""
    newest = Plan.objects.filter(organization=organization).aggregate(year=Max("year"))["year"]
    here = Q(version__document__plan__organization=organization, version__document__plan__year=newest)
    places = list(Place.objects.filter(IN_FORCE, here).order_by("address"))
    words: dict[int, list[str]] = defaultdict(list)
    for one in places:
        words[one.pk] += (one.title, one.objective, one.strategy, one.expected)
    named = {one.pk: one.address for one in places}
    results: list[Candidate] = []
    at: dict[str, list[int]] = defaultdict(list)
    told = Result.objects.filter(IN_FORCE, here).exclude(kind="performance").order_by("address")
    for place, address, title, narrative in told.values_list("place", "address", "title", "narrative"):
        words[place].append(title)
        at[named[place]].append(len(results))
        results.append(Candidate(address, title, narrative, {}))
    deliverables = Deliverable.objects.filter(IN_FORCE, here).order_by("address")
    for place, title in deliverables.values_list("place", "title"):
        words[place].append(title)
    listed: dict[int, dict[str, str]] = defaultdict(dict)
    lists = ListedMandate.objects.filter(IN_FORCE, here).exclude(document=None).order_by("position")
    for place, symbol, title in lists.values_list("place", "document__address", "title"):
        listed[place][symbol] = title
    candidates = (
        Candidate(one.address, one.title, " ".join(words[one.pk]), listed[one.pk])
        for one in places
        if listed[one.pk] or one.objective or one.strategy
    )
    return Plans(index_of(candidates), index_of(results), at)


def _suggested(organization: Organization, plans: Plans) -> Rows:
    """The rows of the suggestions for documents that no plan lists, and for acts of theirs that ask the secretariat."""
    for document, wanting in _wanting(organization):
        suggestions = with_results(suggest(wanting, plans.places, KEPT), wanting, plans.results, plans.at)
        for rank, one in enumerate(suggestions, start=1):
            yield document, wanting.symbol, rank, one.result or one.address, one.address, _reasons(one)


def _reasons(one: Suggestion) -> list[list[Any]]:
    return [[reason.kind, list(reason.detail)] for reason in one.reasons]


def _wanting(organization: Organization) -> Iterator[tuple[int, Wanting]]:
    """What wants an answer: documents held that no plan of the organization lists, and their acts. Five statements.

    The symbol of a wanting act is its address: what the document cites and is called goes for each of its acts.
    """
    unlisted = list(_unlisted(organization))
    versions = [document.current_id or 0 for document in unlisted]
    texts, cited = _texts(versions), _cited(versions)
    named: dict[int | None, tuple[Document, frozenset[str]]] = {}
    for document in unlisted:
        whole = frozenset(cited.get(document.current_id or 0, ())) - {document.address}
        named[document.current_id] = document, whole
        words = " ".join(texts.get(document.current_id or 0, {}).values())
        yield document.pk, Wanting(document.address, document.title, words, whole)
    for act in _asking(versions):
        document, whole = named[act.version_id]
        text = texts[act.version_id].get(act.paragraph_id, act.request)
        yield document.pk, Wanting(act.address, document.title, text, whole)


def _unlisted(organization: Organization) -> QuerySet[Document]:
    holds = Holding.objects.filter(organization=organization, held=True, document=OuterRef("pk"))
    lists = ListedMandate.objects.filter(IN_FORCE, document=OuterRef("pk"))
    lists = lists.filter(version__document__plan__organization=organization)
    found = Document.objects.filter(Exists(holds), ~Exists(lists), current__isnull=False)
    return found.exclude(kind__in=PAPERS).order_by("address")


def _texts(versions: Sequence[int]) -> dict[int, dict[int, str]]:
    """The paragraphs of versions by version and row number, in their order."""
    texts: dict[int, dict[int, str]] = defaultdict(dict)
    for some in _parts(versions):
        rows = Paragraph.objects.filter(version__in=some).order_by("position")
        for version, number, text in rows.values_list("version", "pk", "text"):
            texts[version][number] = text
    return texts


def _cited(versions: Sequence[int]) -> dict[int, set[str]]:
    """What versions cite, by version."""
    cited: dict[int, set[str]] = defaultdict(set)
    for some in _parts(versions):
        found = Citation.objects.filter(version__in=some).exclude(cited=None).order_by()
        for version, symbol in found.values_list("version", "cited__address").distinct():
            cited[version].add(symbol)
    return cited


def _asking(versions: Sequence[int]) -> Iterator[Act]:
    """The acts of versions that ask the secretariat."""
    for some in _parts(versions):
        everybody = Addressee.objects.filter(version__in=some).order_by("name").values_list("name", flat=True)
        names = [name for name in everybody.distinct() if is_secretariat(name)]
        asks = Addressee.objects.filter(act=OuterRef("pk"), name__in=names)
        yield from Act.objects.filter(Exists(asks), version__in=some).order_by("version", "position")


def _parts(versions: Sequence[int]) -> Iterator[Sequence[int]]:
    """So many versions as one statement names: by their numbers each table finds their rows at once.

    A subquery that says which documents are meant would be asked again for each row, where PostgreSQL has not counted
    yet what a large taking-in has just written.
    """
    for start in range(0, len(versions), MANY):
        yield versions[start : start + MANY]
