"""Reads of monitoring: of the deliverables that were due, how many came in full."""

from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, When

from throughline.store.monitoring.tables import Quantity


def delivered_in_full(of: Q, *by: str) -> dict[tuple[Any, ...], tuple[int, int]]:
    """By columns of `Quantity`: deliverables that came in full, and those that were due. One statement.

    Due is a single deliverable that was planned for a year of which the actual number is printed too.
    """
    actual = Quantity.objects.filter(deliverable=OuterRef("deliverable"), year=OuterRef("year"), status="actual")
    rows = Quantity.objects.filter(of, deliverable__kind="item", status="planned", value__gt=0).order_by()
    both: QuerySet[Any] = rows.annotate(came=Subquery(actual.order_by("-position").values("value")[:1]))
    both = both.filter(came__isnull=False).values(*by)
    full = Sum(Case(When(came__gte=F("value"), then=1), default=0))
    counted = both.annotate(full=full, due=Count("pk")).values_list(*by, "full", "due")
    return {tuple(row[:-2]): (row[-2], row[-1]) for row in counted}
