"""What flows along the line of a document, a paragraph or an act: the acts that ask, and the places that answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Coalesce

from throughline.engine.flows import Asking, Flows, Node, Opening, Part, Way
from throughline.engine.mandates.secretariat import is_secretariat
from throughline.engine.natural import natural
from throughline.store.flows.columns import (
    WITH_PLAN,
    at_or_below,
    delivered_at,
    in_document,
    nearest,
    open_by_part,
    paid_at,
    parts_of,
    standing,
)
from throughline.store.flows.places import year_of
from throughline.store.mandates.reads import Asked, acts_where, asked, document_named
from throughline.store.mandates.tables import Act, Document, Paragraph
from throughline.store.planning.answers import links_standing
from throughline.store.planning.asking import lists_for
from throughline.store.planning.links.reads import LinkEntry, link_entries, links_where
from throughline.store.planning.tables import ListedMandate, Place, Result
from throughline.store.rights import Sight, in_plan
from throughline.store.rows import IN_FORCE

# How many acts of one document are followed.
ACTS = 1000
NO_ANSWER = "MN-NO-ANSWER"


@dataclass(frozen=True, slots=True)
class Answers:
    """The places that answer a document: those that list it, and those that links lead to, with the links.

    `listing` has, by address, what the places that list it print beside it ("para. 7"); `title` is the one that a plan
    gives the document; `is_listed` where a plan of whatever year lists it.
    """

    places: tuple[Place, ...]
    listing: Mapping[str, str]
    links: tuple[LinkEntry, ...]
    title: str
    is_listed: bool


def flows_of_document(address: str, seen_by: Sight) -> Flows | None:
    """The line of a document, or of a paragraph or an act of it (`A/RES/78/243#7(b)`). At most fourteen statements."""
    symbol, mark, fragment = address.partition("#")
    document = document_named(symbol, seen_by=seen_by)
    if document is None or (mark and not document.held):
        return None
    if not mark:
        acts = acts_where(document=document.address, seen_by=seen_by)
        kind = document.kind if document.held else "not held"
        return _flows(Node(document.address, kind, document.title), document, acts, seen_by)
    return _flows_of_part(document, f"{document.address}#{fragment}", seen_by)


def _flows_of_part(document: Document, address: str, seen_by: Sight) -> Flows | None:
    act = Act.objects.filter(IN_FORCE, address=address).first()
    if act is not None:
        node = Node(address, "act", act.request, act.verb)
        return _flows(node, document, Act.objects.filter(pk=act.pk), seen_by)
    paragraph = Paragraph.objects.filter(IN_FORCE, address=address).first()
    if paragraph is None:
        return None
    node = Node(address, "paragraph", paragraph.text, paragraph.kind)
    return _flows(node, document, Act.objects.filter(paragraph=paragraph), seen_by)


def _flows(node: Node, document: Document, acts: QuerySet[Act], seen_by: Sight) -> Flows:
    answers = _answers(node.code, document, seen_by)
    asking_acts = asked(acts.filter(addressees__isnull=False).distinct(), limit=ACTS)
    found = sorted(asking_acts, key=lambda one: in_document(one.address))
    parts = (*_places(answers), *_results(answers))
    codes = [part.code for part in parts]
    asking = tuple(_asking(one, document.address, answers, codes) for one in found)
    if not found:
        # Nothing in it asks, or its text is not held: it stands for itself.
        ways = _ways(node.code, document.address, answers, codes)
        asking = (Asking(node.code, "mandate", node.code, node.title or answers.title, ways, document.held),)
    year = year_of(answers.places[0]) if answers.places else None
    standing_now = standing(at_or_below(node.code) | Q(address__in=codes), seen_by)
    about: list[tuple[str, str, str]] = []
    elsewhere: list[tuple[str, str, str]] = []
    for one in standing_now:
        (about if nearest(one[0], {node.code: ""}) else elsewhere).append(one)
    return Flows(
        replace(node, title=node.title or answers.title),
        year,
        asked=asking,
        parts=parts,
        paid=paid_at(answers.places, year),
        delivered=delivered_at(answers.places),
        open=(*_open(found, about, asking, answers), *open_by_part(parts, elsewhere)),
        shared_by=_others(document, answers, seen_by),
    )


def _answers(code: str, document: Document, seen_by: Sight) -> Answers:
    """What answers a document or a part of it, in the plans of the newest year that do. Three statements."""
    lists = ListedMandate.objects.filter(IN_FORCE, in_plan(seen_by), document=document).order_by("position")
    listed = {place: (title, part) for place, title, part in lists.values_list("place", "title", "paragraph")}
    links = [
        one
        for one in link_entries(links_where(document=document.address, seen_by=seen_by))
        if one.stands and (_is_in(one.source, code) or _is_in(code, one.source))
    ]
    targets = [one.target for one in links]
    wanted = Q(pk__in=listed) | Q(address__in=targets) | Q(results__address__in=targets)
    rows = Place.objects.filter(IN_FORCE, wanted, in_plan(seen_by)).select_related(WITH_PLAN)
    places = sorted({one.pk: one for one in rows}.values(), key=lambda one: natural(one.address))
    newest = max((year_of(one) or 0 for one in places), default=0)
    kept = tuple(one for one in places if (year_of(one) or 0) == newest)
    listing = {one.address: listed[one.pk][1] for one in kept if one.pk in listed}
    links.sort(key=lambda one: natural(one.target))
    title = next((title for title, _ in listed.values() if title), "")
    return Answers(kept, listing, tuple(links), title, is_listed=bool(listed))


def _is_answered(act: str, answers: Answers) -> bool:
    """Tell whether an act is answered by a plan of whatever year, as store/planning/answers.py says."""
    return answers.is_listed or any(_is_in(act, one.source) for one in answers.links)


def _others(document: Document, answers: Answers, seen_by: Sight) -> int:
    """How many other mandates the places that answer answer too, listed for them or linked to them. Two statements."""
    if not answers.places:
        return 0
    lists = {pk for one in lists_for(answers.places).values() for pk in one.places}
    listed = ListedMandate.objects.filter(place__in=lists).exclude(document=document).order_by()
    named = listed.annotate(of=Coalesce("document__address", "symbol", output_field=TextField())).values_list("of")
    whole = Q(version__in=[one.version_id for one in answers.places if not one.place])
    own = [one.pk for one in answers.places]
    places = Place.objects.filter(whole | Q(pk__in=own)).values("address")
    results = Result.objects.filter(whole | Q(place__in=own)).values("address")
    to_them = Q(target__in=places) | Q(target__in=results)
    linked = links_standing(seen_by).filter(to_them).exclude(document=document).order_by()
    return named.union(linked.annotate(of=F("document__address")).values_list("of")).count()


def _is_in(part: str, whole: str) -> bool:
    """Tell whether an address is another, or what stands in it: an act in a paragraph, both in a document."""
    return part == whole or part.startswith((f"{whole}#", f"{whole}/"))


def _places(answers: Answers) -> tuple[Part, ...]:
    """The places that answer, each with what it prints beside the document, or why it was linked."""
    reasons = _reasons(answers)
    return tuple(
        replace(part, says=answers.listing.get(part.code) or reasons.get(part.code, ""))
        for part in parts_of(answers.places)
    )


def _reasons(answers: Answers) -> dict[str, str]:
    """Why each end of a link is thought to answer, with its share where one is stated."""
    return {
        one.target: f"{one.share}: {one.rationale}" if one.share is not None else one.rationale for one in answers.links
    }


def _results(answers: Answers) -> tuple[Part, ...]:
    """The results that links lead to, each within its place: money is stated for the place."""
    places = {one.address: "" for one in answers.places}
    reasons = _reasons(answers)
    found = {one.target: one for one in answers.links if one.target not in places and nearest(one.target, places)}
    return tuple(
        Part(target, "result", one.answer or "", nearest(target, places), reasons[target], bears_money=False)
        for target, one in found.items()
    )


def _ways(code: str, document: str, answers: Answers, codes: Iterable[str]) -> tuple[Way, ...]:
    """The ways from what asks: to the places that list its document, and to what links lead to from it or its whole."""
    linked = {one.target for one in answers.links if _is_in(code, one.source) or one.source == document}
    return tuple(Way(one) for one in codes if one in answers.listing or one in linked)


def _asking(one: Asked, document: str, answers: Answers, codes: Iterable[str]) -> Asking:
    names = ", ".join(dict.fromkeys(who.name for who in one.act.addressees))
    deadline = f"; {one.act.deadline.raw}" if one.act.deadline else ""
    ways = _ways(one.address, document, answers, codes)
    return Asking(one.address, "act", one.act.request, f"{names}{deadline}", ways)


def _open(
    found: Sequence[Asked], about: Iterable[tuple[str, str, str]], asking: Sequence[Asking], answers: Answers
) -> tuple[Opening, ...]:
    """Requests to the secretariat that no part of a plan answers, and what stands about acts, each once."""
    named = {one.code: one for one in asking}
    by_paragraph = {one.code.rpartition("/")[0]: one.code for one in reversed(asking) if one.kind == "act"}
    counted: dict[tuple[str, str], list[int]] = {
        (one.address, NO_ANSWER): [0, 1]
        for one in found
        if _asks_secretariat(one) and not _is_answered(one.address, answers)
    }
    for address, code, severity in about:
        where = nearest(address, named) or by_paragraph.get(address) or asking[0].code
        if code != NO_ANSWER:
            counted.setdefault((where, code), [0, 0])[severity == "warning"] += 1
    return _openings(counted)


def _openings(counted: Mapping[tuple[str, str], Sequence[int]]) -> tuple[Opening, ...]:
    return tuple(
        Opening(f"{where} {code}", code, where, errors, warnings, address=where)
        for (where, code), (errors, warnings) in sorted(counted.items(), key=lambda one: in_document(one[0][0]))
    )


def _asks_secretariat(one: Asked) -> bool:
    return any(is_secretariat(who.name) for who in one.act.addressees)
