"""Which version of a document stands, under whose head it is shown; and the plan that it holds."""

from typing import Any

from throughline.engine.mandates.symbols import body_of
from throughline.store.mandates.tables import Document, Version
from throughline.store.mandates.writing import day
from throughline.store.organizations import Organization
from throughline.store.planning.tables import Plan


def make_current(version: Version, owner: Organization) -> None:
    """The version stands from now on, and the document shows its head. One statement."""
    document, head = version.document, version.head
    Document.objects.filter(pk=document.pk).update(
        # A known unknown goes by its own spelling once its document has come.
        address=version.taking_in.address,
        held=True,
        known=True,
        organization=document.organization or owner,
        current=version,
        kind=version.kind,
        body=head.get("body") or "",
        session=head.get("session") or "",
        title=head.get("title") or "",
        adopted=day(head.get("adopted")),
        language=version.language,
    )


def make_unknown(document: Document) -> None:
    """No version stands any more: the document is known by its symbol only, and holds no plan. Two statements."""
    Plan.objects.filter(document=document).delete()
    Document.objects.filter(pk=document.pk).update(
        held=False,
        organization=None,
        current=None,
        kind="",
        body=body_of(document.address) or "",
        session="",
        title="",
        adopted=None,
        language="",
    )


def stand_plan(address: str, document: Document, owner: Organization, head: dict[str, Any]) -> None:
    """The plan that the document holds, made with its first version."""
    code = address.split("/", 2)[2]
    year = head.get("budget_year")
    Plan.objects.get_or_create(
        document=document, defaults={"organization": owner, "address": address, "year": year, "code": code}
    )
