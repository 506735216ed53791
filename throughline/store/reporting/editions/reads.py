"""Reads of reports: the texts of one, its editions, and one edition whole."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from throughline.engine.reporting.blocks import Report
from throughline.engine.reporting.editions import edition_digest, read_edition
from throughline.store.organizations import Organization
from throughline.store.reporting.editions.tables import Edition, Narrative
from throughline.store.rights import Sight, worked


@dataclass(frozen=True, slots=True)
class Named:
    """Which report is meant: its kind, the address that it is about, and its language."""

    kind: str
    about: str
    language: str

    @property
    def address(self) -> str:
        """Its public address: `report/progress/en/UN/2026/10`."""
        return f"report/{self.kind}/{self.language}/{self.about}"


@dataclass(frozen=True, slots=True)
class Text:
    """What stands in a section, and the state that it is in."""

    section: str
    text: str
    revision: int
    changed: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class EditionEntry:
    """An edition in a list; `open` where everybody who may read the record may read it."""

    named: Named
    number: int
    title: str
    day: date
    open: bool
    digest: str
    made: datetime
    made_by: str

    @property
    def address(self) -> str:
        """Its public address: `report/progress/en/UN/2026/10;3`."""
        return f"{self.named.address};{self.number}"


def narratives_of(organization: Organization, named: Named, *, seen_by: Sight) -> Mapping[str, Text]:
    """The texts of a report by their section, for those who work there. One statement."""
    found = Narrative.objects.filter(
        worked(seen_by), organization=organization, kind=named.kind, about=named.about, language=named.language
    )
    return {
        one.section: Text(one.section, one.text, one.revision, one.changed, str(one.changed_by))
        for one in found.select_related("changed_by").order_by("section")
    }


def editions_where(organization: Organization, named: Named | None = None, *, seen_by: Sight) -> QuerySet[Edition]:
    """Editions that may be read, the newest first: all of them by those who work there, the open ones by others."""
    found = Edition.objects.filter(organization=organization)
    if not seen_by.works_in(organization.pk):
        found = found.filter(open=True) if seen_by.may_read(organization.pk) else found.none()
    if named is not None:
        found = found.filter(Q(kind=named.kind, about=named.about, language=named.language))
    return found.order_by("-made", "-pk")


def edition_entries(found: QuerySet[Edition]) -> tuple[EditionEntry, ...]:
    """Editions as records, without their content. One statement."""
    columns = ("kind", "about", "language", "number", "title", "day", "open", "digest", "made", "made_by__username")
    return tuple(
        EditionEntry(Named(kind, about, language), *rest)
        for kind, about, language, *rest in found.values_list(*columns)
    )


def edition_at(organization: Organization, named: Named, number: int, *, seen_by: Sight) -> Report | None:
    """The report of an edition; None where there is none that may be read. One statement.

    Raises ValueError where what is kept is not what its digest says: it was altered outside of the program.
    """
    found = editions_where(organization, named, seen_by=seen_by).filter(number=number)
    kept = found.values_list("content", "digest").first()
    if kept is None:
        return None
    content = zlib.decompress(bytes(kept[0]))
    if edition_digest(content) != kept[1]:
        raise ValueError(f"Edition {number} of {named.address} is not what its digest says.")
    return read_edition(content)
