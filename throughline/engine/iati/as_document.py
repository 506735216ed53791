"""A file of IATI as a document of the record: a paragraph for each activity, and one for each of its parts below it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from throughline.engine.addresses import slug
from throughline.engine.iati.activity import Activity
from throughline.engine.iati.money import Transaction
from throughline.engine.iati.organisation import ForwardBudget, Organisation
from throughline.engine.iati.parts import Classified, Narrative, Value
from throughline.engine.iati.records import ACTIVITIES, Publication
from throughline.engine.iati.results import Indicator, Result
from throughline.engine.mandates.records import Document, Masthead, Paragraph

KIND = "iati"
LANGUAGE = 20
"""Letters of a language's code; what is longer is none."""

HEAD, PART = "heading", "part"

# What the codes of the standard mean that a person meets in the text; what stands in none is told as its code.
DAYS = {"1": "planned start", "2": "start", "3": "planned end", "4": "end"}
ROLES = {"1": "funding", "2": "accountable", "3": "extending", "4": "implementing"}
STATES = {
    "1": "in preparation",
    "2": "under way",
    "3": "being finalised",
    "4": "closed",
    "5": "cancelled",
    "6": "suspended",
}
PAYMENTS = {
    "1": "funds received",
    "2": "committed",
    "3": "disbursed",
    "4": "spent",
    "5": "interest paid",
    "6": "loan repaid",
    "7": "reimbursed",
    "8": "equity bought",
    "9": "equity sold",
    "10": "credit guaranteed",
    "11": "commitment received",
    "12": "pledge received",
    "13": "pledge made",
}


def as_document(publication: Publication) -> Document:
    """The publication as a document that can be taken in, compared with its next version, searched and undone.

    Each paragraph has the identifier that the publisher gave, with a word for the part below it
    (`#XM-DAC-1-2`, `#XM-DAC-1-2/budgets`, `#XM-DAC-1-2/result-1`). The order is the file's. The text says what people
    read of an activity; the records themselves are what `throughline parse` prints.
    """
    masthead = _masthead(publication)
    paragraphs = [
        *(one for activity in publication.activities for one in _activity(activity)),
        *(one for organisation in publication.organisations for one in _organisation(organisation)),
    ]
    return Document(
        kind=KIND,
        file=publication.file,
        sha256=publication.sha256,
        format=publication.format,
        masthead=masthead,
        paragraphs=tuple(_under(masthead.symbol or "", one) for one in paragraphs),
        findings=publication.findings,
    )


def _under(symbol: str, paragraph: Paragraph) -> Paragraph:
    """The paragraph with its address in the document."""
    parent = f"{symbol}{paragraph.parent}" if paragraph.parent else None
    return replace(paragraph, id=f"{symbol}{paragraph.id}", parent=parent)


def _masthead(publication: Publication) -> Masthead:
    every: tuple[Activity | Organisation, ...] = (*publication.activities, *publication.organisations)
    reporting = next((one.reporting for one in every if one.reporting is not None), None)
    languages = Counter(one.language.lower() for one in every if one.language and len(one.language) <= LANGUAGE)
    name = words(reporting.names) if reporting else ""
    what = "activities" if publication.root == ACTIVITIES else "organisation file"
    stem = slug(publication.file.replace("\\", "/").rpartition("/")[2].rpartition(".")[0])
    ref = slug(reporting.ref or "") if reporting else ""
    return Masthead(
        symbol=f"IATI/{ref}/{stem}" if ref and stem else None,
        title=f"{name}: {what}" if name else what.capitalize(),
        distributed=(publication.generated or "")[:10] or None,
        language=languages.most_common(1)[0][0] if languages else None,
    )


def _activity(activity: Activity) -> Iterator[Paragraph]:
    place = (activity.identifier or "").strip().replace("#", "-") or "activity"
    yield _paragraph(place, None, lines([words(activity.title), (activity.identifier or "").strip()]))
    for name, text in _parts(activity):
        if text:
            yield _paragraph(f"{place}/{name}", place, text)


def _parts(activity: Activity) -> Iterator[tuple[str, str]]:
    yield "state", lines([STATES.get(activity.status or "", activity.status or ""), *_days(activity)])
    yield "description", lines(words(one.words) for one in activity.descriptions)
    yield (
        "who",
        lines(
            f"{ROLES.get(one.role or '', one.role or '')}: {words(one.names) or one.ref or ''}"
            for one in activity.participants
        ),
    )
    yield "where", lines(map(_share, (*activity.countries, *activity.regions)))
    yield "sectors", lines(map(_share, activity.sectors))
    yield (
        "budgets",
        lines(f"{_span(one.start, one.end)}: {_amount(one.value, activity.currency)}" for one in activity.budgets),
    )
    yield (
        "planned",
        lines(
            f"{_span(one.start, one.end)}: {_amount(one.value, activity.currency)}"
            for one in activity.planned_disbursements
        ),
    )
    yield "transactions", lines(_transaction(one, activity.currency) for one in activity.transactions)
    yield "documents", lines(f"{words(one.title)} {one.url or ''}".strip() for one in activity.documents)
    yield "related", lines(one.ref or "" for one in activity.related)
    for number, result in enumerate(activity.results, start=1):
        yield f"result-{number}", _result(result)


def _days(activity: Activity) -> Iterator[str]:
    for one in activity.dates:
        yield f"{DAYS.get(one.type or '', one.type or '')}: {one.day or ''}"


def _transaction(one: Transaction, currency: str | None) -> str:
    provider = words(one.provider.names) or one.provider.ref or "" if one.provider else ""
    receiver = words(one.receiver.names) or one.receiver.ref or "" if one.receiver else ""
    told = [
        f"{one.day or ''} {PAYMENTS.get(one.type or '', one.type or '')}: {_amount(one.value, currency)}".strip(),
        f"from {provider}" if provider else "",
        f"to {receiver}" if receiver else "",
        words(one.description),
    ]
    return ", ".join(part for part in told if part)


def _result(result: Result) -> str:
    return lines([words(result.title), words(result.description), *map(_indicator, result.indicators)])


def _indicator(indicator: Indicator) -> str:
    told = [words(indicator.title)]
    told += [f"baseline {one.year or ''}: {one.value or ''}" for one in indicator.baselines]
    for period in indicator.periods:
        values = [f"target {one.value}" for one in period.targets if one.value]
        values += [f"actual {one.value}" for one in period.actuals if one.value]
        told.append(f"{_span(period.start, period.end)}: {', '.join(values)}")
    return "; ".join(part for part in told if part)


def _organisation(organisation: Organisation) -> Iterator[Paragraph]:
    place = (organisation.identifier or "").strip().replace("#", "-") or "organisation"
    yield _paragraph(place, None, lines([words(organisation.name), (organisation.identifier or "").strip()]))
    budgets = (
        ("total-budgets", organisation.total_budgets),
        ("recipient-budgets", organisation.recipient_budgets),
        ("region-budgets", organisation.region_budgets),
        ("country-budgets", organisation.country_budgets),
    )
    for name, parts in budgets:
        text = lines(_forward(one, organisation.currency) for one in parts)
        if text:
            yield _paragraph(f"{place}/{name}", place, text)
    spent = lines(
        f"{_span(one.start, one.end)}: {_amount(one.value, organisation.currency)}" for one in organisation.expenditures
    )
    if spent:
        yield _paragraph(f"{place}/expenditure", place, spent)


def _forward(one: ForwardBudget, currency: str | None) -> str:
    whom = words(one.recipient.names) or one.recipient.ref or "" if one.recipient else ""
    where = _share(one.country or one.region) if one.country or one.region else ""
    told = f"{_span(one.start, one.end)}: {_amount(one.value, currency)}"
    return ", ".join(part for part in (told, whom, where) if part)


def _paragraph(place: str, above: str | None, text: str) -> Paragraph:
    return Paragraph(
        id=f"#{place}",
        kind=PART if above else HEAD,
        number=None,
        level=2 if above else 1,
        parent=f"#{above}" if above else None,
        verb=None,
        text=text,
        span=(0, 0),
    )


def words(narratives: Iterable[Narrative]) -> str:
    """The words in every language that they are given in."""
    return " / ".join(text for one in narratives if (text := " ".join((one.text or "").split())))


def lines(parts: Iterable[str]) -> str:
    """The parts that say something, one below the other."""
    return "\n".join(part for part in parts if part.strip(": "))


def _share(one: Classified | None) -> str:
    if one is None:
        return ""
    name = words(one.names)
    share = "" if one.percentage is None else f"{one.percentage:f} %"
    return " ".join(part for part in (name, f"({one.code})" if name else one.code or "", share) if part)


def _amount(value: Value | None, currency: str | None) -> str:
    if value is None or value.amount is None:
        return ""
    return f"{value.currency or currency or ''} {value.amount:,f}".strip()


def _span(start: date | None, end: date | None) -> str:
    return f"{start or '?'} to {end or '?'}" if start or end else ""
