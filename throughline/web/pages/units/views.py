"""Pages of units: the tree, one unit, and the actions on them for administrators."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from throughline.engine.errors import Forbidden, Refused
from throughline.store.models import Organization, Unit
from throughline.store.rights import ADMINISTER, may
from throughline.store.units.reads import tree_of
from throughline.store.units.suggesting import suggested_units
from throughline.web.access import VIEW_AS, acting, action, may_act
from throughline.web.formatting import number
from throughline.web.pages.frame import Head, Step, start_of, worked_organization_at
from throughline.web.pages.units import forms

# The actions on a unit, by the last part of their address.
FORMS: dict[str, type[forms.UnitForm]] = {
    "rename": forms.RenameForm,
    "move": forms.MoveForm,
    "end": forms.EndForm,
    "give": forms.AnswerForm,
    "take-back": forms.TakeBackForm,
}


def units(request: HttpRequest, organization: str) -> HttpResponse:
    """The units of an organization as a tree, with what each answers for."""
    whose = worked_organization_at(request, organization)
    return _units(request, whose)


def _units(
    request: HttpRequest, whose: Organization, form: forms.UnitForm | None = None, refused: str = ""
) -> HttpResponse:
    administers = may_administer(request, whose)
    tree = tree_of(whose)
    standing = [branch for branch in tree if branch.unit.ended is None]
    words = ngettext("%(count)s unit.", "%(count)s units.", len(standing)) % {"count": number(len(standing))}
    context = {
        "head": Head(_("Units"), _("Which unit answers for what"), (start_of(whose.code),)),
        "whose": whose,
        "answer": words if standing else _("No unit was made yet."),
        "tree": standing,
        "ended": [branch for branch in tree if branch.unit.ended is not None],
        "suggestions": suggested_units(whose) if administers else (),
        "form": (form or forms.MakeForm(whose)) if administers else None,
        "refused": refused,
    }
    wrong = refused or (form and form.errors)
    return render(request, "units/units.html", context, status=400 if wrong else 200)


def may_administer(request: HttpRequest, whose: Organization, unit: Unit | None = None) -> bool:
    """Tell whether the person administers the organization or the unit, and looks with the own eyes."""
    person = may_act(request)
    return person is not None and VIEW_AS not in request.session and may(person, ADMINISTER, whose, unit)


@action
@require_POST
def make(request: HttpRequest, organization: str) -> HttpResponse:
    """Make a unit."""
    return _act_on_tree(request, organization, forms.MakeForm)


@action
@require_POST
def suggest(request: HttpRequest, organization: str) -> HttpResponse:
    """Make the units that plans name, one or all."""
    return _act_on_tree(request, organization, forms.SuggestionForm)


def _act_on_tree(request: HttpRequest, organization: str, kind: type[forms.UnitForm]) -> HttpResponse:
    whose = worked_organization_at(request, organization)
    if not may_administer(request, whose):
        raise Http404
    form = kind(whose, request.POST)
    if not form.is_valid():
        return _units(request, whose, form)
    try:
        form.act(acting(request))
    except Forbidden:
        raise
    except Refused as reason:
        return _units(request, whose, form if kind is forms.MakeForm else None, str(reason))
    return redirect("units", whose.code)


def unit_at(whose: Organization, code: str) -> Unit:
    """The unit with this code; Http404 where the organization has none."""
    unit = Unit.objects.filter(organization=whose, code=code).select_related("organization", "parent").first()
    if unit is None:
        raise Http404(_("No unit has the code %(code)s.") % {"code": code[:60]})
    return unit


def edit(request: HttpRequest, organization: str, unit: str) -> HttpResponse:
    """A unit with what it answers for, to be changed by its administrators."""
    whose = worked_organization_at(request, organization)
    return _edit(request, whose, unit_at(whose, unit))


def _edit(
    request: HttpRequest, whose: Organization, unit: Unit, wrong: forms.UnitForm | None = None, refused: str = ""
) -> HttpResponse:
    by_verb: dict[str, forms.UnitForm] = {
        "rename": forms.RenameForm(whose, None, unit),
        "move": forms.MoveForm(whose, None, unit),
        "give": forms.AnswerForm(whose, None, unit),
    }
    by_verb["rename"].initial = {"name": unit.name}
    by_verb["move"].initial = {"parent": unit.parent.code if unit.parent else ""}
    by_verb |= {verb: wrong for verb, kind in FORMS.items() if wrong is not None and type(wrong) is kind}
    trail = (start_of(whose.code), Step(_("Units"), reverse("units", args=[whose.code])))
    context = {
        "head": Head(_("Unit"), f"{unit.code}: {unit.name}", trail),
        "unit": unit,
        "answers_for": unit.responsibilities.order_by("address", "addressee"),
        "people": unit.roles.select_related("person").order_by("person__username", "role"),
        "below": unit.children.filter(ended=None).order_by("code"),
        "forms": by_verb if unit.ended is None and may_administer(request, whose, unit) else None,
        "refused": refused,
    }
    return render(request, "units/unit.html", context, status=400 if refused or wrong else 200)


@action
@require_POST
def change(request: HttpRequest, organization: str, unit: str, verb: str) -> HttpResponse:
    """Rename, move or end a unit, give it something to answer for, or take that back."""
    whose, kind = worked_organization_at(request, organization), FORMS.get(verb)
    one = unit_at(whose, unit)
    if kind is None or not may_administer(request, whose, one):
        raise Http404
    form = kind(whose, request.POST, one)
    if not form.is_valid():
        return _edit(request, whose, one, form)
    try:
        form.act(acting(request))
    except Forbidden:
        raise
    except Refused as reason:
        return _edit(request, whose, one, form, str(reason))
    return redirect("units-edit", whose.code, one.code)
