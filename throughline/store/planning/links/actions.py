"""Actions on links: made, changed and ended by persons, each with a line of history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from throughline.engine.errors import ChangedMeanwhile, Refused
from throughline.engine.links import link_address, link_code, text_digest
from throughline.engine.mandates.symbols import key_of
from throughline.store import history
from throughline.store.mandates.tables import Act, Document, Holding, Paragraph
from throughline.store.organizations import Organization
from throughline.store.people import Person
from throughline.store.planning.frameworks.reads import approved_at
from throughline.store.planning.links.tables import Link
from throughline.store.planning.tables import Place, Result
from throughline.store.rights import EDIT, require
from throughline.store.rows import IN_FORCE, storable
from throughline.store.units import unit_for

LINK, CHANGE_LINK, END_LINK = "link", "change link", "end link"


@dataclass(frozen=True, slots=True)
class End:
    """An end of a link as it stands: its address as the record spells it, and its words; its document at a source."""

    address: str
    words: str
    document: Document | None = None


def make_link(
    *,
    by: Person,
    organization: Organization,
    source: str,
    target: str,
    rationale: str,
    share: Fraction | None = None,
) -> Link:
    """Link an act, a paragraph or a document to the place or result of a plan that answers it.

    A link that was ended stands again. Raises `Refused` where the person may not edit what answers, where an end is
    not in the record of the organization, where the two are linked already, or where no reason is given.
    """
    with transaction.atomic():
        history.lock_writing()
        require(by, EDIT, organization, unit_for(organization, target))
        asked, answer = source_at(organization, source), target_at(organization, target)
        code = link_code(organization.code, asked.address, answer.address)
        link = Link.objects.filter(code=code).first()
        if link is not None and link.ended is None:
            raise Refused(f"{asked.address} and {answer.address} are linked already: change that link.")
        now = datetime.now(UTC)
        link = link or Link(organization=organization, code=code, made=now, made_by=by, revision=0)
        link.source, link.target, link.ended, link.ending = asked.address, answer.address, None, ""
        assert asked.document is not None
        link.document = asked.document
        _write(link, by, now, share, rationale, (asked, answer))
        _tell(by, LINK, link)
    return link


def change_link(*, by: Person, link: Link, revision: int, rationale: str, share: Fraction | None = None) -> Link:
    """Give a link another share or rationale, and confirm that its ends still belong together.

    Raises `ChangedMeanwhile` where the link is not at `revision` any more; `Refused` as `make_link` does, and for a
    link that was ended.
    """
    with transaction.atomic():
        history.lock_writing()
        found = _editable(by, link, revision)
        ends = (source_at(found.organization, found.source), target_at(found.organization, found.target))
        _write(found, by, datetime.now(UTC), share, rationale, ends)
        _tell(by, CHANGE_LINK, found)
    return found


def end_link(*, by: Person, link: Link, revision: int, reason: str) -> Link:
    """End a link, saying why; it stays in the record with its history. Raises as `change_link` does."""
    with transaction.atomic():
        history.lock_writing()
        found = _editable(by, link, revision)
        found.ending = _said(reason, "Say why the link ends.")
        found.ended = found.changed = datetime.now(UTC)
        found.changed_by = by
        found.revision += 1
        found.save()
        _tell(by, END_LINK, found)
    return found


def _editable(by: Person, link: Link, revision: int) -> Link:
    """The link as it is now, where the person may edit it and has seen its newest state."""
    found = Link.objects.select_related("organization").get(pk=link.pk)
    require(by, EDIT, found.organization, unit_for(found.organization, found.target))
    if found.revision != revision:
        raise ChangedMeanwhile(f"{found} was changed by {found.changed_by} in the meantime: look at it again.")
    if found.ended is not None:
        raise Refused(f"{found} was ended: make it anew.")
    return found


def _write(
    link: Link, by: Person, now: datetime, share: Fraction | None, rationale: str, ends: tuple[End, End]
) -> None:
    if share is not None and not 0 < share <= 1:
        raise Refused("A share is more than nothing and at most the whole.")
    link.numerator, link.denominator = (share.numerator, share.denominator) if share is not None else (None, None)
    link.rationale = _said(rationale, "Say why this answers what is asked.")
    link.source_text, link.target_text = (text_digest(end.words) for end in ends)
    link.changed, link.changed_by = now, by
    link.revision += 1
    link.save()


def _said(words: str, missing: str) -> str:
    said = storable(words).strip()
    if not said:
        raise Refused(missing)
    return said


def source_at(organization: Organization, address: str) -> End:
    """What is asked at an address: a document that the organization knows, a paragraph or an act of one it holds.

    Raises `Refused` where there is none. At most three statements.
    """
    symbol, mark, fragment = address.partition("#")
    knows = Holding.objects.filter(document=OuterRef("pk"), organization=organization)
    found = Document.objects.filter(Exists(knows), key=key_of(symbol)).first()
    held = Holding.objects.filter(document=found, organization=organization, held=True)
    is_held = found is not None and held.exists()
    if found is not None and not mark:
        return End(found.address, found.title if is_held else "", found)
    if found is not None and is_held:
        whole = f"{found.address}#{fragment}"
        for table, words in ((Act, "request"), (Paragraph, "text")):
            row = table._default_manager.filter(version=found.current_id, address=whole).values(words).first()
            if row is not None:
                return End(whole, str(row[words]), found)
    raise Refused(f"The record of {organization} holds nothing at {address[:300]}.")


def target_at(organization: Organization, address: str) -> End:
    """The place, result or approved element at an address of the organization's plans; raises `Refused` for none."""
    for table in (Result, Place):
        here = table._default_manager.filter(IN_FORCE, address=address)
        row = here.filter(version__document__plan__organization=organization).values("title").first()
        if row is not None:
            return End(address, str(row["title"]))
    element = approved_at(address).filter(version__framework__organization=organization).values("title").first()
    if element is not None:
        return End(address, str(element["title"]))
    raise Refused(f"The plans of {organization} have no place and no result at {address[:300]}.")


def _tell(by: Person, action: str, link: Link) -> None:
    data: Mapping[str, Any] = {
        "source": link.source,
        "target": link.target,
        "share": str(link.share) if link.share is not None else "",
        "rationale": link.rationale,
        "revision": link.revision,
        **({"reason": link.ending} if link.ended else {}),
    }
    history.append(
        at=link.changed,
        by=by.username,
        action=action,
        address=link_address(link.code),
        data={**data, "organization": link.organization.code},
        organization=link.organization,
    )
