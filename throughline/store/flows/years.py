"""What flows along the line of an organization's whole year: bodies that ask, sections, funds, deliveries, findings."""

from collections import defaultdict

from django.db.models import Count, Q

from throughline.engine.flows import Asking, Delivery, Flows, Node, Part, Paying, Way
from throughline.engine.natural import natural
from throughline.engine.planning.printed import whole_of
from throughline.store.budgeting.reads import ESTIMATE, stated_for_plans
from throughline.store.flows.columns import WITH_PLAN, open_by_part, standing, title_of
from throughline.store.monitoring.reads import delivered_in_full
from throughline.store.organizations import Organization
from throughline.store.planning.tables import ListedMandate, Place
from throughline.store.rights import Sight, owned
from throughline.store.rows import IN_FORCE


def flows_of_year(organization: str, year: int, seen_by: Sight) -> Flows | None:
    """The line of a year: its sections with what is asked of them by body; None where no plan is. Six statements.

    Sections of income are no money to be spent, and corrigenda print again what stands in what they correct: both
    are left out.
    """
    whose = Organization.objects.filter(owned(seen_by, "pk"), code=organization).first()
    if whose is None:
        return None
    rows = Place.objects.filter(IN_FORCE, place="", version__document__plan__organization=whose)
    found = list(rows.filter(version__document__plan__year=year).select_related(WITH_PLAN))
    sections = {one.version_id: one for one in found if not _is_left_out(one.version.document.plan.code)}
    if not sections:
        return None
    codes = {one.version.document.plan.code: one.address for one in sections.values()}
    places = sorted(sections.values(), key=lambda one: natural(one.version.document.plan.code))
    parts = tuple(_part(one, codes) for one in places)
    return Flows(
        Node(f"{organization}/{year}", "year", whose.name),
        year,
        asked=_bodies(sections),
        parts=parts,
        paid=_paid(places, year),
        delivered=_delivered(places),
        open=open_by_part(parts, standing(Q(address__startswith=f"{organization}/{year}/"), seen_by)),
    )


def _is_left_out(code: str) -> bool:
    return code.startswith("IS") or "-Corr" in code


def _part(section: Place, codes: dict[str, str]) -> Part:
    code = section.version.document.plan.code
    return Part(section.address, section.kind, _titled(section), codes.get(whole_of(code, codes), ""))


def _titled(section: Place) -> str:
    """The title of a section with its number: several may have one title."""
    return f"{section.version.document.plan.code} {title_of(section)}".strip()


def _bodies(sections: dict[int, Place]) -> tuple[Asking, ...]:
    """Bodies by how many documents of theirs the sections list. One statement."""
    rows = ListedMandate.objects.filter(version__in=list(sections)).exclude(document=None).order_by()
    counted = rows.values("version", "body").annotate(times=Count("document", distinct=True))
    by_body: dict[str, list[Way]] = defaultdict(list)
    for version, body, times in counted.values_list("version", "body", "times"):
        by_body[body].append(Way(sections[version].address, times))
    in_order = sorted(by_body.items(), key=lambda one: (-sum(way.count for way in one[1]), one[0]))
    return tuple(Asking(f"body {body}", "body", body, to=tuple(ways)) for body, ways in in_order)


def _paid(places: list[Place], year: int) -> tuple[Paying, ...]:
    stated = stated_for_plans([one.version_id for one in places], [ESTIMATE])
    return tuple(
        Paying(each.fund, each.money, each.address, one.address)
        for one in places
        for each in stated.get(one.version_id, ())
        if each.year == year
    )


def _delivered(places: list[Place]) -> tuple[Delivery, ...]:
    versions = [one.version_id for one in places]
    counted = delivered_in_full(Q(version__in=versions), "version")
    return tuple(
        Delivery(f"{one.address} delivered", _titled(one), one.address, *counted[one.version_id,], address=one.address)
        for one in places
        if (one.version_id,) in counted
    )
