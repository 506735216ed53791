"""Findings as pages show them: what is wrong or worth knowing, for whom it is, with filters, each with its place."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from throughline.engine.addresses import slug
from throughline.engine.findings import Severity
from throughline.engine.natural import natural
from throughline.store.findings import message_of
from throughline.store.memory import at_head
from throughline.store.models import Organization, Person, Plan, StandingFinding, Unit
from throughline.store.reporting.reads import accepted, counts_by_code, for_units, standing_rows, to_be_done
from throughline.store.rights import Sight, documents_seen
from throughline.store.units.reads import units_below_code, units_of
from throughline.web.access import who
from throughline.web.addresses import page_of
from throughline.web.formatting import day, number
from throughline.web.pages.frame import ANY, Filters, Status, choices

CELL = re.compile(r".{1,300}/T[^/]{1,80}/r\d{1,9}/c\d{1,9}")
TABLE = re.compile(r"table (?P<table>[^,;]{1,40})(?:[,;]|$)")
SEVERITIES = {
    Severity.ERROR: Status("bad", gettext_lazy("Error")),
    Severity.WARNING: Status("attention", gettext_lazy("Warning")),
    Severity.INFO: Status("plain", gettext_lazy("Information")),
}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A finding with the page of the thing that it is about; `subject` is the document or plan.

    `standing` says since when it stands and who sees to it; `choose` what a box beside it is for.
    """

    code: str
    severity: str
    status: Status
    subject: str
    where: str
    message: str
    language: str
    figures: tuple[str, ...]
    page: str
    since: date
    digits: str = ""
    own_page: str = ""
    assigned: str = ""
    explanation: str = ""
    accepted_until: date | None = None
    accepted_reason: str = ""
    standing: tuple[str, ...] = ()
    choose: str = ""


# {(severity, code): (how many stand, how many of them are to be done)}
Counts = Mapping[tuple[str, str], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many findings there are of a code and a severity."""

    code: str
    status: Status
    count: int
    address: str


class FindingFilters(Filters):
    """Filters of findings: `state` is what is to be done where nothing else is said."""

    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Words"))
    who = forms.ChoiceField(
        required=False,
        label=gettext_lazy("For whom"),
        choices=[
            ("", gettext_lazy("Anybody")),
            ("me", gettext_lazy("Me")),
            ("my-units", gettext_lazy("My units")),
            ("somebody", gettext_lazy("Somebody")),
            ("nobody", gettext_lazy("Nobody yet")),
        ],
    )
    unit = forms.ChoiceField(required=False, label=gettext_lazy("Unit"))
    state = forms.ChoiceField(
        required=False,
        label=gettext_lazy("State"),
        choices=[
            ("", gettext_lazy("To be done")),
            ("accepted", gettext_lazy("Accepted as it is")),
            ("all", gettext_lazy("All that stand")),
        ],
    )
    severity = forms.ChoiceField(
        required=False,
        choices=[("", ANY), *((one.value, status.words) for one, status in SEVERITIES.items())],
        label=gettext_lazy("Severity"),
    )
    code = forms.ChoiceField(required=False, label=gettext_lazy("Code"))
    subject = forms.ChoiceField(required=False, label=gettext_lazy("Document or section"))

    def __init__(self, data: Any, there: "Choices") -> None:
        super().__init__(data)
        self.offer("code", choices(there.codes, ANY))
        self.offer("subject", choices(there.subjects, ANY))
        self.offer("unit", [("", ANY), *((one.code, f"{one.code}: {one.name}") for one in there.units)])


@dataclass(frozen=True, slots=True)
class Named:
    """A unit or a person by code or user name, and name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen in the filters and the forms of findings, as it stands in the record."""

    codes: tuple[str, ...]
    subjects: tuple[str, ...]
    units: tuple[Named, ...]
    people: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for a list of findings: the person, the units of the person (row numbers), and the day."""

    today: date
    person: Person | None = None
    units: tuple[int, ...] = ()


def asking(request: HttpRequest, whose: Organization, filters: dict[str, Any]) -> Asking:
    """Who asks; the units of the person are looked up only where they are filtered by."""
    person = who(request)
    units = units_of(person, whose) if filters.get("who") == "my-units" else ()
    return Asking(localdate(), person, tuple(units))


def wanted(organization: str, filters: dict[str, Any], seen: Sight, asking: Asking) -> QuerySet[StandingFinding]:
    """The findings that the filters leave, errors first."""
    found = standing_rows(organization=organization, seen_by=seen)
    found = with_words(found, filters.get("q", ""))
    for name in ("severity", "code"):
        if name in filters:
            found = found.filter(**{name: filters[name]})
    if about := filters.get("subject"):
        found = found.filter(Q(address=about) | Q(address__startswith=f"{about}/") | Q(address__startswith=f"{about}#"))
    if "unit" in filters:
        found = found.filter(for_units(units_below_code(organization, filters["unit"])))
    return _of(_in_state(found, filters.get("state", ""), asking.today), filters.get("who", ""), asking)


def _in_state(found: QuerySet[StandingFinding], state: str, today: date) -> QuerySet[StandingFinding]:
    match state:
        case "all":
            return found
        case "accepted":
            return found.filter(accepted(today))
    return found.filter(to_be_done(today))


def _of(found: QuerySet[StandingFinding], whose: str, asking: Asking) -> QuerySet[StandingFinding]:
    nobody = Q(assigned_to=None, assigned_unit=None)
    match whose:
        case "me":
            return found.filter(assigned_to=asking.person, assigned_to__isnull=False)
        case "my-units":
            return found.filter(for_units(asking.units))
        case "somebody":
            return found.exclude(nobody)
        case "nobody":
            return found.filter(nobody)
    return found


def with_words(found: QuerySet[StandingFinding], words: str) -> QuerySet[StandingFinding]:
    """The findings that hold each of the words somewhere."""
    for word in words.split():
        found = found.filter(Q(message__icontains=word) | Q(where__icontains=word) | Q(address__icontains=word))
    return found


def counts(organization: Organization, seen: Sight) -> Counts:
    """How many findings of each severity and code stand, and how many of them are to be done; one statement."""
    return counts_by_code(organization.code, today=localdate(), seen_by=seen)


def choices_in(organization: Organization, seen: Sight, counted: Counts) -> Choices:
    """The codes that stand, subjects, units, and people with a role; two statements, three after a write."""
    subjects = at_head(("subjects", organization.pk, seen), lambda: _subjects(organization, seen))
    units = Unit.objects.filter(organization=organization, ended=None)
    people = Person.objects.filter(is_active=True, roles__organization=organization)
    rows = _chosen(units, "unit", F("code"), F("name")).union(_chosen(people, "person", F("username"), F("name")))
    by_kind: dict[str, list[Named]] = defaultdict(list)
    for kind, code, name in sorted(rows, key=lambda row: natural(row[1])):
        by_kind[kind].append(Named(code, name or code))
    codes_there = tuple(sorted({code for _severity, code in counted}, key=natural))
    return Choices(codes_there, subjects, tuple(by_kind["unit"]), tuple(by_kind["person"]))


def _subjects(organization: Organization, seen: Sight) -> tuple[str, ...]:
    plans = Plan.objects.filter(organization=organization, document__held=True).order_by().values_list("address")
    others = documents_seen(seen).filter(is_held=True, plan=None).order_by().values_list("address")
    return tuple(sorted((address for (address,) in plans.union(others)), key=natural))


def _chosen(rows: Any, kind: str, code: F, name: F) -> Any:
    chosen = rows.order_by().annotate(
        chosen=Value(kind, output_field=CharField()), by=Cast(code, CharField()), called=Cast(name, CharField())
    )
    return chosen.values_list("chosen", "by", "called").distinct()


def codes_counted(organization: str, found: Mapping[tuple[str, str], int], unit: str = "") -> tuple[CodeCount, ...]:
    """Counts by (severity, code) as pages show them, errors first; of a unit where its code is given."""
    page, order = reverse("findings", args=[organization]), [severity.value for severity in Severity]
    more = f"&unit={unit}" if unit else ""
    return tuple(
        CodeCount(code, SEVERITIES[Severity(severity)], count, f"{page}?code={code}&severity={severity}{more}")
        for (severity, code), count in sorted(
            found.items(), key=lambda row: (order.index(row[0][0]), -row[1], row[0][1])
        )
    )


def shown(organization: str, found: QuerySet[StandingFinding]) -> list[FindingShown]:
    """Findings as pages show them; one statement."""
    today = localdate()
    rows = found.select_related("assigned_to", "assigned_unit", "answering")
    return [shown_one(organization, one, today) for one in rows]


def shown_rows(organization: str, numbers: Sequence[int]) -> list[FindingShown]:
    """The same of findings by their row numbers, in that order; one statement."""
    today = localdate()
    rows = StandingFinding.objects.select_related("assigned_to", "assigned_unit", "answering").in_bulk(numbers)
    return [shown_one(organization, rows[number], today) for number in numbers]


def shown_one(organization: str, one: StandingFinding, today: date) -> FindingShown:
    """A finding as pages show it."""
    message, language = told(one.message, one.said)
    assigned = ", ".join(str(whom) for whom in (one.assigned_to, one.assigned_unit) if whom)
    seen_to = _("for %(who)s") % {"who": assigned} if assigned else _answers(one)
    return FindingShown(
        code=one.code,
        severity=one.severity,
        status=SEVERITIES[Severity(one.severity)],
        subject=one.address,
        where=one.where,
        message=message,
        language=language,
        figures=tuple(one.figures),
        page=place_of(organization, one.address, one.where),
        since=one.first_seen,
        digits=one.digits,
        own_page=reverse("findings-one", args=[organization, one.digits]),
        assigned=assigned,
        explanation=one.explanation,
        accepted_until=one.accepted_until if one.is_accepted(today) else None,
        accepted_reason=one.accepted_reason,
        standing=(_("since %(day)s") % {"day": day(one.first_seen)}, *([seen_to] if seen_to else [])),
        choose=_("Choose %(code)s at %(place)s") % {"code": one.code, "place": one.address},
    )


def _answers(one: StandingFinding) -> str:
    return _("%(who)s answers") % {"who": one.answering} if one.answering else ""


def told(message: str, said: Mapping[str, Any]) -> tuple[str, str]:
    """A message in the reader's language, and the language that it is in: English where it is not translated.

    Of what stands in it numbers and days are written as the language does; a sentence within it is told likewise.
    """
    template = said.get("template", "")
    translated = _(template) if template else ""
    language = get_language() or "en"
    if not translated or (translated == template and not language.startswith("en")):
        return message, "en"
    parameters = {name: _written(one) for name, one in said["parameters"].items()}
    return (translated % parameters if parameters else translated), language


def _written(parameter: Any) -> str:
    if isinstance(parameter, Mapping):
        return told(message_of("", parameter), parameter)[0]
    if isinstance(parameter, int):
        # A year is written as it is, and so is every number of four digits.
        return str(parameter) if 1000 <= parameter <= 9999 else number(parameter)
    return day(parameter) if DAY.fullmatch(parameter) else str(parameter)


def findings_at(organization: str, address: str, seen: Sight, below: bool = True) -> list[FindingShown]:
    """Findings that stand about an address and what is below it, the first fifty; one statement."""
    here = Q(address=address)
    if below:
        here |= Q(address__startswith=f"{address}/") | Q(address__startswith=f"{address}#")
    return shown(organization, standing_rows(organization=organization, seen_by=seen).filter(here)[:50])


def place_of(organization: str, address: str, where: str) -> str:
    """The page of the thing that a finding is about: the place itself, the printed table, else the document."""
    if where.startswith((f"{address}/", f"{address}#")) or where == address:
        return page_of(organization, where)
    if CELL.fullmatch(address):
        return page_of(organization, address)
    table = TABLE.search(where)
    if table and address.startswith(f"{organization}/"):
        return page_of(organization, f"{address}/T{slug(table['table'].replace('#', 'n').replace(' ', ''))}")
    return page_of(organization, address)
