"""Drafts: what a person typed and has not applied yet, kept until it is applied or thrown away."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast

from throughline.engine.editing.merging import Wanted
from throughline.engine.sources import Typed
from throughline.store.editing.proposing import check_rights
from throughline.store.editing.tables import FORM, SET, Draft, TypedField
from throughline.store.people import Person
from throughline.store.planning.tables import Plan
from throughline.store.rows import storable_json

DRAFT = "draft"


def save_draft(
    *, plan: Plan, node: str, number: int, fields: Mapping[str, str], by: Person, at: datetime | None = None
) -> Draft:
    """Keep what a person typed into the form of a node, in the place of what was kept before.

    A draft is its person's alone: the history tells nothing of it. Raises `Refused` without the right to edit.
    """
    check_rights(by, plan, [node])
    return _kept(plan, _address(plan, node), FORM, number, {node: fields}, by, at)


def save_set(*, plan: Plan, node: str, number: int, wanted: Wanted, by: Person, at: datetime | None = None) -> Draft:
    """Keep a set of changes below a node, from a bulk form or a workbook, until they are looked at and applied."""
    check_rights(by, plan, list(wanted))
    return _kept(plan, _address(plan, node), SET, number, wanted, by, at)


def _address(plan: Plan, node: str) -> str:
    return f"{plan.address}/{node}" if node else plan.address


def _kept(plan: Plan, address: str, kind: str, number: int, wanted: Wanted, by: Person, at: datetime | None) -> Draft:
    fields = storable_json({name: dict(said) for name, said in wanted.items()})
    values = {
        "organization": plan.organization,
        "number": number,
        "fields": fields,
        "at": at or datetime.now(UTC),
    }
    draft, _created = Draft.objects.update_or_create(person=by, kind=kind, address=address, defaults=values)
    return draft


def draft_at(person: Person, address: str, kind: str = FORM) -> Draft | None:
    """The draft of a person at an address, None where there is none. One statement."""
    return Draft.objects.filter(person=person, kind=kind, address=address).first()


def drafts_and_typed(username: str, address: str, version: int, node: str) -> tuple[frozenset[str], tuple[Typed, ...]]:
    """The kinds of drafts that a person has at an address, and what persons typed at the node. One statement."""
    blank, text = Value("", output_field=TextField()), TextField()
    own: Any = Draft.objects.filter(person__username=username, address=address).order_by()
    own = own.values_list(Value(DRAFT, output_field=text), Cast("kind", text), blank, blank)
    typed: Any = TypedField.objects.filter(version=version, node=node).order_by()
    typed = typed.values_list(Value("", output_field=text), Cast("field", text), "by", Cast("since", text))
    rows = list(own.union(typed, all=True))
    kinds = frozenset(kind for what, kind, _by, _since in rows if what == DRAFT)
    return kinds, tuple(Typed(node, field, by, since) for what, field, by, since in rows if what != DRAFT)


def drafts_of(person: Person) -> QuerySet[Draft]:
    """The drafts of a person, the newest first."""
    return Draft.objects.filter(person=person).select_related("organization").order_by("-at", "-pk")


def throw_away(*, person: Person, address: str, kinds: Sequence[str] = (FORM, SET)) -> int:
    """Throw a person's drafts at an address away; how many there were."""
    return Draft.objects.filter(person=person, address=address, kind__in=kinds).delete()[0]
