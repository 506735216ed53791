"""Which indicators a request sees: where the person works all of them, else those of plans that are open to it."""

from django.db.models import Exists, OuterRef, Q

from throughline.store.monitoring.tables import Deliverable
from throughline.store.planning.frameworks.reads import seen_framework, standing
from throughline.store.planning.frameworks.tables import Element, Framework
from throughline.store.planning.tables import Place, Result
from throughline.store.rights import Sight, in_plan, owned, worked
from throughline.store.rows import IN_FORCE


def seen_indicator(seen_by: Sight, indicator: str = "") -> Q:
    """Of an indicator, or of a row that the link leads to one: that it is seen.

    Who does not work in an organization that published its record sees the indicators of its budgets and of what was
    decided of its plans of results; of their values, the official ones.
    """
    return _where_open(seen_by, f"{indicator}organization", f"{indicator}node")


def seen_series(seen_by: Sight, series: str = "") -> Q:
    """Of a series, or of a row that the link leads to one: that the node which reports is seen, and its indicator."""
    own = _where_open(seen_by, f"{series}indicator__organization", f"{series}node")
    return own & seen_indicator(seen_by, f"{series}indicator__")


def _where_open(seen_by: Sight, organization: str, node: str) -> Q:
    if seen_by.works_all or seen_by.reads == seen_by.works:
        return worked(seen_by, organization)
    return worked(seen_by, organization) | owned(seen_by, organization) & _in_open_plan(seen_by, node)


def _in_open_plan(seen_by: Sight, node: str) -> Q:
    """That a node stands in a plan that is seen: in a budget in force, or in a plan of results that was decided."""
    here = OuterRef(node)
    found = Q(Exists(Element.objects.filter(standing(seen_by), address=here)))
    found |= Q(Exists(Framework.objects.filter(seen_framework(seen_by), address=here)))
    for table in (Place, Result, Deliverable):
        found |= Q(Exists(table._default_manager.filter(IN_FORCE, in_plan(seen_by), address=here)))
    return found
