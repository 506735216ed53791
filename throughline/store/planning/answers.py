"""What counts as answered, in one place and in SQL: listed by a plan, or linked to a part of one that stands.

An act is answered where a plan in force lists its document, or where a link that stands leads from the act, from its
paragraph or from its whole document to a place or a result in force. A document is answered where a plan lists it,
where a link leads from it as a whole, or where links answer every act of it that asks the secretariat (one at least).
"""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from throughline.store.mandates.tables import Act, Addressee
from throughline.store.planning.frameworks.reads import approved_at
from throughline.store.planning.links.tables import Link
from throughline.store.planning.tables import ListedMandate, Place, Result
from throughline.store.rights import Sight, in_plan, owned
from throughline.store.rows import IN_FORCE

OF_ACT = "version__document"


def links_standing(seen_by: Sight) -> QuerySet[Link]:
    """The links that are seen, that nobody ended, and whose place or result is in force."""
    return Link.objects.filter(owned(seen_by), target_in_force(), ended=None)


def target_in_force() -> Q:
    """Of a link: that its place, result or element stands in the version of the plan that is in force."""
    here = {"address": OuterRef("target")}
    in_budgets = Q(Exists(Place.objects.filter(IN_FORCE, **here))) | Q(Exists(Result.objects.filter(IN_FORCE, **here)))
    return in_budgets | Q(Exists(approved_at(OuterRef("target"))))


def is_listed(seen_by: Sight, document: str = OF_ACT, owner: str = "") -> Exists:
    """That a plan that is seen lists the document (the name of the link to it).

    With `owner`, the name of the link to an organization, only plans of that organization count.
    """
    lists = ListedMandate.objects.filter(IN_FORCE, in_plan(seen_by), document=OuterRef(document))
    return Exists(lists.filter(version__document__plan__organization=OuterRef(owner)) if owner else lists)


# Conditions are values that statements copy: what is remembered is how they are written, nothing of the record.
@lru_cache(maxsize=256)
def is_answered(seen_by: Sight, owner: str = "") -> Q:
    """Of an act: that it is answered; with `owner` as in `is_listed`."""
    return Q(is_listed(seen_by, OF_ACT, owner)) | Q(is_linked(seen_by, owner))


@lru_cache(maxsize=256)
def is_linked(seen_by: Sight, owner: str = "") -> Exists:
    """Of an act: that a link that stands leads from it, from its paragraph or from its whole document."""
    links = links_standing(seen_by).filter(document=OuterRef(OF_ACT))
    if owner:
        links = links.filter(organization=OuterRef(owner))
    ends = ("address", "paragraph__address", f"{OF_ACT}__address")
    return Exists(links.filter(Q(*((("source", OuterRef(end))) for end in ends), _connector=Q.OR)))


def is_answered_document(seen_by: Sight, secretariat: Collection[str]) -> Q:
    """Of a document: that it is answered; `secretariat` are the names of those who count as the secretariat."""
    links = links_standing(seen_by).filter(document=OuterRef("pk"))
    names = Addressee.objects.filter(act=OuterRef("pk"), name__in=secretariat)
    open_acts = Act.objects.filter(~Q(is_linked(seen_by)), Exists(names), version=OuterRef("current"))
    in_parts = Q(Exists(links)) & ~Q(Exists(open_acts))
    return Q(is_listed(seen_by, "pk")) | Q(Exists(links.filter(source=OuterRef("address")))) | in_parts


def as_value(condition: Q) -> Any:
    """A condition as a value that a statement gives back for each row."""
    return ExpressionWrapper(condition, output_field=BooleanField())
