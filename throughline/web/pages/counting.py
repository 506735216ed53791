"""Counts of a whole organization or of a unit, from the very sets that the lists show, in one statement."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from throughline.engine.mandates.secretariat import is_secretariat
from throughline.store.mandates.reads import addressee_names
from throughline.store.memory import head_now, recall, remember
from throughline.store.models import Act, Organization, Person, Place
from throughline.store.planning.answers import is_answered
from throughline.store.reporting.reads import for_units, standing_rows, to_be_done
from throughline.store.rights import Sight, documents_seen
from throughline.web.pages import deliverables
from throughline.web.pages.mandates.registry import PAPERS, asked
from throughline.web.pages.times import end_of_month, end_of_quarter

ACTS, FINDINGS, WHOM, DELIVERIES, DOCUMENTS = "acts", "findings", "whom", "deliveries", "documents"
# What changes with a line of history alone.
LASTING = (ACTS, DELIVERIES, DOCUMENTS)
# What the registry of mandates lists, and the reports and budgets that it leaves out.
MANDATE, PAPER = "mandate", "paper"
ME, SOMEBODY, NOBODY = "me", "somebody", "nobody"
LISTED, UNLISTED = "listed", "unlisted"
HELD, CITED = "held", "cited"
# When a time that is set ends, as the filter of the calendar names it; "" where none is known.
PASSED, MONTH, QUARTER, AFTER = "passed", "month", "quarter", "after"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of each kind: {(kind, first, second): count}.

    Acts by when their time ends and whether they are answered; findings by severity and code, and (`whom`) by whom
    they are for; deliveries by year and state; documents by whether their text is held and
    whether the registry of mandates lists them.
    """

    rows: Mapping[tuple[str, str, str], int]

    def of(self, kind: str, first: str | None = None, second: str | None = None) -> int:
        """How many of a kind; all that fit where nothing else is said."""
        return sum(
            count
            for (one, its_first, its_second), count in self.rows.items()
            if one == kind and first in (None, its_first) and second in (None, its_second)
        )

    def pairs(self, kind: str) -> dict[tuple[str, str], int]:
        """{(first, second): count} of a kind."""
        return {(first, second): count for (one, first, second), count in self.rows.items() if one == kind}

    def firsts(self, kind: str) -> list[str]:
        """What the first word can be for a kind, in order."""
        return sorted({first for one, first, _ in self.rows if one == kind})


@dataclass(frozen=True, slots=True)
class Parts:
    """What units (row numbers) answer for: acts that ask, and places of plans."""

    units: Collection[int]
    acts: QuerySet[Act]
    places: QuerySet[Place]


def counts_of_organization(whose: Organization, seen: Sight, today: date, person: Person | None) -> Counts:
    """The counts of a whole organization, acts those that ask the secretariat.

    Two statements, three where something was written or a day begins: what changes with a line of history alone is
    remembered, findings, which each check changes, are counted anew every time.
    """
    head, name = head_now(), ("counts", whose.pk, seen, today)
    lasting = cast(Counts | None, recall(head, name))
    standing = standing_rows(organization=whose.code, seen_by=seen).filter(to_be_done(today))
    counted = _counted(*_findings(standing, person), *(() if lasting else _lasting(seen, today)))
    if lasting is None:
        kept = {key: count for key, count in counted.rows.items() if key[0] in LASTING}
        lasting = remember(head, name, Counts(kept))
    return Counts({**counted.rows, **lasting.rows})


def _lasting(seen: Sight, today: date) -> tuple[Any, ...]:
    """What is asked and answered, delivered, and held."""
    names = [name for name in addressee_names(seen_by=seen) if is_secretariat(name)]
    held = Case(When(is_held=True, then=Value(HELD)), default=Value(CITED), output_field=CharField())
    paper = Case(
        When(is_held=True, kind__in=PAPERS, then=Value(PAPER)), default=Value(MANDATE), output_field=CharField()
    )
    return (
        _acts(asked({"addressees": names}, today, seen), today, seen),
        _deliveries(deliverables.outcomes(seen)),
        _grouped(documents_seen(seen), DOCUMENTS, held, paper),
    )


def counts_of_units(whose: Organization, parts: Parts, seen: Sight, today: date, person: Person | None) -> Counts:
    """The counts of what units answer for. One statement."""
    standing = standing_rows(organization=whose.code, seen_by=seen).filter(to_be_done(today))
    return _counted(
        _acts(parts.acts, today, seen),
        *_findings(standing.filter(for_units(parts.units)), person),
        _deliveries(deliverables.outcomes(seen).filter(deliverable__place__in=parts.places)),
    )


def _acts(found: QuerySet[Any], today: date, seen: Sight) -> Any:
    ends = Case(
        When(latest=None, then=Value("")),
        When(latest__lt=today, then=Value(PASSED)),
        When(latest__lte=end_of_month(today), then=Value(MONTH)),
        When(latest__lte=end_of_quarter(today), then=Value(QUARTER)),
        default=Value(AFTER),
        output_field=CharField(),
    )
    listed = Case(When(is_answered(seen), then=Value(LISTED)), default=Value(UNLISTED), output_field=CharField())
    return _grouped(found, ACTS, ends, listed)


def _findings(found: QuerySet[Any], person: Person | None) -> tuple[Any, Any]:
    whom = Case(
        When(Q(assigned_to=person) & Q(assigned_to__isnull=False), then=Value(ME)),
        When(assigned_to=None, assigned_unit=None, then=Value(NOBODY)),
        default=Value(SOMEBODY),
        output_field=CharField(),
    )
    return _grouped(found, FINDINGS, F("severity"), F("code")), _grouped(found, WHOM, whom)


def _deliveries(found: QuerySet[Any]) -> Any:
    return _grouped(found, DELIVERIES, Cast("year", CharField()), F("state"))


def _grouped(found: QuerySet[Any], kind: str, first: Any, second: Any = None) -> Any:
    """Rows (kind, first, second, how many) of a set."""
    keyed = found.order_by().annotate(
        first_=Cast(first, CharField()), second_=Cast(second if second is not None else Value(""), CharField())
    )
    counted = keyed.values("first_", "second_").annotate(
        kind_=Value(kind, output_field=CharField()), how_many=Count("pk", output_field=IntegerField())
    )
    return counted.values_list("kind_", "first_", "second_", "how_many")


def _counted(first: Any, *others: Any) -> Counts:
    return Counts({(kind, one, other): count for kind, one, other, count in first.union(*others, all=True)})
