"""Actions on reports: to write the text of a section, and to freeze an edition; each with a line of history."""

import zlib
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from throughline.engine.errors import ChangedMeanwhile, Refused
from throughline.engine.reporting.blocks import Report, disagreements
from throughline.engine.reporting.editions import edition_bytes, edition_digest
from throughline.store import history
from throughline.store.organizations import Organization
from throughline.store.people import Person
from throughline.store.reporting.editions.reads import Named
from throughline.store.reporting.editions.tables import Edition, Narrative
from throughline.store.rights import EDIT, require
from throughline.store.rows import storable
from throughline.store.units import unit_for

WRITE, FREEZE = "write report", "freeze report"
LONGEST = 40_000
# Compressed as much as can be, always alike: the digest is of what comes out.
LEVEL = 9


def write_narrative(
    *, by: Person, organization: Organization, named: Named, section: str, text: str, revision: int = 0
) -> Narrative:
    """Write the text of a section; `revision` is the state that was looked at, 0 where there was none.

    Whoever may edit the place that the section is about may write it, or who may edit what the report is about. Raises
    `ChangedMeanwhile` where somebody else wrote it since, `Refused` where it is too long or the right is missing.
    """
    own = storable(text.replace("\r\n", "\n").strip())
    if len(own) > LONGEST:
        raise Refused(f"A section has at most {LONGEST:,} characters: this one has {len(own):,}.")
    with transaction.atomic():
        history.lock_writing()
        place = section if section.startswith(f"{organization.code}/") else named.about
        require(by, EDIT, organization, unit_for(organization, place))
        report = {"organization": organization, "kind": named.kind, "about": named.about, "language": named.language}
        found = Narrative.objects.filter(**report, section=section).first()
        if (found.revision if found else 0) != revision:
            who = found.changed_by if found else "somebody"
            raise ChangedMeanwhile(f"{who} wrote this section in the meantime: look at it again.")
        narrative = found or Narrative(**report, section=section, revision=0)
        narrative.text, narrative.changed, narrative.changed_by = own, datetime.now(UTC), by
        narrative.revision += 1
        narrative.save()
        _tell(by, WRITE, organization, named.address, {"section": section, "text": own})
    return narrative


def freeze_edition(
    *, by: Person, organization: Organization, named: Named, report: Report, open: bool = False
) -> Edition:
    """Keep a report as an edition that never changes; `open` for everybody who may read the record.

    Raises `Refused` where the person may not edit what it is about, and where a text says another figure than the
    record: what is frozen is right.
    """
    wrong = disagreements(report)
    if wrong:
        named_figures = ", ".join(dict.fromkeys(f"{one.field or one.address} ({one.typed})" for one in wrong))
        raise Refused(f"The text says other figures than the record: {named_figures}. Mend them, then freeze it.")
    content = edition_bytes(report)
    with transaction.atomic():
        history.lock_writing()
        require(by, EDIT, organization, unit_for(organization, named.about))
        before = Edition.objects.filter(
            organization=organization, kind=named.kind, about=named.about, language=named.language
        )
        number = (before.aggregate(last=Max("number"))["last"] or 0) + 1
        edition = Edition.objects.create(
            organization=organization,
            kind=named.kind,
            about=named.about,
            language=named.language,
            number=number,
            title=report.title,
            day=date.fromisoformat(report.day),
            open=open,
            content=zlib.compress(content, LEVEL),
            digest=edition_digest(content),
            made=datetime.now(UTC),
            made_by=by,
        )
        told = {"edition": number, "digest": edition.digest, "open": open}
        _tell(by, FREEZE, organization, f"{named.address};{number}", told)
    return edition


def _tell(by: Person, action: str, organization: Organization, address: str, data: dict[str, Any]) -> None:
    history.append(
        at=datetime.now(UTC),
        by=by.username,
        action=action,
        address=address[:300],
        organization=organization,
        data={**data, "organization": organization.code},
    )
