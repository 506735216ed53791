"""Actions on suggestions: a person accepts one, which makes a link, dismisses one, or takes the dismissal back."""

from datetime import UTC, datetime

from django.db import transaction

from throughline.engine.errors import Refused
from throughline.engine.links import link_address, link_code
from throughline.store import history
from throughline.store.organizations import Organization
from throughline.store.people import Person
from throughline.store.planning.links.actions import make_link, source_at, target_at
from throughline.store.planning.links.tables import Link
from throughline.store.rights import EDIT, require
from throughline.store.suggestions.tables import Dismissal, Suggestion
from throughline.store.units import unit_for

DISMISS, RESTORE = "dismiss suggestion", "restore suggestion"


def accept_suggestion(*, by: Person, organization: Organization, source: str, target: str, rationale: str) -> Link:
    """Link what is suggested. Raises `Refused` where it is not suggested, and as `make_link` does."""
    with transaction.atomic():
        history.lock_writing()
        _suggested(organization, source, target)
        return make_link(by=by, organization=organization, source=source, target=target, rationale=rationale)


def dismiss_suggestion(*, by: Person, organization: Organization, source: str, target: str) -> None:
    """Say that a result or place does not answer an act or a document; saying it again changes nothing.

    Raises `Refused` where the person may not edit what is suggested, and where it is not suggested.
    """
    with transaction.atomic():
        history.lock_writing()
        require(by, EDIT, organization, unit_for(organization, target))
        _suggested(organization, source, target)
        now = datetime.now(UTC)
        found = Dismissal.objects.filter(organization=organization, source=source, target=target)
        if not found.exists():
            Dismissal.objects.create(organization=organization, source=source, target=target, by=by, at=now)
            _tell(by, DISMISS, organization, source, target, now)


def restore_suggestion(*, by: Person, organization: Organization, source: str, target: str) -> None:
    """Take a dismissal back: it may be suggested again. Raises `Refused` as `dismiss_suggestion` does."""
    with transaction.atomic():
        history.lock_writing()
        require(by, EDIT, organization, unit_for(organization, target))
        source, target = source_at(organization, source).address, target_at(organization, target).address
        if Dismissal.objects.filter(organization=organization, source=source, target=target).delete()[0]:
            _tell(by, RESTORE, organization, source, target, datetime.now(UTC))


def _suggested(organization: Organization, source: str, target: str) -> None:
    if not Suggestion.objects.filter(organization=organization, source=source, target=target).exists():
        raise Refused(f"{target[:300]} is not suggested for {source[:300]}.")


def _tell(by: Person, action: str, organization: Organization, source: str, target: str, at: datetime) -> None:
    history.append(
        at=at,
        by=by.username,
        action=action,
        address=link_address(link_code(organization.code, source, target)),
        data={"source": source, "target": target, "organization": organization.code},
        organization=organization,
    )
