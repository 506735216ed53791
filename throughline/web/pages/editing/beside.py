"""What the page of a place or a result says of editing: where it is edited, one's draft, and who typed what stands."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from throughline.store.editing.drafts import drafts_and_typed, drafts_of
from throughline.store.editing.reads import is_touched, last_edit, may_edit
from throughline.store.editing.tables import FORM, SET
from throughline.store.models import Person, Plan, Version
from throughline.store.people import COMMAND_LINE
from throughline.store.rights import Sight, worked
from throughline.web.access import VIEW_AS, sight, who
from throughline.web.pages.editing.forms import full_label_of
from throughline.web.pages.sources.views import may_edit as may_undo
from throughline.web.pages.sources.views import undo_page_of


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a node is edited, for those who may: addresses, "" for what is not possible there; one's drafts."""

    edit: str
    add: str = ""
    rows: str = ""
    workbook: str = ""
    changes: str = ""
    has_draft: bool = False
    has_changes: bool = False


@dataclass(frozen=True, slots=True)
class TypedShown:
    """A field of a node that a person typed: its name, who and when."""

    name: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Editing:
    """What the page of a node says of editing: where it is edited, None for who may not, and who typed what.

    `undo` is the page that undoes the newest edit where it touched the node, "" where there is none.
    """

    beside: Beside | None
    typed: tuple[TypedShown, ...]
    undo: str = ""


def editing_of(request: HttpRequest, plan: Plan, version: Version, address: str, kind: str) -> Editing:
    """What the page of the node at an address says of editing; eight statements at most."""
    person, node = who(request), address[len(plan.address) :].removeprefix("/")
    # On a machine where nobody signs in, its operator acts.
    username = person.username if person else COMMAND_LINE if sight(request).works_all else ""
    is_looking = hasattr(request, "session") and VIEW_AS in request.session
    may = bool(username) and not is_looking and (person is None or may_edit(person, plan.organization, address))
    drafts, typed = drafts_and_typed(username if may else "", address, version.pk, node)
    # Who works there is told by name, others that it was typed.
    works = sight(request).works_in(plan.organization_id)
    shown = tuple(TypedShown(full_label_of(one.field), one.by if works else "", one.at) for one in typed)
    undo = undo_of(request, plan, version, node) if may else ""
    return Editing(_beside(plan, address, kind, drafts) if may else None, shown, undo)


def undo_of(request: HttpRequest, plan: Plan, version: Version, node: str) -> str:
    """The page that undoes the newest edit, where it touched the node and the person may undo it, else "".

    No statement where the version was read from a file, else three at most.
    """
    edit = last_edit(plan, version)
    if edit is None or not is_touched(version.pk, node, edit) or not may_undo(request, plan.organization):
        return ""
    return undo_page_of(plan.organization.code, edit)


def _beside(plan: Plan, address: str, kind: str, drafts: frozenset[str]) -> Beside:
    place, code = address.partition("/")[2], plan.organization.code
    is_place = kind != "result"
    return Beside(
        edit=reverse("plans-edit", args=[code, place]),
        add=reverse("plans-edit-add", args=[code, place]) if kind in ("programme", "subprogramme") else "",
        rows=reverse("plans-edit-rows", args=[code, place]) if is_place else "",
        workbook=reverse("plans-edit-workbook", args=[code, place]) if is_place else "",
        changes=reverse("plans-edit-changes", args=[code, place]),
        has_draft=FORM in drafts,
        has_changes=SET in drafts,
    )


@dataclass(frozen=True, slots=True)
class DraftShown:
    """A draft in the list of a person's own: where it goes on."""

    address: str
    page: str
    is_set: bool
    at: datetime


def drafts_shown(person: Person, seen: Sight) -> list[DraftShown]:
    """The drafts of a person in the organizations where there is still a role, the newest first; one statement."""
    return [
        DraftShown(
            one.address,
            reverse("plans-edit-changes" if one.kind == SET else "plans-edit", args=one.address.split("/", 1)),
            one.kind == SET,
            one.at,
        )
        for one in drafts_of(person).filter(worked(seen))
    ]
